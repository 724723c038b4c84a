"""What is due, defects and visits: the list at the left, and what is shown of it."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.clock import local
from desktop.views.sites.inspection_rows import LedgerRow, Which, columns, rows, sites_of, which_word
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import LazyTable
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools

_REMEMBERED = "sites/inspections"


class InspectionList(QWidget):
    """Chooses a line; one asked for from elsewhere is looked for among everything."""

    chosen = Signal(object)  # LedgerRow | None
    opened = Signal()  # Enter: go to the right side
    new_asked = Signal()
    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._rows: dict[UUID, LedgerRow] = {}
        self._wanted: UUID | None = None
        self.which = QComboBox()
        self.which.setAccessibleName(_("What is shown"))
        for which in Which:
            self.which.addItem(which_word(which), which.value)
        kept = self.which.findData(str(tools.memory.value(_REMEMBERED, Which.DUE.value)))
        self.which.setCurrentIndex(max(kept, 0))
        roomy(self.which)
        self.empty = EmptyState(
            "clipboard-check-outline",
            _("Nothing here"),
            _("Nothing of this sort waits. A visit is entered with “New visit”."),
            _("New visit"),
        )
        self.table: LazyTable[LedgerRow] = LazyTable(
            "inspections",
            columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            self.empty,
            _("Site, what, or who"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.which)
        column.addWidget(self.table, 1)
        self.which.currentIndexChanged.connect(self._choose_which)
        self.table.filter_changed.connect(self._narrow)
        self.table.current_changed.connect(self._current)
        self.table.opened.connect(self._open)
        self.table.said.connect(self.said)
        self.empty.first_step.connect(self.new_asked)

    def read(self) -> None:
        """Read the lines again."""
        store, which, text = self._tools.store, self.shown(), self.table.filter_text()
        today = local(store.now()).date()

        def look(_progress: Progress) -> list[LedgerRow]:
            return rows(store, which, text, today)

        self._tools.runner.read_newest(look, done=self._show)

    def shown(self) -> Which:
        """Return which lines are shown."""
        return Which(self.which.currentData())

    def show_only(self, which: Which) -> None:
        """Show other lines."""
        self.which.setCurrentIndex(self.which.findData(which.value))

    def choose(self, item: UUID, otherwise: Which) -> None:
        """Put the cursor on a line; where it is not among those shown, show the others."""
        if self.table.select(item):
            return
        self._wanted = item
        self.table.filter.clear()
        self.which.blockSignals(True)
        self.show_only(otherwise)
        self.which.blockSignals(False)
        self.read()

    def current(self) -> LedgerRow | None:
        """Return the line the cursor is on."""
        key = self.table.current_id()
        return self._rows.get(key) if key is not None else None

    def chosen_sites(self) -> list[UUID]:
        """Return the sites of the chosen lines."""
        return sites_of(self._rows[key] for key in self.table.selected_ids() if key in self._rows)

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[LedgerRow]:
        known = self._rows
        return [known[key] for key in ids if key in known]

    def _show(self, found: list[LedgerRow]) -> None:
        self._rows = {one.id: one for one in found}
        self.table.show_ids(list(self._rows))
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.table.select(wanted)

    def _choose_which(self, _number: int) -> None:
        self._tools.memory.setValue(_REMEMBERED, self.shown().value)
        self.read()

    def _narrow(self, _text: str) -> None:
        self.read()

    def _current(self, _key: UUID | None) -> None:
        self.chosen.emit(self.current())

    def _open(self, _key: UUID) -> None:
        self.opened.emit()
