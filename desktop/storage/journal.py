"""The journal: what each operation changed, row by row, in the same transaction as the change.

A writing session carries a :class:`Recorder`. The session's flushes are noted by themselves; bulk
writes go through ``storage.bulk``, which notes them in blocks.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Connection, Table, event, inspect, select, text, update
from sqlalchemy.orm import Mapper, Session

from desktop.core.ids import new_id
from desktop.models.base import Kept, Plain, plain
from desktop.models.history import Change, ChangeKind, Operation, OperationKind
from desktop.storage import search
from desktop.storage.engine import is_sqlite

FOUND_BY = {"name", "phone", "removed_at"}


@dataclass
class _Noted:
    kind: ChangeKind
    before: dict[str, Plain]
    after: dict[str, Plain]


@dataclass
class Recorder:
    """What one writing session has changed so far."""

    operation_id: UUID = field(default_factory=new_id)
    label: str = ""
    params: dict[str, str | int] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    position: int = 0
    keep: bool = False
    _noted: dict[tuple[str, UUID], _Noted] = field(default_factory=dict)
    _reindex: dict[UUID, None] = field(default_factory=dict)

    def note_flush(self, session: Session) -> None:
        """Note what a flush writes, while the session still knows the values before."""
        for row in session.new:
            self._note_new(row)
        for row in session.dirty:
            if session.is_modified(row):
                self._note_changed(row)

    def _note_new(self, row: Any) -> None:
        if not isinstance(row, Kept):
            return
        table = _table(row)
        after = {c.name: plain(getattr(row, c.name)) for c in table.columns}
        self._noted[table.name, row.id] = _Noted(ChangeKind.INSERT, {}, after)
        self.tables.add(table.name)
        if table.name == "worker":
            self._reindex[row.id] = None

    def _note_changed(self, row: Any) -> None:
        if not isinstance(row, Kept):
            return
        table = _table(row)
        state = inspect(row)
        changed = {
            a.key: (plain(a.history.deleted[0] if a.history.deleted else None), plain(a.value))
            for a in state.attrs
            if a.history.has_changes()
        }
        changed = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
        if not changed:
            return
        noted = self._noted.setdefault((table.name, row.id), _Noted(ChangeKind.UPDATE, {}, {}))
        for name, (before, after) in changed.items():
            if noted.kind is ChangeKind.UPDATE:
                noted.before.setdefault(name, before)
            noted.after[name] = after
        self.tables.add(table.name)
        if table.name == "worker" and FOUND_BY & changed.keys():
            self._reindex[row.id] = None

    def note_bulk(self, connection: Connection, changes: Iterable[tuple[str, str, str, str, str]]) -> None:
        """Write changes (table, plain row id, kind, before JSON, after JSON) to the journal at once."""
        rows = []
        for change in changes:
            rows.append((self.operation_id.hex, self.position, *change))
            self.position += 1
        if rows:
            names = "operation_id, position, table_name, row_id, kind, before, after"
            connection.exec_driver_sql(f"INSERT INTO change ({names}) VALUES {marks(connection, 7)}", rows)

    def note_inserted(self, connection: Connection, table: Table, names: Sequence[str], after: int) -> None:
        """Note the rows of the file's table that came after a row number, as JSON made by the database."""
        values = " || ',' || ".join([f"'\"{name}\":' || {_sqlas_json(table.c[name])}" for name in names])
        written = connection.execute(
            text(
                "INSERT INTO change (operation_id, position, table_name, row_id, kind, before, after)"
                f" SELECT :operation, rowid - :after - 1 + :first, '{table.name}', id, 'insert', '{{}}',"
                f" '{{' || {values} || '}}' FROM {table.name} WHERE rowid > :after"
            ),
            {"operation": self.operation_id.hex, "after": after, "first": self.position},
        )
        self.position += written.rowcount

    def reindex(self, worker_ids: Iterable[UUID]) -> None:
        """Have the search index brought up to date for these workers when the transaction ends."""
        self._reindex.update(dict.fromkeys(worker_ids))

    def write_noted(self, connection: Connection) -> None:
        """Write what is still only noted, so that changes stand in the order they were made."""
        self.note_bulk(
            connection,
            (
                (table, row_id.hex, noted.kind.value, as_json(noted.before), as_json(noted.after))
                for (table, row_id), noted in self._noted.items()
                if noted.kind is ChangeKind.INSERT or noted.before != noted.after
            ),
        )
        self._noted.clear()

    def finish(self, session: Session) -> None:
        """Write what is still only noted, and the search index of the workers touched."""
        connection = session.connection()
        self.write_noted(connection)
        search.reindex_workers(connection, list(self._reindex))
        self._reindex.clear()


def begin(
    session: Session, desk_id: UUID, counter: int, at: datetime, account: str, kind: OperationKind
) -> Recorder:
    """Open the operation that this writing session is; its changes refer to it from the first row."""
    recorder = Recorder()
    session.add(
        Operation(
            id=recorder.operation_id,
            desk_id=desk_id,
            counter=counter,
            at=at,
            account=account,
            kind=kind,
            label="",
            params="{}",
        )
    )
    session.flush()
    session.info["journal"] = recorder
    return recorder


def recorder_of(session: Session) -> Recorder:
    """Return the recorder of a writing session; a reading session must not write."""
    recorder = session.info.get("journal")
    if not isinstance(recorder, Recorder):
        raise RuntimeError("a reading session was asked to write")
    return recorder


def describe(session: Session, label: str, **params: str | int) -> None:
    """Say what the operation is, in the words of the person: an ``N_`` message and its values.

    The last word counts; a service called by another is described by the outer one.
    """
    recorder = recorder_of(session)
    recorder.label, recorder.params = label, params


def keep_fact(session: Session, label: str, **params: str | int) -> None:
    """Keep an operation that changes no row: something was shown or given out (use ``store.record``)."""
    describe(session, label, **params)
    recorder_of(session).keep = True


def close(session: Session, reverses: UUID | None = None, params: str | None = None) -> bool:
    """Finish the journal of a session about to commit; return False where nothing was changed at all.

    A reversal names the operation it ``reverses`` and carries its ``params`` (JSON) for the label.
    """
    session.flush()
    recorder = recorder_of(session)
    recorder.finish(session)
    if recorder.position == 0 and not recorder.keep:
        return False
    session.execute(
        update(Operation)
        .where(Operation.id == recorder.operation_id)
        .values(label=recorder.label, params=params or as_json(recorder.params), reverses_id=reverses)
    )
    return True


def last_counter(session: Session, desk_id: UUID) -> int:
    """Return the counter of the desk's newest operation, 0 before the first."""
    found = session.scalar(
        select(Operation.counter)
        .where(Operation.desk_id == desk_id)
        .order_by(Operation.counter.desc())
        .limit(1)
    )
    return found or 0


def values_of(change: Change) -> tuple[dict[str, Plain], dict[str, Plain]]:
    """Return the plain values before and after."""
    return plain_values(change.before), plain_values(change.after)


def plain_values(noted: str) -> dict[str, Plain]:
    """Return the plain values of one side of a change."""
    values: dict[str, Plain] = json.loads(noted)
    return values


def as_json(values: dict[str, Any]) -> str:
    """Return plain values as the journal keeps them."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _sqlas_json(column: Column[Any]) -> str:
    """Return the expression by which the file writes a column's plain value as JSON."""
    if column.type.python_type is bool:
        return f"CASE {column.name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END"
    return f"json_quote({column.name})"


def marks(connection: Connection, count: int) -> str:
    """Return the places of ``count`` values in a statement of the driver."""
    return "(" + ", ".join(["?" if is_sqlite(connection) else "%s"] * count) + ")"


def _table(row: Kept) -> Table:
    return table_of(type(row))


def table_of(model: type[Any]) -> Table:
    """Return the table of a mapped class."""
    mapper: Mapper[Any] = inspect(model)
    table = mapper.local_table
    assert isinstance(table, Table)
    return table


def _on_flush(session: Session, _context: object) -> None:
    written = [*session.new, *session.dirty, *session.deleted]
    if any(isinstance(row, Kept) for row in written):
        recorder_of(session).note_flush(session)


class JournalledSession(Session):
    """A session whose flushes are noted in the journal."""


def _refuse_deletion(session: Session, _context: object, _instances: object) -> None:
    if any(isinstance(row, Kept) for row in session.deleted):
        raise RuntimeError("rows on file are marked removed, never deleted")


event.listen(JournalledSession, "before_flush", _refuse_deletion)
event.listen(JournalledSession, "after_flush", _on_flush)
