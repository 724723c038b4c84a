"""QR codes as one-bit pictures, made thousands a second.

With version, error level and mask fixed, every module of the symbol is a sum (exclusive or) of the
data bits that reach it: the Reed-Solomon code is linear and the mask is a constant. So the symbol
of a text is that of ``00…0`` with, for each pair of characters, what this pair changes. The changes
are learnt from ``qrcode`` a bit at a time and added up afterwards.
"""

from functools import cache
from typing import Final

import qrcode
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.util import QRData

_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_ALPHANUMERIC_MODE: Final = 2
_MASK = 3


class Stencils:
    """Makes the symbols of texts of one even length, in one version and level of the QR code."""

    def __init__(self, version: int, level: int, length: int) -> None:
        self._version, self._level, self.length = version, level, length
        self.modules = 17 + 4 * version
        self.row_bytes = (self.modules + 7) // 8
        self._blank = self._drawn("0" * length)
        self._paper = (1 << 8 * self.row_bytes * self.modules) - 1
        self._bits: dict[tuple[int, int], int] = {}
        self._pairs: list[dict[str, int]] = [{} for _pair in range(length // 2)]

    def dark(self, text: str) -> int:
        """Return the modules row by row, dark as 1, each row filled up to whole bytes with 0."""
        if len(text) != self.length:
            raise ValueError(f"this code holds {self.length} characters, not {len(text)}")
        modules = self._blank
        for place, known in enumerate(self._pairs):
            pair = text[2 * place : 2 * place + 2]
            change = known.get(pair)
            modules ^= self._learn(place, pair) if change is None else change
        return modules

    def stencil(self, text: str) -> str:
        """Return the symbol for a PDF image mask: hexadecimal, 0 where ink goes."""
        ink = self.dark(text) ^ self._paper
        return ink.to_bytes(self.row_bytes * self.modules, "big").hex()

    def _learn(self, place: int, pair: str) -> int:
        number = 45 * _ALPHANUMERIC.index(pair[0]) + _ALPHANUMERIC.index(pair[1])
        change = 0
        for bit in range(11):
            if number >> bit & 1:
                change ^= self._bit(place, bit)
        self._pairs[place][pair] = change
        return change

    def _bit(self, place: int, bit: int) -> int:
        """Return the modules that turn with one bit of the 11 a pair is written in (ISO/IEC 18004, 7.4.4)."""
        if (place, bit) not in self._bits:
            high, low = divmod(1 << bit, 45)
            text = "00" * place + _ALPHANUMERIC[high] + _ALPHANUMERIC[low]
            self._bits[place, bit] = self._blank ^ self._drawn(text.ljust(self.length, "0"))
        return self._bits[place, bit]

    def _drawn(self, text: str) -> int:
        symbol = qrcode.QRCode(
            version=self._version, error_correction=self._level, mask_pattern=_MASK, border=0
        )
        symbol.add_data(QRData(text, mode=_ALPHANUMERIC_MODE), optimize=0)
        symbol.make(fit=False)
        spare = 8 * self.row_bytes - self.modules
        modules = 0
        for row in symbol.modules:
            for dark in row:
                modules = modules << 1 | bool(dark)
            modules <<= spare
        return modules


@cache
def row_stencils() -> Stencils:
    """Return the maker of row and card codes: 20 characters, version 1-M, 21 modules."""
    return Stencils(1, ERROR_CORRECT_M, 20)


@cache
def page_stencils() -> Stencils:
    """Return the maker of page codes: 28 characters, version 2-Q, 25 modules."""
    return Stencils(2, ERROR_CORRECT_Q, 28)
