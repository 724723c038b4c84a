"""What the door shows beside its answers: meetings to choose from, counts, who is in, who is missing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desktop.core.phones import mask_phone
from desktop.models.activities import Activity, Attendance, Enrolment, EnrolmentState, Meeting
from desktop.models.people import Organisation, Worker
from desktop.services.clock import local
from desktop.services.presence import AttendanceLine, Counts, counts, entered_at, last_in, meeting_of

__all__ = [
    "AttendanceLine",
    "Board",
    "Counts",
    "MeetingLine",
    "MissingLine",
    "between",
    "board",
    "meetings",
    "missing",
    "one_meeting",
]

CHOICES = 60
"""Meetings offered at most."""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting to choose; times in UTC. ``expected`` have a place, ``present`` were checked in."""

    id: UUID
    activity_id: UUID
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    expected: int
    present: int

    def day_from(self, now: datetime) -> int:
        """Return how many days off it is on the wall's calendar: 0 today, 1 tomorrow, -1 yesterday."""
        return (local(self.starts_at).date() - local(now).date()).days

    def is_on(self, now: datetime) -> bool:
        """Say whether it is under way or on today's calendar."""
        return self.day_from(now) == 0 or self.starts_at <= now <= self.ends_at


@dataclass(frozen=True, slots=True)
class MissingLine:
    """Somebody with a place who is not in; the phone is masked."""

    worker_id: UUID
    name: str
    organisation: str
    phone: str


@dataclass(frozen=True, slots=True)
class Board:
    """How a meeting stands. ``last`` is newest first; ``asked`` is the attendance asked about."""

    counts: Counts
    last: tuple[AttendanceLine, ...]
    asked: UUID | None
    asked_is_in: bool


def meetings(
    session: Session, now: datetime, days_back: int = 31, days_on: int = 92, limit: int = CHOICES
) -> list[MeetingLine]:
    """Return meetings that are not called off: today's, then coming, then past ones, nearest first."""
    rows = between(session, now - timedelta(days=days_back), now + timedelta(days=days_on))
    today = [m for m in rows if m.is_on(now)]
    coming = [m for m in rows if not m.is_on(now) and m.starts_at > now]
    past = [m for m in reversed(rows) if not m.is_on(now) and m.starts_at <= now]
    return [*today, *coming, *past][:limit]


def one_meeting(session: Session, meeting_id: UUID) -> MeetingLine | None:
    """Return a meeting whenever it is, unless it was removed or called off."""
    return next(iter(_lines(session, Meeting.id == meeting_id)), None)


def between(session: Session, first: datetime, last: datetime) -> list[MeetingLine]:
    """Return the meetings that begin in a stretch of time, earliest first, called-off activities left out."""
    return _lines(session, Meeting.starts_at >= first, Meeting.starts_at <= last)


def _lines(session: Session, *which: ColumnElement[bool]) -> list[MeetingLine]:
    places = (
        select(func.count())
        .where(
            Enrolment.activity_id == Meeting.activity_id,
            Enrolment.state == EnrolmentState.ENROLLED,
            Enrolment.removed_at.is_(None),
        )
        .correlate(Meeting)
        .scalar_subquery()
    )
    there = (
        select(func.count())
        .where(Attendance.meeting_id == Meeting.id, Attendance.removed_at.is_(None))
        .correlate(Meeting)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Meeting, Activity.title, Activity.place, places, there)
        .join(Activity, Activity.id == Meeting.activity_id)
        .where(
            *which,
            Meeting.removed_at.is_(None),
            Activity.removed_at.is_(None),
            Activity.cancelled_at.is_(None),
        )
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [
        MeetingLine(m.id, m.activity_id, title, m.place or place, m.starts_at, m.ends_at, expected, present)
        for m, title, place, expected, present in rows
    ]


def board(session: Session, meeting_id: UUID, asked: UUID | None = None, limit: int = 30) -> Board:
    """Return the counts and who came last, and whether the attendance ``asked`` about still stands.

    Raises NotFound for the meeting.
    """
    entry = session.get(Attendance, asked) if asked is not None else None
    stands = entry is not None and entry.removed_at is None
    return Board(
        counts(session, meeting_id), tuple(last_in(session, meeting_id, limit)), asked, asked_is_in=stands
    )


def missing(session: Session, meeting_id: UUID) -> list[MissingLine]:
    """Return who has a place and is not in, in the order of the list. Raises NotFound for the meeting."""
    meeting, _activity = meeting_of(session, meeting_id)
    rows = session.execute(
        select(Worker.id, Worker.name, Organisation.name, Worker.phone)
        .select_from(Enrolment)
        .join(Worker, Worker.id == Enrolment.worker_id)
        .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
        .outerjoin(
            Attendance,
            entered_at(meeting.id),
        )
        .where(
            Enrolment.activity_id == meeting.activity_id,
            Enrolment.state == EnrolmentState.ENROLLED,
            Enrolment.removed_at.is_(None),
            Attendance.id.is_(None),
        )
        .order_by(Enrolment.kept_first.desc(), Enrolment.position)
    )
    return [MissingLine(key, name, unit or "", mask_phone(phone)) for key, name, unit, phone in rows]
