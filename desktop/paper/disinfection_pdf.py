"""The disinfection log of a room on A4, with empty lines to go on by hand."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Printed
from desktop.core.sheet_layout import Box
from desktop.paper.page import Align, Pages, deliver
from desktop.paper.ruled import Ruled, draw_ruled

_PAPER = Box(0, 0, 210, 297)
_LEFT, _RIGHT, _TOP = 28.0, 200.0, 12.0
_WIDTH = _RIGHT - _LEFT
_COLUMNS = (10.0, 28.0, 42.0, 44.0, 26.0, 22.0)
_ROW, _HEADING, _TABLE_TOP = 9.0, 9.0, 38.0
_LINES = 25


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line written already, in words."""

    at: str
    area: str
    method: str
    operator: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class LogSheet:
    """A room, a month in words, and the lines in order of time."""

    site: str
    address: str
    month: str
    lines: tuple[LogLine, ...] = ()


def draw_log(sheet: LogSheet, out: Path | BinaryIO, progress: Progress | None = None) -> Printed:
    """Draw the log and write it whole or not at all; each page is filled up with empty lines.

    Raises NoChineseFont, CannotSave; Cancelled when ``progress`` says so.
    """
    progress = progress or Silent()
    title = _("Disinfection log")
    pages = Pages(_PAPER, f"{title} {sheet.site} {sheet.month}")
    count = max(1, -(-len(sheet.lines) // _LINES))
    for page in range(count):
        progress.step(page, count, _("Drawing page {n}").format(n=page + 1))
        _draw_page(pages, sheet, title, page)
        shown = _("page {n} of {m}").format(n=page + 1, m=count)
        pages.write(shown, Box(_RIGHT - 60, 282, 60, 6), 9, Align.RIGHT, grey=0.35)
        pages.next_page()
    deliver(pages.finish(), out)
    progress.step(count, count)
    return Printed(count, len(sheet.lines), tuple(pages.unprintable), tuple(pages.cut))


def _draw_page(pages: Pages, sheet: LogSheet, title: str, page: int) -> None:
    pages.write(title, Box(_LEFT, _TOP, _WIDTH, 9), 16, Align.CENTRE, least=10, bold=True)
    pages.write(sheet.site, Box(_LEFT, _TOP + 11, _WIDTH * 0.72, 7), 12, least=8, bold=True)
    pages.write(sheet.month, Box(_LEFT + _WIDTH * 0.72, _TOP + 11, _WIDTH * 0.28, 7), 12, Align.RIGHT)
    pages.write(sheet.address, Box(_LEFT, _TOP + 18, _WIDTH, 6), 9.5, least=7, grey=0.3)
    written = sheet.lines[page * _LINES : (page + 1) * _LINES]
    rows = [
        (str(page * _LINES + n), one.at, one.area, one.method, one.operator, one.remark)
        for n, one in enumerate(written, 1)
    ]
    rows += [(str(page * _LINES + n), "", "", "", "", "") for n in range(len(written) + 1, _LINES + 1)]
    headings = (_("No."), _("Time"), _("Part of the room"), _("Method"), _("Done by"), _("Remark"))
    shape = Ruled(_LEFT, _TABLE_TOP, _COLUMNS, _ROW, _HEADING, frozenset({2, 3, 5}))
    draw_ruled(pages, shape, headings, rows)
    hint = _("Names of people who used the room do not belong here.")
    pages.write(hint, Box(_LEFT, shape.bottom(_LINES) + 3, _WIDTH, 5), 8.5, least=6, grey=0.35)
