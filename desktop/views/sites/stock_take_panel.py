"""Stock-takes: where to count next, those under way and those that were."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import stock_take_report, stock_takes
from desktop.services.clock import local
from desktop.services.stock_takes import TakeLine
from desktop.views.sites.plain_table import fill_row, key_of, plain_table
from desktop.views.sites.stock_take_scan import StockTakeScan
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.named_fields import Named, NamedField
from desktop.views.support.notice import Notice
from desktop.views.support.papers import papers_of
from desktop.views.support.pdf_files import file_name
from desktop.views.support.preview import Papers, Preview
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools
from desktop.views.support.workbooks import as_xlsx, ask_where


@dataclass(frozen=True)
class Saved:
    """A workbook that was written."""

    file: Path
    rows: int


class StockTakePanel(QWidget):
    """The list of stock-takes; one of them; its report."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._wanted: UUID | None = None
        self._dialog: QFileDialog | None = None
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        self.form = Form(_("Begin"))
        self.site = self.form.add(
            NamedField(
                "site_id",
                _("Count at"),
                _("No site of that name is on file. Choose one from the list."),
                required=True,
            )
        )
        self.table = plain_table(
            _("Stock-takes"),
            (_("Site"), _("Begun"), _("Closed"), _("Seen"), _("Not found"), _("By")),
            wide=0,
        )
        self.open = QPushButton(_("Open"))
        self.scan = StockTakeScan(tools)
        self.preview = Preview(tools.runner)
        self.preview_back = QPushButton(icon("arrow-left"), _("Back"))
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def offer_sites(self, sites: list[Named]) -> None:
        """Complete the name of the site from these."""
        self.site.offer(sites)

    def show_takes(self) -> None:
        """Show all stock-takes."""
        self._stack.setCurrentIndex(0)
        self.read()
        self.site.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_at(self, site: UUID) -> None:
        """Go on with the stock-take of a site, or begin one."""
        self._stack.setCurrentIndex(0)
        self._begin(site)

    def read(self) -> None:
        """Read what is shown again."""
        store = self._tools.store

        def look(_progress: Progress) -> tuple[TakeLine, ...]:
            return store.read(stock_takes.takes)

        self._tools.runner.read_newest(look, done=self._show)
        if self._stack.currentWidget() is self.scan:
            self.scan.refresh()

    def _show(self, takes: tuple[TakeLine, ...]) -> None:
        row = self.table.currentRow()
        self.table.setRowCount(len(takes))
        for number, one in enumerate(takes):
            closed = f"{local(one.closed_at):%Y-%m-%d %H:%M}" if one.closed_at else _("under way")
            begun = f"{local(one.begun_at):%Y-%m-%d %H:%M}"
            cells = (one.site, begun, closed, str(one.seen), str(one.missing), one.account)
            fill_row(self.table, number, cells, one.id, frozenset({3, 4}))
        if takes:
            self.table.selectRow(max(0, min(row, len(takes) - 1)))
        self.open.setEnabled(bool(takes))

    def _ask_begin(self) -> None:
        site = self.site.value()
        if site is not None:
            self.form.set_busy(True)
            self._begin(site)

    def _begin(self, site: UUID) -> None:
        store = self._tools.store

        def work(_progress: Progress) -> UUID:
            return store.read(stock_takes.open_take, site) or store.do(stock_takes.begin, site)

        self._tools.runner.run(work, done=self._begun, failed=self._refused)

    def _begun(self, take: UUID) -> None:
        self.site.show_named(None, "")
        self.form.settle()
        self._open_take(take)

    def _refused(self, failure: Failure) -> None:
        self.form.set_busy(False)
        self.site.show_error(f"{failure.sentence} {failure.remedy}".strip())
        self.site.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_chosen(self, *_cell: int) -> None:
        take = key_of(self.table, self.table.currentRow())
        if isinstance(take, UUID):
            self._open_take(take)

    def _open_take(self, take: UUID) -> None:
        self._stack.setCurrentWidget(self.scan)
        self.scan.show_take(take)

    def _back_to_list(self) -> None:
        self._stack.setCurrentIndex(0)
        self.read()

    def _back_to_scan(self) -> None:
        self._stack.setCurrentWidget(self.scan)

    def _show_report(self, take: UUID) -> None:
        store = self._tools.store

        def work(_progress: Progress) -> Papers:
            made = store.read(stock_take_report.prepare_report, take)
            return papers_of(made.pdf, made.pages, made.name)

        self._tools.runner.read_newest(work, done=self._show_papers)

    def _show_papers(self, papers: Papers) -> None:
        self._stack.setCurrentIndex(2)
        self.preview.show_papers(papers)
        self.preview.view.setFocus()

    def _ask_workbook(self, take: UUID) -> None:
        store = self._tools.store
        self._wanted = take

        def work(_progress: Progress) -> str:
            return store.read(stock_take_report.report_name, take)

        self._tools.runner.read_newest(work, done=self._ask_file)

    def _ask_file(self, name: str) -> None:
        self._dialog = ask_where(self, f"{file_name(name)}.xlsx", self.save_workbook)

    def save_workbook(self, file: str) -> None:
        """Write the report chosen as a workbook."""
        take, store, path = self._wanted, self._tools.store, as_xlsx(file)
        if take is None:
            return

        def work(_progress: Progress) -> Saved:
            return Saved(path, store.read(stock_take_report.write_report, take, path))

        self._tools.runner.read(work, done=self._saved, label=_("Writing the workbook"))

    def _saved(self, saved: Saved) -> None:
        self.said.emit(Notice(_("Saved as {file}.").format(file=saved.file.name)))

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.form.save_asked.connect(self._ask_begin)
        self.table.cellActivated.connect(self._open_chosen)
        self.open.clicked.connect(self._open_chosen)
        self.scan.left.connect(self._back_to_list)
        self.scan.said.connect(self.said)
        self.scan.report_asked.connect(self._show_report)
        self.scan.workbook_asked.connect(self._ask_workbook)
        self.preview.said.connect(self.said)
        self.preview_back.clicked.connect(self._back_to_scan)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape),
            self.table,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        ).activated.connect(self.left)

    def _lay_out(self) -> None:
        for button in (self.back, self.open, self.preview_back):
            roomy(button)
        self.form.back_button.hide()
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.form)
        head = QLabel(_("Stock-takes so far"))
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        row = QHBoxLayout()
        row.addWidget(head)
        row.addStretch(1)
        row.addWidget(self.open)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        paper = QWidget()
        pages = QVBoxLayout(paper)
        pages.setContentsMargins(0, 4, 0, 8)
        pages.setSpacing(8)
        pages.addWidget(self.preview_back, alignment=Qt.AlignmentFlag.AlignLeft)
        pages.addWidget(self.preview, 1)
        for part in (lists, self.scan, paper):
            self._stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
