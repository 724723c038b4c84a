"""Which days people work: weekdays, but for public holidays and days worked to make up for them (调休)."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

_DAY = timedelta(days=1)
_SATURDAY = 5
# No row of days off in a table is nearly as long; one that is would make a search endless.
_LONGEST_SEARCH = 4000


class DayClass(enum.StrEnum):
    """What a day is for who is on duty: days off by decree weigh more than weekends."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class WorkCalendar:
    """The table in force: days off by decree and weekend days worked by decree, each with its name.

    ``holidays`` are all days off of a notice, bridging days included. ``years`` are those the table
    was made for: in others only weekends are known.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    workdays: Mapping[date, str] = field(default_factory=dict)

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that have at least one public holiday in the table."""
        return frozenset(day.year for day in self.holidays)

    def kind(self, day: date) -> DayClass:
        """Return what a day is; one worked to make up for a holiday is a workday."""
        if day in self.holidays:
            return DayClass.HOLIDAY
        if day.weekday() >= _SATURDAY and day not in self.workdays:
            return DayClass.WEEKEND
        return DayClass.WORKDAY

    def is_workday(self, day: date) -> bool:
        """Say whether offices work on a day."""
        return self.kind(day) is DayClass.WORKDAY

    def is_holiday(self, day: date) -> bool:
        """Say whether a day is off by decree, not merely a weekend."""
        return day in self.holidays

    def is_made_up(self, day: date) -> bool:
        """Say whether a weekend day is worked to make up for a holiday."""
        return day in self.workdays and self.is_workday(day)

    def name(self, day: date) -> str:
        """Return the holiday a day belongs to, be it off or worked for it; empty for a usual day."""
        return self.holidays.get(day, "") or self.workdays.get(day, "")

    def add_workdays(self, day: date, count: int) -> date:
        """Return the ``count``-th workday after a day (before it where negative); with 0, the day itself."""
        step = _DAY if count >= 0 else -_DAY
        left, passed = abs(count), 0
        while left:
            day += step
            passed += 1
            if self.is_workday(day):
                left, passed = left - 1, 0
            elif passed > _LONGEST_SEARCH:
                raise ValueError("the table of holidays leaves no workdays")
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """Return how many workdays there are from ``first`` to ``last``, both included."""
        return sum(self.is_workday(day) for day in days_from(first, last))

    def uncovered(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years of a stretch of time that the table knows nothing of."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.years)


def days_from(first: date, last: date) -> Iterator[date]:
    """Yield each day from ``first`` to ``last``, both included."""
    day = first
    while day <= last:
        yield day
        day += _DAY


def monday_of(day: date) -> date:
    """Return the Monday of the week a day lies in."""
    return day - timedelta(days=day.weekday())
