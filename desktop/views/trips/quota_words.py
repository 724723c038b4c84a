"""Words of the allocation: what each method favours, shares in two decimals, gains and losses."""

from fractions import Fraction

from PySide6.QtGui import QColor

from desktop.core.apportion import Method
from desktop.core.i18n import _
from desktop.core.weights import formula_words
from desktop.services.trip_what_if import Forecast, ForecastLine
from desktop.views.support.theme import colours


def method_word(method: Method) -> str:
    """Return what a method is called."""
    return {
        Method.LARGEST_REMAINDER: _("Largest remainder"),
        Method.SAINTE_LAGUE: _("Sainte-Laguë"),
        Method.DHONDT: _("D'Hondt"),
        Method.ADAMS: _("Adams"),
        Method.HILL: _("Hill"),
    }[method]


def method_hint(method: Method) -> str:
    """Return in one line whom a method favours."""
    return {
        Method.LARGEST_REMAINDER: _("Everybody gets the whole places; the rest go by the largest fractions."),
        Method.SAINTE_LAGUE: _("Favours neither large nor small organisations."),
        Method.DHONDT: _("Favours large organisations."),
        Method.ADAMS: _("Favours small ones: everybody with a weight gets a place first."),
        Method.HILL: _("Slightly favours small ones: everybody with a weight gets a place first."),
    }[method]


def hundredths(value: Fraction) -> str:
    """Return a share in two decimals, rounded half up, computed in whole numbers."""
    cents = (abs(value.numerator) * 200 + value.denominator) // (2 * value.denominator)
    sign = "-" if value < 0 and cents else ""
    return f"{sign}{cents // 100}.{cents % 100:02}"


def change_words(change: int | None) -> str:
    """Return a gain or loss in sign and word; a dash for none."""
    if change is None:
        return ""
    if change > 0:
        return _("+{n} more").format(n=change)
    return _("−{n} fewer").format(n=-change) if change else _("no change")


def change_tone(line: ForecastLine) -> QColor | None:
    """Return the colour of a gain or a loss."""
    if not line.change:
        return None
    return QColor(colours().good if line.change > 0 else colours().due)


def against_words(told: Forecast) -> str:
    """Return what gains and losses are counted against."""
    held = told.desk.standing
    if held is None:
        return _("Compared with what was proposed first ({method} by {formula}).").format(
            method=method_word(told.desk.settings.method), formula=formula_words(told.desk.settings.formula)
        )
    return _("Compared with allocation {number} in force ({method} by {formula}).").format(
        number=held.number,
        method=method_word(held.settings.method),
        formula=formula_words(held.settings.formula),
    )
