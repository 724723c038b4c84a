"""The pictures read and not entered yet, what a person decided about them, and the proposal made of both."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.progress import Progress
from desktop.core.reading import Mark
from desktop.services import reading
from desktop.services.reading_parts import Accepted, Decision, PictureRead, Proposal
from desktop.storage.store import Store
from desktop.views.support.tasks import Failure, Runner, Task

LOOK_MS = 1000
"""While pictures are read, those that are done are proposed this often."""
SOON_MS = 120

Decisions = Mapping[UUID, Decision]


@dataclass(frozen=True)
class Entered:
    """What was entered, what ``store.next_undo()`` said right after, and what of it is still open."""

    accepted: Accepted
    label: str | None
    reads: tuple[PictureRead, ...]
    decisions: Decisions
    left: frozenset[tuple[UUID, int]]
    """Sheets and pages with rows nobody settled."""


class Stack(QObject):
    """Reads one lot of files after another; every change leads to a new proposal, the newest wins."""

    proposed = Signal(object)  # Proposal
    began = Signal()
    reached = Signal(object)  # Reach
    ended = Signal()
    entered = Signal(object)  # Entered
    changed = Signal()  # what is not entered, or what was decided about it
    refused = Signal(object)  # Failure

    def __init__(self, store: Store, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._runner = runner
        self._waiting: list[Path] = []
        self._under_way: list[Path] = []
        self._fresh: deque[PictureRead] = deque()
        self._task: Task | None = None
        self._asked = 0
        self._is_proposing = False
        self._is_accepting = False
        self._entered: tuple[tuple[PictureRead, ...], Decisions] = ((), {})
        self.reads: tuple[PictureRead, ...] = ()
        self.decisions: dict[UUID, Decision] = {}
        self._before: list[tuple[UUID, Decision | None]] = []
        self.proposal = Proposal((), ())
        self._shown: tuple[PictureRead, ...] = ()
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._take_fresh)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._propose)

    def add(self, files: Sequence[Path]) -> None:
        """Read more files and folders, after those under way."""
        self._waiting.extend(files)
        if files and self._task is None:
            self._read()
        self.changed.emit()

    def show(self, reads: Sequence[PictureRead]) -> None:
        """Look at pictures that were read already, instead of those here."""
        self._take(reads, {})

    def stop(self) -> None:
        """Read no further; what has been read stays."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    def clear(self) -> None:
        """Put everything away unentered."""
        self.stop()
        self._fresh.clear()
        self._entered = ((), {})
        self._shown, self.proposal = (), Proposal((), ())
        self._before.clear()
        self._take((), {})

    def files(self) -> list[Path]:
        """Return the files of what is not entered, each once, those still to be read among them."""
        read = (one.file for one in self.reads if one.file is not None)
        return list(dict.fromkeys((*read, *self._under_way, *self._waiting)))

    def is_empty(self) -> bool:
        """Say whether there is nothing to look at and nothing under way."""
        return not self.reads and self._task is None

    def is_reading(self) -> bool:
        """Say whether files are being read."""
        return self._task is not None

    def shown(self) -> tuple[PictureRead, ...]:
        """Return the pictures the proposal was made of."""
        return self._shown

    def is_pending(self) -> bool:
        """Say whether a proposal is about to come."""
        return self._soon.isActive() or self._is_proposing or self._task is not None

    def decide(self, row: UUID, decision: Decision | None) -> None:
        """Keep what the person decided about a row; None puts it back as judged."""
        self._before.append((row, self.decisions.get(row)))
        self._set(row, decision)

    def undo_decision(self) -> UUID | None:
        """Take back the last decision; return its row, or None where there is none."""
        if not self._before:
            return None
        row, before = self._before.pop()
        self._set(row, before)
        return row

    def _set(self, row: UUID, decision: Decision | None) -> None:
        if decision is None:
            self.decisions.pop(row, None)
        else:
            self.decisions[row] = decision
        self.propose_soon()
        self.changed.emit()

    def propose_soon(self) -> None:
        """Make the proposal anew: something was decided, or the data has changed."""
        self._asked += 1
        if not self._soon.isActive():
            self._soon.start()

    def accept(self) -> None:
        """Enter everything that is settled, as one operation; what is doubtful stays here."""
        if self._is_accepting or not self._shown:
            return
        self._is_accepting = True
        # What has just been read and was not seen yet is not entered.
        store, reads, decisions = self._store, self._shown, dict(self.decisions)

        def work(_progress: Progress) -> Entered:
            accepted = store.do(reading.accept, reads, decisions)
            label = store.next_undo()
            return Entered(
                accepted, label, reads, decisions, _unsettled(store.read(reading.propose, reads, decisions))
            )

        self._runner.run(work, done=self._accepted, failed=self._not_accepted)

    def look_whether_undone(self) -> None:
        """Bring back what was entered last if that was taken back meanwhile."""
        reads, _decisions = self._entered
        if not reads or self._is_accepting:
            return
        self._runner.read(partial(_undone, self._store, reads), done=self._bring_back)

    def _read(self) -> None:
        self._under_way, self._waiting = self._waiting, []
        store, fresh, files = self._store, self._fresh, self._under_way

        def work(progress: Progress) -> None:
            from desktop.services.reading_pictures import read_files  # takes half a second to load

            fresh.extend(read_files(store, files, progress))

        self.began.emit()
        self._task = self._runner.read(
            work, done=self._read_all, failed=self._read_failed, cancelled=self._stopped
        )
        self._task.progressed.connect(self.reached)
        self._look.start()

    def _read_all(self, _nothing: None) -> None:
        self._stopped()

    def _read_failed(self, failure: Failure) -> None:
        self.refused.emit(failure)
        self._stopped()

    def _stopped(self) -> None:
        self._task = None
        self._under_way = []
        self._take_fresh()
        if self._waiting:
            self._read()
            return
        self._look.stop()
        self.propose_soon()
        self.ended.emit()
        self.changed.emit()

    def _take_fresh(self) -> None:
        fresh = []
        while self._fresh:
            fresh.append(self._fresh.popleft())
        if fresh:
            again = {_name(one) for one in fresh}
            here = (one for one in self.reads if _name(one) not in again)
            self._take((*here, *fresh), self.decisions)

    def _take(self, reads: Sequence[PictureRead], decisions: Decisions) -> None:
        self.reads, self.decisions = tuple(reads), dict(decisions)
        self.propose_soon()
        self.changed.emit()

    def _propose(self) -> None:
        if self._is_proposing:
            self._soon.start()
            return
        self._is_proposing = True
        store, asked, reads, decisions = self._store, self._asked, self.reads, dict(self.decisions)

        def look(_progress: Progress) -> tuple[int, tuple[PictureRead, ...], Proposal]:
            return asked, reads, store.read(reading.propose, reads, decisions)

        self._runner.read(look, done=self._answer, failed=self._not_proposed)

    def _answer(self, answer: tuple[int, tuple[PictureRead, ...], Proposal]) -> None:
        self._is_proposing = False
        asked, reads, proposal = answer
        if asked == self._asked:
            self.proposal, self._shown = proposal, reads
            self.proposed.emit(proposal)

    def _not_proposed(self, failure: Failure) -> None:
        self._is_proposing = False
        self.refused.emit(failure)

    def _accepted(self, entered: Entered) -> None:
        self._is_accepting = False
        self._entered = (entered.reads, entered.decisions)
        self._before.clear()
        done = {id(one) for one in entered.reads if not _is_left(one, entered.left)}
        kept = [one for one in self.reads if id(one) not in done]
        self._take(kept, self.decisions if kept else {})
        self.entered.emit(entered)

    def _not_accepted(self, failure: Failure) -> None:
        self._is_accepting = False
        self.refused.emit(failure)

    def _bring_back(self, undone: bool) -> None:
        reads, decisions = self._entered
        if undone and reads:
            self._entered = ((), {})
            here = {one.digest for one in reads}
            others = [one for one in self.reads if one.digest not in here]
            self._take((*reads, *others), {**self.decisions, **decisions})


def _name(read: PictureRead) -> tuple[Path | None, int, str]:
    """Return what tells a picture from others; the same file may be handed over twice."""
    return read.file, read.number, read.digest


def _is_left(read: PictureRead, left: frozenset[tuple[UUID, int]]) -> bool:
    return any((page.sheet_id, page.page) in left for page in read.pages)


def _unsettled(proposal: Proposal) -> frozenset[tuple[UUID, int]]:
    """Return the pages that stay: with a doubtful row, or of a sheet nothing is entered of."""
    return frozenset(
        (sheet.sheet_id, row.page)
        for sheet in proposal.sheets
        for row in sheet.rows
        if row.mark is Mark.DOUBTFUL or sheet.is_closed
    )


def _undone(store: Store, reads: Sequence[PictureRead], _progress: Progress) -> bool:
    proposal = store.read(reading.propose, reads)
    now = [(sheet.sheet_id, page) for sheet in proposal.sheets for page in sheet.pages_now]
    before = {(sheet.sheet_id, page) for sheet in proposal.sheets for page in sheet.pages_before}
    return bool(now) and not before.intersection(now)
