"""How a row of a reading is drawn: number, signature, name and organisation, verdict."""

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.core.reading import Crop, Mark
from desktop.views.reading.lines import ENTRY, Head, Line
from desktop.views.reading.words import look_of, received_look, walk_in_look
from desktop.views.support.icons import icon
from desktop.views.support.theme import Colours, colours

_KEPT = 400  # pictures of signatures remembered
_PAD = 8
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class LineLook(QStyledItemDelegate):
    """Draws the signature on paper white in every palette: it is a picture of paper."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pictures: OrderedDict[int, tuple[Crop, QImage]] = OrderedDict()
        self._words = [look.word for look in (*map(look_of, Mark), received_look(), walk_in_look())]
        self._icons: dict[tuple[str, str], QIcon] = {}

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """Return room for three lines of text; headings are as tall, so that the list is laid out quickly."""
        return QSize(200, option.fontMetrics.height() * 3 + 18)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a heading or a row."""
        entry = index.data(ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if isinstance(entry, Head):
            self._paint_head(painter, option, entry)
        elif isinstance(entry, Line):
            self._paint_line(painter, option, entry)
        painter.restore()

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, head: Head) -> None:
        now = colours()
        painter.fillRect(option.rect, QColor(now.ground))
        bold = _bold(option.font)
        metrics = QFontMetrics(bold)
        above = (option.rect.height() - metrics.height() - option.fontMetrics.height()) // 2 - 2
        place = option.rect.adjusted(_PAD, above, -_PAD, 0)
        upper = QRect(place.left(), place.top(), place.width(), metrics.height() + 2)
        painter.setFont(bold)
        painter.setPen(QColor(now.text))
        painter.drawText(
            upper, _LEFT, metrics.elidedText(head.title, Qt.TextElideMode.ElideRight, upper.width())
        )
        painter.setFont(option.font)
        painter.setPen(QColor(now.quiet))
        lower = upper.translated(0, upper.height())
        words = option.fontMetrics.elidedText(head.detail, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, _LEFT, words)

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        now, rect = colours(), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(now.tint if chosen else now.field))
        if line.open:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), QColor(now.due))
        painter.setPen(QColor(now.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen:
            painter.setPen(QColor(now.accent))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        place = rect.adjusted(_PAD, 6, -_PAD, -7)
        number = option.fontMetrics.horizontalAdvance("0000")
        painter.setPen(QColor(now.quiet))
        painter.drawText(QRect(place.left(), place.top(), number, place.height()), _RIGHT, line.number)
        place.setLeft(place.left() + number + _PAD)
        place.setRight(self._paint_verdict(painter, option, line, place, now) - _PAD)
        if not line.wide:
            place.setLeft(self._paint_crop(painter, line.crop, place, min(190, place.width() * 9 // 20)))
            self._paint_person(painter, option, line, place, now)
        elif line.name or line.crop is None:
            place.setLeft(self._paint_crop(painter, line.crop, place, place.width() // 2))
            self._paint_person(painter, option, line, place, now)
        else:
            self._paint_crop(painter, line.crop, place, place.width())

    def _paint_verdict(
        self, painter: QPainter, option: QStyleOptionViewItem, line: Line, place: QRect, now: Colours
    ) -> int:
        """Draw sign, word and certainty at the right; return where they begin."""
        bold = _bold(option.font)
        high = option.fontMetrics.height()
        wide = max(map(QFontMetrics(bold).horizontalAdvance, self._words)) + high + 20
        sure = option.fontMetrics.elidedText(line.sure, Qt.TextElideMode.ElideRight, wide - 8)
        pill = QRect(place.right() - wide, place.top(), wide, high + 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(now, line.look.ground)))
        painter.drawRoundedRect(pill, 6, 6)
        sign = QRect(pill.left() + 6, pill.top() + 4, high, high)
        self._icon(line.look.icon, line.look.text).paint(painter, sign)
        painter.setFont(bold)
        painter.setPen(QColor(getattr(now, line.look.text)))
        painter.drawText(pill.adjusted(high + 11, 0, 0, 0), _LEFT, line.look.word)
        painter.setFont(option.font)
        painter.setPen(QColor(now.quiet))
        below = QRect(pill.left(), pill.bottom() + 2, wide, high + 2)
        painter.drawText(below.adjusted(8, 0, 0, 0), _LEFT, sure)
        return pill.left()

    def _icon(self, name: str, colour: str) -> QIcon:
        found = self._icons.get((name, colour))
        if found is None:
            found = self._icons[(name, colour)] = icon(name, colour)
        return found

    def _paint_crop(self, painter: QPainter, crop: Crop | None, place: QRect, wide: int) -> int:
        """Draw the signature in its field; return where the field ends."""
        field = QRect(place.left(), place.top(), wide, place.height())
        painter.setPen(QColor(colours().line))
        painter.setBrush(QColor("#ffffff") if crop is not None else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(field, 3, 3)
        if crop is not None:
            image = self._picture(crop)
            inner = field.adjusted(2, 2, -2, -2)
            size = image.size().scaled(inner.size(), Qt.AspectRatioMode.KeepAspectRatio)
            spot = QRect(inner.topLeft(), size)
            spot.moveCenter(inner.center())
            painter.drawImage(spot, image)
        return field.right() + _PAD + 2

    def _paint_person(
        self, painter: QPainter, option: QStyleOptionViewItem, line: Line, place: QRect, now: Colours
    ) -> None:
        bold = _bold(option.font)
        texts = [(line.name, bold, now.text), (line.organisation, option.font, now.quiet)]
        texts += [(line.note, option.font, now.quiet if line.is_usual else now.due)] if line.note else []
        high = option.fontMetrics.height() + 2
        top = place.top() + max(0, (place.height() - high * len(texts)) // 2)
        for words, font, colour in texts:
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(QRect(place.left(), top, place.width(), high), _LEFT, shown)
            top += high

    def _picture(self, crop: Crop) -> QImage:
        found = self._pictures.get(id(crop))
        if found is not None and found[0] is crop:
            self._pictures.move_to_end(id(crop))
            return found[1]
        image = QImage.fromData(crop.jpeg)
        self._pictures[id(crop)] = (crop, image)
        if len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        return image


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    return made
