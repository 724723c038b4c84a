"""The entries that may be one person, in pairs, nearest first."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import merging
from desktop.services.merging import Twins
from desktop.services.people import WorkerLine
from desktop.views.people.words import agree_words, entry_words
from desktop.views.support.empty import EmptyState
from desktop.views.support.theme import muted, primary, roomy, titled
from desktop.views.support.tools import Tools


class TwinsView(QWidget):
    """A pair is chosen, compared and merged; two with different identity numbers are never shown."""

    said = Signal(object)  # Notice
    closed = Signal()
    merge_asked = Signal(object, object)  # UUID, UUID

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._pairs: Sequence[Twins] = ()
        self.title = QLabel(_("Entries that may be one person"))
        titled(self.title)
        self.about = QLabel(
            _("The same name, and telephone, organisation or birthday agree. Nothing is merged by itself.")
        )
        self.about.setWordWrap(True)
        muted(self.about)
        self.table = QTableWidget(0, 4)
        self._build_table()
        self.nothing = EmptyState(
            "account-check-outline", _("Nobody seems to be on file twice"), "", _("Back to the list")
        )
        self.nothing.first_step.connect(self.closed)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        self.back = QPushButton(_("Back to the list"))
        self.back.clicked.connect(self.closed)
        roomy(self.back)
        self.merge = QPushButton(_("Compare and merge…"))
        self.merge.clicked.connect(self._ask)
        primary(self.merge)
        self._lay_out()

    def refresh(self) -> None:
        """Look for pairs anew."""
        store = self._tools.store

        def read(_progress: Progress) -> list[Twins]:
            return store.read(merging.likely_twins)

        self._tools.runner.read(read, done=self._show, label=_("Looking for entries that are one person"))

    def _show(self, pairs: Sequence[Twins]) -> None:
        row = max(self.table.currentRow(), 0)
        self._pairs = pairs
        self.table.setRowCount(len(pairs))
        for number, pair in enumerate(pairs):
            cells = (
                pair.first.name, _told(pair.first), _told(pair.second), agree_words(pair.agree_in),
            )  # fmt: skip
            for column, words in enumerate(cells):
                cell = QTableWidgetItem(words)
                cell.setToolTip(words)
                self.table.setItem(number, column, cell)
        self.stack.setCurrentWidget(self.table if pairs else self.nothing)
        self.merge.setVisible(bool(pairs))
        self.back.setVisible(bool(pairs))
        if pairs:
            self.table.selectRow(min(row, len(pairs) - 1))
        (self.table if pairs else self.nothing.step).setFocus()

    def _ask(self) -> None:
        row = self.table.currentRow()
        if 0 <= row < len(self._pairs):
            self.merge_asked.emit(self._pairs[row].first.id, self._pairs[row].second.id)

    def _build_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels([_("Name"), _("One entry"), _("The other entry"), _("What agrees")])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(_("Entries that may be one person"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(self.fontMetrics().height() + 14)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in (0, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        table.activated.connect(self._ask)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self.stack, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.merge)
        column.addLayout(foot)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed)


def _told(one: WorkerLine) -> str:
    return entry_words(one).removeprefix(one.name).removeprefix(" · ") or _("(nothing)")
