"""Choice and placing: lots drawn among those named, and the best filling of the batches."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import trip_choice, trip_placing
from desktop.services.trip_choice_papers import write_draw
from desktop.services.trip_placing import PlacingReport, PlacingSettings
from desktop.services.trip_progress import Standing
from desktop.services.trip_steps import TripStep
from desktop.views.support.notice import Notice, notice_of
from desktop.views.support.tasks import Failure, Task
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing
from desktop.views.support.workbooks import as_xlsx, ask_where
from desktop.views.trips.choice_desk import ChoiceDesk
from desktop.views.trips.choice_people import ChoicePeople
from desktop.views.trips.choice_print import ChoicePrint
from desktop.views.trips.choice_seen import ChoiceSeen, look
from desktop.views.trips.choice_wishes import ChoiceWishes
from desktop.views.trips.step_section import StepSection

Told = tuple[str, str | None]
Found = tuple[PlacingReport, tuple[str, ...]]


class ChoiceSection(StepSection):
    """People at the left, the two deeds at the right; wishes and the paper each on a page of their own."""

    step = TripStep.CHOICE
    tables = frozenset(
        {
            "trip_programme", "trip_rule", "trip_category", "trip_batch", "trip_nominee", "trip_override",
            "trip_draw", "trip_quota", "trip_allocation", "trip_return", "organisation", "worker",
        }
    )  # fmt: skip

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._seen: ChoiceSeen | None = None
        self._seeking: Task | None = None
        self._reasons: tuple[str, ...] = ()
        self.people = ChoicePeople(tools)
        self.desk = ChoiceDesk()
        self.wishes = ChoiceWishes()
        self.paper = ChoicePrint(tools)
        self._undoing = Undoing(tools.store, tools.runner, self)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.people)
        split.addWidget(self.desk)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 3)
        self.desk.setMinimumWidth(300)
        self._stack = QStackedWidget()
        for page in (split, self.wishes, self.paper):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack)
        self._connect()

    def show_programme(self, programme: UUID | None) -> None:
        """Read and show the choice of a programme."""
        self.setEnabled(programme is not None)
        if programme is not None:
            store = self._tools.store

            def work(_progress: Progress) -> ChoiceSeen:
                return look(store, programme)

            self._tools.runner.read_newest(work, done=self._show)

    def show_standing(self, _standing: Standing) -> None:
        """Lock what may not be changed."""
        self.desk.set_open(self.is_open)
        self.people.set_open(self.is_open)

    def focus_search(self) -> None:
        """Put the cursor into the filter of the people."""
        self._stack.setCurrentIndex(0)
        self.people.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:
        """Choose somebody named."""
        if kind == "nominee":
            self._stack.setCurrentIndex(0)
            self.people.table.select(item)

    def may_leave(self) -> bool:
        """Say whether no seed is being written."""
        return not self.desk.lots.is_dirty()

    def choose(self) -> None:
        """Draw the lots that are written, and put the choice on file."""
        programme, store, lots = self.programme, self._tools.store, self.desk.lots.lots()
        if programme is None:
            return

        def work(_progress: Progress) -> Told:
            report = store.do(trip_choice.settle, programme, lots)
            words = _("{taken} have a place, {waiting} wait.")
            return words.format(taken=report.taken, waiting=report.waiting), store.next_undo()

        self.desk.lots.set_busy(True)
        self._tools.runner.run(work, done=self._told_choice, failed=self._not_chosen)

    def place(self) -> None:
        """Seek the best placing beside the window, then put it on file."""
        programme, store = self.programme, self._tools.store
        if programme is None or self._seen is None:
            return
        settings = PlacingSettings(self._seen.lots, dict(self.wishes.wishes()))

        def work(progress: Progress) -> Found:
            from desktop.services import trip_placing_best  # the solver loads slowly

            case = store.read(trip_placing.case_of, programme, settings)
            report = trip_placing_best.best(case, progress)
            return report, trip_placing_best.why_left_out(report, progress)

        self._seek(self._tools.runner.read(
            work, done=self._found, failed=self._failed, cancelled=self._stopped,
            label=_("Seeking the best placing"),
        ))  # fmt: skip

    def ask_costs(self) -> None:
        """Solve without each rule, and say what it costs."""
        report = self._seen.placing if self._seen else None
        if report is None:
            return

        def work(progress: Progress) -> tuple[str, ...]:
            from desktop.services import trip_placing_best  # the solver loads slowly

            return trip_placing_best.cost_words(trip_placing_best.costs(report, progress))

        self._seek(self._tools.runner.read(
            work, done=self._told_costs, failed=self._failed, cancelled=self._stopped,
            label=_("Seeking what the rules cost"),
        ))  # fmt: skip

    def export(self, name: str) -> None:
        """Write choice and placing to a workbook."""
        programme, store, path = self.programme, self._tools.store, as_xlsx(name)
        if programme is None:
            return

        def work(_progress: Progress) -> tuple[int, Path]:
            return store.read(write_draw, programme, path), path

        self._tools.runner.read(work, done=self._exported, label=_("Writing the choice"))

    def _show(self, seen: ChoiceSeen) -> None:
        if seen.programme != self.programme:
            return
        before, self._seen = self._seen, seen
        other = before is None or before.programme != seen.programme
        fresh = other or _made(before) != _made(seen)
        self.wishes.show_employers(seen.employers, fresh=fresh)
        self.people.show_seen(seen)
        self.desk.show_seen(seen)
        self._count_wishes()

    def _seek(self, task: Task) -> None:
        self._seeking = task
        self.desk.show_reasons(())
        self.desk.set_busy(True)

    def _stop(self) -> None:
        if self._seeking is not None:
            self._seeking.cancel()

    def _stopped(self) -> None:
        self._seeking = None
        self.desk.set_busy(False)
        self.said.emit(Notice(_("Stopped. Nothing was changed.")))

    def _failed(self, failure: Failure) -> None:
        self._seeking = None
        self.desk.set_busy(False)
        self.said.emit(notice_of(failure))

    def _found(self, found: Found) -> None:
        report, self._reasons = found
        store = self._tools.store
        self._seeking = None

        def work(_progress: Progress) -> Told:
            store.do(trip_placing.settle, report)
            placed = report.worth.placed
            words = ngettext("{n} person is placed.", "{n} people are placed.", placed)
            return words.format(n=placed), store.next_undo()

        self._tools.runner.run(work, done=self._placed, failed=self._failed)

    def _placed(self, told: Told) -> None:
        self.desk.set_busy(False)
        self.desk.show_reasons(self._reasons)
        self._undoing.tell(*told)

    def _told_costs(self, words: tuple[str, ...]) -> None:
        self._seeking = None
        self.desk.set_busy(False)
        self.desk.show_reasons(words)

    def _told_choice(self, told: Told) -> None:
        self.desk.lots.put_back()
        self.desk.lots.settle()
        self._undoing.tell(*told)

    def _not_chosen(self, failure: Failure) -> None:
        self.desk.lots.refuse(failure)

    def _go_to_batch(self, number: int) -> None:
        placing = self._seen.placing if self._seen else None
        titles = [one.batch.title for one in placing.batches if one.batch.number == number] if placing else []
        if titles:
            self.people.table.filter.setText(titles[0])

    def _show_wishes(self) -> None:
        self._stack.setCurrentWidget(self.wishes)
        self.wishes.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_paper(self) -> None:
        if self.programme is not None:
            self._stack.setCurrentWidget(self.paper)
            self.paper.show_programme(self.programme)

    def _show_people(self) -> None:
        self._stack.setCurrentIndex(0)
        self.people.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count_wishes(self) -> None:
        self.desk.show_wishes(len(self.wishes.wishes()))

    def _ask_where(self) -> None:
        ask_where(self, _("Choice and placing") + ".xlsx", self.export)

    def _exported(self, outcome: tuple[int, Path]) -> None:
        count, path = outcome
        words = ngettext("{n} person was written to {file}.", "{n} people were written to {file}.", count)
        self.said.emit(Notice(words.format(n=count, file=path.name)))

    def _connect(self) -> None:
        for part in (self.people, self.desk, self.wishes, self.paper, self._undoing):
            part.said.connect(self.said)
        self.people.print_asked.connect(self._show_paper)
        self.people.export_asked.connect(self._ask_where)
        self.desk.choose_asked.connect(self.choose)
        self.desk.place_asked.connect(self.place)
        self.desk.stop_asked.connect(self._stop)
        self.desk.costs_asked.connect(self.ask_costs)
        self.desk.wishes_asked.connect(self._show_wishes)
        self.desk.batch_chosen.connect(self._go_to_batch)
        self.wishes.changed.connect(self._count_wishes)
        self.wishes.left.connect(self._show_people)
        self.paper.left.connect(self._show_people)


def _made(seen: ChoiceSeen | None) -> object:
    return seen.placing.made_at if seen is not None and seen.placing is not None else None
