"""What is done with equipment, each thing told with an Undo beside it."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import asset_moves, assets
from desktop.views.support.tasks import Failure
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

Refusal = Callable[[Failure], None]
Told = tuple[str, str | None]  # what was done, and the label of its undo


class AssetDeeds(QObject):
    """Does it on the writing thread; ``done`` when it is on file."""

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

    def move(self, chosen: Sequence[UUID], site: UUID, told: tuple[str, date, str], refused: Refusal) -> None:
        """Move equipment to a site: ``told`` are the place, the day and the reason."""
        store = self._tools.store

        def act() -> str:
            count = store.do(asset_moves.move, chosen, site, *told)
            return ngettext("{n} piece moved.", "{n} pieces moved.", count).format(n=count)

        self._do(act, refused)

    def write_off(self, chosen: Sequence[UUID], reason: str, refused: Refusal) -> None:
        """Write equipment off."""
        store = self._tools.store

        def act() -> str:
            count = store.do(asset_moves.write_off, chosen, reason)
            return ngettext("{n} piece written off.", "{n} pieces written off.", count).format(n=count)

        self._do(act, refused)

    def take_back(self, asset: UUID) -> None:
        """Take a writing off back."""
        store = self._tools.store

        def act() -> str:
            store.do(asset_moves.take_back, asset)
            return _("It is in use again.")

        self._do(act)

    def remove(self, asset: UUID) -> None:
        """Take a piece off the list."""
        store = self._tools.store

        def act() -> str:
            store.do(assets.remove, asset)
            return _("Removed.")

        self._do(act)

    def _do(self, act: Callable[[], str], refused: Refusal | None = None) -> None:
        store = self._tools.store

        def work(_progress: Progress) -> Told:
            return act(), store.next_undo()

        self._tools.runner.run(work, done=self._told, failed=refused)

    def _told(self, outcome: Told) -> None:
        self._undoing.tell(*outcome)
        self.done.emit()
