"""The disinfection log of a month before it is printed."""

from datetime import date
from uuid import UUID

from desktop.core.progress import Progress
from desktop.services import disinfection
from desktop.views.sites.tally_period import PeriodBar
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.print_panel import Drawn, PrintPanel
from desktop.views.support.tools import Tools


class DisinfectionPrint(PrintPanel):
    """The preview, and which month is printed."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, narrow=True)
        self._site: UUID | None = None
        self.period = PeriodBar(self._today())
        self.period.set_monthly(True)
        self.add_choice(self.period, 1)
        self.period.changed.connect(self._draw)

    def show_room(self, site: UUID) -> None:
        """Draw the log of a room."""
        self._site = site
        self.period.set_today(self._today())
        self._draw()

    def _draw(self) -> None:
        site, store, month = self._site, self._tools.store, self.period.month()
        if site is None:
            return

        def work(progress: Progress) -> Drawn:
            made = store.read(disinfection.prepare, site, month, progress)
            printed = made.printed
            return papers_of(made.pdf, printed.pages, made.name), warnings(printed.unprintable, printed.cut)

        self.draw(work)

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()
