"""Duty: the week of a rota, planned fairly; turns are taken over by choosing another name."""

from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.core.workdays import monday_of
from desktop.services.duty import MemberLine
from desktop.services.duty_turns import DutyDay, TurnLine
from desktop.views.sites.duty_board import DutyBoard
from desktop.views.sites.duty_deeds import DutyDeeds
from desktop.views.sites.duty_look import Shown, look
from desktop.views.sites.duty_plan_bar import PlanBar
from desktop.views.sites.duty_poster import DutyPoster
from desktop.views.sites.duty_rota_form import RotaForm
from desktop.views.sites.duty_side import DutySide
from desktop.views.sites.duty_words import day_name, week_name
from desktop.views.sites.holidays_panel import HolidaysPanel
from desktop.views.sites.site_names import SiteNames
from desktop.views.support.empty import EmptyState
from desktop.views.support.icons import icon
from desktop.views.support.reason_bar import ReasonBar
from desktop.views.support.section import Section
from desktop.views.support.theme import primary, roomy, toned
from desktop.views.support.tools import Tools

_WEEK = timedelta(days=7)
_REMEMBERED = "sites/duty/rota"


class DutySection(Section):
    """Rota and week on top, the week on the left, members, swaps and the rota itself on the right."""

    tables = frozenset(
        {
            "duty_rota", "duty_member", "duty_turn", "duty_swap", "duty_absence", "calendar_day", "site",
        }
    )  # fmt: skip
    help_topic = "duty"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._shown: Shown | None = None
        self._rota: UUID | None = None
        self._just_made = False
        self._monday: date | None = None
        self.deeds = DutyDeeds(tools, self)
        self._names = SiteNames(tools, self)
        self.rota = QComboBox()
        self.rota.setAccessibleName(_("Rota"))
        self.rota.setMinimumWidth(180)
        self.rota.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.new = QPushButton(icon("plus"), _("New rota"))
        self.before = _arrow("chevron-left", _("Week before"))
        self.after = _arrow("chevron-right", _("Next week"))
        self.now = QPushButton(_("This week"))
        self.week = QLabel()
        self.plan = QPushButton(icon("calendar-sync", "on_accent"), _("Plan …"))
        self.poster_button = QPushButton(icon("printer"), _("Poster"))
        self.holidays_button = QPushButton(icon("calendar-star"), _("Holidays"))
        primary(self.plan)
        self.warning = QLabel()
        self.warning.setWordWrap(True)
        toned(self.warning, "due")
        self.plan_bar = PlanBar()
        self.reason = ReasonBar()
        self.board = DutyBoard()
        self.side = DutySide(tools)
        self.first_form = RotaForm(tools)
        self.poster = DutyPoster(tools)
        self.holidays = HolidaysPanel(tools)
        self.empty = EmptyState(
            "calendar-account-outline",
            _("No rota yet"),
            _("A rota deals out turns of duty fairly, with holidays and make-up workdays respected."),
            _("Set up a rota"),
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Read the rota and the week again."""
        store, rota, monday = self._tools.store, self._rota or self._remembered(), self._monday

        def work(_progress: Progress) -> Shown:
            return look(store, rota, monday)

        self._names.refresh()
        self._tools.runner.read_newest(work, done=self._show)
        if self._stack.currentWidget() is self.holidays:
            self.holidays.read()

    def focus_search(self) -> None:
        """Go to the choice of the rota."""
        self.rota.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_item(self, kind: str, item: UUID) -> None:
        """Show a rota."""
        if kind == "duty":
            self._rota = item
            self._stack.setCurrentWidget(self._board_side)
            self.refresh()

    def begin(self, step: str) -> None:
        """Begin a new rota."""
        if step == "new":
            self.begin_new()

    def may_leave(self) -> bool:
        """Say whether nothing typed would be lost."""
        return not (self.side.is_dirty() or self.first_form.is_dirty() or self.holidays.is_dirty())

    def begin_new(self) -> None:
        """Begin a new rota."""
        if self.may_leave():
            self.first_form.show_new()
            self._stack.setCurrentWidget(self.first_form)

    def _remembered(self) -> UUID | None:
        kept = str(self._tools.memory.value(_REMEMBERED, "") or "")
        return UUID(hex=kept) if len(kept) == 32 else None

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self._rota = shown.rota.id if shown.rota else None
        self._offer_rotas(shown)
        self.warning.setText(shown.warning)
        self.warning.setVisible(bool(shown.warning))
        there = shown.rota is not None
        for widget in self._of_a_rota:
            widget.setVisible(there)
        if self._stack.currentWidget() in (self.empty, self._board_side):
            self._stack.setCurrentWidget(self._board_side if there else self.empty)
        if shown.rota is None:
            return
        self._tools.memory.setValue(_REMEMBERED, shown.rota.id.hex)
        self._monday = shown.days[0].day
        self.week.setText(week_name(self._monday, shown.days[-1].day))
        self.now.setEnabled(self._monday != monday_of(shown.today))
        self.board.show_week(shown.days, shown.members, shown.today)
        self.side.members.show_members(shown.members, shown.counts, shown.absences, shown.days[0].day.year)
        self.side.show_swaps(shown.swaps)
        self.side.form.show_rota(shown.rota)
        if self._just_made and not shown.members:
            self.side.setCurrentWidget(self.side.members)
            self.side.members.begin_adding()
        self._just_made = False

    def _offer_rotas(self, shown: Shown) -> None:
        self.rota.blockSignals(True)
        self.rota.clear()
        for line in shown.rotas:
            name = f"{line.site} · {line.entry.name}" if line.site else line.entry.name
            self.rota.addItem(name, line.id)
        self.rota.setCurrentIndex(self.rota.findData(self._rota))
        self.rota.blockSignals(False)

    def _choose_rota(self, _number: int) -> None:
        if not self.may_leave():
            self.rota.setCurrentIndex(self.rota.findData(self._rota))
            return
        self._rota = self.rota.currentData()
        self.reason.close_bar()
        self.refresh()

    def _go_before(self) -> None:
        self._go_to_week(-_WEEK)

    def _go_after(self) -> None:
        self._go_to_week(_WEEK)

    def _go_to_week(self, by: timedelta) -> None:
        if self._monday is not None:
            self.reason.close_bar()
            self._monday += by
            self.refresh()

    def _go_now(self) -> None:
        self._monday = None
        self.refresh()

    def _begin_plan(self) -> None:
        if self._shown is None or self._monday is None:
            return
        if not self._shown.members:
            self.side.setCurrentWidget(self.side.members)
            self.side.members.begin_adding()
            return
        self.reason.close_bar()
        self.plan_bar.begin(max(self._shown.today, self._monday))

    def _do_plan(self, first: date, last: date, anew: bool) -> None:
        if self._rota is not None:
            self.deeds.plan(self._rota, first, last, anew, self.plan_bar.refuse)

    def _pick(self, day: DutyDay, turn: TurnLine | None, key: UUID | None) -> None:
        members = self._shown.members if self._shown else ()
        member = next((one for one in members if one.id == key), None)
        if turn is None and member is not None and self._rota is not None:
            self.deeds.put_on(self._rota, day, member)
        elif turn is not None and member is None:
            self.deeds.take_off(day, turn)
        elif turn is not None and member is not None:
            self._ask_swap(day, turn, member)

    def _ask_swap(self, day: DutyDay, turn: TurnLine, member: MemberLine) -> None:
        told = _("{taker} takes over {day} from {giver}.").format(
            taker=member.name, day=day_name(day.day), giver=turn.name
        )

        def act(reason: str) -> None:
            self.deeds.swap(turn, member, reason, told, self.reason.refuse)

        self.plan_bar.hide()
        usual = (_("Exchanged by agreement"), _("On leave"), _("On an errand"), _("Ill"))
        self.reason.ask(told, _("Swap"), act, usual)

    def _add_members(self, text: str) -> None:
        if self._rota is not None:
            self.deeds.add_members(self._rota, text, self.side.members.refuse_names)

    def _note_absence(self, member: MemberLine, first: date, last: date, reason: str) -> None:
        self.deeds.note_absence(member, (first, last), reason, self.side.members.refuse_absence)

    def _reorder(self, order: list[UUID]) -> None:
        if self._rota is not None:
            self.deeds.reorder(self._rota, order)

    def _remove_rota(self) -> None:
        rota, self._rota = self._rota, None
        if rota is not None:
            self.deeds.remove_rota(rota)

    def _put_board_back(self) -> None:
        self.board.put_back()

    def _kept(self, rota: UUID, sentence: str, label: str | None) -> None:
        self._rota = rota
        self._just_made = self._stack.currentWidget() is self.first_form
        self._stack.setCurrentWidget(self._board_side)
        self.deeds.tell(sentence, label)
        self.refresh()

    def _back_to_board(self) -> None:
        there = self._shown is not None and self._shown.rota is not None
        self._stack.setCurrentWidget(self._board_side if there else self.empty)

    def _show_poster(self) -> None:
        if self._shown is not None and self._shown.rota is not None and self._monday is not None:
            day = max(self._monday, min(self._shown.today, self._monday + timedelta(days=6)))
            self._stack.setCurrentWidget(self.poster)
            self.poster.show_rota(self._shown.rota.id, self._shown.rota.entry.name, day)

    def _show_holidays(self) -> None:
        self._stack.setCurrentWidget(self.holidays)
        self.holidays.show_year((self._monday or date.today()).year)

    def _connect(self) -> None:
        self._names.named.connect(self.first_form.offer_sites)
        self._names.named.connect(self.side.form.offer_sites)
        self.rota.activated.connect(self._choose_rota)
        self.new.clicked.connect(self.begin_new)
        self.empty.first_step.connect(self.begin_new)
        self.before.clicked.connect(self._go_before)
        self.after.clicked.connect(self._go_after)
        self.now.clicked.connect(self._go_now)
        self.plan.clicked.connect(self._begin_plan)
        self.poster_button.clicked.connect(self._show_poster)
        self.holidays_button.clicked.connect(self._show_holidays)
        self.plan_bar.plan_asked.connect(self._do_plan)
        self.board.picked.connect(self._pick)
        self.reason.left.connect(self._put_board_back)
        members = self.side.members
        members.add_asked.connect(self._add_members)
        members.away_asked.connect(self._note_absence)
        members.back_asked.connect(self.deeds.forget_absence)
        members.leave_asked.connect(self.deeds.let_leave)
        members.moved.connect(self._reorder)
        for form in (self.first_form, self.side.form):
            form.kept.connect(self._kept)
            form.given_up.connect(self._back_to_board)
        self.side.form.removal_asked.connect(self._remove_rota)
        for panel in (self.poster, self.holidays):
            panel.left.connect(self._back_to_board)
            panel.said.connect(self.said)
        self.deeds.said.connect(self.said)
        self.deeds.done.connect(self.reason.close_bar)
        self.deeds.planned.connect(self.plan_bar.hide)
        self.deeds.members_kept.connect(self.side.members.done)
        self.deeds.refused.connect(self.board.put_back)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        for button in (self.rota, self.new, self.now, self.poster_button, self.holidays_button):
            roomy(button)
        top.addWidget(self.rota)
        top.addWidget(self.new)
        top.addStretch(1)
        for button in (self.holidays_button, self.poster_button, self.plan):
            top.addWidget(button)
        self._of_a_rota = (self.rota, self.plan, self.poster_button)
        self._board_side = QSplitter(Qt.Orientation.Horizontal)
        self._board_side.setChildrenCollapsible(False)
        self._board_side.addWidget(self._left())
        self._board_side.addWidget(self.side)
        self._board_side.setStretchFactor(0, 3)
        self._board_side.setStretchFactor(1, 2)
        self._board_side.setSizes([560, 360])
        parts: tuple[QWidget, ...] = (
            self.empty, self._board_side, self.first_form, self.poster, self.holidays,
        )  # fmt: skip
        for part in parts:
            self._stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 4, 0, 8)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addWidget(self._stack, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        turners: tuple[QWidget, ...] = (self.before, self.week, self.after, self.now)
        for widget in turners:
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        bars: tuple[QWidget, ...] = (self.warning, self.plan_bar, self.reason)
        for bar in bars:
            column.addWidget(bar)
        column.addWidget(self.board, 1)
        return left


def _arrow(picture: str, words: str) -> QToolButton:
    button = QToolButton(autoRaise=True)
    button.setIcon(icon(picture))
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button
