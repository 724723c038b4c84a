"""Everything due at ten thousand sites with ten years behind them, with its indexes and without."""

import tempfile
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path

from desktop.services import site_due
from desktop.storage.store import Store
from tests.benchmarks.due_data import fill_ledger
from tests.benchmarks.measure import Measure
from tests.benchmarks.scale import FULL, each_ms, percentile, scale
from tests.benchmarks.site_data import fill

MUST_MS = 100
TODAY = date(2026, 11, 24)
_INDEXES = ("ix_inspection_locked", "ix_supply_stock_there", "ix_supply_stock_batch", "ix_defect_open")


def measures() -> Iterable[Measure]:
    """Yield how long the list takes, how much of that Home's part, and what the indexes save."""
    sites = 10_000 if scale() is FULL else 1_000
    with tempfile.TemporaryDirectory(prefix="yijia-due-", ignore_cleanup_errors=True) as folder:
        store = Store.open(Path(folder) / "yijia.db")
        try:
            kept = fill_ledger(store, store.do(fill, sites), TODAY)
            told = ", ".join(f"{count:,} rows of {table}" for table, count in kept.items())
            yield from _listed(store, f"{sites:,} sites, {told}")
        finally:
            store.close()


def _listed(store: Store, detail: str) -> Iterable[Measure]:
    whole = [partial(store.read, site_due.due, TODAY)] * 9
    found = store.read(site_due.due, TODAY)
    took = percentile(each_ms(whole), 0.5)
    yield Measure(
        "everything due at the sites, the middle of nine",
        took,
        "ms",
        MUST_MS,
        60,
        detail=f"{len(found):,} lines of {detail}",
    )
    home = [partial(store.read, site_due.unsettled_defects, TODAY)] * 9
    yield Measure("defects for Home, the middle of nine", percentile(each_ms(home), 0.5), "ms", 50, 20)
    with store.engine.begin() as connection:
        for index in _INDEXES:
            connection.exec_driver_sql(f"DROP INDEX {index}")
    bare = percentile(each_ms(whole[:3]), 0.5)
    words = "the same list without its indexes"
    yield Measure(words, bare / took, "times as long", 2, 4, higher_is_better=True)
