"""Apportionments in words and in the figures of a pocket calculator."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.apportion import Claim, Method, apportion
from desktop.core.apportion_words import (
    bounds_way,
    carried_way,
    decimals,
    draw_way,
    handy_divisor,
    method_title,
    method_way,
    mixed,
    tie_sentence,
)
from tests.core.apportion_cases import FIRST_CENSUS


def test_decimals_are_cut_off_as_a_calculator_shows_them() -> None:
    assert decimals(Fraction(2, 3)) == "0.6666"
    assert decimals(Fraction(-5, 2)) == "-2.5000"
    assert decimals(Fraction(7), 0) == "7"


def test_fractions_are_written_with_their_whole_part() -> None:
    assert [mixed(Fraction(*pair)) for pair in ((6, 2), (1, 2), (17, 7), (-17, 7), (0, 1))] == [
        "3", "1/2", "2 3/7", "-2 3/7", "0",
    ]  # fmt: skip


def test_jeffersons_divisor_is_found_again() -> None:
    claims = [Claim(state, people) for state, people in FIRST_CENSUS.items()]
    assert handy_divisor(apportion(claims, 105, Method.DHONDT)) == 33_000


def test_every_method_says_how_it_is_done() -> None:
    for method in Method:
        assert method_title(method)
        assert len(method_way(method)) == 3
        assert bounds_way(method)
        assert carried_way(method)
    assert "x|name" in draw_way("x")


def test_a_tie_is_told_with_who_won() -> None:
    result = apportion([Claim("甲", 1), Claim("乙", 1)], 1, Method.DHONDT, "5")
    winner = result.tie.lots[0].label if result.tie else ""
    assert tie_sentence(result) == f"1 place was drawn by lot among 乙, 甲: it went to {winner}."
    assert tie_sentence(apportion([Claim("甲", 1)], 1, Method.DHONDT)) == ""


@pytest.mark.parametrize("method", [method for method in Method if method.by_divisor])
@given(weights=st.lists(st.integers(1, 10**6), min_size=1, max_size=8), places=st.integers(8, 60))
def test_the_handy_divisor_lies_within_the_bounds(method: Method, weights: list[int], places: int) -> None:
    result = apportion([Claim(f"甲{at}", weight) for at, weight in enumerate(weights)], places, method, "1")
    divisor = handy_divisor(result)
    if divisor is None:
        assert result.tie or result.solved.last is None
        return
    assert result.divisors is not None
    low, high = result.divisors
    assert high is not None
    assert low < divisor**method.power <= high
