"""An office with goods in its store and at sites of two islands, for the pages about them."""

from dataclasses import dataclass
from uuid import UUID

from desktop.services import supply_due
from desktop.services.supply_due import SiteKind
from desktop.storage.store import Store
from tests.services.goods import put_item, put_stock
from tests.services.sites import put_site


@dataclass(frozen=True)
class Goods:
    """Goods that expire, others that do not, and three sites: two of them short of the first."""

    remedy: UUID
    water: UUID
    sites: tuple[UUID, ...]


def furnish(store: Store) -> Goods:
    """Put goods and sites on file."""
    remedy, water = put_item(store), put_item(store, "瓶装饮用水（550毫升×24）", "箱", expires=False)
    sites = tuple(
        put_site(
            store, name, district="普陀区", island=island, contact="林小渔", contact_phone="13800001234",
            address="沈家门街道滨港路 128 号",
        )
        for name, island in (
            ("沈家门客运码头爱心驿站", "舟山岛"),
            ("东港邮政五一爱心驿站（滨海大道网点）", "舟山岛"),
            ("东极镇庙子湖码头驿站", "东极岛"),
        )
    )  # fmt: skip
    put_stock(store, remedy, 60, None, "20260312", 20)
    put_stock(store, remedy, 140, None, "20260401", 300)
    put_stock(store, remedy, 12, sites[1], "20260312", 20)
    put_stock(store, remedy, 6, sites[0], "20251101", -3)
    put_stock(store, water, 30)
    store.do(supply_due.set_minimum_for_kind, remedy, SiteKind.REST_STATION, 10)
    return Goods(remedy, water, sites)
