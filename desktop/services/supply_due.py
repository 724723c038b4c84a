"""What goods are due for: places below their minimum, batches that expire soon or have expired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.i18n import N_, _
from desktop.models.sites import Site, SiteKind, SiteStatus
from desktop.models.supplies import SupplyBatch, SupplyItem, SupplyMinimum, SupplyStock
from desktop.services.clock import moment_of
from desktop.services.due_goods import ShortPlace, short_places
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


Shortage = ShortPlace
"""A place with less of an item than it should have."""


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
    """Return the office's store and the open sites that have less of an item than their minimum.

    They come by item, the store first, then the sites by district and island.
    """
    found = [
        one
        for one in short_places(session, today or today_of(session))
        if item_id is None or one.item_id == item_id
    ]
    wanted = [one.site_id for one in found if one.site_id is not None]
    names = session.execute(select(SupplyItem.id, SupplyItem.name_key))
    sounds = {key: sound for key, sound in names}
    order = _order_of_sites(session) if wanted else {}
    return sorted(found, key=lambda one: (sounds[one.item_id], order.get(one.site_id, -1)))


def _order_of_sites(session: Session) -> dict[UUID | None, int]:
    keys = session.scalars(
        select(Site.id).where(Site.removed_at.is_(None)).order_by(Site.district, Site.island, Site.name_key)
    )
    return {key: number for number, key in enumerate(keys)}


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
        select(
            SupplyStock.id, SupplyItem.id, SupplyItem.name, SupplyItem.unit, SupplyBatch.id,
            SupplyBatch.number, SupplyStock.site_id, Site.name, SupplyStock.quantity, SupplyBatch.expires_on,
        )
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
    )  # fmt: skip
    return [
        Expiring(
            key, item_id, item, unit, batch_id, batch_word(number, None), site_id,
            site or _("Office store"), quantity, expires_on, (expires_on - today).days,
        )
        for key, item_id, item, unit, batch_id, number, site_id, site, quantity, expires_on in rows
        if expires_on is not None
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
