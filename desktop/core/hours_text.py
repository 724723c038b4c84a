"""Opening hours as offices write them: ``周一至周五 8:30-11:30,14:00-17:30；夏季(6.1-9.30) 8:00-18:00``."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop.core.dates import BadDate, parse_time
from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.core.opening_hours import EVERY_DAY, HOLIDAY, MIDNIGHT, Stretch, check, is_day_of_year

_TO = r"\s*(?:-|至|到|\bto\b)\s*"
_HAN_DAYS = "一二三四五六日天"
_HAN_DAY = rf"(?:周|星期|礼拜)?([{_HAN_DAYS}])(?![点时])"
_EN_DAY = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?"
_EN_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_SEASON = r"(?:春季|夏季|秋季|冬季|春令|夏令|秋令|冬令|夏|冬|spring|summer|autumn|winter)(?:时间|时)?"
_PART = r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|晚|早)"
_CLOCK = rf"({_PART}?\s*\d{{1,2}}(?:\s*[:.]\s*\d{{2}}|[点时](?:半|[一三]刻|\d{{1,2}}分?)?)?\s*(?:am|pm)?)"

_DAY_GROUPS: tuple[tuple[str, tuple[int, ...]], ...] = (
    (r"工作日|\bworkdays?\b|\bweekdays?\b", (0, 1, 2, 3, 4)),
    (r"双休日?|周末|\bweekends?\b", (5, 6)),
    (r"(?:法定)?(?:节假日|假日|节日)|\b(?:public )?holidays?\b", (HOLIDAY,)),
    (r"每天|每日|天天|全年(?:无休|开放)?|\bevery day\b|\bdaily\b|(?<!全)天天", EVERY_DAY),
)
_TOKENS = re.compile(
    "|".join(
        (
            rf"(?P<dated>(?:{_SEASON})?\s*\(?\s*\d{{1,2}}月\d{{1,2}}日?{_TO}\d{{1,2}}月\d{{1,2}}日?\s*\)?)",
            rf"(?P<dotted>{_SEASON}\s*[(:]?\s*\d{{1,2}}[./-]\d{{1,2}}{_TO}\d{{1,2}}[./-]\d{{1,2}}\s*\)?)",
            rf"(?P<months>(?:{_SEASON})?\s*\(?\s*\d{{1,2}}月?份?{_TO}\d{{1,2}}月份?\s*\)?)",
            rf"(?P<english>(?:{_SEASON})?\s*\(?\s*\d{{1,2}} {_MONTH}{_TO}\d{{1,2}} {_MONTH}\s*\)?)",
            rf"(?P<undated>{_SEASON})",
            r"(?P<whole>(?:7\s*[x×*]\s*)?24\s*小时|24\s*h(?:ou)?rs?\b|24\s*h\b|24/7|全天候?|昼夜"
            r"|all day|round the clock)",
            rf"(?P<time>{_CLOCK}{_TO}(?P<next>次日|第二天|翌日|next day)?\s*{_CLOCK})",
            rf"(?P<han>(?:周|星期|礼拜)[{_HAN_DAYS}](?:{_TO}{_HAN_DAY}|[、,及和]?{_HAN_DAY})*)",
            rf"(?P<en>\b{_EN_DAY}(?:{_TO}{_EN_DAY})?)",
            *(rf"(?P<group{i}>{pattern})" for i, (pattern, _days) in enumerate(_DAY_GROUPS)),
            r"(?P<rest>休息|休馆|闭馆|闭站|不开放|不开|关闭|除外|\bclosed\b)",
            r"(?P<same>照常(?:开放|营业|服务)?|不休息?|同上|\bas usual\b)",
            r"(?P<end>[;\n。])",
            r"(?P<open>(?:开放|营业|服务|开馆|工作|上班|办公|对外|时段)*(?:时间|时段)"
            r"|开放|营业|开馆|对外|均|为|每|逢|open(?:ing)?|hours)",
            r"(?P<gap>[\s,、:()/|及和与及以&]+|\band\b|\bon\b|\bfrom\b)",
        )
    ),
    re.IGNORECASE,
)  # fmt: skip
_DASHES = re.compile(r"[‐‑‒–—―−~～﹣－]+")
_HAN_RANGE = re.compile(rf"(?:周|星期|礼拜)?([{_HAN_DAYS}])(?:{_TO}(?:周|星期|礼拜)?([{_HAN_DAYS}]))?")


class BadHours(FieldError):
    """A text, or stretches, that are no opening hours."""


class UnclearHours(BadHours):
    """Words that tell no hours, or not when they hold; nothing can be posted from them."""


@dataclass(frozen=True, slots=True)
class Hours:
    """What a text of opening hours says: round the clock, or stretches in order."""

    always_open: bool = False
    stretches: tuple[Stretch, ...] = ()


@dataclass
class _Reading:
    """How far a text is read: the season and days now spoken of, and what was found."""

    text: str
    season: tuple[int, int] | None = None
    days: tuple[int, ...] = ()
    used: bool = True
    days_told: bool = False
    whole: bool = False
    found: list[Stretch] = field(default_factory=list)
    spans: list[tuple[int, int, bool]] = field(default_factory=list)
    everyday: list[Stretch] = field(default_factory=list)

    def name_days(self, days: Sequence[int]) -> None:
        """Speak of these days; of more where no hours came since the last were named."""
        self.days = tuple(days) if self.used else (*self.days, *days)
        self.used, self.days_told = False, True

    def end_clause(self) -> None:
        """Leave the season; what follows without days speaks of the same days.

        Days named after their hours, 8:30-17:00 (周一至周五), hold for the hours of the clause.
        """
        if not self.used and self.whole:
            self.whole = False
            self._add(0, MIDNIGHT, next_day=False)
        elif not self.used:
            if not self.everyday:
                raise _unreadable(self.text)
            self.found = [s for s in self.found if s not in self.everyday or s.weekday in self.days]
        self.season, self.used, self.everyday, self.spans = None, True, [], []

    def add(self, opens: int, closes: int, next_day: bool) -> None:
        """Take one stretch for every day spoken of."""
        if not self.used:
            self.spans = []
        self.spans.append((opens, closes, next_day))
        before = len(self.found)
        self._add(opens, closes, next_day)
        if not self.days:
            self.everyday += self.found[before:]

    def same(self) -> None:
        """Let the hours told last hold on the days spoken of too."""
        if not self.used:
            for span in self.spans:
                self._add(*span)

    def _add(self, opens: int, closes: int, next_day: bool) -> None:
        self.used = True
        first, last = self.season or (None, None)
        for day in self.days or EVERY_DAY:
            if not next_day or closes == 0:
                self.found.append(Stretch(day, opens, closes or (MIDNIGHT if opens else 0), first, last))
                continue
            self.found.append(Stretch(day, opens, MIDNIGHT, first, last))
            self.found.append(Stretch(_day_after(day), 0, closes, first, last))

    def rest(self) -> None:
        """Take the days spoken of out again."""
        self.used = True
        self.found = [s for s in self.found if s.weekday not in self.days]


def parse_hours(text: str) -> Hours:
    """Return the hours a text tells. Raises :class:`BadHours`.

    Hours without a day hold every day, public holidays too; a later clause without days holds on the days
    of the one before. ``24小时`` alone is round the clock.
    """
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).lower().strip()
    reading = _Reading(text.strip())
    at = 0
    while at < len(plain):
        token = _TOKENS.match(plain, at)
        if token is None or token.end() == at:
            raise _unreadable(reading.text)
        _take(reading, token)
        at = token.end()
    reading.end_clause()
    stretches = tuple(sorted(set(reading.found)))
    if not stretches and not reading.whole:
        raise _unreadable(reading.text)
    demand(stretches)
    return Hours(reading.whole, stretches)


def demand(stretches: Sequence[Stretch]) -> None:
    """Raise :class:`BadHours` for the first fault of posted hours; its field is ``hours``."""
    for fault in check(stretches):
        raise BadHours("hours", fault.sentence, fault.remedy)


_TURNS = {"end": _Reading.end_clause, "rest": _Reading.rest, "same": _Reading.same}


def _take(reading: _Reading, token: re.Match[str]) -> None:
    kind = token.lastgroup or ""
    words = token[0]
    if kind in ("dated", "dotted", "english", "months"):
        reading.season = _season(kind, words, reading.text)
    elif kind == "undated":
        raise UnclearHours(
            "hours",
            _("“{season}” does not say from when to when.").format(season=words),
            _("Write its days like 夏季(6.1-9.30)."),
        )
    elif kind == "whole":
        _take_whole(reading)
    elif token["time"]:
        reading.add(*_span(token, reading.text))
    elif kind in _TURNS:
        _TURNS[kind](reading)
    else:
        _take_days(reading, token)


def _take_days(reading: _Reading, token: re.Match[str]) -> None:
    kind = token.lastgroup or ""
    if token["han"]:
        reading.name_days(_han_days(token[0]))
    elif token["en"]:
        reading.name_days(_english_days(token[0]))
    elif kind.startswith("group"):
        reading.name_days(_DAY_GROUPS[int(kind.removeprefix("group"))][1])


def _take_whole(reading: _Reading) -> None:
    if reading.season or (reading.days_told and reading.days != EVERY_DAY):
        reading.add(0, MIDNIGHT, next_day=False)
    else:
        reading.whole, reading.used = True, True


def _season(kind: str, words: str, text: str) -> tuple[int, int]:
    numbers = [int(n) for n in re.findall(r"\d+", words)]
    if kind == "months":
        season = numbers[0] * 100 + 1, numbers[1] * 100 + _last_day(numbers[1])
    elif kind == "english":
        months = [_MONTHS.index(m[:3]) + 1 for m in re.findall(_MONTH, words)]
        season = months[-2] * 100 + numbers[0], months[-1] * 100 + numbers[1]
    else:
        season = numbers[0] * 100 + numbers[1], numbers[2] * 100 + numbers[3]
    if not all(map(is_day_of_year, season)):
        raise BadHours(
            "hours",
            _("“{season}” in “{text}” has a day that does not exist.").format(
                season=words.strip(), text=text
            ),
            _("Write the season like 6.1-9.30."),
        )
    return season


def _last_day(month: int) -> int:
    return max((day for day in (28, 29, 30, 31) if is_day_of_year(month * 100 + day)), default=0)


def _span(token: re.Match[str], text: str) -> tuple[int, int, bool]:
    clocks = [part for part in re.findall(_CLOCK, token["time"]) if part.strip()]
    opens, closes = _minute(clocks[0], text), _minute(clocks[-1], text)
    part = re.match(_PART, clocks[0])
    if part and not re.match(_PART, clocks[-1].strip()) and closes < opens <= MIDNIGHT and closes < 720:
        closes += 720
    return opens, closes, token["next"] is not None


def _minute(words: str, text: str) -> int:
    words = re.sub(r"\s", "", words)
    if re.fullmatch(r"24(?:[:.]00|[点时])?", words):
        return MIDNIGHT
    try:
        told = parse_time(words if re.search(r"[:.点时apm]", words) else f"{words}点")
    except BadDate:
        raise _unreadable(text) from None
    return told.hour * 60 + told.minute


def _han_days(words: str) -> list[int]:
    days: list[int] = []
    for first, last in _HAN_RANGE.findall(words):
        days += _run(_han(first), _han(last or first))
    return days


def _han(character: str) -> int:
    return min(_HAN_DAYS.index(character), 6)


def _english_days(words: str) -> list[int]:
    found = [_EN_DAYS.index(day) for day in re.findall(_EN_DAY, words)]
    return _run(found[0], found[-1])


def _run(first: int, last: int) -> list[int]:
    return [day % 7 for day in range(first, (last if last >= first else last + 7) + 1)]


def _day_after(day: int) -> int:
    return day if day == HOLIDAY else (day + 1) % 7


def _unreadable(text: str) -> UnclearHours:
    return UnclearHours(
        "hours",
        _("“{text}” cannot be read as opening hours.").format(text=text),
        _("Write them like 周一至周五 8:30-11:30，14:00-17:30；周六 9:00-12:00."),
    )


def joined(all_hours: Iterable[Hours]) -> Hours:
    """Return the hours of several texts as one."""
    told = list(all_hours)
    return Hours(any(h.always_open for h in told), tuple(sorted({s for h in told for s in h.stretches})))
