"""Whether somebody named may go: each rule with the value found, the value asked and its document.

A rule that is not met does what the programme says (block or review); what is not known, or contradicts
itself, is always to be looked at and never passes in silence.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from operator import attrgetter

from desktop.core import eligibility_person as person
from desktop.core import eligibility_trips as trips
from desktop.core.eligibility_facts import WORST_LAST, Facts, Finding, Frame, Met, Outcome, Verdict
from desktop.core.i18n import _
from desktop.core.trip_rules import RULES, Effect, RuleKey, ValueKind, value_words

Check = Callable[[Facts, Frame], Finding]
_seen = attrgetter

# What each rule is checked by, in the order they are told, and what of somebody it looks at: who is alike
# in that is judged once. Without the latter hardly two are alike.
_CHECKS: dict[RuleKey, tuple[Check, Callable[[Facts], Hashable] | None]] = {
    RuleKey.MEMBER: (person.member, _seen("is_member")),
    RuleKey.IN_POST: (person.in_post, _seen("in_post")),
    RuleKey.IDENTITY: (person.identity, None),
    RuleKey.NAMED_TWICE: (trips.named_twice, _seen("also_named_by")),
    RuleKey.REPEAT_YEARS: (trips.repeat_bar, _seen("past.last_year", "said_last_year")),
    RuleKey.FIT: (person.fit, _seen("fit")),
    RuleKey.RETIRED: (person.retired, None),
    RuleKey.HONOUR: (person.honour, _seen("honours")),
    RuleKey.FRONTLINE: (person.frontline, _seen("frontline")),
    RuleKey.HAZARDOUS: (person.hazardous, _seen("hazardous")),
    RuleKey.RETIREMENT_NEAR: (person.near_retirement_if_claimed, None),
    RuleKey.NEAR_RETIREMENT: (person.near_retirement, None),
    RuleKey.CLAIMS: (person.claims, _seen("categories", "hazardous", "honours")),
    RuleKey.NAMES_PER_UNION: (trips.names_per_union, _seen("organisation", "order")),
    RuleKey.YUAN_A_YEAR: (trips.money_a_year, _seen("past.fen_this_year", "offers")),
    RuleKey.DAYS_A_YEAR: (trips.days_a_year, _seen("past.days_this_year", "offers")),
    RuleKey.IN_YEAR: (trips.in_year, _seen("offers")),
}
CHECKED = tuple(_CHECKS)
"""The rules each nominee is checked against, in the order they are told."""

_BRACKETS = re.compile(r"\s*[(（].*$")
_NO_LIMIT = (RuleKey.NAMES_PER_UNION, RuleKey.REPEAT_YEARS)


class Judge:
    """Judges the nominees of one programme; what the rules ask is put into words once."""

    def __init__(self, frame: Frame) -> None:
        self._asked = [_Asked(key, *_CHECKS[key], frame) for key in CHECKED if is_asked(frame, key)]

    def judge(self, facts: Facts) -> tuple[Verdict, ...]:
        """Return what every rule asked says of somebody, those met included."""
        return tuple([rule.verdict(facts) for rule in self._asked])


class _Asked:
    """A rule the programme asks, with the verdicts it came to so far."""

    def __init__(
        self, key: RuleKey, check: Check, seen: Callable[[Facts], Hashable] | None, frame: Frame
    ) -> None:
        rules = frame.rules
        self._key, self._check, self._seen, self._frame = key, check, seen, frame
        self._effect, self._document = rules.effect(key), rules.document(key)
        self._needed = value_words(key, rules.text(key))
        self._known: dict[Hashable, Verdict] = {}

    def verdict(self, facts: Facts) -> Verdict:
        """Return what the rule says of somebody."""
        if self._seen is None:
            return self._judged(facts)
        seen = self._seen(facts)
        found = self._known.get(seen)
        if found is None:
            found = self._known[seen] = self._judged(facts)
        return found

    def _judged(self, facts: Facts) -> Verdict:
        one = self._check(facts, self._frame)
        outcome = _outcome(one.met, self._effect)
        return Verdict(self._key, outcome, one.found, self._needed, self._document, one.sentence, one.remedy)


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


def rule_word(key: RuleKey) -> str:
    """Return what a rule is called, without what its title says about the value in brackets."""
    return _BRACKETS.sub("", _(RULES[key].title))


def outcome_word(outcome: Outcome) -> str:
    """Return the trade's word for an outcome."""
    words = {Outcome.PASS: _("pass"), Outcome.REVIEW: _("review"), Outcome.BLOCKED: _("blocked")}
    return words[outcome]
