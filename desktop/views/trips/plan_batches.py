"""The batches of a programme: listed with what they hold and cost, entered one by one or copied."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.core.i18n import _, ngettext
from desktop.services import trip_plan_batches
from desktop.services.trip_plan_batches import BatchEntry
from desktop.services.trip_plan_overview import Plan
from desktop.services.trip_plan_words import money_words, short_days
from desktop.services.trips import BatchLine
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.theme import roomy, toned
from desktop.views.support.tools import Tools
from desktop.views.trips.plan_batch_fields import BatchFields
from desktop.views.trips.plan_part import PlanPart


class PlanBatches(PlanPart):
    """The list with its sum of places; the form of a batch, of which the roster's part stays open longest."""

    def __init__(self, tools: Tools) -> None:
        headings = [
            _("No."),
            _("Dates (days)"),
            _("Base"),
            _("Places"),
            _("Price"),
            _("Kept for"),
            _("Leader"),
        ]
        table = ShortTable(_("Batches"), headings, wide=2, right=frozenset({0, 3, 4}))
        empty = EmptyState(
            "bus-multiple",
            _("No batch yet"),
            _("A batch goes to one base on certain days and holds so many people; its number is proposed."),
            _("New batch"),
        )
        super().__init__(tools, table, empty, _("New batch"))
        self.fields = BatchFields(tools, self.form)
        self._fields.extend(self.fields.all())
        self.copy = QPushButton(icon("content-copy"), _("Copy"))
        self.copy.setToolTip(_("Begin a new batch like this one, with the next number"))
        roomy(self.copy)
        self.row.insertWidget(0, self.copy)
        self.row.insertStretch(1, 1)
        self.sum = QLabel()
        self.sum.setWordWrap(True)
        self.foot.addWidget(self.sum)
        self.copy.clicked.connect(self._begin_copy)
        self._begun: BatchEntry | None = None

    def rows(self, plan: Plan) -> list[ShortRow]:
        """Return the batches, and tell their sum."""
        held, places = plan.capacity, plan.card.places
        words = ngettext(
            "{held} of {places} place in {n} batch", "{held} of {places} places in {n} batches", places
        ).format(held=f"{held:,}", places=f"{places:,}", n=len(plan.batches))
        self.sum.setText(words)
        toned(self.sum, "quiet" if held == places else "due")
        return [_row(one) for one in plan.batches]

    def show_chosen(self, plan: Plan) -> None:
        """Show the chosen batch."""
        line = next(one for one in plan.batches if one.id == self.key)
        self._begun = None
        self.fields.show(plan, trip_plan_batches.entry_of(line))

    def show_new(self, plan: Plan) -> None:
        """Show what is proposed for the next batch, or the copy of another."""
        self.fields.show(plan, self._begun or trip_plan_batches.next_batch(plan.card, plan.batches))

    def begin(self) -> None:
        """Begin the next batch."""
        self._begun = None
        super().begin()

    def save(self) -> Callable[[], tuple[object, str]]:
        """Return the work that saves the batch."""
        plan, store, key, entry = self.plan, self._tools.store, self.key, self.fields.entry()
        assert plan is not None

        def work() -> tuple[object, str]:
            if isinstance(key, UUID):
                store.do(trip_plan_batches.change, key, entry)
                return key, _("Batch {number} is saved.").format(number=entry.number)
            made = store.do(trip_plan_batches.add, plan.card.id, entry)
            return made, _("Batch {number} is on the list.").format(number=entry.number)

        return work

    def removal(self, key: UUID) -> Callable[[], tuple[object, str]]:
        """Return the work that takes a batch off the list."""
        store = self._tools.store

        def work() -> tuple[object, str]:
            title = store.do(trip_plan_batches.remove, key)
            return None, _("{name} removed from the list.").format(name=title)

        return work

    def first_field(self) -> QWidget:
        """Return where a new batch is begun: its dates, for the number is proposed."""
        return self.fields.starts_on if self._open else self.fields.leader

    def set_open(self, is_open: bool) -> None:
        """Lock what is the plan's; what is the roster's may still change."""
        super().set_open(is_open)
        self.copy.setEnabled(is_open and self.key is not None)
        self.fields.unlock_roster()

    def can_save(self) -> bool:
        """A batch may be saved after the plan is approved too: its leader, its departure."""
        return True

    def _begin_copy(self) -> None:
        plan = self.plan
        line = next((one for one in plan.batches if one.id == self.key), None) if plan else None
        if plan is None or line is None or self.form.is_dirty():
            return
        proposed = trip_plan_batches.next_batch(plan.card, plan.batches)
        self._begun = replace(trip_plan_batches.entry_of(line), number=proposed.number)
        super().begin()


def _row(one: BatchLine) -> ShortRow:
    whole = None not in (one.starts_on, one.ends_on, one.base_id, one.price_fen)
    cells = (
        str(one.number),
        short_days(one.starts_on, one.ends_on),
        one.base,
        str(one.capacity),
        money_words(one.price_fen),
        one.reserved_trade,
        one.leader,
    )
    return ShortRow(one.id, cells, hint=one.title, due=not whole)
