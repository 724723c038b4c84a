"""People served day by day: how a month's counts are written in one row, and which counts are odd.

A day that nobody told is not a day with nobody: it is None here and an empty place in the row.
"""

import calendar
import enum
import re
import statistics
import unicodedata
from collections.abc import Sequence
from datetime import date

from desktop.core.errors import FieldError
from desktop.core.i18n import _

HOURS = 24
MOST = 1_000_000
"""More people than the largest island has come nowhere on one day."""

ENOUGH_DAYS = 7
USUAL_DAYS = 60
_LEAST_USUAL = 5
_ASKED_WITHOUT_USUAL = 5_000
_ODD, _ABSURD = 10, 100

_NOTHING = frozenset({"", "-", "--", "—", "——", "－", "/", "／", "无", "未报", "n/a"})
_COUNT = re.compile(r"([+-]?\d+)(?:\.0+)?(?:人次|人|名|次)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")

Count = int | None


class Oddness(enum.Enum):
    """How far a count lies from what is usual at a place."""

    USUAL = "usual"
    ODD = "odd"
    ABSURD = "absurd"


def month_of(day: date) -> int:
    """Return the month of a day as year * 100 + month."""
    return day.year * 100 + day.month


def days_in(month: int) -> int:
    """Return how many days a month (year * 100 + month) has."""
    return calendar.monthrange(month // 100, month % 100)[1]


def day_in(month: int, number: int) -> date:
    """Return a day of a month by its number from 1."""
    return date(month // 100, month % 100, number)


def moved(month: int, by: int) -> int:
    """Return the month that lies so many months later (or, negative, earlier)."""
    years, number = divmod(month // 100 * 12 + month % 100 - 1 + by, 12)
    return years * 100 + number + 1


def is_month(month: int) -> bool:
    """Say whether a number is a month written as year * 100 + month."""
    return 1900 <= month // 100 < 2200 and 1 <= month % 100 <= 12


def pack(counts: Sequence[Count]) -> str:
    """Return the counts as they are kept: commas between, nothing where none was told."""
    return ",".join("" if count is None else str(count) for count in counts)


def unpack(text: str, length: int) -> tuple[Count, ...]:
    """Return the counts kept in a text, ``length`` of them; raises ValueError where it holds others."""
    counts = tuple(int(part) if part else None for part in text.split(","))
    if len(counts) != length:
        raise ValueError(f"{len(counts)} counts where {length} belong")
    return counts


def total_until(text: str, places: int) -> int:
    """Return the sum of the first ``places`` counts kept in a text."""
    return sum(map(int, filter(None, text.split(",", places)[:places])))


def untold(length: int) -> tuple[Count, ...]:
    """Return so many places of which none was told."""
    return (None,) * length


def replaced(counts: Sequence[Count], place: int, count: Count) -> tuple[Count, ...]:
    """Return the counts with another one at a place from 0."""
    return (*counts[:place], count, *counts[place + 1 :])


def total(counts: Sequence[Count]) -> int:
    """Return the sum of what was told."""
    return sum(count for count in counts if count is not None)


def told(counts: Sequence[Count]) -> int:
    """Return how many places were told."""
    return sum(count is not None for count in counts)


def usual(counts: Sequence[Count]) -> float | None:
    """Return the median of the last 60 counts told, or None where fewer than a week's were."""
    known = [count for count in counts if count is not None][-USUAL_DAYS:]
    return float(statistics.median(known)) if len(known) >= ENOUGH_DAYS else None


def oddness(count: int, usually: float | None) -> Oddness:
    """Say how a count of a day compares with the usual one (see :func:`usual`).

    Ten times the usual is odd, a hundred times absurd; at quiet places five count as the usual, so that
    a school class on a visit raises no question. Where nothing is known yet, 5,000 are asked about.
    """
    if usually is None:
        return Oddness.ODD if count > _ASKED_WITHOUT_USUAL else Oddness.USUAL
    base = max(usually, _LEAST_USUAL)
    if count >= _ABSURD * base:
        return Oddness.ABSURD
    return Oddness.ODD if count > _ODD * base else Oddness.USUAL


def rounded(usually: float | None) -> Count:
    """Return the usual count as a person says it."""
    return None if usually is None else round(usually)


class NotACount(FieldError):
    """A text that is no number of people."""


def whole_count(text: str) -> Count:
    """Return the count a text holds, None where it holds none. Raises NotACount."""
    found = count_of(text)
    if isinstance(found, str):
        raise NotACount("count", found, _("Write a whole number, for example 31."))
    return found


def count_of(text: str) -> int | str | None:
    """Return the count a cell holds, None where it holds none, or the sentence that says what is wrong."""
    plain = without_thousands(plain_text(text)).replace(" ", "").lower()
    if plain in _NOTHING:
        return None
    found = _COUNT.fullmatch(plain)
    if found and len(found[1]) < 12:
        return int(found[1])
    return _("“{text}” is not a number of people.").format(text=text)


def is_nothing(text: str) -> bool:
    """Say whether a cell is empty, or filled with a sign for nothing."""
    return plain_text(text).lower() in _NOTHING


def without_thousands(text: str) -> str:
    """Return the text without the commas between thousands."""
    return _THOUSANDS.sub("", text)


def plain_text(text: str) -> str:
    """Return a text with signs of usual width and single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
