"""The quota table of a trip programme on A4 across, with a line of sums and room for signatures."""

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
_LEFT, _RIGHT, _TOP = 25.0, 287.0, 12.0
_WIDTH = _RIGHT - _LEFT
_WIDTHS = (10.0, 62.0, 18.0, 18.0, 20.0, 34.0, 14.0, 14.0, 20.0, 27.0, 25.0)
_TEXTS = frozenset({1, 5, 8, 9, 10})
_ROW, _HEADING, _TABLE_TOP = 8.0, 11.0, 32.0
_ON_PAGE = 18


@dataclass(frozen=True, slots=True)
class QuotaPaper:
    """What stands on the table: ``rows`` and the sums lack the running number."""

    title: str
    whose: str
    settled: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]


def draw_quota_table(paper: QuotaPaper, out: Path | BinaryIO, progress: Progress | None = None) -> Printed:
    """Draw the table and write it whole or not at all.

    Raises NoChineseFont, CannotSave; Cancelled when ``progress`` says so.
    """
    progress = progress or Silent()
    pages = Pages(PAPER, paper.title)
    numbered = [(str(number), *row) for number, row in enumerate(paper.rows, start=1)]
    numbered.append(("", *paper.total))
    parts = [numbered[at : at + _ON_PAGE] for at in range(0, len(numbered), _ON_PAGE)]
    for number, part in enumerate(parts, start=1):
        progress.step(number - 1, len(parts), _("Drawing page {n}").format(n=number))
        _draw_page(pages, paper, part, number == len(parts))
        _draw_foot(pages, number, len(parts))
        pages.next_page()
    deliver(pages.finish(), out)
    progress.step(len(parts), len(parts))
    return Printed(len(parts), len(paper.rows), tuple(pages.unprintable), tuple(pages.cut))


def _draw_page(pages: Pages, paper: QuotaPaper, rows: Sequence[tuple[str, ...]], is_last: bool) -> None:
    pages.write(paper.title, Box(_LEFT, _TOP, _WIDTH, 10), 17, Align.CENTRE, least=11, bold=True)
    half = _WIDTH / 2
    pages.write(paper.whose, Box(_LEFT, _TOP + 12, half - 2, 6), 10, least=7)
    pages.write(paper.settled, Box(_LEFT + half, _TOP + 12, half, 6), 10, Align.RIGHT, least=7)
    off = frozenset({len(rows) - 1}) if is_last else frozenset[int]()
    shape = Ruled(_LEFT, _TABLE_TOP, _WIDTHS, _ROW, _HEADING, _TEXTS, size=9.5, sizes={0: 8.5, 9: 9.0})
    draw_ruled(pages, shape, paper.headings, rows, off_rows=off)


def _draw_foot(pages: Pages, page: int, of: int) -> None:
    y = 210 - 17
    for number, word in enumerate((_("Drawn up by:"), _("Checked by:"), _("Approved by:"), _("Date:"))):
        x = _LEFT + number * 55
        pages.write(word, Box(x, y, 20, 6), 9.5, least=7)
        pages.rule(x + 20, y + 5.5, x + 49, y + 5.5, 0.5)
    shown = _("page {n} of {m}").format(n=page, m=of)
    pages.write(shown, Box(_RIGHT - 40, y, 40, 6), 9, Align.RIGHT, grey=0.35)
