"""The figures of the trips: the year's sentence, and the tables every way one is asked."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import trip_figures, trip_year, trips
from desktop.services.trip_figures import TripReport
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice
from desktop.views.support.table_cards import TableCards
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools
from desktop.views.support.workbooks import as_xlsx, ask_where
from desktop.views.trips.step_section import StepSection


class FiguresSection(StepSection):
    """The figures of the year of the chosen programme."""

    help_topic = "trips-figures"

    tables = frozenset(
        {
            "trip_programme", "trip_rule", "trip_category", "trip_batch", "trip_nominee", "trip_taken",
            "trip_share", "organisation", "worker",
        }
    )  # fmt: skip

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._report: TripReport | None = None
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setAccessibleName(_("The sentence to send upward"))
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_sentence = QPushButton(icon("content-copy"), _("Copy the sentence"))
        self.export_button = QPushButton(icon("file-excel-outline"), _("Export …"))
        self.export_button.setAccessibleName(_("Export the tables of the year as a workbook"))
        self.cards = TableCards(trip_year.TABLES)
        self.cards.said.connect(self.said)
        self.empty = EmptyState(
            "chart-bar",
            _("No figures yet"),
            _("They are made of the people named and placed in the chosen programme."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._filled())
        self.body.addWidget(self._stack)
        self.copy_sentence.clicked.connect(self._copy)
        self.export_button.clicked.connect(self._ask_where)

    def show_programme(self, programme: UUID | None) -> None:
        """Read the figures of the programme's year."""
        if programme is None:
            self._stack.setCurrentIndex(0)
            return
        self._tools.runner.read_newest(partial(self._read, programme), done=self._show)

    def export(self, name: str) -> None:
        """Write the tables to a workbook."""
        if self._report is not None:
            work = partial(self._write, self._report, as_xlsx(name))
            self._tools.runner.read(work, done=self._exported, label=_("Exporting the figures"))

    def _read(self, programme: UUID, _progress: Progress) -> TripReport:
        store = self._tools.store
        year = store.read(trips.programme, programme).year
        return store.read(trip_figures.report, year)

    def _write(self, report: TripReport, path: Path, _progress: Progress) -> int:
        return trip_year.export(report, path, self._tools.settings.office)

    def _show(self, report: TripReport) -> None:
        self._report = report
        self._stack.setCurrentIndex(1)
        self.sentence.setText(trip_year.trip_sentence(report, self._tools.settings.office))
        self.cards.show_tables(trip_year.year_tables(report))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.sentence.text())
        self.said.emit(Notice(_("The sentence was copied.")))

    def _ask_where(self) -> None:
        if self._report is not None:
            title = _("Figures of the trips {year}").format(year=self._report.year)
            ask_where(self, f"{title}.xlsx", self.export)

    def _exported(self, rows: int) -> None:
        words = ngettext("{n} line was written.", "{n} lines were written.", rows)
        self.said.emit(Notice(words.format(n=f"{rows:,}")))

    def _filled(self) -> QWidget:
        for part in (self.copy_sentence, self.export_button):
            roomy(part)
        card = QFrame()
        card.setFrameShape(QFrame.Shape.StyledPanel)
        card.setAutoFillBackground(True)
        card.setBackgroundRole(self.palette().ColorRole.Base)
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.copy_sentence)
        row.addWidget(self.export_button)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 12)
        column.addWidget(self.cards)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.setAccessibleName(_("Figures"))
        whole = QWidget()
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(card)
        lines.addWidget(scroll, 1)
        return whole
