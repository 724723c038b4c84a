"""One tab of the preview: the rows that come to the same, and what is decided about them."""

from collections.abc import Sequence

from desktop.core.i18n import _
from desktop.services.imports_rows import ImportRow, Verdict
from desktop.views.people.meant_panel import Meant, MeantPanel
from desktop.views.people.preview_model import PreviewModel
from desktop.views.support.decided_rows import RowsTab
from desktop.views.support.tools import Tools


class VerdictTab(RowsTab[ImportRow]):
    """A table of rows; of doubtful ones it is asked who is meant."""

    def __init__(self, verdict: Verdict, tools: Tools) -> None:
        self.model = PreviewModel(verdict)
        super().__init__(self.model, _about(verdict))
        self.meant = MeantPanel(tools)
        self.meant.put.connect(self._point)
        self.meant.decided.connect(self._answer)
        self.column.insertWidget(2, self.meant)
        self.view.selectionModel().currentRowChanged.connect(self._ask_who)

    def show_rows(self, rows: Sequence[ImportRow], places: Sequence[int]) -> None:
        """Show the rows at these places, those that come to this verdict."""
        super().show_rows(rows, places)
        self._ask_who()

    def decide(self, numbers: Sequence[int], take: bool) -> None:
        """Take these lines of the table, or leave them out."""
        super().decide(numbers, take)
        self._ask_who()

    def _ask_who(self, *_indexes: object) -> None:
        number = self.view.currentIndex().row()
        if self.model.verdict is not Verdict.DOUBTFUL or not 0 <= number < self.model.rowCount():
            self.meant.ask(-1, None, "nobody")
            return
        row = self.model.row(number)
        meant: Meant = "nobody"
        if self.model.is_taken(number):
            meant = row.worker_id or "new"
        self.meant.ask(self.model.place(number), row, meant)

    def _point(self, place: int, row: ImportRow) -> None:
        self._settle(place, row, True)

    def _answer(self, place: int, as_new: bool) -> None:
        self._settle(place, None, as_new)

    def _settle(self, place: int, row: ImportRow | None, take: bool) -> None:
        number = self.view.currentIndex().row()
        if 0 <= number < self.model.rowCount() and self.model.place(number) == place:
            self.model.mean(place, row)
            self.decide([number], take)


def _about(verdict: Verdict) -> str:
    return {
        Verdict.NEW: _("These are not on the books yet."),
        Verdict.CHANGED: _("These are on the books; the list says otherwise. Blank cells erase nothing."),
        Verdict.SAME: _("These are on the books just as the list says; nothing is written."),
        Verdict.DOUBTFUL: _(
            "These are left out unless you take them. Space takes a row or leaves it out. Where several on"
            " file fit, say below who is meant."
        ),
        Verdict.REFUSED: _(
            "These cannot be taken in. Save them as a workbook, mend them, and import that file."
        ),
    }[verdict]
