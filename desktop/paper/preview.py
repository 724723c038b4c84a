"""Pages of a PDF as pictures, for the print preview."""

from dataclasses import dataclass
from pathlib import Path

import pypdfium2


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as it will print: 3 bytes (red, green, blue) a pixel, row by row without filling."""

    pixels: bytes
    width: int
    height: int


def count_pages(pdf: Path | bytes) -> int:
    """Return the number of pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def render_page(pdf: Path | bytes, page: int, dpi: float) -> PagePicture:
    """Return page ``page`` (from 1) at ``dpi`` dots an inch. Raises IndexError where there is none."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        bitmap = document[page - 1].render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=False)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        raw = memoryview(bitmap.buffer).cast("B")
        rows = [raw[y * stride : y * stride + 3 * width] for y in range(height)]
        return PagePicture(b"".join(rows), width, height)
    finally:
        document.close()
