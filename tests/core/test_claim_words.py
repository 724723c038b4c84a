"""Fractions and people by trade are understood as people write them, and refused where they are not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.claim_words import (
    fraction_of,
    fraction_text,
    trades_from,
    trades_kept,
    trades_of,
    trades_text,
)
from desktop.core.errors import FieldError


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", Fraction(0)),
        ("3/7", Fraction(3, 7)),
        ("－1／3", Fraction(-1, 3)),
        ("1 2/3", Fraction(5, 3)),
        ("0.25", Fraction(1, 4)),
        ("½", Fraction(1, 2)),
        ("-2", Fraction(-2)),
    ],
)
def test_a_fraction_is_read_exactly(text: str, value: Fraction) -> None:
    assert fraction_of(text) == value


@pytest.mark.parametrize("text", ["3/0", "a third", "3/", "1e5", "12345"])
def test_what_is_no_fraction_of_a_place_is_refused(text: str) -> None:
    with pytest.raises(FieldError) as refused:
        fraction_of(text)
    assert refused.value.field == "carried"


@given(st.fractions(-1000, 1000, max_denominator=10**20))
def test_a_fraction_is_read_as_it_was_kept(value: Fraction) -> None:
    assert fraction_of(fraction_text(value)) == value


@pytest.mark.parametrize(
    ("text", "trades"),
    [
        ("", {}),
        ("环卫工人 120、船员 35", {"环卫工人": 120, "船员": 35}),
        ("环卫工人：120人；船员３５", {"环卫工人": 120, "船员": 35}),
        ("sanitation workers 12, seafarers: 3", {"sanitation workers": 12, "seafarers": 3}),
    ],
)
def test_people_by_trade_are_read_from_a_line(text: str, trades: dict[str, int]) -> None:
    assert trades_of(text) == trades
    assert trades_of(trades_text(trades)) == trades
    assert trades_from(trades_kept(trades)) == trades


@pytest.mark.parametrize("text", ["环卫工人", "环卫 -5", "12", "船员 3、船员 4"])
def test_a_trade_without_a_number_or_named_twice_is_refused(text: str) -> None:
    with pytest.raises(FieldError):
        trades_of(text)
