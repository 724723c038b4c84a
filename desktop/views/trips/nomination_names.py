"""Whom an organisation names, in its own order: added, corrected, moved, withdrawn."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import trip_nominee_edit, trip_nominees
from desktop.services.finding import find_anything
from desktop.services.trip_nominee_summary import OrganisationNames
from desktop.services.trip_nominees import NomineeLine, NomineeSought, NomineeState
from desktop.views.support.empty import EmptyState
from desktop.views.support.hit import Hit
from desktop.views.support.icons import icon
from desktop.views.support.lazy_table import LazyTable
from desktop.views.support.reason_bar import ReasonBar
from desktop.views.support.search_box import SearchBox
from desktop.views.support.theme import muted, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing
from desktop.views.trips.nomination_columns import SORTS, name_columns


class NamesPanel(QWidget):
    """The names of the chosen organisation, or of all; ``opened`` asks for one as a form."""

    said = Signal(object)  # Notice
    opened = Signal(object)  # UUID of a nomination
    worker_chosen = Signal(object)  # UUID of a worker to be named
    import_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._programme: UUID | None = None
        self._employer: UUID | None = None
        self._is_open = True
        self._lines: dict[UUID, NomineeLine] = {}
        self._wanted: UUID | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.title = QLabel()
        self.title.setWordWrap(True)
        titled(self.title, 1.15)
        self.about = QLabel()
        self.about.setWordWrap(True)
        muted(self.about)
        self.add_line = SearchBox(self._search, tools.runner)
        self.add_line.setPlaceholderText(_("Name somebody: name, pinyin or phone"))
        self.add_line.setAccessibleName(_("Name somebody"))
        for action in self.add_line.actions():
            action.setIcon(icon("account-plus-outline", "quiet"))
        self.withdrawn = QCheckBox(_("Withdrawn too"))
        self.bar = ReasonBar()
        self.table: LazyTable[NomineeLine] = LazyTable(
            "trip-nominees",
            name_columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            EmptyState(
                "account-multiple-plus-outline",
                _("Nobody is named yet"),
                _("Take in the form that came back, or choose an organisation and name people one by one."),
                _("Take forms in…"),
            ),
            _("Name, post or number"),
        )
        self.table.view.setAccessibleName(_("Names"))
        self.change = self._button("pencil-outline", _("Change…"), self._change)
        self.up = self._button("arrow-up", _("Up"), self._up)
        self.down = self._button("arrow-down", _("Down"), self._down)
        self.out = self._button("account-remove-outline", _("Withdraw"), self.ask_withdrawal)
        self._lay_out()
        self._connect()

    def show_employer(self, programme: UUID, employer: OrganisationNames | None, is_open: bool) -> None:
        """Show whom an organisation names (None: whom all of them name), read again."""
        chosen = employer.id if employer else None
        if (programme, chosen) != (self._programme, self._employer):
            self.bar.close_bar()
        self._programme, self._employer, self._is_open = programme, chosen, is_open
        self.title.setText(employer.organisation if employer else _("All organisations"))
        self.about.setText(_employer_words(employer) if employer else "")
        self.about.setVisible(employer is not None)
        self.add_line.setVisible(employer is not None)
        self.add_line.setEnabled(is_open)
        self.table.empty.step.setEnabled(is_open)
        self.read()

    def read(self) -> None:
        """Read the names again."""
        programme, employer = self._programme, self._employer
        if programme is None:
            return
        store, text = self._tools.store, self.table.filter_text()
        states = tuple(
            state
            for state in NomineeState
            if state is not NomineeState.WITHDRAWN or self.withdrawn.isChecked()
        )
        sought = NomineeSought(text=text, organisation_id=employer, states=states)

        def look(_progress: Progress) -> tuple[NomineeLine, ...]:
            return store.read(trip_nominees.listed, programme, sought)

        self._tools.runner.read_newest(look, done=self._show)

    def choose(self, nominee: UUID) -> None:
        """Put the cursor on a name, now or when it has been read."""
        self._wanted = None if self.table.select(nominee) else nominee

    def ask_withdrawal(self) -> None:
        """Ask why the chosen name is taken back, or let a withdrawn one stand again."""
        line = self._current()
        if line is None or not self._is_open:
            return
        if line.state is NomineeState.WITHDRAWN:
            self._do(trip_nominee_edit.restore, line.id, _("{name} is named again."), line.name)
            return
        usual = (
            _("Gives up the place"),
            _("On duty"),
            _("Named by another organisation"),
            _("Left the organisation"),
        )
        self.bar.ask(_("Why is {name} taken back?").format(name=line.name), _("Withdraw"), self._out, usual)

    def _out(self, reason: str) -> None:
        line = self._current()
        if line is None:
            self.bar.close_bar()
            return
        store, key, words = self._tools.store, line.id, _("{name} is withdrawn.").format(name=line.name)

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(trip_nominee_edit.withdraw, key, reason)
            return words, store.next_undo()

        self._tools.runner.run(work, done=self._changed, failed=self.bar.refuse)

    def _strike(self) -> None:
        line = self._current()
        if line is not None and self._is_open:
            self._do(trip_nominee_edit.strike, line.id, _("The nomination of {name} is removed."), line.name)

    def _do(self, deed: Callable[..., None], key: UUID, words: str, name: str, *more: int) -> None:
        store, told = self._tools.store, words.format(name=name)

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(deed, key, *more)
            return told, store.next_undo()

        self._tools.runner.run(work, done=self._changed)

    def _changed(self, outcome: tuple[str, str | None]) -> None:
        self.bar.close_bar()
        self._undoing.tell(*outcome)

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        line = self._current()
        place = self._places().index(line.id) + 1 + by if line is not None and self._employer else 0
        if line is not None and self._is_open and 1 <= place <= len(self._lines):
            self._wanted = line.id
            self._do(trip_nominee_edit.move, line.id, _("{name} moved."), line.name, place)

    def _places(self) -> list[UUID]:
        return [one.id for one in sorted(self._lines.values(), key=lambda one: one.position)]

    def _change(self) -> None:
        line = self._current()
        if line is not None:
            self.opened.emit(line.id)

    def _current(self) -> NomineeLine | None:
        key = self.table.current_id()
        return self._lines.get(key) if key is not None else None

    def _search(self, text: str) -> list[Hit]:
        store = self._tools.store
        found = store.read(find_anything, store.code_key, text)
        return [Hit(f.kind, f.id, f.title, f.detail, f.group) for f in found if f.kind == "worker"]

    def _take_hit(self, hit: Hit) -> None:
        self.add_line.clear()
        self.worker_chosen.emit(hit.id)

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[NomineeLine]:
        lines = self._lines
        return [lines[key] for key in ids if key in lines]

    def _show(self, lines: tuple[NomineeLine, ...]) -> None:
        self._lines = {line.id: line for line in lines}
        self._arrange()
        wanted, self._wanted = self._wanted, None
        if (wanted is None or not self.table.select(wanted)) and self.table.current_id() is None and lines:
            self.table.view.selectRow(0)
        self._look_at_choice()

    def _arrange(self, *_order: object) -> None:
        found = list(self._lines.values())
        order = self.table.order()
        if order is not None and order[0] in SORTS:
            found.sort(key=SORTS[order[0]], reverse=order[1])
        elif self._employer is not None:
            found.sort(key=lambda one: one.position)
        self.table.show_ids([one.id for one in found])

    def _narrow(self, _what: object) -> None:
        self.read()

    def _look_at_choice(self) -> None:
        line = self._current()
        back = line is not None and line.state is NomineeState.WITHDRAWN
        self.out.setText(_("Let stand again") if back else _("Withdraw"))
        self.change.setEnabled(line is not None)
        self.out.setEnabled(line is not None and self._is_open)
        ordered = self._is_open and self._employer is not None and not self.table.filter_text()
        place = self._places().index(line.id) if line is not None else 0
        self.up.setEnabled(ordered and line is not None and place > 0)
        self.down.setEnabled(ordered and line is not None and place < len(self._lines) - 1)

    def _button(self, icon_name: str, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(icon(icon_name), words)
        roomy(button)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        self.table.toolbar.addWidget(self.withdrawn)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.change, self.up, self.down):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.out)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.title, self.about, self.add_line):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addWidget(self.bar)
        column.addLayout(foot)
        self.setTabOrder(self.table.filter, self.withdrawn)
        self.setTabOrder(self.withdrawn, self.table.view)

    def _connect(self) -> None:
        self.add_line.chosen.connect(self._take_hit)
        self.table.empty.first_step.connect(self.import_asked)
        self.table.filter_changed.connect(self._narrow)
        self.table.sort_changed.connect(self._arrange)
        self.table.selection_changed.connect(self._look_at_choice)
        self.table.opened.connect(self.opened)
        self.table.removal_asked.connect(self._strike)
        self.table.said.connect(self.said)
        self.withdrawn.toggled.connect(self._narrow)
        self.bar.left.connect(self.table.view.setFocus)
        for keys, act in (("Alt+Up", self._up), ("Alt+Down", self._down)):
            QShortcut(QKeySequence(keys), self.table.view).activated.connect(act)
        self.up.setToolTip(_("Move up (Alt+Up)"))
        self.down.setToolTip(_("Move down (Alt+Down)"))
        self.change.setToolTip(_("Correct what the form says (Enter)"))


def _employer_words(one: OrganisationNames) -> str:
    quota = ngettext("{n} place", "{n} places", one.quota).format(n=one.quota)
    parts = [quota, _("{n} named").format(n=one.named)]
    if one.over:
        parts.append(_("{n} too many").format(n=one.over))
    if one.frontline_min:
        words = _("front line {n}, at least {least}")
        parts.append(words.format(n=one.frontline, least=one.frontline_min))
    asked = f"{one.contact} {one.phone}".strip()
    return " · ".join([*parts, *([asked] if asked else [])])
