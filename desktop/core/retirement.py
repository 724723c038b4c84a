"""When people reach the statutory retirement age of China.

Decision of the Standing Committee of the National People's Congress of 13 September 2024 with the State
Council's measures and their three tables, in force since 1 January 2025. Men (60) and women whose age was 55
work one month longer for every four months by which they reach the old age after December 2024, up to 63 and
58; women whose age was 50 one month for every two, up to 55. Who reached the old age before 2025 retired at
it. Leaving up to three years earlier or later by choice (article 3 of the measures) and the lower ages of
dangerous trades are personal and not reckoned here.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from desktop.core.national_id import Sex

_REFORM = 2025 * 12
"""January 2025 as a count of months."""
_SHORTEST = 28


@dataclass(frozen=True, slots=True)
class Retirement:
    """The statutory age in whole months, and the day it is reached."""

    age_months: int
    on: date

    @property
    def age(self) -> tuple[int, int]:
        """The age as years and months."""
        return divmod(self.age_months, 12)

    def months_from(self, day: date) -> int:
        """Return the whole months from ``day`` to retirement; negative once it has been reached."""
        if day > self.on:
            return -_whole_months(self.on, day) - 1
        return _whole_months(day, self.on)

    def is_within(self, years: int, day: date) -> bool:
        """Say whether ``day`` is not after retirement and at most so many years before it."""
        return day <= self.on <= _day_after_months(day, years * 12)


def retirement(sex: Sex, birthday: date, is_management: bool, *, gradual: bool = True) -> Retirement:
    """Return when somebody retires.

    ``is_management`` (or a technical post) counts for women only; without ``gradual`` the ages are those
    of before 2025: 60, 55 and 50.
    """
    if sex == "M":
        years, pace, longest = 60, 4, 36
    elif is_management:
        years, pace, longest = 55, 4, 36
    else:
        years, pace, longest = 50, 2, 60
    after_reform = (birthday.year + years) * 12 + birthday.month - 1 - _REFORM
    later = min(after_reform // pace + 1, longest) if gradual and after_reform >= 0 else 0
    months = years * 12 + later
    return Retirement(months, _day_after_months(birthday, months))


@lru_cache(maxsize=16_384)
def possible(
    sex: Sex | None, birthday: date, is_management: bool | None, *, gradual: bool = True
) -> tuple[Retirement, ...]:
    """Return every retirement that what is known allows, the earliest first, each once."""
    if sex == "M":
        return (retirement(sex, birthday, is_management=False, gradual=gradual),)
    sexes: tuple[Sex, ...] = (sex,) if sex else ("F", "M")
    posts = (False, True) if is_management is None else (is_management,)
    found = {retirement(one, birthday, post, gradual=gradual) for one in sexes for post in posts}
    return tuple(sorted(found, key=lambda one: one.age_months))


def _whole_months(start: date, end: date) -> int:
    count = (end.year - start.year) * 12 + end.month - start.month
    return count if _day_after_months(start, count) <= end else count - 1


def _day_after_months(start: date, months: int) -> date:
    """Return the same day so many months later, the last of the month where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if start.day <= _SHORTEST:
        return date(year, month + 1, start.day)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))
