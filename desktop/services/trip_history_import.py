"""Taking lists of former years' trips in: first shown row by row, then taken in as one step of undo."""

from collections.abc import Collection, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.core.i18n import N_, _
from desktop.core.ids import new_plain_ids
from desktop.core.progress import Progress, Silent
from desktop.models.trip_people import TripTaken
from desktop.services.clock import local, moment_of
from desktop.services.trip_history_import_judge import judge
from desktop.services.trip_history_import_rows import (
    HistoryCells,
    HistoryImported,
    HistoryImportRow,
    HistoryPreview,
    HistoryTable,
    Verdict,
)
from desktop.spreadsheets.failures import NoTableFound, SpreadsheetError
from desktop.spreadsheets.read import Cell, open_book
from desktop.spreadsheets.table import FoundTable, find_tables
from desktop.spreadsheets.trip_claim_cells import year_said
from desktop.spreadsheets.trip_history_headings import HISTORY, history_columns
from desktop.spreadsheets.worker_files import RejectedRow, write_left_out
from desktop.storage import bulk, journal

__all__ = ["NoTripsFound", "preview", "rejects", "save"]

_COLUMNS = ("id", "worker_id", "year", "days", "public_fen", "starts_on", "place", "source")


class NoTripsFound(SpreadsheetError):
    """A readable book in which no list of trips was recognised."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("No list of trips was found in {file}."),
            _("Put one row of headings above the list: name, identity number, organisation, year."),
        )


def preview(session: Session, path: Path, progress: Progress | None = None) -> HistoryPreview:
    """Return what taking the list in would do; nothing is written. Raises a ``SpreadsheetError``.

    The year is that of the row, of its first day, or the one said above the table or in the file's name.
    """
    progress = progress or Silent()
    cells: list[HistoryCells] = []
    tables: list[HistoryTable] = []
    with open_book(path) as book:
        try:
            found = find_tables(book, HISTORY)
        except NoTableFound:
            raise NoTripsFound(path) from None
        for table in found:
            year = _year_of(table, path)
            tables.append(HistoryTable(table.sheet, tuple(column.text for column in table.columns), year))
            for row in _rows(table, year):
                cells.append(row)
                progress.step(len(cells), 0, _("Reading the list"))
    if not any("name" in row.values for row in cells):
        raise NoTripsFound(path)
    return HistoryPreview(path, tuple(tables), tuple(_judged(session, cells, path)))


def save(
    session: Session, shown: HistoryPreview, leave: Collection[int] = (), progress: Progress | None = None
) -> HistoryImported:
    """Take in what was shown, compared with the books once more; ``leave`` are places to be left out."""
    progress = progress or Silent()
    rows = _judged(session, [row.cells for at, row in enumerate(shown.rows) if at not in leave], shown.path)
    new = [row for row in rows if row.verdict is Verdict.NEW]
    changed = [row for row in rows if row.verdict is Verdict.CHANGED]
    progress.step(0, len(new) + len(changed), _("Taking the list in"))
    _insert(session, new)
    for row in changed:
        _change(session, row)
    session.flush()
    journal.describe(
        session, N_("Take in former trips from {file}: {new} new, {changed} changed"),
        file=shown.path.name, new=len(new), changed=len(changed),
    )  # fmt: skip
    same = sum(row.verdict is Verdict.SAME for row in rows)
    left = [shown.rows[at] for at in sorted(leave)] + [row for row in rows if row.verdict is Verdict.REFUSED]
    return HistoryImported(len(new), len(changed), same, tuple(left))


def rejects(shown: HistoryPreview, left_out: Sequence[HistoryImportRow], path: Path) -> int:
    """Write the rows left out, each with its reason, to be corrected and imported again; return how many."""
    headings = ((table.sheet, table.headings) for table in shown.tables)
    rows = [RejectedRow(row.cells.cells, row.cells.sheet, row.cells.row, row.sentence) for row in left_out]
    return write_left_out(path, headings, rows)


def _judged(session: Session, cells: Sequence[HistoryCells], path: Path) -> list[HistoryImportRow]:
    return judge(session, cells, local(moment_of(session)).date(), path.name)


def _insert(session: Session, rows: Sequence[HistoryImportRow]) -> None:
    entries = [row.entry for row in rows if row.entry is not None]
    bulk.insert_many(
        session,
        TripTaken,
        _COLUMNS,
        (
            (
                key, one.worker_id.hex, one.year, one.days, one.public_fen,
                one.starts_on.isoformat() if one.starts_on else None, one.place, one.source,
            )
            for key, one in zip(new_plain_ids(len(entries)), entries, strict=True)
        ),
    )  # fmt: skip


def _change(session: Session, row: HistoryImportRow) -> None:
    entry = row.entry
    assert entry is not None and row.taken_id is not None
    record = session.get_one(TripTaken, row.taken_id)
    record.days = entry.days or record.days
    record.public_fen = entry.public_fen or record.public_fen
    record.starts_on = entry.starts_on or record.starts_on
    record.place = entry.place or record.place
    record.source = entry.source


def _year_of(table: FoundTable, path: Path) -> int | None:
    above = [row for number, row in table.source.rows() if number < table.first_row]
    return year_said(above) or year_said([[table.sheet], [path.stem]])


def _rows(table: FoundTable, year: int | None) -> list[HistoryCells]:
    columns = history_columns({column.index: column.text for column in table.columns})
    made = []
    for number, row in table.rows:
        values: dict[str, Cell] = {
            field: row[column] for field, column in columns.items() if column < len(row) and row[column] != ""
        }
        if values:
            made.append(HistoryCells(table.sheet, number, tuple(row), values, year))
    return made
