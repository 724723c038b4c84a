"""The honours of a worker: title, year and level, a line each."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.services.honours import LEVELS, HonourLine, level_word
from desktop.views.support.fields import Field
from desktop.views.support.icons import icon
from desktop.views.support.theme import roomy


class _Line(QWidget):
    """One honour."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.title = QLineEdit()
        self.title.setPlaceholderText(_("Title"))
        self.title.setAccessibleName(_("Title of honour {n}").format(n=number))
        self.year = QLineEdit()
        self.year.setPlaceholderText(_("Year"))
        self.year.setAccessibleName(_("Year of honour {n}").format(n=number))
        self.year.setMaxLength(6)
        self.year.setFixedWidth(self.fontMetrics().horizontalAdvance("000000") + 20)
        self.level = QComboBox()
        self.level.addItems([_("(no level)"), *(level_word(level) for level in LEVELS)])
        self.level.setAccessibleName(_("Level of honour {n}").format(n=number))
        self.gone = QToolButton(autoRaise=True)
        self.gone.setIcon(icon("close", "quiet"))
        self.gone.setToolTip(_("Take this honour away"))
        self.gone.setAccessibleName(_("Take honour {n} away").format(n=number))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        above = QHBoxLayout()
        above.setSpacing(4)
        above.addWidget(self.title, 1)
        above.addWidget(self.gone)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.year)
        below.addWidget(self.level, 1)
        column.addLayout(above)
        column.addLayout(below)
        for part in (self.title, self.year, self.level):
            roomy(part)


class HonoursField(Field[tuple[HonourLine, ...]]):
    """Honours edited line by line; a line without a title is none."""

    def __init__(self, key: str, label: str) -> None:
        self.add_button = QPushButton(_("Add an honour"))
        self.add_button.setIcon(icon("plus"))
        super().__init__(key, label, self.add_button)
        self.add_button.setAccessibleName(_("Add an honour"))
        self.lines: list[_Line] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        whole = self.layout()
        assert isinstance(whole, QVBoxLayout)
        whole.insertLayout(0, self._column)
        self.add_button.clicked.connect(self._add_empty)

    def value(self) -> tuple[HonourLine, ...]:
        """Return the honours; a year that is no number is refused."""
        return tuple(
            HonourLine(line.title.text().strip(), self._year(line), self._level(line))
            for line in self.lines
            if line.title.text().strip()
        )

    def words(self) -> str:
        """Return all that is written, to tell whether it was changed."""
        return "\n".join(
            f"{line.title.text().strip()}\t{line.year.text().strip()}\t{line.level.currentIndex()}"
            for line in self.lines
            if line.title.text().strip()
        )

    def _saves(self, _event: object) -> bool:
        return False

    def _show(self, value: tuple[HonourLine, ...]) -> None:
        while self.lines:
            self._drop(self.lines[0])
        for one in value:
            line = self._add()
            line.title.setText(one.title)
            line.title.setCursorPosition(0)
            line.year.setText(str(one.year) if one.year else "")
            line.level.setCurrentIndex(LEVELS.index(one.level) + 1 if one.level in LEVELS else 0)

    def _year(self, line: _Line) -> int | None:
        words = line.year.text().strip().removesuffix("年")
        if not words:
            return None
        if not words.isdecimal():
            raise self._refuse(_("“{words}” is not a year. Write it with four digits.").format(words=words))
        return int(words)

    def _level(self, line: _Line) -> str:
        place = line.level.currentIndex()
        return LEVELS[place - 1] if place > 0 else ""

    def _add_empty(self) -> None:
        self._add().title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> _Line:
        line = _Line(len(self.lines) + 1)
        self.lines.append(line)
        self._column.addWidget(line)
        line.title.textChanged.connect(self._touched)
        line.year.textChanged.connect(self._touched)
        line.level.currentIndexChanged.connect(self._touched)
        line.title.returnPressed.connect(self.save_asked)
        line.year.returnPressed.connect(self.save_asked)
        line.gone.clicked.connect(partial(self._drop_told, line))
        return line

    def _drop_told(self, line: _Line) -> None:
        self._drop(line)
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._touched()

    def _drop(self, line: _Line) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
