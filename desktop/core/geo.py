"""The plane on which the map is drawn, how a picture is tied to it, and marks that lie too close.

The plane is that of Mercator's projection on a sphere (EPSG:3857, y turned downwards as on a screen): it
keeps shapes, so a picture is tied to it by shifting, turning and scaling alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asinh, atan, atan2, cos, degrees, floor, hypot, log10, pi, radians, sinh, tan
from typing import Generic, TypeVar

from desktop.core.errors import FieldError
from desktop.core.i18n import _

K = TypeVar("K")

RADIUS = 6_378_137.0
_MOST_LATITUDE = 85.0
_NEAR_PIXELS = 0.08
"""Points nearer than this share of the picture's diagonal magnify each slip of the hand."""
_NEAR_METRES = 100.0
_SCALES = (0.02, 3_000.0)
"""Metres a pixel may stand for: from the plan of a hall to a map of the country."""
_MOST_TURNED = 120.0
_CLOSE = 0.75
"""Clusters whose middles are nearer than this share of a cell become one."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the earth, in degrees (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the plane in metres at the equator, or in a picture in pixels; y grows downwards."""

    x: float
    y: float


def on_plane(spot: Spot) -> Point:
    """Return where a place lies on the plane."""
    latitude = max(-_MOST_LATITUDE, min(_MOST_LATITUDE, spot.latitude))
    return Point(RADIUS * radians(spot.longitude), -RADIUS * asinh(tan(radians(latitude))))


def on_earth(point: Point) -> Spot:
    """Return which place a point of the plane is."""
    return Spot(degrees(atan(sinh(-point.y / RADIUS))), degrees(point.x / RADIUS))


def true_metres(length: float, latitude: float) -> float:
    """Return how many metres on the earth a length on the plane is at a latitude."""
    return length * cos(radians(latitude))


@dataclass(frozen=True, slots=True)
class Similarity:
    """Shifts, turns and scales: (x, y) -> (a·x - b·y + dx, b·x + a·y + dy)."""

    a: float
    b: float
    dx: float
    dy: float

    def __call__(self, point: Point) -> Point:
        """Return where a point goes."""
        return Point(
            self.a * point.x - self.b * point.y + self.dx, self.b * point.x + self.a * point.y + self.dy
        )

    @property
    def scale(self) -> float:
        """How much longer things become."""
        return hypot(self.a, self.b)

    @property
    def turned(self) -> float:
        """By how many degrees things are turned clockwise on the screen, -180 to 180."""
        return degrees(atan2(self.b, self.a))

    def inverse(self) -> "Similarity":
        """Return what takes things back."""
        square = self.a**2 + self.b**2
        a, b = self.a / square, -self.b / square
        return Similarity(a, b, b * self.dy - a * self.dx, -b * self.dx - a * self.dy)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A pixel of the picture and the place it shows."""

    pixel: Point
    spot: Spot


class BadAnchors(FieldError):
    """Two points that do not tie a picture to the earth; ``field`` is ``first`` or ``second``."""


def tied(first: Anchor, second: Anchor) -> Similarity:
    """Return what takes pixels to the plane, exactly through two anchors whose pixels and places differ."""
    p, q = first.pixel, second.pixel
    u, v = on_plane(first.spot), on_plane(second.spot)
    px, py, ux, uy = q.x - p.x, q.y - p.y, v.x - u.x, v.y - u.y
    square = px**2 + py**2
    a, b = (px * ux + py * uy) / square, (px * uy - py * ux) / square
    return Similarity(a, b, u.x - a * p.x + b * p.y, u.y - b * p.x - a * p.y)


def tie(first: Anchor, second: Anchor, width: int, height: int) -> Similarity:
    """Return what takes the pixels of a picture to the plane. Raises ``BadAnchors`` with what to mend."""
    for field, anchor in (("first", first), ("second", second)):
        if not (0 <= anchor.pixel.x <= width and 0 <= anchor.pixel.y <= height):
            raise BadAnchors(field, _("This point lies outside the picture."), _("Click on the picture."))
    p, q = first.pixel, second.pixel
    if hypot(q.x - p.x, q.y - p.y) < _NEAR_PIXELS * hypot(width, height):
        raise BadAnchors(
            "second",
            _("The two points are too near each other in the picture."),
            _("Choose one near the left edge and one near the right, so that small slips do not matter."),
        )
    if _apart(first.spot, second.spot) < _NEAR_METRES:
        raise BadAnchors(
            "second",
            _("The two points are nearly the same place on the earth."),
            _("Choose another site, or check the coordinates typed."),
        )
    found = tied(first, second)
    _demand_sense(found, first.spot.latitude)
    return found


def _apart(one: Spot, other: Spot) -> float:
    u, v = on_plane(one), on_plane(other)
    return true_metres(hypot(v.x - u.x, v.y - u.y), one.latitude)


def _demand_sense(found: Similarity, latitude: float) -> None:
    least, most = _SCALES
    scale = true_metres(found.scale, latitude)
    if not least <= scale <= most:
        raise BadAnchors(
            "second",
            _("By these points one dot of the picture would be {length} wide.").format(
                length=length_words(scale)
            ),
            _("Check the coordinates of both points."),
        )
    if abs(found.turned) > _MOST_TURNED:
        raise BadAnchors(
            "second",
            _("By these points the picture would stand on its head."),
            _("The two points are probably exchanged; or longitude and latitude are."),
        )


def length_words(metres: float) -> str:
    """Return a distance as people say it: 40 m, 850 m, 2.4 km, 120 km."""
    if metres < 1:
        return _("{n} cm").format(n=max(1, round(metres * 100)))
    if metres < 995:
        near = round(metres, -1) if metres >= 100 else round(metres)
        return _("{n} m").format(n=f"{near:.0f}")
    kilometres = metres / 1000
    near_by = f"{kilometres:.1f}".removesuffix(".0")
    return _("{n} km").format(n=near_by if kilometres < 9.95 else f"{kilometres:,.0f}")


def round_length(most: float) -> float:
    """Return the greatest of 1, 2, 5, 10, 20, 50 … that is not above ``most`` (for a scale bar)."""
    power = 10.0 ** floor(log10(most))
    return next(step * power for step in (5, 2, 1) if step * power <= most * (1 + 1e-9))


def round_degrees(least: float) -> float:
    """Return the smallest step of a graticule, in whole parts of a degree, that is not below ``least``."""
    steps = (1 / 3600, 2 / 3600, 5 / 3600, 10 / 3600, 20 / 3600, 30 / 3600, 1 / 60, 2 / 60, 5 / 60, 10 / 60)
    return next((step for step in (*steps, 0.5, 1, 2, 5, 10, 20) if step >= least), 45.0)


def degree_words(value: float, positive: str, negative: str) -> str:
    """Return a latitude or longitude of a graticule line: 122°05′E."""
    seconds = round(abs(value) * 3600)
    side = positive if value >= 0 else negative
    text = f"{seconds // 3600}°"
    if seconds % 3600:
        text += f"{seconds % 3600 // 60:02d}′"
    if seconds % 60:
        text += f"{seconds % 60:02d}″"
    return text + side


@dataclass(frozen=True, slots=True)
class Cluster(Generic[K]):
    """Marks that lie so close that they are drawn as one, at their middle on the plane."""

    middle: Point
    members: tuple[K, ...]


def clusters(placed: Iterable[tuple[K, Point]], cell: float) -> list[Cluster[K]]:
    """Return the marks gathered by a grid of ``cell`` metres that is fixed to the plane.

    The grid does not move with the view, so nothing regroups while one pans; groups of neighbouring cells
    whose middles are close are one.
    """
    cells: dict[int, _Gathered[K]] = {}
    for key, point in placed:
        x, y = point.x, point.y
        at = int(x // cell) * _ROWS + int(y // cell)
        gathered = cells.get(at)
        if gathered is None:
            cells[at] = _Gathered([key], x, y)
        else:
            gathered.members.append(key)
            gathered.x += x
            gathered.y += y
    order = sorted((-len(gathered.members), at) for at, gathered in cells.items())
    near = (_CLOSE * cell) ** 2
    for _count, at in order:
        own = cells.get(at)
        if own is not None:
            _absorb(cells, at, own, near)
    return [Cluster(group.middle, tuple(group.members)) for group in cells.values()]


_ROWS = 1 << 40
"""More rows than any grid has: column and row of a cell as one number."""
_AROUND = tuple(i * _ROWS + j for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j)


@dataclass(slots=True)
class _Gathered(Generic[K]):
    members: list[K]
    x: float
    y: float

    @property
    def middle(self) -> Point:
        return Point(self.x / len(self.members), self.y / len(self.members))


def _absorb(cells: dict[int, _Gathered[K]], at: int, own: _Gathered[K], near: float) -> None:
    """Take the neighbours in whose middles are near: the square of their distance below ``near``."""
    count = len(own.members)
    x, y = own.x / count, own.y / count
    for step in _AROUND:
        other = cells.get(at + step)
        if other is None:
            continue
        others = len(other.members)
        if others <= count and (x - other.x / others) ** 2 + (y - other.y / others) ** 2 < near:
            own.members += other.members
            own.x += other.x
            own.y += other.y
            del cells[at + step]
            count += others
            x, y = own.x / count, own.y / count


def bounds(points: Sequence[Point]) -> tuple[Point, Point] | None:
    """Return the upper left and lower right corner around all points; None where there are none."""
    if not points:
        return None
    xs, ys = [point.x for point in points], [point.y for point in points]
    return Point(min(xs), min(ys)), Point(max(xs), max(ys))


HALF_TURN = pi * RADIUS
"""Half the way round the plane, in metres: where the map ends on either side."""
