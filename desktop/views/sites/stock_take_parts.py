"""Parts of a stock-take on the screen: the answer to a label, and what becomes of what nobody saw."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTableWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.stock_takes import Answer, Scanned
from desktop.views.support.icons import icon
from desktop.views.support.theme import icon_size, primary, roomy, titled, toned

_LOOKS = {
    Answer.SEEN: ("good", "good_ground", "check-circle-outline"),
    Answer.SEEN_ALREADY: ("text", "tint", "check-all"),
    Answer.OTHER_SITE: ("due", "due_ground", "map-marker-alert-outline"),
    Answer.WRITTEN_OFF: ("due", "due_ground", "delete-alert-outline"),
    Answer.UNKNOWN: ("error", "error_ground", "help-circle-outline"),
}


class AnswerBox(QFrame):
    """What a label turned out to be: a sign, which piece, and a sentence, in colour."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._sign = QLabel()
        self.what = QLabel()
        titled(self.what, 1.3)
        self.words = QLabel()
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(self._sign)
        row.addWidget(self.what)
        row.addWidget(self.words, 1)
        self.clear()

    def clear(self) -> None:
        """Say what to do."""
        self._show("", _("Begin with any label; the order does not matter."), "text", "tint", "barcode-scan")

    def show_answer(self, scanned: Scanned) -> None:
        """Show an answer."""
        self._show(f"{scanned.number} {scanned.name}".strip(), scanned.sentence, *_LOOKS[scanned.answer])

    def _show(self, what: str, words: str, text: str, ground: str, sign: str) -> None:
        self._sign.setPixmap(icon(sign, text).pixmap(icon_size(self, 28)))
        self.what.setText(what)
        self.what.setVisible(bool(what))
        self.words.setText(words)
        toned(self, text, ground)
        toned(self.what, text)
        toned(self.words, text)


class CloseBar(QFrame):
    """Asks what becomes of what nobody saw."""

    answered = Signal(bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.mark = QPushButton(_("Close, mark as missing"))
        self.leave = QPushButton(_("Close only"))
        self.no = QPushButton(_("Not now"))
        primary(self.mark)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for button in (self.mark, self.leave, self.no):
            row.addWidget(button)
        for button in (self.leave, self.no):
            roomy(button)
        self.mark.clicked.connect(self._mark)
        self.leave.clicked.connect(self._leave)
        self.no.clicked.connect(self._go)
        self.hide()

    def about(self, missing: int) -> None:
        """Say how many nobody saw."""
        self.words.setText(
            _("Everything was seen.") if not missing else _("{n} were not seen.").format(n=missing)
        )
        self.mark.setVisible(bool(missing))

    def begin(self) -> None:
        """Ask."""
        self.show()
        (self.leave if self.mark.isHidden() else self.mark).setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self) -> None:
        self.answered.emit(True)

    def _leave(self) -> None:
        self.answered.emit(False)

    def _go(self) -> None:
        self.hide()
        self.left.emit()


def headed(head: QLabel, table: QTableWidget, beside: QWidget | None = None) -> QVBoxLayout:
    """Return a table under its heading, with something beside the heading."""
    font = head.font()
    font.setBold(True)
    head.setFont(font)
    row = QHBoxLayout()
    row.addWidget(head)
    row.addStretch(1)
    if beside is not None:
        row.addWidget(beside)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addLayout(row)
    column.addWidget(table, 1)
    return column
