"""Tables written as .xlsx: text stays text, the file appears whole or not at all."""

import errno
import io
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError, XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from desktop.spreadsheets.failures import DiskFull, FileLocked, FileMissing
from desktop.spreadsheets.read import Cell

FONT = "Microsoft YaHei"
_LONGEST_TEXT = 32_767
_LAST_ROW = 1_048_575
_MEASURED = 200
_NARROWEST, _WIDEST = 6, 48
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A table to be written. ``rows`` is read once; ``None`` leaves a cell empty.

    ``text_columns`` (from 0) hold digits that are names, such as identity numbers; ``widths`` overrules
    the measured width of a column, in characters; ``note`` stands above the headings.
    """

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell | None]]
    text_columns: frozenset[int] = frozenset()
    widths: Mapping[int, float] = field(default_factory=dict)
    note: str = ""


def write_table(path: Path, sheets: Sequence[SheetOut]) -> int:
    """Write a workbook and return the number of data rows; raises a ``SpreadsheetError`` and leaves ``path``.

    Every text is written as text, so that one beginning with ``=`` is never computed.
    """
    with new_workbook(path) as book:
        titles = sheet_titles([sheet.title for sheet in sheets])
        return sum(_write_sheet(book, sheet, title) for sheet, title in zip(sheets, titles, strict=True))


@contextmanager
def new_workbook(path: Path) -> Iterator[Workbook]:
    """Give a workbook that takes its place at ``path`` when the block ends well, and not before."""
    try:
        # The place is tried before the work is done; the rows wait in a folder that goes with them.
        with _place(path) as part, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as waiting:
            packed = io.BytesIO()
            options = {"constant_memory": True, "strings_to_formulas": False, "tmpdir": waiting}
            book = xlsxwriter.Workbook(packed, options)
            try:
                yield book
                book.close()
            finally:
                if not book.fileclosed:
                    # A second try after a full disk finds files of its own closed already.
                    with suppress(XlsxWriterException, OSError, ValueError):
                        book.close()
            part.write(packed.getbuffer())
    except (FileCreateError, OSError) as error:
        raise _told(path, error) from error


@contextmanager
def _place(path: Path) -> Iterator[BinaryIO]:
    """Give a file that takes its place at ``path``, whole and on the disk, when the block ends well."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def sheet_titles(wanted: Sequence[str]) -> list[str]:
    """Return names the spreadsheet program accepts: 31 characters, none of ``[]:*?/\\``, no two alike."""
    titles: list[str] = []
    for number, title in enumerate(wanted, 1):
        plain = _FORBIDDEN.sub(" ", title).strip().strip("'")[:31] or f"Sheet{number}"
        unique, copy = plain, 2
        while unique.lower() in (taken.lower() for taken in titles):
            unique, copy = f"{plain[:26]} ({copy})", copy + 1
        titles.append(unique)
    return titles


def display_width(text: str) -> int:
    """Return how wide a text is in columns of a spreadsheet: two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def clean_text(text: str) -> str:
    """Return a text that fits a cell: no lone surrogates, no more than the format can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")[:_LONGEST_TEXT]


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats of a workbook."""

    heading: Format
    note: Format
    text: Format
    day: Format
    moment: Format
    example: Format


def looks_of(book: Workbook) -> Looks:
    """Make the formats that all our workbooks use."""
    base = {"font_name": FONT, "font_size": 10, "valign": "vcenter"}

    def made(**more: object) -> Format:
        return book.add_format(base | more)

    return Looks(
        heading=made(bold=True, bg_color="#E7EEF3", bottom=1, text_wrap=True),
        note=made(italic=True, font_color="#5A6570"),
        text=made(num_format="@"),
        day=made(num_format="yyyy-mm-dd"),
        moment=made(num_format="yyyy-mm-dd hh:mm"),
        example=made(num_format="@", italic=True, font_color="#8A949C"),
    )


def _write_sheet(book: Workbook, sheet: SheetOut, title: str) -> int:
    page: Worksheet = book.add_worksheet(title)
    looks = looks_of(book)
    rows = iter(sheet.rows)
    first = list(islice(rows, _MEASURED))
    _set_columns(page, sheet, first, looks)
    top = 0
    if sheet.note:
        page.write_string(0, 0, clean_text(sheet.note), looks.note)
        top = 1
    for column, heading in enumerate(sheet.headings):
        page.write_string(top, column, clean_text(heading), looks.heading)
    page.freeze_panes(top + 1, 0)
    at = top
    for at, row in enumerate(chain(first, rows), top + 1):
        for column, cell in enumerate(row):
            _write_cell(page, at, column, cell, looks, column in sheet.text_columns)
    if sheet.headings:
        page.autofilter(top, 0, max(at, top), len(sheet.headings) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{_LAST_ROW + 1}"})
    return at - top


def _write_cell(
    page: Worksheet, row: int, column: int, cell: Cell | None, looks: Looks, as_text: bool
) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        page.write_string(row, column, clean_text(cell), looks.text if as_text else None)
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, datetime):
        page.write_datetime(row, column, cell.replace(tzinfo=None), looks.moment)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, looks.day)
    elif isinstance(cell, time | timedelta):
        page.write_string(row, column, str(cell))
    else:
        page.write_number(row, column, cell)


def _set_columns(
    page: Worksheet, sheet: SheetOut, first: Sequence[Sequence[Cell | None]], looks: Looks
) -> None:
    for column, heading in enumerate(sheet.headings):
        texts = [
            heading,
            *(str(row[column]) for row in first if len(row) > column and row[column] is not None),
        ]
        measured = max(map(display_width, texts)) + 2
        width = sheet.widths.get(column, min(max(measured, _NARROWEST), _WIDEST))
        page.set_column(column, column, width, looks.text if column in sheet.text_columns else None)


def _told(path: Path, error: Exception) -> Exception:
    """Return the failure in words for the person; what is no matter of the disk comes back as it was."""
    cause = error.args[0] if isinstance(error, XlsxWriterException) and error.args else error
    number = cause.errno if isinstance(cause, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG):
        return DiskFull(path)
    if number in (errno.ENOENT, errno.ENOTDIR):
        return FileMissing(path.parent)
    if number in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.EISDIR, errno.ETXTBSY):
        return FileLocked(path)
    return error
