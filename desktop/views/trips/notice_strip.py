"""The days a notice hangs, one beside the other: which of them count, which are off, which are made up."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.core.i18n import _, ngettext
from desktop.services.tally_sheet import weekday_letter
from desktop.services.trip_notices import NoticeDay
from desktop.views.support.theme import colours
from desktop.views.support.times import day_words

_WIDE, _GAP = 62, 4


class PeriodStrip(QWidget):
    """Shows the day of posting and each day of the period, with its number among those that count."""

    def __init__(self) -> None:
        super().__init__()
        self._posted: date | None = None
        self._today: date | None = None
        self._days: tuple[tuple[NoticeDay, int], ...] = ()
        self.setAccessibleName(_("Days of the notice"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, posted_on: date, stretch: Sequence[NoticeDay], today: date) -> None:
        """Show a period."""
        self._posted, self._today = posted_on, today
        numbered, count = [], 0
        for one in stretch:
            count += one.counts
            numbered.append((one, count))
        self._days = tuple(numbered)
        counting = ngettext("{n} day counts", "{n} days count", count).format(n=count)
        off = [f"{one.day.isoformat()} {one.name or _('day off')}" for one in stretch if one.off]
        self.setAccessibleDescription(_(", ").join([counting, *off]))
        self._settle()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the days in as many lines as they take."""
        return QSize(4 * _WIDE, self._rows() * (self._high() + _GAP))

    def minimumSizeHint(self) -> QSize:
        """Never cut a line off."""
        return QSize(2 * _WIDE, self._rows() * (self._high() + _GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the days out anew."""
        super().resizeEvent(event)
        self._settle()

    def event(self, event: QEvent) -> bool:
        """Tell what the day under the pointer is."""
        if isinstance(event, QHelpEvent):
            for number, words in enumerate(self._hints()):
                if self._cell(number).contains(event.pos()):
                    QToolTip.showText(event.globalPos(), words, self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a card a day."""
        if self._posted is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = colours()
        self._card(painter, 0, self._posted, _("posted"), look.field, look.quiet)
        for number, (one, count) in enumerate(self._days, start=1):
            if not one.counts:
                self._card(painter, number, one.day, self._why_off(one), look.ground, look.quiet)
            else:
                words = _("{n} · work") if one.made_up else "{n}"
                self._card(painter, number, one.day, words.format(n=count), look.tint, look.text)
        painter.end()

    def _card(self, painter: QPainter, number: int, day: date, below: str, ground: str, ink: str) -> None:
        box, look = self._cell(number), colours()
        is_today = day == self._today
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(look.accent if is_today else look.line), 2 if is_today else 1))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(QColor(ink))
        third = box.height() // 3
        head = f"{day.month}-{day.day} {weekday_letter(day.weekday())}"
        painter.setFont(self._small())
        self._words(painter, QRect(box.x() + 3, box.y() + 2, box.width() - 6, third), head)
        font = QFont(self.font())
        font.setBold(ground == look.tint)
        fits = QFontMetrics(font).horizontalAdvance(below) <= box.width() - 6
        painter.setFont(font if ground == look.tint and fits else self._small())
        self._words(painter, QRect(box.x() + 3, box.y() + third + 2, box.width() - 6, 2 * third - 4), below)

    def _why_off(self, one: NoticeDay) -> str:
        """Return the holiday where its name fits."""
        room = QFontMetrics(self._small()).horizontalAdvance(one.name)
        return one.name if one.name and room <= self._wide() - 6 else _("day off")

    def _words(self, painter: QPainter, box: QRect, words: str) -> None:
        fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, fitting)

    def _hints(self) -> list[str]:
        if self._posted is None:
            return []
        told = [_("{day}: the notice is put up").format(day=day_words(self._posted))]
        for one, count in self._days:
            if one.counts:
                words = _("{day}: day {n} of the notice")
                told.append(words.format(day=day_words(one.day), n=count))
            else:
                words = _("{day}: {why}, does not count")
                told.append(words.format(day=day_words(one.day), why=one.name or _("day off")))
            if one.made_up:
                told[-1] += " " + _("(worked to make up for {name})").format(name=one.name)
        return told

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        return font

    def _across(self) -> int:
        return max(1, (self.width() + _GAP) // (self._wide() + _GAP))

    def _rows(self) -> int:
        return -(-(len(self._days) + 1) // self._across())

    def _wide(self) -> int:
        return max(_WIDE, self.fontMetrics().horizontalAdvance("12-30 M") + 12)

    def _high(self) -> int:
        return 2 * self.fontMetrics().height() + 12

    def _cell(self, number: int) -> QRect:
        row, column = divmod(number, self._across())
        wide, high = self._wide(), self._high()
        return QRect(column * (wide + _GAP), row * (high + _GAP), wide, high)

    def _settle(self) -> None:
        high = self._rows() * (self._high() + _GAP)
        if self.height() != high:
            self.setFixedHeight(high)
        self.updateGeometry()
