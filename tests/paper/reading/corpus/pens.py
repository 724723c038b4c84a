"""Pens and ink on paper."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from desktop.paper.reading.picture import Colour
from tests.paper.reading.corpus.glyphs import Path
from tests.paper.reading.corpus.pages import PER_MM


@dataclass(frozen=True, slots=True)
class Pen:
    """A pen: its red, green and blue on white (0 to 1), line in mm, share of ink laid, gaps and grain."""

    kind: str
    colour: tuple[float, float, float]
    line: tuple[float, float]
    ink: tuple[float, float]
    gaps: float = 0.0
    grain: float = 0.0


PENS = (
    Pen("black ball", (0.10, 0.10, 0.13), (0.3, 0.55), (0.65, 1.0), gaps=0.25),
    Pen("blue ball", (0.12, 0.20, 0.58), (0.3, 0.55), (0.6, 1.0), gaps=0.25),
    Pen("red ball", (0.78, 0.12, 0.16), (0.3, 0.55), (0.65, 1.0), gaps=0.2),
    Pen("pencil", (0.0, 0.0, 0.02), (0.35, 0.6), (0.3, 0.5), grain=0.8),
    Pen("gel", (0.07, 0.07, 0.09), (0.45, 0.6), (0.9, 1.0)),
    Pen("felt", (0.08, 0.08, 0.12), (0.6, 0.9), (0.85, 1.0)),
)
_SHARES = (0.34, 0.2, 0.08, 0.12, 0.18, 0.08)


@dataclass(frozen=True, slots=True)
class Held:
    """A pen as one person holds it today: line in mm, share of ink laid."""

    pen: Pen
    line: float
    ink: float


def pick_up(chance: Generator, faintest: float = 0.0) -> Held:
    """Choose a pen; ``faintest`` is the least ink (0 to 1) it may lay down."""
    pen = PENS[int(chance.choice(len(PENS), p=_SHARES))]
    ink = max(faintest, float(chance.uniform(*pen.ink)))
    return Held(pen, float(chance.uniform(*pen.line)), ink)


def write(page: Colour, held: Held, lines: list[Path], chance: Generator) -> None:
    """Lay the lines (mm on the paper) down on a page of 300 dpi."""
    every = np.concatenate(lines) * PER_MM
    room = 12
    left, top = np.floor(every.min(0)).astype(int) - room
    right, bottom = np.ceil(every.max(0)).astype(int) + room
    mask = np.zeros((bottom - top, right - left), np.uint8)
    thick = max(1, round(held.line * PER_MM))
    for path in lines:
        points = np.round((path * PER_MM - (left, top)) * 16).astype(np.int32)
        cv2.polylines(mask, [points], False, 255, thick, cv2.LINE_AA, 4)
    laid = mask.astype(np.float32) * np.float32(held.ink / 255)
    if held.pen.gaps:
        pressure = field(chance, mask.shape, 18)
        laid *= np.clip(1.25 + held.pen.gaps * 1.1 * pressure, 0.15, 1)
    if held.pen.grain:
        laid *= np.clip(1 + held.pen.grain * 0.5 * field(chance, mask.shape, 2.5), 0.25, 1.3)
    soak(page, laid, held.pen.colour, int(left), int(top))


def soak(
    page: Colour, laid: NDArray[np.floating], colour: tuple[float, float, float], left: int, top: int
) -> None:
    """Darken the page by ink of a colour (0 to 1), laid to a share (0 to 1), at a place in pixels."""
    height, width = page.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(width, left + laid.shape[1]), min(height, top + laid.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    ink = laid[y0 - top : y1 - top, x0 - left : x1 - left, None]
    passed = 1 - np.minimum(ink, 1) * (1 - np.array(colour, np.float32))
    page[y0:y1, x0:x1] = (page[y0:y1, x0:x1] * passed + 0.5).astype(np.uint8)


def field(chance: Generator, shape: tuple[int, ...], coarse: float) -> NDArray[np.float32]:
    """Return a soft random surface, deviation about 1, its hills about ``coarse`` pixels wide."""
    small = (int(shape[0] / coarse) + 3, int(shape[1] / coarse) + 3)
    hills = chance.standard_normal(small, np.float32)
    return np.asarray(cv2.resize(hills, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC), np.float32)
