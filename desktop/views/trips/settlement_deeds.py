"""What is done to a settlement from the page; whoever asked hears of it, done or refused."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from desktop.storage.store import Store
from desktop.views.support import deeds
from desktop.views.support.tasks import Failure

Deed = Callable[[Store], str]
"""Does one thing with the store and says so in a sentence."""


class Deeds(deeds.Deeds):
    """Runs a deed beside the window; ``done`` or ``failed`` follow."""

    failed = Signal(object)  # Failure

    def do(self, deed: Deed) -> None:
        """Do it."""
        self._do(partial(deed, self._tools.store), self._failed)

    def _failed(self, failure: Failure) -> None:
        self.failed.emit(failure)
