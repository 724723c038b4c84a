"""The rota of duty to hang on the wall: a week in large type, or a month as a calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.sheet_content import Printed
from desktop.core.sheet_layout import Box
from desktop.paper.page import Align, Pages, deliver

_LINE = 30.0
_A4, _A4_WIDE = Box(0, 0, 210, 297), Box(0, 0, 297, 210)
_ACCENT = (0x1F / 255, 0x5F / 255, 0x8B / 255)
_FREE, _HOLIDAY, _MADE_UP = (0.93, 0.95, 0.97), (0.99, 0.90, 0.89), (1.0, 0.95, 0.84)


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A name on the rota and the telephone to call; empty: none is shown."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PosterDay:
    """A day: ``off`` nobody works, ``holiday`` its name, ``made_up`` worked in place of a holiday."""

    day: date
    off: bool
    holiday: str
    made_up: bool
    people: tuple[OnDuty, ...]
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Poster:
    """What hangs on the wall. ``days`` begin with a Monday and are whole weeks; ``foot`` are lines below."""

    title: str
    place: str
    hours: str
    days: Sequence[PosterDay]
    printed_on: date
    foot: tuple[str, ...] = ()


def draw_week(poster: Poster, out: Path | BinaryIO) -> Printed:
    """Draw weeks, a page each: a day a line, names large enough to be read from three metres."""
    pages = Pages(_A4, poster.title)
    for start in range(0, len(poster.days), 7):
        week = poster.days[start : start + 7]
        _draw_head(pages, poster, _A4, _span(week[0].day, week[-1].day))
        boxes = [Box(18, 56 + at * _LINE, 174, _LINE) for at in range(len(week))]
        for day, box in zip(week, boxes, strict=True):
            _tint(pages, day, box)
        for day, box in zip(week, boxes, strict=True):
            _draw_line(pages, day, box)
        pages.frame(Box(18, 56, 174, len(week) * _LINE), 1.2)
        _draw_foot(pages, poster, _A4)
        pages.next_page()
    return _delivered(pages, out, poster, -(-len(poster.days) // 7))


def draw_month(poster: Poster, month: date, out: Path | BinaryIO) -> Printed:
    """Draw a month as a calendar on one page; days ``outside`` of it stay blank."""
    pages = Pages(_A4_WIDE, poster.title)
    _draw_head(pages, poster, _A4_WIDE, _("{year}-{month:02d}").format(year=month.year, month=month.month))
    weeks = -(-len(poster.days) // 7)
    left, top, width = 14.0, 50.0, 269 / 7
    height = (210 - 16 - 5.5 * len(poster.foot) - top - 8) / weeks
    for column in range(7):
        box = Box(left + column * width, top, width, 8)
        pages.fill(box, *_ACCENT)
        pages.write(_weekday(column), box, 12, Align.CENTRE, bold=True, grey=1)
    cells = [
        (day, Box(left + at % 7 * width, top + 8 + at // 7 * height, width, height))
        for at, day in enumerate(poster.days)
    ]
    for day, box in cells:
        if not day.outside:
            _tint(pages, day, box)
    for day, box in cells:
        _draw_cell(pages, day, box)
    pages.frame(Box(left, top, 269, 8 + weeks * height), 1.0)
    _draw_foot(pages, poster, _A4_WIDE)
    pages.next_page()
    return _delivered(pages, out, poster, 1)


def _draw_head(pages: Pages, poster: Poster, paper: Box, span: str) -> None:
    middle = Box(14, 14, paper.width - 28, 16)
    pages.write(poster.title, middle, 30, Align.CENTRE, least=14, bold=True)
    below = "    ".join(filter(None, (poster.place, span, poster.hours)))
    pages.write(below, Box(14, 31, paper.width - 28, 10), 15, Align.CENTRE, least=9)
    pages.fill(Box(14, 43, paper.width - 28, 0.8), *_ACCENT)


def _draw_foot(pages: Pages, poster: Poster, paper: Box) -> None:
    y = paper.height - 14 - 5.5 * len(poster.foot)
    for line in poster.foot:
        pages.write(line, Box(18, y, paper.width - 36, 5), 10, least=7)
        y += 5.5
    printed = _("Printed on {day}").format(day=poster.printed_on.isoformat())
    pages.write(printed, Box(18, paper.height - 10, paper.width - 36, 4), 8, Align.RIGHT, grey=0.4)


def _draw_line(pages: Pages, day: PosterDay, box: Box) -> None:
    """Draw a day of the week poster: the date left, who is on duty right."""
    head = Box(box.x, box.y, 52, box.height)
    pages.write(_weekday(day.day.weekday()), Box(head.x + 5, head.y + 3, 26, 13), 22, bold=True)
    pages.write(f"{day.day.month}-{day.day.day:02d}", Box(head.x + 32, head.y + 4, 19, 11), 15, least=10)
    pages.write(_mark(day), Box(head.x + 5, head.y + 16, 46, 9), 12, least=8)
    pages.rule(head.right, box.y, head.right, box.bottom, 0.5)
    pages.rule(box.x, box.bottom, box.right, box.bottom, 0.5)
    if not day.people:
        return
    lines = -(-len(day.people) // 2)
    width = (box.width - 60) / (1 if len(day.people) == 1 else 2)
    for at, person in enumerate(day.people):
        row, column = divmod(at, 2)
        high = (box.height - 4) / lines
        cell = Box(head.right + 5 + column * width, box.y + 2 + row * high, width - 3, high)
        _draw_person(pages, person, cell, 30 if lines == 1 else 17)


def _draw_person(pages: Pages, person: OnDuty, box: Box, size: float) -> None:
    share = 0.62 if person.phone else 1.0
    if box.height < 13 and person.phone:
        pages.write(person.name, Box(box.x, box.y, box.width * 0.5, box.height), size, least=9, bold=True)
        phone = Box(box.x + box.width * 0.52, box.y, box.width * 0.48, box.height)
        pages.write(person.phone, phone, size * 0.6, least=7)
        return
    name = Box(box.x, box.y, box.width, box.height * share)
    pages.write(person.name, name, size, least=10, bold=True)
    pages.write(person.phone, Box(box.x, name.bottom, box.width, box.height - name.height), 15, least=8)


def _draw_cell(pages: Pages, day: PosterDay, box: Box) -> None:
    """Draw a day of the month poster."""
    pages.frame(box, 0.35)
    if day.outside:
        return
    pages.write(str(day.day.day), Box(box.x + 1.5, box.y + 0.8, 10, 7), 13, bold=True)
    mark = Box(box.x + 11, box.y + 0.8, box.width - 12.5, 7)
    pages.write(_mark(day), mark, 9, Align.RIGHT, least=5.5)
    room = Box(box.x + 1.5, box.y + 8, box.width - 3, box.height - 9)
    for at, person in enumerate(day.people):
        high = min(room.height / len(day.people), 16)
        cell = Box(room.x, room.y + at * high, room.width, high)
        both = bool(person.phone) and high >= 8.5
        name = Box(cell.x, cell.y, cell.width, high * (0.6 if both else 1))
        pages.write(person.name, name, 15 if high > 10 else 11, Align.CENTRE, least=7, bold=True)
        if both:
            phone = Box(cell.x, name.bottom, cell.width, high - name.height)
            pages.write(person.phone, phone, 9.5, Align.CENTRE, least=6)


def _tint(pages: Pages, day: PosterDay, box: Box) -> None:
    if day.made_up:
        pages.fill(box, *_MADE_UP)
    elif day.holiday:
        pages.fill(box, *_HOLIDAY)
    elif day.off:
        pages.fill(box, *_FREE)


def _mark(day: PosterDay) -> str:
    """Return what is said of a day that is not what its weekday says."""
    if day.made_up:
        return _("Worked for {holiday}").format(holiday=day.holiday) if day.holiday else _("Worked (made up)")
    return day.holiday or (_("Holiday") if day.off and day.day.weekday() < 5 else "")


def _weekday(number: int) -> str:
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[number]


def _span(first: date, last: date) -> str:
    return f"{first.isoformat()} – {last.isoformat()}"


def _delivered(pages: Pages, out: Path | BinaryIO, poster: Poster, count: int) -> Printed:
    deliver(pages.finish(), out)
    return Printed(count, len(poster.days), tuple(pages.unprintable), tuple(pages.cut))
