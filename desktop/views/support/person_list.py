"""A list of people, a line each: name, organisation, and how they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class PersonRow:
    """What a line shows; ``key`` is what the page knows it by."""

    name: str
    detail: str
    standing: str
    key: object


class PersonList(QTableView):
    """Shows thousands of people as smoothly as ten; the page moves the cursor.

    A table of one column: a list view asks for every row again whenever one is crossed off.
    """

    def __init__(self, accessible: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _People(self)
        self.setModel(self._model)
        self.setItemDelegate(_PersonLine(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 2 + 14)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(accessible)

    def show_rows(self, rows: Sequence[PersonRow]) -> None:
        """Show these people; the cursor stays at its line."""
        row = self.currentIndex().row()
        self._model.show(rows)
        if 0 <= row < len(rows):
            self.setCurrentIndex(self._model.index(row, 0))

    def rows(self) -> Sequence[PersonRow]:
        """Return the people shown."""
        return self._model.rows

    def drop(self, key: object) -> None:
        """Take the person known by this key off the list."""
        for number, row in enumerate(self._model.rows):
            if row.key == key:
                self._model.drop(number)
                return

    def chosen(self) -> PersonRow | None:
        """Return the person the cursor is on."""
        row = self.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def step(self, by: int) -> None:
        """Put the cursor further down or up, within the list."""
        if self._model.rows:
            row = max(0, min(len(self._model.rows) - 1, self.currentIndex().row() + by))
            self.setCurrentIndex(self._model.index(row, 0))


class _People(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[PersonRow] = ()

    def show(self, rows: Sequence[PersonRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def drop(self, number: int) -> None:
        self.beginRemoveRows(_ROOT, number, number)
        self.rows = [*self.rows[:number], *self.rows[number + 1 :]]
        self.endRemoveRows()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name} {row.detail} {row.standing}"
        return row if role == _LINE else None


class _PersonLine(QStyledItemDelegate):
    """The name, below it the organisation in the quiet colour, at the right how the person stands."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(_LINE)
        if not isinstance(row, PersonRow):
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette, role = option.palette, QPalette.ColorRole
        if chosen:
            painter.fillRect(option.rect, palette.color(role.Highlight))
        place = option.rect.adjusted(12, 6, -12, -6)
        metrics = option.fontMetrics
        width = metrics.horizontalAdvance(row.standing)
        painter.save()
        painter.setPen(palette.color(role.HighlightedText if chosen else role.PlaceholderText))
        painter.drawText(
            place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), row.standing
        )
        place.setRight(place.right() - width - 12)
        lower = metrics.elidedText(row.detail, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), lower)
        painter.setPen(palette.color(role.HighlightedText if chosen else role.Text))
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        upper = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), upper)
        painter.restore()
