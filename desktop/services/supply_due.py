"""What goods are due for: places below their minimum, batches that expire soon or have expired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.i18n import N_, _
from desktop.models.sites import Site, SiteKind, SiteStatus
from desktop.models.supplies import SupplyBatch, SupplyItem, SupplyMinimum, SupplyStock
from desktop.services.clock import moment_of
from desktop.services.supplies import SPANS, batch_word, item_on_file, today_of
from desktop.services.supply_stock import QUANTITY_LIMIT, Place
from desktop.storage import journal

__all__ = [
    "SPANS",
    "Expiring",
    "Shortage",
    "SiteKind",
    "below_minimum",
    "expiring",
    "minimums",
    "set_minimum",
    "set_minimum_for_kind",
]


LONGEST_LOOK_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Shortage:
    """A place with less of an item than it should have; ``there`` leaves out what has expired."""

    item_id: UUID
    item: str
    unit: str
    site_id: UUID | None
    place: str
    there: int
    minimum: int


@dataclass(frozen=True, slots=True)
class Expiring:
    """A batch that lies at a place and expires in so many ``days`` (below 0: has expired)."""

    id: UUID
    item_id: UUID
    item: str
    unit: str
    batch_id: UUID
    number: str
    site_id: UUID | None
    place: str
    quantity: int
    expires_on: date
    days: int


def below_minimum(session: Session, today: date | None = None, item_id: UUID | None = None) -> list[Shortage]:
    """Return the open sites, and the office's store, that have less of an item than their minimum."""
    today = today or today_of(session)
    usable = (
        select(
            SupplyStock.site_id.label("site_id"),
            SupplyBatch.item_id.label("item_id"),
            func.sum(SupplyStock.quantity).label("there"),
        )
        .join(SupplyBatch, SupplyBatch.id == SupplyStock.batch_id)
        .where(
            SupplyStock.removed_at.is_(None),
            SupplyStock.quantity > 0,
            or_(SupplyBatch.expires_on.is_(None), SupplyBatch.expires_on >= today),
        )
        .group_by(SupplyStock.site_id, SupplyBatch.item_id)
        .subquery()
    )
    there = func.coalesce(usable.c.there, 0)
    query = (
        select(
            SupplyItem.id, SupplyItem.name, SupplyItem.unit, SupplyMinimum.site_id, Site.name, there,
            SupplyMinimum.minimum,
        )
        .join(SupplyItem, SupplyItem.id == SupplyMinimum.item_id)
        .outerjoin(Site, Site.id == SupplyMinimum.site_id)
        .outerjoin(
            usable,
            (usable.c.item_id == SupplyMinimum.item_id)
            & or_(
                usable.c.site_id == SupplyMinimum.site_id,
                usable.c.site_id.is_(None) & SupplyMinimum.site_id.is_(None),
            ),
        )
        .where(
            SupplyMinimum.removed_at.is_(None),
            SupplyItem.removed_at.is_(None),
            there < SupplyMinimum.minimum,
            or_(
                SupplyMinimum.site_id.is_(None),
                Site.removed_at.is_(None) & (Site.status == SiteStatus.OPEN),
            ),
        )
        .order_by(SupplyItem.name_key, Site.district.nulls_first(), Site.island, Site.name_key)
    )  # fmt: skip
    if item_id is not None:
        query = query.where(SupplyMinimum.item_id == item_id)
    return [
        Shortage(key, name, unit, site_id, site or _("Office store"), int(lies), least)
        for key, name, unit, site_id, site, lies, least in session.execute(query)
    ]


def expiring(session: Session, today: date | None = None, within: int = 90) -> list[Expiring]:
    """Return what expires within so many days, and what has expired, the soonest first.

    Raises FieldError (within).
    """
    if not 0 <= within <= LONGEST_LOOK_DAYS:
        raise FieldError(
            "within",
            _("One can look 0 to {most} days ahead.").format(most=f"{LONGEST_LOOK_DAYS:,}"),
            _("Give another number of days."),
        )
    today = today or today_of(session)
    rows = session.execute(
        select(SupplyStock, SupplyBatch, SupplyItem, Site.name)
        .join(SupplyBatch, SupplyBatch.id == SupplyStock.batch_id)
        .join(SupplyItem, SupplyItem.id == SupplyBatch.item_id)
        .outerjoin(Site, Site.id == SupplyStock.site_id)
        .where(
            SupplyStock.removed_at.is_(None),
            SupplyStock.quantity > 0,
            SupplyBatch.removed_at.is_(None),
            SupplyBatch.expires_on <= today + timedelta(days=within),
            SupplyItem.removed_at.is_(None),
            Site.removed_at.is_(None),
        )
        .order_by(SupplyBatch.expires_on, SupplyItem.name_key, Site.name_key)
    ).all()
    return [
        Expiring(
            stock.id, item.id, item.name, item.unit, batch.id, batch_word(batch.number, None), stock.site_id,
            site or _("Office store"), stock.quantity, batch.expires_on, (batch.expires_on - today).days,
        )
        for stock, batch, item, site in rows
        if batch.expires_on is not None
    ]  # fmt: skip


def minimums(session: Session, item_id: UUID) -> dict[UUID | None, int]:
    """Return the minimum of an item at each place that has one; None is the office's store."""
    return {row.site_id: row.minimum for row in _rows(session, item_id)}


def set_minimum(session: Session, item_id: UUID, places: Sequence[Place], minimum: int | None) -> int:
    """Set below how many units each place is to be supplied, None: never; return how many changed."""
    item = item_on_file(session, item_id)
    changed = put_minimum(session, item_id, places, minimum)
    if minimum is None:
        journal.describe(session, N_("Set no minimum of {name} any more"), name=item.name)
    else:
        journal.describe(
            session, N_("Set the minimum of {name} to {count} {unit}"),
            name=item.name, count=minimum, unit=item.unit,
        )  # fmt: skip
    return changed


def set_minimum_for_kind(session: Session, item_id: UUID, kind: SiteKind, minimum: int | None) -> int:
    """As :func:`set_minimum`, for every site of a kind that is not closed."""
    sites = session.scalars(
        select(Site.id).where(Site.kind == kind, Site.removed_at.is_(None), Site.status != SiteStatus.CLOSED)
    ).all()
    return set_minimum(session, item_id, list(sites), minimum)


def put_minimum(session: Session, item_id: UUID, places: Sequence[Place], minimum: int | None) -> int:
    """As :func:`set_minimum`, in an operation described elsewhere."""
    if minimum is not None and not 1 <= minimum <= QUANTITY_LIMIT:
        raise FieldError(
            "minimum",
            _("The minimum must lie between 1 and {most}.").format(most=f"{QUANTITY_LIMIT:,}"),
            _("Leave it empty where none is needed."),
        )
    known = {row.site_id: row for row in _rows(session, item_id)}
    changed = 0
    for place in dict.fromkeys(places):
        row = known.get(place)
        if (row.minimum if row else None) == minimum:
            continue
        changed += 1
        if row is None:
            session.add(SupplyMinimum(site_id=place, item_id=item_id, minimum=minimum or 0))
        elif minimum is None:
            row.removed_at = moment_of(session)
        else:
            row.minimum = minimum
    session.flush()
    return changed


def _rows(session: Session, item_id: UUID) -> Sequence[SupplyMinimum]:
    return session.scalars(
        select(SupplyMinimum).where(SupplyMinimum.item_id == item_id, SupplyMinimum.removed_at.is_(None))
    ).all()
