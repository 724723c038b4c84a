"""Goods and where they lie: the list on the left, the chosen goods on the right."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.core.i18n import _
from desktop.services.supply_stock import MovementKind
from desktop.views.sites.supply_list import SupplyList
from desktop.views.sites.supply_side import SupplySide
from desktop.views.sites.supply_two_sides import TwoSides
from desktop.views.support.tools import Tools

_KEYS = (("+", MovementKind.IN), ("-", MovementKind.OUT), ("=", MovementKind.COUNTED))


class SupplyStockView(TwoSides):
    """List and side; +, - and = in the list begin a line of what came in, went out, was counted."""

    said = Signal(object)  # Notice
    open_item = Signal(str, object)  # kind, UUID

    def __init__(self, tools: Tools) -> None:
        self.list = SupplyList(tools)
        self.side = SupplySide(tools)
        super().__init__(self.list, self.side, (400, 534))
        for sign, kind in _KEYS:
            shortcut = QShortcut(QKeySequence(sign), self.list.table.view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.setWhatsThis(kind.value)
            shortcut.activated.connect(self._begin)
        self.list.table.view.setToolTip(_("+ came in, - taken out, = counted; Enter opens"))
        self._connect()

    def refresh(self) -> None:
        """Read the list and the goods shown again."""
        self.list.read()
        self.side.refresh()

    def start_new(self) -> None:
        """Begin a new kind of goods."""
        self.side.show_new()

    def choose(self, item: UUID) -> None:
        """Put the cursor on these goods."""
        self.list.choose(item)

    def shown_item(self) -> UUID | None:
        """Return the goods shown."""
        return self.side.item()

    def side_is_new(self) -> bool:
        """Say whether new goods are being written."""
        return self.side.form.is_new()

    def side_is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self.side.is_dirty()

    def open_in_side(self, item: UUID) -> None:
        """Show goods."""
        self.side.show_item(item)

    def forget_in_side(self) -> None:
        """Let go of what was typed."""
        self.side.forget()

    def save_in_side(self) -> None:
        """Save whichever form something was typed into."""
        self.side.save()

    def _connect(self) -> None:
        self.list.chosen.connect(self.take_choice)
        self.list.opened.connect(self._open)
        self.list.removal_asked.connect(self.side.take_off)
        self.list.new_asked.connect(self.begin_new)
        self.list.said.connect(self.said)
        self.side.said.connect(self.said)
        self.side.open_item.connect(self.open_item)
        self.side.kept.connect(self.choose)
        self.side.given_up.connect(self._show_chosen)

    def _begin(self) -> None:
        shortcut = self.sender()
        if isinstance(shortcut, QShortcut):
            self.side.begin(MovementKind(shortcut.whatsThis()))

    def _open(self, _item: UUID) -> None:
        self.side.begin(MovementKind.IN)

    def _show_chosen(self) -> None:
        item = self.list.current()
        if item is None:
            self.show_nothing()
        else:
            self.side.show_item(item)
