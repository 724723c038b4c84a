"""What goods are due for: below the minimum, expiring, expired."""

from uuid import UUID

import pytest

from desktop.core.errors import FieldError
from desktop.models.sites import SiteKind, SiteStatus
from desktop.services import supply_due, supply_stock
from desktop.storage.store import Store
from tests.services.goods import in_days, put_item, put_stock, today
from tests.services.sites import put_site


def short(store: Store) -> list[tuple[str, int, int]]:
    return [(one.place, one.there, one.minimum) for one in store.read(supply_due.below_minimum)]


def test_a_place_below_its_minimum_is_told_with_what_is_there(store: Store) -> None:
    item, site = put_item(store), put_site(store, "沈家门驿站")
    put_stock(store, item, 5, site, expires_in=90)
    store.do(supply_due.set_minimum, item, [site], 5)
    assert short(store) == []
    store.do(supply_stock.take_out, item, 1, site)
    assert short(store) == [("沈家门驿站", 4, 5)]


def test_what_has_expired_does_not_count_towards_the_minimum(store: Store) -> None:
    item, site = put_item(store), put_site(store, "沈家门驿站")
    put_stock(store, item, 5, site, expires_in=-1)
    store.do(supply_due.set_minimum, item, [site, None], 2)
    assert short(store) == [("Office store", 0, 2), ("沈家门驿站", 0, 2)]


def test_one_minimum_is_set_for_all_sites_of_a_kind_at_once(store: Store) -> None:
    item = put_item(store)
    stations = [put_site(store, f"驿站{n}") for n in range(3)]
    put_site(store, "旧驿站", status=SiteStatus.CLOSED)
    put_site(store, "小屋", SiteKind.MOMMY_ROOM)
    assert store.do(supply_due.set_minimum_for_kind, item, SiteKind.REST_STATION, 6) == 3
    assert store.read(supply_due.minimums, item) == dict.fromkeys(stations, 6)
    assert store.do(supply_due.set_minimum_for_kind, item, SiteKind.REST_STATION, 6) == 0
    store.do(supply_due.set_minimum, item, stations[:1], None)
    assert set(store.read(supply_due.minimums, item)) == set(stations[1:])
    store.undo()
    assert set(store.read(supply_due.minimums, item)) == set(stations)


def test_a_site_that_is_not_open_is_not_supplied(store: Store) -> None:
    item = put_item(store)
    places = [put_site(store, f"{status}驿站", status=status) for status in SiteStatus]
    store.do(supply_due.set_minimum, item, places, 6)
    assert [line[0] for line in short(store)] == ["open驿站"]


@pytest.mark.parametrize("minimum", [0, -1, 2_000_000])
def test_a_minimum_is_a_number_of_things(store: Store, minimum: int) -> None:
    item = put_item(store)
    with pytest.raises(FieldError) as refused:
        store.do(supply_due.set_minimum, item, [None], minimum)
    assert refused.value.field == "minimum"


def test_what_expires_is_told_soonest_first_with_what_has_expired(store: Store) -> None:
    item, site = put_item(store), put_site(store, "沈家门驿站")
    for days in (91, 90, 60, 30, 0, -2):
        put_stock(store, item, 7, site if days == 30 else None, f"N{days}", days)
    put_stock(store, put_item(store, "凉席", "张", expires=False), 5)

    def told(within: int) -> list[int]:
        return [one.days for one in store.read(supply_due.expiring, today(store), within)]

    assert [told(within) for within in supply_due.SPANS] == [
        [-2, 0, 30],
        [-2, 0, 30, 60],
        [-2, 0, 30, 60, 90],
    ]
    line = store.read(supply_due.expiring, today(store), 30)[2]
    assert (line.number, line.place, line.quantity, line.expires_on) == (
        "N30", "沈家门驿站", 7, in_days(store, 30),
    )  # fmt: skip


def test_what_was_used_up_expires_no_more(store: Store) -> None:
    item = put_item(store)
    batch: UUID = put_stock(store, item, 7, expires_in=3)
    store.do(supply_stock.discard, batch, None)
    assert store.read(supply_due.expiring) == []


@pytest.mark.parametrize("within", [-1, 99_999_999_999])
def test_one_looks_ahead_so_many_days_and_no_further(file_store: Store, within: int) -> None:
    with pytest.raises(FieldError):
        file_store.read(supply_due.expiring, within=within)
