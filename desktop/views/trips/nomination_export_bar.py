"""The line in which the list of all names is exported: masked, or whole for a reason that is kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from desktop.core.i18n import _
from desktop.views.support.fields import LineField
from desktop.views.support.theme import primary, roomy
from desktop.views.support.workbooks import as_xlsx, ask_where


class NominationExportBar(QFrame):
    """Masked numbers without more ado; whole ones for a reason that is kept in the log."""

    chosen = Signal(object, str)  # Path; the reason, "" for masked numbers

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.masked = QPushButton(_("Export with masked numbers…"))
        primary(self.masked)
        self.reason = LineField("reason", _("What whole numbers are needed for"))
        self.reason.line.setPlaceholderText(_("Reason for whole numbers (kept in the log)"))
        self.whole = QPushButton(_("Export whole numbers…"))
        self.close_button = QPushButton(_("Close"))
        for button in (self.whole, self.close_button):
            roomy(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.masked, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.reason, 1)
        row.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.masked.clicked.connect(self._ask_masked)
        self.whole.clicked.connect(self._ask_whole)
        self.reason.save_asked.connect(self._ask_whole)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def ask(self) -> None:
        """Open the line."""
        self.reason.set_value("")
        self.show()
        self.masked.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say under the reason why nothing was exported."""
        self.show()
        self.reason.show_error(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes away."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def take(self, file: str) -> None:
        """Export to that file with masked numbers."""
        self.chosen.emit(as_xlsx(file), "")

    def take_whole(self, file: str) -> None:
        """Export to that file with whole numbers."""
        self.chosen.emit(as_xlsx(file), self.reason.words())

    def _ask_masked(self) -> None:
        ask_where(self, _("Nominations") + ".xlsx", self.take)

    def _ask_whole(self) -> None:
        if self.reason.words():
            ask_where(self, _("Nominations") + ".xlsx", self.take_whole)
            return
        self.reason.show_error(_("Write what they are needed for; it is kept in the log."))
        self.reason.setFocus()
