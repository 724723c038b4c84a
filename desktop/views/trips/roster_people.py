"""Who goes with a batch: rooms and seats typed or proposed, people replaced, taken off or moved."""

from functools import partial
from itertools import pairwise
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import trip_roster_export, trip_roster_rooms, trip_substitution
from desktop.services.trip_lists import Wanted
from desktop.services.trip_roster import RosterLine
from desktop.services.trip_roster_rooms import RoomsSet
from desktop.views.support.empty import EmptyState
from desktop.views.support.filter_edit import FilterEdit
from desktop.views.support.icons import icon
from desktop.views.support.notice import Notice
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools
from desktop.views.support.workbooks import as_xlsx, ask_where
from desktop.views.trips.roster_part import RosterPart, Seen
from desktop.views.trips.roster_table import RosterTable, roster_row


class RosterPeople(RosterPart):
    """The table of the people over what one does with the one the cursor is on."""

    replace_asked = Signal(object)  # UUID of the nomination

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.filter = FilterEdit(_("Name, organisation, room or seat"))
        self.table = RosterTable()
        self.empty = EmptyState(
            "account-multiple-outline",
            _("Nobody on this roster yet"),
            _("Who is chosen and placed in this batch stands here."),
        )
        self.arrange = QPushButton(icon("bed-outline"), _("Rooms and seats"))
        self.replace = QPushButton(icon("account-switch-outline"), _("Replace…"))
        self.take_off = QPushButton(icon("account-minus-outline"), _("Take off…"))
        self.move_to = QPushButton(icon("transfer-right"), _("Move…"))
        self.export = QPushButton(icon("file-excel-outline"), _("Export …"))
        self.menu = QMenu(self.arrange)
        self.arrange.setMenu(self.menu)
        self._lay_out()
        self._fill_menu()
        self._connect()

    def show_seen(self, seen: Seen) -> None:
        """Show the people."""
        super().show_seen(seen)
        self._narrow()
        self._stack.setCurrentWidget(self.table if seen.lines else self.empty)
        self.arrange.setEnabled(seen.roster is not None and bool(seen.roster.going))
        self.move_to.setText(_("Move…") if seen.roster else _("Place…"))
        self._follow()

    def after_failure(self) -> None:
        """Put back what was typed into a cell."""
        self._narrow()

    def propose_rooms(self) -> None:
        """Give rooms to those who have none."""
        if (batch := self._batch()) is not None:
            self.do(lambda: _rooms_words(self._tools.store.do(trip_roster_rooms.propose_rooms, batch)))

    def propose_seats(self) -> None:
        """Number the seats of those who have none."""
        if (batch := self._batch()) is not None:
            self.do(lambda: _seats_words(self._tools.store.do(trip_roster_rooms.propose_seats, batch)))

    def ask_take_off(self) -> None:
        """Ask why somebody is taken off, and by whom it was decided."""
        line = self._line()
        if line is not None and self.take_off.isEnabled():
            sentence = _("{name} is taken off the roster; the place is free then.").format(name=line.name)
            self.bar.ask(sentence, _("Take off the roster"), partial(self._take_off, line.nominee_id))

    def ask_move(self) -> None:
        """Ask to which batch somebody moves, and why."""
        line, seen = self._line(), self.seen
        if line is None or seen is None or not self.move_to.isEnabled():
            return
        here = self._batch()
        others: list[tuple[UUID | None, str]] = [
            (one.batch.id, _("{batch} ({n} free)").format(batch=one.batch.title, n=max(0, one.free)))
            for one in seen.standing.batches
            if one.batch.id != here
        ]
        sentence = _("{name} goes with another batch.").format(name=line.name)
        self.bar.ask(sentence, _("Move over"), partial(self._move, line.nominee_id), others)

    def export_to(self, name: str) -> None:
        """Write the rosters to a workbook, numbers masked."""
        seen, store, path = self.seen, self._tools.store, as_xlsx(name)
        if seen is None:
            return
        wanted = Wanted(seen.standing.programme_id)

        def work(_progress: Progress) -> tuple[int, Path]:
            return store.read(trip_roster_export.export, path, wanted), path

        self._tools.runner.read(work, done=self._exported, label=_("Writing the rosters"))

    def _take_off(self, nominee: UUID) -> None:
        store, grounds = self._tools.store, self.bar.grounds()
        self.do(
            lambda: _("{name} was taken off the roster.").format(
                name=store.do(trip_substitution.withdraw, nominee, grounds)
            )
        )

    def _move(self, nominee: UUID) -> None:
        store, grounds, batch = self._tools.store, self.bar.grounds(), self.bar.batch.value()
        if batch is not None:
            self.do(
                lambda: _("{name} was moved.").format(
                    name=store.do(trip_substitution.move, nominee, batch, grounds)
                )
            )

    def _set_room(self, nominee: UUID, room: str) -> None:
        store = self._tools.store

        def work() -> str:
            remarks = store.do(trip_roster_rooms.set_room, nominee, room)
            return "\n".join([_("The room was saved."), " ".join(remarks)])

        self.do(work)

    def _set_seat(self, nominee: UUID, seat: str) -> None:
        store = self._tools.store

        def work() -> str:
            store.do(trip_roster_rooms.set_seat, nominee, seat)
            return _("The seat was saved.")

        self.do(work)

    def _clear_rooms(self) -> None:
        if (batch := self._batch()) is not None:
            self.do(lambda: _cleared(self._tools.store.do(trip_roster_rooms.clear_rooms, batch)))

    def _clear_seats(self) -> None:
        if (batch := self._batch()) is not None:
            self.do(lambda: _cleared(self._tools.store.do(trip_roster_rooms.clear_seats, batch)))

    def _narrow(self, _text: str = "") -> None:
        if self.seen is None:
            return
        text = self.filter.text().strip().lower()
        rows, at = [roster_row(line) for line in self.seen.lines], max(0, self.table.currentRow())
        self.table.show_rows([row for row in rows if text in "|".join(row.cells).lower()])
        keys = self.table.row_keys()
        if self.table.key() is None and keys:
            self.table.select(keys[min(at, len(keys) - 1)])
        self._follow()

    def _follow(self, _key: object = None) -> None:
        line = self._line()
        may = line is not None and line.is_going
        self.take_off.setEnabled(may and self._batch() is not None)
        others = [] if self.seen is None else [
            one for one in self.seen.standing.batches if one.batch.id != self._batch()
        ]  # fmt: skip
        self.move_to.setEnabled(may and bool(others))
        self.replace.setEnabled(line is not None and self._batch() is not None)

    def _line(self) -> RosterLine | None:
        key = self.table.key()
        return self.seen.line(key) if self.seen is not None and isinstance(key, UUID) else None

    def _batch(self) -> UUID | None:
        return self.seen.roster.batch.id if self.seen is not None and self.seen.roster else None

    def _ask_replace(self) -> None:
        line = self._line()
        if line is not None and self.replace.isEnabled():
            self.replace_asked.emit(line.nominee_id)

    def _ask_where(self) -> None:
        if self.seen is not None:
            ask_where(self, _("Rosters") + ".xlsx", self.export_to)

    def _exported(self, outcome: tuple[int, Path]) -> None:
        count, path = outcome
        words = ngettext("{n} person was written to {file}.", "{n} people were written to {file}.", count)
        self.said.emit(Notice(words.format(n=count, file=path.name)))

    def _fill_menu(self) -> None:
        for words, act in (
            (_("Propose rooms for those without"), self.propose_rooms),
            (_("Number seats for those without"), self.propose_seats),
            (_("Clear all rooms"), self._clear_rooms),
            (_("Clear all seats"), self._clear_seats),
        ):
            action = QAction(words, self.menu)
            action.triggered.connect(act)
            self.menu.addAction(action)

    def _connect(self) -> None:
        self.filter.filter_changed.connect(self._narrow)
        self.filter.left_downwards.connect(self.table.setFocus)
        self.table.chosen.connect(self._follow)
        self.table.said.connect(self.said)
        self.bar.left.connect(self.table.setFocus)
        self.table.removal_asked.connect(self.ask_take_off)
        self.table.room_typed.connect(self._set_room)
        self.table.seat_typed.connect(self._set_seat)
        self.replace.clicked.connect(self._ask_replace)
        self.take_off.clicked.connect(self.ask_take_off)
        self.move_to.clicked.connect(self.ask_move)
        self.export.clicked.connect(self._ask_where)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.filter, 1)
        top.addWidget(self.arrange)
        top.addWidget(self.export)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        for button in (self.replace, self.take_off, self.move_to):
            deeds.addWidget(button)
        deeds.addStretch(1)
        for button in (self.arrange, self.export, self.replace, self.take_off, self.move_to):
            roomy(button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addLayout(deeds)
        column.addWidget(self.bar)
        walk = (self.filter, self.table, self.replace, self.take_off, self.move_to, self.arrange, self.export)
        for before, after in pairwise(walk):
            self.setTabOrder(before, after)


def _rooms_words(done: RoomsSet) -> str:
    told = ngettext("{n} person got a room.", "{n} people got a room.", done.given).format(n=done.given)
    remarks = []
    if done.alone:
        remarks.append(_("Alone in a room: {names}.").format(names=_(", ").join(done.alone)))
    if done.unknown:
        remarks.append(
            _("Alone, as the sex is not on file: {names}.").format(names=_(", ").join(done.unknown))
        )
    return "\n".join([told, " ".join(remarks)])


def _seats_words(count: int) -> str:
    return ngettext("{n} person got a seat.", "{n} people got a seat.", count).format(n=count)


def _cleared(count: int) -> str:
    return ngettext("{n} entry was cleared.", "{n} entries were cleared.", count).format(n=count)
