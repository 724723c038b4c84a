"""A spreadsheet file opened for reading: xlsx, xlsm, xlsb, xls, ods through calamine, csv by ourselves."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import Protocol, TypeAlias

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from desktop.spreadsheets.extent import refuse_boundless
from desktop.spreadsheets.failures import FileDamaged, FileEmpty, FileLocked, FileProtected, WpsOnly
from desktop.spreadsheets.sniff import Kind, kind_of
from desktop.spreadsheets.text import read_text, split_rows

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one holds ``""``. A formula cell holds its value as last computed."""

Row: TypeAlias = list[Cell]

WIDEST = 512
"""Columns looked at; what stands further right is no list of people."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range; rows and columns count from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(Protocol):
    """One sheet. Rows come with the number the spreadsheet program shows, cells begin at column A."""

    name: str
    hidden: bool
    merged: tuple[Merged, ...]

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Read the rows from the top, each time anew; blank rows are left out."""


class _CalamineRows:
    """A sheet of a workbook, kept in memory by the reader."""

    def __init__(self, name: str, hidden: bool, sheet: CalamineSheet) -> None:
        self.name = name
        self.hidden = hidden
        self._sheet = sheet
        self.merged = tuple(
            Merged(top, left, bottom, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            if left < WIDEST
        )

    def rows(self) -> Iterator[tuple[int, Row]]:
        start = self._sheet.start
        if start is None:
            return
        indent: Row = [""] * start[1]
        surplus = self._sheet.width + start[1] - WIDEST
        blank: Row = [""] * self._sheet.width
        for number, cells in enumerate(self._sheet.iter_rows(), 1):
            if cells == blank:
                continue
            if surplus > 0:
                del cells[-surplus:]
            yield number, [*indent, *cells] if indent else cells


class _TextRows:
    """The one sheet of a text file."""

    hidden = False
    merged: tuple[Merged, ...] = ()

    def __init__(self, name: str, rows: list[list[str]]) -> None:
        self.name = name
        self._rows = rows

    def rows(self) -> Iterator[tuple[int, Row]]:
        for number, cells in enumerate(self._rows, 1):
            if any(cells):
                yield number, list[Cell](cells[:WIDEST])


class Book:
    """An opened file; close it, or use it in a ``with`` statement. Sheets are read when first asked for."""

    def __init__(self, path: Path, workbook: CalamineWorkbook | None, text: _TextRows | None) -> None:
        self.path = path
        self._workbook = workbook
        self._sheets: dict[str, Sheet] = {}
        self._hidden: dict[str, bool] = {}
        if text is not None:
            self._sheets[text.name] = text
            self._hidden[text.name] = False
        if workbook is not None:
            for sheet in workbook.sheets_metadata:
                if sheet.typ is SheetTypeEnum.WorkSheet:
                    self._hidden[sheet.name] = sheet.visible is not SheetVisibleEnum.Visible

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """The names of all sheets with cells, in their order, hidden ones too."""
        return tuple(self._hidden)

    def sheet(self, name: str) -> Sheet:
        """Return a sheet by its name; raises ``KeyError`` for another, ``FileDamaged`` where it is torn."""
        if name not in self._sheets:
            hidden = self._hidden[name]
            assert self._workbook is not None
            with _told(self.path):
                self._sheets[name] = _CalamineRows(name, hidden, self._workbook.get_sheet_by_name(name))
        return self._sheets[name]

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets a person sees, in their order; the hidden ones where all are hidden."""
        shown = [name for name in self._hidden if not self._hidden[name]] or list(self._hidden)
        for name in shown:
            yield self.sheet(name)

    def close(self) -> None:
        """Let go of the file and of what was read."""
        self._sheets.clear()
        if self._workbook is not None:
            self._workbook.close()
            self._workbook = None

    def __enter__(self) -> "Book":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_book(path: Path) -> Book:
    """Open a file that has at least one filled cell; raises a ``SpreadsheetError`` that says what is wrong.

    What the file is, is told by its content; its name does not matter.
    """
    if kind_of(path) is Kind.TEXT:
        try:
            return Book(path, None, _TextRows(path.stem, split_rows(read_text(path))))
        except csv.Error:
            raise FileDamaged(path) from None
    refuse_boundless(path)
    book = Book(path, _loaded(path), None)
    if not any(next(sheet.rows(), None) for sheet in book.sheets()):
        book.close()
        raise FileEmpty(path)
    return book


def _loaded(path: Path) -> CalamineWorkbook:
    with _told(path):
        return load_workbook(path)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the reader raises into words for the person.

    On some torn files the reader panics: an exception beside ``Exception``, whose class cannot be imported.
    """
    try:
        yield
    except PasswordError:
        raise FileProtected(path) from None
    except PermissionError:
        raise FileLocked(path) from None
    except (CalamineError, OSError):
        raise (WpsOnly if path.suffix.lower() in (".et", ".ett") else FileDamaged)(path) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise FileDamaged(path) from None
        raise
