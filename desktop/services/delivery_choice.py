"""What may be put on a round: the sites, and what lies free in the store."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.sites import Site, SiteStatus
from desktop.models.supplies import SupplyBatch, SupplyItem, SupplyStock
from desktop.services.deliveries import reserved, stop_of
from desktop.services.delivery_parts import Stop
from desktop.services.supplies import first_to_go


@dataclass(frozen=True, slots=True)
class StoreGoods:
    """A batch in the office's store; ``free`` is what no planned round takes."""

    item_id: UUID
    item: str
    unit: str
    batch_id: UUID
    number: str
    expires_on: date | None
    free: int


def stops(session: Session) -> list[Stop]:
    """Return the sites that are not closed, each as a stop without goods."""
    rows = session.scalars(
        select(Site)
        .where(Site.removed_at.is_(None), Site.status != SiteStatus.CLOSED)
        .order_by(Site.name_key)
    )
    return [stop_of(site, ()) for site in rows]


def store_goods(session: Session, besides: UUID | None = None) -> list[StoreGoods]:
    """Return what lies in the store by item, first to expire first; ``besides`` a round being written."""
    gone: dict[UUID, int] = {}
    for line in reserved(session, besides):
        gone[line.batch_id] = gone.get(line.batch_id, 0) + line.quantity
    rows = session.execute(
        select(SupplyItem, SupplyBatch, SupplyStock.quantity)
        .join(SupplyBatch, SupplyBatch.item_id == SupplyItem.id)
        .join(SupplyStock, SupplyStock.batch_id == SupplyBatch.id)
        .where(
            SupplyStock.site_id.is_(None),
            SupplyStock.removed_at.is_(None),
            SupplyStock.quantity > 0,
            SupplyItem.removed_at.is_(None),
        )
    ).all()
    ordered = sorted(
        rows, key=lambda row: (row[0].name_key, *first_to_go(row[1].expires_on, row[1].bought_on, row[1].id))
    )
    return [
        StoreGoods(
            item.id, item.name, item.unit, batch.id, batch.number, batch.expires_on,
            max(0, quantity - gone.get(batch.id, 0)),
        )
        for item, batch, quantity in ordered
    ]  # fmt: skip
