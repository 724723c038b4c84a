"""Tables of figures as cards, two in a row where they fit."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.services.year_tables import YearTable
from desktop.views.support.figure_table import TableCard

_GAP = 12


class TableCards(QWidget):
    """Cards for the tables of these keys, in this order; those without rows stay hidden."""

    said = Signal(object)  # Notice

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__()
        self.cards = {key: TableCard() for key in keys}
        for card in self.cards.values():
            card.said.connect(self.said)
            card.setParent(self)
            card.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._places: list[tuple[str, int, int, int]] = []

    def show_tables(self, tables: Sequence[YearTable]) -> None:
        """Show those of the tables that belong here."""
        found = {table.key: table for table in tables}
        for key, card in self.cards.items():
            card.show_table(found.get(key, YearTable(key, "", (), ())))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the cards for the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        places = self._placed()
        if places == self._places:
            return
        self._places = places
        for card in self.cards.values():
            self._grid.removeWidget(card)
        for key, row, column, span in places:
            self._grid.addWidget(self.cards[key], row, column, 1, span)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def _placed(self) -> list[tuple[str, int, int, int]]:
        """Return key, row, column and columns of each card: two in a row where both fit in a half."""
        half = (self.width() - _GAP) // 2
        waiting = [key for key, card in self.cards.items() if not card.isHidden()]
        places: list[tuple[str, int, int, int]] = []
        row = 0
        while waiting:
            key = waiting.pop(0)
            fits = self.cards[key].minimum_width() <= half
            mate = next((k for k in waiting if self.cards[k].minimum_width() <= half), None) if fits else None
            places.append((key, row, 0, 1 if mate else 2))
            if mate is not None:
                waiting.remove(mate)
                places.append((mate, row, 1, 1))
            row += 1
        return places
