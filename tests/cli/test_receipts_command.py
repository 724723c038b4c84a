"""`yijia receipts`: who received what, by the command line."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.cli.desk import DONE, REFUSED
from desktop.cli.main import run
from desktop.core.settings import Places
from desktop.services import enrolment, reading
from desktop.services.sheets import SheetKind, SheetRequest
from desktop.spreadsheets.read import open_book
from desktop.storage.store import Store
from tests.services.people import activity, put_named
from tests.services.signed_paper import SIGNED, picture, print_paper


@pytest.fixture
def number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The number of an activity at which two of three people received eighty yuan."""
    monkeypatch.setenv("YIJIA_DATA", str(tmp_path / "data"))
    store = Store.open(Places(tmp_path / "data").database)
    card = activity(store, "夏送清凉")
    store.do(enrolment.enrol, card.id, put_named(store, "王伟", "李娜", "欧阳春"))
    paper = print_paper(store, SheetRequest(card.id, SheetKind.RECEIPT, item="绿豆", sum=Decimal(80)))
    store.do(reading.accept, [picture(paper.found(1, {0: SIGNED, 2: SIGNED}))])
    store.close()
    return card.id.hex


def test_the_list_and_its_total_are_told(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["receipts", number]) == DONE
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "夏送清凉 · 2 people received · total ¥160.00 (壹佰陆拾元整)"
    assert told[1] == "王伟  定海海运公司  绿豆  ¥80.00"


def test_json_and_workbook_hold_the_same_rows(
    number: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "签领.xlsx"
    assert run(["receipts", number, "--json", "--out", str(out)]) == DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["total"], told["without_sum"]) == ("160", 0)
    assert [(row["name"], row["sum"], row["sheet"], row["row"]) for row in told["rows"]] == [
        ("王伟", "80", 1, 1),
        ("欧阳春", "80", 1, 3),
    ]
    with open_book(out) as book:
        assert len(list(book.sheet(book.sheet_names[0]).rows())) == 4


def test_an_activity_that_is_not_there_is_refused(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["receipts", "没有"]) == REFUSED
    assert "没有" in capsys.readouterr().err
