"""Who is on an activity's list: enrolled, waiting, withdrawn, moved; each change with its reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound
from desktop.core.i18n import N_, _, ngettext
from desktop.core.ids import new_ids
from desktop.core.phones import mask_phone
from desktop.models.activities import Activity, Enrolment, EnrolmentState, OrderChange
from desktop.models.base import Plain, plain
from desktop.models.people import Organisation, Worker
from desktop.services.activities import ActivityCancelled
from desktop.services.agenda import on_file
from desktop.services.clock import moment_of
from desktop.services.waiting import (
    Step,
    fill_places,
    next_position,
    places_free,
    take_steps,
)
from desktop.storage import bulk, journal

__all__ = [
    "Enrolled",
    "EnrolmentState",
    "ListLine",
    "OrderLine",
    "Withdrawn",
    "enrol",
    "keep_first",
    "move",
    "on_list",
    "order_changes",
    "withdraw",
]

BLOCK = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What came of enrolling: workers who got a place, who wait, and who were on the list already."""

    enrolled: tuple[UUID, ...]
    waiting: tuple[UUID, ...]
    already: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A worker off the list, and how many moved up from the waiting list for it."""

    name: str
    moved_up: int


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of an activity's list; ``place`` counts from 1 within its state. The phone is masked."""

    enrolment_id: UUID
    worker_id: UUID
    place: int
    name: str
    organisation: str
    post: str
    phone: str
    state: EnrolmentState
    kept_first: bool
    enrolled_at: datetime


@dataclass(frozen=True, slots=True)
class OrderLine:
    """Why somebody's place changed."""

    at: datetime
    name: str
    from_state: EnrolmentState
    to_state: EnrolmentState
    reason: str


class NoSuchWorker(NotFound):
    """A worker to be enrolled is not (or no longer) on file."""


class NotOnThisList(NotFound):
    """The worker asked for has no place and does not wait on this list."""


def enrol(session: Session, activity_id: UUID, worker_ids: Sequence[UUID]) -> Enrolled:
    """Put workers on the list in the order given; when every place is taken, on the waiting list.

    Who withdrew before is enrolled again behind the others. Raises NotFound, ``ActivityCancelled``,
    ``NoSuchWorker``; then nobody is enrolled.
    """
    activity = open_activity(session, activity_id)
    wanted = list(dict.fromkeys(worker_ids))
    _refuse_unknown(session, wanted)
    on_record = _on_record(session, activity_id)
    already = tuple(w for w in wanted if w in on_record and on_record[w][1] is not EnrolmentState.CANCELLED)
    coming = [w for w in wanted if w not in on_record or on_record[w][1] is EnrolmentState.CANCELLED]
    free = places_free(session, activity)
    places = len(coming) if free is None else min(free, len(coming))
    _write(session, activity_id, coming, places, on_record)
    if len(coming) == 1:
        name = _name(session, coming[0])
        journal.describe(session, N_("Enrol {name} for {title}"), name=name, title=activity.title)
    else:
        label = N_("Enrol {count} workers for {title}")
        journal.describe(session, label, count=len(coming), title=activity.title)
    return Enrolled(tuple(coming[:places]), tuple(coming[places:]), already)


def withdraw(session: Session, activity_id: UUID, worker_id: UUID, reason: str) -> Withdrawn:
    """Take a worker off the list or the waiting list; who waits longest gets the place.

    Raises ``NotOnThisList``, FieldError without a reason.
    """
    activity = on_file(session, activity_id)
    row = _standing(session, activity_id, worker_id)
    reason = _reason(reason, _("Say why the worker is taken off the list."))
    step = Step(row.id, row.state, EnrolmentState.CANCELLED, row.position, row.position)
    had_place = row.state is EnrolmentState.ENROLLED
    name = _name(session, worker_id)
    take_steps(session, [step], reason)
    why = _("A place fell free: {name} withdrew.").format(name=name)
    moved_up = fill_places(session, activity, why) if had_place and activity.cancelled_at is None else 0
    journal.describe(session, N_("Withdraw {name} from {title}"), name=name, title=activity.title)
    return Withdrawn(name, moved_up)


def move(session: Session, activity_id: UUID, worker_id: UUID, place: int, reason: str) -> None:
    """Move a worker to a place (from 1) within the list, or within the waiting list, for a reason.

    A place beyond the end is the last one. Raises ``NotOnThisList``, FieldError (place, reason).
    """
    activity = on_file(session, activity_id)
    row = _standing(session, activity_id, worker_id)
    reason = _reason(reason, _("Say why the order changes."))
    if place < 1:
        raise FieldError("place", _("Places count from 1."))
    order = _order(session, activity_id, row.state)
    positions = sorted(position for _key, position in order)
    keys = [key for key, _position in order]
    before = dict(order)
    moving = row.id
    keys.remove(moving)
    keys.insert(place - 1, moving)
    name = _name(session, worker_id)
    steps = [
        Step(key, row.state, row.state, before[key], position)
        for key, position in zip(keys, positions, strict=True)
        if before[key] != position
    ]
    shifted = [
        (s.enrolment_id, _position(s.from_position), _position(s.to_position))
        for s in steps
        if s.enrolment_id != moving
    ]
    if shifted:
        bulk.update_many(session, Enrolment, shifted)
    take_steps(session, [s for s in steps if s.enrolment_id == moving], reason)
    journal.describe(session, N_("Move {name} on the list of {title}"), name=name, title=activity.title)


def keep_first(session: Session, activity_id: UUID, worker_ids: Sequence[UUID], kept: bool = True) -> int:
    """Have workers (leaders) stand first on every sheet, or no longer; return how many changed."""
    activity = on_file(session, activity_id)
    rows = [_standing(session, activity_id, worker_id) for worker_id in worker_ids]
    changed = [row for row in rows if row.kept_first is not kept]
    for row in changed:
        row.kept_first = kept
    session.flush()
    journal.describe(
        session, N_("Keep {count} first on the list of {title}"), count=len(changed), title=activity.title
    )
    return len(changed)


def on_list(session: Session, activity_id: UUID, *states: EnrolmentState, text: str = "") -> list[ListLine]:
    """Return the list in its order: who has a place (kept first ones ahead), then who waits, then withdrawn.

    Without ``states`` the withdrawn are left out; ``text`` must stand in the name or organisation.
    """
    chosen = states or (EnrolmentState.ENROLLED, EnrolmentState.WAITING)
    rows = session.execute(
        select(Enrolment, Worker.name, Organisation.name, Worker.post, Worker.phone)
        .join(Worker, Worker.id == Enrolment.worker_id)
        .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
        .where(
            Enrolment.activity_id == activity_id,
            Enrolment.state.in_(chosen),
            Enrolment.removed_at.is_(None),
        )
    ).all()
    order = (EnrolmentState.ENROLLED, EnrolmentState.WAITING, EnrolmentState.CANCELLED)
    sorted_rows = sorted(rows, key=lambda r: (order.index(r[0].state), not r[0].kept_first, r[0].position))
    lines: list[ListLine] = []
    counts = dict.fromkeys(order, 0)
    for e, name, organisation, post, phone in sorted_rows:
        counts[e.state] += 1
        lines.append(
            ListLine(
                e.id,
                e.worker_id,
                counts[e.state],
                name,
                organisation or "",
                post,
                mask_phone(phone),
                e.state,
                e.kept_first,
                e.enrolled_at,
            )
        )
    sought = text.strip().lower()
    return [line for line in lines if sought in line.name.lower() or sought in line.organisation.lower()]


def order_changes(session: Session, activity_id: UUID) -> list[OrderLine]:
    """Return every change of the order with its reason, newest first."""
    rows = session.execute(
        select(OrderChange, Worker.name)
        .join(Enrolment, Enrolment.id == OrderChange.enrolment_id)
        .join(Worker, Worker.id == Enrolment.worker_id)
        .where(Enrolment.activity_id == activity_id, OrderChange.removed_at.is_(None))
        .order_by(OrderChange.at.desc(), OrderChange.id.desc())
    )
    return [OrderLine(c.at, name, c.from_state, c.to_state, c.reason) for c, name in rows]


def open_activity(session: Session, activity_id: UUID) -> Activity:
    """Return an activity that was not called off. Raises NotFound, ``ActivityCancelled``."""
    activity = on_file(session, activity_id)
    if activity.cancelled_at is not None:
        raise ActivityCancelled(
            _("“{title}” is cancelled.").format(title=activity.title),
            _("Let it take place after all first, if that is so."),
        )
    return activity


def blocks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut a long list into pieces that one query can name."""
    for start in range(0, len(items), BLOCK):
        yield items[start : start + BLOCK]


def _refuse_unknown(session: Session, worker_ids: Sequence[UUID]) -> None:
    known: set[UUID] = set()
    for block in blocks(worker_ids):
        known.update(
            session.scalars(select(Worker.id).where(Worker.id.in_(block), Worker.removed_at.is_(None)))
        )
    missing = len(set(worker_ids) - known)
    if missing:
        raise NoSuchWorker(
            ngettext(
                "{count} of these workers is no longer on file.",
                "{count} of these workers are no longer on file.",
                missing,
            ).format(count=missing),
            _("Search for them again; two entries may have been joined into one."),
        )


def _on_record(session: Session, activity_id: UUID) -> dict[UUID, tuple[UUID, EnrolmentState, int]]:
    rows = session.execute(
        select(Enrolment.worker_id, Enrolment.id, Enrolment.state, Enrolment.position).where(
            Enrolment.activity_id == activity_id, Enrolment.removed_at.is_(None)
        )
    )
    return {worker_id: (key, state, position) for worker_id, key, state, position in rows}


def _write(
    session: Session,
    activity_id: UUID,
    coming: Sequence[UUID],
    places: int,
    on_record: dict[UUID, tuple[UUID, EnrolmentState, int]],
) -> None:
    first = next_position(session, activity_id)
    states = [EnrolmentState.ENROLLED] * places + [EnrolmentState.WAITING] * (len(coming) - places)
    placed = list(zip(coming, states, range(first, first + len(coming)), strict=True))
    again = [
        Step(on_record[w][0], EnrolmentState.CANCELLED, state, on_record[w][2], position)
        for w, state, position in placed
        if w in on_record
    ]
    take_steps(session, again, _("Enrolled again."))
    new = [entry for entry in placed if entry[0] not in on_record]
    if not new:
        return
    at = plain(moment_of(session))
    bulk.insert_many(
        session,
        Enrolment,
        ("id", "activity_id", "worker_id", "state", "position", "enrolled_at", "kept_first"),
        [
            (key.hex, activity_id.hex, worker_id.hex, state.value, position, at, False)
            for key, (worker_id, state, position) in zip(new_ids(len(new)), new, strict=True)
        ],
    )


def _standing(session: Session, activity_id: UUID, worker_id: UUID) -> Enrolment:
    row = session.scalar(
        select(Enrolment).where(
            Enrolment.activity_id == activity_id,
            Enrolment.worker_id == worker_id,
            Enrolment.removed_at.is_(None),
        )
    )
    if row is None or row.state is EnrolmentState.CANCELLED:
        raise NotOnThisList(
            _("{name} is not on this list.").format(name=_name(session, worker_id)),
            _("Enrol the worker first."),
        )
    return row


def _order(session: Session, activity_id: UUID, state: EnrolmentState) -> list[tuple[UUID, int]]:
    rows = session.execute(
        select(Enrolment.id, Enrolment.position)
        .where(
            Enrolment.activity_id == activity_id,
            Enrolment.state == state,
            Enrolment.removed_at.is_(None),
        )
        .order_by(Enrolment.kept_first.desc(), Enrolment.position)
    )
    return [(key, position) for key, position in rows]


def _position(position: int) -> dict[str, Plain]:
    return {"position": position}


def _name(session: Session, worker_id: UUID) -> str:
    return session.scalar(select(Worker.name).where(Worker.id == worker_id)) or _("This worker")


def _reason(reason: str, sentence: str) -> str:
    if not reason.strip():
        raise FieldError("reason", sentence)
    return reason.strip()
