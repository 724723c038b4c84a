"""The chosen defect: how it stands, what is done about it, its history and its photos."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import defects
from desktop.services.clock import local
from desktop.services.defects import DeadlineLine, DefectCard, DefectState, RecheckLine, defect_state_word
from desktop.views.sites.defect_steps import CORRECT, DEADLINE, FIXED, RECHECK, DefectSteps
from desktop.views.sites.inspection_rows import days_words, state_tone
from desktop.views.sites.photo_strip import PhotosOf, PhotoStrip
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, primary, roomy, titled, toned
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


@dataclass(frozen=True)
class DefectShown:
    """A defect with its history."""

    card: DefectCard
    rechecks: Sequence[RecheckLine]
    moved: Sequence[DeadlineLine]


class DefectSide(QWidget):
    """Shows one defect. It is closed by entering a recheck that found it fixed, and by nothing else."""

    said = Signal(object)  # Notice
    open_item = Signal(str, object)  # kind, UUID
    lost = Signal()  # the defect is no longer on file

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._key: UUID | None = None
        self._card: DefectCard | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.title = QLabel()
        self.state = QLabel()
        self.site_button = QPushButton(icon("map-marker-outline"), "")
        self.visit_button = QPushButton(icon("clipboard-text-outline"), _("The visit it was found on"))
        self.recheck_button = QPushButton(icon("clipboard-check-outline", "on_accent"), _("Recheck …"))
        self.fixed_button = QPushButton(icon("wrench-outline"), _("Reported fixed …"))
        self.more = QToolButton()
        self.steps = DefectSteps(tools)
        self.facts = QFormLayout()
        self.history = QLabel()
        self.photos = PhotoStrip(tools)
        self._make_menu()
        self._lay_out()
        self._connect()

    def show_defect(self, key: UUID) -> None:
        """Read a defect and show it; a form open for the same one stays."""
        if key != self._key:
            self.steps.close_steps()
        self._key = key
        store = self._tools.store
        today = local(store.now()).date()

        def look(_progress: Progress) -> DefectShown | None:
            found = store.read(defects.defect_cards, [key], today)
            if not found:
                return None
            return DefectShown(
                found[0], store.read(defects.rechecks, key), store.read(defects.deadline_changes, key)
            )

        self._tools.runner.read_newest(look, done=self._show)

    def card(self) -> DefectCard | None:
        """Return the defect shown."""
        return self._card

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self.steps.is_dirty()

    def begin(self, step: int) -> None:
        """Ask for what a step needs."""
        if self._card is not None and self._card.state is not DefectState.CLOSED:
            self.steps.begin(step, self._card)

    def remove(self) -> None:
        """Take the defect off the list; undo brings it back."""
        card, store = self._card, self._tools.store
        if card is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(defects.remove, card.id)
            return _("“{what}” is removed.").format(what=card.what), store.next_undo()

        self._tools.runner.run(work, done=self._told)

    def _lay_out(self) -> None:
        for label, scale in ((self.title, 1.3), (self.state, 1.0)):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            titled(label, scale)
        self.history.setWordWrap(True)
        self.history.setTextFormat(Qt.TextFormat.PlainText)
        self.history.setAlignment(Qt.AlignmentFlag.AlignTop)
        muted(self.history)
        for button in (self.site_button, self.visit_button, self.fixed_button, self.more):
            roomy(button)
        primary(self.recheck_button)
        places = QHBoxLayout()
        places.setSpacing(8)
        places.addWidget(self.site_button)
        places.addWidget(self.visit_button)
        places.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for widget in (self.recheck_button, self.fixed_button, self.more):
            acts.addWidget(widget)
        acts.addStretch(1)
        self.facts.setHorizontalSpacing(16)
        self.facts.setVerticalSpacing(6)
        heading = QLabel(_("How it was dealt with"))
        titled(heading, 1.1)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.state)
        column.addLayout(places)
        column.addLayout(acts)
        column.addWidget(self.steps)
        column.addLayout(self.facts)
        column.addWidget(self.photos)
        column.addWidget(heading)
        column.addWidget(self.history)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _make_menu(self) -> None:
        menu = QMenu(self)
        self.deadline_action = menu.addAction(icon("calendar-clock"), _("Change the deadline …"))
        self.correct_action = menu.addAction(icon("pencil-outline"), _("Correct the words …"))
        self.remove_action = menu.addAction(icon("delete-outline"), _("Remove from the list"))
        self.more.setText(_("More"))
        self.more.setIcon(icon("dots-horizontal"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(menu)

    def _connect(self) -> None:
        self.recheck_button.clicked.connect(self._begin_recheck)
        self.fixed_button.clicked.connect(self._begin_fixed)
        self.deadline_action.triggered.connect(self._begin_deadline)
        self.correct_action.triggered.connect(self._begin_correction)
        self.remove_action.triggered.connect(self.remove)
        self.site_button.clicked.connect(self._open_site)
        self.visit_button.clicked.connect(self._open_visit)
        self.steps.asked.connect(self._do_step)
        self.steps.left.connect(self.recheck_button.setFocus)
        self.photos.said.connect(self.said)

    def _begin_recheck(self) -> None:
        self.begin(RECHECK)

    def _begin_fixed(self) -> None:
        self.begin(FIXED)

    def _begin_deadline(self) -> None:
        self.begin(DEADLINE)

    def _begin_correction(self) -> None:
        self.begin(CORRECT)

    def _show(self, shown: DefectShown | None) -> None:
        if shown is None:
            self._key, self._card = None, None
            self.lost.emit()
            return
        if shown.card.id != self._key:
            return
        card = self._card = shown.card
        self.title.setText(card.what)
        self.state.setText(_state_words(card))
        toned(self.state, state_tone(card.state))
        self.site_button.setText(card.site)
        self.site_button.setToolTip(_("Open the site"))
        self.visit_button.setVisible(card.inspection_id is not None)
        is_open = card.state is not DefectState.CLOSED
        for button in (self.recheck_button, self.fixed_button):
            button.setVisible(is_open)
        self.fixed_button.setVisible(is_open and card.fixed_on is None)
        self.deadline_action.setEnabled(is_open)
        self.correct_action.setEnabled(is_open)
        self._show_facts(card)
        self.history.setText("\n".join(_history(shown)))
        self.photos.show_photos(PhotosOf(card.site_id, defect=card.id))

    def _show_facts(self, card: DefectCard) -> None:
        while self.facts.rowCount():
            self.facts.removeRow(0)
        who = " · ".join(filter(None, (card.responsible, card.responsible_phone)))
        facts = (
            (_("Deadline"), day_words(card.deadline)),
            (_("Who answers for it"), who),
            (_("Found on"), day_words(card.found_on)),
        )
        for words, value in facts:
            label, text = QLabel(words), QLabel(value)
            muted(label)
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.facts.addRow(label, text)

    def _do_step(self) -> None:
        card, store = self._card, self._tools.store
        if card is None:
            return
        act = self.steps.act(card)

        def work(_progress: Progress) -> tuple[str, str | None]:
            return act(store), store.next_undo()

        self._tools.runner.run(work, done=self._told, failed=self.steps.refuse)

    def _told(self, outcome: tuple[str, str | None]) -> None:
        self.steps.close_steps()
        self._undoing.tell(*outcome)

    def _open_site(self) -> None:
        if self._card is not None:
            self.open_item.emit("site", self._card.site_id)

    def _open_visit(self) -> None:
        if self._card is not None and self._card.inspection_id is not None:
            self.open_item.emit("inspection", self._card.inspection_id)


def _state_words(card: DefectCard) -> str:
    word = defect_state_word(card.state)
    if card.state is DefectState.CLOSED and card.closed_on is not None:
        return f"{word} · {day_words(card.closed_on)}"
    if card.state is DefectState.TO_RECHECK and card.fixed_on is not None:
        return f"{word} · " + _("reported fixed on {day}").format(day=day_words(card.fixed_on))
    return f"{word} · {days_words(card.days)}"


def _history(shown: DefectShown) -> list[str]:
    """Return what happened in the order it happened, a line each."""
    card = shown.card
    told: list[tuple[date, int, str]] = [(card.found_on, 0, _("The defect was found"))]
    for line in shown.moved:
        words = _("Deadline moved from {before} to {after}: {reason}").format(
            before=day_words(line.before), after=day_words(line.after), reason=line.reason
        )
        told.append((local(line.at).date(), 2, words))
    for check in shown.rechecks:
        if check.reported_on is not None:
            told.append((check.reported_on, 1, _reported(check.report)))
        verdict = _("Rechecked by {who}: fixed") if check.passed else _("Rechecked by {who}: not fixed")
        words = verdict.format(who=check.by)
        told.append(
            (check.on, 3 if check.passed else 1, f"{words} · {check.remark}" if check.remark else words)
        )
    if card.fixed_on is not None:
        told.append((card.fixed_on, 1, _reported(card.fix)))
    return [f"{day_words(day)}  {words}" for day, _rank, words in sorted(told, key=lambda one: one[:2])]


def _reported(fix: str) -> str:
    return _("Reported as fixed: {fix}").format(fix=fix) if fix else _("Reported as fixed")
