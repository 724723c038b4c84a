"""The disinfection log of a mommy room: a line in a moment, the log on paper and as a workbook."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import disinfection
from desktop.services.disinfection import LogEntry, LogRow, Offered
from desktop.views.sites.disinfection_form import DisinfectionForm
from desktop.views.sites.disinfection_print import DisinfectionPrint
from desktop.views.sites.site_tab import SiteTab
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.notice import Notice
from desktop.views.support.pdf_files import file_name
from desktop.views.support.theme import muted, primary, roomy
from desktop.views.support.times import moment_words
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing
from desktop.views.support.workbooks import as_xlsx, ask_where

_LIST, _FORM, _PRINT = range(3)


@dataclass(frozen=True)
class _Read:
    """The log of a room, and what may be written again."""

    site: UUID
    rows: tuple[LogRow, ...]
    offered: Offered


class DisinfectionTab(SiteTab):
    """The lines, newest first; one key writes the last one again for now."""

    tables = frozenset({"disinfection"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._site: UUID | None = None
        self._rows: dict[UUID, LogRow] = {}
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.again = QPushButton(icon("repeat", "on_accent"), _("Same as last, now"))
        self.again.setToolTip(_("Write the newest line again, with the present time"))
        self.new = QPushButton(icon("plus"), _("New line …"))
        self.print = _picture("printer", _("Print the log …"))
        self.export = _picture("file-excel-outline", _("Export the log …"))
        empty = EmptyState(
            "spray-bottle",
            _("Nothing was written yet"),
            _("Time, area, method and who did it; names of people who used the room do not belong here."),
            _("First line …"),
        )
        empty.first_step.connect(self._begin)
        self.table: LazyTable[LogRow] = LazyTable(
            "disinfection",
            _columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            empty,
            _("Part of the room, method or name"),
        )
        self.form = DisinfectionForm(tools)
        self.paper = DisinfectionPrint(tools)
        self.last = QLabel()
        muted(self.last)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_site(self, site: UUID | None) -> None:
        """Show the log of a room."""
        if site != self._site:
            self._site = site
            self._stack.setCurrentIndex(_LIST)
        if site is None:
            return
        store = self._tools.store

        def work(_progress: Progress) -> _Read:
            rows = store.read(disinfection.log, site)
            return _Read(site, tuple(rows), store.read(disinfection.offered))

        self._tools.runner.read_newest(work, done=self._show)

    def is_dirty(self) -> bool:
        """Say whether a line is half written."""
        return self._stack.currentIndex() == _FORM and self.form.is_dirty()

    def save_to(self, file: str) -> None:
        """Write the log as a workbook."""
        site, store, path = self._site, self._tools.store, as_xlsx(file)
        if site is None:
            return

        def work(_progress: Progress) -> Path:
            store.read(disinfection.write_log, site, path)
            return path

        self._tools.runner.read(work, done=self._saved, label=_("Writing the list"))

    def _show(self, found: _Read) -> None:
        self._rows = {row.id: row for row in found.rows}
        self.form.offer(found.offered)
        self.again.setEnabled(bool(found.rows))
        newest = found.rows[0] if found.rows else None
        self.last.setText(_("Last: {time}").format(time=moment_words(newest.at)) if newest else "")
        self._narrow()

    def _narrow(self, _text: object = None) -> None:
        text = self.table.filter_text().lower()
        fitting = [
            key
            for key, row in self._rows.items()
            if text in f"{row.area}|{row.method}|{row.operator}|{row.remark}".lower()
        ]
        self.table.show_ids(fitting, len(self._rows))
        self.table.refresh()

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[LogRow]:
        rows = self._rows
        return [rows[key] for key in ids if key in rows]

    def _write_again(self) -> None:
        site, store = self._site, self._tools.store
        if site is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            row = store.do(disinfection.note_like_last, site)
            words = _("Written: {area}, {method}, {operator}.")
            said = words.format(area=row.area, method=row.method, operator=row.operator)
            return said, store.next_undo()

        self._tools.runner.run(work, done=self._told)

    def _begin(self) -> None:
        newest = next(iter(self._rows.values()), None)
        self.form.begin(self._tools.store.now(), newest)
        self._stack.setCurrentIndex(_FORM)

    def _correct(self, line: UUID) -> None:
        if line in self._rows:
            self.form.correct(self._rows[line])
            self._stack.setCurrentIndex(_FORM)

    def _save(self, entry: LogEntry, line: UUID | None) -> None:
        site, store = self._site, self._tools.store
        if site is None:
            return
        do = (
            partial(store.do, disinfection.correct, line, entry)
            if line is not None
            else partial(store.do, disinfection.note, site, entry)
        )

        def work(_progress: Progress) -> tuple[str, str | None]:
            do()
            return _("Saved."), store.next_undo()

        self._tools.runner.run(work, done=self._kept, failed=self.form.refuse)

    def _kept(self, outcome: tuple[str, str | None]) -> None:
        self._back()
        self._told(outcome)

    def _remove(self) -> None:
        chosen, store = self.table.selected_ids(), self._tools.store
        if not chosen:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            count = store.do(disinfection.remove, chosen)
            words = ngettext("{n} line removed.", "{n} lines removed.", count).format(n=count)
            return words, store.next_undo()

        self._tools.runner.run(work, done=self._told)

    def _told(self, outcome: tuple[str, str | None]) -> None:
        self._undoing.tell(*outcome)

    def _show_paper(self) -> None:
        if self._site is not None:
            self._stack.setCurrentIndex(_PRINT)
            self.paper.show_room(self._site)

    def _back(self) -> None:
        self._stack.setCurrentIndex(_LIST)
        self.table.view.setFocus()

    def _ask_file(self) -> None:
        ask_where(self, f"{file_name(_('Disinfection log'))}.xlsx", self.save_to)

    def _saved(self, file: Path) -> None:
        self.said.emit(Notice(_("Saved as {file}.").format(file=file.name)))

    def _connect(self) -> None:
        self.again.clicked.connect(self._write_again)
        self.new.clicked.connect(self._begin)
        self.print.clicked.connect(self._show_paper)
        self.export.clicked.connect(self._ask_file)
        self.table.opened.connect(self._correct)
        self.table.removal_asked.connect(self._remove)
        self.table.filter_changed.connect(self._narrow)
        self.table.said.connect(self.said)
        self.form.kept.connect(self._save)
        self.form.left.connect(self._back)
        self.paper.left.connect(self._back)
        self.paper.said.connect(self.said)

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        primary(self.again)
        first.addWidget(self.again)
        for button in (self.new, self.print, self.export):
            roomy(button)
            first.addWidget(button)
        first.addStretch(1)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self.last)
        column.addWidget(self.table, 1)
        for widget in (listed, self.form, self.paper):
            self._stack.addWidget(widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.table.view)


def _picture(name: str, words: str) -> QPushButton:
    button = QPushButton(icon(name), "")
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button


def _columns() -> list[Column[LogRow]]:
    return [
        Column("at", _("Time"), lambda row: moment_words(row.at), width=168, sortable=False),
        Column("area", _("Part of the room"), lambda row: row.area, width=128, sortable=False),
        Column("method", _("Method"), lambda row: row.method, width=120, sortable=False),
        Column("operator", _("Done by"), lambda row: row.operator, width=76, sortable=False),
        Column("remark", _("Remark"), lambda row: row.remark, width=120, sortable=False),
    ]
