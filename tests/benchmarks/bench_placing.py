"""A thousand people placed into twenty batches to the proven optimum, and down the list as by hand."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from desktop.core.placing import (
    Batch,
    PlacingTask,
    Traveller,
    Wish,
    WishKind,
    is_together,
    keeps_rules,
    steps_down,
    worth,
)
from desktop.core.trip_rules import least_of
from desktop.services.placing_solver import Placing, place
from tests.benchmarks.measure import Measure
from tests.benchmarks.scale import FULL, scale, seconds

MUST_S, AIM_S = 10, 5
_SIZES = (1, 2, 3, 3, 4, 5, 5, 5, 8, 12, 20)
_TRADE = "环卫工"


def measures() -> Iterable[Measure]:
    """Yield how long three lists of an office take, and how much worse the list gone down by hand is."""
    people, batches = (1_000, 20) if scale() is FULL else (272, 6)
    tasks = [made(people, batches, seed) for seed in (1, 2, 3)]
    took, found = _placed(tasks)
    yield Measure(
        f"placing {people:,} people into {batches} batches to the proven optimum, the slowest of three",
        took,
        "s",
        MUST_S,
        AIM_S,
        detail="70 % front line in each; of ten employers three together, two at most two in a batch",
    )
    shorter = [replace(task, batches=tuple(_smaller(batch) for batch in task.batches)) for task in tasks]
    took, _short = _placed(shorter)
    yield Measure("the same with a place less in each batch", took, "s", aim=MUST_S)
    yield from _against_the_list(tasks, found)


def made(people: int, batches: int, seed: int) -> PlacingTask:
    """Return an office's list: employers of all sizes, batches of which the first are wanted most."""
    dice = random.Random(seed)
    travellers: list[Traveller] = []
    wishes: dict[str, Wish] = {}
    while len(travellers) < people:
        employer, luck = f"E{len(wishes)}-{len(travellers)}", dice.random()
        if luck < 0.3:
            wishes[employer] = Wish(WishKind.TOGETHER)
        elif luck < 0.5:
            wishes[employer] = Wish(WishKind.APART, 2)
        trade = _TRADE if dice.random() < 0.12 else ""
        for _one in range(min(dice.choice(_SIZES), people - len(travellers))):
            wanted = (min(batches, 1 + int(dice.expovariate(1 / 6))) for _each in range(12))
            preferences = tuple(dict.fromkeys(wanted))[: dice.choice((0, 1, 2, 3, 3, 3))]
            number = len(travellers) + 1
            travellers.append(Traveller(number, employer, dice.random() < 0.75, trade, preferences))
    ranks = list(range(1, people + 1))
    dice.shuffle(ranks)
    places = -(-people // batches)
    return PlacingTask(
        people=tuple(replace(one, rank=rank) for one, rank in zip(travellers, ranks, strict=True)),
        batches=tuple(
            Batch(number, places, _TRADE if number == 1 else "") for number in range(1, batches + 1)
        ),
        seed="3 5 6",
        wishes=wishes,
        share=Fraction(7, 10),
        batch_share=Fraction(7, 10),
    )


def _smaller(batch: Batch) -> Batch:
    return replace(batch, capacity=batch.capacity - 1)


def _placed(tasks: Sequence[PlacingTask]) -> tuple[float, list[Placing]]:
    """Return the longest time, and the placings, each proven and within all rules."""
    times, found = [], []
    for task in tasks:
        times.append(seconds(lambda task=task: found.append(place(task))))  # type: ignore[misc]
        if not found[-1].is_proven or not keeps_rules(task, found[-1].placed):
            raise AssertionError("not proven, or a rule is broken")
    return max(times), found


def _against_the_list(tasks: Sequence[PlacingTask], found: Sequence[Placing]) -> Iterable[Measure]:
    by_hand = [worth(task, down_the_list(task)) for task in tasks]
    took = max(seconds(partial(down_the_list, task)) for task in tasks)
    best = [one.worth for one in found]
    left_out = sum(len(task.people) - one.placed for task, one in zip(tasks, by_hand, strict=True))
    yield Measure(
        "steps down from first preferences, going down the list against the optimum",
        sum(one.steps for one in by_hand) / sum(one.steps for one in best),
        "times as many",
        must=1,
        higher_is_better=True,
        detail=f"by hand in {took * 1000:.0f} ms; {left_out} people of all lists left without a place",
    )
    yield Measure(
        "batches over which employers who asked to stay together are spread, the same way",
        sum(one.parts for one in by_hand) / sum(one.parts for one in best),
        "times as many",
        must=1,
        higher_is_better=True,
    )


def down_the_list(task: PlacingTask) -> dict[int, int]:
    """Place people one after the other in order of choice, each in the best batch still open to them.

    What an office does by hand: it looks neither back nor ahead. Returns number on the list -> batch.
    """
    left = {batch.number: batch.capacity for batch in task.batches}
    others = {b.number: b.capacity - least_of(task.batch_share, b.capacity) for b in task.batches}
    together: dict[str, int] = {}
    there: Counter[tuple[str, int]] = Counter()
    placed: dict[int, int] = {}
    for one in sorted(task.people, key=lambda traveller: traveller.rank):
        open_to = [batch for batch in task.batches if _may_enter(task, one, batch, left, others, there)]
        if not open_to:
            continue
        stay = together.get(one.employer)
        best = min((b.number != stay, steps_down(one, b.number), b.number) for b in open_to)[2]
        placed[one.number] = best
        left[best] -= 1
        others[best] -= not one.frontline
        there[one.employer, best] += 1
        if is_together(task, one.employer):
            together.setdefault(one.employer, best)
    return placed


def _may_enter(
    task: PlacingTask,
    one: Traveller,
    batch: Batch,
    left: dict[int, int],
    others: dict[int, int],
    there: Counter[tuple[str, int]],
) -> bool:
    wish = task.wishes.get(one.employer)
    most = wish.most if wish is not None and wish.kind is WishKind.APART else len(task.people)
    return (
        left[batch.number] > 0
        and batch.takes(one)
        and (one.frontline or others[batch.number] > 0)
        and there[one.employer, batch.number] < most
    )
