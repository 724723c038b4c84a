"""Taking a list of equipment in: reading it, what each row comes to, the saving."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import asset_import
from desktop.services.asset_import_rows import AssetImportRow, AssetPreview, AssetsImported
from desktop.services.imports_rows import Verdict
from desktop.views.support.decided_rows import RowsModel, RowsTab, Shown
from desktop.views.support.import_flow import ImportFlow
from desktop.views.support.theme import primary, roomy, titled
from desktop.views.support.tools import Tools

_ORDER = (Verdict.NEW, Verdict.CHANGED, Verdict.SAME, Verdict.REFUSED)


class AssetImportReview(QWidget):
    """A tab for each verdict; rows that are new or changed can be left out."""

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        titled(self.title)
        self.other = QPushButton(_("Another file…"))
        self.back = QPushButton(_("Back without importing"))
        self.rejects = QPushButton(_("Save refused rows…"))
        self.take_in = QPushButton()
        primary(self.take_in)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.models = {verdict: _model(verdict) for verdict in _ORDER}
        self.verdicts = {verdict: RowsTab(model, _about(verdict)) for verdict, model in self.models.items()}
        for tab in self.verdicts.values():
            self.tabs.addTab(tab, "")
            tab.decided.connect(self._count_taken)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        foot.addStretch(1)
        for button, row in ((self.other, head), (self.back, head), (self.rejects, foot)):
            roomy(button)
            row.addWidget(button)
        foot.addWidget(self.take_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)

    def show_preview(self, preview: AssetPreview) -> None:
        """Show what taking the list in would do."""
        self.title.setText(preview.path.name)
        for verdict, tab in self.verdicts.items():
            places = preview.having(verdict)
            tab.show_rows(preview.rows, places)
            place = self.tabs.indexOf(tab)
            self.tabs.setTabText(place, f"{_word(verdict)} {len(places):,}")
            self.tabs.setTabEnabled(place, bool(places))
        self.rejects.setVisible(bool(preview.having(Verdict.REFUSED)))
        self._count_taken()
        first = next((verdict for verdict in _ORDER if preview.having(verdict)), Verdict.NEW)
        self.tabs.setCurrentWidget(self.verdicts[first])
        (self.take_in if self.take_in.isEnabled() else self.back).setFocus()

    def leave(self) -> frozenset[int]:
        """Return the places of new and changed rows that are left out."""
        return self.models[Verdict.NEW].turned() | self.models[Verdict.CHANGED].turned()

    def _count_taken(self) -> None:
        count = sum(model.taken() for model in self.models.values())
        self.take_in.setText(ngettext("Import {n} row", "Import {n} rows", count).format(n=f"{count:,}"))
        self.take_in.setEnabled(count > 0)


class AssetImportView(ImportFlow):
    """Shows one step at a time; nothing is written before the last."""

    choose_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        self.review = AssetImportReview()
        super().__init__(tools, self.review, _("Show the equipment"))
        self._preview: AssetPreview | None = None
        self._left_out: tuple[AssetImportRow, ...] = ()
        self.review.other.clicked.connect(self.choose_asked)
        self.review.back.clicked.connect(self.leave)
        self.review.rejects.clicked.connect(self.ask_rejects)
        self.review.take_in.clicked.connect(self._save)

    def take(self, path: Path) -> None:
        """Read a list and show what taking it in would do."""
        store = self._tools.store

        def work(progress: Progress) -> AssetPreview:
            return store.read(asset_import.preview, path, progress)

        self.begin_reading(path, work, self._show)

    def forget(self) -> None:
        """Let go of what was read."""
        self._preview = None

    def rejects_writer(self) -> Callable[[Path], int]:
        """Return what writes the rows left out as a workbook."""
        preview, left_out = self._preview, self._left_out

        def write(path: Path) -> int:
            return asset_import.rejects(preview, left_out, path) if preview is not None else 0

        return write

    def _show(self, preview: AssetPreview) -> None:
        self._preview = preview
        self._left_out = tuple(preview.rows[place] for place in preview.having(Verdict.REFUSED))
        self.show_review()
        self.review.show_preview(preview)

    def _save(self) -> None:
        store, preview, leave = self._tools.store, self._preview, self.review.leave()
        if preview is None:
            return

        def work(progress: Progress) -> tuple[AssetsImported, str | None]:
            return store.do(asset_import.save, preview, leave, progress), store.next_undo()

        self.begin_saving(preview.path, work, self._saved)

    def _saved(self, outcome: tuple[AssetsImported, str | None]) -> None:
        imported, label = outcome
        self._left_out = imported.left_out
        told = (
            (imported.new, ngettext("{n} new row", "{n} new rows", imported.new)),
            (imported.changed, ngettext("{n} changed", "{n} changed", imported.changed)),
            (imported.same, ngettext("{n} the same", "{n} the same", imported.same)),
            (len(imported.left_out), ngettext("{n} left out", "{n} left out", len(imported.left_out))),
        )
        parts = _(", ").join(words.format(n=f"{count:,}") for count, words in told if count)
        self.finish(_("Imported: {what}.").format(what=parts), label, len(imported.left_out))


def _word(verdict: Verdict) -> str:
    return {
        Verdict.NEW: _("New"),
        Verdict.CHANGED: _("Changed"),
        Verdict.SAME: _("The same"),
        Verdict.REFUSED: _("Refused"),
    }[verdict]


def _about(verdict: Verdict) -> str:
    return {
        Verdict.NEW: _("These are not on the list yet. Space takes a row or leaves it out."),
        Verdict.CHANGED: _("These numbers are on the list; the file says otherwise. Another site is a move."),
        Verdict.SAME: _("These are on the list just as the file says; nothing is written."),
        Verdict.REFUSED: _(
            "These cannot be taken in. Save them as a workbook, mend them, and import that file."
        ),
    }[verdict]


def _model(verdict: Verdict) -> RowsModel[AssetImportRow]:
    number: Shown[AssetImportRow] = Shown(_("Number"), lambda row: row.number, 110)
    name: Shown[AssetImportRow] = Shown(_("Equipment"), lambda row: row.name, 160)
    site: Shown[AssetImportRow] = Shown(_("Site"), lambda row: row.site, 200)
    at: Shown[AssetImportRow] = Shown(_("Row"), lambda row: f"{row.cells.sheet} · {row.cells.row}", 110)
    decidable = verdict in (Verdict.NEW, Verdict.CHANGED)
    if verdict is Verdict.REFUSED:
        return RowsModel([at, number, name, Shown(_("Why"), lambda row: row.sentence, 420)], decidable)
    if verdict is Verdict.CHANGED:
        what: Shown[AssetImportRow] = Shown(_("What changes"), lambda row: row.sentence, 380)
        return RowsModel([at, number, name, what], decidable)
    return RowsModel([at, number, name, site], decidable)
