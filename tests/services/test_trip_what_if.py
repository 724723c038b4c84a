"""What-if tells for every organisation what other settings would come to, without writing anything."""

from dataclasses import replace
from fractions import Fraction
from uuid import UUID

import pytest

from desktop.core.apportion import Method
from desktop.services import trip_allocation_settle, trip_what_if
from desktop.services.trip_what_if import Forecast, QuotaDesk
from desktop.storage.store import Store
from tests.services.trips import put_batch, put_claim, put_organisation, put_programme

MEMBERS = (("甲工会", 530), ("乙工会", 240), ("丙工会", 230))


@pytest.fixture
def programme(file_store: Store) -> UUID:
    """A programme of 10 places for three unions."""
    programme = put_programme(file_store, places=10)
    for name, members in MEMBERS:
        organisation = put_organisation(file_store, name)
        put_claim(file_store, programme, organisation, members=members, frontline=1000 - members)
    return programme


def _desk(store: Store, programme: UUID) -> QuotaDesk:
    return store.read(trip_what_if.desk, programme)


def _told(told: Forecast) -> dict[str, tuple[int | None, int | None]]:
    return {one.organisation: (one.places, one.change) for one in told.lines(told.ids())}


def test_before_anything_is_settled_it_compares_with_what_is_proposed(
    file_store: Store, programme: UUID
) -> None:
    desk = _desk(file_store, programme)
    told = trip_what_if.forecast(desk, replace(desk.settings, formula="frontline"))
    assert _told(told) == {"甲工会": (2, -3), "乙工会": (4, 1), "丙工会": (4, 2)}
    assert (told.gain, told.lose, told.nothing) == (2, 1, 0)
    assert told.moved == sum(change for change in told.changes if change > 0)
    (first,) = [one for one in told.lines(told.ids()) if one.organisation == "甲工会"]
    assert first.share == Fraction(47, 20)


def test_once_settled_it_compares_with_what_is_in_force(file_store: Store, programme: UUID) -> None:
    before = _desk(file_store, programme)
    settings = replace(before.settings, method=Method.DHONDT)
    file_store.do(trip_allocation_settle.settle, programme, settings)
    desk = _desk(file_store, programme)
    assert desk.standing is not None
    assert desk.settings.method is Method.DHONDT
    assert trip_what_if.forecast(desk, settings).changes == (0, 0, 0)
    told = trip_what_if.forecast(desk, replace(settings, places=11))
    assert (told.gain, told.lose, told.moved) == (1, 0, 1)


def test_a_setting_at_fault_is_told_by_its_name_and_nothing_else_is(
    file_store: Store, programme: UUID
) -> None:
    desk = _desk(file_store, programme)
    told = trip_what_if.forecast(desk, replace(desk.settings, formula="members +"))
    assert told.field == "formula" and told.fault
    assert _told(told) == dict.fromkeys(("甲工会", "乙工会", "丙工会"), (None, None))
    assert told.ids("", "places", True)
    put_batch(file_store, programme, capacity=20, reserved_trade="船员")
    told = trip_what_if.forecast(_desk(file_store, programme), desk.settings)
    assert "10 more than the 10" in told.fault


def test_those_lots_were_drawn_for_are_marked(file_store: Store) -> None:
    programme = put_programme(file_store, places=1)
    for name in ("甲工会", "乙工会"):
        put_claim(file_store, programme, put_organisation(file_store, name))
    desk = _desk(file_store, programme)
    told = trip_what_if.forecast(desk, desk.settings)
    assert [one.drew for one in told.lines(told.ids())] == [True, True]
    assert (len(told.drew), told.nothing) == (2, 1)


def test_lines_are_found_by_initials_and_arranged_by_any_column(file_store: Store, programme: UUID) -> None:
    desk = _desk(file_store, programme)
    told = trip_what_if.forecast(desk, desk.settings)
    names = {one.id: one.organisation for one in told.lines(told.ids())}
    assert [names[key] for key in told.ids("jgh")] == ["甲工会"]
    assert [names[key] for key in told.ids("", "members")] == ["丙工会", "乙工会", "甲工会"]
    assert next(names[key] for key in told.ids("", "share", True)) == "甲工会"
    for order in ("name", "frontline", "floor", "ceiling", "carried", "places", "change", "least", "other"):
        assert len(told.ids("", order, True)) == 3
