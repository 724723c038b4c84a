"""`yijia trip settle` tells the account, writes it, and settles; `invoice` enters an invoice."""

import json
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from desktop.cli.desk import DONE, LOOK, REFUSED
from desktop.cli.main import run
from desktop.core.settings import DATABASE
from desktop.models.trip_people import NomineeState
from desktop.paper.preview import count_pages
from desktop.storage.store import Store
from tests.services.trips import put_batch, put_nominee, put_organisation, put_programme, put_worker


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two batches of 2026, one of them with people."""
    folder = tmp_path / "data"
    folder.mkdir()
    store = Store.open(folder / DATABASE)
    programme = put_programme(store, 2026)
    batch = put_batch(
        store, programme, 1, price_fen=300_000, starts_on=date(2026, 5, 11), ends_on=date(2026, 5, 15)
    )
    put_batch(store, programme, 2, price_fen=300_000)
    for employer in (put_organisation(store), put_organisation(store, "普陀公交工会")):
        put_nominee(store, programme, employer, put_worker(store), state=NomineeState.CHOSEN, batch_id=batch)
    store.close()
    return folder


def told(data: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, object]]:
    code = run(["--data", str(data), "trip", *words, "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else {}


def test_what_is_not_settled_is_proposed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = told(data, capsys, "settle", "2026")
    assert code == LOOK
    assert (found["people"], found["total_fen"], found["capitals"]) == (2, 600_000, "陆仟元整")
    assert (found["union_fen"], found["employer_fen"], found["personal_fen"]) == (400_000, 200_000, 0)


def test_a_batch_is_settled_with_its_invoice(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(data, capsys, "settle", "2026", "--accept", "--by", "李敏")[0] == REFUSED
    words = ("invoice", "2026", "1", "26330000000012345678", "6,000.00", "--issuer", "莫干山旅行社")
    code, batch = told(data, capsys, *words)
    assert (code, batch["difference_fen"]) == (DONE, 0)
    assert told(data, capsys, *words)[0] == REFUSED
    code, found = told(data, capsys, "settle", "2026", "--accept", "--by", "李敏")
    assert code == DONE
    assert isinstance(batches := found["batches"], list)
    assert [one["settled"]["by"] for one in batches] == ["李敏"]


def test_the_settlement_is_written_on_paper_and_as_a_workbook(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper, lists, book = data / "s.pdf", data / "e.pdf", data / "s.xlsx"
    told(data, capsys, "settle", "2026", "--out", str(paper))
    told(data, capsys, "settle", "2026", "--batch", "1", "--employers", "--out", str(lists))
    told(data, capsys, "settle", "2026", "--out", str(book))
    assert (count_pages(paper.read_bytes()), count_pages(lists.read_bytes())) == (3, 2)
    sheets = CalamineWorkbook.from_path(str(book))
    rows = sheets.get_sheet_by_name(sheets.sheet_names[0]).to_python()
    assert rows[-1][:5] == ["Total", 2, "", 6000, 4000]
    assert "陆仟元整" in str(rows[0][0])
    assert len(sheets.sheet_names) == 3


@pytest.mark.parametrize("amount", ["1.234", "x", "", "1,5x"])
def test_a_sum_that_is_none_is_refused(data: Path, capsys: pytest.CaptureFixture[str], amount: str) -> None:
    assert told(data, capsys, "invoice", "2026", "1", "26330000000012345678", amount)[0] == REFUSED


def test_nothing_to_settle_is_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--data", str(data), "trip", "settle", "2026", "--batch", "2"]) == LOOK
    store = Store.open(data / DATABASE)
    put_programme(store, 2025)
    store.close()
    capsys.readouterr()
    assert run(["--data", str(data), "trip", "settle", "2025"]) == LOOK
    assert "nothing to settle" in capsys.readouterr().out
