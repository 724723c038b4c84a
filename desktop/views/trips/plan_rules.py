"""The rules of a programme: a table of all of them, the chosen one set on the right with its document."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.core.i18n import _
from desktop.core.trip_rules import RULES, Effect, RuleKey, RuleKind, ValueKind
from desktop.services import trip_plan_rules
from desktop.services.trip_plan_overview import Plan
from desktop.services.trip_plan_rules import RuleEntry, RuleLine
from desktop.services.trip_plan_words import effect_word
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.empty import EmptyState
from desktop.views.support.fields import LineField
from desktop.views.support.short_table import ShortRow, ShortTable
from desktop.views.support.theme import muted, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.trips.plan_part import PlanPart, document_choices


class PlanRules(PlanPart):
    """Every rule there is; those the programme says nothing of stand back, marked “as proposed”."""

    def __init__(self, tools: Tools) -> None:
        headings = [_("Rule"), _("Set to"), _("If not met"), _("Document")]
        table = ShortTable(_("Rules"), headings, wide=0)
        super().__init__(tools, table, EmptyState("scale-balance", _("Rules"), ""), "")
        hint = QLabel(_("Rules in grey are as proposed: set them, and name the document they rest on."))
        hint.setWordWrap(True)
        muted(hint)
        self.row.insertWidget(0, hint, 1)
        self.title = QLabel()
        self.title.setWordWrap(True)
        titled(self.title, 1.1)
        self.line = LineField("value", _("Set to"), required=True)
        self.choice: ChoiceField[str] = ChoiceField("value", _("Set to"), [])
        self.effect: ChoiceField[Effect] = ChoiceField("effect", _("If not met"), effect_choices())
        self.document: ChoiceField[UUID | None] = ChoiceField("document_id", _("Document"), [])
        self.clause = LineField("clause", _("Clause"), _("For example: article 4"))
        self.add(self.line, self.choice, self.effect, self.document, self.clause)
        self.reset = QPushButton(_("As proposed"))
        self.reset.setToolTip(_("Say nothing of this rule; what is proposed holds"))
        roomy(self.reset)
        self.row.addWidget(self.reset)
        self.above_form.addWidget(self.title)
        self.reset.clicked.connect(self._reset)

    def rows(self, plan: Plan) -> list[ShortRow]:
        """Return a row for every rule."""
        return [_row(line) for line in plan.rules]

    def show_chosen(self, plan: Plan) -> None:
        """Show the chosen rule with the field its value needs."""
        line = self._line(plan)
        kind = line.kind
        self.title.setText(_(kind.title))
        is_choice = kind.kind in (ValueKind.CHOICE, ValueKind.YES)
        self.form.show_field(self.line, not is_choice)
        self.form.show_field(self.choice, is_choice)
        self.form.show_field(self.effect, kind.is_checked)
        self.choice.set_choices(_choices(kind) if is_choice else [(line.value, line.words)])
        self.choice.set_value(line.value)
        self.line.note.setText(_hint(kind))
        self.line.note.setVisible(bool(_hint(kind)))
        self.line.set_value(line.words)
        self.effect.set_value(line.effect)
        self.document.set_choices(document_choices(plan.documents))
        self.document.set_value(line.document_id)
        self.clause.set_value(line.clause)

    def save(self) -> Callable[[], tuple[object, str]]:
        """Return the work that sets the rule."""
        plan, store = self.plan, self._tools.store
        assert plan is not None
        line = self._line(plan)
        field = self.choice if line.kind.kind in (ValueKind.CHOICE, ValueKind.YES) else self.line
        entry = RuleEntry(
            field.value(),
            self.effect.value() if line.kind.is_checked else line.effect,
            self.document.value(),
            self.clause.value(),
        )

        def work() -> tuple[object, str]:
            store.do(trip_plan_rules.set_rule, plan.card.id, line.key, entry)
            return line.key, _("“{rule}” is set.").format(rule=_(line.kind.title))

        return work

    def first_field(self) -> QWidget:
        """Return the field of the value."""
        return self.choice if self.line.isHidden() else self.line

    def set_open(self, is_open: bool) -> None:
        """Lock the rules with the plan."""
        super().set_open(is_open)
        line = self._line(self.plan) if self.plan is not None and self.key is not None else None
        self.reset.setEnabled(is_open and line is not None and line.is_set)

    def _line(self, plan: Plan) -> RuleLine:
        return next((one for one in plan.rules if one.key is self.key), plan.rules[0])

    def _reset(self) -> None:
        plan, store, key = self.plan, self._tools.store, self.key
        if plan is None or not isinstance(key, RuleKey):
            return

        def work() -> tuple[object, str]:
            store.do(trip_plan_rules.reset_rule, plan.card.id, key)
            return key, _("“{rule}” is as proposed again.").format(rule=_(RULES[key].title))

        self.form.put_back()
        self.do(work)


def effect_choices() -> list[tuple[Effect, str]]:
    """Return what not meeting a rule may mean, each in words."""
    return [(one, effect_word(one)) for one in Effect]


def _row(line: RuleLine) -> ShortRow:
    effect = effect_word(line.effect) if line.kind.is_checked else ""
    document = " ".join(part for part in (line.document, line.clause) if part)
    cells = (_(line.kind.title), line.words, effect, document if line.is_set else _("as proposed"))
    return ShortRow(line.key, cells, hint=_(line.kind.title), quiet=not line.is_set)


def _choices(kind: RuleKind) -> list[tuple[str, str]]:
    if kind.kind is ValueKind.YES:
        return [("yes", _("yes")), ("no", _("no"))]
    return [(value, _(word)) for value, word in kind.choices.items()]


def _hint(kind: RuleKind) -> str:
    if kind.kind is ValueKind.PERCENT:
        return _("A percentage, for example {value}").format(value=kind.proposed)
    if kind.unit:
        return _("In {unit}, for example {value}").format(unit=_(kind.unit), value=kind.proposed)
    return ""
