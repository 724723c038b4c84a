"""The journal: which desk did what, and every value before and after."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.core.ids import new_id
from desktop.models.base import Base


class Database(Base, kw_only=True):
    """What makes this database itself: the mark and the key of its printed codes (one row)."""

    __tablename__ = "database"

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    mark: Mapped[int]
    code_key: Mapped[str]
    made_at: Mapped[datetime]


class Desk(Base, kw_only=True):
    """One place of work with a counter of its own; a restored back-up begins a new desk."""

    __tablename__ = "desk"

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    name: Mapped[str]
    began_at: Mapped[datetime]


class OperationKind(enum.StrEnum):
    """Whether something was done, undone or done again; a record cannot be undone."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    RECORD = "record"


class Operation(Base, kw_only=True):
    """One action of a person: one transaction, one undo step. ``params`` is JSON for the label."""

    __tablename__ = "operation"
    __table_args__ = (UniqueConstraint("desk_id", "counter"), Index("ix_operation_at", "at"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    desk_id: Mapped[UUID] = mapped_column(ForeignKey("desk.id"))
    counter: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    account: Mapped[str]
    kind: Mapped[OperationKind]
    label: Mapped[str]
    params: Mapped[str]
    reverses_id: Mapped[UUID | None] = mapped_column(ForeignKey("operation.id"), index=True, default=None)


class ChangeKind(enum.StrEnum):
    """What happened to a row."""

    INSERT = "insert"
    UPDATE = "update"


class Change(Base, kw_only=True):
    """One row's values before and after an operation (JSON of the changed columns; an insert has all)."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_row_id", "row_id"), {"sqlite_with_rowid": False})

    operation_id: Mapped[UUID] = mapped_column(ForeignKey("operation.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    row_id: Mapped[UUID]
    kind: Mapped[ChangeKind]
    before: Mapped[str]
    after: Mapped[str]


class Note(Base, kw_only=True):
    """A small thing remembered about this database (when it was last backed up, say); not journalled."""

    __tablename__ = "note"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
