"""The strip over a step: open, approved or opened again; what it lacks; the buttons that change that."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import trip_progress, trip_steps
from desktop.services.trip_progress import StepProgress
from desktop.services.trip_steps import StepState, TripStep, step_word
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import icon_size, primary, roomy, toned
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_WHO = "trips/approver"
_SHOWN = 1


class StepHead(QFrame):
    """Shows a step's state; ``Approve…`` and ``Amend…`` open a short form under it."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools, step: TripStep) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._tools = tools
        self._step = step
        self._programme: UUID | None = None
        self._progress: StepProgress | None = None
        self._whole = False
        self._away = False
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.mark = QLabel()
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.more = QToolButton()
        self.more.setAutoRaise(True)
        self.act = QPushButton()
        roomy(self.act)
        self.missing = QLabel()
        self.missing.setTextFormat(Qt.TextFormat.PlainText)
        self.missing.setWordWrap(True)
        self.form = ApproveForm()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.mark)
        row.addWidget(self.state, 1)
        row.addWidget(self.more)
        row.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 8, 4)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.missing)
        column.addWidget(self.form)
        self.act.clicked.connect(self._ask)
        self.more.clicked.connect(self._toggle)
        self.form.save_asked.connect(self._save)
        self.form.left.connect(self._close)
        self.form.hide()
        self.show_step(None, None)

    def show_step(self, programme: UUID | None, progress: StepProgress | None) -> None:
        """Show where the step stands in a programme."""
        if programme != self._programme or progress is None:
            self._close()
        self._programme, self._progress = programme, progress
        self.setVisible(progress is not None and not self._away)
        if progress is None:
            return
        state = progress.state
        name, tone = state_icon(progress)
        self.mark.setPixmap(icon(name, tone).pixmap(icon_size(self.mark, 20)))
        self.state.setText(state_words(state))
        self.act.setText(_("Amend…") if state.is_approved else _("Approve…"))
        self.act.setIcon(icon("pencil-lock-outline" if state.is_approved else "check-decagram-outline"))
        self.act.setEnabled(state.is_approved or not any(one.blocks for one in progress.missing))
        self._show_missing()

    def stand_back(self, away: bool) -> None:
        """Do not show: what one is at is of no programme yet."""
        self._away = away
        self.setVisible(self._progress is not None and not away)

    def _show_missing(self) -> None:
        found = self._progress.missing if self._progress else ()
        lacks = sorted(found, key=lambda one: not one.blocks)  # what keeps it from being approved first
        shown = lacks if self._whole else lacks[:_SHOWN]
        self.missing.setText("\n".join(f"{'●' if one.blocks else '○'} {one.sentence}" for one in shown))
        self.missing.setVisible(bool(shown))
        toned(self.missing, "due" if any(one.blocks for one in lacks) else "quiet")
        hidden = len(lacks) - _SHOWN
        self.more.setVisible(hidden > 0)
        self.more.setText(
            _("Fewer") if self._whole else ngettext("{n} more", "{n} more", max(hidden, 1)).format(n=hidden)
        )

    def _toggle(self) -> None:
        self._whole = not self._whole
        self._show_missing()

    def _ask(self) -> None:
        if self._progress is not None:
            who = str(self._tools.memory.value(_WHO, ""))
            self.form.ask(self._progress.state.is_approved, who)
            self.act.setEnabled(False)

    def _close(self) -> None:
        if self._progress is not None:
            state = self._progress.state
            self.act.setEnabled(state.is_approved or not any(one.blocks for one in self._progress.missing))
        self._put_away()

    def _put_away(self) -> None:
        """Close the form; the cursor goes to the button it was opened by."""
        focused = self.window().focusWidget()
        if focused is not None and self.form.isAncestorOf(focused):
            self.act.setEnabled(True)
            self.act.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.hide()

    def _save(self) -> None:
        programme, step, store = self._programme, self._step, self._tools.store
        if programme is None or not self.form.check():
            return
        who, document, reason = (one.value() for one in (self.form.who, self.form.document, self.form.reason))
        amending = self.form.is_amending
        self._tools.memory.setValue(_WHO, who)

        def work(_progress: Progress) -> str | None:
            if amending:
                store.do(trip_steps.amend, programme, step, who, reason, document)
            else:
                store.do(trip_progress.approve, programme, step, who, document)
            return store.next_undo()

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self._failed)

    def _saved(self, label: str | None) -> None:
        self.form.set_busy(False)
        words = _("“{step}” is open again.") if self.form.is_amending else _("“{step}” is approved.")
        self.form.settle()
        self._put_away()
        self._undoing.tell(words.format(step=step_word(self._step)), label)

    def _failed(self, failure: Failure) -> None:
        self.form.set_busy(False)
        self.form.refuse(failure)
        if not failure.field:
            self.said.emit(Notice(failure.sentence, failure.remedy))


class ApproveForm(Form):
    """Who approves, on what document; for an amendment why."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__(_("Approve"))
        self.is_amending = False
        self.who = self.add(LineField("by", _("Approved by")))
        self.document = self.add(LineField("document", _("Document (number)")))
        self.reason = self.add(LineField("reason", _("Why it is changed")))
        self.back_button.setText(_("Not now"))
        self.back_button.clicked.connect(self.left)
        primary(self.save_button)

    def ask(self, amending: bool, who: str) -> None:
        """Ask; ``who`` is the name given last time."""
        self.is_amending = amending
        self.save_button.setText(_("Open it again") if amending else _("Approve"))
        self.show_field(self.reason, amending)
        for field, value in ((self.who, who), (self.document, ""), (self.reason, "")):
            field.set_value(value)
        self.settle()
        self.show()
        self._follow()
        target = self.reason if amending and who else self.who
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes away."""
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()

    def _follow(self) -> None:
        super()._follow()
        self.back_button.setEnabled(True)
        self.save_button.setEnabled(True)


def state_icon(progress: StepProgress) -> tuple[str, str]:
    """Return the icon of a step's state and the name of its colour."""
    if progress.state.is_approved:
        return "check-decagram", "good"
    if any(one.blocks for one in progress.missing):
        return "progress-alert", "due"
    return ("progress-pencil", "due") if progress.state.is_amended else ("progress-check", "accent")


def state_words(state: StepState) -> str:
    """Return where a step stands, in a sentence."""
    last = state.last
    if last is None:
        return _("Open: may be changed freely until it is approved.")
    day = day_words(last.at.astimezone().date())
    if state.is_approved:
        words = _("Approved by {who} on {day}.").format(who=last.by, day=day)
    else:
        words = _("Opened again by {who} on {day}: {reason}").format(who=last.by, day=day, reason=last.reason)
    return f"{words} ({last.document})" if last.document else words
