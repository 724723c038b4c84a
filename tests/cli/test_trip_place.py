"""`yijia trip place` chooses and places, the same each time, and puts nothing on file when only tried."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from desktop.cli.desk import DONE, LOOK, REFUSED
from desktop.cli.main import run
from desktop.core.settings import DATABASE
from desktop.services import trip_choice, trip_placing, trips
from desktop.storage.store import Store
from tests.services.trip_choices import put_port
from tests.services.trips import put_batch


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with four people named for three places in two batches."""
    folder = tmp_path / "data"
    folder.mkdir()
    store = Store.open(folder / DATABASE)
    programme, _port = put_port(store, places=3, named=4)
    for number in (1, 2):
        put_batch(store, programme, number, capacity=2)
    store.close()
    return folder


def told(data: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, object]]:
    code = run(["--data", str(data), "trip", "place", *words, "--json"])
    out = capsys.readouterr().out
    answer = json.loads(out) if out else {}
    assert isinstance(answer, dict)
    return code, answer


def test_a_trial_says_what_would_come_and_keeps_nothing(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, trial = told(data, capsys, "2026", "--seed", "3 5 6", "--dry-run")
    assert (code, trial["kept"]) == (DONE, False)
    store = Store.open(data / DATABASE)
    assert store.read(trip_choice.kept, store.read(trips.named, "2026")) is None
    store.close()
    code, real = told(data, capsys, "2026", "--seed", "3 5 6", "--drawn", "三颗骰子")
    assert code == DONE
    assert (real["choice"], real["placing"]) == (trial["choice"], trial["placing"])
    store = Store.open(data / DATABASE)
    kept = store.read(trip_placing.kept, store.read(trips.named, "2026"))
    store.close()
    assert kept is not None
    assert (kept.worth.placed, kept.case.settings.lots.drawn) == (3, "三颗骰子")


def test_the_answer_in_words_tells_the_batches(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--data", str(data), "trip", "place", "2026", "--seed", "8"]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Seed: 8"
    assert "3 have a place, 1 wait." in lines
    assert any(line.startswith("Batch 1: ") for line in lines)


def test_people_without_a_batch_are_to_be_looked_at(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(data, capsys, "2026", "--seed", "8")
    store = Store.open(data / DATABASE)
    programme = store.read(trips.named, "2026")
    store.do(_shrink, programme)
    store.close()
    code, answer = told(data, capsys, "2026", "--keep-choice")
    assert (code, answer["choice"]) == (LOOK, None)


def _shrink(session: Session, programme: UUID) -> None:
    for batch in trips.batches(session, programme):
        trips.batch_on_file(session, batch.id).capacity = 1


def test_an_empty_seed_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(data, capsys, "2026", "--seed", " ")[0] == REFUSED
