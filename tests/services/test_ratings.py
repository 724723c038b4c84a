"""Stars with their history, who lost some, and whose review is due."""

from datetime import date

import pytest

from desktop.core.errors import FieldError
from desktop.models.sites import Site, SiteKind, SiteStatus
from desktop.services import ratings
from desktop.services.ratings import HonourEntry, RatingKind, ReviewEntry
from desktop.storage.store import Store
from tests.services.sites import put_site


def test_the_newest_review_stands_beside_the_site_and_stars_lost_are_seen(store: Store) -> None:
    site = put_site(store)
    store.do(ratings.review, site, ReviewEntry(2024, 4, "舟总工〔2024〕9号"))
    line = store.do(ratings.review, site, ReviewEntry(2025, 3))
    assert line.is_demotion and line.before == 4
    store.do(ratings.review, site, ReviewEntry(2023, 5))
    assert [(one.year, one.stars, one.is_demotion) for one in store.read(ratings.history, site)] == [
        (2025, 3, True),
        (2024, 4, True),
        (2023, 5, False),
    ]
    kept = store.read(lambda session: session.get_one(Site, site).stars)
    assert kept == 3


def test_a_second_review_of_a_year_puts_the_first_right_and_undo_brings_it_back(store: Store) -> None:
    site = put_site(store)
    store.do(ratings.review, site, ReviewEntry(2025, 2))
    store.do(ratings.review, site, ReviewEntry(2025, 0, remark="取消"))
    assert [one.stars for one in store.read(ratings.history, site)] == [0]
    assert store.undo()
    assert [one.stars for one in store.read(ratings.history, site)] == [2]
    assert store.read(lambda session: session.get_one(Site, site).stars) == 2


def test_removing_the_newest_review_brings_the_one_before_into_force(store: Store) -> None:
    site = put_site(store)
    store.do(ratings.review, site, ReviewEntry(2024, 4))
    newest = store.do(ratings.review, site, ReviewEntry(2025, 1))
    store.do(ratings.remove_rating, newest.id)
    kept = store.read(lambda session: session.get_one(Site, site))
    assert (kept.stars, kept.stars_year) == (4, 2024)


def test_honours_stand_in_the_history_and_change_no_stars(store: Store) -> None:
    site = put_site(store, "普陀职工书屋", SiteKind.LIBRARY)
    store.do(ratings.add_honour, site, HonourEntry(" 全国职工书屋  示范点 ", 2022, "national"))
    [line] = store.read(ratings.history, site)
    assert (line.kind, line.name, line.level, line.stars) == (
        RatingKind.HONOUR,
        "全国职工书屋 示范点",
        "national",
        None,
    )
    assert store.read(lambda session: session.get_one(Site, site).stars) is None


def test_what_cannot_be_is_refused_at_its_field(store: Store) -> None:
    site = put_site(store)
    for field, entry in {
        "stars": ReviewEntry(2025, 6),
        "year": ReviewEntry(2199, 3),
        "decided_on": ReviewEntry(2025, 3, decided_on=date(2199, 1, 1)),
    }.items():
        with pytest.raises(FieldError) as told:
            store.do(ratings.review, site, entry)
        assert told.value.field == field
    with pytest.raises(FieldError, match="called"):
        store.do(ratings.add_honour, site, HonourEntry("", 2020))
    with pytest.raises(FieldError, match="level"):
        store.do(ratings.add_honour, site, HonourEntry("先进", 2020, "world"))


def test_open_rest_stations_and_whoever_holds_stars_are_due_once_a_year(store: Store) -> None:
    never = put_site(store, "从未评定")
    old = put_site(store, "上年评定", stars=3, stars_year=2025)
    put_site(store, "已评", stars=3, stars_year=2026)
    put_site(store, "暂停", status=SiteStatus.PAUSED)
    put_site(store, "今年新开", opened_on=date(2026, 5, 1))
    put_site(store, "书屋", SiteKind.LIBRARY)
    rated = put_site(store, "星级书屋", SiteKind.LIBRARY, stars=1, stars_year=2024)
    due = store.read(ratings.reviews_due, 2026)
    assert [one.site_id for one in due] == [rated, old, never]


def test_stars_lost_are_counted_against_the_review_before(store: Store) -> None:
    site = put_site(store)
    store.do(ratings.review, site, ReviewEntry(2025, 4))
    assert store.do(ratings.review_many, {site: ReviewEntry(2024, 1)}) == 0
    assert store.do(ratings.review_many, {site: ReviewEntry(2026, 3)}) == 1
    assert store.do(ratings.review_many, {site: ReviewEntry(2026, 2)}) == 1
