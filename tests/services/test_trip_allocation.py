"""Places shared out down a programme's tree, kept with their working, given back, shared out again."""

from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

import pytest

from desktop.core.apportion import Method
from desktop.core.apportion_checks import ApportionmentRefused, CeilingsBelowTotal
from desktop.core.errors import FieldError
from desktop.core.weights import FormulaFault
from desktop.services import trip_allocation, trip_claims
from desktop.services.trip_allocation import AllocationSettings, QuotaLine
from desktop.services.trip_allocation_again import grouped
from desktop.services.trip_allocation_inputs import Inputs, inputs, proposed_settings
from desktop.services.trip_allocation_returns import NothingReturned, give_back, share_out_returned
from desktop.services.trip_allocation_rows import QuotaRow, read
from desktop.services.trip_allocation_settle import missing, settle
from desktop.services.trip_allocation_work import (
    Comparison,
    NobodyToShare,
    Proposal,
    ReservedAboveTotal,
    TooFewOfTrade,
    compare,
    propose,
)
from desktop.services.trip_steps import StepApproved, TripStep
from desktop.storage.store import Store
from tests.services.trips import put_approved, put_batch, put_claim, put_organisation, put_programme


class City(NamedTuple):
    """A programme with a tree: 总工会 over 定海 (甲 乙) and 普陀 (itself, 丙), and 丁 by itself."""

    programme: UUID
    first: UUID
    second: UUID
    district: UUID
    third: UUID
    fourth: UUID


def _city(store: Store, places: int = 20) -> City:
    programme = put_programme(store, places=places)
    top = put_organisation(store, "总工会")
    one, two = put_organisation(store, "定海", top), put_organisation(store, "普陀", top)
    leaves = [
        put_organisation(store, "甲厂", one),
        put_organisation(store, "乙厂", one),
        two,
        put_organisation(store, "丙厂", two),
        put_organisation(store, "丁厂", top),
    ]
    people = [300, 100, 50, 350, 200]
    for key, members in zip(leaves, people, strict=True):
        put_claim(store, programme, key, members, frontline=members // 2, hazardous=members // 10)
    return City(programme, *leaves)


def _settings(given: Inputs, **changes: object) -> AllocationSettings:
    base = AllocationSettings(
        Method.LARGEST_REMAINDER, given.seed, "members", given.places, given.frontline_share
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def _given(store: Store, programme: UUID) -> Inputs:
    return store.read(inputs, programme)


def _proposed(store: Store, programme: UUID, **changes: object) -> Proposal:
    given = _given(store, programme)
    return propose(given, _settings(given, **changes))


def _by_name(proposal: Proposal) -> dict[str, int]:
    return {line.name: line.places for line in proposal.lines}


def _settled(store: Store, programme: UUID, **changes: object) -> Proposal:
    given = _given(store, programme)
    return store.do(settle, programme, _settings(given, **changes), "")


def _quota(store: Store, programme: UUID) -> dict[UUID, QuotaLine]:
    return store.read(trip_allocation.quota_of, programme)


def _rows(store: Store, programme: UUID) -> tuple[QuotaRow, ...]:
    held = store.read(trip_allocation.standing, programme)
    assert held is not None
    return store.read(read, held.id)


def test_places_go_down_the_tree(file_store: Store) -> None:
    city = _city(file_store)
    assert _by_name(_proposed(file_store, city.programme)) == {
        "甲厂": 6, "乙厂": 2, "普陀": 1, "丙厂": 7, "丁厂": 4,
    }  # fmt: skip


def test_flat_shares_among_all_at_once(file_store: Store) -> None:
    city = _city(file_store, places=7)
    tree = _proposed(file_store, city.programme)
    flat = _proposed(file_store, city.programme, flat=True)
    assert sum(tree.places) == sum(flat.places) == 7
    assert len(flat.parts[0].shared.branches) == 1
    assert len(tree.parts[0].shared.branches) == 3


def test_the_formula_makes_the_weights(file_store: Store) -> None:
    city = _city(file_store)
    proposal = _proposed(file_store, city.programme, formula="会员 + 2*一线 + 有害/2")
    assert {line.name: line.weight for line in proposal.lines}["甲厂"] == 300 + 300 + Fraction(30, 2)
    with pytest.raises(FormulaFault, match="炼钢工"):
        _proposed(file_store, city.programme, formula="会员 + 炼钢工")


def test_seventy_percent_of_272_are_191_and_every_one_of_them_is_somebodys(file_store: Store) -> None:
    city = _city(file_store, places=272)
    proposal = _proposed(file_store, city.programme, frontline_share=Fraction(7, 10))
    assert proposal.frontline_in_all == 191
    assert sum(line.frontline_min for line in proposal.lines) == 191
    assert all(line.frontline_min <= line.places for line in proposal.lines)


def test_a_batch_kept_for_a_trade_goes_first_and_only_to_those_who_have_such_people(
    file_store: Store,
) -> None:
    city = _city(file_store)
    batch = put_batch(file_store, city.programme, 1, 5, reserved_trade="环卫工人")
    for key, people in ((city.first, 30), (city.fourth, 20)):
        _bring(file_store, city, key, trades={"环卫工人": people})
    proposal = _proposed(file_store, city.programme)
    kept = {line.name: line.batches.get(batch, 0) for line in proposal.lines}
    assert kept == {"甲厂": 3, "乙厂": 0, "普陀": 0, "丙厂": 0, "丁厂": 2}
    assert sum(proposal.places) == 20
    assert sum(proposal.parts[-1].shared.places) == 15


@pytest.mark.parametrize("method", Method)
def test_nobody_gets_more_places_of_a_kept_batch_than_it_has_people_of_the_trade(
    file_store: Store, method: Method
) -> None:
    city = _city(file_store)
    batches = [put_batch(file_store, city.programme, at, 5, reserved_trade="环卫工人") for at in (1, 2)]
    for key, people in ((city.first, 1), (city.fourth, 2), (city.third, 40)):
        _bring(file_store, city, key, trades={"环卫工人": people}, ceiling=8 if people == 40 else None)
    proposal = _proposed(file_store, city.programme, method=method)
    kept = {line.name: sum(line.batches.get(batch, 0) for batch in batches) for line in proposal.lines}
    most = {"甲厂": 1, "乙厂": 0, "普陀": 0, "丙厂": 8, "丁厂": 2}
    assert all(kept[name] <= most[name] for name in kept)
    assert sum(kept.values()) == 10
    assert _by_name(proposal)["丙厂"] <= 8


def test_too_few_people_of_a_trade_are_said_with_how_many_are_lacking(file_store: Store) -> None:
    city = _city(file_store)
    for number in (1, 2):
        put_batch(file_store, city.programme, number, 5, reserved_trade="环卫工人")
    _bring(file_store, city, city.first, trades={"环卫工人": 7})
    with pytest.raises(TooFewOfTrade, match=r"Batch 2.*2 of the 7.*5 places that is 3 too few") as caught:
        _proposed(file_store, city.programme)
    assert "by 3" in caught.value.remedy
    _bring(file_store, city, city.first, trades={"环卫工人": 70}, ceiling=6)
    with pytest.raises(CeilingsBelowTotal, match="Batch 2, kept for “环卫工人”"):
        _proposed(file_store, city.programme)


def test_a_floor_counts_the_places_of_kept_batches_too(file_store: Store) -> None:
    city = _city(file_store)
    put_batch(file_store, city.programme, 1, 5, reserved_trade="环卫工人")
    _bring(file_store, city, city.second, trades={"环卫工人": 9}, floor=6, ceiling=6)
    assert _by_name(_proposed(file_store, city.programme))["乙厂"] == 6


def _bring(store: Store, city: City, organisation: UUID, **changes: object) -> None:
    line = next(
        one for one in store.read(trip_claims.claims, city.programme) if one.organisation_id == organisation
    )
    entry = replace(line.entry, **changes)  # type: ignore[arg-type]
    store.do(trip_claims.set_claim, city.programme, entry, line.id)


def test_what_cannot_be_shared_out_is_said(file_store: Store) -> None:
    empty = put_programme(file_store, year=2025)
    with pytest.raises(NobodyToShare):
        _proposed(file_store, empty)
    city = _city(file_store)
    put_batch(file_store, city.programme, 1, 5, reserved_trade="环卫工人")
    with pytest.raises(TooFewOfTrade, match="“环卫工人”: 0 people of this trade for 5 places, 5 too few"):
        _proposed(file_store, city.programme)
    put_batch(file_store, city.programme, 2, 50, reserved_trade="船员")
    with pytest.raises(ReservedAboveTotal, match="35 more"):
        _proposed(file_store, city.programme)


def test_what_is_settled_is_in_force_with_every_number(store: Store) -> None:
    city = _city(store)
    put_batch(store, city.programme, 1, 5, reserved_trade="环卫工人")
    _bring(store, city, city.first, trades={"环卫工人": 30}, carried=Fraction(1, 3))
    made = _settled(store, city.programme)
    quota = _quota(store, city.programme)
    assert {key: line.places for key, line in quota.items()} == {
        line.organisation_id: line.places for line in made.lines
    }
    assert {key: line.frontline_min for key, line in quota.items()} == {
        line.organisation_id: line.frontline_min for line in made.lines
    }
    assert sum(quota[city.first].batches.values()) == 5
    rows = _rows(store, city.programme)
    for groups in grouped(rows).values():
        for group in groups:
            assert group.again(made.settings).given == [row.places for row in group.rows]
    claims: dict[UUID, Fraction] = {}
    for row in rows:
        if row.is_leaf:
            claims[row.organisation_id] = claims.get(row.organisation_id, Fraction(0)) + row.claim
    assert claims == {line.organisation_id: line.claim for line in made.lines}
    assert sum(claims.values()) == 20


def test_settling_again_supersedes_and_undo_brings_the_former_back(store: Store) -> None:
    city = _city(store)
    first = _settled(store, city.programme)
    second = _settled(store, city.programme, method=Method.ADAMS, places=15)
    assert first.places != second.places
    held = store.read(trip_allocation.standing, city.programme)
    assert held is not None
    assert (held.number, held.settings) == (2, second.settings)
    store.undo()
    assert tuple(line.places for line in _quota(store, city.programme).values()) == first.places


def test_an_approved_step_is_not_changed(file_store: Store) -> None:
    city = _city(file_store)
    _settled(file_store, city.programme)
    put_approved(file_store, city.programme, [TripStep.PLAN, TripStep.QUOTA])
    with pytest.raises(StepApproved):
        _settled(file_store, city.programme)


def test_places_given_back_are_gone_and_shared_out_among_the_others(store: Store) -> None:
    city = _city(store)
    before = _settled(store, city.programme)
    store.do(give_back, city.programme, city.third, 3, "一线职工出海")
    line = _quota(store, city.programme)[city.third]
    assert (line.places, line.returned) == (4, 3)
    store.do(share_out_returned, city.programme, "再分配")
    after = _quota(store, city.programme)
    assert after[city.third].places == 4
    assert sum(one.places for one in after.values()) == 20
    for old in before.lines:
        if old.organisation_id != city.third:
            assert after[old.organisation_id].places >= old.places
    assert sum(one.frontline_min for one in after.values()) == before.frontline_in_all
    with pytest.raises(NothingReturned):
        store.do(share_out_returned, city.programme)
    owed = {
        row.organisation_id: row.claim - row.places for row in _rows(store, city.programme) if row.is_leaf
    }
    assert owed == {line.organisation_id: line.claim - line.places for line in before.lines}
    for groups in grouped(_rows(store, city.programme)).values():
        for group in groups:
            assert group.again(before.settings).given == [row.places for row in group.rows]


def test_what_comes_back_of_a_kept_batch_goes_to_that_trade(file_store: Store) -> None:
    city = _city(file_store)
    batch = put_batch(file_store, city.programme, 1, 5, reserved_trade="环卫工人")
    _bring(file_store, city, city.first, trades={"环卫工人": 30})
    _bring(file_store, city, city.fourth, trades={"环卫工人": 20})
    _settled(file_store, city.programme)
    had = _quota(file_store, city.programme)[city.fourth].places
    file_store.do(give_back, city.programme, city.fourth, had, "")
    file_store.do(share_out_returned, city.programme, "")
    after = _quota(file_store, city.programme)
    assert after[city.fourth].places == 0
    assert after[city.first].batches == {batch: 5}
    assert sum(one.places for one in after.values()) == 20


def test_what_comes_back_goes_to_nobody_beyond_the_people_of_the_trade_or_the_ceiling(
    file_store: Store,
) -> None:
    city = _city(file_store)
    for number in (1, 2):
        put_batch(file_store, city.programme, number, 4, reserved_trade="环卫工人")
    _bring(file_store, city, city.first, trades={"环卫工人": 5}, ceiling=9)
    _bring(file_store, city, city.fourth, trades={"环卫工人": 20})
    _bring(file_store, city, city.third, trades={"环卫工人": 4})
    _settled(file_store, city.programme)
    had = _quota(file_store, city.programme)
    file_store.do(give_back, city.programme, city.fourth, had[city.fourth].places - 1, "")
    file_store.do(share_out_returned, city.programme, "")
    after = _quota(file_store, city.programme)
    assert sum(one.places for one in after.values()) == 20
    assert sum(after[city.first].batches.values()) <= 5
    assert sum(after[city.third].batches.values()) <= 4
    assert after[city.first].places <= 9
    assert all(after[key].places >= had[key].places for key in had if key != city.fourth)


def test_places_of_a_kept_batch_that_nobody_else_can_take_are_said_with_the_batch(file_store: Store) -> None:
    city = _city(file_store)
    put_batch(file_store, city.programme, 1, 5, reserved_trade="环卫工人")
    _bring(file_store, city, city.fourth, trades={"环卫工人": 9})
    _settled(file_store, city.programme)
    had = _quota(file_store, city.programme)[city.fourth].places
    file_store.do(give_back, city.programme, city.fourth, had - 2, "")
    with pytest.raises(ApportionmentRefused, match=r"Batch 1, kept for “环卫工人”.*3 fewer"):
        file_store.do(share_out_returned, city.programme, "")


def test_nobody_gives_back_more_than_there_is(file_store: Store) -> None:
    city = _city(file_store)
    _settled(file_store, city.programme)
    with pytest.raises(FieldError, match="7 places") as caught:
        file_store.do(give_back, city.programme, city.third, 8, "")
    assert caught.value.field == "places"


def test_comparing_says_who_gains_and_who_loses(file_store: Store) -> None:
    city = _city(file_store)
    given = _given(file_store, city.programme)
    found = compare(given, _settings(given), _settings(given, formula="frontline + 9*hazardous", places=22))
    assert found.after - found.before == 2
    assert sum(change.after - change.before for change in found.changes) == 2
    more = next(one for one in given.claimants if one.name == "甲厂")._replace(floor=15)
    changed = given.changed({city.first: more})
    by_floor: Comparison = compare(given, _settings(given), _settings(given), changed)
    assert by_floor.changes[0].name == "甲厂"
    assert (by_floor.changes[0].after, by_floor.moved) == (15, 9)
    assert by_floor.losers >= 1
    in_force = {city.first: 6, city.second: 14}
    assert compare(given, in_force, _settings(given)).before == 20


def test_the_step_says_what_it_lacks(file_store: Store) -> None:
    programme = put_programme(file_store, year=2025)

    def lacks(key: UUID) -> list[tuple[str, bool]]:
        return [(one.sentence, one.blocks) for one in file_store.read(missing, key)]

    assert [blocks for _sentence, blocks in lacks(programme)] == [True]
    city = _city(file_store)
    assert "not shared out" in lacks(city.programme)[0][0]
    _settled(file_store, city.programme, frontline_share=Fraction(0))
    assert lacks(city.programme) == []
    _bring(file_store, city, city.first, members=299)
    assert "has changed" in lacks(city.programme)[0][0]
    _settled(file_store, city.programme, places=19, frontline_share=Fraction(0))
    assert lacks(city.programme) == [("19 places are shared out, the programme has 20.", False)]
    file_store.do(give_back, city.programme, city.first, 2, "")
    assert ("2 places were given back and are not shared out again.", False) in lacks(city.programme)


def test_the_same_way_is_proposed_again(file_store: Store) -> None:
    city = _city(file_store)
    given = _given(file_store, city.programme)
    first = file_store.read(proposed_settings, given)
    assert first == _settings(given)
    _settled(file_store, city.programme, method=Method.HILL, seed="7", places=18)
    assert file_store.read(proposed_settings, given) == _settings(given, method=Method.HILL, seed="7")


def test_an_empty_seed_is_the_programmes_title_and_year(file_store: Store) -> None:
    city = _city(file_store)
    assert _settled(file_store, city.programme, seed=" ").settings.seed == "2026年度职工疗休养方案 2026"


def test_impossible_floors_are_refused_before_anything_is_written(file_store: Store) -> None:
    city = _city(file_store)
    _bring(file_store, city, city.first, floor=15)
    _bring(file_store, city, city.second, floor=15)
    with pytest.raises(ApportionmentRefused, match="10 more"):
        _settled(file_store, city.programme)
    assert _quota(file_store, city.programme) == {}


def test_a_formula_that_makes_a_weight_negative_names_the_organisation(file_store: Store) -> None:
    city = _city(file_store)
    with pytest.raises(ApportionmentRefused, match=r"丙厂.* -175/2"):
        _proposed(file_store, city.programme, formula="members/4 - frontline")


def test_fractions_in_the_formula_are_kept_as_the_weight(file_store: Store) -> None:
    city = _city(file_store)
    _settled(file_store, city.programme, formula="members/7 + 1")
    weights = {row.name: row.weight for row in _rows(file_store, city.programme)}
    assert weights["甲厂"] == Fraction(300, 7) + 1
    assert weights["定海"] == Fraction(400, 7) + 2
