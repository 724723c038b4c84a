"""Short tables that are only read: a row is chosen, nothing is edited in it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem


def plain_table(name: str, headings: Sequence[str], wide: int) -> QTableWidget:
    """Return an empty table, called ``name`` aloud; the column ``wide`` (from 0) takes what room is left."""
    table = QTableWidget(0, len(headings))
    table.setHorizontalHeaderLabels(list(headings))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.setAccessibleName(name)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table


def fill_row(
    table: QTableWidget,
    row: int,
    cells: Sequence[str],
    key: object = None,
    right: frozenset[int] = frozenset(),
    hint: str = "",
) -> None:
    """Show a row; ``key`` is kept with its first cell, columns in ``right`` hold numbers."""
    for column, words in enumerate(cells):
        item = QTableWidgetItem(words)
        item.setToolTip(hint or words)
        if column == 0:
            item.setData(Qt.ItemDataRole.UserRole, key)
        if column in right:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        table.setItem(row, column, item)


def key_of(table: QTableWidget, row: int) -> object:
    """Return the key kept with a row, None where there is no such row."""
    item = table.item(row, 0)
    return None if item is None else item.data(Qt.ItemDataRole.UserRole)
