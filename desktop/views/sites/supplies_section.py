"""Supplies: the goods of the store and the sites, the rounds that bring them, lists in and out."""

from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout

from desktop.core.i18n import _
from desktop.views.sites.delivery_view import DeliveryView
from desktop.views.sites.section import Section
from desktop.views.sites.supply_stock_view import SupplyStockView
from desktop.views.support.icons import icon
from desktop.views.support.theme import primary, roomy
from desktop.views.support.tools import Tools

_STOCK, _ROUNDS = 0, 1


class SuppliesSection(Section):
    """Stock or rounds, one at a time."""

    tables = frozenset(
        {
            "supply_item", "supply_batch", "supply_stock", "supply_movement", "supply_minimum",
            "delivery", "delivery_line", "site", "receipt",
        }
    )  # fmt: skip
    help_topic = "supplies"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.stock = SupplyStockView(tools)
        self.rounds = DeliveryView(tools)
        self.bar = QTabBar()
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setAccessibleName(_("Stock or rounds"))
        self.bar.addTab(icon("package-variant"), _("Stock"))
        self.bar.addTab(icon("truck-outline"), _("Rounds"))
        roomy(self.bar)
        self.new_round = QPushButton(icon("plus", "on_accent"), _("New round"))
        primary(self.new_round)
        self.new = QPushButton(icon("plus", "on_accent"), _("New goods"))
        primary(self.new)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.stock)
        self._stack.addWidget(self.rounds)
        self._lay_out()
        self._connect()
        self._choose(_STOCK)

    def refresh(self) -> None:
        """Read again what is on the screen; the other view is read when it is chosen."""
        self._shown().refresh()

    def focus_search(self) -> None:
        """Go to the filter line."""
        self._shown().list.table.focus_filter()

    def show_item(self, kind: str, item: UUID) -> None:
        """Show goods ("supply") or a round ("delivery")."""
        self.bar.setCurrentIndex(_ROUNDS if kind == "delivery" else _STOCK)
        self._shown().choose(item)

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost; show the view that would lose it."""
        for place, may_leave in ((_STOCK, self.stock.may_leave), (_ROUNDS, self.rounds.may_leave)):
            if not may_leave():
                self.bar.setCurrentIndex(place)
                return False
        return True

    def _shown(self) -> SupplyStockView | DeliveryView:
        return self.rounds if self.bar.currentIndex() == _ROUNDS else self.stock

    def _choose(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.new.setVisible(place == _STOCK)
        self.new_round.setVisible(place == _ROUNDS)
        if self.isVisible():
            self._shown().refresh()

    def _connect(self) -> None:
        self.bar.currentChanged.connect(self._choose)
        self.new.clicked.connect(self.stock.begin_new)
        self.new_round.clicked.connect(self.rounds.begin_new)
        self.stock.said.connect(self.said)
        self.rounds.said.connect(self.said)
        self.stock.open_item.connect(self.open_item)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.bar)
        top.addStretch(1)
        top.addWidget(self.new)
        top.addWidget(self.new_round)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
