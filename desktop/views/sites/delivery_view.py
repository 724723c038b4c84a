"""Rounds of the islands: the list on the left, the chosen round on the right."""

from uuid import UUID

from PySide6.QtCore import Signal

from desktop.views.sites.delivery_list import DeliveryList
from desktop.views.sites.delivery_side import DeliverySide
from desktop.views.sites.supply_two_sides import TwoSides
from desktop.views.support.tools import Tools


class DeliveryView(TwoSides):
    """List and side."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        self.list = DeliveryList(tools)
        self.side = DeliverySide(tools)
        super().__init__(self.list, self.side, (290, 644))
        self.list.chosen.connect(self.take_choice)
        self.list.removal_asked.connect(self.side.take_off)
        self.list.new_asked.connect(self.begin_new)
        self.list.said.connect(self.said)
        self.side.said.connect(self.said)
        self.side.kept.connect(self.choose)
        self.side.given_up.connect(self._show_chosen)

    def refresh(self) -> None:
        """Read the list and the round shown again."""
        self.list.read()
        self.side.refresh()

    def start_new(self) -> None:
        """Begin a new round with a proposal."""
        self.list.clear_choice()
        self.side.begin_new()

    def choose(self, item: UUID) -> None:
        """Put the cursor on this round."""
        self.unsaved.hide()
        self.list.choose(item)

    def shown_item(self) -> UUID | None:
        """Return the round shown."""
        return self.side.round()

    def side_is_new(self) -> bool:
        """Say whether a new round is being written."""
        return self.side.is_new()

    def side_is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self.side.is_dirty()

    def open_in_side(self, item: UUID) -> None:
        """Show a round."""
        self.side.show_round(item)

    def forget_in_side(self) -> None:
        """Let go of what was typed."""
        self.side.forget()

    def save_in_side(self) -> None:
        """Save the round."""
        self.side.save()

    def _show_chosen(self) -> None:
        item = self.list.current()
        if item is None:
            self.show_nothing()
        else:
            self.side.show_round(item)
