"""Whether the journal tells the whole story: no gap in its counters, and every row as last noted."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping, Table, func, select

from desktop.core.i18n import _
from desktop.models import all_tables
from desktop.models.base import Plain, same
from desktop.models.history import Change, Desk, Operation
from desktop.storage import bulk, journal
from desktop.storage.engine import is_sqlite
from desktop.storage.labels import word_for

MOST = 20
_Noted = tuple[UUID, dict[str, Plain]]


def journal_faults(connection: Connection) -> list[str]:
    """Return a sentence for each fault, at most twenty."""
    found = [*_gaps(connection), *_orphans(connection)]
    for table in all_tables().sorted_tables:
        if "removed_at" in table.c and len(found) < MOST:
            found += [sentence for sentence, _n in zip(_strays(connection, table), range(MOST), strict=False)]
    return found[:MOST]


def _gaps(connection: Connection) -> Iterator[str]:
    counted = (
        select(Desk.name, func.count(), func.max(Operation.counter))
        .join(Operation, Operation.desk_id == Desk.id)
        .group_by(Desk.id, Desk.name)
    )
    for desk, count, newest in connection.execute(counted):
        if count != newest:
            yield _("{count} operations of desk {desk} are missing from the journal.").format(
                count=newest - count, desk=desk
            )


def _orphans(connection: Connection) -> Iterator[str]:
    known = select(Operation.id).where(Operation.id == Change.operation_id).exists()
    if lost := connection.execute(select(func.count()).select_from(Change).where(~known)).scalar_one():
        yield _("{count} changes in the journal belong to no operation.").format(count=lost)


def _strays(connection: Connection, table: Table) -> Iterator[str]:
    """Walk through the rows and what the journal says of them side by side, both by key."""
    noted = _noted(connection, table.name)
    ahead = next(noted, None)
    rows = connection.execution_options(yield_per=bulk.BLOCK).execute(select(table).order_by(table.c.id))
    for row in rows:
        while ahead is not None and ahead[0] < row.id:
            yield _lost(table)
            ahead = next(noted, None)
        if ahead is None or ahead[0] != row.id:
            yield _("{thing} was written without the journal.").format(thing=_thing(table, row))
            continue
        if not _as_noted(table, row._mapping, ahead[1]):
            yield _("{thing} is not as the journal last noted it.").format(thing=_thing(table, row))
        ahead = next(noted, None)
    if ahead is not None:
        yield _lost(table)


def _as_noted(table: Table, stored: RowMapping, noted: dict[str, Plain]) -> bool:
    for name, value in noted.items():
        if name not in table.c:  # a column of earlier days
            continue
        now = stored[name]
        if now != value and not same(table.c[name], now, value):
            return False
    return True


def _noted(connection: Connection, table_name: str) -> Iterator[_Noted]:
    """Yield each row's values as the journal's changes, one after the other, leave them."""
    # In the file a new desk begins where a back-up was put back; on a server desks write side by side.
    order = (Desk.began_at,) if is_sqlite(connection) else (Operation.at,)
    changes = (
        select(Change.row_id, Change.after)
        .join(Operation, Operation.id == Change.operation_id)
        .join(Desk, Desk.id == Operation.desk_id)
        .where(Change.table_name == table_name)
        .order_by(Change.row_id, *order, Operation.counter, Change.position)
    )
    lines = connection.execution_options(yield_per=bulk.BLOCK).execute(changes)
    for row_id, of_row in groupby(lines, key=lambda line: line[0]):
        values: dict[str, Plain] = {}
        for line in of_row:
            values.update(journal.plain_values(line[1]))
        yield row_id, values


def _thing(table: Table, row: Any) -> str:
    named = next((row._mapping[n] for n in ("name", "title", "guest_name") if row._mapping.get(n)), "")
    return f"{word_for(table.name)} {named}".strip()


def _lost(table: Table) -> str:
    return _("{thing} in the journal is not on file.").format(thing=word_for(table.name))
