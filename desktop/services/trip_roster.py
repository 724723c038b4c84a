"""The rosters of a programme's batches: who goes, in which room and seat, and who has boarded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from desktop.core.national_id import age
from desktop.core.phones import mask_phone
from desktop.core.trip_rules import RuleKey, Rules, least_of
from desktop.models.activities import Attendance, Meeting
from desktop.models.people import Organisation, Worker
from desktop.models.trip_people import NomineeState, TripNominee
from desktop.models.trips import TripBatch
from desktop.services import trips
from desktop.services.clock import local, moment_of
from desktop.services.trip_nominees import state_word
from desktop.services.trips import BatchLine

__all__ = [
    "BatchStanding",
    "NomineeState",
    "Roster",
    "RosterLine",
    "Standing",
    "roster",
    "standing",
    "state_word",
    "unplaced",
]

GOING = (NomineeState.CHOSEN, NomineeState.WENT)
"""Who has a place: a no-show has lost it."""
_LISTED = (*GOING, NomineeState.NO_SHOW)


@dataclass(frozen=True, slots=True)
class RosterLine:
    """Somebody on a roster; the telephone is masked, ``boarded_at`` is in UTC.

    ``number`` counts those who go, no-shows have 0. ``age`` is that on the first day of the trip.
    """

    nominee_id: UUID
    worker_id: UUID
    number: int
    name: str
    organisation_id: UUID
    organisation: str
    sex: str | None
    age: int | None
    post: str
    frontline: bool
    phone: str
    emergency_contact: str
    has_id_number: bool
    room: str
    seat: str
    state: NomineeState
    boarded_at: datetime | None

    @property
    def is_going(self) -> bool:
        """Whether the person has a place."""
        return self.state in GOING


@dataclass(frozen=True, slots=True)
class BatchStanding:
    """How a batch stands; ``needed`` is how many of ``count`` must be of the front line.

    ``has_left`` is whether the hour of its departure has passed.
    """

    batch: BatchLine
    count: int
    frontline: int
    needed: int
    no_shows: int
    boarded: int
    has_left: bool

    @property
    def free(self) -> int:
        """Places nobody has; below 0 where there are more people than places."""
        return self.batch.capacity - self.count


@dataclass(frozen=True, slots=True)
class Standing:
    """How the rosters of a programme stand as a whole; ``unplaced`` are chosen without a batch."""

    programme_id: UUID
    places: int
    batches: tuple[BatchStanding, ...]
    count: int
    frontline: int
    needed: int
    unplaced: tuple[UUID, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class Roster:
    """The roster of one batch: by employer, in the order of the programme's list; no-shows last."""

    standing: BatchStanding
    lines: tuple[RosterLine, ...]

    @property
    def batch(self) -> BatchLine:
        """The batch itself."""
        return self.standing.batch

    @property
    def going(self) -> tuple[RosterLine, ...]:
        """Those who have a place."""
        return tuple(line for line in self.lines if line.is_going)


def roster(session: Session, batch_id: UUID) -> Roster:
    """Return the roster of a batch. Raises NotFound."""
    batch = trips.batch(session, batch_id)
    rules = trips.rules(session, batch.programme_id)
    lines = _lines(session, batch)
    return Roster(_batch_standing(session, batch, lines, rules), lines)


def unplaced(session: Session, programme_id: UUID) -> tuple[RosterLine, ...]:
    """Return who is chosen but in no batch."""
    known = select(TripBatch.id).where(TripBatch.programme_id == programme_id, TripBatch.removed_at.is_(None))
    nowhere = TripNominee.batch_id.is_(None) | TripNominee.batch_id.not_in(known)
    chosen = (TripNominee.programme_id == programme_id) & TripNominee.state.in_(GOING)
    return _lines_where(session, chosen & nowhere, None, {})


def standing(session: Session, programme_id: UUID) -> Standing:
    """Return how all rosters of a programme stand. Raises NoProgramme."""
    card = trips.programme(session, programme_id)
    rules = trips.rules(session, programme_id)
    people = _people(session, programme_id)
    batches = tuple(
        _standing_of(session, batch, people, rules) for batch in trips.batches(session, programme_id)
    )
    going = [one for one in people if one.state in GOING]
    known = {one.batch.id for one in batches}
    return Standing(
        programme_id=programme_id,
        places=card.places,
        batches=batches,
        count=len(going),
        frontline=sum(one.frontline for one in going),
        needed=least_of(rules.share(RuleKey.FRONTLINE_SHARE), len(going)),
        unplaced=tuple(one.id for one in going if one.batch_id not in known),
        waiting=sum(one.state is NomineeState.WAITING for one in people),
    )


def boarded(session: Session, activity_id: UUID | None) -> dict[UUID, datetime]:
    """Return when each worker was checked in at a departure, by the worker's key."""
    if activity_id is None:
        return {}
    rows = session.execute(
        select(Attendance.worker_id, func.min(Attendance.at))
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Meeting.activity_id == activity_id,
            Meeting.removed_at.is_(None),
            Attendance.removed_at.is_(None),
            Attendance.worker_id.is_not(None),
        )
        .group_by(Attendance.worker_id)
    )
    return {worker: at for worker, at in rows if worker is not None}


def has_left(session: Session, departs_at: datetime | None) -> bool:
    """Say whether the hour of a departure has passed."""
    return departs_at is not None and departs_at <= moment_of(session)


@dataclass(frozen=True, slots=True)
class _Person:
    id: UUID
    worker_id: UUID
    batch_id: UUID | None
    state: NomineeState
    frontline: bool


def _people(session: Session, programme_id: UUID) -> list[_Person]:
    rows = session.execute(
        select(
            TripNominee.id,
            TripNominee.worker_id,
            TripNominee.batch_id,
            TripNominee.state,
            TripNominee.frontline,
        )
        .where(
            TripNominee.programme_id == programme_id,
            TripNominee.state.in_((*_LISTED, NomineeState.WAITING)),
            TripNominee.removed_at.is_(None),
        )
        .order_by(TripNominee.number, TripNominee.id)
    )
    return [_Person(key, worker, batch, state, front is True) for key, worker, batch, state, front in rows]


def _standing_of(
    session: Session, batch: BatchLine, people: Iterable[_Person], rules: Rules
) -> BatchStanding:
    of_it = [one for one in people if one.batch_id == batch.id]
    going = [one for one in of_it if one.state in GOING]
    came = boarded(session, batch.activity_id)
    return BatchStanding(
        batch=batch,
        count=len(going),
        frontline=sum(one.frontline for one in going),
        needed=least_of(rules.share(RuleKey.FRONTLINE_BATCH), len(going)),
        no_shows=sum(one.state is NomineeState.NO_SHOW for one in of_it),
        boarded=sum(one.worker_id in came for one in going),
        has_left=has_left(session, batch.departs_at),
    )


def _batch_standing(
    session: Session, batch: BatchLine, lines: Sequence[RosterLine], rules: Rules
) -> BatchStanding:
    people = [
        _Person(line.nominee_id, line.worker_id, batch.id, line.state, line.frontline) for line in lines
    ]
    return _standing_of(session, batch, people, rules)


def _lines(session: Session, batch: BatchLine) -> tuple[RosterLine, ...]:
    here = (TripNominee.batch_id == batch.id) & TripNominee.state.in_(_LISTED)
    return _lines_where(session, here, batch.starts_on, boarded(session, batch.activity_id))


def _lines_where(
    session: Session,
    condition: ColumnElement[bool],
    starts_on: date | None,
    came: Mapping[UUID, datetime],
) -> tuple[RosterLine, ...]:
    found = session.execute(
        select(TripNominee, Worker, Organisation.name)
        .join(Worker, Worker.id == TripNominee.worker_id)
        .join(Organisation, Organisation.id == TripNominee.organisation_id)
        .where(condition, TripNominee.removed_at.is_(None))
        .order_by(TripNominee.number, TripNominee.id)
    ).all()
    first_day = starts_on or local(moment_of(session)).date()
    places: dict[UUID, int] = {}
    for nominee, _worker, _name in found:
        places.setdefault(nominee.organisation_id, len(places))
    ordered = sorted(found, key=lambda row: (row[0].state not in GOING, places[row[0].organisation_id]))
    return tuple(
        _line(nominee, worker, name, came.get(worker.id), first_day, number)
        for number, (nominee, worker, name) in enumerate(ordered, start=1)
    )


def _line(
    one: TripNominee, worker: Worker, name: str, boarded_at: datetime | None, first_day: date, number: int
) -> RosterLine:
    return RosterLine(
        nominee_id=one.id,
        worker_id=worker.id,
        number=number if one.state in GOING else 0,
        name=worker.name,
        organisation_id=one.organisation_id,
        organisation=name,
        sex=worker.sex.value if worker.sex else None,
        age=age(worker.birthday, first_day) if worker.birthday else None,
        post=one.post or worker.post,
        frontline=one.frontline is True,
        phone=mask_phone(worker.phone),
        emergency_contact=one.emergency_contact,
        has_id_number=bool(worker.id_number),
        room=one.room,
        seat=one.seat,
        state=one.state,
        boarded_at=boarded_at,
    )
