"""Divisor methods: each place goes to the claimant whose weight over the method's next mark is largest.

All in whole numbers. A quotient c / m is compared as (c << shift) // m: two different quotients whose
denominators have at most ``bits`` bits differ by at least 2 ** -(2 * bits), so that with shift = 2 * bits
the whole parts keep their order, and are equal only for equal quotients. For Hill c is the weight's square.
"""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from desktop.core.apportion_parts import MARKS, Draw, Method, Solved, Tie

_GUESSES = 8


@dataclass(frozen=True)
class _Field:
    """The claimants: comparison keys, what each has at least and at most."""

    method: Method
    numbers: Sequence[int]
    scale: int
    keys: Sequence[int]
    least: Sequence[int]
    most: Sequence[int]

    def wins(self, bar: int) -> list[int]:
        """Return the places of everybody where each quotient of at least ``bar`` (> 0) wins one."""
        count = _COUNTS[self.method]
        return [
            most if (won := count(key // bar)) > most else won if won > least else least
            for key, least, most in zip(self.keys, self.least, self.most, strict=True)
        ]

    def next_keys(self, given: Sequence[int]) -> list[int]:
        """Return the comparison key of everybody's next place; 0 for those who can have none."""
        mark = MARKS[self.method]
        return [
            key // mark(had) if had < most else 0
            for key, had, most in zip(self.keys, given, self.most, strict=True)
        ]

    def last_keys(self, given: Sequence[int]) -> list[tuple[int, int]]:
        """Return the comparison key of the last place of whoever won one, and who that is."""
        mark = MARKS[self.method]
        return [
            (key // mark(had - 1), at)
            for at, (key, had, least) in enumerate(zip(self.keys, given, self.least, strict=True))
            if had > least
        ]

    def quotient(self, at: int, had: int) -> Fraction:
        """Return the quotient (Hill: its square) of a claimant's place after ``had``."""
        power = self.method.power
        return Fraction(self.numbers[at] ** power, self.scale**power * self.method.mark(had))


def solve(
    numbers: Sequence[int],
    floors: Sequence[int],
    ceilings: Sequence[int],
    places: int,
    method: Method,
    scale: int,
    draw: Draw,
) -> Solved:
    """Share the places out by the weights ``numbers`` (over ``scale``), each beginning with the floor.

    Claimants of number 0 keep their floor. Whether it can be done has been checked before.
    """
    shift = 2 * method.mark(places + 1).bit_length()
    keys = [number**method.power << shift for number in numbers]
    at_once = 1 if method.gives_all_one else 0
    most = [
        ceiling if number else floor for number, floor, ceiling in zip(numbers, floors, ceilings, strict=True)
    ]
    least = [min(max(floor, at_once), top) for floor, top in zip(floors, most, strict=True)]
    field = _Field(method, numbers, scale, keys, least, most)
    given = _by_bar(field, places)
    nexts = field.next_keys(given)
    _one_by_one(field, given, nexts, places - sum(given))
    return _settled(field, given, nexts, draw)


def _by_bar(field: _Field, places: int) -> list[int]:
    """Return places for all quotients above some bar: no more than there are, and few less.

    A bar let down by one wins a claimant at most one place, so the search ends no further off than that.
    The first guesses take the places beyond the least to grow as the bar sinks.
    """
    low, high = 0, max(field.keys, default=0) + 1
    best = list(field.least)
    base, power = sum(best), field.method.power
    spare = places - base
    halves = 2 if field.method is Method.SAINTE_LAGUE else 1
    bar = (sum(field.keys) if power == 1 else high * len(best)) // (halves * max(spare, 1))
    for guess in range(high.bit_length() + _GUESSES):
        lacking = places - sum(best)
        near = len(best) if guess >= _GUESSES else len(best) // 20
        if lacking <= near or high - low <= 1:
            break
        if guess >= _GUESSES or not low < bar < high:
            bar = (low + high) // 2
        given = field.wins(bar)
        beyond = sum(given) - base
        if beyond > spare:
            low = bar
        else:
            high, best = bar, given
        bar = bar * max(beyond, 1) ** power // spare**power + (1 if beyond > spare else 0)
    return best


def _one_by_one(field: _Field, given: list[int], nexts: list[int], left: int) -> None:
    """Give the places that are left to the largest quotients, keeping the keys of the next ones."""
    if left <= 0:
        return
    mark = MARKS[field.method]
    queue = [(-key, at) for at, key in enumerate(nexts) if key]
    heapq.heapify(queue)
    for _place in range(left):
        at = queue[0][1]
        given[at] += 1
        nexts[at] = field.keys[at] // mark(given[at]) if given[at] < field.most[at] else 0
        if nexts[at]:
            heapq.heapreplace(queue, (-nexts[at], at))
        else:
            heapq.heappop(queue)


def _settled(field: _Field, given: list[int], nexts: Sequence[int], draw: Draw) -> Solved:
    """Find the last quotient that won and the first that did not; draw lots where they are equal."""
    won = field.last_keys(given)
    first_key = max(nexts, default=0)
    first = field.quotient(nexts.index(first_key), given[nexts.index(first_key)]) if first_key else None
    if not won:
        return Solved(given, None, None, first)
    last_key, last = min(won)
    if last_key == first_key:
        winners = [at for key, at in won if key == last_key]
        tie = _drawn(field, given, winners, [at for at, key in enumerate(nexts) if key == last_key], draw)
        return Solved(given, tie, tie.value, tie.value)
    return Solved(given, None, field.quotient(last, given[last] - 1), first)


def _drawn(field: _Field, given: list[int], winners: list[int], losers: list[int], draw: Draw) -> Tie:
    """Draw lots for the places that went to one of several equal quotients by chance of order."""
    for at in winners:
        given[at] -= 1
    value = field.quotient(winners[0], given[winners[0]])
    lots = draw([*winners, *losers])
    for at, _lot in lots[: len(winners)]:
        given[at] += 1
    return Tie(len(winners), value, tuple(lot for _at, lot in lots))


_COUNTS: dict[Method, Callable[[int], int]] = {
    Method.SAINTE_LAGUE: lambda m: (m + 1) // 2,
    Method.DHONDT: lambda m: m,
    Method.ADAMS: lambda m: m + 1,
    Method.HILL: lambda m: (isqrt(4 * m + 1) + 1) // 2,
}
"""How many marks are at most ``m``: a whole-number count, no root is ever rounded."""
