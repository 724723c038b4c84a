"""The rows of a reading as the list holds them; how a row reads is worked out when it comes into sight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from desktop.core.reading import Crop
from desktop.services.reading_parts import ProposedRow, SheetProposal
from desktop.views.reading.words import Look

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the rows of a page."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Found:
    """A row of a page that was read."""

    sheet: SheetProposal
    row: ProposedRow


Entry = Head | Found


@dataclass(frozen=True)
class Line:
    """How a row reads. ``open`` says that the person has still to look at it; ``is_usual`` that the
    ``note`` about the person is nothing to stop at.

    ``wide`` tells that the crop shows the whole row, since nobody's name is printed there.
    """

    number: str
    name: str
    organisation: str
    note: str
    is_usual: bool
    look: Look
    sure: str
    crop: Crop | None
    wide: bool
    open: bool


class Lines(QAbstractListModel):
    """Headings and rows in the order of the paper; ``line_of`` tells how a row reads."""

    def __init__(self, line_of: Callable[[Found], Line], parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self._line_of = line_of
        self._where: dict[UUID, int] = {}
        self._lines: dict[UUID, Line] = {}

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these; where the same rows only read otherwise, the view keeps its place."""
        where = {one.row.row_id: n for n, one in enumerate(entries) if isinstance(one, Found)}
        same = where == self._where and len(entries) == len(self.entries)
        self._lines.clear()
        if same:
            self.entries = list(entries)
            self.dataChanged.emit(self.index(0, 0), self.index(len(entries) - 1, 0))
            return
        self.beginResetModel()
        self.entries, self._where = list(entries), where
        self.endResetModel()

    def number_of(self, key: UUID) -> int:
        """Return where a row stands, -1 if it is not shown."""
        return self._where.get(key, -1)

    def found(self, number: int) -> Found | None:
        """Return the row there, or nothing on a heading."""
        entry = self.entries[number] if 0 <= number < len(self.entries) else None
        return entry if isinstance(entry, Found) else None

    def replace(self, found: Found) -> None:
        """Show another verdict of a row, if the row is shown."""
        number = self.number_of(found.row.row_id)
        if number >= 0:
            self.entries[number] = found
            self._lines.pop(found.row.row_id, None)
            self.dataChanged.emit(self.index(number, 0), self.index(number, 0))

    def line(self, found: Found) -> Line:
        """Return how a row reads."""
        key = found.row.row_id
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = self._line_of(found)
        return line

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.found(index.row()) is not None else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (ENTRY, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        entry = self.entries[index.row()]
        told = self.line(entry) if isinstance(entry, Found) else entry
        if role == ENTRY:
            return told
        if isinstance(told, Head):
            return f"{told.title} {told.detail}".strip()
        said = (told.number, told.name, told.organisation, told.look.word, told.sure, told.note)
        return " ".join(filter(None, said))
