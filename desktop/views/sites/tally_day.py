"""One day of many sites: yesterday and the usual beside the figure that is typed in."""

from datetime import timedelta

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from desktop.core import tallies as counting
from desktop.core.i18n import _
from desktop.core.tallies import Count
from desktop.services.site_words import SiteStatus, status_word
from desktop.services.tallies import DayLine, DayList
from desktop.views.sites.tally_counts import NO_INDEX, CountModel, Index, Slot, same_places
from desktop.views.support.theme import colours

SITE, CODE, DISTRICT, BEFORE, USUAL, COUNT, NOTE = range(7)


class DayModel(CountModel):
    """A line a site; only the figures of the day can be edited."""

    def __init__(self) -> None:
        super().__init__()
        self._list: DayList | None = None
        self._lines: list[DayLine] = []
        self._rows: dict[Slot, int] = {}
        self._only_due = False
        self._kept_sums = (0, 0, 0)

    def show_list(self, found: DayList, only_due: bool, reading: int) -> None:
        """Show what was read; lines stay where they are while only figures changed."""
        self.forget_saved(reading)
        self._kept_sums = found.told, found.expected, found.total
        same_day = self._list is not None and self._list.day == found.day
        stayed = set(self._rows) if same_day and only_due and self._only_due else set()
        self._only_due = only_due
        lines = [
            line
            for line in found.lines
            if not only_due or line.is_due or Slot(line.place.id, found.day) in stayed
        ]
        slots = [Slot(line.place.id, found.day) for line in lines]
        if same_places(list(self._rows), slots):
            self._list, self._lines = found, lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, NOTE))
        else:
            self.beginResetModel()
            self._list, self._lines = found, lines
            self._rows = {slot: row for row, slot in enumerate(slots)}
            self.endResetModel()
        self.typed_changed.emit()

    def clear(self) -> None:
        """Show nothing, before another day is read."""
        self.beginResetModel()
        self._list, self._lines, self._rows = None, [], {}
        self.endResetModel()

    def lines(self) -> list[DayLine]:
        """Return the lines shown."""
        return self._lines

    def first_due(self) -> Slot | None:
        """Return the first cell of which nothing was told yet."""
        due = (slot for slot, row in self._rows.items() if self._is_due(slot, self._lines[row]))
        return next(due, None)

    def progress(self) -> tuple[int, int, int]:
        """Return how many sites told the day, how many are expected to, and the people served at them."""
        found = self._list
        if found is None:
            return 0, 0, 0
        told, expected, total = self._kept_sums
        for slot in self.overlaid():
            if slot in self._rows:
                line, now = self._line(slot), self.count(slot)
                told += (now is not None) - (line.count is not None)
                total += (now or 0) - (line.count or 0)
                expected += (now is not None or line.is_expected) - (
                    line.count is not None or line.is_expected
                )
        return told, expected, total

    def slot_at(self, index: Index) -> Slot | None:
        """Return the day of the line's site, in the column of figures."""
        if self._list is None or index.column() != COUNT or not 0 <= index.row() < len(self._lines):
            return None
        return Slot(self._lines[index.row()].place.id, self._list.day)

    def index_of(self, slot: Slot) -> QModelIndex:
        """Return the cell of a site."""
        row = self._rows.get(slot)
        return QModelIndex() if row is None else self.index(row, COUNT)

    def kept(self, slot: Slot) -> Count:
        """Return the figure on file."""
        return self._line(slot).count

    def usual(self, slot: Slot) -> float | None:
        """Return the usual figure of the site."""
        return self._line(slot).usual

    def name(self, slot: Slot) -> str:
        """Return the name of the site."""
        return self._line(slot).place.name

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else NOTE + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the headings; the column of figures is headed by its day."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = section in (SITE, CODE, DISTRICT, NOTE)
            side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headings()[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows and how it looks."""
        if not 0 <= index.row() < len(self._lines):
            return None
        line, slot = self._lines[index.row()], self.slot_at(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line, index.column())
        if slot is not None:
            return self._figure_look(slot, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (BEFORE, USUAL):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._tone(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (SITE, NOTE):
            return self._text(line, index.column())
        return None

    def _figure_look(self, slot: Slot, role: int) -> object:
        if role == Qt.ItemDataRole.FontRole and self.typed(slot) is None:
            font = QFont()
            font.setBold(True)
            return font
        return self.slot_data(slot, role)

    def _headings(self) -> tuple[str, ...]:
        day = self._list.day if self._list else None
        before = f"{day - timedelta(1):%m-%d}" if day else _("Day before")
        this = f"{day:%m-%d}" if day else _("People served")
        return (_("Site"), _("Code"), _("District"), before, _("Usual"), this, _("Note"))

    def _text(self, line: DayLine, column: int) -> str:
        if column == NOTE:
            return self._note(line)
        usual = counting.rounded(line.usual)
        return {
            SITE: line.place.name,
            CODE: line.place.code,
            DISTRICT: line.place.district,
            BEFORE: "" if line.before is None else f"{line.before:,}",
            USUAL: "" if usual is None else f"{usual:,}",
        }[column]

    def _note(self, line: DayLine) -> str:
        slot = self._slot(line)
        typed = self.typed(slot)
        if typed is not None and typed.sentence:
            return typed.sentence
        if line.status is not SiteStatus.OPEN:
            return status_word(line.status)
        if line.shut and self.count(slot) is None:
            return _("not open that day by its hours")
        if line.by_hour and self.count(slot) == line.count:
            return _("counted by the hour")
        return _("not told yet") if self._is_due(slot, line) else ""

    def _tone(self, line: DayLine, column: int) -> QColor | None:
        if column in (BEFORE, USUAL, CODE, DISTRICT):
            return QColor(colours().quiet)
        if column != NOTE:
            return None
        slot = self._slot(line)
        typed = self.typed(slot)
        if typed is not None and typed.sentence:
            return QColor(colours().due if typed.count is not None else colours().error)
        return QColor(colours().due if self._is_due(slot, line) else colours().quiet)

    def _spoken(self, line: DayLine, column: int) -> str:
        if column != COUNT:
            return f"{self._headings()[column]}: {self._text(line, column)}"
        shown = self.slot_text(self._slot(line)) or _("not told yet")
        return _("{site}, people served: {count}").format(site=line.place.name, count=shown)

    def _is_due(self, slot: Slot, line: DayLine) -> bool:
        return self.count(slot) is None and line.is_expected

    def _slot(self, line: DayLine) -> Slot:
        assert self._list is not None
        return Slot(line.place.id, self._list.day)

    def _line(self, slot: Slot) -> DayLine:
        return self._lines[self._rows[slot]]
