"""A preview whose sheet is put on record before it leaves the program."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.views.support.preview import Papers, Preview
from desktop.views.support.tasks import Failure, Runner


@dataclass(frozen=True)
class Kept:
    """A sheet on record: its number and the papers with the codes that count."""

    number: int
    papers: Papers


class KeptPreview(Preview):
    """Print, Save and Open take the sheet on record: the first of them records it, the others reuse it.

    A preview's own codes stand for nobody, so it must never be the preview that goes on paper.
    """

    recorded = Signal(object)  # Kept

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(runner, parent)
        self._record: Callable[[Progress], Kept] | None = None
        self._then: Callable[[], None] | None = None
        self._printer_chosen: QPrinter | None = None
        self._file = ""

    def show_draft(self, papers: Papers, record: Callable[[Progress], Kept]) -> None:
        """Show what would be printed; ``record`` (on the writing thread) puts it on record."""
        page = self.view.page() if self._papers is not None else 1
        zoom = 0.0 if self.zoom.currentIndex() == 0 else self.view.zoom()
        self._record = record
        self.show_papers(papers)
        if zoom:
            self.view.set_zoom(zoom)
        self.view.go_to(page)

    def show_kept(self, papers: Papers) -> None:
        """Show a sheet that is on record already."""
        self._record = None
        self.show_papers(papers)

    def hold(self) -> None:
        """Let nothing out until the next papers are shown: these are not what is wanted any more."""
        self._enable(False)

    def clear(self) -> None:
        """Show nothing."""
        self._record = None
        super().clear()

    def ask_file(self) -> None:
        """Let the person choose where the PDF goes; the folder for papers is made when it is first needed."""
        with suppress(OSError):  # another folder can be chosen then
            self.folder.mkdir(parents=True, exist_ok=True)
        super().ask_file()

    def print_on(self, printer: QPrinter) -> None:
        """Record the sheet, then print it at true size."""
        self._printer_chosen = printer
        self._once_kept(self._print)

    def save_to(self, file: str) -> None:
        """Record the sheet, then write its PDF there."""
        self._file = file
        self._once_kept(self._save)

    def open_outside(self) -> None:
        """Record the sheet, then open it in the system's viewer, from where it may be printed too."""
        self._once_kept(self._open_kept)

    def _once_kept(self, then: Callable[[], None]) -> None:
        if self._papers is None:
            return
        if self._record is None:
            then()
            return
        self._then = then
        self._enable(False)
        self._runner.run(self._record, done=self._kept, failed=self._not_kept, label=_("Making the sheet"))

    def _kept(self, kept: Kept) -> None:
        page, then = self.view.page(), self._then
        self._then = None
        self.show_kept(kept.papers)
        self.view.go_to(page)
        self.recorded.emit(kept)
        if then is not None:
            then()

    def _not_kept(self, failure: Failure) -> None:
        self._then = None
        self._enable(True)
        self._runner.went_wrong.emit(failure)

    def _print(self) -> None:
        if self._printer_chosen is not None:
            super().print_on(self._printer_chosen)

    def _save(self) -> None:
        super().save_to(self._file)

    def _open_kept(self) -> None:
        super().open_outside()
