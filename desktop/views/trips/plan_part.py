"""What the lists of a plan share: the list on the left, the chosen thing as a form on the right."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.trip_plan_overview import Plan
from desktop.services.trips import DocumentLine
from desktop.views.support.empty import EmptyState
from desktop.views.support.fields import Field
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import primary, roomy
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

Outcome = tuple[object, str, str | None]


class PlanPart(QWidget):
    """A subclass gives its table, form and rows, and does its deeds with :meth:`do`.

    ``plan`` is what was read last; ``key`` the chosen row, None while a new one is written.
    """

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools, table: ShortTable, empty: EmptyState, new: str) -> None:
        super().__init__()
        self._tools = tools
        self.plan: Plan | None = None
        self.key: object = None
        self.is_new = False
        self._open = True
        self._saving = False
        self._left: object = None  # where one was when a new one was begun
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.table, self.empty = table, empty
        self.form = Form()
        self.new = QPushButton(icon("plus", "on_accent"), new)
        primary(self.new)
        self.new.setVisible(bool(new))
        self.remove = QPushButton(icon("delete-outline"), _("Remove"))
        self.remove.setToolTip(_("Take it off the list (Del)"))
        roomy(self.remove)
        self.remove.setVisible(bool(new))
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self._fields: list[Field[object]] = []
        self._lay_out()
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._go_to_form)
        self.table.removal_asked.connect(self._ask_removal)
        self.table.said.connect(self.said)
        self.new.clicked.connect(self.begin)
        self.empty.first_step.connect(self.begin)
        self.remove.clicked.connect(self._ask_removal)
        self.form.save_asked.connect(self._save)
        self.form.back_button.clicked.connect(self._put_away)

    def rows(self, plan: Plan) -> list[ShortRow]:
        """Return the rows of the list."""
        raise NotImplementedError

    def show_chosen(self, plan: Plan) -> None:
        """Fill the form with the chosen thing."""
        raise NotImplementedError

    def show_new(self, plan: Plan) -> None:
        """Fill the form with what a new one is begun with."""

    def save(self) -> Callable[[], tuple[object, str]]:
        """Return the work that saves the form: it returns the key and what to tell."""
        raise NotImplementedError

    def removal(self, key: UUID) -> Callable[[], tuple[object, str]]:
        """Return the work that takes a thing off the list."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Return where the cursor goes in the form."""
        raise NotImplementedError

    def can_save(self) -> bool:
        """Say whether something may be saved although the plan is approved."""
        return False

    def add(self, *fields: QWidget) -> None:
        """Put fields at the end of the form; they are locked with the plan."""
        for field in fields:
            if isinstance(field, Field):
                self._fields.append(self.form.add(field))

    def show_plan(self, plan: Plan, is_open: bool) -> None:
        """Show a plan read anew; what is being typed about the same thing stays."""
        before, at = self.key, self.table.currentRow()
        if self.plan is None or self.plan.card.id != plan.card.id:
            self.is_new, before, at = False, None, 0
        self.plan = plan
        rows = self.rows(plan)
        self.table.blockSignals(True)
        self.table.show_rows(rows)
        keys = self.table.row_keys()
        if not self.is_new:
            nearest = keys[min(max(at, 0), len(keys) - 1)] if keys else None
            self.key = before if before in keys else nearest
            self.table.select(self.key)
        self.table.blockSignals(False)
        self._list.setCurrentWidget(self.table if rows else self.empty)
        if self.key != before or not self.form.is_dirty():
            self._fill()
        self.set_open(is_open)

    def set_open(self, is_open: bool) -> None:
        """Lock what may not be changed."""
        self._open = is_open
        self.new.setEnabled(is_open)
        self.empty.step.setEnabled(is_open)
        self.remove.setEnabled(is_open and self.key is not None)
        for field in self._fields:
            field.set_read_only(not is_open)

    def choose(self, key: object) -> None:
        """Put the cursor on a thing, unless something typed would be lost by that."""
        self.table.select(key)

    def begin(self) -> None:
        """Begin a new one."""
        if self.plan is None or not self._open or self.form.is_dirty():
            self._go_to_form()
            return
        self.is_new, self._left, self.key = True, self.key, None
        self._select(None)
        self.form.put_back()
        self._fill()
        self._go_to_form()

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self.form.is_dirty()

    def do(self, work: Callable[[], tuple[object, str]]) -> None:
        """Do something to the plan beside the window, then tell it with its Undo."""
        store = self._tools.store

        def done(_progress: Progress) -> Outcome:
            key, words = work()
            return key, words, store.next_undo()

        self._tools.runner.run(done, done=self._done, failed=self._refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the form for the list, once nothing typed is left in it."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        if self.is_new:
            self._put_away()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, outcome: Outcome) -> None:
        key, words, label = outcome
        was_new = self.is_new and self._saving
        if self._saving:
            # What was typed is what is kept now; the list is read again in a moment.
            for field in self._fields:
                field.set_value(field.value())
            self.is_new, self.key = False, key
        self._saving = False
        self.form.settle()
        self._select(self.key)
        if was_new and self.key in self.table.row_keys():
            self._fill()
        self._dress()
        self._undoing.tell(words, label)

    def _refused(self, failure: Failure) -> None:
        if self._saving:
            self.form.refuse(failure)
            self._dress()
        else:
            self.said.emit(notice_of(failure))
        self._saving = False

    def _select(self, key: object) -> None:
        """Put the cursor on a row without going anywhere, or on none."""
        self.table.blockSignals(True)
        if not self.table.select(key):
            self.table.setCurrentCell(-1, -1)
            self.table.clearSelection()
        self.table.blockSignals(False)

    def _choose(self, key: object) -> None:
        if key is None or (key == self.key and not self.is_new):
            return
        if self.form.is_dirty():
            self._keep_at_form()
            return
        self.is_new, self.key = False, key
        self._fill()

    def _keep_at_form(self) -> None:
        """Go back to what is being typed: it is saved or put back first."""
        self.form.fault.setText(_("What you changed is not saved yet: save it, or put it back."))
        self.form.fault.show()
        self._select(self.key)
        self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        if self.plan is None:
            return
        if self.is_new:
            self.show_new(self.plan)
        elif self.key is not None and self.key in self.table.row_keys():
            self.show_chosen(self.plan)
        self.form.settle()
        self._dress()

    def _dress(self) -> None:
        """Show the form only where there is something in it; what is offered for a new one may be saved."""
        self.form.back_button.setText(_("Not now") if self.is_new else _("Put back"))
        self._side.setVisible(self.is_new or self.key is not None)
        if self.is_new:
            self.form.back_button.setEnabled(True)
            self.form.save_button.setEnabled(True)
        self.set_open(self._open)

    def _put_away(self) -> None:
        if self.is_new:
            self.is_new, self.key = False, self._left
            self._select(self.key)
            self._fill()

    def _save(self) -> None:
        if self._open or self.can_save():
            work = self.save()
            self._saving = True
            self.form.set_busy(True)
            self.do(work)

    def _ask_removal(self) -> None:
        if self._open and not self.new.isHidden() and isinstance(self.key, UUID):
            self.do(self.removal(self.key))

    def _go_to_form(self, _key: object = None) -> None:
        if self.is_new or self.key is not None:
            self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        self.row.addWidget(self.new)
        self.row.addWidget(self.remove)
        column.addLayout(self.row)
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self.empty)
        column.addWidget(self._list, 1)
        self.foot = QVBoxLayout()
        column.addLayout(self.foot)
        inside = QWidget()
        room = QVBoxLayout(inside)
        room.setContentsMargins(12, 8, 12, 8)
        self.above_form = QVBoxLayout()
        room.addLayout(self.above_form)
        room.addWidget(self.form)
        self._side = QScrollArea(widgetResizable=True)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.setFrameShape(QScrollArea.Shape.NoFrame)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setWidget(inside)
        self._side.hide()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self._side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([550, 380])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)


def document_choices(documents: tuple[DocumentLine, ...]) -> list[tuple[UUID | None, str]]:
    """Return the documents of a plan as choices, none of them first."""
    return [(None, _("None")), *((one.id, one.number) for one in documents)]
