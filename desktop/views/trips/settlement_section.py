"""Settlement: the batches with their sums on the left, the chosen one on the right."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import trip_accounts, trip_settlement_papers
from desktop.services.trip_accounts import BatchAccount, ProgrammeAccount
from desktop.services.trip_cost_words import yuan
from desktop.services.trip_progress import Standing
from desktop.services.trip_settlement_tables import capitals_words
from desktop.services.trip_steps import TripStep
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.theme import roomy, toned
from desktop.views.support.tools import Tools
from desktop.views.support.workbook_writer import WorkbookWriter
from desktop.views.support.workbooks import ask_where
from desktop.views.trips.settlement_print import SettlementPrint
from desktop.views.trips.settlement_side import BatchSide
from desktop.views.trips.step_section import StepSection

_KIND = "trip-settlement"


class SettlementSection(StepSection):
    """The list with its sum in capitals; the papers come in its place."""

    step = TripStep.SETTLEMENT
    tables = frozenset(
        {
            "trip_settlement", "trip_share", "trip_invoice", "trip_taken", "trip_nominee", "trip_batch",
            "trip_rule", "trip_override", "trip_programme", "trip_step_event", "attendance", "worker",
            "organisation",
        }
    )  # fmt: skip

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.workbook = WorkbookWriter(tools.runner, self)
        self.workbook.said.connect(self.said)
        self._account: ProgrammeAccount | None = None
        self._key: object = None
        headings = [_("Trip batch"), _("Persons"), _("Total cost"), _("Difference"), _("State")]
        self.table = ShortTable(_("Batches"), headings, 0, frozenset({1, 2, 3}))
        self.print_button = QPushButton(icon("printer-outline"), _("Print …"))
        self.export_button = QPushButton(icon("file-export-outline"), _("Export …"))
        self.sum = QLabel()
        self.sum.setWordWrap(True)
        self.over = QLabel()
        self.over.setWordWrap(True)
        toned(self.over, "due")
        self.side = BatchSide(tools)
        self.paper = SettlementPrint(tools)
        self.empty = EmptyState(
            "cash-multiple",
            _("Nothing to settle yet"),
            _("Batches with people on their rosters are settled here once they are back."),
        )
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_programme(self, programme: UUID | None) -> None:
        """Read the account of a programme."""
        if programme is None:
            self.stack.setCurrentWidget(self.empty)
            return
        self._tools.runner.read_newest(partial(self._look, programme), done=self._show)

    def show_standing(self, standing: Standing) -> None:
        """Lock the batch while the step is approved."""
        if standing.programme is not None:
            self._show_side()

    def show_item(self, kind: str, item: UUID) -> None:
        """Choose a batch."""
        if kind == _KIND and self.may_leave():
            self._key = item
            self.refresh()

    def focus_search(self) -> None:
        """Go to the list."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost."""
        return not self.side.is_dirty()

    def save_to(self, file: str) -> None:
        """Write the tables as a workbook."""
        store, programme = self._tools.store, self.programme
        if programme is not None:
            self.workbook.write(
                file,
                lambda path, _progress: store.read(trip_settlement_papers.write_settlement, path, programme),
            )

    def _look(self, programme: UUID, _progress: Progress) -> ProgrammeAccount:
        return self._tools.store.read(trip_accounts.account, programme)

    def _show(self, account: ProgrammeAccount) -> None:
        if account.programme_id != self.programme:
            return
        self._account = account
        if not any(one.lines for one in account.batches):
            self.stack.setCurrentWidget(self.empty)
            return
        if self.stack.currentWidget() is self.empty:
            self.stack.setCurrentIndex(0)
        self.table.blockSignals(True)
        self.table.show_rows([_row(one) for one in account.batches])
        keys = self.table.row_keys()
        if self._key not in keys:
            first = next((one for one in account.batches if one.lines and one.settled is None), None)
            self._key = first.batch.id if first else keys[0]
        self.table.select(self._key)
        self.table.blockSignals(False)
        self.sum.setText(capitals_words(account.total_fen))
        over = account.over_budget_fen
        words = _("The federation's part is {sum} yuan above the budget of {budget} yuan.")
        self.over.setText(words.format(sum=yuan(over), budget=yuan(account.budget_fen or 0)))
        self.over.setVisible(over > 0)
        self._show_side()

    def _show_side(self) -> None:
        batches = self._account.batches if self._account else ()
        chosen = next((one for one in batches if one.batch.id == self._key), None)
        self.side.setVisible(chosen is not None)
        if chosen is not None:
            self.side.show_account(chosen, self.is_open)

    def _choose(self, key: object) -> None:
        if key is None or key == self._key:
            return
        if not self.may_leave():
            self.table.blockSignals(True)
            self.table.select(self._key)
            self.table.blockSignals(False)
            self.said.emit(Notice(_("What you typed is not saved yet."), _("Save it, or put it back.")))
            return
        self._key = key
        self._show_side()

    def _print(self) -> None:
        if self._account is not None:
            self.stack.setCurrentWidget(self.paper)
            self.paper.begin(self._account, None)

    def _back(self) -> None:
        self.stack.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_export(self) -> None:
        ask_where(self, _("Settlement of the convalescence trips") + ".xlsx", self.save_to)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.print_button.clicked.connect(self._print)
        self.export_button.clicked.connect(self._ask_export)
        self.paper.left.connect(self._back)
        for speaker in (self.table, self.side, self.paper):
            speaker.said.connect(self.said)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.print_button, self.export_button):
            roomy(button)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.sum)
        column.addWidget(self.over)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.side)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([370, 560])
        for widget in (split, self.empty, self.paper):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack)


def _row(one: BatchAccount) -> ShortRow:
    if one.settled is not None:
        state = _("settled")
    elif not one.lines:
        state = _("nobody")
    else:
        state = _("to mend") if one.problems else _("to settle")
    cells = (
        one.batch.title,
        str(one.people),
        yuan(one.total_fen),
        yuan(one.difference_fen) if one.difference_fen else "–",
        state,
    )
    return ShortRow(one.batch.id, cells, due=bool(one.lines and one.problems), quiet=not one.lines)
