"""The programme one is at, and where it stands: read once for the whole page."""

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from desktop.core.progress import Progress
from desktop.services import trip_progress
from desktop.services.trip_progress import Standing
from desktop.views.support.tools import Tools

_REMEMBERED = "trips/programme"


class Chosen(QObject):
    """Holds the chosen programme; ``changed`` when it is another, ``read`` whenever it was read anew."""

    changed = Signal()
    read = Signal(object)  # Standing

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.standing = Standing((), None, (), (), {})
        self._wanted: str = str(tools.memory.value(_REMEMBERED, ""))

    @property
    def programme(self) -> UUID | None:
        """The key of the chosen programme."""
        return self.standing.programme.id if self.standing.programme else None

    def choose(self, programme: UUID) -> None:
        """Go to another programme."""
        self._wanted = programme.hex
        self._tools.memory.setValue(_REMEMBERED, self._wanted)
        self.look()

    def look(self) -> None:
        """Read again where the programme stands."""
        store, wanted = self._tools.store, self._wanted

        def work(_progress: Progress) -> Standing:
            return store.read(trip_progress.standing, wanted)

        self._tools.runner.read_newest(work, done=self._looked)

    def _looked(self, standing: Standing) -> None:
        before = self.programme
        self.standing = standing
        if self.programme != before:
            self.changed.emit()
        self.read.emit(standing)
