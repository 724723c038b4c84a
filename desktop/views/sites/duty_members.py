"""Who takes turns on a rota, how many each has had this year, and who is away when."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.duty import AbsenceLine, MemberLine
from desktop.services.duty_turns import MemberCount
from desktop.views.sites.plain_table import fill_row, key_of, plain_table
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import LineField, TextField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, roomy


class DutyMembers(QWidget):
    """A table of members; a form to add some, one to say that somebody is away."""

    add_asked = Signal(str)  # a name and telephone a line
    leave_asked = Signal(object)  # MemberLine
    away_asked = Signal(object, object, object, str)  # MemberLine, first, last, reason
    back_asked = Signal(object)  # AbsenceLine
    moved = Signal(object)  # list[UUID]: the new order

    def __init__(self) -> None:
        super().__init__()
        self._members: Sequence[MemberLine] = ()
        self._absences: Sequence[AbsenceLine] = ()
        self.table = plain_table(
            _("Members of the rota"),
            (_("Name"), _("Work"), _("W/end"), _("Hols"), _("All"), _("Phone")),
            wide=0,
        )
        self.year = QLabel()
        muted(self.year)
        self.add = _button("account-plus-outline", _("Add …"))
        self.away = _button("airplane", _("Away …"))
        self.leave = _button("account-remove-outline", _("Leaves"))
        self.up = _button("chevron-up", "")
        self.down = _button("chevron-down", "")
        self.up.setToolTip(_("Earlier in the order of turns"))
        self.down.setToolTip(_("Later in the order of turns"))
        for button in (self.up, self.down):
            button.setAccessibleName(button.toolTip())
        self.adding = Form(_("Add"))
        self.names = self.adding.add(
            TextField(
                "members", _("New members"), _("One a line, with or without a telephone"), True, lines=4
            )
        )
        self.going = Form(_("Note the absence"))
        self.who = self.going.add_heading("")
        self.first = self.going.add(DateField("first", _("From"), told_from(date.today), required=True))
        self.last = self.going.add(DateField("last", _("To"), told_from(date.today), required=True))
        self.reason = self.going.add(LineField("reason", _("Reason")))
        self.list = QFrame()
        self._lines = QFormLayout(self.list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self._connect()

    def show_members(
        self,
        members: Sequence[MemberLine],
        counts: Sequence[MemberCount],
        absences: Sequence[AbsenceLine],
        year: int,
    ) -> None:
        """Show who takes turns with their counts of a year; those who left come last, without choices."""
        chosen = self.chosen()
        self._members, self._absences = members, absences
        self.year.setText(_("Turns in {year}, by workdays, weekends and holidays").format(year=year))
        self.table.setRowCount(len(counts))
        phones = {member.id: member.phone for member in members}
        for row, one in enumerate(counts):
            name = one.name if one.active else _("{name} (left)").format(name=one.name)
            numbers = (one.workdays, one.weekends, one.holidays, one.total)
            cells = [name, *map(str, numbers), phones.get(one.member_id, "")]
            fill_row(self.table, row, cells, one.member_id, frozenset({1, 2, 3, 4}))
        self._choose(chosen)
        self._show_absences()
        self._enable()

    def chosen(self) -> UUID | None:
        """Return the member the cursor is on."""
        key = key_of(self.table, self.table.currentRow())
        return key if isinstance(key, UUID) else None

    def begin_adding(self) -> None:
        """Ask for names."""
        self._close_forms()
        self.adding.show()
        self.adding.back_button.setEnabled(True)
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return self.adding.is_dirty() or self.going.is_dirty()

    def done(self) -> None:
        """Take the forms away: what they said is kept."""
        self.names.set_value("")
        for field in (self.first, self.last):
            field.set_value(None)
        self.reason.set_value("")
        self._close_forms()

    def refuse_names(self, failure: Failure) -> None:
        """Say why the names were not taken."""
        self.adding.refuse(failure)

    def refuse_absence(self, failure: Failure) -> None:
        """Say why the absence was not noted."""
        self.going.refuse(failure)

    def _connect(self) -> None:
        self.table.currentCellChanged.connect(self._enable)
        self.add.clicked.connect(self.begin_adding)
        self.away.clicked.connect(self._begin_away)
        self.leave.clicked.connect(self._ask_leave)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.adding.save_asked.connect(self._ask_add)
        self.going.save_asked.connect(self._ask_away)
        for form in (self.adding, self.going):
            form.back_button.setText(_("Not now"))
            form.back_button.clicked.connect(self._close_forms)
            form.dirty_changed.connect(self._keep_back_button)

    def _keep_back_button(self, _dirty: bool) -> None:
        for form in (self.adding, self.going):
            form.back_button.setEnabled(True)

    def _ask_add(self) -> None:
        self.adding.set_busy(True)
        self.add_asked.emit(self.names.value())

    def _begin_away(self) -> None:
        member = self._member()
        if member is None:
            return
        self._close_forms()
        self.who.setText(_("{name} is away").format(name=member.name))
        self.going.show()
        self.going.back_button.setEnabled(True)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_away(self) -> None:
        member = self._member()
        if member is not None:
            self.going.set_busy(True)
            self.away_asked.emit(member, self.first.value(), self.last.value(), self.reason.value())

    def _ask_leave(self) -> None:
        member = self._member()
        if member is not None:
            self.leave_asked.emit(member)

    def _move_up(self) -> None:
        self._move(-1)

    def _move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        order = [member.id for member in self._members]
        key = self.chosen()
        at = order.index(key) if key in order else -1
        if at >= 0 and 0 <= at + by < len(order):
            order[at], order[at + by] = order[at + by], order[at]
            self.moved.emit(order)

    def _member(self) -> MemberLine | None:
        key = self.chosen()
        return next((member for member in self._members if member.id == key), None)

    def _choose(self, key: UUID | None) -> None:
        for row in range(self.table.rowCount()):
            if key_of(self.table, row) == key:
                self.table.selectRow(row)
                return

    def _show_absences(self) -> None:
        while self._lines.rowCount():
            self._lines.removeRow(0)
        for number, one in enumerate(self._absences):
            words = _("{name} is away {first} – {last}").format(name=one.name, first=one.first, last=one.last)
            label = QLabel(f"{words} · {one.reason}" if one.reason else words)
            label.setWordWrap(True)
            back = _button("close", "")
            back.setAccessibleName(_("Remove: {what}").format(what=words))
            back.setToolTip(_("Remove"))
            back.setProperty("number", number)
            back.clicked.connect(self._ask_back)
            self._lines.addRow(back, label)
        self.list.setVisible(bool(self._absences))

    def _ask_back(self) -> None:
        button = self.sender()
        if button is not None:
            self.back_asked.emit(self._absences[int(button.property("number"))])

    def _enable(self, *_cell: int) -> None:
        there = self._member() is not None
        for button in (self.away, self.leave, self.up, self.down):
            button.setEnabled(there)

    def _close_forms(self) -> None:
        for form in (self.adding, self.going):
            form.put_back()
            form.settle()
            form.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (self.add, self.away, self.leave):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.up)
        row.addWidget(self.down)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.adding)
        column.addWidget(self.going)
        column.addWidget(self.table, 1)
        column.addWidget(self.year)
        column.addWidget(self.list)
        self.adding.hide()
        self.going.hide()


def _button(picture: str, words: str) -> QPushButton:
    button = QPushButton(icon(picture), words)
    roomy(button)
    return button
