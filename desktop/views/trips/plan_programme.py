"""The programme itself: its title, year, places and budget; also where a new one is begun."""

from decimal import Decimal
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import trip_plan
from desktop.services.trip_plan import FIRST_YEAR, LAST_YEAR, ProgrammeEntry, Proposal, proposed_title
from desktop.services.trip_plan_checks import PLACES_LIMIT
from desktop.services.trip_plan_overview import Plan
from desktop.services.trips import ProgrammeCard
from desktop.views.support.fields import Field, LineField, NumberField, TextField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.named_fields import NamedField, Spelt
from desktop.views.support.notice import notice_of
from desktop.views.support.number_fields import SumField
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_WIDEST = 720


class PlanProgramme(QWidget):
    """The form of the chosen programme, or of a new one."""

    said = Signal(object)  # Notice
    created = Signal(object)  # UUID
    given_up = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._card: ProgrammeCard | None = None
        self._open = True
        self.is_new = False
        self._year = 0
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.heading = QLabel()
        titled(self.heading, 1.1)
        self.taken_over = QLabel()
        self.taken_over.setWordWrap(True)
        muted(self.taken_over)
        self.remove = QPushButton(icon("delete-outline"), _("Remove the programme"))
        roomy(self.remove)
        self.form = Form()
        add = self.form.add
        self.year = add(NumberField("year", _("Year"), required=True, least=FIRST_YEAR, most=LAST_YEAR))
        self.title = add(LineField("title", _("Title"), required=True))
        self.places = add(NumberField("places", _("Places"), required=True, least=1, most=PLACES_LIMIT))
        self.budget = add(SumField("budget_fen", _("Budget (yuan)")))
        self.top = add(
            NamedField(
                "organisation_id",
                _("Shared out below"),
                _("No organisation with others below it has that name."),
                _("The top of the tree the places go down; empty: every organisation"),
            )
        )
        self.contact = add(LineField("contact", _("Contact")))
        self.phone = add(LineField("phone", _("Telephone")))
        self.remark = add(TextField("remark", _("Remark"), lines=3))
        self._lay_out()
        self.form.save_asked.connect(self._save)
        self.form.back_button.clicked.connect(self._put_away)
        self.year.edited.connect(self._follow_year)
        self.remove.clicked.connect(self._remove)

    def show_plan(self, plan: Plan, is_open: bool, tops: Spelt) -> None:
        """Show a programme read anew; what is being typed about the same one stays."""
        self.top.offer(tops)
        same = self._card is not None and self._card.id == plan.card.id
        if not self.is_new and not (same and self.form.is_dirty()):
            self._card = plan.card
            self._show(entry_of(plan.card), plan.card.organisation)
        self.set_open(is_open)

    def begin_new(self, proposal: Proposal, top: str, tops: Spelt) -> None:
        """Show the form of a new programme with what is proposed."""
        self.is_new, self._card = True, None
        self.top.offer(tops)
        entry = proposal.entry
        self._year = entry.year
        self._show(entry, top)
        words = _("Documents, rules, categories and bases are taken over from “{title}”.")
        self.taken_over.setText(words.format(title=proposal.copied_from) if proposal.copied_from else "")
        self.set_open(True)
        target = self.title if entry.places else self.places
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_new(self) -> None:
        """Write no new programme any more, unless something was typed for it."""
        if not self.form.is_dirty():
            self.is_new = False

    def set_open(self, is_open: bool) -> None:
        """Lock the programme once its plan is approved."""
        self._open = is_open or self.is_new
        for field in self._fields():
            field.set_read_only(not self._open)
        self.heading.setText(_("New programme") if self.is_new else _("Programme"))
        self.taken_over.setVisible(self.is_new and bool(self.taken_over.text()))
        self.remove.setVisible(not self.is_new)
        self.remove.setEnabled(self._open and self._card is not None)
        self.form.back_button.setText(_("Not now") if self.is_new else _("Put back"))
        if self.is_new:
            self.form.save_button.setEnabled(True)
            self.form.back_button.setEnabled(True)

    def is_dirty(self) -> bool:
        """Say whether something typed would be lost."""
        return self.form.is_dirty()

    def _show(self, entry: ProgrammeEntry, top: str) -> None:
        self.year.set_value(entry.year)
        self.title.set_value(entry.title)
        self.places.set_value(entry.places or None)
        self.budget.set_value(None if entry.budget_fen is None else Decimal(entry.budget_fen) / 100)
        self.top.show_named(entry.organisation_id, top)
        self.contact.set_value(entry.contact)
        self.phone.set_value(entry.phone)
        self.remark.set_value(entry.remark)
        self.form.settle()

    def _entry(self) -> ProgrammeEntry:
        budget = self.budget.value()
        return ProgrammeEntry(
            year=self.year.value() or 0,
            title=self.title.value(),
            places=self.places.value() or 0,
            organisation_id=self.top.value(),
            budget_fen=None if budget is None else int(budget * 100),
            contact=self.contact.value(),
            phone=self.phone.value(),
            remark=self.remark.value(),
        )

    def _fields(self) -> tuple[Field[object], ...]:
        return tuple(field for field in vars(self).values() if isinstance(field, Field))

    def _follow_year(self) -> None:
        """A title that is still the proposed one follows the year."""
        words = self.year.words()
        if self.is_new and len(words) == 4 and words.isdecimal():
            if self.title.words() == proposed_title(self._year):
                self.title.line.setText(proposed_title(int(words)))
            self._year = int(words)

    def _save(self) -> None:
        card, store, entry = self._card, self._tools.store, self._entry()
        if not self._open:
            return

        def work(_progress: Progress) -> tuple[UUID, str, str | None]:
            if card is not None:
                store.do(trip_plan.change, card.id, entry)
                return card.id, _("{name} is saved.").format(name=entry.title), store.next_undo()
            made = store.do(trip_plan.create, entry)
            return made, _("{name} is begun.").format(name=entry.title), store.next_undo()

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self._refused)

    def _saved(self, outcome: tuple[UUID, str, str | None]) -> None:
        key, words, label = outcome
        was_new, self.is_new = self.is_new, False
        for field in self._fields():
            if field is not self.top:
                field.set_value(field.value())
        self.top.show_named(self.top.value(), self.top.words())
        self.form.settle()
        if was_new:
            self.created.emit(key)
        self._undoing.tell(words, label)

    def _refused(self, failure: Failure) -> None:
        self.form.refuse(failure)
        self.set_open(self._open)

    def _put_away(self) -> None:
        if self.is_new:
            self.is_new = False
            self.given_up.emit()

    def _remove(self) -> None:
        card, store = self._card, self._tools.store
        if card is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            title = store.do(trip_plan.remove, card.id)
            return _("{name} removed from the list.").format(name=title), store.next_undo()

        self._tools.runner.run(work, done=self._removed, failed=self._not_removed)

    def _removed(self, outcome: tuple[str, str | None]) -> None:
        self.form.put_back()
        self._card = None
        self._undoing.tell(*outcome)

    def _not_removed(self, failure: Failure) -> None:
        self.said.emit(notice_of(failure))

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.remove)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.taken_over)
        column.addWidget(self.form)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


def entry_of(card: ProgrammeCard) -> ProgrammeEntry:
    """Return what is on file as the form shows it."""
    return ProgrammeEntry(
        card.year,
        card.title,
        card.places,
        card.organisation_id,
        card.budget_fen,
        card.contact,
        card.phone,
        card.remark,
    )
