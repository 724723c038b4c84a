"""Standards as data, an office's own by year, and whether a site meets them."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import func, select

from desktop.core.errors import FieldError, NotFound
from desktop.core.i18n import in_language
from desktop.models.sites import SiteAmenity, SiteKind
from desktop.services import amenities as services
from desktop.services import site_standards as standards
from desktop.services import sites as register
from desktop.services.amenities import AmenityChange, AmenityState
from desktop.storage.store import Store
from tests.services.sites import put_site

FOUR = ("air_conditioning", "seats", "drinking_water", "first_aid_box")


def all_four(store: Store, site: UUID) -> None:
    store.do(services.set_amenities, site, [AmenityChange(key, AmenityState.HAS) for key in FOUR])


@pytest.mark.parametrize("kind", list(SiteKind))
def test_every_kind_has_a_usual_standard_that_asks_for_something_in_both_languages(kind: SiteKind) -> None:
    for standard in (*standards.usual(kind), *standards.usual(kind, afloat=True)):
        assert any(item.needed for item in standard.items)
        assert all(item.zh and item.en for item in standard.items)
        assert len({item.key for item in standard.items}) == len(standard.items)
        counted = [one for one in standard.items if one.measure is not standards.Measure.HAS]
        assert all(one.at_least and one.unit_zh and one.unit_en for one in counted)


def test_rest_stations_are_held_to_the_four_things_unless_the_office_says_otherwise(store: Store) -> None:
    standard = store.read(standards.standard_for, SiteKind.REST_STATION, 2026)
    assert tuple(item.key for item in standard.items if item.needed) == FOUR
    with in_language("zh_CN"):
        assert [item.words for item in standard.items][:2] == ["空调", "座椅"]


def test_an_own_standard_holds_from_its_year_on_until_a_newer_one(store: Store) -> None:
    seven = next(one for one in standards.usual(SiteKind.REST_STATION) if one.en == "Seven ones")
    store.do(standards.begin_own, SiteKind.REST_STATION, 2025, seven)
    store.do(standards.begin_own, SiteKind.REST_STATION, 2027)
    in_force = [
        store.read(standards.standard_for, SiteKind.REST_STATION, year) for year in (2024, 2026, 2027)
    ]
    assert [one.is_own for one in in_force] == [False, True, True]
    assert in_force[1].items == seven.items == in_force[2].items
    assert store.read(standards.own_years, SiteKind.REST_STATION) == [2027, 2025]
    with pytest.raises(FieldError, match="already"):
        store.do(standards.begin_own, SiteKind.REST_STATION, 2025)


def test_an_own_standard_is_edited_and_done_without(store: Store) -> None:
    begun = store.do(standards.begin_own, SiteKind.MOMMY_ROOM, 2026)
    more = [*begun.items, standards.new_item("奶粉机")]
    saved = store.do(standards.save_own, SiteKind.MOMMY_ROOM, 2026, more, "舟总工〔2026〕1号")
    assert saved.items[-1].words == "奶粉机" and saved.document == "舟总工〔2026〕1号"
    assert store.do(standards.drop_own, SiteKind.MOMMY_ROOM, 2026).is_own is False
    store.undo()
    assert store.read(standards.standard_for, SiteKind.MOMMY_ROOM, 2026) == saved


def test_a_standard_that_cannot_be_is_refused_in_words(store: Store) -> None:
    begun = store.do(standards.begin_own, SiteKind.LIBRARY, 2026)
    first = begun.items[0]
    wrong = {
        "asks for one thing": [replace(one, needed=False) for one in begun.items],
        "stands there twice": [*begun.items, first],
        "has no name": [*begun.items, standards.new_item("  ")],
        "How much": [replace(first, at_least=0.0)],
        "too long": [*begun.items, standards.new_item("长" * 61)],
    }
    for words, items in wrong.items():
        with pytest.raises(FieldError, match=words):
            store.do(standards.save_own, SiteKind.LIBRARY, 2026, items)
    with pytest.raises(FieldError, match="no year"):
        store.do(standards.begin_own, SiteKind.LIBRARY, 20266)
    with pytest.raises(NotFound):
        store.do(standards.save_own, SiteKind.LIBRARY, 2020, begun.items)


def test_a_site_meets_the_standard_when_everything_needed_is_there_and_works(store: Store) -> None:
    site = put_site(store)
    assert store.read(services.amenities, site, 2026).verdict.untold == FOUR
    all_four(store, site)
    assert store.read(services.amenities, site, 2026).verdict.meets
    broken = AmenityChange("seats", AmenityState.BROKEN)
    store.do(services.set_amenities, site, [broken, AmenityChange("first_aid_box", AmenityState.LACKS)])
    sheet = store.read(services.amenities, site, 2026)
    assert (sheet.verdict.lacks, sheet.verdict.broken) == (("first_aid_box",), ("seats",))
    assert services.verdict_words(sheet) == "Lacks: First-aid box · Broken: Seats"
    store.undo()
    assert store.read(services.amenities, site, 2026).verdict.meets


def test_area_and_seats_are_those_of_the_site_and_books_are_counted(store: Store) -> None:
    site = put_site(store, "沈家门职工书屋", SiteKind.LIBRARY, area=60.0, seats=12)
    told = [
        AmenityChange("volumes", AmenityState.HAS, 999),
        AmenityChange("periodicals", AmenityState.HAS, 15),
        AmenityChange("acquisition_register", AmenityState.HAS),
        AmenityChange("loan_register", AmenityState.HAS),
    ]
    store.do(services.set_amenities, site, told)
    verdict = store.read(services.amenities, site, 2026).verdict
    assert set(verdict.lacks) == {"volumes", "seat_count"} and not verdict.untold
    with pytest.raises(FieldError, match="cannot be"):
        store.do(services.set_amenities, site, [AmenityChange("volumes", AmenityState.HAS, -1)])


def test_book_boats_are_held_to_a_standard_of_their_own(store: Store) -> None:
    boat = put_site(store, "东海书船", SiteKind.LIBRARY, afloat=True)
    told = [AmenityChange(key, AmenityState.HAS, 120) for key in ("book_box", "paper_list", "volumes")]
    store.do(services.set_amenities, boat, told)
    ashore = put_site(store, "定海职工书屋", SiteKind.LIBRARY)
    found = store.read(services.verdicts, SiteKind.LIBRARY, 2026)
    assert found[boat].meets and not found[ashore].meets
    store.do(standards.begin_own, SiteKind.LIBRARY, 2026, None, True)
    assert store.read(services.amenities, boat, 2026).standard.is_own
    assert not store.read(services.amenities, ashore, 2026).standard.is_own


def test_what_is_noted_outlives_a_change_of_standard(store: Store) -> None:
    site = put_site(store)
    all_four(store, site)
    six = next(one for one in standards.usual(SiteKind.REST_STATION) if one.en == "Six haves")
    store.do(standards.begin_own, SiteKind.REST_STATION, 2026, replace(six, items=six.items[:6]))
    sheet = store.read(services.amenities, site, 2026)
    assert not sheet.verdict.meets
    assert {line.item.key for line in sheet.lines if not line.in_standard} == set(FOUR)


def test_many_sites_are_marked_at_once_and_judged_at_once(store: Store) -> None:
    sites = [put_site(store, f"驿站{number}") for number in range(3)]
    all_four(store, sites[0])
    assert store.do(services.mark_many, sites, "seats", AmenityState.HAS) == 2
    found = store.read(services.verdicts, SiteKind.REST_STATION, 2026)
    assert [found[site].meets for site in sites] == [True, False, False]
    assert found[sites[1]].untold == ("air_conditioning", "drinking_water", "first_aid_box")
    store.do(services.set_amenities, sites[0], [AmenityChange("seats", None)])
    assert store.read(services.verdicts, SiteKind.REST_STATION, 2026)[sites[0]].untold == ("seats",)


def test_a_site_named_twice_is_marked_once_and_one_that_is_gone_never(file_store: Store) -> None:
    site, gone = put_site(file_store), put_site(file_store, "旧驿站")
    file_store.do(register.remove, gone)
    marked = file_store.do(services.mark_many, [site, site, gone], "seats", AmenityState.HAS)
    assert marked == 1
    rows = file_store.read(
        lambda session: session.scalar(select(func.count()).where(SiteAmenity.item == "seats"))
    )
    assert rows == 1
