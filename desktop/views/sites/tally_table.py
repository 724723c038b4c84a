"""The table figures are typed into: typing begins, Enter saves and goes down, arrows move, Ctrl+V pastes."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.views.sites.tally_counts import CORNER, CountModel, Slot
from desktop.views.support.copying import as_table, as_tabs
from desktop.views.support.theme import colours

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_EMPTYING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class CountEditor(QStyledItemDelegate):
    """A line for a number; arrow up and down save it and go on."""

    left_by = Signal(int, bool)  # one on or back; whether by Enter

    def createEditor(  # noqa: N802 - Qt's name
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        """Return the line, as wide as its cell."""
        line = QLineEdit(parent)
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.setFrame(False)
        line.setMaxLength(12)
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:  # noqa: N802
        """Fill the line, unless something is being typed: news of the rest of the table must not undo it."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter and the arrows up and down save at once and go on; Qt's own way waits for the next event."""
        if (
            isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in _STEPS
        ):
            step = _STEPS[Qt.Key(event.key())]
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                step = -step
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.NoHint)
            self.left_by.emit(step, event.key() in _ENTER)
            return True
        return super().eventFilter(watched, event)


class CornerEditor(CountEditor):
    """Shows a small word in the upper left corner of each cell, as calendars show the day."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the cell, then its corner."""
        super().paint(painter, option, index)
        word = index.data(CORNER)
        if not word:
            return
        rect, state = option.rect, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        font = painter.font()
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.8))
        painter.setFont(font)
        painter.setPen(QColor(colours().on_accent if chosen else colours().quiet))
        painter.drawText(
            rect.adjusted(4, 2, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(word)
        )
        painter.restore()


class CountTable(QTableView):
    """Shows a :class:`CountModel`. Enter goes down, or with ``across`` to the right and on line by line."""

    paste_asked = Signal(str, object)  # text, Slot
    cleared = Signal(object)  # list[Slot]
    current_slot_changed = Signal(object)  # Slot | None
    typing_ended = Signal()

    def __init__(self, model: CountModel, across: bool = False) -> None:
        super().__init__()
        self._counts = model
        self._across = across
        self.setModel(model)
        self._editor = CornerEditor(self) if across else CountEditor(self)
        self._editor.left_by.connect(self._go_on)
        self.setItemDelegate(self._editor)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setShowGrid(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(max(30, self.fontMetrics().height() + 12))
        self.horizontalHeader().setHighlightSections(False)

    def counts(self) -> CountModel:
        """Return the model."""
        return self._counts

    def current_slot(self) -> Slot | None:
        """Return what the current cell stands for."""
        return self._counts.slot_at(self.currentIndex())

    def go_to(self, slot: Slot) -> None:
        """Make the cell of a slot the current one."""
        index = self._counts.index_of(slot)
        if index.isValid():
            self.setCurrentIndex(index)

    def is_typing(self) -> bool:
        """Say whether an editor is open."""
        return self.state() is QAbstractItemView.State.EditingState

    def chosen_slots(self) -> list[Slot]:
        """Return the cells for figures that are selected."""
        found = (self._counts.slot_at(index) for index in self.selectedIndexes())
        return [slot for slot in found if slot is not None and self._counts.may_edit(slot)]

    def currentChanged(  # noqa: N802 - Qt's name
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell where one is."""
        super().currentChanged(current, previous)
        self.current_slot_changed.emit(self._counts.slot_at(current))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms and goes on, Delete empties, Esc puts back; the clipboard keys as everywhere."""
        slot = self.current_slot()
        if event.key() in _ENTER and slot is not None:
            self._counts.confirm(slot)
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() in _EMPTYING and self.chosen_slots():
            self.cleared.emit(self.chosen_slots())
        elif event.key() == Qt.Key.Key_Escape and slot is not None and self._counts.put_back(slot):
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        """Tab in the editor goes to the next day, unless what was typed is wrong or doubted."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.typing_ended.emit()
        if self._is_held():
            self.current_slot_changed.emit(self.current_slot())
        elif hint is QAbstractItemDelegate.EndEditHint.EditNextItem:
            self._move(0, 1)
        elif hint is QAbstractItemDelegate.EndEditHint.EditPreviousItem:
            self._move(0, -1)

    def copy_chosen(self) -> None:
        """Put the selected cells on the clipboard, as a spreadsheet takes them."""
        chosen = self.selectedIndexes()
        if not chosen:
            return
        rows = range(min(i.row() for i in chosen), max(i.row() for i in chosen) + 1)
        columns = range(min(i.column() for i in chosen), max(i.column() for i in chosen) + 1)
        place([[self._text(row, column) for column in columns] for row in rows])

    def paste(self) -> None:
        """Ask to enter what is on the clipboard, from the current cell on."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.paste_asked.emit(text, self.current_slot())

    def _text(self, row: int, column: int) -> str:
        index = self._counts.index(row, column)
        role = Qt.ItemDataRole.EditRole if self._counts.slot_at(index) else Qt.ItemDataRole.DisplayRole
        return str(index.data(role) or "")

    def _step(self, by: int) -> None:
        if not self._across:
            self._move(by, 0)
            return
        wide = self._counts.columnCount()
        place = self.currentIndex().row() * wide + self.currentIndex().column() + by
        while 0 <= place < self._counts.rowCount() * wide:
            following = self._counts.index(place // wide, place % wide)
            if self._may_enter(following):
                self.setCurrentIndex(following)
                return
            place += by

    def _go_on(self, by: int, by_enter: bool) -> None:
        if self._is_held():
            return
        if by_enter:
            self._step(by)
        else:
            self._move(by, 0)

    def _is_held(self) -> bool:
        typed = self._counts.typed(self.current_slot())
        return typed is not None and bool(typed.sentence)

    def _move(self, rows: int, columns: int) -> None:
        """Go to the next cell that holds a figure in that direction."""
        index = self.currentIndex()
        row, column = index.row() + rows, index.column() + columns
        while 0 <= row < self._counts.rowCount() and 0 <= column < self._counts.columnCount():
            following = self._counts.index(row, column)
            if self._may_enter(following):
                self.setCurrentIndex(following)
                return
            row, column = row + rows, column + columns

    def _may_enter(self, index: QModelIndex) -> bool:
        slot = self._counts.slot_at(index)
        return slot is not None and self._counts.may_edit(slot)


def place(lines: Sequence[Sequence[str]]) -> None:
    """Put lines of cells on the clipboard."""
    data = QMimeData()
    data.setText(as_tabs(lines))
    data.setHtml(as_table(lines))
    QGuiApplication.clipboard().setMimeData(data)
