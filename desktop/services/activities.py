"""Activities and their meetings: set up, corrected, cancelled, removed. Reading them is in ``agenda``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _, ngettext
from desktop.core.phones import clean_phone
from desktop.models.activities import Activity, ActivityKind, Attendance, EnrolmentState, Meeting
from desktop.models.reading import Receipt
from desktop.services.agenda import (
    ActivityCard,
    MeetingCard,
    When,
    card,
    cards,
    find,
    kind_word,
    listed,
    meeting_now,
    on_file,
)
from desktop.services.clock import in_utc, moment_of
from desktop.services.waiting import count_in, fill_places
from desktop.storage import journal

__all__ = [
    "ActivityCancelled",
    "ActivityCard",
    "ActivityEntry",
    "ActivityKind",
    "MeetingCard",
    "MeetingEntry",
    "MeetingHeld",
    "When",
    "add",
    "cancel",
    "card",
    "cards",
    "edit",
    "find",
    "kind_word",
    "listed",
    "meeting_now",
    "remove",
    "reopen",
]

USUAL_LENGTH = timedelta(hours=2)
TITLE_LIMIT = 120
CAPACITY_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting as a form gives it; times without a zone are local. Without an end it lasts two hours."""

    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """An activity as a form gives it."""

    title: str
    meetings: tuple[MeetingEntry, ...]
    kind: ActivityKind = ActivityKind.OTHER
    place: str = ""
    organiser: str = ""
    contact: str = ""
    contact_phone: str = ""
    capacity: int | None = None
    remark: str = ""


def add(session: Session, entry: ActivityEntry) -> ActivityCard:
    """Put a new activity on file. Raises FieldError (title, starts_at, ends_at, capacity)."""
    times = _checked(entry)
    activity = Activity(title=_title(entry), kind=entry.kind)
    _copy(entry, activity)
    session.add(activity)
    for meeting, (starts, ends) in zip(entry.meetings, times, strict=True):
        session.add(
            Meeting(activity_id=activity.id, starts_at=starts, ends_at=ends, place=meeting.place.strip())
        )
    session.flush()
    journal.describe(session, N_("Set up {title}"), title=activity.title)
    return card(session, activity.id)


def edit(session: Session, activity_id: UUID, entry: ActivityEntry) -> ActivityCard:
    """Correct an activity. Meetings with an id are corrected, others added, those not named removed.

    A raised capacity moves up who waits. Raises FieldError as :func:`add` does, also where more people
    have a place than the new capacity, and ``MeetingHeld`` where a meeting with attendance would go.
    """
    activity = on_file(session, activity_id)
    times = _checked(entry)
    enrolled = count_in(session, activity_id, EnrolmentState.ENROLLED)
    if entry.capacity is not None and entry.capacity < enrolled:
        raise FieldError(
            "capacity",
            ngettext(
                "{count} person already has a place.", "{count} people already have a place.", enrolled
            ).format(count=enrolled),
            _("Withdraw some of them first, or keep at least as many places."),
        )
    activity.title, activity.kind = _title(entry), entry.kind
    _copy(entry, activity)
    _edit_meetings(session, activity, entry.meetings, times)
    fill_places(session, activity, _("The number of places was raised."))
    session.flush()
    journal.describe(session, N_("Change {title}"), title=activity.title)
    return card(session, activity_id)


class MeetingHeld(Refused):
    """A meeting has attendance on file and cannot be taken away."""


class ActivityCancelled(Refused):
    """The activity was called off, so nothing more is entered for it."""


def cancel(session: Session, activity_id: UUID, reason: str) -> ActivityCard:
    """Call an activity off; its list stays on file. Raises FieldError without a reason."""
    activity = on_file(session, activity_id)
    if not reason.strip():
        raise FieldError("reason", _("Say why the activity is cancelled."))
    activity.cancelled_at, activity.cancel_reason = moment_of(session), reason.strip()
    session.flush()
    journal.describe(session, N_("Cancel {title}"), title=activity.title)
    return card(session, activity_id)


def reopen(session: Session, activity_id: UUID) -> ActivityCard:
    """Let a cancelled activity take place after all."""
    activity = on_file(session, activity_id)
    activity.cancelled_at, activity.cancel_reason = None, ""
    session.flush()
    journal.describe(session, N_("Let {title} take place after all"), title=activity.title)
    return card(session, activity_id)


def remove(session: Session, activity_id: UUID) -> None:
    """Take an activity off the list (undo brings it back). Raises ``MeetingHeld`` where somebody came."""
    activity = on_file(session, activity_id)
    held = [meeting for meeting in _meetings(session, activity_id) if _held(session, meeting.id)]
    if held:
        raise MeetingHeld(
            _("“{title}” has attendance on file.").format(title=activity.title),
            _("Cancel it instead, so that its records stay."),
        )
    for meeting in _meetings(session, activity_id):
        meeting.removed_at = moment_of(session)
    activity.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove {title}"), title=activity.title)


def _title(entry: ActivityEntry) -> str:
    return " ".join(entry.title.split())


def _checked(entry: ActivityEntry) -> list[tuple[datetime, datetime]]:
    """Return each meeting's beginning and end in UTC, once every field was found right."""
    title = _title(entry)
    if not title:
        raise FieldError("title", _("The activity needs a title."))
    if len(title) > TITLE_LIMIT:
        raise FieldError("title", _("The title is longer than {count} characters.").format(count=TITLE_LIMIT))
    if entry.capacity is not None and not 1 <= entry.capacity <= CAPACITY_LIMIT:
        raise FieldError(
            "capacity",
            _("The number of places must lie between 1 and {most}.").format(most=CAPACITY_LIMIT),
            _("Leave it empty where everybody may come."),
        )
    if not entry.meetings:
        raise FieldError("starts_at", _("Say when the activity begins."))
    return [_checked_times(meeting) for meeting in entry.meetings]


def _checked_times(meeting: MeetingEntry) -> tuple[datetime, datetime]:
    starts = in_utc(meeting.starts_at)
    ends = in_utc(meeting.ends_at) if meeting.ends_at else starts + USUAL_LENGTH
    if ends <= starts:
        raise FieldError(
            "ends_at", _("The end lies before the beginning."), _("Correct the end, or leave it empty.")
        )
    return starts, ends


def _copy(entry: ActivityEntry, activity: Activity) -> None:
    activity.place, activity.organiser = entry.place.strip(), entry.organiser.strip()
    activity.contact, activity.remark = entry.contact.strip(), entry.remark.strip()
    activity.contact_phone = clean_phone(entry.contact_phone)
    activity.capacity = entry.capacity


def _meetings(session: Session, activity_id: UUID) -> Sequence[Meeting]:
    return session.scalars(
        select(Meeting).where(Meeting.activity_id == activity_id, Meeting.removed_at.is_(None))
    ).all()


def _held(session: Session, meeting_id: UUID) -> bool:
    came = exists().where(Attendance.meeting_id == meeting_id, Attendance.removed_at.is_(None))
    received = exists().where(Receipt.meeting_id == meeting_id, Receipt.removed_at.is_(None))
    return bool(session.scalar(select(came | received)))


def _edit_meetings(
    session: Session,
    activity: Activity,
    entries: Sequence[MeetingEntry],
    times: Sequence[tuple[datetime, datetime]],
) -> None:
    known = {meeting.id: meeting for meeting in _meetings(session, activity.id)}
    for entry, (starts, ends) in zip(entries, times, strict=True):
        if entry.id is None:
            session.add(
                Meeting(activity_id=activity.id, starts_at=starts, ends_at=ends, place=entry.place.strip())
            )
            continue
        meeting = known.pop(entry.id, None)
        if meeting is None:
            raise NotFound(_("That meeting is no longer on the list."))
        meeting.starts_at, meeting.ends_at, meeting.place = starts, ends, entry.place.strip()
    for meeting in known.values():
        if _held(session, meeting.id):
            raise MeetingHeld(
                _("A meeting with attendance on file cannot be taken away."),
                _("Leave it on the list, or take its attendance back first."),
            )
        meeting.removed_at = moment_of(session)
