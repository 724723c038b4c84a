"""What stands around the marks on a map: graticule, scale bar, arrow to the north, legend."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from desktop.core.map_frame import Frame
from desktop.core.map_marks import KIND_MARKS, STATE_MARKS
from desktop.services.site_map import MapSite
from desktop.services.site_words import SiteKind, SiteStatus, kind_word, status_word
from desktop.views.sites.map_painting import paint_mark
from desktop.views.support.theme import colours

_PLATE_PAD = 8.0
_ANY_KIND = ""


def paint_graticule(painter: QPainter, frame: Frame, over_picture: bool) -> None:
    """Paint meridians and parallels with their degrees along the upper and left edge."""
    worn = colours()
    line = QColor(worn.quiet)
    line.setAlpha(90 if over_picture else 60)
    painter.setPen(QPen(line, 1))
    lines = frame.graticule()
    for one in lines:
        painter.drawLine(QPointF(one.x1, one.y1), QPointF(one.x2, one.y2))
    for one in lines:
        place = QPointF(one.x1 + 3, 13) if one.upright else QPointF(4, one.y1 - 3)
        _write_plain(painter, place, one.words, worn.quiet, worn.tint)


def _write_plain(painter: QPainter, place: QPointF, words: str, colour: str, around: str) -> None:
    font = QFont(painter.font())
    font.setPointSizeF(max(7.5, font.pointSizeF() * 0.8))
    path = QPainterPath()
    path.addText(place, font, words)
    painter.strokePath(path, QPen(QColor(around), 3))
    painter.fillPath(path, QColor(colour))


def paint_scale(painter: QPainter, frame: Frame) -> None:
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
    _write_plain(painter, QPointF(left + 6, low - 6), words, worn.text, worn.field)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    arrow = QPolygonF([QPointF(20, low - 28), QPointF(27, low), QPointF(20, low - 6), QPointF(13, low)])
    painter.setPen(QPen(QColor(worn.field), 1.5))
    painter.setBrush(QColor(worn.text))
    painter.drawPolygon(arrow)
    _write_plain(painter, QPointF(16, low - 30), "N", worn.text, worn.field)


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
    painter: QPainter, frame: Frame, kinds: Sequence[SiteKind], states: Sequence[SiteStatus]
) -> None:
    """Paint what the marks mean on a plate in the lower right corner."""
    rows: list[tuple[str, SiteStatus, str]] = [(kind, SiteStatus.OPEN, kind_word(kind)) for kind in kinds]
    if len(states) > 1:
        rows += [(_ANY_KIND, status, status_word(status)) for status in states]
    if not rows:
        return
    metrics = QFontMetricsF(painter.font())
    height = max(22.0, metrics.height() + 4)
    width = 34 + max(metrics.horizontalAdvance(words) for _k, _s, words in rows) + _PLATE_PAD
    plate = QRectF(
        frame.width - width - 8,
        frame.height - height * len(rows) - 2 * _PLATE_PAD - 8,
        width,
        height * len(rows) + 2 * _PLATE_PAD,
    )
    ground = QColor(colours().field)
    ground.setAlpha(232)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours().line), 1))
    painter.setBrush(ground)
    painter.drawRoundedRect(plate, 4, 4)
    top = plate.top() + _PLATE_PAD
    for kind, status, words in rows:
        paint_mark(painter, QPointF(plate.left() + 18, top + height / 2), 7.5, kind, status, colours().field)
        painter.setPen(QColor(colours().text))
        painter.drawText(QRectF(plate.left() + 34, top, width, height), Qt.AlignmentFlag.AlignVCenter, words)
        top += height
