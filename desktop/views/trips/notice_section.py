"""Public notices: those that hang or hung and the next one on the left, the chosen one on the right."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import trip_notice_export, trip_notices, trip_objections
from desktop.services.trip_notices import NoticeCard, NoticeDraft, NoticeEntry, NoticeLine
from desktop.services.trip_objections import ObjectionLine
from desktop.services.trip_progress import Standing
from desktop.services.trip_steps import TripStep
from desktop.storage.store import Store
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.theme import roomy
from desktop.views.support.times import day_words
from desktop.views.support.tools import Tools
from desktop.views.support.workbook_writer import WorkbookWriter
from desktop.views.support.workbooks import ask_where
from desktop.views.trips.notice_draft_side import DraftSide
from desktop.views.trips.notice_posted_side import PostedSide
from desktop.views.trips.notice_print import NoticePrint
from desktop.views.trips.notice_words import state_words
from desktop.views.trips.step_section import StepSection

_NEXT = "next"
_KIND = "notice"


@dataclass(frozen=True)
class _Read:
    programme: UUID
    notices: tuple[NoticeLine, ...]
    draft: NoticeDraft
    objections: tuple[ObjectionLine, ...]
    card: NoticeCard | None
    today: date


class NoticeSection(StepSection):
    """The list, the chosen notice, and the papers in their place."""

    step = TripStep.NOTICE
    tables = frozenset(
        {
            "trip_notice", "trip_notice_line", "trip_objection", "trip_nominee", "trip_programme",
            "trip_rule", "trip_step_event", "calendar_day", "worker", "organisation",
        }
    )  # fmt: skip

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.workbook = WorkbookWriter(tools.runner, self)
        self.workbook.said.connect(self.said)
        self._key: object = None
        self._notices: tuple[NoticeLine, ...] = ()
        headings = [_("Public notice"), _("Until"), _("Names"), _("State")]
        self.table = ShortTable(_("Notices"), headings, 3, frozenset({2}))
        self.record = QPushButton(icon("printer-outline"), _("Objections …"))
        self.record.setToolTip(_("Print the record of all objections with their answers"))
        self.export_button = QPushButton(icon("file-export-outline"), _("Export …"))
        self.draft_side = DraftSide(tools)
        self.posted_side = PostedSide(tools)
        self.paper = NoticePrint(tools)
        self.empty = EmptyState(
            "bulletin-board",
            _("Nobody to post yet"),
            _("Whoever is chosen under “Choice and placing” is made public here before going."),
        )
        self._right = QStackedWidget()
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_programme(self, programme: UUID | None) -> None:
        """Read the notices of a programme and the next one."""
        if programme is None:
            self.stack.setCurrentWidget(self.empty)
            return
        entry = self.draft_side.entry() if self.draft_side.is_dirty() else None
        self._tools.runner.read_newest(_Look(self._tools.store, programme, entry, self._key), done=self._show)

    def show_standing(self, standing: Standing) -> None:
        """Lock the draft while the step is approved."""
        if standing.programme is not None:
            self.draft_side.set_open(self.is_open)

    def show_item(self, kind: str, item: UUID) -> None:
        """Choose a notice and its objections."""
        if kind == _KIND and self.may_leave():
            self._key = item
            self.posted_side.go_to_objections()
            self.refresh()

    def focus_search(self) -> None:
        """Go to the list."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost."""
        return not (self.draft_side.is_dirty() or self.posted_side.is_dirty())

    def save_to(self, file: str) -> None:
        """Write names and objections as a workbook."""
        store, programme = self._tools.store, self.programme
        if programme is not None:
            self.workbook.write(
                file, lambda path, _progress: store.read(trip_notice_export.write_notices, path, programme)
            )

    def _show(self, read: _Read) -> None:
        if read.programme != self.programme:
            return
        self._notices = read.notices
        if self.stack.currentWidget() is self.empty:
            self.stack.setCurrentIndex(0)
        if not read.notices and not read.draft.lines:
            self.stack.setCurrentWidget(self.empty)
            return
        rows = [_row(one, read.today) for one in read.notices]
        if read.draft.lines:
            rows.append(_next_row(read.draft))
        self.table.blockSignals(True)
        self.table.show_rows(rows)
        keys = self.table.row_keys()
        if self._key not in keys:
            self._key = keys[-1]
        self.table.select(self._key)
        self.table.blockSignals(False)
        self._show_chosen(read)

    def _show_chosen(self, read: _Read) -> None:
        if self._key == _NEXT:
            self.draft_side.show_draft(read.draft, self.is_open)
            self._right.setCurrentWidget(self.draft_side)
        elif read.card is not None and read.card.id == self._key:
            self.posted_side.show_notice(read.card, read.objections, self.is_open)
            self._right.setCurrentWidget(self.posted_side)
        else:
            self.refresh()

    def _choose(self, key: object) -> None:
        if key is None or key == self._key:
            return
        if not self.may_leave():
            self.table.blockSignals(True)
            self.table.select(self._key)
            self.table.blockSignals(False)
            self.said.emit(Notice(_("What you typed is not saved yet."), _("Save it, or put it back.")))
            return
        self._key = key
        self.refresh()

    def _posted(self, key: object) -> None:
        self._key = key
        self.refresh()

    def _print_draft(self) -> None:
        if self.programme is not None:
            self.paper.show_draft(self.programme, self.draft_side.entry())
            self.stack.setCurrentWidget(self.paper)

    def _print_posted(self) -> None:
        number = next((one.number for one in self._notices if one.id == self._key), 0)
        if isinstance(self._key, UUID):
            self.paper.show_notice(self._key, number)
            self.stack.setCurrentWidget(self.paper)

    def _print_record(self) -> None:
        if self.programme is not None:
            self.paper.show_objections(self.programme)
            self.stack.setCurrentWidget(self.paper)

    def _back(self) -> None:
        self.stack.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_export(self) -> None:
        ask_where(self, _("Public notices") + ".xlsx", self.save_to)

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.record.clicked.connect(self._print_record)
        self.export_button.clicked.connect(self._ask_export)
        self.draft_side.changed.connect(self.refresh)
        self.draft_side.posted.connect(self._posted)
        self.draft_side.print_asked.connect(self._print_draft)
        self.posted_side.print_asked.connect(self._print_posted)
        self.paper.left.connect(self._back)
        for speaker in (self.table, self.draft_side, self.posted_side, self.paper):
            speaker.said.connect(self.said)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.record, self.export_button):
            roomy(button)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        for side in (self.draft_side, self.posted_side):
            self._right.addWidget(side)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self._right)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([350, 580])
        for widget in (split, self.empty, self.paper):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack)


class _Look:
    """What the page reads at once; the chosen notice with it."""

    def __init__(self, store: Store, programme: UUID, entry: NoticeEntry | None, key: object) -> None:
        self._store, self._programme, self._entry, self._key = store, programme, entry, key

    def __call__(self, _progress: Progress) -> _Read:
        store, programme = self._store, self._programme
        notices = store.read(trip_notices.notices, programme)
        draft = store.read(trip_notices.draft, programme, self._entry)
        keys: list[object] = [one.id for one in notices]
        chosen = self._key
        if chosen not in keys and chosen != _NEXT:
            chosen = _NEXT if draft.lines or not keys else keys[-1]
        if chosen == _NEXT and not draft.lines and keys:
            chosen = keys[-1]
        return _Read(
            programme,
            notices,
            draft,
            store.read(trip_objections.objections, programme),
            store.read(trip_notices.notice, chosen) if isinstance(chosen, UUID) else None,
            store.now().astimezone().date(),
        )


def _row(one: NoticeLine, today: date) -> ShortRow:
    state = state_words(one, today)
    if one.open_objections:
        state = ngettext("{n} objection", "{n} objections", one.open_objections).format(n=one.open_objections)
    cells = (
        _("No. {number}").format(number=one.number),
        day_words(one.last_day),
        f"{one.names:,}",
        state,
    )
    due = bool(one.open_objections) or (one.closed_at is None and today > one.last_day)
    return ShortRow(one.id, cells, hint=one.title, due=due, quiet=one.closed_at is not None)


def _next_row(made: NoticeDraft) -> ShortRow:
    cells = (
        _("Next: no. {number}").format(number=made.number),
        day_words(made.last_day),
        f"{len(made.lines):,}",
        _("not posted"),
    )
    return ShortRow(_NEXT, cells, hint=made.title)
