"""What organisations bring to the allocation is checked, kept, counted and carried over."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from uuid import UUID

import pytest

from desktop.core.errors import FieldError, NotFound
from desktop.models.trips import TripStep
from desktop.services import trip_claim_fill, trip_claims
from desktop.services.trip_claims import ClaimEntry
from desktop.services.trip_steps import StepApproved
from desktop.storage.store import Store
from tests.services.allocations import put_allocation, put_quota
from tests.services.trips import (
    put_approved,
    put_batch,
    put_claim,
    put_organisation,
    put_programme,
    put_worker,
)


def test_a_claim_is_kept_as_it_was_written(store: Store) -> None:
    programme, organisation = put_programme(store), put_organisation(store)
    entry = ClaimEntry(
        organisation, 1200, 800, 60, {"环卫工人": 45}, 1, 5, Fraction(3, 7), "李主席", "13800000001", "新建"
    )
    store.do(trip_claims.set_claim, programme, entry)
    (line,) = store.read(trip_claims.claims, programme)
    assert line.entry == entry
    assert (line.organisation, line.path, line.depth) == ("定海环卫所工会", "", 0)
    assert store.undo() == "Add 定海环卫所工会 to the allocation"
    assert store.read(trip_claims.claims, programme) == ()


def test_claims_stand_in_the_order_of_the_tree(file_store: Store) -> None:
    programme = put_programme(file_store)
    top = put_organisation(file_store, "舟山市总工会")
    for name in ("普陀区总工会", "定海区总工会"):
        district = put_organisation(file_store, name, top)
        put_claim(file_store, programme, put_organisation(file_store, f"{name[:2]}环卫所工会", district))
        put_claim(file_store, programme, district)
    lines = file_store.read(trip_claims.claims, programme)
    assert [(line.organisation, line.depth) for line in lines] == [
        ("定海区总工会", 1), ("定海环卫所工会", 2), ("普陀区总工会", 1), ("普陀环卫所工会", 2),
    ]  # fmt: skip
    assert lines[1].path == "舟山市总工会 › 定海区总工会"
    assert (
        file_store.read(lambda session: trip_claims.totals(trip_claims.claims(session, programme))).members
        == 400
    )


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        (lambda e: replace(e, members=-1), "members", "-1 cannot stand here"),
        (lambda e: replace(e, floor=6, ceiling=4), "floor", "or raise the ceiling by 2"),
        (lambda e: replace(e, floor=13), "floor", "Lower the floor by 3"),
        (lambda e: replace(e, ceiling=-1), "ceiling", "Leave it empty"),
        (lambda e: replace(e, trades={"船员": -2}), "trades", "-2 people in “船员”"),
        (lambda e: replace(e, organisation_id=None), "organisation_id", "Say which organisation"),
    ],
)
def test_a_number_against_a_rule_is_refused_with_what_would_mend_it(
    file_store: Store, change: Callable[[ClaimEntry], ClaimEntry], field: str, words: str
) -> None:
    programme, organisation = put_programme(file_store, places=10), put_organisation(file_store)
    with pytest.raises(FieldError, match=words) as refused:
        file_store.do(trip_claims.set_claim, programme, change(ClaimEntry(organisation, 100)))
    assert refused.value.field == field


def test_an_organisation_comes_once_only(file_store: Store) -> None:
    programme, organisation = put_programme(file_store), put_organisation(file_store)
    key = file_store.do(trip_claims.set_claim, programme, ClaimEntry(organisation, 100))
    with pytest.raises(FieldError, match="is in the allocation already"):
        file_store.do(trip_claims.set_claim, programme, ClaimEntry(organisation, 200))
    file_store.do(trip_claims.set_claim, programme, ClaimEntry(organisation, 200), key)
    file_store.do(trip_claims.remove, [key])
    assert file_store.read(trip_claims.claims, programme) == ()
    with pytest.raises(NotFound):
        file_store.do(trip_claims.remove, [key])
    file_store.do(trip_claims.set_claim, programme, ClaimEntry(organisation, 300))


def test_nothing_is_changed_once_the_quotas_are_approved(file_store: Store) -> None:
    programme, organisation = put_programme(file_store), put_organisation(file_store)
    key = put_claim(file_store, programme, organisation)
    put_approved(file_store, programme, (TripStep.PLAN, TripStep.QUOTA))
    for work, what in (
        (trip_claims.set_claim, ClaimEntry(organisation, 1)),
        (trip_claim_fill.fill_from_register, None),
        (trip_claim_fill.carry_over, None),
    ):
        with pytest.raises(StepApproved):
            file_store.do(work, programme, what)  # type: ignore[arg-type]
    with pytest.raises(StepApproved):
        file_store.do(trip_claims.remove, [key])


def test_members_are_counted_where_the_nearest_organisation_in_the_allocation_stands(store: Store) -> None:
    programme = put_programme(store)
    top = put_organisation(store, "舟山市总工会")
    district = put_organisation(store, "定海区总工会", top)
    base = put_organisation(store, "定海环卫所工会", district)
    alone = put_organisation(store, "跨海大桥工会")
    silent = put_organisation(store, "无人在册工会", top)
    put_claim(store, programme, district, members=7, hazardous=2)
    put_claim(store, programme, silent, members=50)
    put_batch(store, programme, reserved_trade="环卫")
    put_worker(store, organisation=base, frontline=True, post="环卫工人")
    put_worker(store, organisation=base, frontline=False, post="会计")
    put_worker(store, organisation=district)
    put_worker(store, organisation=alone, frontline=True)
    found = {one.organisation: one for one in store.read(trip_claim_fill.register_changes, programme)}
    assert set(found) == {"定海区总工会", "跨海大桥工会"}
    assert trip_claim_fill.changed_fields(
        found["定海区总工会"].before or ClaimEntry(None), found["定海区总工会"].after
    ) == [("members", "7", "3"), ("frontline", "0", "1"), ("trades", "", "环卫 1")]
    assert found["跨海大桥工会"].before is None
    assert store.do(trip_claim_fill.fill_from_register, programme, {district}) == 1
    lines = {line.organisation: line.entry for line in store.read(trip_claims.claims, programme)}
    assert (lines["定海区总工会"].members, lines["定海区总工会"].hazardous) == (3, 2)
    assert lines["无人在册工会"].members == 50
    assert "跨海大桥工会" not in lines
    assert store.do(trip_claim_fill.fill_from_register, programme) == 1
    assert store.do(trip_claim_fill.fill_from_register, programme) == 0


def _put_last_year(store: Store, *shares: tuple[UUID, str, int]) -> None:
    allocation = put_allocation(store, put_programme(store, year=2025), {})
    for organisation, share, places in shares:
        put_quota(store, allocation, organisation, places, share)


def test_fractions_owed_from_last_year_are_carried_over_exactly(store: Store) -> None:
    programme = put_programme(store)
    first, second = put_organisation(store, "甲工会"), put_organisation(store, "乙工会")
    put_claim(store, programme, first)
    put_claim(store, programme, second, carried="1/2")
    with pytest.raises(trip_claim_fill.NothingToCarry, match="No allocation of 2025"):
        store.read(trip_claim_fill.carried_changes, programme)
    _put_last_year(store, (first, "24/7", 3), (second, "2/3", 1), (second, "4", 4))
    assert store.do(trip_claim_fill.carry_over, programme) == 2
    lines = {line.organisation: line.entry for line in store.read(trip_claims.claims, programme)}
    assert lines["甲工会"].carried == Fraction(3, 7)
    assert lines["乙工会"].carried == Fraction(-1, 3)
    assert store.read(trip_claim_fill.carried_changes, programme) == ()
