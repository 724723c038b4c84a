"""The fields of a batch: what the plan fixes, and what stays the roster's."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from desktop.core.dates import parse_date, parse_moment
from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.services.trip_plan_batches import ROSTER, BatchEntry
from desktop.services.trip_plan_overview import Plan
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.date_fields import DateField, MomentField
from desktop.views.support.fields import Field, LineField, NumberField, TextField
from desktop.views.support.forms import Form
from desktop.views.support.named_fields import SuggestField
from desktop.views.support.number_fields import SumField
from desktop.views.support.tools import Tools

_MIDDLE = (7, 1)  # of the programme's year: a day written without a year is the nearest to it


class BatchFields:
    """Puts the fields into a form, shows an entry in them and reads it back."""

    def __init__(self, tools: Tools, form: Form) -> None:
        self._tools = tools
        self._year = tools.store.now().astimezone().year
        self.number = form.add(NumberField("number", _("No. of the batch"), required=True, least=1))
        self.starts_on = form.add(DateField("starts_on", _("First day"), self._day))
        self.ends_on = form.add(DateField("ends_on", _("Last day"), self._day))
        self.base: ChoiceField[UUID | None] = form.add(ChoiceField("base_id", _("Base"), []))
        self.capacity = form.add(NumberField("capacity", _("Places"), required=True, least=1))
        self.price = form.add(SumField("price_fen", _("Price a person (yuan)")))
        self.trade = form.add(LineField("reserved_trade", _("Kept for the trade"), _("Empty: for everybody")))
        self.name = form.add(LineField("name", _("Name of the batch")))
        self.heading = form.add_heading(_("For the roster"))
        self.leader = form.add(LineField("leader", _("Leader")))
        self.leader_phone = form.add(LineField("leader_phone", _("Leader's telephone")))
        self.departs_at = form.add(MomentField("departs_at", _("Departure"), self._moment))
        self.meeting_place = form.add(SuggestField("meeting_place", _("Meeting place")))
        self.agency = form.add(SuggestField("agency", _("Travel agency")))
        self.insurer = form.add(SuggestField("insurer", _("Insurer")))
        self.remark = form.add(TextField("remark", _("Remark"), lines=3))

    def all(self) -> list[Field[object]]:
        """Return every field in the order of the form."""
        return [field for field in vars(self).values() if isinstance(field, Field)]

    def unlock_roster(self) -> None:
        """Let what is the roster's be changed, whatever is approved of the plan."""
        for field in self._roster():
            field.set_read_only(False)

    def show(self, plan: Plan, entry: BatchEntry) -> None:
        """Show an entry; bases are those of the plan, agencies and insurers those of its other batches."""
        self._year = plan.card.year
        self.base.set_choices([(None, _("Not yet known")), *((one.id, one.name) for one in plan.bases)])
        for field, words in (
            (self.meeting_place, [one.meeting_place for one in plan.batches]),
            (self.agency, [one.agency for one in plan.batches]),
            (self.insurer, [one.insurer for one in plan.batches]),
        ):
            field.offer(sorted({word for word in words if word}))
        self.number.set_value(entry.number)
        self.starts_on.set_value(entry.starts_on)
        self.ends_on.set_value(entry.ends_on)
        self.base.set_value(entry.base_id)
        self.capacity.set_value(entry.capacity or None)
        self.price.set_value(None if entry.price_fen is None else Decimal(entry.price_fen) / 100)
        self.trade.set_value(entry.reserved_trade)
        self.name.set_value(entry.name)
        self.leader.set_value(entry.leader)
        self.leader_phone.set_value(entry.leader_phone)
        self.departs_at.set_value(entry.departs_at)
        self.meeting_place.set_value(entry.meeting_place)
        self.agency.set_value(entry.agency)
        self.insurer.set_value(entry.insurer)
        self.remark.set_value(entry.remark)

    def entry(self) -> BatchEntry:
        """Return what is written. Raises FieldError."""
        price = self.price.value()
        return BatchEntry(
            number=self.number.value() or 0,
            capacity=self.capacity.value() or 0,
            name=self.name.value(),
            starts_on=self.starts_on.value(),
            ends_on=self.ends_on.value(),
            base_id=self.base.value(),
            price_fen=None if price is None else int(price * 100),
            reserved_trade=self.trade.value(),
            leader=self.leader.value(),
            leader_phone=self.leader_phone.value(),
            departs_at=self.departs_at.value(),
            meeting_place=self.meeting_place.value(),
            agency=self.agency.value(),
            insurer=self.insurer.value(),
            remark=self.remark.value(),
        )

    def _roster(self) -> tuple[Field[object], ...]:
        return tuple(field for field in self.all() if field.key in ROSTER)

    def _day(self, text: str) -> date:
        """Return the day meant: one without a year lies in the programme's."""
        if re.search(r"\d", text) and not re.search(r"\d{4}", text):
            return parse_date(text, date(self._year, *_MIDDLE))
        return parse_date(text, self._tools.store.now().astimezone().date())

    def _moment(self, text: str) -> datetime:
        """Return the moment meant: an hour alone is of the first day."""
        now = self._tools.store.now().astimezone()
        try:
            first = self.starts_on.value()
        except FieldError:
            first = None
        if first is None:
            return parse_moment(text, now)
        return parse_moment(text, datetime.combine(first, time()).astimezone())
