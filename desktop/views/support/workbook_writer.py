"""Writes a workbook beside the window, and says how many rows went into which file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.workbooks import as_xlsx


class WorkbookWriter(QObject):
    """One for each page that exports."""

    said = Signal(object)  # Notice

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner

    def write(self, file: str, make: Callable[[Path, Progress], int]) -> None:
        """Write to that file, its ending put right; ``make`` returns how many rows it wrote."""
        path = as_xlsx(file)

        def work(progress: Progress) -> tuple[int, str]:
            return make(path, progress), path.name

        self._runner.read(work, done=self._written, label=_("Writing the workbook"))

    def _written(self, outcome: tuple[int, str]) -> None:
        count, name = outcome
        words = ngettext("{n} row written to {file}.", "{n} rows written to {file}.", count)
        self.said.emit(Notice(words.format(n=f"{count:,}", file=name)))
