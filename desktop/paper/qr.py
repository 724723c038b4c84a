"""QR codes as one-bit pictures, made thousands a second.

With version, error level and mask fixed, every module of the symbol is a sum (exclusive or) of the
data bits that reach it: the Reed-Solomon code is linear and the mask is a constant. So the symbol
of a text is that of ``00…0``, drawn by ``qrcode``, with, for each pair of characters, what this pair
changes. Where a codeword's bits lie is asked of ``qrcode`` too, and the check words of a single bit
are computed once. Rules: ISO/IEC 18004:2015, 7.4 (data), 7.5 and annex A (check words).
"""

from functools import cache
from typing import Final, Protocol

import qrcode
from qrcode.base import gexp, glog, rs_blocks
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.util import QRData

_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_ALPHANUMERIC_MODE: Final = 2
_BYTE_MODE: Final = 4
_HEADER_BITS = 4 + 9
_MASK = 3


class Symbols(Protocol):
    """What makes QR codes for a page: ``modules`` a side, each symbol as a PDF image mask."""

    modules: int

    def stencil(self, text: str) -> str:
        """Return the symbol in hexadecimal, 0 where ink goes."""


class Stencils:
    """Makes the symbols of texts of one even length, in one version and level with a single block."""

    def __init__(self, version: int, level: int, length: int) -> None:
        self._version, self._level, self.length = version, level, length
        self.modules = 17 + 4 * version
        self.row_bytes = (self.modules + 7) // 8
        (block,) = rs_blocks(version, level)
        self._data_words, self._words = block.data_count, block.total_count
        self._blank = self._drawn(QRData("0" * length, mode=_ALPHANUMERIC_MODE))
        self._paper = (1 << 8 * self.row_bytes * self.modules) - 1
        places = self._module_of_each_bit()
        remainders = _remainders(self._data_words, self._words - self._data_words)
        self._bits = [
            self._turned_by(at, places, remainders) for at in range(_HEADER_BITS + 11 * length // 2)
        ]
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
        first, change = _HEADER_BITS + 11 * place, 0
        for n in range(11):
            if number >> 10 - n & 1:
                change ^= self._bits[first + n]
        self._pairs[place][pair] = change
        return change

    def _turned_by(self, at: int, places: list[int], remainders: list[list[int]]) -> int:
        """Return the modules that turn with one bit of the data."""
        word, exponent = at // 8, 7 - at % 8
        modules = places[at]
        for n, check in enumerate(remainders[word]):
            turned = gexp(glog(check) + exponent) if check else 0
            for low in range(8):
                if turned >> low & 1:
                    modules ^= places[8 * (self._data_words + n) + 7 - low]
        return modules

    def _module_of_each_bit(self) -> list[int]:
        """Return, for each bit of the codewords in order, the module that shows it (as a mask).

        Each bit is numbered; drawing all bits whose number has its j-th bit set, for every j, gives
        the number of every module in a handful of drawings.
        """
        count = 8 * self._words
        none = self._drawn([0] * self._words)
        used = self._drawn([255] * self._words) ^ none
        shown = [self._drawn(_numbered(count, j)) ^ none for j in range(count.bit_length())]
        places = [0] * count
        for at in range(used.bit_length()):
            if used >> at & 1:
                number = sum((drawing >> at & 1) << j for j, drawing in enumerate(shown))
                places[number] = 1 << at
        return places

    def _drawn(self, content: QRData | list[int]) -> int:
        symbol = qrcode.QRCode(
            version=self._version, error_correction=self._level, mask_pattern=_MASK, border=0
        )
        if isinstance(content, QRData):
            symbol.add_data(content, optimize=0)
        else:
            symbol.data_cache = content
        symbol.make(fit=False)
        spare = 8 * self.row_bytes - self.modules
        modules = 0
        for row in symbol.modules:
            for dark in row:
                modules = modules << 1 | bool(dark)
            modules <<= spare
        return modules


class Words:
    """The symbol of one text in any script, as small as its length allows (level M, UTF-8)."""

    def __init__(self, text: str) -> None:
        symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
        symbol.add_data(QRData(text.encode(), mode=_BYTE_MODE), optimize=0)
        symbol.make(fit=True)
        self.modules = symbol.modules_count
        self._rows = symbol.modules

    def stencil(self, _text: str = "") -> str:
        """Return the symbol for a PDF image mask: hexadecimal, 0 where ink goes."""
        spare = -self.modules % 8
        rows = (sum(bool(dark) << n for n, dark in enumerate(reversed(row))) for row in self._rows)
        ink = ((((1 << self.modules) - 1) ^ row) << spare for row in rows)
        return "".join(row.to_bytes((self.modules + 7) // 8, "big").hex() for row in ink)


def _numbered(count: int, j: int) -> list[int]:
    """Return codewords in which the bits are set whose number has its j-th bit set."""
    bits = [number >> j & 1 for number in range(count)]
    return [sum(bit << 7 - n for n, bit in enumerate(bits[at : at + 8])) for at in range(0, count, 8)]


def _remainders(data: int, checks: int) -> list[list[int]]:
    """Return the check words of a 1 in each data word: powers of x modulo the generator."""
    generator = [1]
    for n in range(checks):
        longer = [*generator, 0]
        for at, value in enumerate(generator):
            longer[at + 1] ^= gexp(glog(value) + n)
        generator = longer
    tail = generator[1:]
    rest, made = tail, [tail]
    for _word in range(data - 1):
        first, shifted = rest[0], [*rest[1:], 0]
        rest = [
            value ^ (gexp(glog(first) + glog(g)) if first and g else 0)
            for value, g in zip(shifted, tail, strict=True)
        ]
        made.append(rest)
    return made[::-1]


@cache
def row_stencils() -> Stencils:
    """Return the maker of row and card codes: 20 characters, version 1-M, 21 modules."""
    return Stencils(1, ERROR_CORRECT_M, 20)


@cache
def page_stencils() -> Stencils:
    """Return the maker of page codes: 28 characters, version 2-Q, 25 modules."""
    return Stencils(2, ERROR_CORRECT_Q, 28)
