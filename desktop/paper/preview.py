"""Pages of a PDF as pictures, for the print preview."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from desktop.paper.pdfium import PDFIUM


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as it will print: 3 bytes (red, green, blue) a pixel, row by row without filling."""

    pixels: bytes
    width: int
    height: int


def count_pages(pdf: Path | bytes) -> int:
    """Return the number of pages."""
    with _opened(pdf) as document:
        return len(document)


def render_page(pdf: Path | bytes, page: int, dpi: float) -> PagePicture:
    """Return page ``page`` (from 1) at ``dpi`` dots an inch. Raises IndexError where there is none."""
    with _opened(pdf) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        bitmap = document[page - 1].render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=False)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        raw = memoryview(bitmap.buffer).cast("B")
        rows = [raw[y * stride : y * stride + 3 * width] for y in range(height)]
        return PagePicture(b"".join(rows), width, height)


def page_size(pdf: Path | bytes) -> tuple[float, float]:
    """Return width and height of the first page in millimetres."""
    with _opened(pdf) as document:
        width, height = document[0].get_size()
        return width / 72 * 25.4, height / 72 * 25.4


@contextmanager
def _opened(pdf: Path | bytes) -> Iterator[pypdfium2.PdfDocument]:
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()
