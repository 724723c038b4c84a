"""Invented sites in any number, always the same ones for the same seed."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.ids import new_ids
from desktop.models.base import plain
from desktop.models.sites import HostKind, Site, SiteKind, SiteStatus, SiteStatusChange
from desktop.services.organisations import name_key
from desktop.services.site_entry import SiteEntry
from desktop.storage import bulk, journal
from desktop.storage.search import organisation_key

DISTRICTS = "定海区 普陀区 岱山县 嵊泗县 新城 普陀山".split()  # noqa: SIM905
PLACES = "港务 码头 盐仓 白泉 沈家门 东港 高亭 衢山 菜园 五龙 六横 虾峙 朱家尖 金塘 马岙 干览".split()  # noqa: SIM905
NAMES = {
    SiteKind.REST_STATION: "爱心驿站",
    SiteKind.MOMMY_ROOM: "妈咪暖心小屋",
    SiteKind.LIBRARY: "职工书屋",
    SiteKind.ACTIVITY_CENTRE: "职工活动中心",
}
_SITE = (
    "id", "kind", "name", "name_key", "search_key", "code", "district", "address", "latitude", "longitude",
    "host", "host_kind", "opened_on", "status", "stars",
)  # fmt: skip


def entries(count: int, seed: int = 7) -> Iterator[SiteEntry]:
    """Yield invented sites; each has a code and a name of its own."""
    dice = random.Random(seed)
    for number in range(count):
        kind = dice.choice(list(NAMES))
        place = dice.choice(PLACES)
        yield SiteEntry(
            kind,
            f"{place}{number}号{NAMES[kind]}",
            code=f"S{number:05}",
            district=dice.choice(DISTRICTS),
            address=f"{place}路{dice.randint(1, 300)}号",
            latitude=29.5 + dice.random() * 1.3,
            longitude=121.5 + dice.random() * 1.7,
            host=f"{place}{dice.randint(1, 40)}号单位",
            host_kind=dice.choice(list(HostKind)),
            opened_on=date(2015, 1, 1) + timedelta(dice.randint(0, 3600)),
            status=SiteStatus.OPEN if dice.random() < 0.95 else SiteStatus.CLOSED,
            status_reason="停办",
        )


def fill(session: Session, count: int) -> list[UUID]:
    """Put sites on file with the beginning of their history; return their keys."""
    dice, keys, made = random.Random(count), new_ids(count), list(entries(count))
    rows = (
        tuple(map(plain, (
            key, one.kind, one.name, name_key(one.name), organisation_key(one.name), one.code, one.district,
            one.address, one.latitude, one.longitude, one.host, one.host_kind, one.opened_on, one.status,
            dice.choice((None, 2, 3, 4, 5)),
        )))
        for key, one in zip(keys, made, strict=True)
    )  # fmt: skip
    bulk.insert_many(session, Site, _SITE, rows)
    history = (
        tuple(map(plain, (line, key, one.opened_on, SiteStatus.OPEN)))
        for line, key, one in zip(new_ids(count), keys, made, strict=True)
    )
    bulk.insert_many(session, SiteStatusChange, ("id", "site_id", "since", "status"), history)
    journal.describe(session, "{count} sites", count=count)
    return keys
