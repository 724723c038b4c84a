"""Retirement ages follow the tables of the measures in force since 2025."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.national_id import Sex
from desktop.core.retirement import possible, retirement

MAN: tuple[Sex, bool] = ("M", False)
OFFICE_WOMAN: tuple[Sex, bool] = ("F", True)
WOMAN: tuple[Sex, bool] = ("F", False)
birthdays = st.dates(date(1950, 1, 1), date(2004, 12, 31))
groups = st.sampled_from([MAN, OFFICE_WOMAN, WOMAN])


@pytest.mark.parametrize(
    ("who", "born", "age", "reached"),
    [
        (MAN, (1964, 12), (60, 0), (2024, 12)),
        (MAN, (1965, 1), (60, 1), (2025, 2)),
        (MAN, (1965, 4), (60, 1), (2025, 5)),
        (MAN, (1965, 5), (60, 2), (2025, 7)),
        (MAN, (1967, 5), (60, 8), (2028, 1)),
        (MAN, (1976, 8), (62, 11), (2039, 7)),
        (MAN, (1976, 9), (63, 0), (2039, 9)),
        (MAN, (1990, 1), (63, 0), (2053, 1)),
        (OFFICE_WOMAN, (1969, 12), (55, 0), (2024, 12)),
        (OFFICE_WOMAN, (1970, 1), (55, 1), (2025, 2)),
        (OFFICE_WOMAN, (1970, 5), (55, 2), (2025, 7)),
        (OFFICE_WOMAN, (1981, 8), (57, 11), (2039, 7)),
        (OFFICE_WOMAN, (1981, 9), (58, 0), (2039, 9)),
        (WOMAN, (1974, 12), (50, 0), (2024, 12)),
        (WOMAN, (1975, 1), (50, 1), (2025, 2)),
        (WOMAN, (1975, 2), (50, 1), (2025, 3)),
        (WOMAN, (1975, 3), (50, 2), (2025, 5)),
        (WOMAN, (1984, 10), (54, 11), (2039, 9)),
        (WOMAN, (1984, 11), (55, 0), (2039, 11)),
    ],
)
def test_the_age_is_that_of_the_official_table(
    who: tuple[Sex, bool], born: tuple[int, int], age: tuple[int, int], reached: tuple[int, int]
) -> None:
    found = retirement(who[0], date(*born, 12), who[1])
    assert found.age == age
    assert (found.on.year, found.on.month) == reached


@given(groups, birthdays)
def test_who_is_born_later_never_retires_earlier(who: tuple[Sex, bool], born: date) -> None:
    later = retirement(who[0], born + timedelta(days=1), who[1])
    assert retirement(who[0], born, who[1]).on <= later.on


@given(groups, birthdays)
def test_nobody_retires_before_the_old_age_nor_after_the_last(who: tuple[Sex, bool], born: date) -> None:
    years = {MAN: (60, 63), OFFICE_WOMAN: (55, 58), WOMAN: (50, 55)}[who]
    assert years[0] * 12 <= retirement(who[0], born, who[1]).age_months <= years[1] * 12


def test_the_last_day_of_a_month_stays_the_last_where_the_month_is_shorter() -> None:
    assert retirement("M", date(1965, 1, 31), is_management=False).on == date(2025, 2, 28)


def test_months_are_counted_whole_and_turn_negative_after_the_day() -> None:
    found = retirement("M", date(1967, 5, 12), is_management=False)
    assert found.on == date(2028, 1, 12)
    assert found.months_from(date(2026, 1, 12)) == 24
    assert found.months_from(date(2026, 1, 13)) == 23
    assert found.months_from(date(2028, 1, 12)) == 0
    assert found.months_from(date(2028, 1, 13)) == -1


def test_near_means_within_the_years_and_not_past_the_day() -> None:
    found = retirement("M", date(1967, 5, 12), is_management=False)
    assert found.is_within(2, date(2026, 1, 12))
    assert not found.is_within(2, date(2026, 1, 11))
    assert found.is_within(2, date(2028, 1, 12))
    assert not found.is_within(2, date(2028, 1, 13))


def test_every_age_stays_possible_while_sex_or_post_is_unknown() -> None:
    born = date(1985, 1, 1)
    assert [one.age for one in possible(None, born, None)] == [(55, 0), (58, 0), (63, 0)]
    assert [one.age for one in possible("F", born, None)] == [(55, 0), (58, 0)]
    assert [one.age for one in possible("M", born, None)] == [(63, 0)]


def test_the_ages_of_before_stay_to_be_had() -> None:
    born = date(1976, 9, 1)
    found = [retirement(sex, born, post, gradual=False).age for sex, post in (MAN, OFFICE_WOMAN, WOMAN)]
    assert found == [(60, 0), (55, 0), (50, 0)]
