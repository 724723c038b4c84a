"""The list of activities: coming, past, cancelled or all of them."""

from collections.abc import Iterable, Sequence
from enum import Enum
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import activities
from desktop.services.activities import ActivityCard, When, kind_word
from desktop.views.support.empty import EmptyState
from desktop.views.support.lazy_table import Column, LazyTable
from desktop.views.support.theme import colours, roomy
from desktop.views.support.times import moment_words
from desktop.views.support.tools import Tools

MOST = 5000


class Which(Enum):
    """Which activities the list shows."""

    COMING = "coming"
    PAST = "past"
    CANCELLED = "cancelled"
    ALL = "all"


class ActivityList(QWidget):
    """A table of activities with a filter line and a choice of which."""

    chosen = Signal(object)  # UUID | None
    opened = Signal(object)  # UUID: Enter or double click
    removal_asked = Signal()
    new_asked = Signal()
    shown = Signal()  # the list was read
    said = Signal(object)  # Notice

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._cards: dict[UUID, ActivityCard] = {}
        self._wanted: UUID | None = None
        self.which = QComboBox()
        self.which.setAccessibleName(_("Which activities"))
        for which, words in (
            (Which.COMING, _("Coming")),
            (Which.PAST, _("Past")),
            (Which.CANCELLED, _("Cancelled")),
            (Which.ALL, _("All")),
        ):
            self.which.addItem(words, which.value)
        roomy(self.which)
        self.empty = EmptyState(
            "calendar-star",
            _("No activity here yet"),
            _("Set one up: a title and when it begins are enough."),
            _("New activity"),
        )
        self.table: LazyTable[ActivityCard] = LazyTable(
            "activities",
            _columns(),
            self._fetch,
            tools.runner,
            tools.memory,
            self.empty,
            _("Title, place or organiser"),
        )
        self.table.toolbar.addWidget(self.which)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.setTabOrder(self.table.filter, self.which)
        self.setTabOrder(self.which, self.table.view)
        self.which.currentIndexChanged.connect(self._choose_which)
        self.table.filter_changed.connect(self._narrow)
        self.table.current_changed.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.table.removal_asked.connect(self.removal_asked)
        self.table.said.connect(self.said)
        self.empty.first_step.connect(self.new_asked)

    def read(self, keep: bool = True) -> None:
        """Read the list again; the one chosen stays on it (if ``keep``) though it fits no longer.

        So an activity that was just cancelled does not slip away from under the person's eyes.
        """
        which, text = Which(self.which.currentData()), self.table.filter_text()
        chosen = self.table.current_id() if keep else None
        store = self._tools.store

        def look(_progress: Progress) -> list[ActivityCard]:
            when = {Which.COMING: When.UPCOMING, Which.PAST: When.PAST}.get(which, When.ALL)
            found = store.read(activities.listed, when, text, limit=MOST)
            if which is not Which.ALL:
                off = which is Which.CANCELLED
                found = [one for one in found if (one.cancelled_at is not None) is off]
            if chosen is not None and all(one.id != chosen for one in found):
                found += store.read(activities.cards, [chosen])
                found.sort(key=lambda one: one.starts_at, reverse=when is not When.UPCOMING)
            return found

        self._tools.runner.read_newest(look, done=self._show)

    def choose(self, activity: UUID) -> None:
        """Put the cursor on an activity, showing all of them if it is not among those shown."""
        if not self.table.select(activity):
            self._wanted = activity
            self.read()

    def current(self) -> UUID | None:
        """Return the activity the cursor is on."""
        return self.table.current_id()

    def _fetch(self, ids: Sequence[UUID]) -> Iterable[ActivityCard]:
        cards = self._cards
        return [cards[key] for key in ids if key in cards]

    def _show(self, found: list[ActivityCard]) -> None:
        self._cards = {one.id: one for one in found}
        self.table.show_ids([one.id for one in found])
        wanted, self._wanted = self._wanted, None
        if wanted is not None and not self.table.select(wanted) and not self._shows_all():
            self._wanted = wanted
            self._show_all()
        elif self.table.current_id() is None and found:
            self.table.view.selectRow(0)
        self.shown.emit()

    def _shows_all(self) -> bool:
        return self.which.currentData() == Which.ALL.value and not self.table.filter_text()

    def _show_all(self) -> None:
        self.table.filter.clear()
        self.which.blockSignals(True)
        self.which.setCurrentIndex(self.which.findData(Which.ALL.value))
        self.which.blockSignals(False)
        self.read()

    def _narrow(self, _text: str) -> None:
        self.read(keep=False)

    def _choose_which(self, _number: int) -> None:
        self.read(keep=False)


def _columns() -> list[Column[ActivityCard]]:
    return [
        Column(
            "title", _("Title"), lambda one: one.title, width=140, sortable=False, hint=lambda one: one.title
        ),
        Column("starts_at", _("Begins"), lambda one: moment_words(one.starts_at), width=168, sortable=False),
        Column(
            "people", _("People"), _people, width=92, sortable=False, tone=_people_tone, hint=_people_hint
        ),
        Column("place", _("Place"), lambda one: one.place, width=140, sortable=False),
        Column("kind", _("Kind"), lambda one: kind_word(one.kind), width=90, sortable=False, shown=False),
    ]


def _people(one: ActivityCard) -> str:
    if one.cancelled_at is not None:
        return _("Cancelled")
    words = f"{one.enrolled}" if one.capacity is None else f"{one.enrolled}/{one.capacity}"
    return words + (f" +{one.waiting}" if one.waiting else "")


def _people_hint(one: ActivityCard) -> str:
    if one.cancelled_at is not None:
        return one.cancel_reason
    return _("{enrolled} with a place, {waiting} waiting").format(enrolled=one.enrolled, waiting=one.waiting)


def _people_tone(one: ActivityCard) -> QColor | None:
    if one.cancelled_at is not None:
        return QColor(colours().error)
    return QColor(colours().due) if one.waiting else None
