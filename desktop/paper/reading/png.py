"""Large and torn PNG: decoded band by band, so that a hundred million pixels need little memory.

A band is handed to the decoder as a small PNG of its own, whose first row is the last one of the band
above, unfiltered: that is all that the filters of the next rows look back to (PNG specification, clause 9).
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from desktop.paper.reading.pixels import Pixels, of_array, of_plain, shrunk, times_smaller

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_BAND_BYTES = 8_000_000
_PIECE = 1_000_000
_LEAST_ROWS = 64  # of a torn picture: less is not worth reading


class TornPng(Exception):
    """Too little of the data is there, or it is no PNG at all."""


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in the first chunk."""

    width: int
    height: int
    depth: int
    colour: int
    interlaced: bool

    @property
    def in_bands(self) -> bool:
        """Say whether rows follow one another with whole bytes, as nearly always."""
        return self.depth == 8 and self.colour in _CHANNELS and not self.interlaced

    @property
    def row(self) -> int:
        """Bytes of a row: its filter and its pixels."""
        return 1 + self.width * _CHANNELS[self.colour]


def header_of(file: BinaryIO) -> Header:
    """Return what the file says of itself. Raises ``TornPng``."""
    data = file.read(33)
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise TornPng
    width, height, depth, colour, _deflate, _filters, interlace = struct.unpack(">IIBBBBB", data[16:29])
    if not width or not height:
        raise TornPng
    return Header(width, height, depth, colour, bool(interlace))


def decoded_in_bands(file: BinaryIO, header: Header) -> Pixels:
    """Return the picture, so far as it goes, made smaller where it is large. Raises ``TornPng``.

    ``file`` is read from wherever it stands; what breaks in the middle ends the picture there.
    """
    factor = times_smaller(header.width, header.height)
    rows = max(_BAND_BYTES // header.row // factor, 1) * factor
    whole: NDArray[np.uint8] | None = None
    done = 0
    for image in _bands(file, header, rows):
        band = shrunk(of_plain(image), factor)
        if whole is None:
            whole = np.empty((header.height // factor + 1, *band.shape[1:]), np.uint8)
        band = band[: len(whole) - done]
        whole[done : done + len(band)] = band
        done += len(band)
    torn = done * factor < header.height - factor
    if whole is None or (torn and done < _LEAST_ROWS):
        raise TornPng
    return of_array(whole[:done], torn)


def _bands(file: BinaryIO, header: Header, rows: int) -> Iterator[Image.Image]:
    extra, above = b"", bytes(header.row)
    waiting, size, left = bytearray(), rows * header.row, header.row * header.height
    stream = zlib.decompressobj()
    for name, body in _chunks(file):
        if name in (b"PLTE", b"tRNS"):
            extra += _chunk(name, body)
        for part in _inflated(stream, body, size) if name == b"IDAT" else ():
            waiting += part
            while len(waiting) >= min(size, left) > 0:
                lines, waiting = bytes(waiting[: min(size, left)]), waiting[min(size, left) :]
                left -= len(lines)
                image, above = _band(header, extra, above, lines)
                yield image
    whole = min(len(waiting), left) // header.row * header.row
    if whole:
        yield _band(header, extra, above, bytes(waiting[:whole]))[0]


def _band(header: Header, extra: bytes, above: bytes, lines: bytes) -> tuple[Image.Image, bytes]:
    """Decode some rows; also return the last of them, unfiltered, for the band below."""
    count = len(lines) // header.row
    head = struct.pack(">IIBBBBB", header.width, count + 1, header.depth, header.colour, 0, 0, 0)
    body = zlib.compress(above + lines, 0)
    small = _SIGNATURE + _chunk(b"IHDR", head) + extra + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    try:
        with Image.open(io.BytesIO(small), formats=["PNG"]) as image:
            image.load()
            last = image.crop((0, count, header.width, count + 1)).tobytes()
            return image.crop((0, 1, header.width, count + 1)), b"\x00" + last
    except (OSError, SyntaxError, ValueError):
        raise TornPng from None


def _inflated(stream: "zlib._Decompress", body: bytes, most: int) -> Iterator[bytes]:
    """Yield what a part of the stream holds, ``most`` bytes at a time; nothing more once it is broken."""
    try:
        while body and not stream.eof:
            yield stream.decompress(body, most)
            body = stream.unconsumed_tail
    except zlib.error:
        return


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks; long ones in pieces under the same name."""
    file.seek(len(_SIGNATURE))
    while len(head := file.read(8)) == 8:
        left, name = int.from_bytes(head[:4], "big"), head[4:]
        while left:
            piece = file.read(min(left, _PIECE))
            if not piece:
                return
            yield name, piece
            left -= len(piece)
        file.seek(4, 1)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
