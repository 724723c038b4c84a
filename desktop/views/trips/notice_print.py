"""The papers of the notices before they are printed: what hangs, and the record of objections."""

from collections.abc import Callable
from uuid import UUID

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import trip_notice_papers
from desktop.services.site_papers import PreparedPaper
from desktop.services.trip_notice_papers import PaperLook
from desktop.services.trip_notices import NoticeEntry
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.print_panel import Drawn, PrintPanel
from desktop.views.support.tools import Tools


class NoticePrint(PrintPanel):
    """The preview of a draft, of a notice that was posted, or of the record of objections."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.fill_row()

    def show_draft(self, programme: UUID, entry: NoticeEntry | None) -> None:
        """Draw the next notice as it would hang."""
        store, look = self._tools.store, self._look()
        self._begin(
            lambda: store.read(trip_notice_papers.prepare_draft, programme, entry, look),
            _("Public notice (draft)"),
        )

    def show_notice(self, notice: UUID, number: int) -> None:
        """Draw a notice as it was posted."""
        store, look = self._tools.store, self._look()
        self._begin(
            lambda: store.read(trip_notice_papers.prepare_notice, notice, look),
            _("Public notice {number}").format(number=number),
        )

    def show_objections(self, programme: UUID) -> None:
        """Draw the record of objections."""
        store, look = self._tools.store, self._look()
        self._begin(
            lambda: store.read(trip_notice_papers.prepare_objections, programme, look),
            _("Record of objections"),
        )

    def _look(self) -> PaperLook:
        return PaperLook(self._tools.settings.office)

    def _begin(self, prepare: Callable[[], PreparedPaper], name: str) -> None:
        def work(_progress: Progress) -> Drawn:
            paper = prepare()
            return papers_of(paper.pdf, paper.pages, name), warnings(paper.unprintable, paper.cut)

        self.draw(work)
        self.preview.view.setFocus()
