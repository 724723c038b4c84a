"""What is entered about a defect: reported fixed, looked at again, another deadline, corrected."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.core.dates import parse_date
from desktop.core.i18n import _
from desktop.services import defects
from desktop.services.defects import DefectCard, RecheckEntry, usual_deadline
from desktop.storage.store import Store
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.date_fields import DateField
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import titled
from desktop.views.support.tools import Tools

Act = Callable[[Store], str]
"""Does what was asked, and says so in a sentence."""
INSPECTOR = "sites/inspector"
"""Under this name the person who was there last is remembered."""
FIXED, RECHECK, DEADLINE, CORRECT = range(4)


class DefectSteps(QFrame):
    """One form at a time over the history; ``asked``: what ``act`` returns is to be done."""

    asked = Signal()
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.heading = QLabel()
        titled(self.heading, 1.1)
        self.report_form = Form(_("Report as fixed"))
        self.fixed_on = self.report_form.add(DateField("on", _("Fixed on"), self._parse, required=True))
        self.fix = self.report_form.add(LineField("fix", _("What was done")))
        self.recheck_form = Form(_("Enter the recheck"))
        self.rechecked_on = self.recheck_form.add(
            DateField("on", _("Looked at on"), self._parse, required=True)
        )
        self.by = self.recheck_form.add(LineField("by", _("Looked at by"), required=True))
        results: list[tuple[bool, str]] = [(True, _("It is fixed")), (False, _("It is not fixed"))]
        self.passed = self.recheck_form.add(ChoiceField[bool]("passed", _("Result"), results))
        self.remark = self.recheck_form.add(LineField("remark", _("Remark")))
        hint = _("Only where it is not fixed")
        self.new_deadline = self.recheck_form.add(DateField("deadline", _("New deadline"), self._parse, hint))
        self.deadline_form = Form(_("Change the deadline"))
        self.deadline = self.deadline_form.add(
            DateField("deadline", _("New deadline"), self._parse, required=True)
        )
        self.reason = self.deadline_form.add(LineField("reason", _("Reason"), required=True))
        self.correct_form = Form(_("Save"))
        self.what = self.correct_form.add(LineField("what", _("What is wrong"), required=True))
        self.responsible = self.correct_form.add(
            LineField("responsible", _("Who answers for it"), required=True)
        )
        self.phone = self.correct_form.add(LineField("responsible_phone", _("Telephone")))
        self.forms = (self.report_form, self.recheck_form, self.deadline_form, self.correct_form)
        self._firsts: tuple[QWidget, ...] = (self.fix, self.by, self.deadline, self.what)
        self._step = FIXED
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.heading)
        for form in self.forms:
            column.addWidget(form)
            form.save_asked.connect(self._save)
            form.back_button.setText(_("Not now"))
            form.back_button.clicked.connect(self.close_steps)
        self.passed.edited.connect(self._offer_deadline)
        self.hide()

    def begin(self, step: int, card: DefectCard) -> None:
        """Show the form of a step, filled with what is likely."""
        today = self._today()
        self.heading.setText(
            (
                _("It was reported as fixed"),
                _("Somebody looked again"),
                _("Change the deadline"),
                _("Correct the words"),
            )[step]
        )
        form = self.forms[step]
        self.fixed_on.set_value(today)
        self.fix.set_value("")
        self.rechecked_on.set_value(today)
        self.by.set_value(str(self._tools.memory.value(INSPECTOR, "")))
        self.passed.set_value(True)
        self.remark.set_value("")
        self.new_deadline.set_value(None)
        self.deadline.set_value(card.deadline)
        self.reason.set_value("")
        self.what.set_value(card.what)
        self.responsible.set_value(card.responsible)
        self.phone.set_value(card.responsible_phone)
        form.settle()
        form.save_button.setEnabled(True)
        form.back_button.setEnabled(True)
        self._step = step
        for one in self.forms:
            one.setVisible(one is form)
        self.show()
        self._firsts[step].setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self) -> int:
        """Return the step whose form is shown."""
        return self._step

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return not self.isHidden() and self.forms[self.step()].is_dirty()

    def close_steps(self) -> None:
        """Go away without entering anything."""
        if not self.isHidden():
            for form in self.forms:
                form.put_back()
            self.hide()
            self.left.emit()

    def refuse(self, failure: Failure) -> None:
        """Say what was wrong; what was typed stays."""
        form = self.forms[self.step()]
        form.refuse(failure)
        form.save_button.setEnabled(True)
        form.back_button.setEnabled(True)

    def act(self, card: DefectCard) -> Act:
        """Return what was asked, to be done with a store; every field was understood before."""
        made = (self._report_fixed, self._enter_recheck, self._move_deadline, self._correct_words)
        return made[self._step](card.id)

    def _report_fixed(self, key: UUID) -> Act:
        on, fix = self.fixed_on.value() or self._today(), self.fix.value()

        def act(store: Store) -> str:
            store.do(defects.report_fixed, key, on, fix)
            return _("Reported as fixed. It stays open until somebody has looked again.")

        return act

    def _enter_recheck(self, key: UUID) -> Act:
        passed = self.passed.value()
        entry = RecheckEntry(
            self.rechecked_on.value() or self._today(),
            self.by.value(),
            passed,
            self.remark.value(),
            None if passed else self.new_deadline.value(),
        )

        def act(store: Store) -> str:
            store.do(defects.recheck, key, entry)
            if passed:
                return _("The defect is closed.")
            return _("The defect stays open, with a new deadline.")

        return act

    def _move_deadline(self, key: UUID) -> Act:
        deadline, reason = self.deadline.value() or self._today(), self.reason.value()

        def act(store: Store) -> str:
            store.do(defects.change_deadline, key, deadline, reason)
            return _("The deadline is changed.")

        return act

    def _correct_words(self, key: UUID) -> Act:
        what, who, phone = self.what.value(), self.responsible.value(), self.phone.value()

        def act(store: Store) -> str:
            store.do(defects.correct, key, what, who, phone)
            return _("Saved.")

        return act

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes away."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_steps()
        else:
            super().keyPressEvent(event)

    def _offer_deadline(self) -> None:
        if not self.passed.value() and not self.new_deadline.words():
            self.new_deadline.line.setText(usual_deadline(self._today()).isoformat())

    def _save(self) -> None:
        if self.step() == RECHECK:
            self._tools.memory.setValue(INSPECTOR, self.by.value())
        self.forms[self.step()].set_busy(True)
        self.asked.emit()

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()

    def _parse(self, text: str) -> date:
        return parse_date(text, self._today())
