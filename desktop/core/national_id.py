"""The citizen identity number (GB 11643-1999): what it says, and what may be wrong with it.

Eighteen places: region (6), birthday (8), sequence (3, odd for men), check character by ISO 7064 MOD 11-2.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from desktop.core.errors import FieldError
from desktop.core.i18n import _

Sex = Literal["M", "F"]
FaultKind = Literal["length", "digits", "birthday", "check-digit", "damaged"]

_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_CHECKS = "10X98765432"
_SEQUENCES: dict[str, tuple[int, Sex]] = {
    f"{n:03d}": (
        sum(int(digit) * weight for digit, weight in zip(f"{n:03d}", _WEIGHTS[14:], strict=True)),
        "M" if n % 2 else "F",
    )
    for n in range(1000)
}
_FULL_WIDTH = {0xFF10 + n: 0x30 + n for n in range(10)} | {
    ord("Ｘ"): "X", ord("ｘ"): "X", ord("×"): "X", ord("Χ"): "X", ord("Х"): "X",
    ord("x"): "X", ord("．"): ".", ord("＋"): "+", ord("－"): "-", ord("Ｅ"): "E",
}  # fmt: skip
_NOISE = re.compile(r"[\s'‘’`´\"“”\u200b-\u200f\u202a-\u202e\u2060\ufeff-]+")
_POWER_OF_TEN = re.compile(r"\d(?:\.\d+)?E\+?\d\d", re.IGNORECASE)
_OLDEST = 1900
_LARGEST_EXACT = 10**15


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A sound identity number: 18 places, and the birthday and sex it states."""

    number: str
    birthday: date
    sex: Sex


class IdFault(FieldError):
    """An identity number that cannot be right; ``kind`` says in what way."""

    def __init__(self, kind: FaultKind) -> None:
        super().__init__("id_number", *fault_words(kind))
        self.kind = kind


def fault_words(kind: FaultKind) -> tuple[str, str]:
    """Return the sentence and the remedy for a kind of fault."""
    if kind == "length":
        return (
            _("The identity number does not have 18 places."),
            _("Compare it with the card; digits are missing or too many."),
        )
    if kind == "digits":
        return (
            _("The identity number has a character that is no digit."),
            _("Only the last place may be a letter, an X. Look for O instead of 0."),
        )
    if kind == "birthday":
        return (
            _("The birthday inside the identity number is not a day of the calendar, or lies ahead."),
            _("Compare places 7 to 14 with the card: year, month, day."),
        )
    if kind == "check-digit":
        return (
            _("The last place of the identity number does not fit the others."),
            _("One of the digits is mistyped or two are exchanged. Compare it with the card."),
        )
    return (
        _("Excel has kept the identity number as a number; its last digits are lost."),
        _("Format the column as text and enter the number again from the card."),
    )


def check(given: str | float) -> IdNumber:
    """Return the number with its birthday and sex, or raise :class:`IdFault`.

    Full-width digits, a small x, spaces and apostrophes are forgiven. A number of the old kind with
    15 places comes back with 18 (GB 11643-1999, appendix A). A cell that holds a number of more than
    15 digits is ``damaged`` for good, since spreadsheet programs keep no more.
    """
    if not isinstance(given, str):
        if abs(given) >= _LARGEST_EXACT:
            raise IdFault("damaged")
        given = f"{given:.0f}"
    if len(given) != 18 or not (given[:17].isdecimal() and given.isascii()):
        given = normalise(given)
        if len(given) == 15 and given.isdecimal():
            given = _lengthened(given)
        _check_shape(given)
    region, day, order, last = given[:6], given[6:14], given[14:17], given[17]
    if last == "x":
        given, last = given[:17] + "X", "X"
    try:
        birthday, day_sum = _birthday(day)
    except ValueError:
        raise IdFault("damaged" if given.endswith("000") else "birthday") from None
    order_sum, sex = _SEQUENCES[order]
    if _CHECKS[(_region_sum(region) + day_sum + order_sum) % 11] != last:
        raise IdFault(_kind_of_misfit(given))
    return IdNumber(given, birthday, sex)


def normalise(text: str) -> str:
    """Return the text in half-width capitals without blanks, hyphens, apostrophes and a decimal ``.0``."""
    return _NOISE.sub("", text.translate(_FULL_WIDTH)).upper().removesuffix(".0").removesuffix(".00")


def check_character(first17: str) -> str:
    """Return the character that belongs behind 17 digits (ISO 7064 MOD 11-2)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def age(birthday: date, on: date) -> int:
    """Return the completed years; who is born on 29 February completes one on 1 March in common years."""
    return on.year - birthday.year - ((on.month, on.day) < (birthday.month, birthday.day))


def mask_id(number: str) -> str:
    """Return the number with only the region and the last four places legible."""
    if len(number) < 15:
        return "*" * len(number)
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


def _check_shape(text: str) -> None:
    if _POWER_OF_TEN.fullmatch(text):
        raise IdFault("damaged")
    if len(text) != 18:
        raise IdFault("length")
    if not (text.isascii() and text[:17].isdecimal() and text[17] in "0123456789X"):
        raise IdFault("digits")


def _kind_of_misfit(text: str) -> FaultKind:
    if text.endswith("000"):
        return "damaged"
    return "check-digit" if text[17] in "0123456789X" else "digits"


def _lengthened(old: str) -> str:
    """Turn 15 places into 18; a number of 18 that lost its tail must not pass for an old one.

    Places 7 and 8 of the tail-less one are the century, 19 or 20; an old number with these would
    belong to someone born in 1919 or 1920, whom no list of workers holds.
    """
    if old[6:8] in ("19", "20"):
        raise IdFault("length")
    try:
        _birthday("19" + old[6:12])
    except ValueError:
        raise IdFault("length") from None
    whole = old[:6] + "19" + old[6:]
    return whole + check_character(whole)


@lru_cache(maxsize=65_536)
def _birthday(digits: str) -> tuple[date, int]:
    birthday = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if birthday.year < _OLDEST or birthday > date.today():
        raise ValueError(digits)
    return birthday, sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS[6:14], strict=True))


@lru_cache(maxsize=8_192)
def _region_sum(digits: str) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS[:6], strict=True))
