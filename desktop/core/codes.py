"""The codes in the QR squares: opaque, short, and with a check that only this database can make.

Written in the 32 letters of Crockford's base32 (no I, L, O, U), so that a QR code in alphanumeric
mode holds them densely and a person can type them. ``docs/sheet-format.md`` gives the format.
"""

import hmac
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MARK_BITS = 15
TOKEN_BITS = 40
PAGE_BITS = 15
LAYOUT_BITS = 10

_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_PAIRS = [a + b for a in ALPHABET for b in ALPHABET]
_LOOKALIKES = str.maketrans("ILO", "110")
_CHECK = 8
_LENGTHS = {"R": 20, "C": 20, "A": 20, "P": 28}


@dataclass(frozen=True, slots=True)
class CodeKey:
    """What makes the codes of one database its own: 15 public bits and a secret of 16 bytes or more."""

    mark: int
    key: bytes


@dataclass(frozen=True, slots=True)
class RowCode:
    """A row of a printed list: this person on that list."""

    token: int


@dataclass(frozen=True, slots=True)
class CardCode:
    """A member card or badge: this person, at any activity."""

    token: int


@dataclass(frozen=True, slots=True)
class AssetCode:
    """The label on a piece of equipment."""

    token: int


@dataclass(frozen=True, slots=True)
class PageCode:
    """A page of a printed sheet."""

    sheet: int
    page: int
    pages: int
    layout: int


_OF_A_TOKEN: Mapping[str, type[RowCode] | type[CardCode] | type[AssetCode]] = {
    "R": RowCode,
    "C": CardCode,
    "A": AssetCode,
}


class CodeError(Exception):
    """What was read is not a code that this database stands for."""


class NotACode(CodeError):
    """The text has not the shape of one of our codes."""


class OtherDatabase(CodeError):
    """The code was made by another database."""


class Forged(CodeError):
    """The code bears this database's mark but not its check: altered, made up or misread."""


def row_code(key: CodeKey, token: int) -> str:
    """Return the 20 characters that stand for a row; ``token`` is 40 bits kept in the database."""
    return _signed(key, "R" + _letters(key.mark, 3) + _letters(token, 8))


def card_code(key: CodeKey, token: int) -> str:
    """Return the 20 characters that stand for a person on a card or badge; ``token`` is 40 bits."""
    return _signed(key, "C" + _letters(key.mark, 3) + _letters(token, 8))


def asset_code(key: CodeKey, token: int) -> str:
    """Return the 20 characters that stand for a piece of equipment on its label; ``token`` is 40 bits."""
    return _signed(key, "A" + _letters(key.mark, 3) + _letters(token, 8))


def page_code(key: CodeKey, sheet: int, page: int, pages: int, layout: int) -> str:
    """Return the 28 characters that stand for page ``page`` (from 1) of ``pages`` of a sheet."""
    fields = _letters(sheet, 8) + _letters(page, 3) + _letters(pages, 3) + _letters(layout, 2)
    return _signed(key, "P" + _letters(key.mark, 3) + fields)


def read_code(text: str, key: CodeKey) -> RowCode | CardCode | AssetCode | PageCode:
    """Return what a scanned or typed code stands for.

    Lower case, full-width letters, white space, I or L for 1 and O for 0 are forgiven. Raises
    :class:`NotACode`, :class:`OtherDatabase` or :class:`Forged`.
    """
    code = tidy_code(text)
    if _LENGTHS.get(code[:1]) != len(code) or not _VALUES.keys() >= set(code):
        raise NotACode(text)
    if _number(code[1:4]) != key.mark:
        raise OtherDatabase(text)
    if not hmac.compare_digest(_signed(key, code[:-_CHECK]), code):
        raise Forged(text)
    if code[0] == "P":
        return PageCode(_number(code[4:12]), _number(code[12:15]), _number(code[15:18]), _number(code[18:20]))
    return _OF_A_TOKEN[code[0]](_number(code[4:12]))


def tidy_code(text: str) -> str:
    """Return the code as it is printed, whatever a scanner, an input method or a hand made of it."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split()).translate(_LOOKALIKES)


def _signed(key: CodeKey, body: str) -> str:
    digest = hmac.digest(key.key, body.encode("ascii"), "sha256")
    return body + _letters(int.from_bytes(digest[:5], "big"), _CHECK)


def _letters(value: int, count: int) -> str:
    """Write a number in ``count`` letters, most significant first."""
    if not 0 <= value < 1 << 5 * count:
        raise ValueError(f"{value} does not fit in {count} letters")
    text = ""
    for _pair in range(count // 2):
        text = _PAIRS[value & 1023] + text
        value >>= 10
    return ALPHABET[value] + text if count % 2 else text


def _number(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value << 5 | _VALUES[letter]
    return value
