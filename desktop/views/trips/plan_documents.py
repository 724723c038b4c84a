"""The documents (文件) a programme and its rules rest on."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.services import trip_plan_rules
from desktop.services.trip_plan_overview import Plan
from desktop.services.trip_plan_rules import DocumentEntry
from desktop.views.support.date_fields import DateField, told_from
from desktop.views.support.empty import EmptyState
from desktop.views.support.fields import LineField, TextField
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.tools import Tools
from desktop.views.trips.plan_part import PlanPart


class PlanDocuments(PlanPart):
    """The documents, the oldest first."""

    def __init__(self, tools: Tools) -> None:
        headings = [_("Document number"), _("Title"), _("Issued by"), _("Issued on")]
        table = ShortTable(_("Documents"), headings, wide=1)
        empty = EmptyState(
            "file-document-outline",
            _("No document yet"),
            _("Every place is defended by a document: add the one the programme rests on first."),
            _("New document"),
        )
        super().__init__(tools, table, empty, _("New document"))
        self.number = LineField(
            "number", _("Document number"), _("For example: 总工发〔2026〕3号"), required=True
        )
        self.title = LineField("title", _("Title"))
        self.issuer = LineField("issuer", _("Issued by"))
        self.issued_on = DateField("issued_on", _("Issued on"), told_from(self._today))
        self.remark = TextField("remark", _("Remark"), lines=3)
        self.add(self.number, self.title, self.issuer, self.issued_on, self.remark)
        self.row.insertStretch(0, 1)

    def rows(self, plan: Plan) -> list[ShortRow]:
        """Return the documents."""
        return [
            ShortRow(one.id, (one.number, one.title, one.issuer, _day(one.issued_on)))
            for one in plan.documents
        ]

    def show_chosen(self, plan: Plan) -> None:
        """Show the chosen document."""
        one = next(one for one in plan.documents if one.id == self.key)
        self._show(DocumentEntry(one.number, one.title, one.issuer, one.issued_on, one.remark))

    def show_new(self, plan: Plan) -> None:
        """Show an empty form; whoever issued the last one is offered again."""
        self._show(DocumentEntry("", issuer=plan.documents[-1].issuer if plan.documents else ""))

    def save(self) -> Callable[[], tuple[object, str]]:
        """Return the work that saves the document."""
        plan, store, key = self.plan, self._tools.store, self.key
        assert plan is not None
        entry = DocumentEntry(
            self.number.value(),
            self.title.value(),
            self.issuer.value(),
            self.issued_on.value(),
            self.remark.value(),
        )

        def work() -> tuple[object, str]:
            if isinstance(key, UUID):
                store.do(trip_plan_rules.change_document, key, entry)
                return key, _("{name} is saved.").format(name=entry.number)
            made = store.do(trip_plan_rules.add_document, plan.card.id, entry)
            return made, _("{name} is on the list.").format(name=entry.number)

        return work

    def removal(self, key: UUID) -> Callable[[], tuple[object, str]]:
        """Return the work that takes a document off the list."""
        store = self._tools.store

        def work() -> tuple[object, str]:
            number = store.do(trip_plan_rules.remove_document, key)
            return None, _("{name} removed from the list.").format(name=number)

        return work

    def first_field(self) -> QWidget:
        """Return the number."""
        return self.number

    def _show(self, entry: DocumentEntry) -> None:
        self.number.set_value(entry.number)
        self.title.set_value(entry.title)
        self.issuer.set_value(entry.issuer)
        self.issued_on.set_value(entry.issued_on)
        self.remark.set_value(entry.remark)

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
