"""Dates as people write them in forms and cells.

``2026-12-05``, ``20261205``, ``2026年12月5日``, ``12.5``, ``明天``, ``周五``; with a time
``19:00``, ``19.00``, ``晚上7点``, ``7pm``. Birthdays may stop at the month: ``199203``, ``1992.03``.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desktop.core.errors import FieldError
from desktop.core.i18n import _

_DAY = re.compile(
    r"(?:(?P<y>\d{4})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})[日号]?"
    r"|(?P<y2>\d{4})(?P<m2>\d{2})(?P<d2>\d{2})"
    r"|(?P<m3>\d{1,2})(?:[-/.]|月)(?P<d3>\d{1,2})[日号]?)"
)
_MONTH = re.compile(r"(\d{4})(?:[-/.年])?(\d{1,2})月?")
_NEAR = {
    "今天": 0, "今日": 0, "今晚": 0, "today": 0, "明天": 1, "明日": 1, "明晚": 1, "tomorrow": 1,
    "后天": 2, "大后天": 3, "昨天": -1, "yesterday": -1,
}  # fmt: skip
_WEEKDAY = re.compile(r"(本|这|下)?个?(?:周|星期|礼拜)([一二三四五六日天])")
_TIME = re.compile(
    r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|晚|早)?"
    r"(?P<h>\d{1,2})(?:[:.](?P<min>\d{2})(?::\d{2}(?:\.\d+)?)?|[点时](?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<min2>\d{1,2})分?)?整?)?"
    r"(?P<ampm>am|pm)?"
)
_ZONE = re.compile(r"(?:z|[+-]\d{2}:?\d{2})$")
_HANZI_HOURS = {"十二": "12", "十一": "11", "十": "10"} | dict(
    zip("零一二两三四五六七八九", "01223456789", strict=True)
)
_HANZI_HOUR = re.compile(r"(十二|十一|十|[一二两三四五六七八九])(?=[点时])")
_EXCEL_EPOCH = date(1899, 12, 30)
_YEARS = range(1900, 2200)


class BadDate(FieldError):
    """A text that is no date, or no moment, as people write one."""

    def __init__(self, text: str, field: str = "date", remedy: str = "") -> None:
        super().__init__(
            field,
            _("“{text}” is not a date.").format(text=text.strip()),
            remedy or _("Write it like 2026-12-05, 12-5 or 12月5日."),
        )


class BadMoment(BadDate):
    """A text that does not name both a day and an hour."""

    def __init__(self, text: str, field: str = "time") -> None:
        super().__init__(text, field, _("Write day and time like 2026-12-05 19:00 or 12月5日 晚上7点."))
        self.sentence = _("“{text}” does not give a day and a time.").format(text=text.strip())


@dataclass(frozen=True, slots=True)
class Born:
    """A birthday as someone wrote it down; month and day may be missing."""

    year: int
    month: int | None = None
    day: int | None = None

    def agrees(self, birthday: date) -> bool:
        """Say whether nothing written contradicts the birthday."""
        return (
            self.year == birthday.year
            and self.month in (None, birthday.month)
            and self.day in (None, birthday.day)
        )

    @property
    def whole(self) -> date | None:
        """The full date, where one was written."""
        return date(self.year, self.month, self.day) if self.month and self.day else None


def parse_date(text: str, today: date) -> date:
    """Return the day a text names; without a year, the one nearest to ``today``. Raises :class:`BadDate`."""
    plain = _plain(text).replace(" ", "")
    if plain in _NEAR:
        return today + timedelta(_NEAR[plain])
    if found := _WEEKDAY.fullmatch(plain):
        return _on_weekday(found, today)
    if not (found := _DAY.fullmatch(plain)):
        raise BadDate(text)
    try:
        if found["m3"]:
            return _nearest(int(found["m3"]), int(found["d3"]), today)
        day = date(*(int(found[k] or found[k + "2"]) for k in "ymd"))
    except ValueError:
        raise BadDate(text) from None
    if day.year not in _YEARS:
        raise BadDate(text)
    return day


def parse_time(text: str) -> time:
    """Return the time of day a text names: 19:00, 19.00, 晚上7点半, 7pm. Raises :class:`BadMoment`."""
    plain = _HANZI_HOUR.sub(lambda m: _HANZI_HOURS[m[1]], _plain(text).replace(" ", ""))
    found = _TIME.fullmatch(plain)
    if not found or plain.isdigit():
        raise BadMoment(text)
    minute = int(found["min"] or found["min2"] or 0)
    if found["half"]:
        minute = 30
    elif found["quarter"]:
        minute = 15 if found["quarter"] == "一" else 45
    hour = _in_24_hours(int(found["h"]), found["part"] or found["ampm"] or "")
    if hour > 23 or minute > 59:
        raise BadMoment(text)
    return time(hour, minute)


def parse_moment(text: str, now: datetime) -> datetime:
    """Return the moment a text names, in the zone of ``now``; a bare time is today's.

    Raises :class:`BadMoment` where the hour is missing.
    """
    plain = _plain(text)
    try:
        exact = datetime.fromisoformat(plain.upper())
        if exact.year not in _YEARS:
            raise BadMoment(text)
        if ":" in plain:
            return (
                exact.astimezone(now.tzinfo)
                if exact.tzinfo and now.tzinfo
                else exact.replace(tzinfo=now.tzinfo)
            )
    except ValueError:
        pass
    for day_text, time_text in _cuts(_ZONE.sub("", plain)):
        try:
            day = parse_date(day_text, now.date()) if day_text else now.date()
            return datetime.combine(day, parse_time(time_text), now.tzinfo)
        except BadDate:
            continue
    raise BadMoment(text)


def parse_born(given: str | float | date) -> Born:
    """Return a birthday from a cell: a date, 19920331, 199203, 1992.03, 1992年3月 or Excel's day count.

    Raises :class:`BadDate`. The number 1992.1 may have been 1992.10: its month stays open.
    """
    if isinstance(given, date):
        return Born(given.year, given.month, given.day)
    if isinstance(given, str):
        plain = re.sub(r"(?:t| )\d{1,2}:\d{2}.*$", "", _plain(given))
        return _born_from_text(plain.replace(" ", "").removesuffix("生"))
    if 3_654 < given < 73_050 and given == int(given):
        return parse_born(_EXCEL_EPOCH + timedelta(int(given)))
    text = f"{given:.10g}"
    return _born_from_text(text[:4] if re.fullmatch(r"\d{4}\.1", text) else text)


def _born_from_text(text: str) -> Born:
    if (found := _DAY.fullmatch(text)) and not found["m3"]:
        return _sound(Born(*(int(found[k] or found[k + "2"]) for k in "ymd")), text)
    if re.fullmatch(r"\d{4}年?", text):
        return _sound(Born(int(text[:4])), text)
    if found := _MONTH.fullmatch(text):
        return _sound(Born(int(found[1]), int(found[2])), text)
    raise BadDate(text, "birthday")


def _sound(born: Born, text: str) -> Born:
    try:
        date(born.year, born.month or 1, born.day or 1)
    except ValueError:
        raise BadDate(text, "birthday") from None
    if born.year not in _YEARS:
        raise BadDate(text, "birthday")
    return born


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip().strip("'").lower().replace("。", ".")
    text = re.sub(r"\((?:周|星期)?.\)", " ", text)
    return re.sub(r"\s*([-/.:年月])\s*(?=\d)", r"\1", re.sub(r"\s+", " ", text))


def _nearest(month: int, day: int, today: date) -> date:
    candidates: list[date] = []
    for year in range(today.year - 4 if (month, day) == (2, 29) else today.year - 1, today.year + 5):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    if not candidates:
        raise ValueError((month, day))
    return min(candidates, key=lambda candidate: (abs(candidate - today), today > candidate))


def _on_weekday(found: re.Match[str], today: date) -> date:
    weekday = "一二三四五六日".index(found[2].replace("天", "日"))
    monday = today - timedelta(today.weekday())
    if found[1] == "下":
        return monday + timedelta(7 + weekday)
    day = monday + timedelta(weekday)
    return day if day >= today or found[1] else day + timedelta(7)


def _in_24_hours(hour: int, part: str) -> int:
    if hour > 12:
        return hour
    if part in ("下午", "傍晚", "晚上", "晚", "夜里", "pm"):
        return hour % 12 + 12 if part in ("下午", "pm") or hour != 12 else 24
    if part == "中午":
        return hour if hour > 10 else hour + 12
    return 0 if part in ("凌晨", "am") and hour == 12 else hour


def _cuts(text: str) -> list[tuple[str, str]]:
    """Return the ways to cut a text into a day and a time, likeliest first."""
    spaces = [m.start() for m in re.finditer(r"[ t]", text)]
    cuts = [(text[:at].strip(), text[at + 1 :].strip()) for at in reversed(spaces)]
    cuts += [(text[:at].strip(), text[at:].strip()) for at in range(1, len(text))]
    if text.startswith(("今晚", "明晚")):
        cuts.insert(0, (text[:2], "晚" + text[2:].strip()))
    return [*cuts, ("", text)]
