"""Month sheets for people served: many sites by day on one sheet, or a sheet for each site to sign daily."""

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

_PAPER = Box(0, 0, 297, 210)
_LEFT, _RIGHT, _TOP = 25.0, 287.0, 10.0
_WIDTH = _RIGHT - _LEFT
_NUMBER, _CODE, _TOTAL = 7.0, 17.0, 14.0
_ROW, _HEADING, _TABLE_TOP = 7.3, 11.0, 27.0
_SITES_ON_PAGE = 20
_SITE_COLUMNS = (13.0, 13.0, 26.0, 38.0, 38.0)
_SITE_ROW, _SITE_HEADING, _SITE_TOP, _GAP = 8.6, 8.0, 36.0, 6.0
_HALF = 16


@dataclass(frozen=True, slots=True)
class DayHead:
    """A day of the month: its number, the short word for its weekday, whether people have it off."""

    number: int
    weekday: str
    off: bool = False


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site with its figures: as many texts as the month has days, empty where none was told."""

    name: str
    code: str
    counts: tuple[str, ...]
    total: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """What stands on the sheets of a month. ``month`` in words; ``below`` the sum of each day, and of all."""

    title: str
    month: str
    days: tuple[DayHead, ...]
    sites: tuple[SiteRow, ...]
    below: tuple[str, ...] = ()


def draw_month_sheet(sheet: MonthSheet, out: Path | BinaryIO, progress: Progress | None = None) -> Printed:
    """Draw many sites by day on A4 across, and write it whole or not at all.

    Sites stand in the order given, so that what was filled in is typed in the same order on the screen.
    Raises NoChineseFont, CannotSave; Cancelled when ``progress`` says so.
    """
    progress = progress or Silent()
    pages = Pages(_PAPER, f"{sheet.title} {sheet.month}")
    parts = [sheet.sites[at : at + _SITES_ON_PAGE] for at in range(0, len(sheet.sites), _SITES_ON_PAGE)] or [
        ()
    ]
    for number, part in enumerate(parts):
        progress.step(number, len(parts), _("Drawing page {n}").format(n=number + 1))
        last = number == len(parts) - 1
        _draw_sites(pages, sheet, part, number * _SITES_ON_PAGE, with_totals=last)
        _draw_foot(pages, number + 1, len(parts))
        pages.next_page()
    return _finish(pages, len(parts), len(sheet.sites), out, progress)


def draw_site_sheets(sheet: MonthSheet, out: Path | BinaryIO, progress: Progress | None = None) -> Printed:
    """Draw a sheet for each site, a line a day with room for a signature and a remark. Raises as above."""
    progress = progress or Silent()
    pages = Pages(_PAPER, f"{sheet.title} {sheet.month}")
    for number, site in enumerate(sheet.sites):
        progress.step(number, len(sheet.sites), site.name)
        _draw_site(pages, sheet, site)
        _draw_foot(pages, number + 1, len(sheet.sites))
        pages.next_page()
    return _finish(pages, len(sheet.sites), len(sheet.sites), out, progress)


def _finish(pages: Pages, count: int, rows: int, out: Path | BinaryIO, progress: Progress) -> Printed:
    deliver(pages.finish(), out)
    progress.step(count, count)
    return Printed(count, rows, tuple(pages.unprintable), tuple(pages.cut))


def _draw_sites(
    pages: Pages, sheet: MonthSheet, sites: Sequence[SiteRow], before: int, with_totals: bool
) -> None:
    days = len(sheet.days)
    has_codes = any(site.code for site in sheet.sites)
    code = _CODE if has_codes else 0.0
    day = 6.1
    name = _WIDTH - _NUMBER - code - _TOTAL - day * days
    pages.write(sheet.title, Box(_LEFT, _TOP, _WIDTH, 9), 16, Align.CENTRE, least=10, bold=True)
    pages.write(sheet.month, Box(_LEFT, _TOP + 9, _WIDTH / 2, 6), 11)
    hint = _("People served each day; leave a day empty where nobody counted.")
    pages.write(hint, Box(_LEFT + _WIDTH / 2, _TOP + 9, _WIDTH / 2, 6), 8.5, Align.RIGHT, grey=0.35)
    first = 3 if has_codes else 2
    widths = (_NUMBER, *((code,) if has_codes else ()), name, *(day,) * days, _TOTAL)
    headings = (
        _("No."), *((_("Code"),) if has_codes else ()), _("Site"),
        *(f"{one.number}\n{one.weekday}" for one in sheet.days), _("Total"),
    )  # fmt: skip
    rows = [
        (str(before + n), *((site.code,) if has_codes else ()), site.name, *site.counts, site.total)
        for n, site in enumerate(sites, 1)
    ]
    if with_totals:
        below = sheet.below or ("",) * (days + 1)
        rows.append(("", *(("",) if has_codes else ()), _("All sites"), *below))
    off = frozenset(first + n for n, one in enumerate(sheet.days) if one.off)
    shape = Ruled(
        _LEFT, _TABLE_TOP, widths, _ROW, _HEADING, frozenset({first - 1}), sizes={0: 8.5, first - 2: 8.5}
    )
    draw_ruled(pages, shape, headings, rows, off_columns=off)


def _draw_site(pages: Pages, sheet: MonthSheet, site: SiteRow) -> None:
    pages.write(sheet.title, Box(_LEFT, _TOP, _WIDTH, 9), 16, Align.CENTRE, least=10, bold=True)
    named = f"{site.name} ({site.code})" if site.code else site.name
    pages.write(named, Box(_LEFT, _TOP + 11, _WIDTH * 0.7, 8), 13, least=8, bold=True)
    pages.write(sheet.month, Box(_LEFT + _WIDTH * 0.7, _TOP + 11, _WIDTH * 0.3, 8), 13, Align.RIGHT)
    pages.write(site.host, Box(_LEFT, _TOP + 19, _WIDTH, 6), 9.5, least=7, grey=0.3)
    headings = (_("Day"), _("Weekday"), _("People served"), _("Signature"), _("Remark"))
    lines = list(zip(sheet.days, site.counts, strict=True))
    for half, x in ((lines[:_HALF], _LEFT), (lines[_HALF:], _LEFT + sum(_SITE_COLUMNS) + _GAP)):
        rows = [(str(day.number), day.weekday, count, "", "") for day, count in half]
        if half[0][0].number > 1:
            rows.append((_("Total"), "", site.total, "", ""))
        off = frozenset(n for n, (day, _count) in enumerate(half) if day.off)
        shape = Ruled(x, _SITE_TOP, _SITE_COLUMNS, _SITE_ROW, _SITE_HEADING, size=10.5)
        draw_ruled(pages, shape, headings, rows, off_rows=off)


def _draw_foot(pages: Pages, page: int, of: int) -> None:
    y = 210 - 10 - 7
    words = (_("Counted by: {line}"), _("Checked by: {line}"), _("Date: {line}"))
    for number, word in enumerate(words):
        box = Box(_LEFT + number * 68, y, 66, 6)
        pages.write(word.format(line="＿＿＿＿＿＿＿"), box, 9.5, least=7)
    shown = _("page {n} of {m}").format(n=page, m=of)
    pages.write(shown, Box(_RIGHT - 50, y, 50, 6), 9, Align.RIGHT, grey=0.35)
