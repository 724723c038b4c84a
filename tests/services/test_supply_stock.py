"""Stock: in, out, counted, discarded, moved; first to expire first, never below nothing, all on record."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import FieldError
from desktop.services import supplies, supply_ledger, supply_stock
from desktop.services.supply_stock import Change, MovementKind, NotEnough
from desktop.storage.store import Store
from tests.services.goods import in_days, lies, put_item, put_stock, today
from tests.services.sites import put_site


def test_what_is_not_named_is_taken_from_the_first_to_expire(store: Store) -> None:
    item = put_item(store)
    late = put_stock(store, item, 10, number="B", expires_in=200)
    soon = put_stock(store, item, 10, number="A", expires_in=20)
    taken = store.do(supply_stock.take_out, item, 13)
    assert [(one.batch_id, one.change, one.after) for one in taken] == [(soon, -10, 0), (late, -3, 7)]


def test_a_batch_that_is_named_is_taken(store: Store) -> None:
    item = put_item(store)
    late = put_stock(store, item, 10, number="B", expires_in=200)
    soon = put_stock(store, item, 10, number="A", expires_in=20)
    store.do(supply_stock.take_out, item, 4, batch_id=late)
    assert (lies(store, late), lies(store, soon)) == (6, 10)


def test_what_has_expired_is_not_handed_out_unless_it_is_named(store: Store) -> None:
    item = put_item(store)
    old = put_stock(store, item, 10, expires_in=-1)
    with pytest.raises(NotEnough, match="10 盒 more have expired"):
        store.do(supply_stock.take_out, item, 1)
    store.do(supply_stock.take_out, item, 1, batch_id=old)
    assert lies(store, old) == 9


def test_below_nothing_is_refused_with_what_is_there(store: Store) -> None:
    item, site = put_item(store), put_site(store)
    batch = put_stock(store, item, 3, site, expires_in=20)
    with pytest.raises(NotEnough) as refused:
        store.do(supply_stock.take_out, item, 4, site)
    assert refused.value.there == 3 and refused.value.field == "quantity"
    assert refused.value.sentence == "Only 3 盒 of 藿香正气水 lie at 定海港务码头爱心驿站."
    assert "count" in refused.value.remedy
    with pytest.raises(NotEnough, match="No 藿香正气水 lies at Office store"):
        store.do(supply_stock.discard, batch, None, 1)
    assert lies(store, batch, site) == 3


def test_a_count_keeps_what_lay_there_before(store: Store) -> None:
    item = put_item(store)
    batch = put_stock(store, item, 30, expires_in=20)
    done = store.do(supply_stock.count, batch, None, 27, Change(remark="盘点"))
    assert (done.change, done.after) == (-3, 27)
    line = store.read(supply_ledger.movements, item)[0]
    assert (line.kind, line.change, line.balance, line.remark) == (MovementKind.COUNTED, -3, 27, "盘点")
    assert store.next_undo() == "Count 藿香正气水 at Office store: 27 instead of 30"
    store.do(supply_stock.count, batch, None, 27)
    assert store.read(supply_ledger.movements, item)[0].change == 0
    assert store.next_undo() == "Count 藿香正气水 at Office store: 27"


def test_a_batch_is_discarded_whole_or_in_part(store: Store) -> None:
    item = put_item(store)
    batch = put_stock(store, item, 30, expires_in=-2)
    store.do(supply_stock.discard, batch, None, 10)
    assert store.do(supply_stock.discard, batch, None).after == 0
    with pytest.raises(FieldError):
        store.do(supply_stock.discard, batch, None)


def test_goods_move_between_places_and_undo_carries_them_back(store: Store) -> None:
    item, site = put_item(store), put_site(store)
    batch = put_stock(store, item, 30, expires_in=50)
    store.do(supply_stock.move, item, 12, None, site)
    assert (lies(store, batch), lies(store, batch, site)) == (18, 12)
    with pytest.raises(FieldError, match="lie there already"):
        store.do(supply_stock.move, item, 1, site, site)
    store.undo()
    assert (lies(store, batch), lies(store, batch, site)) == (30, 0)
    assert store.read(supplies.item, item).there == 30


def test_the_ledger_runs_over_one_place_or_over_all(store: Store) -> None:
    item, site = put_item(store), put_site(store)
    put_stock(store, item, 30, number="A", expires_in=50)
    store.do(supply_stock.move, item, 12, None, site, change=Change(document="调拨1号"))
    store.do(supply_stock.take_out, item, 5, site)
    everywhere = store.read(supply_ledger.movements, item)
    assert [(one.change, one.balance) for one in everywhere] == [(-5, 25), (12, 30), (-12, 18), (30, 30)]
    there = store.read(supply_ledger.movements, item, site)
    assert [(one.change, one.balance, one.what_for) for one in there] == [(-5, 7, ""), (12, 12, "调拨1号")]
    assert [one.balance for one in store.read(supply_ledger.movements, item, None)] == [18, 30]
    places = store.read(supply_ledger.places, item)
    assert [(one.place, one.quantity) for one in places] == [
        ("Office store", 18),
        ("定海港务码头爱心驿站", 7),
    ]
    (line,) = store.read(supply_ledger.at_site, site)
    assert (line.item, line.quantity, line.usable, line.first_expiry) == (
        "藿香正气水", 7, 7, in_days(store, 50),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quantity", "days", "field"), [(0, 0, "quantity"), (-3, 0, "quantity"), (1, 1, "day")]
)
def test_nothing_goes_out_by_nought_or_tomorrow(store: Store, quantity: int, days: int, field: str) -> None:
    item = put_item(store, expires=False)
    put_stock(store, item, 30)
    with pytest.raises(FieldError) as refused:
        store.do(supply_stock.take_out, item, quantity, change=Change(day=in_days(store, days)))
    assert refused.value.field == field


def test_a_day_past_may_be_entered(store: Store) -> None:
    item = put_item(store, expires=False)
    put_stock(store, item, 30)
    day = in_days(store, -3)
    store.do(supply_stock.take_out, item, 2, change=Change(day=day))
    assert store.read(supply_ledger.movements, item)[0].day == day < today(store)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from("iocm"), st.integers(1, 9)), max_size=8))
def test_no_stock_is_ever_below_nothing_and_the_ledger_adds_up(
    file_store: Store, steps: list[tuple[str, int]]
) -> None:
    store = file_store
    item = put_item(store, f"矿泉水{len(store.read(supplies.items))}", "瓶", expires=False)
    site = put_site(store)
    batch = put_stock(store, item, 5)
    for step, quantity in steps:
        try:
            if step == "i":
                put_stock(store, item, quantity)
            elif step == "o":
                store.do(supply_stock.take_out, item, quantity)
            elif step == "c":
                store.do(supply_stock.count, batch, site, quantity)
            else:
                store.do(supply_stock.move, item, quantity, None, site)
        except NotEnough as refused:
            assert refused.there < quantity
        for place in (None, site):
            lines = store.read(supply_ledger.movements, item, place)
            assert sum(line.change for line in lines) == lies(store, batch, place) >= 0
            assert all(line.balance >= 0 for line in lines)


def test_where_nothing_lies_nothing_is_discarded(file_store: Store) -> None:
    batch = put_stock(file_store, put_item(file_store), 3, expires_in=-2)
    file_store.do(supply_stock.discard, batch, None)
    with pytest.raises(NotEnough, match="lies at Office store"):
        file_store.do(supply_stock.discard, batch, None)
