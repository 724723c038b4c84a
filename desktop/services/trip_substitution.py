"""Substitution (递补): who leaves a roster, who comes instead in the order of the waiting list, who moves."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _, ngettext
from desktop.models.people import Worker
from desktop.models.trip_people import ChangeKind, NomineeState, TripChange, TripNominee
from desktop.models.trips import TripBatch
from desktop.services import trip_boarding
from desktop.services.trip_boarding import HasBoarded, MorePeopleThanPlaces, has_come
from desktop.services.trip_nominees import on_file
from desktop.services.trip_roster import GOING, has_left, roster
from desktop.services.trip_roster_log import Grounds, demand_grounds, demand_unsettled, note
from desktop.services.trip_roster_order import Candidate, InLine, move_hindrance, next_in_line
from desktop.services.trips import batch_on_file, batch_title
from desktop.storage import journal

__all__ = [
    "Grounds",
    "HasLeft",
    "MayNotCome",
    "NotOnRoster",
    "OutOfOrder",
    "Substituted",
    "fill",
    "move",
    "substitute",
    "withdraw",
]


class NotOnRoster(Refused):
    """The person has no place that could be given up."""


class HasLeft(Refused):
    """The batch has left."""


class MayNotCome(Refused):
    """Something is against giving this person the place."""


class OutOfOrder(FieldError):
    """Somebody else is next in line, so a reason is needed to pass them over."""


@dataclass(frozen=True, slots=True)
class Substituted:
    """Who left and who came; ``passed_over`` says who stood before them in the line, and why not they."""

    out_name: str
    in_name: str
    batch: str
    passed_over: str


def withdraw(session: Session, nominee_id: UUID, grounds: Grounds) -> str:
    """Take somebody off a roster, without anybody in their stead yet; return the name.

    Raises FieldError (reason, by), NotOnRoster, HasLeft, HasBoarded, BatchSettled.
    """
    given = demand_grounds(grounds)
    row, batch = _placed(session, nominee_id)
    _leave(session, row, batch, given)
    note(session, row.programme_id, ChangeKind.WITHDRAWN, given, out=row, from_batch=batch.id)
    name = _name(session, row)
    trip_boarding.sync(session, batch.id, given.reason)
    journal.describe(session, N_("Take {name} off the roster"), name=name)
    return name


def substitute(
    session: Session, out_id: UUID, in_id: UUID, grounds: Grounds, out_of_order: str = ""
) -> Substituted:
    """Give the place of somebody, who leaves now or left before, to somebody on the waiting list.

    ``out_of_order`` says why others who could come are passed over; they are named in the log with it.
    Raises FieldError (reason, by), OutOfOrder (out_of_order), MayNotCome, NotOnRoster, HasLeft, BatchSettled.
    """
    given = demand_grounds(grounds)
    out = on_file(session, out_id)
    batch = _batch_of(session, out)
    line = next_in_line(session, batch.id, out_id)
    passed = _demand_turn(line, in_id, out_of_order)
    seat, room = out.seat, out.room
    if out.state in GOING:
        _leave(session, out, batch, given)
    else:
        _demand_not_replaced(session, out)
    coming = _enter(session, batch, in_id, given)
    coming.seat = seat
    coming.room = room if _sex(session, coming) == _sex(session, out) else ""
    return _done(session, batch, given, out, coming, passed)


def fill(
    session: Session, batch_id: UUID, in_id: UUID, grounds: Grounds, out_of_order: str = ""
) -> Substituted:
    """Give a free place of a batch to somebody on the waiting list. Raises as :func:`substitute`."""
    given = demand_grounds(grounds)
    batch = batch_on_file(session, batch_id)
    passed = _demand_turn(next_in_line(session, batch_id), in_id, out_of_order)
    coming = _enter(session, batch, in_id, given)
    return _done(session, batch, given, None, coming, passed)


def move(session: Session, nominee_id: UUID, batch_id: UUID, grounds: Grounds) -> str:
    """Move somebody who has a place to another batch (or into their first); return the name.

    Raises FieldError (reason, by), NotOnRoster, MorePeopleThanPlaces, MayNotCome, HasLeft, BatchSettled.
    """
    given = demand_grounds(grounds)
    row = on_file(session, nominee_id)
    if row.state is not NomineeState.CHOSEN:
        raise NotOnRoster(_("This person has no place."), _("Choose somebody on a roster."))
    target = batch_on_file(session, batch_id)
    before = batch_on_file(session, row.batch_id) if row.batch_id else None
    if before is not None and before.id == target.id:
        raise Refused(_("The person is in this batch already."), _("Choose another batch."))
    if before is not None:
        _demand_may_leave(session, row, before)
    _demand_room(session, target)
    against = move_hindrance(session, nominee_id, batch_id)
    if against:
        raise MayNotCome(
            _("{name} cannot move to {batch}: {why}.").format(
                name=_name(session, row), batch=batch_title(target.number, target.name), why=against
            ),
            _("Move somebody else, or move somebody of the front line the other way first."),
        )
    row.batch_id, row.room, row.seat = target.id, "", ""
    note(
        session, row.programme_id, ChangeKind.MOVED, given, out=row,
        from_batch=before.id if before else None, to_batch=target.id,
    )  # fmt: skip
    name = _name(session, row)
    for one in filter(None, (before, target)):
        trip_boarding.sync(session, one.id, given.reason)
    journal.describe(
        session, N_("Move {name} to {batch}"), name=name, batch=batch_title(target.number, target.name)
    )
    return name


def _done(
    session: Session,
    batch: TripBatch,
    given: Grounds,
    out: TripNominee | None,
    coming: TripNominee,
    passed: str,
) -> Substituted:
    note(
        session, coming.programme_id, ChangeKind.SUBSTITUTED, given, out=out, into=coming,
        from_batch=batch.id, to_batch=batch.id, passed_over=passed,
    )  # fmt: skip
    trip_boarding.sync(session, batch.id, given.reason)
    in_name = _name(session, coming)
    title = batch_title(batch.number, batch.name)
    if out is None:
        journal.describe(session, N_("Give {name} a free place in {batch}"), name=in_name, batch=title)
        return Substituted("", in_name, title, passed)
    out_name = _name(session, out)
    journal.describe(session, N_("Put {name} in the place of {out}"), name=in_name, out=out_name)
    return Substituted(out_name, in_name, title, passed)


def _demand_turn(line: InLine, in_id: UUID, out_of_order: str) -> str:
    """Return who is passed over and why. Raises MayNotCome, OutOfOrder."""
    chosen = next((one for one in line.candidates if one.nominee_id == in_id), None)
    if chosen is None:
        raise MayNotCome(
            _("This person is not on the waiting list."), _("Choose somebody on the waiting list.")
        )
    if chosen.hindrance:
        raise MayNotCome(
            _("{name} cannot have this place: {why}.").format(name=chosen.name, why=chosen.hindrance),
            _remedy(line),
        )
    before = line.passed_over(in_id)
    skipped = [one for one in before if one.may_come]
    why = " ".join(out_of_order.split())
    if skipped and not why:
        raise OutOfOrder(
            "out_of_order",
            ngettext(
                "{name} stands before: {n} person would be passed over.",
                "{name} stands before: {n} people would be passed over.",
                len(skipped),
            ).format(name=skipped[0].name, n=len(skipped)),
            _("Say why the order is not kept; it is recorded."),
        )
    return "\n".join(_passed_words(one, why) for one in before)


def _passed_words(one: Candidate, why: str) -> str:
    return _("{place}. {name} ({organisation}): {why}").format(
        place=one.place, name=one.name, organisation=one.organisation, why=one.hindrance or why
    )


def _remedy(line: InLine) -> str:
    first = line.first
    if first is None:
        return _("Nobody on the waiting list can have it; the place stays free.")
    return _("Next in line is {name}.").format(name=first.name)


def _placed(session: Session, nominee_id: UUID) -> tuple[TripNominee, TripBatch]:
    row = on_file(session, nominee_id)
    if row.state is not NomineeState.CHOSEN or row.batch_id is None:
        raise NotOnRoster(_("This person has no place in a batch."), _("Choose somebody on a roster."))
    return row, batch_on_file(session, row.batch_id)


def _batch_of(session: Session, out: TripNominee) -> TripBatch:
    """Return the batch that somebody is on, or was on when they left it."""
    if out.batch_id is not None:
        return batch_on_file(session, out.batch_id)
    left = session.scalar(
        select(TripChange.from_batch_id)
        .where(
            TripChange.out_id == out.id,
            TripChange.from_batch_id.is_not(None),
            TripChange.removed_at.is_(None),
        )
        .order_by(TripChange.at.desc(), TripChange.id.desc())
        .limit(1)
    )
    if left is None:
        raise NotOnRoster(_("This person has no place in a batch."), _("Choose somebody on a roster."))
    return batch_on_file(session, left)


def _leave(session: Session, row: TripNominee, batch: TripBatch, given: Grounds) -> None:
    _demand_may_leave(session, row, batch)
    row.state, row.state_reason = NomineeState.WITHDRAWN, given.reason
    row.batch_id, row.room, row.seat = None, "", ""
    session.flush()


def _demand_may_leave(session: Session, row: TripNominee, batch: TripBatch) -> None:
    demand_unsettled(session, batch)
    name = _name(session, row)
    if has_come(session, batch, row.worker_id):
        raise HasBoarded(
            _("{name} has boarded.").format(name=name),
            _("If that is wrong, take the check-in back at the door first."),
        )
    if has_left(session, batch.departs_at):
        raise HasLeft(
            _("{batch} has left.").format(batch=batch_title(batch.number, batch.name)),
            _("Note {name} as a no-show; then the place can be given away.").format(name=name),
        )


def _demand_not_replaced(session: Session, out: TripNominee) -> None:
    came = session.scalar(
        select(TripNominee)
        .join(TripChange, TripChange.in_id == TripNominee.id)
        .where(TripChange.out_id == out.id, TripChange.removed_at.is_(None))
    )
    if came is not None:
        raise NotOnRoster(
            _("{name} came in the place of {out} already.").format(
                name=_name(session, came), out=_name(session, out)
            ),
            _("If a place is free, give it without naming who left."),
        )


def _enter(session: Session, batch: TripBatch, in_id: UUID, given: Grounds) -> TripNominee:
    demand_unsettled(session, batch)
    _demand_room(session, batch)
    row = on_file(session, in_id)
    row.state, row.state_reason = NomineeState.CHOSEN, given.reason
    row.batch_id, row.waiting = batch.id, None
    session.flush()
    return row


def _demand_room(session: Session, batch: TripBatch) -> None:
    now = roster(session, batch.id).standing
    if now.free < 1:
        raise MorePeopleThanPlaces(
            _("{batch} is full: {n} people for {places} places.").format(
                batch=now.batch.title, n=now.count, places=now.batch.capacity
            ),
            _("Take somebody off it first, or choose another batch."),
        )


def _name(session: Session, row: TripNominee) -> str:
    worker = session.get(Worker, row.worker_id)
    return worker.name if worker else ""


def _sex(session: Session, row: TripNominee) -> object:
    worker = session.get(Worker, row.worker_id)
    return worker.sex if worker else None
