"""The map itself: moved by mouse, wheel, fingers or keys; marks are pointed at and clicked."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QToolTip, QWidget

from desktop.core.geo import Point, Spot, on_plane
from desktop.core.i18n import _, ngettext
from desktop.core.map_frame import Frame
from desktop.services.site_map import MapSite
from desktop.services.site_words import SiteKind, SiteStatus, site_word, status_word
from desktop.views.sites.map_furniture import legend_of, paint_graticule, paint_legend, paint_scale
from desktop.views.sites.map_gathering import MapGroups
from desktop.views.sites.map_painting import (
    Gathered,
    LaidGround,
    paint_ground,
    paint_groups,
    paint_pin,
    paint_ring,
)
from desktop.views.support.theme import colours

_CLICK = 4  # pixels the mouse may move in a click
_STEP = 80  # pixels an arrow key moves the map
_ZOOM = 1.5
_SAME_PLACE = 3.0  # metres; sites nearer are listed, however close one looks
_NAMED = 6


class MapView(QWidget):
    """All sites given, gathered where they lie too close, over the ground or the bare graticule."""

    site_chosen = Signal(object)  # UUID
    several_chosen = Signal(object)  # tuple[UUID, …] that lie in one place
    spot_clicked = Signal(object)  # Spot, while ``picking``
    escaped = Signal()  # Esc: whatever clicks were waited for is not wanted any more

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sites: tuple[MapSite, ...] = ()
        self._groups = MapGroups()
        self._meant: tuple[list[SiteKind], list[SiteStatus]] = ([], [])
        self._painted: list[tuple[QPointF, float, Gathered]] = []
        self._ground: LaidGround | None = None
        self._frame = Frame.around([], 640, 480)
        self._fitted = True
        self._chosen: UUID | None = None
        self._pin: Point | None = None
        self._pressed: QPointF | None = None
        self._moved = False
        self._picking = False
        self._legend = True
        self.setAccessibleName(_("Map of the sites"))
        self.setAccessibleDescription(
            _("Arrow keys move the map, plus and minus zoom, 0 shows all. The list shows the same sites.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(280, 240)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.grabGesture(Qt.GestureType.PinchGesture)

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(640, 480)

    def show_sites(self, sites: Sequence[MapSite]) -> None:
        """Show these sites; the view stays where it is unless it shows all."""
        self._sites = tuple(sites)
        self._groups = MapGroups(sites)
        self._meant = legend_of(self._groups.sites())
        if self._fitted:
            self.fit()
        self.update()

    def show_ground(self, ground: LaidGround | None) -> None:
        """Lay a picture under the marks."""
        self._ground = ground
        self.update()

    def choose(self, site: UUID | None) -> None:
        """Ring the site that is chosen, and move there if it is out of sight."""
        self._chosen = site
        point = self._groups.place_of(site)
        if point is not None and not self._frame.shows(self._frame.on_screen(point), -20):
            self._go(self._frame.centred(point))
        self.update()

    def show_pin(self, spot: Spot | None) -> None:
        """Put the pin on a spot and move there if it is out of sight; None takes it away."""
        self._pin = None if spot is None else on_plane(spot)
        if self._pin is not None and not self._frame.shows(self._frame.on_screen(self._pin), -20):
            self._go(self._frame.centred(self._pin))
        self.update()

    def set_picking(self, picking: bool) -> None:
        """Let the next click tell a spot instead of choosing a site."""
        self._picking = picking
        self.setCursor(Qt.CursorShape.CrossCursor if picking else Qt.CursorShape.ArrowCursor)

    def set_legend(self, shown: bool) -> None:
        """Show or hide what the marks mean."""
        self._legend = shown
        self.update()

    def frame_shown(self) -> Frame:
        """Return what is in sight."""
        return self._frame

    def ground(self) -> LaidGround | None:
        """Return the picture under the marks."""
        return self._ground

    def sites(self) -> tuple[MapSite, ...]:
        """Return the sites shown, those without coordinates too."""
        return self._sites

    def fit(self) -> None:
        """Show all sites."""
        self._go(Frame.around(self._groups.points(), self.width(), self.height()))
        self._fitted = True

    def zoom(self, factor: float, about: QPointF | None = None) -> None:
        """Look closer (above 1) or from farther away."""
        self._go(self._frame.zoomed(factor, None if about is None else Point(about.x(), about.y())))

    def pan(self, right: float, down: float) -> None:
        """Move the view over the map, in pixels."""
        self._go(self._frame.panned(right, down))

    def groups(self) -> list[Gathered]:
        """Return the marks and clusters that may be in sight."""
        return self._groups.at(self._frame)

    def paint_on(self, painter: QPainter, ratio: float = 1.0) -> list[tuple[QPointF, float, Gathered]]:
        """Paint what is in sight without what only the screen needs; return where the marks lie."""
        frame = self._frame
        painter.setFont(self.font())
        paint_ground(painter, frame, self._ground)
        paint_graticule(painter, frame, self._ground is not None, ratio)
        painted = paint_groups(painter, frame, self.groups(), ratio)
        paint_scale(painter, frame, ratio)
        if self._legend:
            paint_legend(painter, frame, *self._meant, ratio)
        return painted

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Paint what is in sight, the ring around the chosen mark, and the pin."""
        painter = QPainter(self)
        self._painted = self.paint_on(painter, self.devicePixelRatioF())
        for centre, radius, group in self._painted:
            if any(site.id == self._chosen for site in group.sites):
                paint_ring(painter, centre, radius, colours().accent)
        if self._pin is not None:
            pixel = self._frame.on_screen(self._pin)
            paint_pin(painter, QPointF(pixel.x, pixel.y))
        if self.hasFocus():
            painter.setPen(colours().accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle, or all sites in sight."""
        super().resizeEvent(event)
        fitted = self._fitted
        self._frame = self._frame.resized(self.width(), self.height())
        if fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the cursor."""
        turned = event.angleDelta().y()
        if turned:
            self.zoom(_ZOOM ** (turned / 120), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._moved = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the map, or show what can be clicked."""
        if self._pressed is None:
            if not self._picking:
                over = self._group_at(event.position()) is not None
                self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.OpenHandCursor)
            return
        way = event.position() - self._pressed
        if self._moved or abs(way.x()) + abs(way.y()) > _CLICK:
            self._moved = True
            self._pressed = event.position()
            self.pan(-way.x(), -way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what was clicked."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        if not self._moved:
            self._click(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Look closer."""
        if self._group_at(event.position()) is None:
            self.zoom(_ZOOM, event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and zoom."""
        ways = {
            Qt.Key.Key_Left: (-_STEP, 0),
            Qt.Key.Key_Right: (_STEP, 0),
            Qt.Key.Key_Up: (0, -_STEP),
            Qt.Key.Key_Down: (0, _STEP),
        }
        key = Qt.Key(event.key())
        if key in ways:
            self.pan(*ways[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(_ZOOM)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 / _ZOOM)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that the map can be dragged."""
        super().enterEvent(event)
        if not self._picking:
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def event(self, event: QEvent) -> bool:
        """Answer fingers on a pad or a screen, and say what the mouse points at."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 + event.value(), event.position())
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.zoom(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.centerPoint().toPoint())))
            return True
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            group = self._group_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if group is None else words_of(group), self)
            return True
        return super().event(event)

    def _click(self, place: QPointF) -> None:
        if self._picking:
            self.spot_clicked.emit(self._frame.spot(Point(place.x(), place.y())))
            return
        group = self._group_at(place)
        if group is None:
            return
        if len(group.sites) == 1:
            self.site_chosen.emit(group.sites[0].id)
        else:
            self._open(group)

    def _open(self, group: Gathered) -> None:
        """Look so close at a cluster that it comes apart; list what lies in one place."""
        points = [site.place for site in group.sites if site.place is not None]
        spread = max(abs(one.x - points[0].x) + abs(one.y - points[0].y) for one in points)
        if spread < _SAME_PLACE:
            self.several_chosen.emit(tuple(site.id for site in group.sites))
            return
        closer = Frame.around(points, self.width(), self.height(), margin=96)
        if closer.scale >= self._frame.scale / 1.2:
            closer = self._frame.centred(group.middle).zoomed(2)
        self._go(closer)

    def _group_at(self, place: QPointF) -> Gathered | None:
        for centre, radius, group in reversed(self._painted):
            way = place - centre
            if way.x() ** 2 + way.y() ** 2 <= radius**2:
                return group
        return None

    def _go(self, frame: Frame) -> None:
        self._frame = frame
        self._fitted = False
        self.update()


def words_of(group: Gathered) -> str:
    """Return what the mouse says of a mark: the site and its state, or the sites gathered there."""
    if len(group.sites) == 1:
        site = group.sites[0]
        parts = [site_word(site.kind, site.afloat), status_word(site.status), site.district]
        return f"{site.name}\n{' · '.join(filter(None, parts))}"
    names = [site.name for site in group.sites[:_NAMED]]
    more = len(group.sites) - len(names)
    if more:
        names.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return "\n".join(names)
