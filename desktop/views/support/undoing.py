"""The offer to take back what was just done, for as long as it is the last thing done."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import PersonError
from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner


class DoneSince(PersonError):
    """Something else was done meanwhile, so taking back the last step would take back the wrong one."""


class TakesBack(Protocol):
    """What is asked of the store."""

    def undo(self) -> str:
        """Take back the last operation; return its words."""

    def next_undo(self) -> str | None:
        """Return the words of what would be taken back."""


class Undoing(QObject):
    """Tells what was done with an Undo beside it."""

    said = Signal(object)  # Notice

    def __init__(self, store: TakesBack, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._runner = runner

    def tell(self, sentence: str, label: str | None, remedy: str = "") -> None:
        """Say what was done; ``label`` is what ``store.next_undo()`` said right after it was done."""
        action = partial(self._undo, label)
        self.said.emit(Notice(sentence, remedy, action_label=_("Undo"), action=action))

    def _undo(self, label: str | None) -> None:
        store = self._store

        def work(_progress: Progress) -> str:
            if store.next_undo() != label:
                raise DoneSince(
                    _("Something else was done since."),
                    _("Use Undo at the top; it names what it takes back."),
                )
            return store.undo()

        self._runner.run(work, done=self._undone)

    def _undone(self, words: str) -> None:
        self.said.emit(Notice(_("Undone: {what}").format(what=words)))
