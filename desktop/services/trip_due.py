"""What is due of the trips: objections without an answer, notices that ran out, batches to leave or back."""

import enum
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.trip_papers import ObjectionOutcome, TripNotice, TripObjection, TripSettlement
from desktop.models.trips import StepEventKind, TripBatch, TripProgramme, TripStep, TripStepEvent
from desktop.services.trips import batch_title

LEAVES_SOON = timedelta(14)


class TripDueKind(enum.StrEnum):
    """Why something of the trips is due; the value is the step it is settled in."""

    OBJECTION = "objection"
    NOTICE_OVER = "notice-over"
    LEAVES = "leaves"
    UNSETTLED = "unsettled"

    @property
    def step(self) -> str:
        """The step it is settled in."""
        steps = {
            self.OBJECTION: TripStep.NOTICE,
            self.NOTICE_OVER: TripStep.NOTICE,
            self.LEAVES: TripStep.ROSTER,
        }
        return steps.get(self, TripStep.SETTLEMENT).value


@dataclass(frozen=True, slots=True)
class TripDue:
    """One thing due: of which programme, since or by which day, and what (a notice's or a batch's title)."""

    kind: TripDueKind
    programme_id: UUID
    programme: str
    what: str
    day: date


def due(session: Session, today: date) -> tuple[TripDue, ...]:
    """Return what is due of every programme on file, the earliest day first."""
    titles: dict[UUID, str] = {
        key: title
        for key, title in session.execute(
            select(TripProgramme.id, TripProgramme.title).where(TripProgramme.removed_at.is_(None))
        )
    }
    found = [*_of_notices(session, titles, today), *_of_batches(session, titles, today)]
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.what)))


def _of_notices(session: Session, titles: dict[UUID, str], today: date) -> list[TripDue]:
    found = []
    open_notices = session.execute(
        select(TripNotice.id, TripNotice.programme_id, TripNotice.title, TripNotice.last_day).where(
            TripNotice.removed_at.is_(None), TripNotice.closed_at.is_(None)
        )
    ).all()
    for row in open_notices:
        if row.last_day < today and row.programme_id in titles:
            kind, title = TripDueKind.NOTICE_OVER, titles[row.programme_id]
            found.append(TripDue(kind, row.programme_id, title, row.title, row.last_day))
    objections = session.execute(
        select(TripObjection.received_on, TripObjection.text, TripNotice.programme_id)
        .join(TripNotice, TripNotice.id == TripObjection.notice_id)
        .where(
            TripObjection.removed_at.is_(None),
            TripNotice.removed_at.is_(None),
            TripObjection.outcome == ObjectionOutcome.OPEN,
        )
    ).all()
    for received_on, words, programme in objections:
        if programme in titles:
            kind = TripDueKind.OBJECTION
            found.append(TripDue(kind, programme, titles[programme], words, received_on))
    return found


def _of_batches(session: Session, titles: dict[UUID, str], today: date) -> list[TripDue]:
    """Batches that leave soon while the rosters are not approved, and those back and not settled."""
    settled = set(session.scalars(select(TripSettlement.batch_id).where(TripSettlement.removed_at.is_(None))))
    ready = _with_approved_rosters(session)
    found = []
    rows = session.scalars(
        select(TripBatch).where(TripBatch.removed_at.is_(None), TripBatch.starts_on.is_not(None))
    )
    for batch in rows:
        title = titles.get(batch.programme_id)
        if title is None or batch.starts_on is None:
            continue
        what = batch_title(batch.number, batch.name)
        if batch.ends_on is not None and batch.ends_on < today and batch.id not in settled:
            found.append(TripDue(TripDueKind.UNSETTLED, batch.programme_id, title, what, batch.ends_on))
        elif today <= batch.starts_on <= today + LEAVES_SOON and batch.programme_id not in ready:
            found.append(TripDue(TripDueKind.LEAVES, batch.programme_id, title, what, batch.starts_on))
    return found


def _with_approved_rosters(session: Session) -> set[UUID]:
    newest: dict[UUID, StepEventKind] = {}
    for programme, kind in session.execute(
        select(TripStepEvent.programme_id, TripStepEvent.kind)
        .where(TripStepEvent.step == TripStep.ROSTER, TripStepEvent.removed_at.is_(None))
        .order_by(TripStepEvent.at, TripStepEvent.id)
    ):
        newest[programme] = kind
    return {programme for programme, kind in newest.items() if kind is StepEventKind.APPROVED}
