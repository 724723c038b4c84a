"""Inspections: what is due, defects until a recheck closes them, and visits with their check sheets."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.sites.defect_side import DefectSide
from desktop.views.sites.inspection_due_side import DueSide
from desktop.views.sites.inspection_list import InspectionList
from desktop.views.sites.inspection_new import NewVisit
from desktop.views.sites.inspection_print import PrintSheets
from desktop.views.sites.inspection_rows import DEFECT, VISIT, LedgerRow, Which
from desktop.views.sites.inspection_side import VisitSide
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice, Tone
from desktop.views.support.section import Section
from desktop.views.support.theme import primary, roomy
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


class InspectionsSection(Section):
    """The list at the left; the chosen defect, visit or due thing, a new visit or the print at the right."""

    tables = frozenset(
        {
            "site", "inspection", "inspection_check", "defect", "recheck", "deadline_change", "site_photo",
            "disinfection", "supply_stock", "supply_batch", "supply_minimum", "site_rating",
        }
    )  # fmt: skip
    help_topic = "inspections"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._going_to: LedgerRow | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self.new_button = QPushButton(icon("plus", "on_accent"), _("New visit"))
        self.new_button.setToolTip(_("New visit (Ctrl+N)"))
        self.print_button = QPushButton(icon("printer"), _("Check sheets …"))
        self.print_button.setToolTip(_("Print the check sheets of the chosen sites, or of a kind"))
        primary(self.new_button)
        roomy(self.print_button)
        self.list = InspectionList(tools)
        self.nothing = EmptyState(
            "clipboard-search-outline",
            _("Nothing is chosen"),
            _("Choose what is due, a defect or a visit at the left, or enter a new visit."),
        )
        self.defect = DefectSide(tools)
        self.visit = VisitSide(tools)
        self.due = DueSide()
        self.new = NewVisit(tools)
        self.sheets = PrintSheets(tools)
        self.right = QStackedWidget()
        for side in (self.nothing, self.defect, self.visit, self.due, self.new, self.sheets):
            self.right.addWidget(side)
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the list and what is shown of it again."""
        self.list.read()
        row = self.list.current()
        if row is not None and not self._is_entering():
            self._show(row)

    def focus_search(self) -> None:
        """Go to the filter line."""
        self.list.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:
        """Show a defect or a visit; ``inspect``: begin a visit to this site."""
        if kind == "inspect":
            self.begin_new(item)
            return
        if self._is_dirty():
            self._tell_unsaved(None)
            return
        if kind == DEFECT:
            self.list.choose(item, Which.OPEN)
            self.right.setCurrentWidget(self.defect)
            self.defect.show_defect(item)
        else:
            self.list.choose(item, Which.VISITS)
            self.right.setCurrentWidget(self.visit)
            self.visit.show_visit(item)

    def begin(self, step: str) -> None:
        """Begin a new visit where another page offered it."""
        if step == "new":
            self.begin_new()

    def begin_new(self, site: UUID | None = None) -> None:
        """Show an empty visit; of the site of the chosen line, where none is named."""
        if self._is_dirty():
            self._tell_unsaved(None)
            return
        row = self.list.current()
        known = site or (row.site_id if row is not None and not self._is_entering() else None)
        self.right.setCurrentWidget(self.new)
        self.new.begin(known)

    def print_sheets(self) -> None:
        """Show the check sheets of the sites of the chosen lines."""
        if self._is_dirty():
            self._tell_unsaved(None)
            return
        self.right.setCurrentWidget(self.sheets)
        self.sheets.begin(self.list.chosen_sites())

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost."""
        return not self._is_dirty()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.new_button)
        head.addWidget(self.print_button)
        head.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.right)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([400, 560])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(4, 4, 4, 8)
        whole.addWidget(split)

    def _connect(self) -> None:
        self.new_button.clicked.connect(self._new_clicked)
        self.print_button.clicked.connect(self.print_sheets)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._enter)
        self.list.new_asked.connect(self._new_clicked)
        self.list.said.connect(self.said)
        self.list.table.removal_asked.connect(self._remove)
        for side in (self.defect, self.visit):
            side.said.connect(self.said)
            side.open_item.connect(self._open)
            side.lost.connect(self._show_nothing)
        self.due.open_item.connect(self._open)
        self.new.recorded.connect(self._recorded)
        self.new.left.connect(self._back)
        self.sheets.said.connect(self.said)
        self.sheets.left.connect(self._back)
        self._undoing.said.connect(self.said)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._new_clicked)

    def _new_clicked(self) -> None:
        self.begin_new()

    def _chosen(self, row: LedgerRow | None) -> None:
        if row is None:
            return
        if self._is_dirty():
            card = self.defect.card()
            if self.right.currentWidget() is self.defect and card is not None and card.id == row.item_id:
                return
            self._tell_unsaved(row)
        else:
            self._show(row)

    def _show(self, row: LedgerRow) -> None:
        if row.item_kind == DEFECT:
            self.right.setCurrentWidget(self.defect)
            self.defect.show_defect(row.item_id)
        elif row.item_kind == VISIT:
            self.right.setCurrentWidget(self.visit)
            self.visit.show_visit(row.item_id)
        elif row.due is not None:
            self.right.setCurrentWidget(self.due)
            self.due.show_due(row.due)

    def _show_nothing(self) -> None:
        self.right.setCurrentWidget(self.nothing)

    def _is_entering(self) -> bool:
        return self.right.currentWidget() in (self.new, self.sheets)

    def _is_dirty(self) -> bool:
        shown = self.right.currentWidget()
        return (shown is self.new and self.new.is_dirty()) or (
            shown is self.defect and self.defect.is_dirty()
        )

    def _tell_unsaved(self, row: LedgerRow | None) -> None:
        self._going_to = row
        words = _("What you entered here is not saved yet.")
        self.said.emit(Notice(words, "", Tone.DUE, _("Do without it"), self._do_without))

    def _do_without(self) -> None:
        self.defect.steps.close_steps()
        row, self._going_to = self._going_to, None
        if row is not None:
            self._show(row)
        else:
            self._back()

    def _back(self) -> None:
        row = self.list.current()
        if row is None:
            self._show_nothing()
        else:
            self._show(row)
        self.list.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        shown = self.right.currentWidget()
        if shown is self.defect:
            self.defect.recheck_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif shown is self.due:
            self.due.open()
        elif shown is self.visit:
            self.visit.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        shown = self.right.currentWidget()
        if shown is self.defect:
            self.defect.remove()
        elif shown is self.visit:
            self.visit.remove()

    def _recorded(self, visit: UUID, sentence: str, label: str | None) -> None:
        self.right.setCurrentWidget(self.visit)
        self.visit.show_visit(visit)
        self._undoing.tell(sentence, label)

    def _open(self, kind: str, item: UUID) -> None:
        if kind in (DEFECT, VISIT, "inspect"):
            self.show_item(kind, item)
        else:
            self.open_item.emit(kind, item)
