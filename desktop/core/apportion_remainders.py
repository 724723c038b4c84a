"""Largest remainder: everybody gets the whole places of the share, the rest go to the largest remainders.

With floors and ceilings the shares are clamp(factor x claim, floor, ceiling), where the factor is the one
for which the shares add up to the places: round by round, whoever would fall below the floor (or rise above
the ceiling, whichever is more in sum) is held there, and the rest is shared out among the others anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from desktop.core.apportion_parts import Draw, Held, Round, Solved, Tie


@dataclass
class _Holding:
    """Who is still free, and how many places are free for them."""

    free: list[int]
    pool: int
    holds: list[Held]
    rounds: list[Round] = field(default_factory=list)


def solve(
    numbers: Sequence[int], floors: Sequence[int], ceilings: Sequence[int], places: int, draw: Draw
) -> Solved:
    """Share the places out by ``numbers``; those of number 0 keep their floor.

    Whether it can be done has been checked before.
    """
    state = _held(numbers, floors, ceilings, places)
    free, pool = state.free, state.pool
    total = sum([numbers[at] for at in free]) or 1
    given = [
        ceiling if held == "ceiling" else floor
        for floor, ceiling, held in zip(floors, ceilings, state.holds, strict=True)
    ]
    shares = [got * total for got in given]
    for at in free:
        shares[at] = numbers[at] * pool
        given[at] = shares[at] // total
    rests = [shares[at] - given[at] * total for at in free]
    left = pool - sum([given[at] for at in free])
    tie, last, first = _rounded_up(given, free, rests, left, total, draw)
    return Solved(given, tie, last, first, tuple(state.rounds), state.holds, shares, total)


def _held(numbers: Sequence[int], floors: Sequence[int], ceilings: Sequence[int], places: int) -> _Holding:
    holds: list[Held] = ["" if number else "floor" for number in numbers]
    free = [at for at, number in enumerate(numbers) if number]
    state = _Holding(
        free, places - sum(floor for floor, held in zip(floors, holds, strict=True) if held), holds
    )
    bound = [at for at in free if floors[at] or ceilings[at] < places]
    while bound:
        pool, total = state.pool, sum([numbers[at] for at in state.free])
        under = [at for at in bound if numbers[at] * pool < floors[at] * total]
        over = [at for at in bound if numbers[at] * pool > ceilings[at] * total]
        if not under and not over:
            break
        lacking = sum(floors[at] * total - numbers[at] * pool for at in under)
        surplus = sum(numbers[at] * pool - ceilings[at] * total for at in over)
        if lacking >= surplus:
            _hold(state, pool, total, "floor", under, floors)
        if surplus >= lacking:
            _hold(state, pool, total, "ceiling", over, ceilings)
        bound = [at for at in bound if not state.holds[at]]
    return state


def _hold(
    state: _Holding, pool: int, total: int, held: Held, whom: Sequence[int], bounds: Sequence[int]
) -> None:
    state.rounds.append(Round(pool, total, held, tuple(whom)))
    for at in whom:
        state.holds[at] = held
        state.pool -= bounds[at]
    gone = set(whom)
    state.free = [at for at in state.free if at not in gone]


def _rounded_up(
    given: list[int], free: Sequence[int], rests: Sequence[int], left: int, total: int, draw: Draw
) -> tuple[Tie | None, Fraction | None, Fraction | None]:
    """Give the places left to the largest remainders; return the tie, the last that won, the first not."""
    ranked = sorted(rests, reverse=True)
    if not left:
        return None, None, Fraction(ranked[0], total) if ranked and ranked[0] else None
    bar = ranked[left - 1]
    sure = [at for at, rest in zip(free, rests, strict=True) if rest > bar]
    level = [at for at, rest in zip(free, rests, strict=True) if rest == bar]
    tie = None
    value = Fraction(bar, total)
    winners = level
    if len(sure) + len(level) > left:
        lots = draw(level)
        winners = [at for at, _lot in lots[: left - len(sure)]]
        tie = Tie(len(winners), value, tuple(lot for _at, lot in lots))
    for at in (*sure, *winners):
        given[at] += 1
    return tie, value, Fraction(ranked[left], total) if left < len(ranked) else None
