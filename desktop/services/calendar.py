"""The calendar in force: the table of holidays that came with the program, and the office's own days."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import extract, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.holiday_notice import Named, read_notice
from desktop.core.i18n import LANGUAGES, N_, _, language
from desktop.core.resources import resources_folder
from desktop.core.workdays import DayClass, WorkCalendar, days_from
from desktop.models.duty import CalendarDay, DayKind
from desktop.services.clock import moment_of
from desktop.storage import journal

__all__ = [
    "DayClass",
    "DayKind",
    "TableDay",
    "WorkCalendar",
    "YearTable",
    "calendar",
    "clear_day",
    "clear_year",
    "enter_notice",
    "set_day",
    "year_table",
    "years_missing",
]

_YEARS = range(2000, 2100)
_NAME_LIMIT = 30


@dataclass(frozen=True, slots=True)
class TableDay:
    """A day of the table, ``own`` where the office set it; ``kind`` None: made a usual day again."""

    day: date
    kind: DayKind | None
    name: str
    own: bool


@dataclass(frozen=True, slots=True)
class YearTable:
    """The days of a year that are not what their weekday says.

    ``covered`` is whether holidays are known at all; otherwise ``warning`` says what to do.
    """

    year: int
    days: tuple[TableDay, ...]
    covered: bool
    warning: str


def calendar(session: Session) -> WorkCalendar:
    """Return the calendar in force, names of holidays in the language in force."""
    came = _table(language())
    holidays, workdays = dict(came.holidays), dict(came.workdays)
    for row in session.scalars(select(CalendarDay).where(CalendarDay.removed_at.is_(None))):
        holidays.pop(row.day, None)
        workdays.pop(row.day, None)
        if row.kind is not None:
            (holidays if row.kind is DayKind.HOLIDAY else workdays)[row.day] = row.name
    return WorkCalendar(holidays, workdays)


def year_table(session: Session, year: int) -> YearTable:
    """Return the days of a year that are off or worked by decree, in order. Raises FieldError (year)."""
    _check_year(year)
    known = calendar(session)
    own = {row.day: row for row in _own_days(session, year)}
    days = {day: TableDay(day, DayKind.HOLIDAY, name, day in own) for day, name in known.holidays.items()}
    days |= {day: TableDay(day, DayKind.WORKDAY, name, day in own) for day, name in known.workdays.items()}
    days |= {day: TableDay(day, None, row.name, True) for day, row in own.items() if row.kind is None}
    of_year = tuple(days[day] for day in sorted(days) if day.year == year)
    covered = year in known.years
    return YearTable(year, of_year, covered, "" if covered else _missing(year))


def years_missing(known: WorkCalendar, first: date, last: date) -> tuple[str, ...]:
    """Return a sentence for each year of a stretch of time whose holidays are not known."""
    return tuple(_missing(year) for year in known.uncovered(first, last))


def set_day(session: Session, day: date, kind: DayKind | None, name: str = "") -> None:
    """Make a day off, worked, or (None) a usual one, whatever the table says. Raises FieldError."""
    _set_days(session, [Named(day, kind is DayKind.HOLIDAY, name)], usual=kind is None)
    label = {
        DayKind.HOLIDAY: N_("Make {day} a holiday"),
        DayKind.WORKDAY: N_("Make {day} a workday"),
        None: N_("Make {day} a usual day"),
    }[kind]
    journal.describe(session, label, day=day.isoformat())


def clear_day(session: Session, day: date) -> None:
    """Forget what the office set for a day: what came with the program holds again."""
    _clear(session, (row for row in _own_days(session, day.year) if row.day == day))
    journal.describe(session, N_("Put {day} back as the table has it"), day=day.isoformat())


def clear_year(session: Session, year: int) -> int:
    """Forget everything the office set for a year; return how many days that were."""
    count = _clear(session, _own_days(session, year))
    journal.describe(session, N_("Put the holidays of {year} back as they came"), year=year)
    return count


def enter_notice(session: Session, year: int, text: str) -> int:
    """Take the days of a yearly notice into the table; return how many it names.

    Takes the wording of the notice itself or a line a day (``1月1日 放假 元旦``). What the office had
    set for other days of the year stays. Raises FieldError (year, notice).
    """
    _check_year(year)
    days = read_notice(text, year)
    _set_days(session, days)
    journal.describe(
        session, N_("Enter {count} holidays and workdays for {year}"), count=len(days), year=year
    )
    return len(days)


def _set_days(session: Session, days: Iterable[Named], *, usual: bool = False) -> None:
    own: dict[date, CalendarDay] = {}
    looked_at: set[int] = set()
    for one in days:
        _check_year(one.day.year)
        name = " ".join(one.name.split())
        if len(name) > _NAME_LIMIT:
            raise FieldError(
                "name",
                _("The name is longer than {count} characters.").format(count=_NAME_LIMIT),
                _("Shorten it."),
            )
        if one.day.year not in looked_at:
            looked_at.add(one.day.year)
            own |= {row.day: row for row in _own_days(session, one.day.year)}
        kind = None if usual else DayKind.HOLIDAY if one.off else DayKind.WORKDAY
        row = own.get(one.day)
        if row is None:
            row = own[one.day] = CalendarDay(day=one.day)
            session.add(row)
        row.kind, row.name = kind, name
    session.flush()


def _clear(session: Session, rows: Iterable[CalendarDay]) -> int:
    at, count = moment_of(session), 0
    for row in rows:
        row.removed_at = at
        count += 1
    session.flush()
    return count


def _own_days(session: Session, year: int) -> list[CalendarDay]:
    query = select(CalendarDay).where(
        CalendarDay.removed_at.is_(None), extract("year", CalendarDay.day) == year
    )
    return list(session.scalars(query))


def _check_year(year: int) -> None:
    if year not in _YEARS:
        raise FieldError(
            "year",
            _("{year} is not a year of this table.").format(year=year),
            _("Choose a year from {first} to {last}.").format(first=_YEARS[0], last=_YEARS[-1]),
        )


def _missing(year: int) -> str:
    return _(
        "The table of holidays for {year} is not there yet: only weekends are counted. "
        "Enter it under Sites, Duty, Holidays when the notice is out."
    ).format(year=year)


@cache
def _table(tongue: str) -> WorkCalendar:
    """Return the table in resources, read once for each language."""
    plain = json.loads((resources_folder() / "holidays.json").read_text(encoding="utf-8"))
    tongue = tongue if tongue in LANGUAGES else "en"
    return WorkCalendar(_days(plain["holidays"], tongue), _days(plain["workdays"], tongue))


def _days(stretches: Iterable[Mapping[str, str]], tongue: str) -> dict[date, str]:
    return {
        day: one[tongue]
        for one in stretches
        for day in days_from(date.fromisoformat(one["from"]), date.fromisoformat(one["to"]))
    }
