"""What is on file about one worker, edited in place."""

from collections.abc import Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from PySide6.QtCore import Signal

from desktop.core.dates import parse_date
from desktop.core.i18n import _
from desktop.core.national_id import IdFault, check
from desktop.services.organisations import OrganisationLine
from desktop.services.people import WorkerCard
from desktop.services.people_edit import WorkerEntry
from desktop.views.people.honours_field import HonoursField
from desktop.views.people.words import sex_word
from desktop.views.people.worker_fields import IdentityField, OrganisationField
from desktop.views.support.choice_fields import ChoiceField, YesNoField
from desktop.views.support.date_fields import DateField
from desktop.views.support.fields import LineField, TextField
from desktop.views.support.forms import Form

Sex = Literal["M", "F"] | None


class WorkerForm(Form):
    """A form of all fields of a worker. ``entry`` is what is to be saved."""

    show_asked = Signal(str)  # the reason why the whole identity number is wanted

    def __init__(self) -> None:
        super().__init__()
        self.name = self.add(LineField("name", _("Name"), required=True))
        self.id_number = self.add(IdentityField("id_number", _("Identity number")))
        choices: list[tuple[Sex, str]] = [(None, _("Not known")), ("F", sex_word("F")), ("M", sex_word("M"))]
        self.sex: ChoiceField[Sex] = self.add(ChoiceField("sex", _("Sex"), choices))
        self.birthday = self.add(DateField("birthday", _("Birthday"), _day))
        self.birthday.line.setPlaceholderText(_("1990-12-05"))
        self.phone = self.add(LineField("phone", _("Phone")))
        self.organisation = self.add(OrganisationField("organisation", _("Organisation")))
        self.post = self.add(LineField("post", _("Post")))
        self.frontline = self.add(YesNoField("frontline", _("Frontline")))
        self.member_number = self.add(LineField("member_number", _("Member number")))
        self.honours = self.add(HonoursField("honours", _("Honours")))
        self.remark = self.add(TextField("remark", _("Remark"), lines=2))
        self.id_number.edited.connect(self._follow_number)
        self.id_number.show_asked.connect(self.show_asked)

    def offer_organisations(self, lines: Sequence[OrganisationLine]) -> None:
        """Complete organisations from these."""
        self.organisation.offer(lines)

    def show_card(self, card: WorkerCard) -> None:
        """Show what is on file; nothing counts as typed."""
        self.name.set_value(card.name)
        self.id_number.set_value(card.id_number)
        self.sex.set_value("M" if card.sex == "M" else "F" if card.sex == "F" else None)
        self.birthday.set_value(card.birthday)
        self.phone.set_value(card.phone)
        self.organisation.show_name(card.organisation_id, card.organisation)
        self.post.set_value(card.post)
        self.frontline.set_value(card.frontline)
        self.member_number.set_value(card.member_number)
        self.honours.set_value(card.honours)
        self.remark.set_value(card.remark)
        self.settle()

    def show_blank(self, organisation: OrganisationLine | None) -> None:
        """Show an empty form for someone new, in that organisation where one is chosen."""
        for field in (self.name, self.phone, self.post, self.member_number, self.remark):
            field.set_value("")
        self.id_number.set_value("")
        self.sex.set_value(None)
        self.birthday.set_value(None)
        if organisation is None:
            self.organisation.show_name(None, "")
        else:
            self.organisation.show_name(organisation.id, organisation.name)
        self.frontline.set_value(None)
        self.honours.set_value(())
        self.settle()

    def entry(self) -> WorkerEntry:
        """Return what is shown; every field has been understood."""
        return WorkerEntry(
            name=self.name.value(),
            sex=self.sex.value(),
            id_number=self.id_number.value(),
            birthday=self.birthday.value(),
            phone=self.phone.value(),
            organisation=self.organisation.value(),
            post=self.post.value(),
            frontline=self.frontline.value(),
            member_number=self.member_number.value(),
            honours=self.honours.value(),
            remark=self.remark.value(),
        )

    def kept_organisation(self) -> UUID | None:
        """Return the organisation on file, where it was not changed."""
        value = self.organisation.value()
        return value if isinstance(value, UUID) else None

    def _follow_number(self) -> None:
        """Birthday and sex follow from a sound number while it is typed."""
        words = self.id_number.words()
        if not self.id_number.is_dirty() or len(words) < 18:
            return
        try:
            known = check(words)
        except IdFault:
            return
        self.sex.box.setCurrentText(sex_word(known.sex))
        self.birthday.line.setText(known.birthday.isoformat())


def _day(text: str) -> date:
    return parse_date(text, date.today())
