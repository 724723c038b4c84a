"""Who went on a trip in which year: what the repeat bar of later years looks at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound, Refused
from desktop.core.i18n import N_, _
from desktop.models.people import Organisation, Worker
from desktop.models.trip_people import TripTaken
from desktop.models.trips import TripProgramme
from desktop.services.clock import moment_of
from desktop.storage import journal


@dataclass(frozen=True, slots=True)
class TakenEntry:
    """A trip somebody went on; ``public_fen`` is what unions and employer paid.

    ``source`` names the list it comes from. Trips of years before this program have no programme.
    """

    worker_id: UUID
    year: int
    days: int = 0
    public_fen: int = 0
    starts_on: date | None = None
    place: str = ""
    source: str = ""
    programme_id: UUID | None = None
    batch_id: UUID | None = None
    nominee_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TakenLine:
    """A trip on record; ``programme`` is the title of the programme it was settled in, empty for a list."""

    id: UUID
    worker_id: UUID
    name: str
    organisation: str
    year: int
    days: int
    public_fen: int
    starts_on: date | None
    place: str
    source: str
    programme: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """How many trips of a year are on record, and how many of them from lists of former years."""

    year: int
    people: int
    from_lists: int


class SettledTrip(Refused):
    """A trip that was settled here is changed by its settlement only."""


def record_taken(session: Session, entries: Iterable[TakenEntry]) -> int:
    """Put down who went (part of a larger operation); return how many were not on record before.

    A nominee's trip is put down once: a second time corrects the first.
    """
    wanted = list(entries)
    nominees = [one.nominee_id for one in wanted if one.nominee_id]
    known = {
        row.nominee_id: row
        for row in session.scalars(
            select(TripTaken).where(TripTaken.nominee_id.in_(nominees), TripTaken.removed_at.is_(None))
        )
    }
    added = 0
    for one in wanted:
        row = known.get(one.nominee_id) if one.nominee_id else None
        if row is None:
            row = TripTaken(worker_id=one.worker_id, year=one.year)
            session.add(row)
            added += 1
        row.worker_id, row.year, row.days, row.public_fen = one.worker_id, one.year, one.days, one.public_fen
        row.starts_on, row.place, row.source = one.starts_on, one.place, one.source
        row.programme_id, row.batch_id, row.nominee_id = one.programme_id, one.batch_id, one.nominee_id
    session.flush()
    return added


def withdraw_taken(session: Session, batch_id: UUID) -> int:
    """Take back what was put down for a batch (part of a larger operation); return how many trips."""
    rows = session.scalars(
        select(TripTaken).where(TripTaken.batch_id == batch_id, TripTaken.removed_at.is_(None))
    ).all()
    for row in rows:
        row.removed_at = moment_of(session)
    session.flush()
    return len(rows)


def of_worker(session: Session, worker_id: UUID) -> tuple[TakenLine, ...]:
    """Return the trips of a worker, the newest first."""
    rows = session.execute(
        select(TripTaken, Worker.name, Organisation.name, TripProgramme.title)
        .join(Worker, Worker.id == TripTaken.worker_id)
        .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
        .outerjoin(TripProgramme, TripProgramme.id == TripTaken.programme_id)
        .where(TripTaken.worker_id == worker_id, TripTaken.removed_at.is_(None))
        .order_by(TripTaken.year.desc(), TripTaken.starts_on.desc(), TripTaken.id.desc())
    )
    return tuple(
        TakenLine(
            id=row.id,
            worker_id=row.worker_id,
            name=name,
            organisation=organisation or "",
            year=row.year,
            days=row.days,
            public_fen=row.public_fen,
            starts_on=row.starts_on,
            place=row.place,
            source=row.source,
            programme=programme or "",
        )
        for row, name, organisation, programme in rows
    )


def years(session: Session) -> tuple[YearLine, ...]:
    """Return the years with trips on record, the newest first."""
    rows = session.execute(
        select(TripTaken.year, func.count(), func.count(TripTaken.programme_id))
        .where(TripTaken.removed_at.is_(None))
        .group_by(TripTaken.year)
        .order_by(TripTaken.year.desc())
    )
    return tuple(YearLine(year, people, people - settled) for year, people, settled in rows)


def remove(session: Session, taken_id: UUID) -> None:
    """Take a trip of a former year off the record. Raises NotFound, SettledTrip."""
    row = session.get(TripTaken, taken_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That trip is no longer on record."))
    if row.programme_id is not None:
        raise SettledTrip(
            _("This trip was settled in a programme."), _("Open “Settlement” again and correct it there.")
        )
    row.removed_at = moment_of(session)
    session.flush()
    name = session.get_one(Worker, row.worker_id).name
    journal.describe(session, N_("Take {name}'s trip of {year} off the record"), name=name, year=row.year)
