"""The placing fills the batches as best can be, is put down in one step, and says what it could not do."""

from uuid import UUID

import pytest

from desktop.core.errors import FieldError
from desktop.models.trip_people import NomineeState
from desktop.models.trips import TripRule, TripStep
from desktop.services import trip_choice, trip_nominees, trip_placing, trip_placing_best
from desktop.services.trip_choice import Lots
from desktop.services.trip_placing import (
    NothingToPlace,
    PlacingReport,
    PlacingSettings,
    TaskChanged,
    Wish,
    WishKind,
)
from desktop.services.trip_placing_words import placing_words, preference_words
from desktop.services.trip_steps import StepApproved
from desktop.storage.store import Store
from tests.services.allocations import put_allocation
from tests.services.trip_choices import name_sound
from tests.services.trips import put, put_approved, put_batch, put_organisation, put_programme


def put_chosen(store: Store, people: int = 4, **fields: object) -> tuple[UUID, UUID]:
    """Put so many people with a place on file who prefer batch 1; return programme and organisation."""
    programme, port = put_programme(store, places=people), put_organisation(store, "港务局工会")
    put_allocation(store, programme, {port: people})
    for number in range(1, people + 1):
        name_sound(
            store,
            programme,
            port,
            None,
            **{"state": NomineeState.CHOSEN, "rank": number, "preferences": "1,2", **fields},
        )
    return programme, port


def placed(store: Store, programme: UUID) -> PlacingReport:
    case = store.read(trip_placing.case_of, programme, PlacingSettings(Lots("3 5 6")))
    return trip_placing_best.best(case)


def test_a_placing_is_put_down_and_undone_in_one_step(store: Store) -> None:
    programme, _port = put_chosen(store)
    batches = [put_batch(store, programme, number, capacity=2) for number in (1, 2)]
    report = store.do(trip_placing.settle, placed(store, programme))
    assert (report.worth.placed, report.worth.steps, report.is_proven) == (4, 2, True)
    assert dict(report.preferences) == {1: 2, 2: 2}
    there = [one.batch_id for one in store.read(trip_nominees.listed, programme)]
    assert sorted(there, key=str) == sorted(batches * 2, key=str)
    kept = store.read(trip_placing.kept, programme)
    assert kept is not None
    assert [line.batch for line in kept.lines] == [line.batch for line in report.lines]
    assert (kept.worth, kept.bound, kept.made_at) == (report.worth, report.bound, report.made_at)
    assert store.undo() == "Place 4 people into batches"
    assert all(one.batch_id is None for one in store.read(trip_nominees.listed, programme))


def test_an_employer_who_asks_to_stay_together_does_or_is_told_of(file_store: Store) -> None:
    programme, port = put_chosen(file_store, people=4, preferences="")
    for number in (1, 2):
        put_batch(file_store, programme, number, capacity=3)
    settings = PlacingSettings(Lots("s"), {port: Wish(WishKind.TOGETHER)})
    case = file_store.read(trip_placing.case_of, programme, settings)
    report = trip_placing_best.best(case)
    assert report.apart == (("港务局工会", 2),)
    assert "港务局工会 (2)" in placing_words(report)[-1]
    file_store.do(trip_placing.settle, report)
    (asked,) = file_store.read(trip_placing.employers, programme)
    assert (asked.people, asked.wish) == (4, Wish(WishKind.TOGETHER))


def test_the_rule_of_so_many_in_a_batch_goes_before_wishes(file_store: Store) -> None:
    programme, port = put_chosen(file_store, people=4)
    put(file_store, TripRule(programme_id=programme, key="separate", value="2"))
    for number in (1, 2):
        put_batch(file_store, programme, number, capacity=4)
    settings = PlacingSettings(Lots("s"), {port: Wish(WishKind.TOGETHER)})
    report = trip_placing_best.best(file_store.read(trip_placing.case_of, programme, settings))
    assert [one.people for one in report.batches] == [2, 2]


def test_why_somebody_is_left_out_is_said_with_how_many_would_mend_it(file_store: Store) -> None:
    programme, port = put_chosen(file_store, people=4)
    for _number in range(4):
        name_sound(
            file_store, programme, port, state=NomineeState.CHOSEN, rank=9, frontline=False, preferences="7"
        )
    put_batch(file_store, programme, 1, capacity=10)
    report = placed(file_store, programme)
    assert len(report.unplaced) == 3
    assert {preference_words(line) for line in report.unplaced} == {"in no batch"}
    reasons = trip_placing_best.why_left_out(report)
    assert "2 more front-line workers" in reasons[0]
    assert reasons[1] == "Without this rule 3 more could be placed: the least share of the front line"


def test_too_few_places_are_told(file_store: Store) -> None:
    programme, _port = put_chosen(file_store, people=4)
    put_batch(file_store, programme, 1, capacity=3)
    (reason,) = trip_placing_best.why_left_out(placed(file_store, programme))
    assert reason.startswith("There is 1 person more than places")


def test_what_each_rule_costs_is_the_best_placing_without_it(file_store: Store) -> None:
    programme, _port = put_chosen(file_store, people=2, trade="司机")
    put_batch(file_store, programme, 1, capacity=2, reserved_trade="环卫工")
    put_batch(file_store, programme, 2, capacity=2)
    costs = {one.rule: one.fewer_steps for one in trip_placing_best.costs(placed(file_store, programme))}
    assert costs == {"the least share of the front line": 0, "batches kept for a trade": 2}


def test_a_placing_found_for_another_list_is_not_put_down(file_store: Store) -> None:
    programme, port = put_chosen(file_store)
    put_batch(file_store, programme, 1, capacity=9)
    report = placed(file_store, programme)
    name_sound(file_store, programme, port, state=NomineeState.CHOSEN, rank=9)
    with pytest.raises(TaskChanged):
        file_store.do(trip_placing.settle, report)


def test_nothing_is_placed_without_people_batches_or_once_approved(file_store: Store) -> None:
    empty = put_programme(file_store, year=2025)
    with pytest.raises(NothingToPlace):
        file_store.read(trip_placing.case_of, empty)
    programme, _port = put_chosen(file_store)
    with pytest.raises(NothingToPlace):
        file_store.read(trip_placing.case_of, programme)
    put_batch(file_store, programme, 1, capacity=9)
    report = placed(file_store, programme)
    put_approved(file_store, programme, [TripStep.CHOICE])
    with pytest.raises(StepApproved):
        file_store.do(trip_placing.settle, report)


def test_a_move_by_hand_asks_for_a_reason_and_keeps_the_rules(file_store: Store) -> None:
    programme, _port = put_chosen(file_store, people=2)
    put_batch(file_store, programme, 1, capacity=2)
    second = put_batch(file_store, programme, 2, capacity=1)
    file_store.do(trip_placing.settle, placed(file_store, programme))
    one, _two = file_store.read(trip_nominees.listed, programme)
    with pytest.raises(FieldError):
        file_store.do(trip_placing_best.move, one.id, second, "", "王主席")
    file_store.do(trip_placing_best.move, one.id, second, "照顾病人", "王主席")
    kept = file_store.read(trip_placing.kept, programme)
    assert kept is not None
    assert [one.people for one in kept.batches] == [1, 1]


def test_a_choice_only_proposed_can_be_placed_without_being_made(file_store: Store) -> None:
    programme, port = put_programme(file_store), put_organisation(file_store)
    put_allocation(file_store, programme, {port: 1})
    name_sound(file_store, programme, port)
    put_batch(file_store, programme, 1)
    choice = file_store.read(trip_choice.propose, programme, Lots("s"))
    case = file_store.read(trip_placing.case_of, programme, PlacingSettings(Lots("s")), choice)
    assert trip_placing_best.best(case).worth.placed == 1
