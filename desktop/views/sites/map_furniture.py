"""What stands around the marks on a map: graticule, scale bar, arrow to the north, legend."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from desktop.core.map_frame import Frame
from desktop.core.map_marks import KIND_MARKS, STATE_MARKS
from desktop.services.site_map import MapSite
from desktop.services.site_words import SiteKind, SiteStatus, kind_word, status_word
from desktop.views.sites.map_painting import paint_mark
from desktop.views.support.theme import Colours, colours

_PLATE_PAD = 8.0
_RIM = 2.0
_CORNER = 36.0
_ANY_KIND = ""
LegendRow = tuple[str, SiteStatus, str]


def paint_graticule(painter: QPainter, frame: Frame, over_picture: bool, ratio: float) -> None:
    """Paint meridians and parallels with their degrees along the upper and left edge."""
    worn = colours()
    line = QColor(worn.quiet)
    line.setAlpha(90 if over_picture else 60)
    lines = frame.graticule()
    for one in lines:
        x, y = round(one.x1), round(one.y1)
        wide = (x, 0, 1, round(frame.height)) if one.upright else (0, y, round(frame.width), 1)
        painter.fillRect(*wide, line)
    for one in lines:
        if not one.upright and one.y1 < _CORNER:
            continue  # its words would lie on those of the meridians
        place = QPointF(one.x1 + 3, 3) if one.upright else QPointF(4, one.y1 - 17)
        _put_words(painter, place, one.words, worn.quiet, worn.tint, ratio)


def _put_words(painter: QPainter, place: QPointF, words: str, colour: str, around: str, ratio: float) -> None:
    picture = _words_picture(words, painter.font().toString(), colour, around, ratio)
    painter.drawPixmap(QPoint(round(place.x()), round(place.y())), picture)


@lru_cache(maxsize=512)
def _words_picture(words: str, font_told: str, colour: str, around: str, ratio: float) -> QPixmap:
    """Return small words with a rim that parts them from the ground, drawn once."""
    font = QFont()
    font.fromString(font_told)
    font.setPointSizeF(max(7.5, font.pointSizeF() * 0.8))
    metrics = QFontMetricsF(font)
    picture = _blank(metrics.horizontalAdvance(words) + 2 * _RIM, metrics.height() + 2 * _RIM, ratio)
    path = QPainterPath()
    path.addText(QPointF(_RIM, _RIM + metrics.ascent()), font, words)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.strokePath(path, QPen(QColor(around), 3))
    painter.fillPath(path, QColor(colour))
    painter.end()
    return picture


def _blank(width: float, height: float, ratio: float) -> QPixmap:
    picture = QPixmap(ceil(width * ratio), ceil(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def paint_scale(painter: QPainter, frame: Frame, ratio: float) -> None:
    """Paint the scale bar and the arrow to the north in the lower left corner."""
    worn = colours()
    length, words = frame.scale_bar()
    left, low = 40.0, frame.height - 16
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for colour, thick in ((worn.field, 5), (worn.text, 2)):
        painter.setPen(QPen(QColor(colour), thick))
        painter.drawPolyline(
            [
                QPointF(left, low - 6),
                QPointF(left, low),
                QPointF(left + length, low),
                QPointF(left + length, low - 6),
            ]
        )
    _put_words(painter, QPointF(left + 5, low - 21), words, worn.text, worn.field, ratio)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    arrow = QPolygonF([QPointF(20, low - 28), QPointF(27, low), QPointF(20, low - 6), QPointF(13, low)])
    painter.setPen(QPen(QColor(worn.field), 1.5))
    painter.setBrush(QColor(worn.text))
    painter.drawPolygon(arrow)
    _put_words(painter, QPointF(14, low - 46), "N", worn.text, worn.field, ratio)


def legend_of(sites: Iterable[MapSite]) -> tuple[list[SiteKind], list[SiteStatus]]:
    """Return the kinds and states that are among the sites, in the order of the legend."""
    kinds, states = set[SiteKind](), set[SiteStatus]()
    for site in sites:
        kinds.add(site.kind)
        states.add(site.status)
    return (
        [kind for kind in SiteKind if kind in kinds and kind in KIND_MARKS],
        [status for status in SiteStatus if status in states and status in STATE_MARKS],
    )


def paint_legend(
    painter: QPainter, frame: Frame, kinds: Sequence[SiteKind], states: Sequence[SiteStatus], ratio: float
) -> None:
    """Paint what the marks mean on a plate in the lower right corner."""
    rows = [(str(kind), SiteStatus.OPEN, kind_word(kind)) for kind in kinds]
    if len(states) > 1:
        rows += [(_ANY_KIND, status, status_word(status)) for status in states]
    if rows:
        picture = _legend_picture(tuple(rows), painter.font().toString(), colours(), ratio)
        size = picture.deviceIndependentSize()
        corner = QPointF(frame.width - size.width() - 8, frame.height - size.height() - 8)
        painter.drawPixmap(corner.toPoint(), picture)


@lru_cache(maxsize=16)
def _legend_picture(rows: tuple[LegendRow, ...], font_told: str, worn: Colours, ratio: float) -> QPixmap:
    font = QFont()
    font.fromString(font_told)
    metrics = QFontMetricsF(font)
    height = max(22.0, metrics.height() + 4)
    width = 34 + max(metrics.horizontalAdvance(words) for _k, _s, words in rows) + _PLATE_PAD
    picture = _blank(width + 2, height * len(rows) + 2 * _PLATE_PAD + 2, ratio)
    plate = QRectF(1, 1, width, height * len(rows) + 2 * _PLATE_PAD)
    ground = QColor(worn.field)
    ground.setAlpha(232)
    painter = QPainter(picture)
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(worn.line), 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(plate, 4, 4)
    top = plate.top() + _PLATE_PAD
    for kind, status, words in rows:
        paint_mark(painter, QPointF(plate.left() + 18, top + height / 2), 7.5, kind, status)
        painter.setPen(QColor(worn.text))
        painter.drawText(QRectF(plate.left() + 34, top, width, height), Qt.AlignmentFlag.AlignVCenter, words)
        top += height
    painter.end()
    return picture
