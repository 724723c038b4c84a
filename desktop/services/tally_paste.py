"""A block of cells from a spreadsheet as daily figures: which site and day each cell means."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core import tallies as counting
from desktop.core.dates import BadDate, parse_date
from desktop.core.i18n import _, ngettext
from desktop.core.tallies import Count, count_of, is_nothing, plain_text, without_thousands
from desktop.services.clock import local, moment_of
from desktop.services.organisations import name_key
from desktop.services.tallies import TallyCell, TallyFault, Wrong, check
from desktop.services.tally_lists import MonthGrid, month_grid
from desktop.services.tally_sites import Place, TallyFilter, places

_DAY_NUMBER = re.compile(r"(\d{1,2})[日号]?")
_CORNER = frozenset(
    [
        "站点",
        "站点名称",
        "驿站",
        "驿站名称",
        "阵地",
        "阵地名称",
        "名称",
        "编号",
        "编码",
        "序号",
        "单位",
        "日期",
        "site",
        "name",
        "code",
        "no.",
        "station",
        "day",
        "date",
    ]
)
"""What stands over the names of the sites."""

_MANY_DAYS = 5
"""So many days one after the other are headings, whatever stands before them."""


@dataclass(frozen=True, slots=True)
class PasteTo:
    """Where a block goes: the month, the sites in the order of the screen, and the cell it was pasted at."""

    month: int
    sites: tuple[UUID, ...]
    row: int = 0
    day: int = 1


@dataclass(frozen=True, slots=True)
class PastedFigure:
    """A cell understood: the figure it would enter, and the one on file."""

    cell: TallyCell
    site: str
    before: Count

    @property
    def is_new(self) -> bool:
        """Whether it would change anything."""
        return self.cell.count != self.before


@dataclass(frozen=True, slots=True)
class PasteProblem:
    """Something in the block that is left out, and why. ``line`` counts the block's rows from 1."""

    line: int
    text: str
    sentence: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class PastePlan:
    """What a block means. ``faults`` tell which of the figures :func:`tallies.enter` would refuse."""

    figures: tuple[PastedFigure, ...]
    problems: tuple[PasteProblem, ...]
    faults: tuple[TallyFault, ...]
    by_name: bool

    @property
    def new(self) -> tuple[TallyCell, ...]:
        """The figures that would change something and that nothing is wrong with."""
        wrong = {fault.cell for fault in self.faults}
        return tuple(f.cell for f in self.figures if f.is_new and f.cell not in wrong)

    @property
    def doubtful(self) -> tuple[TallyFault, ...]:
        """The figures that a person who looked again may enter with the others."""
        return tuple(fault for fault in self.faults if fault.wrong is Wrong.ODD)


@dataclass(frozen=True, slots=True)
class _Cell:
    line: int
    at: Place
    day: date
    text: str


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of a text copied from a spreadsheet: tabs between columns, or else commas."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    divider = "\t" if "\t" in lines or "," not in without_thousands(lines) else ","
    rows = csv.reader(io.StringIO(lines), delimiter=divider)
    return [[plain_text(cell) for cell in row] for row in rows]


def plan(session: Session, text: str, to: PasteTo) -> PastePlan:
    """Return what a block of cells means.

    Where its first column names sites, by code or name, each row goes to its site; a first row of day
    numbers or dates says which column is which day. Otherwise cells go by their place, from the cell they
    were pasted at, in the order of the screen. An empty cell leaves what is on file.
    """
    rows = cells_of(text)
    known = _Names(places(session))
    by_name = known.names_rows(rows)
    problems: list[PasteProblem] = []
    placed = _named_cells(session, rows, to, known, problems) if by_name else None
    if placed is None:
        placed = _placed_cells(rows, to, known, problems)
    grids = _Grids(session)
    figures: dict[tuple[UUID, date], PastedFigure] = {}
    for one in placed:
        count = count_of(one.text)
        if isinstance(count, str):
            problems.append(PasteProblem(one.line, one.text, count))
        elif count is not None:
            cell = TallyCell(one.at.id, one.day, count)
            figures[cell.site, cell.day] = PastedFigure(cell, one.at.name, grids.count(one.at.id, one.day))
    told = tuple(figures.values())
    faults = check(session, [figure.cell for figure in told if figure.is_new])
    return PastePlan(told, tuple(problems), faults, by_name)


def _placed_cells(
    rows: Sequence[Sequence[str]], to: PasteTo, known: "_Names", problems: list[PasteProblem]
) -> list[_Cell]:
    placed: list[_Cell] = []
    last = counting.days_in(to.month)
    for line, row in enumerate(rows, 1):
        at = known.by_key.get(to.sites[to.row + line - 1]) if to.row + line <= len(to.sites) else None
        if at is None:
            rest = len(rows) - line + 1
            words = ngettext("{n} row goes beyond the last site.", "{n} rows go beyond the last site.", rest)
            problems.append(PasteProblem(line, "", words.format(n=rest), _start_higher()))
            break
        for day, text in enumerate(row, to.day):
            if day <= last:
                placed.append(_Cell(line, at, counting.day_in(to.month, day), text))
            elif not is_nothing(text):
                sentence = _("The month has only {n} days.").format(n=last)
                problems.append(PasteProblem(line, text, sentence, _start_further_left()))
    return placed


def _start_higher() -> str:
    return _("Paste at a higher row, or with the names of the sites in front.")


def _start_further_left() -> str:
    return _("Paste at an earlier day.")


def _named_cells(
    session: Session,
    rows: Sequence[Sequence[str]],
    to: PasteTo,
    known: "_Names",
    problems: list[PasteProblem],
) -> list[_Cell]:
    today = local(moment_of(session)).date()
    headings = {} if known.names_first(rows) else _headings(rows[0], to.month, today)
    first = known.first_figure(rows)
    placed: list[_Cell] = []
    for line, row in enumerate(rows[1:] if headings else rows, 2 if headings else 1):
        at = known.site_of(row)
        if isinstance(at, str):
            problems.append(PasteProblem(line, next(filter(None, row), ""), at, _name_remedy()))
            continue
        days = headings or {
            column: counting.day_in(to.month, day)
            for column, day in enumerate(range(to.day, counting.days_in(to.month) + 1), first)
        }
        placed += [_Cell(line, at, days[c], text) for c, text in enumerate(row) if c in days]
    return placed


def _name_remedy() -> str:
    return _("Write the site's code or whole name in the first column.")


def _headings(row: Sequence[str], month: int, today: date) -> dict[int, date]:
    """Return the day of each column, where the row is one of headings and not one of figures."""
    days = {column: day for column, text in enumerate(row) if (day := _day_of(text, month, today))}
    order = list(days.values())
    if not order or order != sorted(set(order)):
        return {}
    written_out = not any(row[column].isdigit() for column in days)
    corner = not row[0] or row[0].lower() in _CORNER
    following = len(order) >= _MANY_DAYS and (order[-1] - order[0]).days == len(order) - 1
    return days if written_out or corner or following else {}


def _day_of(text: str, month: int, today: date) -> date | None:
    if found := _DAY_NUMBER.fullmatch(text):
        number = int(found[1])
        return counting.day_in(month, number) if 1 <= number <= counting.days_in(month) else None
    if not any(sign.isdigit() for sign in text):
        return None
    try:
        return parse_date(text, today)
    except BadDate:
        return None


class _Names:
    """The sites by what a cell may call them."""

    def __init__(self, all_places: Sequence[Place]) -> None:
        self.by_key = {one.id: one for one in all_places}
        self._codes = {plain_text(one.code).upper(): one for one in all_places if one.code}
        self._by_name: dict[str, list[Place]] = {}
        for one in all_places:
            self._by_name.setdefault(name_key(one.name), []).append(one)

    def names_rows(self, rows: Sequence[Sequence[str]]) -> bool:
        """Say whether the rows begin with what is no figure, or name sites."""
        firsts = [row[0] for row in rows if row and row[0]]
        named = [first for first in firsts if not isinstance(self._found(first), str)]
        wordy = [first for first in firsts if isinstance(count_of(first), str)]
        return (bool(named) and len(rows[0]) > 1) or len(wordy) > len(firsts) / 2

    def names_first(self, rows: Sequence[Sequence[str]]) -> bool:
        """Say whether the first row names a site already."""
        return not isinstance(self.site_of(rows[0]), str)

    def site_of(self, row: Sequence[str]) -> Place | str:
        """Return the site that the first cells of a row name, or the sentence that says why not."""
        said = ""
        for text in _leading_words(row):
            found = self._found(text)
            if not isinstance(found, str):
                return found
            said = said or found
        return said or _("The row names no site.")

    def first_figure(self, rows: Sequence[Sequence[str]]) -> int:
        """Return the column after the last one that names sites."""
        columns = max(len(row) for row in rows)
        for column in range(1, columns):
            cells = [row[column] for row in rows if len(row) > column and row[column]]
            wordy = [cell for cell in cells if isinstance(count_of(cell), str)]
            if not cells or len(wordy) * 2 <= len(cells):
                return column
        return columns

    def _found(self, text: str) -> Place | str:
        if coded := self._codes.get(text.upper()):
            return coded
        found = self._by_name.get(name_key(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            words = _("{count} sites are called “{name}”; their codes tell them apart.")
            return words.format(count=len(found), name=text)
        return _("No site has the code or name “{text}”.").format(text=text)


def _leading_words(row: Sequence[str]) -> Iterator[str]:
    """Yield the first cell, and the words after it up to the first figure."""
    for column, text in enumerate(row):
        if column and not isinstance(count_of(text), str):
            return
        if text:
            yield text


class _Grids:
    """What is on file, read a month at a time."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._months: dict[int, dict[UUID, tuple[Count, ...]]] = {}

    def count(self, site: UUID, day: date) -> Count:
        """Return the figure on file."""
        month = counting.month_of(day)
        if month not in self._months:
            grid: MonthGrid = month_grid(self._session, month, TallyFilter())
            self._months[month] = {line.place.id: line.counts for line in grid.lines}
        counts = self._months[month].get(site)
        return None if counts is None else counts[day.day - 1]
