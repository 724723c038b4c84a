"""A month of many sites: a line a site, a column a day, in the order of the printed sheet."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from desktop.core import tallies as counting
from desktop.core.i18n import _
from desktop.core.tallies import Count
from desktop.core.workdays import WorkCalendar
from desktop.services.tallies import MonthGrid
from desktop.services.tally_sheet import weekday_letter
from desktop.views.sites.tally_counts import NO_INDEX, CountModel, Index, Slot, same_places
from desktop.views.support.theme import colours


class MonthModel(CountModel):
    """Sites down, days across, the total of each at the right and of all at the foot."""

    def __init__(self) -> None:
        super().__init__()
        self._grid: MonthGrid | None = None
        self._rows: dict[UUID, int] = {}
        self._usual: Mapping[UUID, float | None] = {}
        self._day_sums: list[tuple[int, int]] = []
        self._today = date.max
        self._worked = WorkCalendar()

    def show_grid(
        self,
        grid: MonthGrid,
        usual: Mapping[UUID, float | None],
        today: date,
        worked: WorkCalendar,
        reading: int,
    ) -> None:
        """Show what was read; nothing moves while only figures changed."""
        self.forget_saved(reading)
        sites = [line.place.id for line in grid.lines]
        same_month = self._grid is not None and self._grid.month == grid.month
        stays = same_month and same_places(list(self._rows), sites)
        if not stays:
            self.beginResetModel()
        self._grid, self._usual, self._today, self._worked = grid, usual, today, worked
        self._rows = {site: row for row, site in enumerate(sites)}
        self._day_sums = _sums(grid)
        if stays:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.endResetModel()
        self.typed_changed.emit()

    def grid(self) -> MonthGrid | None:
        """Return what is shown."""
        return self._grid

    def today_column(self) -> int:
        """Return the column of today, or of the month's last day where that is past."""
        grid = self._grid
        if grid is None:
            return 0
        return self._today.day - 1 if counting.month_of(self._today) == grid.month else grid.days - 1

    def cells(self) -> list[list[str]]:
        """Return the whole month as cells with headings, to be copied."""
        grid = self._grid
        if grid is None:
            return []
        heading = [_("Code"), _("Site"), *map(str, range(1, grid.days + 1)), _("Total")]
        rows = [
            [line.place.code, line.place.name, *(_written(count) for count in line.counts), str(line.total)]
            for line in grid.lines
        ]
        return [heading, *rows]

    def slot_at(self, index: Index) -> Slot | None:
        """Return the day of a site."""
        grid = self._grid
        if grid is None or not (0 <= index.row() < len(grid.lines) and 0 <= index.column() < grid.days):
            return None
        day = counting.day_in(grid.month, index.column() + 1)
        return Slot(grid.lines[index.row()].place.id, day)

    def index_of(self, slot: Slot) -> QModelIndex:
        """Return the cell of a site's day."""
        grid = self._grid
        if grid is None or slot.site not in self._rows or counting.month_of(slot.day) != grid.month:
            return QModelIndex()
        return self.index(self._rows[slot.site], slot.day.day - 1)

    def kept(self, slot: Slot) -> Count:
        """Return the figure on file."""
        assert self._grid is not None
        return self._grid.lines[self._rows[slot.site]].counts[slot.day.day - 1]

    def usual(self, slot: Slot) -> float | None:
        """Return the usual figure of the site."""
        return self._usual.get(slot.site)

    def name(self, slot: Slot) -> str:
        """Return the name of the site."""
        assert self._grid is not None
        return self._grid.lines[self._rows[slot.site]].place.name

    def may_edit(self, slot: Slot) -> bool:
        """Days to come cannot be told."""
        return slot.day <= self._today

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of sites and the line of totals."""
        if parent.isValid() or self._grid is None or not self._grid.lines:
            return 0
        return len(self._grid.lines) + 1

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of days and the column of totals."""
        return 0 if parent.isValid() or self._grid is None else self._grid.days + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return days with their weekday above, sites at the left."""
        grid = self._grid
        if grid is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._site_heading(grid, section, role)
        if section >= grid.days:
            return _("Total") if role == Qt.ItemDataRole.DisplayRole else None
        day = counting.day_in(grid.month, section + 1)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{day.day}\n{weekday_letter(day.weekday())}"
        if role == Qt.ItemDataRole.ForegroundRole and not self._worked.is_workday(day):
            return QColor(colours().accent)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._worked.name(day) or None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows and how it looks."""
        if self._grid is None or not index.isValid():
            return None
        slot = self.slot_at(index)
        if slot is None:
            return self._total_data(index, role)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            shown = self.slot_text(slot) or _("not told yet")
            words = _("{site}, {day}: {count}")
            return words.format(site=self.name(slot), day=slot.day.isoformat(), count=shown)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.slot_text(slot).replace(",", "")
        look = self.slot_data(slot, role)
        if look is None and role == Qt.ItemDataRole.BackgroundRole:
            return self._ground(slot)
        return look

    def _ground(self, slot: Slot) -> QColor | None:
        if slot.day > self._today:
            return QColor(colours().ground)
        return None if self._worked.is_workday(slot.day) else QColor(colours().tint)

    def _site_heading(self, grid: MonthGrid, section: int, role: int) -> object:
        total = section >= len(grid.lines)
        if role == Qt.ItemDataRole.DisplayRole:
            return _("All sites") if total else grid.lines[section].place.name
        if role == Qt.ItemDataRole.ToolTipRole and not total:
            place = grid.lines[section].place
            return f"{place.name} {place.code}".strip()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _total_data(self, index: Index, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._total(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setBold(True)
            return font
        return QColor(colours().ground) if role == Qt.ItemDataRole.BackgroundRole else None

    def _total(self, row: int, column: int) -> str:
        grid = self._grid
        assert grid is not None
        total, told = self._kept_sum(grid, row, column)
        for slot in self.overlaid():
            index = self.index_of(slot)
            if row in (index.row(), len(grid.lines)) and column in (index.column(), grid.days):
                now, before = self.count(slot), self.kept(slot)
                total += (now or 0) - (before or 0)
                told += (now is not None) - (before is not None)
        return str(total) if told else ""

    def _kept_sum(self, grid: MonthGrid, row: int, column: int) -> tuple[int, int]:
        """Return the sum on file of a line, of a day, or of all, and how many figures are in it."""
        if row < len(grid.lines):
            line = grid.lines[row]
            return line.total, line.told
        if column < grid.days:
            return self._day_sums[column]
        return sum(total for total, _told in self._day_sums), sum(told for _total, told in self._day_sums)


def _sums(grid: MonthGrid) -> list[tuple[int, int]]:
    columns = zip(*(line.counts for line in grid.lines), strict=True)
    return [(counting.total(column), counting.told(column)) for column in columns]


def _written(count: Count) -> str:
    return "" if count is None else str(count)
