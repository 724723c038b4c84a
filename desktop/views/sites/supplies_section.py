"""Supplies: the goods of the store and the sites, the rounds that bring them, lists in and out."""

from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.supply_export import write_supplies
from desktop.views.sites.delivery_view import DeliveryView
from desktop.views.sites.supply_import_view import SupplyImportView
from desktop.views.sites.supply_stock_view import SupplyStockView
from desktop.views.support.icons import icon
from desktop.views.support.section import Section
from desktop.views.support.tab_mark import TabMark
from desktop.views.support.theme import primary, roomy
from desktop.views.support.tools import Tools
from desktop.views.support.workbook_writer import WorkbookWriter
from desktop.views.support.workbooks import ask_where, ask_which, dropped_file

_STOCK, _ROUNDS = 0, 1


class SuppliesSection(Section):
    """Stock or rounds, one at a time."""

    tables = frozenset(
        {
            "supply_item", "supply_batch", "supply_stock", "supply_movement", "supply_minimum",
            "delivery", "delivery_line", "site", "receipt",
        }
    )  # fmt: skip
    help_topic = "supplies"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.workbook = WorkbookWriter(tools.runner, self)
        self.workbook.said.connect(self.said)
        self.stock = SupplyStockView(tools)
        self.rounds = DeliveryView(tools)
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setAccessibleName(_("Stock or rounds"))
        self.bar.addTab(icon("package-variant"), _("Stock"))
        self.bar.addTab(icon("truck-outline"), _("Rounds"))
        roomy(self.bar)
        TabMark(self.bar)
        self.new_round = QPushButton(icon("plus", "on_accent"), _("New round"))
        primary(self.new_round)
        self.new = QPushButton(icon("plus", "on_accent"), _("New goods"))
        primary(self.new)
        self.import_button = QPushButton(icon("file-import-outline"), _("Import…"))
        self.export_button = QPushButton(icon("file-excel-outline"), _("Export…"))
        for button in (self.import_button, self.export_button):
            roomy(button)
        self.importing = SupplyImportView(tools)
        self._top = QWidget()
        self.setAcceptDrops(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.stock)
        self._stack.addWidget(self.rounds)
        self._stack.addWidget(self.importing)
        self._lay_out()
        self._connect()
        self._choose(_STOCK)

    def refresh(self) -> None:
        """Read again what is on the screen; the other view is read when it is chosen."""
        self._shown().refresh()

    def focus_search(self) -> None:
        """Go to the filter line."""
        self._shown().list.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:
        """Show goods ("supply") or a round ("delivery")."""
        self.bar.setCurrentIndex(_ROUNDS if kind == "delivery" else _STOCK)
        if self._stack.currentWidget() is not self.importing:
            self._shown().choose(item)

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost; show the view that would lose it."""
        for place, may_leave in ((_STOCK, self.stock.may_leave), (_ROUNDS, self.rounds.may_leave)):
            if not may_leave():
                self.bar.setCurrentIndex(place)
                return False
        return True

    def begin(self, step: str) -> None:
        """Begin with an import or with new goods."""
        if step == "import":
            self.ask_import()
        elif step == "new":
            self.stock.begin_new()

    def ask_import(self) -> None:
        """Ask for the list of goods to take in."""
        ask_which(self, _("Choose a list of goods"), self.take_list)

    def take_list(self, file: str) -> None:
        """Read a list of goods and show what taking it in would do."""
        if self.may_leave():
            self._stack.setCurrentWidget(self.importing)
            self._top.hide()
            self.importing.take(Path(file))

    def save_to(self, file: str) -> None:
        """Write all goods as a workbook."""
        store = self._tools.store
        self.workbook.write(file, lambda path, _progress: store.read(write_supplies, path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is held over the section."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read a list that is let fall on the section."""
        path = dropped_file(event.mimeData())
        if path is not None:
            self.take_list(str(path))

    def _ask_export(self) -> None:
        ask_where(self, _("Supplies") + ".xlsx", self.save_to)

    def _back_to_list(self) -> None:
        self._top.show()
        self._choose(self.bar.currentIndex())

    def _shown(self) -> SupplyStockView | DeliveryView:
        return self.rounds if self.bar.currentIndex() == _ROUNDS else self.stock

    def _choose(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        for button in (self.new, self.import_button, self.export_button):
            button.setVisible(place == _STOCK)
        self.new_round.setVisible(place == _ROUNDS)
        if self.isVisible():
            self._shown().refresh()

    def _connect(self) -> None:
        self.bar.currentChanged.connect(self._choose)
        self.new.clicked.connect(self.stock.begin_new)
        self.new_round.clicked.connect(self.rounds.begin_new)
        self.stock.said.connect(self.said)
        self.rounds.said.connect(self.said)
        self.stock.open_item.connect(self.open_item)
        self.import_button.clicked.connect(self.ask_import)
        self.export_button.clicked.connect(self._ask_export)
        self.importing.said.connect(self.said)
        self.importing.closed.connect(self._back_to_list)
        self.importing.choose_asked.connect(self.ask_import)

    def _lay_out(self) -> None:
        top = QHBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(8)
        top.addWidget(self.bar)
        top.addStretch(1)
        top.addWidget(self.import_button)
        top.addWidget(self.export_button)
        top.addWidget(self.new)
        top.addWidget(self.new_round)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addWidget(self._top)
        column.addWidget(self._stack, 1)
