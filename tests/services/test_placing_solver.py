"""The placing is the best there is, keeps every rule, and is the same however the rows stand."""

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import Cancelled
from desktop.core.placing import (
    Batch,
    PlacingTask,
    Traveller,
    Wish,
    WishKind,
    Worth,
    keeps_rules,
    worth,
)
from desktop.core.trip_rules import least_of
from desktop.services import placing_solver
from desktop.services.placing_solver import front_line_lacking, place

SHARES = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(7, 10), Fraction(9, 10)])
WISHES = st.sampled_from(
    [None, Wish(WishKind.TOGETHER), Wish(WishKind.APART, 1), Wish(WishKind.APART, 2)],
)


@st.composite
def tasks(draw: st.DrawFn) -> PlacingTask:
    """Draw a task small enough to try everything."""
    batches = tuple(
        Batch(number, draw(st.integers(0, 4)), draw(st.sampled_from(["", "", "Cleaner"])))
        for number in range(1, draw(st.integers(1, 3)) + 1)
    )
    count = draw(st.integers(0, 5))
    ranks = draw(st.permutations(range(1, count + 1)))
    people = tuple(
        Traveller(
            number=number,
            employer=draw(st.sampled_from("AB")),
            frontline=draw(st.booleans()),
            trade=draw(st.sampled_from(["", "Cleaner"])),
            preferences=tuple(
                draw(st.lists(st.sampled_from([b.number for b in batches]), unique=True, max_size=3))
            ),
            rank=ranks[number - 1],
        )
        for number in range(1, count + 1)
    )
    wishes = {name: wish for name in "AB" if (wish := draw(WISHES)) is not None}
    return PlacingTask(people, batches, "2026", wishes, share=draw(SHARES), batch_share=draw(SHARES))


def all_placings(task: PlacingTask) -> Iterator[dict[int, int]]:
    """Yield every placing that keeps the rules."""
    numbers = [None, *(batch.number for batch in task.batches)]
    for choice in product(numbers, repeat=len(task.people)):
        placed = {t.number: batch for t, batch in zip(task.people, choice, strict=True) if batch is not None}
        if keeps_rules(task, placed):
            yield placed


@given(tasks())
@settings(max_examples=60, deadline=None)
def test_no_placing_is_better_and_every_rule_is_kept(task: PlacingTask) -> None:
    placing = place(task)
    assert keeps_rules(task, placing.placed)
    assert placing.worth == placing.bound == worth(task, placing.placed)
    every = list(all_placings(task))
    most = min(worth(task, placed).order for placed in every)
    assert placing.worth.order[:2] == most[:2]
    same = [placed for placed in every if placed.keys() == placing.placed.keys()]
    assert placing.worth.order == min(worth(task, placed).order for placed in same)


def an_office(people: int = 60, batches: int = 4) -> PlacingTask:
    """Make a task of the size of a small office, always the same."""
    dice = random.Random(11)
    wishes = {"E1": Wish(WishKind.TOGETHER), "E2": Wish(WishKind.APART, 2), "E3": Wish(WishKind.TOGETHER)}
    return PlacingTask(
        people=tuple(
            Traveller(
                number=number,
                employer=f"E{number // 6}",
                frontline=dice.random() < 0.75,
                preferences=tuple(dice.sample(range(1, batches + 1), dice.randint(0, 3))),
                rank=number,
            )
            for number in range(1, people + 1)
        ),
        batches=tuple(Batch(number, people // batches) for number in range(1, batches + 1)),
        seed="3 5 6",
        wishes=wishes,
        share=Fraction(7, 10),
        batch_share=Fraction(1, 2),
    )


def test_the_order_of_the_rows_plays_no_part() -> None:
    task = an_office()
    expected = place(task).placed
    for seed in range(3):
        people, batches = list(task.people), list(task.batches)
        random.Random(seed).shuffle(people)
        random.Random(seed).shuffle(batches)
        wishes = dict(sorted(task.wishes.items(), reverse=True))
        again = PlacingTask(
            tuple(people), tuple(batches), task.seed, wishes, task.share, batch_share=task.batch_share
        )
        assert place(again).placed == expected


def test_another_seed_may_give_others_their_place_but_none_a_better_worth() -> None:
    task = an_office()
    other = PlacingTask(task.people, task.batches, "1 1 2", task.wishes, task.share, task.batch_share)
    one, two = place(task), place(other)
    assert one.worth == two.worth
    assert one.placed != two.placed


def test_of_272_at_70_percent_at_least_191_are_front_line() -> None:
    assert least_of(Fraction(7, 10), 272) == 191
    people = tuple(Traveller(n, "E", frontline=n <= 190, rank=n) for n in range(1, 273))
    placing = place(PlacingTask(people, (Batch(1, 272),), "s", share=Fraction(7, 10)))
    assert placing.worth.placed == 271
    assert 272 not in placing.placed


def test_it_is_told_how_many_of_the_front_line_are_lacking() -> None:
    people = tuple(Traveller(n, "E", frontline=n <= 8, rank=n) for n in range(1, 21))
    batches = (Batch(1, 10), Batch(2, 10))
    half = PlacingTask(people, batches, "s", batch_share=Fraction(1, 2))
    assert place(half).worth.placed == 16
    assert front_line_lacking(half) == 2
    assert front_line_lacking(PlacingTask(people, batches, "s", share=Fraction(7, 10))) == 6
    assert front_line_lacking(PlacingTask(people, batches, "s", share=Fraction(2, 5))) == 0


def test_whoever_is_last_in_the_order_of_choice_stays_out_when_places_are_short() -> None:
    people = tuple(Traveller(n, "E", frontline=True, preferences=(1,), rank=9 - n) for n in range(1, 9))
    placing = place(PlacingTask(people, (Batch(1, 3), Batch(2, 2)), "s"))
    assert sorted(placing.placed) == [4, 5, 6, 7, 8]


def test_an_employer_too_large_for_any_batch_is_split_into_as_few_as_can_be() -> None:
    people = tuple(Traveller(n, "E", frontline=True, rank=n) for n in range(1, 9))
    batches = tuple(Batch(number, 3) for number in range(1, 5))
    placing = place(PlacingTask(people, batches, "s", {"E": Wish(WishKind.TOGETHER)}))
    assert placing.worth == Worth(placed=8, ranks=0, parts=3, steps=0)


class Impatient:
    """Somebody who stops at once."""

    def step(self, done: int, total: int, doing: str = "") -> None:
        raise Cancelled


def test_whoever_waits_can_stop_the_solver() -> None:
    with pytest.raises(Cancelled):
        place(an_office(), Impatient())


def test_a_search_given_up_tells_what_could_still_be_better(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing_solver, "_EFFORT", 0)
    monkeypatch.setattr(placing_solver, "_LEAST_NODES", 1)
    dice = random.Random(1)
    people = tuple(
        Traveller(n, f"E{n // 5}", frontline=True, preferences=tuple(dice.sample(range(1, 6), 3)), rank=n)
        for n in range(40)
    )
    wishes = {one.employer: Wish(WishKind.TOGETHER) for one in people}
    task = PlacingTask(people, tuple(Batch(number, 8) for number in range(1, 6)), "s", wishes)
    placing = place(task)
    assert keeps_rules(task, placing.placed)
    assert (placing.worth.placed, placing.is_proven) == (40, False)
    assert placing.bound.parts < placing.worth.parts
    assert placing.bound.order < placing.worth.order
