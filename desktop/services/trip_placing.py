"""Placing those who have a place into batches: the task, the best placing, and putting it down."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import N_, _
from desktop.core.placing import Batch, PlacingTask, Traveller, Wish, WishKind, Worth, steps_down
from desktop.core.trip_rules import Effect, RuleKey, Rules, least_of
from desktop.models.trip_people import TripNominee
from desktop.services import trip_choice, trip_nominees, trips
from desktop.services.trip_choice import ChoiceReport
from desktop.services.trip_choice_draws import PLACING, Lots, clean_lots, draw_in_force, put_draw
from desktop.services.trip_figures import WITH_PLACE
from desktop.services.trip_nominees import NomineeLine, NomineeSought
from desktop.services.trip_steps import TripStep, require_open
from desktop.services.trips import BatchLine
from desktop.storage import journal

__all__ = [
    "BatchFill", "EmployerWish", "Lots", "NothingToPlace", "PlacedLine", "PlacingCase", "PlacingReport",
    "PlacingSettings", "TaskChanged", "Wish", "WishKind", "case_of", "employers", "kept", "programme_of",
    "report_of", "settings_of", "settle",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class EmployerWish:
    """What an organisation asks for its people; ``people`` is how many of them have a place."""

    organisation_id: UUID
    organisation: str
    people: int
    wish: Wish | None


@dataclass(frozen=True, slots=True)
class PlacingSettings:
    """What a placing is made with beside the list and the rules: the lots, and employers' wishes by key."""

    lots: Lots
    wishes: Mapping[UUID, Wish] = field(default_factory=dict)


@dataclass(frozen=True)
class PlacingCase:
    """All a placing needs, read at one moment: the task with numbers and names, and what they stand for."""

    programme_id: UUID
    title: str
    settings: PlacingSettings
    task: PlacingTask
    people: tuple[NomineeLine, ...]
    batches: tuple[BatchLine, ...]


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """Somebody with the batch found (0: none), and how many steps that is below the first preference."""

    nominee: NomineeLine
    batch: int
    steps: int

    @property
    def preference(self) -> int:
        """Which preference the batch is, from 1; 0 where it is none of them, or none was named."""
        named = self.nominee.preferences
        return named.index(self.batch) + 1 if self.batch in named else 0


@dataclass(frozen=True, slots=True)
class BatchFill:
    """A batch as filled; ``needed`` is the least of the front line for so many people."""

    batch: BatchLine
    people: int
    frontline: int
    needed: int


@dataclass(frozen=True, slots=True)
class PlacingReport:
    """A placing with its worth and what none can surpass (``bound``); ``needed`` of the front line in all.

    ``preferences`` counts those who got their first, second … preference; key 0 is none of those named.
    ``content`` named none. ``apart`` are employers who asked to stay together, with their batches, if more
    than one.
    """

    case: PlacingCase
    made_at: datetime | None
    lines: tuple[PlacedLine, ...]
    batches: tuple[BatchFill, ...]
    worth: Worth
    bound: Worth
    frontline: int
    needed: int
    preferences: Mapping[int, int]
    content: int
    apart: tuple[tuple[str, int], ...]

    @property
    def is_proven(self) -> bool:
        """Whether no placing is better than the one that was found."""
        return self.worth == self.bound

    @property
    def unplaced(self) -> tuple[PlacedLine, ...]:
        """Whoever has a place but found no batch."""
        return tuple(line for line in self.lines if not line.batch)

    @property
    def free(self) -> int:
        """Places left empty."""
        return sum(max(one.batch.capacity - one.people, 0) for one in self.batches)


class NothingToPlace(Refused):
    """Nobody has a place yet, or there is no batch to place them in."""


class TaskChanged(Refused):
    """The list, a batch or a rule has changed since the placing was found."""


def settings_of(session: Session, programme_id: UUID) -> PlacingSettings:
    """Return the settings of the placing in force; before the first, the seed of the choice, no wishes."""
    row = draw_in_force(session, programme_id, PLACING)
    if row is None:
        return PlacingSettings(trip_choice.lots_proposed(session, programme_id))
    held = json.loads(row.settings)
    wishes = {UUID(key): Wish(WishKind(kind), most) for key, (kind, most) in held["wishes"].items()}
    return PlacingSettings(Lots(row.seed, held["drawn"]), wishes)


def employers(session: Session, programme_id: UUID) -> tuple[EmployerWish, ...]:
    """Return the organisations whose people have a place, the largest first, with the wishes in force."""
    chosen = _with_place(session, programme_id)
    wishes = settings_of(session, programme_id).wishes
    names = {one.organisation_id: one.organisation for one in chosen}
    counts = Counter(one.organisation_id for one in chosen)
    return tuple(
        EmployerWish(key, names[key], count, wishes.get(key))
        for key, count in sorted(counts.items(), key=lambda one: (-one[1], names[one[0]], one[0]))
    )


def case_of(
    session: Session,
    programme_id: UUID,
    settings: PlacingSettings | None = None,
    proposed: ChoiceReport | None = None,
) -> PlacingCase:
    """Return what is to be placed now, or were the choice made that is ``proposed``.

    Raises AlreadyTravelled, NothingToPlace, FieldError (seed).
    """
    trip_choice.require_nobody_travelled(session, programme_id)
    people = _proposed(proposed) if proposed else _with_place(session, programme_id)
    return _case(session, programme_id, people, settings)


def _case(
    session: Session,
    programme_id: UUID,
    people: tuple[NomineeLine, ...],
    settings: PlacingSettings | None = None,
) -> PlacingCase:
    given = settings or settings_of(session, programme_id)
    given = replace(given, lots=clean_lots(given.lots))
    batches = trips.batches(session, programme_id)
    if not people:
        raise NothingToPlace(_("Nobody has a place yet."), _("Choose first; then place."))
    if not batches:
        raise NothingToPlace(_("The programme has no batches."), _("Enter them in the plan."))
    rules = trips.rules(session, programme_id)
    return PlacingCase(
        programme_id=programme_id,
        title=trips.programme(session, programme_id).title,
        settings=given,
        task=PlacingTask(
            people=tuple(_traveller(one) for one in people),
            batches=tuple(Batch(one.number, one.capacity, one.reserved_trade) for one in batches),
            seed=given.lots.seed,
            wishes=_wishes(people, given.wishes, rules.number(RuleKey.SEPARATE)),
            share=_share(rules, RuleKey.FRONTLINE_SHARE),
            batch_share=_share(rules, RuleKey.FRONTLINE_BATCH),
        ),
        people=people,
        batches=batches,
    )


def report_of(case: PlacingCase, placed: Mapping[int, int], worth: Worth, bound: Worth) -> PlacingReport:
    """Return a placing (number on the list -> number of the batch) with all that can be said of it."""
    travellers = {one.number: one for one in case.task.people}
    lines = tuple(
        PlacedLine(one, batch, steps_down(travellers[one.number], batch) if batch else 0)
        for one in case.people
        for batch in (placed.get(one.number, 0),)
    )
    there = [line for line in lines if line.batch]
    frontline = sum(line.nominee.frontline is True for line in there)
    wanting = [line for line in there if line.nominee.preferences]
    return PlacingReport(
        case=case,
        made_at=None,
        lines=lines,
        batches=tuple(_fill(case, batch, there) for batch in case.batches),
        worth=worth,
        bound=bound,
        frontline=frontline,
        needed=least_of(case.task.share, len(there)),
        preferences=dict(sorted(Counter(line.preference for line in wanting).items())),
        content=len(there) - len(wanting),
        apart=_torn(case, there),
    )


def settle(session: Session, report: PlacingReport) -> PlacingReport:
    """Put a placing down: everybody's batch, and the draw with what was found.

    Raises StepApproved, AlreadyTravelled, and TaskChanged where list, batches or rules are no longer those it
    was found for.
    """
    case = report.case
    require_open(session, case.programme_id, TripStep.CHOICE)
    if case_of(session, case.programme_id, case.settings).task != case.task:
        raise TaskChanged(
            _("The list, a batch or a rule has changed since this placing was found."), _("Place again.")
        )
    keys = {one.number: one.id for one in case.batches}
    batches = {line.nominee.id: keys.get(line.batch) for line in report.lines}
    for row in session.scalars(select(TripNominee).where(TripNominee.id.in_(batches))):
        if row.batch_id != batches[row.id]:
            row.batch_id, row.room, row.seat = batches[row.id], "", ""
    wishes = {key.hex: [wish.kind.value, wish.most] for key, wish in case.settings.wishes.items()}
    made_at = put_draw(
        session,
        case.programme_id,
        PLACING,
        case.settings.lots.seed,
        {"drawn": case.settings.lots.drawn, "wishes": wishes},
        {
            "placed": {line.nominee.id.hex: line.batch for line in report.lines if line.batch},
            "worth": _plain(report.worth),
            "bound": _plain(report.bound),
        },
    )
    journal.describe(session, N_("Place {n} people into batches"), n=report.worth.placed)
    return replace(report, made_at=made_at)


def kept(session: Session, programme_id: UUID) -> PlacingReport | None:
    """Return how the batches are filled now, moves by hand and whoever has gone included.

    None before the first placing. ``worth`` and ``bound`` are those of the placing as it was found.
    """
    row = draw_in_force(session, programme_id, PLACING)
    if row is None:
        return None
    try:
        case = _case(session, programme_id, _with_place(session, programme_id))
    except NothingToPlace:
        return None
    numbers = {one.id: one.number for one in case.batches}
    placed = {one.number: numbers[one.batch_id] for one in case.people if one.batch_id in numbers}
    outcome = json.loads(row.outcome)
    report = report_of(case, placed, Worth(*outcome["worth"]), Worth(*outcome["bound"]))
    return replace(report, made_at=row.made_at)


def programme_of(session: Session, nominee_id: UUID) -> UUID:
    """Return the programme somebody is named for. Raises NoNominee."""
    return trip_nominees.on_file(session, nominee_id).programme_id


def check_wish(wish: Wish) -> Wish:
    """Return a wish that can be kept. Raises FieldError (most)."""
    if wish.kind is WishKind.APART and wish.most < 1:
        raise FieldError(
            "most", _("At most 0 of them in a batch leaves nobody a place."), _("Put 1 or more.")
        )
    return wish


def _plain(worth: Worth) -> list[int]:
    return [worth.placed, worth.ranks, worth.parts, worth.steps]


def _with_place(session: Session, programme_id: UUID) -> tuple[NomineeLine, ...]:
    return trip_nominees.listed(session, programme_id, NomineeSought(states=WITH_PLACE))


def _proposed(choice: ChoiceReport) -> tuple[NomineeLine, ...]:
    taken = (line for line in choice.lines if line.decided.is_taken)
    people = (replace(line.nominee, rank=line.decided.rank) for line in taken)
    return tuple(sorted(people, key=lambda one: one.number))


def _share(rules: Rules, key: RuleKey) -> Fraction:
    return Fraction(0) if rules.effect(key) is Effect.OFF else rules.share(key)


def _traveller(one: NomineeLine) -> Traveller:
    return Traveller(
        number=one.number,
        employer=one.organisation_id.hex,
        frontline=one.frontline is True,
        trade=one.trade,
        preferences=tuple(dict.fromkeys(one.preferences)),
        rank=one.rank or one.number,
    )


def _wishes(people: tuple[NomineeLine, ...], wishes: Mapping[UUID, Wish], at_most: int) -> dict[str, Wish]:
    """Return every employer's wish; where the programme lets only so many into a batch, that goes before."""
    found = {}
    for key in sorted({one.organisation_id for one in people}):
        wish = wishes.get(key)
        if at_most:
            asked = wish.most if wish is not None and wish.kind is WishKind.APART else at_most
            wish = Wish(WishKind.APART, min(at_most, asked))
        if wish is not None:
            found[key.hex] = check_wish(wish)
    return found


def _fill(case: PlacingCase, batch: BatchLine, there: list[PlacedLine]) -> BatchFill:
    of_it = [line for line in there if line.batch == batch.number]
    frontline = sum(line.nominee.frontline is True for line in of_it)
    return BatchFill(batch, len(of_it), frontline, least_of(case.task.batch_share, len(of_it)))


def _torn(case: PlacingCase, there: list[PlacedLine]) -> tuple[tuple[str, int], ...]:
    found: dict[str, set[int]] = {}
    for line in there:
        wish = case.task.wishes.get(line.nominee.organisation_id.hex)
        if wish is not None and wish.kind is WishKind.TOGETHER:
            found.setdefault(line.nominee.organisation, set()).add(line.batch)
    return tuple((name, len(batches)) for name, batches in sorted(found.items()) if len(batches) > 1)
