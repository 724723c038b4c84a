"""A notice at the door: closed for a while or for good, or other hours; and where to go instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.sheet_content import Printed
from desktop.core.sheet_layout import A4, Box
from desktop.paper.page import Align, Colour, Pages, deliver

_EDGE = 22.0
_WIDTH = A4[0] - 2 * _EDGE
_ROW = 15.0
_GROUND: Colour = (0.945, 0.955, 0.965)
_LINE = 9.0


@dataclass(frozen=True, slots=True)
class Instead:
    """A site that is open: its name, where it is, how far (in words), its hours and telephone."""

    name: str
    where: str
    distance: str
    hours: str
    phone: str


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """What a notice says. ``says`` is the large line, ``period`` from when to when in words.

    ``hours`` are rows of days and times that hold meanwhile; ``colour`` parts from 0 to 1.
    """

    name: str
    says: str
    period: str
    reason: str
    hours: Sequence[tuple[str, str]]
    instead: Sequence[Instead]
    phone: str
    issuer: str
    day: str
    colour: Colour


def draw_notice(content: NoticeContent, out: Path | BinaryIO) -> Printed:
    """Draw the notice on an upright A4 page. Raises NoChineseFont, CannotSave."""
    pages = Pages(Box(0, 0, *A4), content.name)
    pages.write(_("Notice"), Box(_EDGE, 18, _WIDTH, 18), 34, Align.CENTRE, bold=True)
    pages.write(content.name, Box(_EDGE, 40, _WIDTH, 18), 26, Align.CENTRE, least=13, bold=True)
    band = Box(_EDGE, 64, _WIDTH, 34)
    pages.fill(band, *content.colour)
    pages.write(content.says, band, 52, Align.CENTRE, least=20, pad=4, bold=True, grey=1.0)
    y = _period(pages, content, 104.0)
    y = _reason(pages, content.reason, y)
    y = _hours(pages, content.hours, y)
    _instead(pages, content.instead, y + 4)
    _foot(pages, content)
    pages.next_page()
    deliver(pages.finish(), out)
    return Printed(1, 1, tuple(pages.unprintable), tuple(pages.cut))


def _period(pages: Pages, content: NoticeContent, y: float) -> float:
    if not content.period:
        return y
    pages.write(content.period, Box(_EDGE, y, _WIDTH, 14), 24, Align.CENTRE, least=13, bold=True)
    return y + 17


def _reason(pages: Pages, reason: str, y: float) -> float:
    if not reason:
        return y
    words = _("Reason: {reason}").format(reason=reason)
    pages.write(words, Box(_EDGE, y, _WIDTH, 18), 17, Align.CENTRE, least=11)
    return y + 21


def _hours(pages: Pages, hours: Sequence[tuple[str, str]], y: float) -> float:
    if not hours:
        return y
    pages.write(_("Open meanwhile"), Box(_EDGE, y, _WIDTH, 8), 14, least=10, bold=True)
    y += 9
    for number, (days, times) in enumerate(hours):
        row = Box(_EDGE, y, _WIDTH, _LINE)
        if number % 2 == 0:
            pages.fill(row, *_GROUND)
        share = row.width * 0.42
        pages.write(days, Box(row.x, y, share, _LINE), 14, least=9, pad=3)
        pages.write(times, Box(row.x + share, y, row.width - share, _LINE), 15, least=9, pad=3, bold=True)
        y += _LINE
    return y + 3


def _instead(pages: Pages, instead: Sequence[Instead], y: float) -> None:
    if not instead:
        return
    pages.write(_("Open nearby"), Box(_EDGE, y, _WIDTH, 9), 15, least=10, bold=True)
    y += 11
    for one in instead:
        box = Box(_EDGE, y, _WIDTH, _ROW)
        pages.fill(box, *_GROUND)
        right = 34.0
        pages.write(one.name, Box(box.x, y + 0.5, box.width - right, 7.5), 14, least=9, pad=3, bold=True)
        about = "  ".join(filter(None, (one.where, one.hours, one.phone)))
        pages.write(about, Box(box.x, y + 7.5, box.width - right, 7), 10, least=7, pad=3, grey=0.25)
        pages.write(one.distance, Box(box.right - right, y, right, _ROW), 18, Align.RIGHT, least=9, pad=3)
        y += _ROW + 2.5


def _foot(pages: Pages, content: NoticeContent) -> None:
    if content.phone:
        words = _("Telephone: {phone}").format(phone=content.phone)
        pages.write(words, Box(_EDGE, 256, _WIDTH, 9), 14, least=9)
    pages.write(content.issuer, Box(_EDGE, 263, _WIDTH, 9), 15, Align.RIGHT, least=9)
    pages.write(content.day, Box(_EDGE, 272, _WIDTH, 9), 14, Align.RIGHT, least=9)
