"""Four numbers that can be read from a few steps away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.door_board import Counts
from desktop.views.support.theme import muted, titled


class CountTiles(QWidget):
    """Expected, in, missing, walk-ins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._tiles = [_Tile(words) for words in (_("Expected"), _("In"), _("Missing"), _("Walk-ins"))]
        for tile in self._tiles:
            row.addWidget(tile, 1)

    def show_counts(self, counts: Counts) -> None:
        """Show how the meeting stands."""
        values = (counts.expected, counts.present, counts.absent, counts.walk_ins)
        for tile, value in zip(self._tiles, values, strict=True):
            tile.show_number(value)

    def numbers(self) -> list[str]:
        """Return the numbers as shown."""
        return [tile.number.text() for tile in self._tiles]


class _Tile(QFrame):
    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.number = QLabel("–", alignment=Qt.AlignmentFlag.AlignCenter)
        titled(self.number, 2.2)
        word = QLabel(words, alignment=Qt.AlignmentFlag.AlignCenter)
        muted(word)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(0)
        column.addWidget(self.number)
        column.addWidget(word)

    def show_number(self, value: int) -> None:
        self.number.setText(f"{value:,}")
        self.setAccessibleName(f"{self._words} {value:,}")
