"""Files of pictures as scanners, phones and accidents make them."""

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image
from pypdfium2 import raw

Pixels = NDArray[np.uint8]
RED = (200, 30, 40)


def paper(width: int = 420, height: int = 594, red: bool = False) -> Image.Image:
    """A light page with a black field at its top left, and a red one beside it if wanted."""
    rows = np.linspace(235, 250, height, dtype=np.uint8)[:, None, None]
    pixels = np.broadcast_to(rows, (height, width, 3)).copy()
    pixels[height // 20 : height // 5, width // 20 : width // 4] = 20
    if red:
        pixels[height // 20 : height // 5, width // 2 : width * 3 // 4] = RED
    return Image.fromarray(pixels)


def dark_corner(grey: Pixels) -> str:
    """Say in which corner the black field lies."""
    height, width = grey.shape
    corners = {
        "top left": grey[: height // 4, : width // 4],
        "top right": grey[: height // 4, -width // 4 :],
        "bottom left": grey[-height // 4 :, : width // 4],
        "bottom right": grey[-height // 4 :, -width // 4 :],
    }
    return min(corners, key=lambda name: float(corners[name].mean()))


def jpeg(image: Image.Image, **options: object) -> bytes:
    """The bytes of a JPEG."""
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def held(orientation: int) -> Image.Exif:
    """The remark a camera leaves about how it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def tiff(path: Path, pages: Sequence[Image.Image], **options: object) -> Path:
    """A TIFF of several pages."""
    pages[0].save(path, "TIFF", save_all=True, append_images=pages[1:], **options)
    return path


def scanned_pdf(
    path: Path,
    pages: Sequence[bytes],
    *,
    rotation: int = 0,
    quarters: int = 0,
    written_on: bool = False,
) -> Path:
    """A PDF whose pages are one JPEG each, which may lie turned on a page that is itself turned."""
    document = pypdfium2.PdfDocument.new()
    for data in pages:
        shape = Image.open(io.BytesIO(data)).size
        points = (595.0, 595.0 * shape[1] / shape[0])
        width, height = points[::-1] if quarters % 2 else points
        page = document.new_page(width, height)
        image = pypdfium2.PdfImage.new(document)
        image.load_jpeg(io.BytesIO(data), inline=True)
        image.set_matrix(_lying(quarters, width, height))
        page.insert_obj(image)
        if written_on:
            _line(page)
        page.gen_content()
        page.set_rotation(rotation)
    document.save(path)
    document.close()
    return path


def _lying(quarters: int, width: float, height: float) -> pypdfium2.PdfMatrix:
    """Fill the page with a picture turned clockwise by quarters."""
    return {
        0: pypdfium2.PdfMatrix(width, 0, 0, height, 0, 0),
        1: pypdfium2.PdfMatrix(0, -height, width, 0, 0, height),
        2: pypdfium2.PdfMatrix(-width, 0, 0, -height, width, height),
        3: pypdfium2.PdfMatrix(0, height, -width, 0, width, 0),
    }[quarters]


def _line(page: pypdfium2.PdfPage) -> None:
    path = raw.FPDFPageObj_CreateNewRect(100, 100, 200, 50)
    raw.FPDFPageObj_SetFillColor(path, 0, 0, 0, 255)
    raw.FPDFPath_SetDrawMode(path, raw.FPDF_FILLMODE_WINDING, False)
    raw.FPDFPage_InsertObject(page.raw, path)


def claimed_png(width: int, height: int, depth: int = 1) -> bytes:
    """A PNG of a few bytes that claims to be of any size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def written(path: Path, data: bytes) -> Path:
    """A file of these bytes."""
    path.write_bytes(data)
    return path
