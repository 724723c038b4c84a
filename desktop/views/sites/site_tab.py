"""What every tab beside the list of sites is: one side of the site chosen."""

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views.support.tools import Tools


class SiteTab(QWidget):
    """Base of the tabs. ``show_site`` comes when a site is chosen or the tab is opened, and after changes."""

    said = Signal(object)  # Notice
    open_item = Signal(str, object)  # kind, UUID

    tables: frozenset[str] = frozenset()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools

    def show_site(self, site: UUID | None) -> None:
        """Show this side of a site; None: none is chosen."""
        raise NotImplementedError

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return False
