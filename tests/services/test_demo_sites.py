"""The demonstration's register: exactly the numbers an office knows, the same for the same seed."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core import coordinates, opening_hours
from desktop.core.opening_hours import Stretch
from desktop.core.tallies import days_in, total, unpack
from desktop.models.site_ledger import TallyMonth
from desktop.models.sites import OpeningHours, Site, SiteKind, SiteStatus, SiteStatusChange
from desktop.services import demo, demo_site_list, demo_sites
from desktop.services.demo_site_list import STARS, invented_sites
from desktop.storage.store import Store
from tests.services.people import put_workers

TODAY = date(2026, 11, 23)


def test_the_register_has_so_many_of_each_kind() -> None:
    made = invented_sites(TODAY, 1)
    counts = Counter((one.kind, one.status) for one in made)
    assert counts == {
        (SiteKind.REST_STATION, SiteStatus.OPEN): 94,
        (SiteKind.MOMMY_ROOM, SiteStatus.OPEN): 45,
        (SiteKind.ACTIVITY_CENTRE, SiteStatus.OPEN): 12,
        (SiteKind.ACTIVITY_CENTRE, SiteStatus.PLANNED): 3,
        (SiteKind.LIBRARY, SiteStatus.OPEN): 80,
    }
    assert Counter(one.stars for one in made if one.stars is not None) == STARS
    assert sum(one.afloat for one in made) == len(demo_site_list.BOATS)


@pytest.mark.parametrize("seed", range(1, 12))
def test_no_name_and_no_code_comes_twice(seed: int) -> None:
    made = invented_sites(TODAY, seed)
    assert len({one.name for one in made}) == len({one.code for one in made}) == len(made)
    assert invented_sites(TODAY, seed) == made


def test_what_stands_in_a_site_stands_where_it_does_and_comes_after_it() -> None:
    met: dict[str, tuple[float, float]] = {}
    for one in invented_sites(TODAY, 1):
        if one.parent:
            assert met[one.parent] == (one.latitude, one.longitude)
        met[one.code] = (one.latitude, one.longitude)


@pytest.mark.parametrize(
    "today", [date(2026, 1, 1), date(2026, 7, 30), date(2028, 2, 29), date(2026, 12, 31)]
)
def test_nothing_was_opened_in_the_future(today: date) -> None:
    made = invented_sites(today, 1)
    assert all(one.opened_on < today for one in made if one.opened_on)
    assert {one.planned_for for one in made if not one.opened_on} == {date(today.year, 12, 31)}


def test_what_is_put_on_file_is_sound(store: Store) -> None:
    store.do(demo_sites.fill, 1)
    store.read(_look_at_sites)
    store.read(_look_at_hours)
    store.read(_look_at_use)


def _look_at_sites(session: Session) -> None:
    for site in session.scalars(select(Site)):
        coordinates.demand(site.latitude, site.longitude)
        assert site.search_key and site.contact and site.area
    changes = session.scalars(select(SiteStatusChange))
    assert all(one.reason for one in changes if one.status is SiteStatus.PAUSED)


def _look_at_hours(session: Session) -> None:
    posted: dict[object, list[Stretch]] = {}
    for one in session.scalars(select(OpeningHours)):
        stretch = Stretch(one.weekday, one.opens, one.closes, one.season_from, one.season_to)
        posted.setdefault(one.site_id, []).append(stretch)
    assert posted
    assert all(opening_hours.check(stretches) == () for stretches in posted.values())


def _look_at_use(session: Session) -> None:
    for row in session.scalars(select(TallyMonth).limit(300)):
        counts = unpack(row.days, days_in(row.month))
        assert row.total == total(counts)
        assert row.told == sum(count is not None for count in counts)
    sites = session.scalar(select(func.count(TallyMonth.site_id.distinct())))
    assert sites == 231


def test_a_demonstration_made_before_there_were_sites_gets_them(file_store: Store) -> None:
    demo.claim(file_store)
    put_workers(file_store, 3)
    again = demo.fill_if_empty(file_store)
    assert (again.made, again.workers, again.sites) == (False, 3, 234)
    assert demo.fill_if_empty(file_store).sites == 234


def test_counts_end_yesterday_and_begin_last_new_year(file_store: Store) -> None:
    file_store.do(demo_sites.fill, 1)
    today = file_store.now().astimezone().date()
    months = file_store.read(lambda session: sorted(session.scalars(select(TallyMonth.month).distinct())))
    last = today - timedelta(1)
    assert (months[0], months[-1]) == ((today.year - 1) * 100 + 1, last.year * 100 + last.month)
