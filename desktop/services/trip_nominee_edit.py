"""Naming somebody by hand, correcting what the form said, withdrawing a name and taking that back."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _
from desktop.models.people import Worker
from desktop.models.trip_people import NomineeState, TripNominee
from desktop.services import honours, organisations, people, trips
from desktop.services.clock import moment_of
from desktop.services.trip_nominee_entry import NomineeEntry, terms_of, tidied, write_entry
from desktop.services.trip_nominees import STANDING, on_file
from desktop.services.trip_steps import TripStep, is_approved, require_open
from desktop.storage import journal


class NamedAlready(FieldError):
    """This employer has named the person already."""


def name(
    session: Session, programme_id: UUID, organisation_id: UUID, worker_id: UUID, entry: NomineeEntry
) -> UUID:
    """Name a worker for an organisation, behind the others it named; return the nomination's key.

    Raises FieldError, StepApproved, NotFound; NamedAlready where the organisation named the person before.
    """
    require_open(session, programme_id, TripStep.NOMINATION)
    organisations.line(session, organisation_id)
    worker = people.get(session, worker_id)
    _demand_new(session, programme_id, organisation_id, worker)
    row = TripNominee(
        programme_id=programme_id,
        organisation_id=organisation_id,
        worker_id=worker_id,
        number=next_number(session, programme_id),
        position=next_position(session, programme_id, organisation_id),
    )
    write_entry(row, tidied(entry, terms_of(session, programme_id)))
    session.add(row)
    session.flush()
    journal.describe(session, N_("Name {name} for the trips"), name=worker.name)
    return row.id


def change(session: Session, nominee_id: UUID, entry: NomineeEntry) -> None:
    """Correct what the form said of somebody. Raises FieldError, StepApproved, NoNominee."""
    row = _open_row(session, nominee_id)
    write_entry(row, tidied(entry, terms_of(session, row.programme_id)))
    session.flush()
    journal.describe(session, N_("Change the nomination of {name}"), name=_who(session, row))


def withdraw(session: Session, nominee_id: UUID, reason: str) -> None:
    """Take a name back, with the reason; a place held falls free.

    Whoever stands on a roster that is approved, or checked at the door, leaves it by a change of the roster.
    Raises StepApproved, FieldError (reason), Refused.
    """
    row = _open_row(session, nominee_id)
    why = " ".join(reason.split())
    if not why:
        raise FieldError("reason", _("Say why the name is taken back."))
    if row.state in (NomineeState.WITHDRAWN, NomineeState.WENT):
        raise Refused(_("{name} is withdrawn or has gone already.").format(name=_who(session, row)))
    if row.state is NomineeState.NO_SHOW:
        raise Refused(
            _("{name} was missing at the departure; that stands.").format(name=_who(session, row)),
            _("If that is wrong, take it back with Undo."),
        )
    if _is_on_firm_roster(session, row):
        raise Refused(
            _("{name} stands on a roster.").format(name=_who(session, row)),
            _("Take them off under “Rosters”, where it is kept who comes instead."),
        )
    row.state, row.state_reason = NomineeState.WITHDRAWN, why
    row.batch_id, row.rank, row.waiting = None, None, None
    row.room, row.seat = "", ""
    session.flush()
    journal.describe(session, N_("Withdraw {name} from the trips"), name=_who(session, row))


def restore(session: Session, nominee_id: UUID) -> None:
    """Let a name that was withdrawn stand again, not decided. Raises Refused where it was not withdrawn."""
    row = _open_row(session, nominee_id)
    if row.state is not NomineeState.WITHDRAWN:
        raise Refused(_("{name} was not withdrawn.").format(name=_who(session, row)))
    row.state, row.state_reason = NomineeState.NAMED, ""
    session.flush()
    journal.describe(session, N_("Name {name} for the trips again"), name=_who(session, row))


def strike(session: Session, nominee_id: UUID) -> None:
    """Strike out a nomination entered by mistake, not of somebody who has or had a place.

    Raises StepApproved, NoNominee, Refused.
    """
    row = _open_row(session, nominee_id)
    if row.state in (NomineeState.CHOSEN, NomineeState.NO_SHOW, NomineeState.WENT):
        raise Refused(
            _("{name} has a place or had one, so the nomination stays on file.").format(
                name=_who(session, row)
            ),
            _("Take the place back first: withdraw the name, or choose again."),
        )
    row.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Strike the nomination of {name}"), name=_who(session, row))


def move(session: Session, nominee_id: UUID, place: int) -> None:
    """Move somebody to a place (from 1) in the employer's own order; beyond the end is the last.

    Raises FieldError (place), StepApproved, NoNominee.
    """
    row = _open_row(session, nominee_id)
    if place < 1:
        raise FieldError("place", _("Places count from 1."))
    order = list(
        session.scalars(
            select(TripNominee)
            .where(
                TripNominee.programme_id == row.programme_id,
                TripNominee.organisation_id == row.organisation_id,
                TripNominee.removed_at.is_(None),
            )
            .order_by(TripNominee.position, TripNominee.number)
        )
    )
    order.remove(row)
    order.insert(place - 1, row)
    for position, one in enumerate(order, 1):
        if one.position != position:
            one.position = position
    session.flush()
    journal.describe(session, N_("Move {name} in the employer's order"), name=_who(session, row))


def proposed(session: Session, programme_id: UUID, organisation_id: UUID, worker_id: UUID) -> NomineeEntry:
    """Return what the records say of a worker, to begin a nomination with.

    Raises NamedAlready, StepApproved, NotFound.
    """
    require_open(session, programme_id, TripStep.NOMINATION)
    worker = people.get(session, worker_id)
    _demand_new(session, programme_id, organisation_id, worker)
    held = honours.of_worker(session, worker_id)
    best = held[0] if held else None
    return NomineeEntry(
        post=worker.post,
        frontline=worker.frontline,
        is_member=True if worker.member_number else None,
        honour=best.title if best else "",
        honour_year=best.year if best else None,
        honour_level=best.level if best else "",
    )


def next_number(session: Session, programme_id: UUID) -> int:
    """Return the next number on a programme's list; numbers of names struck out are not given again."""
    last = session.scalar(
        select(func.max(TripNominee.number)).where(TripNominee.programme_id == programme_id)
    )
    return (last or 0) + 1


def next_position(session: Session, programme_id: UUID, organisation_id: UUID) -> int:
    """Return the place behind all whom an organisation has named."""
    last = session.scalar(
        select(func.max(TripNominee.position)).where(
            TripNominee.programme_id == programme_id,
            TripNominee.organisation_id == organisation_id,
            TripNominee.removed_at.is_(None),
        )
    )
    return (last or 0) + 1


def _demand_new(session: Session, programme_id: UUID, organisation_id: UUID, worker: Worker) -> None:
    state = session.scalar(
        select(TripNominee.state).where(
            TripNominee.programme_id == programme_id,
            TripNominee.organisation_id == organisation_id,
            TripNominee.worker_id == worker.id,
            TripNominee.removed_at.is_(None),
        )
    )
    if state is None:
        return
    raise NamedAlready(
        "worker",
        _("{name} is named by this organisation already.").format(name=worker.name),
        _("Correct that nomination instead.")
        if state in STANDING
        else _("Let the withdrawn nomination stand again instead."),
    )


def _is_on_firm_roster(session: Session, row: TripNominee) -> bool:
    if row.state is not NomineeState.CHOSEN or row.batch_id is None:
        return False
    has_departure = trips.batch_on_file(session, row.batch_id).activity_id is not None
    return has_departure or is_approved(session, row.programme_id, TripStep.ROSTER)


def _open_row(session: Session, nominee_id: UUID) -> TripNominee:
    row = on_file(session, nominee_id)
    require_open(session, row.programme_id, TripStep.NOMINATION)
    return row


def _who(session: Session, row: TripNominee) -> str:
    return session.scalar(select(Worker.name).where(Worker.id == row.worker_id)) or ""
