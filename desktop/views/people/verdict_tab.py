"""One tab of the preview: the rows that come to the same, and what is decided about them."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.services.imports_rows import ImportRow, Verdict
from desktop.views.people.meant_panel import Meant, MeantPanel
from desktop.views.people.preview_model import PreviewModel
from desktop.views.support.theme import muted, roomy
from desktop.views.support.tools import Tools


class VerdictTab(QWidget):
    """A table of rows; chosen ones are taken or left out by a button or the space bar."""

    decided = Signal()

    def __init__(self, verdict: Verdict, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PreviewModel(verdict, self)
        self.about = QLabel(_about(verdict))
        self.about.setWordWrap(True)
        muted(self.about)
        self.view = QTableView()
        self._build_view()
        self.take = QPushButton(_("Take those chosen"))
        self.leave = QPushButton(_("Leave out those chosen"))
        self.take_all = QPushButton(_("Take all"))
        self.leave_all = QPushButton(_("Leave out all"))
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self._leave)
        self.take_all.clicked.connect(self._take_all)
        self.leave_all.clicked.connect(self._leave_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(self.view, 1)
        self.meant = MeantPanel(tools)
        self.meant.put.connect(self._point)
        self.meant.decided.connect(self._answer)
        column.addWidget(self.meant)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.take, self.leave, self.take_all, self.leave_all):
            roomy(button)
            button.setVisible(self.model.decidable)
            foot.addWidget(button)
        foot.addStretch(1)
        column.addLayout(foot)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.view)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._turn)
        self._follow()

    def show_rows(self, rows: Sequence[ImportRow], places: Sequence[int]) -> None:
        """Show the rows at these places, those that come to this verdict."""
        self.model.show_rows(rows, places)
        if places:
            self.view.selectRow(0)
        self._ask_who()
        self._follow()

    def _build_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setAlternatingRowColors(True)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        view.setAccessibleName(_("Rows of the list"))
        header = view.horizontalHeader()
        # Else the header asks of every row whether it is chosen: seconds where 100,000 are.
        header.setSelectionModel(QItemSelectionModel(self.model, header))
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setFixedHeight(self.fontMetrics().height() + 14)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        scale = self.fontMetrics().height() / 17
        widths = [120] * int(self.model.decidable) + [one.width for one in self.model.columns]
        for number, width in enumerate(widths):
            view.setColumnWidth(number, round(width * scale))
        view.selectionModel().selectionChanged.connect(self._follow)
        view.selectionModel().currentRowChanged.connect(self._ask_who)

    def _chosen(self) -> list[int]:
        numbers: set[int] = set()
        selection = self.view.selectionModel().selection()
        for place in range(selection.count()):
            part = selection.at(place)
            numbers.update(range(part.top(), part.bottom() + 1))
        return sorted(numbers)

    def _decide(self, numbers: list[int], take: bool) -> None:
        if numbers and self.model.decidable:
            self.model.decide(numbers, take)
            self._ask_who()
            self.decided.emit()

    def _take(self) -> None:
        self._decide(self._chosen(), True)

    def _leave(self) -> None:
        self._decide(self._chosen(), False)

    def _take_all(self) -> None:
        self._decide(list(range(self.model.rowCount())), True)

    def _leave_all(self) -> None:
        self._decide(list(range(self.model.rowCount())), False)

    def _turn(self) -> None:
        chosen = self._chosen()
        if chosen and self.model.decidable:
            self._decide(chosen, not self.model.is_taken(chosen[0]))

    def _ask_who(self, *_indexes: object) -> None:
        number = self.view.currentIndex().row()
        if self.model.verdict is not Verdict.DOUBTFUL or not 0 <= number < self.model.rowCount():
            self.meant.ask(-1, None, "nobody")
            return
        row = self.model.row(number)
        meant: Meant = "nobody"
        if self.model.is_taken(number):
            meant = row.worker_id or "new"
        self.meant.ask(self.model.place(number), row, meant)

    def _point(self, place: int, row: ImportRow) -> None:
        self._settle(place, row, True)

    def _answer(self, place: int, as_new: bool) -> None:
        self._settle(place, None, as_new)

    def _settle(self, place: int, row: ImportRow | None, take: bool) -> None:
        number = self.view.currentIndex().row()
        if 0 <= number < self.model.rowCount() and self.model.place(number) == place:
            self.model.mean(place, row)
            self._decide([number], take)

    def _follow(self, *_ranges: object) -> None:
        some = self.view.selectionModel().hasSelection()
        self.take.setEnabled(some)
        self.leave.setEnabled(some)
        for button in (self.take_all, self.leave_all):
            button.setEnabled(self.model.rowCount() > 0)


def _about(verdict: Verdict) -> str:
    return {
        Verdict.NEW: _("These are not on the books yet."),
        Verdict.CHANGED: _("These are on the books; the list says otherwise. Blank cells erase nothing."),
        Verdict.SAME: _("These are on the books just as the list says; nothing is written."),
        Verdict.DOUBTFUL: _(
            "These are left out unless you take them. Space takes a row or leaves it out. Where several on"
            " file fit, say below who is meant."
        ),
        Verdict.REFUSED: _(
            "These cannot be taken in. Save them as a workbook, mend them, and import that file."
        ),
    }[verdict]
