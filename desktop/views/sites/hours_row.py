"""One line of posted hours: its weekdays, from and to, and the season if it has one."""

import re
import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.dates import parse_time
from desktop.core.errors import FieldError, PersonError
from desktop.core.i18n import _
from desktop.core.opening_hours import EVERY_DAY, MIDNIGHT, Stretch, clock, day_word
from desktop.views.sites.week_picture import Season, day_label, written_season
from desktop.views.support.icons import icon
from desktop.views.support.pick_button import PickButton
from desktop.views.support.theme import muted, roomy

_BARE_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d\d))?")
_DAY = r"(\d{1,2})[-./月](\d{1,2})[日号]?"
_SEASON = re.compile(rf"{_DAY}\s*(?:-|–|—|~|to|至|到)\s*{_DAY}", re.IGNORECASE)
_WORKDAYS = (0, 1, 2, 3, 4)


class HoursRow(QWidget):
    """The widgets of one line. ``stretches`` is what it says."""

    touched = Signal()
    gone = Signal(object)

    def __init__(self, stretches: Sequence[Stretch] = ()) -> None:
        super().__init__()
        self.days = [PickButton(day_label(day)) for day in EVERY_DAY]
        self.opens, self.closes, self.season = QLineEdit(), QLineEdit(), QLineEdit()
        self.opens.setPlaceholderText("8:30")
        self.closes.setPlaceholderText("17:00")
        self.season.setPlaceholderText(_("all year, or 6.1-9.30"))
        self.remove = QToolButton(autoRaise=True)
        self.remove.setIcon(icon("close"))
        self.remove.clicked.connect(self._go)
        self._fill(stretches)
        self._lay_out()
        for button in self.days:
            button.toggled.connect(self.touched)
        for line in self.lines():
            roomy(line)
            line.textChanged.connect(self.touched)

    def lines(self) -> Sequence[QLineEdit]:
        """Return the lines one types into, in their order."""
        return self.opens, self.closes, self.season

    def parts(self) -> Sequence[QWidget]:
        """Return all widgets in the order in which one goes through them."""
        return *self.days, *self.lines(), self.remove

    def words(self) -> str:
        """Return what is shown, as a line."""
        days = "".join(str(day) for day in self._chosen())
        return "|".join((days, *(line.text().strip() for line in self.lines())))

    def is_empty(self) -> bool:
        """Say whether no time was written; the weekdays alone mean nothing."""
        return not any(line.text().strip() for line in self.lines())

    def stretches(self, field: str) -> list[Stretch]:
        """Return the line as stretches, one a weekday. Raises FieldError for ``field``."""
        chosen = self._chosen()
        if not chosen:
            raise FieldError(field, _("Choose the weekdays of {times}.").format(times=self._times()))
        opens, closes = _minute(field, self.opens.text()), _minute(field, self.closes.text())
        first, last = _season(field, self.season.text()) or (None, None)
        return [Stretch(day, opens, closes, first, last) for day in chosen]

    def number(self, number: int) -> None:
        """Say which line this is, for those who hear the screen."""
        names = (_("Line {n} opens"), _("Line {n} closes"), _("Season of line {n}"))
        for line, words in zip(self.lines(), names, strict=True):
            line.setAccessibleName(words.format(n=number))
        for day, button in zip(EVERY_DAY, self.days, strict=True):
            button.setAccessibleName(_("Line {n}, {day}").format(n=number, day=day_word(day)))
        words = _("Take line {n} away").format(n=number)
        self.remove.setAccessibleName(words)
        self.remove.setToolTip(words)

    def _chosen(self) -> list[int]:
        return [day for day, button in zip(EVERY_DAY, self.days, strict=True) if button.isChecked()]

    def _times(self) -> str:
        return f"{self.opens.text().strip()}-{self.closes.text().strip()}"

    def _fill(self, stretches: Sequence[Stretch]) -> None:
        days = {one.weekday for one in stretches} if stretches else set(_WORKDAYS)
        for day, button in zip(EVERY_DAY, self.days, strict=True):
            button.setChecked(day in days)
        if stretches:
            first = stretches[0]
            self.opens.setText(clock(first.opens))
            self.closes.setText(clock(first.closes))
            self.season.setText(written_season(season_of(first)))

    def _lay_out(self) -> None:
        days = QHBoxLayout()
        days.setSpacing(2)
        for button in self.days:
            days.addWidget(button)
        days.addStretch(1)
        times = QHBoxLayout()
        times.setSpacing(6)
        to, season = QLabel("–"), QLabel(_("Season"))
        muted(season)
        for line in (self.opens, self.closes):
            line.setFixedWidth(line.fontMetrics().horizontalAdvance("00:00") + 36)
        times.addWidget(self.opens)
        times.addWidget(to)
        times.addWidget(self.closes)
        times.addSpacing(8)
        times.addWidget(season)
        times.addWidget(self.season, 1)
        times.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addLayout(days)
        column.addLayout(times)

    def _go(self) -> None:
        self.gone.emit(self)


def season_of(stretch: Stretch) -> Season:
    """Return the season of a stretch; None for the whole year."""
    if stretch.season_from is None or stretch.season_to is None:
        return None
    return stretch.season_from, stretch.season_to


def _minute(field: str, text: str) -> int:
    plain = unicodedata.normalize("NFKC", text).strip()
    bare = _BARE_TIME.fullmatch(plain)
    if bare is not None and int(bare[1]) <= 24 and int(bare[2] or 0) < 60:
        minute = int(bare[1]) * 60 + int(bare[2] or 0)
        if minute <= MIDNIGHT:
            return minute
    try:
        found = parse_time(plain)
    except PersonError:
        words = _("“{text}” is no time of day.") if plain else _("A time is missing.")
        raise FieldError(field, words.format(text=plain), _("Write it like 8:30 or 17:00.")) from None
    return found.hour * 60 + found.minute


def _season(field: str, text: str) -> Season:
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    found = _SEASON.fullmatch(plain)
    if found is None:
        sentence = _("“{text}” is no season.").format(text=plain)
        raise FieldError(field, sentence, _("Write it like 6.1-9.30, or leave it empty for the whole year."))
    first_month, first_day, last_month, last_day = (int(part) for part in found.groups())
    return first_month * 100 + first_day, last_month * 100 + last_day
