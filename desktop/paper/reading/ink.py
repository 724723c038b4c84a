"""The ink in the cells of a straightened page: its strokes, and to which row each belongs."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.paper.reading.tone import Contrast

Mask = NDArray[np.uint8]
Lines = NDArray[np.float64]
Areas = NDArray[np.float64]
Flags = NDArray[np.bool_]

_GRAIN = 0.7
"""The noise of the picture is smoothed over so many pixels."""
_SOFT = 0.8
"""What is broader than twice this, in mm, is no stroke."""
_LEAST = 0.045
"""The least sharp contrast that is looked at at all; an evenly lit white sheet has a tenth of it."""
_CLEAR = 0.205
"""The sharp contrast some part of a stroke must reach to be ink: pencil does, stains and folds do not."""
_ABOVE_NOISE = 9.0
_ABOVE_THROUGH = 1.25
_MOST_THROUGH = 0.3
_TILE, _BARE_TILES = 8, 15
"""Every third pixel across and down, so many square, is a tile; so many of 100 tiles are bare on any page."""
_RULE = 0.55
"""Half the breadth, in mm, that is cut out along a printed rule."""
_FOLD = 0.85
SLICES = 24
"""Into how many slices, one above the other, each row is cut to tell where in it a stroke lies."""
_REACH, _CLAIM = 0.42, 0.8
"""How far a signature runs into the next row, as a share of its height; a row that has this much of a stroke,
in mm², further in claims it."""
_WINDOW = 3.0
"""Over a square of so many mm it is told how densely somebody wrote."""
_SPECK = 2
"""A stroke of which more pixels lie beyond a rule runs over it."""


@dataclass(frozen=True, slots=True)
class Levels:
    """From which contrast pixels belong to a stroke, and which some of its pixels must reach."""

    low: float
    high: float
    noise: float
    through: float


@dataclass(frozen=True, slots=True)
class Piece:
    """What of one stroke lies in one row: areas in mm², lengths in mm.

    ``share`` of the whole stroke lies here, and ``profile`` tells how much in each of 24 slices of the row,
    from the rule above it to the rule below. ``from_above`` and ``from_below`` tell over which rules it runs;
    ``rival`` tells whether it reaches the middle of another row too. ``extent`` and ``narrow`` are the longer
    and the shorter side of the whole stroke, ``contrast`` its strongest, ``clear`` whether that is ink's.
    ``dense`` is the share that ink covers where it is densest in this row.
    """

    area: float
    share: float
    profile: tuple[float, ...]
    from_above: bool
    from_below: bool
    rival: bool
    extent: float
    narrow: float
    contrast: float
    clear: bool
    dense: float

    def beyond(self, depth: float) -> float:
        """Return what lies deeper in the row than this share of its height, from each rule it runs over."""
        return self.off(depth if self.from_above else 0, depth if self.from_below else 0)

    def off(self, above: float, below: float) -> float:
        """Return what lies further off the upper and the lower rule than these shares of the row's height."""
        return sum(self.profile[round(above * SLICES) : SLICES - round(below * SLICES)])


def sharpened(contrast: Contrast, scale: float) -> Contrast:
    """Return how much darker each place is than what lies around it: strokes, not stains or shadows."""
    near = cv2.GaussianBlur(contrast, (0, 0), _GRAIN)
    return np.asarray(near - cv2.GaussianBlur(contrast, (0, 0), _SOFT * scale), np.float32)


def levels(sharp: Contrast, bare: Contrast) -> Levels:
    """Return the levels for this page; ``bare`` is a part of it nobody writes or prints on."""
    noise = _noise(sharp)
    bare = bare[::2, ::2]
    pale = bare[bare < _MOST_THROUGH]  # no hole, clip or table top
    through = float(np.percentile(pale, 97)) if pale.size > bare.size / 2 else 0.0
    low = max(_LEAST, _ABOVE_NOISE * noise, _ABOVE_THROUGH * through)
    return Levels(low, max(_CLEAR, 1.4 * low), noise, through)


def _noise(sharp: Contrast) -> float:
    """Return the spread of what is bare: of tiles, most of which nobody wrote on even where all signed."""
    some = sharp[::3, ::3]
    high, wide = some.shape[0] // _TILE, some.shape[1] // _TILE
    whole = some[: high * _TILE, : wide * _TILE]
    if not whole.size:
        return float(1.48 * np.median(np.abs(some - np.median(some))))
    tiles = whole.reshape(high, _TILE, wide, _TILE).swapaxes(1, 2).reshape(high * wide, -1)
    spread = np.median(np.abs(tiles - np.median(tiles, axis=1, keepdims=True)), axis=1)
    return float(1.48 * np.percentile(spread, _BARE_TILES))


@dataclass(frozen=True, slots=True)
class Printed:
    """Lines that are not ink: where, in pixels, they run at each column, or at each row.

    ``rules`` has the shape (rows + 1, width), ``walls`` (upright rules, height), ``creases`` (level folds,
    width), ``pleats`` (upright folds, height).
    """

    rules: Lines
    walls: Lines
    creases: Lines
    pleats: Lines


def ink_mask(sharp: Contrast, found: Levels, lines: Printed, scale: float) -> Mask:
    """Return 1 where ink is that is neither a printed rule nor a fold; ``scale`` is pixels a mm."""
    mask = (sharp > found.low).astype(np.uint8)
    _cut_walls(mask, lines.walls, _RULE * scale)
    _cut_lines(mask, lines.rules, _RULE * scale)
    _cut_lines(mask, lines.creases, _FOLD * scale)
    _cut_lines(mask.T, lines.pleats, _FOLD * scale)
    return mask


def pieces(mask: Mask, sharp: Contrast, found: Levels, rules: Lines, scale: float) -> list[list[Piece]]:
    """Return for each row between the level rules the pieces of strokes in it."""
    joined = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    count, labels, stats, _centres = cv2.connectedComponentsWithStats(joined, connectivity=8)
    rows = len(rules) - 1
    y, x = np.nonzero(mask)
    if not len(y):
        return [[] for _row in range(rows)]
    label = labels[y, x].astype(np.int64)
    row, above, below = _place(y, x, rules)
    cell = label * (rows + 2) + row
    slot = np.minimum((SLICES * above / np.maximum(above + below, 1e-9)).astype(np.int64), SLICES - 1)
    counts = np.bincount(cell * SLICES + slot, minlength=count * (rows + 2) * SLICES)
    slices = counts.reshape(count, rows + 2, SLICES) / scale**2
    slices[:, 0] = slices[:, -1] = 0  # nobody signs above the first row or below the last
    area = slices.sum(axis=2)
    strongest = np.zeros(count, np.float32)
    np.maximum.at(strongest, label, sharp[y, x])
    whole = np.maximum(area.sum(axis=1), 1e-9)
    window = round(_WINDOW * scale)
    crowded = cv2.boxFilter(mask, cv2.CV_32F, (window, window))
    densest = np.zeros(count * (rows + 2), np.float32)
    np.maximum.at(densest, cell, crowded[y, x])
    dense = densest.reshape(count, rows + 2)
    here = area > _SPECK / scale**2
    above_too, below_too = np.pad(here[:, :-1], ((0, 0), (1, 0))), np.pad(here[:, 1:], ((0, 0), (0, 1)))
    claims = _middle(slices, above_too, below_too) > _CLAIM
    return [
        [
            Piece(
                float(area[n, place]),
                float(area[n, place] / whole[n]),
                tuple(slices[n, place].tolist()),
                bool(above_too[n, place]),
                bool(below_too[n, place]),
                bool(claims[n].sum() > claims[n, place]),
                (float(max(stats[n][2], stats[n][3])) - 2) / scale,
                (float(min(stats[n][2], stats[n][3])) - 2) / scale,
                float(strongest[n]),
                bool(strongest[n] >= found.high),
                float(dense[n, place]),
            )
            for n in np.nonzero(area[:, place])[0]
        ]
        for place in range(1, rows + 1)
    ]


def _middle(slices: Areas, above_too: Flags, below_too: Flags) -> Areas:
    """Return, stroke by row, the area beyond the reach of the rows a stroke comes from."""
    reach = round(_REACH * SLICES)
    parts = (slice(reach, None), slice(None, SLICES - reach), slice(reach, SLICES - reach))
    down, up, both = (slices[:, :, part].sum(axis=2) for part in parts)
    return np.select([above_too & below_too, above_too, below_too], [both, down, up], slices.sum(axis=2))


def _place(y: NDArray[np.intp], x: NDArray[np.intp], rules: Lines) -> tuple[NDArray[np.int64], Lines, Lines]:
    """Return for pixels how many rules lie above, and how far the one above and the one below are."""
    height = y + 0.5
    row = (height[None, :] > rules[:, x]).sum(axis=0)
    over = rules[np.maximum(row - 1, 0), x]
    under = rules[np.minimum(row, len(rules) - 1), x]
    return row.astype(np.int64), np.abs(height - over), np.abs(under - height)


def _cut_walls(mask: Mask, walls: Lines, reach: float) -> None:
    rows = np.arange(mask.shape[0])
    for wall in walls:
        for shift in range(-round(reach), round(reach) + 1):
            columns = np.round(wall - 0.5).astype(int) + shift
            inside = (columns >= 0) & (columns < mask.shape[1])
            mask[rows[inside], columns[inside]] = 0


def _cut_lines(mask: Mask, rules: Lines, reach: float) -> None:
    """Cut the lines out, but not the strokes that cross them."""
    columns = np.arange(mask.shape[1])
    half = round(reach)
    for rule in rules:
        middle = np.round(rule - 0.5).astype(int)
        on = (middle >= half + 2) & (middle < mask.shape[0] - half - 2)
        middle, at = middle[on], columns[on]
        if not len(at):
            continue
        above = mask[middle - half - 1, at] | mask[middle - half - 2, at]
        below = mask[middle + half + 1, at] | mask[middle + half + 2, at]
        crossing = _wider(above) & _wider(below)
        for shift in range(-half, half + 1):
            mask[middle + shift, at] &= crossing


def _wider(line: Mask) -> Mask:
    """Return the line with each mark three pixels wider on both sides, since strokes cross at a slant."""
    return np.asarray(cv2.dilate(line[None, :], np.ones((1, 7), np.uint8))[0], np.uint8)
