"""Places with less of an item than they are to have, found quickly among very many."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.models.sites import Site, SiteStatus
from desktop.models.supplies import SupplyBatch, SupplyItem, SupplyMinimum, SupplyStock


@dataclass(frozen=True, slots=True)
class ShortPlace:
    """A place that has ``there`` of an item, in date, and is to have ``minimum``; None: the own store."""

    site_id: UUID | None
    place: str
    item_id: UUID
    item: str
    unit: str
    there: int
    minimum: int


def short_places(session: Session, today: date) -> Iterator[ShortPlace]:
    """Yield the open sites, and the office's store, that have less of an item than their minimum."""
    lies = _there(today, SupplyStock.site_id == SupplyMinimum.site_id)
    at_sites = (
        _short(lies)
        .add_columns(Site.id, Site.name)
        .join(Site, Site.id == SupplyMinimum.site_id)
        .where(Site.removed_at.is_(None), Site.status == SiteStatus.OPEN)
    )
    for item_id, item, unit, there, minimum, site_id, site in session.execute(at_sites):
        yield ShortPlace(site_id, site, item_id, item, unit, int(there), minimum)
    lies = _there(today, SupplyStock.site_id.is_(None))
    in_store = _short(lies).where(SupplyMinimum.site_id.is_(None))
    store = _("Office store")
    for item_id, item, unit, there, minimum in session.execute(in_store):
        yield ShortPlace(None, store, item_id, item, unit, int(there), minimum)


def _short(there: ColumnElement[int]) -> Select[UUID, str, str, int, int]:
    return (
        select(SupplyItem.id, SupplyItem.name, SupplyItem.unit, there, SupplyMinimum.minimum)
        .join(SupplyMinimum, SupplyMinimum.item_id == SupplyItem.id)
        .where(
            SupplyMinimum.removed_at.is_(None), SupplyItem.removed_at.is_(None), there < SupplyMinimum.minimum
        )
    )


def _there(today: date, at_the_place: ColumnElement[bool]) -> ColumnElement[int]:
    """Return how much in date lies at the place of a minimum, asked of each place through its index.

    Which batches are of the item and in date is gathered once: they are few.
    """
    in_date = select(SupplyBatch.item_id, SupplyBatch.id).where(
        SupplyBatch.removed_at.is_(None),
        or_(SupplyBatch.expires_on.is_(None), SupplyBatch.expires_on >= today),
    )
    lies = (
        select(func.sum(SupplyStock.quantity))
        .where(
            at_the_place,
            tuple_(SupplyMinimum.item_id, SupplyStock.batch_id).in_(in_date),
            SupplyStock.removed_at.is_(None),
            SupplyStock.quantity > 0,
        )
        .correlate(SupplyMinimum)
        .scalar_subquery()
    )
    return func.coalesce(lies, 0)
