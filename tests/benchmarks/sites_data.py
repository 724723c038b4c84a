"""Years of daily figures at invented sites, written straight into the file, which is quick."""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from desktop.core import tallies as counting
from desktop.core.ids import new_ids
from desktop.core.tallies import Count
from desktop.storage.store import Store
from tests.benchmarks.site_data import fill

LAST = 202612
_PATTERNS = 400
_TOLD = 0.95


def sites_with_years(store: Store, sites: int, years: int) -> list[UUID]:
    """Put sites on file with daily figures of so many years up to the end of 2026; return their keys."""
    keys = store.do(fill, sites)
    fill_years(store, keys, years)
    return keys


def fill_years(store: Store, sites: Sequence[UUID], years: int) -> int:
    """Write a row a site and month, as the service does; return how many."""
    months = [counting.moved(LAST, -back) for back in range(years * 12)]
    rows = _month_rows(sites, months)
    statement = "INSERT INTO tally_month (id, site_id, month, days, total, told) VALUES (?, ?, ?, ?, ?, ?)"
    with store.engine.begin() as connection:
        connection.exec_driver_sql(statement, list(rows))
        connection.exec_driver_sql("ANALYZE tally_month")
    return len(sites) * len(months)


def fill_day_rows(store: Store, sites: Sequence[UUID], year: int) -> int:
    """Write the figures these sites told in a year a row a day, as the rival would; return how many."""
    with store.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE tally_day (id TEXT PRIMARY KEY, site_id TEXT NOT NULL, day TEXT NOT NULL,"
            " count INTEGER NOT NULL, removed_at TEXT)"
        )
        wanted = {site.hex for site in sites}
        months = connection.exec_driver_sql(
            "SELECT site_id, month, days FROM tally_month WHERE month BETWEEN ? AND ?",
            (year * 100 + 1, year * 100 + 12),
        ).all()
        chosen = [(str(site), int(month), str(days)) for site, month, days in months if site in wanted]
        rows = list(_day_rows(chosen))
        keys = new_ids(len(rows))
        connection.exec_driver_sql(
            "INSERT INTO tally_day (id, site_id, day, count) VALUES (?, ?, ?, ?)",
            [(key.hex, *row) for key, row in zip(keys, rows, strict=True)],
        )
        connection.exec_driver_sql(
            "CREATE UNIQUE INDEX uq_tally_day ON tally_day (site_id, day) WHERE removed_at IS NULL"
        )
        connection.exec_driver_sql("CREATE INDEX ix_tally_day_sum ON tally_day (day, site_id, count)")
        connection.exec_driver_sql("ANALYZE tally_day")
    return len(rows)


def _month_rows(
    sites: Sequence[UUID], months: Sequence[int]
) -> Iterator[tuple[str, str, int, str, int, int]]:
    dice = random.Random(11)
    patterns = {length: [_pattern(dice, length) for _ in range(_PATTERNS)] for length in range(28, 32)}
    of_month = {month: patterns[counting.days_in(month)] for month in months}
    keys = iter(new_ids(len(sites) * len(months)))
    for site in sites:
        text = site.hex
        for month in months:
            yield (next(keys).hex, text, month, *dice.choice(of_month[month]))


def _pattern(dice: random.Random, length: int) -> tuple[str, int, int]:
    usual = dice.randint(5, 120)
    counts: list[Count] = [
        dice.randint(0, 2 * usual) if dice.random() < _TOLD else None for _ in range(length)
    ]
    return counting.pack(counts), counting.total(counts), counting.told(counts)


def _day_rows(months: Sequence[tuple[str, int, str]]) -> Iterator[tuple[str, str, int]]:
    names: dict[int, list[str]] = {}
    for site, month, days in months:
        if month not in names:
            last = counting.days_in(month)
            names[month] = [date(month // 100, month % 100, n).isoformat() for n in range(1, last + 1)]
        for day, count in zip(names[month], days.split(","), strict=True):
            if count:
                yield site, day, int(count)
