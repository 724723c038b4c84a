"""The log of what changed on the rosters of a programme (递补记录): who left, who came instead, why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import _
from desktop.models.people import Organisation, Worker
from desktop.models.trip_papers import TripSettlement
from desktop.models.trip_people import ChangeKind, TripChange, TripNominee
from desktop.models.trips import TripBatch
from desktop.services.clock import moment_of
from desktop.services.trips import batch_title

__all__ = ["BatchSettled", "ChangeKind", "ChangeLine", "Grounds", "changes", "kind_word"]


class BatchSettled(Refused):
    """The batch is settled, so its roster stands as it was."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a roster is changed, and by whom; both are kept with the change."""

    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the log; ``number`` counts from the first. Names are empty where nobody left or came."""

    id: UUID
    number: int
    at: datetime
    kind: ChangeKind
    out_id: UUID | None
    out_name: str
    out_organisation: str
    in_id: UUID | None
    in_name: str
    in_organisation: str
    from_batch_id: UUID | None
    from_batch: str
    to_batch_id: UUID | None
    to_batch: str
    reason: str
    by: str
    passed_over: str


def kind_word(kind: ChangeKind) -> str:
    """Return the word for a change of a roster."""
    return {
        ChangeKind.SUBSTITUTED: _("substituted"),
        ChangeKind.WITHDRAWN: _("withdrawn"),
        ChangeKind.MOVED: _("moved"),
        ChangeKind.NO_SHOW: _("no-show"),
    }[kind]


def demand_grounds(grounds: Grounds) -> Grounds:
    """Return the reason and the name tidied. Raises FieldError (reason, by) where one is missing."""
    reason, by = " ".join(grounds.reason.split()), " ".join(grounds.by.split())
    if not reason:
        raise FieldError("reason", _("Say why the roster changes."), _("It is kept with the change."))
    if not by:
        raise FieldError("by", _("Say who decided it."), _("The name is kept with the change."))
    return Grounds(reason, by)


def demand_unsettled(session: Session, batch: TripBatch) -> None:
    """Go on only where a batch is not settled yet. Raises BatchSettled."""
    row = session.scalar(
        select(TripSettlement).where(TripSettlement.batch_id == batch.id, TripSettlement.removed_at.is_(None))
    )
    if row is not None:
        raise BatchSettled(
            _("{batch} was settled on {day}.").format(
                batch=batch_title(batch.number, batch.name), day=row.settled_on.isoformat()
            ),
            _("Take the settlement back first."),
        )


def note(
    session: Session,
    programme_id: UUID,
    kind: ChangeKind,
    grounds: Grounds,
    out: TripNominee | None = None,
    into: TripNominee | None = None,
    from_batch: UUID | None = None,
    to_batch: UUID | None = None,
    passed_over: str = "",
) -> TripChange:
    """Keep a change with its grounds."""
    row = TripChange(
        programme_id=programme_id,
        kind=kind,
        reason=grounds.reason,
        by=grounds.by,
        at=moment_of(session),
        out_id=out.id if out else None,
        in_id=into.id if into else None,
        from_batch_id=from_batch,
        to_batch_id=to_batch,
        passed_over=passed_over,
    )
    session.add(row)
    session.flush()
    return row


def changes(session: Session, programme_id: UUID, batch_id: UUID | None = None) -> tuple[ChangeLine, ...]:
    """Return the log of a programme, the oldest first; with ``batch_id`` only what touches that batch."""
    rows = session.scalars(
        select(TripChange)
        .where(TripChange.programme_id == programme_id, TripChange.removed_at.is_(None))
        .order_by(TripChange.at, TripChange.id)
    ).all()
    people = _people(session, programme_id)
    batches = _batches(session, programme_id)
    lines = (_line(row, number, people, batches) for number, row in enumerate(rows, start=1))
    return tuple(
        line for line in lines if batch_id is None or batch_id in (line.from_batch_id, line.to_batch_id)
    )


_NOBODY = ("", "")


def _line(
    row: TripChange, number: int, people: dict[UUID, tuple[str, str]], batches: dict[UUID, str]
) -> ChangeLine:
    out = people.get(row.out_id, _NOBODY) if row.out_id else _NOBODY
    into = people.get(row.in_id, _NOBODY) if row.in_id else _NOBODY
    return ChangeLine(
        id=row.id,
        number=number,
        at=row.at,
        kind=row.kind,
        out_id=row.out_id,
        out_name=out[0],
        out_organisation=out[1],
        in_id=row.in_id,
        in_name=into[0],
        in_organisation=into[1],
        from_batch_id=row.from_batch_id,
        from_batch=batches.get(row.from_batch_id, "") if row.from_batch_id else "",
        to_batch_id=row.to_batch_id,
        to_batch=batches.get(row.to_batch_id, "") if row.to_batch_id else "",
        reason=row.reason,
        by=row.by,
        passed_over=row.passed_over,
    )


def _people(session: Session, programme_id: UUID) -> dict[UUID, tuple[str, str]]:
    """Return name and employer of everybody ever named: who left stays in the log."""
    rows = session.execute(
        select(TripNominee.id, Worker.name, Organisation.name)
        .join(Worker, Worker.id == TripNominee.worker_id)
        .join(Organisation, Organisation.id == TripNominee.organisation_id)
        .where(TripNominee.programme_id == programme_id)
    )
    return {key: (name, organisation) for key, name, organisation in rows}


def _batches(session: Session, programme_id: UUID) -> dict[UUID, str]:
    rows = session.execute(
        select(TripBatch.id, TripBatch.number, TripBatch.name).where(TripBatch.programme_id == programme_id)
    )
    return {key: batch_title(number, name) for key, number, name in rows}
