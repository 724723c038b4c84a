"""Taking a list of equipment in: first shown row by row, then taken in as one step of undo."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.core.i18n import N_, _
from desktop.core.progress import Progress, Silent
from desktop.models.site_assets import Asset, Condition
from desktop.services.asset_entry import after, asset_on_file, copy_entry, free_numbers
from desktop.services.asset_import_rows import (
    AssetCells,
    AssetImportRow,
    AssetPlan,
    AssetPreview,
    AssetsImported,
    judge,
)
from desktop.services.asset_moves import move_one
from desktop.services.assets import add_all, next_number
from desktop.services.imports_rows import Verdict
from desktop.services.site_find import on_file
from desktop.spreadsheets.asset_headings import ASSETS, asset_columns
from desktop.spreadsheets.failures import NoTableFound, SpreadsheetError
from desktop.spreadsheets.read import open_book
from desktop.spreadsheets.table import FoundTable, find_tables
from desktop.spreadsheets.worker_files import RejectedRow, write_left_out
from desktop.storage import journal

__all__ = ["NoEquipmentFound", "preview", "rejects", "save"]


class NoEquipmentFound(SpreadsheetError):
    """A readable book in which no list of equipment was recognised."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("No list of equipment was found in {file}."),
            _("Put one row of headings above the list, among them “Equipment”, or export a list first."),
        )


def preview(session: Session, path: Path, progress: Progress | None = None) -> AssetPreview:
    """Return what taking the list in would do; nothing is written. Raises a ``SpreadsheetError``."""
    progress = progress or Silent()
    cells: list[AssetCells] = []
    with open_book(path) as book:
        try:
            found = find_tables(book, ASSETS)
        except NoTableFound:
            raise NoEquipmentFound(path) from None
        for table in found:
            cells += _rows(table)
            progress.step(len(cells), 0, _("Reading the list"))
    if not any("name" in row.values or "number" in row.values for row in cells):
        raise NoEquipmentFound(path)
    tables = tuple((table.sheet, tuple(column.text for column in table.columns)) for table in found)
    return AssetPreview(path, tables, tuple(judge(session, cells, progress)))


def save(
    session: Session, shown: AssetPreview, leave: Collection[int] = (), progress: Progress | None = None
) -> AssetsImported:
    """Take in what was shown, compared with the books once more; ``leave`` are places to be left out."""
    progress = progress or Silent()
    rows = judge(session, [row.cells for at, row in enumerate(shown.rows) if at not in leave])
    for at, row in enumerate(rows, start=1):
        if row.plan is not None and row.verdict is Verdict.NEW:
            _add(session, row.plan)
        elif row.plan is not None and row.verdict is Verdict.CHANGED:
            _change(session, row.plan, shown.path.name)
        progress.step(at, len(rows), _("Taking the list in"))
    counts = {verdict: sum(row.verdict is verdict for row in rows) for verdict in Verdict}
    journal.describe(
        session, N_("Import equipment from {file}: {new} new, {changed} changed"),
        file=shown.path.name, new=counts[Verdict.NEW], changed=counts[Verdict.CHANGED],
    )  # fmt: skip
    left = [shown.rows[at] for at in sorted(leave)] + [row for row in rows if row.verdict is Verdict.REFUSED]
    return AssetsImported(counts[Verdict.NEW], counts[Verdict.CHANGED], counts[Verdict.SAME], tuple(left))


def rejects(shown: AssetPreview, left_out: Sequence[AssetImportRow], path: Path) -> int:
    """Write the rows left out, each with its reason, to be corrected and imported again; return how many."""
    rows = [RejectedRow(row.cells.cells, row.cells.sheet, row.cells.row, row.sentence) for row in left_out]
    return write_left_out(path, shown.tables, rows)


def _add(session: Session, plan: AssetPlan) -> None:
    first = plan.entry.number or next_number(session)
    numbers = [first, *free_numbers(session, after(first), plan.count - 1)]
    sound = replace(plan.entry, condition=_worn(plan.entry.condition))
    for row in add_all(session, [replace(sound, number=number) for number in numbers]):
        _write_off(row, plan)


def _change(session: Session, plan: AssetPlan, file: str) -> None:
    assert plan.asset_id is not None
    row, entry = asset_on_file(session, plan.asset_id), plan.entry
    if row.condition is Condition.WRITTEN_OFF:
        row.condition, row.written_off_on, row.write_off_reason = Condition.WORN, None, ""
    if entry.site_id != row.site_id:
        move_one(session, row, on_file(session, entry.site_id), entry.place, reason=file)
    copy_entry(session, replace(entry, condition=_worn(entry.condition)), row)
    _write_off(row, plan)
    session.flush()


def _write_off(row: Asset, plan: AssetPlan) -> None:
    if plan.gone is not None:
        row.condition, row.written_off_on, row.write_off_reason = Condition.WRITTEN_OFF, plan.gone, plan.why


def _worn(condition: Condition) -> Condition:
    return Condition.WORN if condition is Condition.WRITTEN_OFF else condition


def _rows(table: FoundTable) -> list[AssetCells]:
    columns = asset_columns({column.index: column.text for column in table.columns})
    made = []
    for number, row in table.rows:
        values = {
            field: row[column] for field, column in columns.items() if column < len(row) and row[column] != ""
        }
        if values:
            made.append(AssetCells(table.sheet, number, tuple(row), values))
    return made
