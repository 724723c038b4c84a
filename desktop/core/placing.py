"""Placing people into batches: what is asked, what a placing is worth, and whether it keeps the rules."""

import enum
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from desktop.core.draw import draw_key
from desktop.core.trip_rules import least_of


class WishKind(enum.StrEnum):
    """What an employer asks for its people."""

    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Wish:
    """An employer's wish: all in one batch, or at most ``most`` of them in any one batch."""

    kind: WishKind
    most: int = 1


@dataclass(frozen=True, slots=True)
class Traveller:
    """Somebody chosen, by number on the programme's list.

    ``preferences`` are numbers of batches, best first; ``rank`` is the place in the order of choice.
    """

    number: int
    employer: str
    frontline: bool
    trade: str = ""
    preferences: tuple[int, ...] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch to fill; all its places are kept for ``reserved_trade`` unless that is empty."""

    number: int
    capacity: int
    reserved_trade: str = ""

    def takes(self, traveller: Traveller) -> bool:
        """Tell whether the batch is open to somebody of that trade."""
        return not self.reserved_trade or self.reserved_trade == traveller.trade


@dataclass(frozen=True, slots=True)
class PlacingTask:
    """Who is to be placed where, and what must hold.

    ``batch_share`` is the least part of front-line workers among those placed in each batch, ``share`` that
    among all who are placed.
    """

    people: tuple[Traveller, ...]
    batches: tuple[Batch, ...]
    seed: str
    wishes: Mapping[str, Wish] = field(default_factory=dict)
    share: Fraction = Fraction(0)
    batch_share: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Worth:
    """What a placing is worth; compared in this order (see docs/decisions/placing.md).

    ``placed``: people with a place, the more the better. ``ranks``: the sum of their places in the order
    of choice (0 when everybody is placed), ``parts``: the batches over which employers who asked to stay
    together are spread, ``steps``: the steps down from first preferences; of these, less is better.
    """

    placed: int
    ranks: int
    parts: int
    steps: int

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Return a key that is smaller for the better placing."""
        return (-self.placed, self.ranks, self.parts, self.steps)


def steps_down(traveller: Traveller, batch: int) -> int:
    """Return how many steps a batch is below the first preference.

    First preference 0, second 1, and so on; a batch not named counts as the one after the last named, and
    nothing where none is named.
    """
    named = traveller.preferences
    return named.index(batch) if batch in named else len(named)


def worth(task: PlacingTask, placed: Mapping[int, int]) -> Worth:
    """Return what a placing (number on the list -> number of the batch) is worth."""
    there = [traveller for traveller in task.people if traveller.number in placed]
    parts = {
        (traveller.employer, placed[traveller.number])
        for traveller in there
        if is_together(task, traveller.employer)
    }
    return Worth(
        placed=len(there),
        ranks=sum(t.rank for t in there) if len(there) < len(task.people) else 0,
        parts=len(parts),
        steps=sum(steps_down(t, placed[t.number]) for t in there),
    )


def is_together(task: PlacingTask, employer: str) -> bool:
    """Tell whether an employer asked that its people stay together."""
    wish = task.wishes.get(employer)
    return wish is not None and wish.kind is WishKind.TOGETHER


def keeps_rules(task: PlacingTask, placed: Mapping[int, int]) -> bool:
    """Tell whether a placing keeps capacities, reserved batches, shares and apart employers, all at once."""
    batches = {batch.number: batch for batch in task.batches}
    there = [(t, batches[placed[t.number]]) for t in task.people if t.number in placed]
    people, front = Counter(b.number for _, b in there), Counter(b.number for t, b in there if t.frontline)
    apart = Counter((t.employer, b.number) for t, b in there)
    return (
        all(batch.takes(traveller) for traveller, batch in there)
        and all(people[number] <= batch.capacity for number, batch in batches.items())
        and all(front[number] >= least_of(task.batch_share, people[number]) for number in batches)
        and front.total() >= least_of(task.share, people.total())
        and all(count <= _most(task, employer) for (employer, _), count in apart.items())
    )


def _most(task: PlacingTask, employer: str) -> int:
    wish = task.wishes.get(employer)
    return wish.most if wish is not None and wish.kind is WishKind.APART else len(task.people)


def by_draw(seed: str, people: Sequence[Traveller]) -> list[Traveller]:
    """Return people in the order of the draw."""
    return sorted(people, key=lambda traveller: (draw_key(seed, str(traveller.number)), traveller.number))
