"""Taking a list in, step by step: reading it, the review, the saving, and what is told afterwards."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.views.support.import_steps import DoneStep, FailedStep, ReadingStep
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Failure, Task
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing
from desktop.views.support.workbooks import as_xlsx, ask_where

T = TypeVar("T")


class ImportFlow(QWidget):
    """Shows one step at a time; nothing is written before the last.

    A subclass calls ``begin_reading`` with work that reads and a listener that fills its review and calls
    ``show_review``; ``begin_saving`` with work that saves and a listener that calls ``finish``. It says in
    ``write_rejects`` how the rows left out are written.
    """

    said = Signal(object)  # Notice
    closed = Signal()
    choose_asked = Signal()

    def __init__(self, tools: Tools, review: QWidget, show_words: str) -> None:
        super().__init__()
        self._tools = tools
        self._task: Task | None = None
        self._saving = False
        self._name = ""
        self.undoing = Undoing(tools.store, tools.runner, self)
        self.undoing.said.connect(self.said)
        self.reading = ReadingStep()
        self.failed = FailedStep()
        self.done = DoneStep(show_words)
        self.steps = QStackedWidget()
        self._review = review
        for step in (self.reading, self.failed, review, self.done):
            self.steps.addWidget(step)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.steps)
        self.reading.cancelled.connect(self._stop)
        self.failed.choose_asked.connect(self.choose_asked)
        self.failed.closed.connect(self.leave)
        self.done.rejects_asked.connect(self.ask_rejects)
        self.done.closed.connect(self.leave)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)

    def begin_reading(self, path: Path, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        """Read the list; what was being read before is given up."""
        if self._task is not None:
            self._task.cancel()
        self._name = path.stem
        self._begin(_("Reading {file}").format(file=path.name))
        self._task = self._tools.runner.read(work, done=done, failed=self._fail)
        self._task.progressed.connect(self.reading.show_reach)

    def show_review(self) -> None:
        """The list has been read: show what taking it in would do."""
        self._task = None
        self.steps.setCurrentWidget(self._review)

    def begin_saving(self, path: Path, work: Callable[[Progress], T], done: Callable[[T], None]) -> None:
        """Take the list in."""
        self._saving = True
        self._begin(_("Saving {file}").format(file=path.name))
        self._task = self._tools.runner.run(
            work, done=done, failed=self._not_saved, cancelled=self._not_saved_after_all
        )
        self._task.progressed.connect(self.reading.show_reach)

    def finish(self, words: str, label: str | None, left_out: int) -> None:
        """The list has been taken in: tell it, and what can be done about the rows left out."""
        self._task, self._saving = None, False
        self.undoing.tell(words, label)
        if left_out:
            self.done.show_result(words, left_out)
            self.steps.setCurrentWidget(self.done)
        else:
            self.leave()

    def leave(self) -> None:
        """Go back to where one came from."""
        self._task = None
        self.forget()
        self.closed.emit()

    def forget(self) -> None:
        """Let go of what was read."""

    def ask_rejects(self) -> None:
        """Ask where the rows left out are to be written."""
        if self._name:
            name = _("Refused rows of {file}").format(file=self._name)
            ask_where(self, name + ".xlsx", self.save_rejects)

    def save_rejects(self, file: str) -> None:
        """Write the rows left out to that file."""
        path, write = as_xlsx(file), self.rejects_writer()

        def work(_progress: Progress) -> tuple[int, str]:
            return write(path), path.name

        self._tools.runner.read(work, done=self._rejects_saved)

    def rejects_writer(self) -> Callable[[Path], int]:
        """Return what writes the rows left out to a file and says how many they were."""
        raise NotImplementedError

    def _begin(self, doing: str) -> None:
        self.reading.begin(doing)
        self.steps.setCurrentWidget(self.reading)

    def _fail(self, failure: Failure) -> None:
        self._task = None
        self.failed.show_failure(failure)
        self.steps.setCurrentWidget(self.failed)

    def _not_saved(self, failure: Failure) -> None:
        self._not_saved_after_all()
        self._tools.runner.went_wrong.emit(failure)

    def _not_saved_after_all(self) -> None:
        self._task, self._saving = None, False
        self.steps.setCurrentWidget(self._review)

    def _stop(self) -> None:
        task = self._task
        if task is not None:
            task.cancel()
        if not self._saving:
            self.leave()

    def _escape(self) -> None:
        if self.steps.currentWidget() is self.reading:
            self._stop()
        else:
            self.leave()

    def _rejects_saved(self, outcome: tuple[int, str]) -> None:
        count, name = outcome
        words = ngettext("{n} row written to {file}.", "{n} rows written to {file}.", count)
        self.said.emit(Notice(words.format(n=f"{count:,}", file=name)))
