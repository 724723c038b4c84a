"""`yijia trip check` tells every rule with what was found, and ends with 1 where something is to be done."""

import json
from pathlib import Path

import pytest

from desktop.cli.desk import DONE, LOOK
from desktop.cli.main import run
from desktop.core.settings import DATABASE
from desktop.services import trip_history
from desktop.spreadsheets.read import open_book
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Store
from tests.services.trips import put_nominee, put_organisation, put_programme, put_taken, put_worker


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a programme in which one may go and one was away in 2024."""
    folder = tmp_path / "data"
    folder.mkdir()
    store = Store.open(folder / DATABASE)
    programme, unit = put_programme(store), put_organisation(store)
    for name in ("陈海生", "王岱云"):
        worker = put_worker(store, name, unit)
        put_nominee(
            store, programme, unit, worker, is_member=True, in_post=True, frontline=True, fit=True,
            honour="先进工作者", honour_level="unit",
        )  # fmt: skip
        put_taken(store, worker, 2024 if name == "王岱云" else 2018)
    put_taken(store, put_worker(store, "刘远", unit), 2025)
    store.close()
    return folder


def test_the_check_tells_who_is_blocked_why_and_what_would_mend_it(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--data", str(data), "trip", "check", "2026", "--json"]) == LOOK
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"pass": 1, "review": 0, "blocked": 1}
    blocked = next(one for one in told["nominees"] if one["outcome"] == "blocked")
    bar = next(one for one in blocked["rules"] if one["rule"] == "repeat-years")
    assert (blocked["name"], bar["found"]) == ("王岱云", "last trip 2024")
    assert run(["--data", str(data), "trip", "check", "2026"]) == LOOK
    assert "Last trip 2024, bar 3 years: again from 2027." in capsys.readouterr().out


def test_the_check_is_written_as_a_workbook(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "审核.xlsx"
    assert run(["--data", str(data), "trip", "check", "2026", "--out", str(path)]) == LOOK
    capsys.readouterr()
    with open_book(path) as book:
        sheets = {sheet.name: [row for _n, row in sheet.rows()] for sheet in book.sheets()}
    assert list(sheets) == ["Check", "Rules not met", "All names together"]
    assert [row[5] for row in sheets["Check"][-2:]] == ["pass", "blocked"]
    assert sheets["Rules not met"][-1][5] == "last trip 2024"


def test_a_list_of_former_trips_is_tried_and_taken_in(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "2022.xlsx"
    rows = [("陈海生", "定海环卫所工会", 2022), ("生人", "定海环卫所工会", 2022)]
    write_table(path, [SheetOut("名单", ("姓名", "单位", "年度"), rows)])
    assert run(["--data", str(data), "trip", "history", str(path), "--dry-run", "--json"]) == LOOK
    tried = json.loads(capsys.readouterr().out)
    assert (tried["kept"], tried["new"], tried["left_out"][0]["stranger"]) == (False, 1, True)
    assert run(["--data", str(data), "trip", "history", str(path), "--json"]) == LOOK
    assert json.loads(capsys.readouterr().out)["new"] == 1
    store = Store.open(data / DATABASE)
    assert 2022 in [one.year for one in store.read(trip_history.years)]
    store.close()
    rest = tmp_path / "陈.xlsx"
    write_table(rest, [SheetOut("名单", ("姓名", "单位", "年度"), rows[:1])])
    assert run(["--data", str(data), "trip", "history", str(rest)]) == DONE
