"""Public notices of names in type for a wall, and the record of the objections to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Printed
from desktop.core.sheet_layout import A4, Box
from desktop.paper.fit import LEADING, wrapped
from desktop.paper.flow import Flow
from desktop.paper.page import POINTS, Align, Pages, deliver
from desktop.paper.ruled import Ruled, draw_ruled

_LEFT, _RIGHT = 28.0, 192.0
_WIDTH = _RIGHT - _LEFT
_TOP, _BOTTOM = 22.0, 278.0
_ROW, _HEADING = 10.0, 11.0
_TYPE, _OPENING = 13.5, 13.5
_NAME, _POST, _REMARK = 30.0, 34.0, 24.0
_FOOT = 46.0
_LINE = 7.5


@dataclass(frozen=True, slots=True)
class NameLine:
    """A line of a notice in words, the name masked."""

    number: int
    name: str
    organisation: str
    post: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class NameNotice:
    """What hangs on the wall; ``period`` is in words, ``is_draft`` marks what is not posted yet."""

    title: str
    opening: str
    period: str
    lines: Sequence[NameLine]
    contact: str
    phone: str
    place: str
    issuer: str
    day: str
    remark: str = ""
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class ObjectionPart:
    """An objection on the record: its heading, facts about it, what was said and what was answered."""

    heading: str
    facts: Sequence[tuple[str, str]]
    text: str
    answer: str
    answered: str


def draw_name_notice(notice: NameNotice, out: Path | BinaryIO, progress: Progress | None = None) -> Printed:
    """Draw the notice and write it whole or not at all. Raises NoChineseFont, CannotSave, Cancelled."""
    progress = progress or Silent()
    pages = Pages(Box(0, 0, *A4), notice.title)
    opening = wrapped(pages.chain, notice.opening, _WIDTH * POINTS / _OPENING)
    first = _table_top(len(opening))
    parts = _by_page(notice.lines, first)
    for number, lines in enumerate(parts):
        progress.step(number, len(parts), _("Drawing page {n}").format(n=number + 1))
        top = _TOP
        if number == 0:
            _draw_head(pages, notice, opening)
            top = first
        end = _draw_lines(pages, lines, top) if lines else top
        if number == len(parts) - 1:
            _draw_foot(pages, notice, end)
        _draw_edge(pages, notice, number, len(parts))
        pages.next_page()
    deliver(pages.finish(), out)
    progress.step(len(parts), len(parts))
    return Printed(len(parts), len(notice.lines), tuple(pages.unprintable), tuple(pages.cut))


def draw_objections(
    title: str, note: str, parts: Sequence[ObjectionPart], signatures: Sequence[str], out: Path | BinaryIO
) -> Printed:
    """Draw the record of objections (异议处理记录). Raises NoChineseFont, CannotSave."""
    flow = Flow(title)
    flow.title(title)
    flow.line(note, 9.5, grey=0.3)
    flow.space(2)
    if not parts:
        flow.line(_("No objection was received."), 11)
    for part in parts:
        flow.heading(part.heading)
        flow.facts(part.facts)
        flow.line(_("What was objected to"), 9.5, grey=0.3)
        flow.paragraph(part.text, 10.5, indent=4)
        if part.answer:
            flow.line(_("Answer"), 9.5, grey=0.3)
            flow.paragraph(part.answer, 10.5, indent=4)
        flow.line(part.answered, 9.5)
        flow.space(3)
    flow.signatures(*signatures)
    pages = flow.draw()
    deliver(pages.finish(), out)
    return Printed(len(flow.sheets), len(parts), tuple(pages.unprintable), tuple(pages.cut))


def _table_top(opening_lines: int) -> float:
    return _TOP + 21 + opening_lines * _leading() + 3 + _LINE + 3


def _leading() -> float:
    return _OPENING * LEADING * 1.12 / POINTS


def _by_page(lines: Sequence[NameLine], first: float) -> list[Sequence[NameLine]]:
    """Share the lines out over pages; the last keeps room for where objections go."""
    parts: list[Sequence[NameLine]] = []
    top, rest = first, lines
    while True:
        most = int((_BOTTOM - top - _HEADING) / _ROW)
        with_foot = int((_BOTTOM - _FOOT - top - _HEADING) / _ROW)
        if len(rest) <= with_foot:
            return [*parts, rest]
        # What would leave only the foot for the last page takes a few lines along.
        taken = min(most, len(rest) - 1 if len(rest) <= most else most)
        parts.append(rest[:taken])
        top, rest = _TOP, rest[taken:]


def _draw_head(pages: Pages, notice: NameNotice, opening: Sequence[str]) -> None:
    pages.write(notice.title, Box(_LEFT, _TOP - 4, _WIDTH, 20), 22, Align.CENTRE, least=14, bold=True)
    y = _TOP + 21
    for line in opening:
        pages.write(line, Box(_LEFT, y, _WIDTH + 1, _leading()), _OPENING, least=_OPENING - 1)
        y += _leading()
    period = _("Period of the notice: {period}").format(period=notice.period)
    pages.write(period, Box(_LEFT, y + 3, _WIDTH, _LINE), _OPENING, least=9, bold=True)


def _draw_lines(pages: Pages, lines: Sequence[NameLine], top: float) -> float:
    headings = (_("No."), _("Name"), _("Employer"), _("Post"), _("Remark"))
    widths = (14.0, _NAME, _WIDTH - 14.0 - _NAME - _POST - _REMARK, _POST, _REMARK)
    rows = [(str(one.number), one.name, one.organisation, one.post, one.remark) for one in lines]
    shape = Ruled(
        _LEFT, top, widths, _ROW, _HEADING, frozenset({2}), _TYPE, {2: 12.5, 3: 12, 4: 11}, heading_size=11.5
    )
    draw_ruled(pages, shape, headings, rows)
    return shape.bottom(len(rows))


def _draw_foot(pages: Pages, notice: NameNotice, y: float) -> None:
    told = _("Objections: {contact}, telephone {phone}").format(contact=notice.contact, phone=notice.phone)
    y += 3
    pages.write(told, Box(_LEFT, y, _WIDTH, _LINE), 13, least=8, bold=True)
    place = _("Place: {place}").format(place=notice.place)
    pages.write(place, Box(_LEFT, y + _LINE, _WIDTH, _LINE), 13, least=8)
    pages.write(notice.remark, Box(_LEFT, y + 2 * _LINE, _WIDTH, _LINE), 11, least=7)
    pages.write(notice.issuer, Box(_LEFT, y + 3 * _LINE, _WIDTH, _LINE), 13, Align.RIGHT, least=8)
    pages.write(notice.day, Box(_LEFT, y + 4 * _LINE, _WIDTH, _LINE), 13, Align.RIGHT)


def _draw_edge(pages: Pages, notice: NameNotice, number: int, count: int) -> None:
    if notice.is_draft:
        words = _("Draft, not posted")
        pages.write(words, Box(_RIGHT - 60, 8, 60, 6), 10, Align.RIGHT, grey=0.35, bold=True)
    if number:
        pages.write(notice.title, Box(_LEFT, _TOP - 9, _WIDTH, 6), 10, least=7, grey=0.3)
    edge = _("Objections: telephone {phone} · {period}").format(phone=notice.phone, period=notice.period)
    pages.write(edge, Box(_LEFT, 283, _WIDTH - 32, 6), 9, least=6.5, grey=0.3)
    where = _("page {n} of {m}").format(n=number + 1, m=count)
    pages.write(where, Box(_RIGHT - 30, 283, 30, 6), 9, Align.RIGHT, grey=0.3)
