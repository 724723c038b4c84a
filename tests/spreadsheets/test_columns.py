"""Columns are recognised by what the person said, by their headings, by their contents."""

from pathlib import Path

import pytest

from desktop.spreadsheets.columns import recognise, remember, signature
from desktop.spreadsheets.headings import FIELD_LABELS, FIELDS, IGNORED, meaning
from desktop.spreadsheets.read import open_book
from desktop.spreadsheets.table import FoundTable, find_tables
from tests.spreadsheets.makers import id_number


def table(tmp_path: Path, *lines: str) -> FoundTable:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with open_book(path) as book:
        return find_tables(book)[0]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("姓 名", "name"),
        ("*姓名（必填）", "name"),
        ("职工姓名", "name"),
        ("Full Name", "name"),
        ("公民身份号码", "id_number"),
        ("身份证号码\n（18位）", "id_number"),
        ("证件号码", "id_number"),
        ("ID No.", "id_number"),
        ("联系电话", "phone"),
        ("手机号码（本人）", "phone"),
        ("岗位（工种）", "post"),
        ("职务/岗位", "post"),
        ("是否一线", "frontline"),
        ("是否为生产一线职工（是/否）", "frontline"),
        ("所在单位（全称）", "organisation"),
        ("部门", "organisation"),
        ("获得荣誉及年份", "honours"),
        ("出生年月", "birthday"),
        ("工会会员编号", "member_number"),
        ("备　注", "remark"),
        ("Ｎａｍｅ", "name"),
        ("序号", IGNORED),
        ("紧急联系人电话", IGNORED),
        ("配偶姓名", IGNORED),
        ("年龄", IGNORED),
    ],
)
def test_a_heading_is_understood_whatever_its_dress(heading: str, field: str) -> None:
    found = meaning(heading)
    assert found is not None and found.field == field


def test_a_title_is_no_heading() -> None:
    assert meaning("2026年度一线职工身份证号及手机号登记表") is None
    assert meaning("") is None


def test_every_field_has_a_label_that_is_recognised_again() -> None:
    for field in FIELDS:
        found = meaning(FIELD_LABELS[field])
        assert found is not None and found.field == field


def test_of_two_columns_for_one_field_the_better_wins(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "姓名,单位,部门,办公电话,手机,身份证号,证件号码",
        f"王伟,引航站,船队,2023456,13800000001,,{id_number(1)}",
        f"李敏,引航站,船队,2023457,13800000002,,{id_number(2)}",
    )
    mapping = recognise(found)
    assert (mapping["organisation"], mapping["phone"], mapping["id_number"]) == (1, 4, 6)


def test_a_corrected_mapping_is_remembered_for_the_same_headings(tmp_path: Path) -> None:
    found = table(tmp_path, "姓名,单位,部门,手机", "王伟,引航站,船队,13800000001")
    mapping = recognise(found)
    mapping["organisation"] = 2
    del mapping["phone"]
    kept = remember(found, mapping)
    assert recognise(found, kept) == {"name": 0, "organisation": 2}
    again = table(tmp_path, "花名册", "姓 名,单位,部门,手机", "李敏,港务局,三队,13800000002")
    assert signature(again) == signature(found)
    assert recognise(again, kept) == {"name": 0, "organisation": 2}


def test_other_headings_have_another_signature(tmp_path: Path) -> None:
    first = table(tmp_path, "姓名,单位", "王伟,引航站")
    assert signature(first) != signature(table(tmp_path, "单位,姓名", "引航站,王伟"))


def test_contents_speak_where_headings_do_not(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "姓名,栏一,栏二,栏三,栏四",
        f"王伟,{id_number(1)},138-0000-0001,男,舟山港务有限公司",
        f"李敏,{id_number(2)},138 0000 0002,女,定海中学",
    )
    assert recognise(found) == {"name": 0, "id_number": 1, "phone": 2, "sex": 3, "organisation": 4}


def test_the_telephone_of_a_relative_is_never_taken_for_the_worker_s(tmp_path: Path) -> None:
    found = table(tmp_path, "姓名,单位,紧急联系人,紧急联系人电话", "王伟,引航站,李敏,13800000001")
    assert recognise(found) == {"name": 0, "organisation": 1}
