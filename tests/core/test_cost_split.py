"""The parts of a cost add up to the fen, keep the programme's limits, or say by how much they cannot."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.cost_split import Breach, Limit, Limits, Parts, breaches, mend, split

USUAL = Limits(200_000, Fraction(1), Fraction(30, 100), 300_000)

shares = st.fractions(0, 1, max_denominator=100)
limits = st.builds(Limits, st.integers(0, 400_000), shares, shares, st.none() | st.integers(-1000, 500_000))
costs = st.integers(0, 600_000)


def test_the_federation_pays_up_to_its_limit_and_the_employer_the_rest() -> None:
    assert split(300_000, USUAL) == Parts(200_000, 100_000, 0)
    assert split(150_000, USUAL) == Parts(150_000, 0, 0)


def test_what_the_employer_does_not_pay_falls_on_the_person() -> None:
    half = Limits(200_000, Fraction(1, 2), Fraction(30, 100))
    assert split(300_000, half) == Parts(200_000, 50_000, 50_000)
    assert not breaches(split(300_000, half), 300_000, half)


def test_public_money_of_the_year_is_not_spent_twice() -> None:
    spent = Limits(200_000, Fraction(1), Fraction(30, 100), 240_000)
    assert split(300_000, spent) == Parts(200_000, 40_000, 60_000)
    gone = Limits(200_000, Fraction(1), Fraction(30, 100), -5)
    assert split(300_000, gone) == Parts(0, 0, 300_000)


def test_the_odd_fen_goes_to_the_larger_remainder() -> None:
    third = Limits(0, Fraction(1, 3), Fraction(1))
    assert split(100, third) == Parts(0, 33, 67)
    assert split(101, third) == Parts(0, 34, 67)
    half = Limits(0, Fraction(1, 2), Fraction(1))
    assert split(101, half) == Parts(0, 51, 50)


def test_too_much_for_the_person_is_said_with_what_would_mend_it() -> None:
    tight = Limits(150_000, Fraction(1, 5), Fraction(30, 100))
    parts = split(300_000, tight)
    assert parts == Parts(150_000, 30_000, 120_000)
    assert breaches(parts, 300_000, tight) == (Breach(Limit.PERSONAL, 30_000, 90_000),)
    told = mend(300_000, tight)
    assert told.employer_share == Fraction(60_000, 150_000)
    assert told.union_fen == 187_500
    assert told.cost_fen == 240_001  # 30 % of it are 72,000.3 fen
    mended = Limits(187_500, Fraction(1, 5), Fraction(30, 100))
    assert not breaches(split(300_000, mended), 300_000, mended)


def test_parts_put_by_hand_are_held_to_every_limit() -> None:
    told = breaches(Parts(210_000, 100_000, -5_000), 300_000, USUAL)
    assert {one.limit: one.by_fen for one in told} == {
        Limit.SIGN: 5_000, Limit.SUM: 5_000, Limit.UNION: 10_000, Limit.PUBLIC: 10_000,
        Limit.EMPLOYER: 10_000,
    }  # fmt: skip


@given(costs, limits)
def test_the_parts_add_up_and_none_is_below_nought(cost: int, held: Limits) -> None:
    parts = split(cost, held)
    assert parts.total_fen == cost
    assert min(parts.union_fen, parts.employer_fen, parts.personal_fen) >= 0


@given(costs, limits)
def test_a_split_breaks_no_limit_but_that_of_the_person(cost: int, held: Limits) -> None:
    assert {one.limit for one in breaches(split(cost, held), cost, held)} <= {Limit.PERSONAL}


@given(costs, limits)
def test_the_person_pays_no_more_than_others_leave(cost: int, held: Limits) -> None:
    parts = split(cost, held)
    spare = held.public_fen is None or parts.public_fen < held.public_fen
    if parts.personal_fen and spare:
        assert parts.union_fen == min(held.union_fen, cost)


@given(costs, limits)
def test_each_remedy_by_itself_mends(cost: int, held: Limits) -> None:
    told = mend(cost, held)
    if told.union_fen is not None:
        more = Limits(told.union_fen, held.employer_share, held.personal_share, held.public_fen)
        assert not breaches(split(cost, more), cost, more)
    if told.employer_share is not None:
        more = Limits(held.union_fen, told.employer_share, held.personal_share, held.public_fen)
        assert not breaches(split(cost, more), cost, more)
    if told.public_fen is not None:
        more = Limits(held.union_fen, held.employer_share, held.personal_share, told.public_fen)
        assert not breaches(split(cost, more), cost, more)
    if told.cost_fen is not None:
        assert not breaches(split(told.cost_fen, held), told.cost_fen, held)
