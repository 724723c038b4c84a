"""A few lines in the page in which a site is opened, paused or closed: since when and why; no dialog."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from desktop.core.i18n import _, ngettext
from desktop.services.site_words import SiteStatus, status_word
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.forms import Form
from desktop.views.support.named_fields import SuggestField
from desktop.views.support.tasks import Failure


class StatusForm(Form):
    """State, day, reason."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(_("Change the state"))
        self._today = today
        self.status: ChoiceField[SiteStatus] = self.add(
            ChoiceField("status", _("State"), [(one, status_word(one)) for one in SiteStatus])
        )
        self.since = self.add(DateField("since", _("Since"), told_from(today)))
        self.reason = self.add(SuggestField("reason", _("Reason")))
        self.reason.offer(
            [
                _("Being renovated"),
                _("Equipment being repaired"),
                _("The host has closed"),
                _("Moved elsewhere"),
                _("Typhoon"),
                _("Holidays of the host"),
                _("Too few come"),
            ]
        )
        self.back_button.setText(_("Not now"))
        self.back_button.setToolTip(_("Leave the state as it is (Esc)"))

    def ask(self, status: SiteStatus) -> None:
        """Offer a change from this state, from today; what is not open is most likely to be opened."""
        self.status.set_value(status)
        if status is not SiteStatus.OPEN:
            self.status.box.setCurrentIndex(list(SiteStatus).index(SiteStatus.OPEN))
        self.since.set_value(self._today())
        self.reason.set_value("")
        self.settle()
        self.status.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, failure: Failure) -> None:
        """Show why it was not changed, under the field at fault."""
        field = {"status_reason": "reason", "planned_for": "since"}.get(failure.field, failure.field)
        super().refuse(replace(failure, field=field))

    def _follow(self) -> None:
        super()._follow()
        self.back_button.setEnabled(True)


class StatusBar(QFrame):
    """The form with its question; Esc goes away."""

    asked = Signal(object, object, str)  # SiteStatus, date | None, reason

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.form = StatusForm(today)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.sentence)
        column.addWidget(self.form)
        self.form.save_asked.connect(self._ask)
        self.form.back_button.clicked.connect(self.close_bar)
        self.hide()

    def ask(self, name: str, status: SiteStatus) -> None:
        """Ask what a site's state is to be."""
        words = _("“{name}” is now: {state}. What is it to be? The change stays in its history.")
        self._open(words.format(name=name, state=status_word(status)), status)

    def ask_several(self, count: int) -> None:
        """Ask what the state of several sites is to be."""
        words = ngettext(
            "What is the state of this {n} site to be?", "What is the state of these {n} sites to be?", count
        )
        self._open(words.format(n=f"{count:,}"), SiteStatus.OPEN)
        self.form.status.box.setCurrentIndex(list(SiteStatus).index(SiteStatus.PAUSED))

    def refuse(self, failure: Failure) -> None:
        """Say what was wrong; what was typed stays."""
        self.form.refuse(failure)

    def close_bar(self) -> None:
        """Go away without changing anything."""
        self.form.put_back()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes away."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _open(self, sentence: str, status: SiteStatus) -> None:
        self.sentence.setText(sentence)
        self.show()
        self.form.ask(status)

    def _ask(self) -> None:
        self.form.set_busy(True)
        self.asked.emit(self.form.status.value(), self.form.since.value(), self.form.reason.value())
