"""Taking forms of nominations in: the review with what is said of each organisation, and the steps around."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import trip_nominee_import
from desktop.services.imports_rows import Verdict
from desktop.services.trip_nominee_import_rows import NomineeImportRow, NomineePreview
from desktop.views.support.decided_rows import RowsModel, Shown
from desktop.views.support.list_import import (
    DECIDABLE,
    ORDER,
    ListImportView,
    ListReview,
    Previewed,
    TakenIn,
)
from desktop.views.support.theme import toned
from desktop.views.support.tools import Tools

_TOLD = 5


class NominationReview(ListReview[NomineeImportRow]):
    """The rows by what becomes of them, under what is said of the organisations."""

    def __init__(self) -> None:
        super().__init__({verdict: _model(verdict) for verdict in ORDER}, _about())
        self.findings = QLabel()
        self.findings.setWordWrap(True)
        toned(self.findings, "due")
        self.findings.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self.findings)
        self.without = QCheckBox(_("Take rows with a faulty identity number in without it"))
        self.without.hide()
        column.insertWidget(2, self.without)

    def show_preview(self, preview: Previewed[NomineeImportRow]) -> None:
        """Show what taking the forms in would do, and who is over the quota or short of the front line."""
        super().show_preview(preview)
        assert isinstance(preview, NomineePreview)
        self.title.setText(preview.title)
        told = [sentence for one in preview.findings for sentence in one.sentences]
        shown = told[:_TOLD]
        if len(told) > _TOLD:
            rest = len(told) - _TOLD
            shown.append(ngettext("And {n} more.", "And {n} more.", rest).format(n=rest))
        self.findings.setText("\n".join(shown))
        self.findings.setVisible(bool(told))
        self.without.setVisible(preview.has_faulty_ids or self.without.isChecked())
        named = {row.employer for row in preview.rows if row.employer}
        if len(named) == 1:
            self.summary.setText(f"{self.summary.text()} · {named.pop()}")


class NominationImportView(ListImportView[NomineeImportRow]):
    """Shows one step at a time; nothing is written before the last."""

    def __init__(self, tools: Tools) -> None:
        review = NominationReview()
        super().__init__(tools, review, _("Show the names"))
        self._asked: tuple[UUID, UUID | None, Sequence[Path]] | None = None
        self.without = review.without
        self.without.clicked.connect(self._read_again)

    def take_forms(self, programme: UUID, employer: UUID | None, paths: Sequence[Path]) -> None:
        """Read forms; ``employer`` names where neither a form nor its row says who does."""
        self._asked = (programme, employer, paths)
        self.without.setChecked(False)
        self._read_again()

    def read_list(self, path: Path, progress: Progress) -> Previewed[NomineeImportRow]:
        """Return what taking one form in would do."""
        assert self._asked is not None
        return self._preview_of([path], self.without.isChecked(), progress)

    def _read_again(self) -> None:
        if self._asked is None:
            return
        paths, without = self._asked[2], self.without.isChecked()

        def work(progress: Progress) -> Previewed[NomineeImportRow]:
            return self._preview_of(paths, without, progress)

        self.begin_reading(paths[0], work, self._show)

    def _preview_of(
        self, paths: Sequence[Path], without: bool, progress: Progress
    ) -> Previewed[NomineeImportRow]:
        assert self._asked is not None
        programme, employer, _paths = self._asked
        store = self._tools.store
        return store.read(trip_nominee_import.preview, programme, paths, employer, without, progress)

    def save_list(
        self, preview: Previewed[NomineeImportRow], leave: frozenset[int], progress: Progress
    ) -> tuple[TakenIn[NomineeImportRow], str | None]:
        """Take the forms in; return what was done and the words of undoing it."""
        assert isinstance(preview, NomineePreview)
        store = self._tools.store
        return store.do(trip_nominee_import.save, preview, leave, progress), store.next_undo()

    def write_rows(
        self, preview: Previewed[NomineeImportRow], left_out: Sequence[NomineeImportRow], path: Path
    ) -> int:
        """Write the rows left out as a workbook; return how many."""
        assert isinstance(preview, NomineePreview)
        return trip_nominee_import.rejects(preview, left_out, path)


def _about() -> dict[Verdict, str]:
    return {
        Verdict.NEW: _("These are named anew. Space takes a row or leaves it out."),
        Verdict.CHANGED: _("These are named already; the form says otherwise."),
        Verdict.SAME: _("These are named just as the form says; nothing is written."),
        Verdict.REFUSED: _(
            "These cannot be taken in. Save them as a workbook, mend them, and import that file."
        ),
    }


def _model(verdict: Verdict) -> RowsModel[NomineeImportRow]:
    row: Shown[NomineeImportRow] = Shown(_("Row"), _row, 110)
    name: Shown[NomineeImportRow] = Shown(_("Name"), _name, 90)
    employer: Shown[NomineeImportRow] = Shown(_("Named by"), _employer, 170)
    decidable = verdict in DECIDABLE
    if verdict is Verdict.REFUSED:
        return RowsModel([row, name, employer, Shown(_("Why"), _sentence, 420)], decidable)
    if verdict is Verdict.CHANGED:
        return RowsModel([row, name, employer, Shown(_("What changes"), _sentence, 380)], decidable)
    return RowsModel([row, name, employer, Shown(_("To look at"), _sentence, 380)], decidable)


def _row(row: NomineeImportRow) -> str:
    return f"{row.row.sheet} · {row.row.row}"


def _name(row: NomineeImportRow) -> str:
    return row.name


def _employer(row: NomineeImportRow) -> str:
    return row.employer


def _sentence(row: NomineeImportRow) -> str:
    return row.sentence
