"""What stands behind a worker's card: the activities, and what was changed."""

import html
from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services.taking_part import TakingPart, taking_part
from desktop.services.worker_history import Step, history
from desktop.views.support.theme import muted
from desktop.views.support.times import moment_words
from desktop.views.support.tools import Tools

_KEY = Qt.ItemDataRole.UserRole


class HistoryView(QWidget):
    """What was done to an entry, the newest first."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._worker: UUID | None = None
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setAccessibleName(_("History"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.words)
        column.addStretch(1)

    def show_worker(self, worker: UUID) -> None:
        """Read and show what was done to this worker's entry."""
        self._worker = worker
        store = self._tools.store

        def read(_progress: Progress) -> tuple[UUID, list[Step]]:
            return worker, store.read(history, worker)

        self._tools.runner.read_newest(read, done=self._show)

    def _show(self, outcome: tuple[UUID, list[Step]]) -> None:
        worker, steps = outcome
        if worker == self._worker:
            self.words.setText("".join(_paragraph(step) for step in steps) or _("Nothing is on record."))


class ActivitiesView(QWidget):
    """Where a worker is enrolled and was present; Enter or a double click opens the activity."""

    opened = Signal(object)  # UUID

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._worker: UUID | None = None
        self.nothing = QLabel(_("Not on the list of any activity yet."))
        self.nothing.setWordWrap(True)
        muted(self.nothing)
        self.list = QListWidget()
        self.list.setAlternatingRowColors(True)
        self.list.setWordWrap(True)
        self.list.setMinimumHeight(320)
        self.list.setAccessibleName(_("Activities"))
        self.list.itemActivated.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)

    def show_worker(self, worker: UUID) -> None:
        """Read and show what this worker takes part in."""
        self._worker = worker
        store = self._tools.store

        def read(_progress: Progress) -> tuple[UUID, list[TakingPart]]:
            return worker, store.read(taking_part, worker)

        self._tools.runner.read_newest(read, done=self._show)

    def _show(self, outcome: tuple[UUID, list[TakingPart]]) -> None:
        worker, parts = outcome
        if worker == self._worker:
            self._fill(parts)

    def _fill(self, parts: Sequence[TakingPart]) -> None:
        self.list.clear()
        for part in parts:
            item = QListWidgetItem(f"{part.title}\n{_standing(part)}")
            item.setData(_KEY, part.activity_id)
            item.setSizeHint(QSize(0, 2 * self.fontMetrics().lineSpacing() + 12))
            self.list.addItem(item)
        self.nothing.setVisible(not parts)
        self.list.setVisible(bool(parts))

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(_KEY))


def _paragraph(step: Step) -> str:
    head = html.escape(f"{moment_words(step.at)} · {step.account}")
    lines = "".join(f"<br>{html.escape(line)}" for line in step.lines)
    return f"<p style='margin:0 0 12px 0'><b>{html.escape(step.label)}</b><br>{head}{lines}</p>"


def _standing(part: TakingPart) -> str:
    words = {
        None: _("came without being enrolled"),
        "enrolled": _("enrolled"),
        "waiting": _("on the waiting list"),
        "cancelled": _("withdrawn"),
    }[part.state]
    parts = [moment_words(part.starts_at), words]
    if part.cancelled:
        parts.append(_("activity cancelled"))
    if part.present:
        there = ngettext("there {n} time of {all}", "there {n} times of {all}", part.present)
        parts.append(there.format(n=part.present, all=part.meetings))
    return " · ".join(parts)
