"""Taking a plan table in: its columns, and how it is read, saved and given back."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import trip_claim_import
from desktop.services.imports_rows import Verdict
from desktop.services.trip_claim_import_rows import ClaimImportRow, ClaimPreview
from desktop.views.support.decided_rows import RowsModel, Shown
from desktop.views.support.list_import import (
    DECIDABLE,
    ORDER,
    ListImportView,
    ListReview,
    Previewed,
    TakenIn,
)
from desktop.views.support.tools import Tools


class QuotaReview(ListReview[ClaimImportRow]):
    """The review, with what is told about the table as a whole."""

    def show_preview(self, preview: Previewed[ClaimImportRow]) -> None:
        """Show what taking the table in would do."""
        super().show_preview(preview)
        assert isinstance(preview, ClaimPreview)
        self.title.setText(f"{preview.path.name} → {preview.programme.title}")
        self.summary.setText("\n".join([self.summary.text(), *preview.notes]))


class QuotaImportView(ListImportView[ClaimImportRow]):
    """Shows one step at a time; nothing is written before the last."""

    def __init__(self, tools: Tools) -> None:
        self._programme: UUID | None = None
        review = QuotaReview({verdict: _model(verdict) for verdict in ORDER}, _about())
        super().__init__(tools, review, _("Show the organisations"))

    def take_into(self, programme: UUID | None, path: Path) -> None:
        """Read a table for a programme (None: for that of the year it speaks of)."""
        self._programme = programme
        self.take(path)

    def read_list(self, path: Path, progress: Progress) -> Previewed[ClaimImportRow]:
        """Return what taking the table in would do."""
        store = self._tools.store
        return store.read(trip_claim_import.preview, path, self._programme, progress=progress)

    def save_list(
        self, preview: Previewed[ClaimImportRow], leave: frozenset[int], progress: Progress
    ) -> tuple[TakenIn[ClaimImportRow], str | None]:
        """Take the table in; return what was done and the words of undoing it."""
        assert isinstance(preview, ClaimPreview)
        store = self._tools.store
        return store.do(trip_claim_import.save, preview, leave, progress), store.next_undo()

    def write_rows(
        self, preview: Previewed[ClaimImportRow], left_out: Sequence[ClaimImportRow], path: Path
    ) -> int:
        """Write the rows left out as a workbook; return how many."""
        assert isinstance(preview, ClaimPreview)
        return trip_claim_import.rejects(preview, left_out, path)


def _about() -> dict[Verdict, str]:
    return {
        Verdict.NEW: _("These come into the allocation. Space takes a row or leaves it out."),
        Verdict.CHANGED: _("These are in the allocation; the file says otherwise."),
        Verdict.SAME: _("These are in the allocation just as the file says; nothing is written."),
        Verdict.REFUSED: _(
            "These cannot be taken in. Save them as a workbook, mend them, and import that file."
        ),
    }


def _model(verdict: Verdict) -> RowsModel[ClaimImportRow]:
    at: Shown[ClaimImportRow] = Shown(_("Row"), lambda row: f"{row.cells.sheet} · {row.cells.row}", 100)
    name: Shown[ClaimImportRow] = Shown(_("Organisation"), lambda row: row.name, 190)
    above: Shown[ClaimImportRow] = Shown(_("Belongs to"), lambda row: row.parent, 190)
    decidable = verdict in DECIDABLE
    if verdict is Verdict.REFUSED:
        return RowsModel([at, name, Shown(_("Why"), lambda row: row.sentence, 420)], decidable)
    if verdict is Verdict.CHANGED:
        return RowsModel([at, name, Shown(_("What changes"), lambda row: row.sentence, 420)], decidable)
    if verdict is Verdict.SAME:
        return RowsModel([at, name, above], decidable)
    members: Shown[ClaimImportRow] = Shown(_("Union members"), _members, 90)
    return RowsModel([at, name, members, above, Shown(_("Remark"), lambda row: row.sentence, 240)], decidable)


def _members(row: ClaimImportRow) -> str:
    return f"{row.plan.entry.members:,}" if row.plan is not None else ""
