"""Organisations and the workers in them."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Kept

# Ranges over prefixes need plain byte order on a server too.
PREFIX = Text().with_variant(Text(collation="C"), "postgresql")


class Sex(enum.StrEnum):
    """As the seventeenth digit of the identity number says."""

    MALE = "M"
    FEMALE = "F"


class Organisation(Kept, Base, kw_only=True):
    """A federation, a union or an employer; a tree by ``parent_id``."""

    __tablename__ = "organisation"

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)
    search_key: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True, default=None)
    code: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")


class Worker(Kept, Base, kw_only=True):
    """A person on the books; birthday and sex follow from the identity number where there is one."""

    __tablename__ = "worker"
    __table_args__ = (
        Index(
            "uq_worker_id_number_on_file",
            "id_number",
            unique=True,
            sqlite_where=text("removed_at IS NULL AND id_number IS NOT NULL"),
        ),
        # Counts and lists of one organisation, and its namesakes when a list is taken in.
        Index(
            "ix_worker_place",
            "organisation_id",
            "name_key",
            sqlite_where=text("removed_at IS NULL"),
        ),
    )

    name: Mapped[str]
    name_key: Mapped[str]
    sex: Mapped[Sex | None] = mapped_column(default=None)
    id_number: Mapped[str | None] = mapped_column(default=None)
    birthday: Mapped[date | None] = mapped_column(default=None)
    phone: Mapped[str] = mapped_column(default="")
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    post: Mapped[str] = mapped_column(default="")
    frontline: Mapped[bool | None] = mapped_column(default=None)
    member_number: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"), default=None)


class Honour(Kept, Base, kw_only=True):
    """A title a worker holds."""

    __tablename__ = "honour"

    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"), index=True)
    title: Mapped[str]
    year: Mapped[int | None] = mapped_column(default=None)
    level: Mapped[str] = mapped_column(default="")


class ColumnMapping(Kept, Base, kw_only=True):
    """Which heading an office uses for which field, as a person last corrected it."""

    __tablename__ = "column_mapping"

    signature: Mapped[str] = mapped_column(index=True)
    fields: Mapped[str]
    used_at: Mapped[datetime]


class WorkerSearch(Base, kw_only=True):
    """What a worker is found by; derived from ``worker`` by every write, never edited by itself."""

    __tablename__ = "worker_search"
    __table_args__ = (Index("ix_worker_search_sound", "sound", "worker_id"),)  # the whole table in its order

    serial: Mapped[int] = mapped_column(primary_key=True, init=False)
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"), unique=True)
    name: Mapped[str] = mapped_column(PREFIX, index=True)
    sound: Mapped[str] = mapped_column(PREFIX)
    initials: Mapped[str] = mapped_column(PREFIX, index=True)
    phone: Mapped[str] = mapped_column(PREFIX, index=True)
    tail: Mapped[str] = mapped_column(PREFIX, index=True)
    terms: Mapped[str]
