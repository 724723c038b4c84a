"""Where goods lie, and every line of how they came, went and were counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.models.activities import Activity
from desktop.models.sites import Site
from desktop.models.supplies import (
    Delivery,
    MovementKind,
    SupplyBatch,
    SupplyItem,
    SupplyMinimum,
    SupplyMovement,
    SupplyStock,
)
from desktop.services.supplies import batch_word, first_to_go, item_on_file, today_of
from desktop.services.supply_due import minimums
from desktop.services.supply_stock import Place, place_word

ANYWHERE = UUID(int=0)
"""In place of a site: all places together."""


@dataclass(frozen=True, slots=True)
class Lying:
    """A batch of an item at a place."""

    batch_id: UUID
    batch: str
    expires_on: date | None
    quantity: int


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """What lies of an item at one place, first to expire first; ``minimum`` None: none was set.

    ``usable`` leaves out what has expired. ``id`` is the site's (``ANYWHERE`` for the store) in a list of
    places, the item's in a list of items.
    """

    id: UUID
    site_id: UUID | None
    item_id: UUID
    item: str
    unit: str
    place: str
    quantity: int
    usable: int
    minimum: int | None
    lying: tuple[Lying, ...]

    @property
    def is_short(self) -> bool:
        """Whether less lies there than should."""
        return self.minimum is not None and self.usable < self.minimum

    @property
    def first_expiry(self) -> date | None:
        """When the first of it expires."""
        return min((one.expires_on for one in self.lying if one.expires_on), default=None)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One movement; ``balance`` is what lay at the places asked for after it."""

    id: UUID
    kind: MovementKind
    day: date
    place: str
    batch: str
    change: int
    balance: int
    what_for: str
    remark: str


def kind_word(kind: MovementKind) -> str:
    """Return the word for why a stock changed."""
    return {
        MovementKind.IN: _("Came in"),
        MovementKind.OUT: _("Taken out"),
        MovementKind.COUNTED: _("Counted"),
        MovementKind.DELIVERED: _("Delivered"),
        MovementKind.HANDED_OUT: _("Handed out"),
        MovementKind.DISCARDED: _("Discarded"),
        MovementKind.MOVED: _("Moved"),
    }[kind]


def places(session: Session, item_id: UUID) -> list[PlaceLine]:
    """Return where an item lies or has a minimum: the office's store first, then sites by district."""
    item = item_on_file(session, item_id)
    least = minimums(session, item_id)
    lying: dict[UUID | None, list[tuple[SupplyBatch, int]]] = {place: [] for place in [None, *least]}
    known = {
        batch.id: batch
        for batch in session.scalars(select(SupplyBatch).where(SupplyBatch.item_id == item_id))
    }
    for batch_id, site_id, quantity in session.execute(
        select(SupplyStock.batch_id, SupplyStock.site_id, SupplyStock.quantity).where(
            SupplyStock.batch_id.in_(list(known)),
            SupplyStock.removed_at.is_(None),
            SupplyStock.quantity > 0,
        )
    ):
        lying.setdefault(site_id, []).append((known[batch_id], quantity))
    sites = _sites(session, lying)
    order = [None, *sorted((key for key in sites), key=lambda key: sites[key][1])]
    today = today_of(session)
    return [
        _place(item, key or ANYWHERE, (key, _name(sites, key)), lying[key], least.get(key), today)
        for key in order
    ]


def at_site(session: Session, site_id: UUID) -> list[PlaceLine]:
    """Return what lies at a site or should, by item."""
    rows = session.execute(
        select(SupplyItem, SupplyBatch, SupplyStock.quantity)
        .join(SupplyBatch, SupplyBatch.item_id == SupplyItem.id)
        .join(SupplyStock, SupplyStock.batch_id == SupplyBatch.id)
        .where(
            SupplyStock.site_id == site_id,
            SupplyStock.removed_at.is_(None),
            SupplyStock.quantity > 0,
            SupplyItem.removed_at.is_(None),
        )
    ).all()
    kinds = {item.id: item for item, _batch, _quantity in rows}
    lying: dict[UUID, list[tuple[SupplyBatch, int]]] = {}
    for item, batch, quantity in rows:
        lying.setdefault(item.id, []).append((batch, quantity))
    least = _minimums_at(session, site_id)
    kinds |= {item.id: item for item, _minimum in least.values()}
    found = sorted(kinds.values(), key=lambda item: item.name_key)
    site, today = (site_id, place_word(session, site_id)), today_of(session)
    return [
        _place(
            item,
            item.id,
            site,
            lying.get(item.id, []),
            least[item.id][1] if item.id in least else None,
            today,
        )
        for item in found
    ]


def movements(session: Session, item_id: UUID, place: Place = ANYWHERE, limit: int = 500) -> list[LedgerLine]:
    """Return how an item came and went, newest first, with the running balance of the places asked for."""
    known = {
        batch.id: batch
        for batch in session.scalars(select(SupplyBatch).where(SupplyBatch.item_id == item_id))
    }
    balance = _lying_now(session, list(known), place)
    query = (
        select(SupplyMovement, Site.name, Delivery.number, Activity.title)
        .outerjoin(Site, Site.id == SupplyMovement.site_id)
        .outerjoin(Delivery, Delivery.id == SupplyMovement.delivery_id)
        .outerjoin(Activity, Activity.id == SupplyMovement.activity_id)
        .where(SupplyMovement.batch_id.in_(list(known)), SupplyMovement.removed_at.is_(None))
        .order_by(SupplyMovement.id.desc())
        .limit(limit)
    )
    if place is None:
        query = query.where(SupplyMovement.site_id.is_(None))
    elif place != ANYWHERE:
        query = query.where(SupplyMovement.site_id == place)
    lines = []
    for row, site, delivery, activity in session.execute(query):
        batch = known[row.batch_id]
        lines.append(
            LedgerLine(
                row.id, row.kind, row.moved_on, site or _("Office store"),
                batch_word(batch.number, batch.expires_on), row.change, balance,
                _what_for(row.document, delivery, activity), row.remark,
            )
        )  # fmt: skip
        balance -= row.change
    return lines


def _lying_now(session: Session, batches: Sequence[UUID], place: Place) -> int:
    """Return what lies there now, from which the balance is told backwards."""
    query = select(func.sum(SupplyStock.quantity)).where(
        SupplyStock.batch_id.in_(batches), SupplyStock.removed_at.is_(None)
    )
    if place is None:
        query = query.where(SupplyStock.site_id.is_(None))
    elif place != ANYWHERE:
        query = query.where(SupplyStock.site_id == place)
    return int(session.scalar(query) or 0)


def _what_for(document: str, delivery: str | None, activity: str | None) -> str:
    words = [activity or "", _("Round {number}").format(number=delivery) if delivery else "", document]
    return " · ".join(word for word in words if word)


def _place(
    item: SupplyItem,
    key: UUID,
    site: tuple[UUID | None, str],
    lying: list[tuple[SupplyBatch, int]],
    minimum: int | None,
    today: date,
) -> PlaceLine:
    ordered = sorted(lying, key=lambda one: first_to_go(one[0].expires_on, one[0].bought_on, one[0].id))
    usable = sum(lies for batch, lies in lying if batch.expires_on is None or batch.expires_on >= today)
    return PlaceLine(
        key, site[0], item.id, item.name, item.unit, site[1],
        sum(lies for _batch, lies in lying), usable, minimum,
        tuple(Lying(b.id, batch_word(b.number, b.expires_on), b.expires_on, lies) for b, lies in ordered),
    )  # fmt: skip


def _sites(
    session: Session, keys: dict[UUID | None, list[tuple[SupplyBatch, int]]]
) -> dict[UUID, tuple[str, tuple[str, str, str]]]:
    wanted = [key for key in keys if key is not None]
    return {
        key: (name, (district, island, sound))
        for key, name, district, island, sound in session.execute(
            select(Site.id, Site.name, Site.district, Site.island, Site.name_key).where(
                Site.id.in_(wanted), Site.removed_at.is_(None)
            )
        )
    }


def _name(sites: dict[UUID, tuple[str, tuple[str, str, str]]], key: UUID | None) -> str:
    return _("Office store") if key is None else sites[key][0]


def _minimums_at(session: Session, site_id: UUID) -> dict[UUID, tuple[SupplyItem, int]]:
    return {
        item.id: (item, minimum)
        for item, minimum in session.execute(
            select(SupplyItem, SupplyMinimum.minimum)
            .join(SupplyMinimum, SupplyMinimum.item_id == SupplyItem.id)
            .where(
                SupplyMinimum.site_id == site_id,
                SupplyMinimum.removed_at.is_(None),
                SupplyItem.removed_at.is_(None),
            )
        )
    }
