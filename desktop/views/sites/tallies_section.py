"""Daily figures: a day of many sites typed in from the keyboard, and the month as a grid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QTabBar, QVBoxLayout

from desktop.core import tallies as counting
from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.core.workdays import WorkCalendar
from desktop.services import site_find, tallies, tally_sheet
from desktop.services.calendar import calendar
from desktop.services.tallies import DayList, MonthGrid
from desktop.services.tally_paste import PasteTo
from desktop.views.sites.tallies_bar import TalliesBar
from desktop.views.sites.tallies_foot import TalliesFoot
from desktop.views.sites.tally_counts import Slot
from desktop.views.sites.tally_grids import DayGrid, MonthTable
from desktop.views.sites.tally_paste_panel import PastePanel
from desktop.views.sites.tally_print import MonthPrint
from desktop.views.support.empty import EmptyState
from desktop.views.support.notice import Notice
from desktop.views.support.pdf_files import file_name
from desktop.views.support.section import Section
from desktop.views.support.tools import Tools
from desktop.views.support.workbooks import as_xlsx, ask_where

_SETTLING_MS = 250  # after a figure was saved, before the list is read again
_DAY, _MONTH, _EMPTY, _PASTE, _PRINT = range(5)


@dataclass(frozen=True)
class _Read:
    """What was read for the mode one is in; the other is None."""

    reading: int
    districts: tuple[str, ...]
    day: DayList | None = None
    month: MonthGrid | None = None
    usual: Mapping[UUID, float | None] | None = None
    worked: WorkCalendar | None = None


class TalliesSection(Section):
    """A column of today's counts, or the grid of a month; each Enter saves its figure."""

    tables = frozenset({"tally_month", "tally_hours", "site", "site_status", "calendar_day", "opening_hours"})
    help_topic = "tallies"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._read_once = False
        self._arrived = False
        self._behind = False
        self.bar = TalliesBar(self._today(), tools.memory)
        self.day = DayGrid(tools)
        self.month = MonthTable(tools)
        self.paste = PastePanel(tools)
        self.print = MonthPrint(tools)
        self.empty = EmptyState(
            "counter",
            _("No site to count people at"),
            _("Figures are told for sites that are open. Enter sites in the register first."),
            _("Open the register"),
        )
        self.foot = TalliesFoot()
        self._stack = QStackedWidget()
        for widget in (self.day, self.month, self.empty, self.paste, self.print):
            self._stack.addWidget(widget)
        self._pause = QTimer(self, singleShot=True, interval=_SETTLING_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)
        self._connect()
        self.bar.period.set_monthly(self.bar.is_monthly())
        self._stack.setCurrentIndex(_MONTH if self.bar.is_monthly() else _DAY)

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes here goes on typing."""
        super().showEvent(event)
        self._arrived = True

    def refresh(self) -> None:
        """Read again, at once the first time, later when a hand that types rests for a moment."""
        if self._read_once:
            self._pause.start()
        else:
            self._read()

    def focus_search(self) -> None:
        """Go to the line that narrows the sites."""
        self.bar.filter.setFocus()
        self.bar.filter.selectAll()

    def begin(self, step: str) -> None:
        """Go to the first site that told nothing today."""
        if step == "day":
            self.bar.choose_mode(monthly=False)
            self.bar.period.go(self._today())

    def may_leave(self) -> bool:
        """Stay where a figure that was typed is wrong or doubted."""
        for table in (self.day, self.month):
            waiting = table.counts().open_slots()
            if waiting:
                self.bar.choose_mode(monthly=table is self.month)
                table.table.go_to(waiting[0])
                table.table.setFocus()
                self.said.emit(Notice(_("A figure is not saved yet: confirm it with Enter, or Esc.")))
                return False
        return True

    def paste_text(self, text: str, at: Slot | None) -> None:
        """Show what a pasted block would enter."""
        grid = self._grid()
        sites = grid.sites()
        row = sites.index(at.site) if at and at.site in sites else 0
        day = at.day.day if at else self.bar.period.day().day
        self._show(_PASTE)
        self.paste.look_at(text, PasteTo(self.bar.period.month(), sites, row, day))

    def print_sheets(self) -> None:
        """Show the month's sheets as they will print."""
        self._show(_PRINT)
        self.print.show_month(self.bar.period.month(), self.bar.wanted())

    def save_to(self, file: str) -> None:
        """Write the month as a workbook."""
        store, path = self._tools.store, as_xlsx(file)
        month, wanted = self.bar.period.month(), self.bar.wanted()

        def work(_progress: Progress) -> Path:
            store.read(tally_sheet.write_month, month, wanted, path)
            return path

        self._tools.runner.read(work, done=self._saved, label=_("Writing the list"))

    def _connect(self) -> None:
        self._pause.timeout.connect(self._read)
        self.bar.changed.connect(self._ask_anew)
        self.bar.left_downwards.connect(self._enter_table)
        self.bar.only_due.toggled.connect(self._read)
        self.empty.first_step.connect(self._open_register)
        for panel in (self.paste, self.print):
            panel.left.connect(self._back_to_grid)
            panel.said.connect(self.said)
        for grid in (self.day, self.month):
            grid.said.connect(self.said)
            grid.lost.connect(self._read)
            grid.table.paste_asked.connect(self.paste_text)
            grid.table.current_slot_changed.connect(self._tell)
            grid.table.typing_ended.connect(self._catch_up)
            grid.counts().typed_changed.connect(self._tell)
        self.foot.paste.clicked.connect(self._paste_clicked)
        self.foot.copy.clicked.connect(self._copy)
        self.foot.print.clicked.connect(self.print_sheets)
        self.foot.export.clicked.connect(self._ask_file)

    def _ask_anew(self) -> None:
        self.bar.period.set_today(self._today())
        self._show(_MONTH if self.bar.is_monthly() else _DAY)
        self._read()

    def _read(self) -> None:
        self._read_once = True
        self._pause.stop()
        store, wanted, day = self._tools.store, self.bar.wanted(), self.bar.period.day()
        monthly, month, today = self.bar.is_monthly(), self.bar.period.month(), self._today()
        grid = self._grid()
        reading = grid.counts().begin_reading()

        def work(_progress: Progress) -> _Read:
            districts = store.read(site_find.districts)
            if not monthly:
                return _Read(reading, districts, day=store.read(tallies.day_list, day, wanted))
            found = store.read(tallies.month_grid, month, wanted)
            last = min(today, counting.day_in(month, found.days))
            usual = store.read(tallies.usual, [line.place.id for line in found.lines], last)
            return _Read(reading, districts, month=found, usual=usual, worked=store.read(calendar))

        self._tools.runner.read_newest(work, done=self._show_read)

    def _show_read(self, found: _Read) -> None:
        if self._grid().table.is_typing():  # rows must not move under the hand that types
            self._behind = True
            return
        self.bar.set_districts(found.districts)
        if found.day is not None:
            self.day.show_list(found.day, self.bar.only_due.isChecked(), found.reading)
            lines = len(found.day.lines)
        elif found.month is not None and found.worked is not None:
            self.month.show_grid(found.month, found.usual or {}, self._today(), found.worked, found.reading)
            lines = len(found.month.lines)
        else:
            return
        if self._stack.currentIndex() not in (_PASTE, _PRINT):
            kind = _MONTH if self.bar.is_monthly() else _DAY
            self._show(kind if lines or self.bar.is_narrowed() else _EMPTY)
        if self._arrived and not isinstance(self.window().focusWidget(), QLineEdit | QTabBar):
            self._enter_table()
        self._arrived = False
        self._tell()

    def _catch_up(self) -> None:
        if self._behind:
            self._behind = False
            self._pause.start()

    def _grid(self) -> DayGrid | MonthTable:
        return self.month if self.bar.is_monthly() else self.day

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        in_panel = number in (_PASTE, _PRINT)
        self.bar.setVisible(not in_panel)
        self.foot.setVisible(not in_panel and number != _EMPTY)
        self.bar.only_due.setVisible(not self.bar.is_monthly())

    def _back_to_grid(self) -> None:
        self._show(_MONTH if self.bar.is_monthly() else _DAY)
        self._enter_table()

    def _enter_table(self) -> None:
        self._grid().enter()

    def _tell(self, _what: object = None) -> None:
        grid = self._grid()
        typed = grid.counts().typed(grid.table.current_slot())
        sentence = typed.sentence if typed else ""
        self.foot.say(sentence, "due" if typed and typed.count is not None else "error")
        self.foot.set_progress(grid.words())

    def _copy(self) -> None:
        grid = self._grid()
        count = grid.copy_all()
        words = ngettext("{n} row copied.", "{n} rows copied.", count).format(n=f"{count:,}")
        self.said.emit(Notice(words))

    def _paste_clicked(self) -> None:
        self._grid().table.paste()

    def _ask_file(self) -> None:
        month = tally_sheet.month_words(self.bar.period.month())
        name = file_name(_("People served {month}").format(month=month))
        ask_where(self, f"{name}.xlsx", self.save_to)

    def _saved(self, file: Path) -> None:
        self.said.emit(Notice(_("Saved as {file}.").format(file=file.name)))

    def _open_register(self) -> None:
        self.open_page.emit("sites", "register")

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()
