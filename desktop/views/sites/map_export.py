"""What is seen of the map as a picture or a PDF."""

import io
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from desktop.core.i18n import _
from desktop.paper.map_pdf import MapContent, PrintedGround, PrintedMark, draw_map
from desktop.services.site_words import SiteKind, SiteStatus, kind_word, status_word
from desktop.views.sites.map_furniture import legend_of
from desktop.views.sites.map_painting import Gathered
from desktop.views.sites.map_view import MapView
from desktop.views.support.pdf_files import write_pdf
from desktop.views.support.theme import LIGHT, on_paper

_TIMES = 2.0
"""Dots of the picture for each of the screen, so that it can be printed."""
_HEAD = 52
_PAD = 12


def picture_of(view: MapView, title: str, note: str) -> QImage:
    """Return what is seen, twice as sharp, with a title above (main thread)."""
    size = view.size()
    picture = QImage(
        round(size.width() * _TIMES), round((size.height() + _HEAD) * _TIMES), QImage.Format.Format_RGB32
    )
    picture.setDevicePixelRatio(_TIMES)
    picture.fill(QColor(LIGHT.field))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setFont(_sized(view.font(), 1.4, bold=True))
    painter.setPen(QColor(LIGHT.text))
    across = size.width() - 2 * _PAD
    place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(QRectF(_PAD, 4, across, 28), place, title)
    painter.setFont(_sized(view.font(), 0.85))
    painter.setPen(QColor(LIGHT.quiet))
    painter.drawText(QRectF(_PAD, 30, across, 18), place, note)
    painter.translate(0, _HEAD)
    painter.setClipRect(QRectF(0, 0, size.width(), size.height()))
    with on_paper():
        view.paint_on(painter, _TIMES)
    painter.end()
    return picture


def save_picture(picture: QImage, file: Path) -> Path:
    """Write the picture as PNG, whole or not at all (any thread). Raises ``FileNotWritten``."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, which the binding refuses
    return write_pdf(bytes(data.data()), file)


def content_of(view: MapView, title: str, note: str, ground: bytes | None) -> MapContent:
    """Return what is seen as paper draws it; ``ground`` is the JPEG under the map (main thread)."""
    kinds, states = legend_of(site for site in view.sites() if site.spot is not None)
    legend = [(kind.value, SiteStatus.OPEN.value, kind_word(kind)) for kind in kinds]
    if len(states) > 1:
        legend += [("", status.value, status_word(status)) for status in states]
    laid = view.ground()
    under = PrintedGround(ground, laid.placed) if ground is not None and laid is not None else None
    marks = [_printed(group) for group in view.groups()]
    return MapContent(title, note, view.frame_shown(), marks, legend, under)


def pdf_of(content: MapContent) -> bytes:
    """Return the page (any thread). Raises NoChineseFont."""
    out = io.BytesIO()
    draw_map(content, out)
    return out.getvalue()


def title_words(kind: SiteKind | None, district: str) -> str:
    """Return the title of a map of these sites."""
    what = _("Sites") if kind is None else kind_word(kind)
    return _("{district}: {what}").format(district=district, what=what) if district else what


def _printed(group: Gathered) -> PrintedMark:
    first = group.sites[0]
    kinds = tuple((kind.value, share) for kind, share in group.shares)
    return PrintedMark(group.middle, first.kind.value, first.status.value, len(group.sites), kinds)


def _sized(font: QFont, times: float, bold: bool = False) -> QFont:
    sized = QFont(font)
    sized.setPointSizeF(font.pointSizeF() * times)
    sized.setBold(bold)
    return sized
