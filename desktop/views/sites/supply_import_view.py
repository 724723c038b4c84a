"""Taking a list of goods in: its columns, and how it is read, saved and given back."""

from collections.abc import Sequence
from pathlib import Path

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import supply_import
from desktop.services.imports_rows import Verdict
from desktop.services.supply_import_rows import SupplyImportRow, SupplyPreview
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


class SupplyImportView(ListImportView[SupplyImportRow]):
    """Shows one step at a time; nothing is written before the last."""

    def __init__(self, tools: Tools) -> None:
        review = ListReview({verdict: _model(verdict) for verdict in ORDER}, _about())
        super().__init__(tools, review, _("Show the goods"))

    def read_list(self, path: Path, progress: Progress) -> Previewed[SupplyImportRow]:
        """Return what taking the list in would do."""
        return self._tools.store.read(supply_import.preview, path, progress)

    def save_list(
        self, preview: Previewed[SupplyImportRow], leave: frozenset[int], progress: Progress
    ) -> tuple[TakenIn[SupplyImportRow], str | None]:
        """Take the list in; return what was done and the words of undoing it."""
        assert isinstance(preview, SupplyPreview)
        store = self._tools.store
        return store.do(supply_import.save, preview, leave, progress), store.next_undo()

    def write_rows(
        self, preview: Previewed[SupplyImportRow], left_out: Sequence[SupplyImportRow], path: Path
    ) -> int:
        """Write the rows left out as a workbook; return how many."""
        assert isinstance(preview, SupplyPreview)
        return supply_import.rejects(preview, left_out, path)


def _about() -> dict[Verdict, str]:
    return {
        Verdict.NEW: _("These are not on the list yet. Space takes a row or leaves it out."),
        Verdict.CHANGED: _(
            "These are on the list; the file says otherwise. A quantity counts as a stock-take."
        ),
        Verdict.SAME: _("These are on the list just as the file says; nothing is written."),
        Verdict.REFUSED: _(
            "These cannot be taken in. Save them as a workbook, mend them, and import that file."
        ),
    }


def _model(verdict: Verdict) -> RowsModel[SupplyImportRow]:
    row: Shown[SupplyImportRow] = Shown(_("Row"), _row, 110)
    name: Shown[SupplyImportRow] = Shown(_("Goods"), _name, 170)
    place: Shown[SupplyImportRow] = Shown(_("Where it lies"), _place, 170)
    decidable = verdict in DECIDABLE
    if verdict is Verdict.REFUSED:
        return RowsModel([row, name, Shown(_("Why"), _sentence, 460)], decidable)
    if verdict is Verdict.CHANGED:
        return RowsModel([row, name, place, Shown(_("What changes"), _sentence, 380)], decidable)
    quantity: Shown[SupplyImportRow] = Shown(_("Quantity"), _quantity, 80)
    return RowsModel([row, name, place, Shown(_("Batch"), _batch, 180), quantity], decidable)


def _row(row: SupplyImportRow) -> str:
    return f"{row.cells.sheet} · {row.cells.row}"


def _name(row: SupplyImportRow) -> str:
    return row.name


def _place(row: SupplyImportRow) -> str:
    return row.place


def _sentence(row: SupplyImportRow) -> str:
    return row.sentence


def _batch(row: SupplyImportRow) -> str:
    return str(row.cells.values.get("number", ""))


def _quantity(row: SupplyImportRow) -> str:
    return str(row.cells.values.get("quantity", ""))
