"""Fields for sums of money and for measures."""

import unicodedata
from decimal import Decimal, InvalidOperation

from desktop.core.i18n import _
from desktop.views.support.fields import WordsField


class SumField(WordsField["Decimal | None"]):
    """A sum in yuan, to the fen, or nothing."""

    def value(self) -> Decimal | None:
        """Return the sum; full-width digits, separators, ¥ and 元 are understood."""
        words = _digits(self.words(), "¥", "元")
        if not words:
            return None
        found = _decimal(words)
        if found is None or found <= 0 or found != round(found, 2):
            raise self._refuse(_("Please write a sum in yuan, for example 50 or 50.50."))
        return found

    def _show(self, value: Decimal | None) -> None:
        self.line.setText("" if value is None else str(value))


class MeasureField(WordsField["float | None"]):
    """A measure with up to two decimals, or nothing; one of ``units`` may be written after it."""

    def __init__(self, key: str, label: str, units: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(key, label, hint)
        self._units = tuple(sorted((unicodedata.normalize("NFKC", one) for one in units), key=len)[::-1])

    def value(self) -> float | None:
        """Return the measure; full-width digits and separators are understood."""
        words = _digits(self.words(), *self._units)
        if not words:
            return None
        found = _decimal(words)
        if found is None or found < 0:
            raise self._refuse(_("Please write a number, for example 25 or 25.5."))
        return float(round(found, 2))

    def _show(self, value: float | None) -> None:
        self.line.setText("" if value is None else f"{value:g}")


def _digits(words: str, *signs: str) -> str:
    text = unicodedata.normalize("NFKC", words)
    for sign in (*signs, ",", " "):
        text = text.replace(sign, "")
    return text


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
