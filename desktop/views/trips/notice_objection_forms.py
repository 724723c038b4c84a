"""Taking an objection down, and answering it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from desktop.core.i18n import _
from desktop.services.trip_notices import PostedLine
from desktop.services.trip_objections import Answer, ObjectionEntry, ObjectionLine, ObjectionOutcome
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import LineField, TextField
from desktop.views.support.forms import Form
from desktop.views.support.tools import Tools

_WHO = "trips/objections"


class ReceiveForm(Form):
    """An objection as it came in: against whom, when, how, from whom, and what it says."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(_("Take it down"))
        self._tools = tools
        self.against: ChoiceField[UUID | None] = self.add(ChoiceField("nominee", _("Against"), []))
        self.received_on = self.add(
            DateField("received_on", _("Received on"), told_from(self._today), required=True)
        )
        hint = _("By letter, by telephone, in person, in the box …")
        self.means = self.add(LineField("means", _("By way of"), hint))
        self.raised_by = self.add(LineField("raised_by", _("Raised by"), _("Empty: anonymous")))
        self.text = self.add(TextField("text", _("What it says"), required=True))
        self.back_button.setText(_("Not now"))

    def begin(self, lines: Sequence[PostedLine], nominee: UUID | None) -> None:
        """Begin with nothing written; ``nominee`` is the line it is against, if one was chosen."""
        whole: list[tuple[UUID | None, str]] = [(None, _("the notice as a whole"))]
        self.against.set_choices([*whole, *((one.nominee_id, _line_words(one)) for one in lines)])
        self.against.set_value(nominee)
        self.received_on.set_value(self._today())
        for field in (self.means, self.raised_by, self.text):
            field.set_value("")
        self.settle()
        self.back_button.setEnabled(True)

    def entry(self) -> ObjectionEntry:
        """Return what was written; every field was understood before."""
        return ObjectionEntry(
            self.received_on.value() or self._today(),
            self.text.value(),
            self.against.value(),
            self.means.value(),
            self.raised_by.value(),
        )

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()


class AnswerForm(Form):
    """Whether an objection is upheld, why, by whom and when."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(_("Answer"))
        self._tools = tools
        choices: list[tuple[ObjectionOutcome, str]] = [
            (ObjectionOutcome.NOT_UPHELD, _("not upheld")),
            (ObjectionOutcome.UPHELD, _("upheld: the place is taken away")),
        ]
        self.outcome = self.add(ChoiceField[ObjectionOutcome]("outcome", _("Outcome"), choices))
        self.text = self.add(TextField("answer", _("Finding and reason"), required=True))
        self.by = self.add(LineField("by", _("Answered by"), required=True))
        self.on = self.add(DateField("on", _("Answered on"), told_from(self._today), required=True))
        self.back_button.setText(_("Not now"))

    def begin(self, one: ObjectionLine) -> None:
        """Begin with nothing decided."""
        words = _("upheld: the place is taken away") if one.nominee_id else _("upheld")
        self.outcome.set_choices(
            [(ObjectionOutcome.NOT_UPHELD, _("not upheld")), (ObjectionOutcome.UPHELD, words)]
        )
        self.outcome.set_value(ObjectionOutcome.NOT_UPHELD)
        self.text.set_value("")
        self.by.set_value(str(self._tools.memory.value(_WHO, "")))
        self.on.set_value(self._today())
        self.settle()
        self.back_button.setEnabled(True)

    def given(self) -> Answer:
        """Return what was written; the name is offered the next time."""
        self._tools.memory.setValue(_WHO, self.by.value())
        return Answer(
            self.outcome.value(), self.text.value(), self.by.value(), self.on.value() or self._today()
        )

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()


def _line_words(one: PostedLine) -> str:
    return f"{one.number} {one.name_shown} · {one.organisation_shown}"
