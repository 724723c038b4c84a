"""A week of duty, a day a line: what the day is, and who is on; another name is chosen right there."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.services.duty import MemberLine
from desktop.services.duty_turns import DutyDay, TurnLine
from desktop.views.sites.duty_words import day_mark, day_name, day_tones
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, roomy, toned

_A_LINE = 3  # names beside each other
_OPENING = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4,
)  # fmt: skip


class NameBox(QComboBox):
    """The name on duty; another is chosen from the list, which any key opens.

    Neither the wheel nor an arrow key changes who is on duty by accident.
    """

    picked = Signal(object, object)  # TurnLine | None, UUID | None: the turn as it is, who is to be on

    def __init__(self) -> None:
        super().__init__()
        self.turn: TurnLine | None = None
        self.setMaxVisibleItems(20)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(92)
        roomy(self)
        self.activated.connect(self._pick)

    def show_turn(self, turn: TurnLine | None, members: Sequence[MemberLine]) -> None:
        """Show who is on duty among those who could be."""
        self.turn = turn
        self.clear()
        self.addItem("–", None)
        for member in members:
            self.addItem(member.name, member.id)
        if turn is not None and self.findData(turn.member_id) < 0:
            self.addItem(turn.name, turn.member_id)
        self.put_back()
        if turn is not None and turn.swapped:
            self.setItemIcon(self.currentIndex(), icon("swap-horizontal", "due"))
            self.setToolTip(_("{name} took this turn over").format(name=turn.name))
        else:
            self.setToolTip(turn.phone if turn else "")

    def put_back(self) -> None:
        """Show who is on duty again."""
        self.setCurrentIndex(self.findData(self.turn.member_id) if self.turn else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list instead of going to the next name."""
        if event.key() in _OPENING or event.text().strip():
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def _pick(self, _number: int) -> None:
        member = self.currentData()
        if member != (self.turn.member_id if self.turn else None):
            self.picked.emit(self.turn, member)


class DayRow(QFrame):
    """One day of the board."""

    picked = Signal(object, object, object)  # DutyDay, TurnLine | None, UUID | None

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.day: DutyDay | None = None
        self.date = QLabel()
        self.mark = QLabel()
        self.mark.setWordWrap(True)
        self.date.setMinimumWidth(self.fontMetrics().horizontalAdvance("0000-00-00 0"))
        self.mark.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 15)
        self.nobody = QLabel()
        muted(self.nobody)
        self.boxes: list[NameBox] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 6, 8, 6)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.addWidget(self.date, 0, 0)
        self._grid.addWidget(self.mark, 0, 1)
        self._grid.addWidget(self.nobody, 0, 2, 1, _A_LINE)

    def show_day(self, day: DutyDay, members: Sequence[MemberLine], today: date) -> None:
        """Show a day; as many names as are wanted, or as are on."""
        self.day = day
        self.date.setText(day_name(day.day))
        font = self.date.font()
        font.setBold(day.day == today)
        self.date.setFont(font)
        self.mark.setText(day_mark(day, today))
        text, ground = day_tones(day)
        toned(self.mark, text)
        toned(self, "text", ground)
        slots = max(day.wanted, len(day.turns))
        for column in range(_A_LINE):
            self._grid.setColumnStretch(2 + column, int(column < max(1, slots)))
        self.nobody.setText("" if slots else _("Nobody is on duty"))
        self.nobody.setVisible(not slots)
        self._make_boxes(slots)
        for number, box in enumerate(self.boxes):
            box.setVisible(number < slots)
            turn = day.turns[number] if number < len(day.turns) else None
            box.show_turn(turn, members)
            box.setAccessibleName(
                _("On duty on {day}, {number}").format(day=day_name(day.day), number=number + 1)
            )

    def _make_boxes(self, count: int) -> None:
        while len(self.boxes) < count:
            number = len(self.boxes)
            box = NameBox()
            box.picked.connect(self._tell)
            self._grid.addWidget(box, number // _A_LINE, 2 + number % _A_LINE)
            self.boxes.append(box)

    def _tell(self, turn: TurnLine | None, member: UUID | None) -> None:
        self.picked.emit(self.day, turn, member)


class DutyBoard(QScrollArea):
    """Seven days under each other."""

    picked = Signal(object, object, object)  # DutyDay, TurnLine | None, UUID | None

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        self.rows = [DayRow() for _day in range(7)]
        for row in self.rows:
            row.picked.connect(self.picked)
            column.addWidget(row)
        column.addStretch(1)
        self.setWidget(inside)

    def show_week(self, days: Sequence[DutyDay], members: Sequence[MemberLine], today: date) -> None:
        """Show a week; what has the focus keeps it."""
        for row, day in zip(self.rows, days, strict=True):
            row.show_day(day, members, today)

    def put_back(self) -> None:
        """Show every name as it is on file again."""
        for row in self.rows:
            for box in row.boxes:
                box.put_back()
