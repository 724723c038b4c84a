"""A programme is made from last year's, refuses what breaks its own rules, and is fixed by its approval."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from desktop.core.errors import FieldError, Refused
from desktop.core.trip_rules import RULES, Effect, RuleKey
from desktop.models.sites import SiteKind
from desktop.services import (
    trip_plan,
    trip_plan_bases,
    trip_plan_batches,
    trip_plan_categories,
    trip_plan_missing,
    trip_plan_rules,
    trip_progress,
    trip_steps,
    trips,
)
from desktop.services.trip_plan import ProgrammeEntry
from desktop.services.trip_plan_bases import BaseEntry
from desktop.services.trip_plan_batches import BatchEntry
from desktop.services.trip_plan_categories import CategoryEntry
from desktop.services.trip_plan_rules import DocumentEntry, RuleEntry
from desktop.services.trip_steps import StepApproved, TripStep
from desktop.storage.store import Store
from tests.services.sites import put_site
from tests.services.trips import (
    put_approved,
    put_base,
    put_batch,
    put_nominee,
    put_organisation,
    put_programme,
)

ENTRY = ProgrammeEntry(
    2026, "2026年度职工疗休养方案", 272, budget_fen=54_400_000, contact="林晓", phone="0580-2023456"
)
PAPER = DocumentEntry("舟总工〔2026〕3号", issued_on=date(2026, 2, 3))
JUNE = BatchEntry(1, 50, starts_on=date(2026, 6, 1), ends_on=date(2026, 6, 5), price_fen=290_000)


def _made(store: Store, entry: ProgrammeEntry = ENTRY) -> UUID:
    return store.do(trip_plan.create, entry)


def _told(store: Store, programme: UUID) -> list[str]:
    return [one.sentence for one in store.read(trip_plan_missing.missing, programme)]


def test_a_first_programme_has_the_categories_every_office_uses(store: Store) -> None:
    programme = _made(store)
    card = store.read(trips.programme, programme)
    assert (card.year, card.places, card.budget_fen, card.contact) == (2026, 272, 54_400_000, "林晓")
    told = [(one.key, one.points) for one in store.read(trips.categories, programme)]
    assert told[0] == ("toxic", 5)
    assert len(told) == 7
    assert store.next_undo() == "Begin the trip programme 2026年度职工疗休养方案"
    store.undo()
    assert store.read(trips.programmes) == ()


def test_the_next_programme_takes_over_rules_documents_categories_and_bases(store: Store) -> None:
    old = _made(store)
    paper = store.do(
        trip_plan_rules.add_document, old, DocumentEntry("舟总工〔2026〕3号", issued_on=date(2026, 2, 3))
    )
    store.do(trip_plan_rules.set_rule, old, RuleKey.DAYS, RuleEntry("6", Effect.BLOCK, paper, "第4条"))
    store.do(trip_plan_bases.add, old, BaseEntry("莫干山疗养院", "湖州", True, document_id=paper))
    store.do(trip_plan_categories.add, old, CategoryEntry("援疆归来", 6, paper))
    new = _made(store, store.read(trip_plan.proposed).entry)
    assert store.read(trips.programme, new).year == 2027
    assert store.read(trips.programme, new).places == 272
    (copied,) = store.read(trips.documents, new)
    assert copied.id != paper
    line = next(one for one in store.read(trip_plan_rules.lines, new) if one.key is RuleKey.DAYS)
    assert (line.value, line.document_id, line.document, line.clause) == (
        "6",
        copied.id,
        "舟总工〔2026〕3号",
        "第4条",
    )
    (base,) = store.read(trips.bases, new)
    assert (base.name, base.is_paired, base.document_id) == ("莫干山疗养院", True, copied.id)
    assert store.read(trips.categories, new)[-1].name == "援疆归来"
    store.do(trip_plan_rules.set_rule, new, RuleKey.DAYS, RuleEntry("5", Effect.BLOCK))
    assert store.read(trips.rules, old).number(RuleKey.DAYS) == 6


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("places", {"places": 0}),
        ("places", {"places": -3}),
        ("year", {"year": 1999}),
        ("year", {"year": 2101}),
        ("title", {"title": "  "}),
        ("phone", {"phone": "12ab"}),
        ("budget_fen", {"budget_fen": -1}),
        ("organisation_id", {"organisation_id": uuid4()}),
    ],
)
def test_a_programme_that_cannot_be_is_refused_at_its_field(
    file_store: Store, field: str, wrong: dict[str, object]
) -> None:
    with pytest.raises(FieldError) as refused:
        _made(file_store, replace(ENTRY, **wrong))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert refused.value.remedy or field == "title"
    assert file_store.read(trips.programmes) == ()


def test_two_programmes_of_a_year_need_two_titles(file_store: Store) -> None:
    _made(file_store)
    with pytest.raises(FieldError, match="already"):
        _made(file_store)
    _made(file_store, replace(ENTRY, title="2026年劳模疗休养"))


def test_a_programme_with_people_named_is_not_removed(file_store: Store) -> None:
    programme = put_programme(file_store)
    put_nominee(file_store, programme, put_organisation(file_store))
    with pytest.raises(Refused, match="1 person is named"):
        file_store.do(trip_plan.remove, programme)
    empty = put_programme(file_store, 2027)
    assert file_store.do(trip_plan.remove, empty).startswith("2027")
    assert [one.year for one in file_store.read(trips.programmes)] == [2026]


def test_a_rule_is_set_with_its_document_and_left_as_proposed_again(store: Store) -> None:
    programme = put_programme(store)
    paper = store.do(trip_plan_rules.add_document, programme, DocumentEntry("舟总工〔2026〕3号"))
    rule = RuleEntry(" ９０ ％", Effect.REVIEW, paper, "第5条")
    store.do(trip_plan_rules.set_rule, programme, RuleKey.FRONTLINE_SHARE, rule)
    held = store.read(trips.rules, programme).held(RuleKey.FRONTLINE_SHARE)
    assert (held.value, held.effect, held.document) == ("90", Effect.REVIEW, "舟总工〔2026〕3号 第5条")
    assert len(store.read(trip_plan_rules.lines, programme)) == len(RULES)
    store.do(trip_plan_rules.reset_rule, programme, RuleKey.FRONTLINE_SHARE)
    assert not store.read(trips.rules, programme).is_set(RuleKey.FRONTLINE_SHARE)
    store.undo()
    assert store.read(trips.rules, programme).text(RuleKey.FRONTLINE_SHARE) == "90"


def test_a_rule_refuses_a_value_it_cannot_have_and_a_document_of_another_programme(file_store: Store) -> None:
    programme, other = put_programme(file_store), put_programme(file_store, 2027)
    with pytest.raises(FieldError) as refused:
        file_store.do(trip_plan_rules.set_rule, programme, RuleKey.DAYS, RuleEntry("0", Effect.BLOCK))
    assert refused.value.field == "value"
    paper = file_store.do(trip_plan_rules.add_document, other, DocumentEntry("别处"))
    with pytest.raises(FieldError) as refused:
        file_store.do(trip_plan_rules.set_rule, programme, RuleKey.DAYS, RuleEntry("5", Effect.BLOCK, paper))
    assert refused.value.field == "document_id"


def test_a_document_something_rests_on_stays(file_store: Store) -> None:
    programme = put_programme(file_store)
    paper = file_store.do(trip_plan_rules.add_document, programme, DocumentEntry("舟总工〔2026〕3号"))
    file_store.do(trip_plan_rules.set_rule, programme, RuleKey.DAYS, RuleEntry("5", Effect.BLOCK, paper))
    with pytest.raises(Refused, match="rest on"):
        file_store.do(trip_plan_rules.remove_document, paper)
    with pytest.raises(FieldError, match="already"):
        file_store.do(trip_plan_rules.add_document, programme, DocumentEntry("舟总工〔2026〕 3号"))
    file_store.do(trip_plan_rules.change_document, paper, DocumentEntry("舟总工〔2026〕4号", "疗休养办法"))
    file_store.do(trip_plan_rules.reset_rule, programme, RuleKey.DAYS)
    assert file_store.do(trip_plan_rules.remove_document, paper) == "舟总工〔2026〕4号"
    assert file_store.read(trips.documents, programme) == ()


def test_categories_are_added_moved_and_kept_while_people_are_named_in_them(file_store: Store) -> None:
    programme = _made(file_store)
    first, second = (one.id for one in file_store.read(trips.categories, programme)[:2])
    own = file_store.do(trip_plan_categories.add, programme, CategoryEntry("援疆归来", 6))
    file_store.do(trip_plan_categories.move, first, 1)
    listed = file_store.read(trips.categories, programme)
    assert [one.id for one in listed[:2]] == [second, first]
    assert listed[-1].id == own
    file_store.do(trip_plan_categories.change, own, CategoryEntry("援藏援疆归来", 7))
    with pytest.raises(FieldError, match="already"):
        file_store.do(trip_plan_categories.add, programme, CategoryEntry("援藏援疆归来", 1))
    with pytest.raises(FieldError) as refused:
        file_store.do(trip_plan_categories.change, own, CategoryEntry("援疆", -1))
    assert refused.value.field == "points"
    put_nominee(file_store, programme, put_organisation(file_store), categories=f"model,{listed[-1].key}")
    with pytest.raises(Refused, match="1 person"):
        file_store.do(trip_plan_categories.remove, own)
    file_store.do(trip_plan_categories.remove, first)
    assert len(file_store.read(trips.categories, programme)) == 7


def test_bases_of_the_register_are_offered_until_they_are_on_the_list(file_store: Store) -> None:
    site = put_site(file_store, "朱家尖疗养院", SiteKind.TRIP_BASE, contact="周主任")
    put_site(file_store, "环卫驿站")
    programme = put_programme(file_store)
    assert [one.name for one in file_store.read(trip_plan_bases.offered, programme)] == ["朱家尖疗养院"]
    assert file_store.do(trip_plan_bases.add_sites, programme, [site]) == 1
    assert file_store.read(trip_plan_bases.offered, programme) == ()
    (base,) = file_store.read(trips.bases, programme)
    assert (base.name, base.site_id, base.contact) == ("朱家尖疗养院", site, "周主任")
    with pytest.raises(FieldError, match="already"):
        file_store.do(trip_plan_bases.add, programme, BaseEntry("朱家尖疗养院"))


def test_a_base_a_batch_goes_to_stays_on_the_list(file_store: Store) -> None:
    programme = put_programme(file_store)
    base = put_base(file_store, programme)
    put_batch(file_store, programme, base_id=base)
    with pytest.raises(Refused, match="Batch 1 goes"):
        file_store.do(trip_plan_bases.remove, base)


@pytest.mark.parametrize(
    ("field", "said", "wrong"),
    [
        ("number", "no number", {"number": 0}),
        ("number", "already", {"number": 9}),
        ("capacity", "0 people", {"capacity": 0}),
        ("ends_on", "before it starts", {"ends_on": date(2026, 5, 30)}),
        ("starts_on", "not in 2026", {"starts_on": date(2025, 12, 31)}),
        ("ends_on", "not in 2026", {"starts_on": date(2026, 12, 30), "ends_on": date(2027, 1, 2)}),
        ("ends_on", "6 days, 1 day more than the 5", {"ends_on": date(2026, 6, 6)}),
        ("price_fen", "0.01 yuan above .* 3,000.00 yuan", {"price_fen": 300_001}),
        ("price_fen", "price", {"price_fen": 0}),
        ("base_id", "not on the programme's list", {"base_id": uuid4()}),
        ("departs_at", "starts on 2026-06-01", {"departs_at": datetime(2026, 6, 3, 2, 0, tzinfo=UTC)}),
        ("leader_phone", "no telephone", {"leader_phone": "一三八"}),
    ],
)
def test_a_batch_against_a_rule_is_refused_at_its_field_by_how_much(
    file_store: Store, field: str, said: str, wrong: dict[str, object]
) -> None:
    programme = put_programme(file_store)
    put_batch(file_store, programme, 9)
    with pytest.raises(FieldError, match=said) as refused:
        file_store.do(trip_plan_batches.add, programme, replace(JUNE, **wrong))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert refused.value.remedy
    assert len(file_store.read(trips.batches, programme)) == 1


def test_a_paired_base_allows_longer_stays_and_their_price(store: Store) -> None:
    programme = put_programme(store)
    base = put_base(store, programme, "阿克苏基地", is_paired=True)
    entry = replace(JUNE, ends_on=date(2026, 6, 7), base_id=base, price_fen=420_000)
    batch = store.do(trip_plan_batches.add, programme, entry)
    line = store.read(trips.batch, batch)
    assert (line.days, line.base, line.price_fen) == (7, "阿克苏基地", 420_000)
    assert trip_plan_batches.entry_of(line) == entry
    store.do(trip_plan_bases.change, base, BaseEntry("阿克苏基地"))
    told = _told(store, programme)
    assert "Batch 1: The trip takes 7 days, 2 days more than the 5 of the rule." in told


def test_the_next_batch_is_proposed_with_the_places_that_are_left(file_store: Store) -> None:
    programme = put_programme(file_store, places=70)
    assert file_store.read(trip_plan_batches.proposed, programme) == BatchEntry(1, 70)
    base = put_base(file_store, programme)
    file_store.do(trip_plan_batches.add, programme, replace(JUNE, base_id=base, reserved_trade="环卫"))
    proposed = file_store.read(trip_plan_batches.proposed, programme)
    assert (proposed.number, proposed.capacity, proposed.base_id, proposed.price_fen) == (
        2,
        20,
        base,
        290_000,
    )
    assert (proposed.price_fen, proposed.starts_on, proposed.reserved_trade) == (290_000, None, "")


def test_after_the_plan_is_approved_only_what_is_the_rosters_changes(store: Store) -> None:
    programme = put_programme(store)
    batch = store.do(trip_plan_batches.add, programme, JUNE)
    put_approved(store, programme, [TripStep.PLAN])
    led = replace(JUNE, leader="王海燕", leader_phone="138 0000 1111", agency="海天旅行社")
    store.do(trip_plan_batches.change, batch, led)
    assert store.read(trips.batch, batch).leader_phone == "13800001111"
    for refused in (replace(led, capacity=51), replace(led, base_id=put_base(store, programme))):
        with pytest.raises(StepApproved, match="Plan"):
            store.do(trip_plan_batches.change, batch, refused)
    put_approved(store, programme, [TripStep.ROSTER])
    with pytest.raises(StepApproved, match="Rosters"):
        store.do(trip_plan_batches.change, batch, replace(led, leader="周明"))


def test_nothing_of_an_approved_plan_is_changed(file_store: Store) -> None:
    programme = _made(file_store)
    paper = file_store.do(trip_plan_rules.add_document, programme, DocumentEntry("舟总工〔2026〕3号"))
    category = file_store.read(trips.categories, programme)[0].id
    base, batch = put_base(file_store, programme), put_batch(file_store, programme)
    put_approved(file_store, programme, [TripStep.PLAN])
    rule = (programme, RuleKey.DAYS, RuleEntry("6", Effect.BLOCK))
    for refused in (
        lambda: file_store.do(trip_plan.change, programme, ENTRY),
        lambda: file_store.do(trip_plan.remove, programme),
        lambda: file_store.do(trip_plan_rules.set_rule, *rule),
        lambda: file_store.do(trip_plan_rules.reset_rule, programme, RuleKey.DAYS),
        lambda: file_store.do(trip_plan_rules.add_document, programme, DocumentEntry("x")),
        lambda: file_store.do(trip_plan_rules.change_document, paper, DocumentEntry("x")),
        lambda: file_store.do(trip_plan_rules.remove_document, paper),
        lambda: file_store.do(trip_plan_categories.add, programme, CategoryEntry("x", 1)),
        lambda: file_store.do(trip_plan_categories.change, category, CategoryEntry("x", 1)),
        lambda: file_store.do(trip_plan_categories.move, category, 1),
        lambda: file_store.do(trip_plan_categories.remove, category),
        lambda: file_store.do(trip_plan_bases.add, programme, BaseEntry("x")),
        lambda: file_store.do(trip_plan_bases.add_sites, programme, []),
        lambda: file_store.do(trip_plan_bases.change, base, BaseEntry("x")),
        lambda: file_store.do(trip_plan_bases.remove, base),
        lambda: file_store.do(trip_plan_batches.add, programme, JUNE),
        lambda: file_store.do(trip_plan_batches.remove, batch),
    ):
        with pytest.raises(StepApproved):
            refused()
    file_store.do(trip_steps.amend, programme, TripStep.PLAN, "王主席", "加一批")
    file_store.do(trip_plan_batches.remove, batch)


def test_a_batch_people_are_placed_in_stays(file_store: Store) -> None:
    programme = put_programme(file_store)
    batch = put_batch(file_store, programme)
    put_nominee(file_store, programme, put_organisation(file_store), batch_id=batch)
    with pytest.raises(Refused, match="1 person is placed in Batch 1"):
        file_store.do(trip_plan_batches.remove, batch)


def test_what_a_plan_lacks_is_said_until_it_can_be_approved(store: Store) -> None:
    programme = put_programme(store, places=60, budget_fen=11_000_000)
    assert any("no batch yet" in one for one in _told(store, programme))
    base = put_base(store, programme)
    batch = put_batch(store, programme, 1, 50)
    late = replace(JUNE, number=2, capacity=5, base_id=base)
    store.do(trip_plan_batches.add, programme, late)
    told = _told(store, programme)
    assert "Batch 1 has no base, first day, last day, price." in told
    assert "The batches hold 55 people, 5 fewer than the 60 places: add a batch." in told
    assert any("10,000.00 yuan below 120,000.00 yuan" in one for one in told)
    with pytest.raises(trip_steps.StepNotReady):
        store.do(trip_progress.approve, programme, TripStep.PLAN, "王主席")
    entry = replace(JUNE, capacity=55, base_id=base, starts_on=date(2026, 6, 3), ends_on=date(2026, 6, 7))
    store.do(trip_plan_batches.change, batch, entry)
    store.do(trip_plan_rules.add_document, programme, DocumentEntry("舟总工〔2026〕3号"))
    left = store.read(trip_plan_missing.missing, programme)
    assert not any(one.blocks for one in left)
    assert "Batch 2 and Batch 1 are at 莫干山疗养院 at the same time." in [one.sentence for one in left]
    store.do(trip_progress.approve, programme, TripStep.PLAN, "王主席")
