"""The rows of a list as the preview shows them, straight from memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from desktop.core.i18n import _
from desktop.core.national_id import mask_id
from desktop.core.phones import mask_phone, mask_within
from desktop.services.imports_rows import ImportRow, Verdict
from desktop.spreadsheets.headings import FIELD_LABELS
from desktop.views.people.words import sex_word
from desktop.views.support.theme import colours

_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Shown:
    """One column of the preview: heading, words of a row, width in pixels."""

    title: str
    text: Callable[[ImportRow], str]
    width: int


class PreviewModel(QAbstractTableModel):
    """Rows of one verdict; each may be taken or left out where the verdict allows it."""

    def __init__(self, verdict: Verdict, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.verdict = verdict
        self.decidable = verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.DOUBTFUL)
        self.columns = _columns(verdict)
        self._rows: Sequence[ImportRow] = ()
        self._places: Sequence[int] = ()
        self._turned: set[int] = set()
        self._meant: dict[int, ImportRow] = {}

    def show_rows(self, rows: Sequence[ImportRow], places: Sequence[int]) -> None:
        """Show the rows at these places; every decision made before is forgotten."""
        self.beginResetModel()
        self._rows, self._places = rows, places
        self._turned, self._meant = set(), {}
        self.endResetModel()

    def turned(self) -> frozenset[int]:
        """Return the places of rows decided otherwise than their verdict has it by itself."""
        return frozenset(self._turned)

    def meant(self) -> dict[int, UUID]:
        """Return whom on file the rows at these places were said to mean, of those taken."""
        return {
            place: row.worker_id
            for place, row in self._meant.items()
            if row.worker_id is not None and place in self._turned
        }

    def place(self, number: int) -> int:
        """Return the place in the list of a line of the table."""
        return self._places[number]

    def row(self, number: int) -> ImportRow:
        """Return what stands in a line of the table, as it was said to be meant."""
        place = self._places[number]
        return self._meant.get(place) or self._rows[place]

    def mean(self, place: int, row: ImportRow | None) -> None:
        """Take the row at this place as meaning a worker on file; ``None`` takes that word back."""
        if row is None:
            self._meant.pop(place, None)
        else:
            self._meant[place] = row

    def taken(self) -> int:
        """Return how many of the rows are taken."""
        if not self.decidable:
            return 0
        count = len(self._turned)
        return count if self.verdict is Verdict.DOUBTFUL else len(self._places) - count

    def decide(self, numbers: Sequence[int], take: bool) -> None:
        """Take these lines of the table, or leave them out."""
        places = [self._places[number] for number in numbers]
        if take is (self.verdict is Verdict.DOUBTFUL):
            self._turned.update(places)
        else:
            self._turned.difference_update(places)
        if self._places:
            last = self.index(len(self._places) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def is_taken(self, number: int) -> bool:
        """Say whether a line of the table is taken."""
        return (self._places[number] in self._turned) is (self.verdict is Verdict.DOUBTFUL)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._places)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are; the first says whether a row is taken."""
        return 0 if parent.isValid() else len(self.columns) + int(self.decidable)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if self.decidable and section == 0:
            return _("Decision")
        return self.columns[section - int(self.decidable)].title

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows; the whole of it as a tool tip."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(index)
        if role == Qt.ItemDataRole.ForegroundRole and self.decidable and not self.is_taken(index.row()):
            return QColor(colours().quiet)
        return None

    def _words(self, index: Index) -> str:
        row = self.row(index.row())
        if not self.decidable:
            return self.columns[index.column()].text(row)
        if index.column() == 0:
            return self._decision(row, index.row())
        return self.columns[index.column() - 1].text(row)

    def _decision(self, row: ImportRow, number: int) -> str:
        if not self.is_taken(number):
            return _("left out")
        if self.verdict is Verdict.DOUBTFUL:
            return _("the same person") if row.worker_id else _("taken as new")
        return _("taken")


def _columns(verdict: Verdict) -> list[Shown]:
    place = Shown(_("Row"), _place, 90)
    name = Shown(_("Name"), lambda row: row.name, 110)
    organisation = Shown(_("Organisation"), lambda row: row.organisation or "", 170)
    why = Shown(_("Why"), lambda row: mask_within(row.sentence), 380)
    if verdict is Verdict.REFUSED:
        return [place, name, why]
    if verdict is Verdict.DOUBTFUL:
        return [place, name, why, Shown(_("If it is taken"), _if_taken, 260), organisation]
    if verdict is Verdict.CHANGED:
        return [place, name, Shown(_("What changes"), _changes, 460), organisation]
    note = Shown(_("Note"), lambda row: mask_within(row.sentence), 300)
    return [
        place,
        name,
        organisation,
        Shown(_("Sex"), lambda row: sex_word(row.sex), 60),
        Shown(_("Identity number"), lambda row: mask_id(row.id_number or ""), 175),
        Shown(_("Birthday"), lambda row: row.birthday.isoformat() if row.birthday else "", 100),
        Shown(_("Phone"), lambda row: mask_phone(row.phone or ""), 115),
        Shown(_("Post"), lambda row: row.post or "", 100),
        note,
    ]


def _place(row: ImportRow) -> str:
    return f"{row.sheet} · {row.row}"


def _changes(row: ImportRow) -> str:
    return _("; ").join(f"{_(FIELD_LABELS[change.field])}: {change.words}" for change in row.changes)


def _if_taken(row: ImportRow) -> str:
    if row.worker_id is None:
        return _("A new worker")
    return _changes(row) or _("Nothing changes")
