"""The chosen piece of equipment: what is kept of it, and what befell it."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import asset_moves, assets
from desktop.services.asset_moves import AssetEvent
from desktop.services.assets import AssetLine
from desktop.views.sites.asset_form import AssetForm
from desktop.views.sites.plain_table import fill_row, plain_table
from desktop.views.support.tools import Tools


@dataclass(frozen=True)
class Shown:
    """A piece with its history."""

    line: AssetLine
    history: tuple[AssetEvent, ...]


class AssetSide(QTabWidget):
    """Two tabs; ``shown`` tells which piece is there now."""

    shown = Signal(object)  # AssetLine

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._asset: UUID | None = None
        self.form = AssetForm(tools)
        self.history = plain_table(_("What befell it"), (_("Day"), _("What"), _("Reason")), wide=1)
        self.setDocumentMode(True)
        self.addTab(self.form, _("Particulars"))
        self.addTab(self.history, _("History"))

    def asset(self) -> UUID | None:
        """Return which piece is shown."""
        return self._asset

    def show_asset(self, asset: UUID) -> None:
        """Read a piece and show it."""
        self._asset = asset
        store = self._tools.store

        def look(_progress: Progress) -> Shown:
            return Shown(store.read(assets.line, asset), store.read(asset_moves.history, asset))

        self._tools.runner.read_newest(look, done=self._show, failed=self._gone)

    def refresh(self) -> None:
        """Read the piece shown again."""
        if self._asset is not None and not self.form.is_new():
            self.show_asset(self._asset)

    def show_new(self, number: str, site: UUID | None, name: str) -> None:
        """Begin new equipment."""
        self._asset = None
        self.history.setRowCount(0)
        self.setCurrentWidget(self.form)
        self.form.show_new(number, site, name)

    def _show(self, shown: Shown) -> None:
        if shown.line.id != self._asset or self.form.is_new():
            return
        self.form.show_asset(shown.line)
        self.history.setRowCount(len(shown.history))
        for row, event in enumerate(shown.history):
            fill_row(self.history, row, (event.day.isoformat(), event.words, event.reason))
        self.shown.emit(shown.line)

    def _gone(self, _failure: object) -> None:
        self._asset = None
