"""The rosters of a programme: its batches on the left, what belongs to the chosen one on the right."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.trip_lists import ListKind
from desktop.services.trip_roster import BatchStanding
from desktop.services.trip_steps import TripStep
from desktop.views.support.empty import EmptyState
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.tab_mark import TabMark, name_tabs
from desktop.views.support.tools import Tools
from desktop.views.trips.roster_boarding import RosterBoarding
from desktop.views.trips.roster_changes import RosterChanges
from desktop.views.trips.roster_papers import RosterPapers
from desktop.views.trips.roster_part import RosterPart, Seen, look
from desktop.views.trips.roster_people import RosterPeople
from desktop.views.trips.roster_places import RosterPlaces
from desktop.views.trips.step_section import StepSection

_PEOPLE, _BOARDING, _PLACES, _CHANGES, _PAPERS = range(5)
_NOWHERE = "nowhere"  # the row of those in no batch


class RosterSection(StepSection):
    """Reads everything about the chosen batch at once and hands it to the tabs."""

    step = TripStep.ROSTER
    tables = frozenset(
        {
            "trip_programme", "trip_rule", "trip_batch", "trip_base", "trip_nominee", "trip_change",
            "trip_override", "trip_settlement", "trip_step_event", "activity", "meeting", "enrolment",
            "attendance", "worker", "organisation",
        }
    )  # fmt: skip

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._batch: UUID | None = None
        self._nowhere = False  # those in no batch are looked at
        self.batches = ShortTable(
            _("Batches"), [_("Trip batch"), _("People"), _("Front line"), _("State")], 0, frozenset({1, 2})
        )
        self.people = RosterPeople(tools)
        self.boarding = RosterBoarding(tools)
        self.places = RosterPlaces(tools)
        self.changes = RosterChanges(tools)
        self.papers = RosterPapers(tools)
        self.tabs = QTabWidget()
        name_tabs(self.tabs, _("Parts of the roster"))
        self.tabs.setDocumentMode(True)
        TabMark(self.tabs.tabBar())
        for part, words in (
            (self.people, _("People")),
            (self.boarding, _("Boarding")),
            (self.places, _("Waiting list")),
            (self.changes, _("Changes")),
            (self.papers, _("Papers")),
        ):
            self.tabs.addTab(part, words)
            part.said.connect(self.said)
            part.open_item.connect(self.open_item)
        self.empty = EmptyState(
            "bus-multiple",
            _("No batch yet"),
            _("A roster belongs to a batch of the programme; batches are entered in the plan."),
            _("To the plan"),
        )
        self._lay_out()
        self.batches.chosen.connect(self._choose)
        self.batches.said.connect(self.said)
        self.empty.first_step.connect(self._to_plan)
        self.people.replace_asked.connect(self._replace)
        self.changes.print_asked.connect(self._print_changes)

    def show_programme(self, programme: UUID | None) -> None:
        """Read the rosters of a programme."""
        if programme is None:
            self._whole.setCurrentWidget(self.empty)
            return
        store, batch = self._tools.store, self._batch

        def work(_progress: Progress) -> Seen:
            return look(store, programme, batch)

        self._tools.runner.read_newest(work, done=self._show)

    def show_item(self, kind: str, item: UUID) -> None:
        """Show the roster of a batch."""
        if kind == "trip-roster":
            self._batch = item
            self.show_programme(self.programme)

    def focus_search(self) -> None:
        """Go to where one types to find people."""
        self.tabs.setCurrentIndex(_PEOPLE)
        self.people.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost."""
        if self.boarding.is_dirty():
            self.tabs.setCurrentIndex(_BOARDING)
            return False
        return True

    def _show(self, seen: Seen) -> None:
        if seen.standing.programme_id != self.programme:
            return
        rows = [_row(one) for one in seen.standing.batches]
        if seen.unplaced:
            rows.append(ShortRow(_NOWHERE, (_("In no batch"), str(len(seen.unplaced)), "", ""), due=True))
        self._whole.setCurrentWidget(self._split if rows else self.empty)
        here: object = seen.roster.batch.id if seen.roster else _NOWHERE if self._nowhere else None
        self.batches.blockSignals(True)
        self.batches.show_rows(rows)
        there = self.batches.select(here)
        self.batches.blockSignals(False)
        if rows and not there:
            self.batches.selectRow(0)
            self._choose(self.batches.key())
            return
        for part in self._parts():
            part.show_seen(seen)
        for tab in (_BOARDING, _PLACES, _PAPERS):
            self.tabs.setTabEnabled(tab, seen.roster is not None)

    def _choose(self, key: object) -> None:
        batch = key if isinstance(key, UUID) else None
        if key is None:
            return
        if self.boarding.is_dirty() and batch != self._batch:
            self.boarding.form.put_back()
        self._batch, self._nowhere = batch, key == _NOWHERE
        self.show_programme(self.programme)

    def _replace(self, nominee: UUID) -> None:
        self.tabs.setCurrentIndex(_PLACES)
        self.places.replace(nominee)

    def _print_changes(self) -> None:
        self.papers.all.setChecked(self.changes.all.isChecked())
        self.tabs.setCurrentIndex(_PAPERS)
        self.papers.choose(ListKind.CHANGES)

    def _to_plan(self) -> None:
        self.open_page.emit("trips", "plan")

    def _parts(self) -> tuple[RosterPart, ...]:
        return (self.people, self.boarding, self.places, self.changes, self.papers)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self.batches)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(left)
        self._split.addWidget(self.tabs)
        self._split.setSizes([262, 658])
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 3)
        self._whole = QStackedWidget()
        self._whole.addWidget(self.empty)
        self._whole.addWidget(self._split)
        self.body.addWidget(self._whole, 1)


def _row(one: BatchStanding) -> ShortRow:
    due = one.free < 0 or one.frontline < one.needed
    return ShortRow(
        one.batch.id,
        (one.batch.title, f"{one.count}/{one.batch.capacity}", str(one.frontline), _state(one)),
        hint=f"{one.batch.title} · {one.batch.base}".rstrip(" ·"),
        due=due,
    )


def _state(one: BatchStanding) -> str:
    if one.has_left:
        return _("has left")
    if one.batch.activity_id is not None:
        return _("set up")
    return _("full") if one.free == 0 else _("too many") if one.free < 0 else _("not full")
