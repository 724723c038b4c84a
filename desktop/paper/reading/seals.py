"""Round office seals: where they lie, and which pixels are theirs and nobody's signature.

A seal of a Chinese office is a red circle of 38 to 45 mm with a star in its middle and its name along the
edge (State Council document 国发〔1999〕25号). It is pressed over lists to close them, over whichever rows
lie there; a copying machine makes it black.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.core.sheet_layout import Box
from desktop.paper.reading.straight import Straight
from desktop.paper.reading.tone import Contrast

Mask = NDArray[np.uint8]

_RADII = (18.0, 20.0, 22.0)
"""Radii in mm; each is looked for with a mm to spare."""
_COARSE, _FINE = 1.0, 2.0
"""Pixels a mm in which circles are looked for, and looked at closely."""
_INK = 0.15
_LIKELY, _ROUND = 0.68, 0.72
"""The share of the circle that must be drawn; text and signatures reach a third."""
_LEAST_IN_VIEW = 0.35
_RED = 0.09
_PEN_IN_RED_LIGHT = 0.24
_BLACK = 0.5
"""Seals darker than this, copied ones, cannot be told from a pen."""
_TURN = np.linspace(0, 2 * np.pi, 120, endpoint=False)
_ALONG_X, _ALONG_Y = np.cos(_TURN), np.sin(_TURN)
_NEAR = np.array(list(itertools.product(range(-3, 4), range(-3, 4), range(-2, 3))), np.float64)[:, None, :]
"""The circles beside a likely one that are tried: steps across, down and in radius, in fine pixels."""
_RIM = 1.08
"""As a share of the radius, where the ink of a seal ends."""
_CLEAR_OF_STAR, _CLEAR_OF_NAME = 0.41, 0.54
"""Between these shares of the radius a seal is bare."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A round seal: middle and radius in mm on the paper, ``contrast`` is how dark its ring is."""

    x: float
    y: float
    radius: float
    contrast: float
    red: bool

    @property
    def box(self) -> Box:
        """The square around it."""
        return Box(self.x - self.radius, self.y - self.radius, 2 * self.radius, 2 * self.radius)

    @property
    def hides(self) -> bool:
        """Whether a pen cannot be told from it."""
        return not self.red and self.contrast > _BLACK


def find_seals(page: Straight) -> list[Seal]:
    """Return the round seals on a page: by their red, or by their shape alone."""
    if page.red_light is not None:
        found = _rings(page, page.contrast - page.red_light > _RED, red=True)
        if found:
            return found
    return _rings(page, page.contrast > _INK, red=False)


def _rings(page: Straight, ink: NDArray[np.bool_], red: bool) -> list[Seal]:
    fine = _shrunk(ink.astype(np.uint8) * 255, page.pixels_a_mm / _FINE)
    coarse = cv2.dilate((_shrunk(fine, _FINE / _COARSE) > 50).astype(np.uint8), np.ones((3, 3), np.uint8))
    if coarse.sum() < _LEAST_IN_VIEW * 2 * np.pi * _RADII[0]:
        return []
    likely: list[tuple[float, Seal]] = []
    for radius in _RADII:
        for x, y in _likely(np.asarray(coarse, np.float32), radius):
            checked = _checked(page, fine, x * _FINE, y * _FINE, radius * _FINE, red)
            if checked is not None:
                likely.append(checked)
    found: list[Seal] = []
    for _share, seal in sorted(likely, key=lambda one: one[0], reverse=True):
        if not any(abs(seal.x - one.x) + abs(seal.y - one.y) < seal.radius for one in found):
            found.append(seal)
    return found


def _shrunk(ink: Mask, by: float) -> Mask:
    size = (round(ink.shape[1] / by), round(ink.shape[0] / by))
    return np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), np.uint8)


def _likely(ink: Contrast, radius: float) -> list[tuple[float, float]]:
    """Return the middles of circles of about this radius that are mostly drawn, the best first."""
    ring = _ring(radius)
    inked = cv2.filter2D(ink, cv2.CV_32F, ring, borderType=cv2.BORDER_CONSTANT)
    inside = _in_view(ink.shape, radius)
    share = np.where(inside > _LEAST_IN_VIEW, inked / np.maximum(inside, 0.01), 0)
    found: list[tuple[float, float]] = []
    while len(found) < 3:
        y, x = np.unravel_index(int(share.argmax()), share.shape)
        if share[y, x] < _LIKELY:
            break
        found.append((float(x) + 0.5, float(y) + 0.5))
        share[max(0, int(y) - 8) : int(y) + 9, max(0, int(x) - 8) : int(x) + 9] = 0
    return found


@lru_cache(maxsize=16)
def _in_view(shape: tuple[int, ...], radius: float) -> Contrast:
    """Return for each middle the share of the circle that lies on the page."""
    page = np.ones(shape, np.float32)
    return np.asarray(
        cv2.filter2D(page, cv2.CV_32F, _ring(radius), borderType=cv2.BORDER_CONSTANT), np.float32
    )


@lru_cache(maxsize=8)
def _ring(radius: float) -> Contrast:
    half = int(radius) + 2
    span = np.arange(-half, half + 1)
    distance = np.hypot(span[None, :], span[:, None])
    ring = (np.abs(distance - radius * _COARSE) < 0.6).astype(np.float32)
    return np.asarray(ring / ring.sum(), np.float32)


def _checked(
    page: Straight, ink: Mask, x: float, y: float, radius: float, red: bool
) -> tuple[float, Seal] | None:
    """Return the best of the circles near by, in fine pixels, and what share of it is drawn, if enough."""
    columns, rows = x + _NEAR[..., 0] + radius * _ALONG_X, y + _NEAR[..., 1] + radius * _ALONG_Y
    columns, rows = columns + _NEAR[..., 2] * _ALONG_X, rows + _NEAR[..., 2] * _ALONG_Y
    inside = (columns >= 0) & (rows >= 0) & (columns < ink.shape[1]) & (rows < ink.shape[0])
    drawn = ink[np.where(inside, rows, 0).astype(int), np.where(inside, columns, 0).astype(int)] > 80
    in_view = inside.mean(axis=1)
    share = np.where(in_view > _LEAST_IN_VIEW, (drawn & inside).mean(axis=1) / np.maximum(in_view, 0.01), 0)
    best = int(share.argmax())
    if share[best] < _ROUND:
        return None
    scale = page.pixels_a_mm / _FINE
    darkness = page.contrast[
        np.clip((rows[best] * scale).astype(int), 0, page.contrast.shape[0] - 1),
        np.clip((columns[best] * scale).astype(int), 0, page.contrast.shape[1] - 1),
    ]
    dx, dy, dr = (float(value) for value in _NEAR[best, 0])
    return float(share[best]), Seal(
        page.region.x + (x + dx) / _FINE,
        page.region.y + (y + dy) / _FINE,
        (radius + dr) / _FINE,
        float(np.percentile(darkness, 60)),
        red,
    )


def sealed(page: Straight, seals: Sequence[Seal]) -> Mask:
    """Return 1 where nothing but a seal is: within its circle, what is bright in red light.

    Where the seal is grey, what is not much darker than its ring.
    """
    mask = np.zeros(page.contrast.shape, np.uint8)
    for seal in seals:
        inside = _disc(page, seal, 0, _RIM)
        if seal.red and page.red_light is not None:
            own = page.red_light < _PEN_IN_RED_LIGHT
        else:
            own = page.contrast < seal.contrast * 1.5 + 0.05
        mask |= (inside & own).astype(np.uint8)
    return mask


def between(page: Straight, seals: Sequence[Seal]) -> NDArray[np.bool_]:
    """Return where ink is somebody's: where seals are bare themselves, or all over one that hides a pen."""
    mask = np.zeros(page.contrast.shape, bool)
    for seal in seals:
        mask |= _disc(page, seal, 0, 1) if seal.hides else _disc(page, seal, _CLEAR_OF_STAR, _CLEAR_OF_NAME)
    return mask


def _disc(page: Straight, seal: Seal, inner: float, outer: float) -> NDArray[np.bool_]:
    scale = page.pixels_a_mm
    x = page.region.x + (np.arange(page.contrast.shape[1]) + 0.5) / scale - seal.x
    y = page.region.y + (np.arange(page.contrast.shape[0]) + 0.5) / scale - seal.y
    distance = x[None, :] ** 2 + y[:, None] ** 2
    return (distance >= (inner * seal.radius) ** 2) & (distance <= (outer * seal.radius) ** 2)
