"""`yijia people …`, as a program calls it."""

import json
from pathlib import Path

import pytest

from desktop.cli.main import run

SAMPLES = Path(__file__).parents[1] / "samples"


def answer(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, object]:
    code = run([str(word) for word in ("people", *words, "--json")])
    return code, json.loads(capsys.readouterr().out)


def test_an_import_says_what_was_taken_and_what_was_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = tmp_path / "back.xlsx"
    code, said = answer(capsys, "import", SAMPLES / "titled-roster.xlsx", "--rejects", back)
    assert isinstance(said, dict)
    assert code == 1
    assert list(said) == ["read", "new", "updated", "unchanged", "rejected", "warnings"]
    assert (said["read"], said["new"], said["updated"], said["unchanged"]) == (320, 308, 0, 0)
    first = said["rejected"][0]
    assert list(first) == ["sheet", "row", "name", "fault", "sentence"]
    assert (first["sheet"], first["row"], first["name"], first["fault"]) == ("花名册", 6, "江强伟", "length")
    assert back.exists()


def test_a_list_without_faults_is_simply_done(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = answer(capsys, "import", SAMPLES / "gbk-export.csv")
    assert isinstance(said, dict)
    assert (code, said["new"], said["rejected"]) == (0, 150, [])


def test_faulty_numbers_are_left_behind_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    _code, said = answer(capsys, "import", SAMPLES / "damaged-ids.xlsx", "--without-faulty-ids")
    assert isinstance(said, dict)
    assert (said["new"], said["rejected"], len(said["warnings"])) == (120, [], 32)


def test_finding_masks_the_telephone(capsys: pytest.CaptureFixture[str]) -> None:
    answer(capsys, "import", SAMPLES / "titled-roster.xlsx")
    code, found = answer(capsys, "find", "孔华思", "--limit", "1")
    assert isinstance(found, list)
    assert code == 0
    assert list(found[0]) == ["id", "name", "organisation", "phone"]
    assert "****" in found[0]["phone"]


def test_a_whole_export_asks_for_a_reason_that_is_not_blank(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["people", "export", str(tmp_path / "out.xlsx"), "--reason", " "]) == 2
    assert "kept in the log" in capsys.readouterr().err
    code, said = answer(capsys, "export", tmp_path / "out.xlsx")
    assert (code, said) == (0, {"rows": 0, "file": str(tmp_path / "out.xlsx")})


def test_the_template_can_be_written_without_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _said = answer(capsys, "template", tmp_path / "empty.xlsx")
    assert code == 0
    assert (tmp_path / "empty.xlsx").exists()


def test_what_cannot_be_read_is_refused_with_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["people", "import", str(tmp_path / "nothing.xlsx")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_where_the_rows_not_taken_cannot_be_written_nothing_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "people",
        "import",
        str(SAMPLES / "damaged-ids.xlsx"),
        "--rejects",
        str(tmp_path / "no" / "b.xlsx"),
    ]
    assert run(words) == 2
    assert "no" in capsys.readouterr().err
    assert run(["log"]) == 0
    assert "Nothing has been done yet" in capsys.readouterr().out


@pytest.mark.parametrize("limit", ["0", "-1"])
def test_fewer_than_one_line_is_refused(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["people", "find", "x", "--limit", limit]) == 2
    assert "1 or more" in capsys.readouterr().err
