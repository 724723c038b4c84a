"""Undo and redo: taking an operation's changes back, where nothing has moved on since."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Table, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from desktop.core.errors import PersonError
from desktop.core.i18n import _
from desktop.models import all_tables
from desktop.models.base import Plain, plain, same
from desktop.models.history import Change, ChangeKind, Operation, OperationKind
from desktop.storage import bulk, journal
from desktop.storage.labels import quoted_label_of, word_for

BLOCK = 500


class NothingToUndo(PersonError):
    """There is no operation left to take back (or to do again)."""


class MovedOn(PersonError):
    """A row the operation touched has been changed since, so taking it back would lose that."""


def next_undo(session: Session, desk_id: UUID) -> Operation | None:
    """Return the operation that undo would take back: the desk's newest that still stands."""
    return _newest_standing(session, desk_id, (OperationKind.DO, OperationKind.REDO))


def next_redo(session: Session, desk_id: UUID) -> Operation | None:
    """Return the undo that redo would take back; anything newly done ends redoing."""
    undone = _newest_standing(session, desk_id, (OperationKind.UNDO,))
    if undone is None:
        return None
    done_since = session.scalar(
        select(func.count()).where(
            Operation.desk_id == desk_id,
            Operation.kind == OperationKind.DO,
            Operation.counter > undone.counter,
        )
    )
    return None if done_since else undone


def _newest_standing(session: Session, desk_id: UUID, kinds: Sequence[OperationKind]) -> Operation | None:
    reversal = aliased(Operation)
    return session.scalar(
        select(Operation)
        .where(
            Operation.desk_id == desk_id,
            Operation.kind.in_(kinds),
            ~exists().where(reversal.reverses_id == Operation.id),
        )
        .order_by(Operation.counter.desc())
        .limit(1)
    )


def reverse(session: Session, operation: Operation, at: datetime) -> None:
    """Put every row of the operation back to what it was before; refuse where one has moved on."""
    recorder = journal.recorder_of(session)
    try:
        below: int | None = None
        while block := _block_of_changes(session, operation.id, below):
            below = block[-1].position
            for changes in _apart(block):
                _reverse_some(session, operation, changes, at)
            session.expunge_all()
        _refuse_if_relied_upon(session, operation)
        recorder.finish(session)
    except IntegrityError as error:
        raise MovedOn(
            _("“{what}” cannot be taken back: another entry has taken its place since.").format(
                what=quoted_label_of(operation)
            ),
            _("Correct the entry by hand instead; the history shows what it was."),
        ) from error


def _block_of_changes(session: Session, operation_id: UUID, below: int | None) -> list[Change]:
    query = select(Change).where(Change.operation_id == operation_id)
    if below is not None:
        query = query.where(Change.position < below)
    return list(session.scalars(query.order_by(Change.position.desc()).limit(BLOCK)))


def _apart(block: list[Change]) -> Iterator[list[Change]]:
    """Split changes into stretches of one table and kind in which no row comes twice."""
    for _same, changes in groupby(block, key=lambda c: (c.table_name, c.kind)):
        stretch: dict[UUID, Change] = {}
        for change in changes:
            if change.row_id in stretch:
                yield list(stretch.values())
                stretch = {}
            stretch[change.row_id] = change
        yield list(stretch.values())


def _reverse_some(session: Session, operation: Operation, changes: list[Change], at: datetime) -> None:
    table, kind = all_tables().tables[changes[0].table_name], changes[0].kind
    connection = session.connection()
    now = {
        row.id: row._mapping
        for row in connection.execute(select(table).where(table.c.id.in_([c.row_id for c in changes])))
    }
    back: list[tuple[UUID, dict[str, Plain], dict[str, Plain]]] = []
    for change in changes:
        before, after = journal.values_of(change)
        current = now.get(change.row_id)
        if current is None or not all(
            same(table.c[n], current[n], v) for n, v in after.items() if n in table.c
        ):
            raise _moved_on(session, operation, table, change.row_id, current)
        if kind is ChangeKind.INSERT:
            back.append((change.row_id, {"removed_at": None}, {"removed_at": plain(at)}))
        else:
            back.append((change.row_id, {n: after[n] for n in before}, before))
    bulk.update_rows(session, table, back)


def _refuse_if_relied_upon(session: Session, operation: Operation) -> None:
    """Refuse to take back a new row that something entered later refers to.

    Rows that were done again by a redo are new rows of the operation it all began with.
    """
    if operation.kind is OperationKind.UNDO:
        return  # redoing brings rows back, it takes none away that a person had not taken away before
    new = (Change.operation_id == _beginning(session, operation), Change.kind == ChangeKind.INSERT)
    inserted = select(Change.row_id).where(*new)
    tables = set(session.scalars(select(Change.table_name).where(*new).distinct()))
    for table in all_tables().sorted_tables:
        if "removed_at" not in table.c:
            continue
        for key in table.foreign_keys:
            if key.column.table.name not in tables:
                continue
            relying = session.execute(
                select(table).where(key.parent.in_(inserted), table.c.removed_at.is_(None)).limit(1)
            ).first()
            if relying is not None:
                raise MovedOn(
                    _("“{what}” cannot be taken back: {thing} entered since rests on it.").format(
                        what=quoted_label_of(operation), thing=word_for(table.name)
                    ),
                    _("Take that back first, or remove the entry by hand."),
                )


def _beginning(session: Session, operation: Operation) -> UUID:
    """Return the operation that this one does again, or itself."""
    found, earlier = operation.id, operation.reverses_id
    while earlier is not None:
        found, earlier = session.execute(
            select(Operation.id, Operation.reverses_id).where(Operation.id == earlier)
        ).one()
    return found


def _moved_on(session: Session, operation: Operation, table: Table, row_id: UUID, current: Any) -> MovedOn:
    later = session.scalars(
        select(Operation)
        .join(Change, Change.operation_id == Operation.id)
        .where(Change.row_id == row_id, Operation.id != operation.id)
        .order_by(Operation.at.desc(), Operation.counter.desc())
        .limit(1)
    ).first()
    named = next((current[n] for n in ("name", "title", "guest_name") if current and current.get(n)), "")
    thing = f"{word_for(table.name)} {named}".strip()
    sentence = _("“{what}” cannot be taken back: {thing} has been changed since.").format(
        what=quoted_label_of(operation), thing=thing
    )
    if later is None:
        return MovedOn(sentence)
    return MovedOn(
        sentence,
        _("The newer change is “{newer}”; take that back first.").format(newer=quoted_label_of(later)),
    )
