"""Where an item lies, and the minimum below which a place is to be supplied."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import supply_due
from desktop.services.site_words import SiteKind, kind_word
from desktop.services.supply_ledger import PlaceLine
from desktop.services.supply_overview import ItemSheet
from desktop.storage.store import Store
from desktop.views.sites.supply_words import expiry_tone, expiry_words, minimum_tone, minimum_words
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy, toned
from desktop.views.support.tools import Tools

_CHOSEN = "chosen"


class SupplyPlacesTab(QWidget):
    """A table of places; below it the line that sets their minimum."""

    entered = Signal(object)  # (sentence, label of the undo)
    opened = Signal(object)  # UUID of a site
    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._item: UUID | None = None
        self._lines: dict[UUID, PlaceLine] = {}
        self.table: LazyTable[PlaceLine] = LazyTable(
            "supply-places",
            _columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            EmptyState("map-marker-outline", _("It lies nowhere yet"), _("Enter what came in.")),
            _("Place"),
        )
        self.minimum = QLineEdit()
        self.minimum.setAccessibleName(_("Minimum"))
        self.minimum.setPlaceholderText(_("Minimum"))
        self.minimum.setFixedWidth(90)
        self.for_whom = QComboBox()
        self.for_whom.setAccessibleName(_("For which places"))
        self.for_whom.addItem(_("the places chosen"), _CHOSEN)
        for kind in SiteKind:
            self.for_whom.addItem(_("every {kind}").format(kind=kind_word(kind)), kind.value)
        self.set_button = QPushButton(_("Set"))
        self.error = QLabel()
        self.error.setWordWrap(True)
        self.error.hide()
        toned(self.error, "error")
        self._lay_out()
        self.table.filter_changed.connect(self._narrow)
        self.table.opened.connect(self.opened)
        self.table.said.connect(self.said)
        self.set_button.clicked.connect(self._set)
        self.minimum.returnPressed.connect(self._set)

    def show_sheet(self, sheet: ItemSheet) -> None:
        """Show where an item lies."""
        if sheet.item.id != self._item:
            self.minimum.clear()
            self.error.hide()
        self._item = sheet.item.id
        self._lines = {line.id: line for line in sheet.places}
        self._narrow("")

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[PlaceLine]:
        lines = self._lines
        return [lines[key] for key in ids if key in lines]

    def _narrow(self, _text: str) -> None:
        text = self.table.filter_text().lower()
        self.table.show_ids([line.id for line in self._lines.values() if text in line.place.lower()])

    def _set(self) -> None:
        item, words = self._item, self.minimum.text().strip()
        if item is None:
            return
        if words and not words.isdecimal():
            self._refuse(Failure(_("Please write a whole number, for example 30.")))
            return
        minimum = int(words) if words else None
        work = self._work(item, minimum)
        if work is None:
            self._refuse(
                Failure(_("No place is chosen."), _("Choose one in the table, or a kind of site beside."))
            )
            return
        self.error.hide()
        self._tools.runner.run(work, done=self._done, failed=self._refuse)

    def _work(self, item: UUID, minimum: int | None) -> Callable[[Progress], tuple[str, str | None]] | None:
        store = self._tools.store
        whom = str(self.for_whom.currentData())
        places = [self._lines[key].site_id for key in self.table.selected_ids() if key in self._lines]
        if whom == _CHOSEN and not places:
            return None

        def work(_progress: Progress) -> tuple[str, str | None]:
            if whom == _CHOSEN:
                count = store.do(supply_due.set_minimum, item, places, minimum)
            else:
                count = store.do(supply_due.set_minimum_for_kind, item, SiteKind(whom), minimum)
            return _count_words(count), _label(store, count)

        return work

    def _done(self, outcome: tuple[str, str | None]) -> None:
        self.entered.emit(outcome)

    def _refuse(self, failure: Failure) -> None:
        self.error.setText(f"{failure.sentence} {failure.remedy}".strip())
        self.error.show()
        self.minimum.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = QLabel(_("Minimum for"))
        words.setBuddy(self.for_whom)
        row.addWidget(words)
        row.addWidget(self.for_whom, 1)
        row.addWidget(self.minimum)
        row.addWidget(self.set_button)
        for widget in (self.for_whom, self.minimum, self.set_button):
            roomy(widget)
        self.minimum.setToolTip(_("Empty: no minimum"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.error)


def _count_words(count: int) -> str:
    return ngettext("The minimum of {n} place was set.", "The minimum of {n} places was set.", count).format(
        n=count
    )


def _label(store: Store, count: int) -> str | None:
    return store.next_undo() if count else None


def _columns() -> list[Column[PlaceLine]]:
    return [
        Column("place", _("Place"), _place, width=170, sortable=False, hint=_place),
        Column("quantity", _("Quantity"), _quantity, width=70, right=True, sortable=False),
        Column(
            "minimum", _("Minimum"), minimum_words, width=84, right=True, sortable=False, tone=minimum_tone
        ),
        Column(
            "expires", _("First expires"), lambda one: expiry_words(one.first_expiry), width=140,
            sortable=False, tone=lambda one: expiry_tone(one.first_expiry),
        ),
        Column("batches", _("Batches"), _batches, width=160, sortable=False, shown=False, hint=_batches),
    ]  # fmt: skip


def _place(one: PlaceLine) -> str:
    return one.place


def _quantity(one: PlaceLine) -> str:
    return f"{one.quantity:,}"


def _batches(one: PlaceLine) -> str:
    return _("; ").join(f"{lying.batch}: {lying.quantity}" for lying in one.lying)
