"""Taking a list of workers in: reading it, the preview, the saving, and what is told afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import imports
from desktop.services.imports_rows import Imported, ImportRow, Preview, Verdict
from desktop.spreadsheets.columns import Mapped
from desktop.views.people.import_review import ImportReview, SortedRows, sort_rows
from desktop.views.support.import_flow import ImportFlow
from desktop.views.support.tools import Tools


@dataclass(frozen=True)
class Asked:
    """What was asked to be read: the file, one of its sheets or all, the columns as corrected."""

    path: Path
    sheet: str | None = None
    mapping: Mapping[str, Mapped] | None = None
    without_faulty_ids: bool = False


class ImportView(ImportFlow):
    """Shows one step at a time; nothing is written before the last."""

    def __init__(self, tools: Tools) -> None:
        self.review = ImportReview(tools)
        super().__init__(tools, self.review, _("Show the workers"))
        self._asked: Asked | None = None
        self._preview: Preview | None = None
        self._left_out: tuple[ImportRow, ...] = ()
        self._sheets: dict[str | None, str] = {}
        self.review.choose_asked.connect(self.choose_asked)
        self.review.closed.connect(self.leave)
        self.review.columns_corrected.connect(self._correct_columns)
        self.review.sheet_chosen.connect(self._choose_sheet)
        self.review.without_chosen.connect(self._choose_without)
        self.review.rejects_asked.connect(self.ask_rejects)
        self.review.import_asked.connect(self._save)

    def take(self, path: Path) -> None:
        """Read a list and show what taking it in would do."""
        self._sheets = {}
        self._read(Asked(path))

    def preview(self) -> Preview | None:
        """Return the preview shown."""
        return self._preview

    def forget(self) -> None:
        """Let go of what was read."""
        self._asked, self._preview = None, None

    def rejects_writer(self) -> Callable[[Path], int]:
        """Return what writes the rows left out as a workbook."""
        preview, left_out = self._preview, self._left_out

        def write(path: Path) -> int:
            return imports.rejects(preview, left_out, path) if preview is not None else 0

        return write

    def _read(self, asked: Asked) -> None:
        self._asked = asked
        store = self._tools.store

        def work(progress: Progress) -> tuple[Asked, SortedRows]:
            shown = store.read(
                imports.preview, asked.path, asked.sheet, asked.mapping, asked.without_faulty_ids, progress
            )
            return asked, sort_rows(shown)

        self.begin_reading(asked.path, work, self._show)

    def _show(self, outcome: tuple[Asked, SortedRows]) -> None:
        asked, sorted_rows = outcome
        preview = sorted_rows.preview
        if asked is not self._asked:
            return
        self._preview = preview
        if not self._sheets:
            several = ngettext("All {n} sheet", "All {n} sheets", len(preview.tables))
            self._sheets = {None: several.format(n=len(preview.tables))}
            self._sheets |= {table.sheet: table.sheet for table in preview.tables}
        self._left_out = tuple(preview.rows[place] for place in sorted_rows.places[Verdict.REFUSED])
        self.review.set_busy(False)
        self.show_review()
        self.review.show_rows(sorted_rows, self._sheets, asked.sheet)

    def _correct_columns(self, mapping: Mapping[str, Mapped]) -> None:
        if self._asked is not None:
            known = dict(self._asked.mapping or {}) | dict(mapping)
            self._read(Asked(self._asked.path, self._asked.sheet, known, self._asked.without_faulty_ids))

    def _choose_sheet(self, sheet: str | None) -> None:
        if self._asked is not None:
            asked = self._asked
            self._read(Asked(asked.path, sheet, asked.mapping, asked.without_faulty_ids))

    def _choose_without(self, wanted: bool) -> None:
        if self._asked is not None:
            self._read(Asked(self._asked.path, self._asked.sheet, self._asked.mapping, wanted))

    def _save(self) -> None:
        store, preview = self._tools.store, self._preview
        if preview is None:
            return
        take, leave, meant = self.review.take(), self.review.leave(), self.review.meant()

        def work(progress: Progress) -> tuple[Imported, str | None]:
            imported = store.do(imports.save, preview, take, leave, progress, meant=meant)
            return imported, store.next_undo()

        self.begin_saving(preview.path, work, self._saved)

    def _saved(self, outcome: tuple[Imported, str | None]) -> None:
        imported, label = outcome
        self._left_out = imported.left_out
        self.finish(result_words(imported), label, len(imported.left_out))


def result_words(imported: Imported) -> str:
    """Return what an import came to."""
    parts = [ngettext("{n} new worker", "{n} new workers", imported.new).format(n=f"{imported.new:,}")]
    if imported.updated:
        parts.append(
            ngettext("{n} changed", "{n} changed", imported.updated).format(n=f"{imported.updated:,}")
        )
    if imported.unchanged:
        words = ngettext("{n} the same", "{n} the same", imported.unchanged)
        parts.append(words.format(n=f"{imported.unchanged:,}"))
    if imported.left_out:
        count = len(imported.left_out)
        parts.append(ngettext("{n} left out", "{n} left out", count).format(n=f"{count:,}"))
    return _("Imported: {what}.").format(what=_(", ").join(parts))
