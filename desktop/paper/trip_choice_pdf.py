"""The draw of a choice on A4 across: everybody with points and lot, so that anybody can do it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Printed
from desktop.core.sheet_layout import Box
from desktop.paper.fit import LEADING, wrapped
from desktop.paper.page import POINTS, Align, Pages, deliver
from desktop.paper.ruled import Ruled, draw_ruled

PAPER = Box(0, 0, 297, 210)
_LEFT, _RIGHT, _TOP = 25.0, 287.0, 12.0
_WIDTH = _RIGHT - _LEFT
_WIDTHS = (60.0, 12.0, 22.0, 14.0, 58.0, 15.0, 36.0, 45.0)
_TEXTS = frozenset({0, 4, 7})
_ROW, _HEADING = 7.5, 9.0
_SIZE, _LINE = 10.0, 5.4
_TABLE_END = 210 - 21


@dataclass(frozen=True, slots=True)
class DrawPaper:
    """What stands on the paper: ``notes`` say how it is done again, ``off`` are rows of those who wait."""

    title: str
    made: str
    notes: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    off: frozenset[int]


def draw_choice(paper: DrawPaper, out: Path | BinaryIO, progress: Progress | None = None) -> Printed:
    """Draw the paper and write it whole or not at all. Raises NoChineseFont, CannotSave, Cancelled."""
    progress = progress or Silent()
    pages = Pages(PAPER, paper.title)
    notes = [line for note in paper.notes for line in wrapped(pages.chain, note, _WIDTH * POINTS / _SIZE)]
    parts = _by_page(len(paper.rows), _first_top(len(notes)))
    for number, (first, last) in enumerate(parts, start=1):
        progress.step(number - 1, len(parts), _("Drawing page {n}").format(n=number))
        top = _TOP + 6
        if number == 1:
            _draw_head(pages, paper, notes)
            top = _first_top(len(notes))
        shape = Ruled(_LEFT, top, _WIDTHS, _ROW, _HEADING, _TEXTS, size=9.5, sizes={6: 8.0, 7: 8.5, 4: 8.5})
        off = frozenset(row - first for row in paper.off if first <= row < last)
        draw_ruled(pages, shape, paper.headings, paper.rows[first:last], off_rows=off)
        _draw_foot(pages, paper, number, len(parts))
        pages.next_page()
    deliver(pages.finish(), out)
    progress.step(len(parts), len(parts))
    return Printed(len(parts), len(paper.rows), tuple(pages.unprintable), tuple(pages.cut))


def _first_top(notes: int) -> float:
    return _TOP + 18 + notes * _LINE + 2


def _by_page(rows: int, first_top: float) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    done, top = 0, first_top
    while not parts or done < rows:
        fits = max(int((_TABLE_END - top - _HEADING) / _ROW), 1)
        parts.append((done, min(done + fits, rows)))
        done, top = done + fits, _TOP + 6
    return parts


def _draw_head(pages: Pages, paper: DrawPaper, notes: Sequence[str]) -> None:
    pages.write(paper.title, Box(_LEFT, _TOP, _WIDTH, 10), 17, Align.CENTRE, least=11, bold=True)
    pages.write(paper.made, Box(_LEFT, _TOP + 11, _WIDTH, 6), _SIZE, least=7)
    for number, line in enumerate(notes):
        box = Box(_LEFT, _TOP + 18 + number * _LINE, _WIDTH + 1, _SIZE * LEADING / POINTS)
        pages.write(line, box, _SIZE, least=_SIZE - 1)


def _draw_foot(pages: Pages, paper: DrawPaper, page: int, of: int) -> None:
    y = 210 - 16
    for number, word in enumerate((_("Drawn by:"), _("Watched by:"), _("Approved by:"), _("Date:"))):
        x = _LEFT + number * 55
        pages.write(word, Box(x, y, 20, 6), 9.5, least=7)
        pages.rule(x + 20, y + 5.5, x + 49, y + 5.5, 0.5)
    shown = _("page {n} of {m}").format(n=page, m=of)
    pages.write(shown, Box(_RIGHT - 40, y, 40, 6), 9, Align.RIGHT, grey=0.35)
    if page > 1:
        pages.write(paper.title, Box(_LEFT, _TOP - 2, _WIDTH, 5), 8.5, grey=0.35)
