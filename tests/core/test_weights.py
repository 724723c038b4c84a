"""Formulas of weights: read exactly, refused with the place of the fault."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.weights import Counts, FormulaFault, read_formula

PLANT = Counts(members=300, frontline=120, hazardous=31, trades={"环卫工人": 50, "公交司机": 7})


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("members", 300),
        ("members + 2*frontline + hazardous*1/2", 300 + 240 + Fraction(31, 2)),
        ("会员＋２×一线＋有害÷2", 300 + 240 + Fraction(31, 2)),
        ("会员+2x一线+2 X 有害", 300 + 240 + 62),
        ("会员数 + 0.1*一线职工", 312),
        ("50% * (Members - frontline) + 3", 93),
        ("-(frontline - members)/3", 60),
        ("环卫工人*2 + '公交司机'", 107),
        ("1", 1),
        ("members*0 + frontline", 120),
    ],
)
def test_a_formula_gives_the_exact_weight(text: str, weight: int | Fraction) -> None:
    assert read_formula(text, ("环卫工人", "公交司机")).weight(PLANT) == weight


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", 1),
        ("members +", 10),
        ("members ** 2", 10),
        ("members frontline", 9),
        ("members * frontline", 9),
        ("2 / members", 3),
        ("members / 0", 9),
        ("(members + 2", 13),
        ("members + 炼钢工", 11),
        ("members ; drop", 9),
        ("2 members", 3),
        ("__import__('os')", 1),
    ],
)
def test_a_fault_tells_its_place(text: str, at: int) -> None:
    with pytest.raises(FormulaFault) as caught:
        read_formula(text, ("环卫工人",))
    assert caught.value.at == at
    assert caught.value.field == "formula"
    assert caught.value.remedy


def test_the_trades_of_a_formula_are_named() -> None:
    assert read_formula("会员 + 环卫工人/2").trades == ("环卫工人",)
    assert read_formula("会员 + 环卫工人/2").factor("环卫工人") == Fraction(1, 2)


@given(
    st.lists(st.tuples(st.integers(0, 99), st.integers(1, 9), st.sampled_from(["members", "一线"])),
             min_size=1, max_size=6),
    st.integers(0, 999), st.integers(0, 999), st.integers(0, 999),
)  # fmt: skip
def test_the_weight_of_several_together_is_the_sum_of_theirs(
    parts: list[tuple[int, int, str]], members: int, frontline: int, hazardous: int
) -> None:
    formula = read_formula(" + ".join(f"{a}/{b}*{name}" for a, b, name in parts))
    one, two = Counts(members, frontline, hazardous), Counts(7, 5, 3)
    both = Counts(members + 7, frontline + 5, hazardous + 3)
    assert formula.weight(one) + formula.weight(two) == formula.weight(both)
    counts = {"members": members, "一线": frontline, "hazardous": hazardous}
    assert formula.weight(one) == sum(Fraction(a, b) * counts[name] for a, b, name in parts)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_formula(text, ())
    except FormulaFault as fault:
        assert fault.at >= 1
