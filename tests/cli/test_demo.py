"""Trying 驿家 out: the same people for the same seed, and never among real ones."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.cli.desk import DONE, REFUSED
from desktop.cli.main import run
from desktop.core.national_id import check
from desktop.core.settings import DATABASE
from desktop.services import demo, safety
from desktop.services.agenda import When, listed
from desktop.services.demo_people import people
from desktop.storage.store import Store
from tests.storage.people import add_worker, names_on_file

Ask = Callable[..., dict[str, object]]


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Give a command about an empty data folder and get its JSON."""

    def asked(*words: object) -> dict[str, object]:
        assert run(["--data", str(tmp_path / "data"), *map(str, words), "--json"]) == DONE
        answer = json.loads(capsys.readouterr().out)
        assert isinstance(answer, dict)
        return answer

    return asked


def _open(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "data" / DATABASE)


def test_demo_fills_an_empty_folder_once(ask: Ask, tmp_path: Path) -> None:
    first = ask("demo", "--workers", 120, "--seed", 3)
    assert (first["workers"], first["activities"], first["made"]) == (120, 6, True)
    assert ask("demo") == {**first, "made": False}
    store = _open(tmp_path)
    assert safety.check(store).sound
    assert store.next_undo() is None
    store.close()


def test_the_same_seed_makes_the_same_people() -> None:
    assert list(people(200, 4)) == list(people(200, 4))
    assert list(people(200, 4)) != list(people(200, 5))


def test_every_invented_identity_number_is_sound_and_none_comes_twice() -> None:
    made = list(people(20_000, 1))
    assert len({one.id_number for one in made}) == len(made)
    for one in made[::37]:
        known = check(one.id_number)
        assert (known.birthday, known.sex) == (one.birthday, one.sex)


def test_activities_lie_behind_and_ahead_and_one_is_full(store: Store) -> None:
    demo.fill_if_empty(store, workers=150)
    cards = store.read(lambda session: [*listed(session, When.PAST), *listed(session, When.UPCOMING)])
    assert len({card.id for card in cards}) == 6
    assert any(card.waiting for card in cards)


def test_real_people_are_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = _open(tmp_path)
    store.do(add_worker, "王伟")
    for words in (["demo"], ["demo-run"]):
        assert run(["--data", str(tmp_path / "data"), *words]) == REFUSED
        assert "real data" in capsys.readouterr().err
    assert names_on_file(store) == ["王伟"]
    store.close()


@pytest.mark.parametrize("workers", [0, -5, 500_000])
def test_a_number_of_workers_out_of_reach_is_refused(
    workers: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--data", str(tmp_path / "data"), "demo", "--workers", str(workers)]) == REFUSED
    assert "between 1 and" in capsys.readouterr().err


def test_demo_run_does_the_main_job_from_a_list_to_attendance(ask: Ask, tmp_path: Path) -> None:
    done = ask("demo-run")
    assert (done["read"], done["new"], done["enrolled"], done["waiting"]) == (48, 48, 40, 8)
    assert (done["read_back"], done["let_in"], done["present"], done["absent"]) == (True, 36, 36, 4)
    pdf = Path(str(done["pdf"]))
    assert pdf.parent == tmp_path / "data" / "papers"
    assert pdf.read_bytes().startswith(b"%PDF")
    store = _open(tmp_path)
    assert safety.check(store).sound
    assert len(names_on_file(store)) == 48
    store.close()


def test_demo_run_says_in_words_where_the_paper_lies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--data", str(tmp_path / "data"), "demo-run"]) == DONE
    said = capsys.readouterr().out
    assert str(tmp_path / "data" / "papers") in said
    assert "36 present" in said
    assert "To see the window" in said


def test_demo_run_can_be_done_again(ask: Ask) -> None:
    ask("demo-run")
    again = ask("demo-run")
    assert (again["new"], again["unchanged"], again["let_in"]) == (0, 48, 36)
