"""What taking in a list of sites would do, tab by tab, before anything is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.services.site_import_rows import SiteImportRow, SitePreview, SiteTable, Verdict, field_word
from desktop.services.site_words import host_kind_word, site_word, status_word
from desktop.spreadsheets.cells import plain_text
from desktop.spreadsheets.site_headings import SITE_FIELDS
from desktop.views.support.columns_tab import ColumnShown, ColumnsTab, Fields, TableShown
from desktop.views.support.decided_rows import RowsModel, RowsTab, Shown
from desktop.views.support.list_import import verdict_word
from desktop.views.support.theme import muted, primary, roomy, titled

_ORDER = (Verdict.NEW, Verdict.CHANGED, Verdict.SAME, Verdict.REFUSED)
_EXAMPLES = 3


@dataclass(frozen=True)
class SortedSites:
    """A preview with the places of the rows of each verdict, and what its columns hold."""

    preview: SitePreview
    places: Mapping[Verdict, Sequence[int]]
    tables: Sequence[TableShown]


def sort_sites(preview: SitePreview) -> SortedSites:
    """Return the preview with its rows sorted by what becomes of them."""
    places = {verdict: preview.having(verdict) for verdict in _ORDER}
    return SortedSites(preview, places, [_table(preview, table) for table in preview.tables])


class SiteImportReview(QWidget):
    """The tabs and what can be done: other columns, another sheet, the refused rows, the import itself."""

    choose_asked = Signal()
    closed = Signal()
    columns_corrected = Signal(object)  # sheet -> field -> column
    sheet_chosen = Signal(object)  # str | None for all
    rejects_asked = Signal()
    import_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        titled(self.title)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        muted(self.summary)
        self.sheets = QComboBox()
        self.sheets.setAccessibleName(_("Sheet"))
        self.sheets.activated.connect(self._choose_sheet)
        self.other = QPushButton(_("Another file…"))
        self.other.clicked.connect(self.choose_asked)
        self.back = QPushButton(_("Back without importing"))
        self.back.clicked.connect(self.closed)
        self.columns = ColumnsTab()
        self.columns.applied.connect(self.columns_corrected)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.columns, _("Columns of the list"))
        self.models = {verdict: _model(verdict) for verdict in _ORDER}
        self.verdicts = {verdict: RowsTab(model, _about(verdict)) for verdict, model in self.models.items()}
        for tab in self.verdicts.values():
            self.tabs.addTab(tab, "")
            tab.decided.connect(self._count_taken)
        self.rejects = QPushButton(_("Save refused rows…"))
        self.rejects.setToolTip(_("Save the refused rows as a workbook, each with the reason"))
        self.rejects.clicked.connect(self.rejects_asked)
        self.take_in = QPushButton()
        self.take_in.clicked.connect(self.import_asked)
        primary(self.take_in)
        for part in (self.sheets, self.other, self.back, self.rejects):
            roomy(part)
        self._lay_out()

    def show_rows(self, found: SortedSites, sheets: Mapping[str | None, str], sheet: str | None) -> None:
        """Show a preview; ``sheets`` are the choices of sheets, ``sheet`` the one in force."""
        preview = found.preview
        self.title.setText(preview.path.name)
        counts = {verdict: len(places) for verdict, places in found.places.items()}
        for verdict, tab in self.verdicts.items():
            tab.show_rows(preview.rows, found.places[verdict])
            place = self.tabs.indexOf(tab)
            self.tabs.setTabText(place, f"{verdict_word(verdict)} {counts[verdict]:,}")
            self.tabs.setTabEnabled(place, counts[verdict] > 0)
        self.summary.setText(_summary(len(preview.rows), counts))
        self.columns.show_tables(found.tables, _fields(preview.tables))
        self._offer_sheets(sheets, sheet)
        self.rejects.setVisible(counts[Verdict.REFUSED] > 0)
        self._count_taken()
        first = next((verdict for verdict in _ORDER if counts[verdict]), None)
        self.tabs.setCurrentWidget(self.columns if first is None else self.verdicts[first])
        (self.take_in if self.take_in.isEnabled() else self.back).setFocus()

    def leave(self) -> frozenset[int]:
        """Return the places of new and changed rows that are left out."""
        return self.models[Verdict.NEW].turned() | self.models[Verdict.CHANGED].turned()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.summary)
        head.addLayout(words, 1)
        for part in (self.sheets, self.other, self.back):
            head.addWidget(part)
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

    def _offer_sheets(self, sheets: Mapping[str | None, str], sheet: str | None) -> None:
        self.sheets.setVisible(len(sheets) > 2)
        self.sheets.clear()
        for key, words in sheets.items():
            self.sheets.addItem(words, key)
        self.sheets.setCurrentIndex(list(sheets).index(sheet) if sheet in sheets else 0)

    def _choose_sheet(self, place: int) -> None:
        self.sheet_chosen.emit(self.sheets.itemData(place))

    def _count_taken(self) -> None:
        count = sum(model.taken() for model in self.models.values())
        self.take_in.setText(ngettext("Import {n} row", "Import {n} rows", count).format(n=f"{count:,}"))
        self.take_in.setEnabled(count > 0)


def _about(verdict: Verdict) -> str:
    return {
        Verdict.NEW: _("These are not on the register yet. Space takes a row or leaves it out."),
        Verdict.CHANGED: _("These are on the register; the list says otherwise. Blank cells erase nothing."),
        Verdict.SAME: _("These are on the register just as the list says; nothing is written."),
        Verdict.REFUSED: _(
            "These cannot be taken in. Save them as a workbook, mend them, and import that file."
        ),
    }[verdict]


def _model(verdict: Verdict) -> RowsModel[SiteImportRow]:
    place: Shown[SiteImportRow] = Shown(_("Row"), lambda row: f"{row.row.sheet} · {row.row.row}", 100)
    name: Shown[SiteImportRow] = Shown(_("Site"), lambda row: row.name, 190)
    decidable = verdict in (Verdict.NEW, Verdict.CHANGED)
    if verdict is Verdict.REFUSED:
        return RowsModel([place, name, Shown(_("Why"), lambda row: row.sentence, 460)], decidable)
    if verdict is Verdict.CHANGED:
        return RowsModel([place, name, Shown(_("What changes"), _changes, 460)], decidable)
    columns: list[Shown[SiteImportRow]] = [
        place,
        name,
        Shown(_("Kind"), _kind, 120),
        Shown(_("District"), lambda row: row.entry.district if row.entry else "", 90),
        Shown(_("State"), lambda row: status_word(row.entry.status) if row.entry else "", 80),
        Shown(_("Host organisation"), lambda row: row.entry.host if row.entry else "", 170),
        Shown(_("Kind of host"), lambda row: host_kind_word(row.entry.host_kind) if row.entry else "", 110),
        Shown(_("Code"), lambda row: row.entry.code if row.entry else "", 80),
        Shown(_("Address"), lambda row: row.entry.address if row.entry else "", 200),
    ]
    return RowsModel(columns, decidable)


def _kind(row: SiteImportRow) -> str:
    return site_word(row.entry.kind, row.entry.afloat) if row.entry else ""


def _changes(row: SiteImportRow) -> str:
    return _("; ").join(change.words for change in row.changes)


def _summary(read: int, counts: Mapping[Verdict, int]) -> str:
    words = ngettext("{n} row read", "{n} rows read", read).format(n=f"{read:,}")
    parts = [f"{verdict_word(verdict)} {count:,}" for verdict, count in counts.items() if count]
    return _("{rows}: {parts}").format(rows=words, parts=_(", ").join(parts)) if parts else words


def _table(preview: SitePreview, table: SiteTable) -> TableShown:
    first = [row.row.cells for row in preview.rows if row.row.sheet == table.sheet][:_EXAMPLES]
    columns = [
        ColumnShown(
            one.index,
            one.heading,
            one.field,
            tuple(plain_text(cells[one.index]) for cells in first if one.index < len(cells)),
        )
        for one in table.columns
    ]
    return TableShown(table.sheet, columns)


def _fields(tables: Sequence[SiteTable]) -> Fields:
    """Return what a column may be taken as; things a site has are called as the list calls them."""
    known = [(field, field_word(field)) for field in SITE_FIELDS]
    things = {one.field: one.heading for table in tables for one in table.columns if one.field}
    return [*known, *((field, heading) for field, heading in things.items() if field not in SITE_FIELDS)]
