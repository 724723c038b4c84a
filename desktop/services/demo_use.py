"""How many people came to the demonstration's sites, day by day, this year and last."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core import tallies
from desktop.core.ids import new_plain_ids
from desktop.core.tallies import Count
from desktop.models.base import Plain
from desktop.models.site_ledger import TallyMonth
from desktop.models.sites import SiteKind
from desktop.services.demo_places import DAISHAN, DINGHAI, PUTUO, SHENGSI
from desktop.services.demo_site_list import InventedSite
from desktop.storage import bulk

COLUMNS = ("id", "site_id", "month", "days", "total", "told")
_A_DAY = {
    SiteKind.REST_STATION: 26,
    SiteKind.MOMMY_ROOM: 5,
    SiteKind.ACTIVITY_CENTRE: 95,
    SiteKind.LIBRARY: 14,
}
_DISTRICT = {DINGHAI: 1.15, PUTUO: 1.1, DAISHAN: 0.8, SHENGSI: 0.6}
_SEASON = (0.85, 0.6, 0.9, 1.0, 1.05, 1.2, 1.55, 1.6, 1.25, 1.05, 0.95, 0.9)
_WEEKDAY = (1.0, 1.02, 1.0, 1.03, 1.08, 0.95, 0.8)
_GROWTH = 1.07
_UNTOLD = 0.04


def fill(session: Session, sites: Sequence[tuple[UUID, InventedSite]], today: date, seed: int) -> None:
    """Put the counts from last New Year's Day to yesterday on file, a row a site and month."""
    rows = list(_rows(sites, today, random.Random(f"use {seed}")))
    keys = new_plain_ids(len(rows))
    bulk.insert_many(session, TallyMonth, COLUMNS, ((key, *row) for key, row in zip(keys, rows, strict=True)))


def _rows(
    sites: Sequence[tuple[UUID, InventedSite]], today: date, dice: random.Random
) -> Iterator[tuple[Plain, ...]]:
    first, yesterday = date(today.year - 1, 1, 1), today - timedelta(1)
    months = [
        m for m in range((today.year - 1) * 100 + 1, tallies.month_of(today) + 1) if tallies.is_month(m)
    ]
    for key, site in sites:
        if site.opened_on is None:
            continue
        since = max(first, site.opened_on)
        usual = _A_DAY[site.kind] * _DISTRICT[site.at.district] * dice.uniform(0.4, 1.6)
        for month in months:
            counts = _month(dice, site, usual, month, since, yesterday)
            if told := tallies.told(counts):
                yield key.hex, month, tallies.pack(counts), tallies.total(counts), told


def _month(
    dice: random.Random, site: InventedSite, usual: float, month: int, since: date, until: date
) -> list[Count]:
    base = usual * _SEASON[month % 100 - 1] * _GROWTH ** (month // 100 - until.year)
    counts: list[Count] = []
    weekday = tallies.day_in(month, 1).weekday()
    for number in range(1, tallies.days_in(month) + 1):
        told = since <= tallies.day_in(month, number) <= until and _is_told(dice, site, weekday)
        counts.append(round(base * _WEEKDAY[weekday] * (0.6 + 0.8 * dice.random())) if told else None)
        weekday = (weekday + 1) % 7
    return counts


def _is_told(dice: random.Random, site: InventedSite, weekday: int) -> bool:
    if site.afloat:
        return weekday == 6  # a ship tells once a week, when it is in port
    closed = site.kind is SiteKind.ACTIVITY_CENTRE and weekday == 0
    return not closed and dice.random() > _UNTOLD
