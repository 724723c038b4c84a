"""The line above the table in which an export is asked for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.views.support.fields import LineField
from desktop.views.support.theme import primary, roomy
from desktop.views.support.workbooks import as_xlsx, ask_where


class ExportBar(QFrame):
    """Masked numbers without more ado; whole ones for a reason that is kept in the log."""

    chosen = Signal(object, str)  # Path; the reason, "" for masked numbers

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.masked = QPushButton(_("Export with masked numbers…"))
        self.masked.clicked.connect(self._masked)
        self.reason = LineField("reason", _("What whole numbers are needed for"))
        self.reason.line.setPlaceholderText(_("Reason for whole numbers (kept in the log)"))
        self.reason.save_asked.connect(self._whole)
        self.whole = QPushButton(_("Export whole numbers…"))
        self.whole.clicked.connect(self._whole)
        self.close_button = QPushButton(_("Close"))
        self.close_button.clicked.connect(self.hide)
        primary(self.masked)
        roomy(self.whole)
        roomy(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.words, 1)
        first.addWidget(self.masked)
        first.addWidget(self.close_button)
        column.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(8)
        second.addWidget(self.reason, 1)
        second.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(second)
        self.hide()

    def ask(self, count: int, chosen: bool) -> None:
        """Open the line for that many workers, those chosen or all that are listed."""
        if chosen:
            words = ngettext("{n} chosen worker", "{n} chosen workers", count)
        else:
            words = ngettext("The {n} worker listed", "The {n} workers listed", count)
        self.words.setText(words.format(n=f"{count:,}"))
        self.reason.set_value("")
        self.show()
        self.masked.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say under the reason why nothing was exported."""
        self.show()
        self.reason.show_error(sentence)

    def _masked(self) -> None:
        self._choose_file("")

    def _whole(self) -> None:
        if not self.reason.words():
            self.reason.show_error(_("Write what they are needed for; it is kept in the log."))
            self.reason.setFocus()
            return
        self._choose_file(self.reason.words())

    def _choose_file(self, reason: str) -> None:
        ask_where(self, _("Workers") + ".xlsx", self._take if not reason else self._take_whole)

    def _take(self, file: str) -> None:
        self.chosen.emit(as_xlsx(file), "")

    def _take_whole(self, file: str) -> None:
        self.chosen.emit(as_xlsx(file), self.reason.words())
