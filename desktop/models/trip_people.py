"""Who is named for a trip, what was decided about them, where they are placed, and who went in which year."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import trips as trips  # the tables its keys point to
from desktop.models.base import Base, Kept

ON_FILE = text("removed_at IS NULL")


class NomineeState(enum.StrEnum):
    """Where somebody who was named stands.

    NAMED: not decided. CHOSEN: has a place (``batch_id`` once placed). WAITING: on the waiting list.
    REJECTED: not eligible, or an objection was upheld. WITHDRAWN: taken back. NO_SHOW: was missing at
    the departure. WENT: the trip is settled.
    """

    NAMED = "named"
    CHOSEN = "chosen"
    WAITING = "waiting"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    NO_SHOW = "no-show"
    WENT = "went"


class ChangeKind(enum.StrEnum):
    """How the roster changed after it was approved."""

    SUBSTITUTED = "substituted"
    WITHDRAWN = "withdrawn"
    MOVED = "moved"
    NO_SHOW = "no-show"


class TripNominee(Kept, Base, kw_only=True):
    """Somebody an organisation named (推荐), as its form says; one row a naming employer.

    ``number`` is the number on the programme's list, which draws are made by; ``position`` the employer's own
    order. ``categories`` holds keys of :class:`TripCategory`, ``preferences`` numbers of batches, best first,
    both separated by commas. ``fit`` is fit to travel, yes or no, never a diagnosis. ``rank`` is the place in
    the order of choice, ``waiting`` that on the waiting list.
    """

    __tablename__ = "trip_nominee"
    __table_args__ = (
        Index(
            "uq_trip_nominee_on_file",
            "programme_id",
            "worker_id",
            "organisation_id",
            unique=True,
            sqlite_where=ON_FILE,
        ),
        Index("ix_trip_nominee_state", "programme_id", "state"),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"), index=True)
    number: Mapped[int]
    position: Mapped[int]
    post: Mapped[str] = mapped_column(default="")
    trade: Mapped[str] = mapped_column(default="")
    frontline: Mapped[bool | None] = mapped_column(default=None)
    hazardous: Mapped[bool | None] = mapped_column(default=None)
    is_management: Mapped[bool | None] = mapped_column(default=None)
    is_member: Mapped[bool | None] = mapped_column(default=None)
    in_post: Mapped[bool | None] = mapped_column(default=None)
    categories: Mapped[str] = mapped_column(default="")
    honour: Mapped[str] = mapped_column(default="")
    honour_year: Mapped[int | None] = mapped_column(default=None)
    honour_level: Mapped[str] = mapped_column(default="")
    last_trip_year: Mapped[int | None] = mapped_column(default=None)
    fit: Mapped[bool | None] = mapped_column(default=None)
    emergency_contact: Mapped[str] = mapped_column(default="")
    emergency_phone: Mapped[str] = mapped_column(default="")
    preferences: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    state: Mapped[NomineeState] = mapped_column(default=NomineeState.NAMED)
    state_reason: Mapped[str] = mapped_column(default="")
    points: Mapped[int | None] = mapped_column(default=None)
    rank: Mapped[int | None] = mapped_column(default=None)
    waiting: Mapped[int | None] = mapped_column(default=None)
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_batch.id"), index=True, default=None)
    room: Mapped[str] = mapped_column(default="")
    seat: Mapped[str] = mapped_column(default="")


class TripOverride(Kept, Base, kw_only=True):
    """A rule was set aside for one nominee: why, by whom, on what document."""

    __tablename__ = "trip_override"

    nominee_id: Mapped[UUID] = mapped_column(ForeignKey("trip_nominee.id"), index=True)
    rule: Mapped[str]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    document: Mapped[str] = mapped_column(default="")


class TripTaken(Kept, Base, kw_only=True):
    """Somebody went on a trip in a year: what next years' repeat bar looks at.

    ``public_fen`` is what unions and employer paid. Trips of years before this program have no programme.
    """

    __tablename__ = "trip_taken"
    __table_args__ = (Index("ix_trip_taken_worker", "worker_id", "year"),)

    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"))
    year: Mapped[int]
    days: Mapped[int] = mapped_column(default=0)
    public_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    starts_on: Mapped[date | None] = mapped_column(default=None)
    place: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    programme_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("trip_programme.id"), index=True, default=None
    )
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_batch.id"), default=None)
    nominee_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_nominee.id"), default=None)


class TripDraw(Kept, Base, kw_only=True):
    """A choice or a placing was made: with which seed, and what came of it (``outcome``, JSON)."""

    __tablename__ = "trip_draw"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"), index=True)
    purpose: Mapped[str]
    seed: Mapped[str]
    made_at: Mapped[datetime]
    settings: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    superseded_at: Mapped[datetime | None] = mapped_column(default=None)


class TripChange(Kept, Base, kw_only=True):
    """A change of an approved roster: who left, who came instead, why."""

    __tablename__ = "trip_change"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"), index=True)
    kind: Mapped[ChangeKind]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    out_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_nominee.id"), default=None)
    in_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_nominee.id"), default=None)
    from_batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_batch.id"), default=None)
    to_batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_batch.id"), default=None)
    passed_over: Mapped[str] = mapped_column(default="")
