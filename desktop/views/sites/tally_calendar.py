"""One site: its month as a calendar of figures, and a day by the hour."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor

from desktop.core import tallies as counting
from desktop.core.i18n import _
from desktop.core.tallies import Count
from desktop.core.workdays import WorkCalendar
from desktop.services.tallies import MonthLine
from desktop.services.tally_sheet import weekday_letter
from desktop.views.sites.tally_counts import CORNER, NO_INDEX, CountModel, Index, Slot
from desktop.views.support.theme import colours

_WEEK = 7
_HOURS_ACROSS = 8


@dataclass(frozen=True)
class SiteMonth:
    """What the calendar shows of a site."""

    line: MonthLine
    month: int
    usual: float | None
    today: date
    worked: WorkCalendar


class CalendarModel(CountModel):
    """Weeks down, weekdays across."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: SiteMonth | None = None

    def show_month(self, shown: SiteMonth, reading: int) -> None:
        """Show a month of a site; nothing moves while only figures changed."""
        self.forget_saved(reading)
        before = self._shown
        same = before is not None and (before.month, before.line.place.id) == (
            shown.month,
            shown.line.place.id,
        )
        if not same:
            self.beginResetModel()
        self._shown = shown
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, _WEEK - 1))
        else:
            self.endResetModel()
        self.typed_changed.emit()

    def shown(self) -> SiteMonth | None:
        """Return what is shown."""
        return self._shown

    def total(self) -> tuple[int, int]:
        """Return the people served in the month and the days told, with what was just typed."""
        shown = self._shown
        if shown is None:
            return 0, 0
        days = range(1, counting.days_in(shown.month) + 1)
        counts = [self.count(self._slot(shown, number)) for number in days]
        return counting.total(counts), counting.told(counts)

    def slot_at(self, index: Index) -> Slot | None:
        """Return the day in a cell."""
        shown = self._shown
        if shown is None or not index.isValid():
            return None
        number = index.row() * _WEEK + index.column() - self._before(shown) + 1
        return self._slot(shown, number) if 1 <= number <= counting.days_in(shown.month) else None

    def index_of(self, slot: Slot) -> QModelIndex:
        """Return the cell of a day."""
        shown = self._shown
        if shown is None or counting.month_of(slot.day) != shown.month or slot.site != shown.line.place.id:
            return QModelIndex()
        place = self._before(shown) + slot.day.day - 1
        return self.index(place // _WEEK, place % _WEEK)

    def kept(self, slot: Slot) -> Count:
        """Return the figure on file."""
        assert self._shown is not None
        return self._shown.line.counts[slot.day.day - 1]

    def usual(self, slot: Slot) -> float | None:  # noqa: ARG002 - the same for all days
        """Return the usual figure of the site."""
        return self._shown.usual if self._shown else None

    def name(self, slot: Slot) -> str:  # noqa: ARG002 - there is one site
        """Return the name of the site."""
        return self._shown.line.place.name if self._shown else ""

    def may_edit(self, slot: Slot) -> bool:
        """Days on which the site took figures, up to today."""
        shown = self._shown
        return shown is not None and slot.day <= shown.today and shown.line.place.takes_figures(slot.day)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of weeks."""
        if parent.isValid() or self._shown is None:
            return 0
        return -(-(self._before(self._shown) + counting.days_in(self._shown.month)) // _WEEK)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the days of a week."""
        return 0 if parent.isValid() else _WEEK

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the weekdays."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return weekday_letter(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a day's figure, with the day in its corner."""
        slot, shown = self.slot_at(index), self._shown
        if slot is None or shown is None:
            return QColor(colours().ground) if role == Qt.ItemDataRole.BackgroundRole else None
        if role == CORNER:
            return str(slot.day.day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = self.slot_text(slot) or _("not told yet")
            return _("{site}, {day}: {count}").format(
                site=self.name(slot), day=slot.day.isoformat(), count=count
            )
        look = self.slot_data(slot, role)
        if look is None and role == Qt.ItemDataRole.BackgroundRole:
            return self._ground(shown, slot)
        return look

    def _ground(self, shown: SiteMonth, slot: Slot) -> QColor | None:
        if not self.may_edit(slot):
            return QColor(colours().ground)
        return None if shown.worked.is_workday(slot.day) else QColor(colours().tint)

    def _slot(self, shown: SiteMonth, number: int) -> Slot:
        return Slot(shown.line.place.id, counting.day_in(shown.month, number))

    def _before(self, shown: SiteMonth) -> int:
        return counting.day_in(shown.month, 1).weekday()


class HoursModel(CountModel):
    """The 24 hours of a day, eight in a line."""

    def __init__(self) -> None:
        super().__init__()
        self._site: UUID | None = None
        self._name = ""
        self._day = date.min
        self._hours: tuple[Count, ...] = counting.untold(counting.HOURS)
        self._last = -1

    def show_day(self, site: UUID, name: str, day: date, hours: tuple[Count, ...] | None, last: int) -> None:
        """Show a day; hours after ``last`` have not come yet."""
        self.forget_saved(self.begin_reading())
        same = (self._site, self._day) == (site, day)
        if not same:
            self.beginResetModel()
        self._site, self._name, self._day, self._last = site, name, day, last
        self._hours = hours or counting.untold(counting.HOURS)
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, _HOURS_ACROSS - 1))
        else:
            self.endResetModel()
        self.typed_changed.emit()

    def slot_at(self, index: Index) -> Slot | None:
        """Return the hour in a cell."""
        if self._site is None or not index.isValid():
            return None
        return Slot(self._site, self._day, index.row() * _HOURS_ACROSS + index.column())

    def index_of(self, slot: Slot) -> QModelIndex:
        """Return the cell of an hour."""
        if slot.hour is None or (slot.site, slot.day) != (self._site, self._day):
            return QModelIndex()
        return self.index(slot.hour // _HOURS_ACROSS, slot.hour % _HOURS_ACROSS)

    def kept(self, slot: Slot) -> Count:
        """Return the figure on file."""
        return self._hours[slot.hour or 0]

    def usual(self, slot: Slot) -> float | None:  # noqa: ARG002 - the day as a whole is compared
        """Hours are not compared; their sum is, when it is saved."""
        return None

    def name(self, slot: Slot) -> str:  # noqa: ARG002 - there is one site
        """Return the name of the site."""
        return self._name

    def may_edit(self, slot: Slot) -> bool:
        """Hours that have come."""
        return (slot.hour or 0) <= self._last

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return three lines."""
        return 0 if parent.isValid() or self._site is None else counting.HOURS // _HOURS_ACROSS

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return eight hours."""
        return 0 if parent.isValid() else _HOURS_ACROSS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an hour's figure, with the hour in its corner."""
        slot = self.slot_at(index)
        if slot is None or slot.hour is None:
            return None
        if role == CORNER:
            return f"{slot.hour}:00"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = self.slot_text(slot) or _("not told yet")
            return _("{hour} o'clock: {count}").format(hour=slot.hour, count=count)
        look = self.slot_data(slot, role)
        if look is None and role == Qt.ItemDataRole.BackgroundRole and not self.may_edit(slot):
            return QColor(colours().ground)
        return look
