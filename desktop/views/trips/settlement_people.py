"""What the trip of each person of a batch cost and who pays; changed in place, within the limits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.cost_split import Parts
from desktop.core.i18n import _
from desktop.services import trip_costs
from desktop.services.trip_accounts import BatchAccount
from desktop.services.trip_cost_words import yuan
from desktop.services.trip_costs import CostLine
from desktop.storage.store import Store
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy, titled, toned
from desktop.views.support.tools import Tools
from desktop.views.trips.settlement_deeds import Deed, Deeds
from desktop.views.trips.settlement_fields import FenField


class PeoplePanel(QWidget):
    """The list; Enter on a person opens the form of who pays."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._account: BatchAccount | None = None
        self._open = True
        self.deeds = Deeds(tools, self)
        headings = [
            _("No."), _("Name"), _("Employer"), _("Total cost"), _("By federation"), _("By employer"),
            _("By person"), _("Remark"),
        ]  # fmt: skip
        self.table = ShortTable(_("Costs by person"), headings, 2, frozenset({0, 3, 4, 5, 6}))
        self.change = QPushButton(icon("pencil-outline"), _("Change who pays …"))
        self.back = QPushButton(icon("undo-variant"), _("As the rules propose"))
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        toned(self.problem, "due")
        self.who = QLabel()
        titled(self.who, 1.1)
        self.who.setTextFormat(Qt.TextFormat.PlainText)
        self.form = Form()
        self.total = self.form.add(FenField("total_fen", _("The agency charges (yuan)")))
        self.union = self.form.add(FenField("union_fen", _("Federation pays")))
        self.employer = self.form.add(FenField("employer_fen", _("Employer pays")))
        self.personal = self.form.add(FenField("personal_fen", _("Person pays")))
        self.reason = self.form.add(LineField("reason", _("Why"), required=True))
        self.form.back_button.setText(_("Not now"))
        self._stack = QStackedWidget()
        self._lay_out()
        self.change.clicked.connect(self._begin)
        self.back.clicked.connect(self._put_back)
        self.table.opened.connect(self._begin)
        self.table.chosen.connect(self._follow)
        self.table.said.connect(self.said)
        self.form.save_asked.connect(self._save)
        self.form.back_button.clicked.connect(self.close_form)
        self.deeds.said.connect(self.said)
        self.deeds.done.connect(self.close_form)
        self.deeds.failed.connect(self._refused)

    def show_account(self, account: BatchAccount, is_open: bool) -> None:
        """Show the people of a batch; what is being typed about it stays."""
        if self._account is None or self._account.batch.id != account.batch.id:
            self.close_form()
        self._account, self._open = account, is_open and account.settled is None
        self.table.show_rows([_row(one) for one in account.lines])
        if self.table.key() is None and account.lines:
            broken = [one for one in account.lines if one.breaches]
            self.table.select((broken or list(account.lines))[0].nominee_id)
        self._follow()

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self._stack.currentIndex() == 1 and self.form.is_dirty()

    def close_form(self) -> None:
        """Show the list again."""
        self.form.put_back()
        self.form.settle()
        self._stack.setCurrentIndex(0)

    def _chosen(self) -> CostLine | None:
        lines, key = self._account.lines if self._account else (), self.table.key()
        return next((one for one in lines if one.nominee_id == key), None)

    def _follow(self, _key: object = None) -> None:
        one = self._chosen()
        self.change.setEnabled(self._open and one is not None)
        self.back.setEnabled(self._open and one is not None and one.by_hand)
        words = f"{one.name}: {one.problem} {one.remedy}".strip() if one and one.problem else ""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _begin(self, _key: object = None) -> None:
        one = self._chosen()
        if one is None or not self._open:
            return
        self.who.setText(
            one.name if one.is_no_show else f"{one.name} · {_('{sum} yuan').format(sum=yuan(one.total_fen))}"
        )
        is_uncharged = one.is_no_show and not one.total_fen
        self.form.show_field(self.total, one.is_no_show)
        for field in (self.union, self.employer, self.personal):
            self.form.show_field(field, not is_uncharged)
        self.total.set_value(one.total_fen or None)
        self.union.set_value(one.parts.union_fen)
        self.employer.set_value(one.parts.employer_fen)
        self.personal.set_value(one.parts.personal_fen)
        self.reason.set_value(one.remark)
        self.form.settle()
        self.form.back_button.setEnabled(True)
        self._stack.setCurrentIndex(1)
        (self.total if one.is_no_show else self.union).setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        one = self._chosen()
        if one is None:
            return
        key, name, why = one.nominee_id, one.name, self.reason.value()
        self.form.set_busy(True)
        if one.is_no_show and self.total.fen() != one.total_fen:
            self.deeds.do(_charging(one, self.total.fen(), why))
            return
        parts = Parts(self.union.fen(), self.employer.fen(), self.personal.fen())

        def deed(store: Store) -> str:
            store.do(trip_costs.set_parts, key, parts, why)
            return _("Who pays for {name} is saved.").format(name=name)

        self.deeds.do(deed)

    def _put_back(self) -> None:
        one = self._chosen()
        if one is None:
            return
        key, name = one.nominee_id, one.name

        def deed(store: Store) -> str:
            store.do(trip_costs.put_back, key)
            return _("Who pays for {name} is as the rules propose again.").format(name=name)

        self.deeds.do(deed)

    def _refused(self, failure: Failure) -> None:
        if self._stack.currentIndex() == 1:
            self.form.refuse(failure)
            self.form.back_button.setEnabled(True)
        else:
            self.said.emit(notice_of(failure))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.change, self.back):
            roomy(button)
            row.addWidget(button)
        row.addStretch(1)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.problem)
        inside = QWidget()
        room = QVBoxLayout(inside)
        room.setContentsMargins(4, 8, 8, 8)
        room.setSpacing(8)
        room.addWidget(self.who)
        room.addWidget(self.form, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self._stack.addWidget(listed)
        self._stack.addWidget(scroll)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)


def _charging(one: CostLine, fen: int, why: str) -> Deed:
    def deed(store: Store) -> str:
        store.do(trip_costs.charge, one.nominee_id, fen, why)
        if fen:
            return _("{name} is charged {sum} yuan.").format(name=one.name, sum=yuan(fen))
        return _("{name} is not charged.").format(name=one.name)

    return deed


def _row(one: CostLine) -> ShortRow:
    remark = " · ".join(filter(None, (_("no-show") if one.is_no_show else "", one.remark)))
    cells = (
        str(one.number), one.name, one.organisation, yuan(one.total_fen), yuan(one.parts.union_fen),
        yuan(one.parts.employer_fen), yuan(one.parts.personal_fen), remark,
    )  # fmt: skip
    return ShortRow(one.nominee_id, cells, hint=one.problem, quiet=not one.counts, due=bool(one.breaches))
