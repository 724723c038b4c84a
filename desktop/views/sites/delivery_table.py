"""The lines of a round: who gets what, in the order of the round, and what was handed over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop.core.i18n import _
from desktop.services.delivery_parts import Goods, Stop, Wanted
from desktop.views.sites.supply_words import expiry_words

_PLANNED, _HANDED = 5, 6
MOST = 1_000_000


@dataclass(frozen=True)
class _Line:
    stop: Stop
    goods: Goods
    handed: int


class DeliveryTable(QTableWidget):
    """Quantities are typed into their cells. Del takes a line off.

    Alt with an arrow goes to the stop earlier or later, with Shift to its whole island.
    """

    changed = Signal()  # what is planned
    handed_changed = Signal()  # what was handed over
    refused = Signal(str)  # a sentence about what was typed

    def __init__(self) -> None:
        super().__init__(0, 7)
        self._lines: list[_Line] = []
        self._editable = False
        self._saved = False
        self.setAccessibleName(_("Goods of the round"))
        self.setHorizontalHeaderLabels(
            [
                _("Stop no."),
                _("Island"),
                _("Site"),
                _("Goods"),
                _("Batch"),
                _("To bring"),
                _("Handed over"),
            ]
        )
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate((54, 62, 150, 108, 86, 64, 86)):
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._typed)

    def show_stops(self, stops: Sequence[Stop], editable: bool, saved: bool) -> None:
        """Show the lines; ``editable``: not done yet, ``saved``: what was handed over may be typed."""
        self._lines = [
            _Line(stop, one, one.quantity if one.delivered is None else one.delivered)
            for stop in stops
            for one in stop.goods
        ]
        self._editable, self._saved = editable, saved
        self._draw()

    def wanted(self) -> tuple[Wanted, ...]:
        """Return the lines as a round is planned with them."""
        return tuple(Wanted(one.stop.site_id, one.goods.batch_id, one.goods.quantity) for one in self._lines)

    def handed_over(self) -> dict[UUID, int]:
        """Return what was handed over, by line."""
        return {one.goods.id: one.handed for one in self._lines if one.goods.id is not None}

    def add(self, stop: Stop, goods: Goods) -> None:
        """Put goods on the round: beside what the site gets already, or at a new last stop."""
        for at, one in enumerate(self._lines):
            if (one.stop.site_id, one.goods.batch_id) == (stop.site_id, goods.batch_id):
                self._lines[at] = _planned(one, one.goods.quantity + goods.quantity)
                break
        else:
            places = [at for at, one in enumerate(self._lines) if one.stop.site_id == stop.site_id]
            at = places[-1] + 1 if places else len(self._lines)
            self._lines.insert(at, _Line(stop, goods, goods.quantity))
        self._draw(at)
        self.changed.emit()

    def take_off(self) -> None:
        """Take the line the cursor is on off the round."""
        at = self.currentRow()
        if self._editable and 0 <= at < len(self._lines):
            del self._lines[at]
            self._draw(min(at, len(self._lines) - 1))
            self.changed.emit()

    def move_stop(self, by: int) -> None:
        """Go to the stop the cursor is on earlier or later."""
        self._move(by, _site_of)

    def move_island(self, by: int) -> None:
        """Go to the island the cursor is on earlier or later, with all its stops."""
        self._move(by, _island_of)

    def _move(self, by: int, key: Callable[[_Line], object]) -> None:
        at = self.currentRow()
        if not self._editable or not 0 <= at < len(self._lines):
            return
        line = self._lines[at]
        order = list(dict.fromkeys(map(key, self._lines)))
        now = order.index(key(line))
        then = now + by
        if not 0 <= then < len(order):
            return
        order[now], order[then] = order[then], order[now]
        self._lines.sort(key=lambda one: order.index(key(one)))
        self._draw(self._lines.index(line))
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del takes off; Alt and an arrow moves the stop."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Delete:
            self.take_off()
        elif alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = -1 if event.key() == Qt.Key.Key_Up else 1
            shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.move_island(by) if shift else self.move_stop(by)
        else:
            super().keyPressEvent(event)

    def _draw(self, current: int = 0) -> None:
        self.blockSignals(True)
        column = max(self.currentColumn(), _PLANNED)
        self.setRowCount(len(self._lines))
        stops = list(dict.fromkeys(one.stop.site_id for one in self._lines))
        before: UUID | None = None
        for row, one in enumerate(self._lines):
            first = one.stop.site_id != before
            before = one.stop.site_id
            handed = str(one.handed) if self._saved else ""
            number = str(stops.index(one.stop.site_id) + 1)
            words = (
                number if first else "",
                one.stop.group if first else "",
                one.stop.site if first else "",
                one.goods.item,
                one.goods.number or expiry_words(one.goods.expires_on),
                f"{one.goods.quantity} {one.goods.unit}",
                handed,
            )
            for place, text in enumerate(words):
                self._set_cell(row, place, text, one)
        if self._lines:
            self.setCurrentCell(max(0, current), column)
        self.blockSignals(False)

    def _set_cell(self, row: int, place: int, text: str, line: _Line) -> None:
        """Write a cell; one that is there is kept, for it may be the one being typed into."""
        cell = self.item(row, place)
        if cell is None:
            cell = QTableWidgetItem()
            self.setItem(row, place, cell)
        cell.setText(text)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._editable and (place == _PLANNED or (place == _HANDED and self._saved)):
            flags |= Qt.ItemFlag.ItemIsEditable
        cell.setFlags(flags)
        if place >= _PLANNED:
            cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        else:
            expiry = expiry_words(line.goods.expires_on)
            cell.setToolTip(f"{line.stop.site} · {line.goods.item} · {line.goods.number} · {expiry}")

    def _typed(self, cell: QTableWidgetItem) -> None:
        line = self._lines[cell.row()]
        typed = cell.text()
        words = typed.replace(line.goods.unit, "").replace(",", "").strip()
        least = 1 if cell.column() == _PLANNED else 0
        if not words.isdecimal() or not least <= int(words) <= MOST:
            self._draw(cell.row())
            self.refused.emit(
                _("“{text}” is no quantity; write a whole number from {least} on.").format(
                    text=typed, least=least
                )
            )
            return
        if cell.column() == _PLANNED:
            self._lines[cell.row()] = _planned(line, int(words))
            self._draw(cell.row())
            self.changed.emit()
        else:
            self._lines[cell.row()] = replace(line, handed=int(words))
            self.handed_changed.emit()


def _site_of(line: _Line) -> object:
    return line.stop.site_id


def _island_of(line: _Line) -> object:
    return line.stop.group


def _planned(line: _Line, quantity: int) -> _Line:
    return replace(line, goods=replace(line.goods, quantity=quantity), handed=quantity)
