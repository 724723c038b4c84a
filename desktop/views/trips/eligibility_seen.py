"""What the step of eligibility shows, read at one moment, and how its list is narrowed and sorted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from PySide6.QtGui import QColor, QIcon

from desktop.core.i18n import _
from desktop.core.trip_rules import RuleKey
from desktop.services import trip_eligibility
from desktop.services.trip_eligibility import CheckLine, CheckReport, Outcome, rule_word
from desktop.services.trip_eligibility_export import told_outcome
from desktop.storage.store import Store
from desktop.views.support.icons import icon
from desktop.views.support.lazy_table import Column
from desktop.views.support.theme import colours


class Standing(StrEnum):
    """Which people the list shows."""

    ALL = "all"
    UNSETTLED = "unsettled"
    BLOCKED = "blocked"
    REVIEW = "review"
    PASS = "pass"
    EXCEPTION = "exception"
    TURNED_DOWN = "turned-down"


@dataclass(frozen=True)
class Narrowing:
    """What the list is narrowed to; what is empty narrows nothing."""

    text: str = ""
    standing: Standing = Standing.ALL
    rule: RuleKey | None = None
    organisation: UUID | None = None

    def fits(self, line: CheckLine) -> bool:
        """Say whether somebody is shown."""
        if self.organisation is not None and line.organisation_id != self.organisation:
            return False
        if self.rule is not None and not any(one.verdict.rule is self.rule for one in line.open):
            return False
        return _STANDINGS[self.standing](line) and (not self.text or self.text in _words(line))


@dataclass(frozen=True)
class EligibilitySeen:
    """The check of a programme, as it is."""

    report: CheckReport

    @cached_property
    def lines(self) -> Mapping[UUID, CheckLine]:
        """Everybody by key."""
        return {one.id: one for one in self.report.lines}

    def rules_not_met(self) -> list[tuple[RuleKey | None, str]]:
        """Return the rules that stop somebody, with how many, to choose from."""
        counts: dict[RuleKey, int] = {}
        for line in self.report.lines:
            for one in line.open if line.counts else ():
                counts[one.verdict.rule] = counts.get(one.verdict.rule, 0) + 1
        found: list[tuple[RuleKey | None, str]] = [(None, _("Any rule"))]
        return found + [(key, f"{rule_word(key)} ({counts[key]})") for key in RuleKey if key in counts]

    def organisations(self) -> list[tuple[UUID | None, str]]:
        """Return who named anybody, to choose from."""
        named = {one.organisation_id: one.organisation for one in self.report.lines}
        found: list[tuple[UUID | None, str]] = [(None, _("All organisations"))]
        return found + sorted(named.items(), key=lambda pair: pair[1])

    def ids(self, narrowing: Narrowing, order: str, falling: bool) -> list[UUID]:
        """Return the keys of those shown, sorted by a column, otherwise what is to be done first."""
        lines = [one for one in self.report.lines if narrowing.fits(one)]
        lines.sort(key=_ORDERS.get(order, _by_severity), reverse=falling)
        return [one.id for one in lines]


def look(store: Store, programme: UUID) -> EligibilitySeen:
    """Read what the step shows."""
    return EligibilitySeen(store.read(trip_eligibility.check, programme))


def columns() -> list[Column[CheckLine]]:
    """Return the columns of the list of people."""
    return [
        Column("number", _("No."), lambda one: str(one.number), width=44, right=True),
        Column("name", _("Name"), lambda one: one.name, width=84),
        Column("outcome", _("Check"), told_outcome, width=138, tone=line_colour, icon=line_icon),
        Column("organisation", _("Organisation"), lambda one: one.organisation, width=130),
        Column("post", _("Post"), lambda one: one.post, width=90, shown=False),
        Column("why", _("In the way"), _why, width=190, hint=_why_all),
    ]


def line_icon(one: CheckLine) -> QIcon:
    """Return the mark of somebody."""
    if not one.counts:
        return icon("minus-circle-outline", "quiet")
    if one.outcome is Outcome.PASS and one.is_overridden:
        return icon("account-check-outline", "due")
    return outcome_icon(one.outcome)


def outcome_icon(outcome: Outcome) -> QIcon:
    """Return the mark of an outcome; its shape tells it apart, not the colour alone."""
    pictures = {
        Outcome.PASS: ("check-circle-outline", "good"),
        Outcome.REVIEW: ("help-circle-outline", "due"),
        Outcome.BLOCKED: ("close-octagon-outline", "error"),
    }
    return icon(*pictures[outcome])


def line_colour(one: CheckLine) -> QColor | None:
    """Return the colour of the words of somebody's outcome."""
    if not one.counts:
        return QColor(colours().quiet)
    tones = {Outcome.PASS: None, Outcome.REVIEW: colours().due, Outcome.BLOCKED: colours().error}
    tone = tones[one.outcome]
    return QColor(tone) if tone else None


def _why(one: CheckLine) -> str:
    if not one.counts:
        return one.state_reason
    return one.open[0].verdict.sentence if one.open else ""


def _why_all(one: CheckLine) -> str:
    return "\n".join(rule.verdict.sentence for rule in one.open) if one.counts else one.state_reason


def _words(one: CheckLine) -> str:
    return f"{one.number} {one.name} {one.organisation} {one.post} {_why_all(one)}".casefold()


_STANDINGS: Mapping[Standing, Callable[[CheckLine], bool]] = {
    Standing.ALL: lambda _one: True,
    Standing.UNSETTLED: lambda one: one.counts and one.outcome is not Outcome.PASS,
    Standing.BLOCKED: lambda one: one.counts and one.outcome is Outcome.BLOCKED,
    Standing.REVIEW: lambda one: one.counts and one.outcome is Outcome.REVIEW,
    Standing.PASS: lambda one: one.counts and one.outcome is Outcome.PASS,
    Standing.EXCEPTION: lambda one: one.counts and one.is_overridden,
    Standing.TURNED_DOWN: lambda one: not one.counts,
}


def _by_severity(one: CheckLine) -> tuple[bool, int, bool, int]:
    return (not one.counts, _SEVERITY[one.outcome], not one.is_overridden, one.number)


_SEVERITY = {Outcome.BLOCKED: 0, Outcome.REVIEW: 1, Outcome.PASS: 2}
_ORDERS: Mapping[str, Callable[[CheckLine], Any]] = {
    "number": lambda one: one.number,
    "name": lambda one: one.name,
    "outcome": _by_severity,
    "why": _why,
    "organisation": lambda one: one.organisation,
    "post": lambda one: one.post,
}


def standings(report: CheckReport) -> list[tuple[Standing, str]]:
    """Return what the list may be narrowed to, with how many there are."""
    words = {
        Standing.ALL: _("All outcomes"),
        Standing.UNSETTLED: _("To be settled"),
        Standing.BLOCKED: _("Blocked"),
        Standing.REVIEW: _("Review"),
        Standing.PASS: _("Pass"),
        Standing.EXCEPTION: _("By exception"),
        Standing.TURNED_DOWN: _("Turned down"),
    }
    return [(one, f"{words[one]} ({sum(map(_STANDINGS[one], report.lines)):,})") for one in Standing]
