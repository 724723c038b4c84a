"""Whatever was acknowledged is on file after the program is killed, and two programs share a file."""

import contextlib
import multiprocessing
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.history import Operation
from desktop.models.people import Worker
from desktop.services import safety
from desktop.storage import backup, engine
from desktop.storage.engine import DatabaseUnreachable
from desktop.storage.store import Store
from tests.storage.people import add_worker, names_on_file, operations
from tests.storage.writer import write_until_killed

ROOT = Path(__file__).resolve().parents[2]
KILLS = 50


def _writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.storage.writer", str(path), name, str(count)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT, text=True)


def _kill_at_random(path: Path, name: str, dice: random.Random) -> list[str]:
    """Let a writer write for a moment, kill it, and return the names it acknowledged."""
    # A server that has everything imported forks the writers: fifty starts of the interpreter take longer.
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["tests.storage.writer"])
    receiver, sender = forks.Pipe(duplex=False)
    writer = forks.Process(target=write_until_killed, args=(path, name, sender))
    writer.start()
    sender.close()
    said = [int(receiver.recv_bytes())]
    deadline = time.monotonic() + dice.random() * 0.05
    while time.monotonic() < deadline:
        said.append(int(receiver.recv_bytes()))
    writer.kill()
    with contextlib.suppress(EOFError, OSError):
        while True:
            said.append(int(receiver.recv_bytes()))
    writer.join()
    receiver.close()
    assert writer.exitcode == -signal.SIGKILL
    writer.close()
    return [one for i in said for one in _names(name, i)]


def _names(name: str, i: int) -> list[str]:
    return [f"{name}{i}-{n}" for n in range(30)] if i % 10 == 9 else [f"{name}{i}"]


@pytest.mark.skipif(sys.platform == "win32", reason="kills as only a POSIX system can")
def test_nothing_acknowledged_is_lost_when_the_program_is_killed_fifty_times(file_store: Store) -> None:
    assert file_store.path is not None
    path, dice = file_store.path, random.Random(7)
    file_store.close()
    acknowledged: list[str] = []
    for attempt in range(KILLS):
        acknowledged += _kill_at_random(path, f"甲{attempt}号", dice)
        assert backup.faults(path) == []
    store = Store.open(path)
    on_file = Counter(names_on_file(store))
    assert [name for name in acknowledged if on_file[name] != 1] == []
    # At most the one write under way at each kill may be there without having been acknowledged.
    assert len(on_file) - len(acknowledged) <= KILLS * 30
    assert safety.check(store).sound
    store.close()


def test_two_programs_write_to_one_file_and_lose_nothing(file_store: Store) -> None:
    assert file_store.path is not None
    with _writer(file_store.path, "甲", 200) as one, _writer(file_store.path, "乙", 200) as other:
        for writer in (one, other):
            said, _errors = writer.communicate()
            assert (writer.returncode, len(said.split())) == (0, 200)
    expected = [one for name in "甲乙" for i in range(200) for one in _names(name, i)]
    assert sorted(names_on_file(file_store)) == sorted(expected)

    def counters(session: Session) -> list[int]:
        return list(session.scalars(select(Operation.counter).order_by(Operation.counter)))

    assert file_store.read(counters) == list(range(1, 401))
    assert safety.check(file_store).sound


def test_a_writer_kept_waiting_too_long_is_told_so(
    file_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert file_store.path is not None
    monkeypatch.setattr(engine, "BUSY_MS", 50)
    impatient = Store.open(file_store.path)
    with closing(sqlite3.connect(file_store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnreachable, match="Another program is busy") as told:
            impatient.do(add_worker, "王伟")
        assert "try again" in told.value.remedy
        assert names_on_file(impatient) == []  # reading goes on
        other.rollback()
    impatient.do(add_worker, "王伟")
    assert names_on_file(impatient) == ["王伟"]
    impatient.close()


def test_a_writer_on_a_server_kept_waiting_too_long_is_told_so(
    postgres_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hold(session: Session) -> None:
        with pytest.raises(DatabaseUnreachable, match="Another program is busy"):
            impatient.do(add_worker, "李娜")
        session.add(Worker(name="王伟", name_key="王伟"))

    monkeypatch.setattr(engine, "BUSY_MS", 50)
    impatient = Store.open(postgres_store.engine.url.render_as_string(hide_password=False))
    postgres_store.do(hold)
    impatient.do(add_worker, "张敏")
    assert names_on_file(impatient) == ["王伟", "张敏"]
    impatient.close()


def test_what_another_program_writes_is_noticed_and_told(store: Store) -> None:
    other = Store.open(store.path or store.engine.url.render_as_string(hide_password=False))
    told: list[frozenset[str]] = []
    store.subscribe(told.append)
    assert not store.changed_elsewhere()
    store.do(add_worker, "王伟")
    assert not store.changed_elsewhere()
    other.do(add_worker, "李娜")
    store.do(add_worker, "张敏")
    told.clear()
    assert store.changed_elsewhere()
    assert "worker" in told[0]
    assert not store.changed_elsewhere()
    other.undo()
    assert store.changed_elsewhere()
    assert operations(store) == 4
    other.close()
