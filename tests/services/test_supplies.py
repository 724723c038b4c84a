"""Kinds of goods and their batches: entered, corrected, refused in words, taken off the list."""

import pytest

from desktop.core.errors import FieldError, NotFound
from desktop.services import supplies, supply_due, supply_stock
from desktop.services.supplies import (
    BatchEntry,
    ExpiryBeforePurchase,
    ExpiryMissing,
    ItemEntry,
    ItemTaken,
    StillThere,
)
from desktop.storage.store import Store
from tests.services.goods import in_days, lies, put_item, put_stock, today
from tests.services.sites import put_site


def test_an_item_tells_what_lies_where_and_what_expires(store: Store) -> None:
    item, site = put_item(store), put_site(store)
    put_stock(store, item, 10, number="A", expires_in=-1)
    put_stock(store, item, 20, number="B", expires_in=30)
    put_stock(store, item, 30, number="C", expires_in=31)
    put_stock(store, item, 40, site, "D", expires_in=90)
    put_stock(store, item, 50, site, "E", expires_in=91)
    (line,) = store.read(supplies.items)
    assert (line.in_store, line.at_sites, line.there) == (60, 90, 150)
    assert (line.expired, line.within) == (10, (20, 50, 90))


@pytest.mark.parametrize(
    ("entry", "field"),
    [(ItemEntry(" ", "盒"), "name"), (ItemEntry("矿泉水", ""), "unit"), (ItemEntry("水" * 81, "瓶"), "name")],
)
def test_an_item_without_a_name_or_a_unit_is_refused(store: Store, entry: ItemEntry, field: str) -> None:
    with pytest.raises(FieldError) as refused:
        store.do(supplies.add_item, entry)
    assert refused.value.field == field


def test_a_name_stands_on_the_list_once(store: Store) -> None:
    put_item(store, "急救箱", "个", expires=False)
    with pytest.raises(ItemTaken, match="急救箱 is on the list already"):
        store.do(supplies.add_item, ItemEntry("急 救 箱", "只"))


def test_an_expiry_before_the_purchase_is_a_sentence_and_a_remedy(store: Store) -> None:
    item = put_item(store)
    entry = BatchEntry("A1", bought_on=in_days(store, -5), expires_on=in_days(store, -9))
    with pytest.raises(ExpiryBeforePurchase, match="before it was bought") as refused:
        store.do(supply_stock.receive, item, 5, entry)
    assert (refused.value.field, bool(refused.value.remedy)) == ("expires_on", True)


def test_goods_that_expire_need_the_day(store: Store) -> None:
    item = put_item(store)
    with pytest.raises(ExpiryMissing):
        store.do(supply_stock.receive, item, 5, BatchEntry("A1"))
    water = put_item(store, "凉席", "张", expires=False)
    put_stock(store, water, 5)
    with pytest.raises(ExpiryMissing):
        store.do(supplies.change_item, water, ItemEntry("凉席", "张", expires=True))


def test_a_purchase_in_the_future_and_a_price_below_nought_are_refused(store: Store) -> None:
    item = put_item(store)
    expiry = in_days(store, 99)
    for entry, field in (
        (BatchEntry(bought_on=in_days(store, 1), expires_on=expiry), "bought_on"),
        (BatchEntry(expires_on=expiry, price_fen=-1), "price"),
    ):
        with pytest.raises(FieldError) as refused:
            store.do(supply_stock.receive, item, 5, entry)
        assert refused.value.field == field


def test_the_same_batch_coming_again_is_one_batch(store: Store) -> None:
    item = put_item(store)
    first = put_stock(store, item, 10, number="A", expires_in=50)
    again = put_stock(store, item, 5, number="A", expires_in=50)
    assert (first, lies(store, first)) == (again, 15)


def test_a_batch_is_corrected_and_undo_puts_it_back(store: Store) -> None:
    item = put_item(store)
    batch = put_stock(store, item, 10, number="A", expires_in=50)
    changed = store.do(
        supplies.change_batch, batch, BatchEntry("A-1", today(store), in_days(store, 60), "普陀药业", 1250)
    )
    assert (changed.number, changed.supplier, changed.price_fen, changed.in_store) == (
        "A-1", "普陀药业", 1250, 10,
    )  # fmt: skip
    store.undo()
    assert store.read(supplies.batches, item)[0].number == "A"


def test_an_item_goes_off_the_list_only_when_none_is_left(store: Store) -> None:
    item = put_item(store)
    batch = put_stock(store, item, 2, expires_in=50)
    store.do(supply_due.set_minimum, item, [None], 5)
    with pytest.raises(StillThere, match="still 2 盒 of 藿香正气水"):
        store.do(supplies.remove_item, item)
    store.do(supply_stock.discard, batch, None)
    assert store.do(supplies.remove_item, item) == "藿香正气水"
    assert store.read(supplies.items) == [] and store.read(supply_due.below_minimum) == []
    with pytest.raises(NotFound):
        store.read(supplies.item, item)
    assert store.undo() == "Remove supplies 藿香正气水"
    assert store.read(supplies.item, item).name == "藿香正气水"


def test_items_are_found_by_words_of_their_name(store: Store) -> None:
    put_item(store, "防暑降温茶", "包")
    put_item(store, "矿泉水", "瓶", expires=False)
    assert [one.name for one in store.read(supplies.items, "降温")] == ["防暑降温茶"]
    assert store.read(supplies.items, "100%") == []
