"""check, backup, restore, undo, redo and log, as typed."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desktop.cli.desk import DONE, LOOK, REFUSED
from desktop.cli.main import run
from desktop.core.settings import DATABASE
from desktop.storage.store import Store
from tests.storage.people import add_worker, names_on_file

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one worker."""
    folder = tmp_path / "data"
    store = Store.open(folder / DATABASE)
    store.do(add_worker, "王伟")
    store.close()
    return folder


@pytest.fixture
def say(data: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Give a command about that folder; get the exit code, the answer and what was warned of."""

    def said(*words: object) -> tuple[int, str, str]:
        code = run(["--data", str(data), *map(str, words)])
        out, err = capsys.readouterr()
        return code, out, err

    return said


def _names(data: Path) -> list[str]:
    store = Store.open(data / DATABASE)
    try:
        return names_on_file(store)
    finally:
        store.close()


def test_check_says_that_all_is_well(say: Say) -> None:
    code, out, err = say("check")
    assert (code, err) == (DONE, "")
    assert "The file is sound." in out
    code, out, _err = say("check", "--json")
    answer = json.loads(out)
    assert answer["sound"]
    assert [f["part"] for f in answer["findings"]] == ["file", "references", "journal", "search"]


def test_check_has_something_to_look_at_where_the_index_is_stale(data: Path, say: Say) -> None:
    store = Store.open(data / DATABASE)
    with store.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("DELETE FROM worker_search")
    store.close()
    code, _out, err = say("check")
    assert (code, "--rebuild-search" in err) == (LOOK, True)
    assert say("check", "--rebuild-search")[0] == DONE


def test_undo_and_redo_say_what_they_did(data: Path, say: Say) -> None:
    assert say("undo")[:2] == (DONE, "Taken back: Add 王伟\n")
    assert _names(data) == []
    code, _out, err = say("undo")
    assert (code, "nothing to undo" in err) == (REFUSED, True)
    assert json.loads(say("redo", "--json")[1]) == {"redone": "Add 王伟"}
    assert _names(data) == ["王伟"]


def test_log_tells_the_newest_first(say: Say) -> None:
    say("undo")
    entries = json.loads(say("log", "--limit", 5, "--json")[1])
    assert [(e["label"], e["undone"]) for e in entries] == [("Undo: Add 王伟", False), ("Add 王伟", True)]
    assert "Add 王伟 (undone)" in say("log")[1]
    assert say("log", "--limit", 0)[0] == REFUSED


def test_a_back_up_comes_back(data: Path, tmp_path: Path, say: Say) -> None:
    copy = tmp_path / "copy.sqlite3"
    answer = json.loads(say("backup", copy, "--json")[1])
    assert answer == {"file": str(copy), "bytes": copy.stat().st_size}
    say("undo")
    code, out, _err = say("restore", copy)
    assert (code, "What was there before is kept" in out) == (DONE, True)
    assert _names(data) == ["王伟"]


def test_a_damaged_file_is_told_with_the_line_to_type_and_that_line_works(data: Path, say: Say) -> None:
    path = data / DATABASE
    say("backup", data / "backups" / "yijia-2026-11-01.sqlite3")
    path.write_bytes(path.read_bytes()[:9000])
    code, _out, err = say("log")
    assert (code, "damaged" in err, "yijia restore --newest" in err) == (REFUSED, True, True)
    assert say("restore", "--newest")[0] == DONE
    assert _names(data) == ["王伟"]
    assert [file.stat().st_size for file in (data / "set-aside").rglob("*.sqlite3")] == [9000]


def test_a_shared_database_is_not_overwritten_from_a_desk(say: Say, tmp_path: Path) -> None:
    code, _out, err = say("--database", "postgresql:///x", "restore", tmp_path / "x")
    assert (code, "shared database" in err) == (REFUSED, True)


def test_what_cannot_be_put_back_is_refused_in_words(data: Path, say: Say, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("no database")
    code, _out, err = say("restore", tmp_path / "letter.txt")
    assert (code, "no sound back-up" in err) == (REFUSED, True)
    assert _names(data) == ["王伟"]


def test_the_first_command_of_a_day_leaves_a_back_up_of_what_was_there(data: Path, say: Say) -> None:
    say("log")
    [kept] = (data / "backups").iterdir()
    before = kept.stat().st_mtime_ns
    say("undo")
    assert kept.name == f"yijia-{date.today().isoformat()}.sqlite3"
    assert kept.stat().st_mtime_ns == before
    store = Store.open(kept)
    assert names_on_file(store) == ["王伟"]
    store.close()


def test_a_back_up_that_cannot_be_written_is_told_beside_the_answer(data: Path, say: Say) -> None:
    (data / "backups").write_text("in the way")
    code, out, err = say("log", "--json")
    assert code == DONE and len(json.loads(out)) == 1
    assert "back-up" in err
