"""The batches of an item, and the form in which one is corrected."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.money import in_figures
from desktop.core.progress import Progress
from desktop.services.supplies import BatchEntry, BatchLine, change_batch
from desktop.services.supply_overview import ItemSheet
from desktop.views.sites.supply_words import expiry_tone, expiry_words
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.empty import EmptyState
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.named_fields import SuggestField
from desktop.views.support.number_fields import SumField
from desktop.views.support.tools import Tools


class SupplyBatchesTab(QWidget):
    """A table of batches, used-up ones last; the one chosen is edited below it."""

    entered = Signal(object)  # (sentence, label of the undo)
    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._lines: dict[UUID, BatchLine] = {}
        self._chosen: UUID | None = None
        self.table: LazyTable[BatchLine] = LazyTable(
            "supply-batches",
            _columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            EmptyState("barcode", _("No batch yet"), _("A batch is made when you enter what came in.")),
            _("Number or supplier"),
        )
        self.form = Form()
        self.number = self.form.add(LineField("number", _("Batch number")))
        self.expires = self.form.add(DateField("expires_on", _("Expires on"), told_from(date.today)))
        self.bought = self.form.add(DateField("bought_on", _("Bought on"), told_from(date.today)))
        self.supplier = self.form.add(SuggestField("supplier", _("Supplier")))
        self.price = self.form.add(SumField("price", _("Price of one, yuan")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self.form)
        self.form.hide()
        self.table.filter_changed.connect(self._narrow)
        self.table.current_changed.connect(self._choose)
        self.table.said.connect(self.said)
        self.form.save_asked.connect(self._save)

    def show_sheet(self, sheet: ItemSheet) -> None:
        """Show the batches of an item."""
        self._lines = {line.id: line for line in sheet.batches}
        self._narrow("")
        if self._chosen is not None and self._chosen in self._lines and not self.form.is_dirty():
            self._fill(self._lines[self._chosen])

    def offer(self, suppliers: Sequence[str]) -> None:
        """Offer these suppliers."""
        self.supplier.offer(suppliers)

    def is_dirty(self) -> bool:
        """Say whether a correction was typed and not saved."""
        return self._chosen is not None and self.form.is_dirty()

    def forget(self) -> None:
        """Put back what was typed."""
        self.form.put_back()

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[BatchLine]:
        lines = self._lines
        return [lines[key] for key in ids if key in lines]

    def _narrow(self, _text: str) -> None:
        text = self.table.filter_text().lower()
        shown = [one.id for one in self._lines.values() if text in f"{one.number}|{one.supplier}".lower()]
        self.table.show_ids(shown)
        if self.table.current_id() is None and shown:
            self.table.view.selectRow(0)
        if not shown:
            self._choose(None)

    def _choose(self, batch: UUID | None) -> None:
        if batch == self._chosen:
            return
        self._chosen = batch
        self.form.setVisible(batch is not None)
        if batch is not None and batch in self._lines:
            self._fill(self._lines[batch])

    def _fill(self, line: BatchLine) -> None:
        self.number.set_value(line.number)
        self.expires.set_value(line.expires_on)
        self.bought.set_value(line.bought_on)
        self.supplier.set_value(line.supplier)
        self.price.set_value(None if line.price_fen is None else Decimal(line.price_fen) / 100)
        self.form.settle()

    def _save(self) -> None:
        batch, store = self._chosen, self._tools.store
        if batch is None:
            return
        price = self.price.value()
        entry = BatchEntry(
            self.number.value(),
            self.bought.value(),
            self.expires.value(),
            self.supplier.value(),
            None if price is None else int(price * 100),
        )

        def work(_progress: Progress) -> tuple[BatchLine, str | None]:
            return store.do(change_batch, batch, entry), store.next_undo()

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.form.refuse)

    def _saved(self, outcome: tuple[BatchLine, str | None]) -> None:
        line, label = outcome
        self._fill(line)
        self.entered.emit((_("The batch was saved."), label))


def _columns() -> list[Column[BatchLine]]:
    return [
        Column("number", _("Batch"), lambda one: one.number or "–", width=110, sortable=False),
        Column(
            "expires", _("Expires"), lambda one: expiry_words(one.expires_on), width=158, sortable=False,
            tone=lambda one: expiry_tone(one.expires_on) if one.there else None,
        ),
        Column("store", _("In store"), lambda one: f"{one.in_store:,}", width=66, right=True, sortable=False),
        Column("sites", _("At sites"), lambda one: f"{one.at_sites:,}", width=66, right=True, sortable=False),
        Column("supplier", _("Supplier"), lambda one: one.supplier, width=100, sortable=False),
        Column("bought", _("Bought"), _bought, width=96, sortable=False, shown=False),
        Column("price", _("Price"), _price, width=76, right=True, sortable=False, shown=False),
    ]  # fmt: skip


def _bought(one: BatchLine) -> str:
    return one.bought_on.isoformat() if one.bought_on else "–"


def _price(one: BatchLine) -> str:
    return "–" if one.price_fen is None else in_figures(Decimal(one.price_fen) / 100)
