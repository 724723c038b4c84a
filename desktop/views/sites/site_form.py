"""What is on file about one site, edited in place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop.core.i18n import _
from desktop.services.site_words import (
    HostKind,
    SiteKind,
    SiteStatus,
    host_kind_word,
    kind_word,
    site_word,
    status_word,
)
from desktop.services.sites import SiteCard, SiteEntry
from desktop.views.sites.coordinates_field import CoordinatesField
from desktop.views.support.choice_fields import ChoiceField, TickField
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.fields import LineField, NumberField, TextField
from desktop.views.support.forms import Form
from desktop.views.support.named_fields import NamedField, Spelt, SuggestField
from desktop.views.support.number_fields import MeasureField, SumField
from desktop.views.support.tasks import Failure

_SQUARE_METRES = ("m²", "㎡", "m2", "平方米", "平方", "平米", "平")
_PLACES = {"latitude": "coordinates", "longitude": "coordinates", "status_reason": "status"}


@dataclass(frozen=True)
class Offered:
    """What the fields complete from."""

    sites: Spelt
    districts: Sequence[str] = ()
    islands: Sequence[str] = ()
    hosts: Sequence[str] = ()
    fund_sources: Sequence[str] = ()


class SiteForm(Form):
    """All fields of a site but its hours and, once it is on file, its state. ``entry`` is to be saved."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._base = SiteEntry(SiteKind.REST_STATION, "")
        day = told_from(today)
        self.name = self.add(LineField("name", _("Name of the site"), required=True))
        self.kind: ChoiceField[SiteKind] = self.add(
            ChoiceField("kind", _("Kind"), [(kind, kind_word(kind)) for kind in SiteKind])
        )
        self.afloat = self.add(TickField("afloat", "", site_word(SiteKind.LIBRARY, afloat=True)))
        at_first = (SiteStatus.OPEN, SiteStatus.PLANNED)
        self.status: ChoiceField[SiteStatus] = self.add(
            ChoiceField("status", _("State"), [(one, status_word(one)) for one in at_first])
        )
        self.district = self.add(SuggestField("district", _("District")))
        self.code = self.add(LineField("code", _("Code")))
        self.parent_site = self.add(
            NamedField(
                "parent_id",
                _("Inside"),
                _("No site has that name. Choose one that is offered."),
                _("The site it stands in, if any"),
            )
        )
        self._add_place()
        self._add_host()
        self._add_facts(day)
        self.kind.edited.connect(self._follow_kind)
        self.status.edited.connect(self._follow_kind)

    def show_card(self, card: SiteCard) -> None:
        """Show what is on file; nothing counts as typed."""
        self._show_entry(card.entry, card.parent)
        self.show_field(self.status, False)

    def show_blank(self, entry: SiteEntry, parent: str) -> None:
        """Show a form for a new site, with what is known of it already."""
        self._show_entry(entry, parent)
        self.show_field(self.status, True)

    def offer(self, offered: Offered) -> None:
        """Complete the fields from these."""
        self.parent_site.offer(offered.sites)
        self.district.offer(offered.districts)
        self.island.offer(offered.islands)
        self.host.offer(offered.hosts)
        self.fund_source.offer(offered.fund_sources)

    def propose_code(self, code: str) -> None:
        """Show a code that is free, unless another was typed."""
        if not self.code.is_dirty():
            self.code.set_value(code)

    def entry(self) -> SiteEntry:
        """Return what is shown; every field has been understood."""
        point, fund, kind = self.coordinates.value(), self.fund.value(), self.kind.value()
        return replace(
            self._base,
            kind=kind,
            name=self.name.value(),
            code=self.code.value(),
            parent_id=self.parent_site.value(),
            afloat=self.afloat.value() and kind is SiteKind.LIBRARY,
            address=self.address.value(),
            district=self.district.value(),
            island=self.island.value(),
            latitude=point[0] if point else None,
            longitude=point[1] if point else None,
            host=self.host.value(),
            host_kind=self.host_kind.value(),
            contact=self.contact.value(),
            contact_phone=self.contact_phone.value(),
            area=self.area.value(),
            seats=self.seats.value(),
            opened_on=self.opened_on.value(),
            planned_for=self.planned_for.value(),
            fund_fen=None if fund is None else int(fund * 100),
            fund_source=self.fund_source.value(),
            status=self.status.value() if self.status.isVisibleTo(self) else self._base.status,
            remark=self.remark.value(),
        )

    def refuse(self, failure: Failure) -> None:
        """Show why it was not saved; a wrong latitude stands under the line both are written in."""
        super().refuse(replace(failure, field=_PLACES.get(failure.field, failure.field)))

    def put_back(self) -> None:
        """Show what is kept again, and the fields that belong to it."""
        super().put_back()
        self._follow_kind()

    def _add_place(self) -> None:
        self.add_heading(_("Where it is"))
        self.address = self.add(LineField("address", _("Address")))
        self.island = self.add(SuggestField("island", _("Island")))
        self.coordinates = self.add(CoordinatesField("coordinates", _("Coordinates")))

    def _add_host(self) -> None:
        self.add_heading(_("Who gives the premises"))
        self.host = self.add(SuggestField("host", _("Host organisation")))
        self.host_kind: ChoiceField[HostKind] = self.add(
            ChoiceField("host_kind", _("Kind of host"), [(one, host_kind_word(one)) for one in HostKind])
        )
        self.contact = self.add(LineField("contact", _("Contact")))
        self.contact_phone = self.add(LineField("contact_phone", _("Telephone")))

    def _add_facts(self, day: Callable[[str], date]) -> None:
        self.add_heading(_("Room and money"))
        self.area = self.add(MeasureField("area", _("Area (m²)"), _SQUARE_METRES))
        self.seats = self.add(NumberField("seats", _("Seats"), most=100_000))
        self.opened_on = self.add(DateField("opened_on", _("Opened on"), day))
        self.planned_for = self.add(DateField("planned_for", _("Planned for"), day))
        self.fund = self.add(SumField("fund_fen", _("Money spent (yuan)")))
        self.fund_source = self.add(SuggestField("fund_source", _("Source of funds")))
        self.remark = self.add(TextField("remark", _("Remark"), lines=2))

    def _show_entry(self, entry: SiteEntry, parent: str) -> None:
        self._base = entry
        for field, words in (
            (self.name, entry.name),
            (self.code, entry.code),
            (self.address, entry.address),
            (self.district, entry.district),
            (self.island, entry.island),
            (self.host, entry.host),
            (self.contact, entry.contact),
            (self.contact_phone, entry.contact_phone),
            (self.fund_source, entry.fund_source),
        ):
            field.set_value(words)
        self.kind.set_value(entry.kind)
        self.afloat.set_value(entry.afloat)
        self.status.set_value(entry.status)
        self.parent_site.show_named(entry.parent_id, parent)
        placed = entry.latitude is not None and entry.longitude is not None
        self.coordinates.set_value((entry.latitude or 0.0, entry.longitude or 0.0) if placed else None)
        self.host_kind.set_value(entry.host_kind)
        self.area.set_value(entry.area)
        self.seats.set_value(entry.seats)
        self.opened_on.set_value(entry.opened_on)
        self.planned_for.set_value(entry.planned_for)
        self.fund.set_value(Decimal(entry.fund_fen) / 100 if entry.fund_fen else None)
        self.remark.set_value(entry.remark)
        self.settle()
        self._follow_kind()

    def _follow_kind(self) -> None:
        """Only a library can be afloat, and only what has not opened is planned for a day."""
        self.show_field(self.afloat, self.kind.box.currentIndex() == list(SiteKind).index(SiteKind.LIBRARY))
        new = self.status.isVisibleTo(self)
        planned = (self.status.value() if new else self._base.status) is SiteStatus.PLANNED
        self.show_field(self.planned_for, planned or self._base.planned_for is not None)
        self.show_field(self.opened_on, not planned or self._base.opened_on is not None)
