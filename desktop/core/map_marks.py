"""How a site stands on a map: a shape and a colour for its kind, a sign for whether one can go there.

Shapes are corners in a circle of radius 1 around the origin, y downwards, so that the screen and paper
draw the same mark. No two kinds share a shape and no two states a sign: colour is never the only sign.
"""

from dataclasses import dataclass
from math import cos, pi, sin

Corners = tuple[tuple[float, float], ...]
Colour = tuple[int, int, int]

OPEN, PLANNED, PAUSED, CLOSED = "open", "planned", "paused", "closed"


@dataclass(frozen=True, slots=True)
class KindMark:
    """The shape and the colour (red, green, blue of 255) of one kind."""

    corners: Corners
    colour: Colour


@dataclass(frozen=True, slots=True)
class StateMark:
    """How the shape is drawn: filled or only outlined, greyed, and the strokes on it."""

    filled: bool = True
    grey: bool = False
    strokes: tuple[tuple[float, float, float, float], ...] = ()


def _regular(count: int, first: float = -90.0, radius: float = 1.0) -> Corners:
    turns = [first * pi / 180 + 2 * pi * n / count for n in range(count)]
    return tuple((radius * cos(turn), radius * sin(turn)) for turn in turns)


def _star() -> Corners:
    outer, inner = _regular(5, radius=1.12), _regular(5, -54.0, 0.56)
    return tuple(corner for pair in zip(outer, inner, strict=True) for corner in pair)


def _heart() -> Corners:
    turns = [2 * pi * n / 28 for n in range(28)]
    return tuple(
        (
            sin(t) ** 3 * 1.02,
            -(13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)) / 16 * 1.02 - 0.08,
        )
        for t in turns
    )


KIND_MARKS: dict[str, KindMark] = {
    "rest-station": KindMark(_regular(24), (0xB4, 0x43, 0x12)),
    "mommy-room": KindMark(_heart(), (0xB0, 0x2A, 0x6B)),
    "activity-centre": KindMark(_star(), (0x1F, 0x5F, 0x8B)),
    "library": KindMark(((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)), (0x1A, 0x6B, 0x3C)),
    "warm-space": KindMark(_regular(6, 0.0), (0x7A, 0x5A, 0x00)),
    "cultural-palace": KindMark(
        ((0.0, -1.05), (0.95, -0.3), (0.95, 0.85), (-0.95, 0.85), (-0.95, -0.3)), (0x5B, 0x3A, 0x9B)
    ),
    "trip-base": KindMark(((0.0, -1.0), (1.0, 0.8), (-1.0, 0.8)), (0x0B, 0x6E, 0x72)),
}
"""By kind, as the kinds are written down."""

OTHER_KIND = KindMark(_regular(4), (0x57, 0x60, 0x6A))
GREY: Colour = (0x8B, 0x94, 0x9E)

STATE_MARKS: dict[str, StateMark] = {
    OPEN: StateMark(),
    PLANNED: StateMark(filled=False),
    PAUSED: StateMark(strokes=((-0.25, -0.38, -0.25, 0.38), (0.25, -0.38, 0.25, 0.38))),
    CLOSED: StateMark(grey=True, strokes=((-0.38, -0.38, 0.38, 0.38), (-0.38, 0.38, 0.38, -0.38))),
}
"""By state: open is full, planned hollow, paused has two bars, closed is grey with a cross."""


def kind_mark(kind: str) -> KindMark:
    """Return how a kind is drawn; an unknown one is a diamond."""
    return KIND_MARKS.get(kind, OTHER_KIND)


def state_mark(status: str) -> StateMark:
    """Return how a state is drawn."""
    return STATE_MARKS.get(status, STATE_MARKS[OPEN])


def fill_of(kind: str, status: str) -> Colour | None:
    """Return what a mark is filled with; None where it is only outlined."""
    state = state_mark(status)
    if not state.filled:
        return None
    return GREY if state.grey else kind_mark(kind).colour


def edge_of(kind: str, status: str) -> Colour:
    """Return the colour of a mark's outline where it is not filled."""
    return GREY if state_mark(status).grey else kind_mark(kind).colour
