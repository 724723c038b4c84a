"""Whether somebody named may go: each rule with the value found, the value asked and its document.

A rule that is not met does what the programme says (block or review); what is not known, or contradicts
itself, is always to be looked at and never passes in silence.
"""

from collections.abc import Callable, Iterable

from desktop.core import eligibility_person as person
from desktop.core import eligibility_trips as trips
from desktop.core.eligibility_facts import WORST_LAST, Facts, Finding, Frame, Met, Outcome, Verdict
from desktop.core.i18n import _
from desktop.core.trip_rules import RULES, Effect, RuleKey, ValueKind, value_words

Check = Callable[[Facts, Frame], Finding]

CHECKS: dict[RuleKey, Check] = {
    RuleKey.MEMBER: person.member,
    RuleKey.IN_POST: person.in_post,
    RuleKey.IDENTITY: person.identity,
    RuleKey.NAMED_TWICE: trips.named_twice,
    RuleKey.REPEAT_YEARS: trips.repeat_bar,
    RuleKey.FIT: person.fit,
    RuleKey.RETIRED: person.retired,
    RuleKey.HONOUR: person.honour,
    RuleKey.FRONTLINE: person.frontline,
    RuleKey.HAZARDOUS: person.hazardous,
    RuleKey.RETIREMENT_NEAR: person.near_retirement_if_claimed,
    RuleKey.NEAR_RETIREMENT: person.near_retirement,
    RuleKey.CLAIMS: person.claims,
    RuleKey.NAMES_PER_UNION: trips.names_per_union,
    RuleKey.YUAN_A_YEAR: trips.money_a_year,
    RuleKey.DAYS_A_YEAR: trips.days_a_year,
    RuleKey.IN_YEAR: trips.in_year,
}
"""The rules each nominee is checked against, in the order they are told."""

_NO_LIMIT = (RuleKey.NAMES_PER_UNION, RuleKey.REPEAT_YEARS)


class Judge:
    """Judges nominees of one programme; what the rules ask is put into words once."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        rules = frame.rules
        self._asked = [
            (key, check, rules.effect(key), value_words(key, rules.text(key)), rules.document(key))
            for key, check in CHECKS.items()
            if is_asked(frame, key)
        ]

    def judge(self, facts: Facts) -> tuple[Verdict, ...]:
        """Return what every rule asked says of somebody, those met included."""
        verdicts = []
        for key, check, effect, needed, document in self._asked:
            one = check(facts, self._frame)
            verdicts.append(
                Verdict(key, _outcome(one.met, effect), one.found, needed, document, one.sentence, one.remedy)
            )
        return tuple(verdicts)


def is_asked(frame: Frame, key: RuleKey) -> bool:
    """Say whether the programme asks a rule at all."""
    rules = frame.rules
    if rules.effect(key) is Effect.OFF:
        return False
    if RULES[key].kind is ValueKind.YES:
        return rules.is_yes(key)
    return not (key in _NO_LIMIT and rules.text(key) == "0")


def _outcome(met: Met, effect: Effect) -> Outcome:
    if met is Met.YES:
        return Outcome.PASS
    if met is Met.NO and effect is Effect.BLOCK:
        return Outcome.BLOCKED
    return Outcome.REVIEW


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the worst of some outcomes; PASS where there are none."""
    return max(outcomes, key=WORST_LAST.index, default=Outcome.PASS)


def outcome_word(outcome: Outcome) -> str:
    """Return the trade's word for an outcome."""
    words = {Outcome.PASS: _("pass"), Outcome.REVIEW: _("review"), Outcome.BLOCKED: _("blocked")}
    return words[outcome]
