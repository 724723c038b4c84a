"""Goods of the demonstration: some short, some old, and the ledger agrees with what lies there."""

from desktop.services import demo, supplies, supply_due, supply_ledger
from desktop.storage.store import Store


def test_the_demonstration_has_goods_that_are_short_and_that_expire(file_store: Store) -> None:
    store = file_store
    demo.fill_if_empty(store, workers=20)
    goods = store.read(supplies.items)
    assert [bool(line.in_store and line.at_sites) for line in goods] == [True] * 4
    assert store.read(supply_due.below_minimum)
    assert {one.days < 0 for one in store.read(supply_due.expiring)} == {True, False}
    for line in goods:
        lines = store.read(supply_ledger.movements, line.id)
        assert sum(one.change for one in lines) == line.there
