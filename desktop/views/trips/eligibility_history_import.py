"""Taking a list of former trips in: its columns, and how it is read, saved and given back."""

from collections.abc import Sequence
from pathlib import Path

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import trip_history_import
from desktop.services.imports_rows import Verdict
from desktop.services.trip_history_import_rows import HistoryImportRow, HistoryPreview
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


class HistoryImportView(ListImportView[HistoryImportRow]):
    """Shows one step at a time; nothing is written before the last."""

    def __init__(self, tools: Tools) -> None:
        review = ListReview({verdict: _model(verdict) for verdict in ORDER}, _about())
        super().__init__(tools, review, _("Show the check"))

    def read_list(self, path: Path, progress: Progress) -> Previewed[HistoryImportRow]:
        """Return what taking the list in would do."""
        return self._tools.store.read(trip_history_import.preview, path, progress)

    def save_list(
        self, preview: Previewed[HistoryImportRow], leave: frozenset[int], progress: Progress
    ) -> tuple[TakenIn[HistoryImportRow], str | None]:
        """Take the list in; return what was done and the words of undoing it."""
        assert isinstance(preview, HistoryPreview)
        store = self._tools.store
        return store.do(trip_history_import.save, preview, leave, progress), store.next_undo()

    def write_rows(
        self, preview: Previewed[HistoryImportRow], left_out: Sequence[HistoryImportRow], path: Path
    ) -> int:
        """Write the rows left out as a workbook; return how many."""
        assert isinstance(preview, HistoryPreview)
        return trip_history_import.rejects(preview, left_out, path)


def _about() -> dict[Verdict, str]:
    return {
        Verdict.NEW: _("These trips are put on record. Space takes a row or leaves it out."),
        Verdict.CHANGED: _("These trips are on record; the list says otherwise."),
        Verdict.SAME: _("These trips are on record just as the list says; nothing is written."),
        Verdict.REFUSED: _(
            "These cannot be taken in: strangers, and rows nobody can be told by. "
            "Save them as a workbook, mend them, and import that file."
        ),
    }


def _model(verdict: Verdict) -> RowsModel[HistoryImportRow]:
    at: Shown[HistoryImportRow] = Shown(_("Row"), lambda row: f"{row.cells.sheet} · {row.cells.row}", 100)
    name: Shown[HistoryImportRow] = Shown(_("Name"), lambda row: row.name, 100)
    year: Shown[HistoryImportRow] = Shown(_("Year"), lambda row: str(row.year or ""), 70)
    decidable = verdict in DECIDABLE
    if verdict in (Verdict.REFUSED, Verdict.CHANGED):
        words = _("Why") if verdict is Verdict.REFUSED else _("What changes")
        return RowsModel([at, name, year, Shown(words, lambda row: row.sentence, 420)], decidable)
    organisation: Shown[HistoryImportRow] = Shown(_("Organisation"), lambda row: row.organisation, 190)
    place: Shown[HistoryImportRow] = Shown(_("Place of the trip"), _place, 160)
    return RowsModel([at, name, year, organisation, place], decidable)


def _place(row: HistoryImportRow) -> str:
    return row.entry.place if row.entry is not None else row.sentence
