"""The line one types into to narrow a list."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core.i18n import _
from desktop.views.support.icons import icon
from desktop.views.support.theme import roomy

PAUSE_MS = 80  # after the last key, before the list is asked again


class FilterEdit(QLineEdit):
    """Tells ``filter_changed`` shortly after the last key; Esc empties it, arrow down goes to the list."""

    filter_changed = Signal(str)
    left_downwards = Signal()

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint or _("Filter"))
        self.setAccessibleName(hint or _("Filter"))
        self.setClearButtonEnabled(True)
        roomy(self)
        self.addAction(icon("magnify", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._told = ""
        self.textChanged.connect(self._pause.start)
        self.returnPressed.connect(self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties; arrow down leaves towards the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.filter_changed.emit(text)
