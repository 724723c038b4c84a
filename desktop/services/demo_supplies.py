"""Goods of the demonstration: what lies in the store and at the rest stations, some of it short or old."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.ids import new_id, new_plain_ids
from desktop.core.names import name_key
from desktop.models.base import Kept, plain
from desktop.models.sites import SiteKind
from desktop.models.supplies import (
    MovementKind,
    SupplyBatch,
    SupplyItem,
    SupplyMinimum,
    SupplyMovement,
    SupplyStock,
)
from desktop.services.demo_sites import Made
from desktop.storage import bulk


@dataclass(frozen=True, slots=True)
class _Goods:
    """Invented goods: the minimum of a station, what the store holds, in how many days batches expire."""

    name: str
    unit: str
    minimum: int
    stored: int
    expiries: tuple[int, ...]
    fen: int


_GOODS = (
    _Goods("藿香正气水", "盒", 4, 180, (25, 260), 1280),
    _Goods("瓶装饮用水", "箱", 5, 240, (75, 300), 2400),
    _Goods("一次性纸杯", "包", 3, 90, (), 650),
    _Goods("急救箱替换包", "套", 1, 40, (-6, 420), 5600),
)
_SUPPLIERS = ("舟山海岛医药有限公司", "定海供销商店", "普陀饮品经营部", "舟山海岛医药有限公司")


@dataclass(frozen=True, slots=True)
class _Batch:
    id: UUID
    item: UUID
    number: str
    bought_on: date
    expires_on: date | None
    supplier: str
    fen: int


def fill(session: Session, made: Made) -> None:
    """Put goods on file for the rest stations that are open."""
    stations = [
        one.id
        for one in made.sites
        if one.site.kind is SiteKind.REST_STATION and one.site.opened_on is not None
    ]
    keys = [new_id() for _one in _GOODS]
    batches = [list(_batches(goods, key, n, made.today)) for n, (goods, key) in enumerate(_pairs(keys))]
    _insert(
        session, SupplyItem, ("id", "name", "name_key", "unit", "expires"),
        ((key, g.name, name_key(g.name), g.unit, bool(g.expiries)) for g, key in _pairs(keys)),
    )  # fmt: skip
    _insert(
        session, SupplyBatch,
        ("id", "item_id", "number", "bought_on", "expires_on", "supplier", "price_fen"),
        (
            (b.id, b.item, b.number, b.bought_on, b.expires_on, b.supplier, b.fen)
            for several in batches
            for b in several
        ),
    )  # fmt: skip
    stock = list(_stock(made, stations, batches))
    _insert(session, SupplyStock, ("id", "site_id", "batch_id", "quantity"), _numbered(stock))
    _insert(
        session, SupplyMovement, ("id", "site_id", "batch_id", "kind", "moved_on", "change", "after"),
        _numbered(
            (site, batch, MovementKind.IN, made.today - timedelta(30), quantity, quantity)
            for site, batch, quantity in stock
        ),
    )  # fmt: skip
    _insert(
        session, SupplyMinimum, ("id", "site_id", "item_id", "minimum"),
        _numbered((station, key, g.minimum) for g, key in _pairs(keys) for station in stations),
    )  # fmt: skip


def _pairs(keys: Sequence[UUID]) -> list[tuple[_Goods, UUID]]:
    return list(zip(_GOODS, keys, strict=True))


def _batches(goods: _Goods, item: UUID, number: int, today: date) -> Iterator[_Batch]:
    for at, days in enumerate(goods.expiries or (None,)):
        bought = today - timedelta(90 + 40 * number)
        expires = None if days is None else today + timedelta(days)
        if expires is not None and expires < bought:
            bought = expires - timedelta(365)
        yield _Batch(
            new_id(), item, f"{bought:%Y%m}{at + 1:02}", bought, expires, _SUPPLIERS[number], goods.fen
        )


def _stock(
    made: Made, stations: Sequence[UUID], batches: Sequence[Sequence[_Batch]]
) -> Iterator[tuple[UUID | None, UUID, int]]:
    """Yield what lies in the store, of the last batch, and at the stations, a few of them short."""
    for goods, several in zip(_GOODS, batches, strict=True):
        yield None, several[-1].id, goods.stored
        for number, station in enumerate(stations):
            short = made.dice.random() < 0.08
            quantity = made.dice.randrange(goods.minimum) if short else goods.minimum + made.dice.randrange(6)
            batch = several[0] if len(several) > 1 and number % 31 == 5 else several[-1]
            if quantity:
                yield station, batch.id, quantity


def _numbered(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    listed = list(rows)
    for key, row in zip(new_plain_ids(len(listed)), listed, strict=True):
        yield (key, *row)


def _insert(
    session: Session, model: type[Kept], columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    bulk.insert_many(session, model, columns, (tuple(map(plain, row)) for row in rows))
