"""The part of the plane that a picture of the map shows, and the lines around it; for screen and paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log2

from desktop.core.geo import (
    HALF_TURN,
    Point,
    Spot,
    bounds,
    degree_words,
    length_words,
    on_earth,
    on_plane,
    round_degrees,
    round_length,
    true_metres,
)

CELL = 46.0
"""Pixels of the grid by which marks are gathered: two marks of the usual size stand apart."""
_FINEST, _COARSEST = 0.05, 20_000.0
_LINES_APART = 110.0
_BAR = 150.0
_LEAST_SPAN = 800.0
"""Metres that are seen at least when the map is fitted to what it shows."""
_MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the graticule in pixels; ``words`` name it at its beginning."""

    x1: float
    y1: float
    x2: float
    y2: float
    words: str

    @property
    def upright(self) -> bool:
        """Whether it is a meridian."""
        return self.x1 == self.x2


@dataclass(frozen=True, slots=True)
class Frame:
    """``width`` x ``height`` pixels around ``centre``, each ``scale`` metres of the plane wide."""

    centre: Point
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, points: Sequence[Point], width: float, height: float, margin: float = 48.0) -> "Frame":
        """Return the frame that shows all points, or the islands where there are none."""
        corners = bounds(points)
        if corners is None:
            corners = on_plane(Spot(30.9, 121.4)), on_plane(Spot(29.4, 123.2))
        low, high = corners
        across = max(width - 2 * margin, 40.0), max(height - 2 * margin, 40.0)
        least = _LEAST_SPAN / min(across)
        scale = max((high.x - low.x) / across[0], (high.y - low.y) / across[1], least)
        centre = Point((low.x + high.x) / 2, (low.y + high.y) / 2)
        return cls(centre, scale, width, height)._kept()

    def on_screen(self, point: Point) -> Point:
        """Return the pixel where a point of the plane lies."""
        return Point(
            (point.x - self.centre.x) / self.scale + self.width / 2,
            (point.y - self.centre.y) / self.scale + self.height / 2,
        )

    def at(self, pixel: Point) -> Point:
        """Return the point of the plane under a pixel."""
        return Point(
            (pixel.x - self.width / 2) * self.scale + self.centre.x,
            (pixel.y - self.height / 2) * self.scale + self.centre.y,
        )

    def spot(self, pixel: Point) -> Spot:
        """Return the place on the earth under a pixel."""
        return on_earth(self.at(pixel))

    def panned(self, right: float, down: float) -> "Frame":
        """Return the frame moved over the map by pixels."""
        centre = Point(self.centre.x + right * self.scale, self.centre.y + down * self.scale)
        return replace(self, centre=centre)._kept()

    def zoomed(self, factor: float, about: Point | None = None) -> "Frame":
        """Return the frame with everything ``factor`` times as large; ``about`` stays under the cursor."""
        scale = max(_FINEST, min(_COARSEST, self.scale / factor))
        pixel = about or Point(self.width / 2, self.height / 2)
        kept = self.at(pixel)
        centre = Point(
            kept.x - (pixel.x - self.width / 2) * scale, kept.y - (pixel.y - self.height / 2) * scale
        )
        return replace(self, centre=centre, scale=scale)._kept()

    def resized(self, width: float, height: float) -> "Frame":
        """Return the frame of another size around the same middle."""
        return replace(self, width=width, height=height)

    def centred(self, point: Point) -> "Frame":
        """Return the frame with a point in the middle."""
        return replace(self, centre=point)._kept()

    def shows(self, pixel: Point, beyond: float = 0.0) -> bool:
        """Say whether a pixel is in sight, or no more than ``beyond`` outside."""
        return -beyond <= pixel.x <= self.width + beyond and -beyond <= pixel.y <= self.height + beyond

    @property
    def level(self) -> int:
        """A step of zoom; within one, marks are gathered alike."""
        return round(2 * log2(self.scale))

    @property
    def cell(self) -> float:
        """The metres of the grid by which marks are gathered at this step."""
        return float(CELL * 2 ** (self.level / 2))

    @property
    def latitude(self) -> float:
        """The latitude in the middle, which the scale bar is true for."""
        return on_earth(self.centre).latitude

    def scale_bar(self, most: float = _BAR) -> tuple[float, str]:
        """Return how many pixels the scale bar is long, and what it says."""
        metres = true_metres(self.scale, self.latitude)
        length = round_length(most * metres)
        return length / metres, length_words(length)

    def graticule(self) -> list[Line]:
        """Return the meridians and parallels in sight, at round degrees."""
        top, bottom = self.spot(Point(0, 0)), self.spot(Point(self.width, self.height))
        step = round_degrees((bottom.longitude - top.longitude) * _LINES_APART / self.width)
        lines = []
        for value in _round(top.longitude, bottom.longitude, step):
            x = self.on_screen(on_plane(Spot(0, value))).x
            lines.append(Line(x, 0, x, self.height, degree_words(value, "E", "W")))
        for value in _round(bottom.latitude, top.latitude, step):
            y = self.on_screen(on_plane(Spot(value, 0))).y
            lines.append(Line(0, y, self.width, y, degree_words(value, "N", "S")))
        return lines

    def _kept(self) -> "Frame":
        """Return the frame with its middle on the map."""
        x = max(-HALF_TURN, min(HALF_TURN, self.centre.x))
        y = max(-HALF_TURN, min(HALF_TURN, self.centre.y))
        return replace(self, centre=Point(x, y), scale=max(_FINEST, min(_COARSEST, self.scale)))


def _round(low: float, high: float, step: float) -> Iterator[float]:
    first, last = ceil(low / step), floor(high / step)
    return (n * step for n in range(first, min(last, first + _MOST_LINES) + 1))
