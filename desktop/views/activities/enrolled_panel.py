"""Who is on an activity's list, who waits, who withdrew; adding people and changing the order."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import enrolment, organisations, people, several
from desktop.services.activities import ActivityCard
from desktop.services.enrolment import Enrolled, EnrolmentState, ListLine
from desktop.services.finding import find_anything
from desktop.services.people import Shown
from desktop.views.activities.people_columns import Listed, list_columns
from desktop.views.activities.several_panel import enrolled_words
from desktop.views.support.empty import EmptyState
from desktop.views.support.hit import Hit
from desktop.views.support.icons import icon
from desktop.views.support.lazy_table import LazyTable
from desktop.views.support.reason_bar import ReasonBar
from desktop.views.support.search_box import SearchBox
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

AT_ONCE = ("worker", "organisation")


class EnrolledPanel(QWidget):
    """The list in its order: a line to add people, the table, and what is done with the chosen."""

    said = Signal(object)  # Notice
    several_asked = Signal()  # to add many at once
    worker_asked = Signal(object)  # UUID: show this worker

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._card: ActivityCard | None = None
        self._lines: dict[UUID, Listed] = {}
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.add_line = SearchBox(self._search, tools.runner)
        self.add_line.setPlaceholderText(_("Add: name, pinyin, phone or organisation"))
        self.add_line.setAccessibleName(_("Add people to the list"))
        for action in self.add_line.actions():
            action.setIcon(icon("account-plus-outline", "quiet"))
        self.several = QPushButton(icon("playlist-plus"), _("Several at once"))
        self.several.setToolTip(_("Paste names or read them from a file"))
        self.bar = ReasonBar()
        self.withdrawn = QCheckBox(_("Withdrawn too"))
        self.table: LazyTable[Listed] = LazyTable(
            "enrolled",
            list_columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            EmptyState(
                "account-multiple-plus-outline",
                _("Nobody is on the list yet"),
                _("Type a name above and press Enter, or add several at once."),
                _("Several at once"),
            ),
            _("Name or organisation"),
        )
        self.up = self._button("arrow-up", _("Up"), self._move_up)
        self.down = self._button("arrow-down", _("Down"), self._move_down)
        self.first = self._button("star-outline", _("Keep first"), self._keep_first)
        self.out = self._button("account-remove-outline", _("Withdraw"), self.ask_withdrawal)
        self._lay_out()
        self._connect()

    def show_activity(self, card: ActivityCard | None) -> None:
        """Show the list of this activity, read again."""
        if card is None or self._card is None or card.id != self._card.id:
            self.bar.close_bar()
        self._card = card
        if card is not None:
            self.add_line.setEnabled(card.cancelled_at is None)
            self.several.setEnabled(card.cancelled_at is None)
            self.read()

    def read(self) -> None:
        """Read the list again."""
        card, text = self._card, self.table.filter_text()
        if card is None:
            return
        store, states = self._tools.store, [EnrolmentState.ENROLLED, EnrolmentState.WAITING]
        if self.withdrawn.isChecked():
            states.append(EnrolmentState.CANCELLED)

        def look(_progress: Progress) -> list[ListLine]:
            return store.read(enrolment.on_list, card.id, *states, text=text)

        self._tools.runner.read_newest(look, done=self._show)

    def enrol(self, workers: Sequence[UUID]) -> None:
        """Put workers on the list, or on the waiting list."""
        card, store = self._card, self._tools.store
        if card is None or not workers:
            return

        def work(_progress: Progress) -> tuple[Enrolled, str | None]:
            return store.do(enrolment.enrol, card.id, workers), store.next_undo()

        self._tools.runner.run(work, done=self._enrolled, label=_("Enrolling"))

    def ask_withdrawal(self) -> None:
        """Ask why the chosen are taken off the list."""
        lines = self._standing()
        if not lines:
            return
        if len(lines) == 1:
            words = _("Why does {name} withdraw?").format(name=lines[0].name)
        else:
            words = ngettext("Why does {n} person withdraw?", "Why do {n} people withdraw?", len(lines))
            words = words.format(n=len(lines))
        usual = (
            _("On duty"),
            _("Ill"),
            _("Away on business"),
            _("Asked to be taken off"),
            _("Entered by mistake"),
        )
        self.bar.ask(words, _("Withdraw"), self._withdraw, usual)

    def _button(self, icon_name: str, words: str, act: object) -> QPushButton:
        button = QPushButton(icon(icon_name), words)
        roomy(button)
        assert callable(act)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        roomy(self.several)
        top.addWidget(self.add_line, 1)
        top.addWidget(self.several)
        self.table.toolbar.addWidget(self.withdrawn)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.up, self.down, self.first):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.bar)
        column.addLayout(foot)
        self.setTabOrder(self.table.filter, self.withdrawn)
        self.setTabOrder(self.withdrawn, self.table.view)

    def _connect(self) -> None:
        self.add_line.chosen.connect(self._add)
        self.several.clicked.connect(self.several_asked)
        self.table.empty.first_step.connect(self.several_asked)
        self.table.filter_changed.connect(self._narrow)
        self.table.selection_changed.connect(self._look_at_choice)
        self.table.removal_asked.connect(self.ask_withdrawal)
        self.table.opened.connect(self._open)
        self.table.said.connect(self.said)
        self.withdrawn.toggled.connect(self._narrow)
        self.bar.left.connect(self.table.view.setFocus)
        for keys, act in (("Alt+Up", self._move_up), ("Alt+Down", self._move_down)):
            QShortcut(QKeySequence(keys), self.table.view).activated.connect(act)
        self.up.setToolTip(_("Move up (Alt+Up)"))
        self.down.setToolTip(_("Move down (Alt+Down)"))
        self.first.setToolTip(_("Stand first on every sheet, as leaders do"))

    def _search(self, text: str) -> list[Hit]:
        store = self._tools.store
        found = store.read(find_anything, store.code_key, text)
        return [Hit(f.kind, f.id, f.title, f.detail, f.group) for f in found if f.kind in AT_ONCE]

    def _add(self, hit: Hit) -> None:
        if hit.kind == "worker":
            self.enrol([hit.id])
            return
        store = self._tools.store

        def look(_progress: Progress) -> tuple[str, Sequence[UUID]]:
            line = store.read(organisations.line, hit.id)
            return line.name, store.read(people.ids, Shown(organisation=hit.id))

        self._tools.runner.read(look, done=self._ask_whole)

    def _ask_whole(self, found: tuple[str, Sequence[UUID]]) -> None:
        name, self._whole = found
        words = ngettext("Enrol {n} worker of {name}?", "Enrol all {n} workers of {name}?", len(self._whole))
        self.bar.ask(
            words.format(n=f"{len(self._whole):,}", name=name), _("Enrol"), self._enrol_whole, reason=False
        )

    def _enrol_whole(self, _reason: str) -> None:
        self.bar.close_bar()
        self.enrol(self._whole)

    def _enrolled(self, outcome: tuple[Enrolled, str | None]) -> None:
        self._undoing.tell(enrolled_words(outcome[0]), outcome[1])
        self.add_line.setFocus()

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[Listed]:
        lines = self._lines
        return [lines[key] for key in ids if key in lines]

    def _show(self, lines: list[ListLine]) -> None:
        self._lines = {line.enrolment_id: Listed(line) for line in lines}
        self.table.show_ids(list(self._lines))
        self._look_at_choice()

    def _narrow(self, _what: object) -> None:
        self.read()

    def _open(self, key: UUID) -> None:
        if key in self._lines:
            self.worker_asked.emit(self._lines[key].line.worker_id)

    def _standing(self) -> list[ListLine]:
        """Return the chosen people who have a place or wait."""
        chosen = [self._lines[key].line for key in self.table.selected_ids() if key in self._lines]
        return [line for line in chosen if line.state is not EnrolmentState.CANCELLED]

    def _look_at_choice(self) -> None:
        lines = self._standing()
        last = self._last(lines[0].state) if len(lines) == 1 else 0
        self.up.setEnabled(len(lines) == 1 and lines[0].place > 1)
        self.down.setEnabled(len(lines) == 1 and lines[0].place < last)
        self.out.setEnabled(bool(lines))
        placed = bool(lines) and all(line.state is EnrolmentState.ENROLLED for line in lines)
        self.first.setEnabled(placed)
        self.first.setText(_("No longer first") if placed and lines[0].kept_first else _("Keep first"))

    def _last(self, state: EnrolmentState) -> int:
        if self._card is None:
            return 0
        return self._card.enrolled if state is EnrolmentState.ENROLLED else self._card.waiting

    def _move_up(self) -> None:
        self._ask_move(-1)

    def _move_down(self) -> None:
        self._ask_move(1)

    def _ask_move(self, by: int) -> None:
        lines = self._standing()
        if len(lines) != 1:
            return
        line, last = lines[0], self._last(lines[0].state)
        if not self.bar.isHidden() and not self.bar.place.isHidden():
            self.bar.place.setValue(self.bar.place.value() + by)
            return
        words = _("Move {name} from place {n} to which place, and why?").format(name=line.name, n=line.place)
        usual = (
            _("Served longer"),
            _("Was told so earlier"),
            _("Order of the union"),
            _("Entered by mistake"),
        )
        self.bar.ask(words, _("Move"), self._move, usual)
        self.bar.ask_place(line.place + by, last)
        self._moving = line.worker_id

    def _move(self, reason: str) -> None:
        card, store, worker, place = self._card, self._tools.store, self._moving, self.bar.place.value()
        if card is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(enrolment.move, card.id, worker, place, reason)
            return _("Moved to place {n}.").format(n=place), store.next_undo()

        self._tools.runner.run(work, done=self._changed, failed=self.bar.refuse)

    def _withdraw(self, reason: str) -> None:
        card, store = self._card, self._tools.store
        workers = [line.worker_id for line in self._standing()]
        if card is None or not workers:
            self.bar.close_bar()
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            moved = store.do(several.withdraw, card.id, workers, reason)
            return _withdrawn_words(len(workers), moved), store.next_undo()

        self._tools.runner.run(work, done=self._changed, failed=self.bar.refuse)

    def _keep_first(self) -> None:
        card, store, lines = self._card, self._tools.store, self._standing()
        if card is None or not lines:
            return
        kept, workers = not lines[0].kept_first, [line.worker_id for line in lines]

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(enrolment.keep_first, card.id, workers, kept)
            words = _("Stands first on every sheet now.") if kept else _("Stands in the usual order again.")
            return words, store.next_undo()

        self._tools.runner.run(work, done=self._changed)

    def _changed(self, outcome: tuple[str, str | None]) -> None:
        self.bar.close_bar()
        self._undoing.tell(*outcome)


def _withdrawn_words(count: int, moved: int) -> str:
    words = ngettext("{n} person withdrawn.", "{n} people withdrawn.", count).format(n=count)
    if moved:
        up = ngettext("{n} moved up from the waiting list.", "{n} moved up from the waiting list.", moved)
        words += " " + up.format(n=moved)
    return words
