"""Activities as they stand on file: cards with meetings and counts, lists, the meeting that is on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound, Refused
from desktop.core.i18n import _
from desktop.models.activities import (
    Activity,
    ActivityKind,
    Attendance,
    Enrolment,
    EnrolmentState,
    Meeting,
)
from desktop.services.clock import moment_of

SHORTEST_BEGINNING = 6


class When(StrEnum):
    """Which activities are asked for."""

    UPCOMING = "upcoming"
    PAST = "past"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """A meeting on file; times in UTC. ``present`` counts everybody who was checked in."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    place: str
    present: int


@dataclass(frozen=True, slots=True)
class ActivityCard:
    """An activity on file with its meetings (earliest first) and how its list stands."""

    id: UUID
    title: str
    kind: ActivityKind
    place: str
    organiser: str
    contact: str
    contact_phone: str
    capacity: int | None
    remark: str
    meetings: tuple[MeetingCard, ...]
    enrolled: int
    waiting: int
    cancelled_at: datetime | None
    cancel_reason: str

    @property
    def free(self) -> int | None:
        """Places not taken, ``None`` where there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.enrolled)

    @property
    def starts_at(self) -> datetime:
        """The beginning of the first meeting."""
        return self.meetings[0].starts_at

    @property
    def ends_at(self) -> datetime:
        """The end of the last meeting."""
        return max(meeting.ends_at for meeting in self.meetings)


def kind_word(kind: ActivityKind) -> str:
    """Return the trade's word for a kind of activity."""
    return {
        ActivityKind.CLASS: _("Class"),
        ActivityKind.CONTEST: _("Contest"),
        ActivityKind.FILM: _("Film"),
        ActivityKind.PERFORMANCE: _("Performance"),
        ActivityKind.LECTURE: _("Lecture"),
        ActivityKind.LEGAL_ADVICE: _("Legal advice"),
        ActivityKind.GET_TOGETHER: _("Get-together"),
        ActivityKind.HEALTH_CHECK: _("Health check"),
        ActivityKind.HANDING_OUT: _("Handing-out of goods"),
        ActivityKind.OTHER: _("Other activity"),
    }[kind]


def card(session: Session, activity_id: UUID) -> ActivityCard:
    """Return one activity. Raises NotFound."""
    on_file(session, activity_id)
    return cards(session, [activity_id])[0]


def cards(session: Session, activity_ids: list[UUID]) -> list[ActivityCard]:
    """Return activities in the order asked for; those no longer on file are left out."""
    activities = {
        a.id: a
        for a in session.scalars(
            select(Activity).where(Activity.id.in_(activity_ids), Activity.removed_at.is_(None))
        )
    }
    counts = _counts(session, activity_ids)
    meetings = _meeting_cards(session, activity_ids)
    return [
        _card(activities[key], meetings.get(key, ()), counts) for key in activity_ids if key in activities
    ]


def listed(
    session: Session, when: When = When.ALL, text: str = "", now: datetime | None = None, limit: int = 500
) -> list[ActivityCard]:
    """Return activities: upcoming (not yet ended) soonest first, past or all newest first.

    Each word of ``text`` must stand in the title, place or organiser.
    """
    span = (
        select(Meeting.activity_id, func.min(Meeting.starts_at).label("first"))
        .add_columns(func.max(Meeting.ends_at).label("last"))
        .where(Meeting.removed_at.is_(None))
        .group_by(Meeting.activity_id)
        .subquery()
    )
    query = select(Activity.id).join(span, span.c.activity_id == Activity.id)
    query = query.where(Activity.removed_at.is_(None))
    moment = now or moment_of(session)
    if when is When.UPCOMING:
        query = query.where(span.c.last >= moment)
    elif when is When.PAST:
        query = query.where(span.c.last < moment)
    for word in text.split():
        query = query.where(
            (Activity.title + "|" + Activity.place + "|" + Activity.organiser).icontains(
                word, autoescape=True
            )
        )
    order = span.c.first if when is When.UPCOMING else span.c.first.desc()
    return cards(session, list(session.scalars(query.order_by(order, Activity.id).limit(limit))))


def find(session: Session, beginning: str) -> UUID:
    """Return the activity whose id begins so (at least six characters). Raises NotFound, or Refused."""
    low = "".join(c for c in beginning.lower() if c in "0123456789abcdef")
    if len(low) < SHORTEST_BEGINNING or len(low) > 32 or low != beginning.strip().lower().replace("-", ""):
        raise Refused(
            _("“{text}” is no activity's number.").format(text=beginning),
            _("“yijia activity list” shows the numbers; the first six characters or more are enough."),
        )
    first, last = UUID(hex=low.ljust(32, "0")), UUID(hex=low.ljust(32, "f"))
    found = session.scalars(
        select(Activity.id).where(Activity.id.between(first, last), Activity.removed_at.is_(None)).limit(2)
    ).all()
    if not found:
        raise NotFound(
            _("No activity has the number “{text}”.").format(text=beginning),
            _("“yijia activity list” shows the numbers."),
        )
    if len(found) > 1:
        raise Refused(
            _("Several activities' numbers begin with “{text}”.").format(text=beginning),
            _("Give more characters of the number."),
        )
    return found[0]


def meeting_now(session: Session, activity_id: UUID, now: datetime | None = None) -> MeetingCard:
    """Return the meeting that is on, otherwise the one nearest in time (the coming one on a tie)."""
    moment = now or moment_of(session)

    def distance(meeting: MeetingCard) -> tuple[timedelta, bool]:
        early, late = meeting.starts_at - moment, moment - meeting.ends_at
        return max(early, late, timedelta()), late > timedelta()

    on_file(session, activity_id)
    meetings = _meeting_cards(session, [activity_id]).get(activity_id, ())
    if not meetings:
        raise NotFound(_("The activity has no meeting on file."))
    return min(meetings, key=distance)


def on_file(session: Session, activity_id: UUID) -> Activity:
    """Return the row of an activity. Raises NotFound where it was removed."""
    activity = session.get(Activity, activity_id)
    if activity is None or activity.removed_at is not None:
        raise NotFound(
            _("That activity is no longer on the list."),
            _("Somebody may have removed it; undo brings it back."),
        )
    return activity


def _counts(session: Session, activity_ids: Sequence[UUID]) -> dict[tuple[UUID, EnrolmentState], int]:
    rows = session.execute(
        select(Enrolment.activity_id, Enrolment.state, func.count())
        .where(Enrolment.activity_id.in_(activity_ids), Enrolment.removed_at.is_(None))
        .group_by(Enrolment.activity_id, Enrolment.state)
    )
    return {(activity_id, state): count for activity_id, state, count in rows}


def _meeting_cards(session: Session, activity_ids: Sequence[UUID]) -> dict[UUID, tuple[MeetingCard, ...]]:
    rows = session.execute(
        select(Meeting, func.count(Attendance.id))
        .outerjoin(Attendance, (Attendance.meeting_id == Meeting.id) & Attendance.removed_at.is_(None))
        .where(Meeting.activity_id.in_(activity_ids), Meeting.removed_at.is_(None))
        .group_by(Meeting.id)
        .order_by(Meeting.starts_at, Meeting.id)
    )
    found: dict[UUID, tuple[MeetingCard, ...]] = {}
    for m, present in rows:
        one = MeetingCard(m.id, m.starts_at, m.ends_at, m.place, present)
        found[m.activity_id] = (*found.get(m.activity_id, ()), one)
    return found


def _card(
    a: Activity, meetings: tuple[MeetingCard, ...], counts: dict[tuple[UUID, EnrolmentState], int]
) -> ActivityCard:
    return ActivityCard(
        id=a.id,
        title=a.title,
        kind=a.kind,
        place=a.place,
        organiser=a.organiser,
        contact=a.contact,
        contact_phone=a.contact_phone,
        capacity=a.capacity,
        remark=a.remark,
        meetings=meetings,
        enrolled=counts.get((a.id, EnrolmentState.ENROLLED), 0),
        waiting=counts.get((a.id, EnrolmentState.WAITING), 0),
        cancelled_at=a.cancelled_at,
        cancel_reason=a.cancel_reason,
    )
