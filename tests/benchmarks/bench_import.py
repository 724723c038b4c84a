"""Taking a list in, with journal and search index, against a bare read of the same file."""

import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from python_calamine import load_workbook

from desktop.core.collecting import collect_young_only
from desktop.services import imports
from desktop.storage.store import Store
from tests.benchmarks.measure import Measure
from tests.benchmarks.people_data import write_list
from tests.benchmarks.scale import peak_mb, scale, seconds

MUST, AIM = 8, 4
MUST_MB = 1000


def measures() -> Iterable[Measure]:
    """Yield the ratio at the size of an office's list, and the memory at that of a city's."""
    collect_young_only()  # as each start of the program does
    size = scale()
    with tempfile.TemporaryDirectory(prefix="yijia-import-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        file = folder / "list.xlsx"
        write_list(file, size.rows)
        bare, ours = [], []
        for attempt in ("first", "second", "third"):
            bare.append(seconds(partial(_read, file)))
            database = folder / f"{attempt}.db"
            ours.append(seconds(partial(_import, file, database, size.rows)))
        yield Measure(
            f"import of {size.rows:,} rows against a bare read",
            min(ours) / min(bare),
            "x",
            MUST,
            AIM,
            detail=f"{min(ours):.1f} s against {min(bare):.1f} s",
        )
        whole = folder / "city.xlsx"
        write_list(whole, size.workers)
        took = seconds(partial(_import, whole, folder / "city.db", size.workers))
        yield Measure(
            f"most memory while importing {size.workers:,} rows",
            peak_mb(),
            "MB",
            MUST_MB,
            detail=f"{took:.0f} s",
        )


def _read(file: Path) -> int:
    book = load_workbook(file)
    return sum(1 for name in book.sheet_names for _row in book.get_sheet_by_name(name).iter_rows())


def _import(file: Path, database: Path, rows: int) -> None:
    store = Store.open(database)
    try:
        done = store.do(imports.save, store.read(imports.preview, file))
        assert done.new == rows
    finally:
        store.close()
