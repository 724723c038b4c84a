"""What the journal notes of a write."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.base import plain
from desktop.models.history import Operation
from desktop.models.people import Worker, WorkerSearch
from desktop.storage import bulk
from desktop.storage.store import Store
from tests.storage.people import (
    add_organisation,
    add_worker,
    change_worker,
    changes,
    import_workers,
    names_on_file,
    operations,
)


def test_a_new_row_is_noted_with_every_column(store: Store) -> None:
    key = store.do(add_worker, "王伟", "13900001111")
    [(table, kind, before, after)] = changes(store)
    assert (table, kind, before) == ("worker", "insert", {})
    assert set(after) == set(Worker.__table__.columns.keys())
    assert (after["id"], after["name"], after["phone"]) == (key.hex, "王伟", "13900001111")


def test_a_change_is_noted_with_only_what_changed(store: Store) -> None:
    key = store.do(add_worker, "王伟", "13900001111")
    store.do(change_worker, key, phone="13900002222", post="电工")
    before, after = {"phone": "13900001111", "post": ""}, {"phone": "13900002222", "post": "电工"}
    assert changes(store) == [("worker", "update", before, after)]


def test_several_flushes_of_one_row_are_noted_as_one_change(store: Store) -> None:
    def restless(session: Session) -> None:
        worker = session.get_one(Worker, key)
        for phone in ("1", "2", "3"):
            worker.phone = phone
            session.flush()
        worker.post = "焊工"

    key = store.do(add_worker, "王伟", "0")
    store.do(restless)
    before, after = {"phone": "0", "post": ""}, {"phone": "3", "post": "焊工"}
    assert changes(store) == [("worker", "update", before, after)]


def test_a_row_made_and_changed_in_one_operation_is_one_new_row(store: Store) -> None:
    def made(session: Session) -> None:
        key = add_worker(session, "王伟")
        session.flush()
        change_worker(session, key, post="电工")

    store.do(made)
    [(_table, kind, _before, after)] = changes(store)
    assert (kind, after["post"]) == ("insert", "电工")


def test_nothing_is_noted_where_nothing_changes(store: Store) -> None:
    def there_and_back(session: Session) -> None:
        worker = session.get_one(Worker, key)
        worker.name = "别人"
        session.flush()
        worker.name = "王伟"

    def same_in_bulk(session: Session) -> None:
        bulk.update_many(session, Worker, [(key, {"name": "王伟"}, {"name": "王伟"})])
        bulk.insert_many(session, Worker, ("id", "name", "name_key", "phone"), [])

    told: list[frozenset[str]] = []
    key = store.do(add_worker, "王伟")
    store.subscribe(told.append)
    store.do(change_worker, key, name="王伟")
    store.do(there_and_back)
    store.do(same_in_bulk)
    assert operations(store) == 1
    assert told == []


def test_a_row_written_unseen_is_noted_with_its_value_before(store: Store) -> None:
    """A bulk write expires what the session has loaded; the value before must be fetched then."""

    def bulk_then_one(session: Session) -> None:
        worker = session.get_one(Worker, key)
        bulk.update_many(session, Worker, [(key, {"post": ""}, {"post": "电工"})])
        worker.phone = "2"

    key = store.do(add_worker, "王伟", "1")
    store.do(bulk_then_one)
    assert changes(store)[-1] == ("worker", "update", {"phone": "1"}, {"phone": "2"})
    store.undo()
    assert store.read(lambda s: s.get_one(Worker, key).phone) == "1"


def test_changes_stand_in_the_order_they_were_made(store: Store) -> None:
    def one_then_bulk(session: Session) -> None:
        key = add_worker(session, "王伟")
        bulk.update_many(session, Worker, [(key, {"post": ""}, {"post": "电工"})])
        bulk.update_many(session, Worker, [(key, {"post": "电工"}, {"post": "焊工"})])

    store.do(one_then_bulk)
    assert [kind for _table, kind, _before, _after in changes(store)] == ["insert", "update", "update"]
    store.undo()
    assert names_on_file(store) == []
    store.redo()
    assert store.read(lambda s: s.scalars(select(Worker.post)).one()) == "焊工"


def test_bulk_rows_are_noted_one_by_one_with_their_defaults(store: Store) -> None:
    store.do(import_workers, [f"职工{i}" for i in range(2500)])
    noted = changes(store)
    assert len(noted) == 2500
    assert {kind for _table, kind, _before, _after in noted} == {"insert"}
    assert (noted[0][3]["post"], noted[-1][3]["name"]) == ("", "职工2499")
    assert store.read(lambda s: s.scalar(select(func.count(WorkerSearch.serial)))) == 2500


def test_an_operation_tells_who_when_and_what_in_words(store: Store) -> None:
    store.do(import_workers, ["王伟", "李娜"])
    [entry] = store.log()
    assert entry.label == "Import 2 workers"
    assert entry.account
    assert entry.at.tzinfo is not None
    assert not entry.undone


def test_counters_have_no_gap_after_a_failure(store: Store) -> None:
    def fails(session: Session) -> None:
        add_worker(session, "王伟")
        session.flush()
        raise ValueError("no")

    store.do(add_worker, "李娜")
    with pytest.raises(ValueError, match="no"):
        store.do(fails)
    store.do(add_worker, "张敏")
    query = select(Operation.counter).order_by(Operation.counter)
    assert store.read(lambda s: list(s.scalars(query))) == [1, 2]
    assert names_on_file(store) == ["李娜", "张敏"]


def test_a_reading_session_refuses_to_write(store: Store) -> None:
    def sly(session: Session) -> None:
        add_worker(session, "王伟")
        session.flush()

    with pytest.raises(RuntimeError, match="reading session"):
        store.read(sly)
    assert names_on_file(store) == []


def test_rows_on_file_are_never_deleted(store: Store) -> None:
    def delete(session: Session) -> None:
        session.delete(session.get_one(Worker, key))

    key = store.do(add_worker, "王伟")
    with pytest.raises(RuntimeError, match="never deleted"):
        store.do(delete)
    assert names_on_file(store) == ["王伟"]


def test_listeners_are_told_which_tables_changed_after_each_commit(store: Store) -> None:
    told: list[frozenset[str]] = []
    stop = store.subscribe(told.append)
    key = store.do(add_organisation, "舟山市总工会")
    store.do(add_worker, "王伟", "", key)
    store.undo()
    stop()
    store.redo()
    assert told == [frozenset({"organisation"}), frozenset({"worker"}), frozenset({"worker"})]


def test_a_plain_value_is_what_the_table_gives_back(store: Store) -> None:
    key = store.do(add_worker, "王伟")
    store.do(change_worker, key, frontline=True)
    assert changes(store)[0][3] == {"frontline": plain(True)}
    store.undo()
    assert store.read(lambda s: s.get_one(Worker, key).frontline) is None
