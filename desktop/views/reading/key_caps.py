"""The keys that work here, drawn as keys, each with what it does."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.support.theme import colours

_PAD = 7
_GAP = 6
_APART = 16


class KeyCaps(QWidget):
    """A line of keys and words that breaks where the window is narrow. Read aloud as one sentence.

    Who would rather use the mouse presses the keys on the screen.
    """

    pressed = Signal(str)  # what stands on the key

    def __init__(self, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        self.setFont(font)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self._under: int = -1
        self.setAccessibleName(", ".join(f"{key}: {words}" for key, words in keys))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The height follows from where the line breaks."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return how tall the keys are at a width."""
        places = self._places(width)
        return places[-1][1].bottom() + 1 if places else 0

    def sizeHint(self) -> QSize:
        """Return room for two lines at a usual width."""
        return QSize(360, self.heightForWidth(360))

    def minimumSizeHint(self) -> QSize:
        """Never cut a key from its words."""
        widest = max((cap.width() + words.width() for cap, words in self._places(1)), default=0)
        return QSize(widest, self._line())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the key under the pointer."""
        self._point_at(self._at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002
        """Mark none."""
        self._point_at(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the key under the pointer."""
        number = self._at(event.position().toPoint())
        if number >= 0:
            self.pressed.emit(self._keys[number][0])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw each key and its words."""
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (cap, place) in enumerate(self._places(self.width())):
            key, words = self._keys[number]
            marked = number == self._under
            painter.setPen(QColor(now.accent if marked else now.line))
            painter.setBrush(QColor(now.tint if marked else now.raised))
            painter.drawRoundedRect(cap.adjusted(0, 1, -1, -2), 4, 4)
            painter.setPen(QColor(now.text))
            painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), key)
            painter.setPen(QColor(now.quiet))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _at(self, point: QPoint) -> int:
        places = enumerate(self._places(self.width()))
        return next((n for n, (cap, words) in places if cap.united(words).contains(point)), -1)

    def _point_at(self, number: int) -> None:
        if number != self._under:
            self._under = number
            hand = Qt.CursorShape.PointingHandCursor if number >= 0 else Qt.CursorShape.ArrowCursor
            self.setCursor(hand)
            self.update()

    def _line(self) -> int:
        return self.fontMetrics().height() + 8

    def _places(self, width: int) -> list[tuple[QRect, QRect]]:
        metrics, high = self.fontMetrics(), self._line()
        places, x, y = [], 0, 0
        for key, words in self._keys:
            cap = max(high, metrics.horizontalAdvance(key) + 2 * _PAD)
            said = metrics.horizontalAdvance(words) + 2
            if x and x + cap + _GAP + said > width:
                x, y = 0, y + high + 4
            places.append((QRect(x, y, cap, high), QRect(x + cap + _GAP, y, said, high)))
            x += cap + _GAP + said + _APART
        return places
