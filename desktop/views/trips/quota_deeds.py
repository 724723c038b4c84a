"""What is done with the quotas, each thing told with an Undo beside it."""

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import trip_allocation_returns, trip_allocation_settle, trip_claims
from desktop.services.trip_allocation import AllocationSettings
from desktop.views.support.tasks import Failure
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

Refusal = Callable[[Failure], None]
Told = tuple[str, str | None]  # what was done, and the label of its undo


class QuotaDeeds(QObject):
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

    def settle(self, programme: UUID, settings: AllocationSettings, reason: str, refused: Refusal) -> None:
        """Put an allocation into force."""
        store = self._tools.store

        def act() -> str:
            store.do(trip_allocation_settle.settle, programme, settings, reason)
            count = settings.places
            return ngettext(
                "{n} place is shared out and in force.", "{n} places are shared out and in force.", count
            ).format(n=f"{count:,}")

        self._do(act, refused)

    def give_back(
        self, programme: UUID, organisation: UUID, places: int, reason: str, refused: Refusal
    ) -> None:
        """Note that an organisation gives places back."""
        store = self._tools.store

        def act() -> str:
            store.do(trip_allocation_returns.give_back, programme, organisation, places, reason)
            return ngettext("{n} place was given back.", "{n} places were given back.", places).format(
                n=places
            )

        self._do(act, refused)

    def share_out(self, programme: UUID, reason: str, refused: Refusal) -> None:
        """Share out again what was given back."""
        store = self._tools.store

        def act() -> str:
            store.do(trip_allocation_returns.share_out_returned, programme, reason)
            return _("What was given back is shared out again.")

        self._do(act, refused)

    def remove(self, claims: Sequence[UUID]) -> None:
        """Take organisations out of the allocation."""
        store = self._tools.store

        def act() -> str:
            store.do(trip_claims.remove, claims)
            words = ngettext("{n} organisation taken out.", "{n} organisations taken out.", len(claims))
            return words.format(n=f"{len(claims):,}")

        self._do(act)

    def _do(self, act: Callable[[], str], refused: Refusal | None = None) -> None:
        store = self._tools.store

        def work(_progress: Progress) -> Told:
            return act(), store.next_undo()

        self._tools.runner.run(work, done=self._told, failed=refused)

    def _told(self, outcome: Told) -> None:
        self._undoing.tell(*outcome)
        self.done.emit()
