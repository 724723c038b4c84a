"""The first page: due, to be settled, the year, the first steps."""

from datetime import UTC, date, datetime, timedelta

from desktop.services import attendance, defects, enrolment
from desktop.services.defects import DefectEntry
from desktop.services.overview import FirstSteps, overview
from desktop.storage.store import Store
from tests.services.people import activity, put_workers
from tests.services.sites import put_site

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


def test_defects_past_their_deadline_stand_here_until_a_recheck_closes_them(store: Store) -> None:
    site = put_site(store)

    def note(what: str, deadline: date) -> None:
        entry = DefectEntry(what, "周海明", deadline=deadline)
        store.do(defects.add, site, date(2026, 5, 1), entry)

    for day in range(1, 9):
        note(f"逾期{day}", date(2026, 6, day))
    note("未到期", date(2026, 6, 15))
    told = store.read(overview, NOON)
    assert [one.what for one in told.defects] == [f"逾期{day}" for day in range(1, 7)]
    assert told.defects_in_all == 8
    store.do(defects.report_fixed, told.defects[0].item_id, date(2026, 6, 10))
    told = store.read(overview, NOON, limit=10)
    assert [one.what for one in told.defects][-1] == "逾期1"
    recheck = defects.RecheckEntry(date(2026, 6, 12), "陈亚珍", passed=True)
    store.do(defects.recheck, told.defects[-1].item_id, recheck)
    assert store.read(overview, NOON).defects_in_all == 7
