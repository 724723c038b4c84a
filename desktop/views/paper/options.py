"""What is to be printed and how: the activity, the kind of sheet, and its options."""

from collections.abc import Sequence
from contextlib import suppress
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.core.sheet_content import Column
from desktop.core.sheet_content import SheetKind as Layout
from desktop.services.activities import ActivityCard
from desktop.services.cards import CardsRequest
from desktop.services.sheet_record import SheetKind
from desktop.services.sheets import SheetRequest, kind_word
from desktop.views.paper.card_people import CardPeople
from desktop.views.paper.option_fields import ColumnsField
from desktop.views.paper.remembered import Habit, habit_of, last_kind, remember
from desktop.views.paper.wanted import Wanted
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.fields import LineField, NumberField
from desktop.views.support.number_fields import SumField
from desktop.views.support.tasks import Failure
from desktop.views.support.times import moment_words, span_words
from desktop.views.support.tools import Tools

PAUSE_MS = 250  # after the last change, before the preview is drawn again
MOST_BLANK = 500
_CARDS = (SheetKind.BADGES, SheetKind.CARDS)
_SHEETS = (SheetKind.SIGN_IN, SheetKind.RECEIPT, SheetKind.ROSTER)


OptionField = (
    ChoiceField[UUID | None]
    | ChoiceField[SheetKind]
    | ChoiceField[str]
    | ChoiceField[bool]
    | NumberField
    | LineField
    | SumField
    | ColumnsField
)
T = TypeVar("T")


class PaperOptions(QScrollArea):
    """The options of a sheet; ``changed`` shortly after the last change, with ``wanted`` to be drawn."""

    changed = Signal()
    touched = Signal()  # at once: what is shown is no longer what is wanted

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self.card_people = CardPeople(tools)
        self._cards: dict[UUID, ActivityCard] = {}
        self.activity: ChoiceField[UUID | None] = ChoiceField("activity", _("Activity"), [])
        self.kind: ChoiceField[SheetKind] = ChoiceField(
            "kind", _("To print"), [(kind, kind_word(kind)) for kind in (*_SHEETS, *_CARDS)]
        )
        self.meeting: ChoiceField[UUID | None] = ChoiceField("meeting", _("Meeting"), [])
        self.kept = NumberField("kept", _("Rows kept free"), _("First, for leaders"), most=MOST_BLANK)
        self.walk_ins = NumberField(
            "walk_ins", _("Blank rows"), _("Last, for people not on the list"), most=MOST_BLANK
        )
        self.item = LineField("item", _("Item"))
        self.sum = SumField("sum", _("Sum each (yuan)"))
        self.project = LineField("project", _("Project"))
        self.fund_source = LineField("fund_source", _("Source of funds"))
        self.heading = LineField("heading", _("Heading"))
        self.language: ChoiceField[str] = ChoiceField(
            "language", _("Language"), [("", _("As the window")), ("zh_CN", "中文"), ("en", "English")]
        )
        self.paper: ChoiceField[bool] = ChoiceField(
            "landscape", _("Paper size"), [(False, _("A4 upright")), (True, _("A4 sideways"))]
        )
        self.dense = QCheckBox(_("Half as many rows again on a page"))
        self.masked_names = QCheckBox(_("Hide part of names"))
        self.whole_phones = QCheckBox(_("Whole phone numbers"))
        self.columns = ColumnsField("columns", _("Columns of the sheet"))
        self.id_reason = LineField("id_reason", _("Reason for whole identity numbers"))
        self.id_reason.line.setPlaceholderText(_("Empty: hidden in part"))
        self._rows = QFormLayout()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self._memory = tools.memory
        self._remembers = False  # not before a person has chosen something here
        self._lay_out()
        self._connect()
        _put(self.kind, last_kind(self._memory, (*_SHEETS, *_CARDS)))
        self._kind_chosen()

    def offer(self, cards: Sequence[ActivityCard]) -> None:
        """Offer these activities; the one chosen stays chosen."""
        chosen = self.activity_id()
        self._cards = {card.id: card for card in cards}
        choices: list[tuple[UUID | None, str]] = [
            (card.id, f"{card.title} · {moment_words(card.starts_at)}") for card in cards
        ]
        self.activity.set_choices(choices)
        if chosen is not None and chosen in self._cards:
            _put(self.activity, chosen)
        self._activity_chosen()

    def choose(self, activity: UUID, kind: SheetKind = SheetKind.SIGN_IN) -> bool:
        """Choose an activity and what to print; say whether it is among those offered."""
        if activity not in self._cards:
            return False
        _put(self.kind, kind)
        _put(self.activity, activity)
        self._kind_chosen()
        self._activity_chosen()
        return True

    def choose_card(self, worker: UUID) -> None:
        """Choose one worker's member card."""
        _put(self.kind, SheetKind.CARDS)
        self._kind_chosen()
        self.card_people.choose_worker(worker)

    def activity_id(self) -> UUID | None:
        """Return the activity chosen."""
        return self.activity.value() if self.activity.box.currentIndex() >= 0 else None

    def wanted(self) -> Wanted | None:
        """Return what is to be printed; None without an activity. Raises FieldError."""
        activity = self.activity_id()
        kind, language, heading = self.kind.value(), self.language.value(), self.heading.value()
        if kind is SheetKind.CARDS and (workers := self.card_people.workers()):
            cards = CardsRequest(None, workers, heading, False, language)
            return Wanted(kind, cards, heading or self.card_people.who.text(), language)
        if activity is None:
            return None
        title = self._cards[activity].title
        if kind in _CARDS:
            cards = CardsRequest(activity, (), heading, kind is SheetKind.BADGES, language)
            return Wanted(kind, cards, heading or title, language)
        return Wanted(kind, self._sheet(activity, kind), title, language)

    def refuse(self, failure: Failure) -> bool:
        """Show why under the field at fault; say whether it is one of these."""
        for field in self._fields():
            if field.key == failure.field:
                field.show_error(f"{failure.sentence} {failure.remedy}".strip())
                return True
        return False

    def read(self) -> Wanted | None:
        """Return what is to be printed, or None with the fault shown under its field."""
        for field in self._fields():
            field.clear_error()
        try:
            return self.wanted()
        except FieldError as error:
            self.refuse(Failure(error.sentence, error.remedy, error.field))
            return None

    def _sheet(self, activity: UUID, kind: SheetKind) -> SheetRequest:
        columns = self.columns.value()
        receipt = kind is SheetKind.RECEIPT
        shows_ids = Column.ID_NUMBER in columns
        return SheetRequest(
            activity,
            Layout(kind.value),
            self.meeting.value() if self.meeting.box.currentIndex() >= 0 else None,
            columns,
            self.kept.value() or 0,
            self.walk_ins.value() or 0,
            self.language.value(),
            self.paper.value(),
            self.dense.isChecked() and self.dense.isEnabled(),
            self.item.value() if receipt else "",
            self.sum.value() if receipt else None,
            self.project.value() if receipt else "",
            self.fund_source.value() if receipt else "",
            self.masked_names.isChecked(),
            self.whole_phones.isChecked(),
            self.id_reason.value() if shows_ids else "",
        )

    def _fields(self) -> Sequence[OptionField]:
        return (
            *(self.activity, self.kind, self.meeting, self.kept, self.walk_ins, self.item, self.sum),
            *(self.project, self.fund_source, self.heading, self.language, self.paper, self.columns),
            self.id_reason,
        )

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows.setVerticalSpacing(6)
        for field in self._fields():
            label = QLabel(field.label)
            label.setBuddy(field.editor)
            self._rows.addRow(label, field)
            if field is self.kind:
                self._rows.addRow(_("Cards for"), self.card_people)
            if field is self.columns:
                for tick in (self.dense, self.masked_names, self.whole_phones):
                    self._rows.addRow(tick)
        for box in (self.activity.box, self.meeting.box):
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 8, 12, 8)
        column.addLayout(self._rows)
        column.addStretch(1)
        self.setWidget(inside)

    def _connect(self) -> None:
        self.activity.edited.connect(self._activity_chosen)
        self.kind.edited.connect(self._kind_chosen)
        for lasting in (self.kind, self.kept, self.walk_ins, self.language, self.paper, self.columns):
            lasting.edited.connect(self._settled)
        for tick in (self.dense, self.masked_names):
            tick.toggled.connect(self._settled)
        for field in self._fields():
            field.edited.connect(self._touched)
        for tick in (self.dense, self.masked_names, self.whole_phones):
            tick.toggled.connect(self._touched)
        self.card_people.edited.connect(self._touched)

    def _touched(self) -> None:
        self._rows.setRowVisible(self.id_reason, self._shows_ids())
        self.touched.emit()
        self._pause.start()

    def _shows_ids(self) -> bool:
        kind = self.kind.value()
        return kind in _SHEETS and self.columns.ticks[Column.ID_NUMBER].isChecked()

    def _activity_chosen(self) -> None:
        activity = self.activity_id()
        card = self._cards.get(activity) if activity else None
        choices: list[tuple[UUID | None, str]] = [
            (one.id, span_words(one.starts_at, one.ends_at)) for one in (card.meetings if card else ())
        ]
        if len(choices) > 1:
            choices.insert(0, (None, _("The one nearest in time")))
        before = self.meeting.value() if self.meeting.box.currentIndex() >= 0 else None
        self.meeting.set_choices(choices)
        if before in [choice[0] for choice in choices]:
            _put(self.meeting, before)
        self._rows.setRowVisible(self.meeting, len(choices) > 1 and self.kind.value() in _SHEETS)
        self._touched()

    def _kind_chosen(self) -> None:
        kind = self.kind.value()
        sheet, receipt = kind in _SHEETS, kind is SheetKind.RECEIPT
        self._show_habit(kind)
        for field in (self.item, self.sum, self.project, self.fund_source):
            self._rows.setRowVisible(field, receipt)
        for part in (self.kept, self.walk_ins, self.columns, self.paper):
            self._rows.setRowVisible(part, sheet)
        for tick in (self.dense, self.masked_names, self.whole_phones):
            self._rows.setRowVisible(tick, sheet)
        self._rows.setRowVisible(self.dense, kind in (SheetKind.SIGN_IN, SheetKind.RECEIPT))
        self._rows.setRowVisible(self.heading, not sheet)
        self._rows.setRowVisible(self.card_people, kind is SheetKind.CARDS)
        self._activity_chosen()

    def _show_habit(self, kind: SheetKind) -> None:
        """Begin as the last sheet of this kind was asked for."""
        habit = habit_of(self._memory, kind)
        self._remembers = False
        if kind in _SHEETS:
            self.columns.show_usual(Layout(kind.value))
            if habit.columns:
                self.columns.set_value(habit.columns)
            _put(self.paper, habit.landscape)
            self.kept.set_value(habit.kept or None)
            self.walk_ins.set_value(habit.walk_ins or None)
            self.dense.setChecked(habit.dense)
            self.masked_names.setChecked(habit.masked_names)
        _put(self.language, habit.language)
        self._remembers = True

    def _settled(self) -> None:
        """Remember what was chosen; half a number is nothing to remember."""
        if not self._remembers:
            return
        with suppress(FieldError):
            habit = Habit(
                self.columns.value(),
                self.kept.value() or 0,
                self.walk_ins.value() or 0,
                self.paper.value(),
                self.dense.isChecked(),
                self.masked_names.isChecked(),
                self.language.value(),
            )
            remember(self._memory, self.kind.value(), habit)


def _put(field: ChoiceField[T], value: T) -> None:
    """Show a value without taking it for a person's choice."""
    field.box.blockSignals(True)
    field.set_value(value)
    field.box.blockSignals(False)
