"""Taking an office's list of workers onto the books: first shown, then saved as one step of undo."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import Refused
from desktop.core.i18n import N_, _
from desktop.core.progress import Progress, Silent
from desktop.models.history import Operation
from desktop.services import imports_read
from desktop.services.imports_match import MATCH_NOTES, Matching
from desktop.services.imports_rows import Imported, ImportRow, Note, Preview, TableSeen, Verdict
from desktop.services.imports_save import Writing, keep_mapping
from desktop.spreadsheets.columns import Mapped
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.worker_files import RejectedRow, RejectedTable, write_rejects
from desktop.storage import journal


class PointedTwice(Refused):
    """Two rows of a list were said to mean one worker on file."""


_KEPT_OUT = (Verdict.DOUBTFUL, Verdict.REFUSED)


def preview(
    session: Session,
    path: Path,
    sheet: str | None = None,
    mapping: Mapping[str, Mapped] | None = None,
    without_faulty_ids: bool = False,
    progress: Progress | None = None,
) -> Preview:
    """Return what saving the list would do, row by row; nothing is written.

    ``mapping`` is a person's correction: sheet -> field -> column from 0. ``without_faulty_ids`` takes
    rows with a faulty identity number in without it, where a telephone, or organisation and birthday,
    tells who it is. Raises a ``SpreadsheetError`` or ``NoSuchSheet``.
    """
    progress = progress or Silent()
    as_of = _newest(session)
    rows: list[ImportRow] = []
    with imports_read.opened(path) as book:
        tables = imports_read.understand(session, book, sheet, mapping)
        matching = Matching(session)
        for block in imports_read.blocks(tables, without_faulty_ids, progress):
            matched = matching.block([row for row, _cells in block])
            rows += [
                row if row.verdict not in _KEPT_OUT else row._replace(cells=tuple(cells))
                for row, (_row, cells) in zip(matched, block, strict=True)
            ]
        seen = tuple(imports_read.seen(table) for table in tables)
    return Preview(path, seen, rows, without_faulty_ids, mapping is not None, as_of)


def save(
    session: Session,
    shown: Preview,
    take: Collection[int] = (),
    leave: Collection[int] = (),
    progress: Progress | None = None,
    rejects_to: Path | None = None,
    meant: Mapping[int, UUID] | None = None,
) -> Imported:
    """Write what was shown. ``take`` are places in ``shown.rows`` of doubtful rows to be taken all the same,
    ``leave`` of others to be left out; ``meant`` says of doubtful rows that are taken which worker on file
    they mean. Raises ``PointedTwice``, or ``NotFound`` where that worker was removed meanwhile.

    Where anything was written since the preview, the rows are compared with the file once more. With
    ``rejects_to`` the rows left out are written there; where that cannot be, nothing is taken in.
    """
    progress = progress or Silent()
    rows = shown.rows if _newest(session) == shown.as_of + 1 else _matched_again(session, shown.rows)
    rows = _pointed(session, rows, meant or {})
    taken, left_out = _parted(rows, frozenset(take), frozenset(leave))
    _demand_one_row_each(taken)
    new = [row for row in taken if row.worker_id is None]
    changed = [row for row in taken if row.worker_id is not None and row.changes]
    writing = Writing(session, len(new) + len(changed), progress)
    writing.make_organisations([*new, *changed])
    writing.update(changed)
    writing.insert(new)
    if shown.corrected:
        for table in shown.tables:
            keep_mapping(session, table, json.dumps(dict(table.mapping_words), ensure_ascii=False))
    if rejects_to is not None:
        rejects(shown, left_out, rejects_to)
    label = N_("Import {file}: {new} new, {updated} changed")
    journal.describe(session, label, file=shown.path.name, new=len(new), updated=len(changed))
    return Imported(
        read=len(rows),
        new=len(new),
        updated=len(changed),
        unchanged=len(taken) - len(new) - len(changed),
        left_out=tuple(left_out),
        told=tuple(row for row in taken if row.notes),
        organisations_made=writing.made,
    )


def rejects(shown: Preview, left_out: Sequence[ImportRow], path: Path) -> int:
    """Write the rows left out as a workbook to be corrected and imported again; return how many."""
    tables = []
    for table in shown.tables:
        rows = [
            RejectedRow(_cells(row, table), row.sheet, row.row, row.sentence)
            for row in left_out
            if row.sheet == table.sheet
        ]
        if rows:
            tables.append(RejectedTable(table.sheet, [column.heading for column in table.columns], rows))
    return write_rejects(path, tables) if tables else 0


def pointed(session: Session, row: ImportRow, worker_id: UUID) -> ImportRow:
    """Return a doubtful row as it would be taken if it meant this worker on file. Raises ``NotFound``."""
    return Matching(session).pointed(row, worker_id)


def _pointed(session: Session, rows: Sequence[ImportRow], meant: Mapping[int, UUID]) -> Sequence[ImportRow]:
    """Say of rows whom they mean; where the file has moved on since, the person's word still holds."""
    if not meant:
        return rows
    matching = Matching(session)
    told = list(rows)
    for i, worker_id in meant.items():
        if told[i].verdict is not Verdict.REFUSED:
            told[i] = matching.pointed(told[i], worker_id)
    return told


def _demand_one_row_each(taken: Iterable[ImportRow]) -> None:
    rows: dict[UUID, ImportRow] = {}
    for row in taken:
        if row.worker_id is None:
            continue
        other = rows.setdefault(row.worker_id, row)
        if other is not row:
            raise PointedTwice(
                _("Rows {one} and {other} would be one and the same {name} on file.").format(
                    one=other.row, other=row.row, name=row.name
                ),
                _("Say of one of them that somebody else is meant, or leave it out."),
            )


def _newest(session: Session) -> int:
    """Return a number that grows with every operation of any desk."""
    return session.scalar(select(func.count()).select_from(Operation)) or 0


def _matched_again(session: Session, rows: Sequence[ImportRow]) -> list[ImportRow]:
    """Compare rows with the file as it is now; those that the list itself refuses stay refused."""
    matching = Matching(session)
    fresh = [row if _refused_by_list(row) else _unmatched(row) for row in rows]
    again: list[ImportRow] = []
    for start in range(0, len(fresh), imports_read.BLOCK):
        again += matching.block(fresh[start : start + imports_read.BLOCK])
    return again


def _refused_by_list(row: ImportRow) -> bool:
    return row.verdict is Verdict.REFUSED and row.worker_id is None


def _unmatched(row: ImportRow) -> ImportRow:
    notes = tuple(n for n in row.notes if not (isinstance(n, Note) and n.kind in MATCH_NOTES))
    return row._replace(verdict=Verdict.NEW, worker_id=None, changes=(), notes=notes, candidates=())


def _parted(
    rows: Sequence[ImportRow], take: frozenset[int], leave: frozenset[int]
) -> tuple[list[ImportRow], list[ImportRow]]:
    taken: list[ImportRow] = []
    left_out: list[ImportRow] = []
    for i, row in enumerate(rows):
        out = row.verdict is Verdict.REFUSED or i in leave
        out = out or (row.verdict is Verdict.DOUBTFUL and i not in take)
        (left_out if out else taken).append(row)
    return taken, left_out


def _cells(row: ImportRow, table: TableSeen) -> Sequence[Cell]:
    """Return the cells as they came, or what was understood of them where they were not kept."""
    if row.cells is not None:
        return row.cells
    stated = row._asdict()
    cells: list[Cell] = []
    for column in table.columns:
        value = stated.get(column.field or "")
        cells.append(value if isinstance(value, str | bool) else "" if value is None else str(value))
    return cells
