"""What can be said only of many nominees together: whether the share of the front line can be reached."""

from dataclasses import dataclass

from desktop.core.eligibility_facts import Outcome, Verdict
from desktop.core.i18n import _, ngettext
from desktop.core.trip_rules import EVER, Effect, RuleKey, Rules, least_of, value_words


@dataclass(frozen=True, slots=True)
class Named:
    """Those somebody named who may still go, blocked ones left out.

    ``places`` is how many may go, ``least`` how many of them must be of the front line by the quota;
    both ``None`` without a quota.
    """

    who: str
    people: int
    frontline: int
    places: int | None = None
    least: int | None = None

    @property
    def going(self) -> int:
        """How many can go at most."""
        return self.people if self.places is None else min(self.people, self.places)


def frontline_of_unit(named: Named, rules: Rules) -> Verdict:
    """Say whether an employer's names hold enough of the front line for its places."""
    share = rules.share(RuleKey.FRONTLINE_SHARE)
    least = least_of(share, named.going) if named.least is None else min(named.least, named.going)
    found = _("{frontline} of {people}").format(frontline=named.frontline, people=named.people)
    short = least - named.frontline
    if short <= 0:
        return _verdict(rules, Outcome.PASS, found, least)
    others = named.going - least
    return _verdict(
        rules,
        _not_met(rules),
        found,
        least,
        _("{who}: {frontline} of the front line are named for {places} places, {short} too few.").format(
            who=named.who, frontline=named.frontline, places=named.going, short=short
        ),
        _mend(short, min(named.people, named.frontline + others)),
    )


def _mend(short: int, places: int) -> str:
    """Return what an employer can do; no place at all is no advice."""
    if places < 1:
        return _("Name {short} more of the front line.").format(short=short)
    words = _("Name {short} more of the front line, or use {places} places.")
    return words.format(short=short, places=places)


def frontline_in_all(named: Named, rules: Rules) -> Verdict:
    """Say whether the share of the front line in all can still be reached with those named."""
    share = rules.share(RuleKey.FRONTLINE_SHARE)
    least = least_of(share, named.going)
    found = _("{frontline} of {people}").format(frontline=named.frontline, people=named.people)
    short = least - named.frontline
    if short <= 0:
        return _verdict(rules, Outcome.PASS, found, least)
    reachable = named.frontline * share.denominator // share.numerator
    return _verdict(
        rules,
        _not_met(rules),
        found,
        least,
        _(
            "{going} people at {share} need {least} of the front line; named {frontline}, {short} too few."
        ).format(
            going=named.going,
            share=value_words(RuleKey.FRONTLINE_SHARE, rules.text(RuleKey.FRONTLINE_SHARE)),
            least=least,
            frontline=named.frontline,
            short=short,
        ),
        _("Ask the units for {short} more names of the front line, or fill {places} places.").format(
            short=short, places=reachable
        ),
    )


def history_gaps(rules: Rules, year: int, years_listed: frozenset[int]) -> Verdict | None:
    """Say which years of the bar have no list of trips on file, so that the bar rests on the forms alone."""
    bar = rules.text(RuleKey.REPEAT_YEARS)
    if rules.effect(RuleKey.REPEAT_YEARS) is Effect.OFF or bar in ("0", "1"):
        return None
    first = min(years_listed, default=year) if bar == EVER else year - int(bar) + 1
    lacking = [one for one in range(min(first, year - 1), year) if one not in years_listed]
    if not lacking:
        return None
    years = _(", ").join(map(str, lacking))
    return Verdict(
        RuleKey.REPEAT_YEARS,
        Outcome.REVIEW,
        ngettext("{count} year without a list", "{count} years without a list", len(lacking)).format(
            count=len(lacking)
        ),
        value_words(RuleKey.REPEAT_YEARS, bar),
        rules.document(RuleKey.REPEAT_YEARS),
        _("No list of who went in {years} is on file; for these years only the forms tell.").format(
            years=years
        ),
        _("Take in the lists of former years."),
    )


def _not_met(rules: Rules) -> Outcome:
    blocks = rules.effect(RuleKey.FRONTLINE_SHARE) is Effect.BLOCK
    return Outcome.BLOCKED if blocks else Outcome.REVIEW


def _verdict(
    rules: Rules, outcome: Outcome, found: str, least: int, sentence: str = "", remedy: str = ""
) -> Verdict:
    return Verdict(
        RuleKey.FRONTLINE_SHARE,
        outcome,
        found,
        _("at least {least}").format(least=least),
        rules.document(RuleKey.FRONTLINE_SHARE),
        sentence,
        remedy,
    )
