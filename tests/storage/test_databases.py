"""The two kinds of database the tests run on."""

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from desktop.models import all_tables
from desktop.storage.engine import database_url as as_url
from desktop.storage.engine import make_engine
from desktop.storage.store import Store


def test_a_fresh_database_of_either_kind_is_empty_and_takes_writes(database_url: str) -> None:
    engine = make_engine(as_url(database_url))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE worker (name text)"))
        connection.execute(text("INSERT INTO worker VALUES ('王伟')"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM worker")).scalar_one() == "王伟"
    engine.dispose()


@pytest.mark.postgres
def test_the_server_is_reached_through_a_socket_only(postgres_url: str) -> None:
    engine = make_engine(as_url(postgres_url))
    with engine.connect() as connection:
        assert connection.execute(text("SHOW listen_addresses")).scalar_one() == ""
    engine.dispose()


def _count_tables(session: Session) -> int:
    return len(inspect(session.connection()).get_table_names())


def test_a_store_of_either_kind_has_the_tables_of_the_models(store: Store) -> None:
    assert store.read(_count_tables) >= len(all_tables().tables)
