"""The two deeds of the step side by side with their outcome: the draw of lots, and the placing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.trip_rules import RuleKey, value_words
from desktop.services.trip_choice import Lots
from desktop.services.trip_placing_words import choice_words, placing_words
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.theme import muted, primary, roomy, titled
from desktop.views.support.times import day_words
from desktop.views.trips.choice_seen import ChoiceSeen, batch_cells

_ROWS = 8


class LotsForm(Form):
    """The seed and how it was drawn; Enter chooses, whether anything was changed or not."""

    def __init__(self) -> None:
        self._open = True
        super().__init__(_("Choose"))
        self.seed = self.add(
            LineField("seed", _("Seed"), _("Drawn before witnesses: dice, the numbers of a lottery"))
        )
        self.drawn = self.add(LineField("drawn", _("How drawn")))
        self.back_button.hide()
        self._follow()

    def lots(self) -> Lots:
        """Return what is written."""
        return Lots(self.seed.words(), self.drawn.words())

    def show_lots(self, lots: Lots) -> None:
        """Show the lots on file, unless others are being written."""
        if not self.is_dirty():
            self.seed.set_value(lots.seed)
            self.drawn.set_value(lots.drawn)
            self.settle()

    def set_open(self, is_open: bool) -> None:
        """Let it be drawn, or only read."""
        self._open = is_open
        for field in (self.seed, self.drawn):
            field.set_read_only(not is_open)
        self._follow()

    def _follow(self) -> None:
        super()._follow()
        self.save_button.setEnabled(self._open)


class ChoiceDesk(QScrollArea):
    """Cards one under the other; what they ask for is done by the section."""

    choose_asked = Signal()
    place_asked = Signal()
    stop_asked = Signal()
    costs_asked = Signal()
    wishes_asked = Signal()
    batch_chosen = Signal(int)  # number
    said = Signal(object)  # Notice

    def __init__(self) -> None:
        super().__init__()
        self._open, self._busy = True, False
        self._seen: ChoiceSeen | None = None
        self.lots = LotsForm()
        self.rule, self.chosen, self.wishes, self.placed, self.reasons = (QLabel() for _each in range(5))
        self.wishes_button = QPushButton(icon("account-group-outline"), _("Wishes of employers…"))
        self.place_button = QPushButton(_("Place them"))
        self.stop_button = QPushButton(icon("stop-circle-outline"), _("Stop"))
        self.costs_button = QPushButton(icon("scale-balance"), _("What the rules cost"))
        self.batches = ShortTable(
            _("Batches as they are filled"),
            [_("Trip batch"), _("People placed"), _("Front line")],
            0,
            frozenset({1, 2}),
        )
        self._lay_out()
        self.lots.save_asked.connect(self.choose_asked)
        self.wishes_button.clicked.connect(self.wishes_asked)
        self.place_button.clicked.connect(self.place_asked)
        self.stop_button.clicked.connect(self.stop_asked)
        self.costs_button.clicked.connect(self.costs_asked)
        self.batches.opened.connect(self._go)
        self.batches.said.connect(self.said)

    def show_seen(self, seen: ChoiceSeen) -> None:
        """Show the lots, the choice and the placing as they are."""
        fresh = self._seen is None or self._seen.programme != seen.programme
        if fresh:
            self.lots.put_back()
            self.show_reasons(())
        self._seen = seen
        self.lots.show_lots(seen.lots)
        rule = value_words(RuleKey.POINTS, seen.points_rule)
        self.rule.setText(_("Points of several categories {rule}.").format(rule=rule))
        choice, placing = seen.choice, seen.placing
        words = list(choice_words(choice)) if choice else [_("Nobody is chosen yet.")]
        if choice is not None and choice.made_at is not None:
            words.insert(0, _("Made on {day}.").format(day=day_words(choice.made_at.astimezone().date())))
        self.chosen.setText("\n".join(words))
        self.placed.setText("\n".join(placing_words(placing)) if placing else _("Nobody is placed yet."))
        cells = batch_cells(placing) if placing else ()
        self.batches.show_rows([ShortRow(key, texts, due=is_due) for key, texts, is_due in cells])
        self._size_batches()
        self._follow()

    def show_wishes(self, count: int) -> None:
        """Tell how many employers have a wish."""
        self.wishes.setText(
            ngettext("{n} employer has a wish.", "{n} employers have a wish.", count).format(n=count)
            if count
            else _("No employer has a wish.")
        )

    def show_reasons(self, reasons: tuple[str, ...]) -> None:
        """Say why somebody is left out, or what rules cost."""
        self.reasons.setText("\n".join(reasons))
        self.reasons.setVisible(bool(reasons))

    def set_open(self, is_open: bool) -> None:
        """Let it be chosen and placed, or only read while the step is approved."""
        self._open = is_open
        self.lots.set_open(is_open)
        self._follow()

    def set_busy(self, busy: bool) -> None:
        """Offer to stop while the best placing is being sought."""
        self._busy = busy
        self._follow()

    def _follow(self) -> None:
        seen = self._seen
        self.place_button.setEnabled(
            self._open and not self._busy and seen is not None and seen.choice is not None
        )
        self.stop_button.setVisible(self._busy)
        self.costs_button.setEnabled(not self._busy and seen is not None and seen.placing is not None)
        self.wishes_button.setEnabled(self._open and seen is not None and bool(seen.employers))
        self.batches.setVisible(seen is not None and seen.placing is not None)

    def _go(self, key: object) -> None:
        if isinstance(key, int):
            self.batch_chosen.emit(key)

    def _size_batches(self) -> None:
        rows = min(max(self.batches.rowCount(), 1), _ROWS)
        high = self.batches.verticalHeader().defaultSectionSize()
        self.batches.setFixedHeight(self.batches.horizontalHeader().sizeHint().height() + rows * high + 6)

    def _lay_out(self) -> None:
        for label in (self.rule, self.chosen, self.wishes, self.placed, self.reasons):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.rule, self.wishes):
            muted(label)
        self.chosen.setAccessibleName(_("What the choice came to"))
        self.placed.setAccessibleName(_("What the placing came to"))
        self.reasons.hide()
        primary(self.place_button)
        for button in (self.wishes_button, self.stop_button, self.costs_button):
            roomy(button)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addWidget(self.costs_button)
        deeds.addStretch(1)
        deeds.addWidget(self.stop_button)
        deeds.addWidget(self.place_button)
        choice = _Card(_("Who gets a place"), self.rule, self.lots, self.chosen)
        filling = (self.wishes, self.wishes_button, self.placed, self.batches, self.reasons)
        placing = _Card(_("Placing into batches"), *filling)
        placing.lines.addLayout(deeds)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(8)
        for card in (choice, placing):
            column.addWidget(card)
        column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        self.show_wishes(0)


class _Card(QFrame):
    """A framed part with a title."""

    def __init__(self, words: str, *parts: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(12, 8, 12, 12)
        self.lines.setSpacing(8)
        title = QLabel(words)
        titled(title, 1.1)
        for part in (title, *parts):
            self.lines.addWidget(part)
