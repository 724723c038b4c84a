"""Settling the batch, or opening its settlement again."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.services import trip_settlement
from desktop.services.trip_accounts import BatchAccount, difference_words
from desktop.services.trip_settlement import SettleEntry
from desktop.services.trip_settlement_tables import capitals_words
from desktop.storage.store import Store
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy, toned
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools
from desktop.views.trips.settlement_deeds import Deeds

_WHO = "trips/settled-by"


class SettlePanel(QScrollArea):
    """What keeps the batch from being settled; the form that settles it, or that opens it again."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._account: BatchAccount | None = None
        self._open = True
        self.deeds = Deeds(tools, self)
        self.state = QLabel()
        self.problem = QLabel()
        self.difference = QLabel()
        for label in (self.state, self.problem, self.difference):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setContentsMargins(8, 6, 8, 6)
        toned(self.problem, "due", "due_ground")
        toned(self.difference, "due")
        self.form = Form(_("Settle the batch"))
        self.by = self.form.add(LineField("by", _("Settled by"), required=True))
        self.on = self.form.add(DateField("on", _("Settled on"), told_from(self._today), required=True))
        hint = _("Where invoices and total differ: why")
        self.remark = self.form.add(LineField("remark", _("Remark"), hint))
        self.form.back_button.hide()
        self.again = QPushButton(icon("lock-open-variant-outline"), _("Open again …"))
        roomy(self.again)
        self.opening = Form(_("Open again"))
        self.opened_by = self.opening.add(LineField("by", _("Opened by"), required=True))
        self.reason = self.opening.add(LineField("reason", _("Why"), required=True))
        self.opening.back_button.setText(_("Not now"))
        self._lay_out()
        self.form.save_asked.connect(self._settle)
        for field in (self.by, self.on, self.remark):
            field.edited.connect(self._free)
        self.again.clicked.connect(self._begin_opening)
        self.opening.save_asked.connect(self._reopen)
        self.opening.back_button.clicked.connect(self._give_up_opening)
        self.deeds.said.connect(self.said)
        self.deeds.done.connect(self._done)
        self.deeds.failed.connect(self._refused)

    def show_account(self, account: BatchAccount, is_open: bool) -> None:
        """Show where a batch stands; what is being typed about it stays."""
        another = self._account is None or self._account.batch.id != account.batch.id
        changed = self._account is not None and bool(self._account.settled) != bool(account.settled)
        self._account, self._open = account, is_open
        self.state.setText(_state(account))
        self.problem.setText("\n".join((*account.problems, *account.warnings)))
        self.problem.setVisible(bool(account.problems or account.warnings))
        self.difference.setText("" if account.settled else difference_words(account))
        self.difference.setVisible(bool(self.difference.text()))
        if another or changed or not self.is_dirty():
            self.by.set_value(str(self._tools.memory.value(_WHO, "")))
            self.on.set_value(self._today())
            self.remark.set_value("")
            self.form.settle()
            self.opening.hide()
        self.form.setVisible(account.settled is None)
        self.again.setVisible(account.settled is not None and self.opening.isHidden())
        self.again.setEnabled(is_open)
        self._free()

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return (not self.form.isHidden() and self.form.is_dirty()) or (
            not self.opening.isHidden() and self.opening.is_dirty()
        )

    def _free(self) -> None:
        """What is offered may be settled without typing, where nothing stands against it."""
        account = self._account
        ready = account is not None and account.settled is None and not account.problems
        self.form.save_button.setEnabled(self._open and ready)
        for field in (self.by, self.on, self.remark):
            field.set_read_only(not self._open)

    def _settle(self) -> None:
        if self._account is None:
            return
        batch, title, by = self._account.batch.id, self._account.batch.title, self.by.value()
        entry = SettleEntry(by, self.on.value() or self._today(), self.remark.value())
        self._tools.memory.setValue(_WHO, by)

        def deed(store: Store) -> str:
            store.do(trip_settlement.settle, batch, entry)
            return _("{batch} is settled.").format(batch=title)

        self.form.set_busy(True)
        self.deeds.do(deed)

    def _begin_opening(self) -> None:
        self.opened_by.set_value(str(self._tools.memory.value(_WHO, "")))
        self.reason.set_value("")
        self.opening.settle()
        self.opening.back_button.setEnabled(True)
        self.opening.show()
        self.again.hide()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_up_opening(self) -> None:
        self.opening.put_back()
        self.opening.hide()
        self.again.show()

    def _reopen(self) -> None:
        if self._account is None:
            return
        batch, title = self._account.batch.id, self._account.batch.title
        by, reason = self.opened_by.value(), self.reason.value()

        def deed(store: Store) -> str:
            store.do(trip_settlement.reopen, batch, by, reason)
            return _("The settlement of {batch} is open again.").format(batch=title)

        self.opening.set_busy(True)
        self.deeds.do(deed)

    def _done(self) -> None:
        for form in (self.form, self.opening):
            form.put_back()
            form.settle()
        self.opening.hide()
        self._free()

    def _refused(self, failure: Failure) -> None:
        form = self.form if self.opening.isHidden() else self.opening
        form.refuse(failure)
        self.opening.back_button.setEnabled(True)
        self._free()
        if not failure.field:
            self.said.emit(notice_of(failure))

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 12, 8, 8)
        column.setSpacing(8)
        for widget in (self.state, self.problem, self.difference, self.form):
            column.addWidget(widget)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.opening)
        column.addStretch(1)
        self.opening.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)


def _state(account: BatchAccount) -> str:
    people = ngettext("{n} person", "{n} people", account.people).format(n=account.people)
    lines = [f"{people} · {capitals_words(account.total_fen)}"]
    if account.settled is not None:
        words = _("Settled by {who} on {day}.")
        lines.append(words.format(who=account.settled.by, day=day_words(account.settled.on)))
        if account.settled.remark:
            lines.append(account.settled.remark)
    return "\n".join(lines)
