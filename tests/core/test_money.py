"""Sums in Chinese capitals, as a cashier writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.money import LARGEST, in_capitals, in_figures


@pytest.mark.parametrize(
    ("sum_", "capitals"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.55", "伍角伍分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("101", "壹佰零壹元整"),
        ("123.45", "壹佰贰拾叁元肆角伍分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1000.5", "壹仟元伍角整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("20000.01", "贰万元零壹分"),
        ("30050", "叁万零伍拾元整"),
        ("100100", "壹拾万零壹佰元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("1000001", "壹佰万零壹元整"),
        ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("10000000001", "壹佰亿零壹元整"),
        ("1000100000000", "壹万零壹亿元整"),
        ("1000000000000", "壹万亿元整"),
        ("123456789012.34", "壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分"),
        ("-5", "负伍元整"),
    ],
)
def test_known_sums_are_worded_as_the_rule_says(sum_: str, capitals: str) -> None:
    assert in_capitals(Decimal(sum_)) == capitals


@given(st.decimals(0, LARGEST, places=2))
def test_no_wording_has_two_noughts_together_or_ends_without_a_unit(yuan: Decimal) -> None:
    words = in_capitals(yuan)
    assert "零零" not in words
    assert words[-1] in "整分"


@given(st.decimals(0, Decimal(99_999_999), places=2), st.decimals(0, Decimal(99_999_999), places=2))
def test_different_sums_never_share_a_wording(one: Decimal, other: Decimal) -> None:
    assert (in_capitals(one) == in_capitals(other)) == (one == other)


def test_figures_have_commas_and_half_a_fen_goes_up() -> None:
    assert in_figures(Decimal("1234567.005")) == "1,234,567.01"


def test_a_sum_of_seventeen_digits_has_no_wording() -> None:
    with pytest.raises(ValueError, match="16 digits"):
        in_capitals(Decimal(10) ** 16)
