"""The two tables of figures of many sites, each with its model and what saves it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.workdays import WorkCalendar
from desktop.services.tallies import DayList, MonthGrid
from desktop.views.sites.tally_counts import CountModel, Slot
from desktop.views.sites.tally_day import BEFORE, CODE, COUNT, DISTRICT, NOTE, SITE, USUAL, DayModel
from desktop.views.sites.tally_month import MonthModel
from desktop.views.sites.tally_saver import TallySaver
from desktop.views.sites.tally_table import CountTable, place
from desktop.views.support.tools import Tools


class _Grid(QWidget):
    """A table over the whole width."""

    said = Signal(object)  # Notice
    lost = Signal()

    def __init__(self, tools: Tools, model: CountModel, name: str) -> None:
        super().__init__()
        self._model = model
        self.table = CountTable(model)
        self.table.setAccessibleName(name)
        self._saver = TallySaver(tools, model, self)
        self._saver.said.connect(self.said)
        self._saver.lost.connect(self.lost)
        self.table.cleared.connect(self._saver.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def counts(self) -> CountModel:
        """Return the model."""
        return self._model

    def words(self) -> str:
        """Return how far the figures are."""
        raise NotImplementedError

    def sites(self) -> tuple[UUID, ...]:
        """Return the sites in the order of the rows."""
        raise NotImplementedError

    def copy_all(self) -> int:
        """Put everything shown on the clipboard; return the rows."""
        raise NotImplementedError

    def enter(self) -> None:
        """Go to where one goes on typing."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_place(self, slot: Slot | None) -> None:
        if slot is not None:
            self.table.go_to(slot)


class DayGrid(_Grid):
    """A day: a line a site."""

    def __init__(self, tools: Tools) -> None:
        self._day = DayModel()
        super().__init__(tools, self._day, _("People served on the day"))
        table = self.table
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setStretchLastSection(True)
        for column, width in (
            (SITE, 236), (CODE, 76), (DISTRICT, 84), (BEFORE, 72), (USUAL, 72), (COUNT, 104), (NOTE, 200)
        ):  # fmt: skip
            header.resizeSection(column, width)
        header.setMinimumSectionSize(40)

    def show_list(self, found: DayList, only_due: bool, reading: int) -> None:
        """Show what was read, and stay at the site one was at."""
        at = self.table.current_slot()
        before = at.day if at else None
        self._day.show_list(found, only_due, reading)
        has_codes = any(line.place.code for line in found.lines)
        has_districts = len({line.place.district for line in found.lines}) > 1
        self.table.setColumnHidden(CODE, not has_codes)
        self.table.setColumnHidden(DISTRICT, not has_districts)
        if at is not None and before == found.day:
            self._keep_place(at)
        if self.table.current_slot() is None:
            self._keep_place(self._day.first_due() or self._first())

    def words(self) -> str:
        """Return how many sites told the day."""
        told, expected, total = self._day.progress()
        if not expected:
            return ""
        words = ngettext("{told} of {n} site told", "{told} of {n} sites told", expected)
        people = ngettext("{n} person served", "{n} people served", total).format(n=f"{total:,}")
        return f"{words.format(told=told, n=expected)} · {people}"

    def sites(self) -> tuple[UUID, ...]:
        """Return the sites in the order of the rows."""
        return tuple(line.place.id for line in self._day.lines())

    def copy_all(self) -> int:
        """Put all columns but the notes on the clipboard."""
        model = self._day
        columns = range(NOTE)
        heading = [str(model.headerData(c, Qt.Orientation.Horizontal) or "") for c in columns]
        rows = [[str(model.index(r, c).data() or "") for c in columns] for r in range(model.rowCount())]
        place([heading, *rows])
        return len(rows)

    def _first(self) -> Slot | None:
        return self._day.slot_at(self._day.index(0, COUNT)) if self._day.rowCount() else None


class MonthTable(_Grid):
    """A month: sites down, days across; the names stay in sight."""

    def __init__(self, tools: Tools) -> None:
        self._month = MonthModel()
        super().__init__(tools, self._month, _("People served in the month"))
        table = self.table
        names = table.verticalHeader()
        names.setMinimumWidth(150)
        names.setMaximumWidth(184)
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        days = table.horizontalHeader()
        days.setMinimumSectionSize(24)

    def show_grid(
        self,
        grid: MonthGrid,
        usual: Mapping[UUID, float | None],
        today: date,
        worked: WorkCalendar,
        reading: int,
    ) -> None:
        """Show what was read, and stay at the cell one was at."""
        at = self.table.current_slot()
        self._month.show_grid(grid, usual, today, worked, reading)
        if grid.lines:
            self._fit_columns(grid)
        self._keep_place(at)
        if self.table.current_slot() is None and grid.lines:
            index = self._month.index(0, self._month.today_column())
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def _fit_columns(self, grid: MonthGrid) -> None:
        """Make days as wide as the largest figure, three digits at least, so that most of a month is seen."""
        largest = max((count or 0 for line in grid.lines for count in line.counts), default=0)
        metrics, days = self.table.fontMetrics(), self.table.horizontalHeader()
        days.setDefaultSectionSize(metrics.horizontalAdvance("8" * max(3, len(str(largest)))) + 9)
        days.resizeSection(grid.days, metrics.horizontalAdvance("888888") + 12)

    def words(self) -> str:
        """Return what the month amounts to."""
        grid = self._month.grid()
        if grid is None or not grid.lines:
            return ""
        total = str(self._month.index(len(grid.lines), grid.days).data() or 0)
        sites = ngettext("{n} site", "{n} sites", len(grid.lines)).format(n=len(grid.lines))
        people = ngettext("{n} person served", "{n} people served", int(total))
        return f"{sites} · {people.format(n=f'{int(total):,}')}"

    def sites(self) -> tuple[UUID, ...]:
        """Return the sites in the order of the rows."""
        grid = self._month.grid()
        return tuple(line.place.id for line in grid.lines) if grid else ()

    def copy_all(self) -> int:
        """Put the month on the clipboard, with codes, names and totals."""
        cells = self._month.cells()
        if cells:
            place(cells)
        return max(0, len(cells) - 1)
