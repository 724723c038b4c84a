"""What stands above a worker's card where the same person may be on file once more."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import merging
from desktop.services.merging import Twin
from desktop.views.people.words import agree_words, entry_words
from desktop.views.support.theme import roomy, toned
from desktop.views.support.tools import Tools


class TwinBar(QFrame):
    """Names the nearest other entry and offers to make one of the two."""

    merge_asked = Signal(object, object)  # UUID of the card, UUID of the other entry

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._worker: UUID | None = None
        self._twin: UUID | None = None
        self.words = QLabel()
        self.words.setWordWrap(True)
        toned(self.words, "due")
        toned(self, "due", "due_ground")
        self.merge = QPushButton(_("Compare and merge…"))
        self.merge.clicked.connect(self._ask)
        roomy(self.merge)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.merge)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    def look_for(self, worker: UUID | None) -> None:
        """Look whether this worker is on file twice; nobody is for ``None``."""
        if worker != self._worker:
            self.hide()
        self._worker = worker
        if worker is None:
            return
        store = self._tools.store

        def read(_progress: Progress) -> tuple[UUID, list[Twin]]:
            return worker, store.read(merging.twins_of, worker)

        self._tools.runner.read_newest(read, done=self._show)

    def _show(self, outcome: tuple[UUID, Sequence[Twin]]) -> None:
        worker, twins = outcome
        if worker != self._worker:
            return
        self._twin = twins[0].line.id if twins else None
        if twins:
            nearest = twins[0]
            words = _("May be the same person as {entry} ({agree}).").format(
                entry=entry_words(nearest.line), agree=agree_words(nearest.agree_in)
            )
            if len(twins) > 1:
                words += " " + _("And {n} more of this name.").format(n=len(twins) - 1)
            self.words.setText(words)
        self.setVisible(bool(twins))

    def _ask(self) -> None:
        if self._worker is not None and self._twin is not None:
            self.merge_asked.emit(self._worker, self._twin)
