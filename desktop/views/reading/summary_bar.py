"""How many rows are signed, empty, doubtful: each count narrows the list to its rows."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.reading import Mark
from desktop.core.sheet_content import RowPart
from desktop.services.reading_parts import ProposedRow, RowCounts, Standing
from desktop.views.reading.chip import Chip


class Shown(StrEnum):
    """Which rows the list shows."""

    ALL = "all"
    DOUBTFUL = "doubtful"
    SIGNED = "signed"
    EMPTY = "empty"
    WALK_INS = "walk-ins"
    UNSEEN = "unseen"
    ALREADY = "already"


_ICONS = {
    Shown.ALL: ("format-list-bulleted", "text"),
    Shown.DOUBTFUL: ("help-circle", "due"),
    Shown.SIGNED: ("check-circle", "good"),
    Shown.EMPTY: ("circle-outline", "quiet"),
    Shown.WALK_INS: ("account-plus", "accent"),
    Shown.UNSEEN: ("eye-off-outline", "quiet"),
    Shown.ALREADY: ("check-all", "quiet"),
}


def belongs(row: ProposedRow, shown: Shown) -> bool:
    """Say whether a row is one of those."""
    listed = row.part is RowPart.LISTED
    return {
        Shown.ALL: True,
        Shown.DOUBTFUL: row.mark is Mark.DOUBTFUL,
        Shown.SIGNED: listed and row.mark is Mark.SIGNED,
        Shown.EMPTY: listed and row.mark is Mark.EMPTY,
        Shown.WALK_INS: row.is_walk_in,
        Shown.UNSEEN: row.mark is Mark.UNSEEN,
        Shown.ALREADY: row.standing is Standing.ALREADY_IN and row.mark is Mark.SIGNED,
    }[shown]


class SummaryBar(QWidget):
    """Counts as buttons, one of them down; those of nothing are hidden."""

    chosen = Signal(object)  # Shown

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[Shown, Chip] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for shown, (sign, colour) in _ICONS.items():
            button = Chip(sign, colour)
            button.setProperty("shown", shown.value)
            self._group.addButton(button)
            self.buttons[shown] = button
            row.addWidget(button)
        row.addStretch(1)
        self.buttons[Shown.ALL].setChecked(True)
        self._group.buttonClicked.connect(self._clicked)

    def shown(self) -> Shown:
        """Return which rows are asked for."""
        button = self._group.checkedButton()
        return Shown(button.property("shown")) if button is not None else Shown.ALL

    def choose(self, shown: Shown) -> None:
        """Ask for other rows."""
        self.buttons[shown].setChecked(True)

    def show_counts(self, rows: int, counts: RowCounts) -> None:
        """Show the counts; where none is left of those asked for, all rows are."""
        numbers = {
            Shown.ALL: (_("All {n}"), rows),
            Shown.DOUBTFUL: (ngettext("{n} doubtful", "{n} doubtful", counts.doubtful), counts.doubtful),
            Shown.SIGNED: (ngettext("{n} signed", "{n} signed", counts.signed), counts.signed),
            Shown.EMPTY: (ngettext("{n} not signed", "{n} not signed", counts.empty), counts.empty),
            Shown.WALK_INS: (ngettext("{n} walk-in", "{n} walk-ins", counts.walk_ins), counts.walk_ins),
            Shown.UNSEEN: (
                ngettext("{n} not seen", "{n} not seen", counts.unseen),
                counts.unseen,
            ),
            Shown.ALREADY: (ngettext("{n} in already", "{n} in already", counts.already), counts.already),
        }
        asked = self.shown()
        if not numbers[asked][1]:
            self.choose(Shown.ALL)
        for shown, (words, number) in numbers.items():
            button = self.buttons[shown]
            button.setText(words.format(n=f"{number:,}"))
            button.updateGeometry()
            button.setVisible(number > 0 or shown in (Shown.ALL, Shown.SIGNED))

    def _clicked(self, _button: QAbstractButton) -> None:
        self.chosen.emit(self.shown())
