"""Figures laid out as tables in words: the same for a page, a workbook and the command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.core.i18n import _
from desktop.spreadsheets.write import SheetOut, write_table

Cell = str | int | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class YearTable:
    """One table: rows as long as the headings; where ``summed``, the last row is the sum of the others."""

    key: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    summed: bool = False


def write_tables(path: Path, tables: Sequence[YearTable], note: str) -> int:
    """Write tables as a workbook, a sheet each, ``note`` above the first; return the rows written.

    Raises a ``SpreadsheetError`` and leaves the file as it was.
    """
    sheets = [
        SheetOut(table.title, table.headings, table.rows, note="" if number else note)
        for number, table in enumerate(tables)
    ]
    return write_table(path, sheets or [SheetOut(_("Figures"), (), (), note=note)])
