"""The answer of the door: who, from where, and the verdict in word, icon and colour."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.attendance import Verdict, VerdictKind
from desktop.views.door.big_words import BigWords
from desktop.views.door.words import MAY_FOLLOW, look_of, verdict_detail, verdict_word
from desktop.views.support.icons import icon
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import primary, roomy, titled, toned


class VerdictCard(QFrame):
    """Shows one answer at a time; its buttons never take the focus from the scan line."""

    let_in_asked = Signal()
    name_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict: Verdict | None = None
        self.name = BigWords(1.8, 8.0)
        self.organisation = QLabel()
        self.organisation.setWordWrap(True)
        titled(self.organisation, 1.6)
        self.sign = QLabel()
        self.word = QLabel()
        self.word.setWordWrap(True)
        titled(self.word, 2.2)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        font = self.sentence.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.sentence.setFont(font)
        self.let_in = QPushButton(_("Let in as a walk-in (F2)"))
        self.give_name = QPushButton(_("Write down the name (F3)"))
        self.back = QPushButton(_("Take back"))
        self.let_in.clicked.connect(self.let_in_asked)
        self.give_name.clicked.connect(self.name_asked)
        self.back.clicked.connect(self.back_asked)
        self._lay_out()
        self.rest()

    def rest(self) -> None:
        """Wait for the first person."""
        self.verdict = None
        self._paint("text", "field", "qrcode-scan", _("Ready"))
        self._say(_("Scan a code"), "", _("Or type a name, pinyin, initials or a phone number."))

    def show_verdict(self, verdict: Verdict) -> None:
        """Show an answer, and have it read aloud by a screen reader."""
        self.verdict = verdict
        look, word = look_of(verdict.kind), verdict_word(verdict)
        self._paint(look.text, look.ground, look.icon, word)
        self._say(verdict.name or word, verdict.organisation, verdict_detail(verdict))
        self.word.setVisible(bool(verdict.name))
        self.let_in.setVisible(verdict.kind in MAY_FOLLOW and verdict.worker_id is not None)
        is_new = verdict.kind is VerdictKind.IN and verdict.attendance_id is not None
        self.back.setVisible(is_new)
        self.give_name.setVisible(is_new and verdict.sheet_row_id is not None)
        said = f"{verdict.name} {verdict.organisation} {word}".strip()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def show_failure(self, failure: Failure) -> None:
        """Say that nothing was recorded, and why."""
        self.verdict = None
        self._paint("error", "error_ground", "alert-octagon", _("Not recorded"))
        self._say(_("Not recorded"), "", f"{failure.sentence} {failure.remedy}".strip())
        self.word.hide()

    def show_taken_back(self) -> None:
        """Say that the check-in shown no longer stands."""
        if self.verdict is None:
            return
        verdict, self.verdict = self.verdict, None
        self._paint("text", "field", "undo", _("Taken back"))
        self._say(verdict.name, verdict.organisation, _("This check-in was taken back."))

    def take_let_in(self) -> Verdict | None:
        """Return the answer after which the person shown may be let in, once."""
        if self.let_in.isHidden():
            return None
        self.let_in.hide()
        return self.verdict

    def _say(self, name: str, organisation: str, sentence: str) -> None:
        self.name.setText(name)
        self.organisation.setText(organisation)
        self.organisation.setVisible(bool(organisation))
        self.sentence.setText(sentence)

    def _paint(self, text: str, ground: str, sign: str, word: str) -> None:
        toned(self, text, ground)
        for label in (self.name, self.organisation, self.sentence):
            toned(label, "text")
        toned(self.word, text)
        self.sign.setPixmap(icon(sign, text).pixmap(QSize(44, 44)))
        self.word.setText(word)
        self.word.show()
        for button in (self.let_in, self.give_name, self.back):
            button.hide()

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.name, 1)
        column.addWidget(self.organisation)
        answer = QHBoxLayout()
        answer.setSpacing(12)
        answer.addWidget(self.sign)
        answer.addWidget(self.word, 1)
        column.addLayout(answer)
        column.addWidget(self.sentence)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        primary(self.let_in)
        for button in (self.let_in, self.give_name, self.back):
            roomy(button)
            foot.addWidget(button)
        foot.addStretch(1)
        column.addLayout(foot)
