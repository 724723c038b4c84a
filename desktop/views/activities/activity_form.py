"""What is on file about one activity, edited in place."""

from dataclasses import replace

from desktop.core.i18n import _
from desktop.services.activities import (
    ActivityCard,
    ActivityEntry,
    ActivityKind,
    MeetingEntry,
    kind_word,
)
from desktop.views.activities.meetings_field import MeetingsField
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.fields import LineField, NumberField, TextField
from desktop.views.support.forms import Form
from desktop.views.support.tasks import Failure


class ActivityForm(Form):
    """A form of all fields of an activity. ``entry`` is what is to be saved."""

    def __init__(self) -> None:
        super().__init__()
        self.title = self.add(LineField("title", _("Title"), required=True))
        self.kind: ChoiceField[ActivityKind] = self.add(
            ChoiceField("kind", _("Kind"), [(kind, kind_word(kind)) for kind in ActivityKind])
        )
        self.meetings = self.add(MeetingsField("meetings", _("Meetings")))
        self.place = self.add(LineField("place", _("Place")))
        self.capacity = self.add(
            NumberField(
                "capacity", _("How many places"), _("Empty: everybody may come."), least=1, most=1_000_000
            )
        )
        self.organiser = self.add(LineField("organiser", _("Organiser")))
        self.contact = self.add(LineField("contact", _("Contact")))
        self.contact_phone = self.add(LineField("contact_phone", _("Telephone")))
        self.remark = self.add(TextField("remark", _("Remark"), lines=2))

    def show_card(self, card: ActivityCard) -> None:
        """Show what is on file; nothing counts as typed."""
        self.title.set_value(card.title)
        self.kind.set_value(card.kind)
        self.meetings.set_value(
            tuple(MeetingEntry(m.starts_at, m.ends_at, m.place, m.id) for m in card.meetings)
        )
        self.place.set_value(card.place)
        self.capacity.set_value(card.capacity)
        self.organiser.set_value(card.organiser)
        self.contact.set_value(card.contact)
        self.contact_phone.set_value(card.contact_phone)
        self.remark.set_value(card.remark)
        self.settle()

    def show_blank(self) -> None:
        """Show an empty form for a new activity."""
        for field in (self.title, self.place, self.organiser, self.contact, self.contact_phone, self.remark):
            field.set_value("")
        self.kind.set_value(ActivityKind.CLASS)
        self.meetings.set_value(())
        self.capacity.set_value(None)
        self.settle()

    def entry(self) -> ActivityEntry:
        """Return what is shown; every field has been understood."""
        return ActivityEntry(
            title=self.title.value(),
            meetings=self.meetings.value(),
            kind=self.kind.value(),
            place=self.place.value(),
            organiser=self.organiser.value(),
            contact=self.contact.value(),
            contact_phone=self.contact_phone.value(),
            capacity=self.capacity.value(),
            remark=self.remark.value(),
        )

    def refuse(self, failure: Failure) -> None:
        """Show why it was not saved; a wrong time stands under the meetings."""
        if failure.field in ("starts_at", "ends_at"):
            failure = replace(failure, field="meetings")
        super().refuse(failure)
