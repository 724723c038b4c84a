"""Who gets how many places: what each organisation brings, and each allocation with its numbers."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import trips as trips  # the tables its keys point to
from desktop.models.base import Base, Kept

ON_FILE = text("removed_at IS NULL")


class TripClaim(Kept, Base, kw_only=True):
    """What an organisation brings to the allocation; fractions are kept as ``3/7``, never as decimals.

    ``trades`` is JSON, people by trade. ``carried`` is the fraction of a place carried over from last year.
    """

    __tablename__ = "trip_claim"
    __table_args__ = (
        Index("uq_trip_claim_on_file", "programme_id", "organisation_id", unique=True, sqlite_where=ON_FILE),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    members: Mapped[int] = mapped_column(default=0)
    frontline: Mapped[int] = mapped_column(default=0)
    hazardous: Mapped[int] = mapped_column(default=0)
    trades: Mapped[str] = mapped_column(default="")
    floor: Mapped[int] = mapped_column(default=0)
    ceiling: Mapped[int | None] = mapped_column(default=None)
    carried: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")


class TripAllocation(Kept, Base, kw_only=True):
    """One allocation of the places; the one in force is that without ``superseded_at``.

    ``formula`` is the weight as a person wrote it, ``settings`` (JSON) whatever else it was made with.
    """

    __tablename__ = "trip_allocation"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"), index=True)
    number: Mapped[int]
    method: Mapped[str]
    seed: Mapped[str]
    formula: Mapped[str]
    places: Mapped[int]
    made_at: Mapped[datetime]
    settings: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    superseded_at: Mapped[datetime | None] = mapped_column(default=None)


class TripQuota(Kept, Base, kw_only=True):
    """The places of an organisation in an allocation, with every number they were computed from.

    ``parent_id`` is the organisation whose places were shared out. ``batch_id`` is set for the places of a
    batch kept for a trade. ``weight``, ``claim`` and ``carried`` are fractions as text; ``claim`` is the
    unrounded share. ``working`` (JSON) holds the steps of the method for the proof sheet.
    """

    __tablename__ = "trip_quota"
    __table_args__ = (Index("ix_trip_quota_organisation", "organisation_id", "allocation_id"),)

    allocation_id: Mapped[UUID] = mapped_column(ForeignKey("trip_allocation.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_batch.id"), default=None)
    is_leaf: Mapped[bool] = mapped_column(default=True)
    weight: Mapped[str]
    claim: Mapped[str]
    carried: Mapped[str] = mapped_column(default="")
    floor: Mapped[int] = mapped_column(default=0)
    ceiling: Mapped[int | None] = mapped_column(default=None)
    places: Mapped[int]
    frontline_min: Mapped[int] = mapped_column(default=0)
    working: Mapped[str] = mapped_column(default="")


class TripReturn(Kept, Base, kw_only=True):
    """Places an organisation gave back, to be shared out again."""

    __tablename__ = "trip_return"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    places: Mapped[int]
    returned_on: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")
    shared_out_in_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_allocation.id"), default=None)
