"""The yearly notice of public holidays, as it is worded or as a person writes it down line by line.

``三、清明节：4月4日（周六）至6日（周一）放假，共3天。`` · ``2月14日、2月28日上班`` · ``1月1日 放假 元旦`` ·
``2027-01-01 holiday New Year's Day``.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.core.workdays import days_from

_LONGEST = 15
_BRACKETS = re.compile(r"\([^()]*\)|〔[^〕]*〕")
_NUMBERING = re.compile(r"^\s*(?:[一二三四五六七八九十]+[、.]|\d+(?:、|\.\s))\s*")
_DAY = re.compile(
    r"(?<!\d)(?:(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月])?(?P<day>\d{1,2})(?P<sign>[日号])?(?![\d天年月])"
)
_TO = re.compile(r"\s*(?:至|到|~|—+|–|-|\bto\b)\s*")
_CLAUSES = re.compile(r"[。;,!]")
_LENGTH = re.compile(r"共\s*\d+\s*天")
_OFF = re.compile(r"放假(?:调休)?|休息|假期|调休|补休|holiday|day off|\boff\b", re.IGNORECASE)
_WORKED = re.compile(r"(?:照常|调休)?(?:上班|补班)|工作日|workday|\bworked\b|\bwork\b", re.IGNORECASE)
_BLANKS = " \t:、与和及"


@dataclass(frozen=True, slots=True)
class Named:
    """A day off (or, ``off`` False, worked) by decree and the holiday it belongs to."""

    day: date
    off: bool
    name: str


def read_notice(text: str, year: int) -> tuple[Named, ...]:
    """Return the days that a notice for ``year`` names, in order.

    Lines without a day are passed over (headings, addressees). Raises FieldError (notice) with the
    line that cannot be understood, or where no day is named at all.
    """
    found: dict[date, Named] = {}
    for line in text.splitlines():
        for named in _of_line(line, year):
            found[named.day] = named
    if not found:
        raise FieldError(
            "notice",
            _("No day is named here."),
            _("Paste the notice itself, or write a line a day such as “1月1日 放假 元旦”."),
        )
    return tuple(found[day] for day in sorted(found))


def _of_line(line: str, year: int) -> Iterator[Named]:
    text = unicodedata.normalize("NFKC", line)
    while (bare := _BRACKETS.sub("", text)) != text:
        text = bare
    text = _NUMBERING.sub("", _LENGTH.sub("", text))
    head, colon, rest = text.partition(":")
    if colon and not _DAY.search(head):
        text = rest
    else:
        head = ""
    waiting: list[date] = []
    month: int | None = None
    for clause in _CLAUSES.split(text):
        days, left, month = _days(clause, year, month, line)
        waiting += days
        kind = _WORKED.search(left) or _OFF.search(left)
        if kind is None:
            continue
        off = not _WORKED.search(left)
        name = head.strip() or _OFF.sub(" ", _WORKED.sub(" ", left)).strip(_BLANKS)
        yield from (Named(day, off, name) for day in waiting)
        waiting = []
    if waiting and _DAY.sub("", text).strip(_BLANKS):
        raise _unclear(line, _("It does not say whether the day is off (放假) or worked (上班)."))


def _days(clause: str, year: int, month: int | None, line: str) -> tuple[list[date], str, int | None]:
    """Return the days of a clause, the words left over, and the month last named."""
    days: list[date] = []
    left, at = "", 0
    while found := _DAY.search(clause, at):
        if not found["month"] and not (found["sign"] and month):
            left, at = left + clause[at : found.end()], found.end()
            continue
        left += clause[at : found.start()]
        first = _day(found, year, month, line)
        last, at = first, found.end()
        to = _TO.match(clause, at)
        end = _DAY.match(clause, to.end()) if to else None
        if end:
            last, at = _day(end, first.year, first.month, line), end.end()
            if last < first and not end["year"]:
                first = first.replace(year=first.year - 1)
        if not 0 <= (last - first).days < _LONGEST:
            raise _unclear(line, _("The days run from {first} to {last}.").format(first=first, last=last))
        month = last.month
        days += days_from(first, last)
    return days, left + clause[at:], month


def _day(found: re.Match[str], year: int, month: int | None, line: str) -> date:
    try:
        return date(int(found["year"] or year), int(found["month"] or month or 0), int(found["day"]))
    except ValueError:
        raise _unclear(line, _("“{text}” is not a day.").format(text=found[0])) from None


def _unclear(line: str, why: str) -> FieldError:
    return FieldError(
        "notice",
        _("This line is not clear: “{line}”.").format(line=line.strip()[:60]),
        why,
    )
