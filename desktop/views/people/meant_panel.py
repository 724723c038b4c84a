"""Whom a doubtful row of a list means: one of several on file, someone new, or nobody."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import imports, people
from desktop.services.imports_rows import ImportRow
from desktop.services.people import WorkerLine
from desktop.views.people.words import entry_words
from desktop.views.support.tools import Tools

Meant = Literal["nobody", "new"] | UUID
_MOST = 5  # lines shown without scrolling


class MeantPanel(QFrame):
    """Asks about one row at a time; the candidates are read when the row is looked at."""

    put = Signal(int, object)  # place in the list, the row as meaning a worker on file
    decided = Signal(int, bool)  # place in the list, taken as someone new or left out

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._place = -1
        self._row: ImportRow | None = None
        self._meant: Meant = "nobody"
        self._told: list[Meant] = []
        self.question = QLabel()
        self.question.setWordWrap(True)
        self.choices = QButtonGroup(self)
        self.choices.idClicked.connect(self._choose)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.question)
        column.addWidget(self._area)
        self.hide()

    def ask(self, place: int, row: ImportRow | None, meant: Meant) -> None:
        """Ask about the row at a place of the list; ``None`` and rows without candidates ask nothing."""
        same = place == self._place and self.isVisible()
        self._place, self._row, self._meant = place, row, meant
        if row is None or not row.candidates:
            self.hide()
            return
        if same:
            self._mark()
            return
        store, wanted = self._tools.store, row.candidates

        def read(_progress: Progress) -> tuple[int, list[WorkerLine]]:
            return place, store.read(people.rows, wanted)

        self._tools.runner.read_newest(read, done=self._show)

    def _show(self, outcome: tuple[int, Sequence[WorkerLine]]) -> None:
        place, lines = outcome
        if place != self._place or self._row is None:
            return
        self.question.setText(_("Who is meant by {name}?").format(name=self._row.name))
        for button in self.choices.buttons():
            self.choices.removeButton(button)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._told = ["nobody", "new", *(line.id for line in lines)]
        words = [_("Leave this row out"), _("Someone new"), *(entry_words(line) for line in lines)]
        for number, text in enumerate(words):
            button = QRadioButton(text.replace("&", "&&"))
            button.setAccessibleName(text)
            self.choices.addButton(button, number)
            column.addWidget(button)
        column.addStretch(1)
        line_height = self.choices.button(0).sizeHint().height() + column.spacing()
        self._area.setFixedHeight(line_height * min(len(words), _MOST) + 4)
        self._area.setWidget(inside)
        self._mark()
        self.show()

    def _mark(self) -> None:
        number = self._told.index(self._meant) if self._meant in self._told else 0
        button = self.choices.button(number)
        if button is not None:
            button.setChecked(True)

    def _choose(self, number: int) -> None:
        meant, place, row = self._told[number], self._place, self._row
        self._meant = meant
        if isinstance(meant, str) or row is None:
            self.decided.emit(place, meant == "new")
            return
        store = self._tools.store

        def read(_progress: Progress) -> tuple[int, ImportRow]:
            return place, store.read(imports.pointed, row, meant)

        self._tools.runner.read(read, done=self._pointed)

    def _pointed(self, outcome: tuple[int, ImportRow]) -> None:
        self.put.emit(*outcome)
