"""The proof of an allocation on A4 across: facts, the way it is worked, a table a group, lots, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from desktop.core.i18n import _
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Printed
from desktop.core.sheet_layout import Box
from desktop.paper.fit import LEADING, wrapped
from desktop.paper.fonts import fonts
from desktop.paper.page import POINTS, Align, Pages, deliver
from desktop.paper.ruled import Ruled, draw_ruled

PAPER = Box(0, 0, 297, 210)
_LEFT, _RIGHT, _TOP, _BOTTOM = 25.0, 287.0, 18.0, 192.0
_WIDTH = _RIGHT - _LEFT
_ROW, _HEADING = 6.4, 10.5
_SIZE = 9.5
_SIGN = 22.0


@dataclass(frozen=True, slots=True)
class ProofTable:
    """A table; ``widths`` are in proportion, the columns in ``left`` begin at the left."""

    headings: tuple[str, ...]
    widths: tuple[float, ...]
    left: frozenset[int]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofSection:
    """A heading, what is said before the table, the table, and what is said after it."""

    heading: str
    before: tuple[str, ...] = ()
    table: ProofTable | None = None
    after: tuple[str, ...] = ()
    lots: ProofTable | None = None


@dataclass(frozen=True, slots=True)
class ProofPaper:
    """What stands on the proof sheet, from top to bottom."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[ProofSection, ...]
    signatures: tuple[str, ...]


@dataclass(slots=True)
class _Sheets:
    """Pages filled from top to bottom; the feet are drawn when they are counted."""

    pages: Pages
    title: str
    y: float = _TOP
    page: int = 1
    of: int = 0
    progress: Progress = field(default_factory=Silent)

    def turn(self) -> None:
        """Finish this page and begin another."""
        self._foot()
        self.pages.next_page()
        self.page += 1
        self.progress.step(min(self.page - 1, self.of), self.of, _("Drawing page {n}").format(n=self.page))
        self.y = _TOP
        self.pages.write(self.title, Box(_LEFT, 9, _WIDTH, 5), 8.5, least=6, grey=0.35)

    def room(self, height: float) -> None:
        """Turn the page unless so much is left."""
        if self.y + height > _BOTTOM and self.y > _TOP:
            self.turn()

    def end(self) -> None:
        """Finish the last page."""
        self._foot()
        self.pages.next_page()

    def text(self, words: str, size: float = _SIZE, bold: bool = False, grey: float = 0.0) -> None:
        """Write a text of any length across the page."""
        height = size * LEADING / POINTS
        for line in wrapped(fonts(), words, _WIDTH * POINTS / size):
            self.room(height)
            box = Box(_LEFT, self.y, _WIDTH, height)
            self.pages.write(line, box, size, least=size - 1, bold=bold, grey=grey)
            self.y += height
        self.y += 0.8

    def table(self, table: ProofTable) -> None:
        """Draw a table over as many pages as it takes, with its headings on each."""
        widths = tuple(_WIDTH * width / sum(table.widths) for width in table.widths)
        rows = [*table.rows, *([table.total] if table.total else [])]
        at = 0
        while at < len(rows):
            self.room(_HEADING + 2 * _ROW)
            fitting = max(1, int((_BOTTOM - self.y - _HEADING) / _ROW))
            if at + fitting == len(rows) - 1 and table.total and fitting > 1:
                fitting -= 1  # the sums do not stand alone on a page
            part = rows[at : at + fitting]
            is_last = at + fitting >= len(rows)
            off = frozenset({len(part) - 1}) if is_last and table.total else frozenset[int]()
            shape = Ruled(_LEFT, self.y, widths, _ROW, _HEADING, table.left, size=9, heading_size=8.5)
            draw_ruled(self.pages, shape, table.headings, part, off_rows=off)
            self.y = shape.bottom(len(part)) + 2
            at += fitting

    def _foot(self) -> None:
        shown = _("page {n} of {m}").format(n=self.page, m=self.of) if self.of else str(self.page)
        self.pages.write(shown, Box(_RIGHT - 40, 199, 40, 5), 8.5, Align.RIGHT, grey=0.35)


def draw_proof(paper: ProofPaper, out: Path | BinaryIO, progress: Progress | None = None) -> Printed:
    """Draw the proof and write it whole or not at all.

    Raises NoChineseFont, CannotSave; Cancelled when ``progress`` says so.
    """
    counting = _Sheets(Pages(PAPER, paper.title), paper.title)
    _draw(counting, paper)
    sheets = _Sheets(Pages(PAPER, paper.title), paper.title, of=counting.page, progress=progress or Silent())
    _draw(sheets, paper)
    deliver(sheets.pages.finish(), out)
    sheets.progress.step(sheets.of, sheets.of)
    lines = sum(len(section.table.rows) for section in paper.sections if section.table)
    return Printed(sheets.page, lines, tuple(sheets.pages.unprintable), tuple(sheets.pages.cut))


def _draw(sheets: _Sheets, paper: ProofPaper) -> None:
    sheets.pages.write(paper.title, Box(_LEFT, 12, _WIDTH, 10), 17, Align.CENTRE, least=11, bold=True)
    sheets.y = 26
    _facts(sheets, paper.facts)
    for section in paper.sections:
        _section(sheets, section)
    _signatures(sheets, paper.signatures)
    sheets.end()


def _facts(sheets: _Sheets, facts: Sequence[tuple[str, str]]) -> None:
    for label, value in facts:
        lines = wrapped(fonts(), value, (_WIDTH - 44) * POINTS / 10)
        height = max(6.0, len(lines) * 10 * LEADING / POINTS)
        sheets.room(height)
        sheets.pages.write(label, Box(_LEFT, sheets.y, 42, 6), 9.5, least=7, grey=0.3)
        for number, line in enumerate(lines):
            box = Box(_LEFT + 44, sheets.y + number * 10 * LEADING / POINTS, _WIDTH - 44, 6)
            sheets.pages.write(line, box, 10, least=9)
        sheets.y += height
    sheets.y += 2


def _section(sheets: _Sheets, section: ProofSection) -> None:
    sheets.room(10 + _HEADING + 3 * _ROW if section.table else 18)
    sheets.y += 1.5
    sheets.text(section.heading, 11.5, bold=True)
    for words in section.before:
        sheets.text(words)
    if section.table is not None:
        sheets.y += 1
        sheets.table(section.table)
    for words in section.after:
        sheets.text(words, 9)
    if section.lots is not None:
        sheets.table(section.lots)
    sheets.y += 1.5


def _signatures(sheets: _Sheets, words: Sequence[str]) -> None:
    sheets.room(_SIGN)
    sheets.y += 8
    width = _WIDTH / len(words)
    for number, word in enumerate(words):
        x = _LEFT + number * width
        sheets.pages.write(word, Box(x, sheets.y, 24, 7), 10, least=7)
        sheets.pages.rule(x + 25, sheets.y + 6.5, x + width - 6, sheets.y + 6.5, 0.5)
    sheets.y += 10
