"""What the cells of a form of nominations say, however an office writes it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from desktop.core.trip_forms import FormCode
from desktop.spreadsheets.read import Cell, open_book
from desktop.spreadsheets.table import find_tables
from desktop.spreadsheets.trip_nominee_headings import NomineeField, nominee_columns, worker_columns
from desktop.spreadsheets.trip_nominee_rows import FormHead, NomineeStated, head_of, stated
from tests.spreadsheets.makers import xlsx


def said(field: NomineeField, cell: Cell) -> NomineeStated:
    """Return what a row of this one cell says."""
    return stated([cell], {field: 0})


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("2,1", (2, 1)),
        ("第一批、第三批", (1, 3)),
        ("十二批", (12,)),
        ("２；２；１", (2, 1)),
        (3.0, (3,)),
        ("服从安排", ()),
        ("无", ()),
    ],
)
def test_batches_are_read_in_their_order(cell: Cell, numbers: tuple[int, ...]) -> None:
    found = said("preferences", cell)
    assert (found.preferences, found.doubts) == (numbers, ())


@pytest.mark.parametrize("cell", ["尽早", "20260511", date(2026, 1, 2)])
def test_what_names_no_batch_is_doubted(cell: Cell) -> None:
    found = said("preferences", cell)
    assert found.preferences == ()
    assert "not understood as numbers of batches" in found.doubts[0]


@pytest.mark.parametrize(
    ("cell", "year"),
    [("2021年5月", 2021), (2019.0, 2019), ("2018、2022", 2022), (date(2020, 6, 1), 2020), ("从未参加", None)],
)
def test_the_year_of_the_last_trip_is_read(cell: Cell, year: int | None) -> None:
    found = said("last_trip_year", cell)
    assert (found.last_trip_year, found.doubts) == (year, ())


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("是", True), ("良好", True), ("√", True), ("否", False), ("不适宜", False), ("", None)],
)
def test_fit_to_travel_is_yes_or_no(cell: Cell, answer: bool | None) -> None:
    assert said("fit", cell).fit is answer


def test_an_illness_is_neither_kept_nor_repeated() -> None:
    found = said("fit", "患高血压三级")
    assert found.fit is None
    assert found.doubts and "高血压" not in str(found)


@pytest.mark.parametrize(
    ("cell", "who"),
    [
        ("李娜 13900001111", ("李娜", "13900001111")),
        ("李娜（妻）：139-0000-1111", ("李娜（妻）", "13900001111")),
        ("李娜（13900001111）", ("李娜", "13900001111")),
        ("李娜", ("李娜", "")),
        ("无", ("", "")),
    ],
)
def test_the_emergency_contact_may_hold_the_telephone(cell: Cell, who: tuple[str, str]) -> None:
    found = said("emergency_contact", cell)
    assert (found.emergency_contact, found.emergency_phone) == who
    other = said("emergency_phone", cell)
    assert (other.emergency_contact, other.emergency_phone) == who


def test_an_answer_that_is_none_is_doubted() -> None:
    assert said("is_member", "待定").doubts == ("“待定” is neither yes nor no (union member).",)


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (["推荐单位（盖章）：定海船厂工会    名额：3"], FormHead(None, "定海船厂工会")),
        (["填报单位:", "定海船厂工会"], FormHead(None, "定海船厂工会")),
        (["表码：T0123456789ABCDEF0123ABCD"], FormHead(None, "")),
        (["职工疗休养推荐汇总表"], FormHead(None, "")),
    ],
)
def test_what_stands_over_the_table_tells_who_names(
    tmp_path: Path, head: Sequence[str], found: FormHead
) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"S": [head, ["姓名", "身份证号"], ["王海", "330902198005010011"]]})
    with open_book(path) as book:
        assert head_of(find_tables(book)[0]) == found
    assert FormCode(1, 2).organisation == 2


def test_columns_of_an_office_are_told_apart(tmp_path: Path) -> None:
    headings = [
        "序号", "姓名", "身份证号码", "工作单位", "岗位", "工种", "是否有毒有害岗位", "是否在岗",
        "优先条件（可多选）", "最近一次疗休养时间", "紧急联系人姓名", "紧急联系人电话", "意向批次",
    ]  # fmt: skip
    rows: list[Sequence[Cell | None]] = [
        headings,
        [
            1,
            "王海",
            "330902198005010011",
            "船厂",
            "组长",
            "焊工",
            "是",
            "是",
            "工伤",
            "2020",
            "李娜",
            "139",
            "1",
        ],
    ]
    with open_book(xlsx(tmp_path / "a.xlsx", {"S": rows})) as book:
        (table,) = find_tables(book)
        columns = {field: headings[index] for field, index in nominee_columns(table).items()}
        worker = {field: headings[index] for field, index in worker_columns(table, None).items()}
    assert columns == {
        "trade": "工种", "hazardous": "是否有毒有害岗位", "in_post": "是否在岗",
        "categories": "优先条件（可多选）", "last_trip_year": "最近一次疗休养时间",
        "emergency_contact": "紧急联系人姓名", "emergency_phone": "紧急联系人电话", "preferences": "意向批次",
    }  # fmt: skip
    assert worker == {
        "name": "姓名", "id_number": "身份证号码", "organisation": "工作单位", "post": "岗位",
    }  # fmt: skip
