"""The trips of two entries that are one person: nominations and years gone come to the one that stays."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.trip_people import NomineeState, TripNominee, TripTaken
from desktop.services.clock import moment_of

_BETTER = (
    NomineeState.WENT,
    NomineeState.CHOSEN,
    NomineeState.NO_SHOW,
    NomineeState.WAITING,
    NomineeState.NAMED,
    NomineeState.REJECTED,
    NomineeState.WITHDRAWN,
)


def take_over(session: Session, keep_id: UUID, gone_id: UUID) -> None:
    """Give the trips of an entry that goes to the one that stays (part of a larger operation).

    Where one employer named both for one programme, the nomination that stands better is kept.
    """
    _nominations(session, keep_id, gone_id)
    held = {(one.year, one.starts_on, one.programme_id) for one in _taken(session, keep_id)}
    for one in _taken(session, gone_id):
        if (one.year, one.starts_on, one.programme_id) in held:
            one.removed_at = moment_of(session)
        else:
            one.worker_id = keep_id
    session.flush()


def _nominations(session: Session, keep_id: UUID, gone_id: UUID) -> None:
    held = {(one.programme_id, one.organisation_id): one for one in _named(session, keep_id)}
    for one in _named(session, gone_id):
        own = held.get((one.programme_id, one.organisation_id))
        if own is not None and _BETTER.index(own.state) <= _BETTER.index(one.state):
            one.removed_at = moment_of(session)
            continue
        if own is not None:
            own.removed_at = moment_of(session)
            session.flush()  # one employer names one worker once
        one.worker_id = keep_id


def _named(session: Session, worker_id: UUID) -> list[TripNominee]:
    return list(
        session.scalars(
            select(TripNominee)
            .where(TripNominee.worker_id == worker_id, TripNominee.removed_at.is_(None))
            .order_by(TripNominee.number)
        )
    )


def _taken(session: Session, worker_id: UUID) -> list[TripTaken]:
    return list(
        session.scalars(
            select(TripTaken).where(TripTaken.worker_id == worker_id, TripTaken.removed_at.is_(None))
        )
    )
