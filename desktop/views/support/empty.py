"""What stands where a list has nothing in it: what belongs here, and the first step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.views.support.icons import icon
from desktop.views.support.theme import icon_size, muted, primary


class EmptyState(QWidget):
    """An icon, a heading, a sentence and a button (``first_step``) in the middle of the space."""

    first_step = Signal()

    def __init__(
        self, icon_name: str, heading: str, sentence: str, step_label: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(icon(icon_name, "quiet").pixmap(icon_size(self, 48)))
        column.addWidget(picture)
        self.heading = QLabel(heading, alignment=Qt.AlignmentFlag.AlignCenter)
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.heading.setWordWrap(True)
        column.addWidget(self.heading)
        self.sentence = QLabel(sentence, alignment=Qt.AlignmentFlag.AlignCenter)
        self.sentence.setWordWrap(True)
        muted(self.sentence)
        column.addWidget(self.sentence)
        self.step = QPushButton(step_label)
        primary(self.step)
        self.step.clicked.connect(self.first_step)
        column.addSpacing(8)
        column.addWidget(self.step, alignment=Qt.AlignmentFlag.AlignCenter)
        self.step.setVisible(bool(step_label))
        column.addStretch(3)
