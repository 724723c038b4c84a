"""Rows of a list that come to the same, straight from memory, and what is decided about each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeySequence, QShortcut
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
from desktop.views.support.theme import colours, muted, roomy

R = TypeVar("R")
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Shown(Generic[R]):
    """One column: heading, words of a row, width in pixels at 100 % text size."""

    title: str
    text: Callable[[R], str]
    width: int


class RowsModel(QAbstractTableModel, Generic[R]):
    """Some rows of a list; where they are ``decidable``, each is taken or left out.

    ``taken_first`` is what is done with a row of which nothing was said.
    """

    def __init__(self, columns: Sequence[Shown[R]], decidable: bool, taken_first: bool = True) -> None:
        super().__init__()
        self.columns = columns
        self.decidable = decidable
        self._taken_first = taken_first
        self._rows: Sequence[R] = ()
        self._places: Sequence[int] = ()
        self._turned: set[int] = set()

    def show_rows(self, rows: Sequence[R], places: Sequence[int]) -> None:
        """Show the rows at these places; every decision made before is forgotten."""
        self.beginResetModel()
        self._rows, self._places, self._turned = rows, places, set()
        self.endResetModel()

    def turned(self) -> frozenset[int]:
        """Return the places of rows decided otherwise than by themselves."""
        return frozenset(self._turned)

    def place(self, number: int) -> int:
        """Return the place in the list of a line of the table."""
        return self._places[number]

    def row(self, number: int) -> R:
        """Return what stands in a line of the table."""
        return self._rows[self._places[number]]

    def taken(self) -> int:
        """Return how many of the rows are taken."""
        if not self.decidable:
            return 0
        return len(self._places) - len(self._turned) if self._taken_first else len(self._turned)

    def decide(self, numbers: Sequence[int], take: bool) -> None:
        """Take these lines of the table, or leave them out."""
        places = [self._places[number] for number in numbers]
        if take is not self._taken_first:
            self._turned.update(places)
        else:
            self._turned.difference_update(places)
        if self._places:
            last = self.index(len(self._places) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def is_taken(self, number: int) -> bool:
        """Say whether a line of the table is taken."""
        return (self._places[number] in self._turned) is not self._taken_first

    def decision(self, number: int) -> str:
        """Return what was decided about a line of the table."""
        return _("taken") if self.is_taken(number) else _("left out")

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are; the first says whether a row is taken."""
        return 0 if parent.isValid() else len(self.columns) + int(self.decidable)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if self.decidable and section == 0:
            return _("Decision")
        return self.columns[section - int(self.decidable)].title

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows; the whole of it as a tool tip."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(index)
        if role == Qt.ItemDataRole.ForegroundRole and self.decidable and not self.is_taken(index.row()):
            return QColor(colours().quiet)
        return None

    def _words(self, index: Index) -> str:
        column = index.column() - int(self.decidable)
        return self.decision(index.row()) if column < 0 else self.columns[column].text(self.row(index.row()))


class RowsTab(QWidget, Generic[R]):
    """A table of rows; chosen ones are taken or left out by a button or the space bar."""

    decided = Signal()

    def __init__(self, model: RowsModel[R], about: str) -> None:
        super().__init__()
        self._model = model
        model.setParent(self)
        self.about = QLabel(about)
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
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.setSpacing(8)
        self.column.addWidget(self.about)
        self.column.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.column.addLayout(foot)
        for button in (self.take, self.leave, self.take_all, self.leave_all):
            roomy(button)
            foot.addWidget(button)
            button.setVisible(model.decidable)
        foot.addStretch(1)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.view)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._turn)
        self._follow()

    def show_rows(self, rows: Sequence[R], places: Sequence[int]) -> None:
        """Show the rows at these places."""
        self._model.show_rows(rows, places)
        if places:
            self.view.selectRow(0)
        self._follow()

    def decide(self, numbers: Sequence[int], take: bool) -> None:
        """Take these lines of the table, or leave them out, where that may be decided."""
        if numbers and self._model.decidable:
            self._model.decide(numbers, take)
            self.decided.emit()

    def _build_view(self) -> None:
        view = self.view
        view.setModel(self._model)
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
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setFixedHeight(self.fontMetrics().height() + 14)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        scale = self.fontMetrics().height() / 17
        widths = [120] * int(self._model.decidable) + [one.width for one in self._model.columns]
        for number, width in enumerate(widths):
            view.setColumnWidth(number, round(width * scale))
        view.selectionModel().selectionChanged.connect(self._follow)

    def _chosen(self) -> list[int]:
        numbers: set[int] = set()
        selection = self.view.selectionModel().selection()
        for place in range(selection.count()):
            part = selection.at(place)
            numbers.update(range(part.top(), part.bottom() + 1))
        return sorted(numbers)

    def _take(self) -> None:
        self.decide(self._chosen(), True)

    def _leave(self) -> None:
        self.decide(self._chosen(), False)

    def _take_all(self) -> None:
        self.decide(range(self._model.rowCount()), True)

    def _leave_all(self) -> None:
        self.decide(range(self._model.rowCount()), False)

    def _turn(self) -> None:
        chosen = self._chosen()
        if chosen and self._model.decidable:
            self.decide(chosen, not self._model.is_taken(chosen[0]))

    def _follow(self, *_ranges: object) -> None:
        some = self.view.selectionModel().hasSelection()
        self.take.setEnabled(some)
        self.leave.setEnabled(some)
        for button in (self.take_all, self.leave_all):
            button.setEnabled(self._model.rowCount() > 0)
