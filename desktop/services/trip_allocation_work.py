"""The arithmetic of an allocation: batches kept for a trade first, the rest by the formula, down the tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from uuid import UUID

from desktop.core.apportion import Apportionment, Claim, Method, apportion
from desktop.core.apportion_checks import ApportionmentRefused, check_claims
from desktop.core.apportion_tree import Bid, SharedDown, share_down
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.trip_rules import least_of
from desktop.core.weights import Formula, read_formula
from desktop.services.trip_allocation import AllocationSettings
from desktop.services.trip_allocation_inputs import Inputs, Reserved


class NobodyToShare(Refused):
    """No organisation is in the allocation yet."""


class ReservedAboveTotal(Refused):
    """The batches kept for trades hold more places than there are."""


class TooFewOfTrade(ApportionmentRefused):
    """A batch is kept for more people of a trade than there are."""


@dataclass(frozen=True)
class Part:
    """Some of the places shared out: those of a batch kept for a trade, or (None) all the others.

    The weights of the bids are whole: those of the formula times its denominator, which shares out alike.
    """

    batch: Reserved | None
    formula: Formula
    places: int
    bids: tuple[Bid, ...]
    shared: SharedDown


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """An organisation in a proposal; ``claim`` is its share before rounding, in places."""

    organisation_id: UUID
    name: str
    path: str
    weight: Fraction
    claim: Fraction
    places: int
    frontline_min: int
    batches: Mapping[UUID, int]


@dataclass(frozen=True, eq=False)
class Proposal:
    """An allocation worked out and not written down."""

    given: Inputs
    settings: AllocationSettings
    parts: tuple[Part, ...]

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The places of each claimant, batches kept for a trade included."""
        return tuple(map(sum, zip(*(part.shared.places for part in self.parts), strict=True)))

    @cached_property
    def frontline_in_all(self) -> int:
        """How many places at least are for the front line: 70 % of 272 is 191."""
        return least_of(self.settings.frontline_share, self.settings.places)

    @cached_property
    def frontline(self) -> Apportionment:
        """The front line's places among the claimants, in the proportion of their places."""
        labels = [member.label for member in self.given.flat[0].members]
        return frontline_among(labels, self.places, self.frontline_in_all, self.settings.seed)

    @cached_property
    def lines(self) -> tuple[ProposalLine, ...]:
        """The organisations in the order of the tree."""
        least = self.frontline.given
        main = self.parts[-1]
        claims = [claims_in_places(part)[0] for part in self.parts]
        return tuple(
            ProposalLine(
                one.organisation_id,
                one.name,
                one.path,
                Fraction(main.bids[at].weight, main.formula.denominator),
                sum((part[at] for part in claims), Fraction(0)),
                self.places[at],
                least[at],
                {
                    part.batch.batch_id: part.shared.places[at]
                    for part in self.parts
                    if part.batch and part.shared.places[at]
                },
            )
            for at, one in enumerate(self.given.claimants)
        )


@dataclass(frozen=True, slots=True)
class Change:
    """An organisation that gains or loses."""

    organisation_id: UUID
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Who gains and who loses, the largest gain first; ``moved`` places go from one to another."""

    changes: tuple[Change, ...]
    before: int
    after: int

    @property
    def gainers(self) -> int:
        """How many organisations gain."""
        return sum(change.after > change.before for change in self.changes)

    @property
    def losers(self) -> int:
        """How many organisations lose."""
        return sum(change.after < change.before for change in self.changes)

    @property
    def moved(self) -> int:
        """Places won by those who gain."""
        return sum(max(change.after - change.before, 0) for change in self.changes)


def frontline_among(labels: Sequence[str], places: Sequence[int], in_all: int, seed: str) -> Apportionment:
    """Share the places of the front line out by largest remainder, nobody more than the places there."""
    claims = [Claim(label, got, 0, got) for label, got in zip(labels, places, strict=True)]
    return apportion(claims, in_all, Method.LARGEST_REMAINDER, seed)


def propose(given: Inputs, settings: AllocationSettings) -> Proposal:
    """Work out an allocation.

    Raises FormulaFault, ApportionmentRefused, NobodyToShare, ReservedAboveTotal.
    """
    _refuse(given, settings)
    formula = read_formula(settings.formula, given.trades)
    return Proposal(given, settings, tuple(_parts(given, settings, formula)))


def _refuse(given: Inputs, settings: AllocationSettings) -> None:
    if not given.claimants:
        raise NobodyToShare(
            _("No organisation is in the allocation yet."),
            _("Count the members from the register, or take in the table of members."),
        )
    kept = sum(batch.capacity for batch in given.reserved)
    if kept > settings.places:
        raise ReservedAboveTotal(
            _(
                "The batches kept for a trade hold {kept} places, {more} more than the {places} there are."
            ).format(kept=kept, more=kept - settings.places, places=settings.places),
            _("Make these batches smaller by {more}, or raise the number of places.").format(
                more=kept - settings.places
            ),
        )


def _parts(given: Inputs, settings: AllocationSettings, formula: Formula) -> list[Part]:
    had = [0] * len(given.claimants)
    left: dict[str, list[int]] = {}
    parts: list[Part] = []
    for batch in given.reserved:
        of_trade = Formula(batch.trade, ((batch.trade, 1),), 1)
        people = _whole_weights(given, of_trade)
        part = _reserved_part(given, settings, batch, of_trade, people, left.get(batch.trade, people), had)
        got = part.shared.places
        had = [before + more for before, more in zip(had, got, strict=True)]
        before = left.get(batch.trade, people)
        left[batch.trade] = [count - more for count, more in zip(before, got, strict=True)]
        parts.append(part)
    bids = [
        Bid(
            weight,
            max(0, one.floor - before) if before else one.floor,
            None if one.ceiling is None else one.ceiling - before,
            one.carried,
        )
        for one, weight, before in zip(given.claimants, _whole_weights(given, formula), had, strict=True)
    ]
    return [*parts, _part(given, settings, None, formula, settings.places - sum(had), bids)]


def _reserved_part(
    given: Inputs,
    settings: AllocationSettings,
    batch: Reserved,
    of_trade: Formula,
    people: Sequence[int],
    left: Sequence[int],
    had: Sequence[int],
) -> Part:
    """Share a batch kept for a trade by its people; ``left`` of them have no place yet: nobody gets more."""
    if sum(left) < batch.capacity:
        raise _too_few(batch, sum(people), sum(left))
    bids = [
        Bid(weight, 0, count if one.ceiling is None else min(count, one.ceiling - before))
        for one, weight, count, before in zip(given.claimants, people, left, had, strict=True)
    ]
    try:
        return _part(given, settings, batch, of_trade, batch.capacity, bids)
    except ApportionmentRefused as error:
        sentence = _("{batch}, kept for “{trade}”: {what}").format(
            batch=batch.title, trade=batch.trade, what=error.sentence
        )
        raise type(error)(sentence, error.remedy) from error


def _too_few(batch: Reserved, people: int, left: int) -> TooFewOfTrade:
    short = batch.capacity - left
    words = (
        _(
            "{batch} is kept for “{trade}”: {people} people of this trade for {places} places, "
            "{short} too few."
        )
        if people == left
        else _(
            "{batch} is kept for “{trade}”: {left} of the {people} people of this trade have no place yet, "
            "for {places} places that is {short} too few."
        )
    )
    return TooFewOfTrade(
        words.format(
            batch=batch.title, trade=batch.trade, people=people, left=left, places=batch.capacity, short=short
        ),
        _("Make the batch smaller by {short}, or put in more people of this trade.").format(short=short),
    )


def _whole_weights(given: Inputs, formula: Formula) -> list[int]:
    weights = formula.whole_weights([one.counts for one in given.claimants])
    if min(weights) < 0:
        at = weights.index(min(weights))
        check_claims([Claim(given.claimants[at].name, Fraction(weights[at], formula.denominator))], 0)
    return weights


def _part(
    given: Inputs,
    settings: AllocationSettings,
    batch: Reserved | None,
    formula: Formula,
    places: int,
    bids: Sequence[Bid],
) -> Part:
    groups = given.flat if settings.flat else given.groups
    shared = share_down(groups, bids, places, settings.method, settings.seed, given.names)
    return Part(batch, formula, places, tuple(bids), shared)


def claims_in_places(part: Part) -> tuple[list[Fraction], dict[UUID, Fraction]]:
    """Return the shares before any rounding, of each claimant and of each branch.

    What a branch gained or lost by rounding is taken off again below it, so that the claimants' shares add
    up to the places, and what rounding owes them is all there for next year.
    """
    found = [Fraction(0)] * len(part.bids)
    due: dict[UUID | None, Fraction] = {None: Fraction(part.places)}
    for branch in part.shared.branches:
        result = branch.result
        mine = due[branch.group.key]
        shares = result.unrounded
        if result.places:
            factor = mine / result.places
        else:
            shares = tuple(Fraction(claim.weight) for claim in result.claims)
            factor = mine / result.total_weight if result.total_weight else Fraction(0)
        for member, share in zip(branch.group.members, shares, strict=True):
            if member.is_leaf:
                found[member.start] = share * factor
            else:
                due[member.key] = share * factor
    return found, {key: share for key, share in due.items() if key is not None}


@lru_cache(maxsize=8)
def places_by(given: Inputs, settings: AllocationSettings) -> tuple[int, ...]:
    """Return the places of each claimant; the last few answers are kept, so that comparing stays quick."""
    return propose(given, settings).places


def compare(
    given: Inputs,
    before: AllocationSettings | Mapping[UUID, int],
    after: AllocationSettings,
    changed: Inputs | None = None,
) -> Comparison:
    """Return who gains and who loses by other settings, or by ``changed`` inputs of the same programme.

    ``before`` may be places by organisation, such as those in force. Raises as :func:`propose`.
    """
    new = changed or given
    got = places_by(new, after)
    if isinstance(before, Mapping):
        held = dict(before)
    elif (old := places_by(given, before)) and _same(given, new):
        pairs = zip(given.claimants, old, got, strict=True)
        changes = [Change(one.organisation_id, one.name, had, has) for one, had, has in pairs if had != has]
        return _compared(changes, sum(old), sum(got))
    else:
        held = _by_organisation(given, old)
    now = _by_organisation(new, got)
    names = {**given.names, **new.names}
    changes = [
        Change(key, names.get(key, ""), held.get(key, 0), now.get(key, 0))
        for key in held | now
        if held.get(key, 0) != now.get(key, 0)
    ]
    return _compared(changes, sum(held.values()), sum(got))


def _compared(changes: list[Change], before: int, after: int) -> Comparison:
    changes.sort(key=lambda one: one.before - one.after)
    return Comparison(tuple(changes), before, after)


def _same(one: Inputs, other: Inputs) -> bool:
    """Say whether two inputs have the same organisations in the same order."""
    return one is other or [each.organisation_id for each in one.claimants] == [
        each.organisation_id for each in other.claimants
    ]


def _by_organisation(given: Inputs, places: Sequence[int]) -> dict[UUID, int]:
    return {one.organisation_id: got for one, got in zip(given.claimants, places, strict=True)}
