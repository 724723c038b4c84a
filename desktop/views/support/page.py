"""What every page of the window is: a widget that knows what it shows and when it must look again."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.views.support.changes import ChangeFeed


class Page(QWidget):
    """Base of the pages. A subclass says which ``tables`` it shows and how it refreshes.

    ``refresh`` is called when the page is first shown and after each commit that touched one of its
    tables: at once while it is visible, otherwise the next time it is shown. Work of any length in it
    goes through the runner.
    """

    open_item = Signal(str, object)  # kind ("worker", "activity", …), UUID: for the page that keeps it
    open_page = Signal(str, str)  # key of a page, first step to begin there ("import", "new", "")
    full_screen_asked = Signal()  # fill the screen with the page, or put the window back
    said = Signal(object)  # Notice for the bar at the bottom
    help_changed = Signal()  # ``help_topic`` is another now

    tables: frozenset[str] = frozenset()
    help_topic = "window"

    def __init__(self, feed: ChangeFeed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = True
        feed.tables_changed.connect(self._heard)

    def refresh(self) -> None:
        """Read again what the page shows."""

    def focus_search(self) -> None:
        """Put the cursor where one types to find something on this page (Ctrl+F)."""

    def show_item(self, kind: str, item: UUID) -> None:
        """Choose the thing another page or the search box asked for."""

    def begin(self, step: str) -> None:
        """Begin a first step another page offered ("import", "new"); unknown ones are passed over."""

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost by going to another page or closing."""
        return True

    def undo_here(self) -> bool:
        """Take back what Ctrl+Z means on this page; False: nothing, so it means the last operation."""
        return False

    def is_stale(self) -> bool:
        """Say whether the page is to be read again when it is next shown."""
        return self._stale

    def showEvent(self, event: QShowEvent) -> None:
        """Refresh a page that fell behind while hidden."""
        super().showEvent(event)
        self._catch_up()

    def _heard(self, tables: frozenset[str]) -> None:
        if tables & self.tables:
            self._stale = True
            if self.isVisible():
                self._catch_up()

    def _catch_up(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()


@dataclass(frozen=True)
class PageSpec:
    """How a page stands in the rail. It is made on the first visit, or soon after the start if it
    ``has_work``: something to do that waits for nobody to look at it.

    ``title`` is an English message marked with ``N_``; ``icon`` a name of the Material Design family;
    ``kinds`` the kinds of thing the page can show when asked by ``open_item``.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[], Page]
    kinds: frozenset[str] = frozenset()
    has_work: Callable[[], bool] = lambda: False
