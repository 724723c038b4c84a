"""What is done from a page on the writing thread, one after the other, each told with an Undo beside it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.core.progress import Progress
from desktop.views.support.tasks import Failure
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

Refusal = Callable[[Failure], None]
Told = tuple[str, str | None]
"""What was done, and the label of its undo."""


class Deeds(QObject):
    """Base of what a page does; ``done`` when it is on file."""

    said = Signal(object)  # Notice
    done = Signal()

    def __init__(self, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)

    def tell(self, sentence: str, label: str | None) -> None:
        """Say what was done elsewhere."""
        self._undoing.tell(sentence, label)

    def _do(
        self,
        act: Callable[[], str],
        refused: Refusal | None = None,
        done: Callable[[Told], None] | None = None,
    ) -> None:
        """Do it; ``act`` returns what was done in a sentence."""
        store = self._tools.store

        def work(_progress: Progress) -> Told:
            return act(), store.next_undo()

        self._tools.runner.run(work, done=done or self._told, failed=refused)

    def _told(self, outcome: Told) -> None:
        self._undoing.tell(*outcome)
        self.done.emit()
