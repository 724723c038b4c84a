"""Why somebody's place on the list changed: every move, withdrawal and moving up, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.ids import new_id
from desktop.core.progress import Progress
from desktop.services import enrolment
from desktop.services.activities import ActivityCard
from desktop.services.enrolment import EnrolmentState, OrderLine
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.times import moment_words
from desktop.views.support.tools import Tools


@dataclass(frozen=True)
class Changed:
    """A change of the order under a key of this table's own."""

    id: UUID
    line: OrderLine


class ChangesPanel(QWidget):
    """The record of changes of one activity's list."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._card: ActivityCard | None = None
        self._rows: dict[UUID, Changed] = {}
        self.table: LazyTable[Changed] = LazyTable(
            "order-changes",
            _columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            EmptyState(
                "swap-vertical",
                _("The list was not changed yet"),
                _("Who withdraws, moves or gets a free place stands here with the reason."),
            ),
            _("Name or reason"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.table)
        self.table.filter_changed.connect(self._narrow)
        self.table.said.connect(self.said)

    def show_activity(self, card: ActivityCard | None) -> None:
        """Show the changes of this activity's list, read again."""
        self._card = card
        if card is None:
            return
        store = self._tools.store

        def look(_progress: Progress) -> list[OrderLine]:
            return store.read(enrolment.order_changes, card.id)

        self._tools.runner.read_newest(look, done=self._show)

    def _show(self, lines: list[OrderLine]) -> None:
        changed = [Changed(new_id(), line) for line in lines]
        self._rows = {one.id: one for one in changed}
        self._narrow("")

    def _narrow(self, _text: str) -> None:
        text = self.table.filter_text().lower()
        rows = self._rows.values()
        self.table.show_ids([r.id for r in rows if text in f"{r.line.name} {r.line.reason}".lower()])

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[Changed]:
        rows = self._rows
        return [rows[key] for key in ids if key in rows]


def _columns() -> list[Column[Changed]]:
    return [
        Column("at", _("When"), lambda one: moment_words(one.line.at), width=150, sortable=False),
        Column("name", _("Name"), lambda one: one.line.name, width=96, sortable=False),
        Column("what", _("What changed"), _what, width=150, sortable=False),
        Column(
            "reason",
            _("Reason"),
            lambda one: one.line.reason,
            width=220,
            sortable=False,
            hint=lambda one: one.line.reason,
        ),
    ]


def _what(one: Changed) -> str:
    before, after = one.line.from_state, one.line.to_state
    if after is EnrolmentState.CANCELLED:
        return _("Withdrew")
    if before is EnrolmentState.CANCELLED:
        return _("Enrolled again")
    if before is EnrolmentState.WAITING and after is EnrolmentState.ENROLLED:
        return _("Moved up to a place")
    return _("Moved within the list")
