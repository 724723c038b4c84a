"""The waiting list as it stands for one place of a batch, and the place given to who is next."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import trip_substitution
from desktop.services.trip_nominees import state_word
from desktop.services.trip_roster_order import Candidate, InLine, next_in_line
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.theme import primary, roomy
from desktop.views.support.tools import Tools
from desktop.views.trips.roster_part import RosterPart, Seen


class RosterPlaces(RosterPart):
    """A choice of the place above, the people in line below, each with what is against them."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._wanted: UUID | None = None
        self._line: InLine | None = None
        self._stale = False
        self.place = QComboBox()
        self.place.setAccessibleName(_("Which place"))
        self.told = QLabel()
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.table = ShortTable(
            _("Waiting list"),
            [_("No."), _("Name"), _("Organisation"), _("Front line"), _("Wish"), _("Against it")],
            2,
            frozenset({0}),
        )
        self.empty = EmptyState(
            "account-clock-outline",
            _("Nobody waits"),
            _("Who was named and not chosen waits here in the order of the choice."),
        )
        self.give = QPushButton(icon("account-check-outline", "on_accent"), _("Give the place…"))
        primary(self.give)
        self._lay_out()
        self.place.activated.connect(self._choose)
        self.table.chosen.connect(self._follow)
        self.table.opened.connect(self._ask)
        self.table.said.connect(self.said)
        self.bar.left.connect(self.table.setFocus)
        self.give.clicked.connect(self._ask)

    def show_seen(self, seen: Seen) -> None:
        """Offer the places, and read the line for the one chosen."""
        super().show_seen(seen)
        before = self.place.currentData()
        self.place.blockSignals(True)
        self.place.clear()
        for one in seen.left:
            words = _("Place of {name} ({state})").format(name=one.name, state=state_word(one.state))
            self.place.addItem(words, one.nominee_id)
        if seen.roster is not None and seen.roster.standing.free > 0:
            self.place.addItem(_("A free place"), None)
        self._offer_wanted(seen)
        found = self.place.findData(before)
        self.place.setCurrentIndex(found if before is not None and found >= 0 else self._usual())
        self.place.blockSignals(False)
        self.place.setEnabled(self.place.count() > 1)
        self._stale = True
        self._catch_up()

    def replace(self, nominee: UUID) -> None:
        """Look who would come in the place of somebody on the roster, or who left it."""
        self._wanted = nominee
        if self.seen is not None:
            self.show_seen(self.seen)
            self.place.setCurrentIndex(max(0, self.place.findData(nominee)))
            self._read()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while something else was looked at."""
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        # Everybody is checked anew for it, which takes its time where thousands are named.
        if self._stale and self.isVisible():
            self._read()

    def _offer_wanted(self, seen: Seen) -> None:
        """Offer the place of somebody still on the roster, who leaves when it is given away."""
        line = seen.line(self._wanted) if self._wanted else None
        if line is None or not line.is_going or seen.roster is None:
            self._wanted = None
            return
        self.place.addItem(_("Place of {name} (leaves for it)").format(name=line.name), line.nominee_id)

    def _usual(self) -> int:
        if self._wanted is not None:
            return self.place.findData(self._wanted)
        return 0 if self.place.count() else -1

    def _choose(self, _number: int) -> None:
        self.bar.close_bar()
        self._read()

    def _read(self) -> None:
        self._stale = False
        seen, out, store = self.seen, self.place.currentData(), self._tools.store
        if seen is None or seen.roster is None:
            self._show(InLine(UUID(int=0), ()))
            return
        batch = seen.roster.batch.id
        if not isinstance(out, UUID):
            out = None

        def work(_progress: Progress) -> InLine:
            return store.read(next_in_line, batch, out)

        self._tools.runner.read_newest(work, done=self._show)

    def _show(self, line: InLine) -> None:
        is_another = self._line is None or self._line.batch_id != line.batch_id
        self._line = line
        self._stack.setCurrentWidget(self.table if line.candidates else self.empty)
        self.table.show_rows([_row(one) for one in line.candidates])
        self.told.setText(self._words(line))
        if line.first is not None and (is_another or self.table.key() is None):
            self.table.select(line.first.nominee_id)
        self._follow()

    def _words(self, line: InLine) -> str:
        if not line.candidates:
            return ""
        if self.place.count() == 0:
            return _("Every place of this batch is taken. Choose somebody under People to replace.")
        if line.first is None:
            return _("Nobody on the waiting list can have this place.")
        return _("Next in line: {name} ({organisation}).").format(
            name=line.first.name, organisation=line.first.organisation
        )

    def _follow(self, _key: object = None) -> None:
        one = self._candidate()
        self.give.setEnabled(one is not None and one.may_come and self.place.count() > 0)

    def _candidate(self) -> Candidate | None:
        key = self.table.key()
        found = self._line.candidates if self._line else ()
        return next((one for one in found if one.nominee_id == key), None)

    def _ask(self, _key: object = None) -> None:
        one, line = self._candidate(), self._line
        if one is None or line is None or not self.give.isEnabled():
            return
        skipped = [two for two in line.passed_over(one.nominee_id) if two.may_come]
        words = _("{name} gets: {place}.").format(name=one.name, place=self.place.currentText())
        if skipped:
            names = _(", ").join(two.name for two in skipped)
            words += " " + _("Passed over: {names}.").format(names=names)
        out = self.place.currentData()
        act = partial(self._give, line.batch_id, out if isinstance(out, UUID) else None, one.nominee_id)
        self.bar.ask(words, _("Give the place"), act, out_of_order=bool(skipped))

    def _give(self, batch: UUID, out: UUID | None, into: UUID) -> None:
        store, grounds, why = self._tools.store, self.bar.grounds(), self.bar.out_of_order.words()

        def work() -> str:
            if out is None:
                done = store.do(trip_substitution.fill, batch, into, grounds, why)
                return _("{name} has a place now.").format(name=done.in_name)
            done = store.do(trip_substitution.substitute, out, into, grounds, why)
            return _("{name} has the place of {out} now.").format(name=done.in_name, out=done.out_name)

        self._wanted = None
        self.do(work)

    def _lay_out(self) -> None:
        roomy(self.place)
        top = QHBoxLayout()
        top.setSpacing(8)
        label = QLabel(_("For:"))
        label.setBuddy(self.place)
        top.addWidget(label)
        top.addWidget(self.place, 1)
        top.addWidget(self.give)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.told)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)


def _row(one: Candidate) -> ShortRow:
    return ShortRow(
        one.nominee_id,
        (
            str(one.place),
            one.name,
            one.organisation,
            _("yes") if one.frontline else _("no"),
            "" if one.wishes is None else str(one.wishes),
            one.hindrance or "–",
        ),
        hint=one.hindrance or f"{one.name} · {one.organisation} · {one.post}".rstrip(" ·"),
        quiet=not one.may_come,
    )
