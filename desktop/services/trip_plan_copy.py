"""What a new programme takes over from the one before, and what it begins with where there is none."""

from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.core.ids import new_id
from desktop.core.trip_rules import CATEGORIES
from desktop.models.trips import TripBase, TripCategory, TripDocument, TripRule

Listed = TypeVar("Listed", TripDocument, TripRule, TripCategory, TripBase)


def add_proposed(session: Session, programme_id: UUID) -> None:
    """Put the priority categories every office uses on the programme's list."""
    for position, (key, word, points) in enumerate(CATEGORIES):
        session.add(
            TripCategory(programme_id=programme_id, key=key, name=_(word), points=points, position=position)
        )


def copy_lists(session: Session, source: UUID, target: UUID) -> None:
    """Copy documents, and the rules, categories and bases that rest on them."""
    papers = _held(session, TripDocument, source)
    known = {paper.id: new_id() for paper in papers}
    for paper in papers:
        copy = TripDocument(programme_id=target, number=paper.number)
        copy.id = known[paper.id]
        _write_over(session, paper, copy, ("title", "issuer", "issued_on", "remark"))
    # The documents first: the others point to them.
    session.flush()
    for rule in _held(session, TripRule, source):
        rested = TripRule(programme_id=target, key=rule.key, value=rule.value)
        rested.document_id = _its(known, rule.document_id)
        _write_over(session, rule, rested, ("effect", "clause"))
    for one in _held(session, TripCategory, source):
        category = TripCategory(
            programme_id=target, key=one.key, name=one.name, points=one.points, position=one.position
        )
        category.document_id = _its(known, one.document_id)
        session.add(category)
    for base in _held(session, TripBase, source):
        again = TripBase(programme_id=target, name=base.name)
        again.document_id = _its(known, base.document_id)
        _write_over(session, base, again, ("region", "is_paired", "site_id", "contact", "phone", "remark"))


def _its(known: dict[UUID, UUID], document_id: UUID | None) -> UUID | None:
    return None if document_id is None else known.get(document_id)


def _write_over(session: Session, source: Listed, target: Listed, fields: tuple[str, ...]) -> None:
    for field in fields:
        setattr(target, field, getattr(source, field))
    session.add(target)


def _held(session: Session, kind: type[Listed], programme_id: UUID) -> list[Listed]:
    query = select(kind).where(kind.programme_id == programme_id, kind.removed_at.is_(None))
    return list(session.scalars(query.order_by(kind.id)))
