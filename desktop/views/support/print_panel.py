"""A paper before it is printed: what is to stand on it in a row, what to look at first, and the preview."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.preview import Papers, Preview
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy, toned
from desktop.views.support.tools import Tools

Drawn = tuple[Papers, tuple[str, ...]]


class PrintPanel(QWidget):
    """A subclass puts its choices into the row with ``add_choice`` and hands its drawing to ``draw``.

    Esc and the button at the left go back to where one came from.
    """

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools, narrow: bool = False) -> None:
        super().__init__()
        self._tools = tools
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        self.warning.hide()
        toned(self.warning, "due")
        self.preview = Preview(tools.runner)
        self.preview.open_button.setHidden(narrow)  # beside a list there is no room for it
        self._choices = QHBoxLayout()
        self._choices.setSpacing(8)
        self.add_choice(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(self._choices)
        column.addWidget(self.warning)
        column.addWidget(self.preview, 1)
        self.preview.said.connect(self.said)
        self.back.clicked.connect(self.left)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self.left)

    def add_choice(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a choice at the end of the row."""
        roomy(widget)
        self._choices.addWidget(widget, stretch)

    def fill_row(self) -> None:
        """Leave the room at the end of the row empty."""
        self._choices.addStretch(1)

    def draw(self, work: Callable[[Progress], Drawn]) -> None:
        """Have the paper drawn beside the window, and show it with what to look at before printing."""
        self._tools.runner.read_newest(work, done=self._show, failed=self._refused)

    def _show(self, drawn: Drawn) -> None:
        papers, warned = drawn
        self.preview.show_papers(papers)
        self.warning.setText(" ".join(warned))
        self.warning.setVisible(bool(warned))

    def _refused(self, failure: Failure) -> None:
        self.preview.clear()
        self.said.emit(notice_of(failure))
