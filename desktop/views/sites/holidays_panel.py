"""The holidays of a year: what came with the program, what the office set, and the notice pasted in."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import calendar
from desktop.services.calendar import DayKind, TableDay, YearTable
from desktop.views.sites.duty_words import day_name
from desktop.views.sites.plain_table import fill_row, plain_table
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import LineField, TextField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, roomy, toned
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


class HolidaysPanel(QWidget):
    """The table of a year on the left; a single day or a whole notice on the right."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._days: Sequence[TableDay] = ()
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        self.year = QSpinBox()
        self.year.setRange(2000, 2099)
        self.year.setAccessibleName(_("Year"))
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        toned(self.warning, "due")
        self.table = plain_table(
            _("Holidays of the year"), (_("Day"), _("It is"), _("Holiday"), _("Set by")), wide=2
        )
        self.clear_day = QPushButton(icon("restore"), _("As it came"))
        self.clear_day.setToolTip(_("Forget what the office set for this day (Delete)"))
        self.clear_year = QPushButton(_("Whole year as it came"))
        self.single = Form(_("Set this day"))
        self.day = self.single.add(DateField("day", _("Day"), told_from(date.today), required=True))
        self.kind = self.single.add(
            ChoiceField(
                "kind",
                _("It is"),
                [
                    (DayKind.HOLIDAY, _("Off (放假)")),
                    (DayKind.WORKDAY, _("Worked (上班)")),
                    (None, _("As its weekday says")),
                ],
            )
        )
        self.name = self.single.add(LineField("name", _("Holiday"), _("Such as 国庆节; may stay empty")))
        self.whole = Form(_("Enter the notice"))
        self.notice = self.whole.add(
            TextField(
                "notice",
                _("Notice"),
                _("Paste the State Council's notice, or a line a day: 1月1日 放假 元旦"),
                True,
                7,
            )
        )
        self._lay_out()
        self._connect()

    def show_year(self, year: int) -> None:
        """Show a year."""
        self.year.setValue(year)
        self.read()
        self.table.setFocus()

    def read(self) -> None:
        """Read the table again."""
        store, year = self._tools.store, self.year.value()

        def work(_progress: Progress) -> YearTable:
            return store.read(calendar.year_table, year)

        self._tools.runner.read_newest(work, done=self._show)

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return self.single.is_dirty() or self.whole.is_dirty()

    def _show(self, table: YearTable) -> None:
        self._days = table.days
        self.warning.setText(table.warning)
        self.warning.setVisible(bool(table.warning))
        row = self.table.currentRow()
        self.table.setRowCount(len(table.days))
        for number, one in enumerate(table.days):
            cells = (day_name(one.day), _kind_word(one.kind), one.name, _("the office") if one.own else "")
            fill_row(self.table, number, cells)
        if self._days:
            self.table.selectRow(max(0, min(row, len(self._days) - 1)))
        elif not self.single.is_dirty():
            self.day.set_value(date(table.year, 1, 1))
            self.single.settle()
        self.clear_year.setEnabled(any(one.own for one in table.days))
        self._enable()

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.year.valueChanged.connect(self._read_year)
        self.table.currentCellChanged.connect(self._enable)
        self.clear_day.clicked.connect(self._clear_day)
        self.clear_year.clicked.connect(self._clear_year)
        self.single.save_asked.connect(self._set_day)
        self.whole.save_asked.connect(self._enter)
        for key, act in ((Qt.Key.Key_Delete, self._clear_day), (Qt.Key.Key_Escape, self._leave)):
            QShortcut(
                QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(act)

    def _leave(self) -> None:
        if not self.is_dirty():
            self.left.emit()

    def _read_year(self, _year: int) -> None:
        self.read()

    def _chosen(self) -> TableDay | None:
        row = self.table.currentRow()
        return self._days[row] if 0 <= row < len(self._days) else None

    def _enable(self, *_cell: int) -> None:
        chosen = self._chosen()
        self.clear_day.setEnabled(chosen is not None and chosen.own)
        if chosen is not None and not self.single.is_dirty():
            self.day.set_value(chosen.day)
            self.kind.set_value(chosen.kind)
            self.name.set_value(chosen.name if chosen.own else "")
            self.single.settle()

    def _set_day(self) -> None:
        day, kind, name = self.day.value(), self.kind.value(), self.name.value()
        if day is None:
            return
        store = self._tools.store

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(calendar.set_day, day, kind, name)
            return _("{day} is set.").format(day=day.isoformat()), store.next_undo()

        self.single.set_busy(True)
        self._tools.runner.run(work, done=self._day_set, failed=self.single.refuse)

    def _day_set(self, outcome: tuple[str, str | None]) -> None:
        self.single.set_busy(False)
        self.single.put_back()
        self._told(outcome)

    def _enter(self) -> None:
        store, year, text = self._tools.store, self.year.value(), self.notice.value()

        def work(_progress: Progress) -> tuple[str, str | None]:
            count = store.do(calendar.enter_notice, year, text)
            words = _("{count} days of {year} entered.").format(count=count, year=year)
            return words, store.next_undo()

        self.whole.set_busy(True)
        self._tools.runner.run(work, done=self._entered, failed=self.whole.refuse)

    def _entered(self, outcome: tuple[str, str | None]) -> None:
        self.notice.set_value("")
        self.whole.settle()
        self._told(outcome)

    def _clear_day(self) -> None:
        chosen, store = self._chosen(), self._tools.store
        if chosen is None or not chosen.own:
            return
        day = chosen.day

        def work() -> str:
            store.do(calendar.clear_day, day)
            return _("{day} is as the table has it again.").format(day=day.isoformat())

        self._run(work)

    def _clear_year(self) -> None:
        store, year = self._tools.store, self.year.value()

        def work() -> str:
            store.do(calendar.clear_year, year)
            return _("The holidays of {year} are as they came.").format(year=year)

        self._run(work)

    def _run(self, act: Callable[[], str]) -> None:
        store = self._tools.store

        def work(_progress: Progress) -> tuple[str, str | None]:
            return act(), store.next_undo()

        self._tools.runner.run(work, done=self._told)

    def _told(self, outcome: tuple[str, str | None]) -> None:
        self._undoing.tell(*outcome)
        self.read()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self.back, self.year, self.clear_day, self.clear_year):
            roomy(widget)
        about = QLabel(_("Holidays and make-up workdays of"))
        top.addWidget(self.back)
        top.addWidget(about)
        top.addWidget(self.year)
        top.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.warning)
        left.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.clear_day)
        foot.addWidget(self.clear_year)
        foot.addStretch(1)
        left.addLayout(foot)
        right = QVBoxLayout()
        right.setSpacing(12)
        for words, form in ((_("One day"), self.single), (_("The whole notice"), self.whole)):
            heading = QLabel(words)
            font = heading.font()
            font.setBold(True)
            heading.setFont(font)
            right.addWidget(heading)
            right.addWidget(form)
        hint = QLabel(_("What the office sets goes before what came with the program."))
        hint.setWordWrap(True)
        muted(hint)
        right.addWidget(hint)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(left, 1)
        both.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(both, 1)


def _kind_word(kind: DayKind | None) -> str:
    if kind is None:
        return _("usual")
    return _("off") if kind is DayKind.HOLIDAY else _("worked")
