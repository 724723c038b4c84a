"""Sharing 10,000 places out among the organisations of a province, and asking what would be if."""

import heapq
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from uuid import UUID

from desktop.core.apportion import Apportionment, Claim, Method, apportion
from desktop.core.apportion_tree import groups_of
from desktop.core.draw import draw_key
from desktop.core.weights import Counts
from desktop.services.trip_allocation import AllocationSettings
from desktop.services.trip_allocation_inputs import Claimant, Inputs
from desktop.services.trip_allocation_work import compare
from tests.benchmarks.measure import Measure
from tests.benchmarks.scale import each_ms, percentile

ORGANISATIONS, PLACES, BRANCHES = 12_841, 10_000, 120
REPEATS = 5
SEED = "2026"


def measures() -> Iterable[Measure]:
    """Yield the time of each method with its explanation, beside the plainest way, and of what-if."""
    claims = _claims()
    for method in Method:
        yield from _method(claims, method)
    yield from _what_if()


def _claims() -> list[Claim]:
    dice = random.Random(5)
    return [Claim(f"第{n}工会", int(12 * dice.paretovariate(1.1))) for n in range(ORGANISATIONS)]


def _method(claims: Sequence[Claim], method: Method) -> Iterable[Measure]:
    # Adams and Hill give everybody one first; then as many again are shared out.
    places = PLACES + (ORGANISATIONS if method.gives_all_one else 0)
    ours = min(each_ms([partial(_explained, claims, places, method)] * REPEATS))
    plain: list[int] = []
    theirs = each_ms([lambda: plain.extend(_plainly(claims, places, method))])[0]
    if plain != apportion(claims, places, method, SEED).given:
        raise AssertionError(f"{method} differs from the plainest way")
    yield Measure(
        f"apportion by {method}, explained",
        ours,
        "ms",
        must=1000,
        aim=100,
        detail=f"{ORGANISATIONS:,} organisations, {places:,} places; one by one: {theirs:,.0f} ms",
    )
    yield Measure(f"{method} against places one by one", theirs / ours, "x", must=1, higher_is_better=True)


def _explained(claims: Sequence[Claim], places: int, method: Method) -> Apportionment:
    result = apportion(claims, places, method, SEED)
    assert result.shares
    return result


def _plainly(claims: Sequence[Claim], places: int, method: Method) -> list[int]:
    """Share out the plainest way: quotas sorted, or a queue of quotients from nought, all fractions."""
    if method.by_divisor:
        return _queue(claims, places, method)
    total = sum(claim.weight for claim in claims)
    quotas = [Fraction(claim.weight * places, 1) / total for claim in claims]
    given = [int(quota) for quota in quotas]
    order = sorted(
        range(len(claims)), key=lambda at: (given[at] - quotas[at], draw_key(SEED, claims[at].label))
    )
    for at in order[: places - sum(given)]:
        given[at] += 1
    return given


def _queue(claims: Sequence[Claim], places: int, method: Method) -> list[int]:
    first = 1 if method.gives_all_one else 0
    given = [first] * len(claims)
    queue = [
        (-_quotient(claim, first, method), draw_key(SEED, claim.label), at) for at, claim in enumerate(claims)
    ]
    heapq.heapify(queue)
    for _place in range(places - sum(given)):
        _worth, key, at = queue[0]
        given[at] += 1
        heapq.heapreplace(queue, (-_quotient(claims[at], given[at], method), key, at))
    return given


def _quotient(claim: Claim, had: int, method: Method) -> Fraction:
    return Fraction(claim.weight) ** method.power / method.mark(had)


def _what_if() -> Iterable[Measure]:
    given = _inputs()
    base = AllocationSettings(Method.LARGEST_REMAINDER, SEED, "members + frontline", PLACES, Fraction(7, 10))
    for name, flat in (("down the tree", False), ("all at once", True)):
        held = replace(base, flat=flat)
        compare(given, held, held)
        asked = [replace(held, places=PLACES + n) for n in range(1, 11)]
        asked += [replace(held, formula=f"members + {n}*frontline + hazardous/2") for n in range(2, 12)]
        asked += [replace(held, method=method) for method in (Method.SAINTE_LAGUE, Method.DHONDT)]
        times = each_ms([partial(compare, given, held, one) for one in asked])
        yield Measure(
            f"what if, {name}, p99",
            percentile(times, 0.99),
            "ms",
            must=200,
            detail=f"{ORGANISATIONS:,} organisations, {len(asked)} changes of total, formula and method",
        )


def _inputs() -> Inputs:
    dice = random.Random(6)
    names: dict[UUID, str] = {}
    parents: dict[UUID, UUID | None] = {}
    leaves: list[UUID] = []
    for branch in range(BRANCHES):
        above = UUID(int=branch + 1)
        names[above], parents[above] = f"第{branch}总工会", None
        for number in range(branch, ORGANISATIONS, BRANCHES):
            key = UUID(int=1000 + number)
            names[key], parents[key] = f"第{number}工会", above
            leaves.append(key)
    order, groups = groups_of(leaves, names, parents)
    claimants = []
    for key in order:
        members = int(12 * dice.paretovariate(1.1))
        counts = Counts(members, members * dice.randrange(100) // 100, members // 9)
        claimants.append(Claimant(key, names[key], "", counts))
    return Inputs(UUID(int=0), "疗休养", 2026, PLACES, tuple(claimants), groups, names, (), Fraction(7, 10))
