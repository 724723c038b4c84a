"""The batches of a programme: entered, checked against its rules, and kept within them.

What a batch costs and holds and where it goes is the plan's, and fixed with it. Who leads it, when and
where it sets out, the agency, the insurer and the remark belong to the roster: they may change after the
plan is approved, until the rosters are.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _, ngettext
from desktop.models.trip_people import TripNominee
from desktop.models.trip_quotas import TripAllocation, TripQuota
from desktop.models.trips import TripBase, TripBatch
from desktop.services import trips
from desktop.services.clock import moment_of
from desktop.services.trip_plan_batch_checks import BatchEntry, Ground, faults, tidied
from desktop.services.trip_steps import TripStep, require_open
from desktop.storage import journal

__all__ = [
    "ROSTER",
    "BatchEntry",
    "BatchInUse",
    "BatchTaken",
    "add",
    "change",
    "entry_of",
    "next_batch",
    "proposed",
    "remove",
]

_PLAN = (
    "number", "capacity", "name", "starts_on", "ends_on", "base_id", "price_fen", "reserved_trade",
)  # fmt: skip
ROSTER = ("leader", "leader_phone", "departs_at", "meeting_place", "agency", "insurer", "remark")


class BatchTaken(FieldError):
    """The programme has a batch of that number already."""


class BatchInUse(Refused):
    """People or places belong to the batch."""


def entry_of(line: trips.BatchLine) -> BatchEntry:
    """Return what is on file as a form shows it."""
    return BatchEntry(**{field: getattr(line, field) for field in (*_PLAN, *ROSTER)})


def proposed(session: Session, programme_id: UUID) -> BatchEntry:
    """Return a batch to begin with, as :func:`next_batch` does."""
    return next_batch(trips.programme(session, programme_id), trips.batches(session, programme_id))


def next_batch(programme: trips.ProgrammeCard, listed: Sequence[trips.BatchLine]) -> BatchEntry:
    """Return a batch to begin with: the next number, and as many places as the last one or as are left."""
    left = max(programme.places - sum(one.capacity for one in listed), 0)
    if not listed:
        return BatchEntry(1, left)
    last = listed[-1]
    return BatchEntry(
        number=last.number + 1,
        capacity=min(last.capacity, left) or last.capacity,
        base_id=last.base_id,
        price_fen=last.price_fen,
        meeting_place=last.meeting_place,
        agency=last.agency,
        insurer=last.insurer,
    )


def add(session: Session, programme_id: UUID, entry: BatchEntry) -> UUID:
    """Put a batch on the programme's list.

    Raises FieldError (number, capacity, starts_on, ends_on, base_id, price_fen, departs_at, leader_phone …),
    BatchTaken, StepApproved.
    """
    require_open(session, programme_id, TripStep.PLAN)
    row = TripBatch(programme_id=programme_id, number=entry.number, capacity=entry.capacity)
    _write(session, tidied(entry), row)
    session.add(row)
    session.flush()
    journal.describe(session, N_("Add {batch}"), batch=trips.batch_title(row.number, row.name))
    return row.id


def change(session: Session, batch_id: UUID, entry: BatchEntry) -> None:
    """Correct a batch. Raises as :func:`add` does, and NotFound.

    Leader, departure, meeting place, agency, insurer and remark are the roster's: StepApproved is raised for
    them once the rosters are approved, for all else once the plan is.
    """
    row = trips.batch_on_file(session, batch_id)
    tidy = tidied(entry)
    for fields, step in ((_PLAN, TripStep.PLAN), (ROSTER, TripStep.ROSTER)):
        if any(getattr(row, field) != getattr(tidy, field) for field in fields):
            require_open(session, row.programme_id, step)
    _write(session, tidy, row)
    session.flush()
    journal.describe(session, N_("Change {batch}"), batch=trips.batch_title(row.number, row.name))


def remove(session: Session, batch_id: UUID) -> str:
    """Take a batch off the list; return its title.

    Raises ``BatchInUse`` while people are placed in it or places are allocated from it, StepApproved.
    """
    row = trips.batch_on_file(session, batch_id)
    require_open(session, row.programme_id, TripStep.PLAN)
    title = trips.batch_title(row.number, row.name)
    people = _people(session, batch_id)
    if people:
        words = ngettext("{n} person is placed in {batch}.", "{n} people are placed in {batch}.", people)
        raise BatchInUse(words.format(n=people, batch=title), _("Place them in another one first."))
    if _is_allocated(session, batch_id):
        raise BatchInUse(
            _("The allocation in force has places in {batch}.").format(batch=title),
            _("Allocate the places again without it first."),
        )
    row.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove {batch}"), batch=title)
    return title


def _write(session: Session, entry: BatchEntry, row: TripBatch) -> None:
    programme = trips.on_file(session, row.programme_id)
    _demand_own_number(session, row, entry.number)
    is_paired = _is_paired(session, row.programme_id, entry.base_id)
    ground = Ground(programme.year, trips.rules(session, row.programme_id), is_paired)
    for fault in faults(entry, ground):
        raise fault
    for field in (*_PLAN, *ROSTER):
        setattr(row, field, getattr(entry, field))


def _demand_own_number(session: Session, row: TripBatch, number: int) -> None:
    twin = session.scalar(
        select(TripBatch.id).where(
            TripBatch.programme_id == row.programme_id,
            TripBatch.number == number,
            TripBatch.removed_at.is_(None),
            TripBatch.id != row.id,
        )
    )
    if twin is not None:
        raise BatchTaken(
            "number",
            _("There is a batch {number} already.").format(number=number),
            _("Give this one another number."),
        )


def _is_paired(session: Session, programme_id: UUID, base_id: UUID | None) -> bool:
    if base_id is None:
        return False
    base = session.get(TripBase, base_id)
    if base is None or base.removed_at is not None or base.programme_id != programme_id:
        raise FieldError(
            "base_id",
            _("That base is not on the programme's list."),
            _("Add it under Bases, or choose another one."),
        )
    return base.is_paired


def _people(session: Session, batch_id: UUID) -> int:
    query = select(func.count()).select_from(TripNominee)
    return (
        session.scalar(query.where(TripNominee.batch_id == batch_id, TripNominee.removed_at.is_(None))) or 0
    )


def _is_allocated(session: Session, batch_id: UUID) -> bool:
    found = session.scalar(
        select(TripQuota.id)
        .join(TripAllocation, TripAllocation.id == TripQuota.allocation_id)
        .where(
            TripQuota.batch_id == batch_id,
            TripQuota.removed_at.is_(None),
            TripAllocation.removed_at.is_(None),
            TripAllocation.superseded_at.is_(None),
        )
        .limit(1)
    )
    return found is not None
