"""`yijia trip forms` writes the forms, `nominate` takes them in, `nominees` tells who is named."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.desk import DONE, LOOK, REFUSED
from desktop.cli.main import run
from desktop.core.settings import DATABASE
from desktop.spreadsheets.read import Cell, open_book
from desktop.storage.store import Store
from tests.services.test_trip_nominee_import import HEADINGS, OTHER, WANG, line
from tests.services.test_trip_nominees import put_category, put_quota
from tests.services.trips import put_batch, put_organisation, put_programme
from tests.spreadsheets.makers import xlsx


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a programme of 2026 and an employer that has one place."""
    folder = tmp_path / "data"
    folder.mkdir()
    store = Store.open(folder / DATABASE)
    programme = put_programme(store, 2026)
    employer = put_organisation(store)
    put_category(store, programme)
    put_batch(store, programme, 1)
    put_batch(store, programme, 2)
    put_quota(store, programme, {employer: (1, 1)})
    store.close()
    return folder


def told(data: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    code = run(["--data", str(data), "trip", *words, "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def form(path: Path, *rows: Sequence[Cell | None]) -> str:
    return str(xlsx(path, {"Sheet1": [HEADINGS, *rows]}))


def test_forms_are_told_first_and_taken_in_when_accepted(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = line(2, "陈敏", 身份证号=OTHER, 单位="定海环卫所工会")
    path = form(tmp_path / "a.xlsx", WANG, second, line(3, "何人"))
    code, answer = told(data, capsys, "nominate", "2026", path)
    assert code == LOOK
    assert (answer["read"], answer["new"], answer["accepted"]) == (3, 2, False)
    (found,) = answer["organisations"]
    assert (found["over"], found["beyond"]) == (1, [{"name": "陈敏", "row": 3}])
    assert [row["row"] for row in answer["rejected"]] == [4]
    assert told(data, capsys, "nominees", "2026")[1] == []
    rejects = tmp_path / "rejects.xlsx"
    code, answer = told(data, capsys, "nominate", "2026", path, "--accept", "--rejects", str(rejects))
    assert (code, answer["workers"], rejects.exists()) == (LOOK, 2, True)
    code, lines = told(data, capsys, "nominees", "2026", "王")
    assert [(one["name"], one["preferences"]) for one in lines] == [("王海", [2, 1])]


def test_a_person_reads_what_came_of_a_form(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clean = form(tmp_path / "a.xlsx", WANG)
    assert run(["--data", str(data), "trip", "nominate", "2026", clean, "--accept"]) == DONE
    assert capsys.readouterr().out == "1 rows read: 1 new, 0 changed, 0 the same, 0 not taken.\n"
    assert run(["--data", str(data), "trip", "nominees", "2026"]) == DONE
    assert capsys.readouterr().out == "1  王海  定海环卫所工会  环卫工  named\n"


def test_forms_are_written_for_each_organisation(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "forms"
    code, answer = told(
        data, capsys, "forms", "2026", "--out", str(folder), "--deadline", "2026-03-31", "--as", "xlsx"
    )
    assert (code, answer["organisations"]) == (DONE, 1)
    assert [path.name for path in folder.iterdir()] == ["定海环卫所工会 nominations.xlsx"]


def test_the_list_is_written_masked_unless_a_reason_is_given(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(data, capsys, "nominate", "2026", form(tmp_path / "a.xlsx", WANG), "--accept")
    masked, whole = tmp_path / "m.xlsx", tmp_path / "w.xlsx"
    assert told(data, capsys, "nominees", "2026", "--out", str(masked))[1]["rows"] == 1
    assert told(data, capsys, "nominees", "2026", "--out", str(whole), "--reason", "报送市总工会")[0] == DONE
    assert (WANG[3] in _cells(masked), WANG[3] in _cells(whole)) == (False, True)
    assert (
        run(["--data", str(data), "trip", "nominees", "2026", "--out", str(whole), "--reason", " "])
        == REFUSED
    )
    store = Store.open(data / DATABASE)
    assert "报送市总工会" in str(store.log(1))
    store.close()


def test_an_organisation_or_programme_that_is_not_there_is_told(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = form(tmp_path / "a.xlsx", line(1, "王海", 身份证号=OTHER))
    assert run(["--data", str(data), "trip", "nominate", "2026", path, "--organisation", "甲厂"]) == REFUSED
    assert "no organisation “甲厂”" in capsys.readouterr().err
    assert run(["--data", str(data), "trip", "nominate", "1999", path]) == REFUSED
    code, answer = told(data, capsys, "nominate", "2026", path, "--organisation", "定海环卫所工会")
    assert (code, answer["new"]) == (LOOK, 1)


def _cells(path: Path) -> list[Cell]:
    with open_book(path) as book:
        return [cell for sheet in book.sheets() for _number, row in sheet.rows() for cell in row]
