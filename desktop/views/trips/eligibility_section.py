"""Eligibility: everybody named on the left, the rules of the chosen one on the right."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.core.trip_rules import RuleKey
from desktop.services import trip_eligibility_export, trip_overrides
from desktop.services.trip_eligibility import CheckLine, rule_word
from desktop.services.trip_progress import Standing
from desktop.services.trip_steps import TripStep
from desktop.views.support.fields import LineField
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice, notice_of
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy, toned
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing
from desktop.views.support.workbooks import as_xlsx, ask_where, ask_which, dropped_file
from desktop.views.trips.eligibility_history_import import HistoryImportView
from desktop.views.trips.eligibility_people import EligibilityPeople
from desktop.views.trips.eligibility_print import EligibilityPrint
from desktop.views.trips.eligibility_seen import EligibilitySeen, look
from desktop.views.trips.eligibility_side import EligibilitySide
from desktop.views.trips.roster_grounds import GroundsBar
from desktop.views.trips.step_section import StepSection

_Told = tuple[str, str | None]


class DecisionBar(GroundsBar):
    """Why, by whom, and the document, if there is one; ``gone`` whenever it goes away."""

    gone = Signal()

    def __init__(self, memory: QSettings) -> None:
        super().__init__(memory)
        self.document = self.form.add(LineField("document", _("Document, if there is one")))
        self.document.edited.connect(self._free)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the section have its room back."""
        super().hideEvent(event)
        self.gone.emit()

    def ask_decision(self, sentence: str, yes: str, act: Callable[[], None], with_document: bool) -> None:
        """Ask for a decision."""
        self.document.set_value("")
        self.form.show_field(self.document, with_document)
        self.ask(sentence, yes, act)


class EligibilitySection(StepSection):
    """The check beside its rules; a list of former trips is taken in in their place."""

    step = TripStep.ELIGIBILITY
    tables = frozenset(
        {
            "trip_programme", "trip_rule", "trip_document", "trip_category", "trip_batch", "trip_nominee",
            "trip_override", "trip_taken", "trip_quota", "trip_allocation", "honour", "worker",
            "organisation",
        }
    )  # fmt: skip

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.people = EligibilityPeople(tools)
        self.side = EligibilitySide()
        self.bar = DecisionBar(tools.memory)
        self.importing = HistoryImportView(tools)
        self.paper = EligibilityPrint(tools)
        self.sums = QLabel()
        self.sums.setWordWrap(True)
        self.lacks = QLabel()
        self.lacks.setWordWrap(True)
        self.lacks.setTextFormat(Qt.TextFormat.PlainText)
        self.lacks.setAccessibleName(_("What the names together lack"))
        toned(self.lacks, "due")
        self.history_button = QPushButton(icon("file-import-outline"), _("Former years…"))
        self.history_button.setToolTip(
            _("Take in lists of who went in former years; the repeat bar rests on them")
        )
        self.return_button = QPushButton(icon("printer-outline"), _("To the employers…"))
        self.return_button.setToolTip(_("Print for each employer which names are to be mended, and how"))
        self.export_button = QPushButton(icon("file-excel-outline"), _("Export…"))
        self.export_button.setToolTip(_("Write the check as a workbook"))
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._check = QWidget()
        self._stack = QStackedWidget()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def show_programme(self, programme: UUID | None) -> None:
        """Read and show the check of a programme."""
        self.setEnabled(programme is not None)
        if programme is None:
            return
        store = self._tools.store

        def work(_progress: Progress) -> EligibilitySeen:
            return look(store, programme)

        self._tools.runner.read_newest(work, done=self._show)

    def show_standing(self, _standing: Standing) -> None:
        """Lock what may not be changed."""
        if not self.is_open:
            self.bar.close_bar()
        self._show_line(self.people.line())

    def focus_search(self) -> None:
        """Put the cursor into the filter of the people."""
        self._stack.setCurrentWidget(self._check)
        self.people.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:
        """Choose somebody named."""
        if kind == "nominee":
            self._stack.setCurrentWidget(self._check)
            self.people.choose(item)

    def ask_override(self, rule: RuleKey) -> None:
        """Ask why a rule is set aside for those chosen whom it stops."""
        stopped = [
            one for one in self._meant() if one.counts and any(held.verdict.rule is rule for held in one.open)
        ]
        if not stopped or not self.is_open:
            return
        title = rule_word(rule)
        if len(stopped) == 1:
            words = _("{name}: “{rule}” counts as met from now on.")
            sentence = words.format(name=stopped[0].name, rule=title)
        else:
            words = ngettext(
                "{n} person: “{rule}” counts as met from now on.",
                "{n} people: “{rule}” counts as met from now on.",
                len(stopped),
            )
            sentence = words.format(n=len(stopped), rule=title)
        keys = [one.id for one in stopped]
        self._ask(sentence, _("Make an exception"), partial(self._override, keys, rule), True)

    def ask_turn_down(self) -> None:
        """Ask why those chosen are turned down."""
        chosen = [one for one in self._meant() if one.counts]
        if not chosen or not self.is_open:
            return
        if len(chosen) == 1:
            sentence = _("{name} is not considered for the trip any more.").format(name=chosen[0].name)
        else:
            words = ngettext(
                "{n} person is not considered for the trip any more.",
                "{n} people are not considered for the trip any more.",
                len(chosen),
            )
            sentence = words.format(n=len(chosen))
        keys = [one.id for one in chosen]
        self._ask(sentence, _("Turn down"), partial(self._turn_down, keys), False)

    def take_file(self, file: str) -> None:
        """Read a list of former trips and show what taking it in would do."""
        self._stack.setCurrentWidget(self.importing)
        self.importing.take(Path(file))

    def ask_import(self) -> None:
        """Ask for the list to take in."""
        ask_which(self, _("Choose the list of former trips"), self.take_file)

    def show_returns(self) -> None:
        """Show what goes back to the employers, or to the one the list is narrowed to."""
        if self.programme is not None:
            self._stack.setCurrentWidget(self.paper)
            self.paper.show_returns(self.programme, self.people.employer())

    def export(self, name: str) -> None:
        """Write the check to a workbook."""
        programme, store, path = self.programme, self._tools.store, as_xlsx(name)
        if programme is None:
            return

        def work(_progress: Progress) -> tuple[int, Path]:
            return store.read(trip_eligibility_export.write_check, programme, path), path

        self._tools.runner.read(work, done=self._exported, label=_("Writing the check"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a list that is held over the section."""
        if dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read a list that is let fall on the section."""
        file = dropped_file(event.mimeData())
        if file is not None:
            self.take_file(str(file))

    def _ask(self, sentence: str, yes: str, act: Callable[[], None], with_document: bool) -> None:
        self.lacks.hide()
        self.bar.ask_decision(sentence, yes, act, with_document)

    def _meant(self) -> list[CheckLine]:
        current = self.people.line()
        return self.people.selected() or ([current] if current else [])

    def _override(self, keys: list[UUID], rule: RuleKey) -> None:
        store, given, document = self._tools.store, self.bar.grounds(), self.bar.document.words()

        def work(_progress: Progress) -> _Told:
            n = store.do(trip_overrides.override, keys, rule, given.reason, given.by, document)
            words = ngettext(
                "An exception was made for {n} person.", "An exception was made for {n} people.", n
            )
            return words.format(n=n), store.next_undo()

        self._tools.runner.run(work, done=self._decided, failed=self._refused)

    def _turn_down(self, keys: list[UUID]) -> None:
        store, given = self._tools.store, self.bar.grounds()

        def work(_progress: Progress) -> _Told:
            n = store.do(trip_overrides.turn_down, keys, given.reason, given.by)
            words = ngettext("{n} person was turned down.", "{n} people were turned down.", n)
            return words.format(n=n), store.next_undo()

        self._tools.runner.run(work, done=self._decided, failed=self._refused)

    def _take_up(self) -> None:
        store, keys = self._tools.store, [one.id for one in self._meant() if not one.counts]

        def work(_progress: Progress) -> _Told:
            n = store.do(trip_overrides.take_up_again, keys)
            words = ngettext("{n} person is considered again.", "{n} people are considered again.", n)
            return words.format(n=n), store.next_undo()

        if keys:
            self._tools.runner.run(work, done=self._decided, failed=self._failed)

    def _take_back(self, override: UUID) -> None:
        store = self._tools.store

        def work(_progress: Progress) -> _Told:
            store.do(trip_overrides.take_back, override)
            return _("The rule counts again."), store.next_undo()

        self._tools.runner.run(work, done=self._decided, failed=self._failed)

    def _decided(self, told: _Told) -> None:
        self.bar.close_bar()
        self._undoing.tell(*told)

    def _refused(self, failure: Failure) -> None:
        self.bar.refuse(failure)
        if not failure.field:
            self.said.emit(notice_of(failure))

    def _failed(self, failure: Failure) -> None:
        self.said.emit(notice_of(failure))

    def _show(self, seen: EligibilitySeen) -> None:
        if seen.report.programme_id != self.programme:
            return
        self.sums.setText(seen.report.sentence())
        lacks = [f"● {one.verdict.sentence} {one.verdict.remedy}".strip() for one in seen.report.groups]
        self.lacks.setText("\n".join(lacks[:3]))
        self.lacks.setToolTip("\n".join(lacks))
        self.lacks.setVisible(bool(lacks) and self.bar.isHidden())
        self.people.show_seen(seen)

    def _show_line(self, line: CheckLine | None) -> None:
        self.side.show_line(line, self.is_open)

    def _show_lacks(self) -> None:
        self.lacks.setVisible(bool(self.lacks.text()))

    def _show_head(self, _page: int) -> None:
        """Import and paper need the room of the head, which is not about them."""
        if self.head is not None:
            self.head.setVisible(self._stack.currentWidget() is self._check)

    def _back_to_check(self) -> None:
        self._stack.setCurrentWidget(self._check)
        self.people.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_where(self) -> None:
        ask_where(self, _("Eligibility") + ".xlsx", self.export)

    def _exported(self, outcome: tuple[int, Path]) -> None:
        count, path = outcome
        words = ngettext("{n} nominee written to {file}.", "{n} nominees written to {file}.", count)
        self.said.emit(Notice(words.format(n=count, file=path.name)))

    def _connect(self) -> None:
        for part in (self.people, self.importing, self.paper, self._undoing):
            part.said.connect(self.said)
        self.people.chosen.connect(self._show_line)
        self.side.override_asked.connect(self.ask_override)
        self.side.take_back_asked.connect(self._take_back)
        self.side.turn_down_asked.connect(self.ask_turn_down)
        self.side.take_up_asked.connect(self._take_up)
        self.bar.left.connect(self._back_to_check)
        self.bar.gone.connect(self._show_lacks)
        self._stack.currentChanged.connect(self._show_head)
        self.history_button.clicked.connect(self.ask_import)
        self.return_button.clicked.connect(self.show_returns)
        self.paper.left.connect(self._back_to_check)
        self.export_button.clicked.connect(self._ask_where)
        self.importing.closed.connect(self._back_to_check)
        self.importing.choose_asked.connect(self.ask_import)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.sums, 1)
        for button in (self.return_button, self.export_button, self.history_button):
            roomy(button)
            top.addWidget(button)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.people)
        split.addWidget(self.side)
        self.side.setMinimumWidth(330)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 4)
        column = QVBoxLayout(self._check)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.lacks)
        column.addWidget(split, 1)
        column.addWidget(self.bar)
        for page in (self._check, self.importing, self.paper):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack)
