"""The papers of a settlement before they are printed: of one batch or all, or a page for each employer."""

from uuid import UUID

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import trip_settlement_papers
from desktop.services.trip_accounts import ProgrammeAccount
from desktop.services.trip_notice_papers import PaperLook
from desktop.services.trip_settlement_papers import PaperKind
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.papers import papers_of, warnings
from desktop.views.support.print_panel import Drawn, PrintPanel
from desktop.views.support.tools import Tools


class SettlementPrint(PrintPanel):
    """The preview, with which paper and which batches above it."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._programme: UUID | None = None
        kinds: list[tuple[PaperKind, str]] = [
            (PaperKind.SETTLEMENT, _("Settlement")),
            (PaperKind.EMPLOYERS, _("A list for each employer")),
        ]
        self.kind = ChoiceField("kind", _("Paper"), kinds)
        self.batch: ChoiceField[UUID | None] = ChoiceField("batch", _("Batches"), [(None, _("All batches"))])
        for field in (self.kind, self.batch):
            self.add_choice(field.box)
            field.edited.connect(self._draw)
        self.fill_row()

    def begin(self, account: ProgrammeAccount, batch: UUID | None) -> None:
        """Draw the settlement of a batch, or of all."""
        self._programme = account.programme_id
        every: list[tuple[UUID | None, str]] = [(None, _("All batches"))]
        self.batch.set_choices(
            [*every, *((one.batch.id, one.batch.title) for one in account.batches if one.lines)]
        )
        self.batch.blockSignals(True)
        self.batch.set_value(batch)
        self.batch.blockSignals(False)
        self._draw()
        self.preview.view.setFocus()

    def _draw(self) -> None:
        programme, batch, kind = self._programme, self.batch.value(), self.kind.value()
        if programme is None:
            return
        store, look = self._tools.store, PaperLook(self._tools.settings.office)
        name = _("Settlement of the convalescence trips")

        def work(progress: Progress) -> Drawn:
            paper = store.read(
                trip_settlement_papers.prepare_settlement, programme, batch, kind, look, progress
            )
            papers = papers_of(paper.pdf, paper.pages, name)
            return papers, warnings(paper.unprintable, paper.cut)

        self.draw(work)
