"""Characters as the middle lines of their strokes, so that a pen can write them."""

from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from desktop.paper.fonts import fonts

Path = NDArray[np.float64]
"""Points (n, 2), x to the right and y down."""

NAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许冯邓曹彭曾"
    "伟芳秀英敏静强磊军洋勇艳杰娟明超华建国海波红梅云志宇浩小丽一丁"
)
_SIZE = 72
_AROUND = ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))


@lru_cache(maxsize=256)
def filled(character: str, size: int) -> NDArray[np.uint8]:
    """Return a printed character, 255 where there is ink, about ``size`` pixels high."""
    face = fonts().glyph(character).font.face
    font = ImageFont.truetype(str(face.filename), size, index=int(getattr(face, "subfontIndex", 0)))
    image = Image.new("L", (size, size))
    ImageDraw.Draw(image).text((size / 2, size / 2), character, 255, font=font, anchor="mm")
    return np.asarray(image, np.uint8)


@lru_cache(maxsize=256)
def written(character: str) -> tuple[Path, ...]:
    """Return the strokes of a character, each within 0 to 1 across and down."""
    thin = _thinned(np.pad(filled(character, _SIZE) > 127, 1))
    return tuple(_smooth(np.array(path, float)[:, ::-1] / _SIZE) for path in _paths(thin) if len(path) > 3)


def _thinned(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Wear the strokes down to one pixel (Zhang and Suen, 1984)."""
    ink = ink.copy()
    changed = True
    while changed:
        changed = False
        for step in (0, 1):
            ring = np.stack([np.roll(ink, (-dy, -dx), (0, 1)) for dy, dx in _AROUND])
            neighbours = ring.sum(0)
            turns = (~ring & np.roll(ring, -1, 0)).sum(0)
            up, right, down, left = ring[0], ring[2], ring[4], ring[6]
            sides = (
                ~(up & right & down) & ~(right & down & left)
                if step == 0
                else ~(up & right & left) & ~(up & down & left)
            )
            worn = ink & (neighbours >= 2) & (neighbours <= 6) & (turns == 1) & sides
            changed |= bool(worn.any())
            ink &= ~worn
    return ink


def _paths(thin: NDArray[np.bool_]) -> list[list[tuple[int, int]]]:
    """Walk along the lines, from their ends first, and lift the pen where a line stops."""
    left = {(int(y), int(x)) for y, x in np.argwhere(thin)}
    ends = sorted(point for point in left if len(_next_to(point, left)) == 1)
    paths = []
    for start in (*ends, *sorted(left)):
        if start not in left:
            continue
        path = [start]
        left.discard(start)
        while onward := _next_to(path[-1], left):
            path.append(_straightest(path, onward))
            left.discard(path[-1])
        paths.append(path)
    return paths


def _next_to(point: tuple[int, int], left: set[tuple[int, int]]) -> list[tuple[int, int]]:
    around = ((point[0] + dy, point[1] + dx) for dy, dx in product((-1, 0, 1), repeat=2) if dy or dx)
    return [one for one in around if one in left]


def _straightest(path: list[tuple[int, int]], onward: list[tuple[int, int]]) -> tuple[int, int]:
    back = path[max(0, len(path) - 5)]
    here = path[-1]
    way = (here[0] - back[0], here[1] - back[1])
    return max(onward, key=lambda one: way[0] * (one[0] - here[0]) + way[1] * (one[1] - here[1]))


def _smooth(path: Path) -> Path:
    """Take the steps of the pixels out and keep every third point."""
    for _time in range(3):
        path[1:-1] = (path[:-2] + 2 * path[1:-1] + path[2:]) / 4
    return np.concatenate([path[:-1:3], path[-1:]])
