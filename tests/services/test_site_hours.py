"""Posted hours on file: what is kept, what is refused, what undo brings back."""

from datetime import datetime

import pytest

from desktop.services import site_hours, sites
from desktop.services.site_hours import BadHours, Hours, Stretch, parse_hours
from desktop.storage.store import Store
from tests.services.sites import put_site

MORNINGS = parse_hours("周一至周五 8:30-11:30").stretches


def test_hours_are_kept_and_shown_on_the_card(store: Store) -> None:
    pier = put_site(store)
    assert store.read(site_hours.hours_of, pier) == Hours()
    store.do(site_hours.set_hours, pier, MORNINGS)
    other = (*MORNINGS[1:], Stretch(5, 540, 600))
    assert store.do(site_hours.set_hours, pier, other).stretches == other
    assert store.read(sites.card, pier).hours == "Tue to Fri 8:30–11:30; Sat 9:00–10:00"
    store.undo()
    assert store.read(site_hours.hours_of, pier).stretches == MORNINGS


def test_faulty_hours_change_nothing(store: Store) -> None:
    pier = put_site(store)
    store.do(site_hours.set_hours, pier, MORNINGS)
    with pytest.raises(BadHours) as caught:
        store.do(site_hours.set_hours, pier, [*MORNINGS, Stretch(0, 600, 700)])
    assert caught.value.field == "hours"
    assert store.read(site_hours.hours_of, pier).stretches == MORNINGS


def test_a_site_tells_whether_it_should_be_open(store: Store) -> None:
    pier, never = put_site(store), put_site(store, "白泉站")
    store.do(site_hours.set_hours, pier, MORNINGS)
    monday = datetime(2026, 3, 2, 9).astimezone()
    assert store.read(site_hours.open_at, pier, monday) is True
    new_year = datetime(2026, 1, 1, 9).astimezone()
    assert store.read(site_hours.open_at, pier, new_year) is False, "a Thursday, but a public holiday"
    assert store.read(site_hours.open_at, never, monday) is None
    store.do(site_hours.set_hours, never, [], always_open=True)
    assert store.read(site_hours.open_now, never) is True
