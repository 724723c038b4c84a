"""What is seen at the door: the meeting, the scan line, the answer, the counts and the lists."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.services.attendance import Verdict
from desktop.services.door_board import Board, MeetingLine
from desktop.views.door.count_tiles import CountTiles
from desktop.views.door.last_scans import LastScans
from desktop.views.door.meeting_choice import MeetingChoice
from desktop.views.door.scan_line import ScanLine
from desktop.views.door.verdict_card import VerdictCard
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.person_list import PersonList, PersonRow
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import icon_size, muted


class Entrance:
    """Builds the parts on a page and shows on them what the page was told."""

    def __init__(self, memory: QSettings, page: QWidget) -> None:
        self.choice = MeetingChoice(memory)
        self.full_screen = QToolButton(autoRaise=True)
        self.line = ScanLine()
        self.pending = QLabel()
        self.card = VerdictCard()
        self.found = PersonList(_("People found"))
        self.tiles = CountTiles()
        self.last = LastScans()
        self.missing = PersonList(_("Missing people"))
        self.nobody = QLabel(_("Nobody is missing."))
        self.tabs = QTabWidget()
        self.empty = EmptyState(
            "door-open",
            _("There is no meeting to stand at the door of"),
            _("Set up an activity first; its meetings then appear here, today's first."),
            _("Set up an activity"),
        )
        self.found_for = ""
        self._whole = QStackedWidget()
        self._answer = QStackedWidget()
        self._lay_out(page)

    def show_meetings(self, lines: Sequence[MeetingLine], now: datetime) -> None:
        """Offer the meetings, or the first step where there is none."""
        self._whole.setCurrentIndex(1 if lines else 2)
        self.choice.show_meetings(lines, now)

    def begin_anew(self) -> None:
        """Stand at another door."""
        self.card.rest()
        self.last.forget()
        self.missing.show_rows([])
        self.show_card()

    def show_board(self, board: Board) -> None:
        """Show counts and who came; say so where the check-in on the card no longer stands."""
        self.tiles.show_counts(board.counts)
        self.last.show_came(board.last)
        self.tabs.setTabText(1, _("Missing ({n})").format(n=f"{board.counts.absent:,}"))
        verdict = self.card.verdict
        asked_of_this = verdict is not None and board.asked == verdict.attendance_id
        if board.asked is not None and asked_of_this and not board.asked_is_in:
            self.card.show_taken_back()

    def show_missing(self, rows: Sequence[PersonRow]) -> None:
        """Show who has a place and is not in."""
        self.missing.show_rows(rows)
        self.nobody.setVisible(not rows)
        self.missing.setVisible(bool(rows))

    def shows_missing(self) -> bool:
        """Say whether the list of the missing is looked at."""
        return self.tabs.currentIndex() == 1

    def show_verdict(self, verdict: Verdict) -> None:
        """Show an answer, unless a name is being typed meanwhile."""
        self.card.show_verdict(verdict)
        if not self.line.text():
            self.show_card()

    def word(self) -> str:
        """Return the large word of the answer shown."""
        return self.card.word.text()

    def show_failure(self, failure: Failure) -> None:
        """Say that nothing was recorded."""
        self.card.show_failure(failure)
        self.show_card()

    def show_card(self) -> None:
        """Put the answer in front of the people found."""
        self.found_for = ""
        self._answer.setCurrentIndex(0)

    def show_found(self, text: str, rows: Sequence[PersonRow], choose_first: bool) -> None:
        """Put the people found for a text in front of the answer."""
        self.found_for = text
        self.found.setCurrentIndex(self.found.model().index(-1, 0))
        self.found.show_rows(rows)
        if choose_first:
            self.found.step(1)
        self._answer.setCurrentIndex(1)

    def shows_found(self) -> bool:
        """Say whether people found stand in front of the answer."""
        return self._answer.currentIndex() == 1

    def _lay_out(self, page: QWidget) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.choice, 1)
        self.full_screen.setIcon(icon("fullscreen"))
        self.full_screen.setIconSize(icon_size(self.full_screen, 24))
        self.full_screen.setToolTip(_("Full screen (F11)"))
        self.full_screen.setAccessibleName(_("Full screen (F11)"))
        muted(self.pending)
        head.addWidget(self.pending)
        head.addWidget(self.full_screen)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(head)
        left.addWidget(self.line)
        left.addWidget(self._stack_answer(), 1)
        left.addWidget(self.tiles)
        self._build_tabs()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(left, 5)
        row.addWidget(self.tabs, 3)
        busy = QWidget()
        busy.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        # Nothing is said about missing meetings before they have been looked for.
        for part in (QWidget(), busy, self.empty):
            self._whole.addWidget(part)
        self._whole.setCurrentIndex(1)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addWidget(self._whole)

    def _stack_answer(self) -> QWidget:
        people = QWidget()
        column = QVBoxLayout(people)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        hint = QLabel(_("Enter checks in who is marked, the arrow keys choose, Esc goes back."))
        hint.setWordWrap(True)
        muted(hint)
        column.addWidget(hint)
        column.addWidget(self.found, 1)
        self._answer.addWidget(self.card)
        self._answer.addWidget(people)
        return self._answer

    def _build_tabs(self) -> None:
        absent = QWidget()
        column = QVBoxLayout(absent)
        column.setContentsMargins(0, 0, 0, 0)
        self.nobody.setContentsMargins(12, 12, 12, 12)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        muted(self.nobody)
        self.nobody.hide()
        column.addWidget(self.nobody)
        column.addWidget(self.missing, 1)
        self.tabs.addTab(self.last, _("Last scans"))
        self.tabs.addTab(absent, _("Missing"))
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Lists"))
        self.tabs.setMinimumWidth(280)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
