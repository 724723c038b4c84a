"""Taking a list of goods in: first shown row by row, then taken in as one step of undo."""

from collections.abc import Collection, Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import N_, _
from desktop.core.progress import Progress, Silent
from desktop.models.supplies import MovementKind, SupplyBatch, SupplyItem
from desktop.services.supplies import (
    batch_on_file,
    item_on_file,
    new_batch,
    new_item,
    today_of,
    write_batch,
    write_item,
)
from desktop.services.supply_due import put_minimum
from desktop.services.supply_import_judge import books_of, judge
from desktop.services.supply_import_rows import (
    BatchKey,
    SuppliesImported,
    SupplyCells,
    SupplyImportRow,
    SupplyPlan,
    SupplyPreview,
    SupplyTable,
    Verdict,
)
from desktop.services.supply_stock import Change, lying, put
from desktop.spreadsheets.failures import NoTableFound, SpreadsheetError
from desktop.spreadsheets.read import Cell, open_book
from desktop.spreadsheets.supply_headings import SUPPLIES, supply_columns
from desktop.spreadsheets.table import FoundTable, find_tables
from desktop.spreadsheets.worker_files import RejectedRow, write_left_out
from desktop.storage import journal

__all__ = ["NoGoodsFound", "preview", "rejects", "save"]


class NoGoodsFound(SpreadsheetError):
    """A readable book in which no list of goods was recognised."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("No list of goods was found in {file}."),
            _("Put one row of headings above the list, among them “Goods”, or begin with an exported list."),
        )


def preview(session: Session, path: Path, progress: Progress | None = None) -> SupplyPreview:
    """Return what taking the list in would do; nothing is written. Raises a ``SpreadsheetError``."""
    progress = progress or Silent()
    cells: list[SupplyCells] = []
    tables: list[SupplyTable] = []
    with open_book(path) as book:
        try:
            found = find_tables(book, SUPPLIES)
        except NoTableFound:
            raise NoGoodsFound(path) from None
        for table in found:
            tables.append(SupplyTable(table.sheet, tuple(column.text for column in table.columns)))
            for row in _rows(table):
                cells.append(row)
                progress.step(len(cells), 0, _("Reading the list"))
    if not any("name" in row.values for row in cells):
        raise NoGoodsFound(path)
    return SupplyPreview(path, tuple(tables), tuple(_judged(session, cells)))


def save(
    session: Session, shown: SupplyPreview, leave: Collection[int] = (), progress: Progress | None = None
) -> SuppliesImported:
    """Take in what was shown, compared with the books once more; ``leave`` are places to be left out."""
    progress = progress or Silent()
    rows = _judged(session, [row.cells for at, row in enumerate(shown.rows) if at not in leave])
    taking = _Taking(session, shown.path.name)
    for at, row in enumerate(rows, start=1):
        if row.plan is not None and row.verdict in (Verdict.NEW, Verdict.CHANGED):
            taking.take(row.plan)
        progress.step(at, len(rows), _("Taking the list in"))
    counts = {verdict: sum(row.verdict is verdict for row in rows) for verdict in Verdict}
    journal.describe(
        session, N_("Import supplies from {file}: {new} new, {changed} changed"),
        file=shown.path.name, new=counts[Verdict.NEW], changed=counts[Verdict.CHANGED],
    )  # fmt: skip
    left = [shown.rows[at] for at in sorted(leave)] + [row for row in rows if row.verdict is Verdict.REFUSED]
    return SuppliesImported(counts[Verdict.NEW], counts[Verdict.CHANGED], counts[Verdict.SAME], tuple(left))


def rejects(shown: SupplyPreview, left_out: Sequence[SupplyImportRow], path: Path) -> int:
    """Write the rows left out, each with its reason, to be corrected and imported again; return how many."""
    headings = ((table.sheet, table.headings) for table in shown.tables)
    rows = [RejectedRow(row.cells.cells, row.cells.sheet, row.cells.row, row.sentence) for row in left_out]
    return write_left_out(path, headings, rows)


class _Taking:
    """Writes the rows, each finding what the rows before it made."""

    def __init__(self, session: Session, file: str) -> None:
        self._session = session
        self._why = Change(MovementKind.COUNTED, document=file)
        self._items: dict[str, SupplyItem] = {
            item.name_key: item
            for item in session.scalars(select(SupplyItem).where(SupplyItem.removed_at.is_(None)))
        }
        self._batches: dict[BatchKey, SupplyBatch] = {}

    def take(self, plan: SupplyPlan) -> None:
        """Write one row."""
        item = self._item(plan)
        batch = self._batch(plan, item)
        if batch is not None and plan.quantity is not None:
            self._count(batch, plan)
        if plan.minimum is not None:
            put_minimum(self._session, item.id, [plan.place], plan.minimum)

    def _item(self, plan: SupplyPlan) -> SupplyItem:
        item = self._items.get(plan.item_key)
        if item is None:
            assert plan.item is not None
            item = self._items[plan.item_key] = new_item(self._session, plan.item)
        elif plan.item is not None:
            write_item(self._session, plan.item, item_on_file(self._session, item.id))
        return item

    def _batch(self, plan: SupplyPlan, item: SupplyItem) -> SupplyBatch | None:
        if plan.batch_key is None:
            return None
        batch = self._batches.get(plan.batch_key)
        if batch is None and plan.batch_id is not None:
            batch = batch_on_file(self._session, plan.batch_id)
        if batch is None:
            assert plan.batch is not None
            batch = new_batch(self._session, item, plan.batch)
        elif plan.batch is not None:
            write_batch(self._session, item, plan.batch, batch)
        self._batches[plan.batch_key] = batch
        return batch

    def _count(self, batch: SupplyBatch, plan: SupplyPlan) -> None:
        quantity = plan.quantity or 0
        lay = lying(self._session, batch.id, plan.place)
        if quantity != lay:
            is_new = plan.batch_id is None
            why = Change(MovementKind.IN, document=self._why.document) if is_new else self._why
            put(self._session, batch, plan.place, quantity - lay, why)


def _judged(session: Session, cells: Sequence[SupplyCells]) -> list[SupplyImportRow]:
    return judge(books_of(session, today_of(session)), cells)


def _rows(table: FoundTable) -> list[SupplyCells]:
    columns = supply_columns({column.index: column.text for column in table.columns})
    made = []
    for number, row in table.rows:
        values: dict[str, Cell] = {
            field: row[column] for field, column in columns.items() if column < len(row) and row[column] != ""
        }
        if values:
            made.append(SupplyCells(table.sheet, number, tuple(row), values))
    return made
