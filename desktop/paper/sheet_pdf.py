"""Sign-in sheets, receipt sheets and rosters on paper."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from desktop.core.codes import page_code, row_code
from desktop.core.i18n import _
from desktop.core.money import in_capitals, in_figures
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Column, Printed, RowPart, SheetContent, SheetKind, SheetRow
from desktop.core.sheet_layout import Box, ColumnPlace, RowPlace, SheetLayout, layout_of
from desktop.paper.page import Align, Pages, deliver
from desktop.paper.qr import page_stencils, row_stencils

_SIZES = {Column.NAME: 12.0, Column.NUMBER: 9.5, Column.REMARK: 9.0}
_SIZE = 10.0
_LEAST = 7.0
_PAD = 1.2
_LEFT = (Column.ORGANISATION, Column.POST, Column.ITEM, Column.REMARK)


def draw_sheet(content: SheetContent, out: Path | BinaryIO, progress: Progress | None = None) -> Printed:
    """Draw the sheet as a PDF, in the language in force, and write it whole or not at all.

    Raises SheetTooWide, NoChineseFont, CannotSave; Cancelled when ``progress`` says so.
    """
    progress = progress or Silent()
    drawing = _Drawing(content, layout_of(content))
    for page in range(1, drawing.plan.pages + 1):
        progress.step(page - 1, drawing.plan.pages, _("Drawing page {n}").format(n=page))
        drawing.page(page)
    pages = drawing.pages
    deliver(pages.finish(), out)
    progress.step(drawing.plan.pages, drawing.plan.pages)
    return Printed(drawing.plan.pages, len(content.rows), tuple(pages.unprintable), tuple(pages.cut))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a page's slot and how its text is set."""

    column: Column
    box: Box
    size: float
    align: Align


@dataclass(slots=True)
class _Drawing:
    """One sheet on its way to paper: what it says, where it goes, and what is drawn so far."""

    content: SheetContent
    plan: SheetLayout
    pages: Pages = field(init=False)
    numbers: list[str] = field(init=False)
    cells: list[list[_Cell]] = field(init=False)
    patterns: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pages = Pages(self.plan.paper, self.content.title)
        self.numbers = _numbers(self.content.rows)
        self.cells = [
            [
                _Cell(
                    place.column,
                    self.plan.cell(place, slot),
                    _SIZES.get(place.column, _SIZE),
                    _align(place.column),
                )
                for place in self.plan.columns
                if place.column is not Column.SIGNATURE
            ]
            for slot in self.plan.slots
        ]

    def page(self, page: int) -> None:
        rows = self.plan.rows_on(page)
        name = f"form{len(rows)}"
        if name not in self.patterns:
            self._fixed_parts(len(rows))
            self.pages.pattern(name)
            self.patterns.add(name)
        self.pages.stamp(name)
        self._identity(page)
        for index, place in self.plan.places_on(page):
            self._row(index, place)
        _draw_foot(self.pages, self.plan, self.content, page)
        self.pages.next_page()

    def _row(self, index: int, place: RowPlace) -> None:
        row = self.content.rows[index]
        for cell in self.cells[index % self.plan.rows_a_page]:
            text = self._text(row, cell.column, index)
            if text:
                self.pages.write(text, cell.box, cell.size, cell.align, least=_LEAST, pad=_PAD)
        if place.code and row.token is not None:
            self.pages.code(row_code(self.content.key, row.token), place.code, row_stencils())

    def _text(self, row: SheetRow, column: Column, index: int) -> str:
        if column is Column.NUMBER:
            return self.numbers[index]
        if column is Column.SUM and row.sum is not None:
            return in_figures(row.sum)
        return row.texts.get(column, "")

    def _identity(self, page: int) -> None:
        content, plan = self.content, self.plan
        text = page_code(content.key, content.sheet, page, plan.pages, plan.version)
        self.pages.code(text, plan.page_code, page_stencils())
        label = _("Sheet {sheet} · {page}/{pages}").format(sheet=content.sheet, page=page, pages=plan.pages)
        self.pages.write(label, plan.page_label, 6.5, Align.RIGHT, least=5, grey=0.35)

    def _fixed_parts(self, rows: int) -> None:
        """Draw what is the same on all pages with this many rows."""
        for mark in self.plan.marks:
            self.pages.fill(mark, 0, 0, 0)
        _draw_head(self.pages, self.plan, self.content)
        _draw_grid(self.pages, self.plan, rows)
        hint = _("Printed {day} · print at 100 %, do not fit to page").format(day=self.content.printed_on)
        self.pages.write(hint, self.plan.hint, 7, Align.CENTRE, least=5, grey=0.45)


def _numbers(rows: Sequence[SheetRow]) -> list[str]:
    """Count the rows; those kept for leaders are not counted."""
    numbers, count = [], 0
    for row in rows:
        count += row.part is not RowPart.KEPT
        numbers.append("" if row.part is RowPart.KEPT else str(count))
    return numbers


def _align(column: Column) -> Align:
    if column is Column.SUM:
        return Align.RIGHT
    return Align.LEFT if column in _LEFT else Align.CENTRE


def _draw_head(pages: Pages, plan: SheetLayout, content: SheetContent) -> None:
    pages.write(_heading(content), plan.title, 17, Align.CENTRE, least=11, bold=True)
    fields = _head_fields(content)
    lines = max(2, (len(fields) + 1) // 2)
    height = min(5.6, plan.head.height / lines)
    for n, (label, value) in enumerate(fields):
        width = plan.head.width / 2
        box = Box(plan.head.x + n % 2 * width, plan.head.y + n // 2 * height, width - 3, height)
        _draw_field(pages, box, label, value)


def _draw_field(pages: Pages, box: Box, label: str, value: str) -> None:
    """Write a label and its value, or a rule to write the value on."""
    wide = pages.chain.width(label, 10) * 25.4 / 72 + 1
    pages.write(label, Box(box.x, box.y, wide, box.height), 10, grey=0.3)
    rest = Box(box.x + wide, box.y, box.width - wide, box.height)
    if value:
        pages.write(value, rest, 10, least=7)
    else:
        pages.rule(rest.x, box.bottom - 0.6, rest.right, box.bottom - 0.6, 0.4, 0.4)


def _heading(content: SheetContent) -> str:
    words = {
        SheetKind.SIGN_IN: _("{title} · Sign-in sheet"),
        SheetKind.RECEIPT: _("{title} · Receipt sheet"),
        SheetKind.ROSTER: _("{title} · Roster"),
    }
    return words[content.kind].format(title=content.title)


def _head_fields(content: SheetContent) -> list[tuple[str, str]]:
    """Return labels and values; what is empty stays as a rule, except on a roster."""
    fields = [
        (_("Time:"), content.time),
        (_("Place:"), content.place),
        (_("Organiser:"), content.organiser),
    ]
    if content.kind is SheetKind.RECEIPT:
        fields = [(_("Project:"), content.project), (_("Source of funds:"), content.fund_source), *fields]
    if content.kind is SheetKind.ROSTER:
        fields = [(label, value) for label, value in fields if value]
    return fields


def _draw_grid(pages: Pages, plan: SheetLayout, rows: int) -> None:
    table, heading = plan.table, plan.heading
    bottom = plan.slots[rows - 1].box.bottom if rows else table.y
    pages.fill(heading, 0.925, 0.94, 0.955)
    for column in plan.columns:
        box = Box(column.x, heading.y, column.width, heading.height)
        pages.write(_label(column), box, 10, Align.CENTRE, least=6.5, pad=0.6, bold=True)
    for slot in plan.slots[: max(0, rows - 1)]:
        pages.rule(table.x, slot.box.bottom, table.right, slot.box.bottom, 0.4, 0.45)
    for column in plan.columns[1:]:
        pages.rule(column.x, heading.y, column.x, bottom, 0.4, 0.45)
    pages.rule(table.x, heading.bottom, table.right, heading.bottom, 0.8)
    pages.frame(Box(table.x, heading.y, table.width, bottom - heading.y))
    if plan.code_band:
        _label_codes(pages, plan, plan.code_band)


def _label_codes(pages: Pages, plan: SheetLayout, band: Box) -> None:
    """Head the codes; packed two rows deep, they say which of a pair is whose."""
    box = Box(band.x + 2, plan.heading.y, band.width - 2, plan.heading.height - 2)
    if not plan.spec.dense:
        pages.write(_("Scan"), Box(band.x, box.y, band.width, box.height), 9, Align.CENTRE, grey=0.3)
        return
    half = box.width / 2
    for n, words in enumerate((_("upper row"), _("lower row"))):
        place = Box(box.x + n * half, box.y, half, box.height)
        pages.write(words, place, 8, Align.CENTRE, least=6, pad=0.5, grey=0.3)


def _label(column: ColumnPlace) -> str:
    words = {
        Column.NUMBER: _("No."),
        Column.ORGANISATION: _("Organisation"),
        Column.NAME: _("Name"),
        Column.SEX: _("Sex"),
        Column.POST: _("Post"),
        Column.PHONE: _("Phone"),
        Column.ID_NUMBER: _("Identity number"),
        Column.MEMBER_NUMBER: _("Member number"),
        Column.ITEM: _("Item"),
        Column.SUM: _("Sum (yuan)"),
        Column.SIGNATURE: _("Signature"),
        Column.REMARK: _("Remark"),
        Column.CODE: _("Scan"),
    }
    return words[column.column]


def _draw_foot(pages: Pages, plan: SheetLayout, content: SheetContent, page: int) -> None:
    """Write page n of m on each page, the counts or the total on the last, signatures on each receipt."""
    foot = plan.foot
    line = Box(foot.x, foot.y, foot.width, 9.0)
    numbering = _("Page {page} of {pages}").format(page=page, pages=plan.pages)
    last = page == plan.pages
    if content.kind is SheetKind.RECEIPT:
        _draw_total(pages, Box(line.x, line.y, line.width, 8.0), plan, content, page)
        line = Box(foot.x, foot.y + 9.0, foot.width, 9.0)
        _draw_blanks(pages, line, (_("Handled by:"), _("Witness:"), _("Chairman:")))
    elif last and content.kind is SheetKind.SIGN_IN:
        _draw_counts(pages, line, content)
    elif last:
        people = sum(row.part is RowPart.LISTED for row in content.rows)
        pages.write(_("Total: {count} people").format(count=people), line, 10)
    pages.write(numbering, line, 9, Align.RIGHT, grey=0.3)


def _draw_counts(pages: Pages, line: Box, content: SheetContent) -> None:
    expected = sum(row.part is RowPart.LISTED for row in content.rows)
    words = _("Expected: {count}").format(count=expected)
    pages.write(words, Box(line.x, line.y, 30, line.height), 10)
    blanks = [_("Present:"), _("Absent:")]
    if any(row.part is RowPart.WALK_IN for row in content.rows):
        blanks.append(_("Walk-ins:"))
    _draw_blanks(pages, Box(line.x + 30, line.y, line.width - 30, line.height), blanks)


def _draw_blanks(pages: Pages, line: Box, labels: Sequence[str]) -> None:
    """Write labels in a row, each with a rule behind it to write on, left of the page number."""
    each = (line.width - 26) / len(labels)
    for n, label in enumerate(labels):
        wide = pages.chain.width(label, 10) * 25.4 / 72 + 1
        x = line.x + n * each
        pages.write(label, Box(x, line.y, wide + 1, line.height), 10)
        pages.rule(x + wide, line.y + 6.5, x + each - 3, line.y + 6.5, 0.4, 0.3)


def _draw_total(pages: Pages, line: Box, plan: SheetLayout, content: SheetContent, page: int) -> None:
    """Write the page's sum on every page, and on the last the whole in figures and in capitals."""
    sums = [row.sum for row in content.rows if row.sum is not None]
    if not sums:
        people = sum(row.part is RowPart.LISTED for row in content.rows)
        pages.write(_("Total: {count} people").format(count=people), line, 10)
        return
    total = sum(sums, Decimal())
    here = sum((content.rows[n].sum or Decimal() for n in plan.rows_on(page)), Decimal())
    words = _("This page: ¥{sum}").format(sum=in_figures(here))
    if page == plan.pages:
        whole = _("Total: ¥{sum} (in capitals: {capitals})").format(
            sum=in_figures(total), capitals=in_capitals(total)
        )
        words = f"{words}    {whole}" if plan.pages > 1 else whole
    pages.write(words, line, 10, least=7, bold=page == plan.pages)
