"""The posted hours of a week as bars, so that a gap or a slip of the pen is seen at once."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.core.i18n import _
from desktop.core.opening_hours import EVERY_DAY, HOLIDAY, MIDNIGHT, Stretch, day_word, season_words
from desktop.views.support.theme import colours

Season = tuple[int, int] | None
_MARKS = (0, 6, 12, 18, 24)  # hours written below


class WeekPicture(QWidget):
    """A line a weekday, the hours of the day from left to right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: dict[int, tuple[Stretch, ...]] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_week(self, stretches: Sequence[Stretch], words: str) -> None:
        """Show these hours; ``words`` is what is heard instead."""
        self._days = {day: tuple(s for s in stretches if s.weekday == day) for day in EVERY_DAY}
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """A line of text for each day, and one for the hours."""
        return QSize(320, (len(EVERY_DAY) + 1) * self._line())

    def minimumSizeHint(self) -> QSize:
        """May be narrow, never low."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the days, their bars, and the hours below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, line = colours(), self._line()
        left = max(self.fontMetrics().horizontalAdvance(day_label(day)) for day in EVERY_DAY) + 12
        width = self.width() - left - self.fontMetrics().horizontalAdvance("24")
        for place, day in enumerate(EVERY_DAY):
            top = place * line
            painter.setPen(QColor(look.text))
            painter.drawText(QRectF(0, top, left, line), Qt.AlignmentFlag.AlignVCenter, day_label(day))
            painter.fillRect(QRectF(left, top + 3, width, line - 6), QColor(look.stripe))
            for one in self._days.get(day, ()):
                start, end = (left + width * minute / MIDNIGHT for minute in (one.opens, one.closes))
                painter.fillRect(QRectF(start, top + 3, end - start, line - 6), QColor(look.accent))
        self._paint_hours(painter, left, width)
        painter.end()

    def _paint_hours(self, painter: QPainter, left: float, width: float) -> None:
        look, line = colours(), self._line()
        foot = len(EVERY_DAY) * line
        for hour in _MARKS:
            x = left + width * hour / 24
            painter.setPen(QColor(look.line))
            painter.drawLine(round(x), 0, round(x), foot)
            painter.setPen(QColor(look.quiet))
            painter.drawText(QRectF(x - 20, foot, 40, line), Qt.AlignmentFlag.AlignCenter, str(hour))

    def _line(self) -> int:
        return self.fontMetrics().height() + 4


def weeks(stretches: Sequence[Stretch]) -> list[tuple[Season, tuple[Stretch, ...]]]:
    """Return what holds through the year and in each season, where a season replaces a day's other hours."""
    through = tuple(s for s in stretches if s.season_from is None)
    found: list[tuple[Season, tuple[Stretch, ...]]] = [(None, through)] if through else []
    seasons = {(s.season_from, s.season_to) for s in stretches if s.season_from is not None}
    for first, last in sorted((a, b) for a, b in seasons if a is not None and b is not None):
        own = tuple(s for s in stretches if (s.season_from, s.season_to) == (first, last))
        replaced = {s.weekday for s in own}
        found.append(((first, last), own + tuple(s for s in through if s.weekday not in replaced)))
    return found


def day_label(day: int) -> str:
    """Return the word for a weekday that fits a narrow column."""
    return _("Holidays") if day == HOLIDAY else day_word(day)


def written_season(season: Season) -> str:
    """Return a season as it is typed: ``6.1-9.30``; nothing for the whole year."""
    if season is None:
        return ""
    return "-".join(f"{day // 100}.{day % 100}" for day in season)


def season_title(season: Season, all_year: str) -> str:
    """Return the heading over the week of a season."""
    return all_year if season is None else season_words(*season)
