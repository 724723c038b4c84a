"""Files of pictures other than PDF: JPEG, PNG, TIFF of many pages, and what else Pillow reads."""

import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps

from desktop.paper.reading import jpeg, png
from desktop.paper.reading.failures import (
    EndMissing,
    NoSuchPage,
    PageTorn,
    PictureTooLarge,
    PictureTorn,
    Spoilt,
    of_system,
    spoilt,
)
from desktop.paper.reading.formats import Kind
from desktop.paper.reading.picture import Picture
from desktop.paper.reading.pixels import Pixels, of_image

MOST_PIXELS = 400_000_000
"""A picture of more is refused unread: a few bytes may claim to be any size."""
_LARGE = 40_000_000  # pixels from which a PNG is decoded in bands
_MOST_BYTES = 1_000_000_000  # of a file
_MOST_MEMORY = 800_000_000  # bytes, for what Pillow decodes only as a whole
_BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2}  # a pixel; 4 of any other kind
_BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError, RuntimeError,
    AttributeError, MemoryError, struct.error, zlib.error,
)  # fmt: skip
"""What Pillow raises on damaged files of one format or another."""
_FORMATS = {Kind.PNG: ["PNG"], Kind.TIFF: ["TIFF"], Kind.OTHER: ["BMP", "DIB", "WEBP", "GIF", "AVIF"]}
_SMALLER_COPY, _SUBFILE_TYPE = 1, 254
_quiet_lock = threading.RLock()

# Sizes are looked at here before anything is decoded, with a sentence instead of a warning.
Image.MAX_IMAGE_PIXELS = None


def pictures(path: Path, kind: Kind, only: int | None = None) -> Iterator[Picture | Spoilt]:
    """Yield each picture, or what is wrong with that page. Raises ``PictureError`` about the whole file."""
    if kind is Kind.TIFF:
        yield from _pages(path, only)
        return
    if only not in (None, 1):
        raise NoSuchPage(path, only or 0)
    if kind is Kind.JPEG:
        found = _jpeg(path)
    elif kind is Kind.PNG:
        found = _png(path)
    else:
        found = _single(path, kind)
    yield Picture(found.grey, found.colour, path.name)
    if found.torn:
        yield spoilt(EndMissing(path))


def count(path: Path, kind: Kind) -> int:
    """Return how many pictures the file holds."""
    if kind is not Kind.TIFF:
        return 1
    with _opened(path, kind) as image:
        try:
            with _quiet():
                return int(getattr(image, "n_frames", 1))
        except _BROKEN:
            raise PictureTorn(path) from None


def check_size(path: Path, width: int, height: int) -> None:
    """Raise ``PictureTooLarge`` where so many pixels cannot be held."""
    if width * height > MOST_PIXELS:
        raise PictureTooLarge(path, width, height)


def _jpeg(path: Path) -> Pixels:
    data = whole(path)
    try:
        header = jpeg.header_of(data)
        check_size(path, header.width, header.height)
        return jpeg.decoded(data, header)
    except jpeg.TornJpeg:
        raise PictureTorn(path) from None


def whole(path: Path) -> bytes:
    """Return the bytes of a file. Raises ``PictureError``."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PictureTorn(path)
        return path.read_bytes()
    except OSError as error:
        raise of_system(path, error) from None


def _png(path: Path) -> Pixels:
    """Return a PNG; in bands where it is large, and so far as it goes where its end is missing."""
    try:
        with path.open("rb") as file:
            header = png.header_of(file)
    except OSError as error:
        raise of_system(path, error) from None
    except png.TornPng:
        raise PictureTorn(path) from None
    check_size(path, header.width, header.height)
    if header.width * header.height > _LARGE and header.in_bands:
        return _png_in_bands(path, header)
    try:
        return _single(path, Kind.PNG)
    except PictureTorn:
        if not header.in_bands:
            raise
        return _png_in_bands(path, header)


def _png_in_bands(path: Path, header: png.Header) -> Pixels:
    try:
        with path.open("rb") as file:
            return png.decoded_in_bands(file, header)
    except OSError as error:
        raise of_system(path, error) from None
    except png.TornPng:
        raise PictureTorn(path) from None


def _single(path: Path, kind: Kind) -> Pixels:
    with _opened(path, kind) as image:
        return _loaded(image, path)


def _pages(path: Path, only: int | None) -> Iterator[Picture | Spoilt]:
    """Yield the pages of a TIFF; one that is torn does not lose those behind it."""
    number = 0
    with _opened(path, Kind.TIFF) as image:
        while True:
            number += 1
            try:
                with _quiet():
                    image.seek(number - 1)
            except EOFError:
                break
            except _BROKEN:
                yield spoilt(PageTorn(path, number), number)
                break
            if only in (None, number) and not _is_smaller_copy(image):
                yield _page(image, path, number)
            if number == only:
                return
    if only is not None:
        raise NoSuchPage(path, only)


def _page(image: Image.Image, path: Path, number: int) -> Picture | Spoilt:
    try:
        found = _loaded(image, path)
    except PictureTorn:
        return spoilt(PageTorn(path, number), number)
    except PictureTooLarge as error:
        return spoilt(error, number)
    return Picture(found.grey, found.colour, path.name, number)


def _loaded(image: Image.Image, path: Path) -> Pixels:
    check_size(path, *image.size)
    if image.width * image.height * _BYTES.get(image.mode, 4) > _MOST_MEMORY:
        raise PictureTooLarge(path, *image.size)
    try:
        with _quiet():
            image.load()
            return of_image(_as_held(image))
    except _BROKEN:
        raise PictureTorn(path) from None


def _as_held(image: Image.Image) -> Image.Image:
    """Turn the picture as its Exif says, without a second copy of it."""
    ImageOps.exif_transpose(image, in_place=True)
    return image


def _is_smaller_copy(image: Image.Image) -> bool:
    """Say whether a page of a TIFF is only the preview of another."""
    tags = getattr(image, "tag_v2", {})
    return bool(int(tags.get(_SUBFILE_TYPE, 0)) & _SMALLER_COPY)


@contextmanager
def _opened(path: Path, kind: Kind) -> Iterator[Image.Image]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise of_system(path, error) from None
    with file:
        try:
            with _quiet():
                image = Image.open(file, formats=_FORMATS[kind])
        except _BROKEN:
            raise PictureTorn(path) from None
        yield image


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep back Pillow's warnings about odd files; filters are the whole process's, hence the lock."""
    with _quiet_lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
