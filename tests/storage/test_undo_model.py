"""Edits, undo, redo and restarts in any order keep the database what a plain model says it is."""

import shutil
import tempfile
from pathlib import Path
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.people import Worker
from desktop.storage.search import find_workers, stale_entries
from desktop.storage.store import Store
from tests.storage.people import add_worker, change_worker, import_workers

_names = st.sampled_from(["王伟", "李娜", "单雄信", "阿依古丽·买买提", "𠮷田", "Wu"])
Shelf = dict[UUID, tuple[str, str]]


class Edits(RuleBasedStateMachine):
    """``past`` and ``future`` are what undo and redo should lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.past: list[Shelf] = []
        self.future: list[Shelf] = []
        self.now: Shelf = {}

    @initialize()
    def open(self) -> None:
        self.store = Store.open(self.folder / "yijia.db")

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def _done(self, now: Shelf) -> None:
        if now != self.now:
            self.past.append(self.now)
            self.future.clear()
            self.now = now

    @rule(name=_names, phone=st.sampled_from(["", "13900001111", "13900002222"]))
    def add(self, name: str, phone: str) -> None:
        key = self.store.do(add_worker, name, phone)
        self._done({**self.now, key: (name, phone)})

    @rule(names=st.lists(_names, max_size=3))
    def add_many(self, names: list[str]) -> None:
        keys = self.store.do(import_workers, names)
        rows = {key: (name, f"1390000{i:04}") for i, (key, name) in enumerate(zip(keys, names, strict=True))}
        self._done({**self.now, **rows})

    @precondition(lambda self: self.now)
    @rule(data=st.data(), name=_names)
    def rename(self, data: st.DataObject, name: str) -> None:
        key = data.draw(st.sampled_from(sorted(self.now)))
        self.store.do(change_worker, key, name=name)
        self._done({**self.now, key: (name, self.now[key][1])})

    @precondition(lambda self: self.now)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.now)))
        self.store.do(change_worker, key, removed_at=self.store.now())
        self._done({k: v for k, v in self.now.items() if k != key})

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.store.undo()
        self.future.append(self.now)
        self.now = self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self.store.redo()
        self.past.append(self.now)
        self.now = self.future.pop()

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = Store.open(self.folder / "yijia.db")

    @invariant()
    def file_holds_what_the_model_says(self) -> None:
        def on_file(session: Session) -> Shelf:
            rows = session.scalars(select(Worker).where(Worker.removed_at.is_(None)))
            return {w.id: (w.name, w.phone) for w in rows}

        assert self.store.read(on_file) == self.now

    @invariant()
    def menus_say_what_is_possible(self) -> None:
        assert (self.store.next_undo() is not None) == bool(self.past)
        assert (self.store.next_redo() is not None) == bool(self.future)

    @invariant()
    def search_finds_what_is_on_file(self) -> None:
        for name in {name for name, _phone in self.now.values()}:
            found = set(self.store.read(find_workers, name, limit=None))
            assert {k for k, (n, _p) in self.now.items() if n == name} <= found <= set(self.now)
        assert self.store.read(lambda session: stale_entries(session.connection())) == 0


TestEdits = Edits.TestCase
TestEdits.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
