"""Ruled tables of equal rows on a page, as on forms that are filled in by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.core.sheet_layout import Box
from desktop.paper.page import Align, Pages

_OFF_GROUND = (0.91, 0.93, 0.95)
_HEADING_GROUND = (0.96, 0.97, 0.98)


@dataclass(frozen=True, slots=True)
class Ruled:
    """The shape of a table: its corner, the widths of its columns and the heights of its rows, in mm.

    ``left`` are the columns (from 0) whose text begins at the left, ``right`` those whose ends at
    the right, others are centred; ``size`` is the type.
    """

    x: float
    y: float
    widths: Sequence[float]
    row: float
    heading: float
    left: frozenset[int] = frozenset()
    size: float = 9.5
    sizes: Mapping[int, float] = field(default_factory=dict)
    heading_size: float = 9.0
    right: frozenset[int] = frozenset()

    @property
    def width(self) -> float:
        """The width of the whole table."""
        return sum(self.widths)

    def bottom(self, rows: int) -> float:
        """Return where the table ends."""
        return self.y + self.heading + rows * self.row


def draw_ruled(
    pages: Pages,
    shape: Ruled,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    off_columns: frozenset[int] = frozenset(),
    off_rows: frozenset[int] = frozenset(),
) -> None:
    """Draw a table; columns and rows that are ``off`` (from 0) stand on a tinted ground.

    A line break in a heading makes two lines of it.
    """
    edges = [shape.x]
    for width in shape.widths:
        edges.append(edges[-1] + width)
    low = shape.bottom(len(rows))
    pages.fill(Box(shape.x, shape.y, shape.width, shape.heading), *_HEADING_GROUND)
    for column in off_columns:
        pages.fill(Box(edges[column], shape.y, shape.widths[column], low - shape.y), *_OFF_GROUND)
    for number in off_rows:
        top = shape.y + shape.heading + number * shape.row
        pages.fill(Box(shape.x, top, shape.width, shape.row), *_OFF_GROUND)
    for column, heading in enumerate(headings):
        parts = heading.split("\n")
        high = shape.heading * (1 if len(parts) == 1 else 0.9) / len(parts)
        top = shape.y + (shape.heading - high * len(parts)) / 2
        for number, part in enumerate(parts):
            box = Box(edges[column], top + number * high, shape.widths[column], high)
            pages.write(
                part, box, min(shape.size, shape.heading_size), Align.CENTRE, least=5, pad=0.4, bold=True
            )
    for number, row in enumerate(rows):
        top = shape.y + shape.heading + number * shape.row
        for column, text in enumerate(row):
            box = Box(edges[column], top, shape.widths[column], shape.row)
            align = _align(shape, column)
            pad = 0.4 if align is Align.CENTRE else 1.2
            size = shape.sizes.get(column, shape.size)
            pages.write(text, box, size, align, least=5, pad=pad)
    _rules(pages, shape, edges, len(rows))


def _align(shape: Ruled, column: int) -> Align:
    if column in shape.right:
        return Align.RIGHT
    return Align.LEFT if column in shape.left else Align.CENTRE


def _rules(pages: Pages, shape: Ruled, edges: Sequence[float], rows: int) -> None:
    low = shape.bottom(rows)
    for number in range(rows + 1):
        y = shape.y + shape.heading + number * shape.row
        pages.rule(shape.x, y, edges[-1], y, 0.6 if number == 0 else 0.3)
    for edge in edges[1:-1]:
        pages.rule(edge, shape.y, edge, low, 0.3)
    pages.frame(Box(shape.x, shape.y, shape.width, low - shape.y))
