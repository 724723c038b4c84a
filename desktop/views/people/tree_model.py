"""The tree of organisations as Qt's views ask for it."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt

from desktop.core.i18n import _
from desktop.services.organisations import OrganisationLine

_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex

EVERYBODY = 0
"""The place of the line that stands for all workers."""


class OrganisationTree(QAbstractItemModel):
    """Names with the count of workers in and below each; the first line stands for everybody."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[OrganisationLine] = ()
        self._total = 0
        self._text = ""
        self.row_size = QSize(0, 26)
        self._shown: list[OrganisationLine | None] = [None]
        self._children: dict[UUID | None, list[int]] = {None: [EVERYBODY]}
        self._rows: list[int] = [0]
        self._places: dict[UUID | None, int] = {None: EVERYBODY}

    def show_lines(self, lines: Sequence[OrganisationLine], total: int) -> None:
        """Show these organisations (parents before children) and the count of all workers."""
        self._all, self._total = lines, total
        self._arrange()

    def shows(self, lines: Sequence[OrganisationLine], total: int) -> bool:
        """Say whether this is what is shown already."""
        return total == self._total and bool(lines) and lines == self._all

    def above_others(self) -> list[UUID]:
        """Return the organisations that have others below them."""
        return [key for key in self._children if key is not None]

    def narrow(self, text: str) -> None:
        """Show only organisations whose name has the text in it, with those above them."""
        self._text = text.casefold()
        self._arrange()

    def line(self, index: Index) -> OrganisationLine | None:
        """Return the organisation of a line, ``None`` for everybody."""
        return self._shown[index.internalId()] if index.isValid() else None

    def find(self, organisation: UUID | None) -> QModelIndex:
        """Return where an organisation stands, an invalid index where it is not shown."""
        place = self._places.get(organisation)
        return QModelIndex() if place is None else self.createIndex(self._rows[place], 0, place)

    def known(self, organisation: UUID) -> OrganisationLine | None:
        """Return an organisation, narrowed away or not."""
        return next((line for line in self._all if line.id == organisation), None)

    def lines(self) -> Sequence[OrganisationLine]:
        """Return every organisation, parents before children."""
        return self._all

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Return the line at that row below the parent."""
        children = self._children.get(self._key(parent), [])
        if not 0 <= row < len(children) or column not in (0, 1):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        """Return the line above."""
        line = self.line(index)
        if line is None or line.parent_id is None or line.parent_id not in self._places:
            return QModelIndex()
        return self.find(line.parent_id)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many lines stand right below the parent."""
        if parent.isValid() and (parent.column() > 0 or parent.internalId() == EVERYBODY):
            return 0
        return len(self._children.get(self._key(parent), []))

    def hasChildren(self, parent: Index = _ROOT) -> bool:  # noqa: N802 - Qt's name
        """Say whether anything stands below; asked of every line."""
        if not parent.isValid():
            return True
        line = self._shown[parent.internalId()]
        return line is not None and parent.column() == 0 and line.id in self._children

    def columnCount(self, _parent: Index = _ROOT) -> int:
        """Return two: the name and the count."""
        return 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, or the count of workers in and below."""
        line = self.line(index)
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == 0:
                return line.name if line else _("All workers")
            return f"{line.workers_below if line else self._total:,}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.SizeHintRole and index.column() == 0:
            return self.row_size
        if role == Qt.ItemDataRole.ToolTipRole and line is not None:
            return line.path
        return None

    def _key(self, parent: Index) -> UUID | None:
        line = self.line(parent)
        return line.id if line else None

    def _arrange(self) -> None:
        self.beginResetModel()
        wanted = self._wanted()
        self._shown = [None, *wanted]
        self._children = {None: [EVERYBODY]}
        self._rows = [0]
        self._places = {None: EVERYBODY}
        for place, line in enumerate(wanted, 1):
            above = line.parent_id if line.parent_id in self._places else None
            siblings = self._children.setdefault(above, [])
            self._rows.append(len(siblings))
            siblings.append(place)
            self._places[line.id] = place
        self.endResetModel()

    def _wanted(self) -> list[OrganisationLine]:
        if not self._text:
            return list(self._all)
        keep: set[UUID] = set()
        for line in reversed(self._all):
            if line.id in keep or self._text in line.name.casefold():
                keep.add(line.id)
                if line.parent_id is not None:
                    keep.add(line.parent_id)
        return [line for line in self._all if line.id in keep]
