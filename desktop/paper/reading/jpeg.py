"""JPEG, of a camera, a scanner or out of a PDF: decoded quickly, made smaller where huge, torn or not."""

import io
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from desktop.paper.reading.pixels import LONGEST, Pixels, of_array

_END = b"\xff\xd9"
_MISSING = 128
_BLOCKS = 32  # two rows of the largest blocks of a JPEG: the last one may be there in part
_REDUCED = {
    1: (cv2.IMREAD_GRAYSCALE, cv2.IMREAD_COLOR),
    2: (cv2.IMREAD_REDUCED_GRAYSCALE_2, cv2.IMREAD_REDUCED_COLOR_2),
    4: (cv2.IMREAD_REDUCED_GRAYSCALE_4, cv2.IMREAD_REDUCED_COLOR_4),
    8: (cv2.IMREAD_REDUCED_GRAYSCALE_8, cv2.IMREAD_REDUCED_COLOR_8),
}


class TornJpeg(Exception):
    """Too little of the data is there, or it is no JPEG at all."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a JPEG says of itself; ``scan`` is where its pixels begin, in bytes."""

    width: int
    height: int
    colours: int
    progressive: bool
    scan: int


def header_of(data: bytes) -> Header:
    """Return what stands in the markers. Raises ``TornJpeg``.

    Markers: ITU-T T.81, annex B.
    """
    at, frame = 2, (0, 0, 0, False)
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF or 0xD0 <= marker <= 0xD8 or marker == 0x01:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and at + 10 <= len(data):
            height, width = (int.from_bytes(data[at + i : at + i + 2], "big") for i in (5, 7))
            frame = width, height, data[at + 9], marker in (0xC2, 0xC6, 0xCA, 0xCE)
        if marker == 0xDA and frame[0] and frame[1]:
            return Header(*frame, scan=at + 2 + length)
        at += 2 + length
    raise TornJpeg


def decoded(data: bytes, header: Header, turn: bool = True) -> Pixels:
    """Return the picture, turned as the camera was held if ``turn``. Raises ``TornJpeg``.

    Where the end is missing, the part that is there is returned; of a progressive file, whose first part
    is a blurred whole, nothing.
    """
    if data.rfind(_END, header.scan) >= 0:
        return of_array(_pixels(data, header, turn))
    if header.progressive:
        raise TornJpeg
    # With an end put in place decoders give back what is there, and middle grey for the rest.
    whole = _pixels(data.rstrip(b"\x00") + _END, header, turn=False)
    upper = trimmed(whole)
    if not upper.size:
        raise TornJpeg
    return of_array(_as_held(upper, data) if turn else upper, torn=len(upper) < len(whole))


def _pixels(data: bytes, header: Header, turn: bool) -> NDArray[np.uint8]:
    flags = _REDUCED[_smaller(max(header.width, header.height))][header.colours > 1]
    flags |= 0 if turn else cv2.IMREAD_IGNORE_ORIENTATION
    try:
        found = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    except cv2.error:
        raise TornJpeg from None
    if found is None:
        raise TornJpeg
    pixels = np.asarray(found, np.uint8)
    if pixels.ndim == 3:
        cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB, pixels)
    return pixels


def _smaller(longer: int) -> int:
    """Return by how much a decoder is to divide both sides; it can do so by 2, 4 and 8 only."""
    times = longer // LONGEST
    return next((step for step, most in ((1, 1), (2, 2), (4, 4)) if times <= most), 8)


def trimmed(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Cut off the lower part of a torn JPEG, filled with middle grey, and the last rows above it.

    Nothing of it may be taken for paper: an empty box there would be judged empty.
    """
    flat = (pixels.reshape(pixels.shape[0], -1) == _MISSING).all(axis=1)
    whole = int(np.flatnonzero(~flat)[-1]) + 1 if not flat.all() else 0
    return pixels[: max(whole - _BLOCKS, 0)] if flat.any() else pixels


def _as_held(pixels: NDArray[np.uint8], data: bytes) -> NDArray[np.uint8]:
    """Turn a picture as its Exif says: orientations 1 to 8 of the standard."""
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    if orientation not in range(1, 9):
        return pixels
    quarters = {3: 2, 4: 2, 5: 3, 6: 3, 7: 1, 8: 1}.get(orientation, 0)
    flipped = pixels[:, ::-1] if orientation in (2, 4, 5, 7) else pixels
    return np.ascontiguousarray(np.rot90(flipped, quarters))
