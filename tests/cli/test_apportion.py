"""`yijia apportion`: places shared out by a file of weights, on its own."""

import json
from pathlib import Path

import pytest

from desktop.cli.main import run

FIVE = "organisation,weight\nA,9061\nB,7179\nC,5259\nD,3319\nE,1182\n"


def _run(folder: Path, *words: str) -> int:
    return run([*words, "--data", str(folder / "data")])


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "weights.csv"
    path.write_text(FIVE, encoding="utf-8")
    return path


def test_the_result_is_told_in_json_without_a_database(
    weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, "apportion", str(weights), "--places", "26", "--method", "hill", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [share["places"] for share in told["shares"]] == [9, 7, 6, 3, 1]
    assert told["shares"][0]["quota"] == "9061/1000"
    assert told["tie"] is None
    assert not (tmp_path / "data").exists()


def test_the_table_shows_quota_and_places(
    weights: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, "apportion", str(weights), "--places", "26") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[3].split() == ["A", "9061", "9061/1000", "9.0610", "9"]
    assert lines[-1].split() == ["Total", "26000", "26", "26.0000", "26"]


def test_a_tie_is_told_with_its_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "even.csv"
    path.write_text("单位,权重\n甲,5\n乙,5\n", encoding="utf-8")
    assert _run(tmp_path, "apportion", str(path), "--places", "3", "--seed", "8", "--json") == 0
    lots = json.loads(capsys.readouterr().out)["tie"]["lots"]
    assert [lot["won"] for lot in lots] == [True, False]
    assert lots[0]["key"] < lots[1]["key"]
    assert _run(tmp_path, "apportion", str(path), "--places", "3", "--seed", "8") == 0
    assert "drawn by lot" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("organisation,weight\nA,0\n", ["--places", "3"], "Row 2"),
        ("organisation,weight,floor\nA,5,3\nB,5,2\n", ["--places", "4"], "1 more"),
        ("organisation,weight\nA,5\nA,5\n", ["--places", "4"], "Row 3"),
        ("organisation,weight\nA,5\n", ["--places", "-4"], "-4"),
        ("organisation,weight\nA,5\n", ["--places", "4", "--method", "lottery"], "lottery"),
        ("organisation,weight\nA,5\nB,5\n", ["--places", "1", "--method", "adams"], "1 more"),
        ("name\nA\n", ["--places", "1"], "no columns"),
    ],
)
def test_what_cannot_be_done_ends_with_two_and_a_sentence(
    text: str, words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    assert _run(tmp_path, "apportion", str(path), *words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert len(told.err.strip().splitlines()) == 2


def test_carried_fractions_that_cannot_count_are_said_to_be_left_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "owing.csv"
    path.write_text("单位,权重,结转\n甲,5,-2/5\n乙,5,-2/5\n丙,5,-2/5\n", encoding="utf-8")
    assert _run(tmp_path, "apportion", str(path), "--places", "1") == 0
    assert "it is left aside" in capsys.readouterr().out
    assert _run(tmp_path, "apportion", str(path), "--places", "2", "--json") == 0
    assert json.loads(capsys.readouterr().out)["carried_left_aside"] is False
