"""The goods at one site: what lies there or should, and the lines to enter by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QScrollArea, QVBoxLayout

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.supplies import ItemLine, items
from desktop.services.supply_ledger import PlaceLine, at_site
from desktop.services.supply_overview import ItemSheet, SiteName, sheet, site_names, suppliers
from desktop.services.supply_stock import MovementKind, place_word
from desktop.views.sites.site_tab import SiteTab
from desktop.views.sites.supply_entry import SupplyEntry
from desktop.views.sites.supply_words import expiry_tone, expiry_words, minimum_tone, minimum_words
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


@dataclass(frozen=True)
class _Read:
    site: UUID
    name: str
    lines: list[PlaceLine]
    goods: list[ItemLine]
    sites: list[SiteName]
    suppliers: list[str]


class SuppliesTab(SiteTab):
    """A table of the goods there; the chosen ones are entered below it."""

    tables = frozenset({"supply_item", "supply_batch", "supply_stock", "supply_movement", "supply_minimum"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._site: UUID | None = None
        self._name = ""
        self._item: UUID | None = None
        self._lines: dict[UUID, PlaceLine] = {}
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.table: LazyTable[PlaceLine] = LazyTable(
            "site-supplies",
            _columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            EmptyState(
                "package-variant",
                _("No goods lie here yet"),
                _("Choose goods above to enter what came in, or bring them on a round."),
            ),
            _("Goods"),
        )
        self.goods = QComboBox()
        self.goods.setAccessibleName(_("Goods to enter"))
        self.goods.setMinimumWidth(150)
        self.goods.setMaximumWidth(220)
        roomy(self.goods)
        self.table.toolbar.addWidget(self.goods)
        self.entry = SupplyEntry(tools)
        self.entry.kind.set_value(MovementKind.OUT)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidget(self.entry)
        self.area.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 2)
        column.addWidget(self.area, 3)
        self.table.filter_changed.connect(self._narrow)
        self.table.current_changed.connect(self._choose)
        self.table.opened.connect(self._open)
        self.table.said.connect(self.said)
        self.goods.activated.connect(self._choose_other)
        self.entry.entered.connect(self._entered)

    def show_site(self, site: UUID | None) -> None:
        """Show the goods of a site."""
        if site != self._site:
            self._item = None
            self.entry.clear()
            self.area.hide()
        self._site = site
        store = self._tools.store
        if site is None:
            self.table.show_ids([])
            return

        def look(_progress: Progress) -> _Read:
            return _Read(
                site,
                store.read(place_word, site),
                store.read(at_site, site),
                store.read(items),
                store.read(site_names),
                store.read(suppliers),
            )

        self._tools.runner.read_newest(look, done=self._show, failed=self._lost)

    def is_dirty(self) -> bool:
        """Say whether a quantity was typed and not entered."""
        return self.entry.is_dirty()

    def _show(self, read: _Read) -> None:
        if read.site != self._site:
            return
        self._lines = {line.id: line for line in read.lines}
        self._name = read.name
        self.entry.offer(read.sites, read.suppliers)
        self.entry.stay_at(read.site, read.name)
        self.goods.clear()
        self.goods.addItem(_("Other goods …"), None)
        for item in read.goods:
            if item.id not in self._lines:
                self.goods.addItem(item.name, str(item.id))
        self.goods.setEnabled(self.goods.count() > 1)
        self._narrow("")
        if self._item is None and read.lines:
            self.table.view.selectRow(0)
        elif self._item is not None:
            self.table.select(self._item)
            self._read_sheet(self._item)

    def _narrow(self, _text: str) -> None:
        text = self.table.filter_text().lower()
        self.table.show_ids([line.id for line in self._lines.values() if text in line.item.lower()])

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[PlaceLine]:
        lines = self._lines
        return [lines[key] for key in ids if key in lines]

    def _choose(self, item: UUID | None) -> None:
        if item is not None and item != self._item:
            self._item = item
            self._read_sheet(item)

    def _choose_other(self, _number: int) -> None:
        chosen = self.goods.currentData()
        if chosen is not None:
            self.table.view.clearSelection()
            self._item = UUID(str(chosen))
            self.entry.kind.set_value(MovementKind.IN)
            self._read_sheet(self._item)

    def _open(self, _item: UUID) -> None:
        self.entry.quantity.setFocus()

    def _read_sheet(self, item: UUID) -> None:
        store = self._tools.store

        def look(_progress: Progress) -> ItemSheet:
            return store.read(sheet, item)

        self._tools.runner.read_newest(look, done=self._show_sheet, failed=self._lost)

    def _show_sheet(self, found: ItemSheet) -> None:
        if found.item.id == self._item:
            self.entry.show_sheet(found)
            self.entry.form.save_button.setText(_("Enter {name}").format(name=found.item.name))
            self.area.show()

    def _lost(self, _failure: Failure) -> None:
        """The site or the goods were removed meanwhile; the list says so."""
        self.area.hide()

    def _entered(self, outcome: tuple[str, str | None]) -> None:
        self._undoing.tell(*outcome)
        self.show_site(self._site)


def _columns() -> list[Column[PlaceLine]]:
    return [
        Column("item", _("Goods"), _item, width=160, sortable=False, hint=_item),
        Column("quantity", _("Quantity"), _quantity, width=84, right=True, sortable=False),
        Column(
            "minimum", _("Minimum"), minimum_words, width=84, right=True, sortable=False, tone=minimum_tone
        ),
        Column(
            "expires", _("First expires"), lambda one: expiry_words(one.first_expiry), width=150,
            sortable=False, tone=lambda one: expiry_tone(one.first_expiry),
        ),
    ]  # fmt: skip


def _item(one: PlaceLine) -> str:
    return one.item


def _quantity(one: PlaceLine) -> str:
    return f"{one.quantity:,} {one.unit}"
