"""Taking a list of sites in: reading it, the preview, the saving, and what is told afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import site_import
from desktop.services.site_import_rows import SiteImportRow, SitePreview, SitesImported, Verdict
from desktop.views.sites.import_review import SiteImportReview, SortedSites, sort_sites
from desktop.views.support.import_flow import ImportFlow
from desktop.views.support.tools import Tools


@dataclass(frozen=True)
class Asked:
    """What was asked to be read: the file, one of its sheets or all, the columns as corrected."""

    path: Path
    sheet: str | None = None
    mapping: Mapping[str, Mapping[str, int]] | None = None


class SiteImportView(ImportFlow):
    """Shows one step at a time; nothing is written before the last."""

    def __init__(self, tools: Tools) -> None:
        self.review = SiteImportReview()
        super().__init__(tools, self.review, _("Show the sites"))
        self._asked: Asked | None = None
        self._preview: SitePreview | None = None
        self._left_out: tuple[SiteImportRow, ...] = ()
        self._sheets: dict[str | None, str] = {}
        self.review.choose_asked.connect(self.choose_asked)
        self.review.closed.connect(self.leave)
        self.review.columns_corrected.connect(self._correct_columns)
        self.review.sheet_chosen.connect(self._choose_sheet)
        self.review.rejects_asked.connect(self.ask_rejects)
        self.review.import_asked.connect(self._save)

    def take(self, path: Path) -> None:
        """Read a list and show what taking it in would do."""
        self._sheets = {}
        self._read(Asked(path))

    def preview(self) -> SitePreview | None:
        """Return the preview shown."""
        return self._preview

    def forget(self) -> None:
        """Let go of what was read."""
        self._asked, self._preview = None, None

    def rejects_writer(self) -> Callable[[Path], int]:
        """Return what writes the rows left out as a workbook."""
        preview, left_out = self._preview, self._left_out

        def write(path: Path) -> int:
            return site_import.rejects(preview, left_out, path) if preview is not None else 0

        return write

    def _read(self, asked: Asked) -> None:
        self._asked = asked
        store = self._tools.store

        def work(progress: Progress) -> tuple[Asked, SortedSites]:
            shown = store.read(site_import.preview, asked.path, asked.sheet, asked.mapping, progress)
            return asked, sort_sites(shown)

        self.begin_reading(asked.path, work, self._show)

    def _show(self, outcome: tuple[Asked, SortedSites]) -> None:
        asked, sorted_sites = outcome
        if asked is not self._asked:
            return
        self._preview = preview = sorted_sites.preview
        if not self._sheets:
            several = ngettext("All {n} sheet", "All {n} sheets", len(preview.tables))
            self._sheets = {None: several.format(n=len(preview.tables))}
            self._sheets |= {table.sheet: table.sheet for table in preview.tables}
        self._left_out = tuple(preview.rows[place] for place in sorted_sites.places[Verdict.REFUSED])
        self.show_review()
        self.review.show_rows(sorted_sites, self._sheets, asked.sheet)

    def _correct_columns(self, mapping: Mapping[str, Mapping[str, int]]) -> None:
        if self._asked is not None:
            known = dict(self._asked.mapping or {}) | dict(mapping)
            self._read(replace(self._asked, mapping=known))

    def _choose_sheet(self, sheet: str | None) -> None:
        if self._asked is not None:
            self._read(replace(self._asked, sheet=sheet))

    def _save(self) -> None:
        store, preview, leave = self._tools.store, self._preview, self.review.leave()
        if preview is None:
            return

        def work(progress: Progress) -> tuple[SitesImported, str | None]:
            imported = store.do(site_import.save, preview, leave, progress)
            return imported, store.next_undo()

        self.begin_saving(preview.path, work, self._saved)

    def _saved(self, outcome: tuple[SitesImported, str | None]) -> None:
        imported, label = outcome
        self._left_out = imported.left_out
        self.finish(result_words(imported), label, len(imported.left_out))


def result_words(imported: SitesImported) -> str:
    """Return what an import came to."""
    parts = [ngettext("{n} new site", "{n} new sites", imported.new).format(n=f"{imported.new:,}")]
    told = (
        (imported.updated, ngettext("{n} changed", "{n} changed", imported.updated)),
        (imported.unchanged, ngettext("{n} the same", "{n} the same", imported.unchanged)),
        (len(imported.left_out), ngettext("{n} left out", "{n} left out", len(imported.left_out))),
    )
    parts += [words.format(n=f"{count:,}") for count, words in told if count]
    return _("Imported: {what}.").format(what=_(", ").join(parts))
