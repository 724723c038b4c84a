"""Check sheets on paper: one page a site, with what is to be looked at, and what was still wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Printed
from desktop.core.sheet_layout import A4, BINDING, BOTTOM, RIGHT, TOP, Box
from desktop.paper.page import Align, Pages, deliver
from desktop.paper.ruled import Ruled, draw_ruled

MOST_DEFECTS = 6
NEW_DEFECTS = 3
_LEFT = BINDING
_WIDTH = A4[0] - BINDING - RIGHT
_TICK = 3.6
_SHARES = (8.0, 82.0, 13.0, 13.0, 15.0, 15.0, 26.0)
"""Widths of the columns of lines in mm: number, wording, worth, pass, fail, points, remark."""
_DEFECT_SHARES = (67.0, 24.0, 33.0, 24.0, 24.0)
_BLANKS = ("", "", "", "")
_HEADING = 6.5
_DEFECT_ROW = 7.5
_NEW_ROW = 8.5


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One thing to look at, and the points it is worth."""

    wording: str
    points: int


@dataclass(frozen=True, slots=True)
class OpenDefect:
    """Something that was wrong and is not closed."""

    what: str
    deadline: date
    responsible: str
    reported_fixed: bool


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """One site's sheet; ``hours`` are those posted, in words, empty where none are."""

    name: str
    code: str
    kind: str
    address: str
    host: str
    contact: str
    hours: str
    lines: tuple[SheetLine, ...]
    defects: tuple[OpenDefect, ...]


def draw_check_sheets(
    sheets: Sequence[CheckSheet], printed_on: date, out: Path | BinaryIO, progress: Progress | None = None
) -> Printed:
    """Draw one A4 page for each site, in the language in force, and write them whole or not at all.

    Raises NoChineseFont, CannotSave; Cancelled when ``progress`` says so.
    """
    progress = progress or Silent()
    pages = Pages(Box(0, 0, *A4), _("Inspection sheets"))
    for n, sheet in enumerate(sheets):
        progress.step(n, len(sheets), sheet.name)
        _draw(pages, sheet, printed_on)
        pages.next_page()
    deliver(pages.finish(), out)
    progress.step(len(sheets), len(sheets))
    return Printed(len(sheets), len(sheets), tuple(pages.unprintable), tuple(pages.cut))


def _draw(pages: Pages, sheet: CheckSheet, printed_on: date) -> None:
    y = _head(pages, sheet)
    foot = A4[1] - BOTTOM - 22
    room = foot - y - _HEADING - _height_below(len(sheet.defects))
    y = _lines(pages, sheet, y, min(10.0, room / (len(sheet.lines) + 1)))
    y = _open_defects(pages, sheet.defects, y + 2)
    _new_defects(pages, y + 2)
    _signatures(pages, foot, printed_on)


def _height_below(defects: int) -> float:
    """Return how much of the page the tables of defects take."""
    known = 7.0 + (_HEADING + _DEFECT_ROW * min(defects, MOST_DEFECTS) if defects else 0.0)
    more = 5.0 if defects > MOST_DEFECTS else 0.0
    return 4.0 + known + more + 7.0 + _HEADING + _NEW_ROW * NEW_DEFECTS


def _head(pages: Pages, sheet: CheckSheet) -> float:
    """Draw the head; return where it ends."""
    title = _("{name} · Inspection sheet").format(name=sheet.name)
    pages.write(title, Box(_LEFT, TOP, _WIDTH, 10), 16, Align.CENTRE, least=10, bold=True)
    fields = [
        (_("Kind:"), sheet.kind),
        (_("Code:"), sheet.code),
        (_("Address:"), sheet.address),
        (_("Host:"), sheet.host),
        (_("Contact:"), sheet.contact),
        (_("Date and time:"), ""),
        (_("Posted hours:"), sheet.hours or _("none posted")),
        (_("Inspector:"), ""),
    ]
    y = TOP + 12
    for n, (label, value) in enumerate(fields):
        wide = _WIDTH * (0.6 if n % 2 == 0 else 0.4)
        x = _LEFT if n % 2 == 0 else _LEFT + _WIDTH * 0.6
        _field(pages, Box(x, y + n // 2 * 7, wide - 3, 7), label, value)
    y += 29
    pages.write(_("The door on arrival:"), Box(_LEFT, y, 38, 7), 10, bold=True)
    x = _LEFT + 40
    for words in (_("found open"), _("found locked"), _("closed, outside the posted hours")):
        x = _choice(pages, x, y, 7, words) + 6
    return y + 9


def _field(pages: Pages, box: Box, label: str, value: str) -> None:
    wide = pages.chain.width(label, 10) * 25.4 / 72 + 1.5
    pages.write(label, Box(box.x, box.y, wide + 0.5, box.height), 10, grey=0.3)
    rest = Box(box.x + wide, box.y, box.width - wide, box.height)
    if value:
        pages.write(value, rest, 10, least=6.5)
    else:
        pages.rule(rest.x, box.bottom - 1.2, rest.right, box.bottom - 1.2, 0.4, 0.4)


def _choice(pages: Pages, x: float, y: float, height: float, words: str) -> float:
    """Draw a box to tick with its word; return where it ends."""
    pages.frame(Box(x, y + (height - _TICK) / 2, _TICK, _TICK), 0.6)
    wide = pages.chain.width(words, 10) * 25.4 / 72 + 1
    pages.write(words, Box(x + _TICK + 1.5, y, wide, height), 10)
    return x + _TICK + 1.5 + wide


def _lines(pages: Pages, sheet: CheckSheet, y: float, row: float) -> float:
    """Draw what is to be looked at; return where the table ends."""
    heads = (_("No."), _("What is looked at"), _("Worth"), _("Pass"), _("Fail"), _("Points"), _("Remark"))
    shape = Ruled(_LEFT, y, _SHARES, row, _HEADING, frozenset({1}), 10)
    rows = [(str(n), line.wording, str(line.points), *_BLANKS) for n, line in enumerate(sheet.lines, start=1)]
    total = ("", _("Total"), str(sum(line.points for line in sheet.lines)), *_BLANKS)
    draw_ruled(pages, shape, heads, [*rows, total], off_rows=frozenset({len(rows)}))
    _ticks(pages, shape, (3, 4), len(rows))
    return shape.bottom(len(rows) + 1)


def _open_defects(pages: Pages, defects: Sequence[OpenDefect], y: float) -> float:
    """Draw what was still wrong, to be looked at again; return where it ends."""
    if not defects:
        pages.write(_("No defect was open when this was printed."), Box(_LEFT, y, _WIDTH, 7), 10, grey=0.3)
        return y + 7
    pages.write(_("Still open: look again"), Box(_LEFT, y, _WIDTH, 7), 10.5, bold=True)
    heads = (_("Defect"), _("Deadline"), _("Responsible"), _("Fixed"), _("Not fixed"))
    shape = Ruled(_LEFT, y + 7, _DEFECT_SHARES, _DEFECT_ROW, _HEADING, frozenset({0}))
    shown = defects[:MOST_DEFECTS]
    rows = [(_what(one), one.deadline.isoformat(), one.responsible, "", "") for one in shown]
    draw_ruled(pages, shape, heads, rows)
    _ticks(pages, shape, (3, 4), len(rows))
    y = shape.bottom(len(rows))
    more = len(defects) - MOST_DEFECTS
    if more > 0:
        words = ngettext(
            "{count} more stands in the list of defects.",
            "{count} more stand in the list of defects.",
            more,
        ).format(count=more)
        pages.write(words, Box(_LEFT, y, _WIDTH, 5), 8.5, grey=0.3)
        y += 5
    return y


def _what(one: OpenDefect) -> str:
    return _("{what} (reported fixed)").format(what=one.what) if one.reported_fixed else one.what


def _new_defects(pages: Pages, y: float) -> None:
    pages.write(_("New defects"), Box(_LEFT, y, _WIDTH, 7), 10.5, bold=True)
    shape = Ruled(_LEFT, y + 7, (_WIDTH - 72.0, 28.0, 44.0), _NEW_ROW, _HEADING)
    rows = [("", "", "")] * NEW_DEFECTS
    draw_ruled(pages, shape, (_("Defect"), _("Deadline"), _("Responsible")), rows)


def _signatures(pages: Pages, y: float, printed_on: date) -> None:
    each = _WIDTH / 2
    for n, label in enumerate((_("Inspector (signature):"), _("For the site (signature):"))):
        _field(pages, Box(_LEFT + n * each, y + 4, each - 6, 9), label, "")
    hint = _("Printed {day}. Enter it in the program on return; a defect is closed by a recheck only.")
    place = Box(_LEFT, A4[1] - BOTTOM - 5, _WIDTH, 5)
    pages.write(hint.format(day=printed_on), place, 7.5, Align.CENTRE, least=6, grey=0.4)


def _ticks(pages: Pages, shape: Ruled, columns: Sequence[int], rows: int) -> None:
    """Draw a box to tick in the middle of these columns (from 0) of the first rows."""
    for column in columns:
        x = shape.x + sum(shape.widths[:column]) + (shape.widths[column] - _TICK) / 2
        for row in range(rows):
            y = shape.bottom(row) + (shape.row - _TICK) / 2
            pages.frame(Box(x, y, _TICK, _TICK), 0.6)
