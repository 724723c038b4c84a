"""The list of goods: what lies in the store and at the sites, what is short, what expires."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.supplies import ItemLine
from desktop.services.supply_overview import Which, goods
from desktop.views.sites.supply_words import item_marks, item_tone
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools


class SupplyList(QWidget):
    """A table of goods with a filter line and a choice of which."""

    chosen = Signal(object)  # UUID | None
    opened = Signal(object)  # UUID
    removal_asked = Signal()
    new_asked = Signal()
    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._lines: dict[UUID, ItemLine] = {}
        self._wanted: UUID | None = None
        self.which = QComboBox()
        self.which.setAccessibleName(_("Which goods"))
        for which, words in (
            (Which.ALL, _("All goods")),
            (Which.SHORT, _("Below the minimum")),
            (Which.EXPIRED, _("Expired")),
            (Which.WITHIN_30, _("Expiring in 30 days")),
            (Which.WITHIN_60, _("Expiring in 60 days")),
            (Which.WITHIN_90, _("Expiring in 90 days")),
        ):
            self.which.addItem(words, which.value)
        roomy(self.which)
        self.empty = EmptyState(
            "package-variant",
            _("No goods on the list yet"),
            _("Add a kind of goods, then enter what came in; or import a list."),
            _("New goods"),
        )
        self.table: LazyTable[ItemLine] = LazyTable(
            "supplies", _columns(), self._fetch, tools.runner, tools.memory, self.empty, _("Name or remark")
        )
        self.table.toolbar.addWidget(self.which)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.setTabOrder(self.table.filter, self.which)
        self.setTabOrder(self.which, self.table.view)
        self.which.currentIndexChanged.connect(self._narrow)
        self.table.filter_changed.connect(self._narrow)
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.table.removal_asked.connect(self.removal_asked)
        self.table.said.connect(self.said)
        self.empty.first_step.connect(self.new_asked)

    def read(self) -> None:
        """Read the list again; what is chosen stays so."""
        store, text = self._tools.store, self.table.filter_text()
        which = Which(self.which.currentData())

        def look(_progress: Progress) -> list[ItemLine]:
            return store.read(goods, text, which)

        self._tools.runner.read_newest(look, done=self._show)

    def choose(self, item: UUID) -> None:
        """Put the cursor on an item, showing all if it is not among those shown."""
        if not self.table.select(item):
            self._wanted = item
            self.table.filter.clear()
            self.which.blockSignals(True)
            self.which.setCurrentIndex(0)
            self.which.blockSignals(False)
            self.read()

    def current(self) -> UUID | None:
        """Return the item the cursor is on."""
        return self.table.current_id()

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[ItemLine]:
        lines = self._lines
        return [lines[key] for key in ids if key in lines]

    def _show(self, found: list[ItemLine]) -> None:
        self._lines = {one.id: one for one in found}
        self.table.show_ids([one.id for one in found])
        wanted, self._wanted = self._wanted, None
        if (wanted is None or not self.table.select(wanted)) and self.table.current_id() is None and found:
            self.table.view.selectRow(0)

    def _narrow(self, _what: object) -> None:
        self.read()


def _columns() -> list[Column[ItemLine]]:
    return [
        Column(
            "name", _("Goods"), lambda one: one.name, width=130, sortable=False, hint=lambda one: one.name
        ),
        Column("store", _("In store"), lambda one: f"{one.in_store:,}", width=62, right=True, sortable=False),
        Column("sites", _("At sites"), lambda one: f"{one.at_sites:,}", width=62, right=True, sortable=False),
        Column(
            "marks", _("To look at"), item_marks, width=150, sortable=False, tone=item_tone, hint=item_marks
        ),
        Column("unit", _("Unit"), lambda one: one.unit, width=52, sortable=False, shown=False),
    ]
