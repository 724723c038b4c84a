"""A table model that knows every id and reads the rows only when they are painted."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtGui import QColor, QIcon

from desktop.core.progress import Progress
from desktop.views.support.tasks import Failure, Runner

BLOCK = 200  # rows read at once
KEPT = 60 * BLOCK  # rows remembered
WAITING = "…"
GONE = "—"

_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """A frozen dataclass with the key of what it shows."""

    @property
    def id(self) -> UUID:
        """Key of the row."""


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: its lasting ``key``, its heading in the person's language, and how a row reads in it.

    ``text`` gives the cell's words; ``tone`` a colour where the words alone do not stand out (never the
    only sign); ``hint`` a tool tip; ``icon`` a picture before the words. ``width`` is in
    pixels at 100 % text size.
    """

    key: str
    title: str
    text: Callable[[R], str]
    width: int = 120
    right: bool = False
    sortable: bool = True
    shown: bool = True
    tone: Callable[[R], QColor | None] | None = None
    hint: Callable[[R], str] | None = None
    icon: Callable[[R], QIcon] | None = None


class LazyModel(QAbstractTableModel, Generic[R]):
    """Holds the ids of all rows in order; ``fetch(ids)`` reads a block on a reading thread.

    Rows already read stay on the screen while newer ones are on their way, so nothing flickers. An id
    that ``fetch`` does not answer for reads as a dash: it has been removed meanwhile.
    """

    def __init__(
        self,
        columns: Sequence[Column[R]],
        fetch: Callable[[Sequence[UUID]], Iterable[R]],
        runner: Runner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.fetch = fetch
        self._runner = runner
        self._ids: Sequence[UUID] = ()
        self._rows: OrderedDict[UUID, tuple[int, R | None]] = OrderedDict()
        self._age = 0  # grows when what was read may be out of date
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._reading: tuple[int, Sequence[UUID]] | None = None
        self._wake = QTimer(self, singleShot=True, interval=0)
        self._wake.timeout.connect(self._read_next)

    def ids(self) -> Sequence[UUID]:
        """Return the ids of all rows, in their order."""
        return self._ids

    def show_ids(self, ids: Sequence[UUID]) -> None:
        """Show these rows from now on."""
        self.beginResetModel()
        self._ids = ids
        self._outdate()
        self.endResetModel()

    def refresh(self) -> None:
        """Read again what is on the screen; what was read stays until then."""
        self._outdate()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row(self, number: int) -> R | None:
        """Return the row if it has been read; otherwise ask for it and return None."""
        age, row = self._rows.get(self._ids[number], (-1, None))
        if age != self._age:
            self._want(number // BLOCK)
        return row

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.right)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows; asks for its block if it has not been read."""
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.right)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(index.row(), column)
        look = _look(column, role)
        row = self.row(index.row()) if look is not None else None
        return None if look is None or row is None else look(row)

    def _words(self, number: int, column: Column[R]) -> str:
        row = self.row(number)
        if row is not None:
            return column.text(row)
        return GONE if self._ids[number] in self._rows else WAITING

    def _outdate(self) -> None:
        self._age += 1
        self._wanted.clear()

    def _want(self, block: int) -> None:
        self._wanted[block] = None
        self._wanted.move_to_end(block)
        while len(self._wanted) > 4:  # scrolled past: asked for again if painted again
            self._wanted.popitem(last=False)
        if self._reading is None and not self._wake.isActive():
            self._wake.start()

    def _read_next(self) -> None:
        if self._reading is not None or not self._wanted:
            return
        block, _nothing = self._wanted.popitem()
        ids = self._ids[block * BLOCK : (block + 1) * BLOCK]
        self._reading = (self._age, ids)
        fetch = self.fetch

        def read(_progress: Progress) -> list[R]:
            return list(fetch(ids))

        self._runner.read(read, done=self._take, failed=self._give_up, cancelled=self._let_go)

    def _take(self, rows: list[R]) -> None:
        if self._reading is None:
            return
        age, ids = self._reading
        self._reading = None
        read = {row.id: row for row in rows}
        for key in ids:
            self._rows[key] = (age, read.get(key))
            self._rows.move_to_end(key)
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self._read_next()

    def _give_up(self, failure: Failure) -> None:
        self._let_go()
        self._runner.went_wrong.emit(failure)

    def _let_go(self) -> None:
        self._reading = None
        self._wanted.clear()


def _look(column: Column[R], role: int) -> Callable[[R], object] | None:
    """Return what gives a cell its colour, tool tip or picture."""
    if role == Qt.ItemDataRole.ForegroundRole:
        return column.tone
    if role == Qt.ItemDataRole.ToolTipRole:
        return column.hint
    return column.icon if role == Qt.ItemDataRole.DecorationRole else None


def _alignment(right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
