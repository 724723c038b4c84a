"""A word that is picked or not, plain to see from afar: filled with the accent colour, or bare."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from desktop.views.support.theme import colours


class PickButton(QAbstractButton):
    """Stays pressed until it is pressed again; ``room`` pixels are left beside the word."""

    def __init__(self, words: str, room: int = 14) -> None:
        super().__init__()
        self._room = room
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """Return room for the word."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + self._room, max(30, metrics.height() + 12))

    def minimumSizeHint(self) -> QSize:
        """Never cut the word."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame and the word; with the focus a thicker frame."""
        look, chosen = colours(), self.isChecked()
        ground, words = (look.action, look.on_accent) if chosen else (look.field, look.quiet)
        if not self.isEnabled():
            ground, words = (look.line, look.text) if chosen else (look.field, look.disabled)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(ground))
        painter.setPen(
            QPen(QColor(look.accent if self.hasFocus() else look.line), 2 if self.hasFocus() else 1)
        )
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 4, 4)
        painter.setPen(QColor(words))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
