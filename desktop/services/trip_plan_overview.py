"""The whole plan of a programme at once, as its page, its paper and its workbook show it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from desktop.models.people import Organisation
from desktop.services import trip_plan_bases, trip_plan_rules, trip_steps, trips
from desktop.services.trip_plan_bases import OfferedBase
from desktop.services.trip_plan_rules import RuleLine
from desktop.services.trip_steps import StepState, TripStep
from desktop.services.trips import BaseLine, BatchLine, CategoryLine, DocumentLine, ProgrammeCard


@dataclass(frozen=True, slots=True)
class Plan:
    """A programme with its lists; ``offered`` are bases of the register that are not on its list yet."""

    card: ProgrammeCard
    state: StepState
    documents: tuple[DocumentLine, ...]
    rules: tuple[RuleLine, ...]
    categories: tuple[CategoryLine, ...]
    bases: tuple[BaseLine, ...]
    batches: tuple[BatchLine, ...]
    offered: tuple[OfferedBase, ...]

    @property
    def capacity(self) -> int:
        """How many people the batches hold."""
        return sum(one.capacity for one in self.batches)

    def document(self, key: UUID | None) -> str:
        """Return the number of a document; empty where none is named."""
        return next((one.number for one in self.documents if one.id == key), "")


@dataclass(frozen=True, slots=True)
class Top:
    """An organisation others stand below: a programme's places may go down from it."""

    id: UUID
    name: str
    above: str


def plan(session: Session, programme_id: UUID) -> Plan:
    """Return a programme with all its lists. Raises NoProgramme."""
    card = trips.programme(session, programme_id)
    states = trip_steps.where(session, programme_id)
    return Plan(
        card=card,
        state=next(one for one in states if one.step is TripStep.PLAN),
        documents=trips.documents(session, programme_id),
        rules=trip_plan_rules.lines(session, programme_id),
        categories=trips.categories(session, programme_id),
        bases=trips.bases(session, programme_id),
        batches=trips.batches(session, programme_id),
        offered=trip_plan_bases.offered(session, programme_id),
    )


def tops(session: Session) -> tuple[Top, ...]:
    """Return the organisations others stand below, by name."""
    child, above = aliased(Organisation), aliased(Organisation)
    has_child = (
        select(child.id).where(child.parent_id == Organisation.id, child.removed_at.is_(None)).exists()
    )
    rows = session.execute(
        select(Organisation.id, Organisation.name, above.name)
        .outerjoin(above, above.id == Organisation.parent_id)
        .where(Organisation.removed_at.is_(None), has_child)
        .order_by(Organisation.name, Organisation.id)
    )
    return tuple(Top(key, name, parent or "") for key, name, parent in rows)
