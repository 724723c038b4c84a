"""The surface of the page: a plane, bent where the paper curls, and the page straightened by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.core.sheet_layout import Box
from desktop.paper.reading.picture import Colour, Grey
from desktop.paper.reading.plane import Plane, Points

Values = NDArray[np.float64]

_POWERS = tuple((i, j) for i in range(4) for j in range(5) if i + j <= 4)
_STIFF = 0.02
"""How much bending costs, so that places without a measurement are not thrown about."""
_ELSEWHERE = 15.0
"""A code further off, in mm, is another's: of the other side, say, seen through the paper."""
_NO_MAP = cast("NDArray[np.float32]", None)  # OpenCV takes both directions in one map, its types do not
_MESH = 24
"""The distance, in straightened pixels, at which the surface is computed; between, it is interpolated."""


@dataclass(frozen=True, slots=True)
class Offsets:
    """Where things lie beside the plane: ``at`` (n, 2) and ``by`` (n,) along one direction, in mm."""

    at: Points
    by: Values


NONE = Offsets(np.empty((0, 2)), np.empty(0))


@dataclass(frozen=True, slots=True)
class Surface:
    """A plane and how far the paper lies beside it: polynomials of the place on the paper, in mm."""

    plane: Plane
    paper: Box
    across: Values
    down: Values

    def to_picture(self, points: Points) -> Points:
        """Return where points of the paper, (n, 2) in mm, lie in the picture."""
        return self.plane.to_picture(points + self.bend(points))

    def bend(self, points: Points) -> Points:
        """Return how far the paper lies beside the plane at places on it, (n, 2) in mm."""
        terms = _terms(points, self.paper)
        return np.stack([terms @ self.across, terms @ self.down], axis=1)


def flat(plane: Plane, paper: Box) -> Surface:
    """Return a surface without bends."""
    none = np.zeros(len(_POWERS))
    return Surface(plane, paper, none, none)


def bent(surface: Surface, across: Sequence[Offsets], down: Sequence[Offsets]) -> Surface:
    """Return the surface that fits these offsets from the plane best, outliers left aside."""
    return Surface(surface.plane, surface.paper, _fitted(surface.paper, across), _fitted(surface.paper, down))


def from_plane(surface: Surface, across: Offsets, down: Offsets) -> tuple[Offsets, Offsets]:
    """Return offsets measured on a page straightened by the surface as offsets from its plane."""
    return (
        Offsets(across.at, across.by + surface.bend(across.at)[:, 0]),
        Offsets(down.at, down.by + surface.bend(down.at)[:, 1]),
    )


def code_offsets(plane: Plane) -> tuple[Offsets, Offsets]:
    """Return how far the corners the plane rests on lie beside it, across and down."""
    by = plane.to_paper(plane.picture) - plane.paper
    near = np.hypot(by[:, 0], by[:, 1]) < _ELSEWHERE
    at, by = plane.paper[near], by[near]
    return Offsets(at, by[:, 0]), Offsets(at, by[:, 1])


def straighten(source: Grey | Colour, surface: Surface, region: Box, pixels_a_mm: float) -> Grey:
    """Return a region of the paper as it was printed: mm from its corner times ``pixels_a_mm`` are pixels.

    What lies outside the picture is white.
    """
    width, height = round(region.width * pixels_a_mm), round(region.height * pixels_a_mm)
    whole = _places(surface, region, width, height, pixels_a_mm)
    white = (255, 255, 255, 255)
    straight = cv2.remap(
        source, whole, _NO_MAP, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=white
    )
    return np.asarray(straight, np.uint8)


def _places(
    surface: Surface, region: Box, width: int, height: int, pixels_a_mm: float
) -> NDArray[np.float32]:
    """Return where each pixel of the region lies in the picture: exact on a mesh, and between straight."""
    columns, rows = -(-width // _MESH) + 2, -(-height // _MESH) + 2
    step = _MESH / pixels_a_mm
    x = region.x + (np.arange(columns) - 0.5) * step
    y = region.y + (np.arange(rows) - 0.5) * step
    mesh = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    places = (surface.to_picture(mesh) - 0.5).astype(np.float32).reshape(rows, columns, 2)
    whole = cv2.resize(places, (columns * _MESH, rows * _MESH), interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole[_MESH : _MESH + height, _MESH : _MESH + width], np.float32)


def _terms(points: Points, paper: Box) -> Values:
    u = 2 * (points[:, 0] - paper.x) / paper.width - 1
    v = 2 * (points[:, 1] - paper.y) / paper.height - 1
    return np.stack([u**i * v**j for i, j in _POWERS], axis=1)


def _fitted(paper: Box, offsets: Sequence[Offsets]) -> Values:
    at = np.concatenate([part.at for part in offsets])
    by = np.concatenate([part.by for part in offsets])
    if not len(by):
        return np.zeros(len(_POWERS))
    terms = _terms(at, paper)
    stiff = np.diag([_STIFF * len(by) / 50 * (1 + i + j) ** 2 for i, j in _POWERS])
    weights = np.ones(len(by))
    found = np.zeros(len(_POWERS))
    for _round in range(6):
        weighed = terms * weights[:, None]
        found = np.linalg.solve(terms.T @ weighed + stiff, weighed.T @ by)
        off = np.abs(by - terms @ found)
        reach = 4 * max(0.08, 1.48 * float(np.median(off)))
        weights = np.clip(1 - (off / reach) ** 2, 0, 1) ** 2
    return found
