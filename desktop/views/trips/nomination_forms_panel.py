"""The forms that go out: until when, for whom, as which files, into which folder."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import trip_forms
from desktop.services.trip_forms import FormKind, FormsWritten
from desktop.services.trip_nominee_summary import OrganisationNames
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import NumberField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Failure, Reach, Task
from desktop.views.support.theme import muted, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.workbooks import ask_folder

_BOTH = (FormKind.WORKBOOK, FormKind.PAPER)
_MOST_RESERVE = 200
_CHOICE = 280


class NominationFormsPanel(QWidget):
    """A short form; how far the writing is stands under it, and can be stopped."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._programme: UUID | None = None
        self._employer: OrganisationNames | None = None
        self._task: Task | None = None
        self._folder = Path()
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        roomy(self.back)
        title = QLabel(_("Forms for the organisations"))
        titled(title)
        about = QLabel(
            _(
                "Each organisation gets a form with its quota and as many rows, as a workbook to fill in and "
                "on paper to sign. A form that comes back is recognised by its code."
            )
        )
        about.setWordWrap(True)
        muted(about)
        self.form = Form(_("Choose a folder and write…"))
        self.whom = self.form.add(
            ChoiceField[str]("whom", _("Forms for"), [("", _("every organisation with places"))])
        )
        today = told_from(lambda: tools.store.now().astimezone().date())
        self.deadline = self.form.add(DateField("deadline", _("To be back by"), today))
        self.reserve = self.form.add(
            NumberField(
                "reserve", _("Reserve rows"), _("Rows beyond the quota."), required=True, most=_MOST_RESERVE
            )
        )
        kinds: list[tuple[tuple[FormKind, ...], str]] = [
            (_BOTH, _("workbook and paper (PDF)")),
            ((FormKind.WORKBOOK,), _("workbook only")),
            ((FormKind.PAPER,), _("paper (PDF) only")),
        ]
        self.kinds = self.form.add(ChoiceField[tuple[FormKind, ...]]("kinds", _("As"), kinds))
        for field in (self.whom, self.kinds):
            field.box.setMinimumWidth(_CHOICE)
        self.form.back_button.hide()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.stop = QPushButton(_("Cancel"))
        roomy(self.stop)
        self._lay_out(title, about)
        self.back.clicked.connect(self._leave)
        self.form.save_asked.connect(self._ask)
        self.stop.clicked.connect(self._stop)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._leave)

    def begin(self, programme: UUID, employer: OrganisationNames | None) -> None:
        """Ask; ``employer`` is the organisation chosen in the list, offered by itself."""
        self._programme, self._employer = programme, employer
        choices = [("", _("every organisation with places")), ("silent", _("those that named nobody yet"))]
        if employer is not None:
            choices.append(("one", _("only {organisation}").format(organisation=employer.organisation)))
        kept = self.whom.value() if self.whom.words() else ""
        self.whom.set_choices(choices)
        self.whom.set_value(kept if kept in dict(choices) else "")
        if not self.reserve.words():
            self.reserve.set_value(trip_forms.RESERVE)
        self._show_busy(False)
        self.deadline.setFocus(Qt.FocusReason.OtherFocusReason)

    def write_to(self, folder: str) -> None:
        """Write the forms into that folder."""
        programme, employer, store = self._programme, self._employer, self._tools.store
        if programme is None or not self.form.check():
            return
        deadline, reserve = self.deadline.value(), self.reserve.value() or 0
        whom, kinds = self.whom.value(), self.kinds.value()
        self._folder = Path(folder)
        path = self._folder

        def work(progress: Progress) -> FormsWritten:
            only = {employer.id} if whom == "one" and employer is not None else frozenset[UUID]()
            wanted = store.read(
                trip_forms.forms, programme, deadline, reserve, only, only_silent=whom == "silent"
            )
            return trip_forms.write_forms(wanted, path, kinds, progress)

        self._show_busy(True)
        runner = self._tools.runner
        self._task = runner.read(work, done=self._written, failed=self._failed, cancelled=self._ended)
        self._task.progressed.connect(self._show_reach)

    def _ask(self) -> None:
        ask_folder(self, _("Where the forms go"), self.write_to)

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _leave(self) -> None:
        if self._task is None:
            self.left.emit()

    def _show_reach(self, reach: Reach) -> None:
        self.bar.setRange(0, reach.total)
        self.bar.setValue(reach.done)
        self.bar.setFormat(_("{done} of {total}").format(done=reach.done, total=reach.total))

    def _written(self, done: FormsWritten) -> None:
        self._ended()
        words = ngettext(
            "The form of {n} organisation is in {folder}.",
            "The forms of {n} organisations are in {folder}.",
            done.organisations,
        )
        self.said.emit(Notice(words.format(n=done.organisations, folder=self._folder.name or self._folder)))
        self.left.emit()

    def _failed(self, failure: Failure) -> None:
        self._ended()
        self.form.refuse(failure)
        self.form.save_button.setEnabled(True)

    def _ended(self) -> None:
        self._task = None
        self._show_busy(False)

    def _show_busy(self, busy: bool) -> None:
        self.form.set_busy(busy)
        self.form.save_button.setEnabled(not busy)
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.back.setEnabled(not busy)

    def _lay_out(self, title: QLabel, about: QLabel) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(title, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.bar, 1)
        foot.addWidget(self.stop)
        inside = QWidget()
        inside.setMaximumWidth(560)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 8)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(about)
        whole.addWidget(inside)
        whole.addStretch(1)
