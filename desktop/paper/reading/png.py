"""Large and torn PNG: decoded band by band, so that a hundred million pixels need little memory.

A band is handed to the decoder as a small PNG of its own, whose first row is the last one of the band
above, unfiltered: that is all that the filters of the next rows look back to (PNG specification, clause 9).
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from desktop.paper.reading.pixels import Pixels, of_array, of_plain, shrunk, times_smaller

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_BAND_BYTES = 8_000_000
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


def header_of(data: bytes) -> Header:
    """Return what the file says of itself. Raises ``TornPng``."""
    if len(data) < 33 or data[12:16] != b"IHDR":
        raise TornPng
    width, height, depth, colour, _deflate, _filters, interlace = struct.unpack(">IIBBBBB", data[16:29])
    if not width or not height:
        raise TornPng
    return Header(width, height, depth, colour, bool(interlace))


def decoded_in_bands(data: bytes, header: Header) -> Pixels:
    """Return the picture, so far as it goes, made smaller where it is large. Raises ``TornPng``."""
    factor = times_smaller(header.width, header.height)
    rows = max(_BAND_BYTES // header.row // factor, 1) * factor
    bands: list[NDArray[np.uint8]] = []
    done, above = 0, bytes(header.row)
    extra = _chunks_before_pixels(data)
    for lines in _lines(data, header, rows):
        if done + len(lines) // header.row < header.height and len(lines) // header.row < rows:
            lines = lines[: len(lines) // header.row // factor * factor * header.row]
        if not lines:
            break
        image, above = _band(header, extra, above, lines)
        bands.append(shrunk(of_plain(image), factor))
        done += image.height
    if not bands or (done < header.height and done < _LEAST_ROWS):
        raise TornPng
    return of_array(np.concatenate(bands), torn=done < header.height)


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


def _lines(data: bytes, header: Header, rows: int) -> Iterator[bytes]:
    """Yield the filtered rows, ``rows`` at a time and fewer at the end, until the data ends or breaks."""
    waiting, size = bytearray(), rows * header.row
    for part in _inflated(data, size):
        waiting += part
        while len(waiting) >= size:
            yield bytes(waiting[:size])
            del waiting[:size]
    whole = len(waiting) // header.row * header.row
    if whole:
        yield bytes(waiting[:whole])


def _inflated(data: bytes, most: int) -> Iterator[bytes]:
    stream = zlib.decompressobj()
    for name, start, end in _chunks(data):
        if name != b"IDAT":
            continue
        compressed: bytes | memoryview = memoryview(data)[start:end]
        try:
            while compressed and not stream.eof:
                yield stream.decompress(compressed, most)
                compressed = stream.unconsumed_tail
        except zlib.error:
            return


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    at = len(_SIGNATURE)
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], at + 8, min(at + 8 + length, len(data))
        at += 12 + length


def _chunks_before_pixels(data: bytes) -> bytes:
    """Return the palette and what is transparent, which every band needs."""
    wanted = b""
    for name, start, end in _chunks(data):
        if name == b"IDAT":
            break
        if name in (b"PLTE", b"tRNS"):
            wanted += _chunk(name, data[start:end])
    return wanted


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
