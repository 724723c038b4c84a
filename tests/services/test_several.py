"""What is done with several people at once is one operation."""

import pytest

from desktop.core.errors import FieldError
from desktop.services import activities, attendance, enrolment, several
from desktop.services.enrolment import EnrolmentState
from desktop.storage.store import Store
from tests.services.people import activity, put_workers


def test_nobody_moves_up_only_to_be_withdrawn_in_turn(store: Store) -> None:
    card = activity(store, capacity=2)
    workers = put_workers(store, 5)
    store.do(enrolment.enrol, card.id, workers)
    moved = store.do(several.withdraw, card.id, workers[:4], "台风")
    assert moved == 1
    (left,) = store.read(enrolment.on_list, card.id)
    assert left.worker_id == workers[4] and left.state is EnrolmentState.ENROLLED
    assert store.next_undo() == "Withdraw 4 workers from 中秋联欢"
    store.undo()
    assert store.read(activities.card, card.id).waiting == 3


def test_a_withdrawal_without_a_reason_is_refused(store: Store) -> None:
    card = activity(store)
    store.do(enrolment.enrol, card.id, workers := put_workers(store, 1))
    with pytest.raises(FieldError) as told:
        store.do(several.withdraw, card.id, workers, " ")
    assert told.value.field == "reason"


def test_check_ins_by_hand_and_their_taking_back_are_each_one_step(store: Store) -> None:
    card = activity(store)
    workers = put_workers(store, 3)
    store.do(enrolment.enrol, card.id, workers)
    meeting = card.meetings[0].id
    store.do(attendance.check_in, meeting, workers[0])
    assert store.do(several.check_in, meeting, workers) == 2
    entries = [line.attendance_id for line in store.read(attendance.attendance, meeting).lines]
    assert store.do(several.take_back, [entry for entry in entries if entry]) == 3
    assert store.read(attendance.counts, meeting).present == 0
    store.undo()
    assert store.read(attendance.counts, meeting).present == 3
