"""How far the filled cells of a sheet reach, found out before it is read.

The reader holds the whole rectangle between the outermost filled cells in memory. One stray cell in the
last column of the last row would ask for hundreds of gigabytes and end the program, so the corner is
looked up first: in the sheet's own ``dimension``, or, where that is missing or large, cell by cell.
In .xls it is the DIMENSIONS record ([MS-XLS] 2.4.90) that the reader believes, even a damaged one.
"""

import re
import struct
import zipfile
from pathlib import Path
from typing import IO

from desktop.spreadsheets.failures import FileDamaged, SheetTooWide
from desktop.spreadsheets.sniff import TORN_ARCHIVE

LARGEST_AREA = 24_000_000
"""The most cells taken: a million rows of 24 columns, some 600 MB while the file is read."""

_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\s+ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
_FILLED = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>/]*>\s*<(?:\w+:)?(?:v|is|f)\b')
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_ODS_FILLED_WIDE = re.compile(
    rb'<table:table-cell\b(?=[^>]*office:value-type)[^>]*number-columns-repeated="(\d{4,})"'
)
_XLS_DIMENSIONS = re.compile(rb"\x00\x02\x0e\x00(.{12})\x00\x00", re.DOTALL)
_CHUNK = 1 << 20
_OVERLAP = 300


def refuse_boundless(path: Path) -> None:
    """Raise :class:`SheetTooWide` where a sheet would need more memory than a desk has."""
    if not zipfile.is_zipfile(path):
        _refuse_torn_xls(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for name in filter(_SHEET.fullmatch, archive.namelist()):
                with archive.open(name) as sheet:
                    columns, rows = _corner(sheet)
                if columns * rows > LARGEST_AREA:
                    raise SheetTooWide(path, f"{column_letters(columns)}{rows}")
            if "content.xml" in archive.namelist():
                _refuse_wide_ods(path, archive.read("content.xml"))
    except TORN_ARCHIVE:
        raise FileDamaged(path) from None


def _refuse_wide_ods(path: Path, content: bytes) -> None:
    for found in _ODS_FILLED_WIDE.finditer(content):
        raise SheetTooWide(path, f"{column_letters(int(found[1]))}1")


def _refuse_torn_xls(path: Path) -> None:
    for found in _XLS_DIMENSIONS.finditer(path.read_bytes()):
        top, bottom, left, right = struct.unpack("<IIHH", found[1])
        if bottom < top or right < left or (bottom - top) * (right - left) > LARGEST_AREA:
            raise FileDamaged(path)


def column_letters(number: int) -> str:
    """Return what the spreadsheet program calls a column, counted from 1: 28 -> ``AB``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the place of a column, counted from 1: ``AB`` -> 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _corner(sheet: IO[bytes]) -> tuple[int, int]:
    """Return the last column and the last row that hold a value."""
    chunk = sheet.read(_CHUNK)
    if found := _DIMENSION.search(chunk, 0, 4096):
        columns, rows = column_number(found[1].decode()), int(found[2])
        if columns * rows <= LARGEST_AREA:
            return columns, rows
    columns = rows = 0
    widths: dict[bytes, int] = {}
    while chunk:
        for cell in _FILLED.finditer(chunk):
            letters = cell[1]
            if letters not in widths:
                widths[letters] = column_number(letters.decode())
                columns = max(columns, widths[letters])
            rows = max(rows, int(cell[2]))
        more = sheet.read(_CHUNK)
        chunk = chunk[-_OVERLAP:] + more if more else b""
    return columns, rows
