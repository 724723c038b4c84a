"""What the map shows as a PDF: marks as vectors over the ground, with title, legend and scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from pathlib import Path
from typing import BinaryIO

from desktop.core.geo import Point, Similarity
from desktop.core.i18n import _
from desktop.core.map_frame import Frame
from desktop.core.map_marks import edge_of, fill_of, kind_mark, state_mark
from desktop.core.sheet_layout import A4, Box
from desktop.paper.page import Align, Colour, Pages, deliver

_MARGIN = 12.0
_TITLE = 16.0
_LEGEND = 52.0
_ROW = 7.0
_MARK = 2.3
_SEA: Colour = (0.915, 0.945, 0.965)
_WHITE: Colour = (1.0, 1.0, 1.0)
_LINE: Colour = (0.35, 0.4, 0.45)


@dataclass(frozen=True, slots=True)
class PrintedMark:
    """A mark or a cluster: where on the plane, of which kind and state (of a single site), how many sites."""

    place: Point
    kind: str
    status: str
    count: int = 1
    kinds: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedGround:
    """The picture under the map and how its pixels lie on the plane."""

    jpeg: bytes
    placed: Similarity


@dataclass(frozen=True, slots=True)
class MapContent:
    """What is printed; ``legend`` are kind, state and words (kind empty for a state of any kind)."""

    title: str
    note: str
    frame: Frame
    marks: Sequence[PrintedMark]
    legend: Sequence[tuple[str, str, str]]
    ground: PrintedGround | None = None


def draw_map(content: MapContent, out: Path | BinaryIO) -> None:
    """Draw the map on one A4 page, lying or upright as it fits. Raises NoChineseFont, CannotSave."""
    lies = content.frame.width + _LEGEND >= content.frame.height
    width, height = (A4[1], A4[0]) if lies else A4
    pages = Pages(Box(0, 0, width, height), content.title)
    area = _area(content.frame, width, height)
    _draw_inside(pages, content, area)
    _draw_head(pages, content, width)
    _draw_legend(pages, content, Box(area.right + 4, area.y, width - _MARGIN - area.right - 4, area.height))
    pages.next_page()
    deliver(pages.finish(), out)


def _area(frame: Frame, width: float, height: float) -> Box:
    """Return where the map lies: as large as the page allows beside the legend, in its proportions."""
    free_x, free_y = width - 2 * _MARGIN - _LEGEND - 4, height - 2 * _MARGIN - _TITLE
    scale = min(free_x / frame.width, free_y / frame.height)
    return Box(_MARGIN, _MARGIN + _TITLE, frame.width * scale, frame.height * scale)


def _draw_inside(pages: Pages, content: MapContent, area: Box) -> None:
    frame = content.frame
    scale = area.width / frame.width
    pages.fill(area, *_SEA)
    if content.ground is not None:
        placed = content.ground.placed
        origin = frame.on_screen(Point(placed.dx, placed.dy))
        ratio = scale / frame.scale
        turn = (placed.a * ratio, placed.b * ratio, area.x + origin.x * scale, area.y + origin.y * scale)
        pages.picture(content.ground.jpeg, area, turn)
    for line in frame.graticule():
        x1, y1 = area.x + line.x1 * scale, area.y + line.y1 * scale
        pages.rule(x1, y1, area.x + line.x2 * scale, area.y + line.y2 * scale, 0.25, 0.6)
        if line.upright:
            pages.write(line.words, Box(x1 + 0.8, area.y + 0.5, 24, 4), 6.5, grey=0.3)
        else:
            pages.write(line.words, Box(area.x + 0.8, y1 - 4, 24, 4), 6.5, grey=0.3)
    for mark in content.marks:
        pixel = frame.on_screen(mark.place)
        if frame.shows(pixel):
            _draw_mark(pages, mark, area.x + pixel.x * scale, area.y + pixel.y * scale)
    pages.frame(area, 0.6)
    _draw_scale(pages, frame, area, scale)


def _draw_mark(pages: Pages, mark: PrintedMark, x: float, y: float) -> None:
    if mark.count > 1:
        _draw_cluster(pages, mark, x, y)
    else:
        draw_sign(pages, mark.kind, mark.status, x, y)


def draw_sign(pages: Pages, kind: str, status: str, x: float, y: float, radius: float = _MARK) -> None:
    """Draw the mark of a kind in a state around (x, y)."""
    corners = [(x + u * radius, y + v * radius) for u, v in kind_mark(kind).corners]
    fill = fill_of(kind, status)
    pages.shape(corners, edge=_WHITE, thick=2.2)
    pages.shape(corners, _WHITE if fill is None else _share(fill), _share(edge_of(kind, status)), 1.0)
    for x1, y1, x2, y2 in state_mark(status).strokes:
        ends = [(x + x1 * radius, y + y1 * radius), (x + x2 * radius, y + y2 * radius)]
        pages.shape(ends, edge=_WHITE, thick=1.3)


def _draw_cluster(pages: Pages, mark: PrintedMark, x: float, y: float) -> None:
    radius = 3.4 + 0.6 * (len(str(mark.count)) - 1)
    pages.shape(_arc(x, y, radius + 0.5, 0, 1), fill=_WHITE)
    start = 0.0
    for kind, share in mark.kinds:
        outer = _arc(x, y, radius, start, start + share)
        inner = _arc(x, y, radius - 0.9, start, start + share)
        pages.shape([*outer, *reversed(inner)], fill=_share(kind_mark(kind).colour))
        start += share
    pages.write(
        str(mark.count), Box(x - radius, y - radius, 2 * radius, 2 * radius), 8, Align.CENTRE, least=5
    )


def _arc(x: float, y: float, radius: float, start: float, end: float) -> list[tuple[float, float]]:
    steps = max(2, round(48 * (end - start)))
    turns = [2 * pi * (start + (end - start) * n / steps) for n in range(steps + 1)]
    return [(x + radius * sin(turn), y - radius * cos(turn)) for turn in turns]


def _draw_scale(pages: Pages, frame: Frame, area: Box, scale: float) -> None:
    length, words = frame.scale_bar(min(150.0, frame.width / 3))
    left, low = area.x + 10, area.bottom - 4
    pages.fill(Box(area.x + 2, low - 9, 12 + length * scale, 11), *_WHITE)
    pages.shape([(left, low), (left + length * scale, low)], edge=_LINE, thick=1.6)
    pages.write(words, Box(left, low - 5.5, max(20.0, length * scale), 4.5), 7)
    tip, x = low - 6, area.x + 5.5
    arrow = [(x, tip), (x + 2, low + 0.8), (x, low - 0.8), (x - 2, low + 0.8)]
    pages.shape(arrow, fill=_LINE)
    pages.write("N", Box(area.x + 3.5, low - 9, 4, 3), 6, Align.CENTRE, least=5)


def _draw_head(pages: Pages, content: MapContent, width: float) -> None:
    pages.write(content.title, Box(_MARGIN, _MARGIN - 2, width - 2 * _MARGIN, 10), 17, least=10, bold=True)
    pages.write(content.note, Box(_MARGIN, _MARGIN + 8, width - 2 * _MARGIN, 5), 8.5, grey=0.35)


def _draw_legend(pages: Pages, content: MapContent, box: Box) -> None:
    pages.write(_("Legend"), Box(box.x, box.y, box.width, 6), 10, bold=True)
    y = box.y + 8
    for kind, status, words in content.legend:
        draw_sign(pages, kind, status, box.x + 4, y + _ROW / 2)
        pages.write(words, Box(box.x + 10, y, box.width - 10, _ROW), 9.5, least=7)
        y += _ROW


def _share(colour: tuple[int, int, int]) -> Colour:
    red, green, blue = colour
    return red / 255, green / 255, blue / 255
