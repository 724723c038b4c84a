"""How goods read in tables: quantities, expiry dates and what is to be looked at."""

from datetime import date

from PySide6.QtGui import QColor

from desktop.core.i18n import _
from desktop.services.supplies import ItemLine
from desktop.services.supply_ledger import PlaceLine
from desktop.views.support.theme import colours

SOON = 90
"""Days before the expiry from which a date stands out."""


def expiry_words(day: date | None) -> str:
    """Return when something expires and, from 90 days before, in how many days."""
    if day is None:
        return "–"
    days = (day - date.today()).days
    if days < 0:
        return _("{day} · expired").format(day=day.isoformat())
    if days <= SOON:
        return _("{day} · {n} d").format(day=day.isoformat(), n=days)
    return day.isoformat()


def expiry_tone(day: date | None) -> QColor | None:
    """Return red for what has expired, amber for what expires within 90 days."""
    if day is None or (day - date.today()).days > SOON:
        return None
    return QColor(colours().error if day < date.today() else colours().due)


def item_marks(line: ItemLine) -> str:
    """Return what is to be looked at of an item: expired, expiring, places below the minimum."""
    marks = []
    if line.expired:
        marks.append(_("{n} expired").format(n=line.expired))
    for days, count in zip((30, 60, 90), line.within, strict=True):
        if count:
            marks.append(_("{n} within {days} d").format(n=count, days=days))
            break
    if line.short:
        marks.append(_("short at {n}").format(n=line.short))
    return " · ".join(marks)


def item_tone(line: ItemLine) -> QColor | None:
    """Return the colour of the marks."""
    if line.expired:
        return QColor(colours().error)
    return QColor(colours().due) if line.short or line.within[2] else None


def minimum_words(line: PlaceLine) -> str:
    """Return the minimum of a place, and that it is not reached."""
    if line.minimum is None:
        return "–"
    return _("{minimum} · short").format(minimum=line.minimum) if line.is_short else str(line.minimum)


def minimum_tone(line: PlaceLine) -> QColor | None:
    """Return amber where less lies there than should."""
    return QColor(colours().due) if line.is_short else None
