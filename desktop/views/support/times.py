"""Days and times as a person reads them: short, with the weekday, and with the year only where it helps."""

from datetime import date, datetime

from PySide6.QtCore import QDate

from desktop.core.i18n import _
from desktop.views.support.date_fields import locale_in_force


def day_words(day: date) -> str:
    """Return a day with its weekday; the year stands there unless it is this one."""
    this_year = day.year == date.today().year
    form = _("ddd d MMM") if this_year else _("ddd d MMM yyyy")
    return locale_in_force().toString(QDate(day.year, day.month, day.day), form)


def moment_words(moment: datetime) -> str:
    """Return the local day and time of a moment."""
    local = moment.astimezone()
    return f"{day_words(local.date())} {local:%H:%M}"


def span_words(starts: datetime, ends: datetime) -> str:
    """Return from when to when, in local time; the second day only where it is another."""
    first, last = starts.astimezone(), ends.astimezone()
    if first.date() == last.date():
        return f"{moment_words(starts)}–{last:%H:%M}"
    return f"{moment_words(starts)} – {moment_words(ends)}"
