"""What every stored row has in common: its key, its mark of removal, and how values are written down.

Indexes over the rows on file only carry ``sqlite_where``; the migration gives the server the same
condition. Naming ``postgresql_where`` in the models would load that dialect at every start.
"""

import enum
import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, Dialect, Enum, MetaData, Text, TypeDecorator, Uuid, event
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, QueryableAttribute, mapped_column

from desktop.core.ids import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Plain = str | int | float | bool | None


class UtcTime(TypeDecorator[datetime]):
    """An aware moment in UTC: ``timestamptz`` on a server, ISO text of fixed width in a file."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        return plain_moment(value) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(UTC)


def plain_moment(value: datetime) -> str:
    """Return the text a moment is kept as: UTC, microseconds, so that text order is time order."""
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def words_of(kind: type[enum.Enum]) -> list[str]:
    """Return what is written in the column for each member of an enumeration."""
    return [str(member.value) for member in kind]


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """Root of the mapped classes; gives each a typed, keyword-only ``__init__``."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - the mapper reads it as it stands
        UUID: Uuid(),
        str: Text(),
        datetime: UtcTime(),
        enum.Enum: Enum(enum.Enum, native_enum=False, length=20, values_callable=words_of),
    }


class Kept(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    """A row that is never physically deleted: removing marks it, undo clears the mark."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)


@event.listens_for(Kept, "attribute_instrument", propagate=True)
def _know_the_value_before(_model: type[Kept], _key: str, attribute: QueryableAttribute[Any]) -> None:
    # A row not loaded since a bulk write would otherwise be overwritten unseen, and the journal
    # would note an empty value as the one to go back to.
    attribute.impl.active_history = True


def plain(value: Any) -> Plain:
    """Return a stored value as JSON and every driver can carry it."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return plain_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return str(value)


def same(column: Column[Any], stored: Any, noted: Plain) -> bool:
    """Say whether a value read from the table is the one the journal noted."""
    if isinstance(stored, str) and column.type.python_type is UUID:
        stored = UUID(stored)
    return plain(stored) == noted
