"""Writing very many rows at once, journalled in blocks by the database itself."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from desktop.models.base import Kept, Plain, plain
from desktop.storage import search
from desktop.storage.engine import indexes_made_after, is_sqlite, take_room
from desktop.storage.journal import FOUND_BY, Recorder, as_json, marks, recorder_of, table_of

BLOCK = 2000


def insert_many(
    session: Session,
    model: type[Kept],
    columns: Sequence[str],
    rows: Iterable[Sequence[Plain]],
    expected: int = 0,
) -> int:
    """Insert rows of plain values (see ``models.base.plain``), journalled, in blocks; return how many.

    ``columns`` begins with ``id``. Columns not named keep their column's null or the value that the
    mapping gives when it is a plain one; a column without either must be named. Where ``expected``
    rows would more than double a table, its indexes are made anew at the end instead of row by row.
    """
    recorder = recorder_of(session)
    session.flush()
    connection = session.connection()
    recorder.write_noted(connection)
    take_room(connection)
    table = table_of(model)
    with indexes_made_after(connection, _filled_with(table), expected):
        written = _insert_blocks(recorder, connection, table, columns, iter(rows))
    if written:
        recorder.tables.add(table.name)
    return written


def _filled_with(table: Table) -> tuple[str, ...]:
    return (table.name, "worker_search") if table.name == "worker" else (table.name,)


def _insert_blocks(
    recorder: Recorder,
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    stream: Iterator[Sequence[Plain]],
) -> int:
    extra = _defaults(table, columns)
    names = [*columns, *extra]
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES {marks(connection, len(names))}"
    added = tuple(extra.values())
    written = 0
    while block := [(*row, *added) for row in islice(stream, BLOCK)]:
        if is_sqlite(connection):
            last = connection.exec_driver_sql(f"SELECT max(rowid) FROM {table.name}").scalar() or 0
            connection.exec_driver_sql(statement, block)
            recorder.note_inserted(connection, table, names, last)
        else:
            connection.exec_driver_sql(statement, block)
            recorder.note_bulk(connection, _insertions(table, names, block))
        if table.name == "worker":
            at, phone = names.index("name"), names.index("phone")
            search.index_workers(connection, [(str(r[0]), str(r[at]), str(r[phone] or "")) for r in block])
        written += len(block)
    return written


def update_many(
    session: Session, model: type[Kept], changes: Iterable[tuple[UUID, dict[str, Plain], dict[str, Plain]]]
) -> int:
    """Change rows (id, before, after: plain values of the same columns), journalled; return how many.

    A row comes once at most; one whose values stay the same is passed over.
    """
    count = update_rows(session, table_of(model), changes)
    session.expire_all()
    return count


def update_rows(
    session: Session, table: Table, changes: Iterable[tuple[UUID, dict[str, Plain], dict[str, Plain]]]
) -> int:
    """As :func:`update_many`, for a table."""
    recorder = recorder_of(session)
    session.flush()
    connection = session.connection()
    recorder.write_noted(connection)
    grouped: dict[tuple[str, ...], list[tuple[UUID, dict[str, Plain], dict[str, Plain]]]] = {}
    for change in changes:
        if change[1] != change[2]:
            grouped.setdefault(tuple(sorted(change[2])), []).append(change)
    for names, rows in grouped.items():
        write_columns(
            connection, table, names, [(i, *[after[n] for n in names]) for i, _before, after in rows]
        )
        recorder.note_bulk(
            connection,
            ((table.name, i.hex, "update", as_json(before), as_json(after)) for i, before, after in rows),
        )
        if table.name == "worker" and FOUND_BY & set(names):
            recorder.reindex(i for i, _before, _after in rows)
    if grouped:
        recorder.tables.add(table.name)
    return sum(len(rows) for rows in grouped.values())


def write_columns(
    connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Set columns of rows given as (id, value, …), all plain."""
    mark = "?" if is_sqlite(connection) else "%s"
    sets = ", ".join(f"{name} = {mark}" for name in names)
    connection.exec_driver_sql(
        f"UPDATE {table.name} SET {sets} WHERE id = {mark}",
        [(*row[1:], row[0].hex) for row in rows],
    )


def _insertions(
    table: Table, names: Sequence[str], rows: Iterable[Sequence[Plain]]
) -> Iterator[tuple[str, str, str, str, str]]:
    for row in rows:
        yield table.name, str(row[0]), "insert", "{}", as_json(dict(zip(names, row, strict=True)))


def _defaults(table: Table, named: Sequence[str]) -> dict[str, Plain]:
    """Return the plain scalar defaults of the columns that are not named."""
    return {
        c.name: plain(c.default.arg)
        for c in table.columns
        if c.name not in named and isinstance(c.default, ScalarElementColumnDefault)
    }
