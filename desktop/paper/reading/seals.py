"""Round office seals: where they lie, and which pixels are theirs and nobody's signature.

A seal of a Chinese office is a red circle of 38 to 45 mm with a star in its middle and its name along the
edge (State Council document 国发〔1999〕25号). It is pressed over lists to close them, over whichever rows
lie there.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.core.sheet_layout import Box
from desktop.paper.reading.straight import Straight
from desktop.paper.reading.tone import Contrast

Mask = NDArray[np.uint8]

_SMALLEST, _LARGEST = 17.0, 23.5
"""Radii in mm."""
_COARSE = 2.0
"""Pixels a mm in which circles are looked for."""
_INK = 0.16
_ROUND = 0.72
"""The share of the circle that must be drawn; text and signatures reach a third."""
_RED = 0.09
_PEN_IN_RED_LIGHT = 0.24
_CLEAR_OF_STAR, _CLEAR_OF_NAME = 0.40, 0.56
"""Between these shares of the radius a seal is bare."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A round seal: middle and radius in mm on the paper, ``contrast`` is how dark its ring is."""

    x: float
    y: float
    radius: float
    contrast: float

    @property
    def box(self) -> Box:
        """The square around it."""
        return Box(self.x - self.radius, self.y - self.radius, 2 * self.radius, 2 * self.radius)


def find_seals(page: Straight) -> list[Seal]:
    """Return the round seals on a page: by their red, or where it is all grey by their shape alone."""
    red = page.red_light is not None
    ink = _red(page) > _RED if red else page.contrast > _INK
    shrink = page.pixels_a_mm / _COARSE
    size = (round(ink.shape[1] / shrink), round(ink.shape[0] / shrink))
    small = np.asarray(cv2.resize(ink.astype(np.uint8) * 255, size, interpolation=cv2.INTER_AREA), np.uint8)
    if red and (small > 60).sum() < _SMALLEST * 2 * np.pi * _COARSE:
        return []
    circles = cv2.HoughCircles(
        small,
        cv2.HOUGH_GRADIENT,
        dp=2,
        minDist=_SMALLEST * _COARSE,
        param1=120,
        param2=28 if red else 34,
        minRadius=int(_SMALLEST * _COARSE),
        maxRadius=int(_LARGEST * _COARSE),
    )
    found = []
    for x, y, radius in [] if circles is None else circles[0][:6]:
        seal = _checked(page, small, float(x), float(y), float(radius))
        if seal is not None:
            found.append(seal)
    return found


def _checked(page: Straight, ink: Mask, x: float, y: float, radius: float) -> Seal | None:
    """Return the seal at the best of the circles near by, in coarse pixels, if it is drawn round enough."""
    shifts = [
        (dx, dy, dr) for dr in (-2, -1, 0, 1, 2) for dy in (-2, -1, 0, 1, 2) for dx in (-2, -1, 0, 1, 2)
    ]
    share, best = max((_drawn(ink, x + dx, y + dy, radius + dr), (dx, dy, dr)) for dx, dy, dr in shifts)
    if share < _ROUND:
        return None
    x, y, radius = x + best[0], y + best[1], radius + best[2]
    columns, rows = _circle(x, y, radius)
    scale = page.pixels_a_mm / _COARSE
    darkness = page.contrast[
        np.clip((rows * scale).astype(int), 0, page.contrast.shape[0] - 1),
        np.clip((columns * scale).astype(int), 0, page.contrast.shape[1] - 1),
    ]
    return Seal(
        page.region.x + x / _COARSE,
        page.region.y + y / _COARSE,
        radius / _COARSE,
        float(np.percentile(darkness, 60)),
    )


def _drawn(ink: Mask, x: float, y: float, radius: float) -> float:
    """Return the share of a circle that is inked, of what of it lies on the page."""
    columns, rows = _circle(x, y, radius)
    inside = (columns >= 0) & (rows >= 0) & (columns < ink.shape[1]) & (rows < ink.shape[0])
    if inside.mean() < 0.35:
        return 0.0
    return float((ink[rows[inside].astype(int), columns[inside].astype(int)] > 90).mean())


def _circle(x: float, y: float, radius: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    turn = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    return x + radius * np.cos(turn), y + radius * np.sin(turn)


def sealed(page: Straight, seals: Sequence[Seal]) -> Mask:
    """Return 1 where nothing but a seal is: within its circle, what is bright in red light.

    Where the picture is grey, what is not much darker than the seal's ring.
    """
    mask = np.zeros(page.contrast.shape, np.uint8)
    for seal in seals:
        inside = _disc(page, seal, 0, 1.08)
        if page.red_light is not None:
            own = page.red_light < _PEN_IN_RED_LIGHT
        else:
            own = page.contrast < seal.contrast * 1.5 + 0.05
        mask |= (inside & own).astype(np.uint8)
    return mask


def _red(page: Straight) -> Contrast:
    assert page.red_light is not None
    return np.asarray(page.contrast - page.red_light, np.float32)


def between(page: Straight, seals: Sequence[Seal]) -> NDArray[np.bool_]:
    """Return where seals are bare themselves, so that ink there is somebody's."""
    mask = np.zeros(page.contrast.shape, bool)
    for seal in seals:
        mask |= _disc(page, seal, _CLEAR_OF_STAR, _CLEAR_OF_NAME)
    return mask


def _disc(page: Straight, seal: Seal, inner: float, outer: float) -> NDArray[np.bool_]:
    scale = page.pixels_a_mm
    x = page.region.x + (np.arange(page.contrast.shape[1]) + 0.5) / scale - seal.x
    y = page.region.y + (np.arange(page.contrast.shape[0]) + 0.5) / scale - seal.y
    distance = x[None, :] ** 2 + y[:, None] ** 2
    return (distance >= (inner * seal.radius) ** 2) & (distance <= (outer * seal.radius) ** 2)
