"""Offices work on weekdays, not on public holidays, and on the weekend days that make up for them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.workdays import DayClass, WorkCalendar, monday_of

HOLIDAYS = {date(2026, 10, 1) + timedelta(days=n): "国庆节" for n in range(7)}
WORKED = {date(2026, 9, 20): "国庆节", date(2026, 10, 10): "国庆节"}
CALENDAR = WorkCalendar(HOLIDAYS, WORKED)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 10, 1), DayClass.HOLIDAY),
        (date(2026, 10, 4), DayClass.HOLIDAY),
        (date(2026, 10, 10), DayClass.WORKDAY),
        (date(2026, 10, 11), DayClass.WEEKEND),
        (date(2026, 10, 12), DayClass.WORKDAY),
    ],
)
def test_a_day_is_what_the_table_says_and_else_what_its_weekday_says(day: date, kind: DayClass) -> None:
    assert CALENDAR.kind(day) is kind


def test_a_sunday_is_no_public_holiday() -> None:
    assert not CALENDAR.is_holiday(date(2026, 10, 11))
    assert not CALENDAR.is_workday(date(2026, 10, 11))


def test_a_day_worked_for_a_holiday_bears_its_name() -> None:
    assert CALENDAR.is_made_up(date(2026, 10, 10))
    assert CALENDAR.name(date(2026, 10, 10)) == "国庆节"
    assert CALENDAR.name(date(2026, 10, 12)) == ""


def test_workdays_are_counted_over_the_holidays() -> None:
    assert CALENDAR.add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert CALENDAR.add_workdays(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert CALENDAR.add_workdays(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert CALENDAR.add_workdays(date(2026, 10, 4), 0) == date(2026, 10, 4)
    assert CALENDAR.workdays_between(date(2026, 9, 30), date(2026, 10, 10)) == 4
    assert CALENDAR.workdays_between(date(2026, 10, 2), date(2026, 10, 1)) == 0


@given(days, st.integers(1, 40))
def test_the_nth_workday_after_a_day_has_n_workdays_up_to_it(day: date, count: int) -> None:
    found = CALENDAR.add_workdays(day, count)
    assert CALENDAR.is_workday(found)
    assert CALENDAR.workdays_between(day + timedelta(days=1), found) == count


@given(days, st.integers(1, 40))
def test_going_back_by_workdays_mirrors_going_forth(day: date, count: int) -> None:
    found = CALENDAR.add_workdays(day, -count)
    assert CALENDAR.workdays_between(found, day - timedelta(days=1)) == count


def test_a_year_without_holidays_is_not_covered() -> None:
    assert CALENDAR.uncovered(date(2025, 12, 1), date(2027, 1, 31)) == (2025, 2027)


def test_a_table_without_workdays_does_not_search_for_ever() -> None:
    start = date(2026, 1, 1)
    always_off = WorkCalendar({start + timedelta(days=n): "x" for n in range(5000)})
    with pytest.raises(ValueError, match="no workdays"):
        always_off.add_workdays(start, 1)


def test_a_week_begins_on_monday() -> None:
    assert monday_of(date(2026, 11, 29)) == date(2026, 11, 23)
    assert monday_of(date(2026, 11, 23)) == date(2026, 11, 23)
