"""What stands above a form when one wants to leave it with something typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.support.theme import primary, roomy, toned


class UnsavedBar(QFrame):
    """Asks in place what is to become of what was typed before something else is shown."""

    save = Signal()
    forget = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(_("What you typed here is not saved yet."))
        self.words.setWordWrap(True)
        toned(self.words, "due")
        toned(self, "due", "due_ground")
        self.save_button = QPushButton(_("Save"))
        self.forget_button = QPushButton(_("Forget it"))
        self.save_button.clicked.connect(self.save)
        self.forget_button.clicked.connect(self.forget)
        primary(self.save_button)
        roomy(self.forget_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.save_button)
        row.addWidget(self.forget_button)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()
