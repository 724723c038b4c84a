"""Taking a list of equipment in: its columns, and how it is read, saved and given back."""

from collections.abc import Sequence
from pathlib import Path

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import asset_import
from desktop.services.asset_import_rows import AssetImportRow, AssetPreview
from desktop.services.imports_rows import Verdict
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


class AssetImportView(ListImportView[AssetImportRow]):
    """Shows one step at a time; nothing is written before the last."""

    def __init__(self, tools: Tools) -> None:
        review = ListReview({verdict: _model(verdict) for verdict in ORDER}, _about())
        super().__init__(tools, review, _("Show the equipment"))

    def read_list(self, path: Path, progress: Progress) -> Previewed[AssetImportRow]:
        """Return what taking the list in would do."""
        return self._tools.store.read(asset_import.preview, path, progress)

    def save_list(
        self, preview: Previewed[AssetImportRow], leave: frozenset[int], progress: Progress
    ) -> tuple[TakenIn[AssetImportRow], str | None]:
        """Take the list in; return what was done and the words of undoing it."""
        assert isinstance(preview, AssetPreview)
        store = self._tools.store
        return store.do(asset_import.save, preview, leave, progress), store.next_undo()

    def write_rows(
        self, preview: Previewed[AssetImportRow], left_out: Sequence[AssetImportRow], path: Path
    ) -> int:
        """Write the rows left out as a workbook; return how many."""
        assert isinstance(preview, AssetPreview)
        return asset_import.rejects(preview, left_out, path)


def _about() -> dict[Verdict, str]:
    return {
        Verdict.NEW: _("These are not on the list yet. Space takes a row or leaves it out."),
        Verdict.CHANGED: _("These numbers are on the list; the file says otherwise. Another site is a move."),
        Verdict.SAME: _("These are on the list just as the file says; nothing is written."),
        Verdict.REFUSED: _(
            "These cannot be taken in. Save them as a workbook, mend them, and import that file."
        ),
    }


def _model(verdict: Verdict) -> RowsModel[AssetImportRow]:
    number: Shown[AssetImportRow] = Shown(_("Number"), lambda row: row.number, 110)
    name: Shown[AssetImportRow] = Shown(_("Equipment"), lambda row: row.name, 160)
    site: Shown[AssetImportRow] = Shown(_("Site"), lambda row: row.site, 200)
    at: Shown[AssetImportRow] = Shown(_("Row"), lambda row: f"{row.cells.sheet} · {row.cells.row}", 110)
    decidable = verdict in DECIDABLE
    if verdict is Verdict.REFUSED:
        return RowsModel([at, number, name, Shown(_("Why"), lambda row: row.sentence, 420)], decidable)
    if verdict is Verdict.CHANGED:
        what: Shown[AssetImportRow] = Shown(_("What changes"), lambda row: row.sentence, 380)
        return RowsModel([at, number, name, what], decidable)
    return RowsModel([at, number, name, site], decidable)
