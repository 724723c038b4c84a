"""The objections to a notice: listed, taken down, read, and answered in place."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import trip_objections
from desktop.services.trip_notice_papers import outcome_word
from desktop.services.trip_notices import NoticeCard
from desktop.services.trip_objections import ObjectionLine, ObjectionOutcome
from desktop.storage.store import Store
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing
from desktop.views.trips.notice_objection_forms import AnswerForm, ReceiveForm

_Told = tuple[str, str, str | None]


class ObjectionsPanel(QWidget):
    """The list over what the chosen one says; the forms come in its place."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._card: NoticeCard | None = None
        self._lines: tuple[ObjectionLine, ...] = ()
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        headings = [_("No."), _("Received on"), _("Against"), _("What it says"), _("Outcome")]
        self.table = ShortTable(_("Objections"), headings, 3, frozenset({0}))
        self.take = QPushButton(icon("plus"), _("Take down an objection"))
        self.answer = QPushButton(icon("reply-outline"), _("Answer …"))
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.receiving = ReceiveForm(tools)
        self.answering = AnswerForm(tools)
        self.about = QLabel()
        self._stack = QStackedWidget()
        self._lay_out()
        self.take.clicked.connect(self.begin)
        self.answer.clicked.connect(self._begin_answer)
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(self._begin_answer)
        self.table.said.connect(self.said)
        self.receiving.save_asked.connect(self._receive)
        self.receiving.back_button.clicked.connect(self._back)
        self.answering.save_asked.connect(self._answer)
        self.answering.back_button.clicked.connect(self._back)

    def show_notice(self, card: NoticeCard, lines: Sequence[ObjectionLine]) -> None:
        """Show the objections to a notice; what is being typed about it stays."""
        if self._card is None or self._card.id != card.id:
            self._back()
        self._card, self._lines = card, tuple(one for one in lines if one.notice_id == card.id)
        self.table.show_rows([_row(one) for one in self._lines])
        if self.table.key() is None and self._lines:
            waiting = [one for one in self._lines if one.outcome is ObjectionOutcome.OPEN]
            self.table.select((waiting or self._lines)[0].id)
        self._show_chosen()

    def begin(self, nominee: object = None) -> None:
        """Begin to take an objection down."""
        if self._card is not None and not self.is_dirty():
            self.receiving.begin(self._card.lines, nominee if isinstance(nominee, UUID) else None)
            self._stack.setCurrentIndex(1)
            self.receiving.against.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self._stack.currentIndex() > 0 and (self.receiving.is_dirty() or self.answering.is_dirty())

    def _chosen(self) -> ObjectionLine | None:
        key = self.table.key()
        return next((one for one in self._lines if one.id == key), None)

    def _show_chosen(self, _key: object = None) -> None:
        one = self._chosen()
        self.answer.setEnabled(one is not None and one.outcome is ObjectionOutcome.OPEN)
        if one is None:
            self.words.setText(
                "" if self._lines else _("No objection was received. Whatever comes in is taken down here.")
            )
            return
        self.words.setText(_whole(one))

    def _begin_answer(self, _key: object = None) -> None:
        one = self._chosen()
        if one is not None and one.outcome is ObjectionOutcome.OPEN and not self.is_dirty():
            self.about.setText(_whole(one))
            self.answering.begin(one)
            self._stack.setCurrentIndex(2)
            self.answering.outcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def _receive(self) -> None:
        if self._card is None:
            return
        notice, entry = self._card.id, self.receiving.entry()

        def deed(store: Store) -> tuple[str, str]:
            received = store.do(trip_objections.receive, notice, entry)
            return _("The objection is taken down."), received.said

        self._do(deed, self.receiving.set_busy, self._refuse_receiving)

    def _answer(self) -> None:
        one = self._chosen()
        if one is None:
            return
        key, given = one.id, self.answering.given()

        def deed(store: Store) -> tuple[str, str]:
            told = store.do(trip_objections.answer, key, given)
            if told.outcome is ObjectionOutcome.UPHELD and told.nominee_id is not None:
                return _("Answered; the place of {name} is free for a substitute.").format(name=told.name), ""
            return _("The objection is answered."), ""

        self._do(deed, self.answering.set_busy, self._refuse_answering)

    def _do(
        self,
        deed: Callable[[Store], tuple[str, str]],
        busy: Callable[[bool], None],
        refused: Callable[[Failure], None],
    ) -> None:
        store = self._tools.store

        def work(_progress: Progress) -> _Told:
            words, more = deed(store)
            return words, more, store.next_undo()

        busy(True)
        self._tools.runner.run(work, done=self._done, failed=refused)

    def _done(self, outcome: _Told) -> None:
        words, more, label = outcome
        self._back()
        self._undoing.tell(words, label, more)

    def _refuse_receiving(self, failure: Failure) -> None:
        self._refuse(self.receiving, failure)

    def _refuse_answering(self, failure: Failure) -> None:
        self._refuse(self.answering, failure)

    def _refuse(self, form: ReceiveForm | AnswerForm, failure: Failure) -> None:
        form.refuse(failure)
        form.back_button.setEnabled(True)
        if not failure.field:
            self.said.emit(notice_of(failure))

    def _back(self) -> None:
        for form in (self.receiving, self.answering):
            form.put_back()
            form.settle()
        self._stack.setCurrentIndex(0)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.take, self.answer):
            roomy(button)
            row.addWidget(button)
        row.addStretch(1)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.words)
        self._stack.addWidget(listed)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        asked = QWidget()
        under = QVBoxLayout(asked)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(self.about)
        under.addWidget(self.answering, 1)
        for form in (self.receiving, asked):
            scroll = QScrollArea(widgetResizable=True)
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            form.setContentsMargins(4, 8, 8, 8)
            scroll.setWidget(form)
            self._stack.addWidget(scroll)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)


def _row(one: ObjectionLine) -> ShortRow:
    waiting = one.outcome is ObjectionOutcome.OPEN
    cells = (
        str(one.number),
        one.received_on.isoformat(),
        one.name_shown or _("the whole"),
        " ".join(one.text.split()),
        outcome_word(one.outcome),
    )
    return ShortRow(one.id, cells, due=waiting)


def _whole(one: ObjectionLine) -> str:
    about = _("the notice as a whole")
    if one.number_on_notice is not None:
        about = _("no. {number}: {name}, {organisation}").format(
            number=one.number_on_notice, name=one.name, organisation=one.organisation
        )
    head = _("Against {whom} · {means} · {who}").format(
        whom=about, means=one.means or "–", who=one.raised_by or _("anonymous")
    )
    lines = [head, one.text]
    if not one.in_time:
        lines.append(_("It came outside the period."))
    if one.answered_on is not None:
        words = _("Answer ({outcome}, {who}, {day}): {text}")
        lines.append(
            words.format(
                outcome=outcome_word(one.outcome),
                who=one.answered_by,
                day=day_words(one.answered_on),
                text=one.answer,
            )
        )
    return "\n".join(lines)
