"""Sites of the demonstration on file: the register, what each has and was awarded, and two years of use."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import N_
from desktop.core.ids import new_plain_ids
from desktop.core.opening_hours import EVERY_DAY
from desktop.models.base import Kept, Plain, plain
from desktop.models.sites import (
    AmenityState,
    HostKind,
    OpeningHours,
    RatingKind,
    Site,
    SiteAmenity,
    SiteKind,
    SiteRating,
    SiteStatus,
    SiteStatusChange,
)
from desktop.services import demo_use
from desktop.services.clock import local, moment_of
from desktop.services.demo_site_list import InventedSite, invented_sites
from desktop.services.organisations import name_key
from desktop.storage import bulk, journal
from desktop.storage.search import organisation_key

FOUR = ("air_conditioning", "seats", "drinking_water", "first_aid_box")
_WISHES = ("sign", "hours_posted", "rules", "microwave", "charging", "fridge", "toilet")
_ROOM_ITEMS = (
    "non_slip_floor", "nappy_table", "hot_water", "soap", "cot", "nursing_seat", "table", "socket", "bin",
    "door_lock",
)  # fmt: skip
_CENTRE_ROOMS = ("gym", "reading_room", "workers_shop", "tea_room", "cinema", "legal_aid_room", "courts")
_SITE_COLUMNS = (
    "id", "kind", "name", "name_key", "search_key", "code", "parent_id", "afloat", "address", "district",
    "island", "latitude", "longitude", "host", "host_kind", "contact", "contact_phone", "area", "seats",
    "opened_on", "planned_for", "fund_fen", "fund_source", "status", "always_open", "stars", "stars_year",
)  # fmt: skip
WORKDAYS, WEEKEND, SUMMER, REST_OF_YEAR = (0, 1, 2, 3, 4), (5, 6, 7), (601, 930), (1001, 531)


@dataclass(frozen=True, slots=True)
class DemoSite:
    """An invented site and its key on file."""

    id: UUID
    site: InventedSite


@dataclass(frozen=True, slots=True)
class Made:
    """What else there is to know for one who puts more on file about the sites."""

    sites: Sequence[DemoSite]
    today: date
    dice: random.Random


More = Callable[[Session, Made], None]


def fill(session: Session, seed: int, more: Sequence[More] = ()) -> int:
    """Put the invented sites on file, then whatever ``more`` has to tell of them; return how many."""
    today = local(moment_of(session)).date()
    invented = invented_sites(today, seed)
    sites = [
        DemoSite(UUID(key), one) for key, one in zip(new_plain_ids(len(invented)), invented, strict=True)
    ]
    made = Made(sites, today, random.Random(f"more about sites {seed}"))
    reviewed = (today - timedelta(210)).year
    _insert_sites(session, sites, reviewed)
    _insert(session, SiteStatusChange, ("site_id", "since", "status", "reason"), _statuses(made))
    _insert(session, OpeningHours, _HOURS_COLUMNS, _hours(made))
    _insert(session, SiteAmenity, ("site_id", "item", "state", "remark"), _amenities(made))
    _insert(session, SiteRating, _RATING_COLUMNS, _ratings(made, reviewed))
    demo_use.fill(session, [(one.id, one.site) for one in sites], today, seed)
    for tell in more:
        tell(session, made)
    journal.describe(session, N_("Make {count} sites for demonstration"), count=len(sites))
    return len(sites)


def _insert_sites(session: Session, sites: Sequence[DemoSite], reviewed: int) -> None:
    keys = {one.site.code: one.id for one in sites}
    rows = (
        tuple(map(plain, (
            one.id, s.kind, s.name, name_key(s.name), organisation_key(s.name), s.code, keys.get(s.parent),
            s.afloat, s.address, s.at.district, s.at.island, s.latitude, s.longitude, s.host, s.host_kind,
            s.contact, s.phone, s.area, s.seats, s.opened_on, s.planned_for, s.fund_fen, "工会经费",
            s.status, s.host_kind is HostKind.PETROL_STATION, s.stars, _newest_review(s, reviewed),
        )))
        for one in sites
        for s in [one.site]
    )  # fmt: skip
    bulk.insert_many(session, Site, _SITE_COLUMNS, rows)


def _newest_review(site: InventedSite, reviewed: int) -> int | None:
    """Return the year of a station's last review; one station in fifteen still waits for this one."""
    if site.stars is None:
        return None
    return reviewed - 1 if int(site.code[-3:]) % 15 == 0 else reviewed


def _insert(
    session: Session, model: type[Kept], columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Insert rows of any values, each given a key."""
    listed: list[tuple[Plain, ...]] = [tuple(map(plain, row)) for row in rows]
    keys = new_plain_ids(len(listed))
    filled = ((key, *row) for key, row in zip(keys, listed, strict=True))
    bulk.insert_many(session, model, ("id", *columns), filled)


def _statuses(made: Made) -> Iterator[tuple[UUID, date, SiteStatus, str]]:
    for number, one in enumerate(made.sites):
        opened = one.site.opened_on
        if opened is None:
            yield one.id, made.today - timedelta(150), SiteStatus.PLANNED, "列入本年度建设计划"
            continue
        yield one.id, opened, SiteStatus.OPEN, ""
        if number % 23 == 0 and (made.today - opened).days > 600:
            shut = opened + timedelta(300)
            yield one.id, shut, SiteStatus.PAUSED, "场地装修"
            yield one.id, shut + timedelta(35), SiteStatus.OPEN, ""


_HOURS_COLUMNS = ("site_id", "weekday", "opens", "closes", "season_from", "season_to")
_Stretch = tuple[Sequence[int], float, float, tuple[int, int] | None]
_OFFICE: tuple[_Stretch, ...] = ((WORKDAYS, 8.5, 11.5, None), (WORKDAYS, 13.5, 17, None))
_COUNTER: tuple[_Stretch, ...] = ((WORKDAYS, 8.5, 17, None), (WEEKEND, 9, 16, None))
_BY_HOST: Mapping[HostKind, tuple[_Stretch, ...]] = {
    HostKind.BANK: _COUNTER,
    HostKind.TELECOMS: _COUNTER,
    HostKind.PORT: ((EVERY_DAY, 6, 20, None),),
    HostKind.HOSPITAL: ((EVERY_DAY, 7.5, 20, None),),
    HostKind.SANITATION: ((EVERY_DAY, 6, 18, REST_OF_YEAR), (EVERY_DAY, 5, 19, SUMMER)),
    HostKind.POST_COURIER: ((EVERY_DAY, 8, 18, None),),
    HostKind.PETROL_STATION: (),
}
_BY_KIND: Mapping[SiteKind, tuple[_Stretch, ...]] = {
    SiteKind.ACTIVITY_CENTRE: (((1, 2, 3, 4, 5, 6, 7), 9, 21, None),),
    SiteKind.LIBRARY: ((WORKDAYS, 11.5, 20.5, None), (WEEKEND, 9, 20.5, None)),
}


def _hours(made: Made) -> Iterator[tuple[UUID, int, int, int, int | None, int | None]]:
    for one in made.sites:
        if one.site.opened_on is None or one.site.afloat:
            continue
        posted = _BY_KIND.get(one.site.kind) or _BY_HOST.get(one.site.host_kind, _OFFICE)
        for weekdays, opens, closes, season in posted:
            first, last = season or (None, None)
            for weekday in weekdays:
                yield one.id, weekday, round(opens * 60), round(closes * 60), first, last


def _amenities(made: Made) -> Iterator[tuple[UUID, str, AmenityState, str]]:
    dice = made.dice
    for one in made.sites:
        if one.site.kind is SiteKind.REST_STATION:
            yield from ((one.id, item, AmenityState.HAS, "") for item in FOUR)
            yield from _perhaps(dice, one.id, _WISHES, 0.8)
        elif one.site.kind is SiteKind.MOMMY_ROOM:
            yield from _perhaps(dice, one.id, _ROOM_ITEMS, 0.97)
        elif one.site.kind is SiteKind.ACTIVITY_CENTRE and one.site.opened_on:
            yield from _perhaps(dice, one.id, _CENTRE_ROOMS, 0.7)


def _perhaps(
    dice: random.Random, site: UUID, items: Sequence[str], share: float
) -> Iterator[tuple[UUID, str, AmenityState, str]]:
    for item in items:
        thrown = dice.random()
        if thrown < share * 0.985:
            yield site, item, AmenityState.HAS, ""
        elif thrown < share:
            yield site, item, AmenityState.BROKEN, "已报修"
        else:
            yield site, item, AmenityState.LACKS, ""


_RATING_COLUMNS = ("site_id", "kind", "year", "stars", "name", "level", "document", "decided_on")
_Rating = tuple[UUID, RatingKind, int, int | None, str, str, str, date]


def _ratings(made: Made, reviewed: int) -> Iterator[_Rating]:
    """Yearly reviews of every station, some lost or won a star at the last; an honour for the best."""
    for one in made.sites:
        stars, newest = one.site.stars, _newest_review(one.site, reviewed)
        if stars is None or newest is None:
            continue
        before = min(5, max(1, stars + made.dice.choice((-1, -1, 0, 0, 0, 1))))
        for year, given in ((newest - 2, min(before, 4)), (newest - 1, before), (newest, stars)):
            document = f"舟总工〔{year}〕18号"
            yield one.id, RatingKind.STARS, year, given, "", "", document, date(year, 5, 20)
        if stars == 5:
            name, document = "最美工会户外劳动者服务站点", f"浙总工办〔{reviewed - 1}〕31号"
            yield (one.id, RatingKind.HONOUR, reviewed - 1, None, name, "province", document,
                   date(reviewed - 1, 9, 28))  # fmt: skip
