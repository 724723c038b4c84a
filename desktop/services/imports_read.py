"""Reading a list: its tables, which column is which field, its rows, and who stands in it twice."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound
from desktop.core.i18n import _
from desktop.core.names import name_key
from desktop.core.progress import Progress
from desktop.models.people import ColumnMapping
from desktop.services.imports_rows import ColumnSeen, ImportRow, Note, TableSeen, Verdict
from desktop.spreadsheets.cells import plain_text
from desktop.spreadsheets.columns import Mapped, recognise, remember, signature
from desktop.spreadsheets.failures import NoTableFound
from desktop.spreadsheets.faults import ID_FAULTS, Fault
from desktop.spreadsheets.header import Heading
from desktop.spreadsheets.read import Book, Cell, open_book
from desktop.spreadsheets.rows import WorkerRow, worker_rows
from desktop.spreadsheets.table import FoundTable, find_table, find_tables

BLOCK = 2000
_EXAMPLES = 3
_Key = str | tuple[str | date, ...]


class NoSuchSheet(NotFound):
    """The file has no sheet of that name."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A table and what each of its columns was taken for."""

    table: FoundTable
    mapping: Mapped
    remembered: bool


@contextmanager
def opened(path: Path) -> Iterator[Book]:
    """Give the opened file; raises a ``SpreadsheetError`` with its remedy."""
    with open_book(path) as book:
        yield book


def understand(
    session: Session, book: Book, sheet: str | None, corrected: Mapping[str, Mapped] | None
) -> list[Understood]:
    """Return the tables of a file (of one sheet where it is named) with the meaning of their columns.

    ``corrected`` is what the person made of a sheet's columns; else what was remembered for such
    headings goes before what they say by themselves.
    """
    found: list[Understood] = []
    for table in _tables(book, sheet):
        if corrected and table.sheet in corrected:
            found.append(Understood(table, dict(corrected[table.sheet]), remembered=False))
            continue
        known = remembered(session, signature(table))
        found.append(Understood(table, recognise(table, known), remembered=known is not None))
    return found


def remembered(session: Session, headings: str) -> dict[str, str] | None:
    """Return the meaning a person last gave to a table with these headings."""
    kept = session.scalar(
        select(ColumnMapping.fields)
        .where(ColumnMapping.signature == headings, ColumnMapping.removed_at.is_(None))
        .order_by(ColumnMapping.used_at.desc())
        .limit(1)
    )
    return None if kept is None else {str(key): str(field) for key, field in json.loads(kept).items()}


def seen(understood: Understood) -> TableSeen:
    """Return what a person is shown of a table before its rows are saved."""
    table = understood.table
    fields = {index: field for field, index in understood.mapping.items()}
    sample = [cells for (_number, cells), _i in zip(table.rows, range(_EXAMPLES), strict=False)]
    return TableSeen(
        sheet=table.sheet,
        header_rows=table.header_rows,
        columns=tuple(
            ColumnSeen(
                column.index,
                heading_text(column),
                fields.get(column.index),
                tuple(plain_text(cells[column.index]) for cells in sample if len(cells) > column.index),
            )
            for column in table.columns
        ),
        signature=signature(table),
        remembered=understood.remembered,
        mapping_words=tuple(remember(table, understood.mapping).items()),
    )


def heading_text(column: Heading) -> str:
    """Return a heading with the group above it."""
    return f"{column.group} {column.text}".strip() if column.group else column.text


def blocks(
    tables: Iterable[Understood], without_faulty_ids: bool, progress: Progress
) -> Iterator[list[tuple[ImportRow, Sequence[Cell]]]]:
    """Yield the rows of all tables with their cells, in blocks; the refused ones are marked.

    Who stands further up in the list already is refused too; the others are still to be matched.
    """
    seen_before = _SeenBefore()
    block: list[tuple[ImportRow, Sequence[Cell]]] = []
    read = 0
    for understood in tables:
        for worker in worker_rows(understood.table, understood.mapping):
            row = _judged(worker, without_faulty_ids)
            if row.verdict is not Verdict.REFUSED:
                row = seen_before.told(row)
            block.append((row, worker.cells))
            if len(block) == BLOCK:
                read += BLOCK
                progress.step(read, 0, _("Reading the list"))
                yield block
                block = []
    yield block


class _SeenBefore:
    """Remembers rows by number, name + telephone, name + organisation + birthday, a few bytes each.

    The keys are hashes; a hit is compared with the row itself, so two that collide are not confused.
    """

    def __init__(self) -> None:
        self._rows: list[ImportRow] = []
        self._places: dict[int, int] = {}

    def told(self, row: ImportRow) -> ImportRow:
        """Return the row, marked where the person stood in an earlier one; remember it where not."""
        keys = [hash(key) for key in _keys(row)]
        places = self._places
        if not places.keys().isdisjoint(keys):
            row = self._compared(row)
        if row.verdict is not Verdict.REFUSED:
            at = len(self._rows)
            for key in keys:
                places.setdefault(key, at)
            self._rows.append(row)
        return row

    def _compared(self, row: ImportRow) -> ImportRow:
        for key in _keys(row):
            at = self._places.get(hash(key))
            if at is None or key not in _keys(self._rows[at]):
                continue
            other = self._rows[at]
            if isinstance(key, str) or not _both_numbered(row, other):
                return row._replace(verdict=Verdict.REFUSED, notes=(_repeated(row, other), *row.notes))
            if len(key) == 2:
                row = row._replace(notes=(*row.notes, Note("other-number-in-list", other.name, other.row)))
        return row


def _keys(row: ImportRow) -> list[_Key]:
    """Return what the person is known by: number, name + telephone, name + organisation + birthday."""
    keys: list[_Key] = []
    if row.id_number:
        keys.append(row.id_number)
    if row.phone:
        keys.append((row.name, row.phone))
    if row.organisation and row.birthday:
        keys.append((row.name, row.organisation, row.birthday))
    return keys


def _both_numbered(row: ImportRow, other: ImportRow) -> bool:
    return row.id_number is not None and other.id_number is not None and row.id_number != other.id_number


def _repeated(row: ImportRow, other: ImportRow) -> Note:
    if name_key(row.name) != name_key(other.name):
        return Note("same-number-other-name", other.name, other.row)
    same = all(mine is None or mine == theirs for mine, theirs in zip(row[3:11], other[3:11], strict=True))
    return Note("duplicate" if same else "duplicate-differs", other.name, other.row)


def _judged(worker: WorkerRow, without_faulty_ids: bool) -> ImportRow:
    """Return the row without its cells; refused where it has a fault or nothing to know the person by."""
    verdict = Verdict.NEW
    notes: tuple[Fault | Note, ...] = worker.warnings
    if worker.faults:
        forgiven = without_faulty_ids and all(fault.kind in ID_FAULTS for fault in worker.faults)
        verdict = Verdict.NEW if forgiven and _has_key(worker) else Verdict.REFUSED
        notes = (*worker.faults, *worker.warnings)
    elif not (worker.id_number or _has_key(worker)):
        verdict, notes = Verdict.REFUSED, (Note("no-key"), *worker.warnings)
    return ImportRow(
        worker.sheet, worker.row, worker.name, worker.sex, worker.id_number, worker.birthday,
        worker.phone, worker.organisation, worker.post, worker.frontline, worker.member_number,
        worker.honours, worker.remark, notes, None, verdict,
    )  # fmt: skip


def _has_key(worker: WorkerRow) -> bool:
    return bool(worker.phone or (worker.organisation and worker.birthday))


def _tables(book: Book, sheet: str | None) -> tuple[FoundTable, ...]:
    if sheet is None:
        return find_tables(book)
    if sheet not in book.sheet_names:
        raise NoSuchSheet(
            _("{file} has no sheet “{sheet}”.").format(file=book.path.name, sheet=sheet),
            _("Its sheets are: {names}.").format(names=", ".join(book.sheet_names)),
        )
    table = find_table(book.sheet(sheet))
    if table is None:
        raise NoTableFound(book.path)
    return (table,)
