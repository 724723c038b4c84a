"""Goods for tests: kinds, batches and what lies where."""

from datetime import date, timedelta
from uuid import UUID

from desktop.services import supplies, supply_stock
from desktop.services.supplies import BatchEntry, ItemEntry
from desktop.services.supply_stock import Place
from desktop.storage.store import Store


def today(store: Store) -> date:
    """Return the day on the wall."""
    return store.now().astimezone().date()


def in_days(store: Store, days: int) -> date:
    """Return the day so many days from now."""
    return today(store) + timedelta(days=days)


def put_item(store: Store, name: str = "藿香正气水", unit: str = "盒", expires: bool = True) -> UUID:
    """Put a kind of goods on the list."""
    return store.do(supplies.add_item, ItemEntry(name, unit, expires)).id


def put_stock(
    store: Store,
    item: UUID,
    quantity: int,
    place: Place = None,
    number: str = "",
    expires_in: int | None = None,
) -> UUID:
    """Enter what came in; return its batch."""
    expiry = None if expires_in is None else in_days(store, expires_in)
    entry = BatchEntry(number, expires_on=expiry)
    return store.do(supply_stock.receive, item, quantity, entry, place).batch_id


def lies(store: Store, batch: UUID, place: Place = None) -> int:
    """Return how much of a batch lies at a place."""
    return store.read(supply_stock.lying, batch, place)
