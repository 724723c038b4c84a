"""`yijia trip allocate` and `yijia trip proof`."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from desktop.cli.main import run
from desktop.core.settings import Places
from desktop.services.trip_allocation import quota_of
from desktop.storage.store import Store
from tests.services.trips import put_claim, put_organisation, put_programme


@pytest.fixture
def programme(tmp_path: Path) -> UUID:
    store = Store.open(Places(tmp_path).database)
    try:
        key = put_programme(store, places=20)
        for name, members in (("甲厂", 300), ("乙厂", 100), ("丙厂", 100)):
            put_claim(store, key, put_organisation(store, name), members, frontline=members)
    finally:
        store.close()
    return key


def _run(folder: Path, *words: str) -> int:
    return run(["trip", *words, "--data", str(folder)])


def _quota(folder: Path, programme: UUID) -> dict[UUID, int]:
    store = Store.open(Places(folder).database)
    try:
        return {key: line.places for key, line in store.read(quota_of, programme).items()}
    finally:
        store.close()


def test_an_allocation_is_settled_and_told(
    programme: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, "allocate", "2026", "--method", "hill", "--seed", "7", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {line["organisation"]: line["places"] for line in told["lines"]} == {
        "甲厂": 12,
        "乙厂": 4,
        "丙厂": 4,
    }
    assert (told["number"], told["frontline_min"], told["seed"]) == (1, 14, "7")
    assert sum(_quota(tmp_path, programme).values()) == 20


def test_a_dry_run_changes_nothing_and_says_what_it_would(
    programme: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, "allocate", "2026", "--dry-run") == 0
    assert _quota(tmp_path, programme) == {}
    assert "甲厂" in capsys.readouterr().out
    _run(tmp_path, "allocate", "2026", "--json")
    capsys.readouterr()
    before = _quota(tmp_path, programme)
    assert _run(tmp_path, "allocate", "2026", "--places", "25", "--dry-run", "--json") == 0
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert sum(one["after"] - one["before"] for one in changes) == 5
    assert _quota(tmp_path, programme) == before


def test_what_is_doubtful_ends_with_one(
    programme: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, "allocate", "2026", "--places", "15", "--flat") == 1
    assert "15 places are shared out, the programme has 20." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--formula", "members + 炼钢工"], "炼钢工"),
        (["--method", "lottery"], "lottery"),
        (["--places", "2", "--method", "adams"], "1 more"),
    ],
)
def test_what_cannot_be_done_ends_with_two(
    words: list[str], said: str, programme: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, "allocate", "2026", *words) == 2
    assert said in capsys.readouterr().err
    assert _quota(tmp_path, programme) == {}


def test_the_proof_is_written_for_paper_and_for_reckoning(
    programme: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, "proof", "2026", "--out", str(tmp_path / "early.pdf")) == 2
    _run(tmp_path, "allocate", "2026")
    capsys.readouterr()
    assert _run(tmp_path, "proof", "2026", "--out", str(tmp_path / "proof.pdf"), "--json") == 0
    assert json.loads(capsys.readouterr().out)["agrees"] is True
    assert (tmp_path / "proof.pdf").read_bytes().startswith(b"%PDF")
    assert _run(tmp_path, "proof", "2026", "--out", str(tmp_path / "proof.xlsx")) == 0
    assert "3 organisations" in capsys.readouterr().out
    assert _run(tmp_path, "proof", "2026", "--out", str(tmp_path / "proof.txt")) == 2
