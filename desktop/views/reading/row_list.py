"""The list of rows, and the keys by which one goes through them."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.core.i18n import _
from desktop.views.reading.entries import is_open, line_of
from desktop.views.reading.key_caps import KeyCaps
from desktop.views.reading.line_look import LineLook
from desktop.views.reading.lines import Entry, Lines


class RowList(QListView):
    """Rows with their signatures. J and K go through what is open, Y, N and U settle it."""

    current_changed = Signal(object)  # UUID | None
    signed_asked = Signal()
    empty_asked = Signal()
    judged_asked = Signal()  # put back as judged
    name_asked = Signal()
    page_asked = Signal()
    accept_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = Lines(line_of, self)
        self.setModel(self.lines)
        self.setItemDelegate(LineLook(self))
        self.setUniformItemSizes(True)  # thousands of rows are laid out at once
        self.setFrameShape(QListView.Shape.StyledPanel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("Rows"))
        self._keys: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_J: self.next_open,
            Qt.Key.Key_K: self.last_open,
            Qt.Key.Key_Y: self.signed_asked.emit,
            Qt.Key.Key_N: self.empty_asked.emit,
            Qt.Key.Key_U: self.judged_asked.emit,
            Qt.Key.Key_Backspace: self.judged_asked.emit,
            Qt.Key.Key_P: self.page_asked.emit,
            Qt.Key.Key_F3: self.name_asked.emit,
            Qt.Key.Key_Return: self.accept_asked.emit,
            Qt.Key.Key_Enter: self.accept_asked.emit,
        }

    def press(self, cap: str) -> None:
        """Do what a key shown on the screen does."""
        act = next((act for key, act in self._keys.items() if QKeySequence(key).toString() == cap), None)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if act is not None:
            act()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; the cursor stays on its row, or goes to the nearest that is still shown."""
        key, number = self.current_key(), self.currentIndex().row()
        self.lines.show(entries)
        if key is not None and self.choose(key):
            return
        self._go(self._line_from(max(number, 0), 1))

    def current_key(self) -> UUID | None:
        """Return the row the cursor is on."""
        found = self.lines.found(self.currentIndex().row())
        return found.row.row_id if found is not None else None

    def choose(self, key: UUID) -> bool:
        """Put the cursor on a row; say whether it is shown."""
        number = self.lines.number_of(key)
        if number >= 0:
            self._go(number)
        return number >= 0

    def next_open(self) -> bool:
        """Go to the next row to be looked at, from the end on to the first; say whether there is one."""
        return self._to_open(1)

    def last_open(self) -> bool:
        """Go back to the row before that is to be looked at."""
        return self._to_open(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Settle rows by single keys; move by the arrows, past headings."""
        act = self._keys.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if act is not None and plain:
            act()
            return
        super().keyPressEvent(event)
        if self.currentIndex().isValid() and self.current_key() is None:
            by = -1 if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) else 1
            self._go(self._line_from(self.currentIndex().row(), by))

    def currentChanged(  # noqa: N802 - Qt's name
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell which row one is at."""
        super().currentChanged(current, previous)
        self.current_changed.emit(self.current_key())

    def _to_open(self, by: int) -> bool:
        count = len(self.lines.entries)
        start = self.currentIndex().row()
        for step in range(1, count + 1):
            number = (start + by * step) % count
            found = self.lines.found(number)
            if found is not None and is_open(found.row):
                self._go(number)
                return True
        return False

    def _line_from(self, number: int, by: int) -> int:
        """Return the nearest line from there on, or back where there is none; -1 without any."""
        count = len(self.lines.entries)
        onwards = range(number, count) if by > 0 else range(min(number, count - 1), -1, -1)
        back = range(min(number, count - 1), -1, -1) if by > 0 else range(number, count)
        return next((n for n in (*onwards, *back) if self.lines.found(n) is not None), -1)

    def _go(self, number: int) -> None:
        index = self.lines.index(number, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)


def row_keys() -> KeyCaps:
    """Return the keys of the list as they are shown under it."""
    return KeyCaps(
        (
            ("J", _("next to look at")),
            ("K", _("the one before")),
            ("Y", _("signed")),
            ("N", _("not signed")),
            ("U", _("as judged")),
            ("F3", _("write the name")),
            ("P", _("whole page")),
            ("Enter", _("enter all")),
        )
    )
