"""When Python looks for what nobody refers to any more, so that a window full of rows does not stutter."""

import gc

from PySide6.QtCore import QObject, QTimer

from desktop.core.collecting import collect_young_only
from desktop.views.support.tasks import Runner

EVERY_MS = 120_000


class Tidying(QObject):
    """Looks through all memory now and then while no work is under way, never in the midst of it.

    What is young is still looked through as it comes, which takes a millisecond.
    """

    def __init__(self, runner: Runner) -> None:
        super().__init__(runner)
        self._runner = runner
        collect_young_only()
        gc.freeze()  # what the start has loaded stays for good
        gc.enable()  # it was off while the program was loaded
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.tidy)
        self._timer.start()

    def tidy(self) -> None:
        """Let go of what only refers to itself, unless work is under way."""
        if not self._runner.is_busy():
            gc.collect()
