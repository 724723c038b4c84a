"""The register of ten thousand sites: listed, searched as one types, and a hundred taken from one sheet."""

import random
import tempfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.sites import Site
from desktop.services import site_export, site_import, sites
from desktop.services.site_import_rows import SitePreview
from desktop.services.sites import SiteFilter
from desktop.storage.store import Store
from tests.benchmarks import site_data
from tests.benchmarks.measure import Measure
from tests.benchmarks.scale import each_ms, percentile, scale, seconds

SITES, SHEET, TRIES = 10_000, 100, 9
TYPED = ("gw", "gangwu", "港务", "码头 77", "s0012", "妈咪", "dgzx", "定海 驿站", "白泉路", "盐仓 12")


def measures() -> Iterable[Measure]:
    """Yield the times of the whole list, of typed searches, and of an import."""
    with tempfile.TemporaryDirectory(prefix="yijia-sites-", ignore_cleanup_errors=True) as folder:
        store = Store.open(Path(folder) / "yijia.db")
        try:
            keys = store.do(site_data.fill, SITES)
            yield from _listed(store)
            yield from _imported(Path(folder), store, keys[:SHEET])
        finally:
            store.close()


def _listed(store: Store) -> Iterable[Measure]:
    store.read(sites.listed)
    whole = percentile(each_ms([partial(store.read, sites.listed)] * TRIES), 0.5)
    mapped = percentile(each_ms([partial(store.read, _objects)] * TRIES), 0.5)
    yield Measure(f"list of {SITES:,} sites in order", whole, "ms", 250, 100, detail="the middle of nine")
    yield Measure(
        "that list against the same as mapped objects",
        mapped / whole,
        "times as fast",
        1.2,
        2,
        higher_is_better=True,
    )
    dice = random.Random(2)
    typed = [
        partial(store.read, sites.listed, SiteFilter(text=dice.choice(TYPED))) for _ in range(scale().repeats)
    ]
    yield Measure("search in the sites as one types, p99", percentile(each_ms(typed), 0.99), "ms", 150, 60)


def _imported(folder: Path, store: Store, keys: Sequence[UUID]) -> Iterable[Measure]:
    sheet = folder / "sheet.xlsx"
    store.read(site_export.export, sheet, keys)
    empty = Store.open(folder / "empty.db")
    try:
        shown: list[SitePreview] = []
        reading = seconds(lambda: shown.append(empty.read(site_import.preview, sheet)))
        saving = seconds(lambda: empty.do(site_import.save, shown[0]))
    finally:
        empty.close()
    yield Measure(f"{SHEET} sites of one sheet, shown", reading, "s", 3, 1)
    yield Measure(f"{SHEET} sites of one sheet, taken in", saving, "s", 5, 2)


def _objects(session: Session) -> list[Site]:
    found = session.scalars(select(Site).where(Site.removed_at.is_(None)))
    return sorted(found, key=lambda site: site.search_key)
