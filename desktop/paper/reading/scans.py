"""PDF of scanned pages: the scanner's own picture where a page is one, otherwise the page rendered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from pypdfium2 import raw

from desktop.paper.pdfium import PDFIUM
from desktop.paper.reading import jpeg
from desktop.paper.reading.failures import (
    EndMissing,
    NoSuchPage,
    PageTorn,
    PdfLocked,
    PictureError,
    PictureTorn,
    Spoilt,
    of_system,
    spoilt,
)
from desktop.paper.reading.picture import Picture
from desktop.paper.reading.pixels import LONGEST, Pixels, of_array, turned
from desktop.paper.reading.raster import check_size

DPI = 200
"""Dots an inch of a page that is no single picture."""
_FINEST, _COARSEST = 400, 150
_MOST_OF_PAGE, _MUCH_OF_PAGE = 0.9, 0.3
_STRAIGHT = 0.002  # so little a picture may be turned on its page and still count as straight
_SKEWED = 1.02
_DARK = 64  # a page darker than this is a negative, which the PDF turns into a positive
_INVISIBLE = 3  # the way text of a recognised scan is written
_DEPTH = 3
_AT_A_TIME = 20  # pages, after which a document is opened anew: it keeps all it ever read
# Colour spaces whose numbers mean what the same numbers mean in a JPEG file.
_PLAIN_COLOURS = (
    raw.FPDF_COLORSPACE_DEVICEGRAY,
    raw.FPDF_COLORSPACE_DEVICERGB,
    raw.FPDF_COLORSPACE_CALGRAY,
    raw.FPDF_COLORSPACE_CALRGB,
    raw.FPDF_COLORSPACE_ICCBASED,
)


@dataclass(frozen=True, slots=True)
class _Original:
    """The JPEG a page consists of, and how it lies there."""

    data: bytes
    header: jpeg.Header
    quarters: int


def pictures(path: Path, only: int | None = None) -> Iterator[Picture | Spoilt]:
    """Yield each page as a picture, or what is wrong with it. Raises ``PictureError`` about the file."""
    pages = count(path)
    if only is not None and not 1 <= only <= pages:
        raise NoSuchPage(path, only)
    numbers = range(1, pages + 1) if only is None else range(only, only + 1)
    for start in range(0, len(numbers), _AT_A_TIME):
        with _opened(path) as document:
            for number in numbers[start : start + _AT_A_TIME]:
                yield from _page(document, path, number)


def count(path: Path) -> int:
    """Return the number of pages. Raises ``PictureError``."""
    with _opened(path) as document, PDFIUM:
        pages = len(document)
    if not pages:
        raise PictureTorn(path)
    return pages


def _page(document: pypdfium2.PdfDocument, path: Path, number: int) -> Iterator[Picture | Spoilt]:
    try:
        found = _pixels(document, path, number)
    except (pypdfium2.PdfiumError, jpeg.TornJpeg, ValueError):
        yield spoilt(PageTorn(path, number), number)
        return
    except PictureError as error:
        yield spoilt(error, number)
        return
    yield Picture(found.grey, found.colour, path.name, number)
    if found.torn:
        yield spoilt(EndMissing(path), number)


def _pixels(document: pypdfium2.PdfDocument, path: Path, number: int) -> Pixels:
    with _page_of(document, number) as page:
        images = _images(page, path)
        original = _original(page, images)
        if original is None:
            return _rendered(page, images)
    found = turned(jpeg.decoded(original.data, original.header, turn=False), original.quarters)
    if np.median(found.grey[::8, ::8]) >= _DARK:
        return found
    with _page_of(document, number) as page:
        return _rendered(page, _images(page, path))


@contextmanager
def _page_of(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    with PDFIUM:
        page = document[number - 1]
        try:
            yield page
        finally:
            page.close()


def _images(page: pypdfium2.PdfPage, path: Path) -> list[pypdfium2.PdfImage]:
    """Return the pictures on a page. Raises ``PictureTooLarge`` before anything of them is unpacked."""
    images = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH))
    for image in images:
        check_size(path, *image.get_px_size())
    return images


def _original(page: pypdfium2.PdfPage, images: list[pypdfium2.PdfImage]) -> _Original | None:
    """Return the one JPEG that fills the page, with nothing to be seen upon it, or None.

    Raises ``TornJpeg`` where it is not one, though the PDF says so: rendered, it would be an empty page.
    """
    if len(images) != 1 or images[0].level or not _fills(page, images[0]) or _has_more(page):
        return None
    if list(images[0].get_filters(skip_simple=True)) != ["DCTDecode"]:
        return None
    data = bytes(images[0].get_data(decode_simple=True))
    header = jpeg.header_of(data)
    quarters = _quarters(images[0])
    if quarters is None or header.colours == 4 or not _square(images[0], quarters, header):
        return None
    if images[0].get_metadata().colorspace not in _PLAIN_COLOURS:
        return None
    return _Original(data, header, quarters + page.get_rotation() // 90)


def _has_more(page: pypdfium2.PdfPage) -> bool:
    """Say whether lines, letters or remarks are to be seen on the picture."""
    if raw.FPDFPage_GetAnnotCount(page.raw):
        return True
    for item in page.get_objects(max_depth=1):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            continue
        if item.type != raw.FPDF_PAGEOBJ_TEXT or raw.FPDFTextObj_GetTextRenderMode(item.raw) != _INVISIBLE:
            return True
    return False


def _share(page: pypdfium2.PdfPage, image: pypdfium2.PdfImage) -> float:
    """Return how much of the page a picture covers, from 0 to 1."""
    left, bottom, right, top = image.get_bounds()
    x0, y0, x1, y1 = page.get_bbox()
    across = min(right, x1) - max(left, x0)
    up = min(top, y1) - max(bottom, y0)
    return float(max(across, 0.0) * max(up, 0.0) / max((x1 - x0) * (y1 - y0), 1e-6))


def _fills(page: pypdfium2.PdfPage, image: pypdfium2.PdfImage) -> bool:
    return _share(page, image) >= _MOST_OF_PAGE


def _quarters(image: pypdfium2.PdfImage) -> int | None:
    """Return by how many quarters clockwise a picture lies turned; None where aslant or mirrored."""
    a, b, c, d = image.get_matrix().get()[:4]
    size = max(abs(a), abs(b), abs(c), abs(d)) * _STRAIGHT
    if abs(b) <= size and abs(c) <= size and a * d > 0:
        return 0 if a > 0 else 2
    if abs(a) <= size and abs(d) <= size and b * c < 0:
        return 3 if b > 0 else 1
    return None


def _square(image: pypdfium2.PdfImage, quarters: int, header: jpeg.Header) -> bool:
    """Say whether the picture has as many dots across as down on its page."""
    a, b, c, d = image.get_matrix().get()[:4]
    across, up = (abs(b), abs(c)) if quarters % 2 else (abs(a), abs(d))
    shape = (across / header.width) / (up / header.height)
    return bool(1 / _SKEWED <= shape <= _SKEWED)


def _rendered(page: pypdfium2.PdfPage, images: list[pypdfium2.PdfImage]) -> Pixels:
    width, height = page.get_size()
    scale = min(_dpi(page, images) / 72, LONGEST / max(width, height, 1.0))
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    try:
        return of_array(np.array(bitmap.to_numpy()[..., :3], np.uint8))
    finally:
        bitmap.close()


def _dpi(page: pypdfium2.PdfPage, images: list[pypdfium2.PdfImage]) -> float:
    """Return the resolution of the largest picture on the page, where it is large, within bounds."""
    largest = max(images, key=lambda image: _share(page, image), default=None)
    if largest is None or largest.level or _share(page, largest) < _MUCH_OF_PAGE:
        return DPI
    a, b = largest.get_matrix().get()[:2]
    own = largest.get_px_size()[0] / max(float(np.hypot(a, b)), 1.0) * 72
    return float(min(max(own, _COARSEST), _FINEST))


@contextmanager
def _opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """Keep the document open between pages, PDFium free for others."""
    try:
        with path.open("rb"):
            pass
        with PDFIUM:
            document = pypdfium2.PdfDocument(path)
    except OSError as error:
        raise of_system(path, error) from None
    except pypdfium2.PdfiumError as error:
        raise (PdfLocked if error.err_code == raw.FPDF_ERR_PASSWORD else PictureTorn)(path) from None
    try:
        yield document
    finally:
        with PDFIUM:
            document.close()
