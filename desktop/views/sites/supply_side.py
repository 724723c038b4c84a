"""The chosen goods: how much there is, the lines to enter by, and every side as a tab."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.supplies import ItemLine, remove_item
from desktop.services.supply_overview import ItemSheet, SiteName, sheet, site_names, suppliers
from desktop.services.supply_stock import MovementKind
from desktop.views.sites.supply_batches_tab import SupplyBatchesTab
from desktop.views.sites.supply_entry import SupplyEntry
from desktop.views.sites.supply_handing_tab import SupplyHandingTab
from desktop.views.sites.supply_item_form import SupplyItemForm
from desktop.views.sites.supply_ledger_tab import SupplyLedgerTab
from desktop.views.sites.supply_places_tab import SupplyPlacesTab
from desktop.views.sites.supply_words import item_marks
from desktop.views.support.icons import icon
from desktop.views.support.tab_mark import TabMark
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


@dataclass(frozen=True)
class _Read:
    sheet: ItemSheet
    sites: list[SiteName]
    suppliers: list[str]


class SupplySide(QWidget):
    """Shows one kind of goods, or the form for a new one."""

    said = Signal(object)  # Notice
    open_item = Signal(str, object)  # kind, UUID
    kept = Signal(object)  # UUID of the goods just saved
    given_up = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._item: UUID | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.name = QLabel()
        self.name.setWordWrap(True)
        titled(self.name)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        muted(self.summary)
        self.remove = QPushButton(icon("delete-outline"), _("Remove"))
        self.remove.setToolTip(_("Take these goods off the list (Del in the list)"))
        roomy(self.remove)
        self.entry = SupplyEntry(tools)
        self.places = SupplyPlacesTab(tools)
        self.batches = SupplyBatchesTab(tools)
        self.ledger = SupplyLedgerTab(tools)
        self.handing = SupplyHandingTab(tools)
        self.form = SupplyItemForm(tools)
        self.tabs = QTabWidget()
        TabMark(self.tabs.tabBar())
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        for tab, words in (
            (_scrolled(self.entry), _("Enter")),
            (self.places, _("Where it lies")),
            (self.batches, _("Batches")),
            (self.ledger, _("Ledger")),
            (self.handing, _("Handing out")),
            (self.form, _("Particulars")),
        ):
            self.tabs.addTab(tab, words)
        self._lay_out()
        self._connect()

    def show_item(self, item: UUID) -> None:
        """Read goods and show them; the tab one is on stays."""
        if self._item is None:
            self.form.leave_new()
            self._show_tabs(True)
        self._item = item
        self.refresh()

    def show_new(self) -> None:
        """Show an empty form."""
        self._item = None
        self.name.setText(_("New goods"))
        self.summary.setText(_("A name and a unit are enough; then enter what came in."))
        self._show_tabs(False)
        self.form.show_new()

    def refresh(self) -> None:
        """Read again what is shown."""
        item, store = self._item, self._tools.store
        if item is None:
            return

        def look(_progress: Progress) -> _Read:
            return _Read(store.read(sheet, item), store.read(site_names), store.read(suppliers))

        self._tools.runner.read_newest(look, done=self._show, failed=self._lost)

    def item(self) -> UUID | None:
        """Return the goods shown; None while new ones are written."""
        return self._item

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self.entry.is_dirty() or self.batches.is_dirty() or self.form.is_dirty()

    def forget(self) -> None:
        """Put back what was typed."""
        self.entry.clear()
        self.batches.forget()
        self.form.forget()

    def save(self) -> None:
        """Save whichever form something was typed into."""
        for form in (self.form.form, self.batches.form, self.entry.form):
            if form.is_dirty():
                form.save()

    def begin(self, kind: MovementKind) -> None:
        """Begin a line of that kind for the goods shown."""
        if self._item is not None:
            self.tabs.setCurrentIndex(0)
            self.entry.begin(kind)

    def take_off(self) -> None:
        """Take the goods off the list; undo brings them back."""
        item, store = self._item, self._tools.store
        if item is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            name = store.do(remove_item, item)
            return _("{name} removed from the list.").format(name=name), store.next_undo()

        self._tools.runner.run(work, done=self._tell)

    def _show(self, read: _Read) -> None:
        line = read.sheet.item
        if line.id != self._item:
            return
        self.name.setText(line.name)
        self.summary.setText(_summary(line))
        self.entry.offer(read.sites, read.suppliers)
        self.batches.offer(read.suppliers)
        self.entry.show_sheet(read.sheet)
        self.places.show_sheet(read.sheet)
        self.batches.show_sheet(read.sheet)
        self.ledger.show_sheet(read.sheet)
        self.handing.show_sheet(read.sheet)
        self.form.show_item(line)

    def _lost(self, _failure: Failure) -> None:
        """The goods were removed meanwhile; the list says so."""
        self._item = None

    def _tell(self, outcome: tuple[str, str | None]) -> None:
        sentence, label = outcome
        self._undoing.tell(sentence, label)

    def _kept(self, line: ItemLine, outcome: tuple[str, str | None]) -> None:
        was_new = self._item is None
        self._tell(outcome)
        self._item = line.id
        if was_new:
            self._show_tabs(True)
            self.tabs.setCurrentIndex(0)
            self.refresh()
        self.kept.emit(line.id)

    def _show_tabs(self, shown: bool) -> None:
        """New goods have particulars only."""
        last = self.tabs.count() - 1
        for number in range(last):
            self.tabs.setTabVisible(number, shown)
        self.remove.setVisible(shown)
        self.tabs.setCurrentIndex(0 if shown else last)

    def _open_site(self, line: object) -> None:
        if isinstance(line, UUID) and line.int:
            self.open_item.emit("site", line)

    def _connect(self) -> None:
        for tab in (self.entry, self.places, self.batches, self.handing):
            tab.entered.connect(self._tell)
        for told in (self.places, self.batches, self.ledger):
            told.said.connect(self.said)
        self.places.opened.connect(self._open_site)
        self.form.kept.connect(self._kept)
        self.form.given_up.connect(self.given_up)
        self.remove.clicked.connect(self.take_off)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.name)
        words.addWidget(self.summary)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea(widgetResizable=True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(widget)
    return area


def _summary(line: ItemLine) -> str:
    words = _("{store} {unit} in the store, {sites} at the sites").format(
        store=f"{line.in_store:,}", sites=f"{line.at_sites:,}", unit=line.unit
    )
    return " · ".join(part for part in (words, item_marks(line)) if part)
