"""The check sheet on the screen: P, F and N go through its lines."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from desktop.core.i18n import _
from desktop.services.inspections import CheckLine, CheckResult, LineEntry, result_word
from desktop.views.support.theme import colours

_WORDING, _RESULT, _POINTS, _REMARK = range(4)
_KEYS = {
    Qt.Key.Key_P: CheckResult.PASS,
    Qt.Key.Key_Plus: CheckResult.PASS,
    Qt.Key.Key_F: CheckResult.FAIL,
    Qt.Key.Key_Minus: CheckResult.FAIL,
    Qt.Key.Key_N: CheckResult.NOT_ASKED,
}
_SIGNS = {CheckResult.PASS: "✓", CheckResult.FAIL: "✗", CheckResult.NOT_ASKED: ""}
_TONES = {CheckResult.PASS: "good", CheckResult.FAIL: "error", CheckResult.NOT_ASKED: "quiet"}
_NEXT = {
    CheckResult.NOT_ASKED: CheckResult.PASS,
    CheckResult.PASS: CheckResult.FAIL,
    CheckResult.FAIL: CheckResult.NOT_ASKED,
}


@dataclass(frozen=True)
class Mark:
    """What was found of a line; ``points`` None: all for a pass, none for a fail."""

    result: CheckResult = CheckResult.NOT_ASKED
    points: int | None = None
    remark: str = ""


class RoomyRows(QStyledItemDelegate):
    """Leaves some air above and below words of several lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the usual size and a little more."""
        return super().sizeHint(option, index) + QSize(0, 10)


class CheckTable(QTableWidget):
    """One line of the sheet a row. Marking goes on to the next; points and remarks are typed over."""

    changed = Signal()
    line_changed = Signal(int)  # row the cursor is on, -1 without
    failed = Signal(int)  # row just marked as failed

    def __init__(self) -> None:
        super().__init__(0, 4)
        self._sheet: tuple[CheckLine, ...] = ()
        self._marks: list[Mark] = []
        self.setHorizontalHeaderLabels(
            [_("What is looked at"), _("Result"), _("Points"), _("Remark")],
        )
        self.setAccessibleName(_("Check sheet"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(RoomyRows(self))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_WORDING, QHeaderView.ResizeMode.Stretch)
        wide = self.fontMetrics().horizontalAdvance("0")
        for column, signs in ((_RESULT, 12), (_POINTS, 9), (_REMARK, 14)):
            header.resizeSection(column, wide * signs + 16)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.cellChanged.connect(self._typed)
        self.cellDoubleClicked.connect(self._turn)
        self.currentCellChanged.connect(self._moved)

    def show_sheet(self, sheet: tuple[CheckLine, ...]) -> None:
        """Show the lines of a sheet with nothing marked."""
        self._sheet, self._marks = sheet, [Mark() for _line in sheet]
        self.blockSignals(True)
        self.setRowCount(len(sheet))
        for row, line in enumerate(sheet):
            for column in range(4):
                item = QTableWidgetItem()
                if column in (_WORDING, _RESULT):
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.setItem(row, column, item)
            self._cell(row, _WORDING).setText(line.wording)
            self._cell(row, _WORDING).setToolTip(line.wording)
            self._paint(row)
        self.blockSignals(False)
        if sheet:
            self.setCurrentCell(0, _RESULT)

    def mark(self, row: int, result: CheckResult) -> None:
        """Say what was found of a line."""
        if not 0 <= row < len(self._marks):
            return
        self._marks[row] = replace(self._marks[row], result=result, points=None)
        self._repaint(row)
        self.changed.emit()
        if result is CheckResult.FAIL:
            self.failed.emit(row)

    def pass_rest(self) -> None:
        """Let every line that was not marked pass."""
        for row, mark in enumerate(self._marks):
            if mark.result is CheckResult.NOT_ASKED:
                self._marks[row] = replace(mark, result=CheckResult.PASS)
                self._repaint(row)
        self.changed.emit()

    def entries(self) -> list[LineEntry]:
        """Return what was found, line by line."""
        return [
            LineEntry(line.item, mark.result, mark.points, mark.remark)
            for line, mark in zip(self._sheet, self._marks, strict=True)
        ]

    def is_marked(self) -> bool:
        """Say whether anything was marked or written."""
        return any(mark != Mark() for mark in self._marks)

    def result(self, row: int) -> CheckResult:
        """Return what was found of a line."""
        return self._marks[row].result if 0 <= row < len(self._marks) else CheckResult.NOT_ASKED

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """P passes, F fails, N was not asked; then the next line."""
        result = _KEYS.get(Qt.Key(event.key()))
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if result is not None and plain and self.currentColumn() in (_WORDING, _RESULT):
            row = self.currentRow()
            self.mark(row, result)
            self.setCurrentCell(min(row + 1, self.rowCount() - 1), _RESULT)
        elif event.key() == Qt.Key.Key_Space and self.currentColumn() in (_WORDING, _RESULT):
            self._turn(self.currentRow(), _RESULT)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Colour the results anew where the palette changed."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_marks"):
            for row in range(len(self._marks)):
                self._repaint(row)

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        cell = self.item(row, column)
        assert cell is not None
        return cell

    def _turn(self, row: int, column: int) -> None:
        if column in (_WORDING, _RESULT):
            self.mark(row, _NEXT[self.result(row)])

    def _moved(self, row: int, _column: int, _before: int, _column_before: int) -> None:
        self.line_changed.emit(row)

    def _typed(self, row: int, column: int) -> None:
        text = self._cell(row, column).text().strip()
        if column == _REMARK:
            self._marks[row] = replace(self._marks[row], remark=text)
        elif column == _POINTS and text.isdecimal() and int(text) <= self._sheet[row].points:
            result = self._marks[row].result
            if result is CheckResult.NOT_ASKED:
                result = CheckResult.PASS
            self._marks[row] = replace(self._marks[row], result=result, points=int(text))
        self._repaint(row)
        self.changed.emit()

    def _repaint(self, row: int) -> None:
        self.blockSignals(True)
        self._paint(row)
        self.blockSignals(False)
        self.viewport().update()

    def _paint(self, row: int) -> None:
        mark, worth = self._marks[row], self._sheet[row].points
        result = self._cell(row, _RESULT)
        result.setText(f"{_SIGNS[mark.result]} {result_word(mark.result)}".strip())
        result.setForeground(QColor(str(getattr(colours(), _TONES[mark.result]))))
        points = mark.points
        if points is None and mark.result is not CheckResult.NOT_ASKED:
            points = worth if mark.result is CheckResult.PASS else 0
        self._cell(row, _POINTS).setText(f"{'–' if points is None else points} / {worth}")
        self._cell(row, _REMARK).setText(mark.remark)
