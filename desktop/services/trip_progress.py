"""What each step of a trip programme still lacks, asked of the service that keeps the step."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.services import (
    trip_allocation_settle,
    trip_choice_state,
    trip_eligibility,
    trip_facts,
    trip_nominee_summary,
    trip_notices,
    trip_plan_missing,
    trip_roster_state,
    trip_settlement,
    trip_steps,
    trips,
)
from desktop.services.trip_steps import Lacks, Missing, StepEvent, StepState, TripStep
from desktop.services.trips import ProgrammeLine

_MISSING: Mapping[TripStep, Lacks] = MappingProxyType(
    {
        TripStep.PLAN: trip_plan_missing.missing,
        TripStep.QUOTA: trip_allocation_settle.missing,
        TripStep.NOMINATION: trip_nominee_summary.missing,
        TripStep.ELIGIBILITY: trip_eligibility.missing,
        TripStep.CHOICE: trip_choice_state.missing,
        TripStep.NOTICE: trip_notices.missing,
        TripStep.ROSTER: trip_roster_state.missing,
        TripStep.SETTLEMENT: trip_settlement.missing,
    }
)


@dataclass(frozen=True, slots=True)
class StepProgress:
    """A step, where it stands, and what it lacks."""

    state: StepState
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The programmes on file, the chosen one of them, its steps with what they hold, and every approval."""

    programmes: tuple[ProgrammeLine, ...]
    programme: ProgrammeLine | None
    steps: tuple[StepProgress, ...]
    events: tuple[StepEvent, ...]
    facts: Mapping[TripStep, str]

    def of(self, step: TripStep) -> StepProgress | None:
        """Return a step with what it lacks."""
        return next((one for one in self.steps if one.state.step is step), None)


def standing(session: Session, wanted: str) -> Standing:
    """Return where the programme with that key (hexadecimal) stands; the newest if there is none such."""
    found = trips.programmes(session)
    chosen = next((one for one in found if one.id.hex == wanted), found[0] if found else None)
    if chosen is None:
        return Standing(found, None, (), (), {})
    return Standing(
        found,
        chosen,
        progress(session, chosen.id),
        trip_steps.events(session, chosen.id),
        trip_facts.facts(session, chosen.id),
    )


def progress(session: Session, programme_id: UUID) -> tuple[StepProgress, ...]:
    """Return every step with what it lacks; of an approved one nothing is asked."""
    return tuple(
        StepProgress(state, () if state.is_approved else missing(session, programme_id, state.step))
        for state in trip_steps.where(session, programme_id)
    )


def missing(session: Session, programme_id: UUID, step: TripStep) -> tuple[Missing, ...]:
    """Return what a step lacks."""
    tell = _MISSING.get(step)
    return tell(session, programme_id) if tell else ()


def approve(session: Session, programme_id: UUID, step: TripStep, by: str, document: str = "") -> None:
    """Approve a step unless something blocks it; see :func:`trip_steps.approve`."""
    trip_steps.approve(session, programme_id, step, by, document, _MISSING)
