"""`yijia trip roster` tells who goes, writes lists, and gives whole numbers out for a reason only."""

import json
from pathlib import Path

import pytest

from desktop.cli.desk import DONE, LOOK, REFUSED
from desktop.cli.main import run
from desktop.core.settings import DATABASE
from desktop.paper.preview import count_pages
from desktop.storage.store import Store
from tests.services.trip_travellers import put_chosen, put_ready_batch
from tests.services.trips import put_organisation, put_programme


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a batch of three people, one of them not of the front line, and an empty one."""
    folder = tmp_path / "data"
    folder.mkdir()
    store = Store.open(folder / DATABASE)
    programme, employer = put_programme(store, 2026), put_organisation(store)
    batch = put_ready_batch(store, programme)
    for name, frontline in (("陈海生", True), ("王丽华", True), ("欧阳海", False)):
        put_chosen(store, programme, employer, batch, name, frontline=frontline)
    put_ready_batch(store, programme, 2)
    store.close()
    return folder


def command(data: Path, *words: str) -> int:
    return run(["--data", str(data), "trip", "roster", "2026", *words])


def test_rosters_are_told_with_what_blocks_their_approval(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(data, "--json") == LOOK
    out = capsys.readouterr()
    told = json.loads(out.out)
    assert (told["count"], told["frontline"], told["frontline_needed"]) == (3, 2, 3)
    first, second = told["batches"]
    assert [one["name"] for one in first["people"]] == ["陈海生", "王丽华", "欧阳海"]
    assert first["people"][0]["phone"] == "138****1234"
    assert (first["free"], second["count"]) == (7, 0)
    assert "1 person short of the front line" in out.err
    assert command(data) == LOOK
    assert "Batch 1 · 3 of 10, front line 2 (needed 0), no-shows 0" in capsys.readouterr().out


def test_lists_are_written_masked_or_whole_for_a_reason(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf, book = data / "list.pdf", data / "list.xlsx"
    command(data, "--batch", "1", "--out", str(pdf))
    assert count_pages(pdf.read_bytes()) == 1
    assert command(data, "--batch", "1", "--out", str(book), "--full") == REFUSED
    assert "for a reason only" in capsys.readouterr().err
    assert not book.exists()
    assert command(data, "--batch", "1", "--out", str(book), "--full", "--reason", "投保") in (DONE, LOOK)
    assert book.exists()
    command(data, "--out", str(pdf), "--list", "rooms")
    assert count_pages(pdf.read_bytes()) == 2


def test_an_unknown_batch_and_an_unknown_ending_are_refused(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(data, "--batch", "9") == REFUSED
    assert "It has: 1, 2." in capsys.readouterr().err
    assert command(data, "--out", str(data / "list.doc")) == REFUSED
