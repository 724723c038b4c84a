"""Back-ups are written, checked and put back; what was there before is always kept."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.core.errors import NotFound
from desktop.services import safety
from desktop.storage import backup
from desktop.storage.backup import BackupFailed
from desktop.storage.migrate import DamagedFile, NewerFile
from desktop.storage.store import Store
from tests.storage.people import add_organisation, add_worker, change_worker, import_workers, names_on_file

TODAY = date(2026, 11, 23)


def _spoil(store: Store, statement: str) -> None:
    with store.engine.connect() as connection, connection.begin():
        connection.execute(text(statement))


def _unsound(store: Store) -> list[tuple[str, str]]:
    return [(f.part, f.sentence) for f in safety.check(store).findings if not f.sound]


def _path(store: Store) -> Path:
    assert store.path is not None
    return store.path


def test_a_sound_database_is_found_sound(store: Store) -> None:
    city = store.do(add_organisation, "舟山市总工会")
    key = store.do(add_worker, "王伟", "139", city)
    store.do(import_workers, [f"职工{i}" for i in range(30)])
    store.do(change_worker, key, frontline=True, removed_at=store.now())
    store.undo()
    store.redo()
    assert _unsound(store) == []


@pytest.mark.parametrize(
    ("statement", "part", "words"),
    [
        ("UPDATE worker SET post = '电工' WHERE name = '王伟'", "journal", "王伟 is not as the journal"),
        ("DELETE FROM change WHERE position = 0", "journal", "王伟 was written without the journal"),
        ("UPDATE operation SET counter = 9 WHERE counter = 2", "journal", "7 operations of desk"),
        ("DELETE FROM worker_search WHERE name = '李娜'", "search", "1 entry of the search index"),
    ],
)
def test_what_is_wrong_is_named(store: Store, statement: str, part: str, words: str) -> None:
    store.do(add_worker, "王伟")
    store.do(add_worker, "李娜")
    _spoil(store, statement)
    [(found, sentence)] = _unsound(store)
    assert (found, words in sentence) == (part, True), sentence


def test_rows_that_went_away_are_named(file_store: Store) -> None:
    file_store.do(add_worker, "王伟")
    with closing(sqlite3.connect(_path(file_store))) as raw, raw:
        raw.execute("DELETE FROM worker")
    parts = dict(_unsound(file_store))
    assert "worker_search → worker" in parts["references"]
    assert "worker in the journal is not on file" in parts["journal"]


def test_the_search_index_is_made_anew(store: Store) -> None:
    store.do(import_workers, ["王伟", "李娜"])
    _spoil(store, "DELETE FROM worker_search")
    assert [part for part, _words in _unsound(store)] == ["search"]
    assert safety.rebuild_search(store) == 2
    assert _unsound(store) == []


def test_a_back_up_is_put_back_and_what_was_there_is_kept(file_store: Store, tmp_path: Path) -> None:
    file_store.do(add_worker, "王伟")
    copy = safety.back_up(file_store, tmp_path / "copy.sqlite3")
    file_store.do(add_worker, "李娜")
    done = safety.restore(_path(file_store), copy)
    assert names_on_file(file_store) == ["王伟"]
    assert done.kept is not None
    kept = Store.open(done.kept)
    assert names_on_file(kept) == ["王伟", "李娜"]
    kept.close()


def test_a_restored_database_begins_a_new_desk_also_for_a_window_that_has_it_open(
    file_store: Store, tmp_path: Path
) -> None:
    file_store.do(add_worker, "王伟")
    copy = safety.back_up(file_store, tmp_path / "copy.sqlite3")
    safety.restore(_path(file_store), copy)
    file_store.do(add_worker, "李娜")
    with closing(sqlite3.connect(_path(file_store))) as raw:
        desks = raw.execute("SELECT count(DISTINCT desk_id), max(counter) FROM operation").fetchone()
    assert desks == (2, 1)
    file_store.undo()
    assert file_store.next_undo() is None  # what was done before the restoring stays
    assert safety.check(file_store).sound


def test_what_is_no_back_up_is_refused_before_anything_is_touched(file_store: Store, tmp_path: Path) -> None:
    file_store.do(add_worker, "王伟")
    torn, foreign, newer = (tmp_path / name for name in ("torn.db", "foreign.db", "newer.db"))
    safety.back_up(file_store, torn)
    torn.write_bytes(torn.read_bytes()[:9000])
    with closing(sqlite3.connect(foreign)) as raw, raw:
        raw.execute("CREATE TABLE cat (name)")
    safety.back_up(file_store, newer)
    with closing(sqlite3.connect(newer)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0999'")
    path = _path(file_store)
    for source, error, words in (
        (torn, BackupFailed, "no sound back-up"),
        (foreign, BackupFailed, "none of 驿家"),
        (newer, NewerFile, "newer 驿家"),
        (tmp_path / "missing.db", NotFound, "There is no file"),
        (path, BackupFailed, "the database itself"),
    ):
        with pytest.raises(error, match=words):
            safety.restore(path, source)
    assert names_on_file(file_store) == ["王伟"]
    assert backup.on_disk(path) == []


def test_a_damaged_file_is_kept_aside_and_the_newest_good_back_up_put_back(file_store: Store) -> None:
    path = _path(file_store)
    file_store.do(add_worker, "王伟")
    safety.daily(file_store, TODAY - timedelta(1))
    file_store.do(add_worker, "李娜")
    safety.daily(file_store, TODAY)
    torn_copy = backup.on_disk(path)[0].path
    torn_copy.write_bytes(torn_copy.read_bytes()[:9000])
    file_store.close()
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(DamagedFile):
        Store.open(path)
    done = safety.restore_newest(path)
    assert done.source.name == "yijia-2026-11-22.sqlite3"
    assert done.kept is not None
    assert (done.kept.parent.parent.name, done.kept.stat().st_size) == ("set-aside", 9000)
    again = Store.open(path)
    assert names_on_file(again) == ["王伟"]
    again.close()


def test_a_damaged_file_without_back_ups_is_set_aside_to_begin_empty(file_store: Store) -> None:
    path = _path(file_store)
    file_store.close()
    path.write_bytes(bytes(9000))
    with pytest.raises(NotFound, match="no good back-up"):
        safety.restore_newest(path)
    assert path.stat().st_size == 9000
    aside = safety.recover(path, safety.newest_good(path))
    assert aside.stat().st_size == 9000
    fresh = Store.open(path)
    assert names_on_file(fresh) == []
    fresh.close()


def test_a_database_put_aside_by_hand_is_not_offered_as_the_newest(file_store: Store, tmp_path: Path) -> None:
    file_store.do(add_worker, "王伟")
    safety.daily(file_store, TODAY)
    file_store.do(add_worker, "李娜")
    safety.restore(_path(file_store), safety.back_up(file_store, tmp_path / "copy.sqlite3"))
    newest = safety.newest_good(_path(file_store))
    assert newest is not None
    assert newest.path.name == "yijia-2026-11-23.sqlite3"


def test_the_day_is_cared_for_once(file_store: Store) -> None:
    first, second = safety.daily(file_store, TODAY), safety.daily(file_store, TODAY)
    assert first.written is not None
    assert first.report is not None
    assert first.report.sound
    assert (second.written, second.report) == (None, None)


def test_a_servers_database_is_written_as_a_file_that_opens_anywhere(
    postgres_store: Store, tmp_path: Path
) -> None:
    city = postgres_store.do(add_organisation, "舟山市总工会")
    yard = postgres_store.do(add_organisation, "普陀船厂", city)
    key = postgres_store.do(add_worker, "王伟", "139", yard)
    postgres_store.do(change_worker, key, frontline=True, birthday=date(1990, 1, 1))
    postgres_store.undo()
    target = safety.back_up(postgres_store, tmp_path / "server.sqlite3")
    assert [file.name for file in tmp_path.glob("*.sqlite3*")] == ["server.sqlite3"]
    copied = Store.open(target)
    assert names_on_file(copied) == ["王伟"]
    assert copied.code_key == postgres_store.code_key
    assert [e.label for e in copied.log()] == [e.label for e in postgres_store.log()]
    assert safety.check(copied).sound
    assert safety.daily(postgres_store, TODAY).written is None
    copied.close()
