"""Things one under the other over as many pages as they take: headings, tables, lines to sign on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop.core.i18n import _
from desktop.core.sheet_layout import Box
from desktop.paper.fit import LEADING, wrapped
from desktop.paper.fonts import fonts
from desktop.paper.page import POINTS, Align, Pages

PAPER = Box(0, 0, 210, 297)
LEFT, RIGHT = 28.0, 196.0
TOP, BOTTOM = 20.0, 279.0
ROW = 8.5
_SIZE = 10.0
_LABEL = 26.0
_LONG = 28
_PICTURE = 58.0
_SHADE = (0.91, 0.94, 0.96)

Draw = Callable[[Pages], None]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table; ``share`` is of the width that is left, ``box`` draws an empty square to tick."""

    title: str
    share: float
    align: Align = Align.LEFT
    box: bool = False


@dataclass(slots=True)
class Flow:
    """A document on A4, laid out from top to bottom and drawn at the end, when its pages are counted.

    ``head`` stands small on every page from the second on. ``row`` is the height of the rows of tables in mm,
    ``size`` their type. Boxes are in mm from the top-left corner.
    """

    head: str
    sheets: list[list[Draw]] = field(default_factory=lambda: [[]])
    y: float = TOP
    row: float = ROW
    size: float = _SIZE

    def break_page(self) -> None:
        """Go on at the top of a new page, unless this one is still empty."""
        if not self.sheets[-1]:
            return
        self.sheets.append([])
        self.y = TOP
        self._text(self.head, Box(LEFT, TOP - 8, RIGHT - LEFT, 5), 8.5, grey=0.35)

    def keep_together(self, height: float) -> None:
        """Go to the next page unless so many millimetres are left; what no page holds begins here."""
        if height <= BOTTOM - TOP and self.y + height > BOTTOM and self.y > TOP:
            self.break_page()

    def space(self, height: float) -> None:
        """Leave room."""
        self.y += height

    def title(self, words: str) -> None:
        """Write the title in the middle."""
        self._text(words, Box(LEFT, self.y, RIGHT - LEFT, 10), 17, Align.CENTRE, bold=True)
        self.y += 12

    def heading(self, words: str, size: float = 12.5) -> None:
        """Write a heading that stays with what follows."""
        self.keep_together(8 + 2 * self.row)
        self._text(words, Box(LEFT, self.y, RIGHT - LEFT, 7), size, bold=True)
        self.y += 8

    def line(self, words: str, size: float = _SIZE, grey: float = 0.0, height: float = 6.0) -> None:
        """Write a line, made smaller or set on two where it is long."""
        if words:
            self.keep_together(height)
            self._text(words, Box(LEFT, self.y, RIGHT - LEFT, height), size, grey=grey)
            self.y += height

    def paragraph(self, words: str, size: float = _SIZE, indent: float = 0.0) -> None:
        """Write a text of any length, its lines broken at the edge and its own breaks kept."""
        width = RIGHT - LEFT - indent
        height = size * LEADING / POINTS
        for line in wrapped(fonts(), words, width * POINTS / size):
            self.keep_together(height)
            self._text(line, Box(LEFT + indent, self.y, width, height), size)
            self.y += height
        self.y += 1.5

    def pair(self, left: str, right: str) -> None:
        """Write two things on one line."""
        middle = (LEFT + RIGHT) / 2
        self.keep_together(6)
        self._text(left, Box(LEFT, self.y, middle - LEFT - 2, 6), _SIZE)
        self._text(right, Box(middle, self.y, RIGHT - middle, 6), _SIZE)
        self.y += 6

    def table(self, columns: Sequence[TableColumn], rows: Sequence[Sequence[str]]) -> None:
        """Draw a table; its heading comes again at the top of each page."""
        edges = _edges(columns)
        self.keep_together(2 * self.row)
        self._head_row(columns, edges)
        for row in rows:
            if self.y + self.row > BOTTOM:
                self.break_page()
                self._head_row(columns, edges)
            self._row(columns, edges, row)
        self.y += 3

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Draw what is known as two columns of labels and values; a long value takes the whole width."""
        middle = (LEFT + RIGHT) / 2
        self.keep_together(3 * ROW)
        x = LEFT
        for label, value in facts:
            wide = len(value) > _LONG
            if (wide and x > LEFT) or (x == LEFT and self.y + ROW > BOTTOM):
                self._end_fact_row(x)
                x = LEFT
            right = RIGHT if wide or x > LEFT else middle
            self._fact(label, value, Box(x, self.y, right - x, ROW))
            if right == RIGHT:
                self._end_fact_row(RIGHT)
            x = LEFT if right == RIGHT else middle
        if x > LEFT:
            self._end_fact_row(x)
        self.y += 3

    def pictures(self, pictures: Sequence[tuple[bytes, str]]) -> None:
        """Draw JPEG pictures, two side by side, each with words below."""
        width = (RIGHT - LEFT - 6) / 2
        for number, (jpeg, words) in enumerate(pictures):
            if number % 2 == 0:
                self.keep_together(_PICTURE + 10)
            x = LEFT + (number % 2) * (width + 6)
            self._picture(jpeg, Box(x, self.y, width, _PICTURE))
            self._text(words, Box(x, self.y + _PICTURE + 1, width, 6), 9, Align.CENTRE, grey=0.25)
            if number % 2 or number == len(pictures) - 1:
                self.y += _PICTURE + 10

    def signatures(self, *words: str) -> None:
        """Draw lines to sign on, each with its words before it."""
        self.keep_together(14)
        self.y += 5
        width = (RIGHT - LEFT) / len(words)
        for number, label in enumerate(words):
            x = LEFT + number * width
            self._text(label, Box(x, self.y, width * 0.36, 7), _SIZE)
            self._rule(x + width * 0.37, self.y + 6.5, x + width * 0.96, self.y + 6.5, 0.5)
        self.y += 10

    def draw(self, progress: Callable[[int, int], None] | None = None) -> Pages:
        """Return the document drawn, each page with its number."""
        pages = Pages(PAPER, self.head)
        for number, sheet in enumerate(self.sheets, start=1):
            if progress is not None:
                progress(number, len(self.sheets))
            for draw in sheet:
                draw(pages)
            foot = _("Page {n} of {m}").format(n=number, m=len(self.sheets))
            pages.write(foot, Box(LEFT, 284, RIGHT - LEFT, 5), 8, Align.CENTRE, grey=0.35)
            pages.next_page()
        return pages

    def _head_row(self, columns: Sequence[TableColumn], edges: Sequence[float]) -> None:
        band = Box(edges[0], self.y, edges[-1] - edges[0], self.row)
        self.sheets[-1].append(lambda pages: pages.fill(band, *_SHADE))
        self._row(columns, edges, [column.title for column in columns], bold=True)

    def _row(
        self, columns: Sequence[TableColumn], edges: Sequence[float], texts: Sequence[str], bold: bool = False
    ) -> None:
        for number, (column, text) in enumerate(zip(columns, texts, strict=True)):
            cell = Box(edges[number], self.y, edges[number + 1] - edges[number], self.row)
            if column.box and not bold:
                square = Box(cell.x + cell.width / 2 - 2, cell.y + self.row / 2 - 2, 4, 4)
                self._frame(square, 0.6)
            else:
                self._text(text, cell, self.size, column.align, pad=1.2, bold=bold)
            self._frame(cell, 0.4)
        self.y += self.row

    def _text(
        self,
        words: str,
        box: Box,
        size: float,
        align: Align = Align.LEFT,
        *,
        pad: float = 0.0,
        bold: bool = False,
        grey: float = 0.0,
    ) -> None:
        self.sheets[-1].append(
            lambda pages: pages.write(words, box, size, align, least=6.5, pad=pad, bold=bold, grey=grey)
        )

    def _fact(self, label: str, value: str, cell: Box) -> None:
        told = Box(cell.x, cell.y, _LABEL, cell.height)
        self.sheets[-1].append(lambda pages: pages.fill(told, *_SHADE))
        self._text(label, told, 9, pad=1.2, grey=0.25)
        self._text(value, Box(cell.x + _LABEL, cell.y, cell.width - _LABEL, ROW), _SIZE, pad=1.5)
        self._frame(cell, 0.3)

    def _end_fact_row(self, x: float) -> None:
        self.y += ROW
        if x < RIGHT:
            self._frame(Box(x, self.y - ROW, RIGHT - x, ROW), 0.3)
        if self.y + ROW > BOTTOM:
            self.break_page()

    def _picture(self, jpeg: bytes, box: Box) -> None:
        self.sheets[-1].append(lambda pages: pages.picture(jpeg, box))

    def _frame(self, box: Box, thick: float) -> None:
        self.sheets[-1].append(lambda pages: pages.frame(box, thick))

    def _rule(self, x1: float, y1: float, x2: float, y2: float, thick: float) -> None:
        self.sheets[-1].append(lambda pages: pages.rule(x1, y1, x2, y2, thick))


def _edges(columns: Sequence[TableColumn]) -> list[float]:
    """Return where columns begin and the last ends, in mm."""
    whole = sum(column.share for column in columns)
    edges = [LEFT]
    for column in columns:
        edges.append(edges[-1] + (RIGHT - LEFT) * column.share / whole)
    return edges
