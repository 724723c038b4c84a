"""What can be done with several chosen sites at once: a typhoon shuts them all."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import site_several
from desktop.services.site_words import SiteStatus
from desktop.views.sites.status_bar import StatusBar
from desktop.views.support.icons import icon
from desktop.views.support.theme import muted, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


class SeveralSide(QWidget):
    """Says how many are chosen; changes the state of all of them, or removes them."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._sites: Sequence[UUID] = ()
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.title = QLabel()
        titled(self.title, 1.3)
        self.about = QLabel(_("What is done here is done with all of them, as one step. Ctrl+C copies them."))
        self.about.setWordWrap(True)
        muted(self.about)
        self.change = QPushButton(icon("swap-horizontal"), _("Change the state…"))
        self.removal = QPushButton(icon("trash-can-outline"), _("Remove"))
        self.bar = StatusBar(self._today)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        for button in (self.change, self.removal):
            roomy(button)
            actions.addWidget(button)
        actions.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addLayout(actions)
        column.addWidget(self.bar)
        column.addStretch(1)
        self.change.clicked.connect(self.ask_status)
        self.removal.clicked.connect(self.remove)
        self.bar.asked.connect(self._change_status)

    def show_sites(self, chosen: Sequence[UUID]) -> None:
        """Take these sites."""
        if list(chosen) != list(self._sites):
            self.bar.close_bar()
        self._sites = chosen
        count = len(chosen)
        self.title.setText(ngettext("{n} site chosen", "{n} sites chosen", count).format(n=f"{count:,}"))

    def ask_status(self) -> None:
        """Ask what their state is to be, since when and why."""
        self.bar.ask_several(len(self._sites))

    def remove(self) -> None:
        """Take the sites off the register; undo brings them back."""
        store, chosen = self._tools.store, self._sites

        def work(_progress: Progress) -> tuple[str, str | None]:
            count = store.do(site_several.remove, chosen)
            words = ngettext("{n} site removed.", "{n} sites removed.", count)
            return words.format(n=f"{count:,}"), store.next_undo()

        self._tools.runner.run(work, done=self._told)

    def _change_status(self, status: SiteStatus, since: date | None, reason: str) -> None:
        store, chosen = self._tools.store, self._sites

        def work(_progress: Progress) -> tuple[str, str | None]:
            count = store.do(site_several.set_status, chosen, status, since, reason)
            words = ngettext("The state of {n} site is changed.", "The state of {n} sites is changed.", count)
            return words.format(n=f"{count:,}"), store.next_undo()

        self._tools.runner.run(work, done=self._told, failed=self.bar.refuse)

    def _told(self, outcome: tuple[str, str | None]) -> None:
        self.bar.close_bar()
        self._undoing.tell(*outcome)

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()
