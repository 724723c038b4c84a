"""The rounds: planned ones first, then those done, the newest first."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.deliveries import listed
from desktop.services.delivery_parts import RoundLine
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.theme import colours
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools


class DeliveryList(QWidget):
    """A table of rounds with a filter line."""

    chosen = Signal(object)  # UUID | None
    removal_asked = Signal()
    new_asked = Signal()
    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._lines: dict[UUID, RoundLine] = {}
        self._wanted: UUID | None = None
        self.empty = EmptyState(
            "truck-outline",
            _("No round yet"),
            _("A new round is proposed from what the sites are short of."),
            _("New round"),
        )
        self.table: LazyTable[RoundLine] = LazyTable(
            "rounds",
            _columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            self.empty,
            _("Number or who goes"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.table.filter_changed.connect(self._narrow)
        self.table.current_changed.connect(self.chosen)
        self.table.removal_asked.connect(self.removal_asked)
        self.table.said.connect(self.said)
        self.empty.first_step.connect(self.new_asked)

    def read(self) -> None:
        """Read the list again."""
        store = self._tools.store

        def look(_progress: Progress) -> list[RoundLine]:
            return store.read(listed)

        self._tools.runner.read_newest(look, done=self._show)

    def choose(self, item: UUID) -> None:
        """Put the cursor on a round, now or once the list was read."""
        if not self.table.select(item):
            self._wanted = item
            self.read()

    def current(self) -> UUID | None:
        """Return the round the cursor is on."""
        return self.table.current_id()

    def clear_choice(self) -> None:
        """Choose none: a new one is being written."""
        self.table.view.clearSelection()

    def _show(self, found: list[RoundLine]) -> None:
        self._lines = {one.id: one for one in found}
        self._narrow("")
        wanted, self._wanted = self._wanted, None
        if (wanted is None or not self.table.select(wanted)) and self.table.current_id() is None and found:
            self.table.view.selectRow(0)

    def _narrow(self, _text: str) -> None:
        text = self.table.filter_text().lower()
        self.table.show_ids(
            [one.id for one in self._lines.values() if text in f"{one.number}|{one.driver}".lower()]
        )

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[RoundLine]:
        lines = self._lines
        return [lines[key] for key in ids if key in lines]


def _columns() -> list[Column[RoundLine]]:
    return [
        Column("number", _("Number"), lambda one: one.number, width=78, sortable=False),
        Column("day", _("Day"), _day, width=116, sortable=False),
        Column("state", _("State"), _state, width=62, sortable=False, tone=_tone),
        Column("sites", _("Sites"), lambda one: str(one.sites), width=44, right=True, sortable=False),
        Column("driver", _("Goes with"), lambda one: one.driver, width=70, sortable=False, shown=False),
    ]


def _day(one: RoundLine) -> str:
    return day_words(one.done_on or one.planned_on)


def _state(one: RoundLine) -> str:
    return _("To be done") if one.done_on is None else _("Done")


def _tone(one: RoundLine) -> QColor | None:
    return QColor(colours().due) if one.done_on is None else None
