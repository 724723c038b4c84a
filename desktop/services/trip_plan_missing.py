"""What the plan of a programme still lacks, and what of it is against its own rules."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import _, ngettext
from desktop.core.trip_rules import Effect, RuleKey, Rules
from desktop.services import trip_plan_rules, trips
from desktop.services.trip_plan_batch_checks import Ground, faults
from desktop.services.trip_plan_batches import entry_of
from desktop.services.trip_plan_checks import yuan
from desktop.services.trip_steps import Missing
from desktop.services.trips import BatchLine, ProgrammeCard

BATCH = "trip-batch"


def missing(session: Session, programme_id: UUID) -> tuple[Missing, ...]:
    """Return what the plan lacks: what it cannot be approved without first."""
    card, rules = trips.programme(session, programme_id), trips.rules(session, programme_id)
    batches = trips.batches(session, programme_id)
    found = [
        *_papers(session, programme_id),
        *_of_batches(card, rules, batches),
        *_sums(card, rules, batches),
        *_meeting(batches),
    ]
    return tuple(sorted(found, key=lambda one: not one.blocks))


def _papers(session: Session, programme_id: UUID) -> Iterator[Missing]:
    if not trips.documents(session, programme_id):
        yield Missing(_("No document is on the list: add the one the programme rests on."))
    bare = sum(
        line.kind.is_checked and line.effect is not Effect.OFF and line.document_id is None
        for line in trip_plan_rules.lines(session, programme_id)
    )
    if bare:
        words = ngettext(
            "{n} rule everybody is checked against names no document.",
            "{n} rules everybody is checked against name no document.",
            bare,
        )
        yield Missing(words.format(n=bare), blocks=False)


def _of_batches(card: ProgrammeCard, rules: Rules, batches: Sequence[BatchLine]) -> Iterator[Missing]:
    if not batches:
        yield Missing(_("There is no batch yet: add the first one."))
    for batch in batches:
        lacks = _lacks(batch)
        if lacks:
            words = _("{batch} has no {things}.").format(batch=batch.title, things=_(", ").join(lacks))
            yield Missing(words, True, BATCH, batch.id)
        if not batch.leader:
            yield Missing(_("{batch} has no leader.").format(batch=batch.title), False, BATCH, batch.id)
        # A rule or a base may have changed since the batch was entered.
        for fault in faults(entry_of(batch), Ground(card.year, rules, batch.is_paired)):
            words = _("{batch}: {fault}").format(batch=batch.title, fault=fault.sentence)
            yield Missing(words, True, BATCH, batch.id)


def _lacks(batch: BatchLine) -> list[str]:
    """Return the words of what a batch cannot do without."""
    wanted = (
        (batch.base_id, _("base")),
        (batch.starts_on, _("first day")),
        (batch.ends_on, _("last day")),
        (batch.price_fen, _("price")),
    )
    return [word for value, word in wanted if value is None]


def _sums(card: ProgrammeCard, rules: Rules, batches: Sequence[BatchLine]) -> Iterator[Missing]:
    held = sum(one.capacity for one in batches)
    if batches and held < card.places:
        words = _("The batches hold {held} people, {n} fewer than the {places} places: add a batch.")
        yield Missing(words.format(held=held, n=card.places - held, places=card.places))
    if held > card.places:
        words = _("The batches hold {held} people, {n} more than the {places} places: make one smaller.")
        yield Missing(words.format(held=held, n=held - card.places, places=card.places))
    needed = card.places * rules.fen(RuleKey.UNION_LIMIT)
    if card.budget_fen is not None and card.budget_fen < needed:
        words = _(
            "The budget of {budget} is {short} below {needed}, what the federation may have to pay for"
            " {places} places."
        )
        short = yuan(needed - card.budget_fen)
        yield Missing(
            words.format(budget=yuan(card.budget_fen), short=short, needed=yuan(needed), places=card.places),
            blocks=False,
        )


def _meeting(batches: Sequence[BatchLine]) -> Iterator[Missing]:
    """Yield which batches are at one base on the same day: the base may be too small for both."""
    at_base = defaultdict(list)
    for one in batches:
        if one.base_id is not None and one.starts_on is not None and one.ends_on is not None:
            at_base[one.base_id].append((one.starts_on, one.ends_on, one))
    for stays in at_base.values():
        stays.sort(key=lambda stay: (stay[0], stay[2].number))
        for (_first, last, early), (start, _last, late) in pairwise(stays):
            if start <= last:
                words = _("{one} and {other} are at {base} at the same time.")
                yield Missing(
                    words.format(one=early.title, other=late.title, base=late.base), False, BATCH, late.id
                )
