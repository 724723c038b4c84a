"""Who of those named for a trip may go: every rule with what was found, and what was set aside by whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.eligibility import Judge, outcome_word, rule_word, worst
from desktop.core.eligibility_facts import Frame, Outcome, Verdict
from desktop.core.eligibility_groups import Named as NamedTogether
from desktop.core.eligibility_groups import frontline_in_all, frontline_of_unit, history_gaps
from desktop.core.errors import NotFound
from desktop.core.i18n import _, ngettext
from desktop.core.trip_rules import Effect, RuleKey
from desktop.models.trip_people import TripNominee
from desktop.models.trip_quotas import TripAllocation, TripQuota
from desktop.services import trip_overrides, trips
from desktop.services.trip_eligibility_facts import Named, frame_of, named_in
from desktop.services.trip_overrides import OverrideLine
from desktop.services.trip_steps import Missing

__all__ = [
    "CheckLine", "CheckReport", "GroupLine", "Outcome", "RuleLine", "Verdict",
    "check", "check_one", "missing", "outcome_word", "rule_word", "verdict_of",
]  # fmt: skip
_TOLD = 20


@dataclass(frozen=True, slots=True)
class RuleLine:
    """What a rule says of a nominee, and who set it aside, if anybody did."""

    verdict: Verdict
    override: OverrideLine | None = None

    @property
    def outcome(self) -> Outcome:
        """What counts: a rule set aside counts as met."""
        return Outcome.PASS if self.override else self.verdict.outcome


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A nominee with what every rule said.

    ``state`` is a ``NomineeState``; ``counts`` is false for who was turned down. ``outcome`` is the worst of
    what counts; a rule set aside counts as met.
    """

    id: UUID
    number: int
    worker_id: UUID
    name: str
    organisation_id: UUID
    organisation: str
    post: str
    frontline: bool | None
    state: str
    state_reason: str
    counts: bool
    outcome: Outcome
    verdicts: tuple[Verdict, ...]
    overrides: tuple[OverrideLine, ...] = ()

    @property
    def rules(self) -> tuple[RuleLine, ...]:
        """What every rule said, and who set it aside, if anybody did."""
        aside = {one.rule: one for one in self.overrides}
        return tuple(RuleLine(one, aside.get(one.rule)) for one in self.verdicts)

    @property
    def is_overridden(self) -> bool:
        """Whether a rule that is not met was set aside."""
        return bool(self.overrides) and any(
            one.override and one.verdict.outcome is not Outcome.PASS for one in self.rules
        )

    @property
    def open(self) -> tuple[RuleLine, ...]:
        """The rules that still stand in the way, the worst first."""
        found = [one for one in self.rules if one.outcome is not Outcome.PASS]
        return tuple(sorted(found, key=lambda one: one.outcome is not Outcome.BLOCKED))


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A rule about many together that is not met; ``organisation_id`` is None for the whole programme."""

    organisation_id: UUID | None
    organisation: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What the check of a programme came to, nominee by nominee in the order of their numbers."""

    programme_id: UUID
    year: int
    lines: tuple[CheckLine, ...]
    groups: tuple[GroupLine, ...]

    def counts(self) -> dict[Outcome, int]:
        """Return how many of those who still count passed, are to be looked at, are blocked."""
        found = Counter(one.outcome for one in self.lines if one.counts)
        return {outcome: found[outcome] for outcome in Outcome}

    def overridden(self) -> int:
        """Return for how many a rule was set aside."""
        return sum(one.counts and one.is_overridden for one in self.lines)

    def turned_down(self) -> int:
        """Return how many were turned down."""
        return sum(not one.counts for one in self.lines)

    def sentence(self) -> str:
        """Return the check in a sentence."""
        found = self.counts()
        people = sum(found.values())
        return ngettext(
            "{count} nominee checked: {passed} pass, {review} to be looked at, {blocked} blocked.",
            "{count} nominees checked: {passed} pass, {review} to be looked at, {blocked} blocked.",
            people,
        ).format(
            count=people,
            passed=found[Outcome.PASS],
            review=found[Outcome.REVIEW],
            blocked=found[Outcome.BLOCKED],
        )


def check(session: Session, programme_id: UUID) -> CheckReport:
    """Check everybody named in a programme, those turned down included. Raises NoProgramme."""
    frame = frame_of(session, programme_id)
    named = named_in(session, programme_id, frame.year)
    overrides = trip_overrides.of_programme(session, programme_id)
    judge = Judge(frame)
    lines = tuple(_line(one, judge, overrides.get(one.id, ())) for one in named)
    groups = tuple(_groups(session, programme_id, frame, lines))
    return CheckReport(programme_id, frame.year, lines, groups)


def check_one(session: Session, nominee_id: UUID) -> CheckLine:
    """Check one nominee. Raises NotFound where the name was taken back."""
    row = session.get(TripNominee, nominee_id)
    gone = NotFound(_("That nomination is no longer on file."))
    if row is None or row.removed_at is not None:
        raise gone
    frame = frame_of(session, row.programme_id)
    for one in named_in(session, row.programme_id, frame.year):
        if one.id == nominee_id:
            overrides = trip_overrides.of_nominees(session, [nominee_id])
            return _line(one, Judge(frame), tuple(overrides))
    raise gone


def verdict_of(session: Session, programme_id: UUID) -> dict[UUID, Outcome]:
    """Return what the check says of everybody who still counts; a rule set aside counts as met."""
    return {one.id: one.outcome for one in check(session, programme_id).lines if one.counts}


def missing(session: Session, programme_id: UUID) -> tuple[Missing, ...]:
    """Return whose eligibility is not settled, and what the names together lack."""
    report = check(session, programme_id)
    unsettled = [one for one in report.lines if one.counts and one.outcome is not Outcome.PASS]
    told = [_missing_line(one) for one in unsettled[:_TOLD]]
    if not any(one.counts for one in report.lines):
        told.append(Missing(_("Nobody is named yet.")))
    if len(unsettled) > _TOLD:
        more = len(unsettled) - _TOLD
        told.append(
            Missing(
                ngettext("{count} more is not settled.", "{count} more are not settled.", more).format(
                    count=more
                )
            )
        )
    told += [
        Missing(
            one.verdict.sentence,
            one.verdict.outcome is Outcome.BLOCKED,
            "organisation" if one.organisation_id else "",
            one.organisation_id,
        )
        for one in report.groups
    ]
    return tuple(told)


def _missing_line(one: CheckLine) -> Missing:
    words = _("{number} {name} ({organisation}): {why}").format(
        number=one.number, name=one.name, organisation=one.organisation, why=one.open[0].verdict.sentence
    )
    return Missing(words, True, "nominee", one.id)


def _line(one: Named, judge: Judge, overrides: tuple[OverrideLine, ...]) -> CheckLine:
    verdicts = judge.judge(one.facts)
    aside = {line.rule for line in overrides}
    return CheckLine(
        id=one.id,
        number=one.number,
        worker_id=one.worker_id,
        name=one.name,
        organisation_id=one.organisation_id,
        organisation=one.facts.organisation,
        post=one.post,
        frontline=one.facts.frontline,
        state=one.state,
        state_reason=one.state_reason,
        counts=one.counts,
        outcome=worst({verdict.outcome for verdict in verdicts if verdict.rule not in aside}),
        verdicts=verdicts,
        overrides=overrides,
    )


def _groups(
    session: Session, programme_id: UUID, frame: Frame, lines: tuple[CheckLine, ...]
) -> Iterable[GroupLine]:
    if gap := history_gaps(frame.rules, frame.year, frame.years_listed):
        yield GroupLine(None, "", gap)
    rules = frame.rules
    if rules.effect(RuleKey.FRONTLINE_SHARE) is Effect.OFF or rules.share(RuleKey.FRONTLINE_SHARE) == 0:
        return
    going = [one for one in lines if one.counts and one.outcome is not Outcome.BLOCKED]
    places = trips.on_file(session, programme_id).places
    in_all = frontline_in_all(NamedTogether("", len(going), _frontline(going), places), rules)
    if in_all.outcome is not Outcome.PASS:
        yield GroupLine(None, "", in_all)
    quotas = _quotas(session, programme_id)
    units: defaultdict[UUID, list[CheckLine]] = defaultdict(list)
    for one in going:
        units[one.organisation_id].append(one)
    for key, names in units.items():
        quota, least = quotas.get(key, (None, None))
        together = NamedTogether(names[0].organisation, len(names), _frontline(names), quota, least)
        verdict = frontline_of_unit(together, rules)
        if verdict.outcome is not Outcome.PASS:
            yield GroupLine(key, names[0].organisation, verdict)


def _frontline(lines: Iterable[CheckLine]) -> int:
    return sum(one.frontline is True for one in lines)


def _quotas(session: Session, programme_id: UUID) -> dict[UUID, tuple[int, int]]:
    """Return the places and the least of the front line of each organisation in the allocation in force."""
    rows = session.execute(
        select(TripQuota.organisation_id, func.sum(TripQuota.places), func.sum(TripQuota.frontline_min))
        .join(TripAllocation, TripAllocation.id == TripQuota.allocation_id)
        .where(
            TripAllocation.programme_id == programme_id,
            TripAllocation.removed_at.is_(None),
            TripAllocation.superseded_at.is_(None),
            TripQuota.removed_at.is_(None),
            TripQuota.is_leaf.is_(True),
        )
        .group_by(TripQuota.organisation_id)
    )
    return {key: (int(places), int(least)) for key, places, least in rows}
