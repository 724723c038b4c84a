"""The plane of the page in the picture: from millimetres on the paper to pixels, robustly."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.core.sheet_layout import Box
from desktop.paper.reading.codes import PlacedCode
from desktop.paper.reading.picture import Grey

Points = NDArray[np.float64]
Matrix = NDArray[np.float64]

_TOLERANCE = 0.9
"""How far, in mm, a corner may lie from the plane; paper that curls does not lie in one."""
_MOST = 0.9
_CURLED = 4.0
_SEARCH, _SEARCH_FARTHER = 14.0, 0.07
"""How far from its expected place, in mm, a square is looked for, and how much farther for each mm it lies
away from the codes: what they tell of the other edge of the paper is vague."""

_FINE_PICTURE, _COARSE_STEP = 5.0, 2
"""In pictures of more pixels a mm than this, squares are looked for in every second pixel."""
_NEAR = 3.0
"""Squares no further off than this, in mm, are not looked for again."""


class NoPlane(Exception):
    """The codes that were read do not tell where the page lies."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A plane projection (3 x 3) and the points it rests on: (n, 2) in mm, and the same in pixels."""

    matrix: Matrix
    paper: Points
    picture: Points

    def to_picture(self, points: Points) -> Points:
        """Return where points of the paper, (n, 2) in mm, lie in the picture."""
        return project(self.matrix, points)

    def to_paper(self, points: Points) -> Points:
        """Return where points of the picture lie on the paper, in mm."""
        return project(np.asarray(np.linalg.inv(self.matrix), np.float64), points)

    def scale_at(self, x: float, y: float) -> float:
        """Return pixels a mm near a place on the paper."""
        here = self.to_picture(np.array([(x, y), (x + 1, y), (x, y + 1)]))
        across, down = here[1] - here[0], here[2] - here[0]
        return float(abs(across[0] * down[1] - across[1] * down[0]) ** 0.5)


def project(matrix: Matrix, points: Points) -> Points:
    """Apply a projection to (n, 2) points."""
    moved = points @ matrix[:, :2].T + matrix[:, 2]
    return moved[:, :2] / moved[:, 2:]


def corners_of(box: Box) -> Points:
    """Return the corners of a box: top left, top right, bottom right, bottom left."""
    return np.array([(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)])


def fit_plane(placed: Sequence[PlacedCode]) -> Plane:
    """Return the projection that most corners of codes agree on. Raises NoPlane."""
    if not placed:
        raise NoPlane
    paper = np.concatenate([corners_of(code.box) for code in placed])
    picture = np.concatenate([code.corners for code in placed])
    return _agreed(paper, picture, pixels_a_mm(placed))


def with_marks(plane: Plane, grey: Grey, marks: Sequence[Box]) -> Plane:
    """Return the projection fitted again with the page's black squares, as far as they are found.

    They are looked for twice if they lay far off, since those found first tell better where the others are.
    """
    middle = plane.paper.mean(axis=0)
    found = plane
    for farther in (_SEARCH_FARTHER, 0.0):
        reach = [_SEARCH + farther * float(np.hypot(*(_centre(mark) - middle))) for mark in marks]
        places = [_find_mark(found, grey, mark, by) for mark, by in zip(marks, reach, strict=True)]
        seen = [(_centre(mark), at) for mark, at in zip(marks, places, strict=True) if at is not None]
        if not seen:
            break
        paper = np.concatenate([plane.paper, np.repeat([at for at, _place in seen], 4, axis=0)])
        picture = np.concatenate([plane.picture, np.repeat([place for _at, place in seen], 4, axis=0)])
        scale = plane.scale_at(*middle)
        off = max(float(np.hypot(*(found.to_picture(at[None, :])[0] - place))) for at, place in seen)
        found = _agreed(paper, picture, scale)
        if off < _NEAR * scale and len(seen) == len(marks):
            break
    return found


def pixels_a_mm(placed: Sequence[PlacedCode]) -> float:
    """Return how finely the picture shows the paper, by the edges of the codes."""
    edges = [np.linalg.norm(c.corners - np.roll(c.corners, 1, axis=0), axis=1).mean() for c in placed]
    return float(np.median([edge / code.box.width for edge, code in zip(edges, placed, strict=True)]))


def _agreed(paper: Points, picture: Points, scale: float) -> Plane:
    """Return the plane most points agree on; where paper curls too much for one, the plane between."""
    matrix, agree = _projection(paper, picture, _TOLERANCE * scale)
    if agree.mean() < _MOST:
        matrix, agree = _projection(paper, picture, _CURLED * scale)
    refined, _all = cv2.findHomography(paper[agree], picture[agree], 0)
    if refined is not None and np.isfinite(refined).all():
        matrix = np.asarray(refined, np.float64)
    return Plane(matrix, paper, picture)


def _projection(paper: Points, picture: Points, tolerance: float) -> tuple[Matrix, NDArray[np.bool_]]:
    matrix, agree = cv2.findHomography(paper, picture, cv2.USAC_MAGSAC, tolerance, maxIters=2_000)
    if matrix is None or agree is None or agree.sum() < 4 or not np.isfinite(matrix).all():
        raise NoPlane
    return np.asarray(matrix, np.float64), agree.ravel().astype(bool)


def _centre(box: Box) -> Points:
    return np.array((box.x + box.width / 2, box.y + box.height / 2))


def _find_mark(plane: Plane, grey: Grey, mark: Box, search: float) -> Points | None:
    """Return the centre of a black square in pixels, looked for so many mm around where it should be."""
    centre = _centre(mark)
    scale = plane.scale_at(*centre)
    x, y = plane.to_picture(centre[None, :])[0]
    reach = (search + mark.width / 2) * scale
    left, top = int(max(0, x - reach)), int(max(0, y - reach))
    step = _COARSE_STEP if scale > _FINE_PICTURE else 1
    cut = grey[top : int(max(0, y + reach)) : step, left : int(max(0, x + reach)) : step]
    side = mark.width * scale / step
    if min(cut.shape) < 3 * side / 2:
        return None
    dark = (cut < (int(cut.min()) + int(np.median(cut))) / 2).astype(np.uint8)
    _count, _labels, stats, centres = cv2.connectedComponentsWithStats(dark)
    best, nearest = None, reach
    for (wx, wy, width, height, area), centre_seen in zip(stats[1:], centres[1:], strict=True):
        is_square = 0.7 * side**2 < area < 1.4 * side**2 and area > 0.55 * width * height
        inside = wx > 0 and wy > 0 and wx + width < cut.shape[1] and wy + height < cut.shape[0]
        place = centre_seen * step + (left + step / 2, top + step / 2)
        distance = float(np.hypot(*(place - (x, y))))
        if is_square and inside and distance < nearest:
            best, nearest = place, distance
    return best
