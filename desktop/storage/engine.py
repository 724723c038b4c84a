"""The connection to the database: one SQLite file, or a PostgreSQL server several offices share."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

from desktop.core.errors import PersonError
from desktop.core.i18n import _

BUSY_MS = 5000
CACHE_KIB = 16_000
BULK_CACHE_KIB = 128_000  # a large import writes all over its indexes; with less, pages are written twice
WORTH_SORTING = 20_000  # rows; fewer find their places in the indexes one by one
WRITERS = 5197  # the number of the lock that writers on a server take in turn


class DatabaseUnreachable(PersonError):
    """The database cannot be opened where it was said to be."""


def database_url(where: str | Path) -> URL:
    """Return the URL for a path or a URL; ``postgresql://`` means psycopg 3."""
    text = str(where)
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text)))
    url = make_url(text)
    return url.set(drivername="postgresql+psycopg") if url.drivername.startswith("postgres") else url


def make_engine(url: URL) -> Engine:
    """Return an engine whose transactions mean the same on both kinds of database."""
    if url.get_backend_name() != "sqlite":
        server = create_engine(url, pool_pre_ping=True, pool_size=4)
        event.listen(server, "begin", _take_turns)
        return server
    engine = create_engine(url, pool_size=4, connect_args={"timeout": BUSY_MS / 1000})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _settle)
    return engine


def is_sqlite(connection: Connection) -> bool:
    """Say whether this is the file and not the server."""
    return connection.dialect.name == "sqlite"


def sqlite_path(url: URL) -> Path | None:
    """Return the file of the database, or None on a server."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _prepare(raw: Any, _record: object) -> None:
    raw.isolation_level = None  # the driver must not open transactions for us
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"cache_size=-{CACHE_KIB}",
        "temp_store=MEMORY",
    ):
        raw.execute(f"PRAGMA {pragma}")


def take_room(connection: Connection) -> None:
    """Let this connection hold more of the file in memory until it is given back: for bulk writing."""
    if is_sqlite(connection):
        connection.exec_driver_sql(f"PRAGMA cache_size=-{BULK_CACHE_KIB}")


@contextmanager
def indexes_made_after(connection: Connection, tables: Sequence[str], expected: int) -> Iterator[None]:
    """Drop the indexes of the file's tables and make them again at the end, where that is quicker.

    Sorting once is quicker than a place in the tree for each row, when the rows to come outnumber
    those that are there. All of it happens in the transaction: others see the indexes throughout.
    """
    dropped: list[str] = []
    if is_sqlite(connection) and expected >= WORTH_SORTING:
        for table in tables:
            if (connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0) < expected:
                found = connection.exec_driver_sql(
                    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql <> ''",
                    (table,),
                ).all()
                for name, made_by in found:
                    connection.exec_driver_sql(f"DROP INDEX {name}")
                    dropped.append(made_by)
    yield
    for statement in dropped:
        connection.exec_driver_sql(statement)


def _settle(raw: Any, _record: object) -> None:
    if raw is not None:
        raw.execute(f"PRAGMA cache_size=-{CACHE_KIB}")


def _begin(connection: Connection) -> None:
    # A reader that later tries to write is refused outright if another wrote in between, whatever
    # the busy timeout: so a writer takes its lock at once.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _take_turns(connection: Connection) -> None:
    # One writer at a time, as in the file: places are counted before they are given away, and two
    # offices giving away the last one at once would both find it free.
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_MS}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")


def explain(error: BaseException, where: str) -> PersonError | None:
    """Return the sentence for a failure of the database itself, or None where it is a bug of ours."""
    cause = getattr(error, "orig", None) or error
    text = str(cause).lower()
    if isinstance(cause, sqlite3.Error):
        for mark, (sentence, remedy) in _sqlite_sentences().items():
            if mark in text:
                return DatabaseUnreachable(sentence.format(where=where), remedy)
        return None
    if getattr(cause, "sqlstate", None) == "55P03":  # lock_not_available
        return DatabaseUnreachable(*_sqlite_sentences()["locked"])
    if type(cause).__module__.startswith("psycopg") and type(cause).__name__ == "OperationalError":
        return DatabaseUnreachable(
            _("The shared database does not answer."),
            _("Check the network and the address, then try again; nothing was half saved."),
        )
    return None


def _sqlite_sentences() -> dict[str, tuple[str, str]]:
    return {
        "disk is full": (
            _("The disk is full; this was not saved."),
            _("Free some space, then do it again. What was saved before is safe."),
        ),
        "readonly": (
            _("The data folder may not be written to: {where}"),
            _("Ask for the right to write there, or choose another folder with --data."),
        ),
        "read-only": (
            _("The data folder may not be written to: {where}"),
            _("Ask for the right to write there, or choose another folder with --data."),
        ),
        "unable to open": (
            _("The database file cannot be opened: {where}"),
            _("Check that the folder exists and may be written to, or choose another with --data."),
        ),
        "locked": (
            _("Another program is busy writing to the database; this was not saved."),
            _("Wait a moment and try again. If it stays so, close the other window of 驿家."),
        ),
        "malformed": (
            _("The database file is damaged: {where}"),
            _("Start 驿家 again: it sets the damaged file aside and offers the newest good back-up."),
        ),
        "not a database": (
            _("This file is no database of 驿家: {where}"),
            _("Start 驿家 again: it sets the file aside and offers the newest good back-up."),
        ),
        "disk i/o error": (
            _("The disk did not take what was written; this was not saved."),
            _("Check whether the disk is full or the network drive gone, then try again."),
        ),
    }
