"""How an item came and went: the ledger with its running balance."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.supply_ledger import ANYWHERE, LedgerLine, kind_word, movements
from desktop.services.supply_overview import ItemSheet
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools

_STORE = "store"


class SupplyLedgerTab(QWidget):
    """Every movement, newest first, of all places or of one."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._item: UUID | None = None
        self._lines: dict[UUID, LedgerLine] = {}
        self.where = QComboBox()
        self.where.setAccessibleName(_("Place"))
        self.where.setMaximumWidth(200)
        roomy(self.where)
        self.table: LazyTable[LedgerLine] = LazyTable(
            "supply-ledger",
            _columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            EmptyState("book-open-outline", _("Nothing came or went yet"), _("Enter what came in.")),
            _("What for or remark"),
        )
        self.table.toolbar.addWidget(self.where)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.table)
        self.where.currentIndexChanged.connect(self._read)
        self.table.filter_changed.connect(self._narrow)
        self.table.said.connect(self.said)

    def show_sheet(self, sheet: ItemSheet) -> None:
        """Show the ledger of an item."""
        kept = self.where.currentData() if sheet.item.id == self._item else None
        self._item = sheet.item.id
        self.where.blockSignals(True)
        self.where.clear()
        self.where.addItem(_("All places"), None)
        for line in sheet.places:
            self.where.addItem(line.place, _STORE if line.site_id is None else str(line.site_id))
        self.where.setCurrentIndex(max(0, self.where.findData(kept)))
        self.where.blockSignals(False)
        self._read()

    def _read(self, _number: int = 0) -> None:
        item, store, chosen = self._item, self._tools.store, self.where.currentData()
        if item is None:
            return
        place = ANYWHERE if chosen is None else None if chosen == _STORE else UUID(str(chosen))

        def look(_progress: Progress) -> list[LedgerLine]:
            return store.read(movements, item, place)

        self._tools.runner.read_newest(look, done=self._show)

    def _show(self, lines: list[LedgerLine]) -> None:
        self._lines = {line.id: line for line in lines}
        self._narrow("")

    def _narrow(self, _text: str) -> None:
        text = self.table.filter_text().lower()
        shown = [
            one.id
            for one in self._lines.values()
            if text in f"{one.what_for}|{one.remark}|{one.batch}|{one.place}|{kind_word(one.kind)}".lower()
        ]
        self.table.show_ids(shown)

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[LedgerLine]:
        lines = self._lines
        return [lines[key] for key in ids if key in lines]


def _columns() -> list[Column[LedgerLine]]:
    return [
        Column("day", _("Day"), lambda one: one.day.isoformat(), width=100, sortable=False),
        Column("kind", _("What happened"), lambda one: kind_word(one.kind), width=104, sortable=False),
        Column("change", _("Change"), lambda one: f"{one.change:+,}", width=62, right=True, sortable=False),
        Column("balance", _("Balance"), lambda one: f"{one.balance:,}", width=62, right=True, sortable=False),
        Column("place", _("Place"), lambda one: one.place, width=120, sortable=False),
        Column("what_for", _("What for"), lambda one: one.what_for, width=120, sortable=False, hint=_hint),
        Column("batch", _("Batch"), lambda one: one.batch, width=130, sortable=False, shown=False),
        Column("remark", _("Remark"), lambda one: one.remark, width=120, sortable=False, shown=False),
    ]  # fmt: skip


def _hint(one: LedgerLine) -> str:
    return " · ".join(part for part in (one.what_for, one.batch, one.remark) if part)
