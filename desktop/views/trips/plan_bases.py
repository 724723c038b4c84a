"""The bases (疗休养基地) a programme may go to: from the register of sites, or typed."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.core.i18n import _, ngettext
from desktop.services import trip_plan_bases
from desktop.services.trip_plan_bases import BaseEntry
from desktop.services.trip_plan_overview import Plan
from desktop.services.trips import BaseLine
from desktop.views.support.choice_fields import ChoiceField, TickField
from desktop.views.support.empty import EmptyState
from desktop.views.support.fields import LineField, TextField
from desktop.views.support.icons import icon
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools
from desktop.views.trips.plan_part import PlanPart, document_choices


class PlanBases(PlanPart):
    """The bases; those of the register that are not on the list are a click away."""

    def __init__(self, tools: Tools) -> None:
        headings = [_("Base"), _("Region"), _("Paired"), _("Contact"), _("Telephone"), _("Document")]
        table = ShortTable(_("Bases"), headings, wide=0)
        empty = EmptyState(
            "home-group",
            _("No base on the list"),
            _("Batches go to bases on this list: take them over from the sites, or write one down."),
            _("New base"),
        )
        super().__init__(tools, table, empty, _("New base"))
        self._site: UUID | None = None
        self.name = LineField("name", _("Base"), required=True)
        self.region = LineField("region", _("Region"))
        self.paired = TickField("is_paired", _("Paired"), _("In a paired region"))
        self.contact = LineField("contact", _("Contact"))
        self.phone = LineField("phone", _("Telephone"))
        self.document: ChoiceField[UUID | None] = ChoiceField("document_id", _("Document"), [])
        self.remark = TextField("remark", _("Remark"), lines=3)
        self.add(self.name, self.region, self.paired, self.contact, self.phone, self.document, self.remark)
        self.sites = QPushButton(icon("map-marker-plus-outline"), _("From the sites"))
        roomy(self.sites)
        self.menu = QMenu(self.sites)
        self.sites.setMenu(self.menu)
        self.row.insertWidget(0, self.sites)
        self.row.insertStretch(1, 1)

    def rows(self, plan: Plan) -> list[ShortRow]:
        """Return the bases, and offer those of the register."""
        self._offer(plan)
        return [
            ShortRow(
                one.id,
                (
                    one.name,
                    one.region,
                    _("yes") if one.is_paired else "",
                    one.contact,
                    one.phone,
                    plan.document(one.document_id),
                ),
            )
            for one in plan.bases
        ]

    def show_chosen(self, plan: Plan) -> None:
        """Show the chosen base."""
        line = next(one for one in plan.bases if one.id == self.key)
        self._show(plan, entry_of(line))

    def show_new(self, plan: Plan) -> None:
        """Show an empty form."""
        self._show(plan, BaseEntry(""))

    def save(self) -> Callable[[], tuple[object, str]]:
        """Return the work that saves the base."""
        plan, store, key = self.plan, self._tools.store, self.key
        assert plan is not None
        entry = BaseEntry(
            self.name.value(),
            self.region.value(),
            self.paired.value(),
            self._site,
            self.contact.value(),
            self.phone.value(),
            self.document.value(),
            self.remark.value(),
        )

        def work() -> tuple[object, str]:
            if isinstance(key, UUID):
                store.do(trip_plan_bases.change, key, entry)
                return key, _("{name} is saved.").format(name=entry.name)
            made = store.do(trip_plan_bases.add, plan.card.id, entry)
            return made, _("{name} is on the list.").format(name=entry.name)

        return work

    def removal(self, key: UUID) -> Callable[[], tuple[object, str]]:
        """Return the work that takes a base off the list."""
        store = self._tools.store

        def work() -> tuple[object, str]:
            name = store.do(trip_plan_bases.remove, key)
            return None, _("{name} removed from the list.").format(name=name)

        return work

    def first_field(self) -> QWidget:
        """Return the name."""
        return self.name

    def set_open(self, is_open: bool) -> None:
        """Lock the offer with the plan."""
        super().set_open(is_open)
        self.sites.setEnabled(is_open and not self.menu.isEmpty())

    def add_sites(self, sites: tuple[UUID, ...]) -> None:
        """Take bases over from the register."""
        plan, store = self.plan, self._tools.store
        if plan is None:
            return

        def work() -> tuple[object, str]:
            count = store.do(trip_plan_bases.add_sites, plan.card.id, sites)
            words = ngettext("{n} base is on the list.", "{n} bases are on the list.", count)
            return None, words.format(n=count)

        self.do(work)

    def _offer(self, plan: Plan) -> None:
        self.menu.clear()
        if len(plan.offered) > 1:
            words = _("All {n} of them").format(n=len(plan.offered))
            every = self.menu.addAction(words)
            every.triggered.connect(partial(self.add_sites, tuple(one.site_id for one in plan.offered)))
            self.menu.addSeparator()
        for one in plan.offered:
            self.menu.addAction(one.name).triggered.connect(partial(self.add_sites, (one.site_id,)))
        none = _("Every trip base of the sites is on the list, or there is none there.")
        self.sites.setToolTip("" if plan.offered else none)

    def _show(self, plan: Plan, entry: BaseEntry) -> None:
        self._site = entry.site_id
        self.name.set_value(entry.name)
        self.name.note.setText(_("From the register of sites") if entry.site_id else "")
        self.name.note.setVisible(bool(entry.site_id))
        self.region.set_value(entry.region)
        self.paired.set_value(entry.is_paired)
        self.contact.set_value(entry.contact)
        self.phone.set_value(entry.phone)
        self.document.set_choices(document_choices(plan.documents))
        self.document.set_value(entry.document_id)
        self.remark.set_value(entry.remark)


def entry_of(line: BaseLine) -> BaseEntry:
    """Return what is on file as the form shows it."""
    return BaseEntry(
        line.name,
        line.region,
        line.is_paired,
        line.site_id,
        line.contact,
        line.phone,
        line.document_id,
        line.remark,
    )
