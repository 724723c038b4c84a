"""The office's picture while it is tied to the earth: one moves it, looks closer and clicks two points."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.core.geo import Point
from desktop.core.i18n import _
from desktop.views.support.theme import colours

_CLICK = 4
_STEP = 60
_ZOOM = 1.4
_MOST = 8.0


class PicturePoints(QWidget):
    """Tells ``clicked`` in pixels of the picture; shows the points given under their numbers."""

    clicked = Signal(object)  # Point

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QImage()
        self._points: tuple[Point | None, ...] = ()
        self._scale = 1.0
        self._origin = QPointF(0, 0)
        self._pressed: QPointF | None = None
        self._moved = False
        self.setAccessibleName(_("The picture; click where a point lies"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(280, 240)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(640, 480)

    def show_picture(self, jpeg: bytes) -> None:
        """Show a picture whole."""
        self._picture = QImage.fromData(jpeg)
        self.fit()

    def show_points(self, *points: Point | None) -> None:
        """Show the points clicked so far."""
        self._points = points
        self.update()

    def fit(self) -> None:
        """Show the whole picture."""
        if self._picture.isNull():
            return
        size = self._picture.size()
        self._scale = min(self.width() / size.width(), self.height() / size.height())
        left = (self.width() - size.width() * self._scale) / 2
        self._origin = QPointF(left, (self.height() - size.height() * self._scale) / 2)
        self.update()

    def place_of(self, point: Point) -> QPointF:
        """Return where a pixel of the picture lies on the widget."""
        return self._origin + QPointF(point.x, point.y) * self._scale

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint the picture and the points."""
        worn = colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(worn.line))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._picture.size()
        painter.drawImage(
            QRectF(self._origin, QPointF(size.width(), size.height()) * self._scale + self._origin),
            self._picture,
        )
        for number, point in enumerate(self._points, start=1):
            if point is not None:
                self._paint_point(painter, self.place_of(point), str(number))

    def _paint_point(self, painter: QPainter, place: QPointF, words: str) -> None:
        worn = colours()
        for colour, thick in ((worn.field, 5), (worn.error, 2)):
            pen = painter.pen()
            pen.setColor(QColor(colour))
            pen.setWidth(thick)
            painter.setPen(pen)
            painter.drawLine(place - QPointF(12, 0), place + QPointF(12, 0))
            painter.drawLine(place - QPointF(0, 12), place + QPointF(0, 12))
        plate = QRectF(place + QPointF(8, -28), place + QPointF(30, -8))
        painter.setBrush(QColor(worn.error))
        painter.setPen(QColor(worn.field))
        painter.drawRoundedRect(plate, 4, 4)
        painter.setPen(QColor("#ffffff" if worn.field == "#ffffff" else worn.field))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the whole picture again."""
        super().resizeEvent(event)
        self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look closer about the cursor."""
        if event.angleDelta().y():
            self.zoom(_ZOOM ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Look closer or from farther away."""
        about = about or QPointF(self.width() / 2, self.height() / 2)
        scale = max(0.05, min(_MOST, self._scale * factor))
        self._origin = about - (about - self._origin) * (scale / self._scale)
        self._scale = scale
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._moved = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the picture."""
        if self._pressed is None:
            return
        way = event.position() - self._pressed
        if self._moved or abs(way.x()) + abs(way.y()) > _CLICK:
            self._moved, self._pressed = True, event.position()
            self._origin += way
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell the pixel that was clicked, if it lies on the picture."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        if self._moved or self._picture.isNull():
            return
        at = (event.position() - self._origin) / self._scale
        if 0 <= at.x() <= self._picture.width() and 0 <= at.y() <= self._picture.height():
            self.clicked.emit(Point(at.x(), at.y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and look closer; Enter tells the pixel in the middle."""
        ways = {
            Qt.Key.Key_Left: QPointF(_STEP, 0),
            Qt.Key.Key_Right: QPointF(-_STEP, 0),
            Qt.Key.Key_Up: QPointF(0, _STEP),
            Qt.Key.Key_Down: QPointF(0, -_STEP),
        }
        key = Qt.Key(event.key())
        if key in ways:
            self._origin += ways[key]
            self.update()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 / _ZOOM)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        else:
            super().keyPressEvent(event)
