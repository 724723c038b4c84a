"""Taking a list of goods in: reading it, what each row comes to, the saving."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import supply_import
from desktop.services.supply_import_rows import (
    SuppliesImported,
    SupplyImportRow,
    SupplyPreview,
    Verdict,
)
from desktop.views.support.decided_rows import RowsModel, RowsTab, Shown
from desktop.views.support.import_flow import ImportFlow
from desktop.views.support.theme import muted, primary, roomy, titled
from desktop.views.support.tools import Tools

_ORDER = (Verdict.NEW, Verdict.CHANGED, Verdict.SAME, Verdict.REFUSED)


class SupplyImportReview(QWidget):
    """A tab for each verdict, and what can be done: another file, the refused rows, the import."""

    choose_asked = Signal()
    closed = Signal()
    rejects_asked = Signal()
    import_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        titled(self.title)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        muted(self.summary)
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
        for button in (self.other, self.back, self.rejects):
            roomy(button)
        self.other.clicked.connect(self.choose_asked)
        self.back.clicked.connect(self.closed)
        self.rejects.clicked.connect(self.rejects_asked)
        self.take_in.clicked.connect(self.import_asked)
        self._lay_out()

    def show_preview(self, preview: SupplyPreview) -> None:
        """Show what taking the list in would do."""
        self.title.setText(preview.path.name)
        counts: dict[Verdict, int] = {}
        for verdict, tab in self.verdicts.items():
            places = preview.having(verdict)
            counts[verdict] = len(places)
            tab.show_rows(preview.rows, places)
            place = self.tabs.indexOf(tab)
            self.tabs.setTabText(place, f"{_word(verdict)} {len(places):,}")
            self.tabs.setTabEnabled(place, bool(places))
        read = ngettext("{n} row read", "{n} rows read", len(preview.rows))
        self.summary.setText(read.format(n=f"{len(preview.rows):,}"))
        self.rejects.setVisible(counts[Verdict.REFUSED] > 0)
        self._count_taken()
        first = next((verdict for verdict in _ORDER if counts[verdict]), Verdict.NEW)
        self.tabs.setCurrentWidget(self.verdicts[first])
        (self.take_in if self.take_in.isEnabled() else self.back).setFocus()

    def leave(self) -> frozenset[int]:
        """Return the places of new and changed rows that are left out."""
        return self.models[Verdict.NEW].turned() | self.models[Verdict.CHANGED].turned()

    def _count_taken(self) -> None:
        count = sum(model.taken() for model in self.models.values())
        self.take_in.setText(ngettext("Import {n} row", "Import {n} rows", count).format(n=f"{count:,}"))
        self.take_in.setEnabled(count > 0)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.summary)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addWidget(self.other)
        head.addWidget(self.back)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.rejects)
        foot.addWidget(self.take_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)


class SupplyImportView(ImportFlow):
    """Shows one step at a time; nothing is written before the last."""

    def __init__(self, tools: Tools) -> None:
        self.review = SupplyImportReview()
        super().__init__(tools, self.review, _("Show the goods"))
        self._preview: SupplyPreview | None = None
        self._left_out: tuple[SupplyImportRow, ...] = ()
        self.review.choose_asked.connect(self.choose_asked)
        self.review.closed.connect(self.leave)
        self.review.rejects_asked.connect(self.ask_rejects)
        self.review.import_asked.connect(self._save)

    def take(self, path: Path) -> None:
        """Read a list and show what taking it in would do."""
        store = self._tools.store

        def work(progress: Progress) -> SupplyPreview:
            return store.read(supply_import.preview, path, progress)

        self.begin_reading(path, work, self._show)

    def forget(self) -> None:
        """Let go of what was read."""
        self._preview = None

    def rejects_writer(self) -> Callable[[Path], int]:
        """Return what writes the rows left out as a workbook."""
        preview, left_out = self._preview, self._left_out

        def write(path: Path) -> int:
            return supply_import.rejects(preview, left_out, path) if preview is not None else 0

        return write

    def _show(self, preview: SupplyPreview) -> None:
        self._preview = preview
        self._left_out = tuple(preview.rows[place] for place in preview.having(Verdict.REFUSED))
        self.show_review()
        self.review.show_preview(preview)

    def _save(self) -> None:
        store, preview, leave = self._tools.store, self._preview, self.review.leave()
        if preview is None:
            return

        def work(progress: Progress) -> tuple[SuppliesImported, str | None]:
            return store.do(supply_import.save, preview, leave, progress), store.next_undo()

        self.begin_saving(preview.path, work, self._saved)

    def _saved(self, outcome: tuple[SuppliesImported, str | None]) -> None:
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
        Verdict.CHANGED: _(
            "These are on the list; the file says otherwise. A quantity counts as a stock-take."
        ),
        Verdict.SAME: _("These are on the list just as the file says; nothing is written."),
        Verdict.REFUSED: _(
            "These cannot be taken in. Save them as a workbook, mend them, and import that file."
        ),
    }[verdict]


def _model(verdict: Verdict) -> RowsModel[SupplyImportRow]:
    row: Shown[SupplyImportRow] = Shown(_("Row"), _row, 110)
    name: Shown[SupplyImportRow] = Shown(_("Goods"), _name, 170)
    place: Shown[SupplyImportRow] = Shown(_("Where it lies"), _place, 170)
    decidable = verdict in (Verdict.NEW, Verdict.CHANGED)
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
