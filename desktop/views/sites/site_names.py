"""The names of the sites, for fields that complete them: read when sites changed, not at every commit."""

from PySide6.QtCore import QObject, Signal

from desktop.core.progress import Progress
from desktop.services.sites import listed
from desktop.views.support.named_fields import Named
from desktop.views.support.tools import Tools


class SiteNames(QObject):
    """Tells ``named`` whenever it was asked to refresh and sites may have changed since."""

    named = Signal(object)  # list[Named]

    def __init__(self, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._stale = True
        tools.feed.tables_changed.connect(self._note)

    def refresh(self) -> None:
        """Read the names unless nothing happened to the sites since."""
        if not self._stale:
            return
        self._stale = False
        store = self._tools.store

        def look(_progress: Progress) -> list[Named]:
            return [Named(one.id, one.name, one.district) for one in store.read(listed)]

        self._tools.runner.read_newest(look, done=self._tell)

    def _tell(self, names: list[Named]) -> None:
        self.named.emit(names)

    def _note(self, tables: frozenset[str]) -> None:
        self._stale = self._stale or "site" in tables
