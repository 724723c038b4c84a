"""What goes back to the employers, before it is printed."""

from uuid import UUID

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.trip_eligibility_papers import prepare_returns
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.print_panel import Drawn, PrintPanel
from desktop.views.support.tools import Tools


class EligibilityPrint(PrintPanel):
    """The preview of the papers of all employers, or of the one the list is narrowed to."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.fill_row()

    def show_returns(self, programme: UUID, organisation: UUID | None) -> None:
        """Draw what goes back."""
        store, name = self._tools.store, _("Names to be mended")

        def work(progress: Progress) -> Drawn:
            made = store.read(prepare_returns, programme, organisation, progress)
            return papers_of(made.pdf, made.pages, name), warnings(made.unprintable, made.cut)

        self.draw(work)
        self.preview.view.setFocus()
