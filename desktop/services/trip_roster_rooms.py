"""Rooms and seats of a batch: proposed by rule, or set by hand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound
from desktop.core.i18n import N_, _
from desktop.models.trip_people import TripNominee
from desktop.models.trips import TripStep
from desktop.services import trip_steps
from desktop.services.trip_nominees import on_file
from desktop.services.trip_roster import RosterLine, roster
from desktop.services.trip_roster_log import demand_unsettled
from desktop.services.trips import batch_on_file, batch_title
from desktop.storage import journal

BEDS = 2
LONGEST = 10


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to be given a bed, in the order of the roster; ``room`` is set already, or empty."""

    key: UUID
    sex: str | None
    employer: UUID
    room: str = ""


@dataclass(frozen=True, slots=True)
class Rooms:
    """Rooms for those who had none, and who is alone in theirs: ``unknown`` as their sex is not known."""

    given: dict[UUID, str]
    alone: tuple[UUID, ...]
    unknown: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class RoomsSet:
    """What came of proposing rooms: how many got one, and the names of those who have theirs alone."""

    given: int
    alone: tuple[str, ...]
    unknown: tuple[str, ...]


def share_rooms(guests: Sequence[Guest]) -> Rooms:
    """Give everybody without a room a bed in a room of two.

    By sex; with a colleague of the same employer first, in the order of the list; who is left of each
    employer shares with the next one left; the last one is alone. Rooms set by hand stay, and a free
    bed in them is filled first, by a colleague before a stranger. Whose sex is not known is alone.
    The same list gives the same rooms.
    """
    taken: dict[str, list[Guest]] = {}
    for guest in guests:
        if guest.room:
            taken.setdefault(guest.room, []).append(guest)
    names = (name for number in count(1) if (name := str(number)) not in taken)
    given: dict[UUID, str] = {}
    alone: list[UUID] = []
    for sex in ("M", "F"):
        free = [guest for guest in guests if guest.sex == sex and not guest.room]
        open_rooms = [held[0] for held in taken.values() if len(held) == 1 and held[0].sex == sex]
        free = _fill(open_rooms, free, given)
        pairs, single = _paired(free)
        for pair in pairs:
            given.update(dict.fromkeys((one.key for one in pair), next(names)))
        if single is not None:
            given[single.key] = next(names)
            alone.append(single.key)
    unknown = [guest.key for guest in guests if guest.sex is None and not guest.room]
    given.update((key, next(names)) for key in unknown)
    return Rooms(given, tuple(alone), tuple(unknown))


def _fill(hosts: Sequence[Guest], free: Sequence[Guest], given: dict[UUID, str]) -> list[Guest]:
    """Put guests into rooms with one bed left, colleagues first; return who is still without."""
    left, waiting_hosts = list(free), list(hosts)
    for same_employer in (True, False):
        for host in list(waiting_hosts):
            fitting = (one for one in left if not same_employer or one.employer == host.employer)
            guest = next(fitting, None)
            if guest is not None:
                given[guest.key] = host.room
                left.remove(guest)
                waiting_hosts.remove(host)
    return left


def _paired(free: Sequence[Guest]) -> tuple[list[tuple[Guest, Guest]], Guest | None]:
    """Return pairs in the order of their first guests, and who is over."""
    employers = dict.fromkeys(guest.employer for guest in free)
    groups = [[guest for guest in free if guest.employer == employer] for employer in employers]
    pairs = [pair for group in groups for pair in _twos(group)]
    odd = [group[-1] for group in groups if len(group) % BEDS]
    pairs += _twos(odd)
    order = {guest.key: at for at, guest in enumerate(free)}
    pairs.sort(key=lambda pair: order[pair[0].key])
    return pairs, odd[-1] if len(odd) % BEDS else None


def _twos(group: Sequence[Guest]) -> Iterator[tuple[Guest, Guest]]:
    return zip(group[::BEDS], group[1::BEDS], strict=False)


def propose_rooms(session: Session, batch_id: UUID) -> RoomsSet:
    """Give a room to everybody of a batch who has none; see :func:`share_rooms`.

    Raises NotFound, BatchSettled.
    """
    lines = _going(session, batch_id)
    found = share_rooms([Guest(one.nominee_id, one.sex, one.organisation_id, one.room) for one in lines])
    rows = _rows(session, batch_id)
    for key, room in found.given.items():
        rows[key].room = room
    session.flush()
    _describe(session, N_("Propose rooms for {batch}"), batch_id)
    names = {one.nominee_id: one.name for one in lines}
    return RoomsSet(
        len(found.given),
        tuple(names[key] for key in found.alone),
        tuple(names[key] for key in found.unknown),
    )


def propose_seats(session: Session, batch_id: UUID) -> int:
    """Number the seats of those who have none, in the order of the roster; return how many.

    Raises NotFound, BatchSettled.
    """
    lines = _going(session, batch_id)
    taken = {one.seat for one in lines}
    free = (name for number in count(1) if (name := str(number)) not in taken)
    without = [one for one in lines if not one.seat]
    rows = _rows(session, batch_id)
    for one in without:
        rows[one.nominee_id].seat = next(free)
    session.flush()
    _describe(session, N_("Propose seats for {batch}"), batch_id)
    return len(without)


def _rows(session: Session, batch_id: UUID) -> dict[UUID, TripNominee]:
    """Return the nominations of a batch by their keys, read at once."""
    found = select(TripNominee).where(TripNominee.batch_id == batch_id, TripNominee.removed_at.is_(None))
    return {row.id: row for row in session.scalars(found)}


def clear_rooms(session: Session, batch_id: UUID) -> int:
    """Take all rooms of a batch back, to propose them anew. Raises StepApproved, BatchSettled."""
    return _clear(session, batch_id, "room", N_("Clear the rooms of {batch}"))


def clear_seats(session: Session, batch_id: UUID) -> int:
    """Take all seats of a batch back, to propose them anew. Raises StepApproved, BatchSettled."""
    return _clear(session, batch_id, "seat", N_("Clear the seats of {batch}"))


def set_room(session: Session, nominee_id: UUID, room: str) -> tuple[str, ...]:
    """Put somebody into a room, or with an empty one out of it; return what to look at.

    Once the rosters are approved only who has no room is given one. Raises StepApproved, FieldError (room).
    """
    nominee, lines = _open_for(session, nominee_id, "room")
    nominee.room = _short("room", room)
    session.flush()
    journal.describe(session, N_("Room of {name}"), name=_name(lines, nominee_id))
    if not nominee.room:
        return ()
    there = [one for one in lines if one.room == nominee.room and one.nominee_id != nominee_id]
    return _remarks(nominee.room, [*there, *(one for one in lines if one.nominee_id == nominee_id)])


def set_seat(session: Session, nominee_id: UUID, seat: str) -> None:
    """Give somebody a seat, or with an empty one none.

    Raises StepApproved as :func:`set_room`, FieldError (seat) where another has it.
    """
    nominee, lines = _open_for(session, nominee_id, "seat")
    wanted = _short("seat", seat)
    holder = next((o for o in lines if o.seat == wanted and o.nominee_id != nominee_id), None)
    if wanted and holder is not None:
        raise FieldError(
            "seat",
            _("Seat {seat} is {name}'s.").format(seat=wanted, name=holder.name),
            _("Choose another seat, or take that one back first."),
        )
    nominee.seat = wanted
    session.flush()
    journal.describe(session, N_("Seat of {name}"), name=_name(lines, nominee_id))


def _remarks(room: str, there: Sequence[RosterLine]) -> tuple[str, ...]:
    told = []
    if len(there) > BEDS:
        told.append(_("Room {room} now holds {n} people.").format(room=room, n=len(there)))
    if {one.sex for one in there} >= {"M", "F"}:
        told.append(_("Room {room} now holds a man and a woman.").format(room=room))
    return tuple(told)


def _open_for(session: Session, nominee_id: UUID, field: str) -> tuple[TripNominee, tuple[RosterLine, ...]]:
    nominee = on_file(session, nominee_id)
    if nominee.batch_id is None:
        raise NotFound(_("This person is in no batch."), _("Place the person in a batch first."))
    if getattr(nominee, field):
        trip_steps.require_open(session, nominee.programme_id, TripStep.ROSTER)
    return nominee, _going(session, nominee.batch_id)


def _clear(session: Session, batch_id: UUID, field: str, label: str) -> int:
    lines = _going(session, batch_id)
    trip_steps.require_open(session, batch_on_file(session, batch_id).programme_id, TripStep.ROSTER)
    held, rows = [one for one in lines if getattr(one, field)], _rows(session, batch_id)
    for one in held:
        setattr(rows[one.nominee_id], field, "")
    session.flush()
    _describe(session, label, batch_id)
    return len(held)


def _going(session: Session, batch_id: UUID) -> tuple[RosterLine, ...]:
    demand_unsettled(session, batch_on_file(session, batch_id))
    return roster(session, batch_id).going


def _short(field: str, text: str) -> str:
    plain = " ".join(text.split())
    if len(plain) > LONGEST:
        raise FieldError(
            field, _("“{text}” is too long.").format(text=plain), _("Ten characters are enough for a number.")
        )
    return plain


def _name(lines: Iterable[RosterLine], nominee_id: UUID) -> str:
    return next((one.name for one in lines if one.nominee_id == nominee_id), "")


def _describe(session: Session, label: str, batch_id: UUID) -> None:
    row = batch_on_file(session, batch_id)
    journal.describe(session, label, batch=batch_title(row.number, row.name))
