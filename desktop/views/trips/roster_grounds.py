"""A short form in the page that asks why a roster changes and who decided it; no dialog."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from desktop.core.i18n import _
from desktop.services.trip_roster_log import Grounds
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import primary

_WHO = "trips/decider"


class GroundsBar(QFrame):
    """A sentence, the reason and the name; on demand a batch to choose, and why the order is not kept.

    Enter says yes, Esc goes away; ``left`` when the cursor must go somewhere else then. ``act`` reads the
    answers with :meth:`grounds` and from the fields.
    """

    left = Signal()

    def __init__(self, memory: QSettings) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._memory = memory
        self._act: Callable[[], None] | None = None
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.form = Form()
        self.batch: ChoiceField[UUID | None] = self.form.add(ChoiceField("batch", _("To batch"), []))
        self.reason = self.form.add(LineField("reason", _("Why"), required=True))
        self.out_of_order = self.form.add(
            LineField("out_of_order", _("Why not in the order"), required=False)
        )
        self.who = self.form.add(LineField("by", _("Decided by"), required=True))
        self.form.back_button.setText(_("Not now"))
        primary(self.form.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.sentence)
        column.addWidget(self.form)
        self.form.save_asked.connect(self._say_yes)
        self.form.back_button.clicked.connect(self.close_bar)
        for field in (self.batch, self.reason, self.out_of_order, self.who):
            field.edited.connect(self._free)
        self.hide()

    def ask(
        self,
        sentence: str,
        yes: str,
        act: Callable[[], None],
        batches: Sequence[tuple[UUID | None, str]] = (),
        out_of_order: bool = False,
    ) -> None:
        """Ask; the name given last time is offered."""
        self._act = act
        self.sentence.setText(sentence)
        self.form.save_button.setText(yes)
        self.batch.set_choices(batches or [(None, "")])
        self.form.show_field(self.batch, bool(batches))
        self.form.show_field(self.out_of_order, out_of_order)
        self.reason.set_value("")
        self.out_of_order.set_value("")
        self.who.set_value(str(self._memory.value(_WHO, "")))
        self.form.settle()
        self._free()
        self.show()
        (self.batch if batches else self.reason).setFocus(Qt.FocusReason.OtherFocusReason)

    def grounds(self) -> Grounds:
        """Return what was answered."""
        return Grounds(self.reason.words(), self.who.words())

    def refuse(self, failure: Failure) -> None:
        """Say what was wrong, under its field where there is one; the answers stay."""
        self.form.refuse(failure)
        self._free()

    def close_bar(self) -> None:
        """Go away without doing anything."""
        self._act = None
        if not self.isHidden():
            self.form.settle()
            at = self.window().focusWidget()
            had_cursor = at is not None and self.isAncestorOf(at)
            self.hide()
            if had_cursor:
                self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes away."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _free(self) -> None:
        self.form.save_button.setEnabled(True)
        self.form.back_button.setEnabled(True)

    def _say_yes(self) -> None:
        if self._act is None or not self.form.check():
            return
        self._memory.setValue(_WHO, self.who.words())
        self.form.set_busy(True)
        self.form.back_button.setEnabled(True)
        self._act()
