"""`yijia trip import-plan`: a plan table is told row by row, taken in when accepted, and written again."""

import json
from pathlib import Path

import pytest

from desktop.cli.desk import DONE, LOOK, REFUSED
from desktop.cli.main import run
from desktop.spreadsheets.write import SheetOut, write_table

HEADINGS = ["单位", "上级工会", "会员数", "一线职工数", "环卫工人", "最低名额"]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A plan table with one row at fault."""
    path = tmp_path / "2026.xlsx"
    rows: list[list[str | int | None]] = [
        ["定海环卫所工会", "定海区总工会", 120, 100, 90, 1],
        ["港务集团工会", None, 300, 200, None, None],
        ["港务集团工会", None, 300, 200, None, None],
    ]
    write_table(path, [SheetOut("表", HEADINGS, rows, note="2026年疗休养基数表 总名额：20")])
    return path


def told(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, dict[str, object]]:
    code = run(["trip", *words, "--data", str(folder / "data"), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert isinstance(answer, dict)
    return code, answer


def test_a_plan_table_is_only_told_until_it_is_accepted(
    tmp_path: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, accepted in (((), False), (("--accept",), True)):
        code, answer = told(capsys, tmp_path, "import-plan", str(table), *words)
        assert code == LOOK
        assert (answer["new"], answer["changed"], answer["same"], answer["accepted"]) == (2, 0, 0, accepted)
        rejected = answer["rejected"]
        assert isinstance(rejected, list)
        (left,) = rejected
        assert (left["row"], left["organisation"], left["fault"]) == (5, "港务集团工会", "name")
        programme = answer["programme"]
        assert isinstance(programme, dict)
        assert (programme["year"], programme["places"], programme["new"]) == (2026, 20, True)
    code, answer = told(capsys, tmp_path, "import-plan", str(table), "--rejects", str(tmp_path / "r.xlsx"))
    assert (answer["new"], answer["same"]) == (0, 2)
    assert (tmp_path / "r.xlsx").exists()


def test_what_was_taken_in_is_written_and_read_again(
    tmp_path: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(capsys, tmp_path, "import-plan", str(table), "--accept")
    out = tmp_path / "out.xlsx"
    code, answer = told(capsys, tmp_path, "export-plan", "2026", str(out))
    assert (code, answer["rows"]) == (DONE, 2)
    code = run(["trip", "import-plan", str(out), "--data", str(tmp_path / "data")])
    words = capsys.readouterr().out
    assert code == DONE
    assert "0 new, 0 changed, 2 the same, 0 left out." in words
    assert "Nothing is written yet" in words


def test_a_table_without_a_year_is_refused_with_what_to_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    write_table(path, [SheetOut("表", HEADINGS, [["甲工会", None, 1, 1, 1, 1]])])
    assert run(["trip", "import-plan", str(path), "--data", str(tmp_path / "data")]) == REFUSED
    assert "--year" in capsys.readouterr().err
