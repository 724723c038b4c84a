"""Rounds: proposed from what is short, planned, corrected, done; done moves the stock."""

from uuid import UUID

import pytest

from desktop.core.errors import FieldError
from desktop.services import deliveries, supply_due, supply_ledger
from desktop.services.deliveries import AlreadyDone, NothingToDeliver
from desktop.services.delivery_parts import RoundCard, RoundEntry, Wanted
from desktop.services.delivery_proposal import propose_delivery
from desktop.services.supply_stock import NotEnough
from desktop.storage.store import Store
from tests.services.goods import in_days, lies, put_item, put_stock, today
from tests.services.sites import put_site


@pytest.fixture
def item(store: Store) -> UUID:
    """Goods that expire."""
    return put_item(store)


@pytest.fixture
def sites(store: Store) -> list[UUID]:
    """Two sites on one island and one on another, out of order."""
    return [
        put_site(store, "东极岛驿站", district="普陀区", island="东极岛"),
        put_site(store, "码头驿站", district="定海区", island="舟山岛"),
        put_site(store, "东极书屋", district="普陀区", island="东极岛"),
    ]


def plan(store: Store, *lines: tuple[UUID, UUID, int]) -> RoundCard:
    wanted = tuple(Wanted(site, batch, quantity) for site, batch, quantity in lines)
    return store.do(deliveries.plan, RoundEntry(today(store), wanted, "王师傅"))


def test_a_round_goes_to_who_is_short_in_the_order_of_the_islands(
    store: Store, item: UUID, sites: list[UUID]
) -> None:
    late = put_stock(store, item, 50, None, "B", 300)
    soon = put_stock(store, item, 12, None, "A", 40)
    put_stock(store, item, 9, None, "old", -3)
    put_stock(store, item, 4, sites[0], "C", 100)
    store.do(supply_due.set_minimum, item, sites, 10)
    told = store.read(propose_delivery)
    assert [stop.site for stop in told.stops] == ["码头驿站", "东极书屋", "东极岛驿站"]
    assert [stop.group for stop in told.stops] == ["舟山岛", "东极岛", "东极岛"]
    given = {stop.site: [(one.batch_id, one.quantity) for one in stop.goods] for stop in told.stops}
    assert sum(n for lines in given.values() for _b, n in lines) == 26
    assert given["东极岛驿站"] == [(late, 6)]
    assert sum(n for lines in given.values() for b, n in lines if b == soon) == 12
    assert told.lacks == ()
    assert [stop.site for stop in store.read(propose_delivery, sites[:1]).stops] == ["东极岛驿站"]
    twice = store.read(propose_delivery, sites[:1], 2)
    assert sum(one.quantity for one in twice.stops[0].goods) == 16


def test_what_the_store_lacks_is_told_and_the_emptiest_site_comes_first(
    store: Store, item: UUID, sites: list[UUID]
) -> None:
    batch = put_stock(store, item, 11, expires_in=40)
    put_stock(store, item, 4, sites[0], "C", 100)
    store.do(supply_due.set_minimum, item, sites[:2], 10)
    told = store.read(propose_delivery)
    assert {stop.site: stop.goods[0].quantity for stop in told.stops} == {"码头驿站": 10, "东极岛驿站": 1}
    assert [(one.item, one.wanted, one.given, one.lacks) for one in told.lacks] == [("藿香正气水", 16, 11, 5)]
    assert {one.batch_id for one in told.wanted} == {batch}


def test_what_another_round_brings_is_not_proposed_again(store: Store, item: UUID, sites: list[UUID]) -> None:
    put_stock(store, item, 15, expires_in=40)
    store.do(supply_due.set_minimum, item, sites[:2], 10)
    first = store.read(propose_delivery, sites[:1])
    store.do(deliveries.plan, RoundEntry(today(store), first.wanted))
    told = store.read(propose_delivery)
    assert [(stop.site, stop.goods[0].quantity) for stop in told.stops] == [("码头驿站", 5)]
    assert told.lacks[0].lacks == 5


def test_a_round_has_a_number_of_its_year_and_says_what_to_pick(
    store: Store, item: UUID, sites: list[UUID]
) -> None:
    batch = put_stock(store, item, 10, number="A", expires_in=40)
    card = plan(store, (sites[1], batch, 6), (sites[0], batch, 7))
    assert card.number == f"{today(store).year}-001"
    assert [stop.site for stop in card.stops] == ["码头驿站", "东极岛驿站"]
    (pick,) = card.picks
    assert (pick.item, pick.number, pick.quantity, pick.in_store, pick.lacks) == (
        "藿香正气水",
        "A",
        13,
        10,
        3,
    )
    store.do(deliveries.remove, card.id)
    assert plan(store, (sites[0], batch, 1)).number == f"{today(store).year}-002"


def test_the_order_of_the_stops_is_the_persons(store: Store, item: UUID, sites: list[UUID]) -> None:
    batch = put_stock(store, item, 10, expires_in=40)
    card = plan(store, (sites[0], batch, 1), (sites[1], batch, 2))
    lines = (Wanted(sites[1], batch, 2), Wanted(sites[0], batch, 3))
    again = store.do(deliveries.change, card.id, RoundEntry(in_days(store, 2), lines, "李师傅"))
    assert [(stop.site, stop.goods[0].quantity) for stop in again.stops] == [
        ("码头驿站", 2),
        ("东极岛驿站", 3),
    ]
    assert (again.planned_on, again.driver) == (in_days(store, 2), "李师傅")
    store.undo()
    assert store.read(deliveries.round_card, card.id) == card


def test_doing_a_round_moves_the_goods_and_undo_brings_them_back(
    store: Store, item: UUID, sites: list[UUID]
) -> None:
    batch = put_stock(store, item, 20, expires_in=40)
    card = plan(store, (sites[0], batch, 6), (sites[1], batch, 5), (sites[2], batch, 4))
    changed = {card.stops[1].goods[0].id: 3, card.stops[2].goods[0].id: 0}
    done = store.do(deliveries.done, card.id, {key: n for key, n in changed.items() if key})
    assert done.is_done and done.done_on == today(store)
    assert [stop.goods[0].delivered for stop in done.stops] == [6, 3, 0]
    assert [lies(store, batch, place) for place in (None, *sites)] == [11, 6, 3, 0]
    line = store.read(supply_ledger.movements, item, sites[0])[0]
    assert (line.change, line.what_for) == (6, f"Round {card.number}")
    with pytest.raises(AlreadyDone, match="was done on"):
        store.do(deliveries.done, card.id, {})
    with pytest.raises(AlreadyDone):
        store.do(deliveries.remove, card.id)
    assert store.undo() == f"Enter the round {card.number} as done"
    assert [lies(store, batch, place) for place in (None, *sites)] == [20, 0, 0, 0]
    assert store.read(deliveries.round_card, card.id) == card


def test_more_than_the_store_has_is_not_delivered(store: Store, item: UUID, sites: list[UUID]) -> None:
    batch = put_stock(store, item, 5, expires_in=40)
    card = plan(store, (sites[0], batch, 3), (sites[1], batch, 3))
    with pytest.raises(NotEnough, match="Only 5 盒"):
        store.do(deliveries.done, card.id, {})
    with pytest.raises(FieldError):
        store.do(deliveries.done, card.id, {one.id: -1 for one in card.stops[0].goods if one.id})
    with pytest.raises(NothingToDeliver):
        store.do(deliveries.done, card.id, {g.id: 0 for stop in card.stops for g in stop.goods if g.id})
    with pytest.raises(FieldError, match="has not come yet"):
        store.do(deliveries.done, card.id, {card.stops[0].goods[0].id or card.id: 1}, in_days(store, 1))
    assert lies(store, batch) == 5


def test_a_round_without_goods_is_refused(store: Store) -> None:
    with pytest.raises(NothingToDeliver):
        plan(store)


def test_planned_rounds_stand_before_those_done(store: Store, item: UUID, sites: list[UUID]) -> None:
    batch = put_stock(store, item, 20, expires_in=40)
    first, second = plan(store, (sites[0], batch, 6)), plan(store, (sites[0], batch, 1), (sites[1], batch, 1))
    store.do(deliveries.done, first.id, {first.stops[0].goods[0].id or first.id: 4})
    listed = store.read(deliveries.listed)
    assert [(one.number, one.sites, one.quantity) for one in listed] == [
        (second.number, 2, 2),
        (first.number, 1, 4),
    ]
