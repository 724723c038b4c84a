"""The first page: what is due, what waits to be settled, the year so far, and what was done last."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services.clock import local
from desktop.services.door_board import MeetingLine
from desktop.services.overview import FreePlaces, Overview, Unattended, overview
from desktop.services.reading_parts import MissingPages
from desktop.storage import backup
from desktop.storage.store import Entry
from desktop.views.home.defect_rows import defect_row, more_defects_row
from desktop.views.home.first_steps import FirstStepsPanel
from desktop.views.home.rows import Figure, Row, Section, Step
from desktop.views.support.missing import missing_words
from desktop.views.support.page import Page
from desktop.views.support.theme import primary, toned
from desktop.views.support.times import day_words, moment_words
from desktop.views.support.tools import Tools

if TYPE_CHECKING:
    from desktop.services.trip_due import TripDue

_TRIP_ROWS = "desktop.views.home.trip_rows"  # loaded only where there are trips
BACKUP_DUE = timedelta(days=3)
OPERATIONS = 8
NARROW_LINES = 42
"""Below this width, in heights of a line, the last operations stand under the rest."""


@dataclass(frozen=True)
class Told:
    """What the page shows; ``backed_up`` is None before the first back-up, and on a server."""

    overview: Overview
    operations: tuple[Entry, ...]
    backed_up: datetime | None
    keeps_backups: bool
    trips: "tuple[TripDue, ...]" = ()


class HomePage(Page):
    """Everything on it leads to the page where it is done."""

    tables = frozenset(
        {
            "worker", "organisation", "activity", "meeting", "enrolment", "attendance", "sheet", "page_read",
            "site", "defect", "trip_programme", "trip_batch", "trip_notice", "trip_objection",
            "trip_settlement", "trip_step_event",
        }
    )  # fmt: skip
    help_topic = "home"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.feed)
        self._tools = tools
        self._told: Told | None = None
        self._narrow = False
        self.banner = self._demo_banner()
        self.steps = FirstStepsPanel(tools.look_around is not None)
        self.due = Section(_("Today and the coming two weeks"), _("No meeting in the coming two weeks."))
        self.settle = Section(_("Waits to be settled"), _("Nothing waits. All is settled."))
        self.done = Section(_("Done last"), _("Nothing has been done yet."))
        self.year = QLabel()
        self.figures = [
            Figure(words) for words in (_("Activities"), _("Meetings"), _("Attendances"), _("People reached"))
        ]
        self.sites = Figure(_("Sites in service"))
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the page again."""
        self._tools.runner.read_newest(self._read, done=self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Read again whenever one comes here: the day may have changed."""
        self._stale = True
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put one column under the other where the text is large for the window."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW_LINES * self.fontMetrics().height()
        if narrow != self._narrow:
            self._narrow = narrow
            self._place_done()

    def _place_done(self) -> None:
        row, column = (1, 0) if self._narrow else (0, 1)
        self._grid.addWidget(self.done, row, column, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 5)
        self._grid.setColumnStretch(1, 0 if self._narrow else 3)

    def _read(self, _progress: Progress) -> Told:
        store = self._tools.store
        kept = backup.on_disk(store.path) if store.path is not None else []
        view = store.read(overview, store.now())
        return Told(
            view,
            tuple(store.log(OPERATIONS)),
            kept[0].made.astimezone() if kept else None,
            store.path is not None,
            self._read_trips() if view.has_trips else (),
        )

    def _read_trips(self) -> "tuple[TripDue, ...]":
        trip_rows, today = import_module(_TRIP_ROWS), local(self._tools.store.now()).date()
        found: tuple[TripDue, ...] = trip_rows.read(self._tools.store, today)
        return found

    def _trip_row(self, one: "TripDue") -> Row:
        row: Row = import_module(_TRIP_ROWS).row_of(one, partial(self._go, "trips", one.kind.step))
        return row

    def _show(self, told: Told) -> None:
        if told == self._told:
            return
        self._told = told
        view = told.overview
        begun = (view.steps.has_workers and view.steps.has_activities) or bool(view.defects)
        self.banner.setVisible(self._tools.begin_own is not None or view.demonstration)
        self.steps.show_steps(view.steps)
        self.steps.setVisible(not begun)
        self._body.setVisible(begun or view.sites > 0)
        now = self._tools.store.now()
        self.due.show_rows([self._due_row(m, now) for m in view.due])
        self.settle.show_rows(self._to_settle(told, now))
        self.done.show_rows([_done_row(entry) for entry in told.operations])
        self.year.setText(_("{year} so far").format(year=view.year.year))
        year = view.year
        self.sites.setVisible(view.sites > 0)
        self.sites.show_number(view.sites)
        numbers = (year.activities, year.meetings, year.attendances, year.people)
        for figure, number in zip(self.figures, numbers, strict=True):
            figure.show_number(number)

    def _due_row(self, line: MeetingLine, now: datetime) -> Row:
        today, title = line.is_on(now), line.title
        when = f"{_when(line, now)} {local(line.starts_at):%H:%M}"
        counts = ngettext("{n} expected", "{n} expected", line.expected).format(n=f"{line.expected:,}")
        if line.present:
            counts += " · " + ngettext("{n} in", "{n} in", line.present).format(n=f"{line.present:,}")
        detail = " · ".join(filter(None, (when, line.place, counts)))
        return Row(
            "calendar-today" if today else "calendar-outline",
            "accent" if today else "quiet",
            line.title,
            detail,
            (
                self._step(
                    _("Names"), _("Open the list of {title}"), line.title, "activity", line.activity_id
                ),
                self._step(
                    _("Print"), _("Print for {title}"), line.title, "print-activity", line.activity_id
                ),
                self._step(_("Door"), _("Stand at the door of {title}"), title, "meeting", line.id),
            ),
        )

    def _step(self, words: str, aloud: str, title: str, kind: str, item: object) -> Step:
        return Step(words, aloud.format(title=title), partial(self._open, kind, item))

    def _open(self, kind: str, item: object, _checked: bool = False) -> None:
        self.open_item.emit(kind, item)

    def _to_settle(self, told: Told, now: datetime) -> list[Row]:
        view = told.overview
        rows = [defect_row(one, partial(self._open, "defect", one.item_id)) for one in view.defects]
        more = view.defects_in_all - len(view.defects)
        if more:
            rows.append(more_defects_row(more, partial(self._go, "sites", "inspections")))
        rows += [self._trip_row(one) for one in told.trips]
        rows += [self._unattended_row(one) for one in view.unattended]
        rows += [self._missing_row(one) for one in view.missing_pages]
        rows += [self._free_row(one) for one in view.free_places]
        if told.keeps_backups and (told.backed_up is None or now - told.backed_up > BACKUP_DUE):
            rows.append(self._backup_row(told.backed_up, now))
        return rows

    def _unattended_row(self, one: Unattended) -> Row:
        line = one.meeting
        expected = ngettext(
            "{n} expected, nobody checked in", "{n} expected, nobody checked in", line.expected
        )
        detail = f"{day_words(local(line.starts_at).date())} · {expected.format(n=f'{line.expected:,}')}"
        if one.printed:
            detail += " · " + _("its sheet was printed: enter who signed")
        steps = [self._step(_("Check in"), _("Check people in to {title}"), line.title, "meeting", line.id)]
        if one.printed:
            aloud = _("Read the signed sheets of {title} back").format(title=line.title)
            steps.insert(0, Step(_("Read back"), aloud, partial(self._go, "reading", "")))
        return Row("clipboard-alert-outline", "due", line.title, detail, tuple(steps))

    def _missing_row(self, one: MissingPages) -> Row:
        day = day_words(local(one.starts_at).date()) if one.starts_at else ""
        detail = " · ".join(filter(None, (day, missing_words(one))))
        aloud = _("Read the missing pages of {title}")
        step = self._step(_("Read back"), aloud, one.title, "missing-page", one.sheet_id)
        return Row("file-question-outline", "due", one.title, detail, (step,))

    def _free_row(self, one: FreePlaces) -> Row:
        detail = _("{waiting} on the waiting list although {free} places are free").format(
            waiting=one.waiting, free=one.free
        )
        step = self._step(_("Names"), _("Open the list of {title}"), one.title, "activity", one.activity_id)
        return Row("timer-sand", "due", one.title, detail, (step,))

    def _backup_row(self, made: datetime | None, now: datetime) -> Row:
        if made is None:
            detail = _("There is no back-up yet.")
        else:
            days = (now - made).days
            detail = ngettext("The newest is {n} day old.", "The newest is {n} days old.", days).format(
                n=days
            )
        step = Step(_("Back up"), _("Go to the back-ups"), partial(self._go, "settings", "backup"))
        return Row("database-clock-outline", "due", _("Back-up"), detail, (step,))

    def _go(self, page: str, step: str, _checked: bool = False) -> None:
        self.open_page.emit(page, step)

    def _demo_banner(self) -> QFrame:
        banner = QFrame()
        toned(banner, "text", "due_ground")
        row = QHBoxLayout(banner)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        words = QLabel(
            _("This is demonstration data: invented people and activities. Try whatever you like.")
        )
        words.setWordWrap(True)
        row.addWidget(words, 1)
        self.begin_own = QPushButton(_("Begin with my own data"))
        primary(self.begin_own)
        row.addWidget(self.begin_own)
        self.begin_own.setVisible(self._tools.begin_own is not None)
        banner.setVisible(self._tools.begin_own is not None)
        return banner

    def _connect(self) -> None:
        self.steps.asked.connect(self.open_page)
        if self._tools.look_around is not None:
            self.steps.look_around_asked.connect(self._tools.look_around)
        if self._tools.begin_own is not None:
            self.begin_own.clicked.connect(self._tools.begin_own)
        self.sites.clicked.connect(partial(self._go, "sites", "register"))
        pages = ("activities", "activities", "door", "people")
        for figure, page in zip(self.figures, pages, strict=True):
            figure.clicked.connect(partial(self._go, page, ""))

    def _lay_out(self) -> None:
        self._body = QWidget()
        self._grid = grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        for figure in (*self.figures, self.sites):
            numbers.addWidget(figure, 1)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.due)
        left.addWidget(self.settle)
        left.addWidget(self.year)
        left.addLayout(numbers)
        left.addStretch(1)
        journal = QPushButton(_("Whole journal"))
        journal.setFlat(True)
        journal.clicked.connect(partial(self._go, "settings", "journal"))
        self.done.head.addWidget(journal)
        grid.addLayout(left, 0, 0)
        self._place_done()
        self._body.hide()
        self.steps.hide()
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(16)
        for part in (self.banner, self.steps, self._body):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


def _when(line: MeetingLine, now: datetime) -> str:
    near = {0: _("Today"), 1: _("Tomorrow"), -1: _("Yesterday")}.get(line.day_from(now))
    return near or day_words(local(line.starts_at).date())


def _done_row(entry: Entry) -> Row:
    who = " · ".join(filter(None, (moment_words(entry.at), entry.account)))
    detail = f"{who} · {_('undone')}" if entry.undone else who
    return Row("undo" if entry.undone else "check", "quiet", entry.label, detail)
