"""Counting at a site: labels are scanned one after the other, each is answered in words and colour."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import stock_takes
from desktop.services.assets import Condition, condition_word
from desktop.services.clock import local
from desktop.services.stock_takes import Answer, CountedLine, Scanned, TakeReport
from desktop.views.sites.plain_table import fill_row, key_of, plain_table
from desktop.views.sites.stock_take_parts import AnswerBox, CloseBar, headed
from desktop.views.support.icons import icon
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, primary, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


class StockTakeScan(QWidget):
    """The scan line, the answer, what is still to be found and what was seen."""

    said = Signal(object)  # Notice
    closed = Signal(object)  # UUID of the stock-take
    report_asked = Signal(object)
    workbook_asked = Signal(object)
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._take: UUID | None = None
        self._stray: UUID | None = None
        self._marked: UUID | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        self.heading = QLabel()
        titled(self.heading, 1.2)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Scan a label, or type a number and press Enter"))
        self.line.setAccessibleName(_("Scan a label, or type a number and press Enter"))
        self.answer = AnswerBox()
        self.bring = QPushButton(icon("map-marker-check-outline"), _("Move it here"))
        self.counts = QLabel()
        self.missing = plain_table(_("Still to be found"), (_("Number"), _("Equipment"), _("Place")), wide=1)
        self.seen = plain_table(_("Seen"), (_("Number"), _("Equipment"), _("Condition"), _("At")), wide=1)
        self.missing_head, self.seen_head = QLabel(), QLabel()
        self.condition = QComboBox()
        self.condition.setAccessibleName(_("Condition found"))
        self.condition.addItem(_("Condition found …"), None)
        for one in (Condition.GOOD, Condition.WORN, Condition.BROKEN):
            self.condition.addItem(condition_word(one), one)
        self.report = QPushButton(icon("printer"), _("Report"))
        self.workbook = QPushButton(icon("microsoft-excel"), _("As a workbook …"))
        self.drop = QPushButton(_("Drop"))
        self.drop.setToolTip(_("Forget this stock-take"))
        self.close_button = QPushButton(_("Close …"))
        self.ask = CloseBar()
        self._back_to_line = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()

    def show_take(self, take: UUID) -> None:
        """Show a stock-take; while it is open the scan line has the focus."""
        if take != self._take:
            self.answer.clear()
            self._set_stray(None)
            self._marked = None
            self.ask.hide()
        self._take = take
        self.refresh()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read what was seen and what was not again."""
        take, store = self._take, self._tools.store
        if take is None:
            return

        def look(_progress: Progress) -> TakeReport:
            return store.read(stock_takes.report, take)

        self._tools.runner.read_newest(look, done=self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the focus to the scan line."""
        super().showEvent(event)
        self._back_to_line.start()

    def _show(self, report: TakeReport) -> None:
        take, is_open = report.take, report.take.closed_at is None
        self.heading.setText(_("Stock-take {site}").format(site=take.site))
        words = _("{seen} of {whole} seen").format(seen=take.seen, whole=take.seen + take.missing)
        begun = _("begun {moment}").format(moment=f"{local(take.begun_at):%Y-%m-%d %H:%M}")
        self.counts.setText(f"{words} · {begun}")
        for widget in (self.line, self.answer, self.condition, self.drop, self.close_button):
            widget.setVisible(is_open)
        self.missing_head.setText(
            _("Still to be found: {n}").format(n=take.missing)
            if is_open
            else _("Not seen: {n}").format(n=take.missing)
        )
        self.seen_head.setText(_("Seen: {n}").format(n=take.seen))
        _fill(self.missing, report.missing, self._missing_cells)
        _fill(self.seen, report.seen, self._seen_cells)
        self._mark_again()
        policy = Qt.FocusPolicy.NoFocus if is_open else Qt.FocusPolicy.StrongFocus
        for table in (self.missing, self.seen):  # a scanner's keystrokes belong to the line
            table.setFocusPolicy(policy)
        self.ask.about(take.missing)

    def _missing_cells(self, line: CountedLine) -> Sequence[str]:
        return line.number, line.name, line.place

    def _seen_cells(self, line: CountedLine) -> Sequence[str]:
        at = f"{local(line.seen_at):%H:%M}" if line.seen_at else ""
        return line.number, line.name, condition_word(line.condition), at

    def _scan(self) -> None:
        take, text, store = self._take, self.line.text().strip(), self._tools.store
        self.line.clear()
        if take is None or not text:
            return

        def work(_progress: Progress) -> Scanned:
            return store.do(stock_takes.scan, store.code_key, take, text)

        self._tools.runner.run(work, done=self._answered, failed=self._refused)

    def _answered(self, scanned: Scanned) -> None:
        self.answer.show_answer(scanned)
        self._set_stray(scanned.asset_id if scanned.answer is Answer.OTHER_SITE else None)
        if scanned.answer in (Answer.SEEN, Answer.SEEN_ALREADY):
            self._marked = scanned.asset_id
        self.refresh()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark_again(self) -> None:
        """Put the mark on the piece last seen or chosen, wherever its row is now."""
        for row in range(self.seen.rowCount()):
            if key_of(self.seen, row) == self._marked:
                self.seen.selectRow(row)
                return
        self.seen.clearSelection()

    def _choose_seen(self, row: int, _column: int) -> None:
        key = key_of(self.seen, row)
        self._marked = key if isinstance(key, UUID) else None

    def _set_stray(self, asset: UUID | None) -> None:
        self._stray = asset
        self.bring.setVisible(asset is not None)

    def _bring(self) -> None:
        take, stray, store = self._take, self._stray, self._tools.store
        if take is None or stray is None:
            return

        def work(_progress: Progress) -> Scanned:
            return store.do(stock_takes.bring_here, take, stray)

        self._tools.runner.run(work, done=self._answered, failed=self._refused)

    def _note_condition(self, _number: int) -> None:
        take, condition, store = self._take, self.condition.currentData(), self._tools.store
        asset = self._marked
        self.condition.setCurrentIndex(0)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if take is None or condition is None or asset is None:
            return

        def work(_progress: Progress) -> None:
            store.do(stock_takes.find_condition, take, asset, condition)

        self._tools.runner.run(work, done=self._noted, failed=self._refused)

    def _noted(self, _nothing: None) -> None:
        self.refresh()

    def _close(self, mark_missing: bool) -> None:
        take, store = self._take, self._tools.store
        if take is None:
            return

        def work(_progress: Progress) -> tuple[TakeReport, str | None]:
            return store.do(stock_takes.close, take, mark_missing=mark_missing), store.next_undo()

        self._tools.runner.run(work, done=self._done, failed=self._refused)

    def _done(self, outcome: tuple[TakeReport, str | None]) -> None:
        report, label = outcome
        self.ask.hide()
        words = _("The stock-take of {site} is closed: {seen} seen, {missing} not seen.")
        self._undoing.tell(
            words.format(site=report.take.site, seen=report.take.seen, missing=report.take.missing), label
        )
        self.refresh()
        self.closed.emit(report.take.id)

    def _drop(self) -> None:
        take, store = self._take, self._tools.store
        if take is None:
            return

        def work(_progress: Progress) -> str | None:
            store.do(stock_takes.drop, take)
            return store.next_undo()

        self._tools.runner.run(work, done=self._dropped, failed=self._refused)

    def _dropped(self, label: str | None) -> None:
        self._take = None
        self._undoing.tell(_("The stock-take is dropped."), label)
        self.left.emit()

    def _refused(self, failure: Failure) -> None:
        self.answer.show_answer(Scanned(Answer.UNKNOWN, f"{failure.sentence} {failure.remedy}".strip()))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_focus(self) -> None:
        if self.line.isVisible():
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_report(self) -> None:
        self.report_asked.emit(self._take)

    def _ask_workbook(self) -> None:
        self.workbook_asked.emit(self._take)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.line.returnPressed.connect(self._scan)
        self.bring.clicked.connect(self._bring)
        self.seen.cellClicked.connect(self._choose_seen)
        self.condition.activated.connect(self._note_condition)
        self.report.clicked.connect(self._ask_report)
        self.workbook.clicked.connect(self._ask_workbook)
        self.drop.clicked.connect(self._drop)
        self.close_button.clicked.connect(self.ask.begin)
        self.ask.answered.connect(self._close)
        self.ask.left.connect(self._take_focus)
        self._back_to_line.timeout.connect(self._take_focus)

    def _lay_out(self) -> None:
        for widget in (
            self.back,
            self.line,
            self.bring,
            self.condition,
            self.report,
            self.workbook,
            self.drop,
        ):
            roomy(widget)
        primary(self.close_button)
        muted(self.counts)
        top = QHBoxLayout()
        top.setSpacing(8)
        for part in (self.back, self.heading):
            top.addWidget(part)
        top.addStretch(1)
        for button in (self.workbook, self.report, self.drop, self.close_button):
            top.addWidget(button)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.answer, 1)
        row.addWidget(self.bring)
        tables = QHBoxLayout()
        tables.setSpacing(12)
        tables.addLayout(headed(self.missing_head, self.missing), 1)
        tables.addLayout(headed(self.seen_head, self.seen, self.condition), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.counts)
        column.addWidget(self.ask)
        column.addWidget(self.line)
        column.addLayout(row)
        column.addLayout(tables, 1)


def _fill(
    table: QTableWidget, lines: Sequence[CountedLine], cells: Callable[[CountedLine], Sequence[str]]
) -> None:
    table.setRowCount(len(lines))
    for row, line in enumerate(lines):
        fill_row(table, row, cells(line), line.asset_id)
