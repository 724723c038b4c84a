"""The people of a batch; rooms and seats are typed into their cells."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableWidgetItem, QWidget

from desktop.core.i18n import _
from desktop.services.trip_roster import RosterLine
from desktop.views.support.short_table import ShortRow, ShortTable

_NAME, _ORGANISATION = 1, 2
ROOM, SEAT = 7, 8


class RosterTable(ShortTable):
    """Enter or a double click begins to type a room or a seat; rows read meanwhile are shown afterwards."""

    room_typed = Signal(object, str)  # key, room
    seat_typed = Signal(object, str)  # key, seat

    def __init__(self) -> None:
        super().__init__(
            _("People of the roster"),
            [
                _("No."), _("Name"), _("Organisation"), _("Sex"), _("Age"), _("Front line"), _("Mobile"),
                _("Room"), _("Seat"),
            ],
            _ORGANISATION,
            frozenset({0, 4, 6}),
        )  # fmt: skip
        self._late: Sequence[ShortRow] | None = None
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.itemChanged.connect(self._typed)

    def show_rows(self, rows: Sequence[ShortRow]) -> None:
        """Show these rows, once what is being typed is done."""
        if self.state() is QAbstractItemView.State.EditingState:
            self._late = rows
        else:
            self._late = None
            super().show_rows(rows)

    def select(self, key: object) -> bool:
        """Put the cursor on a row, in the column it is in."""
        column = self.currentColumn()
        found = super().select(key)
        if found and column >= 0:
            self.setCurrentCell(self.currentRow(), column)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter types where one can type."""
        item = self.currentItem()
        if self.state() is QAbstractItemView.State.EditingState:
            return  # the line being typed in has had its say; what it leaves comes here
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentColumn() in (ROOM, SEAT):
            if item is not None:
                self.editItem(item)
            return
        super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802
        """Go on with the next person; show what was read meanwhile."""
        row, column = self.currentRow(), self.currentColumn()
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and row + 1 < self.rowCount():
            self.setCurrentCell(row + 1, column)
        if self._late is not None:
            self.show_rows(self._late)

    def _item(self, row: ShortRow, column: int, words: str) -> QTableWidgetItem:
        item = super()._item(row, column, words)
        if column not in (ROOM, SEAT) or row.quiet:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
        return item

    def _typed(self, item: QTableWidgetItem) -> None:
        keys = self.row_keys()
        if item.column() == ROOM:
            self.room_typed.emit(keys[item.row()], item.text().strip())
        elif item.column() == SEAT:
            self.seat_typed.emit(keys[item.row()], item.text().strip())


def roster_row(line: RosterLine) -> ShortRow:
    """Return the row of somebody on a roster; a no-show stands back."""
    name = line.name if line.is_going else _("{name} (no-show)").format(name=line.name)
    return ShortRow(
        line.nominee_id,
        (
            str(line.number) if line.number else "–",
            name,
            line.organisation,
            {"M": _("male"), "F": _("female")}.get(line.sex or "", ""),
            "" if line.age is None else str(line.age),
            _("yes") if line.frontline else _("no"),
            line.phone,
            line.room,
            line.seat,
        ),
        hint=f"{line.name} · {line.organisation} · {line.post}".rstrip(" ·"),
        quiet=not line.is_going,
    )
