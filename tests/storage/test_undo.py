"""Undo and redo: one operation at a time, across a restart, and never over something newer."""

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import N_
from desktop.models.base import Plain, plain
from desktop.models.people import Honour, Worker
from desktop.storage import bulk, journal
from desktop.storage.reversal import MovedOn, NothingToUndo
from desktop.storage.search import find_workers
from desktop.storage.store import Store
from tests.storage.people import (
    add_organisation,
    add_worker,
    change_worker,
    import_workers,
    names_on_file,
    operations,
)


def _remove(session: Session, key: UUID, store: Store) -> None:
    session.get_one(Worker, key).removed_at = store.now()
    journal.describe(session, N_("Remove {name}"), name="")


def _name(store: Store, key: UUID) -> str:
    return store.read(lambda s: s.get_one(Worker, key).name)


def test_undo_takes_back_the_newest_and_redo_does_it_again(store: Store) -> None:
    key = store.do(add_worker, "王伟")
    store.do(change_worker, key, name="王伟强")
    assert store.next_undo() == "Edit 王伟强"
    assert store.undo() == "Edit 王伟强"
    assert _name(store, key) == "王伟"
    assert store.undo() == "Add 王伟"
    assert names_on_file(store) == []
    assert (store.next_undo(), store.next_redo()) == (None, "Add 王伟")
    store.redo()
    store.redo()
    assert names_on_file(store) == ["王伟强"]
    assert store.next_redo() is None


def test_undo_after_redo_goes_on_where_it_was(store: Store) -> None:
    key = store.do(add_worker, "甲")
    for name in ("乙", "丙", "丁"):
        store.do(change_worker, key, name=name)
    walked = []
    for step in (store.undo, store.undo, store.redo, store.undo, store.undo, store.redo, store.redo):
        step()
        walked.append(_name(store, key))
    assert walked == ["丙", "乙", "丙", "乙", "甲", "乙", "丙"]


def test_undo_and_redo_reach_across_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "yijia.db"
    store = Store.open(path)
    key = store.do(add_worker, "王伟")
    store.do(change_worker, key, name="李伟")
    store.close()
    again = Store.open(path)
    again.undo()
    again.close()
    last = Store.open(path)
    assert _name(last, key) == "王伟"
    last.redo()
    assert _name(last, key) == "李伟"
    last.close()


def test_there_is_nothing_to_undo_in_a_new_database(store: Store) -> None:
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        store.undo()
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        store.redo()
    assert operations(store) == 0


def test_something_newly_done_ends_redoing(store: Store) -> None:
    store.do(add_worker, "王伟")
    store.undo()
    store.do(add_worker, "李娜")
    assert store.next_redo() is None
    with pytest.raises(NothingToUndo):
        store.redo()
    store.undo()
    assert store.next_redo() == "Add 李娜"


def test_a_removal_is_taken_back_and_found_again(store: Store) -> None:
    key = store.do(add_worker, "王伟")
    store.do(_remove, key, store)
    assert store.read(find_workers, "王伟") == []
    store.undo()
    assert store.read(find_workers, "王伟") == [key]
    store.redo()
    assert store.read(find_workers, "王伟") == []


def test_undo_of_an_import_takes_back_every_row_and_redo_brings_them_back(store: Store) -> None:
    names = [f"职工{i}" for i in range(1300)]
    store.do(add_worker, "王伟")
    keys = store.do(import_workers, names)
    assert store.undo() == "Import 1300 workers"
    assert names_on_file(store) == ["王伟"]
    assert store.read(find_workers, "职工7") == []
    store.redo()
    assert names_on_file(store) == ["王伟", *names]
    assert store.read(find_workers, "职工1299") == [keys[1299]]


def test_what_is_on_record_is_passed_over(store: Store) -> None:
    key = store.do(add_worker, "王伟")
    store.record(add_organisation, "印发的签到表")
    assert store.next_undo() == "Add 王伟"
    store.undo()
    assert store.next_undo() is None
    store.record(add_organisation, "又一张")
    assert store.next_redo() == "Add 王伟"
    store.redo()
    assert _name(store, key) == "王伟"


def test_undo_is_refused_where_the_row_has_moved_on(store: Store) -> None:
    key = store.do(add_worker, "王伟", "1")
    store.do(change_worker, key, phone="2")
    store.record(change_worker, key, phone="3")
    with pytest.raises(MovedOn, match="“Edit 王伟” cannot be taken back: worker 王伟 has been") as told:
        store.undo()
    assert "Edit 王伟" in told.value.remedy
    assert store.read(lambda s: s.get_one(Worker, key).phone) == "3"
    assert operations(store) == 3


def test_undo_is_refused_where_something_entered_since_rests_on_the_row(store: Store) -> None:
    def honour(session: Session) -> None:
        session.add(Honour(worker_id=key, title="劳动模范"))

    key = store.do(add_worker, "王伟")
    store.record(honour)
    with pytest.raises(MovedOn, match="honour entered since rests on it"):
        store.undo()
    assert names_on_file(store) == ["王伟"]


def test_a_title_in_quotes_within_a_quoted_label_has_single_ones(store: Store) -> None:
    def set_up(session: Session) -> UUID:
        key = add_worker(session, "王伟", "1")
        journal.describe(session, "Set up “{title}”", title="中秋联欢")
        return key

    key = store.do(set_up)
    store.record(change_worker, key, phone="3")
    with pytest.raises(MovedOn, match="“Set up ‘中秋联欢’” cannot be taken back"):
        store.undo()


def test_undo_of_a_redo_is_refused_where_something_rests_on_the_row(store: Store) -> None:
    def honour(session: Session) -> None:
        session.add(Honour(worker_id=key, title="劳动模范"))

    key = store.do(add_worker, "王伟")
    store.undo()
    store.redo()
    store.record(honour)
    with pytest.raises(MovedOn, match="honour entered since rests on it"):
        store.undo()
    assert names_on_file(store) == ["王伟"]


def test_undo_is_refused_where_another_entry_has_taken_the_place(store: Store) -> None:
    """Bringing a worker back whose identity number is on file under another entry would make two."""
    number = "330902199001011233"
    key = store.do(add_worker, "王伟", id_number=number)
    store.do(_remove, key, store)
    store.record(add_worker, "王伟", id_number=number)
    with pytest.raises(MovedOn, match="another entry has taken its place"):
        store.undo()
    assert names_on_file(store) == ["王伟"]


def test_a_refused_undo_changes_nothing_even_in_its_first_rows(store: Store) -> None:
    keys = store.do(import_workers, [f"职工{i}" for i in range(1100)])
    store.record(change_worker, keys[0], post="电工")
    with pytest.raises(MovedOn):
        store.undo()
    assert len(names_on_file(store)) == 1100
    assert store.read(find_workers, "职工1099") == [keys[1099]]


def test_bulk_changes_are_taken_back(store: Store) -> None:
    def promote(session: Session) -> None:
        before: dict[str, Plain] = {"post": "", "frontline": None}
        after: dict[str, Plain] = {"post": "电工", "frontline": True}
        bulk.update_many(session, Worker, [(key, before, after) for key in keys])

    def posts(session: Session) -> set[tuple[str, bool | None]]:
        return {(w.post, w.frontline) for w in session.scalars(select(Worker))}

    keys = store.do(import_workers, ["甲", "乙", "丙"])
    store.do(promote)
    assert store.read(posts) == {("电工", True)}
    store.undo()
    assert store.read(posts) == {("", None)}


def test_a_moment_is_compared_as_a_moment(store: Store) -> None:
    def note_removal(session: Session) -> str:
        session.get_one(Worker, key).removed_at = at
        return str(plain(at))

    at = store.now()
    key = store.do(add_worker, "王伟")
    store.do(note_removal)
    store.undo()
    store.redo()
    assert store.read(lambda s: s.get_one(Worker, key).removed_at) == at


def test_the_log_says_what_was_undone(store: Store) -> None:
    store.do(add_worker, "王伟")
    store.undo()
    store.redo()
    told = [(entry.label, entry.undone) for entry in store.log()]
    assert told == [("Redo: Add 王伟", False), ("Undo: Add 王伟", True), ("Add 王伟", True)]
