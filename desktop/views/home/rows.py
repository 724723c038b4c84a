"""Lines of the first page: a sign, what it is about, and what can be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.views.support.icons import icon
from desktop.views.support.theme import icon_size, muted, roomy, titled


@dataclass(frozen=True)
class Step:
    """Something to do: the words of its button, how it is read aloud, and what it does."""

    words: str
    accessible: str
    act: Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line; ``colour`` names a field of ``Colours``."""

    icon: str
    colour: str
    title: str
    detail: str
    steps: tuple[Step, ...] = ()


class Section(QFrame):
    """A heading over lines, or a sentence where there are none."""

    def __init__(self, title: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        self.head = QHBoxLayout()
        heading = QLabel(title)
        titled(heading, 1.15)
        self.head.addWidget(heading, 1)
        column.addLayout(self.head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column.addLayout(self._rows)
        self.nothing = QLabel(nothing)
        self.nothing.setWordWrap(True)
        muted(self.nothing)
        column.addWidget(self.nothing)
        column.addStretch(1)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these lines in the place of those before."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._rows.addWidget(_RowLine(row))
        self.nothing.setVisible(not rows)


class _RowLine(QWidget):
    def __init__(self, row: Row) -> None:
        super().__init__()
        sign = QLabel()
        sign.setPixmap(icon(row.icon, row.colour).pixmap(icon_size(self, 20)))
        title = QLabel(row.title)
        title.setWordWrap(True)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        if row.detail:
            detail = QLabel(row.detail)
            detail.setWordWrap(True)
            muted(detail)
            words.addWidget(detail)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(8)
        line.addWidget(sign)
        line.addLayout(words, 1)
        for step in row.steps:
            button = QPushButton(step.words)
            button.setAccessibleName(step.accessible)
            roomy(button)
            button.clicked.connect(step.act)
            line.addWidget(button)


class Figure(QPushButton):
    """A large number over its word; a click leads to the page it comes from."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.number = QLabel("–")
        titled(self.number, 1.8)
        self.word = QLabel(words)
        muted(self.word)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(0)
        column.addWidget(self.number)
        column.addWidget(self.word)

    def show_number(self, value: int) -> None:
        """Show the number, with its thousands set apart."""
        self.number.setText(f"{value:,}")
        self.setAccessibleName(f"{self._words}: {value:,}")

    def sizeHint(self) -> QSize:
        """Leave room for the number and its word."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never cut them."""
        return self.sizeHint()
