"""Words as large as their place allows, to be read across a hall."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


class BigWords(QWidget):
    """Shrinks its words to its own size, between ``least`` and ``most`` times the text size."""

    def __init__(self, least: float, most: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self._most = most
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def text(self) -> str:
        """Return the words."""
        return self._words

    def setText(self, words: str) -> None:  # noqa: N802 - as Qt's labels have it
        """Show these words."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for one line at a good size."""
        return QSize(200, round(self.fontMetrics().height() * (self._least + self._most) / 2))

    def minimumSizeHint(self) -> QSize:
        """Return room for one line at the least size."""
        return QSize(120, round(self.fontMetrics().height() * self._least))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the words in the largest size that fits."""
        painter = QPainter(self)
        painter.setFont(self._fitting())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), _WRAPPED, self._words)

    def _fitting(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        base, scale = self.font().pointSizeF(), self._most
        while scale > self._least:
            font.setPointSizeF(base * scale)
            if self._fits(font):
                break
            scale -= 0.25
        font.setPointSizeF(base * scale)
        return font

    def _fits(self, font: QFont) -> bool:
        place = QRectF(self.rect())
        needed = QFontMetricsF(font).boundingRect(QRectF(0, 0, place.width(), 10_000), _WRAPPED, self._words)
        return needed.height() <= place.height() and needed.width() <= place.width()
