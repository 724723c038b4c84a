"""The list of workers: the tree at the left, the table, the chosen one at the right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import exports, organisations, people, people_edit
from desktop.services.organisations import OrganisationLine
from desktop.services.people import EVERYBODY, Shown, SortBy, WorkerLine
from desktop.views.people.export_bar import ExportBar
from desktop.views.people.filters import Filters
from desktop.views.people.side import Side
from desktop.views.people.tool_row import ToolRow
from desktop.views.people.tree_panel import TreePanel
from desktop.views.people.words import worker_columns
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import LazyTable
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

NARROW = 1000  # pixels; below, the tree is folded away unless it was asked for


@dataclass(frozen=True)
class Listed:
    """What one reading found; ``number`` tells an answer that comes too late."""

    number: int
    total: int
    ids: Sequence[UUID]


class Browse(QWidget):
    """Finds, sorts, narrows, edits, removes and exports workers."""

    said = Signal(object)  # Notice
    import_asked = Signal()
    template_asked = Signal()
    merge_asked = Signal(object, object)  # UUID, UUID
    twins_asked = Signal()
    activity_opened = Signal(object)  # UUID

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._number = 0
        self._total = -1
        self._tree_due = False
        self._next: UUID | None = None
        self.undoing = Undoing(tools.store, tools.runner, self)
        self.tools = ToolRow()
        self.filters = Filters(tools.memory)
        self.tree = TreePanel()
        self.export_bar = ExportBar()
        self.empty = self._empty_state()
        self.table: LazyTable[WorkerLine] = LazyTable(
            "people", worker_columns(), self._fetch, tools.runner, tools.memory, self.empty,
            _("Name, pinyin, initials, phone or organisation"),
        )  # fmt: skip
        self.table.view.setAccessibleName(_("Workers"))
        self.side = Side(tools)
        self._lay_out()
        self._connect()
        self._followed()

    def refresh(self) -> None:
        """Read the tree and the list anew; what is chosen stays."""
        self._read(with_tree=True)

    def show_worker(self, worker: UUID) -> None:
        """Choose a worker, in the whole list if they are not in the one shown."""
        if self.table.select(worker):
            return
        self._next = worker
        self.filters.clear()
        self.table.filter.clear()
        self.tree.choose(None)
        self.side.show_worker(worker)
        self._read(with_tree=False)

    def show_organisation(self, organisation: UUID) -> None:
        """Choose an organisation."""
        self.tree.setVisible(True)
        self.tree.choose(organisation)

    def new_worker(self) -> None:
        """Begin a new worker, in the organisation chosen."""
        self.side.show()
        self.side.show_new_worker(self.tree.organisation())

    def _read(self, with_tree: bool) -> None:
        self._number += 1
        number, store = self._number, self._tools.store
        shown = self.filters.narrowed(
            Shown(sought=self.table.filter_text(), organisation=self.tree.organisation())
        )
        sort, descending = _order(self.table.order())

        self._tree_due = self._tree_due or with_tree

        def read(_progress: Progress) -> Listed:
            found = store.read(people.ids, shown, sort, descending)
            total = len(found) if shown == EVERYBODY else store.read(people.count)
            return Listed(number, total, found)

        self._tools.runner.read_newest(read, done=self._show)

    def _show(self, listed: Listed) -> None:
        self._total = listed.total
        if self._tree_due:  # only now: thousands of organisations must not hold the table back
            self._tree_due = False
            self._read_tree()
        if listed.number != self._number:
            return
        self._say_why_empty()
        self.table.show_ids(listed.ids)
        wanted, self._next = self._next, None
        if wanted is not None:
            self.table.select(wanted)

    def _read_tree(self) -> None:
        store = self._tools.store

        def read(_progress: Progress) -> tuple[Sequence[OrganisationLine], int]:
            return store.read(organisations.tree), store.read(people.count)

        self._tools.runner.read_newest(read, done=self._show_tree)

    def _show_tree(self, outcome: tuple[Sequence[OrganisationLine], int]) -> None:
        lines, total = outcome
        same = lines == self.tree.model.lines()
        self.tree.show_lines(lines, total)
        if same:
            self.side.worker.refresh()
        else:
            self.side.offer(lines)

    def _say_why_empty(self) -> None:
        inside = self.tree.organisation() is not None
        narrow = self.filters.is_narrow()
        heading = _("No workers in this organisation yet") if inside else _("No workers yet")
        self.empty.heading.setText(_("Nobody is like that here") if narrow else heading)
        self.empty.sentence.setText(
            _("“Show all again” above takes the choice back.") if narrow else _list_words()
        )
        self.empty.step.setHidden(narrow)
        self._template.setHidden(narrow)
        self.filters.setVisible(self._total != 0)
        self.side.setVisible(self._total != 0 or not self.side.is_empty())
        self.tools.export.setEnabled(self._total != 0)

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[WorkerLine]:
        return self._tools.store.read(people.rows, ids)

    def _choose_organisation(self, organisation: UUID | None) -> None:
        self._read(with_tree=False)
        if organisation is None:
            self.side.show_nothing()
        else:
            self.side.show()
            self.side.show_organisation(organisation)

    def _new_organisation(self, above: UUID | None) -> None:
        self.side.show()
        self.side.show_new_organisation(above)

    def _choose_worker(self, worker: UUID | None) -> None:
        if worker is not None:
            self.side.show_worker(worker)

    def _saved(self, worker: UUID) -> None:
        if not self.table.select(worker):
            self._next = worker
            self._read(with_tree=False)

    def _organisation_gone(self) -> None:
        self.tree.choose(None)

    def _followed(self) -> None:
        count = self.table.selected_count()
        self.tools.remove.setEnabled(count > 0)
        self.tools.merge.setEnabled(count == 2)

    def _removal(self) -> None:
        chosen, store = self.table.selected_ids(), self._tools.store
        if not chosen:
            return

        def work(_progress: Progress) -> tuple[people_edit.Removed, str | None]:
            return store.do(people_edit.remove, chosen), store.next_undo()

        self.tools.remove.setEnabled(False)
        self._tools.runner.run(work, done=self._removed, failed=self._not_done)

    def _removed(self, outcome: tuple[people_edit.Removed, str | None]) -> None:
        removed, label = outcome
        count = len(removed.names)
        if count == 1:
            words = _("{name} removed.").format(name=removed.names[0])
        else:
            words = ngettext("{n} worker removed.", "{n} workers removed.", count).format(n=f"{count:,}")
        ahead = ""
        if removed.enrolled_in:
            ahead = _("Taken off the lists of: {titles}.").format(titles="、".join(removed.enrolled_in[:3]))
        self.side.show_nothing()
        self.undoing.tell(words, label, ahead)

    def _not_done(self, failure: Failure) -> None:
        self._followed()
        self._tools.runner.went_wrong.emit(failure)

    def _ask_merge(self) -> None:
        chosen = self.table.selected_ids(3)
        if len(chosen) == 2:
            self.merge_asked.emit(chosen[0], chosen[1])

    def _ask_export(self) -> None:
        chosen = self.table.selected_count()
        several = chosen > 1
        self.export_bar.ask(chosen if several else len(self.table.ids()), several)

    def _export(self, path: Path, reason: str) -> None:
        store = self._tools.store
        several = self.table.selected_count() > 1
        wanted = self.table.selected_ids() if several else list(self.table.ids())

        def work(progress: Progress) -> tuple[int, str]:
            if reason:
                count = store.record(exports.export_whole, path, reason, wanted, progress)
            else:
                count = store.read(exports.export, path, wanted, progress)
            return count, path.name

        self.export_bar.hide()
        run = self._tools.runner.run if reason else self._tools.runner.read
        run(work, done=self._exported, failed=self._not_exported, label=_("Writing the list"))

    def _exported(self, outcome: tuple[int, str]) -> None:
        count, name = outcome
        words = ngettext("{n} worker written to {file}.", "{n} workers written to {file}.", count)
        self.said.emit(Notice(words.format(n=f"{count:,}", file=name)))

    def _not_exported(self, failure: Failure) -> None:
        self.export_bar.refuse(f"{failure.sentence} {failure.remedy}".strip())

    def _sort(self, _key: str, _descending: bool) -> None:
        self._read(with_tree=False)

    def _narrow(self) -> None:
        self._read(with_tree=False)

    def _filter(self, _text: str) -> None:
        self._read(with_tree=False)

    def _fold_tree(self, shown: bool) -> None:
        self.tree.setVisible(shown)
        self._tools.memory.setValue("people/tree", "on" if shown else "off")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the tree away in a narrow window, unless the person wanted it otherwise."""
        super().resizeEvent(event)
        wish = str(self._tools.memory.value("people/tree", ""))
        shown = wish == "on" or (wish != "off" and self.width() >= NARROW)
        self.tree.setVisible(shown)
        self.tools.tree.blockSignals(True)
        self.tools.tree.setChecked(shown)
        self.tools.tree.blockSignals(False)

    def _empty_state(self) -> EmptyState:
        empty = EmptyState(
            "account-group-outline",
            _("No workers yet"),
            _list_words(),
            _("Choose a file…"),
        )
        self._template = template = QPushButton(_("Save an empty list to fill in…"))
        template.clicked.connect(self.template_asked)
        roomy(template)
        column = empty.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 1, template, alignment=Qt.AlignmentFlag.AlignCenter)
        return empty

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.export_bar)
        column.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        for part, stretch in ((self.tree, 0), (middle, 1), (self.side, 0)):
            split.addWidget(part)
            split.setStretchFactor(split.indexOf(part), stretch)
        split.setSizes([220, 650, 360])
        self.tree.setMinimumWidth(180)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.tools)
        whole.addWidget(self.filters)
        whole.addWidget(split, 1)

    def _connect(self) -> None:
        self.tools.tree.toggled.connect(self._fold_tree)
        self.tools.new.clicked.connect(self.new_worker)
        self.tools.take_in.clicked.connect(self.import_asked)
        self.tools.export.clicked.connect(self._ask_export)
        self.tools.template.clicked.connect(self.template_asked)
        self.tools.merge.clicked.connect(self._ask_merge)
        self.tools.remove.clicked.connect(self._removal)
        self.empty.first_step.connect(self.import_asked)
        self.tree.chosen.connect(self._choose_organisation)
        self.tree.new_asked.connect(self._new_organisation)
        self.table.filter_changed.connect(self._filter)
        self.filters.changed.connect(self._narrow)
        self.table.sort_changed.connect(self._sort)
        self.table.current_changed.connect(self._choose_worker)
        self.table.selection_changed.connect(self._followed)
        self.table.removal_asked.connect(self._removal)
        self.table.opened.connect(self._enter_form)
        self.export_bar.chosen.connect(self._export)
        self.side.worker.saved.connect(self._saved)
        self.side.worker.twin.merge_asked.connect(self.merge_asked)
        self.filters.twins_asked.connect(self.twins_asked)
        self.side.worker.activities.opened.connect(self.activity_opened)
        self.side.organisation.saved.connect(self.show_organisation)
        self.side.organisation.removed.connect(self._organisation_gone)
        for part in (self.table, self.side, self.undoing):
            part.said.connect(self.said)

    def _enter_form(self, _worker: UUID) -> None:
        self.side.worker.form.name.setFocus(Qt.FocusReason.OtherFocusReason)


def _list_words() -> str:
    return _("Drop a list of workers here, or choose a file. Excel, WPS and CSV lists are understood.")


def _order(order: tuple[str, bool] | None) -> tuple[SortBy, bool]:
    """Return what to sort by; who is older was born earlier."""
    key, descending = order or ("name", False)
    return ("birthday", not descending) if key == "age" else (cast(SortBy, key), descending)
