"""Rows that may not be where they should: a picture damaged on its way shows parts of the page aside.

A JPEG with a few bytes lost is still a picture, but all that comes after them is moved. So a row is believed
if its own code lies in its place, or if something does above it and below it.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from desktop.core.sheet_layout import SheetLayout
from desktop.paper.reading.codes import PlacedCode
from desktop.paper.reading.plane import corners_of
from desktop.paper.reading.surface import Surface

_ASTRAY = 3.0
"""How far, in mm, a code may lie from its place."""


def slots_astray(
    surface: Surface, plan: SheetLayout, rows: int, placed: Sequence[PlacedCode], scale: float
) -> Iterator[int]:
    """Yield the slots that cannot be believed; ``scale`` is how many pixels of the picture are a mm."""
    off = np.array([np.linalg.norm(_moved(surface, code), axis=1).mean() for code in placed]) / scale
    own = {code.box: bool(by < _ASTRAY) for code, by in zip(placed, off, strict=True)}
    heights = np.array([corners_of(code.box)[:, 1].mean() for code in placed])[off < _ASTRAY]
    plane = surface.plane
    squares = slice(4 * len(placed), None)
    aside = np.linalg.norm(surface.to_picture(plane.paper[squares]) - plane.picture[squares], axis=1) / scale
    heights = np.concatenate([heights, plane.paper[squares][aside < _ASTRAY][:, 1]])
    for slot in range(rows):
        place = plan.slots[slot]
        if place.code is None:
            continue
        fits = own.get(place.code)
        enclosed = bool((heights < place.box.y).any() and (heights > place.box.bottom).any())
        if fits is False or (fits is None and not enclosed):
            yield slot


def _moved(surface: Surface, code: PlacedCode) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return how far the corners of a code lie from where the surface has them, in pixels."""
    return np.asarray(surface.to_picture(corners_of(code.box)) - code.corners, np.float64)
