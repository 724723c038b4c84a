"""Month sheets before they are printed: blank or filled in, all sites on one or a sheet for each."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QComboBox

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import tally_sheet
from desktop.services.tallies import TallyFilter
from desktop.services.tally_sheet import SheetWish
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.print_panel import Drawn, PrintPanel
from desktop.views.support.tools import Tools


class MonthPrint(PrintPanel):
    """The preview of the sheets, and what is to stand on them."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, narrow=True)
        self._wish: SheetWish | None = None
        self.shape = _choice(
            _("How the sheets are laid out"), _("All sites on one sheet"), _("A sheet for each site, to sign")
        )
        self.filled = _choice(
            _("What stands on the sheets"), _("Blank, to fill in"), _("The figures on file")
        )
        for widget in (self.shape, self.filled):
            self.add_choice(widget)
            widget.activated.connect(self._choose)
        self.fill_row()

    def show_month(self, month: int, wanted: TallyFilter, only: frozenset[UUID] = frozenset()) -> None:
        """Draw the sheets of a month for the sites wanted."""
        if only:
            self.shape.setCurrentIndex(1)
        self._wish = SheetWish(month, wanted, only)
        self._choose()
        self.preview.view.setFocus()

    def _choose(self, _number: int = 0) -> None:
        if self._wish is None:
            return
        wish = replace(
            self._wish, by_site=bool(self.shape.currentIndex()), blank=not self.filled.currentIndex()
        )
        store = self._tools.store

        def work(progress: Progress) -> Drawn:
            made = store.read(tally_sheet.prepare, wish, progress)
            printed = made.printed
            return papers_of(made.pdf, printed.pages, made.name), warnings(printed.unprintable, printed.cut)

        self.draw(work)


def _choice(name: str, *words: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.addItems(words)
    return box
