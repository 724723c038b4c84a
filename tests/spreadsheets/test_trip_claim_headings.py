"""The headings of plan tables are understood in the spellings offices use."""

import pytest

from desktop.spreadsheets.header import Heading
from desktop.spreadsheets.headings import IGNORED
from desktop.spreadsheets.trip_claim_cells import places_said, year_said
from desktop.spreadsheets.trip_claim_headings import (
    claim_columns,
    claim_meaning,
    columns_passed_over,
    trade_of,
)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("会员数（人）", "members"), ("2026年会员数", "members"), ("职工人数", "members"),
        ("一线职工数", "frontline"), ("其中：一线", "frontline"), ("其中一线≥", IGNORED),
        ("有毒有害岗位数", "hazardous"), ("接触职业病危害人数", "hazardous"),
        ("保底名额", "floor"), ("Floor", "floor"), ("名额上限", "ceiling"), ("分配名额", IGNORED),
        ("上年结转", "carried"), ("2025年度结转名额", "carried"), ("所属区县", "parent"),
        ("联系人电话", "phone"), ("序号", IGNORED), ("女职工数", IGNORED), ("环卫工人", "trades"),
    ],
)  # fmt: skip
def test_a_heading_is_understood(heading: str, field: str) -> None:
    found = claim_meaning(heading)
    assert found is not None
    assert found.field == field


@pytest.mark.parametrize(
    ("heading", "group", "trade"),
    [
        ("环卫工人数", "", "环卫工人"), ("船员（人）", "", "船员"), ("快递员人数", "", "快递员"),
        ("工种：潜水", "", "潜水"), ("Trade: divers", "", "divers"), ("潜水", "工种", "潜水"),
        ("邮政编码", "", ""),
    ],
)  # fmt: skip
def test_a_trade_is_told_by_its_column(heading: str, group: str, trade: str) -> None:
    assert trade_of(heading, group) == trade


def test_of_two_columns_the_surer_word_wins_and_the_rest_is_told() -> None:
    headings = [Heading(i, text) for i, text in enumerate(["职工数", "会员数", "邮编", "序号", "船员数"])]
    assert claim_columns(headings) == ({"members": 1}, {"船员": 4})
    assert columns_passed_over(headings) == ("邮编",)


@pytest.mark.parametrize(
    ("row", "places"),
    [
        (["总名额：272"], 272), (["名额合计", "", 272.0], 272), (["全市共安排272个名额"], 272),
        (["Total places: 30"], 30), (["名额合计（个）", 3], 3), (["最低名额", 5], None),
        (["名额合计分配表", 3], None), (["总名额"], None),
    ],
)  # fmt: skip
def test_the_places_in_all_are_found_where_a_cell_says_them(
    row: list[str | int | float], places: int | None
) -> None:
    assert places_said([list(row)]) == places


def test_the_year_is_found_in_a_title() -> None:
    assert year_said([["舟山市２０２６年度疗休养"]]) == 2026
    assert year_said([["文件〔2026〕12号"], [2026]]) is None
