"""Beside the door: which meetings are offered, how one stands, and who is missing."""

from datetime import timedelta

import pytest

from desktop.core.errors import NotFound
from desktop.core.ids import new_id
from desktop.services import activities, attendance, door_board, enrolment
from desktop.storage.store import Store
from tests.services.people import activity, put_workers


def test_todays_meetings_come_first_then_coming_then_past_and_none_called_off(store: Store) -> None:
    now = store.now()
    past = activity(store, "past", starts_at=now - timedelta(days=3))
    coming = activity(store, "coming", starts_at=now + timedelta(days=3))
    today = activity(store, "today", starts_at=now)
    off = activity(store, "off", starts_at=now)
    store.do(activities.cancel, off.id, "typhoon")
    found = store.read(door_board.meetings, now)
    assert [m.activity_id for m in found] == [today.id, coming.id, past.id]
    assert [m.day_from(now) for m in found] == [0, 3, -3]


def test_a_board_counts_and_tells_whether_a_check_in_still_stands(store: Store) -> None:
    card = activity(store)
    workers = put_workers(store, 3)
    store.do(enrolment.enrol, card.id, workers)
    meeting = card.meetings[0].id
    verdict = store.do(attendance.check_in, meeting, workers[1])
    assert verdict.attendance_id is not None
    board = store.read(door_board.board, meeting, verdict.attendance_id)
    assert (board.counts.expected, board.counts.present, board.counts.absent) == (3, 1, 2)
    assert board.asked_is_in and [line.worker_id for line in board.last] == [workers[1]]
    assert [line.worker_id for line in store.read(door_board.missing, meeting)] == [workers[0], workers[2]]
    store.do(attendance.take_back, verdict.attendance_id)
    assert not store.read(door_board.board, meeting, verdict.attendance_id).asked_is_in
    assert len(store.read(door_board.missing, meeting)) == 3


def test_a_meeting_that_is_gone_is_told_so(store: Store) -> None:
    with pytest.raises(NotFound):
        store.read(door_board.board, new_id())
    with pytest.raises(NotFound):
        store.read(door_board.missing, new_id())
