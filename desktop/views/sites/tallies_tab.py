"""People served at one site: the month as a calendar, a day by the hour, and the year so far."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core import tallies as counting
from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.core.tallies import Count
from desktop.services import tallies
from desktop.services.calendar import calendar
from desktop.services.site_year import month_words
from desktop.services.tallies import MonthTotal, TallyFilter
from desktop.views.sites.site_tab import SiteTab
from desktop.views.sites.tally_calendar import CalendarModel, HoursModel, SiteMonth
from desktop.views.sites.tally_counts import Slot
from desktop.views.sites.tally_period import PeriodBar
from desktop.views.sites.tally_print import MonthPrint
from desktop.views.sites.tally_saver import TallySaver
from desktop.views.sites.tally_table import CountTable
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, roomy, toned
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools
from desktop.views.support.use_chart import Bars, UseChart


@dataclass(frozen=True)
class _Read:
    """The month and year of a site, by the number of the reading."""

    month: SiteMonth
    year: tuple[MonthTotal, ...]
    year_before: tuple[MonthTotal, ...]
    reading: int


@dataclass(frozen=True)
class _Hours:
    """The hours of a day of a site."""

    site: UUID
    name: str
    day: date
    hours: tuple[Count, ...] | None


class TalliesTab(SiteTab):
    """A calendar to type into; below it the chosen day by the hour."""

    tables = frozenset({"tally_month", "tally_hours", "site_status", "calendar_day"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._site: UUID | None = None
        self._year: tuple[MonthTotal, ...] = ()
        self.period = PeriodBar(self._today())
        self.period.set_monthly(True)
        self.days = CalendarModel()
        self.hours = HoursModel()
        self.sheet = QPushButton(icon("printer"), "")
        self.sheet.setToolTip(_("Month sheet: a line a day, with room for signatures"))
        self.sheet.setAccessibleName(_("Month sheet"))
        self.paper = MonthPrint(tools)
        self.calendar = _table(self.days, _("People served, by day"), 40)
        self.clock = _table(self.hours, _("People served, by hour"), 36)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.hour_words = QLabel()
        self.hour_words.setWordWrap(True)
        muted(self.hour_words)
        self.chart = UseChart(tools.runner, _("People served by month"))
        self.chart.setMinimumHeight(200)
        for model, table in ((self.days, self.calendar), (self.hours, self.clock)):
            saver = TallySaver(tools, model, self)
            saver.said.connect(self.said)
            saver.lost.connect(self._read)
            table.cleared.connect(saver.clear)
            table.current_slot_changed.connect(self._tell)
            model.typed_changed.connect(self._tell)
        self.clock.horizontalHeader().hide()
        self.calendar.current_slot_changed.connect(self._read_hours)
        self.period.changed.connect(self._read)
        self.sheet.clicked.connect(self._show_sheet)
        self.paper.said.connect(self.said)
        self.paper.left.connect(self._show_calendar)
        self._stack = QStackedWidget()
        self._lay_out()

    def show_site(self, site: UUID | None) -> None:
        """Show the figures of a site; of another one, this month's."""
        if site != self._site:
            self.period.set_today(self._today())
            self._site = site
            self._stack.setCurrentIndex(0)
        self._read()

    def is_dirty(self) -> bool:
        """Say whether a figure waits to be confirmed or mended."""
        return bool(self.days.open_slots() or self.hours.open_slots())

    def _read(self) -> None:
        site, store = self._site, self._tools.store
        if site is None:
            return
        month, today, reading = self.period.month(), self._today(), self.days.begin_reading()

        def work(_progress: Progress) -> _Read:
            line = store.read(tallies.site_month, site, month)
            last = min(today, counting.day_in(month, counting.days_in(month)))
            usual = store.read(tallies.usual, [site], last)[site]
            shown = SiteMonth(line, month, usual, today, store.read(calendar))
            year = store.read(tallies.site_year, site, month // 100)
            return _Read(shown, year, store.read(tallies.site_year, site, month // 100 - 1), reading)

        self._tools.runner.read_newest(work, done=self._show)

    def _show(self, found: _Read) -> None:
        at = self.calendar.current_slot()
        self.days.show_month(found.month, found.reading)
        _fit_height(self.calendar)
        if at is not None:
            self.calendar.go_to(at)
        if self.calendar.current_slot() is None:
            length = counting.days_in(found.month.month)
            last = min(found.month.today, counting.day_in(found.month.month, length))
            self.calendar.go_to(Slot(found.month.line.place.id, last))
        self._year = found.year
        self.chart.show_bars(_bars(found))
        self._tell()
        self._read_hours(self.calendar.current_slot())

    def _read_hours(self, slot: Slot | None) -> None:
        shown, store = self.days.shown(), self._tools.store
        if slot is None or shown is None:
            return
        name = shown.line.place.name

        def work(_progress: Progress) -> _Hours:
            return _Hours(slot.site, name, slot.day, store.read(tallies.site_hours, slot.site, slot.day))

        self._tools.runner.read_newest(work, done=self._show_hours)

    def _show_hours(self, found: _Hours) -> None:
        now = self._tools.store.now().astimezone()
        may_edit = self.days.may_edit(Slot(found.site, found.day))
        last = now.hour if found.day == now.date() else counting.HOURS - 1
        self.hours.show_day(found.site, found.name, found.day, found.hours, last if may_edit else -1)
        _fit_height(self.clock)
        day = day_words(found.day)
        if found.hours is not None:
            words = _("{day} by the hour; the figure of the day is their sum")
        else:
            words = _("{day} was not counted by the hour")
        self.hour_words.setText(words.format(day=day))

    def _tell(self, _what: object = None) -> None:
        shown = self.days.shown()
        if shown is None:
            return
        total, told = self.days.total()
        people = ngettext("{n} person served", "{n} people served", total).format(n=f"{total:,}")
        days = ngettext("{n} day told", "{n} days told", told).format(n=told)
        parts = [people, days]
        if shown.usual is not None:
            parts.append(_("usually {n} a day").format(n=f"{counting.rounded(shown.usual):,}"))
        year = sum(one.total for one in self._year)
        words = _("{year}: {n} people served").format(year=shown.month // 100, n=f"{year:,}")
        self.summary.setText(f"{' · '.join(parts)}\n{words}")
        self._tell_fault()

    def _tell_fault(self) -> None:
        table = self.clock if self.hours.typed(self.clock.current_slot()) else self.calendar
        typed = table.counts().typed(table.current_slot())
        sentence = typed.sentence if typed else ""
        if sentence and typed is not None:
            toned(self.fault, "due" if typed.count is not None else "error")
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _show_sheet(self) -> None:
        if self._site is not None:
            self._stack.setCurrentWidget(self.paper)
            self.paper.show_month(self.period.month(), TallyFilter(), frozenset({self._site}))

    def _show_calendar(self) -> None:
        self._stack.setCurrentIndex(0)
        self.calendar.setFocus()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 12, 4, 8)
        column.setSpacing(8)
        first = QHBoxLayout()
        first.setSpacing(8)
        roomy(self.sheet)
        first.addWidget(self.period, 1)
        first.addWidget(self.sheet)
        column.addLayout(first)
        parts = (self.summary, self.calendar, self.fault, self.hour_words, self.clock, self.chart)
        for widget in parts:
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.paper)
        whole.addWidget(self._stack)
        self.setFocusProxy(self.calendar)

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()


def _bars(found: _Read) -> Bars:
    """Return the months of the year beside those of the year before."""
    year = found.month.month // 100
    now, before = (tuple(one.total for one in months) for months in (found.year, found.year_before))
    this, last = (_("{year}").format(year=one) for one in (year, year - 1))
    return Bars(month_words(), now, before if any(before) else (), this, last)


def _table(model: CalendarModel | HoursModel, name: str, row: int) -> CountTable:
    table = CountTable(model, across=True)
    table.setAccessibleName(name)
    table.setAlternatingRowColors(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(max(row, table.fontMetrics().height() * 2 + 4))
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setMinimumSectionSize(36)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return table


def _fit_height(table: CountTable) -> None:
    """Make the table as high as its rows."""
    header = table.horizontalHeader()
    top = 0 if header.isHidden() else header.sizeHint().height()
    table.setFixedHeight(top + table.verticalHeader().length() + 2 * table.frameWidth())
