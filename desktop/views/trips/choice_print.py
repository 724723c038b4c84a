"""The draw before it is printed."""

from uuid import UUID

from PySide6.QtWidgets import QCheckBox

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services.trip_choice_papers import prepare_draw
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.print_panel import Drawn, PrintPanel
from desktop.views.support.tools import Tools


class ChoicePrint(PrintPanel):
    """The preview, and whether names stand whole on it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._programme: UUID | None = None
        self.whole = QCheckBox(_("Whole names (not for a wall)"))
        self.add_choice(self.whole)
        self.fill_row()
        self.whole.toggled.connect(self._draw)

    def show_programme(self, programme: UUID) -> None:
        """Draw the draw of a programme."""
        self._programme = programme
        self._draw()
        self.preview.view.setFocus()

    def _draw(self, _choice: object = None) -> None:
        programme, whole, store = self._programme, self.whole.isChecked(), self._tools.store
        if programme is None:
            return
        name = _("Choice and draw")

        def work(progress: Progress) -> Drawn:
            made = store.read(prepare_draw, programme, progress, whole_names=whole)
            return papers_of(made.pdf, made.pages, name), warnings(made.unprintable, made.cut)

        self.draw(work)
