"""How far the figures are, what is wrong with the one just typed, and what one does with them all."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.support.icons import icon
from desktop.views.support.theme import roomy, titled, toned


class TalliesFoot(QWidget):
    """A line of words and a line of buttons under the grid."""

    def __init__(self) -> None:
        super().__init__()
        self.progress = QLabel()
        titled(self.progress, 1.1)
        self.fault = QLabel()
        self.fault.setWordWrap(True)
        # The line keeps its room, so that the table does not jump when there is something to say.
        room = self.fault.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.fault.setSizePolicy(room)
        self.fault.hide()
        self.paste = QPushButton(icon("content-paste"), _("Paste"))
        self.paste.setToolTip(_("Enter cells copied from a spreadsheet (Ctrl+V)"))
        self.copy = QPushButton(icon("content-copy"), _("Copy all"))
        self.copy.setToolTip(_("Copy what is shown, for a spreadsheet"))
        self.print = QPushButton(icon("printer"), _("Month sheets …"))
        self.export = QPushButton(icon("file-excel-outline"), _("Export …"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.progress)
        row.addStretch(1)
        for button in (self.paste, self.copy, self.print, self.export):
            roomy(button)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(self.fault)
        column.addLayout(row)

    def say(self, sentence: str, tone: str) -> None:
        """Say what is wrong with the current figure; with nothing to say, the line goes."""
        if sentence != self.fault.text():
            self.fault.setText(sentence)
            toned(self.fault, tone)
        self.fault.setVisible(bool(sentence))

    def set_progress(self, words: str) -> None:
        """Say how far the figures are."""
        self.progress.setText(words)
