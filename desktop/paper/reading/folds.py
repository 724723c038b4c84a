"""Folds: straight lines across the whole page that the paper has and nobody drew."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.core.sheet_layout import Box
from desktop.paper.reading.straight import Straight
from desktop.paper.reading.tone import Contrast

Lines = NDArray[np.float64]

_COARSE = 2.0
_BESIDE = 2
"""How far beside a fold, in coarse pixels, the paper is plain again."""
_SLANTS = np.linspace(-0.035, 0.035, 11)
_PLAINEST = 0.022
_MOST_OF_IT = 0.58
"""The share of its length a fold is seen along, beyond what is seen anywhere by chance."""


@dataclass(frozen=True, slots=True)
class Fold:
    """A line that runs along the pixels' rows: its height at the left end and its slant, in mm."""

    at: float
    slant: float
    left: float

    def line(self, region: Box, count: int, scale: float) -> Lines:
        """Return where it runs in a region, in pixels from its top, at each of ``count`` columns."""
        x = region.x + (np.arange(count) + 0.5) / scale
        return np.asarray((self.at + self.slant * (x - self.left) - region.y) * scale, np.float64)


def level_folds(page: Straight, span: tuple[float, float], bare: float) -> list[Fold]:
    """Return the folds that run across, looked for between two x (mm) where there are no codes.

    Up to ``bare`` the paper is bare: where nothing crosses that, nothing is looked for.
    """
    region = page.region
    edge = page.part(Box(span[0], region.y, bare - span[0], region.height))
    if not _folds(edge):
        return []
    return _folds(page.part(Box(span[0], region.y, span[1] - span[0], region.height)))


def upright_folds(page: Straight, span: tuple[float, float]) -> list[Fold]:
    """Return the folds that run down between two x; they are told of the turned region."""
    region = page.region
    return _folds(page.part(Box(span[0], region.y, span[1] - span[0], region.height)).turned())


def _folds(page: Straight) -> list[Fold]:
    shrink = page.pixels_a_mm / _COARSE
    size = (round(page.contrast.shape[1] / shrink), round(page.contrast.shape[0] / shrink))
    small = cv2.resize(np.ascontiguousarray(page.contrast), size, interpolation=cv2.INTER_AREA)
    small = cv2.blur(small, (7, 1))
    around = np.pad(small, ((_BESIDE, _BESIDE), (0, 0)), mode="edge")
    seen = (small - np.maximum(around[: -2 * _BESIDE], around[2 * _BESIDE :]) > _PLAINEST).astype(np.float32)
    shares = np.stack([_share(seen, slant) for slant in _SLANTS])
    return [
        Fold(page.region.y + (row + 0.5) / _COARSE, float(_SLANTS[which]), page.region.x)
        for which, row in _peaks(shares)
    ]


def _share(seen: Contrast, slant: float) -> Lines:
    """Return along which share of a slanted line from each row at the left a ridge is seen."""
    matrix = np.array([[1, 0, 0], [slant, 1, 0]], np.float64)
    level = cv2.warpAffine(
        seen, matrix, seen.shape[::-1], flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP, borderValue=(0.0,)
    )
    return np.asarray(np.maximum(level, np.roll(level, 1, axis=0)).mean(axis=1), np.float64)


def _peaks(shares: Lines) -> list[tuple[int, int]]:
    """Return slant and row of each fold, the clearest first, none within 3 mm of a clearer one."""
    chance = float(np.median(shares))
    left = shares - chance
    found: list[tuple[int, int]] = []
    while len(found) < 6:
        which, row = np.unravel_index(int(left.argmax()), left.shape)
        if left[which, row] < _MOST_OF_IT * (1 - chance):
            break
        found.append((int(which), int(row)))
        left[:, max(0, row - 6) : row + 7] = 0
    return found
