"""The ink in the cells of a straightened page: its strokes, and to which row each belongs."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.paper.reading.tone import Contrast

Mask = NDArray[np.uint8]
Lines = NDArray[np.float64]

_LEAST = 0.075
"""The least contrast that is looked at at all; an evenly lit white sheet has a tenth of it."""
_CLEAR = 0.17
"""The contrast some part of a stroke must reach to be ink: pencil does, the other side's print does not."""
_ABOVE_NOISE = 4.5
_ABOVE_THROUGH = 1.25
_RULE = 0.55
"""Half the breadth, in mm, that is cut out along a printed rule."""


@dataclass(frozen=True, slots=True)
class Levels:
    """From which contrast pixels belong to a stroke, and which some of its pixels must reach."""

    low: float
    high: float
    noise: float
    through: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """One connected piece of ink; lengths in mm, areas in mm².

    ``areas`` tells how much of it lies in each row (the row above the first and below the last are the
    outermost two). ``contrast`` is its strongest, ``clear`` whether that is the contrast of ink.
    """

    left: float
    top: float
    width: float
    height: float
    area: float
    areas: tuple[float, ...]
    contrast: float
    clear: bool

    @property
    def extent(self) -> float:
        """The longer side."""
        return max(self.width, self.height)


def levels(contrast: Contrast, bare: Contrast) -> Levels:
    """Return the levels for this page; ``bare`` is a part of it nobody writes or prints on."""
    middle = np.median(contrast)
    noise = float(1.48 * np.median(np.abs(contrast - middle)))
    through = float(np.percentile(bare, 97)) if bare.size else 0.0
    low = max(_LEAST, _ABOVE_NOISE * noise, _ABOVE_THROUGH * through)
    return Levels(low, max(_CLEAR, 1.4 * low), noise, through)


def strokes(
    contrast: Contrast, found: Levels, rules: Lines, walls: NDArray[np.float64], scale: float
) -> list[Stroke]:
    """Return the strokes between printed rules.

    ``rules`` has the shape (rows + 1, width): where, in pixels, each level rule runs at each column;
    ``walls`` the same for upright rules, (rules, height). ``scale`` is pixels a mm.
    """
    mask = (contrast > found.low).astype(np.uint8)
    _cut_walls(mask, walls, _RULE * scale)
    _cut_rules(mask, rules, _RULE * scale)
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count < 2:
        return []
    row_of = _row_of(mask.shape, rules)
    rows = len(rules) + 1
    areas = np.bincount((labels * rows + row_of).ravel(), minlength=count * rows).reshape(count, rows)
    strongest = np.zeros(count, np.float32)
    ink = mask > 0
    np.maximum.at(strongest, np.asarray(labels[ink], np.int64), contrast[ink])
    made = []
    for n in range(1, count):
        left, top, width, height, area = (float(v) for v in stats[n])
        if area < 4:
            continue
        made.append(
            Stroke(
                left / scale,
                top / scale,
                width / scale,
                height / scale,
                area / scale**2,
                tuple(float(v) for v in areas[n] / scale**2),
                float(strongest[n]),
                bool(strongest[n] >= found.high),
            )
        )
    return made


def _row_of(shape: tuple[int, ...], rules: Lines) -> NDArray[np.int64]:
    """Return for each pixel how many rules lie above it."""
    heights = np.arange(shape[0])[:, None] + 0.5
    row = np.zeros(shape[:2], np.int64)
    for rule in rules:
        row += heights > rule[None, :]
    return row


def _cut_walls(mask: Mask, walls: NDArray[np.float64], reach: float) -> None:
    rows = np.arange(mask.shape[0])
    for wall in walls:
        for shift in range(-round(reach), round(reach) + 1):
            columns = np.round(wall - 0.5).astype(int) + shift
            inside = (columns >= 0) & (columns < mask.shape[1])
            mask[rows[inside], columns[inside]] = 0


def _cut_rules(mask: Mask, rules: Lines, reach: float) -> None:
    """Cut the rules out, but not the strokes that cross them."""
    columns = np.arange(mask.shape[1])
    half = round(reach)
    for rule in rules:
        middle = np.round(rule - 0.5).astype(int)
        if middle.min() - half - 2 < 0 or middle.max() + half + 2 >= mask.shape[0]:
            continue
        above = mask[middle - half - 1, columns] | mask[middle - half - 2, columns]
        below = mask[middle + half + 1, columns] | mask[middle + half + 2, columns]
        crossing = _wider(above) & _wider(below)
        for shift in range(-half, half + 1):
            mask[middle + shift, columns] &= crossing


def _wider(line: Mask) -> Mask:
    """Return the line with each mark three pixels wider on both sides, since strokes cross at a slant."""
    return np.asarray(cv2.dilate(line[None, :], np.ones((1, 7), np.uint8))[0], np.uint8)
