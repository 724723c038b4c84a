"""A batch to be settled: its people and who pays, its invoices, and settling it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.trip_accounts import BatchAccount
from desktop.services.trip_cost_words import yuan
from desktop.views.support.icons import icon
from desktop.views.support.tab_mark import TabMark, name_tabs
from desktop.views.support.theme import muted, titled
from desktop.views.support.tools import Tools
from desktop.views.trips.settlement_invoices import InvoicesPanel
from desktop.views.trips.settlement_people import PeoplePanel
from desktop.views.trips.settlement_settle import SettlePanel


class BatchSide(QWidget):
    """Three tabs; the last is marked while something stands against settling."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.title = QLabel()
        titled(self.title, 1.1)
        self.sums = QLabel()
        self.sums.setWordWrap(True)
        muted(self.sums)
        self.people = PeoplePanel(tools)
        self.invoices = InvoicesPanel(tools)
        self.settle = SettlePanel(tools)
        self.tabs = QTabWidget()
        name_tabs(self.tabs, _("Parts of the settlement"))
        self.tabs.setDocumentMode(True)
        TabMark(self.tabs.tabBar())
        for panel, words in (
            (self.people, _("People")),
            (self.invoices, _("Invoices")),
            (self.settle, _("Settling")),
        ):
            self.tabs.addTab(panel, words)
            panel.said.connect(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.sums)
        column.addWidget(self.tabs, 1)

    def show_account(self, account: BatchAccount, is_open: bool) -> None:
        """Show a batch read anew."""
        self.title.setText(account.batch.title)
        words = _("Federation {union} · employers {employer} · persons {personal} yuan")
        self.sums.setText(
            words.format(
                union=yuan(account.parts.union_fen),
                employer=yuan(account.parts.employer_fen),
                personal=yuan(account.parts.personal_fen),
            )
        )
        for panel in (self.people, self.invoices, self.settle):
            panel.show_account(account, is_open)
        self.tabs.setTabText(0, _("People ({n})").format(n=len(account.lines)))
        self.tabs.setTabText(1, _("Invoices ({n})").format(n=len(account.invoices)))
        if account.settled is not None:
            mark = icon("check-circle-outline", "good")
        elif account.problems or account.difference_fen:
            mark = icon("alert-circle-outline", "due")
        else:
            mark = icon("circle-outline")
        self.tabs.setTabIcon(2, mark)

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost; go to it."""
        for panel in (self.people, self.invoices, self.settle):
            if panel.is_dirty():
                self.tabs.setCurrentWidget(panel)
                return True
        return False
