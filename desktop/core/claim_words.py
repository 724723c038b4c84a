"""How people write what an organisation brings to an allocation: fractions of a place, people by trade."""

import json
import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction

from desktop.core.errors import FieldError
from desktop.core.i18n import _

_FRACTION = re.compile(r"(?P<sign>[-+]?)(?:(?P<whole>\d{1,6}) )?(?P<over>\d{1,24})/(?P<under>\d{1,24})")
_DECIMAL = re.compile(r"[-+]?\d{1,6}(?:\.\d{1,18})?")
_APART = re.compile(r"[,;、\n]+")
_TRADE = re.compile(r"(?P<name>.*?\D)[\s:=*×]*(?P<people>\d{1,9})\s*(?:人|名|people)?")
_MOST_CARRIED = 1000
_NOUGHT = Fraction(0)


def fraction_of(text: str, field: str = "carried") -> Fraction:
    """Return ``3/7``, ``-1/3``, ``1 2/3`` or ``0.25`` exactly; 0 of an empty text. Raises FieldError."""
    if not text:
        return _NOUGHT
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("−", "-").replace("⁄", "/").split())
    if not plain:
        return _NOUGHT
    value = _fraction(plain)
    if value is None:
        raise FieldError(
            field,
            _("“{text}” is no fraction of a place.").format(text=text),
            _("Write it like 3/7, -1/3 or 0.25."),
        )
    if abs(value) > _MOST_CARRIED:
        raise FieldError(
            field,
            _("“{text}” is more than can be carried over.").format(text=text),
            _("What is carried over is the part of a place left from last year."),
        )
    return value


def _fraction(plain: str) -> Fraction | None:
    if _DECIMAL.fullmatch(plain):
        return Fraction(plain)
    found = _FRACTION.fullmatch(plain)
    if found is None or not int(found["under"]):
        return None
    size = int(found["whole"] or 0) + Fraction(int(found["over"]), int(found["under"]))
    return -size if found["sign"] == "-" else size


def fraction_text(value: Fraction) -> str:
    """Return a fraction as it is kept: ``3/7``; empty for nought."""
    return str(value) if value else ""


def trades_of(text: str, field: str = "trades") -> dict[str, int]:
    """Return people by trade from ``环卫工人 120、船员 35``. Raises FieldError."""
    found: dict[str, int] = {}
    for part in _APART.split(unicodedata.normalize("NFKC", text)):
        if not part.strip():
            continue
        match = _TRADE.fullmatch(part.strip())
        name = " ".join(match["name"].split()).rstrip(":=*× ") if match else ""
        if match is None or not name or name.endswith("-"):
            raise FieldError(
                field,
                _("“{text}” does not say how many people.").format(text=part.strip()),
                _("Write each trade with its number, such as: sanitation 120, seafarers 35."),
            )
        if name in found:
            raise FieldError(field, _("“{trade}” stands there twice.").format(trade=name))
        found[name] = int(match["people"])
    return found


def trades_text(trades: Mapping[str, int]) -> str:
    """Return people by trade as a person reads and writes them."""
    return _(", ").join(f"{name} {people}" for name, people in trades.items())


def trades_kept(trades: Mapping[str, int]) -> str:
    """Return people by trade as they are kept (JSON); empty where there are none."""
    there = {name: people for name, people in sorted(trades.items()) if people}
    return json.dumps(there, ensure_ascii=False) if there else ""


def trades_from(kept: str) -> dict[str, int]:
    """Return people by trade from what is kept."""
    return {str(name): int(people) for name, people in json.loads(kept).items()} if kept else {}
