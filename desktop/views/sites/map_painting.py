"""Paints what lies in a frame of the map: the ground, marks and clusters."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import ceil, log2

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
    QTransform,
)

from desktop.core.geo import Point, Similarity
from desktop.core.map_frame import Frame
from desktop.core.map_marks import edge_of, fill_of, kind_mark, state_mark
from desktop.services.site_map import MapSite
from desktop.services.site_words import SiteKind, SiteStatus
from desktop.views.support.theme import Colours, colours

MARK = 9.0
"""Half the width of a mark in pixels."""
_SPRITE = 32
_LEAST_CLUSTER = 13.0
_RIM = 4.0
_PAPER = "#ffffff"
"""Around each mark and in hollow ones, whatever the palette: it parts them from any ground."""


@dataclass(frozen=True)
class LaidGround:
    """The picture under the map in ever smaller versions (each half the one before), and where it lies."""

    pictures: tuple[QImage, ...]
    placed: Similarity

    @classmethod
    def of(cls, jpeg: bytes, placed: Similarity) -> "LaidGround":
        """Take a JPEG apart (any thread)."""
        picture = QImage.fromData(jpeg).convertToFormat(QImage.Format.Format_RGB32)
        pictures = [picture]
        while max(picture.width(), picture.height()) > 512:
            picture = picture.scaled(
                max(1, picture.width() // 2),
                max(1, picture.height() // 2),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            pictures.append(picture)
        return cls(tuple(pictures), placed)


@dataclass(frozen=True, eq=False)
class Gathered:
    """Sites drawn as one mark, at their middle on the plane."""

    middle: Point
    sites: tuple[MapSite, ...]

    @cached_property
    def shares(self) -> tuple[tuple[SiteKind, float], ...]:
        """Each kind with its share, the most frequent first; counted once, when first in sight."""
        counted = Counter(site.kind for site in self.sites)
        return tuple((kind, n / len(self.sites)) for kind, n in counted.most_common())


def paint_ground(painter: QPainter, frame: Frame, ground: LaidGround | None) -> None:
    """Paint the sea, and the office's picture where it lies."""
    painter.fillRect(QRectF(0, 0, frame.width, frame.height), QColor(colours().tint))
    if ground is None:
        return
    size = ground.placed.scale / frame.scale
    level = min(len(ground.pictures) - 1, int(max(0.0, -log2(size)) + 0.4))
    picture = ground.pictures[level]
    shrunk_x = ground.pictures[0].width() / picture.width()
    shrunk_y = ground.pictures[0].height() / picture.height()
    placed = ground.placed
    origin = frame.on_screen(Point(placed.dx, placed.dy))
    a, b = placed.a / frame.scale, placed.b / frame.scale
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(
        QTransform(a * shrunk_x, b * shrunk_x, -b * shrunk_y, a * shrunk_y, origin.x, origin.y), True
    )
    painter.drawImage(QPointF(0, 0), picture)
    painter.restore()


def paint_groups(
    painter: QPainter,
    frame: Frame,
    groups: Iterable[Gathered],
    ratio: float = 1.0,
) -> list[tuple[QPointF, float, Gathered]]:
    """Paint every mark and cluster in sight; return where each lies and its radius."""
    painted = []
    for group in groups:
        pixel = frame.on_screen(group.middle)
        if not frame.shows(pixel, _SPRITE):
            continue
        centre = QPointF(pixel.x, pixel.y)
        radius = _paint_one(painter, centre, group, ratio)
        painted.append((centre, radius, group))
    return painted


def _paint_one(painter: QPainter, centre: QPointF, group: Gathered, ratio: float) -> float:
    count = len(group.sites)
    if count > 1:
        radius = _LEAST_CLUSTER + 2.5 * (len(str(count)) - 1)
        font = painter.font().toString()
        picture = _cluster_picture(count, group.shares, radius, font, colours(), ratio)
        half = radius + _RIM
    else:
        site = group.sites[0]
        picture = mark_picture(site.kind, site.status, ratio)
        half = _SPRITE / 2
        radius = MARK
    painter.drawPixmap(centre - QPointF(half, half), picture)
    return radius + 3


@lru_cache(maxsize=4096)
def _cluster_picture(
    count: int,
    shares: tuple[tuple[SiteKind, float], ...],
    radius: float,
    font_told: str,
    worn: Colours,
    ratio: float,
) -> QPixmap:
    """Return a disc with the count, and around it an arc for each kind, as long as its share."""
    side = 2 * (radius + _RIM)
    picture = QPixmap(ceil(side * ratio), ceil(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    disc = QRectF(_RIM, _RIM, 2 * radius, 2 * radius)
    painter = QPainter(picture)
    font = QFont()
    font.fromString(font_told)
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(worn.field), 6))
    painter.setBrush(QColor(worn.field))
    painter.drawEllipse(disc)
    start = 90 * 16
    for kind, share in shares:
        span = round(-share * 360 * 16)
        painter.setPen(QPen(QColor(*kind_mark(kind).colour), 4, c=Qt.PenCapStyle.FlatCap))
        painter.drawArc(disc, start, span)
        start += span
    painter.setPen(QColor(worn.text))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(count))
    painter.end()
    return picture


@lru_cache(maxsize=256)
def mark_picture(kind: SiteKind, status: SiteStatus, ratio: float) -> QPixmap:
    """Return a mark drawn once for this screen."""
    picture = QPixmap(round(_SPRITE * ratio), round(_SPRITE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_mark(painter, QPointF(_SPRITE / 2, _SPRITE / 2), MARK, kind, status)
    painter.end()
    return picture


def paint_mark(painter: QPainter, centre: QPointF, radius: float, kind: str, status: SiteStatus) -> None:
    """Paint the shape of a kind (a diamond for none) with the sign of a state."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = QPolygonF([centre + QPointF(x, y) * radius for x, y in kind_mark(kind).corners])
    edge, fill = QColor(*edge_of(kind, status)), fill_of(kind, status)
    painter.setPen(QPen(QColor(_PAPER), 4, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QColor(_PAPER))
    painter.drawPolygon(shape)
    painter.setPen(QPen(edge, 2, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(QBrush(QColor(_PAPER)) if fill is None else QBrush(QColor(*fill)))
    painter.drawPolygon(shape)
    painter.setPen(QPen(QColor(_PAPER), max(1.6, radius * 0.22), c=Qt.PenCapStyle.RoundCap))
    for x1, y1, x2, y2 in state_mark(status).strokes:
        painter.drawLine(centre + QPointF(x1, y1) * radius, centre + QPointF(x2, y2) * radius)


def paint_ring(painter: QPainter, centre: QPointF, radius: float, colour: str) -> None:
    """Paint a ring around the mark that is chosen."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours().field), 6))
    painter.drawEllipse(centre, radius + 4, radius + 4)
    painter.setPen(QPen(QColor(colour), 3))
    painter.drawEllipse(centre, radius + 4, radius + 4)


def paint_pin(painter: QPainter, tip: QPointF) -> None:
    """Paint the pin of the spot that distances are measured from."""
    worn = colours()
    path = QPainterPath(tip)
    path.cubicTo(tip + QPointF(-3, -10), tip + QPointF(-10, -14), tip + QPointF(-10, -22))
    path.arcTo(QRectF(tip.x() - 10, tip.y() - 32, 20, 20), 180, -180)
    path.cubicTo(tip + QPointF(10, -14), tip + QPointF(3, -10), tip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(worn.field), 2))
    painter.setBrush(QColor(worn.error))
    painter.drawPath(path)
    painter.setBrush(QColor(worn.field))
    painter.drawEllipse(tip + QPointF(0, -22), 3.5, 3.5)
