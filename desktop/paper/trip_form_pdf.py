"""The form of nominations on paper: A4 lengthways, rows to write in, lines to sign and room for the stamp."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.sheet_content import Printed
from desktop.core.sheet_layout import Box
from desktop.core.trip_forms import FORM_LABELS, FormColumn, TripForm, filling_notes, head_lines
from desktop.paper.fit import wrapped
from desktop.paper.fonts import fonts
from desktop.paper.page import POINTS, Align, Pages, deliver
from desktop.paper.ruled import Ruled, draw_ruled

_PAPER = Box(0, 0, 297, 210)
_LEFT, _WIDTH = 12.0, 273.0
_TOP, _BOTTOM = 14.0, 198.0
_LINE, _ROW, _HEADING = 5.4, 9.6, 12.0
_FOOT = 14.0
_SHARES: Mapping[FormColumn, float] = {
    "number": 7, "name": 16, "sex": 7, "id_number": 34, "birthday": 13, "organisation": 22, "post": 18,
    "frontline": 12, "is_member": 11, "in_post": 8, "categories": 19, "honours": 22, "last_trip_year": 12,
    "phone": 22, "emergency_contact": 22, "preferences": 11, "fit": 9, "remark": 12,
}  # fmt: skip


def draw_trip_form(
    forms: Sequence[TripForm], out: Path | BinaryIO, progress: Callable[[int, int], None] | None = None
) -> Printed:
    """Draw forms one after the other, each on pages of its own, in the language in force.

    Raises NoChineseFont, CannotSave.
    """
    pages = Pages(_PAPER, _("Nominations"))
    count = 0
    for number, form in enumerate(forms, 1):
        if progress is not None:
            progress(number, len(forms))
        count += _draw_form(pages, form)
    deliver(pages.finish(), out)
    rows = sum(form.rows for form in forms)
    return Printed(count, rows, tuple(pages.unprintable), tuple(pages.cut))


def _draw_form(pages: Pages, form: TripForm) -> int:
    """Draw one form; return how many pages it took."""
    cuts = _cut(form)
    for number, (start, end) in enumerate(cuts, 1):
        y = _draw_head(pages, form) if number == 1 else _draw_head_again(pages, form)
        shape = Ruled(_LEFT, y, _widths(), _ROW, _HEADING, size=9.5, sizes={5: 7.5}, left=frozenset({5}))
        rows = [_cells(form, at) for at in range(start, end)]
        spare = frozenset(at - start for at in range(start, end) if at >= form.quota)
        draw_ruled(pages, shape, _headings(), rows, off_rows=spare)
        if number == len(cuts):
            _draw_signatures(pages, shape.bottom(len(rows)) + 4)
        _draw_page_number(pages, form, number, len(cuts))
        pages.next_page()
    return len(cuts)


def _cut(form: TripForm) -> list[tuple[int, int]]:
    """Return which rows stand on which page; the lines to sign on stay with the last ones."""
    first = int((_BOTTOM - _head_height(form) - _HEADING) / _ROW)
    later = int((_BOTTOM - _TOP - 10 - _HEADING) / _ROW)
    signed = int(_FOOT / _ROW) + 1
    cuts: list[tuple[int, int]] = []
    start = 0
    while True:
        room = first if not cuts else later
        left = form.rows - start
        if left <= room - signed:
            return [*cuts, (start, form.rows)]
        end = start + min(room, max(left - 1, 0))
        cuts.append((start, end))
        start = end


def _head_height(form: TripForm) -> float:
    lines = sum(_lines(line, size) for line, size, _bold, _grey in _head(form))
    return _TOP + 11 + _LINE * lines + 2


def _head(form: TripForm) -> list[tuple[str, float, bool, float]]:
    """Return what stands over the rows: words, size, whether bold, how grey."""
    first, *others = head_lines(form)
    return [
        (first, 10.5, True, 0.0),
        *((line, 9.0, False, 0.0) for line in others),
        *((line, 8.5, False, 0.3) for line in filling_notes(form)),
    ]


def _lines(words: str, size: float) -> int:
    """Return how many lines words take at that size: many batches do not fit on one."""
    return len(wrapped(fonts(), words, _WIDTH * POINTS / size))


def _draw_head(pages: Pages, form: TripForm) -> float:
    title = _("{programme}: list of nominations").format(programme=form.programme)
    pages.write(title, Box(_LEFT, _TOP - 4, _WIDTH, 11), 17, Align.CENTRE, least=10, bold=True)
    y = _TOP + 9
    for line, size, bold, grey in _head(form):
        height = _LINE * _lines(line, size)
        pages.write(line, Box(_LEFT, y, _WIDTH, height), size, least=6, bold=bold, grey=grey)
        y += height
    return y + 2


def _draw_head_again(pages: Pages, form: TripForm) -> float:
    words = f"{form.programme}    {form.organisation}"
    pages.write(words, Box(_LEFT, _TOP, _WIDTH, 6), 9, grey=0.3)
    return _TOP + 9


def _draw_signatures(pages: Pages, y: float) -> None:
    words = (
        _("Organisation (stamp):"),
        _("Chair of the union:"),
        _("Filled in by:"),
        _("Telephone:"),
        _("Date:"),
    )
    width = _WIDTH / len(words)
    for number, label in enumerate(words):
        x = _LEFT + number * width
        pages.write(label, Box(x, y, 26, 8), 9.5, least=7)
        pages.rule(x + 27, y + 7.2, x + width - 4, y + 7.2, 0.5)


def _draw_page_number(pages: Pages, form: TripForm, number: int, count: int) -> None:
    foot = Box(_LEFT, 201, _WIDTH, 5)
    pages.write(_("Code of the form: {code}").format(code=form.code), foot, 8, grey=0.35)
    words = _("Page {n} of {m}").format(n=number, m=count)
    pages.write(words, foot, 8, Align.RIGHT, grey=0.35)


def _widths() -> list[float]:
    whole = sum(_SHARES.values())
    return [_SHARES[column] * _WIDTH / whole for column in FORM_LABELS]


def _headings() -> list[str]:
    return [_(label) for label in FORM_LABELS.values()]


def _cells(form: TripForm, at: int) -> list[str]:
    filled = {"number": str(at + 1), "organisation": form.organisation}
    return [filled.get(column, "") for column in FORM_LABELS]
