"""What taking in a list would do, tab by tab, before anything is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.services.imports_rows import Preview, TableSeen, Verdict
from desktop.spreadsheets.faults import ID_FAULTS
from desktop.spreadsheets.headings import FIELD_LABELS, FIELDS
from desktop.views.people.verdict_tab import VerdictTab
from desktop.views.support.columns_tab import ColumnShown, ColumnsTab, TableShown
from desktop.views.support.theme import muted, primary, roomy, titled
from desktop.views.support.tools import Tools

_ORDER = (Verdict.NEW, Verdict.CHANGED, Verdict.SAME, Verdict.DOUBTFUL, Verdict.REFUSED)


@dataclass(frozen=True)
class SortedRows:
    """A preview with the places of the rows of each verdict (sorted off the main thread)."""

    preview: Preview
    places: Mapping[Verdict, Sequence[int]]
    has_faulty_ids: bool


def sort_rows(preview: Preview) -> SortedRows:
    """Return the preview with its rows sorted by what becomes of them."""
    places: dict[Verdict, list[int]] = {verdict: [] for verdict in _ORDER}
    for place, row in enumerate(preview.rows):
        places[row.verdict].append(place)
    faulty = any(preview.rows[place].fault in ID_FAULTS for place in places[Verdict.REFUSED])
    return SortedRows(preview, places, faulty)


class ImportReview(QWidget):
    """The tabs and what can be done: other columns, another sheet, the refused rows, the import itself."""

    choose_asked = Signal()
    closed = Signal()
    columns_corrected = Signal(object)  # sheet -> field -> column
    sheet_chosen = Signal(object)  # str | None for all
    without_chosen = Signal(bool)
    rejects_asked = Signal()
    import_asked = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self.columns = ColumnsTab(remembers=True)
        self.columns.applied.connect(self.columns_corrected)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.columns, _("Columns of the list"))
        self.verdicts = {verdict: VerdictTab(verdict, tools) for verdict in _ORDER}
        for tab in self.verdicts.values():
            self.tabs.addTab(tab, "")
            tab.decided.connect(self._count_taken)
        self.without = QCheckBox(_("Take rows with a faulty identity number in without it"))
        self.without.clicked.connect(self.without_chosen)
        self.rejects = QPushButton(_("Save refused rows…"))
        self.rejects.setToolTip(_("Save the refused rows as a workbook, each with the reason"))
        self.rejects.clicked.connect(self.rejects_asked)
        self.take_in = QPushButton()
        self.take_in.clicked.connect(self.import_asked)
        primary(self.take_in)
        for part in (self.sheets, self.other, self.back, self.rejects, self.without):
            roomy(part)
        self._lay_out()

    def show_rows(self, sorted_rows: SortedRows, sheets: Mapping[str | None, str], sheet: str | None) -> None:
        """Show a preview; ``sheets`` are the choices of sheets, ``sheet`` the one in force."""
        preview = sorted_rows.preview
        self.title.setText(preview.path.name)
        for verdict, tab in self.verdicts.items():
            tab.show_rows(preview.rows, sorted_rows.places[verdict])
        counts = {verdict: len(places) for verdict, places in sorted_rows.places.items()}
        self._name_tabs(counts)
        self.summary.setText(_summary(len(preview.rows), counts))
        self.columns.show_tables([_table(one) for one in preview.tables], _fields())
        self._offer_sheets(sheets, sheet)
        self.without.setChecked(preview.without_faulty_ids)
        self.without.setVisible(preview.without_faulty_ids or sorted_rows.has_faulty_ids)
        self.rejects.setVisible(counts[Verdict.REFUSED] > 0)
        self._count_taken()
        self._open_first(counts)

    def take(self) -> frozenset[int]:
        """Return the doubtful rows that are taken."""
        return self.verdicts[Verdict.DOUBTFUL].model.turned()

    def meant(self) -> Mapping[int, UUID]:
        """Return whom on file doubtful rows that are taken were said to mean."""
        return self.verdicts[Verdict.DOUBTFUL].model.meant()

    def leave(self) -> frozenset[int]:
        """Return the new and changed rows that are left out."""
        return self.verdicts[Verdict.NEW].model.turned() | self.verdicts[Verdict.CHANGED].model.turned()

    def set_busy(self, busy: bool) -> None:
        """Let nothing be changed while it is being saved."""
        self.setEnabled(not busy)

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
        foot.addWidget(self.without)
        foot.addStretch(1)
        foot.addWidget(self.rejects)
        foot.addWidget(self.take_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)

    def _name_tabs(self, counts: Mapping[Verdict, int]) -> None:
        for verdict, tab in self.verdicts.items():
            place = self.tabs.indexOf(tab)
            self.tabs.setTabText(place, f"{verdict_word(verdict)} {counts[verdict]:,}")
            self.tabs.setTabEnabled(place, counts[verdict] > 0)

    def _open_first(self, counts: Mapping[Verdict, int]) -> None:
        if self.columns.lacks_names():
            self.tabs.setCurrentWidget(self.columns)
            self.columns.enter()
            return
        first = next((verdict for verdict in _ORDER if counts[verdict]), None)
        self.tabs.setCurrentWidget(self.columns if first is None else self.verdicts[first])
        (self.take_in if self.take_in.isEnabled() else self.back).setFocus()

    def _offer_sheets(self, sheets: Mapping[str | None, str], sheet: str | None) -> None:
        self.sheets.setVisible(len(sheets) > 2)
        self.sheets.clear()
        for key, words in sheets.items():
            self.sheets.addItem(words, key)
        self.sheets.setCurrentIndex(list(sheets).index(sheet) if sheet in sheets else 0)

    def _choose_sheet(self, place: int) -> None:
        self.sheet_chosen.emit(self.sheets.itemData(place))

    def _count_taken(self) -> None:
        count = sum(tab.model.taken() for tab in self.verdicts.values())
        self.take_in.setText(ngettext("Import {n} row", "Import {n} rows", count).format(n=f"{count:,}"))
        self.take_in.setEnabled(count > 0)


def verdict_word(verdict: Verdict) -> str:
    """Return what rows of a verdict are called."""
    return {
        Verdict.NEW: _("New"),
        Verdict.CHANGED: _("Changed"),
        Verdict.SAME: _("The same"),
        Verdict.DOUBTFUL: _("Doubtful"),
        Verdict.REFUSED: _("Refused"),
    }[verdict]


def _table(seen: TableSeen) -> TableShown:
    columns = [ColumnShown(one.index, one.heading, one.field or "", one.examples) for one in seen.columns]
    return TableShown(seen.sheet, columns, seen.remembered)


def _fields() -> list[tuple[str, str]]:
    return [(field, _(FIELD_LABELS[field])) for field in FIELDS]


def _summary(read: int, counts: Mapping[Verdict, int]) -> str:
    words = ngettext("{n} row read", "{n} rows read", read).format(n=f"{read:,}")
    parts = [f"{verdict_word(verdict)} {count:,}" for verdict, count in counts.items() if count]
    return _("{rows}: {parts}").format(rows=words, parts=_(", ").join(parts)) if parts else words
