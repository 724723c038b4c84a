"""Paper that was printed: each sheet, each row on it, each card, by its code."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Kept


class SheetKind(enum.StrEnum):
    """What is printed."""

    SIGN_IN = "sign-in"
    RECEIPT = "receipt"
    ROSTER = "roster"
    BADGES = "badges"
    CARDS = "cards"


class Sheet(Kept, Base, kw_only=True):
    """One printing of a list; ``number`` is what its pages' codes carry, ``options`` is JSON."""

    __tablename__ = "sheet"

    number: Mapped[int] = mapped_column(BigInteger, unique=True)
    kind: Mapped[SheetKind]
    activity_id: Mapped[UUID | None] = mapped_column(ForeignKey("activity.id"), index=True, default=None)
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"), index=True, default=None)
    title: Mapped[str]
    printed_at: Mapped[datetime]
    account: Mapped[str]
    layout_version: Mapped[int]
    language: Mapped[str]
    pages: Mapped[int]
    row_count: Mapped[int]
    options: Mapped[str]


class SheetRow(Kept, Base, kw_only=True):
    """One row of a printed sheet; ``worker_id`` is empty on a blank row kept for a walk-in."""

    __tablename__ = "sheet_row"
    __table_args__ = (Index("ix_sheet_row_order", "sheet_id", "number"),)

    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("sheet.id"))
    number: Mapped[int]
    page: Mapped[int]
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"), index=True, default=None)
    token: Mapped[int] = mapped_column(BigInteger, unique=True)


class Card(Kept, Base, kw_only=True):
    """A code that stands for a person at any activity."""

    __tablename__ = "card"

    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"), index=True)
    token: Mapped[int] = mapped_column(BigInteger, unique=True)
    issued_at: Mapped[datetime]
