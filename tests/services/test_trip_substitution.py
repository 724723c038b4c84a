"""Who leaves a roster is replaced in the order of the waiting list, and it is kept with its reason."""

from datetime import timedelta

import pytest

from desktop.core.errors import FieldError
from desktop.models.trip_people import ChangeKind, NomineeState
from desktop.services import (
    trip_boarding,
    trip_nominees,
    trip_roster,
    trip_roster_log,
    trip_roster_order,
    trip_substitution,
)
from desktop.services.trip_boarding import MorePeopleThanPlaces
from desktop.services.trip_roster_log import BatchSettled, Grounds
from desktop.services.trip_substitution import HasLeft, MayNotCome, NotOnRoster, OutOfOrder
from desktop.storage.store import Store
from tests.services.trip_travellers import (
    WHY,
    put_chosen,
    put_ready_batch,
    put_settlement,
    put_trip_rule,
    put_waiting,
)
from tests.services.trips import put_organisation, put_programme


def test_colleagues_of_who_leaves_stand_before_the_whole_list(store: Store) -> None:
    programme = put_programme(store)
    mine, other = put_organisation(store), put_organisation(store, "普陀港务工会")
    batch = put_ready_batch(store, programme)
    leaves = put_chosen(store, programme, mine, batch, "甲")
    put_waiting(store, programme, other, 1, "乙")
    put_waiting(store, programme, mine, 2, "丙", preferences="2,1")
    in_line = store.read(trip_roster_order.next_in_line, batch, leaves)
    assert [(one.place, one.name, one.same_employer) for one in in_line.candidates] == [
        (1, "丙", True),
        (2, "乙", False),
    ]
    assert in_line.first is not None and in_line.first.wishes == 2
    whole = store.read(trip_roster_order.next_in_line, batch)
    assert [one.name for one in whole.candidates] == ["乙", "丙"]


def test_a_substitute_takes_place_and_seat_in_one_step_that_can_be_taken_back(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme)
    out = put_chosen(store, programme, employer, batch, "甲", seat="7", room="3")
    into = put_waiting(store, programme, employer, 1, "乙")
    done = store.do(trip_substitution.substitute, out, into, WHY)
    assert (done.out_name, done.in_name, done.passed_over) == ("甲", "乙", "")
    (line,) = store.read(trip_roster.roster, batch).lines
    assert (line.name, line.seat) == ("乙", "7")
    left = store.read(trip_nominees.card, out).line
    assert (left.state, left.state_reason, left.batch_id) == (NomineeState.WITHDRAWN, WHY.reason, None)
    (change,) = store.read(trip_roster_log.changes, programme, batch)
    assert (change.kind, change.out_name, change.in_name, change.by) == (
        ChangeKind.SUBSTITUTED, "甲", "乙", "周主席",
    )  # fmt: skip
    assert store.undo() == "Put 乙 in the place of 甲"
    assert [one.name for one in store.read(trip_roster.roster, batch).lines] == ["甲"]
    assert store.read(trip_roster_log.changes, programme) == ()


def test_reason_and_name_are_asked_for(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    out = put_chosen(file_store, programme, employer, put_ready_batch(file_store, programme), "甲")
    for grounds, field in ((Grounds(" ", "周主席"), "reason"), (Grounds("有事", ""), "by")):
        with pytest.raises(FieldError) as refused:
            file_store.do(trip_substitution.withdraw, out, grounds)
        assert refused.value.field == field


def test_the_order_is_left_only_for_a_reason_that_is_recorded(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme)
    out = put_chosen(store, programme, employer, batch, "甲")
    put_waiting(store, programme, employer, 1, "乙")
    last = put_waiting(store, programme, employer, 2, "丙")
    with pytest.raises(OutOfOrder, match="乙 stands before: 1 person"):
        store.do(trip_substitution.substitute, out, last, WHY)
    done = store.do(trip_substitution.substitute, out, last, WHY, "联系不上")
    assert done.passed_over == "1. 乙 (定海环卫所工会): 联系不上"
    assert store.read(trip_roster_log.changes, programme)[0].passed_over == done.passed_over


def test_who_would_break_the_share_of_the_front_line_is_passed_over_with_the_reason(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme)
    for n in range(6):
        put_chosen(store, programme, employer, batch, f"一线{n}")
    for n in range(3):
        put_chosen(store, programme, employer, batch, f"管理{n}", frontline=False)
    out = put_chosen(store, programme, employer, batch, "甲")  # 7 of 10: just 70 %
    desk = put_waiting(store, programme, employer, 1, "乙", frontline=False)
    hand = put_waiting(store, programme, employer, 2, "丙")
    in_line = store.read(trip_roster_order.next_in_line, batch, out)
    assert [one.hindrance for one in in_line.candidates] == [
        "all rosters together would be 1 person short of the front line",
        "",
    ]
    with pytest.raises(MayNotCome, match="Next in line is 丙"):
        store.do(trip_substitution.substitute, out, desk, WHY)
    done = store.do(trip_substitution.substitute, out, hand, WHY)
    assert done.passed_over.startswith("1. 乙 (定海环卫所工会): all rosters together")


def test_the_check_a_place_elsewhere_and_a_kept_batch_stand_against_somebody(file_store: Store) -> None:
    programme = put_programme(file_store)
    mine, other = put_organisation(file_store), put_organisation(file_store, "普陀港务工会")
    batch = put_ready_batch(file_store, programme, reserved_trade="环卫工")
    put_waiting(file_store, programme, mine, 1, "不宜出行", fit=False, trade="环卫工")
    put_waiting(file_store, programme, mine, 2, "待核", is_member=None, trade="环卫工")
    put_waiting(file_store, programme, other, 3, "船员", trade="船员")
    put_waiting(file_store, programme, other, 4, "清扫工", trade="环卫工")
    found = file_store.read(trip_roster_order.next_in_line, batch).candidates
    assert [one.hindrance for one in found] == [
        "the check bars this person",
        "the check is still to be reviewed",
        "the batch is kept for: 环卫工",
        "",
    ]


def test_no_more_of_one_employer_than_the_rule_lets_in_one_batch(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    put_trip_rule(file_store, programme, "separate", "1")
    batch = put_ready_batch(file_store, programme)
    put_chosen(file_store, programme, employer, batch, "甲")
    put_waiting(file_store, programme, employer, 1, "乙")
    (one,) = file_store.read(trip_roster_order.next_in_line, batch).candidates
    assert one.hindrance == "the batch has 1 person of this employer already, the most allowed"


def test_a_place_left_free_is_given_later_to_who_is_next(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme, capacity=1)
    out = put_chosen(store, programme, employer, batch, "甲", seat="3")
    into = put_waiting(store, programme, employer, 1, "乙")
    more = put_waiting(store, programme, employer, 2, "丙")
    with pytest.raises(MorePeopleThanPlaces):
        store.do(trip_substitution.fill, batch, into, WHY)
    store.do(trip_substitution.withdraw, out, WHY)
    (left,) = store.read(trip_roster_order.left_places, batch)
    assert (left.name, left.reason) == ("甲", WHY.reason)
    store.do(trip_substitution.substitute, out, into, WHY)
    assert store.read(trip_roster_order.left_places, batch) == ()
    with pytest.raises(NotOnRoster, match="乙 came in the place of 甲"):
        store.do(trip_substitution.substitute, out, more, WHY)


def test_a_no_show_is_replaced_after_the_departure(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    batch = put_ready_batch(store, programme, capacity=1, departs_at=store.now() - timedelta(minutes=5))
    out = put_chosen(store, programme, employer, batch, "甲")
    into = put_waiting(store, programme, employer, 1, "乙")
    made = store.do(trip_boarding.make_departure, batch)
    with pytest.raises(HasLeft, match="as a no-show"):
        store.do(trip_substitution.withdraw, out, WHY)
    store.do(trip_boarding.note_no_show, out, WHY)
    store.do(trip_substitution.substitute, out, into, WHY)
    now = store.read(trip_boarding.departure, batch)
    assert now is not None and now.activity_id == made.activity_id
    assert (now.is_current, [one.name for one in now.missing]) == (True, ["乙"])
    told = [(one.kind, one.out_name, one.in_name) for one in store.read(trip_roster_log.changes, programme)]
    assert told == [(ChangeKind.NO_SHOW, "甲", ""), (ChangeKind.SUBSTITUTED, "甲", "乙")]


def test_moving_keeps_places_and_shares_of_both_batches(store: Store) -> None:
    programme, employer = put_programme(store), put_organisation(store)
    put_trip_rule(store, programme, "frontline-batch", "50")
    first, second = put_ready_batch(store, programme), put_ready_batch(store, programme, 2, capacity=1)
    hand = put_chosen(store, programme, employer, first, "甲", room="1", seat="1")
    desk = put_chosen(store, programme, employer, first, "乙", frontline=False)
    with pytest.raises(MayNotCome, match="the batch left would be 1 person short"):
        store.do(trip_substitution.move, hand, second, WHY)
    with pytest.raises(MayNotCome, match="the batch would be 1 person short"):
        store.do(trip_substitution.move, desk, second, WHY)
    more = put_chosen(store, programme, employer, first, "丙", room="2")
    assert store.do(trip_substitution.move, more, second, WHY) == "丙"
    (line,) = store.read(trip_roster.roster, second).lines
    assert (line.name, line.room) == ("丙", "")
    unplaced = put_chosen(store, programme, employer, None, "丁")
    with pytest.raises(MorePeopleThanPlaces, match="1 people for 1 places"):
        store.do(trip_substitution.move, unplaced, second, WHY)
    store.do(trip_substitution.move, unplaced, first, WHY)
    told = [
        (one.out_name, one.from_batch, one.to_batch) for one in store.read(trip_roster_log.changes, programme)
    ]
    assert told == [("丙", "Batch 1", "Batch 2"), ("丁", "", "Batch 1")]


def test_a_settled_batch_stays_as_it_was(file_store: Store) -> None:
    programme, employer = put_programme(file_store), put_organisation(file_store)
    batch = put_ready_batch(file_store, programme)
    out = put_chosen(file_store, programme, employer, batch, "甲")
    put_settlement(file_store, batch)
    with pytest.raises(BatchSettled):
        file_store.do(trip_substitution.withdraw, out, WHY)
