"""Month sheets on paper: blank to be filled in by hand, or with the figures on file."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core import tallies as counting
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.core.sheet_content import Printed
from desktop.core.tallies import Count
from desktop.core.workdays import WorkCalendar
from desktop.paper.month_sheet_pdf import DayHead, MonthSheet, SiteRow, draw_month_sheet, draw_site_sheets
from desktop.services.calendar import calendar
from desktop.services.site_words import kind_word
from desktop.services.tally_lists import MonthGrid, MonthLine, month_grid
from desktop.services.tally_sites import TallyFilter
from desktop.spreadsheets.write import SheetOut, write_table


class NothingToPrint(Refused):
    """No site was open in the month."""


@dataclass(frozen=True, slots=True)
class SheetWish:
    """What is to be printed: a month of the sites wanted (of ``only`` these, where named).

    ``blank`` leaves the figures to be written by hand; ``by_site`` makes a sheet for each site, with room
    for signatures.
    """

    month: int
    wanted: TallyFilter = field(default_factory=TallyFilter)
    only: frozenset[UUID] = frozenset()
    blank: bool = True
    by_site: bool = False


@dataclass(frozen=True, slots=True)
class MonthPaper:
    """A drawn document, under the name it is saved by."""

    pdf: bytes
    name: str
    printed: Printed


def prepare(session: Session, wish: SheetWish, progress: Progress | None = None) -> MonthPaper:
    """Draw the sheets of a month. Raises ``NothingToPrint``, NoChineseFont; Cancelled."""
    out = BytesIO()
    printed = print_month(session, wish, out, progress)
    name = f"{_title(month_grid(session, wish.month, wish.wanted))} {month_words(wish.month)}"
    return MonthPaper(out.getvalue(), name, printed)


def print_month(
    session: Session, wish: SheetWish, out: Path | BinaryIO, progress: Progress | None = None
) -> Printed:
    """Draw the sheets of a month into a file. Raises as :func:`prepare`, and CannotSave."""
    grid = month_grid(session, wish.month, wish.wanted)
    lines = [line for line in grid.lines if not wish.only or line.place.id in wish.only]
    if not lines:
        raise NothingToPrint(
            _("No site was open in {month}.").format(month=month_words(wish.month)),
            _("Choose another month, or other sites."),
        )
    grid = MonthGrid(grid.month, tuple(lines))
    sheet = MonthSheet(
        title=_title(grid),
        month=month_words(wish.month),
        days=_days(wish.month, calendar(session)),
        sites=tuple(_row(line, wish.blank) for line in lines),
        below=() if wish.blank else _below(grid),
    )
    draw = draw_site_sheets if wish.by_site else draw_month_sheet
    return draw(sheet, out, progress)


def write_month(session: Session, month: int, wanted: TallyFilter, path: Path) -> int:
    """Write the figures of a month as a workbook; return the rows. Raises a ``SpreadsheetError``."""
    grid = month_grid(session, month, wanted)
    days = tuple(str(number) for number in range(1, grid.days + 1))
    sheet = SheetOut(
        title=month_words(month),
        headings=(_("Code"), _("Site"), _("District"), *days, _("Total")),
        rows=[
            (line.place.code, line.place.name, line.place.district, *line.counts, line.total)
            for line in grid.lines
        ],
        text_columns=frozenset({0}),
        widths={column: 6 for column in range(3, 3 + grid.days)},
    )
    return write_table(path, [sheet])


def month_words(month: int) -> str:
    """Return a month (year * 100 + month) in words."""
    names = (
        _("January {year}"), _("February {year}"), _("March {year}"), _("April {year}"), _("May {year}"),
        _("June {year}"), _("July {year}"), _("August {year}"), _("September {year}"),
        _("October {year}"), _("November {year}"), _("December {year}"),
    )  # fmt: skip
    return names[month % 100 - 1].format(year=month // 100)


def weekday_letter(weekday: int) -> str:
    """Return the shortest word for a weekday (0 is Monday)."""
    return (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))[weekday]


def _title(grid: MonthGrid) -> str:
    kinds = {line.place.kind for line in grid.lines}
    if len(kinds) == 1:
        return _("People served: {kind}").format(kind=kind_word(kinds.pop()))
    return _("People served at our sites")


def _days(month: int, worked: WorkCalendar) -> tuple[DayHead, ...]:
    days = (counting.day_in(month, number) for number in range(1, counting.days_in(month) + 1))
    return tuple(DayHead(day.day, weekday_letter(day.weekday()), not worked.is_workday(day)) for day in days)


def _row(line: MonthLine, blank: bool) -> SiteRow:
    place = line.place
    counts = ("",) * len(line.counts) if blank else tuple(map(_written, line.counts))
    total = "" if blank or not line.told else f"{line.total:,}"
    return SiteRow(place.name, place.code, counts, total, place.host)


def _below(grid: MonthGrid) -> tuple[str, ...]:
    totals = grid.day_totals()
    return (*map(_written, totals), f"{counting.total(totals):,}")


def _written(count: Count) -> str:
    return "" if count is None else str(count)
