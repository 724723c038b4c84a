"""The last operations: what undo would take back, taking it back, doing it again."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.views.support.changes import Announces, ChangeFeed
from desktop.views.support.notice import Notice, notice_of
from desktop.views.support.tasks import Failure, Runner
from desktop.views.support.top_bar import TopBar


class Undoes(Announces, Protocol):
    """Whatever can take back the last operations, and says what they were (the store does)."""

    def undo(self) -> str:
        """Take back the last operation; return its words."""

    def redo(self) -> str:
        """Do it again; return its words."""

    def next_undo(self) -> str | None:
        """Return the words of what would be taken back."""

    def next_redo(self) -> str | None:
        """Return the words of what would be done again."""


class LastSteps(QObject):
    """Keeps the buttons of the top bar true, and does what they say."""

    said = Signal(object)  # Notice

    def __init__(self, store: Undoes, runner: Runner, feed: ChangeFeed, bar: TopBar, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._runner = runner
        self._bar = bar
        bar.undo_asked.connect(self.undo)
        bar.redo_asked.connect(self.redo)
        feed.tables_changed.connect(self.look)

    def look(self, _tables: object = None) -> None:
        """Read what undo and redo would do."""
        store = self._store

        def read(_progress: Progress) -> tuple[str | None, str | None]:
            return store.next_undo(), store.next_redo()

        self._runner.read_newest(read, done=self._show)

    def undo(self) -> None:
        """Take back the last operation."""
        store = self._store

        def work(_progress: Progress) -> str:
            return store.undo()

        if self._bar.undo.isEnabled():
            self._bar.undo.setEnabled(False)
            self._runner.run(work, done=self._undone, failed=self._refused)

    def redo(self) -> None:
        """Do again what was taken back last."""
        store = self._store

        def work(_progress: Progress) -> str:
            return store.redo()

        if not self._bar.redo.isHidden():
            self._runner.run(work, done=self._redone, failed=self._refused)

    def _show(self, labels: tuple[str | None, str | None]) -> None:
        self._bar.show_undo(*labels)

    def _undone(self, label: str) -> None:
        words = _("Undone: {what}").format(what=label)
        self.said.emit(Notice(words, action_label=_("Redo"), action=self.redo))

    def _redone(self, label: str) -> None:
        self.said.emit(Notice(_("Done again: {what}").format(what=label)))

    def _refused(self, failure: Failure) -> None:
        self.said.emit(notice_of(failure))
        self.look()
