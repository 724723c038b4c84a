"""A server's database written as one file that 驿家 opens anywhere."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select

from desktop.models import all_tables
from desktop.storage import backup, migrate, search
from desktop.storage.engine import database_url, make_engine

BLOCK = 1000
DERIVED = ("worker_search",)


def write_file(engine: Engine, target: Path) -> Path:
    """Write every table, as it is at one moment, into a new file; return where it lies."""
    with backup.writing(target) as part:
        there = make_engine(database_url(part))
        try:
            migrate.bring_up_to_date(there)
            with there.connect().execution_options(writes=True) as file, file.begin():
                file.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # trees come in any order
                with engine.connect().execution_options(isolation_level="REPEATABLE READ") as server:
                    for table in all_tables().sorted_tables:
                        if table.name not in DERIVED:
                            _copy_table(server, file, table)
                search.rebuild(file)
        finally:
            there.dispose()
        with closing(sqlite3.connect(part)) as whole:
            whole.execute("PRAGMA journal_mode=DELETE")
    return target


def _copy_table(server: Connection, file: Connection, table: Table) -> None:
    rows: Iterator[dict[str, Any]] = (
        dict(row._mapping) for row in server.execution_options(yield_per=BLOCK).execute(select(table))
    )
    while block := list(islice(rows, BLOCK)):
        file.execute(insert(table), block)
