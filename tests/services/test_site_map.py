"""Where the sites lie, which is nearest, and what a person means by a name or coordinates."""

import pytest

from desktop.core.coordinates import BadCoordinates
from desktop.core.errors import NotFound
from desktop.core.geo import Spot
from desktop.core.ids import new_id
from desktop.models.sites import SiteKind, SiteStatus
from desktop.services.site_map import (
    MapSite,
    NotLocated,
    Wanted,
    locate,
    nearest,
    place_site,
    sites_on_map,
    wanted_sites,
)
from desktop.storage.store import Store
from tests.services.sites import put_site

DINGHAI = Spot(30.0153, 122.1069)


@pytest.fixture
def sites(store: Store) -> tuple[MapSite, ...]:
    put_site(
        store,
        "定海港务码头爱心驿站",
        code="YZ001",
        district="定海区",
        latitude=30.0153,
        longitude=122.1069,
        search_key="dinghaigangwumatouaixinyizhan dhgwmtaxyz",
    )
    put_site(
        store,
        "沈家门渔港职工书屋",
        SiteKind.LIBRARY,
        status=SiteStatus.PAUSED,
        district="普陀区",
        latitude=29.9452,
        longitude=122.2983,
        search_key="shenjiamen sjm",
    )
    put_site(store, "岱山高亭妈咪暖心小屋", SiteKind.MOMMY_ROOM, district="岱山县", search_key="daishan ds")
    return store.read(sites_on_map)


def names(sites: list[MapSite]) -> list[str]:
    return [site.name for site in sites]


def test_a_site_without_coordinates_has_no_spot(sites: tuple[MapSite, ...]) -> None:
    assert {site.name: site.spot for site in sites}["岱山高亭妈咪暖心小屋"] is None
    assert next(site for site in sites if site.code == "YZ001").spot == DINGHAI


def test_sites_are_found_by_kind_state_district_name_and_pinyin(sites: tuple[MapSite, ...]) -> None:
    assert names(wanted_sites(sites, Wanted(kind=SiteKind.LIBRARY))) == ["沈家门渔港职工书屋"]
    assert names(wanted_sites(sites, Wanted(status=SiteStatus.PAUSED))) == ["沈家门渔港职工书屋"]
    assert names(wanted_sites(sites, Wanted(district="岱山县"))) == ["岱山高亭妈咪暖心小屋"]
    for text in ("港务码头", "dhgw", "yz001", "dinghai 码头"):
        assert names(wanted_sites(sites, Wanted(text))) == ["定海港务码头爱心驿站"], text


def test_the_nearest_come_first_with_their_distance(sites: tuple[MapSite, ...]) -> None:
    near = nearest(sites, Spot(29.95, 122.29))
    assert names([one.site for one in near]) == ["沈家门渔港职工书屋", "定海港务码头爱心驿站"]
    assert near[0].metres == pytest.approx(965, abs=30)
    assert len(nearest(sites, DINGHAI, 1)) == 1


def test_a_spot_is_named_by_coordinates_or_by_a_site(sites: tuple[MapSite, ...]) -> None:
    assert locate(sites, "122.1069，30.0153") == (DINGHAI, "30.0153, 122.1069")
    assert locate(sites, "YZ001") == (DINGHAI, "定海港务码头爱心驿站")
    assert locate(sites, "sjm")[1] == "沈家门渔港职工书屋"


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "No site"), ("灯塔", "No site"), ("岱山", "no coordinates"), ("1", "several|No site|does not")],
)
def test_what_cannot_be_placed_is_said_in_words(sites: tuple[MapSite, ...], text: str, words: str) -> None:
    with pytest.raises((NotLocated, BadCoordinates), match=words):
        locate(sites, text)


def test_a_name_of_several_sites_lists_them(store: Store, sites: tuple[MapSite, ...]) -> None:
    put_site(store, "定海海滨爱心驿站", latitude=30.0, longitude=122.1)
    with pytest.raises(NotLocated, match="定海海滨爱心驿站") as told:
        locate(store.read(sites_on_map), "定海")
    assert told.value.remedy


def test_a_site_is_put_on_the_map_in_one_step_of_undo(store: Store, sites: tuple[MapSite, ...]) -> None:
    lost = next(site for site in sites if site.spot is None)
    store.do(place_site, lost.id, 30.2438, 122.2059)
    assert Spot(30.2438, 122.2059) in {site.spot for site in store.read(sites_on_map)}
    assert "岱山高亭妈咪暖心小屋" in store.undo()
    assert next(site for site in store.read(sites_on_map) if site.id == lost.id).spot is None


def test_a_site_is_not_put_outside_the_country(store: Store, sites: tuple[MapSite, ...]) -> None:
    with pytest.raises(BadCoordinates, match="swapped"):
        store.do(place_site, sites[0].id, 122.1069, 30.0153)
    with pytest.raises(NotFound):
        store.do(place_site, new_id(), 30.0, 122.0)
