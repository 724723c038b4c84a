"""How equipment reads in lists: its value and the colour of its condition."""

from decimal import Decimal

from PySide6.QtGui import QColor

from desktop.core.i18n import _, ngettext
from desktop.core.money import in_figures
from desktop.services.assets import AssetLine, AssetTotals, Condition
from desktop.views.support.theme import colours


def yuan(fen: int | None) -> str:
    """Return a value in yuan, or nothing where none is kept."""
    return "" if fen is None else in_figures(Decimal(fen) / 100)


def condition_tone(condition: Condition) -> QColor | None:
    """Return red for what is missing or out of order, grey for what is written off."""
    if condition in (Condition.BROKEN, Condition.MISSING):
        return QColor(colours().error)
    return QColor(colours().quiet) if condition is Condition.WRITTEN_OFF else None


def full_name(line: AssetLine) -> str:
    """Return number and name."""
    return f"{line.entry.number} {line.entry.name}"


def totals_words(totals: AssetTotals) -> str:
    """Return how many pieces are listed and what they cost."""
    if not totals.value_fen:
        return ngettext("{n} piece", "{n} pieces", totals.count).format(n=f"{totals.count:,}")
    return _("{count} pieces · ¥{value}").format(count=f"{totals.count:,}", value=yuan(totals.value_fen))
