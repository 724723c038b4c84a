"""Pages drawn in millimetres from the top-left corner, straight in the operators of PDF."""

import io
import os
import tempfile
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from desktop.core.errors import PersonError
from desktop.core.i18n import _
from desktop.core.sheet_layout import Box
from desktop.paper.fit import LEADING, Fitted, fit
from desktop.paper.fonts import FontChain, Known, fonts
from desktop.paper.qr import Symbols

rl_config.useA85 = 0  # otherwise ReportLab writes streams as text, a quarter larger

POINTS = 72 / 25.4
_CAP = 0.36
"""Half the height of a Chinese character above its base line, in sizes: centres text in its box."""

_FULLEST = 0.88
"""How much of the height of a box lines may take, so that they keep off its rules."""


class Align(Enum):
    """Where text stands between the left and right edge of its box."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


Colour = tuple[float, float, float]
Turn = tuple[float, float, float, float]


class CannotSave(PersonError):
    """The file could not be written where it was asked for."""


class _Canvas(Canvas):
    """ReportLab's canvas; its fonts number the glyphs they embed for each document apart."""

    _doc: PDFDocument


class Pages:
    """A PDF being drawn. Boxes are in mm from the top-left corner; sizes of type and lines in points."""

    def __init__(self, paper: Box, title: str) -> None:
        self._height = paper.height * POINTS
        self._file = io.BytesIO()
        self._canvas = _Canvas(
            self._file, pagesize=(paper.width * POINTS, self._height), pageCompression=1, invariant=1
        )
        self._canvas.setTitle(title)
        self._canvas.setCreator("Yijia")
        self._canvas.setViewerPreference("PrintScaling", "None")
        self.chain: FontChain = fonts()
        self._ops: list[str] = []
        self._codes = Known(self._code_of)
        self._shown: dict[tuple[str, float], str] = {}
        self._fitted: dict[tuple[str, float, float, float, float], Fitted] = {}
        self.cut: dict[str, None] = {}
        self.unprintable: dict[str, None] = {}

    def write(
        self,
        text: str,
        box: Box,
        size: float,
        align: Align = Align.LEFT,
        *,
        least: float = 7.0,
        pad: float = 0.0,
        bold: bool = False,
        grey: float = 0.0,
    ) -> None:
        """Write the text into the box, centred in height, shrunk, wrapped or cut until it fits."""
        if not text:
            return
        width, height = (box.width - 2 * pad) * POINTS, box.height * _FULLEST * POINTS
        fitted = self._fit(text, width, height, size, least)
        left = (box.x + pad) * POINTS
        middle = self._height - (box.y + box.height / 2) * POINTS
        lines, size = fitted.lines, fitted.size
        base = middle - _CAP * size + (len(lines) - 1) * LEADING * size / 2
        for line in lines:
            x = left + align.value * (width - self.chain.width(line, size)) if align.value else left
            self._put(line, x, base, size, bold, grey)
            base -= LEADING * size

    def rule(self, x1: float, y1: float, x2: float, y2: float, thick: float = 0.4, grey: float = 0.0) -> None:
        """Draw a straight line."""
        h, p = self._height, POINTS
        self._ops.append(
            f"{grey:g} G {thick:g} w {x1 * p:.2f} {h - y1 * p:.2f} m {x2 * p:.2f} {h - y2 * p:.2f} l S"
        )

    def frame(self, box: Box, thick: float = 0.8) -> None:
        """Draw the outline of a box."""
        self._ops.append(f"0 G {thick:g} w {self._corners(box)} re S")

    def fill(self, box: Box, red: float, green: float, blue: float) -> None:
        """Fill a box with a colour; each part from 0 to 1."""
        self._ops.append(f"{red:g} {green:g} {blue:g} rg {self._corners(box)} re f 0 g")

    def shape(
        self,
        corners: Iterable[tuple[float, float]],
        fill: Colour | None = None,
        edge: Colour | None = None,
        thick: float = 0.8,
    ) -> None:
        """Draw a closed shape through the corners; colours have parts from 0 to 1."""
        way = " ".join(
            f"{x * POINTS:.2f} {self._height - y * POINTS:.2f} {'l' if n else 'm'}"
            for n, (x, y) in enumerate(corners)
        )
        paint = ("" if edge is None else "s") if fill is None else ("f" if edge is None else "b")
        if paint:
            inks = f"{_ink(fill, 'rg')}{_ink(edge, 'RG')}{thick:g} w 1 j "
            self._ops.append(f"q {inks}{way} {paint} Q")

    def picture(self, jpeg: bytes, box: Box, turn: Turn | None = None) -> None:
        """Put a picture into the box: whole, upright and undistorted in its middle.

        With ``turn`` (a, b, x, y) a pixel (u, v) goes to (a·u - b·v + x, b·u + a·v + y) mm instead, and what
        falls outside the box is cut off.
        """
        image = ImageReader(io.BytesIO(jpeg))
        width, height = image.getSize()
        if turn is None:
            scale = min(box.width / width, box.height / height)
            left = box.x + (box.width - scale * width) / 2
            turn = (scale, 0.0, left, box.y + (box.height - scale * height) / 2)
        a, b, x, y = (part * POINTS for part in turn)
        self._flush()
        self._canvas.saveState()
        clip = self._canvas.beginPath()
        left, low = box.x * POINTS, self._height - box.bottom * POINTS
        clip.rect(left, low, box.width * POINTS, box.height * POINTS)
        self._canvas.clipPath(clip, stroke=0, fill=0)
        self._canvas.transform(
            a * width, -b * width, b * height, a * height, x - b * height, self._height - y - a * height
        )
        self._canvas.drawImage(image, 0, 0, 1, 1)
        self._canvas.restoreState()

    def code(self, text: str, box: Box, stencils: Symbols) -> None:
        """Print a QR code over the whole of the box (its quiet zone lies outside)."""
        size, n = box.width * POINTS, stencils.modules
        left, low = box.x * POINTS, self._height - box.bottom * POINTS
        self._ops.append(
            f"q {size:.2f} 0 0 {size:.2f} {left:.2f} {low:.2f} cm\n"
            f"BI /W {n} /H {n} /IM true /BPC 1 /F /AHx ID\n{stencils.stencil(text)}>\nEI Q"
        )

    def pattern(self, name: str) -> None:
        """Keep what was drawn since the last page or pattern, to be stamped on pages by its name."""
        self._canvas.beginForm(name)
        self._flush()
        self._canvas.endForm()

    def stamp(self, name: str) -> None:
        """Put a pattern on this page."""
        self._flush()
        self._canvas.doForm(name)

    def next_page(self) -> None:
        """Finish this page."""
        self._flush()
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Return the whole file."""
        self._canvas.save()
        return self._file.getvalue()

    def _fit(self, text: str, width: float, height: float, size: float, least: float) -> Fitted:
        key = (text, width, height, size, least)
        fitted = self._fitted.get(key)
        if fitted is None:
            fitted = self._fitted[key] = fit(self.chain, text, width, height, size, least)
            if fitted.cut:
                self.cut[text] = None
            if self.chain.missing(text):
                self.unprintable[text] = None
        return fitted

    def _put(self, line: str, x: float, base: float, size: float, bold: bool, grey: float) -> None:
        colour = f"{grey:g} g " if grey else ""
        back = " 0 g" if grey else ""
        if bold:
            colour += f"2 Tr {size * 0.022:.2f} w {grey:g} G "
            back += " 0 Tr"
        self._ops.append(f"BT {colour}1 0 0 1 {x:.2f} {base:.2f} Tm {self._glyphs(line, size)}{back} ET")

    def _glyphs(self, line: str, size: float) -> str:
        """Return the operators that show a line: the font is named where it changes."""
        key = (line, size)
        shown = self._shown.get(key)
        if shown is None:
            parts: list[str] = []
            font = ""
            for name, code in map(self._codes.__getitem__, line):
                if name != font:
                    parts.append(f"{'> Tj ' if font else ''}{name} {size:g} Tf <")
                    font = name
                parts.append(code)
            shown = self._shown[key] = "".join(parts) + "> Tj"
        return shown

    def _code_of(self, character: str) -> tuple[str, str]:
        """Return the embedded subset that has the character, and its number there in hexadecimal."""
        glyph = self.chain.glyph(character)
        document = self._canvas._doc
        subset, code = glyph.font.splitString(glyph.character, document)[0]
        return glyph.font.getSubsetInternalName(subset, document), code.hex()

    def _corners(self, box: Box) -> str:
        p = POINTS
        return f"{box.x * p:.2f} {self._height - box.bottom * p:.2f} {box.width * p:.2f} {box.height * p:.2f}"

    def _flush(self) -> None:
        if self._ops:
            self._canvas.addLiteral("\n".join(self._ops))
            self._ops.clear()


def _ink(colour: Colour | None, operator: str) -> str:
    if colour is None:
        return ""
    red, green, blue = colour
    return f"{red:.3g} {green:.3g} {blue:.3g} {operator} "


def deliver(data: bytes, out: Path | BinaryIO) -> None:
    """Write the file whole or not at all. Raises CannotSave."""
    if not isinstance(out, Path):
        out.write(data)
        return
    try:
        _replace(data, out)
    except PermissionError as error:
        raise CannotSave(
            _("{file} cannot be written.").format(file=out.name),
            _("Close it in the program that shows it, or choose another folder."),
        ) from error
    except OSError as error:
        raise CannotSave(
            _("{file} could not be saved: {reason}.").format(file=out.name, reason=error.strerror or error),
            _("Choose another folder, or make room on the disk."),
        ) from error


def _replace(data: bytes, out: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=out.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(out)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
