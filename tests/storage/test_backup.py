"""Back-ups are whole or not there, old ones go by a rule, and bad disks and files are told in words."""

import sqlite3
import stat
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from desktop.storage import backup
from desktop.storage.backup import BackupFailed
from desktop.storage.engine import DatabaseUnreachable
from desktop.storage.migrate import DamagedFile
from desktop.storage.store import Store
from tests.storage.people import add_worker, import_workers, names_on_file


@pytest.fixture
def path(file_store: Store) -> Path:
    """A closed database with forty workers."""
    assert file_store.path is not None
    file_store.do(import_workers, [f"职工{i}" for i in range(40)])
    file_store.close()
    return file_store.path


def test_a_database_in_use_is_copied_whole(file_store: Store, tmp_path: Path) -> None:
    assert file_store.path is not None
    file_store.do(add_worker, "王伟")
    made = backup.copy(file_store.path, tmp_path / "new folder" / "copy.sqlite3")
    assert backup.faults(made) == []
    copied = Store.open(made)
    assert names_on_file(copied) == ["王伟"]
    copied.close()


@pytest.mark.skipif(sys.platform == "win32", reason="file modes of POSIX")
def test_other_accounts_cannot_read_the_data(path: Path, tmp_path: Path) -> None:
    fresh = Store.open(tmp_path / "fresh" / "yijia.db")
    fresh.close()
    assert fresh.path is not None
    for file in (fresh.path, backup.copy(path, tmp_path / "copy.sqlite3")):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_copy_that_fails_leaves_what_was_there_and_no_litter(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy.sqlite3"
    backup.copy(path, target)
    before = target.read_bytes()
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(BackupFailed):
        backup.copy(path, target)
    assert target.read_bytes() == before
    assert [file.name for file in target.parent.iterdir()] == ["copy.sqlite3"]


def test_a_back_up_never_takes_the_place_of_the_database(path: Path) -> None:
    with pytest.raises(BackupFailed, match="name of the database itself"):
        backup.copy(path, path)


def test_a_folder_that_is_a_file_is_told(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(BackupFailed, match="could not be written") as told:
        backup.copy(path, tmp_path / "file" / "copy.sqlite3")
    assert "space on the disk" in told.value.remedy


def test_one_back_up_is_written_a_day(path: Path) -> None:
    today = date(2026, 3, 2)
    assert backup.daily(path, today) is not None
    assert backup.daily(path, today) is None
    assert backup.daily(path, today + timedelta(1)) is not None
    assert len(backup.on_disk(path)) == 2


def test_old_back_ups_go_by_day_week_and_month() -> None:
    last = date(2026, 12, 31)
    days = [last - timedelta(n) for n in range(500)]
    gone = backup.let_go({day: Path(day.isoformat()) for day in days})
    kept = sorted(set(days) - {date.fromisoformat(str(one)) for one in gone}, reverse=True)
    assert kept[:7] == days[:7]
    assert len(kept) <= backup.DAILY + backup.WEEKLY + backup.MONTHLY
    assert {(day.year, day.month) for day in kept} == {(2026, month) for month in range(1, 13)}
    assert backup.let_go({day: Path(day.isoformat()) for day in kept}) == []


def _truncate(path: Path) -> None:
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size // 2)


def _zero_header(path: Path) -> None:
    with path.open("rb+") as file:
        file.write(bytes(100))


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


@pytest.mark.parametrize("kind", ["truncated", "zeroed header", "fifty bytes"])
def test_a_torn_file_is_recognised_when_opened_and_left_as_it_is(path: Path, kind: str) -> None:
    spoil = {"truncated": _truncate, "zeroed header": _zero_header, "fifty bytes": _cut_short}[kind]
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(DamagedFile, match="damaged") as told:
        Store.open(path)
    assert "yijia restore --newest" in told.value.remedy
    assert path.read_bytes() == before


def _overwrite_pages(path: Path) -> None:
    """Overwrite every page but the first."""
    size = path.stat().st_size
    with path.open("rb+") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))


def test_an_overwritten_page_is_found_by_a_thorough_look(path: Path) -> None:
    _overwrite_pages(path)
    assert backup.looks_whole(path)
    assert backup.faults(path) != []


def test_damage_met_in_use_is_told_and_recognised_at_the_next_start(path: Path) -> None:
    store = Store.open(path)
    with closing(sqlite3.connect(path)) as raw:
        [page] = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'worker'").fetchone()
    store.close()
    with path.open("rb+") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)
    store = Store.open(path)
    with pytest.raises(DatabaseUnreachable, match="damaged") as told:
        names_on_file(store)
    assert "Start 驿家 again" in told.value.remedy
    store.close()
    with pytest.raises(DamagedFile):
        Store.open(path)


def test_a_suspicion_without_cause_is_forgotten(path: Path) -> None:
    backup.suspicion(path).touch()
    Store.open(path).close()
    assert not backup.suspicion(path).exists()


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "yijia.db"
    path.write_bytes(b"%PDF-1.7 " + b"x" * 5000)
    with pytest.raises(DamagedFile):
        Store.open(path)
    assert path.read_bytes().startswith(b"%PDF")


def test_a_full_disk_is_told_and_nothing_is_half_saved(file_store: Store) -> None:
    def fill_the_disk(session: Session) -> None:
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
        session.execute(text(f"PRAGMA max_page_count = {pages + 5}"))
        import_workers(session, [f"职工{i}" for i in range(5000)])

    def give_room(session: Session) -> None:
        session.execute(text("PRAGMA max_page_count = 1000000"))

    file_store.do(add_worker, "王伟")
    with pytest.raises(DatabaseUnreachable, match="disk is full") as told:
        file_store.do(fill_the_disk)
    assert "Free some space" in told.value.remedy
    assert names_on_file(file_store) == ["王伟"]
    file_store.read(give_room)
    file_store.do(give_room)
    file_store.do(add_worker, "李娜")
    assert names_on_file(file_store) == ["王伟", "李娜"]


def test_a_file_that_may_not_be_written_to_is_told(path: Path) -> None:
    def lock(session: Session) -> None:
        session.execute(text("PRAGMA query_only = ON"))
        add_worker(session, "王伟")

    store = Store.open(path)
    with pytest.raises(DatabaseUnreachable, match="may not be written to"):
        store.do(lock)
    store.close()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseUnreachable, match="folder") as told:
        Store.open(tmp_path / "file" / "data" / "yijia.db")
    assert "--data" in told.value.remedy
