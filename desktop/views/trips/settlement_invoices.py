"""The invoices of a batch: listed, entered, corrected, removed."""

from uuid import UUID

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

from desktop.core.i18n import _
from desktop.services import trip_invoices
from desktop.services.trip_accounts import BatchAccount, difference_words
from desktop.services.trip_cost_words import yuan
from desktop.services.trip_invoices import InvoiceEntry, InvoiceLine
from desktop.storage.store import Store
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy, toned
from desktop.views.support.tools import Tools
from desktop.views.trips.settlement_deeds import Deeds
from desktop.views.trips.settlement_fields import FenField


class InvoicesPanel(QWidget):
    """The list over how it compares with the total; a form in its place."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._account: BatchAccount | None = None
        self._open = True
        self._key: UUID | None = None
        self.deeds = Deeds(tools, self)
        headings = [
            _("Invoice number"),
            _("Sum (yuan)"),
            _("Invoice issued by"),
            _("Date"),
            _("Paid for"),
            _("Remark"),
        ]
        self.table = ShortTable(_("Invoices"), headings, 0, frozenset({1}))
        self.new = QPushButton(icon("plus"), _("Enter an invoice"))
        self.change = QPushButton(icon("pencil-outline"), _("Change …"))
        self.remove = QPushButton(icon("delete-outline"), _("Remove"))
        self.sums = QLabel()
        self.sums.setWordWrap(True)
        self.form = Form()
        self.number = self.form.add(LineField("number", _("Invoice number"), required=True))
        hint = _("A credit note has a minus before it.")
        self.amount = self.form.add(FenField("amount_fen", _("Sum (yuan)"), hint, required=True))
        self.issuer = self.form.add(LineField("issuer", _("Invoice issued by")))
        self.issued_on = self.form.add(
            DateField("issued_on", _("Date"), told_from(lambda: tools.store.now().astimezone().date()))
        )
        self.purpose = self.form.add(LineField("purpose", _("Paid for")))
        self.remark = self.form.add(LineField("remark", _("Remark")))
        self.form.back_button.setText(_("Not now"))
        self._stack = QStackedWidget()
        self._lay_out()
        self.new.clicked.connect(self.begin)
        self.change.clicked.connect(self._begin_change)
        self.remove.clicked.connect(self._remove)
        self.table.opened.connect(self._begin_change)
        self.table.removal_asked.connect(self._remove)
        self.table.chosen.connect(self._follow)
        self.table.said.connect(self.said)
        self.form.save_asked.connect(self._save)
        self.form.back_button.clicked.connect(self.close_form)
        self.deeds.said.connect(self.said)
        self.deeds.done.connect(self.close_form)
        self.deeds.failed.connect(self._refused)

    def show_account(self, account: BatchAccount, is_open: bool) -> None:
        """Show the invoices of a batch; what is being typed about it stays."""
        if self._account is None or self._account.batch.id != account.batch.id:
            self.close_form()
        self._account, self._open = account, is_open and account.settled is None
        self.table.show_rows([_row(one) for one in account.invoices])
        words = _("Invoices {invoiced} yuan, total {total} yuan.").format(
            invoiced=yuan(account.invoiced_fen), total=yuan(account.total_fen)
        )
        self.sums.setText(f"{words} {difference_words(account)}".strip())
        toned(self.sums, "due" if account.difference_fen and account.settled is None else "quiet")
        self._follow()

    def begin(self) -> None:
        """Begin a new invoice, from whoever issued the last one."""
        if self._account is None or not self._open:
            return
        last = self._account.invoices[-1] if self._account.invoices else None
        issuer = last.issuer if last else self._account.batch.agency
        self._fill(None, InvoiceEntry("", 0, issuer))

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self._stack.currentIndex() == 1 and self.form.is_dirty()

    def close_form(self) -> None:
        """Show the list again."""
        self.form.put_back()
        self.form.settle()
        self._stack.setCurrentIndex(0)

    def _chosen(self) -> InvoiceLine | None:
        lines, key = self._account.invoices if self._account else (), self.table.key()
        return next((one for one in lines if one.id == key), None)

    def _follow(self, _key: object = None) -> None:
        there = self._open and self._chosen() is not None
        self.new.setEnabled(self._open)
        self.change.setEnabled(there)
        self.remove.setEnabled(there)

    def _begin_change(self, _key: object = None) -> None:
        one = self._chosen()
        if one is not None and self._open:
            entry = InvoiceEntry(
                one.number, one.amount_fen, one.issuer, one.issued_on, one.purpose, one.remark
            )
            self._fill(one.id, entry)

    def _fill(self, key: UUID | None, entry: InvoiceEntry) -> None:
        self._key = key
        self.number.set_value(entry.number)
        self.amount.set_value(entry.amount_fen or None)
        self.issuer.set_value(entry.issuer)
        self.issued_on.set_value(entry.issued_on)
        self.purpose.set_value(entry.purpose)
        self.remark.set_value(entry.remark)
        self.form.settle()
        self.form.back_button.setEnabled(True)
        self._stack.setCurrentIndex(1)
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        if self._account is None:
            return
        batch, key = self._account.batch.id, self._key
        entry = InvoiceEntry(
            self.number.value(),
            self.amount.fen(),
            self.issuer.value(),
            self.issued_on.value(),
            self.purpose.value(),
            self.remark.value(),
        )

        def deed(store: Store) -> str:
            if key is None:
                line = store.do(trip_invoices.add_invoice, batch, entry)
            else:
                line = store.do(trip_invoices.change_invoice, key, entry)
            return _("Invoice {number} is on file.").format(number=line.number)

        self.form.set_busy(True)
        self.deeds.do(deed)

    def _remove(self) -> None:
        one = self._chosen()
        if one is None or not self._open:
            return
        key = one.id

        def deed(store: Store) -> str:
            number = store.do(trip_invoices.remove_invoice, key)
            return _("Invoice {number} was removed.").format(number=number)

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
        for button in (self.new, self.change, self.remove):
            roomy(button)
            row.addWidget(button)
        row.addStretch(1)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.sums)
        self.form.setContentsMargins(4, 8, 8, 8)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        self._stack.addWidget(listed)
        self._stack.addWidget(scroll)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)


def _row(one: InvoiceLine) -> ShortRow:
    cells = (
        one.number,
        yuan(one.amount_fen),
        one.issuer,
        one.issued_on.isoformat() if one.issued_on else "",
        one.purpose,
        one.remark,
    )
    return ShortRow(one.id, cells)
