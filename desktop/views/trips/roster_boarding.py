"""The departure of a batch: set up for the door, followed while people board, and who was missing."""

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop.core.dates import parse_moment
from desktop.core.i18n import _, ngettext
from desktop.services import trip_boarding
from desktop.services.clock import in_utc, local
from desktop.services.trip_boarding import Departure
from desktop.views.support.date_fields import MomentField
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, primary, roomy, titled, toned
from desktop.views.support.times import moment_words
from desktop.views.support.tools import Tools
from desktop.views.trips.roster_part import RosterPart, Seen


class RosterBoarding(RosterPart):
    """The hour and the place, three counts, and the people still missing."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._saving = False
        self.form = Form(_("Set up the departure"))
        self.at = self.form.add(MomentField("departs_at", _("Departure"), self._moment, required=True))
        self.place = self.form.add(LineField("meeting_place", _("Meeting place")))
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setWordWrap(True)
        self.counts = tuple(_Count(words) for words in (_("Expected"), _("Aboard"), _("Missing")))
        self.door = QPushButton(icon("door-open"), _("Door"))
        self.sheet = QPushButton(icon("printer-outline"), _("Sign-in sheet"))
        self.table = ShortTable(
            _("People still missing"),
            [_("No."), _("Name"), _("Organisation"), _("Mobile")],
            2,
            frozenset({0}),
        )
        self.absent = QPushButton(icon("account-off-outline"), _("Did not come…"))
        self._lay_out()
        self.form.save_asked.connect(self.save)
        self.door.clicked.connect(self._to_door)
        self.sheet.clicked.connect(self._to_paper)
        self.absent.clicked.connect(self.ask_absent)
        self.table.itemSelectionChanged.connect(self._follow)
        self.table.said.connect(self.said)
        self.bar.left.connect(self.table.setFocus)

    def show_seen(self, seen: Seen) -> None:
        """Show how the departure stands; what is being typed stays."""
        before = self.seen
        super().show_seen(seen)
        if seen.roster is None:
            return
        is_another = before is None or before.roster is None or before.roster.batch.id != seen.roster.batch.id
        if is_another or not self.form.is_dirty():
            hour = trip_boarding.proposed_hour(seen.roster.batch)
            self.at.set_value(in_utc(hour) if hour else None)
            self.place.set_value(seen.roster.batch.meeting_place)
        self._show_departure(seen.departure)
        self.form.settle()
        self._free()

    def save(self) -> None:
        """Set the departure up, or bring it up to date."""
        seen, store = self.seen, self._tools.store
        if seen is None or seen.roster is None:
            return
        batch, at, place = seen.roster.batch.id, self.at.value(), self.place.words()

        def work() -> str:
            made = store.do(trip_boarding.make_departure, batch, at, place)
            return ngettext(
                "{n} person is expected at the door.", "{n} people are expected at the door.", made.expected
            ).format(n=made.expected)

        self._saving = True
        self.form.set_busy(True)
        self.do(work)

    def ask_absent(self) -> None:
        """Ask why the chosen people did not come."""
        keys = self._chosen()
        if keys:
            sentence = ngettext(
                "{n} person is noted as a no-show; the place can be given away then.",
                "{n} people are noted as no-shows; their places can be given away then.",
                len(keys),
            ).format(n=len(keys))
            self.bar.ask(sentence, _("Did not come"), partial(self._note_absent, keys))

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self.form.is_dirty()

    def _note_absent(self, keys: list[UUID]) -> None:
        store, grounds = self._tools.store, self.bar.grounds()

        def work() -> str:
            n = store.do(trip_boarding.note_no_shows, keys, grounds)
            return ngettext("{n} no-show was noted.", "{n} no-shows were noted.", n).format(n=n)

        self.do(work)

    def _failed(self, failure: Failure) -> None:
        if self._saving:
            self._saving = False
            self.form.refuse(failure)
            self._free()
        else:
            super()._failed(failure)

    def _done(self, outcome: tuple[str, str | None]) -> None:
        if self._saving:
            self.at.set_value(self.at.value())
            self.place.set_value(self.place.words())
        self._saving = False
        self.form.settle()
        self._free()
        super()._done(outcome)

    def _show_departure(self, now: Departure | None) -> None:
        self.state.setText(_state_words(now))
        toned(self.state, "due" if now is None or not now.is_current or now.strangers else "quiet")
        numbers = (now.expected, now.aboard, len(now.missing)) if now else (0, 0, 0)
        for tile, number in zip(self.counts, numbers, strict=True):
            tile.show_number(number, now is not None)
        self.form.save_button.setText(_("Bring up to date") if now else _("Set up the departure"))
        for button in (self.door, self.sheet):
            button.setEnabled(now is not None)
        self.table.show_rows(
            [
                ShortRow(one.nominee_id, (str(one.number), one.name, one.organisation, one.phone))
                for one in (now.missing if now else ())
            ]
        )
        self._follow()

    def _follow(self) -> None:
        now = self.seen.departure if self.seen else None
        self.absent.setEnabled(now is not None and now.has_left and bool(self._chosen()))
        self.absent.setToolTip(
            "" if now is None or now.has_left else _("Once the hour of the departure has passed.")
        )

    def _free(self) -> None:
        """What is proposed may be saved as it stands."""
        self.form.save_button.setEnabled(True)

    def _chosen(self) -> list[UUID]:
        keys = self.table.row_keys()
        rows = sorted({index.row() for index in self.table.selectedIndexes()})
        return [key for row in rows if isinstance(key := keys[row], UUID)]

    def _to_door(self) -> None:
        if self.seen and self.seen.departure:
            self.open_item.emit("meeting", self.seen.departure.meeting_id)

    def _to_paper(self) -> None:
        if self.seen and self.seen.departure:
            self.open_item.emit("print-activity", self.seen.departure.activity_id)

    def _moment(self, words: str) -> datetime:
        return parse_moment(words, local(self._tools.store.now()))

    def _lay_out(self) -> None:
        primary(self.form.save_button)
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        for tile in self.counts:
            tiles.addWidget(tile, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.door, self.sheet, self.absent):
            roomy(button)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.form)
        column.addWidget(self.state)
        column.addLayout(tiles)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        column.addWidget(self.bar)


class _Count(QFrame):
    """A number with its word."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.number = QLabel("–", alignment=Qt.AlignmentFlag.AlignCenter)
        titled(self.number, 1.5)
        word = QLabel(words, alignment=Qt.AlignmentFlag.AlignCenter)
        muted(word)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addStretch(1)
        row.addWidget(self.number)
        row.addWidget(word)
        row.addStretch(1)

    def show_number(self, value: int, known: bool) -> None:
        """Show a number, or a dash where nothing is known."""
        self.number.setText(f"{value:,}" if known else "–")
        self.setAccessibleName(f"{self._words} {value:,}")


def _state_words(now: Departure | None) -> str:
    if now is None:
        return _("Not set up yet: the door and the sign-in sheet need a departure.")
    if not now.is_current:
        words = _("The roster has changed: {more} to enrol, {less} to strike off. Bring the list up to date.")
        return words.format(more=now.to_enrol, less=now.to_strike)
    when = moment_words(now.starts_at)
    leaves = _("Leaves {when}; the list at the door is that of the roster.")
    told = (_("Left {when}.") if now.has_left else leaves).format(when=when)
    if not now.strangers:
        return told
    words = ngettext(
        "{n} person was let in who is not on the roster.",
        "{n} people were let in who are not on the roster.",
        now.strangers,
    )
    return f"{told} {words.format(n=now.strangers)}"
