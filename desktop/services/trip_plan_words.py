"""How the plan's days, sums and rules are written in its tables, on its paper and in its workbook."""

from datetime import date
from decimal import Decimal

from desktop.core.i18n import _
from desktop.core.money import in_figures
from desktop.core.trip_rules import Effect


def days_words(first: date | None, last: date | None) -> str:
    """Return the days of a trip: ``2026-06-01 – 06-05``; a dash for a day that is missing."""
    if first is None and last is None:
        return ""
    begin = first.isoformat() if first is not None else "?"
    if last is None:
        return f"{begin} – ?"
    same_year = first is not None and first.year == last.year
    return f"{begin} – {last:%m-%d}" if same_year else f"{begin} – {last.isoformat()}"


def short_days(first: date | None, last: date | None) -> str:
    """Return the days of a trip in a year that is told beside it, and how many: ``06-01 – 06-05 (5)``."""
    if first is None or last is None:
        return days_words(first, last)
    return f"{first:%m-%d} – {last:%m-%d} ({(last - first).days + 1})"


def money_words(fen: int | None) -> str:
    """Return a sum in yuan with two decimals, empty where there is none."""
    return "" if fen is None else in_figures(Decimal(fen) / 100)


def effect_word(effect: Effect) -> str:
    """Return what not meeting a rule means."""
    words = {Effect.BLOCK: _("blocked"), Effect.REVIEW: _("to be reviewed"), Effect.OFF: _("not asked")}
    return words[effect]
