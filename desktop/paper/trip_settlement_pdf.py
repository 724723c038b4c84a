"""What the trips cost and who pays, on landscape A4: tables with their sums, and lines to sign on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Printed
from desktop.core.sheet_layout import Box
from desktop.paper.page import Align, Pages, deliver
from desktop.paper.ruled import Ruled, draw_ruled

PAPER = Box(0, 0, 297, 210)
_LEFT, _RIGHT = 20.0, 283.0
_WIDTH = _RIGHT - _LEFT
_TABLE_TOP, _BOTTOM = 44.0, 190.0
_ROW, _HEADING = 9.0, 9.5
_NOTE = 6.0
_FOOT = 30.0


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """A table that begins a page of its own.

    ``shares`` are the widths of its columns in parts of the whole, ``left`` the columns (from 0) of words,
    ``right`` those of sums.
    The last row is the sum where ``summed``. ``notes`` stand below, ``capitals`` is the sum in words.
    """

    title: str
    note: str
    headings: Sequence[str]
    shares: Sequence[float]
    rows: Sequence[Sequence[str]]
    left: frozenset[int] = frozenset()
    right: frozenset[int] = frozenset()
    summed: bool = True
    notes: Sequence[str] = ()
    capitals: str = ""
    signatures: Sequence[str] = ()


def draw_settlement(
    title: str,
    issuer: str,
    day: str,
    tables: Sequence[MoneyTable],
    out: Path | BinaryIO,
    progress: Progress | None = None,
) -> Printed:
    """Draw the tables and write them whole or not at all. Raises NoChineseFont, CannotSave, Cancelled."""
    progress = progress or Silent()
    pages = Pages(PAPER, title)
    parts = [(table, rows) for table in tables for rows in _by_page(table)]
    for number, (table, rows) in enumerate(parts):
        progress.step(number, len(parts), _("Drawing page {n}").format(n=number + 1))
        is_last = number + 1 == len(parts) or parts[number + 1][0] is not table
        _draw_page(pages, table, rows, is_last)
        edge = " · ".join(filter(None, (issuer, day)))
        pages.write(edge, Box(_LEFT, 197, _WIDTH - 40, 6), 9, least=6.5, grey=0.3)
        where = _("page {n} of {m}").format(n=number + 1, m=len(parts))
        pages.write(where, Box(_RIGHT - 40, 197, 40, 6), 9, Align.RIGHT, grey=0.3)
        pages.next_page()
    deliver(pages.finish(), out)
    progress.step(len(parts), len(parts))
    rows_drawn = sum(len(table.rows) for table in tables)
    return Printed(len(parts), rows_drawn, tuple(pages.unprintable), tuple(pages.cut))


def _below(table: MoneyTable) -> float:
    """Return the room needed under the last rows of a table."""
    return len(table.notes) * _NOTE + (9.0 if table.capitals else 0) + (_FOOT if table.signatures else 0) + 3


def _by_page(table: MoneyTable) -> list[Sequence[Sequence[str]]]:
    parts: list[Sequence[Sequence[str]]] = []
    rest = list(table.rows)
    room = _BOTTOM - _TABLE_TOP - _HEADING
    while len(rest) * _ROW + _below(table) > room:
        taken = min(int(room / _ROW), len(rest) - 1)
        if taken < 1:
            break
        parts.append(rest[:taken])
        rest = rest[taken:]
    return [*parts, rest]


def _draw_page(pages: Pages, table: MoneyTable, rows: Sequence[Sequence[str]], is_last: bool) -> None:
    pages.write(table.title, Box(_LEFT, 16, _WIDTH, 11), 20, Align.CENTRE, least=12, bold=True)
    pages.write(table.note, Box(_LEFT, 30, _WIDTH - 44, 7), 11, least=8)
    pages.write(_("Unit: yuan"), Box(_RIGHT - 42, 30, 42, 7), 10, Align.RIGHT, grey=0.2)
    whole = sum(table.shares)
    widths = [_WIDTH * share / whole for share in table.shares]
    shape = Ruled(
        _LEFT, _TABLE_TOP - 5, widths, _ROW, _HEADING, table.left, 10.5, heading_size=10.5, right=table.right
    )
    total = frozenset({len(rows) - 1}) if is_last and table.summed and rows else frozenset[int]()
    draw_ruled(pages, shape, table.headings, rows, off_rows=total)
    if is_last:
        _draw_below(pages, table, shape.bottom(len(rows)) + 2)


def _draw_below(pages: Pages, table: MoneyTable, y: float) -> None:
    if table.capitals:
        pages.write(table.capitals, Box(_LEFT, y, _WIDTH, 8), 12, least=8, bold=True)
        y += 9
    for note in table.notes:
        pages.write(note, Box(_LEFT, y, _WIDTH, _NOTE), 9.5, least=6.5, grey=0.15)
        y += _NOTE
    if not table.signatures:
        return
    y += 8
    width = _WIDTH / len(table.signatures)
    for number, words in enumerate(table.signatures):
        x = _LEFT + number * width
        pages.write(words, Box(x, y, 26, 8), 11, least=7)
        pages.rule(x + 27, y + 7.5, x + width - 6, y + 7.5, 0.5)
