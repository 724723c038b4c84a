"""A line in the page that asks why, where a reason belongs on record; no dialog."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
)

from desktop.core.i18n import _
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import primary, roomy, toned


class ReasonBar(QFrame):
    """A sentence, a line for the reason (and a place, if asked), and what happens then.

    Enter says yes, Esc goes away. ``refuse`` keeps the bar open with the words of what was wrong.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._act: Callable[[str], None] | None = None
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.place = QSpinBox()
        self.place.setAccessibleName(_("New place"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setPlaceholderText(_("Reason (kept on record)"))
        self.yes = QPushButton()
        self.no = QPushButton(_("Not now"))
        self.error = QLabel()
        self.error.setWordWrap(True)
        toned(self.error, "error")
        primary(self.yes)
        for widget in (self.place, self.reason, self.no):
            roomy(widget)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.place)
        row.addWidget(self.reason, 1)
        row.addWidget(self.yes)
        row.addWidget(self.no)
        row.addStretch()  # without the line for a reason the buttons keep their size
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(self.sentence)
        column.addLayout(row)
        column.addWidget(self.error)
        self.yes.clicked.connect(self._say_yes)
        self.no.clicked.connect(self.close_bar)
        self.reason.returnPressed.connect(self._say_yes)
        self.reason.textChanged.connect(self.error.hide)
        self.hide()

    def ask(
        self,
        sentence: str,
        yes: str,
        act: Callable[[str], None],
        usual: Sequence[str] = (),
        reason: bool = True,
    ) -> None:
        """Ask; ``act`` gets the reason. ``usual`` reasons are offered while one types."""
        self._act = act
        self.sentence.setText(sentence)
        self.yes.setText(yes)
        self.reason.setVisible(reason)
        completer = QCompleter(list(usual), self.reason)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.reason.setCompleter(completer)
        self.reason.clear()
        self.error.hide()
        self.place.hide()
        self.show()
        (self.reason if reason else self.yes).setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_place(self, now: int, last: int) -> None:
        """Ask for a place from 1 to ``last`` as well; ``now`` is offered."""
        self.place.setRange(1, max(1, last))
        self.place.setValue(now)
        self.place.show()

    def refuse(self, failure: Failure) -> None:
        """Say what was wrong; the reason stays."""
        self.yes.setEnabled(True)
        self.error.setText(f"{failure.sentence} {failure.remedy}".strip())
        self.error.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_bar(self) -> None:
        """Go away without doing anything."""
        self._act = None
        self.yes.setEnabled(True)
        if not self.isHidden():
            self.hide()
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter says yes (on the other button: no), Esc goes away."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            (self.no if self.no.hasFocus() else self.yes).click()
        else:
            super().keyPressEvent(event)

    def _say_yes(self) -> None:
        if self._act is None or not self.yes.isEnabled():
            return
        if not self.reason.isHidden() and not self.reason.text().strip():
            self.error.setText(_("Please write a reason."))
            self.error.show()
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.yes.setEnabled(False)
        self._act(self.reason.text().strip())
