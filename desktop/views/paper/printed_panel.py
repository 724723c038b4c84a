"""What was printed: which sheet, when, by whom; chosen, it is shown and may be printed again."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.sheet_record import SheetLine, printed_sheets
from desktop.services.sheets import kind_word
from desktop.views.paper.wanted import stamp
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools

MOST = 2000


class PrintedPanel(QWidget):
    """The record of printed sheets, newest first."""

    chosen = Signal(object)  # SheetLine
    reason_given = Signal()  # or taken back
    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._lines: dict[UUID, SheetLine] = {}
        self._wanted: UUID | None = None
        self.table: LazyTable[SheetLine] = LazyTable(
            "printed",
            _columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            EmptyState(
                "printer-outline",
                _("Nothing was printed yet"),
                _("Every sheet that is printed or saved is kept here and can be printed again."),
            ),
            _("Title"),
        )
        self.reason_label = QLabel(_("Reason for whole identity numbers"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.reason_label.text())
        self.reason.setPlaceholderText(_("Empty: hidden in part"))
        self.reason.textChanged.connect(self.reason_given)
        self.reason_label.setBuddy(self.reason)
        roomy(self.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.table, 1)
        for part in (self.reason_label, self.reason):
            column.addWidget(part)
            part.hide()
        self.table.filter_changed.connect(self._narrow)
        self.table.current_changed.connect(self._choose)
        self.table.said.connect(self.said)

    def read(self) -> None:
        """Read the record again."""
        text, store = self.table.filter_text(), self._tools.store

        def look(_progress: Progress) -> list[SheetLine]:
            return store.read(printed_sheets, text=text, limit=MOST)

        self._tools.runner.read_newest(look, done=self._show)

    def choose(self, sheet: UUID) -> None:
        """Put the cursor on a sheet, now or once the record has been read."""
        self._wanted = sheet
        self.table.filter.clear()
        self.read()

    def current(self) -> SheetLine | None:
        """Return the sheet the cursor is on."""
        key = self.table.current_id()
        return self._lines.get(key) if key is not None else None

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[SheetLine]:
        lines = self._lines
        return [lines[key] for key in ids if key in lines]

    def _show(self, lines: list[SheetLine]) -> None:
        self._lines = {line.id: line for line in lines}
        self.table.show_ids(list(self._lines))
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None

    def _narrow(self, _text: str) -> None:
        self.read()

    def _choose(self, _key: object) -> None:
        line = self.current()
        self.reason.clear()
        for part in (self.reason_label, self.reason):
            part.setVisible(line is not None and line.shows_ids)
        if line is not None:
            self.chosen.emit(line)


def _columns() -> list[Column[SheetLine]]:
    return [
        Column("number", _("Sheet no."), lambda one: str(one.number), width=52, right=True, sortable=False),
        Column("printed_at", _("Printed"), lambda one: stamp(one.printed_at), width=124, sortable=False),
        Column("kind", _("Kind"), lambda one: kind_word(one.kind), width=84, sortable=False),
        Column("title", _("Title"), lambda one: one.title, width=150, sortable=False),
        Column("rows", _("Rows"), lambda one: f"{one.rows:,}", width=56, right=True, sortable=False),
        Column("pages", _("Pages"), lambda one: str(one.pages), width=56, right=True, sortable=False),
        Column("account", _("Printed by"), lambda one: one.account, width=80, sortable=False),
        Column(
            "layout", _("Layout"), lambda one: str(one.layout_version), width=56, right=True, sortable=False
        ),
    ]
