"""Activities: what is taken, what is refused, and how they are found again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.services import activities, attendance, enrolment
from desktop.services.activities import ActivityEntry, ActivityKind, MeetingEntry, MeetingHeld, When
from desktop.storage.store import Store
from tests.services.people import activity, put_workers

EVENING = datetime(2026, 12, 5, 11, 0, tzinfo=UTC)
ENTRY = ActivityEntry("海上书吧 读书会", (MeetingEntry(EVENING),), ActivityKind.LECTURE, capacity=30)


def test_an_activity_is_kept_as_entered_and_lasts_two_hours_without_an_end(store: Store) -> None:
    card = store.do(activities.add, ENTRY)
    assert (card.title, card.kind, card.capacity, card.free) == (
        "海上书吧 读书会",
        ActivityKind.LECTURE,
        30,
        30,
    )
    assert (card.starts_at, card.ends_at) == (EVENING, EVENING + timedelta(hours=2))
    assert store.read(activities.card, card.id) == card
    assert store.next_undo() == "Set up 海上书吧 读书会"


def test_a_time_without_a_zone_is_local_time(store: Store) -> None:
    naive = datetime(2026, 12, 5, 19, 0)
    card = store.do(activities.add, ActivityEntry("电影", (MeetingEntry(naive),)))
    assert card.starts_at == naive.astimezone(UTC)


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("title", replace(ENTRY, title="  ")),
        ("title", replace(ENTRY, title="长" * 121)),
        ("capacity", replace(ENTRY, capacity=0)),
        ("capacity", replace(ENTRY, capacity=-3)),
        ("starts_at", replace(ENTRY, meetings=())),
        ("ends_at", replace(ENTRY, meetings=(MeetingEntry(EVENING, EVENING - timedelta(hours=1)),))),
        ("ends_at", replace(ENTRY, meetings=(MeetingEntry(EVENING, EVENING),))),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_kept(store: Store, field: str, entry: ActivityEntry) -> None:
    with pytest.raises(FieldError) as told:
        store.do(activities.add, entry)
    assert told.value.field == field and told.value.sentence
    assert store.read(activities.listed) == []


def test_meetings_are_corrected_added_and_taken_away_by_one_edit(store: Store) -> None:
    card = activity(store, meetings=2)
    second = card.meetings[1]
    later = second.starts_at + timedelta(days=1)
    kept = MeetingEntry(later, later + timedelta(hours=1), "二楼", second.id)
    added = MeetingEntry(later + timedelta(days=7))
    changed = store.do(activities.edit, card.id, ActivityEntry("新名称", (kept, added)))
    assert changed.title == "新名称"
    assert [m.starts_at for m in changed.meetings] == [later, later + timedelta(days=7)]
    assert changed.meetings[0].id == second.id
    store.undo()
    assert store.read(activities.card, card.id) == card


def test_a_meeting_or_activity_where_somebody_came_is_not_taken_away(store: Store) -> None:
    card, (worker,) = activity(store), put_workers(store, 1)
    store.do(attendance.let_in, card.meetings[0].id, worker)
    with pytest.raises(MeetingHeld):
        store.do(activities.remove, card.id)
    with pytest.raises(MeetingHeld):
        store.do(activities.edit, card.id, ActivityEntry("x", (MeetingEntry(EVENING),)))


def test_cancelling_needs_a_reason_and_stops_enrolment_until_it_takes_place_after_all(store: Store) -> None:
    card, workers = activity(store), put_workers(store, 1)
    with pytest.raises(FieldError, match="why"):
        store.do(activities.cancel, card.id, " ")
    assert store.do(activities.cancel, card.id, "台风").cancel_reason == "台风"
    with pytest.raises(activities.ActivityCancelled):
        store.do(enrolment.enrol, card.id, workers)
    store.do(activities.reopen, card.id)
    assert store.do(enrolment.enrol, card.id, workers).enrolled == tuple(workers)


def test_a_removed_activity_is_gone_and_undo_brings_it_back(store: Store) -> None:
    card = activity(store)
    store.do(activities.remove, card.id)
    with pytest.raises(NotFound):
        store.read(activities.card, card.id)
    store.undo()
    assert store.read(activities.card, card.id) == card


def test_lists_show_coming_ones_soonest_first_and_past_ones_newest_first(store: Store) -> None:
    now = store.now()
    titles = {
        days: activity(store, f"{days}", starts_at=now + timedelta(days=days)) for days in (3, -9, 1, -2)
    }
    assert len(titles) == 4

    def seen(when: When, text: str = "") -> list[str]:
        return [card.title for card in store.read(activities.listed, when, text)]

    assert seen(When.UPCOMING) == ["1", "3"]
    assert seen(When.PAST) == ["-2", "-9"]
    assert seen(When.ALL) == ["3", "1", "-2", "-9"]
    assert seen(When.ALL, "文化宫 -9") == ["-9"]


def test_a_number_is_found_by_its_unique_beginning_of_six_characters(store: Store) -> None:
    card = activity(store)
    assert store.read(activities.find, str(card.id)) == card.id
    assert store.read(activities.find, str(card.id)[:13].upper()) == card.id
    assert store.read(activities.find, card.id.hex) == card.id
    activity(store)
    with pytest.raises(Refused, match="Several"):
        store.read(activities.find, card.id.hex[:6])
    with pytest.raises(Refused):
        store.read(activities.find, card.id.hex[:5])
    with pytest.raises(Refused):
        store.read(activities.find, "no number")
    with pytest.raises(NotFound):
        store.read(activities.find, "ffffff")


def test_the_meeting_now_is_the_one_that_is_on_or_the_nearest(store: Store) -> None:
    card = activity(store, starts_at=EVENING, meetings=2)
    first, second = card.meetings
    for at, meeting in [
        (EVENING - timedelta(days=99), first),
        (EVENING + timedelta(hours=1), first),
        (EVENING + timedelta(hours=5), first),
        (EVENING + timedelta(days=5), second),
        (EVENING + timedelta(days=500), second),
    ]:
        assert store.read(activities.meeting_now, card.id, at).id == meeting.id
