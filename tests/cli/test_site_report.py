"""`yijia site report YEAR` on the demonstration: exactly its figures, in words and as JSON."""

import json
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from desktop.cli.desk import DONE, REFUSED
from desktop.cli.main import run
from desktop.core.settings import DATABASE, SETTINGS, Settings, save_settings
from desktop.services import demo_sites
from desktop.storage.store import Store

YEAR = date.today().year


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the demonstration's sites."""
    folder = tmp_path / "data"
    folder.mkdir()
    store = Store.open(folder / DATABASE)
    store.record(demo_sites.fill, 1)
    store.close()
    save_settings(folder / SETTINGS, Settings(office="舟山市总工会"))
    return folder


def test_the_figures_as_json(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--data", str(data), "site", "report", str(YEAR), "--json"]) == DONE
    told = json.loads(capsys.readouterr().out)
    kinds = told["kinds"]
    assert {kind: figures["in_use"] for kind, figures in kinds.items()} == {
        "activity-centre": 12, "rest-station": 94, "mommy-room": 45, "library": 80,
    }  # fmt: skip
    assert kinds["activity-centre"]["planned_by_year_end"] == 3
    assert kinds["activity-centre"]["status"] == {"open": 12, "planned": 3}
    assert kinds["rest-station"]["districts"] == {"定海区": 36, "普陀区": 30, "岱山县": 17, "嵊泗县": 11}
    assert kinds["rest-station"]["hosts"]["bank"] == 22
    assert told["stars"] == {"5": 7, "4": 21, "3": 37, "2": 21, "1": 8, "0": 0}
    assert told["amenities"] == {
        "air_conditioning": 94, "seats": 94, "drinking_water": 94, "first_aid_box": 94, "all": 94,
    }  # fmt: skip
    assert told["use"]["people"] == sum(told["use"]["months"]) == sum(k["people"] for k in kinds.values())
    assert "舟山市总工会现有五一爱心驿站94个" in told["sentence"]["zh_CN"]
    assert "94 May Day rest stations" in told["sentence"]["en"]


def test_the_figures_as_lines(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--data", str(data), "site", "report", str(YEAR)]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("As of ") and "舟山市总工会 has 94 May Day rest stations" in lines[0]
    station = next(line for line in lines if line.split()[:2] == ["Rest", "station"])
    assert station.split()[2:8] == ["94", "0", "0", "0", "0", "0"]


def test_the_tables_as_a_workbook(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = data / "figures.xlsx"
    assert run(["--data", str(data), "site", "report", str(YEAR), "--xlsx", str(file)]) == DONE
    book = CalamineWorkbook.from_path(file)
    rows = book.get_sheet_by_name("Sites by district").to_python()
    assert rows[0] == ["Kind", "定海区", "普陀区", "岱山县", "嵊泗县", "Total"]
    assert rows[-1][-1] == 231
    assert "94 May Day rest stations" in str(book.get_sheet_by_name("Sites by kind").to_python()[0][0])


def test_a_year_ahead_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--data", str(data), "site", "report", str(YEAR + 1)]) == REFUSED
    assert f"The year {YEAR + 1} has not begun." in capsys.readouterr().err
