"""Two entries that are one person."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.activities import Activity, Attendance, Enrolment, EnrolmentState, Means, Meeting
from desktop.services import merging, people, people_edit
from desktop.services.honours import HonourLine
from desktop.services.people_edit import WorkerEntry
from desktop.storage.store import Store

MAN = "330903198209273474"
NOON = datetime(2026, 12, 5, 4, tzinfo=UTC)


def put(store: Store, entry: WorkerEntry) -> UUID:
    return store.do(people_edit.add, entry).id


def pair(store: Store) -> tuple[UUID, UUID]:
    bare = put(store, WorkerEntry("王伟", phone="13812345678", honours=(HonourLine("劳动模范", 2019),)))
    numbered = put(
        store,
        WorkerEntry(
            "王伟", id_number=MAN, phone="13812345678", post="焊工",
            honours=(HonourLine("劳动模范", 2019), HonourLine("能手", 2021)),
        ),
    )  # fmt: skip
    return bare, numbered


def enrol(session: Session, workers: list[tuple[UUID, EnrolmentState]], capacity: int | None = None) -> UUID:
    activity = Activity(title="游泳班", capacity=capacity)
    session.add(activity)
    session.flush()
    meeting = Meeting(activity_id=activity.id, starts_at=NOON, ends_at=NOON + timedelta(hours=2))
    session.add(meeting)
    for position, (worker, state) in enumerate(workers, 1):
        session.add(
            Enrolment(
                activity_id=activity.id, worker_id=worker, state=state, position=position, enrolled_at=NOON
            )
        )
    session.flush()
    return meeting.id


def attend(session: Session, meeting: UUID, worker: UUID, minute: int) -> None:
    session.add(
        Attendance(
            meeting_id=meeting, worker_id=worker, at=NOON + timedelta(minutes=minute), means=Means.BY_HAND
        )
    )


def standing(session: Session) -> list[tuple[UUID, EnrolmentState, int]]:
    rows = session.scalars(
        select(Enrolment).where(Enrolment.removed_at.is_(None)).order_by(Enrolment.position)
    )
    return [(one.worker_id, one.state, one.position) for one in rows]


def test_twins_are_told_by_name_and_something_more_never_by_name_alone(store: Store) -> None:
    bare, numbered = pair(store)
    put(store, WorkerEntry("王伟", phone="13900000000"))
    twins = store.read(merging.likely_twins)
    assert [({one.first.id, one.second.id}, one.agree_in) for one in twins] == [
        ({bare, numbered}, ("phone",))
    ]


def test_two_identity_numbers_are_two_persons(store: Store) -> None:
    put(store, WorkerEntry("王伟", id_number=MAN, phone="13812345678"))
    put(store, WorkerEntry("王伟", id_number="33092119630627494X", phone="13812345678"))
    assert store.read(merging.likely_twins) == []


def test_blanks_are_filled_from_the_other_entry_and_honours_come_once(store: Store) -> None:
    bare, numbered = pair(store)
    card = store.do(merging.merge, bare, numbered)
    assert (card.id, card.sex, card.post) == (bare, "M", "焊工")
    assert [one.title for one in card.honours] == ["能手", "劳动模范"]
    assert store.record(people.reveal, bare, "test") == MAN
    assert store.read(people.count) == 1


def test_a_field_is_taken_from_the_side_chosen(store: Store) -> None:
    keep = put(store, WorkerEntry("王伟", phone="13812345678", post="焊工"))
    gone = put(store, WorkerEntry("王伟强", phone="13812345678", post="电工"))
    card = store.do(merging.merge, keep, gone, {"name": "gone", "post": "keep"})
    assert (card.name, card.post) == ("王伟强", "焊工")
    assert [line.id for line in store.read(people.find, "wwq")] == [keep]


def test_of_two_places_on_a_list_the_better_stays_and_the_free_one_goes_to_who_waits(store: Store) -> None:
    keep, gone = pair(store)
    third = put(store, WorkerEntry("李芳"))
    enrolled, waiting = EnrolmentState.ENROLLED, EnrolmentState.WAITING
    store.do(enrol, [(gone, enrolled), (keep, enrolled), (third, waiting)], 2)
    store.do(merging.merge, keep, gone)
    assert [(worker, state) for worker, state, _p in store.read(standing)] == [
        (keep, enrolled),
        (third, enrolled),
    ]
    store.undo()
    assert [state for _w, state, _p in store.read(standing)] == [enrolled, enrolled, waiting]


def test_attendance_of_both_becomes_one_with_the_earlier_time(store: Store) -> None:
    keep, gone = pair(store)
    meeting = store.do(enrol, [(gone, EnrolmentState.ENROLLED)])
    store.do(attend, meeting, keep, 20)
    store.do(attend, meeting, gone, 5)
    store.do(merging.merge, keep, gone)
    rows = store.read(
        lambda session: [
            (one.worker_id, one.at)
            for one in session.scalars(select(Attendance).where(Attendance.removed_at.is_(None)))
        ]
    )
    assert rows == [(keep, NOON + timedelta(minutes=5))]


def test_a_merge_is_one_step_of_undo_and_of_redo(store: Store) -> None:
    bare, numbered = pair(store)
    store.do(merging.merge, bare, numbered)
    assert store.undo() == "Merge 王伟 into 王伟"
    assert store.read(people.card, numbered).id_number.endswith("3474")
    assert store.read(people.card, bare).id_number == ""
    store.redo()
    assert store.read(people.card, bare).id_number.endswith("3474")


def test_an_entry_is_not_merged_with_itself(store: Store) -> None:
    bare, _numbered = pair(store)
    with pytest.raises(merging.SamePerson):
        store.do(merging.merge, bare, bare)
