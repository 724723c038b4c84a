"""Which day or month is shown: a line to type it into, and steps back and forth."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from desktop.core import tallies as counting
from desktop.core.dates import BadDate, parse_date
from desktop.core.i18n import _
from desktop.services.tally_sheet import month_words
from desktop.views.support.date_fields import spelt_day
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, roomy, toned


class PeriodBar(QWidget):
    """A day, or with ``set_monthly`` the month it lies in; never one that has not come yet."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._day = today
        self._monthly = False
        self.line = QLineEdit()
        self.line.setFixedWidth(self.line.fontMetrics().horizontalAdvance("2026-12-05") + 32)
        self.line.editingFinished.connect(self._read)
        self.back = self._stepper("chevron-left", -1)
        self.forth = self._stepper("chevron-right", 1)
        self.now = QPushButton()
        self.now.clicked.connect(self._go_now)
        self.words = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self.back, self.line, self.forth, self.now):
            roomy(widget)
            row.addWidget(widget)
        row.addSpacing(4)
        row.addWidget(self.words)
        row.addStretch(1)
        self._show()

    def day(self) -> date:
        """Return the day shown; with months, one in the month."""
        return self._day

    def month(self) -> int:
        """Return the month the day lies in, as year * 100 + month."""
        return counting.month_of(self._day)

    def set_today(self, today: date) -> None:
        """Learn that another day has begun; who looked at the last one goes on to it."""
        if self._day == self._today:
            self._day = today
        self._today = today
        self._show()

    def set_monthly(self, monthly: bool) -> None:
        """Show and step by months, or by days."""
        self._monthly = monthly
        self._show()

    def go(self, day: date) -> None:
        """Show a day (or its month), and tell of it where it is another."""
        day = min(day, self._today)
        if day != self._day:
            self._day = day
            self.changed.emit()
        self._show()

    def step(self, by: int) -> None:
        """Go so many days or months on."""
        if self._monthly:
            month = counting.moved(self.month(), by)
            self.go(counting.day_in(month, min(self._day.day, counting.days_in(month))))
        else:
            self.go(self._day + timedelta(by))

    def _stepper(self, picture: str, by: int) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setIcon(icon(picture))
        button.setProperty("by", by)
        button.clicked.connect(self._step_by_button)
        return button

    def _step_by_button(self) -> None:
        button = self.sender()
        if button is not None:
            self.step(int(button.property("by")))

    def _go_now(self) -> None:
        self.go(self._today)

    def _read(self) -> None:
        text = self.line.text().strip()
        if text == self._plain():
            return
        try:
            self.go(self._understood(text))
        except BadDate as error:
            self._say(str(error), "error")

    def _understood(self, text: str) -> date:
        digits = "".join(sign for sign in text if sign.isdigit())
        if self._monthly and len(digits) == 6 and counting.is_month(int(digits)):
            return counting.day_in(int(digits), 1)
        day = parse_date(text, self._today)
        if day > self._today:
            raise BadDate(text, remedy=_("{day} has not come yet.").format(day=day.isoformat()))
        return day

    def _plain(self) -> str:
        return f"{self._day:%Y-%m}" if self._monthly else self._day.isoformat()

    def _show(self) -> None:
        monthly = self._monthly
        self.line.setText(self._plain())
        self.line.setAccessibleName(_("Month") if monthly else _("Day"))
        self.line.setToolTip(_("2026-11") if monthly else _("2026-12-05, 12.5, yesterday"))
        self.now.setText(_("This month") if monthly else _("Today"))
        names = (_("Month before"), _("Next month")) if monthly else (_("Day before"), _("Next day"))
        for button, name in zip((self.back, self.forth), names, strict=True):
            button.setToolTip(name)
            button.setAccessibleName(name)
        at_end = self._day == self._today
        if monthly:
            at_end = self.month() == counting.month_of(self._today)
        self.forth.setEnabled(not at_end)
        self.now.setEnabled(not at_end)
        self._say(month_words(self.month()) if monthly else _weekday_of(self._day), "")

    def _say(self, words: str, tone: str) -> None:
        self.words.setText(words)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        toned(self.words, "error") if tone else muted(self.words)


def _weekday_of(day: date) -> str:
    return spelt_day(day)
