"""The first page: due, to be settled, the year, the first steps."""

from datetime import UTC, datetime, timedelta

from desktop.services import attendance, enrolment
from desktop.services.overview import FirstSteps, overview
from desktop.storage.store import Store
from tests.services.people import activity, put_workers

NOON = datetime(2026, 6, 15, 4, 0, tzinfo=UTC)


def test_empty_books_have_every_first_step_before_them(store: Store) -> None:
    told = store.read(overview, NOON)
    assert told.steps == FirstSteps(False, False, False) and not told.steps.are_done
    assert (told.due, told.unattended, told.free_places, told.year.meetings) == ((), (), (), 0)


def test_the_coming_fortnight_is_due_soonest_first(store: Store) -> None:
    later = activity(store, "later", starts_at=NOON + timedelta(days=5))
    soon = activity(store, "soon", starts_at=NOON + timedelta(hours=1))
    activity(store, "far", starts_at=NOON + timedelta(days=40))
    assert [m.activity_id for m in store.read(overview, NOON).due] == [soon.id, later.id]


def test_a_past_meeting_without_attendance_waits_until_somebody_is_checked_in(store: Store) -> None:
    past = activity(store, starts_at=NOON - timedelta(days=2))
    activity(store, "nobody enrolled", starts_at=NOON - timedelta(days=2))
    workers = put_workers(store, 2)
    store.do(enrolment.enrol, past.id, workers)
    (waits,) = store.read(overview, NOON).unattended
    assert waits.meeting.activity_id == past.id and not waits.printed
    store.do(attendance.check_in, past.meetings[0].id, workers[0])
    told = store.read(overview, NOON)
    assert told.unattended == ()
    assert (told.year.activities, told.year.meetings, told.year.attendances, told.year.people) == (2, 2, 1, 1)


def test_last_years_meetings_are_no_part_of_this_years_figures(store: Store) -> None:
    activity(store, starts_at=datetime(2025, 12, 20, 4, 0, tzinfo=UTC))
    assert store.read(overview, NOON).year.meetings == 0
