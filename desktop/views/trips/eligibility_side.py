"""One person of the check: every rule with its mark, what was found, what is asked, and the document."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.services.clock import local
from desktop.services.trip_eligibility import CheckLine, Outcome, RuleLine, outcome_word, rule_word
from desktop.services.trip_eligibility_export import told_outcome
from desktop.services.trip_overrides import OverrideLine
from desktop.views.support.icons import icon
from desktop.views.support.theme import icon_size, muted, roomy, titled, toned
from desktop.views.trips.eligibility_seen import line_icon, outcome_icon

_TONES = {Outcome.PASS: "good", Outcome.REVIEW: "due", Outcome.BLOCKED: "error"}


class EligibilitySide(QWidget):
    """The chosen person over the rules, those that stand in the way first."""

    override_asked = Signal(object)  # RuleKey
    take_back_asked = Signal(object)  # UUID of the exception
    turn_down_asked = Signal()
    take_up_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._line: CheckLine | None = None
        self._open = True
        self.mark = QLabel()
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        titled(self.title, 1.1)
        self.about = QLabel()
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        muted(self.about)
        self.turn_down = QPushButton(icon("minus-circle-outline"), _("Turn down…"))
        self.take_up = QPushButton(icon("undo-variant"), _("Consider again"))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(_("The rules of the chosen person"))
        self.turn_down.clicked.connect(self.turn_down_asked)
        self.take_up.clicked.connect(self.take_up_asked)
        self._lay_out()
        self.show_line(None, is_open=True)

    def show_line(self, line: CheckLine | None, is_open: bool) -> None:
        """Show somebody, or ask to choose; where the step is approved, nothing can be decided."""
        if line == self._line and is_open == self._open and self.area.widget() is not None:
            return
        other = line is None or self._line is None or line.id != self._line.id
        at = 0 if other else self.area.verticalScrollBar().value()
        self._line, self._open = line, is_open
        self.title.setVisible(line is not None)
        self.mark.setVisible(line is not None)
        self.turn_down.setVisible(line is not None and line.counts and is_open)
        self.take_up.setVisible(line is not None and not line.counts and is_open)
        if line is None:
            self.about.setText(_("Choose somebody at the left to see every rule."))
        else:
            self._head(line)
        self.area.setWidget(self._rules(line))
        self.area.verticalScrollBar().setValue(at)

    def _head(self, line: CheckLine) -> None:
        self.mark.setPixmap(line_icon(line).pixmap(icon_size(self, 24)))
        self.title.setText(_("No. {number} {name}").format(number=line.number, name=line.name))
        parts = [line.organisation, line.post, told_outcome(line)]
        words = " · ".join(part for part in parts if part)
        if not line.counts:
            words += "\n" + _("Turned down: {reason}").format(reason=line.state_reason)
        self.about.setText(words)

    def _rules(self, line: CheckLine | None) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        if line is not None:
            met = [one for one in line.rules if one.verdict.outcome is Outcome.PASS]
            aside = [one for one in line.rules if one.override and one not in met]
            for title, rules in (
                (_("Rules that stand in the way"), line.open),
                (_("By exception"), aside),
                (_("Rules that are met"), met),
            ):
                if rules:
                    column.addWidget(_small_title(title))
                    for rule in rules:
                        column.addWidget(self._card(rule))
        column.addStretch(1)
        return inside

    def _card(self, rule: RuleLine) -> QFrame:
        verdict, card = rule.verdict, QFrame()
        card.setFrameShape(QFrame.Shape.StyledPanel)
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        column.addLayout(_card_head(rule))
        if verdict.sentence:
            column.addWidget(_words(f"{verdict.sentence}\n{verdict.remedy}".strip()))
        told = [_("Found: {found}").format(found=verdict.found)]
        if verdict.needed:
            told.append(_("Asked: {needed}").format(needed=verdict.needed))
        if verdict.document or verdict.sentence:
            document = verdict.document or _("no document given")
            told.append(_("Rests on: {document}").format(document=document))
        quiet = _words(" · ".join(told))
        muted(quiet)
        column.addWidget(quiet)
        if rule.override is not None:
            column.addWidget(_words(_exception(rule.override)))
        if self._open and self._line is not None and self._line.counts:
            self._add_deed(rule, column)
        return card

    def _add_deed(self, rule: RuleLine, column: QVBoxLayout) -> None:
        if rule.override is not None:
            button = QPushButton(icon("undo-variant"), _("Count it again"))
            button.clicked.connect(partial(self._take_back, rule.override))
        elif rule.verdict.outcome is not Outcome.PASS:
            button = QPushButton(icon("account-check-outline"), _("Make an exception…"))
            button.clicked.connect(partial(self._override, rule))
        else:
            return
        title = rule_word(rule.verdict.rule)
        button.setAccessibleName(f"{button.text()} {title}")
        roomy(button)
        column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def _override(self, rule: RuleLine) -> None:
        self.override_asked.emit(rule.verdict.rule)

    def _take_back(self, override: OverrideLine) -> None:
        self.take_back_asked.emit(override.id)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mark)
        head.addWidget(self.title, 1)
        for button in (self.turn_down, self.take_up):
            roomy(button)
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 0, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addWidget(self.area, 1)


def _card_head(rule: RuleLine) -> QHBoxLayout:
    """Return the mark, the rule's name and the outcome in a word."""
    verdict = rule.verdict
    mark, title, word = QLabel(), _words(rule_word(verdict.rule)), QLabel(outcome_word(verdict.outcome))
    mark.setPixmap(outcome_icon(verdict.outcome).pixmap(icon_size(mark, 18)))
    font = title.font()
    font.setBold(True)
    title.setFont(font)
    toned(word, _TONES[verdict.outcome])
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(title, 1)
    row.addWidget(word, alignment=Qt.AlignmentFlag.AlignTop)
    return row


def _words(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _small_title(text: str) -> QLabel:
    label = QLabel(text)
    titled(label, 1.0)
    return label


def _exception(one: OverrideLine) -> str:
    day = local(one.at).date().isoformat()
    if one.document:
        words = _("Exception by {by}, {day}, {document}: {reason}")
        return words.format(by=one.by, day=day, document=one.document, reason=one.reason)
    return _("Exception by {by}, {day}: {reason}").format(by=one.by, day=day, reason=one.reason)
