"""A table of some dozens of rows: sorted by its headings, copied for Excel, a row chosen at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QAction, QColor, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop.core.i18n import _, ngettext
from desktop.views.support.copying import as_table, as_tabs
from desktop.views.support.notice import Notice
from desktop.views.support.theme import colours

_WRAPPED = Qt.TextFlag.TextWordWrap
_PARTS = re.compile(r"(\d+(?:\.\d+)?)")
_HEADING = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag(_WRAPPED.value)
_WIDEST, _NARROWEST = 260, 60  # pixels a column takes by itself, and is left with


@dataclass(frozen=True)
class ShortRow:
    """A row: its key, the words of its cells, a tool tip; ``quiet`` ones stand back, ``due`` ones out."""

    key: object
    cells: tuple[str, ...]
    hint: str = ""
    quiet: bool = False
    due: bool = False


class ShortTable(QTableWidget):
    """Shows rows whole; a heading sorts up, down, and then as the rows were given."""

    chosen = Signal(object)  # key of the row the cursor is on, None
    opened = Signal(object)  # key: Enter or double click
    removal_asked = Signal()  # Delete key
    said = Signal(object)  # Notice

    def __init__(
        self, name: str, headings: Sequence[str], wide: int, right: frozenset[int] = frozenset()
    ) -> None:
        """``name`` is read aloud; ``wide`` takes what room is left, columns in ``right`` are numbers."""
        super().__init__(0, len(headings))
        self._rows: tuple[ShortRow, ...] = ()
        self._shown: list[ShortRow] = []
        self._sorted: tuple[int, bool] | None = None
        self._right, self._wide = right, wide
        self._wants = [0] * len(headings)
        self._least = [0] * len(headings)
        self.setHorizontalHeaderLabels(list(headings))
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(_NARROWEST // 2)
        header.setDefaultAlignment(_HEADING)
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self._sort)
        action = QAction(_("Copy"), self)
        action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self.copy)
        self.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.currentCellChanged.connect(self._moved)
        self.itemDoubleClicked.connect(self._open)

    def show_rows(self, rows: Sequence[ShortRow]) -> None:
        """Show these rows; the one the cursor is on stays chosen where it is still there."""
        self._rows = tuple(rows)
        self._fill()

    def key(self) -> object:
        """Return the key of the row the cursor is on, None where there is none."""
        number = self.currentRow()
        return self._shown[number].key if 0 <= number < len(self._shown) else None

    def row_keys(self) -> list[object]:
        """Return the keys of all rows in the order they are shown."""
        return [row.key for row in self._shown]

    def select(self, key: object) -> bool:
        """Put the cursor on a row; say whether it is there."""
        for number, row in enumerate(self._shown):
            if row.key == key:
                self.setCurrentCell(number, self._wide)
                return True
        return False

    def copy(self) -> None:
        """Put the chosen rows, or all of them where one or none is chosen, on the clipboard with headings."""
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        taken = [self._shown[number] for number in chosen] if len(chosen) > 1 else self._shown
        lines = [self._headings(), *(list(row.cells) for row in taken)]
        data = QMimeData()
        data.setText(as_tabs(lines))
        data.setHtml(as_table(lines))
        QGuiApplication.clipboard().setMimeData(data)
        words = ngettext("{n} row copied.", "{n} rows copied.", len(taken)).format(n=f"{len(taken):,}")
        self.said.emit(Notice(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row, Delete asks to remove it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key() is not None:
            self.opened.emit(self.key())
        elif event.key() == Qt.Key.Key_Delete and self.key() is not None:
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)

    def _headings(self) -> list[str]:
        heads = (self.horizontalHeaderItem(column) for column in range(self.columnCount()))
        return [head.text() if head is not None else "" for head in heads]

    def _fill(self) -> None:
        before = self.key()
        self._shown = list(self._rows)
        if self._sorted is not None:
            column, down = self._sorted
            self._shown.sort(key=lambda row: _natural(row.cells[column]), reverse=down)
        self.blockSignals(True)
        self.setRowCount(len(self._shown))
        for number, row in enumerate(self._shown):
            for column, words in enumerate(row.cells):
                self.setItem(number, column, self._item(row, column, words))
        self._measure()
        self._fit()
        there = before is not None and self.select(before)
        if not there:
            self.setCurrentCell(-1, -1)
        self.blockSignals(False)
        if self.key() != before:
            self.chosen.emit(self.key())

    def _item(self, row: ShortRow, column: int, words: str) -> QTableWidgetItem:
        item = QTableWidgetItem(words)
        item.setToolTip(row.hint or words)
        if column in self._right:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if row.quiet or row.due:
            item.setForeground(QColor(colours().due if row.due else colours().quiet))
        return item

    def _measure(self) -> None:
        """Find out what each column needs for its longest words, and what it needs at the least.

        That is its numbers, and the longest word of its heading (Chinese breaks anywhere).
        """
        columns, header = range(self.columnCount()), self.horizontalHeader()
        cells = [self.sizeHintForColumn(column) + 8 for column in columns]
        self._wants = [max(cells[one], header.sectionSizeHint(one) + 8) for one in columns]
        wide, headings = header.fontMetrics().horizontalAdvance, self._headings()
        self._least = [
            max([wide(word) + 10 for word in headings[one].split() if word.isascii()], default=0)
            for one in columns
        ]
        for one in self._right - {self._wide}:
            self._least[one] = max(self._least[one], cells[one])

    def _fit(self) -> None:
        """Give each column what it needs; where room is short words give way, numbers never do.

        A sum that is cut reads as another sum. Where even that is too wide, the table is scrolled.
        """
        others = [one for one in range(self.columnCount()) if one != self._wide]
        room = self.viewport().width()
        room -= min(self._wants[self._wide], max(room * 2 // 5, 2 * _NARROWEST))
        most = min(_WIDEST, self.viewport().width())
        while most > _NARROWEST and sum(self._width(one, most) for one in others) > room:
            most -= 4
        for column in others:
            self.setColumnWidth(column, self._width(column, most))
        self._fit_headings()

    def _fit_headings(self) -> None:
        """Make room for the headings that go on in a second line."""
        header = self.horizontalHeader()
        metrics = header.fontMetrics()
        lines = [
            metrics.boundingRect(
                QRect(0, 0, max(1, header.sectionSize(column) - 8), 1000), _WRAPPED.value, words
            ).height()
            for column, words in enumerate(self._headings())
        ]
        header.setFixedHeight(max([metrics.height(), *lines]) + 6)

    def _width(self, column: int, most: int) -> int:
        """Return the width of a column that shall have ``most`` at most, but what it needs at the least."""
        return max(min(self._wants[column], most), self._least[column])

    def _sort(self, column: int) -> None:
        header = self.horizontalHeader()
        if self._sorted == (column, True):
            self._sorted = None
        else:
            self._sorted = (column, self._sorted == (column, False))
        header.setSortIndicatorShown(self._sorted is not None)
        if self._sorted is not None:
            down = self._sorted[1]
            header.setSortIndicator(
                column, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
            )
        self._fill()

    def _moved(self, row: int, _column: int, before: int, _before_column: int) -> None:
        if row != before:
            self.chosen.emit(self.key())

    def _open(self, _item: QTableWidgetItem) -> None:
        self.opened.emit(self.key())


def _natural(words: str) -> list[tuple[int, Decimal, str]]:
    """Return what sorts words by the numbers in them: batch 2 before batch 10, 900.00 before 2,900.00."""
    parts = _PARTS.split(words.replace(",", "").casefold())
    return [
        (0, Decimal(part), "") if number % 2 else (1, Decimal(0), part)
        for number, part in enumerate(parts)
        if part
    ]
