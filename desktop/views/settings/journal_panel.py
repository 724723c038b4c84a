"""The journal as a person reads it: who did what, when, and what was undone."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Entry
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.notice import Notice
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools

NEWEST = 1000


class JournalPanel(QWidget):
    """The newest thousand lines, and older ones when asked; filtered by any word of a line."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._entries: dict[UUID, Entry] = {}
        self._wanted = NEWEST
        self._order: tuple[str, bool] = ("at", True)
        columns: list[Column[Entry]] = [
            Column("at", _("When"), lambda one: _moment(one.at), width=156),
            Column("label", _("What"), lambda one: one.label, width=320),
            Column("undone", _("Undone"), lambda one: _("undone") if one.undone else "", width=72),
            Column("account", _("Who"), lambda one: one.account, width=88),
            Column("desk", _("Computer"), lambda one: one.desk, width=110),
        ]
        nothing = (_("Nothing has been done yet"), _("Every change is told here."))
        empty = EmptyState("text-box-outline", *nothing)
        self.table: LazyTable[Entry] = LazyTable(
            "journal", columns, self._rows, tools.runner, tools.memory, empty, _("Filter the journal")
        )
        self.table.filter_changed.connect(self._narrow)
        self.table.sort_changed.connect(self._sort)
        self.table.said.connect(self.said)
        self.older = QPushButton(_("Show older ones"))
        self.export = QPushButton(_("Export …"))
        self.older.clicked.connect(self._ask_older)
        self.export.clicked.connect(self.ask_where)
        for button in (self.older, self.export):
            roomy(button)
            self.table.toolbar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def refresh(self) -> None:
        """Read the newest lines again."""
        store, wanted = self._tools.store, self._wanted

        def work(_progress: Progress) -> list[Entry]:
            return store.log(wanted)

        self._tools.runner.read_newest(work, done=self._take)

    def ask_where(self) -> None:
        """Ask for the file the lines shown are written to."""
        dialog = QFileDialog(self, _("Export the journal"), "", "Excel (*.xlsx)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(str(self._tools.places.papers / _("Journal")) + ".xlsx")
        dialog.fileSelected.connect(self.write)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, name: str) -> None:
        """Write the lines shown to a workbook."""
        heads = [_("When"), _("What"), _("Undone"), _("Who"), _("Computer")]
        rows = [
            (_moment(e.at), e.label, _("undone") if e.undone else "", e.account, e.desk)
            for e in (self._entries[key] for key in self.table.ids())
        ]
        sheet = SheetOut(_("Journal"), heads, rows)

        def work(_progress: Progress) -> int:
            return write_table(Path(name), [sheet])

        self._tools.runner.run(work, done=self._written, label=_("Exporting the journal"))

    def _written(self, count: int) -> None:
        told = ngettext("{n} line was written.", "{n} lines were written.", count)
        self.said.emit(Notice(told.format(n=f"{count:,}")))

    def _rows(self, ids: Sequence[UUID]) -> list[Entry]:
        entries = self._entries
        return [entries[key] for key in ids if key in entries]

    def _take(self, entries: list[Entry]) -> None:
        self._entries = {entry.id: entry for entry in entries}
        self.older.setVisible(len(entries) == self._wanted)
        self._narrow(self.table.filter_text())

    def _narrow(self, text: str) -> None:
        words = text.lower().split()
        key, descending = self._order
        fitting = [e for e in self._entries.values() if _fits(e, words)]
        fitting.sort(key=lambda e: (str(getattr(e, key)), e.at), reverse=descending)
        self.table.show_ids([entry.id for entry in fitting])

    def _sort(self, key: str, descending: bool) -> None:
        self._order = (key, descending)
        self._narrow(self.table.filter_text())

    def _ask_older(self) -> None:
        self._wanted *= 4
        self.refresh()


def _fits(entry: Entry, words: Sequence[str]) -> bool:
    line = f"{_moment(entry.at)} {entry.label} {entry.account} {entry.desk}".lower()
    return all(word in line for word in words)


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"
