"""What a part of a page that has several is: it knows what it shows and when it must look again."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views.support.tools import Tools


class Section(QWidget):
    """Base of the parts of the page; made on the first visit and kept.

    ``refresh`` is called when the section is first shown and after each commit that touched one of its
    ``tables``: at once while it is visible, otherwise the next time it is shown.
    """

    said = Signal(object)  # Notice
    open_item = Signal(str, object)  # kind, UUID: for whatever keeps it, here or on another page
    open_page = Signal(str, str)  # key of a page, first step to begin there

    tables: frozenset[str] = frozenset()
    help_topic = "sites"

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools

    def refresh(self) -> None:
        """Read again what the section shows."""

    def focus_search(self) -> None:
        """Put the cursor where one types to find something here (Ctrl+F)."""

    def show_item(self, kind: str, item: UUID) -> None:
        """Choose the thing another page or the search box asked for."""

    def begin(self, step: str) -> None:
        """Begin a first step another page offered ("import", "new"); unknown ones are passed over."""

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost by going elsewhere."""
        return True

    def undo_here(self) -> bool:
        """Take back what Ctrl+Z means here; False: nothing, so it means the last operation."""
        return False
