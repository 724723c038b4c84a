"""What is done to a settlement from the page: one after the other, told with its Undo."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.core.progress import Progress
from desktop.storage.store import Store
from desktop.views.support.tasks import Failure
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

Deed = Callable[[Store], str]
"""Does one thing with the store and says so in a sentence."""


class Deeds(QObject):
    """Runs a deed beside the window; ``done`` or ``failed`` follow."""

    said = Signal(object)  # Notice
    done = Signal()
    failed = Signal(object)  # Failure

    def __init__(self, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)

    def do(self, deed: Deed) -> None:
        """Do it."""
        store = self._tools.store

        def work(_progress: Progress) -> tuple[str, str | None]:
            words = deed(store)
            return words, store.next_undo()

        self._tools.runner.run(work, done=self._done, failed=self._failed)

    def _done(self, outcome: tuple[str, str | None]) -> None:
        self.done.emit()
        self._undoing.tell(*outcome)

    def _failed(self, failure: Failure) -> None:
        self.failed.emit(failure)
