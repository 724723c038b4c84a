"""The rows of a reading as they stand in the list: headings of pages, and a line for each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from desktop.core.reading import Crop
from desktop.views.reading.words import Look

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Head:
    """What stands above the rows of a page."""

    title: str
    detail: str


@dataclass(frozen=True)
class Line:
    """One row of a sheet. ``open`` says that the person has still to look at it; ``is_usual`` that the
    ``note`` about the person is nothing to stop at.

    ``wide`` tells that the crop shows the whole row, since nobody's name is printed there.
    """

    key: UUID
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
    """Headings and lines in the order of the paper."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: Sequence[Head | Line] = ()
        self._where: dict[UUID, int] = {}

    def show(self, entries: Sequence[Head | Line]) -> None:
        """Show these; where only lines have changed, the view keeps its place."""
        before = self.entries
        same = len(before) == len(entries) and all(map(_same_place, before, entries))
        if same:
            self.entries = entries
            changed = [n for n, (old, new) in enumerate(zip(before, entries, strict=True)) if old != new]
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], 0))
            return
        self.beginResetModel()
        self.entries = entries
        self._where = {one.key: n for n, one in enumerate(entries) if isinstance(one, Line)}
        self.endResetModel()

    def number_of(self, key: UUID) -> int:
        """Return where a row stands, -1 if it is not shown."""
        return self._where.get(key, -1)

    def line(self, number: int) -> Line | None:
        """Return the line there, or nothing on a heading."""
        entry = self.entries[number] if 0 <= number < len(self.entries) else None
        return entry if isinstance(entry, Line) else None

    def replace(self, number: int, line: Line) -> None:
        """Show another verdict in the place of a line."""
        self.entries = [*self.entries[:number], line, *self.entries[number + 1 :]]
        self.dataChanged.emit(self.index(number, 0), self.index(number, 0))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if self.line(index.row()) is not None else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(entry, Head):
            return f"{entry.title} {entry.detail}".strip()
        said = (entry.number, entry.name, entry.organisation, entry.look.word, entry.sure, entry.note)
        return " ".join(filter(None, said))


def _same_place(one: Head | Line, other: Head | Line) -> bool:
    if isinstance(one, Line) and isinstance(other, Line):
        return one.key == other.key
    return isinstance(one, Head) and isinstance(other, Head)
