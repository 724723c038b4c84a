"""Daily figures: a morning's typing, and ten years of ten thousand sites as months instead of days."""

import os
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.core import tallies as counting
from desktop.services import tallies
from desktop.services.tallies import TallyCell
from desktop.storage.store import Store
from tests.benchmarks.measure import Measure
from tests.benchmarks.scale import QUICK_ENV, each_ms, percentile, seconds
from tests.benchmarks.site_data import fill
from tests.benchmarks.sites_data import fill_day_rows, sites_with_years

STATIONS = 94
YEARS, YEAR = 10, 2025
RIVALS = 2_000
MORNING_S = 180
KEYS_A_SECOND = 2.0
"""How fast somebody types figures from a sheet, looking back and forth."""

DAY_OF_ROWS = (
    "SELECT substr(tally_day.day, 1, 7), sum(tally_day.count), count(*) FROM tally_day"
    " WHERE tally_day.day BETWEEN :first AND :last AND tally_day.removed_at IS NULL"
    " GROUP BY substr(tally_day.day, 1, 7)"
)


def measures() -> Iterable[Measure]:
    """Yield the morning of an office with 94 stations, then the sums of a large one."""
    with tempfile.TemporaryDirectory(prefix="yijia-tallies-", ignore_cleanup_errors=True) as folder:
        store = Store.open(Path(folder) / "morning.db")
        try:
            yield from _morning(store)
        finally:
            store.close()
        store = Store.open(Path(folder) / "years.db")
        try:
            yield from _years(store, 1_000 if os.environ.get(QUICK_ENV) else 10_000)
        finally:
            store.close()


def _morning(store: Store) -> Iterable[Measure]:
    sites = store.do(fill, STATIONS)
    opened = [line.place.id for line in store.read(tallies.day_list, date(2026, 1, 31)).lines]
    days = [date(2026, 1, 1) + timedelta(n) for n in range(30)]
    store.do(tallies.enter, [TallyCell(s, d, 20 + n % 60) for n, s in enumerate(opened) for d in days])
    day = date(2026, 1, 31)
    cells = [TallyCell(site, day, 20 + n % 60) for n, site in enumerate(opened)]
    each = each_ms([partial(store.do, tallies.enter, [cell]) for cell in cells])
    detail = f"{len(opened)} stations of {len(sites)}, each saved on disk and undone by itself"
    yield Measure("a daily figure entered, p95", percentile(each, 0.95), "ms", 50, 20, detail=detail)
    keys = sum(len(str(cell.count)) + 1 for cell in cells) / len(cells) * STATIONS
    by_hand = keys / KEYS_A_SECOND + sum(each) / 1000
    yield Measure(
        f"{STATIONS} stations typed in, {KEYS_A_SECOND:.0f} keys a second",
        by_hand,
        "s",
        MORNING_S,
        detail=f"{keys:.0f} keys: the figure and Enter, nothing between",
    )
    pasted = [TallyCell(s, d - timedelta(days=40), 20) for s in opened for d in days]
    yield Measure(
        "a month of all stations entered as one step",
        seconds(partial(store.do, tallies.enter, pasted)) * 1000,
        "ms",
        1000,
        detail=f"{len(pasted):,} figures",
    )


def _years(store: Store, sites: int) -> Iterable[Measure]:
    before = _bytes(store)
    built: list[list[UUID]] = []
    took = seconds(lambda: built.append(sites_with_years(store, sites, YEARS)))
    of_months = _bytes(store) - before
    said = f"{sites:,} sites, {YEARS} years, {sites * YEARS * 12:,} rows"
    yield Measure("years of figures built", took, "s", 60, detail=said)
    summed = min(each_ms([partial(store.read, tallies.year_totals, YEAR)] * 5))
    yield Measure("the months of a year over all sites", summed, "ms", 1000, 100, detail=said)
    day = date(YEAR, 6, 30)
    listed = min(each_ms([partial(store.read, tallies.day_list, day)] * 3))
    yield Measure("a day of all sites, with the usual of each", listed, "ms", 3000, 1000, detail=said)
    month = counting.month_of(day)
    grid = min(each_ms([partial(store.read, tallies.month_grid, month)] * 3))
    yield Measure("a month of all sites as a grid", grid, "ms", 1500, 500, detail=said)
    yield from _against_day_rows(store, built[0], of_months, summed)


def _against_day_rows(
    store: Store, sites: Sequence[UUID], of_months: int, summed: float
) -> Iterable[Measure]:
    """Compare, a site, with a row a day of some sites and one year: all would take minutes to write."""
    rivals = sites[:RIVALS]
    before = _bytes(store)
    rows = fill_day_rows(store, rivals, YEAR)
    of_days = (_bytes(store) - before) * YEARS / len(rivals)
    by_days = min(each_ms([partial(store.read, _sum_days, YEAR)] * 3)) / len(rivals)
    yield Measure(
        "the same sum over day rows takes",
        by_days / (summed / len(sites)),
        "x",
        5,
        higher_is_better=True,
        detail=f"{rows:,} rows of {len(rivals):,} sites, a site and year",
    )
    months_kb, days_kb = of_months / len(sites) / 1000, of_days / 1000
    yield Measure(
        "day rows would need on disk",
        days_kb / months_kb,
        "x",
        5,
        higher_is_better=True,
        detail=f"{YEARS} years of a site: {months_kb:,.0f} kB as months, {days_kb:,.0f} kB as days",
    )


def _sum_days(session: Session, year: int) -> int:
    found = session.execute(text(DAY_OF_ROWS), {"first": f"{year}-01-01", "last": f"{year}-12-31"})
    return len(found.all())


def _bytes(store: Store) -> int:
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        size = connection.exec_driver_sql("PRAGMA page_size").scalar() or 0
        free = connection.exec_driver_sql("PRAGMA freelist_count").scalar() or 0
    return (int(pages) - int(free)) * int(size)
