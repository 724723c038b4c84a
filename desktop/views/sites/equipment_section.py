"""Equipment: the list on the left, the chosen piece on the right; labels, moves, stock-takes, imports."""

from datetime import date
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import assets
from desktop.services.asset_export import write_assets
from desktop.services.assets import AssetLine, Condition
from desktop.views.sites.asset_deeds import AssetDeeds
from desktop.views.sites.asset_import_view import AssetImportView
from desktop.views.sites.asset_labels_panel import LabelsPanel
from desktop.views.sites.asset_list import AssetList
from desktop.views.sites.asset_move_bar import MoveBar
from desktop.views.sites.asset_side import AssetSide
from desktop.views.sites.asset_words import full_name
from desktop.views.sites.site_names import SiteNames
from desktop.views.sites.stock_take_panel import StockTakePanel
from desktop.views.support.icons import icon
from desktop.views.support.named_fields import Named
from desktop.views.support.reason_bar import ReasonBar
from desktop.views.support.section import Section
from desktop.views.support.theme import primary, roomy
from desktop.views.support.tools import Tools
from desktop.views.support.workbook_writer import WorkbookWriter
from desktop.views.support.workbooks import ask_where, ask_which, dropped_file


class EquipmentSection(Section):
    """List and side; panels for labels, stock-takes and imports come in their place."""

    tables = frozenset({"asset", "asset_move", "stock_take", "stock_take_line", "site"})
    help_topic = "equipment"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.workbook = WorkbookWriter(tools.runner, self)
        self.workbook.said.connect(self.said)
        self.deeds = AssetDeeds(tools, self)
        self._names = SiteNames(tools, self)
        self._site_for_new: tuple[UUID, str] | None = None
        self.list = AssetList(tools)
        self.side = AssetSide(tools)
        self.move_bar = MoveBar()
        self.reason = ReasonBar()
        self.labels = LabelsPanel(tools)
        self.takes = StockTakePanel(tools)
        self.importing = AssetImportView(tools)
        self.new = QPushButton(icon("plus", "on_accent"), _("New equipment"))
        primary(self.new)
        self.print_labels = QPushButton(icon("qrcode"), _("Labels"))
        self.move_button = QPushButton(icon("truck-outline"), _("Move …"))
        self.write_off = QPushButton(icon("delete-outline"), _("Write off …"))
        self.count = QPushButton(icon("barcode-scan"), _("Stock-take"))
        self.lists = QPushButton(icon("microsoft-excel"), _("In and out"))
        menu = QMenu(self.lists)
        self.import_action = menu.addAction(icon("file-import-outline"), _("Import a list …"))
        self.export_action = menu.addAction(icon("file-export-outline"), _("Export what is listed …"))
        self.lists.setMenu(menu)
        self._top = QWidget()
        self._stack = QStackedWidget()
        self._right = QStackedWidget()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._enable()

    def refresh(self) -> None:
        """Read the list, the piece shown and the names of the sites again."""
        self.list.read()
        self.side.refresh()
        if self._stack.currentWidget() is self.takes:
            self.takes.read()
        self._names.refresh()

    def focus_search(self) -> None:
        """Go to the filter line."""
        self.list.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:
        """Show a piece of equipment, or begin a stock-take at a site."""
        if kind == "stock-take":
            self._stack.setCurrentWidget(self.takes)
            self._top.hide()
            self.takes.begin_at(item)
        elif kind == "asset":
            self._back_to_list()
            self.side.form.end_new()
            self.list.choose(item)
            self._choose(self.list.current())

    def begin(self, step: str) -> None:
        """Begin with an import or with new equipment."""
        if step == "import":
            self.ask_import()
        elif step == "new":
            self.begin_new()

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost."""
        return not self.side.form.is_dirty()

    def begin_new(self) -> None:
        """Begin new equipment, with the next number, where the piece chosen stands."""
        if not self.may_leave():
            return
        store = self._tools.store

        def look(_progress: Progress) -> str:
            return store.read(assets.next_number)

        self._tools.runner.read_newest(look, done=self._show_new)

    def ask_import(self) -> None:
        """Ask for the list to take in."""
        ask_which(self, _("Choose a list of equipment"), self.take_list)

    def take_list(self, file: str) -> None:
        """Read a list and show what taking it in would do."""
        if self.may_leave():
            self._show_panel(self.importing)
            self.importing.take(Path(file))

    def save_to(self, file: str) -> None:
        """Write what is listed as a workbook."""
        store, wanted = self._tools.store, self.list.wanted()
        self.workbook.write(file, lambda path, _progress: store.read(write_assets, path, wanted))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is held over the section."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read a list that is let fall on the section."""
        path = dropped_file(event.mimeData())
        if path is not None:
            self.take_list(str(path))

    def _show_new(self, number: str) -> None:
        site, name = self._site_for_new or (None, "")
        self._right.setCurrentWidget(self.side)
        self.side.show_new(number, site, name)

    def _offer_sites(self, sites: list[Named]) -> None:
        self.side.form.offer_sites(sites)
        self.move_bar.offer_sites(sites)
        self.takes.offer_sites(sites)

    def _choose(self, asset: UUID | None) -> None:
        self._enable()
        if self.side.form.is_new() and not self.list.table.view.hasFocus():
            return  # the list was read again behind the new piece
        if asset is None:
            self._right.setCurrentIndex(0)
            return
        if asset == self.side.asset():
            return
        self.side.form.forget()
        self.side.form.end_new()
        self._right.setCurrentWidget(self.side)
        self.side.show_asset(asset)

    def _shown(self, line: AssetLine) -> None:
        self._site_for_new = (line.entry.site_id, line.site)
        gone = line.entry.condition is Condition.WRITTEN_OFF
        self.write_off.setText(_("Back in use") if gone else _("Write off …"))
        self.move_button.setEnabled(not gone)

    def _given_up(self) -> None:
        current = self.list.current()
        if current is None:
            self._right.setCurrentIndex(0)
        else:
            self.side.show_asset(current)

    def _kept(self, asset: UUID, sentence: str, label: str | None) -> None:
        self.deeds.tell(sentence, label)
        self.side.show_asset(asset)
        self.list.choose(asset)

    def _enable(self) -> None:
        there = bool(self.list.selected())
        for button in (self.print_labels, self.move_button, self.write_off):
            button.setEnabled(there)

    def _begin_move(self) -> None:
        self.reason.close_bar()
        today = self._tools.store.now().astimezone().date()
        self.move_bar.begin(self._about(self.list.selected()), today)

    def _do_move(self, site: UUID, place: str, day: date, reason: str) -> None:
        self.deeds.move(self.list.selected(), site, (place, day, reason), self.move_bar.refuse)

    def _begin_write_off(self) -> None:
        self.move_bar.hide()
        chosen = self.list.selected()
        if self.write_off.text() == _("Back in use"):
            self.deeds.take_back(chosen[0])
            return

        def act(reason: str) -> None:
            self.deeds.write_off(chosen, reason, self.reason.refuse)

        usual = (_("Beyond repair"), _("Worn out"), _("Lost"), _("Given to another office"))
        words = _("{what} will be written off and stays on record.").format(what=self._about(chosen))
        self.reason.ask(words, _("Write off"), act, usual)

    def _about(self, chosen: list[UUID]) -> str:
        if len(chosen) == 1:
            line = self.list.line(chosen[0])
            if line is not None:
                return full_name(line)
        return ngettext("{n} piece", "{n} pieces", len(chosen)).format(n=len(chosen))

    def _go_to_form(self, _asset: UUID) -> None:
        self.side.setCurrentWidget(self.side.form)
        self.side.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        chosen = self.list.selected()
        if len(chosen) == 1:
            self.deeds.remove(chosen[0])

    def _show_labels(self) -> None:
        self._show_panel(self.labels)
        self.labels.show_assets(self.list.selected())

    def _show_takes(self) -> None:
        self._show_panel(self.takes)
        self.takes.show_takes()

    def _show_panel(self, panel: QWidget) -> None:
        self._stack.setCurrentWidget(panel)
        self._top.hide()

    def _back_to_list(self) -> None:
        self._top.show()
        self._stack.setCurrentIndex(0)
        self.list.table.view.setFocus()

    def _ask_export(self) -> None:
        ask_where(self, _("Equipment") + ".xlsx", self.save_to)

    def _connect(self) -> None:
        self._names.named.connect(self._offer_sites)
        self.new.clicked.connect(self.begin_new)
        self.print_labels.clicked.connect(self._show_labels)
        self.move_button.clicked.connect(self._begin_move)
        self.write_off.clicked.connect(self._begin_write_off)
        self.count.clicked.connect(self._show_takes)
        self.import_action.triggered.connect(self.ask_import)
        self.export_action.triggered.connect(self._ask_export)
        self.list.chosen.connect(self._choose)
        self.list.selection_changed.connect(self._enable)
        self.list.removal_asked.connect(self._remove)
        self.list.new_asked.connect(self.begin_new)
        self.list.opened.connect(self._go_to_form)
        self.side.shown.connect(self._shown)
        self.side.form.kept.connect(self._kept)
        self.side.form.given_up.connect(self._given_up)
        self.move_bar.move_asked.connect(self._do_move)
        self.deeds.done.connect(self.move_bar.hide)
        self.deeds.done.connect(self.reason.close_bar)
        for speaker in (self.deeds, self.list, self.labels, self.takes, self.importing):
            speaker.said.connect(self.said)
        self.labels.left.connect(self._back_to_list)
        self.takes.left.connect(self._back_to_list)
        self.importing.closed.connect(self._back_to_list)
        self.importing.choose_asked.connect(self.ask_import)

    def _lay_out(self) -> None:
        top = QHBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(8)
        for button in (self.print_labels, self.move_button, self.write_off, self.count, self.lists):
            roomy(button)
            top.addWidget(button)
        top.addStretch(1)
        top.addWidget(self.new)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.move_bar)
        column.addWidget(self.reason)
        column.addWidget(self.list, 1)
        self._right.addWidget(QWidget())
        self._right.addWidget(self.side)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self._right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([540, 370])
        panels: tuple[QWidget, ...] = (split, self.labels, self.takes, self.importing)
        for panel in panels:
            self._stack.addWidget(panel)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 8)
        whole.setSpacing(8)
        whole.addWidget(self._top)
        whole.addWidget(self._stack, 1)
