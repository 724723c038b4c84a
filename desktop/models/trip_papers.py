"""What of a trip programme is made public and paid: notices with objections, invoices, settlements."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import trip_people as trip_people  # the tables its keys point to
from desktop.models import trips as trips
from desktop.models.base import Base, Kept

ON_FILE = text("removed_at IS NULL")


class ObjectionOutcome(enum.StrEnum):
    """What came of an objection."""

    OPEN = "open"
    NOT_UPHELD = "not-upheld"
    UPHELD = "upheld"


class TripNotice(Kept, Base, kw_only=True):
    """A public notice (公示) of names; its lines are frozen when it is posted.

    ``first_day`` to ``last_day`` is the period objections may come in, both included; ``days`` is how
    many the programme asks for, ``is_workdays`` whether these are working days.
    """

    __tablename__ = "trip_notice"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    posted_on: Mapped[date]
    first_day: Mapped[date]
    last_day: Mapped[date]
    days: Mapped[int]
    is_workdays: Mapped[bool]
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by: Mapped[str] = mapped_column(default="")


class TripNoticeLine(Kept, Base, kw_only=True):
    """A line of a notice as it hung on the wall."""

    __tablename__ = "trip_notice_line"

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("trip_notice.id"), index=True)
    nominee_id: Mapped[UUID] = mapped_column(ForeignKey("trip_nominee.id"), index=True)
    number: Mapped[int]
    name_shown: Mapped[str]
    organisation_shown: Mapped[str]
    post_shown: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")


class TripObjection(Kept, Base, kw_only=True):
    """An objection against a notice, and the answer."""

    __tablename__ = "trip_objection"

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("trip_notice.id"), index=True)
    nominee_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_nominee.id"), default=None)
    received_on: Mapped[date]
    text: Mapped[str]
    means: Mapped[str] = mapped_column(default="")
    raised_by: Mapped[str] = mapped_column(default="")
    outcome: Mapped[ObjectionOutcome] = mapped_column(default=ObjectionOutcome.OPEN)
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None] = mapped_column(default=None)


class TripInvoice(Kept, Base, kw_only=True):
    """An invoice for a batch."""

    __tablename__ = "trip_invoice"

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("trip_batch.id"), index=True)
    number: Mapped[str]
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    issuer: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None] = mapped_column(default=None)
    purpose: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")


class TripShare(Kept, Base, kw_only=True):
    """Who pays how much for one person of a settled batch; the parts add up to ``total_fen``."""

    __tablename__ = "trip_share"
    __table_args__ = (Index("uq_trip_share_on_file", "nominee_id", unique=True, sqlite_where=ON_FILE),)

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("trip_batch.id"), index=True)
    nominee_id: Mapped[UUID] = mapped_column(ForeignKey("trip_nominee.id"))
    total_fen: Mapped[int] = mapped_column(BigInteger)
    union_fen: Mapped[int] = mapped_column(BigInteger)
    employer_fen: Mapped[int] = mapped_column(BigInteger)
    personal_fen: Mapped[int] = mapped_column(BigInteger)
    remark: Mapped[str] = mapped_column(default="")


class TripSettlement(Kept, Base, kw_only=True):
    """A batch was settled: when and by whom; its sums are those of its shares and invoices."""

    __tablename__ = "trip_settlement"
    __table_args__ = (Index("uq_trip_settlement_on_file", "batch_id", unique=True, sqlite_where=ON_FILE),)

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("trip_batch.id"))
    settled_on: Mapped[date]
    settled_by: Mapped[str]
    people: Mapped[int]
    total_fen: Mapped[int] = mapped_column(BigInteger)
    difference_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    remark: Mapped[str] = mapped_column(default="")
