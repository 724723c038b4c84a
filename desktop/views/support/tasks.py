"""Work that must not make the window wait: one thread that writes, a few that read.

A page hands a piece of work to the :class:`Runner` with bound methods of widgets as listeners::

    runner.read(self._load, done=self._show)                     # reading; failures go to the notice bar
    runner.run(self._save, done=self._saved, failed=self._refused, label=_("Saving"))

The listeners are called on the main thread. Qt forgets a bound method when its widget dies, which is
why nothing else is accepted.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from desktop.core.crash_log import log_unexpected, unexpected_remedy, unexpected_sentence
from desktop.core.errors import Cancelled, FieldError, PersonError
from desktop.core.progress import Progress

T = TypeVar("T")

_REPORT_EVERY = 0.05  # seconds between two reports of progress


@dataclass(frozen=True)
class Failure:
    """Why a piece of work came to nothing, in words for the person.

    ``field`` names the form field at fault, if one is; ``mark`` finds the entry in the log, if it was a bug.
    """

    sentence: str
    remedy: str = ""
    field: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Reach:
    """How far a task is: ``total`` 0 when not known, ``seconds_left`` None when it cannot be told yet."""

    done: int
    total: int
    doing: str
    seconds_left: float | None


@dataclass(frozen=True)
class Ending:
    """How a task ended: with an outcome, with a failure, or stopped by the person."""

    outcome: object = None
    failure: Failure | None = None
    stopped: bool = False


class Task(QObject):
    """One piece of work under way. It belongs to its runner and is deleted after ``finished``."""

    progressed = Signal(object)  # Reach
    succeeded = Signal(object)  # what the work returned
    failed = Signal(object)  # Failure
    cancelled = Signal()
    finished = Signal()

    def __init__(self, label: str, clock: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self.label = label
        self._clock = clock
        self._began: float | None = None
        self._reported = float("-inf")
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step; work still queued never starts."""
        self._stop.set()

    def is_cancelled(self) -> bool:
        """Say whether the person asked to stop."""
        return self._stop.is_set()

    def step(self, done: int, total: int, doing: str = "") -> None:
        """Called by the work on its own thread (see :class:`desktop.core.progress.Progress`)."""
        if self._stop.is_set():
            raise Cancelled
        now = self._clock()
        if self._began is None:
            self._began = now
        if now - self._reported < _REPORT_EVERY and done < total:
            return
        self._reported = now
        passed = now - self._began
        left = passed * (total - done) / done if done and total and passed > 1 else None
        self.progressed.emit(Reach(done, total, doing, left))

    def settle(self, ending: Ending) -> None:
        """Tell the listeners how it ended (main thread)."""
        if ending.stopped:
            self.cancelled.emit()
        elif ending.failure is not None:
            self.failed.emit(ending.failure)
        else:
            self.succeeded.emit(ending.outcome)
        self.finished.emit()


class Runner(QObject):
    """Owns the threads: writing work goes one by one, in order; reading work side by side."""

    started = Signal(object)  # Task, on the main thread, before the work begins
    went_wrong = Signal(object)  # Failure of a task that has no listener of its own for it
    written = Signal()  # the last piece of writing work handed over has come to its end
    _ended = Signal(object, object)  # Task, Ending: from the work's thread to ours

    def __init__(
        self, parent: QObject | None = None, readers: int = 3, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._writing = ThreadPoolExecutor(1, "writing")
        self._reading = ThreadPoolExecutor(readers, "reading")
        self._tasks: set[Task] = set()
        self._unwritten: dict[Task, None] = {}
        self._newest: dict[Task, Callable[..., None]] = {}
        self._closed = False
        self._ended.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Failure], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        label: str = "",
    ) -> Task:
        """Run ``work(progress)`` on the writing thread, after everything handed over before it."""
        task = self._made(done, failed, cancelled, label)
        self._unwritten[task] = None
        return self._hand_over(self._writing, task, work)

    def read(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Failure], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        label: str = "",
    ) -> Task:
        """Run ``work(progress)``, which must not write, on one of the reading threads."""
        return self._hand_over(self._reading, self._made(done, failed, cancelled, label), work)

    def read_newest(
        self,
        work: Callable[[Progress], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Failure], None] | None = None,
    ) -> Task:
        """Read like :meth:`read`, for a listener that shows the answer to its newest question only.

        Readers work side by side, so an older answer may come last; it is dropped, whenever it comes.
        """
        task = self._made(done, failed, None, "")
        self._newest[task] = done
        for older, listener in self._newest.items():
            if older is not task and listener == done:
                older.cancel()
        return self._hand_over(self._reading, task, work)

    def is_busy(self) -> bool:
        """Say whether any work is queued or under way."""
        return bool(self._tasks)

    def unwritten(self) -> list[Task]:
        """Return the writing work that is queued or under way, in its order; long work has a label."""
        return list(self._unwritten)

    def close(self) -> None:
        """Cancel what reads and long writing work, let short writes come to their end, stop the threads."""
        self._closed = True
        for task in self._tasks:
            if task.label or task not in self._unwritten:
                task.cancel()
        self._reading.shutdown(wait=True, cancel_futures=True)
        self._writing.shutdown(wait=True)

    def _made(
        self,
        done: Callable[[T], None] | None,
        failed: Callable[[Failure], None] | None,
        cancelled: Callable[[], None] | None,
        label: str,
    ) -> Task:
        for listener in (done, failed, cancelled):
            _demand_bound_method(listener)
        task = Task(label, self._clock, self)
        if done is not None:
            task.succeeded.connect(done)
        task.failed.connect(failed if failed is not None else self._report)
        if cancelled is not None:
            task.cancelled.connect(cancelled)
        return task

    def _hand_over(self, pool: ThreadPoolExecutor, task: Task, work: Callable[[Progress], object]) -> Task:
        self._tasks.add(task)
        if self._closed:  # a page's timer that rings while the window closes asks for nothing any more
            self._ended.emit(task, Ending(stopped=True))
            return task
        self.started.emit(task)
        pool.submit(self._work, task, work)
        return task

    def _work(self, task: Task, work: Callable[[Progress], object]) -> None:
        self._ended.emit(task, _ending_of(task, work))

    def _settle(self, task: Task, ending: Ending) -> None:
        self._tasks.discard(task)
        wrote = task in self._unwritten
        self._unwritten.pop(task, None)
        outdated = self._newest.pop(task, None) is not None and task.is_cancelled()
        task.settle(Ending(stopped=True) if outdated else ending)
        task.deleteLater()
        if wrote and not self._unwritten:
            self.written.emit()

    def _report(self, failure: Failure) -> None:
        self.went_wrong.emit(failure)


def _ending_of(task: Task, work: Callable[[Progress], object]) -> Ending:
    try:
        if task.is_cancelled():
            return Ending(stopped=True)
        return Ending(work(task))
    except Cancelled:
        return Ending(stopped=True)
    except FieldError as error:
        return Ending(failure=Failure(error.sentence, error.remedy, error.field))
    except PersonError as error:
        return Ending(failure=Failure(error.sentence, error.remedy))
    except Exception as error:  # noqa: BLE001 - one of the two places where a bug is caught and told
        mark = log_unexpected(error)
        return Ending(failure=Failure(unexpected_sentence(mark), unexpected_remedy(), mark=mark))


def _demand_bound_method(listener: object) -> None:
    if listener is not None and not isinstance(getattr(listener, "__self__", None), QObject):
        raise TypeError(f"a task tells only bound methods of Qt objects, not {listener!r}")
