"""Going through the rows of a proposal: what is looked at, what is decided, who walked in."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal

from desktop.core.progress import Progress
from desktop.core.reading import Mark
from desktop.services import reading
from desktop.services.door import DoorFind
from desktop.services.reading_parts import Decision, Proposal, ProposedRow, SheetProposal
from desktop.views.reading.entries import entries_of, takes_name
from desktop.views.reading.lines import Found
from desktop.views.reading.page_looks import PageLooks
from desktop.views.reading.proposal_view import ProposalView
from desktop.views.reading.stack import Stack
from desktop.views.reading.summary_bar import Shown
from desktop.views.reading.words import asks_sum
from desktop.views.support.tools import Tools


class LookingThrough(QObject):
    """Knows the row one is at; every decision is seen at once and proposed anew a moment later."""

    said = Signal(object)  # Notice

    def __init__(self, tools: Tools, stack: Stack, view: ProposalView, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._stack = stack
        self._view = view
        self._rows: dict[UUID, tuple[SheetProposal, ProposedRow]] = {}
        self._has_left = False
        self._undone: UUID | None = None
        self.looks = PageLooks(tools.store, tools.runner, view.picture, self)
        self._connect()

    def current(self) -> ProposedRow | None:
        """Return the row one is at."""
        key = self._view.rows.current_key()
        return self._rows[key][1] if key is not None and key in self._rows else None

    def decide(self, mark: Mark) -> None:
        """Say that the row one is at is signed, or not, and go on to the next to be looked at."""
        row = self.current()
        if row is not None:
            before = self._stack.decisions.get(row.row_id, Decision())
            self._settle(row, replace(before, mark=mark), replace(row, mark=mark, decided=True))

    def put_back(self) -> None:
        """Take back what was decided about the row one is at."""
        row = self.current()
        if row is not None and row.row_id in self._stack.decisions:
            self._stack.decide(row.row_id, None)
            self._show_line(replace(row, mark=row.judged, decided=False))
            self._look_at(row.row_id)

    def undo_last(self) -> bool:
        """Take back the last decision and go to its row; say whether there was one."""
        key = self._stack.undo_decision()
        if key is None:
            return False
        self._undone = key
        return True

    def name(self, worker: UUID | None, name: str, organisation: str) -> None:
        """Write down who walked in, and what was received, and go on."""
        row = self.current()
        if row is not None and takes_name(row):
            fen = self._view.walk_in.fen()
            decision = Decision(Mark.SIGNED, worker, name, organisation, fen)
            told = replace(row, mark=Mark.SIGNED, decided=True, name=name, organisation=organisation, fen=fen)
            self._settle(row, decision, told)

    def accept(self) -> None:
        """Enter what is settled; a name still being typed counts."""
        self._view.walk_in.take_typed()
        if self._view.accept.isEnabled():
            self._view.accept.setEnabled(False)
            self._stack.accept()

    def _connect(self) -> None:
        view, rows, card = self._view, self._view.rows, self._view.walk_in
        self._stack.proposed.connect(self._show)
        self._stack.entered.connect(self._entered)
        self._stack.refused.connect(self._refused)
        view.accept_asked.connect(self.accept)
        view.summary.chosen.connect(self._narrow)
        view.sheets.page_asked.connect(self._go_to_page)
        rows.current_changed.connect(self._look_at)
        rows.signed_asked.connect(self._signed)
        rows.empty_asked.connect(self._empty)
        rows.judged_asked.connect(self.put_back)
        rows.name_asked.connect(self._ask_name)
        rows.page_asked.connect(self._turn_picture)
        rows.accept_asked.connect(self.accept)
        card.looked_up.connect(self._look_up)
        card.named.connect(self.name)
        card.unnamed.connect(self._leave_unnamed)
        card.empty.connect(self._empty)
        card.left.connect(self._focus_rows)
        card.accept_asked.connect(self.accept)

    def _show(self, proposal: Proposal) -> None:
        self._rows = {row.row_id: (sheet, row) for sheet in proposal.sheets for row in sheet.rows}
        self.looks.show_reads(self._stack.shown())
        self._view.show_proposal(proposal)
        if self._has_left:
            self._has_left = False
            self._view.summary.choose(Shown.DOUBTFUL)
        self._fill()
        self._go_to_undone()

    def _go_to_undone(self) -> None:
        undone, self._undone = self._undone, None
        if undone is None or undone not in self._rows:
            return
        if not self._view.rows.choose(undone):
            self._view.summary.choose(Shown.ALL)
            self._fill()
            self._view.rows.choose(undone)
        self._focus_rows()

    def _fill(self) -> None:
        shown = self._view.summary.shown()
        self._view.rows.show_entries(entries_of(self._stack.proposal, self._stack.shown(), shown))
        self._look_at(self._view.rows.current_key())

    def _narrow(self, _shown: Shown) -> None:
        self._fill()
        self._focus_rows()

    def _look_at(self, key: UUID | None) -> None:
        found = self._rows.get(key) if key is not None else None
        card = self._view.walk_in
        if found is None:
            card.put_away()
            self.looks.show_nothing()
            return
        sheet, row = found
        self.looks.show_row(sheet, row)
        if takes_name(row) and row.mark in (Mark.SIGNED, Mark.DOUBTFUL):
            card.show_row(row, asks_sum(sheet))
        else:
            card.put_away()

    def _signed(self) -> None:
        self.decide(Mark.SIGNED)

    def _leave_unnamed(self) -> None:
        row = self.current()
        if row is not None and self._view.walk_in.fen() is not None:
            self.name(None, "", "")
        else:
            self._signed()

    def _empty(self) -> None:
        self.decide(Mark.EMPTY)

    def _ask_name(self) -> None:
        row = self.current()
        if row is not None and takes_name(row):
            self._view.walk_in.show_row(row, asks_sum(self._rows[row.row_id][0]))
            self._view.walk_in.begin()

    def _settle(self, row: ProposedRow, decision: Decision, told: ProposedRow) -> None:
        typing = self._view.walk_in.name.hasFocus()
        self._stack.decide(row.row_id, decision)
        self._show_line(told)
        self._view.walk_in.put_away()
        self._view.rows.next_open()
        following = self.current()
        self._look_at(self._view.rows.current_key())
        if typing and following is not None and following != told and takes_name(following):
            self._view.walk_in.begin()
        else:
            self._focus_rows()

    def _show_line(self, row: ProposedRow) -> None:
        sheet, _before = self._rows[row.row_id]
        self._rows[row.row_id] = (sheet, row)
        self._view.rows.lines.replace(Found(sheet, row))

    def _look_up(self, text: str) -> None:
        row = self.current()
        meeting = self._rows[row.row_id][0].meeting_id if row is not None else None
        if meeting is None:
            self._view.walk_in.show_found(text, ())
            return
        store = self._tools.store

        def look(_progress: Progress) -> tuple[str, Sequence[DoorFind]]:
            return text, store.read(reading.people_for_walk_in, meeting, text)

        self._tools.runner.read(look, done=self._show_found)

    def _show_found(self, answer: tuple[str, Sequence[DoorFind]]) -> None:
        self._view.walk_in.show_found(*answer)

    def _go_to_page(self, sheet: UUID, page: int) -> None:
        self._view.summary.choose(Shown.ALL)
        self._fill()
        key = self._view.first_of(self._stack.proposal, sheet, page)
        if key is not None:
            self._view.rows.choose(key)
        self._focus_rows()

    def _turn_picture(self) -> None:
        self._view.picture.follow(not self._view.picture.follows())

    def _focus_rows(self) -> None:
        self._view.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _entered(self, _entered: object) -> None:
        self._has_left = bool(self._stack.reads)

    def _refused(self, _failure: object) -> None:
        self._view.accept.setEnabled(bool(self._stack.reads))
