"""The year's figures of ten thousand sites with ten years of counts, beside two plain ways to find them."""

import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from desktop.core.ids import new_plain_ids
from desktop.core.tallies import days_in, unpack
from desktop.services import site_figures, site_use
from desktop.services.demo_sites import FOUR
from desktop.services.site_figures import YearReport
from desktop.services.site_sentence import year_sentence
from desktop.services.site_use import YearUse
from desktop.storage.store import Store
from tests.benchmarks.measure import Measure
from tests.benchmarks.scale import FULL, scale, seconds
from tests.benchmarks.sites_data import LAST, fill_day_rows, sites_with_years

MUST_MS, AIM_MS = 1000, 700
SITES, YEARS = 10_000, 10
YEAR = LAST // 100 - 1
"""The last year that is over, so that every run asks the same."""
_Months = Counter[tuple[str, str, int]]


def measures() -> Iterable[Measure]:
    """Yield the time of the year table, of its busiest sites, and how many times faster it is than rivals."""
    sites = SITES if scale() is FULL else SITES // 10
    with tempfile.TemporaryDirectory(prefix="yijia-figures-", ignore_cleanup_errors=True) as folder:
        store = Store.open(Path(folder) / "yijia.db")
        try:
            sites_with_years(store, sites, YEARS)
            _furnish(store)
            yield from _tables(store, f"{sites:,} sites, {YEARS} years")
        finally:
            store.close()
        small = Store.open(Path(folder) / "small.db")
        try:
            yield _beside_day_rows(small, sites_with_years(small, sites // 10, 3))
        finally:
            small.close()


def _furnish(store: Store) -> None:
    """Give every rest station the four things and a review a year."""
    dice = random.Random(5)
    with store.engine.begin() as connection:
        stations = [
            str(key)
            for (key,) in connection.exec_driver_sql("SELECT id FROM site WHERE kind = 'rest-station'")
        ]
        amenities = [(key, item) for key in stations for item in FOUR]
        reviews = [(key, LAST // 100 - back, dice.randint(1, 5)) for key in stations for back in range(YEARS)]
        connection.exec_driver_sql(
            "INSERT INTO site_amenity (id, site_id, item, state, remark) VALUES (?, ?, ?, 'has', '')",
            list(_keyed(amenities)),
        )
        connection.exec_driver_sql(
            "INSERT INTO site_rating (id, site_id, kind, year, stars, name, level, document, remark)"
            " VALUES (?, ?, 'stars', ?, ?, '', '', '', '')",
            list(_keyed(reviews)),
        )
        connection.exec_driver_sql("ANALYZE")


def _keyed(rows: list[tuple[str, str]] | list[tuple[str, int, int]]) -> Iterator[tuple[str | int, ...]]:
    return ((key, *row) for key, row in zip(new_plain_ids(len(rows)), rows, strict=True))


def _tables(store: Store, detail: str) -> Iterable[Measure]:
    made: list[YearReport] = []

    def table() -> None:
        made.append(store.read(site_figures.report, YEAR))
        year_sentence(made[-1])

    ours = min(seconds(table) for _ in range(5))
    yield Measure("the year's table with its sentence", ours * 1000, "ms", MUST_MS, AIM_MS, detail=detail)
    busiest = partial(store.read, site_use.busiest, YEAR, made[-1].day)
    yield Measure("the year's busiest sites", min(seconds(busiest) for _ in range(5)) * 1000, "ms", aim=400)
    counted: list[_Months] = []
    theirs = seconds(lambda: counted.append(_by_loop(store)))
    _demand_same(made[-1].use, counted[-1])
    yield Measure(
        "the year's table, times faster than a loop over the days",
        theirs / ours,
        "x",
        aim=3,
        higher_is_better=True,
        detail=f"the loop took {theirs:.1f} s and counted the use of one year alone",
    )


def _by_loop(store: Store) -> _Months:
    """Count people by kind, district and month of the year, a day at a time."""
    found = _Months()
    with store.engine.connect() as connection:
        places = {
            key: (kind, where)
            for key, kind, where in connection.exec_driver_sql("SELECT id, kind, district FROM site")
        }
        rows = connection.exec_driver_sql(
            "SELECT site_id, month, days FROM tally_month WHERE month BETWEEN ? AND ?",
            (YEAR * 100 + 1, YEAR * 100 + 12),
        )
        for key, month, days in rows:
            for count in unpack(days, days_in(month)):
                if count is not None:
                    found[(*places[key], month)] += count
    return found


def _beside_day_rows(store: Store, sites: Sequence[UUID]) -> Measure:
    """Compare the use of the year, and of the one before, with that of the year from rows of days."""
    rows = fill_day_rows(store, sites, YEAR)
    counted: list[_Months] = []
    theirs = min(seconds(lambda: counted.append(_by_day_rows(store))) for _ in range(3))
    found: list[YearUse] = []
    end = date(YEAR, 12, 31)
    ours = min(seconds(lambda: found.append(store.read(site_use.use_of, YEAR, end))) for _ in range(5))
    _demand_same(found[-1], counted[-1])
    return Measure(
        "use by kind, district and month, times faster than from rows of days",
        theirs / ours,
        "x",
        aim=5,
        higher_is_better=True,
        detail=f"{len(sites):,} sites, {rows:,} rows of days",
    )


def _by_day_rows(store: Store) -> _Months:
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT s.kind, s.district, substr(t.day, 1, 7), sum(t.count) FROM tally_day t"
            " JOIN site s ON s.id = t.site_id"
            " WHERE t.day BETWEEN ? AND ? AND t.removed_at IS NULL GROUP BY 1, 2, 3",
            (f"{YEAR}-01-01", f"{YEAR}-12-31"),
        )
        return _Months({(kind, where, int(month.replace("-", ""))): n for kind, where, month, n in rows})


def _demand_same(use: YearUse, counted: _Months) -> None:
    """Refuse to compare speeds where the answers differ."""
    ours = _Months()
    for row in use.rows:
        ours[row.kind.value, row.district, YEAR * 100 + row.month] += row.people
    if +ours != +counted:
        raise AssertionError("the rival counted something else")
