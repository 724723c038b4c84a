"""The whole page as it was photographed, straightened, with the row one is at in a frame."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.i18n import _
from desktop.views.support.theme import colours

_MARGIN = 8
_AROUND = 0.02
"""What is shown left and right of a row, as a share of its width."""
_ZOOM = (0.1, 6.0)


@dataclass(frozen=True)
class Straight:
    """A straightened page, and where its rows lie on it (by their slot), in its pixels."""

    image: QImage
    rows: dict[int, QRectF]


class PagePicture(QWidget):
    """Shows the row as wide as the view, or the whole page; a click changes between the two."""

    zoomed = Signal(bool)  # whether the row is followed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Straight | None = None
        self._slot = -1
        self._follows = True
        self._zoom = 0.0  # chosen by the wheel; 0 takes what fits
        self._words = ""
        self._pressed: QPointF | None = None
        self._shift = QPointF()
        self.setMinimumSize(200, 160)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(_("The page"))

    def show_page(self, page: Straight, slot: int) -> None:
        """Show a page, with a row of it in the frame."""
        self._page, self._words = page, ""
        self.show_row(slot)

    def show_row(self, slot: int) -> None:
        """Put another row of the page in the frame."""
        self._slot, self._shift = slot, QPointF()
        self.update()

    def show_words(self, words: str) -> None:
        """Say why there is no page to see."""
        self._page, self._words = None, words
        self.update()

    def words(self) -> str:
        """Return what stands there instead of a page."""
        return self._words

    def has_page(self) -> bool:
        """Say whether there is a page to see."""
        return self._page is not None

    def follows(self) -> bool:
        """Say whether the row is shown as wide as the view, rather than the whole page."""
        return self._follows

    def follow(self, follows: bool) -> None:
        """Show the row as wide as the view, or the whole page."""
        if follows != self._follows:
            self._follows = follows
            self.zoomed.emit(follows)
        self._zoom, self._shift = 0.0, QPointF()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the shape of a page."""
        return QSize(360, 480)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the page and the frame."""
        now = colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(now.line).lighter(112))
        if self._page is None:
            painter.setPen(QColor(now.text))
            inner = self.rect().adjusted(16, 16, -16, -16)
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(inner, flags, self._words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place, zoom = self._place(self._page)
        painter.drawImage(place, self._page.image)
        row = self._page.rows.get(self._slot)
        if row is not None:
            frame = QRectF(
                place.x() + row.x() * zoom,
                place.y() + row.y() * zoom,
                row.width() * zoom,
                row.height() * zoom,
            ).adjusted(-2, -2, 2, 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor("#ffffff"), 5))
            painter.drawRoundedRect(frame, 4, 4)
            painter.setPen(QPen(QColor("#1f5f8b"), 3))  # the picture is light in every palette
            painter.drawRoundedRect(frame, 4, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._shift = QPointF()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl held, move up and down without."""
        if self._page is None:
            return
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            _place, zoom = self._place(self._page)
            factor = 1.15 if event.angleDelta().y() > 0 else 1 / 1.15
            self._zoom = max(_ZOOM[0], min(_ZOOM[1], zoom * factor))
        else:
            self._shift += QPointF(event.angleDelta().x() / 2, event.angleDelta().y() / 2)
        self.update()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click or a pull begins."""
        self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the page with the pointer."""
        if self._pressed is not None and event.buttons():
            step = event.position() - self._pressed
            if step.manhattanLength() > 4 or self.cursor().shape() is Qt.CursorShape.ClosedHandCursor:
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                self._shift += step
                self._pressed = event.position()
                self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        """A click that was no pull changes between the row and the whole page."""
        if self._pressed is not None and self.cursor().shape() is not Qt.CursorShape.ClosedHandCursor:
            self.follow(not self._follows)
        self._pressed = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _place(self, page: Straight) -> tuple[QRectF, float]:
        """Return where the page lies in the widget, and how large a pixel of it is there."""
        wide, high = page.image.width(), page.image.height()
        row = page.rows.get(self._slot)
        whole = min((self.width() - 2 * _MARGIN) / wide, (self.height() - 2 * _MARGIN) / high)
        if row is None or not self._follows:
            zoom = self._zoom or whole
            middle = row.center() if row is not None and self._zoom else QPointF(wide / 2, high / 2)
        else:
            zoom = self._zoom or max(whole, self.width() / (row.width() * (1 + 2 * _AROUND)))
            middle = row.center()
        corner = QPointF(self.width() / 2, self.height() / 2) - middle * zoom + self._shift
        x = _kept_in(corner.x(), wide * zoom, self.width())
        y = _kept_in(corner.y(), high * zoom, self.height())
        self._shift += QPointF(x, y) - corner
        return QRectF(x, y, wide * zoom, high * zoom), zoom


def _kept_in(start: float, length: float, room: float) -> float:
    """Return where a page begins so that it covers the view, or lies in its middle where it is smaller."""
    if length <= room:
        return (room - length) / 2
    return min(_MARGIN, max(room - length - _MARGIN, start))
