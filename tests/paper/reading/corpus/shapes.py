"""What hands write: lines in millimetres around the middle of what is written."""

from collections.abc import Callable
from math import pi

import numpy as np
from numpy.random import Generator

from tests.paper.reading.corpus.glyphs import NAMES, Path, written

Shape = Callable[[Generator, float, float], list[Path]]
"""Takes chance and the width and height in mm that there are; returns lines about (0, 0)."""


def name(chance: Generator, width: float, height: float) -> list[Path]:
    """Two or three characters, as they stand in a dictionary but slanted, joined and uneven."""
    count = int(chance.choice((2, 3, 3)))
    size = min(height * chance.uniform(0.45, 0.85), width * 0.9 / count)
    lines = []
    for n in range(count):
        tall = size * chance.uniform(0.85, 1.15)
        middle = (n - (count - 1) / 2) * size * chance.uniform(0.85, 1.0), chance.normal(0, 0.05) * size
        for stroke in written(str(chance.choice(list(NAMES)))):
            lines.append((stroke - 0.5) * tall + middle)
    return _by_hand(chance, lines)


def strokes(chance: Generator, width: float, height: float) -> list[Path]:
    """Two or three clumps of strokes, as fast writers leave them."""
    count = int(chance.integers(2, 4))
    size = min(height * chance.uniform(0.4, 0.8), width * 0.9 / count)
    lines = []
    for n in range(count):
        middle = np.array([(n - (count - 1) / 2) * size, chance.normal(0, 0.06) * size])
        for _stroke in range(int(chance.integers(3, 8))):
            start = chance.uniform(-0.45, 0.45, 2) * size
            along = np.array(_direction(chance)) * size * chance.uniform(0.25, 0.8)
            bend = chance.normal(0, 0.12, 2) * size
            points = [start - along / 2, start + bend, start + along / 2]
            lines.append(_curve(np.clip(points, -0.5 * size, 0.5 * size)) + middle)
    return _by_hand(chance, lines)


def cursive(chance: Generator, width: float, height: float) -> list[Path]:
    """A running hand in Latin letters."""
    letters = int(chance.integers(4, 10))
    step = min(width * 0.85 / letters, height * 0.3)
    small = min(height * 0.22, step * 1.2)
    points: list[tuple[float, float]] = []
    for n in range(letters):
        x = (n - letters / 2) * step
        up = small * (
            chance.uniform(1.8, 2.6) if n == 0 or chance.random() < 0.25 else chance.uniform(0.7, 1.2)
        )
        down = small * (chance.uniform(0.8, 1.6) if chance.random() < 0.15 else 0.0)
        points += [(x, down), (x + step * 0.75, -up), (x + step * 0.35, -up), (x + step * 0.4, 0.0)]
    return _by_hand(chance, [_curve(np.array(points))])


def scrawl(chance: Generator, width: float, height: float) -> list[Path]:
    """Large loops or peaks as high as ``height``, whatever the row; the caller lets them run over."""
    turns = int(chance.integers(3, 7))
    across = np.linspace(-0.42, 0.42, turns * 2 + 1) * min(width, height * 2.4)
    across += chance.normal(0, 0.05, len(across)) * width
    tall = height / 2 * chance.uniform(0.35, 1.0, len(across))
    tall[int(chance.integers(0, len(tall)))] = height / 2
    points = np.stack([across, tall * np.where(np.arange(len(across)) % 2, 1, -1)], 1)
    lines = [_loops(chance, width, height) if chance.random() < 0.5 else _curve(points)]
    if chance.random() < 0.5:
        lines += name(chance, width * 0.6, height * 0.6)
    return lines


def _loops(chance: Generator, width: float, height: float) -> Path:
    """Coil from left to right, wider and flatter as the hand goes on."""
    turns = chance.uniform(2, 5)
    t = np.linspace(0, 1, 90)
    tall = height / 2 * np.clip(1 - t * chance.uniform(0, 0.8) + 0.1 * np.sin(t * 9), 0.15, 1)
    angle = 2 * pi * turns * t + chance.uniform(0, 2 * pi)
    across = (t - 0.5) * width * chance.uniform(0.3, 0.7) + np.cos(angle) * tall * chance.uniform(0.4, 0.9)
    across *= min(1.0, width / float(np.ptp(across)))
    return np.stack([across, np.sin(angle) * tall], 1)


def line(chance: Generator, width: float, height: float) -> list[Path]:
    """One short line of 6 to 12 mm."""
    long = min(chance.uniform(6, 12), width * 0.8)
    rise = chance.normal(0, 0.12) * long
    rise = float(np.clip(rise, -height * 0.35, height * 0.35))
    bend = chance.normal(0, 0.05) * long
    return [_curve(np.array([(-long / 2, rise), (0, bend), (long / 2, -rise)]))]


def tick(chance: Generator, width: float, height: float) -> list[Path]:
    """A tick of 5 to 9 mm."""
    size = min(chance.uniform(5, 9), height * 0.8)
    points = np.array([(-0.4, 0.0), (-0.15, 0.35), (0.55, -0.5)]) + chance.normal(0, 0.05, (3, 2))
    return [np.concatenate([_curve(points[:2] * size), _curve(points[1:] * size)])]


def cramped(chance: Generator, width: float, height: float) -> list[Path]:
    """A small signature of about 8 by 4 mm."""
    shape: Shape = (name, strokes, cursive)[int(chance.integers(0, 3))]
    lines = shape(chance, 8.5, 4.5)
    high = max(float(np.ptp(np.concatenate(lines)[:, 1])), 0.1)
    return [path * (4 * chance.uniform(0.85, 1.15) / high) for path in lines]


def tailed(chance: Generator, width: float, height: float) -> list[Path]:
    """A name whose last stroke hangs down over the rule by 1 to 3 mm."""
    lines = name(chance, width, height * 0.85)
    x = chance.uniform(0, 0.3) * width
    foot = height / 2 + min(chance.uniform(1, 3), height * 0.25)
    points = [(x, 0.0), (x + chance.normal(0, 1), height * 0.3), (x - chance.uniform(0, 3), foot)]
    return [*lines, _curve(np.array(points))]


def _direction(chance: Generator) -> tuple[float, float]:
    """Return a way to draw: mostly across, down or falling left, as strokes of characters go."""
    angle = float(chance.choice((0.0, pi / 2, 2.2, 0.9))) + chance.normal(0, 0.15)
    return float(np.cos(angle)), float(np.sin(angle))


def _curve(points: Path) -> Path:
    """Draw a soft line through the points (Catmull-Rom)."""
    if len(points) < 2:
        return points
    ends = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0, 1, 8, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        pieces.append(
            b
            + 0.5 * t * (c - a)
            + t**2 * (a - 2.5 * b + 2 * c - 0.5 * d)
            + t**3 * (-0.5 * a + 1.5 * b - 1.5 * c + 0.5 * d)
        )
    return np.concatenate([*pieces, points[-1:]])


def _by_hand(chance: Generator, lines: list[Path]) -> list[Path]:
    """Slant, turn and wobble what is written."""
    slant, turn = chance.normal(-0.15, 0.15), chance.normal(0, 0.06)
    matrix = np.array([[1.0, slant], [turn, chance.uniform(0.85, 1.1)]])
    waves, phase = chance.uniform(0.25, 0.9, 2), chance.uniform(0, 2 * pi, 2)
    made = []
    for path in lines:
        bent = path @ matrix.T
        made.append(bent + 0.28 * np.sin(bent[:, ::-1] * waves + phase) + chance.normal(0, 0.12, 2))
    return made
