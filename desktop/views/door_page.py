"""The door: who comes is scanned, found by name or let in, and the answer is read from afar."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.codes import CodeError, NotACode, read_code
from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import attendance, door, door_board
from desktop.services.attendance import Verdict, VerdictKind
from desktop.services.door import DoorFind
from desktop.services.door_board import Board, MeetingLine, MissingLine
from desktop.views.door.entrance import Entrance
from desktop.views.door.sounds import Sounds, Tone
from desktop.views.door.words import look_of, reads_as_name, standing_word
from desktop.views.support.notice import Notice, notice_of
from desktop.views.support.page import Page
from desktop.views.support.person_list import PersonRow
from desktop.views.support.tasks import Failure
from desktop.views.support.tools import Tools

REFRESH_MS = 150
"""While a queue is scanned, the lists are read again this often at most."""
MISSING_MS = 3000
"""The list of the missing may be long; it is read again this often at most, and crossed off meanwhile."""
DELIBERATE_SECONDS = 0.7
"""A scanner may send two Enters; one this long after the answer was pressed by a person."""

T = TypeVar("T")


@dataclass(frozen=True)
class GuestOffer:
    """The offer to let in, by this name, somebody who is not on file."""

    name: str


@dataclass(frozen=True)
class State:
    """What is read again after each change; ``missing`` only while it is looked at."""

    meetings: list[MeetingLine]
    meeting: UUID | None
    board: Board | None
    missing: list[PersonRow] | None


class DoorPage(Page):
    """Whatever is scanned is answered in the order it came, each answer after it is on disk."""

    tables = frozenset({"activity", "meeting", "enrolment", "attendance", "worker", "organisation"})
    help_topic = "door"

    def __init__(self, tools: Tools, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(tools.feed)
        self._tools = tools
        self._clock = clock
        self._sounds = Sounds(tools.places.folder / "sounds", tools.settings.sound)
        self._pending = 0
        self._answered_at = 0.0
        self._let_in_here: list[UUID] = []  # check-ins of this door that stand, oldest first
        self._naming: UUID | None = None
        self._is_reading = False
        self._read_again = False
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._soon.timeout.connect(self._read)
        self._missing_pace = QTimer(self, singleShot=True, interval=MISSING_MS)
        self._missing_pace.timeout.connect(self._missing_due)
        self._missing_stale = False
        self.entrance = Entrance(tools.memory, self)
        self._connect()
        self._guard_focus()

    def refresh(self) -> None:
        """Read meetings, counts and lists again; during a queue at a steady pace."""
        if not self._soon.isActive():
            self._soon.start(REFRESH_MS if self.entrance.choice.meeting is not None else 0)

    def focus_search(self) -> None:
        """The scan line finds people by name, too."""
        self.entrance.line.take_focus()
        self.entrance.line.selectAll()

    def show_item(self, kind: str, item: UUID) -> None:
        """Stand at the door of a meeting."""
        if kind == "meeting":
            self.entrance.choice.choose(item)
            self.entrance.line.take_focus()

    def undo_here(self) -> bool:
        """Take back the last check-in of this door, whatever other pages and programs did since."""
        if not self._let_in_here:
            return False
        self._take_back(self._let_in_here.pop())
        return True

    def may_leave(self) -> bool:
        """Stay until every scan is on disk."""
        return self._pending == 0

    def showEvent(self, event: QShowEvent) -> None:
        """Have the scanner's keys arrive at once."""
        super().showEvent(event)
        self.entrance.line.take_focus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the ground brings the focus back."""
        super().mousePressEvent(event)
        self.entrance.line.take_focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """What is typed while the Tab key has led elsewhere belongs to the scan line all the same."""
        if (
            event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.text().isalnum()
            and not event.modifiers()
            & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        ):
            self.entrance.line.take_focus()
            return QApplication.sendEvent(self.entrance.line, event)
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        parts = self.entrance
        parts.choice.chosen.connect(self._changed_meeting)
        parts.full_screen.clicked.connect(self.full_screen_asked)
        parts.empty.first_step.connect(self._set_up)
        parts.line.entered.connect(self._entered)
        parts.line.name_typed.connect(self._look_up)
        parts.line.stepped.connect(parts.found.step)
        parts.line.left.connect(self._left)
        parts.found.clicked.connect(self._take_found)
        parts.card.let_in_asked.connect(self._let_in_shown)
        parts.card.name_asked.connect(self._ask_for_name)
        parts.card.back_asked.connect(self._take_back_shown)
        parts.last.back_asked.connect(self._take_back)
        parts.last.let_in_asked.connect(self._let_in)
        parts.missing.activated.connect(self._check_in_missing)
        parts.tabs.currentChanged.connect(self._tab_changed)
        for keys, act in (("F2", self._let_in_shown), ("F3", self._ask_for_name)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _guard_focus(self) -> None:
        for part in self.findChildren(QWidget):
            if part is self.entrance.line:
                continue
            if part.focusPolicy() & Qt.FocusPolicy.ClickFocus:
                part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                part.installEventFilter(self)

    def _entered(self, text: str) -> None:
        if not text:
            if self._clock() - self._answered_at >= DELIBERATE_SECONDS:
                self._let_in_shown()
        elif self._reads_as_code(text):
            self._scan(text)
        elif self._naming is not None:
            self._name_guest(text)
        elif self.entrance.found_for == text and self.entrance.found.chosen() is not None:
            self._take_found()
        elif reads_as_name(text):
            self._look_up(text)
        else:
            self._scan(text)

    def _reads_as_code(self, text: str) -> bool:
        try:
            read_code(text, self._tools.store.code_key)
        except NotACode:
            return False
        except CodeError:
            return True
        return True

    def _scan(self, text: str) -> None:
        self._ask(door.scan, self._tools.store.code_key, self.entrance.choice.meeting, text)

    def _ask(self, verb: Callable[..., Verdict], *args: object) -> None:
        """Hand over what is to be answered; the writing thread answers in the same order."""
        store = self._tools.store
        if self.entrance.choice.meeting is None:
            self.said.emit(Notice(_("Choose the meeting first.")))
            return
        self._stop_naming()
        self.entrance.line.clear()
        self._pending += 1
        self._tell_pending()

        def work(_progress: Progress) -> Verdict:
            return store.do(verb, *args)

        self._tools.runner.run(work, done=self._answered, failed=self._not_recorded)

    def _answered(self, verdict: Verdict) -> None:
        self._settle()
        self.entrance.show_verdict(verdict)
        self._sounds.play(look_of(verdict.kind).tone)
        if verdict.kind is VerdictKind.IN and verdict.attendance_id is not None:
            self._let_in_here.append(verdict.attendance_id)
        if verdict.kind is VerdictKind.IN and verdict.worker_id is not None:
            self.entrance.missing.drop(verdict.worker_id)
        if verdict.kind not in (VerdictKind.IN, VerdictKind.ALREADY_IN):
            self.entrance.last.add_turned_away(verdict, self._tools.store.now())

    def _not_recorded(self, failure: Failure) -> None:
        self._settle()
        self.entrance.show_failure(failure)
        self._sounds.play(Tone.REFUSED)
        self.said.emit(notice_of(failure))

    def _settle(self) -> None:
        self._pending -= 1
        self._answered_at = self._clock()
        self._tell_pending()

    def _tell_pending(self) -> None:
        n = self._pending
        words = ngettext("{n} scan is being recorded …", "{n} scans are being recorded …", n).format(n=n)
        self.entrance.pending.setText(words if n > 1 else "")

    def _look_up(self, text: str) -> None:
        meeting = self.entrance.choice.meeting
        if not text or meeting is None or self._naming is not None:
            self.entrance.show_card()
            return
        store = self._tools.store

        def work(_progress: Progress) -> tuple[str, list[DoorFind]]:
            return text, store.read(door.find_at_door, meeting, text)

        self._tools.runner.read(work, done=self._show_found)

    def _show_found(self, answer: tuple[str, list[DoorFind]]) -> None:
        text, found = answer
        if text != self.entrance.line.text().strip():
            return
        rows = [
            PersonRow(one.name, f"{one.organisation}  {one.phone}".strip(), standing_word(one), one)
            for one in found
        ]
        if not any(c.isdigit() for c in text):
            offer = _("Let in “{name}” as a guest").format(name=text)
            rows.append(
                PersonRow(offer, _("Not on file; is written down by name only"), "", GuestOffer(text))
            )
        self.entrance.show_found(text, rows, choose_first=bool(found))

    def _take_found(self) -> None:
        row = self.entrance.found.chosen()
        meeting = self.entrance.choice.meeting
        match row.key if row is not None else None:
            case DoorFind() as one:
                self._ask(attendance.check_in, meeting, one.worker_id)
            case GuestOffer(name):
                self._ask(attendance.guest, meeting, name)

    def _check_in_missing(self) -> None:
        row = self.entrance.missing.chosen()
        if row is not None and isinstance(row.key, UUID):
            self._ask(attendance.check_in, self.entrance.choice.meeting, row.key)
            self.entrance.line.take_focus()

    def _let_in_shown(self) -> None:
        verdict = self.entrance.card.take_let_in()
        if verdict is not None:
            self._let_in(verdict)

    def _let_in(self, verdict: Verdict) -> None:
        if verdict.worker_id is not None:
            self._ask(attendance.let_in, self.entrance.choice.meeting, verdict.worker_id)

    def _ask_for_name(self) -> None:
        verdict = self.entrance.card.verdict
        if verdict is not None and verdict.sheet_row_id is not None and verdict.attendance_id is not None:
            self._naming = verdict.attendance_id
            self.entrance.line.ask_for_name_of(verdict.name)
            self.entrance.line.take_focus()

    def _name_guest(self, name: str) -> None:
        self._ask(attendance.name_guest, self._naming, name)

    def _stop_naming(self) -> None:
        self._naming = None
        self.entrance.line.ask_for_code()

    def _left(self) -> None:
        if self._naming is not None:
            self._stop_naming()
        elif self.window().isFullScreen():
            self.full_screen_asked.emit()

    def _take_back_shown(self) -> None:
        verdict = self.entrance.card.verdict
        if verdict is not None and verdict.attendance_id is not None:
            self._take_back(verdict.attendance_id)

    def _take_back(self, attendance_id: UUID) -> None:
        if attendance_id in self._let_in_here:
            self._let_in_here.remove(attendance_id)
        store = self._tools.store

        def work(_progress: Progress) -> str:
            return store.do(attendance.take_back, attendance_id)

        self._tools.runner.run(work, done=self._taken_back)

    def _taken_back(self, name: str) -> None:
        self.said.emit(Notice(_("The check-in of {name} was taken back.").format(name=name)))

    def _changed_meeting(self, _meeting: UUID) -> None:
        self._stop_naming()
        self._let_in_here.clear()
        self.entrance.begin_anew()
        self._missing_pace.stop()
        self._read()
        self.entrance.line.take_focus()

    def _tab_changed(self, _number: int) -> None:
        self._missing_pace.stop()
        self._read()
        self.entrance.line.take_focus()

    def _missing_due(self) -> None:
        if self._missing_stale:
            self._read()

    def _set_up(self) -> None:
        self.open_page.emit("activities", "new")

    def _read(self) -> None:
        if self._is_reading:
            self._read_again = True
            return
        self._is_reading = True
        verdict = self.entrance.card.verdict
        asked = verdict.attendance_id if verdict is not None else None
        with_missing = self.entrance.shows_missing() and not self._missing_pace.isActive()
        self._missing_stale = not with_missing
        if with_missing:
            self._missing_pace.start()
        work = partial(self._read_state, self.entrance.choice.wanted(), asked, with_missing)
        self._tools.runner.read(work, done=self._show_state, failed=self._not_read)

    def _read_state(
        self, meeting: UUID | None, asked: UUID | None, with_missing: bool, _progress: Progress
    ) -> State:
        store = self._tools.store
        lines = store.read(door_board.meetings, store.now())
        if meeting is not None and meeting not in {line.id for line in lines}:
            line = store.read(door_board.one_meeting, meeting)
            lines += [line] if line is not None else []
        if meeting is None or meeting not in {line.id for line in lines}:
            return State(lines, None, None, None)
        missing = (
            [_missing_row(one) for one in store.read(door_board.missing, meeting)] if with_missing else None
        )
        return State(lines, meeting, store.read(door_board.board, meeting, asked), missing)

    def _show_state(self, state: State) -> None:
        self._is_reading = False
        again, self._read_again = self._read_again, False
        self.entrance.show_meetings(state.meetings, self._tools.store.now())
        if state.board is not None and state.meeting == self.entrance.choice.meeting:
            self.entrance.show_board(state.board)
            if state.missing is not None:
                self.entrance.show_missing(state.missing)
        if again:
            self._soon.start(REFRESH_MS)

    def _not_read(self, failure: Failure) -> None:
        self._is_reading = False
        self.said.emit(notice_of(failure))


def _missing_row(one: MissingLine) -> PersonRow:
    return PersonRow(one.name, one.organisation, one.phone, one.worker_id)
