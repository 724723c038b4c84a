"""When a place is open: posted hours by weekday and season, checked, asked and put into words.

Reading what offices write is in ``hours_text``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations, groupby

from desktop.core.i18n import _, language

HOLIDAY = 7
"""The weekday of public holidays; Monday is 0."""
EVERY_DAY = tuple(range(8))
MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of opening on one weekday (0 Monday … 6 Sunday, 7 public holidays).

    Times are minutes after midnight, 0 <= opens < closes <= 1440. A season is month * 100 + day at both
    ends, inclusive, and may run over the new year; None means all the year. On a day within a season the
    stretches of that season replace those of the whole year.
    """

    weekday: int
    opens: int
    closes: int
    season_from: int | None = None
    season_to: int | None = None

    def __lt__(self, other: "Stretch") -> bool:
        """Order by season (the whole year first), weekday and hour."""
        return self._place() < other._place()

    def _place(self) -> tuple[int, int, int, int, int]:
        return self.season_from or 0, self.season_to or 0, self.weekday, self.opens, self.closes


@dataclass(frozen=True, slots=True)
class HoursFault:
    """What is wrong with the stretch at place ``at``."""

    at: int
    sentence: str
    remedy: str


def check(stretches: Sequence[Stretch]) -> tuple[HoursFault, ...]:
    """Return what is wrong with posted hours, in words; nothing where all is well."""
    alone = [fault for i, one in enumerate(stretches) if (fault := _fault_alone(i, one))]
    sound = {i for i in range(len(stretches))} - {fault.at for fault in alone}
    overlaps = [
        HoursFault(
            later,
            _("{one} and {other} overlap.").format(
                one=hours_words([stretches[earlier]]), other=hours_words([stretches[later]])
            ),
            _("Join them into one, or correct one of them."),
        )
        for earlier, later in combinations(sorted(sound), 2)
        if _overlap(stretches[earlier], stretches[later])
    ]
    return (*alone, *overlaps)


def is_open(
    stretches: Iterable[Stretch], always_open: bool, moment: datetime, holiday: bool = False
) -> bool | None:
    """Say whether a place is open by its posted hours at a moment of local time; None: none are posted.

    On a public holiday the hours of holidays hold; where none are posted it is closed.
    """
    if always_open:
        return True
    posted = list(stretches)
    if not posted:
        return None
    weekday = HOLIDAY if holiday else moment.weekday()
    minute = moment.hour * 60 + moment.minute
    return any(s.opens <= minute < s.closes for s in on_day(posted, moment.date(), weekday))


def on_day(stretches: Iterable[Stretch], day: date, weekday: int) -> tuple[Stretch, ...]:
    """Return the stretches that hold on a day, the earliest first."""
    that_day = sorted(s for s in stretches if s.weekday == weekday)
    seasonal = [s for s in that_day if s.season_from is not None and in_season(s, day)]
    return tuple(seasonal or (s for s in that_day if s.season_from is None))


def in_season(stretch: Stretch, day: date) -> bool:
    """Say whether a day lies in the season of a stretch."""
    return _runs_on(stretch, day.month * 100 + day.day)


def hours_words(stretches: Iterable[Stretch], always_open: bool = False) -> str:
    """Return posted hours in one line: ``Mon–Fri 8:30–11:30, 14:00–17:30; 1 Jun–30 Sep: Sat 8:00–18:00``."""
    if always_open:
        return _("24 hours")
    return ("；" if _chinese() else "; ").join(f"{days} {hours}" for days, hours in hours_rows(stretches))


def hours_rows(stretches: Iterable[Stretch]) -> list[tuple[str, str]]:
    """Return posted hours as the rows of a table: the days (with their season) and the times."""
    by_season: dict[tuple[int, int] | None, dict[int, list[str]]] = {}
    for s in sorted(stretches):
        season = None if s.season_from is None or s.season_to is None else (s.season_from, s.season_to)
        by_season.setdefault(season, {}).setdefault(s.weekday, []).append(
            _span(clock(s.opens), clock(s.closes))
        )
    rows: list[tuple[str, str]] = []
    for season in sorted(by_season, key=lambda each: (each is not None, each or (0, 0))):
        rows += _rows(season, by_season[season])
    return rows


def clock(minute: int) -> str:
    """Return minutes after midnight as a clock shows them: ``8:30``, at the end of the day ``24:00``."""
    return f"{minute // 60}:{minute % 60:02}"


def day_word(weekday: int) -> str:
    """Return the short word for a weekday, 7 for public holidays."""
    words = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"), _("public holidays"))
    return words[weekday]


def season_words(season_from: int, season_to: int) -> str:
    """Return a season in words: ``1 Jun–30 Sep``, 6月1日-9月30日."""
    return _span(_day_of_year(season_from), _day_of_year(season_to))


def is_day_of_year(number: int) -> bool:
    """Say whether month * 100 + day names a day (29 February included)."""
    try:
        date(2000, *divmod(number, 100))
    except ValueError:
        return False
    return True


def _fault_alone(at: int, one: Stretch) -> HoursFault | None:
    if not 0 <= one.opens <= MIDNIGHT or not 0 <= one.closes <= MIDNIGHT:
        return HoursFault(at, _("The day has 24 hours only."), _("Give times between 0:00 and 24:00."))
    if one.closes <= one.opens:
        return HoursFault(
            at,
            _("{span} closes before it opens.").format(span=_span(clock(one.opens), clock(one.closes))),
            _("Correct the times; what runs past midnight is two stretches, to 24:00 and from 0:00."),
        )
    if one.weekday not in EVERY_DAY:
        return HoursFault(
            at, _("There is no such weekday."), _("Choose Monday to Sunday, or public holidays.")
        )
    if (one.season_from is None) != (one.season_to is None):
        return HoursFault(at, _("The season lacks its first or last day."), _("Give both, or neither."))
    for number in (one.season_from, one.season_to):
        if number is not None and not is_day_of_year(number):
            return HoursFault(
                at,
                _("{month}-{day} is not a date.").format(month=number // 100, day=number % 100),
                _("Write the season like 6-1 to 9-30."),
            )
    return None


def _overlap(one: Stretch, other: Stretch) -> bool:
    if one.weekday != other.weekday or one.opens >= other.closes or other.opens >= one.closes:
        return False
    if one.season_from is None or other.season_from is None:
        return one.season_from is other.season_from
    return _runs_on(one, other.season_from) or _runs_on(other, one.season_from)


def _runs_on(stretch: Stretch, number: int) -> bool:
    first, last = stretch.season_from, stretch.season_to
    if first is None or last is None:
        return True
    return first <= number <= last if first <= last else number >= first or number <= last


def _rows(season: tuple[int, int] | None, spans: dict[int, list[str]]) -> list[tuple[str, str]]:
    between = "，" if _chinese() else ", "
    by_hours: dict[str, list[int]] = {}
    for weekday in sorted(spans):
        by_hours.setdefault(between.join(spans[weekday]), []).append(weekday)
    before = "" if season is None else season_words(*season) + ("：" if _chinese() else ": ")
    return [(f"{before}{_days_words(days)}", hours) for hours, days in by_hours.items()]


def _days_words(days: Sequence[int]) -> str:
    if tuple(days) == EVERY_DAY:
        return _("Every day")
    runs = [[day for _i, day in run] for _gap, run in groupby(enumerate(days), lambda each: _run_mark(*each))]
    return ("、" if _chinese() else ", ").join(_run_words(run) for run in runs)


def _run_mark(place: int, day: int) -> int:
    return -1 if day == HOLIDAY else day - place + len(EVERY_DAY)


def _run_words(run: Sequence[int]) -> str:
    if len(run) < 3:
        return ("、" if _chinese() else ", ").join(map(day_word, run))
    return (_("{first} to {last}")).format(first=day_word(run[0]), last=day_word(run[-1]))


def _span(first: str, last: str) -> str:
    return f"{first}-{last}" if _chinese() else f"{first}–{last}"


def _day_of_year(number: int) -> str:
    month, day = divmod(number, 100)
    return _("{day} {month}").format(day=day, month=_month_word(month))


def _month_word(month: int) -> str:
    words = (
        _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
    )  # fmt: skip
    return words[month - 1] if 1 <= month <= 12 else str(month)


def _chinese() -> bool:
    return language() == "zh_CN"
