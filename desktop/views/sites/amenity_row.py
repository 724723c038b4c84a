"""One line of what a site has: has, lacks or broken by mouse or by H, L and B, how many, and a remark."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.core.i18n import _
from desktop.services.amenities import AmenityChange, AmenityLine, AmenityState, state_word
from desktop.services.site_standards import Measure
from desktop.views.support.pick_button import PickButton
from desktop.views.support.theme import muted, roomy, toned

_STATES = (AmenityState.HAS, AmenityState.LACKS, AmenityState.BROKEN)
_KEYS = {Qt.Key.Key_H: 0, Qt.Key.Key_L: 1, Qt.Key.Key_B: 2}


class AmenityRow(QObject):
    """The widgets of one item in the grid of the tab."""

    changed = Signal(object)  # AmenityChange
    refused = Signal(str)  # words about a quantity that is no number
    moved = Signal(int)  # the row's place, +1 or -1: the arrow keys ask for the next

    def __init__(self, line: AmenityLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = line
        words = line.item.words
        self.name = QLabel()
        self.name.setWordWrap(True)
        self.states = QWidget()
        self._group = QButtonGroup(self.states)
        self._group.setExclusive(False)
        row = QHBoxLayout(self.states)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.buttons = [PickButton(state_word(state), 40) for state in _STATES]
        for number, button in enumerate(self.buttons):
            button.setAccessibleName(f"{words}: {button.text()}")
            button.installEventFilter(self)
            roomy(button)
            self._group.addButton(button, number)
            row.addWidget(button)
        self.quantity = QLineEdit()
        self.quantity.setMaximumWidth(72)
        self.quantity.setAccessibleName(_("{item}: how many").format(item=words))
        self.remark = QLineEdit()
        self.remark.setPlaceholderText(_("Remark"))
        self.remark.setAccessibleName(_("{item}: remark").format(item=words))
        self._typing = QWidget()
        typing = QHBoxLayout(self._typing)
        typing.setContentsMargins(0, 0, 0, 0)
        typing.setSpacing(8)
        for edit in (self.quantity, self.remark):
            typing.addWidget(edit)
            roomy(edit)
            edit.editingFinished.connect(self._typed)
        self._group.idClicked.connect(self._pressed)

    def cells(self) -> tuple[QWidget, QWidget, QWidget]:
        """Return what stands in the columns of the grid."""
        return self.name, self.states, self._typing

    def lay_in(self, grid: QGridLayout, number: int) -> None:
        """Put the widgets into a row of the grid."""
        for column, widget in enumerate(self.cells()):
            grid.addWidget(widget, number, column)
        self.show_line(self.line)  # only now: shown before it has a parent, a widget is a window of its own

    def show_line(self, line: AmenityLine) -> None:
        """Show what is noted."""
        self.line = line
        item = line.item
        least = "" if item.at_least is None else f" ≥ {item.at_least:g} {item.unit}".rstrip()
        wish = "" if item.needed else " " + (_("(a wish)") if line.in_standard else _("(not asked for)"))
        self.name.setText(f"{item.words}{least}{wish}")
        if not item.needed:
            muted(self.name)
        elif line.state is not None and not line.ok:
            toned(self.name, "error" if line.state is AmenityState.BROKEN else "due")
        else:
            toned(self.name, "text")
        measured = item.measure in (Measure.AREA, Measure.SEATS)
        for state, button in zip(_STATES, self.buttons, strict=True):
            button.setChecked(line.state is state)
            button.setVisible(not (measured and state is AmenityState.BROKEN))
            button.setEnabled(not measured)
        self.quantity.setVisible(item.measure is not Measure.HAS)
        self.quantity.setReadOnly(measured)
        self.quantity.setText("" if line.quantity is None else f"{line.quantity:g}")
        self.quantity.setToolTip(_("It stands in the details of the site.") if measured else "")
        self.remark.setText(line.remark)
        self.remark.setVisible(not measured)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """H, L and B note at once; the arrow keys go through the rows."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key in _KEYS and self.buttons[_KEYS[key]].isEnabled():
            self._pressed(_KEYS[key])
            self.moved.emit(1)
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
            return True
        return False

    def take_focus(self) -> None:
        """Put the cursor on the state noted, or on the first."""
        chosen = next((button for button in self.buttons if button.isChecked()), self.buttons[0])
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pressed(self, number: int) -> None:
        state: AmenityState | None = _STATES[number]
        if self.line.state is state:
            state = None
        self._tell(state)

    def _typed(self) -> None:
        if self.quantity.isReadOnly():
            return
        state = self.line.state
        if state is None and self.quantity.text().strip():
            state = AmenityState.HAS
        self._tell(state)

    def _tell(self, state: AmenityState | None) -> None:
        text = self.quantity.text().strip()
        try:
            quantity = float(text) if text else None
        except ValueError:
            self.refused.emit(_("“{text}” is no number.").format(text=text))
            self.show_line(self.line)
            return
        remark = self.remark.text().strip()
        if (state, quantity, remark) != (self.line.state, self.line.quantity, self.line.remark):
            self.changed.emit(AmenityChange(self.line.item.key, state, quantity, remark))
