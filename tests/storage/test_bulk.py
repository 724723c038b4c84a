"""Indexes made at the end of a large bulk write are the ones that were there, and keep their promises."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desktop.core.ids import new_ids
from desktop.models.people import Worker
from desktop.storage import bulk, engine
from desktop.storage.search import find_workers
from desktop.storage.store import Store

COLUMNS = ("id", "name", "name_key", "phone", "id_number")


def take_in(session: Session, count: int, number: str | None = None) -> None:
    rows = ((k.hex, "王小明", "王小明", f"138{i:08d}", number) for i, k in enumerate(new_ids(count)))
    bulk.insert_many(session, Worker, COLUMNS, rows, expected=count)


def indexes(store: Store) -> set[tuple[str, str]]:
    found = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> ''"
    return store.read(lambda session: {(name, made) for name, made in session.execute(text(found))})


@pytest.fixture
def sorts_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WORTH_SORTING", 10)


@pytest.mark.usefixtures("sorts_early")
def test_after_a_large_write_every_index_is_there_again_and_everybody_is_found(file_store: Store) -> None:
    before = indexes(file_store)
    file_store.do(take_in, 50)
    assert indexes(file_store) == before
    assert len(file_store.read(find_workers, "xiaoming", None)) == 50
    assert len(file_store.read(find_workers, "00000049")) == 1


@pytest.mark.usefixtures("sorts_early")
def test_a_large_write_that_breaks_a_promise_leaves_nothing_and_every_index(file_store: Store) -> None:
    before = indexes(file_store)
    with pytest.raises(IntegrityError):
        file_store.do(take_in, 50, "330903199410017776")
    assert indexes(file_store) == before
    assert file_store.read(find_workers, "王", None) == []


def test_a_write_smaller_than_what_is_there_finds_its_places_one_by_one(file_store: Store) -> None:
    file_store.do(take_in, 50)
    with file_store.engine.connect() as connection:
        with engine.indexes_made_after(connection, ("worker",), 20_000):
            gone = connection.execute(
                text("SELECT count(*) FROM sqlite_master WHERE name LIKE 'ix_worker_place'")
            )
            assert gone.scalar() == 0
        connection.rollback()
    with file_store.engine.connect() as connection, engine.indexes_made_after(connection, ("worker",), 40):
        kept = connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'ix_worker_place'"))
        assert kept.scalar() == 1
