"""Numbers and sums as they stand in the cells of a list of goods."""

import unicodedata
from decimal import Decimal, InvalidOperation

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.services.supplies import PRICE_LIMIT_FEN
from desktop.services.supply_stock import QUANTITY_LIMIT
from desktop.spreadsheets.cells import kept_text
from desktop.spreadsheets.read import Cell


def number_of(cell: Cell, field: str, least: int, unit: str = "") -> int | None:
    """Return a whole number, its unit may stand after it; None of an empty cell. Raises FieldError."""
    words = _digits(kept_text(cell) or "", unit)
    if not words:
        return None
    found = _decimal(words)
    if found is None or found != int(found) or not least <= found <= QUANTITY_LIMIT:
        raise FieldError(
            field,
            _("“{text}” is no quantity.").format(text=words),
            _("Write a whole number from {least} on.").format(least=least),
        )
    return int(found)


def fen_of(cell: Cell) -> int | None:
    """Return a price in fen; None of an empty cell. Raises FieldError (price)."""
    words = _digits(kept_text(cell) or "", "元", "¥", "￥")
    if not words:
        return None
    found = _decimal(words)
    if found is None or not 0 <= found * 100 <= PRICE_LIMIT_FEN or found * 100 != int(found * 100):
        raise FieldError(
            "price",
            _("“{text}” is no price in yuan.").format(text=words),
            _("Write it like 12.50."),
        )
    return int(found * 100)


def _digits(words: str, *signs: str) -> str:
    text = unicodedata.normalize("NFKC", words)
    for sign in (*signs, ",", " "):
        text = text.replace(sign, "") if sign else text
    return text


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
