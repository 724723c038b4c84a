"""The order of an activity's list: who has a place, who waits, and who moves up when one falls free."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.ids import new_ids
from desktop.models.activities import Activity, Enrolment, EnrolmentState, OrderChange
from desktop.models.base import Plain, plain
from desktop.services.clock import moment_of
from desktop.storage import bulk

ORDER_COLUMNS = (
    "id",
    "enrolment_id",
    "from_state",
    "to_state",
    "from_position",
    "to_position",
    "reason",
    "at",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One enrolment's way from a state and position to another."""

    enrolment_id: UUID
    from_state: EnrolmentState
    to_state: EnrolmentState
    from_position: int
    to_position: int


def next_position(session: Session, activity_id: UUID) -> int:
    """Return the position behind everybody who was ever on the list."""
    last = session.scalar(
        select(func.max(Enrolment.position)).where(
            Enrolment.activity_id == activity_id, Enrolment.removed_at.is_(None)
        )
    )
    return (last or 0) + 1


def places_free(session: Session, activity: Activity) -> int | None:
    """Return how many places are free, ``None`` where there is no limit."""
    if activity.capacity is None:
        return None
    return max(0, activity.capacity - count_in(session, activity.id, EnrolmentState.ENROLLED))


def count_in(session: Session, activity_id: UUID, state: EnrolmentState) -> int:
    """Return how many stand in a state on the list."""
    return (
        session.scalar(
            select(func.count()).where(
                Enrolment.activity_id == activity_id,
                Enrolment.state == state,
                Enrolment.removed_at.is_(None),
            )
        )
        or 0
    )


def fill_places(session: Session, activity: Activity, reason: str) -> int:
    """Give the free places to those who waited longest, with the reason on record; return how many."""
    session.flush()
    free = places_free(session, activity)
    if free == 0:
        return 0
    waiting = session.execute(
        select(Enrolment.id, Enrolment.position)
        .where(
            Enrolment.activity_id == activity.id,
            Enrolment.state == EnrolmentState.WAITING,
            Enrolment.removed_at.is_(None),
        )
        .order_by(Enrolment.position)
        .limit(free)
    ).all()
    at = next_position(session, activity.id)
    steps = [
        Step(key, EnrolmentState.WAITING, EnrolmentState.ENROLLED, position, at + n)
        for n, (key, position) in enumerate(waiting)
    ]
    take_steps(session, steps, reason)
    return len(steps)


def take_steps(session: Session, steps: list[Step], reason: str) -> None:
    """Move enrolments and keep the reason for each."""
    if not steps:
        return
    bulk.update_many(session, Enrolment, [(s.enrolment_id, *_before_after(s)) for s in steps])
    at = plain(moment_of(session))
    rows = [
        (
            key.hex,
            s.enrolment_id.hex,
            s.from_state.value,
            s.to_state.value,
            s.from_position,
            s.to_position,
            reason,
            at,
        )
        for key, s in zip(new_ids(len(steps)), steps, strict=True)
    ]
    bulk.insert_many(session, OrderChange, ORDER_COLUMNS, rows)


def _before_after(step: Step) -> tuple[dict[str, Plain], dict[str, Plain]]:
    return (
        {"state": step.from_state.value, "position": step.from_position},
        {"state": step.to_state.value, "position": step.to_position},
    )
