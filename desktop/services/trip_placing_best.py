"""The best placing found, what its rules cost, and why somebody is left out.

Apart from :mod:`trip_placing` because it loads the solver: only whoever places imports it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import _, ngettext
from desktop.core.placing import PlacingTask, Worth
from desktop.core.progress import Progress, Silent
from desktop.services import trip_placing, trip_substitution
from desktop.services.placing_solver import front_line_lacking, place
from desktop.services.trip_placing import PlacingCase, PlacingReport
from desktop.services.trip_roster_log import Grounds
from desktop.services.trip_steps import TripStep, require_open


@dataclass(frozen=True, slots=True)
class RuleCost:
    """What one rule costs: the worth of the best placing without it, beside the one with it.

    ``more`` people could be placed, with ``fewer_steps`` down from first preferences (of equally many people
    only; else 0).
    """

    rule: str
    without: Worth
    more: int
    fewer_steps: int


def best(case: PlacingCase, progress: Progress | None = None) -> PlacingReport:
    """Return the best placing of a case; reads and writes nothing. Raises Cancelled as ``progress`` does."""
    found = place(case.task, progress)
    return trip_placing.report_of(case, found.placed, found.worth, found.bound)


def costs(report: PlacingReport, progress: Progress | None = None) -> tuple[RuleCost, ...]:
    """Return what each rule costs that is in force, each solved anew without it."""
    watch = progress or Silent()
    return tuple(
        _cost(words, report.worth, place(without, watch).worth)
        for words, without in _without(report.case.task)
    )


def why_left_out(report: PlacingReport, progress: Progress | None = None) -> tuple[str, ...]:
    """Return why not everybody is placed: which rule, by how many people, and what would mend it."""
    left, free = len(report.unplaced), report.free
    if not left:
        return ()
    told = []
    places = sum(batch.capacity for batch in report.case.task.batches)
    over = len(report.lines) - places
    if over > 0:
        told.append(
            ngettext(
                "There is {n} person more than places: add a batch, or make one larger.",
                "There are {n} people more than places: add a batch, or make one larger.",
                over,
            ).format(n=over)
        )
    if not free:
        return tuple(told)
    watch = progress or Silent()
    lacking = front_line_lacking(report.case.task, watch)
    if lacking:
        told.append(
            ngettext(
                "The share of the front line leaves places empty: {n} more front-line worker in place of"
                " somebody else would fill them. Have one named, or change the rule by a document.",
                "The share of the front line leaves places empty: {n} more front-line workers in place of"
                " others would fill them. Have them named, or change the rule by a document.",
                lacking,
            ).format(n=lacking)
        )
    told += [_cost_words(one) for one in costs(report, watch) if one.more]
    return tuple(told)


def move(session: Session, nominee_id: UUID, batch_id: UUID, reason: str, by: str) -> str:
    """Move somebody to another batch by hand, while the step is open; return the name.

    Raises StepApproved, FieldError (reason, by), and what :func:`trip_substitution.move` raises where a rule
    is against it.
    """
    programme = trip_placing.programme_of(session, nominee_id)
    require_open(session, programme, TripStep.CHOICE)
    return trip_substitution.move(session, nominee_id, batch_id, Grounds(reason, by))


def _without(task: PlacingTask) -> Iterator[tuple[str, PlacingTask]]:
    if task.share or task.batch_share:
        yield (
            _("the least share of the front line"),
            replace(task, share=Fraction(0), batch_share=Fraction(0)),
        )
    if task.wishes:
        yield _("employers together or apart"), replace(task, wishes={})
    if any(batch.reserved_trade for batch in task.batches):
        opened = tuple(replace(batch, reserved_trade="") for batch in task.batches)
        yield _("batches kept for a trade"), replace(task, batches=opened)


def _cost(words: str, held: Worth, without: Worth) -> RuleCost:
    more = without.placed - held.placed
    return RuleCost(words, without, more, 0 if more else held.steps - without.steps)


def cost_words(costs: tuple[RuleCost, ...]) -> tuple[str, ...]:
    """Return what rules cost, a sentence each."""
    if not costs:
        return (_("No rule narrows the placing."),)
    return tuple(_cost_words(one) for one in costs)


def _cost_words(one: RuleCost) -> str:
    if one.more:
        return _("Without this rule {n} more could be placed: {rule}").format(n=one.more, rule=one.rule)
    if one.fewer_steps > 0:
        words = _("Without this rule {n} steps down fewer would be needed: {rule}")
        return words.format(n=one.fewer_steps, rule=one.rule)
    return _("This rule costs nothing: {rule}").format(rule=one.rule)
