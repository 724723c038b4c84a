"""Activities, their meetings, who is on the list and who came."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Kept


class ActivityKind(enum.StrEnum):
    """What sort of activity it is."""

    CLASS = "class"
    CONTEST = "contest"
    FILM = "film"
    PERFORMANCE = "performance"
    LECTURE = "lecture"
    LEGAL_ADVICE = "legal-advice"
    GET_TOGETHER = "get-together"
    HEALTH_CHECK = "health-check"
    HANDING_OUT = "handing-out"
    OTHER = "other"


class EnrolmentState(enum.StrEnum):
    """Where a worker stands on an activity's list."""

    ENROLLED = "enrolled"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class Means(enum.StrEnum):
    """By what a worker was checked in."""

    SCANNER = "scanner"
    BY_HAND = "by-hand"
    WALK_IN = "walk-in"
    PAPER = "paper"


class Activity(Kept, Base, kw_only=True):
    """Something the centre holds, at one or several meetings."""

    __tablename__ = "activity"

    title: Mapped[str]
    kind: Mapped[ActivityKind] = mapped_column(default=ActivityKind.OTHER)
    place: Mapped[str] = mapped_column(default="")
    organiser: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int | None] = mapped_column(default=None)
    remark: Mapped[str] = mapped_column(default="")
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    cancel_reason: Mapped[str] = mapped_column(default="")


class Meeting(Kept, Base, kw_only=True):
    """One time an activity meets."""

    __tablename__ = "meeting"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(default="")


ON_FILE = text("removed_at IS NULL")


class Enrolment(Kept, Base, kw_only=True):
    """One worker's place on an activity's list; ``position`` orders places and the waiting list."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index(
            "uq_enrolment_on_file",
            "activity_id",
            "worker_id",
            unique=True,
            sqlite_where=ON_FILE,
        ),
        Index("ix_enrolment_order", "activity_id", "state", "position"),
    )

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"))
    worker_id: Mapped[UUID] = mapped_column(ForeignKey("worker.id"), index=True)
    state: Mapped[EnrolmentState] = mapped_column(default=EnrolmentState.ENROLLED)
    position: Mapped[int]
    enrolled_at: Mapped[datetime]
    kept_first: Mapped[bool] = mapped_column(default=False)


class OrderChange(Kept, Base, kw_only=True):
    """Why somebody's place in the order changed: a move by hand, or a place that fell free."""

    __tablename__ = "order_change"

    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolment.id"), index=True)
    from_state: Mapped[EnrolmentState]
    to_state: Mapped[EnrolmentState]
    from_position: Mapped[int]
    to_position: Mapped[int]
    reason: Mapped[str]
    at: Mapped[datetime]


class Attendance(Kept, Base, kw_only=True):
    """Somebody was there: a worker, or a guest known by name only."""

    __tablename__ = "attendance"
    __table_args__ = (
        Index(
            "uq_attendance_on_file",
            "meeting_id",
            "worker_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL AND worker_id IS NOT NULL"),
        ),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"), index=True)
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"), index=True, default=None)
    guest_name: Mapped[str] = mapped_column(default="")
    guest_organisation: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    means: Mapped[Means]
    walk_in: Mapped[bool] = mapped_column(default=False)
    sheet_row_id: Mapped[UUID | None] = mapped_column(ForeignKey("sheet_row.id"), index=True, default=None)
