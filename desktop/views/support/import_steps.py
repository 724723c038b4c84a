"""The plain steps of an import: it is being read, it cannot be read, it is done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.views.support.tasks import Failure, Reach
from desktop.views.support.theme import muted, primary, roomy, titled


class _Step(QWidget):
    """A heading, a sentence and buttons in the middle of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.heading.setWordWrap(True)
        titled(self.heading)
        self.sentence = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.sentence.setWordWrap(True)
        muted(self.sentence)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(12)
        self.column.addStretch(2)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.sentence)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.column.addLayout(self.buttons)
        self.column.addStretch(3)

    def _button(self, words: str, main: bool = False) -> QPushButton:
        button = QPushButton(words)
        primary(button) if main else roomy(button)
        self.buttons.addWidget(button)
        return button


class ReadingStep(_Step):
    """How far the reading or saving is."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(360)
        self.bar.setAccessibleName(_("Progress"))
        self.column.insertWidget(2, self.bar, alignment=Qt.AlignmentFlag.AlignCenter)
        self.stop = self._button(_("Cancel"))
        self.stop.clicked.connect(self.cancelled)
        self.buttons.addStretch(1)

    def begin(self, doing: str) -> None:
        """Show that this has begun."""
        self.heading.setText(doing)
        self.sentence.setText("")
        self.bar.setRange(0, 0)
        self.stop.setFocus()

    def show_reach(self, reach: Reach) -> None:
        """Show how far it is."""
        self.bar.setRange(0, reach.total)
        self.bar.setValue(reach.done)
        words = ngettext("{n} row", "{n} rows", reach.done).format(n=f"{reach.done:,}")
        self.sentence.setText(" · ".join(part for part in (reach.doing, words) if part))


class FailedStep(_Step):
    """Why a file cannot be read, and what to do."""

    choose_asked = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choose = self._button(_("Another file…"), main=True)
        self.choose.clicked.connect(self.choose_asked)
        self.back = self._button(_("Back"))
        self.back.clicked.connect(self.closed)
        self.buttons.addStretch(1)

    def show_failure(self, failure: Failure) -> None:
        """Tell the sentence and the remedy."""
        self.heading.setText(failure.sentence)
        self.sentence.setText(failure.remedy)
        self.choose.setFocus()


class DoneStep(_Step):
    """What was taken in, where some rows were not."""

    rejects_asked = Signal()
    closed = Signal()

    def __init__(self, show_words: str) -> None:
        super().__init__()
        self.rejects = self._button(_("Save the rows left out…"))
        self.rejects.clicked.connect(self.rejects_asked)
        self.show_list = self._button(show_words, main=True)
        self.show_list.clicked.connect(self.closed)
        self.buttons.addStretch(1)

    def show_result(self, words: str, left_out: int) -> None:
        """Tell what was done and what can be done about the rest."""
        self.heading.setText(words)
        sentence = ngettext(
            "{n} row was left out. Save it as a workbook, mend it, and import that file.",
            "{n} rows were left out. Save them as a workbook, mend them, and import that file.",
            left_out,
        )
        self.sentence.setText(sentence.format(n=f"{left_out:,}"))
        self.show_list.setFocus()
