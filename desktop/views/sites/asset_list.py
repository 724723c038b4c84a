"""The list of equipment: found by words, narrowed by condition and site, several chosen at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import assets
from desktop.services.assets import (
    AssetFilter,
    AssetLine,
    AssetOrder,
    AssetTotals,
    Condition,
    condition_word,
)
from desktop.views.sites.asset_words import condition_tone, totals_words, yuan
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.theme import muted, roomy
from desktop.views.support.tools import Tools

_IN_USE, _ALL = "in-use", "all"


@dataclass(frozen=True)
class Listed:
    """What one reading found."""

    ids: Sequence[UUID]
    total: int
    totals: AssetTotals


class AssetList(QWidget):
    """A table of equipment with a filter line and a choice of which."""

    chosen = Signal(object)  # UUID | None
    opened = Signal(object)  # UUID
    selection_changed = Signal()
    removal_asked = Signal()
    new_asked = Signal()
    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._wanted: UUID | None = None
        self.which = QComboBox()
        self.which.setAccessibleName(_("Which equipment"))
        self.which.addItem(_("Equipment in use"), _IN_USE)
        for condition in Condition:
            self.which.addItem(condition_word(condition), condition.value)
        self.which.addItem(_("Everything"), _ALL)
        roomy(self.which)
        self.empty = EmptyState(
            "tag-outline",
            _("No equipment on file yet"),
            _("Enter a first piece, or import the list you keep in Excel or WPS."),
            _("New equipment"),
        )
        self.table: LazyTable[AssetLine] = LazyTable(
            "assets", _columns(), self._fetch, tools.runner, tools.memory, self.empty,
            _("Number, name, place, supplier or site"),
        )  # fmt: skip
        self.table.view.setAccessibleName(_("Equipment"))
        self.table.toolbar.addWidget(self.which)
        self.totals = QLabel()
        muted(self.totals)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.table, 1)
        column.addWidget(self.totals)
        self.which.currentIndexChanged.connect(self._narrow)
        self.table.filter_changed.connect(self._narrow)
        self.table.sort_changed.connect(self._narrow)
        self.table.current_changed.connect(self.chosen)
        self.table.selection_changed.connect(self.selection_changed)
        self.table.opened.connect(self.opened)
        self.table.removal_asked.connect(self.removal_asked)
        self.table.said.connect(self.said)
        self.empty.first_step.connect(self.new_asked)

    def read(self) -> None:
        """Read the list again; what is chosen stays so."""
        wanted, store = self.wanted(), self._tools.store
        key, falling = self.table.order() or (AssetOrder.NUMBER.value, False)
        order = AssetOrder(key) if key in set(AssetOrder) else AssetOrder.NUMBER

        def look(_progress: Progress) -> Listed:
            ids = store.read(assets.ids, wanted, order, falling=falling)
            total = store.read(assets.totals, AssetFilter(gone=True)).count
            return Listed(ids, total, store.read(assets.totals, wanted))

        self._tools.runner.read_newest(look, done=self._show)

    def wanted(self) -> AssetFilter:
        """Return what the list is narrowed to."""
        which = str(self.which.currentData())
        if which in (_IN_USE, _ALL):
            return AssetFilter(text=self.table.filter_text(), gone=which == _ALL)
        return AssetFilter(conditions=frozenset({Condition(which)}), text=self.table.filter_text())

    def choose(self, asset: UUID) -> None:
        """Put the cursor on a piece; everything is shown if it is not among those asked for."""
        if not self.table.select(asset):
            self._wanted = asset
            self.read()

    def current(self) -> UUID | None:
        """Return the piece the cursor is on."""
        return self.table.current_id()

    def selected(self) -> list[UUID]:
        """Return the pieces chosen."""
        return self.table.selected_ids()

    def line(self, asset: UUID) -> AssetLine | None:
        """Return a piece of the list if it was read."""
        ids = list(self.table.ids())
        return self.table.model.row(ids.index(asset)) if asset in ids else None

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[AssetLine]:
        return self._tools.store.read(assets.lines, ids)

    def _show(self, listed: Listed) -> None:
        narrow = listed.total > 0
        self.empty.heading.setText(
            _("No equipment is like that") if narrow else _("No equipment on file yet")
        )
        self.empty.sentence.setVisible(not narrow)
        self.empty.step.setVisible(not narrow)
        self.table.show_ids(listed.ids, listed.total)
        self.totals.setText(totals_words(listed.totals) if listed.ids else "")
        wanted, self._wanted = self._wanted, None
        if wanted is not None and self.table.select(wanted):
            return
        if wanted is not None and self.wanted() != AssetFilter(gone=True):
            self._show_everything(wanted)
        elif self.current() is None and listed.ids:
            self.table.view.selectRow(0)

    def _show_everything(self, wanted: UUID) -> None:
        self._wanted = wanted
        self.table.filter.clear()
        self.which.blockSignals(True)
        self.which.setCurrentIndex(self.which.findData(_ALL))
        self.which.blockSignals(False)
        self.read()

    def _narrow(self, *_what: object) -> None:
        self.read()


def _columns() -> list[Column[AssetLine]]:
    return [
        Column("number", _("Number"), lambda one: one.entry.number, width=104),
        Column("name", _("Equipment"), lambda one: one.entry.name, width=120, hint=_model),
        Column("condition", _("Condition"), _condition, width=76, tone=_tone),
        Column("site", _("Site"), lambda one: one.site, width=150, hint=lambda one: one.site),
        Column("place", _("Place"), lambda one: one.entry.place, width=90, sortable=False),
        Column("value", _("Value (yuan)"), lambda one: yuan(one.entry.value_fen), width=96, right=True),
        Column("bought", _("Bought"), _bought, width=90),
        Column("supplier", _("Supplier"), lambda one: one.entry.supplier, sortable=False, shown=False),
    ]


def _model(one: AssetLine) -> str:
    return " ".join(filter(None, (one.entry.name, one.entry.model)))


def _condition(one: AssetLine) -> str:
    return condition_word(one.entry.condition)


def _tone(one: AssetLine) -> QColor | None:
    return condition_tone(one.entry.condition)


def _bought(one: AssetLine) -> str:
    return one.entry.bought_on.isoformat() if one.entry.bought_on else ""
