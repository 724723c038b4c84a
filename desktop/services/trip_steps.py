"""Where a trip programme stands: a step is open until it is approved, then changed by an amendment only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _
from desktop.models.trips import StepEventKind, TripStep, TripStepEvent
from desktop.services.clock import local, moment_of
from desktop.services.trips import on_file
from desktop.storage import journal

__all__ = [
    "Missing",
    "StepApproved",
    "StepEvent",
    "StepEventKind",
    "StepNotReady",
    "StepState",
    "TripStep",
    "amend",
    "approve",
    "events",
    "is_approved",
    "require_open",
    "step_word",
    "where",
]


class StepApproved(Refused):
    """The step is approved: it is changed only by a recorded amendment."""


class StepNotReady(Refused):
    """Something is still missing that the step cannot be approved without."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a step lacks; ``blocks`` is whether it cannot be approved without it.

    ``item_kind`` and ``item_id`` name the thing to go to, where there is one.
    """

    sentence: str
    blocks: bool = True
    item_kind: str = ""
    item_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class StepEvent:
    """A step was approved or opened again."""

    id: UUID
    step: TripStep
    kind: StepEventKind
    by: str
    at: datetime
    reason: str
    document: str


@dataclass(frozen=True, slots=True)
class StepState:
    """Where a step stands; ``last`` is its newest event, None while nothing was approved yet."""

    step: TripStep
    last: StepEvent | None

    @property
    def is_approved(self) -> bool:
        """Whether the step is approved and not opened again since."""
        return self.last is not None and self.last.kind is StepEventKind.APPROVED

    @property
    def is_amended(self) -> bool:
        """Whether the step was approved once and is open again."""
        return self.last is not None and self.last.kind is StepEventKind.AMENDED


Lacks = Callable[[Session, UUID], tuple[Missing, ...]]


def step_word(step: TripStep) -> str:
    """Return what a step is called."""
    words = {
        TripStep.PLAN: _("Plan"),
        TripStep.QUOTA: _("Quotas"),
        TripStep.NOMINATION: _("Nominations"),
        TripStep.ELIGIBILITY: _("Eligibility"),
        TripStep.CHOICE: _("Choice and placing"),
        TripStep.NOTICE: _("Public notice"),
        TripStep.ROSTER: _("Rosters"),
        TripStep.SETTLEMENT: _("Settlement"),
    }
    return words[step]


def events(session: Session, programme_id: UUID) -> tuple[StepEvent, ...]:
    """Return every approval and amendment of a programme, the oldest first."""
    rows = session.scalars(
        select(TripStepEvent)
        .where(TripStepEvent.programme_id == programme_id, TripStepEvent.removed_at.is_(None))
        .order_by(TripStepEvent.at, TripStepEvent.id)
    )
    return tuple(
        StepEvent(row.id, row.step, row.kind, row.by, row.at, row.reason, row.document) for row in rows
    )


def where(session: Session, programme_id: UUID) -> tuple[StepState, ...]:
    """Return where each step of a programme stands, in their order."""
    newest = {one.step: one for one in events(session, programme_id)}
    return tuple(StepState(step, newest.get(step)) for step in TripStep)


def is_approved(session: Session, programme_id: UUID, step: TripStep) -> bool:
    """Say whether a step is approved and not opened again since."""
    return next(one for one in where(session, programme_id) if one.step is step).is_approved


def require_open(session: Session, programme_id: UUID, step: TripStep) -> None:
    """Go on only where a step may be changed. Raises StepApproved."""
    on_file(session, programme_id)
    state = next(one for one in where(session, programme_id) if one.step is step)
    if state.last is not None and state.is_approved:
        raise StepApproved(
            _("“{step}” was approved by {who} on {day}.").format(
                step=step_word(step), who=state.last.by, day=local(state.last.at).date().isoformat()
            ),
            _("Open it with “Amend…” and say why; then change it."),
        )


def approve(
    session: Session,
    programme_id: UUID,
    step: TripStep,
    by: str,
    document: str = "",
    lacks: Mapping[TripStep, Lacks] | None = None,
) -> None:
    """Approve a step; ``lacks`` tells what steps still lack (services.trip_progress).

    Raises FieldError (by), StepApproved where it is approved already, StepNotReady where something is missing
    or the step before is not approved.
    """
    who = _said(by, "by", _("Say who approves it."))
    require_open(session, programme_id, step)
    _refuse_before_its_turn(session, programme_id, step)
    tell = (lacks or {}).get(step)
    blocking = [one for one in tell(session, programme_id) if one.blocks] if tell else []
    if blocking:
        raise StepNotReady(
            _("“{step}” cannot be approved yet: {what}").format(
                step=step_word(step), what=blocking[0].sentence
            ),
            _("Mend what is listed as missing first.") if len(blocking) > 1 else "",
        )
    _note(session, programme_id, step, StepEventKind.APPROVED, who, "", document)
    journal.describe(session, N_("Approve “{step}” of the trips"), step=step_word(step))


def amend(
    session: Session, programme_id: UUID, step: TripStep, by: str, reason: str, document: str = ""
) -> None:
    """Open an approved step again: who does it and why is kept. Raises FieldError (by, reason), Refused."""
    who = _said(by, "by", _("Say who opens it again."))
    why = _said(reason, "reason", _("Say why it is changed after it was approved."))
    if not is_approved(session, programme_id, step):
        raise Refused(
            _("“{step}” is not approved, so there is nothing to amend.").format(step=step_word(step)),
            _("Change it as it is."),
        )
    _note(session, programme_id, step, StepEventKind.AMENDED, who, why, document)
    journal.describe(session, N_("Amend “{step}” of the trips"), step=step_word(step))


def _refuse_before_its_turn(session: Session, programme_id: UUID, step: TripStep) -> None:
    for state in where(session, programme_id):
        if state.step is step:
            return
        if not state.is_approved:
            raise StepNotReady(
                _("“{step}” comes after “{before}”, which is not approved.").format(
                    step=step_word(step), before=step_word(state.step)
                ),
                _("Approve “{before}” first.").format(before=step_word(state.step)),
            )


def _note(
    session: Session,
    programme_id: UUID,
    step: TripStep,
    kind: StepEventKind,
    by: str,
    reason: str,
    document: str,
) -> None:
    session.add(
        TripStepEvent(
            programme_id=programme_id,
            step=step,
            kind=kind,
            by=by,
            at=moment_of(session),
            reason=reason,
            document=" ".join(document.split()),
        )
    )
    session.flush()


def _said(text: str, field: str, sentence: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise FieldError(field, sentence)
    return said
