"""Enrolment: places, the waiting list, and every change of the order with its reason."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from desktop.core.errors import FieldError, NotFound
from desktop.services import activities, enrolment, people_edit
from desktop.services.activities import ActivityEntry, MeetingEntry
from desktop.services.enrolment import EnrolmentState
from desktop.storage.store import Store
from tests.services.people import activity, put_workers

ENROLLED, WAITING = EnrolmentState.ENROLLED, EnrolmentState.WAITING


def standing(store: Store, activity_id: UUID) -> tuple[list[UUID], list[UUID]]:
    """Return who has a place and who waits, in order."""
    lines = store.read(enrolment.on_list, activity_id)
    return (
        [line.worker_id for line in lines if line.state is ENROLLED],
        [line.worker_id for line in lines if line.state is WAITING],
    )


def test_who_comes_when_every_place_is_taken_waits_in_order(store: Store) -> None:
    card, workers = activity(store, capacity=3), put_workers(store, 5)
    done = store.do(enrolment.enrol, card.id, workers)
    assert (done.enrolled, done.waiting, done.already) == (tuple(workers[:3]), tuple(workers[3:]), ())
    assert standing(store, card.id) == (workers[:3], workers[3:])
    again = store.do(enrolment.enrol, card.id, [workers[4], workers[0], workers[0]])
    assert (again.enrolled, again.waiting, again.already) == ((), (), (workers[4], workers[0]))
    assert store.read(activities.card, card.id).waiting == 2


def test_a_place_that_falls_free_goes_to_who_waits_longest_with_the_reason(store: Store) -> None:
    card, workers = activity(store, capacity=2), put_workers(store, 4)
    store.do(enrolment.enrol, card.id, workers)
    gone = store.do(enrolment.withdraw, card.id, workers[0], "生病")
    assert gone.moved_up == 1
    assert standing(store, card.id) == ([workers[1], workers[2]], [workers[3]])
    moved, withdrew = store.read(enrolment.order_changes, card.id)
    assert (moved.from_state, moved.to_state) == (WAITING, ENROLLED)
    assert gone.name in moved.reason
    assert (withdrew.name, withdrew.reason) == (gone.name, "生病")


def test_undoing_a_withdrawal_takes_the_move_up_back_too(store: Store) -> None:
    card, workers = activity(store, capacity=2), put_workers(store, 3)
    store.do(enrolment.enrol, card.id, workers)
    store.do(enrolment.withdraw, card.id, workers[0], "出差")
    store.undo()
    assert standing(store, card.id) == (workers[:2], workers[2:])
    assert store.read(enrolment.order_changes, card.id) == []
    store.redo()
    assert standing(store, card.id) == (workers[1:], [])


def test_who_is_taken_off_the_books_leaves_the_lists_ahead_until_that_is_undone(store: Store) -> None:
    workers = put_workers(store, 3)
    card = activity(store, capacity=1)
    over = activity(store, "去年的讲座", starts_at=store.now() - timedelta(days=300))
    for key in (card.id, over.id):
        store.do(enrolment.enrol, key, workers)
    assert store.do(people_edit.remove, workers[:2]).enrolled_in == ("中秋联欢",)
    assert standing(store, card.id) == ([workers[2]], [])
    assert standing(store, over.id) == (workers, [])
    assert "Taken off the books." in {c.reason for c in store.read(enrolment.order_changes, card.id)}
    assert store.undo() == "Remove 2 workers"
    assert standing(store, card.id) == (workers[:1], workers[1:])


def test_leaving_the_waiting_list_moves_nobody_up(store: Store) -> None:
    card, workers = activity(store, capacity=1), put_workers(store, 3)
    store.do(enrolment.enrol, card.id, workers)
    assert store.do(enrolment.withdraw, card.id, workers[1], "不来").moved_up == 0
    assert standing(store, card.id) == (workers[:1], workers[2:])


def test_who_withdrew_is_enrolled_again_behind_the_others(store: Store) -> None:
    card, workers = activity(store, capacity=2), put_workers(store, 3)
    store.do(enrolment.enrol, card.id, workers)
    store.do(enrolment.withdraw, card.id, workers[0], "生病")
    assert store.do(enrolment.enrol, card.id, [workers[0]]).waiting == (workers[0],)
    assert standing(store, card.id) == (workers[1:], workers[:1])


def test_raising_the_number_of_places_moves_up_who_waits(store: Store) -> None:
    card, workers = activity(store, capacity=1), put_workers(store, 4)
    store.do(enrolment.enrol, card.id, workers)
    first = card.meetings[0]
    entry = MeetingEntry(first.starts_at, first.ends_at, id=first.id)
    store.do(activities.edit, card.id, ActivityEntry(card.title, (entry,), capacity=3))
    assert standing(store, card.id) == (workers[:3], workers[3:])
    store.do(activities.edit, card.id, ActivityEntry(card.title, (entry,), capacity=None))
    assert standing(store, card.id) == (workers, [])
    with pytest.raises(FieldError) as told:
        store.do(activities.edit, card.id, ActivityEntry(card.title, (entry,), capacity=3))
    assert told.value.field == "capacity"


def test_a_move_within_the_list_keeps_its_reason_and_everybody_else_in_order(store: Store) -> None:
    card, (a, b, c, d, e) = activity(store, capacity=2), put_workers(store, 5)
    store.do(enrolment.enrol, card.id, [a, b, c, d, e])
    store.do(enrolment.move, card.id, e, 1, "劳模优先")
    assert standing(store, card.id) == ([a, b], [e, c, d])
    store.do(enrolment.move, card.id, e, 99, "弄错了")
    assert standing(store, card.id) == ([a, b], [c, d, e])
    assert [line.reason for line in store.read(enrolment.order_changes, card.id)] == ["弄错了", "劳模优先"]
    with pytest.raises(FieldError, match="why"):
        store.do(enrolment.move, card.id, e, 1, "")
    with pytest.raises(FieldError, match="count from 1"):
        store.do(enrolment.move, card.id, e, 0, "x")


def test_leaders_kept_first_stand_first(store: Store) -> None:
    card, (a, b, c) = activity(store), put_workers(store, 3)
    store.do(enrolment.enrol, card.id, [a, b, c])
    assert store.do(enrolment.keep_first, card.id, [c]) == 1
    assert standing(store, card.id)[0] == [c, a, b]
    store.do(enrolment.move, card.id, b, 2, "主席")
    assert standing(store, card.id)[0] == [c, b, a]


def test_nobody_is_enrolled_where_one_of_them_is_unknown(store: Store) -> None:
    card, workers = activity(store), put_workers(store, 2)
    with pytest.raises(NotFound):
        store.do(enrolment.enrol, card.id, [*workers, uuid4()])
    assert standing(store, card.id) == ([], [])


def test_withdrawing_who_is_not_on_the_list_is_refused(store: Store) -> None:
    card, (worker,) = activity(store), put_workers(store, 1)
    with pytest.raises(enrolment.NotOnThisList):
        store.do(enrolment.withdraw, card.id, worker, "x")


def test_enrolling_five_thousand_is_one_undo_step(store: Store) -> None:
    card, workers = activity(store, capacity=4000), put_workers(store, 5000)
    done = store.do(enrolment.enrol, card.id, workers)
    assert (len(done.enrolled), len(done.waiting)) == (4000, 1000)
    assert store.undo() == f"Enrol 5000 workers for {card.title}"
    assert standing(store, card.id) == ([], [])
