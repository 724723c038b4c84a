"""The way from a place on the paper to a place in the picture, and the picture it gives."""

from dataclasses import dataclass
from math import cos, radians, sin

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from desktop.paper.reading.picture import Colour
from tests.paper.reading.corpus.damage import Damage

Points = NDArray[np.float64]
_GRID = 32


@dataclass(frozen=True, slots=True)
class Bend:
    """Paper that leaves the plane along one way: ``rise`` is sampled each mm along it, ``shrink`` as well.

    A place p (mm) lies ``along = (p - origin) . way`` down the bend, at height rise(along), and is drawn
    in by shrink(along), because the length of the paper stays what it is.
    """

    origin: Points
    way: Points
    rise: NDArray[np.float64]
    shrink: NDArray[np.float64]


def bend(origin: Points, way: Points, rise: NDArray[np.float64]) -> Bend:
    """Return a bend whose heights are given each mm, from ``origin`` on."""
    slope = np.clip(np.gradient(rise), -0.9, 0.9)
    shrink = np.cumsum(1 - np.sqrt(1 - slope**2))
    return Bend(origin, way, rise, shrink - shrink[len(shrink) // 2])


@dataclass(frozen=True, slots=True)
class Camera:
    """Where each mm of the paper lands: stretch of the print, bends, then the lens.

    Pixels are counted from the left and upper edge of the first one; ``size`` is (width, height).
    """

    stretch: Points
    middle: Points
    bends: tuple[Bend, ...]
    turning: NDArray[np.float64]
    distance: float
    onto: NDArray[np.float64]
    size: tuple[int, int]

    def see(self, places: Points) -> Points:
        """Return pixels (n, 2) for places (n, 2) in mm of the sheet's layout."""
        paper = (places - self.middle) * self.stretch + self.middle
        flat, height = paper.copy(), np.zeros(len(paper))
        for one in self.bends:
            along = (paper - one.origin) @ one.way
            steps = np.arange(len(one.rise))
            height += np.interp(along, steps, one.rise)
            flat -= np.interp(along, steps, one.shrink)[:, None] * one.way
        return self._project(flat, height)

    def look(self, pixels: Points) -> Points:
        """Return the places (mm of the layout) that pixels show; the other way of :meth:`see`."""
        plain = np.array(
            [self.middle + np.array(one) for one in ((-99, -99), (99, -99), (99, 99), (-99, 99))]
        )
        seen = self._project(plain, np.zeros(4))
        back = cv2.getPerspectiveTransform(seen.astype(np.float32), plain.astype(np.float32))
        guess = _through(back, pixels)
        places = (guess - self.middle) / self.stretch + self.middle
        if self.bends:
            for _time in range(5):
                places += guess - _through(back, self.see(places))
        return places

    def _project(self, flat: Points, height: Points) -> Points:
        space = np.column_stack([flat - self.middle, -height]) @ self.turning.T
        depth = 1 + space[:, 2:] / self.distance
        return (space[:, :2] / depth) @ self.onto[:, :2].T + self.onto[:, 2]


def _through(matrix: NDArray[np.generic], points: Points) -> Points:
    made = np.column_stack([points, np.ones(len(points))]) @ np.asarray(matrix, float).T
    return np.asarray(made[:, :2] / made[:, 2:])


def camera(damage: Damage, paper: tuple[float, float], bends: tuple[Bend, ...], chance: Generator) -> Camera:
    """Place the camera over a paper of the given width and height in mm, as the damage says."""
    middle = np.array(paper) / 2
    around = float(chance.uniform(0, 2 * np.pi))
    turning = _tilted(radians(damage.tilt), around)
    scale = damage.width / min(paper)
    angle = radians(damage.turn + 90 * damage.quarter)
    onto = scale * np.array([[cos(angle), -sin(angle), 0.0], [sin(angle), cos(angle), 0.0]])
    distance = float(chance.uniform(380, 600)) if damage.photo else 1e6
    first = Camera(np.array(damage.stretch), middle, bends, turning, distance, onto, (1, 1))
    corners = np.array([(0, 0), (paper[0], 0), paper, (0, paper[1])], float)
    seen = first.see(corners)
    low, high = seen.min(0), seen.max(0)
    if damage.photo:
        margin = (high - low) * chance.uniform(0.01, 0.07, 2)
        low, high = low - margin, high + margin * chance.uniform(0.5, 2, 2)
    else:  # the glass of a scanner has the size of the paper, which lies a little off
        glass = scale * np.array(paper if damage.quarter % 2 == 0 else paper[::-1])
        low = (low + high - glass) / 2 + chance.normal(0, 1.0, 2) * scale
        high = low + glass
    low, high = _aside(low, high, damage.cut, chance)
    moved = np.column_stack([onto[:, :2], onto[:, 2] - low])
    width, height = np.ceil(high - low).astype(int)
    return Camera(first.stretch, middle, bends, turning, distance, moved, (int(width), int(height)))


def _aside(low: Points, high: Points, cut: float, chance: Generator) -> tuple[Points, Points]:
    """Move one edge of the picture over the paper."""
    low, high = low.copy(), high.copy()
    side = int(chance.integers(0, 4))
    share = cut * (high - low)[side % 2]
    if side < 2:
        low[side] += share
    else:
        high[side % 2] -= share
    return low, high


def _tilted(tilt: float, around: float) -> NDArray[np.float64]:
    """Return the rotation of the paper away from the lens by ``tilt`` about a line in the plane."""
    axis = np.array([cos(around), sin(around), 0.0])
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    return np.asarray(np.eye(3) + sin(tilt) * cross + (1 - cos(tilt)) * cross @ cross)


def shoot(paper: Colour, scale: float, seen_by: Camera, ground: Colour) -> Colour:
    """Return the picture; ``paper`` has ``scale`` pixels a mm, ``ground`` is what lies around it."""
    width, height = seen_by.size
    columns, rows = -(-width // _GRID) + 2, -(-height // _GRID) + 2
    across = (np.arange(columns) - 0.5) * _GRID - 0.5
    down = (np.arange(rows) - 0.5) * _GRID - 0.5
    nodes = np.stack(np.meshgrid(across, down), -1).reshape(-1, 2)
    places = (seen_by.look(nodes + 0.5) * scale - 0.5).astype(np.float32).reshape(rows, columns, 2)
    full = cv2.resize(places, (columns * _GRID, rows * _GRID), interpolation=cv2.INTER_LINEAR)
    wanted = full[_GRID : _GRID + height, _GRID : _GRID + width]
    picture = ground.copy()
    cv2.remap(paper, wanted, None, cv2.INTER_LINEAR, picture, cv2.BORDER_TRANSPARENT)  # type: ignore[call-overload]
    return picture
