"""The list of goods as it is looked through: all of them, what is short, what expires."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.sites import Site
from desktop.models.supplies import SupplyBatch
from desktop.services.supplies import BatchLine, ItemLine, batches, item, items
from desktop.services.supply_due import below_minimum
from desktop.services.supply_ledger import PlaceLine, places

__all__ = ["ItemSheet", "SiteName", "Which", "goods", "sheet", "site_names", "suppliers"]


class Which(StrEnum):
    """Which goods are asked for."""

    ALL = "all"
    SHORT = "short"
    EXPIRED = "expired"
    WITHIN_30 = "30"
    WITHIN_60 = "60"
    WITHIN_90 = "90"


@dataclass(frozen=True, slots=True)
class ItemSheet:
    """A kind of goods with its batches (used-up ones last) and the places it lies at."""

    item: ItemLine
    batches: tuple[BatchLine, ...]
    places: tuple[PlaceLine, ...]


@dataclass(frozen=True, slots=True)
class SiteName:
    """A site that goods may go to."""

    id: UUID
    name: str
    district: str


def goods(
    session: Session, text: str = "", which: Which = Which.ALL, today: date | None = None
) -> list[ItemLine]:
    """Return the goods asked for, each with the number of places below its minimum."""
    short: dict[UUID, int] = {}
    for one in below_minimum(session, today):
        short[one.item_id] = short.get(one.item_id, 0) + 1
    found = [replace(line, short=short.get(line.id, 0)) for line in items(session, text, today)]
    return [line for line in found if _is_asked_for(line, which)]


def sheet(session: Session, item_id: UUID) -> ItemSheet:
    """Return all that is told of one kind of goods. Raises NotFound."""
    known = batches(session, item_id, used_up=True)
    known.sort(key=lambda one: not one.there)
    return ItemSheet(item(session, item_id), tuple(known), tuple(places(session, item_id)))


def site_names(session: Session) -> list[SiteName]:
    """Return the sites on file by name."""
    rows = session.execute(
        select(Site.id, Site.name, Site.district).where(Site.removed_at.is_(None)).order_by(Site.name_key)
    )
    return [SiteName(key, name, district) for key, name, district in rows]


def suppliers(session: Session) -> list[str]:
    """Return who was bought from, in alphabetical order."""
    query = select(SupplyBatch.supplier).where(SupplyBatch.removed_at.is_(None), SupplyBatch.supplier != "")
    return sorted(set(session.scalars(query)))


def _is_asked_for(line: ItemLine, which: Which) -> bool:
    return {
        Which.ALL: True,
        Which.SHORT: line.short > 0,
        Which.EXPIRED: line.expired > 0,
        Which.WITHIN_30: line.within[0] > 0,
        Which.WITHIN_60: line.within[1] > 0,
        Which.WITHIN_90: line.within[2] > 0,
    }[which]
