"""The first page: what is due, what waits to be settled, and the year so far. A few indexed queries each."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, func, select, text
from sqlalchemy.orm import Session

from desktop.models.activities import Activity, Attendance, Enrolment, EnrolmentState, Meeting
from desktop.models.history import Note
from desktop.models.people import Worker
from desktop.models.sheets import Sheet, SheetKind
from desktop.models.sites import Site, SiteStatus
from desktop.services.clock import local
from desktop.services.door_board import MeetingLine, between
from desktop.services.reading_missing import missing_pages
from desktop.services.reading_parts import MissingPages
from desktop.services.site_due import Due, unsettled_defects

DEMONSTRATION = "demonstration"
"""The note in a database that was made for demonstration."""
DUE_DAYS = 14
UNSETTLED_DAYS = 60


@dataclass(frozen=True, slots=True)
class Unattended:
    """A past meeting with people on its list and no attendance; ``printed`` tells of a sheet to read in."""

    meeting: MeetingLine
    printed: bool


@dataclass(frozen=True, slots=True)
class FreePlaces:
    """A coming activity with a waiting list although places are free."""

    activity_id: UUID
    title: str
    free: int
    waiting: int


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The calendar year so far: what was held, attendances, and how many different workers came."""

    year: int
    activities: int
    meetings: int
    attendances: int
    people: int


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """Which of the three first steps are done."""

    has_workers: bool
    has_activities: bool
    has_sheets: bool

    @property
    def are_done(self) -> bool:
        """Whether there is nothing left to begin."""
        return self.has_workers and self.has_activities and self.has_sheets


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page tells; ``due`` are today's and the coming fortnight's meetings, soonest first."""

    due: tuple[MeetingLine, ...]
    unattended: tuple[Unattended, ...]
    missing_pages: tuple[MissingPages, ...]
    free_places: tuple[FreePlaces, ...]
    defects: tuple[Due, ...]
    """Defects at the sites past their deadline, then those to be looked at again."""
    defects_in_all: int
    year: YearFigures
    steps: FirstSteps
    demonstration: bool
    """Whether everybody on file is invented."""
    sites: int = 0
    """How many sites are in service."""
    has_trips: bool = False
    """Whether there is a trip programme, so that it is worth loading what tells of them."""


def overview(session: Session, now: datetime, limit: int = 6) -> Overview:
    """Return the first page as it stands at a moment; no list is longer than ``limit``."""
    midnight = local(now).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    due = [
        m
        for m in between(session, midnight - timedelta(days=1), now + timedelta(days=DUE_DAYS))
        if m.starts_at >= midnight or m.is_on(now)
    ]
    wrong = unsettled_defects(session, local(now).date())
    return Overview(
        tuple(due[:limit]),
        tuple(_unattended(session, now)[:limit]),
        tuple(missing_pages(session, now)[:limit]),
        tuple(_free_places(session, now)[:limit]),
        tuple(wrong[:limit]),
        len(wrong),
        year_figures(session, now),
        _steps(session),
        session.get(Note, DEMONSTRATION) is not None,
        _sites(session),
        _has_trips(session),
    )


def year_figures(session: Session, now: datetime) -> YearFigures:
    """Return the figures of the local calendar year up to a moment."""
    year = local(now).year
    first = datetime(year, 1, 1).astimezone(UTC)
    held = (
        Meeting.starts_at >= first,
        Meeting.starts_at <= now,
        Meeting.removed_at.is_(None),
        Activity.removed_at.is_(None),
        Activity.cancelled_at.is_(None),
    )
    activities, meetings = session.execute(
        select(func.count(Activity.id.distinct()), func.count(Meeting.id))
        .join(Activity, Activity.id == Meeting.activity_id)
        .where(*held)
    ).one()
    attendances, people = session.execute(
        select(func.count(Attendance.id), func.count(Attendance.worker_id.distinct()))
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Activity, Activity.id == Meeting.activity_id)
        .where(*held, Attendance.removed_at.is_(None))
    ).one()
    return YearFigures(year, activities, meetings, attendances, people)


def _unattended(session: Session, now: datetime) -> list[Unattended]:
    past = between(session, now - timedelta(days=UNSETTLED_DAYS), now)
    open_ones = [m for m in reversed(past) if m.ends_at < now and m.expected and not m.present]
    printed = set(
        session.scalars(
            select(Sheet.activity_id).where(
                Sheet.activity_id.in_({m.activity_id for m in open_ones}),
                Sheet.kind == SheetKind.SIGN_IN,
                Sheet.removed_at.is_(None),
            )
        )
    )
    return [Unattended(m, m.activity_id in printed) for m in open_ones]


def _free_places(session: Session, now: datetime) -> list[FreePlaces]:
    coming = exists().where(
        Meeting.activity_id == Activity.id, Meeting.removed_at.is_(None), Meeting.ends_at >= now
    )
    found = []
    for key, title, capacity in session.execute(
        select(Activity.id, Activity.title, Activity.capacity).where(
            Activity.removed_at.is_(None), Activity.cancelled_at.is_(None), coming
        )
    ):
        enrolled = _standing(session, key, EnrolmentState.ENROLLED)
        waiting = _standing(session, key, EnrolmentState.WAITING)
        free = waiting if capacity is None else capacity - enrolled
        if waiting and free > 0:
            found.append(FreePlaces(key, title, free, waiting))
    return found


def _standing(session: Session, activity_id: UUID, state: EnrolmentState) -> int:
    count = session.scalar(
        select(func.count()).where(
            Enrolment.activity_id == activity_id, Enrolment.state == state, Enrolment.removed_at.is_(None)
        )
    )
    return count or 0


def _sites(session: Session) -> int:
    in_service = select(func.count(Site.id)).where(Site.removed_at.is_(None), Site.status == SiteStatus.OPEN)
    return session.scalar(in_service) or 0


def _has_trips(session: Session) -> bool:
    # In plain words: making the classes of the trips' tables is what an office without trips is spared.
    found = session.execute(text("SELECT 1 FROM trip_programme WHERE removed_at IS NULL LIMIT 1"))
    return found.first() is not None


def _steps(session: Session) -> FirstSteps:
    return FirstSteps(
        session.scalar(select(Worker.id).where(Worker.removed_at.is_(None)).limit(1)) is not None,
        session.scalar(select(Activity.id).where(Activity.removed_at.is_(None)).limit(1)) is not None,
        session.scalar(select(Sheet.id).where(Sheet.removed_at.is_(None)).limit(1)) is not None,
    )
