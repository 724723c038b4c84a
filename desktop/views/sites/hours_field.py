"""Posted hours: written in one go as on the door, or line by line."""

from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import PersonError
from desktop.core.hours_text import parse_hours
from desktop.core.i18n import _
from desktop.core.opening_hours import Stretch, check
from desktop.views.sites.hours_row import HoursRow, season_of
from desktop.views.support.fields import Field
from desktop.views.support.icons import icon
from desktop.views.support.theme import roomy

Hours = tuple[Stretch, ...]


class HoursField(Field[Hours]):
    """A line for each set of weekdays with the same hours; a quick line above fills them from words."""

    whole_day_told = Signal()  # the words said "24 hours"

    def __init__(self, key: str, label: str) -> None:
        self.box = QWidget()
        self.rows: list[HoursRow] = []
        self.quick = QLineEdit()
        self.quick.setPlaceholderText(_("e.g. Mon-Fri 8:30-11:30, 14:00-17:30"))
        self.quick.setAccessibleName(_("Hours in words"))
        self.understand = QPushButton(_("Fill in"))
        self.understand.setToolTip(_("Fill the lines below from these words (Enter)"))
        self.more = QPushButton(icon("plus"), _("Another line"))
        for widget in (self.quick, self.understand, self.more):
            roomy(widget)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.quick, 1)
        top.addWidget(self.understand)
        column = QVBoxLayout(self.box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(self._lines)
        column.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        super().__init__(key, label, self.box)
        self.quick.returnPressed.connect(self._read)
        self.understand.clicked.connect(self._read)
        self.more.clicked.connect(self._add_next)

    def value(self) -> Hours:
        """Return the hours of all lines, without doubles; lines left wholly empty do not count."""
        found: list[Stretch] = []
        for row in self.rows:
            if not row.is_empty():
                found += row.stretches(self.key)
        for fault in check(found):
            raise self._refuse(f"{fault.sentence} {fault.remedy}")
        return tuple(found)

    def words(self) -> str:
        """Return all that is written, line by line."""
        return "\n".join(row.words() for row in self.rows if not row.is_empty())

    def set_read_only(self, read_only: bool) -> None:
        """Let the hours be read only, or edited again."""
        self.box.setEnabled(not read_only)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802
        """Go to the line for words."""
        self.quick.setFocus(reason)

    def _read(self) -> None:
        text = self.quick.text().strip()
        if not text:
            return
        try:
            hours = parse_hours(text)
        except PersonError as error:
            self.show_error(str(error))
            return
        self.quick.clear()
        if hours.always_open:
            self.whole_day_told.emit()
        else:
            self._fill(hours.stretches)
        self._touched()

    def _show(self, value: Hours) -> None:
        self.quick.clear()
        self._fill(value)

    def _show_nothing(self) -> None:
        self._show(())

    def _fill(self, hours: Hours) -> None:
        for row in self.rows:
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for row in _rows_of(hours) or [HoursRow()]:
            self._add(row)

    def _add(self, row: HoursRow) -> None:
        row.touched.connect(self._touched)
        row.gone.connect(self._remove)
        for line in row.lines():
            line.installEventFilter(self)
        self.rows.append(row)
        self._lines.addWidget(row)
        self._number()

    def _add_next(self) -> None:
        row = HoursRow()
        self._add(row)
        row.days[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._touched()

    def _remove(self, row: HoursRow) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        if not self.rows:
            self._add(HoursRow())
        self._number()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touched()

    def _number(self) -> None:
        before: QWidget = self.understand
        for number, row in enumerate(self.rows, start=1):
            row.number(number)
            for part in row.parts():
                QWidget.setTabOrder(before, part)
                before = part
        QWidget.setTabOrder(before, self.more)


def _rows_of(hours: Hours) -> list[HoursRow]:
    """Gather weekdays that have the same hours in the same season into one line."""

    def times(one: Stretch) -> tuple[int, int, int, int]:
        return (one.season_from or 0, one.season_to or 0, one.opens, one.closes)

    alike = [sorted(same) for _times, same in groupby(sorted(hours, key=times), key=times)]
    alike.sort(key=lambda same: (season_of(same[0]) or (0, 0), same[0]))
    return [HoursRow(same) for same in alike]
