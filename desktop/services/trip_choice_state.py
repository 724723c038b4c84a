"""What the step of choice and placing still lacks."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.eligibility_facts import Outcome
from desktop.core.i18n import _, ngettext
from desktop.core.trip_rules import Effect, RuleKey, Rules, least_of
from desktop.models.trip_people import NomineeState
from desktop.services import trip_choice, trip_eligibility, trip_nominees, trips
from desktop.services.trip_choice_draws import CHOICE, draw_in_force
from desktop.services.trip_figures import WITH_PLACE
from desktop.services.trip_nominees import NomineeLine, NomineeSought
from desktop.services.trip_steps import Missing
from desktop.services.trips import BatchLine


def missing(session: Session, programme_id: UUID) -> tuple[Missing, ...]:
    """Return what the step lacks: a choice, places in batches, the front line's share, an eligible person."""
    if draw_in_force(session, programme_id, CHOICE) is None:
        return (Missing(_("Nobody is chosen yet.")),)
    people = trip_nominees.listed(session, programme_id, NomineeSought(states=trip_choice.TOOK_PART))
    chosen = [one for one in people if one.state in WITH_PLACE]
    rules = trips.rules(session, programme_id)
    return (
        *_unfit(session, programme_id, people),
        *_unplaced(chosen),
        *_shares(chosen, trips.batches(session, programme_id), rules),
    )


def _unfit(session: Session, programme_id: UUID, people: tuple[NomineeLine, ...]) -> Iterator[Missing]:
    verdicts = trip_eligibility.verdict_of(session, programme_id)
    for one in people:
        if one.state is NomineeState.CHOSEN and verdicts.get(one.id) is not Outcome.PASS:
            words = _("{number} {name} has a place, but the check does not pass any more.")
            yield Missing(words.format(number=one.number, name=one.name), True, "nominee", one.id)
    late = sum(
        1 for one in people if one.state is NomineeState.NAMED and verdicts.get(one.id) is Outcome.PASS
    )
    if late:
        yield Missing(
            ngettext(
                "{n} person has passed the check since the choice and took no part in it.",
                "{n} people have passed the check since the choice and took no part in it.",
                late,
            ).format(n=late),
            blocks=False,
        )


def _unplaced(chosen: list[NomineeLine]) -> Iterator[Missing]:
    if not chosen:
        yield Missing(_("Nobody has a place."))
    without = [one for one in chosen if one.batch_id is None]
    if without:
        yield Missing(
            ngettext(
                "{n} person who has a place is in no batch yet.",
                "{n} people who have a place are in no batch yet.",
                len(without),
            ).format(n=len(without)),
            True,
            "nominee",
            without[0].id,
        )


def _shares(chosen: list[NomineeLine], batches: tuple[BatchLine, ...], rules: Rules) -> Iterator[Missing]:
    yield from _short(_("All batches together"), chosen, rules, RuleKey.FRONTLINE_SHARE)
    there = Counter(one.batch_id for one in chosen)
    for batch in batches:
        of_it = [one for one in chosen if one.batch_id == batch.id]
        yield from _short(batch.title, of_it, rules, RuleKey.FRONTLINE_BATCH)
        over = there[batch.id] - batch.capacity
        if over > 0:
            yield Missing(
                ngettext(
                    "{batch}: {n} person more than it has places.",
                    "{batch}: {n} people more than it has places.",
                    over,
                ).format(batch=batch.title, n=over)
            )


def _short(what: str, people: list[NomineeLine], rules: Rules, key: RuleKey) -> Iterator[Missing]:
    needed = least_of(rules.share(key), len(people))
    held = sum(one.frontline is True for one in people)
    if held < needed and rules.effect(key) is not Effect.OFF:
        words = _("{what}: {held} of the front line, at least {needed} are needed.")
        sentence = words.format(what=what, held=held, needed=needed)
        yield Missing(sentence, rules.effect(key) is Effect.BLOCK)
