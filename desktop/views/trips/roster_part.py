"""What the parts of the rosters share: what was read of them, and how a deed is done, told and taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core.progress import Progress
from desktop.services import trip_boarding, trip_roster, trip_roster_log, trip_roster_order
from desktop.services.trip_boarding import Departure
from desktop.services.trip_roster import Roster, RosterLine, Standing
from desktop.services.trip_roster_log import ChangeLine
from desktop.services.trip_roster_order import Left
from desktop.storage.store import Store
from desktop.views.support.notice import notice_of
from desktop.views.support.tasks import Failure
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing
from desktop.views.trips.roster_grounds import GroundsBar


@dataclass(frozen=True)
class Seen:
    """The rosters of a programme, and all there is of one batch; without ``roster`` those in none."""

    standing: Standing
    roster: Roster | None
    unplaced: tuple[RosterLine, ...]
    departure: Departure | None
    left: tuple[Left, ...]
    log: tuple[ChangeLine, ...]

    @property
    def lines(self) -> tuple[RosterLine, ...]:
        """The people shown."""
        return self.roster.lines if self.roster else self.unplaced

    def line(self, nominee: UUID) -> RosterLine | None:
        """Return one of the people shown."""
        return next((one for one in self.lines if one.nominee_id == nominee), None)


def look(store: Store, programme: UUID, batch: UUID | None) -> Seen:
    """Read the rosters; a batch that is gone is as none."""
    standing = store.read(trip_roster.standing, programme)
    there = batch if any(one.batch.id == batch for one in standing.batches) else None
    return Seen(
        standing,
        store.read(trip_roster.roster, there) if there else None,
        store.read(trip_roster.unplaced, programme),
        store.read(trip_boarding.departure, there) if there else None,
        store.read(trip_roster_order.left_places, there) if there else (),
        store.read(trip_roster_log.changes, programme),
    )


class RosterPart(QWidget):
    """Shows a part of what was read; ``do`` writes beside the window and tells it with its Undo."""

    said = Signal(object)  # Notice
    open_item = Signal(str, object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.seen: Seen | None = None
        self.bar = GroundsBar(tools.memory)
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)

    def show_seen(self, seen: Seen) -> None:
        """Show what was read; what was asked about another batch is asked no more."""
        before, now = self.seen, seen
        if before is None or _batch(before) != _batch(now):
            self.bar.close_bar()
        self.seen = seen

    def do(self, work: Callable[[], str]) -> None:
        """Do something; ``work`` returns the words to tell, a remark after a line break stands out."""
        store = self._tools.store

        def done(_progress: Progress) -> tuple[str, str | None]:
            words = work()
            return words, store.next_undo()

        self._tools.runner.run(done, done=self._done, failed=self._failed)

    def _done(self, outcome: tuple[str, str | None]) -> None:
        words, label = outcome
        self.bar.close_bar()
        sentence, _line, remark = words.partition("\n")
        self._undoing.tell(sentence, label, remark)

    def _failed(self, failure: Failure) -> None:
        if self.bar.isHidden():
            self.said.emit(notice_of(failure))
        else:
            self.bar.refuse(failure)
        self.after_failure()

    def after_failure(self) -> None:
        """Show again what stands on file."""


def _batch(seen: Seen) -> UUID | None:
    return seen.roster.batch.id if seen.roster else None
