"""One round: written, printed, and entered as done."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import deliveries, delivery_choice
from desktop.services.delivery_choice import StoreGoods
from desktop.services.delivery_parts import Goods, Proposal, RoundCard, RoundEntry, Stop
from desktop.services.delivery_proposal import propose_delivery
from desktop.views.sites.delivery_add import DeliveryAdd
from desktop.views.sites.delivery_ask_bar import DeliveryAskBar
from desktop.views.sites.delivery_papers_tab import DeliveryPapersTab
from desktop.views.sites.delivery_table import DeliveryTable
from desktop.views.support.date_fields import DateField, spelt_day, told_from
from desktop.views.support.fields import Field, LineField
from desktop.views.support.icons import icon
from desktop.views.support.tab_mark import TabMark
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, primary, roomy, titled, toned
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


@dataclass(frozen=True)
class _Read:
    card: RoundCard | None
    proposal: Proposal | None
    stops: list[Stop]
    goods: list[StoreGoods]


class DeliverySide(QWidget):
    """Shows a round; a new one begins with what the sites below their minimum need."""

    said = Signal(object)  # Notice
    kept = Signal(object)  # UUID
    given_up = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._round: UUID | None = None
        self._card: RoundCard | None = None
        self._new = False
        self._changed = False
        self._handed = False
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.title = QLabel()
        titled(self.title)
        self.state = QLabel()
        self.state.setWordWrap(True)
        muted(self.state)
        self.day = DateField("planned_on", _("Day"), told_from(date.today), required=True)
        self.driver = LineField("driver", _("Goes with"))
        self.remark = LineField("remark", _("Remark"))
        self.lacks = QLabel()
        self.lacks.setWordWrap(True)
        toned(self.lacks, "due", "due_ground")
        self.table = DeliveryTable()
        self.add = DeliveryAdd()
        self.ask = DeliveryAskBar()
        self.error = QLabel()
        self.error.setWordWrap(True)
        self.error.hide()
        toned(self.error, "error")
        self.earlier = self._button(
            "arrow-up", _("Earlier"), _("Go to this stop earlier (Alt+Up; with Shift the whole island)")
        )
        self.later = self._button(
            "arrow-down", _("Later"), _("Go to this stop later (Alt+Down; with Shift the whole island)")
        )
        self.off = self._button("delete-outline", _("Take off"), _("Take this line off the round (Del)"))
        self.remove = self._button("delete-outline", _("Remove"), _("Take the round off the list"))
        self.back = QPushButton(_("Put back"))
        self.save_button = QPushButton(_("Save"))
        self.done_button = QPushButton(icon("truck-check-outline", "on_accent"), _("Round done"))
        self.papers = DeliveryPapersTab(tools)
        self.tabs = QTabWidget()
        TabMark(self.tabs.tabBar())
        self.tabs.setDocumentMode(True)
        self._lay_out()
        self._connect()

    def show_round(self, item: UUID) -> None:
        """Read a round and show it."""
        if item != self._round:
            self.forget()
        self._round, self._new = item, False
        self._read()

    def begin_new(self) -> None:
        """Propose a round to whoever is short."""
        self._round, self._card, self._new = None, None, True
        self.forget()
        self.day.set_value(date.today())
        self.driver.set_value("")
        self.remark.set_value("")
        self._read()

    def refresh(self) -> None:
        """Read again what is shown; what is being written stays."""
        if not self.is_dirty() and not self._new and self._round is not None:
            self._read()

    def round(self) -> UUID | None:
        """Return the round shown."""
        return self._round

    def is_new(self) -> bool:
        """Say whether a new round is being written."""
        return self._new

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self._changed or self._handed

    def forget(self) -> None:
        """Let go of what was typed."""
        self._changed = self._handed = False

    def take_off(self) -> None:
        """Take a planned round off the list; undo brings it back."""
        card, store = self._card, self._tools.store
        if card is None or card.is_done:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            number = store.do(deliveries.remove, card.id)
            return _("The round {number} was removed.").format(number=number), store.next_undo()

        self._tools.runner.run(work, done=self._told, failed=self._refuse)

    def _read(self) -> None:
        store, item, is_new, times = self._tools.store, self._round, self._new, self.ask.fill()

        def look(_progress: Progress) -> _Read:
            return _Read(
                None if item is None else store.read(deliveries.round_card, item),
                store.read(propose_delivery, None, times) if is_new else None,
                store.read(delivery_choice.stops),
                store.read(delivery_choice.store_goods, item),
            )

        self._tools.runner.read_newest(look, done=self._show, failed=self._lost)

    def _show(self, read: _Read) -> None:
        self.add.offer(read.stops, read.goods)
        if read.proposal is not None and self._new:
            self._show_proposal(read.proposal)
        elif read.card is not None and read.card.id == self._round:
            self._show_card(read.card)

    def _show_proposal(self, proposal: Proposal) -> None:
        self.title.setText(_("New round"))
        self.state.setText(
            _("Proposed for the sites below their minimum. Change what you like, then save.")
            if proposal.stops
            else _("No site is below its minimum. Add what is to be brought.")
        )
        self.ask.offer(proposal.stops)
        self._tell_lacks([(one.lacks, one.unit, one.item) for one in proposal.lacks])
        self.table.show_stops(self.ask.wanted(proposal.stops), editable=True, saved=False)
        self._changed = False
        self._settle(editable=True)

    def _show_card(self, card: RoundCard) -> None:
        self._card = card
        self.title.setText(_("Round {number}").format(number=card.number))
        self.state.setText(_state_words(card))
        self.day.set_value(card.planned_on)
        self.driver.set_value(card.driver)
        self.remark.set_value(card.remark)
        short = [] if card.is_done else [one for one in card.picks if one.lacks]
        self._tell_lacks([(one.lacks, one.unit, f"{one.item} {one.number}".strip()) for one in short])
        self.table.show_stops(card.stops, editable=not card.is_done, saved=True)
        self.forget()
        self._settle(editable=not card.is_done)
        self.papers.show_round(card)

    def _tell_lacks(self, lacks: list[tuple[int, str, str]]) -> None:
        words = _(", ").join(f"{count} {unit} {name}" for count, unit, name in lacks)
        self.lacks.setText(_("The store lacks: {what}.").format(what=words) if lacks else "")
        self.lacks.setVisible(bool(lacks))

    def _settle(self, editable: bool) -> None:
        self.error.hide()
        for widget in (self.add, self.earlier, self.later, self.off, self.back, self.save_button):
            widget.setVisible(editable)
        for field in (self.day, self.driver, self.remark):
            field.set_read_only(not editable)
        self.ask.setVisible(self._new)
        planned = editable and not self._new
        self.remove.setVisible(planned)
        self.done_button.setVisible(planned)
        self.back.setText(_("Not now") if self._new else _("Put back"))
        self.tabs.setTabVisible(1, not self._new)
        if self._new:
            self.tabs.setCurrentIndex(0)
        self._follow()

    def _follow(self) -> None:
        self.ask.setEnabled(not self._changed)
        self.save_button.setEnabled(self._changed or (self._new and bool(self.table.wanted())))
        self.back.setEnabled(self._changed or self._new)
        self.done_button.setEnabled(not self._changed)
        self.done_button.setToolTip(_("Save the changes first.") if self._changed else "")

    def _touched(self) -> None:
        self._changed = True
        self.error.hide()
        self._follow()

    def _count_handed(self) -> None:
        """What was handed over is entered with the round, so it is looked after like what was typed."""
        self._handed = True
        self.error.hide()

    def _add(self, stop: Stop, goods: Goods) -> None:
        self.table.add(stop, goods)

    def _go_earlier(self) -> None:
        self.table.move_stop(-1)

    def _go_later(self) -> None:
        self.table.move_stop(1)

    def _put_back(self) -> None:
        if self._new:
            self._new = self._changed = False
            self.given_up.emit()
        elif self._card is not None:
            self._show_card(self._card)

    def save(self) -> None:
        """Save the round as it is written."""
        day = self._planned_on()
        if day is None:
            return
        entry = RoundEntry(day, self.table.wanted(), self.driver.words(), self.remark.words())
        store, item = self._tools.store, self._round

        def work(_progress: Progress) -> tuple[RoundCard, str, str | None]:
            card = (
                store.do(deliveries.plan, entry) if item is None else store.do(deliveries.change, item, entry)
            )
            return card, _("The round {number} was saved.").format(number=card.number), store.next_undo()

        self._tools.runner.run(work, done=self._saved, failed=self._refuse)

    def _planned_on(self) -> date | None:
        try:
            return self.day.value()
        except FieldError as error:
            self.day.show_error(str(error))
            self.day.setFocus()
            return None

    def _enter_done(self) -> None:
        card, store, given = self._card, self._tools.store, self.table.handed_over()
        if card is None:
            return

        def work(_progress: Progress) -> tuple[RoundCard, str, str | None]:
            done = store.do(deliveries.done, card.id, given)
            words = _("The round {number} is done; the goods lie at the sites now.")
            return done, words.format(number=done.number), store.next_undo()

        self._tools.runner.run(work, done=self._saved, failed=self._refuse)

    def _saved(self, outcome: tuple[RoundCard, str, str | None]) -> None:
        card, sentence, label = outcome
        self._round, self._new = card.id, False
        self._show_card(card)
        self._undoing.tell(sentence, label)
        self.kept.emit(card.id)

    def _told(self, outcome: tuple[str, str | None]) -> None:
        self._undoing.tell(*outcome)

    def _refuse(self, failure: Failure) -> None:
        self.error.setText(f"{failure.sentence} {failure.remedy}".strip())
        self.error.show()

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()

    def _lost(self, _failure: Failure) -> None:
        """The round was removed meanwhile; the list says so."""
        self._round, self._card = None, None

    def _connect(self) -> None:
        for field in (self.day, self.driver, self.remark):
            field.edited.connect(self._touched)
            field.save_asked.connect(self.save)
        self.table.changed.connect(self._touched)
        self.table.handed_changed.connect(self._count_handed)
        self.table.refused.connect(self._say)
        self.add.added.connect(self._add)
        self.ask.asked.connect(self._read)
        self.earlier.clicked.connect(self._go_earlier)
        self.later.clicked.connect(self._go_later)
        self.off.clicked.connect(self.table.take_off)
        self.remove.clicked.connect(self.take_off)
        self.back.clicked.connect(self._put_back)
        self.save_button.clicked.connect(self.save)
        self.done_button.clicked.connect(self._enter_done)
        self.papers.said.connect(self.said)

    def _button(self, icon_name: str, words: str, hint: str) -> QPushButton:
        button = QPushButton(icon(icon_name), words)
        button.setToolTip(hint)
        roomy(button)
        return button

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(8)
        for field, share in ((self.day, 2), (self.driver, 2), (self.remark, 3)):
            fields.addLayout(_labelled(field), share)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for button in (self.earlier, self.later, self.off):
            tools.addWidget(button)
        tools.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        roomy(self.back)
        primary(self.save_button)
        primary(self.done_button)
        foot.addWidget(self.remove)
        foot.addStretch(1)
        for button in (self.back, self.save_button, self.done_button):
            foot.addWidget(button)
        sheet = QWidget()
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(0, 8, 0, 0)
        inner.setSpacing(8)
        inner.addLayout(fields)
        inner.addWidget(self.ask)
        inner.addWidget(self.lacks)
        inner.addWidget(self.table, 1)
        inner.addLayout(tools)
        inner.addWidget(self.add)
        inner.addWidget(self.error)
        inner.addLayout(foot)
        self.tabs.addTab(sheet, _("Round"))
        self.tabs.addTab(self.papers, _("Papers of the round"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.state)
        column.addWidget(self.tabs, 1)


def _labelled(field: Field[date | None] | LineField) -> QVBoxLayout:
    label = QLabel(field.label)
    label.setBuddy(field.editor)
    box = QVBoxLayout()
    box.setSpacing(2)
    box.addWidget(label)
    box.addWidget(field)
    box.addStretch(1)
    return box


def _state_words(card: RoundCard) -> str:
    if card.done_on is not None:
        return _("Done on {day}.").format(day=spelt_day(card.done_on))
    return _("Planned. Print its papers, then enter what was handed over.")
