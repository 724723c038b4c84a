"""The line that takes what the scanner types, or a name; it does not let go of the focus."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.core.i18n import _
from desktop.views.door.words import reads_as_name
from desktop.views.support.icons import icon
from desktop.views.support.theme import roomy

PAUSE_MS = 120
"""After the last key, before people are looked up; a scanner types its whole code in less."""

_TYPED_INTO = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class ScanLine(QLineEdit):
    """Tells what was entered; names are told while they are typed, so that they can be looked up.

    A click elsewhere brings the focus back; the Tab key and other lines to type in may take it.
    """

    entered = Signal(str)  # Enter; empty where nothing was typed
    name_typed = Signal(str)  # what may be a name, after a pause; empty where it is none
    stepped = Signal(int)  # through the people found
    left = Signal()  # Esc on the empty line

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask_for_code()
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText)
        self.addAction(icon("barcode-scan", "accent"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        self.setFont(font)
        roomy(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._tell_name)
        self.textChanged.connect(self._changed)

    def ask_for_code(self) -> None:
        """Say that a code or a name belongs here."""
        self._ask(_("Scan a code, or type a name"))

    def ask_for_name_of(self, whom: str) -> None:
        """Say that the name of a walk-in belongs here."""
        self._ask(_("Name of: {whom}").format(whom=whom))

    def take_focus(self) -> None:
        """Have what is typed next arrive here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Leave undo to the window while there is nothing here to undo."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not self.text()
            and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo))
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter tells what was entered, arrows go through the people found, Esc empties."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self.entered.emit(self.text().strip())
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Come back after a click on something that is not typed into."""
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason):
            QTimer.singleShot(0, self, self._come_back)

    def _come_back(self) -> None:
        typed_into = isinstance(self.window().focusWidget(), _TYPED_INTO)
        if self.isVisible() and not typed_into:
            self.take_focus()

    def _ask(self, words: str) -> None:
        self.setPlaceholderText(words)
        self.setAccessibleName(words)

    def _changed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self.name_typed.emit("")

    def _tell_name(self) -> None:
        text = self.text().strip()
        self.name_typed.emit(text if reads_as_name(text) else "")
