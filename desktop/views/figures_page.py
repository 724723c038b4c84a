"""Figures: what stands and who came in a year, the sentence sent upward, and the tables as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import site_figures, site_use, site_year
from desktop.services.site_figures import SiteKind, YearReport
from desktop.services.site_sentence import year_sentence
from desktop.services.site_use import SiteUse
from desktop.views.figures.use_tab import UseTab
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice
from desktop.views.support.page import Page
from desktop.views.support.tab_mark import TabMark
from desktop.views.support.table_cards import TableCards
from desktop.views.support.theme import muted, roomy
from desktop.views.support.tools import Tools
from desktop.views.support.workbooks import as_xlsx, ask_where

STANDING = ("kinds", "districts", "status", "hosts", "stars", "amenities", "people", "visits")


@dataclass(frozen=True)
class Told:
    """What the page shows; ``years`` can be chosen."""

    years: tuple[int, ...]
    report: YearReport
    busiest: tuple[SiteUse, ...]


class FiguresPage(Page):
    """A year, chosen at the top: its sentence, and two tabs of tables and charts."""

    tables = frozenset(
        {
            "site", "site_status", "site_rating", "site_amenity", "site_standard", "tally_month",
            "inspection", "defect",
        }
    )  # fmt: skip
    help_topic = "figures"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.feed)
        self._tools = tools
        self._told: Told | None = None
        self._wanted: int | None = None
        self.year_box = QComboBox()
        self.as_of = QLabel()
        self.sentence = QLabel()
        self.copy_sentence = QPushButton(_("Copy the sentence"))
        self.export_button = QPushButton(_("Export …"))
        self.standing = TableCards(STANDING)
        self.use = UseTab(tools.runner)
        self.tabs = QTabWidget()
        TabMark(self.tabs.tabBar())
        self.empty = EmptyState(
            "chart-bar",
            _("No figures yet"),
            _("They are made of the sites on the register and of the people served there."),
            _("Go to the sites"),
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the year again."""
        work = partial(self._read, self._wanted, self.use.kind())
        self._tools.runner.read_newest(work, done=self._show)

    def focus_search(self) -> None:
        """Go to the choice of the year."""
        self.year_box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def export(self, name: str) -> None:
        """Write the tables of the year to a workbook."""
        if self._told is not None:
            year, office = self._told.report.year, self._tools.settings.office
            work = partial(self._write, year, as_xlsx(name), office)
            self._tools.runner.read(work, done=self._exported, label=_("Exporting the figures"))

    def _read(self, year: int | None, kind: SiteKind | None, _progress: Progress) -> Told:
        store = self._tools.store
        years = tuple(store.read(site_figures.years))
        report = store.read(site_figures.report, year if year in years else years[0])
        return Told(years, report, store.read(site_use.busiest, report.year, report.day, kind))

    def _read_busiest(
        self, report: YearReport, kind: SiteKind | None, _progress: Progress
    ) -> tuple[SiteUse, ...]:
        return self._tools.store.read(site_use.busiest, report.year, report.day, kind)

    def _write(self, year: int, path: Path, office: str, _progress: Progress) -> int:
        store = self._tools.store
        report = store.read(site_figures.report, year)
        return site_year.export(report, store.read(site_use.busiest, year, report.day), path, office)

    def _show(self, told: Told) -> None:
        if told == self._told:
            return
        self._told = told
        report = told.report
        self._offer_years(told.years, report.year)
        has_any = bool(report.kinds or report.use.rows)
        self._stack.setCurrentWidget(self._body if has_any or len(told.years) > 1 else self.empty)
        self.as_of.setText(_as_of(report))
        self.sentence.setText(year_sentence(report, self._tools.settings.office))
        self.standing.show_tables(site_year.year_tables(report))
        self.use.show_use(report.use)
        self.use.show_busiest(told.busiest)

    def _offer_years(self, years: Sequence[int], year: int) -> None:
        self.year_box.blockSignals(True)
        self.year_box.clear()
        self.year_box.addItems([_("{year}").format(year=one) for one in years])
        self.year_box.setCurrentIndex(list(years).index(year))
        self.year_box.blockSignals(False)

    def _choose_year(self, number: int) -> None:
        if self._told is not None and 0 <= number < len(self._told.years):
            self._wanted = self._told.years[number]
            self.refresh()

    def _choose_kind(self) -> None:
        if self._told is not None:
            work = partial(self._read_busiest, self._told.report, self.use.kind())
            self._tools.runner.read_newest(work, done=self.use.show_busiest)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.sentence.text())
        self.said.emit(Notice(_("The sentence was copied.")))

    def _ask_where(self) -> None:
        if self._told is not None:
            title = _("Figures of the sites {year}").format(year=self._told.report.year)
            ask_where(self, f"{title}.xlsx", self.export)

    def _exported(self, rows: int) -> None:
        words = ngettext("{n} line was written.", "{n} lines were written.", rows)
        self.said.emit(Notice(words.format(n=f"{rows:,}")))

    def _go_to_sites(self) -> None:
        self.open_page.emit("sites", "")

    def _connect(self) -> None:
        self.year_box.currentIndexChanged.connect(self._choose_year)
        self.copy_sentence.clicked.connect(self._copy)
        self.export_button.clicked.connect(self._ask_where)
        self.use.kind_chosen.connect(self._choose_kind)
        self.empty.first_step.connect(self._go_to_sites)
        for part in (self.standing, self.use):
            part.said.connect(self.said)

    def _lay_out(self) -> None:
        self.year_box.setAccessibleName(_("Year"))
        self.export_button.setAccessibleName(_("Export the tables of the year as a workbook"))
        for part in (self.year_box, self.copy_sentence, self.export_button):
            roomy(part)
        self.copy_sentence.setIcon(icon("content-copy"))
        self.export_button.setIcon(icon("file-excel-outline"))
        muted(self.as_of)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.year_box)
        head.addWidget(self.as_of, 1)
        head.addWidget(self.export_button)
        self.tabs.addTab(_scrolled(self.standing), _("Sites"))
        self.tabs.addTab(_scrolled(self.use), _("People served"))
        self.tabs.setDocumentMode(True)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(16, 12, 16, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._sentence_card())
        column.addWidget(self.tabs, 1)
        self._stack.addWidget(self._body)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _sentence_card(self) -> QFrame:
        self.sentence.setWordWrap(True)
        self.sentence.setAccessibleName(_("The sentence to send upward"))
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse
        self.sentence.setTextInteractionFlags(selectable | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        card = QFrame()
        card.setFrameShape(QFrame.Shape.StyledPanel)
        card.setAutoFillBackground(True)
        card.setBackgroundRole(self.palette().ColorRole.Base)
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.copy_sentence)
        return card


def _as_of(report: YearReport) -> str:
    if report.is_past:
        return _("As of the end of the year; hosts, districts and equipment as they are today.")
    return _("As of {day}: the year still runs.").format(day=report.day.isoformat())


def _scrolled(part: QWidget) -> QScrollArea:
    framed = QWidget()
    column = QVBoxLayout(framed)
    column.setContentsMargins(0, 8, 8, 12)
    column.addWidget(part)
    column.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(framed)
    return scroll
