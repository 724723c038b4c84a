"""Everybody named with points, lot, rank and decision; the chosen one's story, and moving by hand."""

from collections.abc import Iterable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.trip_nominees import NomineeState
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.lazy_table import LazyTable
from desktop.views.support.notice import notice_of
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing
from desktop.views.trips.choice_seen import ChoiceSeen, PersonRow, columns, story
from desktop.views.trips.roster_grounds import GroundsBar

Moved = tuple[str, str | None]


class ChoicePeople(QWidget):
    """A table over what was read; its rows are arranged beside the window."""

    said = Signal(object)  # Notice
    print_asked = Signal()
    export_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._seen: ChoiceSeen | None = None
        self._open = True
        self.empty = EmptyState(
            "account-check-outline",
            _("Nobody is named yet"),
            _("Whoever the organisations name and the check passes takes part in the choice."),
        )
        self.table: LazyTable[PersonRow] = LazyTable(
            "trip-choice", columns(), self._fetch, tools.runner, tools.memory, self.empty,
            _("Name, organisation, batch"),
        )  # fmt: skip
        self.table.view.setAccessibleName(_("People named, in the order of choice"))
        self.print_button = QPushButton(icon("printer-outline"), _("The draw…"))
        self.print_button.setToolTip(_("Print the draw so that anybody can do it again"))
        self.export_button = QPushButton(icon("file-excel-outline"), _("Export …"))
        self.story = QLabel()
        self.story.setWordWrap(True)
        self.story.setTextFormat(Qt.TextFormat.PlainText)
        self.story.setAccessibleName(_("Why the chosen person has a place or waits"))
        self.story.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.move_button = QPushButton(icon("transfer-right"), _("Move…"))
        self.bar = GroundsBar(tools.memory)
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self._lay_out()
        self.table.filter_changed.connect(self._arrange)
        self.table.sort_changed.connect(self._arrange)
        self.table.current_changed.connect(self._tell)
        self.table.said.connect(self.said)
        self.print_button.clicked.connect(self.print_asked)
        self.export_button.clicked.connect(self.export_asked)
        self.move_button.clicked.connect(self.ask_move)
        self.bar.left.connect(self._back)

    def show_seen(self, seen: ChoiceSeen) -> None:
        """Show what was read; what was asked about another programme is asked no more."""
        if self._seen is None or self._seen.programme != seen.programme:
            self.bar.close_bar()
        self._seen = seen
        for button in (self.print_button, self.export_button):
            button.setEnabled(seen.choice is not None)
        self._arrange()

    def set_open(self, is_open: bool) -> None:
        """Let people be moved, or only read while the step is approved."""
        self._open = is_open
        self._tell()

    def ask_move(self) -> None:
        """Ask to which batch the chosen person moves, and why."""
        row, seen = self.row(), self._seen
        if row is None or seen is None or seen.placing is None or not self.move_button.isEnabled():
            return
        others: list[tuple[UUID | None, str]] = [
            (one.batch.id, _("{batch} ({n} free)").format(
                batch=one.batch.title, n=max(one.batch.capacity - one.people, 0)
            ))
            for one in seen.placing.batches
            if one.batch.id != row.nominee.batch_id
        ]  # fmt: skip
        sentence = _("{name} goes with another batch.").format(name=row.nominee.name)
        self.bar.ask(sentence, _("Move"), partial(self._move, row.id), others)

    def row(self) -> PersonRow | None:
        """Return the person the cursor is on."""
        key = self.table.current_id()
        return self._seen.rows.get(key) if self._seen is not None and key is not None else None

    def _move(self, nominee: UUID) -> None:
        store, given, batch = self._tools.store, self.bar.grounds(), self.bar.batch.value()
        if batch is None:
            return

        def work(_progress: Progress) -> Moved:
            from desktop.services import trip_placing_best  # the solver loads slowly

            name = store.do(trip_placing_best.move, nominee, batch, given.reason, given.by)
            return _("{name} was moved.").format(name=name), store.next_undo()

        self._tools.runner.run(work, done=self._moved, failed=self._refused)

    def _moved(self, done: Moved) -> None:
        self.bar.close_bar()
        self._undoing.tell(*done)

    def _refused(self, failure: Failure) -> None:
        self.bar.refuse(failure)
        if not failure.field:
            self.said.emit(notice_of(failure))

    def _back(self) -> None:
        self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[PersonRow]:
        rows = self._seen.rows if self._seen is not None else {}
        return [rows[one] for one in ids if one in rows]

    def _arrange(self, *_what: object) -> None:
        seen = self._seen
        if seen is None:
            return
        text = self.table.filter_text()
        order, falling = self.table.order() or ("", False)

        def work(_progress: Progress) -> tuple[ChoiceSeen, list[UUID]]:
            return seen, seen.ids(text, order, falling)

        self._tools.runner.read_newest(work, done=self._show)

    def _show(self, arranged: tuple[ChoiceSeen, list[UUID]]) -> None:
        seen, ids = arranged
        if seen is not self._seen:
            return
        if ids == list(self.table.ids()):
            self.table.refresh()
        else:
            self.table.show_ids(ids, len(seen.people))
        if self.table.current_id() is None and ids:
            self.table.view.selectRow(0)
        self._tell()

    def _tell(self, _key: object = None) -> None:
        row = self.row()
        self.story.setText(story(row) if row else "")
        self._foot.setVisible(row is not None)
        placed = self._seen is not None and self._seen.placing is not None
        may = row is not None and row.nominee.state is NomineeState.CHOSEN
        self.move_button.setEnabled(self._open and placed and may)

    def _lay_out(self) -> None:
        for button in (self.print_button, self.export_button):
            roomy(button)
            self.table.toolbar.addWidget(button)
        roomy(self.move_button)
        self._foot = QFrame()
        self._foot.setFrameShape(QFrame.Shape.StyledPanel)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.story, 1)
        row.addWidget(self.move_button, alignment=Qt.AlignmentFlag.AlignTop)
        self._foot.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        column.addWidget(self._foot)
        column.addWidget(self.bar)
