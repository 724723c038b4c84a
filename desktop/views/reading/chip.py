"""A count one can press: it narrows a list, and stays marked while it does."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.views.support.icons import icon
from desktop.views.support.theme import colours, icon_size

_PAD = 12


class Chip(QAbstractButton):
    """Sign and words in a rounded frame; marked by ground, frame and weight, not by colour alone."""

    def __init__(self, icon_name: str, colour: str) -> None:
        super().__init__()
        self._sign = icon(icon_name, colour)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Return room for the words in bold, so that nothing moves when it is pressed."""
        metrics = QFontMetrics(_bold(self.font()))
        wide = metrics.horizontalAdvance(self.text()) + icon_size(self).width() + 2 * _PAD + 6
        return QSize(wide, max(32, metrics.height() + 14))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw frame, sign and words."""
        now, marked = colours(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = now.tint if marked else now.stripe if self.underMouse() else now.field
        painter.setBrush(QColor(ground))
        strong = marked or self.hasFocus()
        painter.setPen(QPen(QColor(now.accent if strong else now.line), 2 if strong else 1))
        radius = self.height() / 2 - 1
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), radius, radius)
        side = icon_size(self).width()
        self._sign.paint(painter, QRect(_PAD, (self.height() - side) // 2, side, side))
        painter.setFont(_bold(self.font()) if marked else self.font())
        painter.setPen(QColor(now.text))
        words = self.rect().adjusted(_PAD + side + 6, 0, -4, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.text())


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made
