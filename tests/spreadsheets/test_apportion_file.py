"""Lists of weights as offices write them; what is wrong is said with its row."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from desktop.core.apportion import Claim
from desktop.spreadsheets.apportion_file import NoWeights, RowRefused, read_claims
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.write import SheetOut, write_table


def _csv(folder: Path, text: str) -> Path:
    path = folder / "weights.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_columns_of_the_manual_are_read(tmp_path: Path) -> None:
    text = "organisation,weight,floor,ceiling,carried\nA,300,1,5,3/7\nB,12.5,,,\nC,0,2,,-1/3\n"
    assert read_claims(_csv(tmp_path, text)) == (
        Claim("A", 300, 1, 5, Fraction(3, 7)),
        Claim("B", Fraction(25, 2)),
        Claim("C", 0, 2, None, Fraction(-1, 3)),
    )


def test_a_chinese_table_with_title_total_and_notes_is_read(tmp_path: Path) -> None:
    rows: list[list[Cell | None]] = [
        ["2026年疗休养名额测算", None, None, None],
        ["单位名称", "权重", "下限", "上限"],
        ["甲厂", 300, 1, None],
        ["总计划处", "1,200", None, 9],
        ["乙：东厂", "２５", None, None],
        ["合计", 1525, None, None],
        ["制表人：王 日期：2026-03-01", None, None, None],
    ]
    path = tmp_path / "weights.xlsx"
    write_table(path, [SheetOut("名额", (), rows)])
    assert read_claims(path) == (
        Claim("甲厂", 300, 1),
        Claim("总计划处", 1200, 0, 9),
        Claim("乙：东厂", 25),
    )


@pytest.mark.parametrize(
    ("rows", "row", "words"),
    [
        ("A,\n", 2, "no weight"),
        ("A,5\nB,0\n", 3, "must be above 0"),
        ("A,-5\n", 2, "-5"),
        (",5\n", 2, "no organisation"),
        ("A,5\nB,6\nA,7\n", 4, "row 2"),
        ("甲厂,5\n甲　厂,7\n", 3, "row 2"),
        ("A,many\n", 2, "many"),
        ("A,1/0\n", 2, "1/0"),
        ("A,5,1.5\n", 2, "3/2"),
        ("A,5,-1\n", 2, "-1"),
        ("A,5,3,2\n", 2, "at most 2"),
        ("A,5,,,0.3/2\n", 2, "0.3/2"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(tmp_path: Path, rows: str, row: int, words: str) -> None:
    with pytest.raises(RowRefused, match=words) as caught:
        read_claims(_csv(tmp_path, "organisation,weight,floor,ceiling,carried\n" + rows))
    assert caught.value.row == row
    assert caught.value.sentence.startswith(f"Row {row}:")
    assert caught.value.remedy


def test_a_fraction_that_became_a_date_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "weights.xlsx"
    write_table(path, [SheetOut("w", ("单位", "权重", "结转"), [["甲厂", 300, date(2026, 3, 7)]])])
    with pytest.raises(RowRefused, match="2026-03-07"):
        read_claims(path)


def test_a_file_without_the_columns_says_which(tmp_path: Path) -> None:
    with pytest.raises(NoWeights, match=r"weights\.csv"):
        read_claims(_csv(tmp_path, "姓名,电话\n王伟,13800001111\n"))


def test_a_list_with_headings_only_is_refused_as_empty(tmp_path: Path) -> None:
    with pytest.raises(NoWeights, match="names no organisation below"):
        read_claims(_csv(tmp_path, "单位,权重\n合计,\n"))
