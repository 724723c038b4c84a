"""How days of duty read: the date with its weekday, and what kind of day it is."""

from datetime import date

from desktop.core.i18n import _
from desktop.services.calendar import DayClass
from desktop.services.duty_turns import DutyDay
from desktop.views.support.date_fields import locale_in_force


def day_name(day: date) -> str:
    """Return a day with its weekday, short."""
    locale = locale_in_force()
    weekday = locale.dayName(day.isoweekday(), locale.FormatType.ShortFormat)
    return _("{weekday} {month}-{day:02d}").format(weekday=weekday, month=day.month, day=day.day)


def week_name(monday: date, sunday: date) -> str:
    """Return which week it is."""
    return f"{monday.isoformat()} – {sunday.isoformat()}"


def day_mark(day: DutyDay, today: date) -> str:
    """Return in words what a day is, where it is no usual workday."""
    words = []
    if day.day == today:
        words.append(_("Today"))
    if day.made_up:
        words.append(_("Worked for {holiday}").format(holiday=day.holiday) if day.holiday else _("Made up"))
    elif day.kind is DayClass.HOLIDAY:
        words.append(day.holiday or _("Holiday"))
    elif day.kind is DayClass.WEEKEND:
        words.append(_("Weekend"))
    return " · ".join(words)


def day_tones(day: DutyDay) -> tuple[str, str]:
    """Return the names of the colours of a day's words and of its ground."""
    if day.made_up:
        return "due", "due_ground"
    if day.kind is DayClass.HOLIDAY:
        return "error", "error_ground"
    if day.kind is DayClass.WEEKEND:
        return "quiet", "tint"
    return "quiet", "field"
