"""The priority categories of a programme: their points and their order."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.core.i18n import _
from desktop.services import trip_plan_categories
from desktop.services.trip_plan_categories import POINTS_LIMIT, CategoryEntry
from desktop.services.trip_plan_overview import Plan
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.empty import EmptyState
from desktop.views.support.fields import LineField, NumberField
from desktop.views.support.icons import icon
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools
from desktop.views.trips.plan_part import PlanPart, document_choices


class PlanCategories(PlanPart):
    """The categories in the programme's order, moved up and down."""

    def __init__(self, tools: Tools) -> None:
        headings = [_("Priority category"), _("Points given"), _("Document")]
        table = ShortTable(_("Priority categories"), headings, wide=0, right=frozenset({1}))
        empty = EmptyState(
            "star-outline",
            _("No priority category"),
            _("Who is named in a category gets its points when more are named than there are places."),
            _("New category"),
        )
        super().__init__(tools, table, empty, _("New category"))
        self.name = LineField("name", _("Category"), required=True)
        self.points = NumberField("points", _("Points given"), required=True, most=POINTS_LIMIT)
        self.document: ChoiceField[UUID | None] = ChoiceField("document_id", _("Document"), [])
        self.add(self.name, self.points, self.document)
        self.up = QPushButton(icon("arrow-up"), _("Up"))
        self.down = QPushButton(icon("arrow-down"), _("Down"))
        for number, (button, by) in enumerate(((self.up, -1), (self.down, 1))):
            roomy(button)
            self.row.insertWidget(number, button)
            button.clicked.connect(partial(self._move, by))
        self.row.insertStretch(2, 1)

    def rows(self, plan: Plan) -> list[ShortRow]:
        """Return the categories."""
        return [
            ShortRow(one.id, (one.name, str(one.points), plan.document(one.document_id)))
            for one in plan.categories
        ]

    def show_chosen(self, plan: Plan) -> None:
        """Show the chosen category."""
        one = next(one for one in plan.categories if one.id == self.key)
        self._show(plan, one.name, one.points, one.document_id)

    def show_new(self, plan: Plan) -> None:
        """Show an empty form."""
        self._show(plan, "", None, None)

    def save(self) -> Callable[[], tuple[object, str]]:
        """Return the work that saves the category."""
        plan, store, key = self.plan, self._tools.store, self.key
        assert plan is not None
        entry = CategoryEntry(self.name.value(), self.points.value() or 0, self.document.value())

        def work() -> tuple[object, str]:
            if isinstance(key, UUID):
                store.do(trip_plan_categories.change, key, entry)
                return key, _("{name} is saved.").format(name=entry.name)
            made = store.do(trip_plan_categories.add, plan.card.id, entry)
            return made, _("{name} is on the list.").format(name=entry.name)

        return work

    def removal(self, key: UUID) -> Callable[[], tuple[object, str]]:
        """Return the work that takes a category off the list."""
        store = self._tools.store

        def work() -> tuple[object, str]:
            name = store.do(trip_plan_categories.remove, key)
            return None, _("{name} removed from the list.").format(name=name)

        return work

    def first_field(self) -> QWidget:
        """Return the name."""
        return self.name

    def set_open(self, is_open: bool) -> None:
        """Lock the order with the plan."""
        super().set_open(is_open)
        keys = [one.id for one in self.plan.categories] if self.plan is not None else []
        at = keys.index(self.key) if isinstance(self.key, UUID) and self.key in keys else None
        self.up.setEnabled(is_open and at is not None and at > 0)
        self.down.setEnabled(is_open and at is not None and at < len(keys) - 1)

    def _show(self, plan: Plan, name: str, points: int | None, document: UUID | None) -> None:
        self.name.set_value(name)
        self.points.set_value(points)
        self.document.set_choices(document_choices(plan.documents))
        self.document.set_value(document)

    def _move(self, by: int) -> None:
        store, key = self._tools.store, self.key
        if not isinstance(key, UUID):
            return
        words = _("{name} moved.").format(name=self.name.words())

        def work() -> tuple[object, str]:
            store.do(trip_plan_categories.move, key, by)
            return key, words

        self.do(work)
