"""The plan of a programme: itself, its rules, categories, documents, bases and batches, a tab each."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import trip_plan, trip_plan_overview
from desktop.services.trip_plan import Proposal
from desktop.services.trip_plan_export import write_plan
from desktop.services.trip_plan_overview import Plan, Top
from desktop.services.trip_progress import Standing
from desktop.services.trip_steps import TripStep
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.named_fields import Named, Spelt, spell
from desktop.views.support.tab_mark import TabMark
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools
from desktop.views.support.workbook_writer import WorkbookWriter
from desktop.views.support.workbooks import ask_where
from desktop.views.trips.plan_bases import PlanBases
from desktop.views.trips.plan_batches import PlanBatches
from desktop.views.trips.plan_categories import PlanCategories
from desktop.views.trips.plan_documents import PlanDocuments
from desktop.views.trips.plan_part import PlanPart
from desktop.views.trips.plan_print import PlanPrint
from desktop.views.trips.plan_programme import PlanProgramme
from desktop.views.trips.plan_rules import PlanRules
from desktop.views.trips.step_section import StepSection

_BATCH = "trip-batch"


@dataclass(frozen=True)
class _Read:
    plan: Plan
    tops: tuple[Top, ...]
    spelt: Spelt


@dataclass(frozen=True)
class _Begun:
    proposal: Proposal
    top: str
    tops: tuple[Top, ...]
    spelt: Spelt


class PlanSection(StepSection):
    """Tabs over the parts; the paper of the plan comes in their place."""

    step = TripStep.PLAN
    tables = frozenset(
        {
            "trip_programme", "trip_document", "trip_rule", "trip_category", "trip_base", "trip_batch",
            "trip_step_event", "site", "organisation",
        }
    )  # fmt: skip

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.workbook = WorkbookWriter(tools.runner, self)
        self.workbook.said.connect(self.said)
        self._wanted: UUID | None = None
        self._before_new: UUID | None = None  # the programme one was at when a new one was begun
        self._tops: tuple[Top, ...] = ()
        self._spelt = spell(())
        self.empty = EmptyState(
            "clipboard-text-outline",
            _("No trip programme yet"),
            _("A programme begins with its title and its places; the rest is taken over or proposed."),
            _("New programme"),
        )
        self.programme_part = PlanProgramme(tools)
        self.rules = PlanRules(tools)
        self.categories = PlanCategories(tools)
        self.documents = PlanDocuments(tools)
        self.bases = PlanBases(tools)
        self.batches = PlanBatches(tools)
        self.parts: tuple[PlanPart, ...] = (
            self.documents, self.rules, self.categories, self.bases, self.batches,
        )  # fmt: skip
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(_("Parts of the plan"))
        roomy(self.tabs)
        TabMark(self.tabs)
        self.pages = QStackedWidget()
        self.inside = QWidget()
        self.print_button = QPushButton(icon("printer-outline"), _("Print …"))
        self.export_button = QPushButton(icon("file-export-outline"), _("Export …"))
        self.paper = PlanPrint(tools)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_programme(self, programme: UUID | None) -> None:
        """Read and show the plan of a programme."""
        store, tops, spelt = self._tools.store, self._tops, self._spelt
        if programme is None:
            if not self.programme_part.is_new:
                self.stack.setCurrentWidget(self.empty)
            return

        def look(_progress: Progress) -> _Read:
            found = store.read(trip_plan_overview.tops)
            known = spelt if found == tops else _spelt(found)
            return _Read(store.read(trip_plan_overview.plan, programme), found, known)

        self._tools.runner.read_newest(look, done=self._show)

    def show_standing(self, standing: Standing) -> None:
        """Lock the parts while the plan is approved."""
        if standing.programme is None:
            return
        self.programme_part.set_open(self.is_open)
        for part in self.parts:
            part.set_open(self.is_open)

    def begin(self, step: str) -> None:
        """Begin a new programme (``new``)."""
        if step != "new" or not self.may_leave():
            return
        store = self._tools.store

        def look(_progress: Progress) -> _Begun:
            proposal = store.read(trip_plan.proposed)
            found = store.read(trip_plan_overview.tops)
            top = next((one.name for one in found if one.id == proposal.entry.organisation_id), "")
            return _Begun(proposal, top, found, _spelt(found))

        self._tools.runner.read(look, done=self._begin)

    def show_item(self, kind: str, item: UUID) -> None:
        """Choose a batch."""
        if kind == _BATCH:
            self.go_to(self.batches)
            self._wanted = item
            self._choose_wanted()

    def focus_search(self) -> None:
        """Go to the list of the tab one is on."""
        part = self.pages.currentWidget()
        if isinstance(part, PlanPart):
            part.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.programme_part.title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost; go to the part that would lose something."""
        parts: tuple[PlanProgramme | PlanPart, ...] = (self.programme_part, *self.parts)
        dirty = next((part for part in parts if part.is_dirty()), None)
        if dirty is not None:
            self.stack.setCurrentWidget(self.inside)
            self.go_to(dirty)
        return dirty is None

    def go_to(self, part: QWidget) -> None:
        """Go to the tab of a part."""
        self.tabs.setCurrentIndex(self.pages.indexOf(part))

    def save_to(self, file: str) -> None:
        """Write the plan as a workbook."""
        store, programme = self._tools.store, self.programme
        if programme is not None:
            self.workbook.write(file, lambda path, _progress: store.read(write_plan, programme, path))

    def _show(self, read: _Read) -> None:
        plan = read.plan
        if plan.card.id != self.programme:
            return
        self._tops, self._spelt = read.tops, read.spelt
        if self.stack.currentWidget() is self.empty:
            self.stack.setCurrentWidget(self.inside)
        if plan.card.id != self._before_new:
            self.programme_part.leave_new()
        is_open = not plan.state.is_approved
        self.programme_part.show_plan(plan, is_open, read.spelt)
        for part in self.parts:
            part.show_plan(plan, is_open)
        self.paper.show_plan(plan)
        self._only_programme(self.programme_part.is_new)
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        if self._wanted is not None and self._wanted in self.batches.table.row_keys():
            self.batches.choose(self._wanted)
            self._wanted = None

    def _begin(self, begun: _Begun) -> None:
        self._tops, self._spelt = begun.tops, begun.spelt
        self._before_new = self.programme
        self.stack.setCurrentWidget(self.inside)
        self.go_to(self.programme_part)
        self._only_programme(True)
        self.programme_part.begin_new(begun.proposal, begun.top, begun.spelt)

    def _only_programme(self, alone: bool) -> None:
        """While a new programme is written there is nothing to see in the other parts."""
        for number in range(1, self.tabs.count()):
            self.tabs.setTabVisible(number, not alone)
        for button in (self.print_button, self.export_button):
            button.setEnabled(not alone)
        if self.head is not None:
            self.head.stand_back(alone)

    def _created(self, programme: object) -> None:
        self._only_programme(False)
        if isinstance(programme, UUID) and self._chosen is not None:
            self._chosen.choose(programme)

    def _given_up(self) -> None:
        self._only_programme(False)
        self.refresh()

    def _show_paper(self) -> None:
        self.stack.setCurrentWidget(self.paper)
        self.paper.begin()

    def _back_to_tabs(self) -> None:
        self.stack.setCurrentWidget(self.inside)
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_export(self) -> None:
        plan = self.batches.plan
        if plan is not None:
            ask_where(self, f"{plan.card.title}.xlsx", self.save_to)

    def _connect(self) -> None:
        self.empty.first_step.connect(self._begin_first)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.New), self._new_here),
            (QKeySequence("Ctrl+Tab"), self._next),
            (QKeySequence("Ctrl+Shift+Tab"), self._previous),
        ):
            shortcut = QShortcut(keys, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.programme_part.created.connect(self._created)
        self.programme_part.given_up.connect(self._given_up)
        self.print_button.clicked.connect(self._show_paper)
        self.export_button.clicked.connect(self._ask_export)
        self.paper.left.connect(self._back_to_tabs)
        self.programme_part.said.connect(self.said)
        self.paper.said.connect(self.said)
        for part in self.parts:
            part.said.connect(self.said)

    def _new_here(self) -> None:
        """Begin a new thing in the part one is on, or a programme."""
        part = self.pages.currentWidget()
        if isinstance(part, PlanPart) and not part.new.isHidden():
            part.begin()
        else:
            self.begin("new")

    def _next(self) -> None:
        self._turn(1)

    def _previous(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        """Go to the part beside, and into its list."""
        if self.stack.currentWidget() is self.inside and self.tabs.isTabVisible(1):
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
            self.focus_search()

    def _begin_first(self) -> None:
        self.begin("new")

    def _lay_out(self) -> None:
        for part, words in (
            (self.programme_part, _("Programme")),
            (self.documents, _("Documents")),
            (self.rules, _("Rules")),
            (self.categories, _("Categories")),
            (self.bases, _("Bases")),
            (self.batches, _("Batches")),
        ):
            self.tabs.addTab(words)
            self.pages.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.tabs, 1)
        for button in (self.print_button, self.export_button):
            roomy(button)
            row.addWidget(button)
        column = QVBoxLayout(self.inside)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.pages, 1)
        for page in (self.empty, self.inside, self.paper):
            self.stack.addWidget(page)
        self.body.addWidget(self.stack)


def _spelt(tops: tuple[Top, ...]) -> Spelt:
    return spell([Named(one.id, one.name, one.above) for one in tops])
