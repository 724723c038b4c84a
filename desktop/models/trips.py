"""The convalescence trips of a year (疗休养): programme, rules, bases, batches, and what was approved."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import activities as activities  # the tables its keys point to
from desktop.models import people as people
from desktop.models import sites as sites
from desktop.models.base import Base, Kept

ON_FILE = text("removed_at IS NULL")


class TripStep(enum.StrEnum):
    """The way of a programme, in order."""

    PLAN = "plan"
    QUOTA = "quota"
    NOMINATION = "nomination"
    ELIGIBILITY = "eligibility"
    CHOICE = "choice"
    NOTICE = "notice"
    ROSTER = "roster"
    SETTLEMENT = "settlement"


class StepEventKind(enum.StrEnum):
    """What happened to a step: approved, or opened again by an amendment."""

    APPROVED = "approved"
    AMENDED = "amended"


class RuleEffect(enum.StrEnum):
    """What it means when a rule is not met."""

    BLOCK = "block"
    REVIEW = "review"
    OFF = "off"


class TripProgramme(Kept, Base, kw_only=True):
    """The programme of a year; ``organisation_id`` is the top of the tree its places go down."""

    __tablename__ = "trip_programme"

    year: Mapped[int] = mapped_column(index=True)
    title: Mapped[str]
    places: Mapped[int]
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    budget_fen: Mapped[int | None] = mapped_column(BigInteger, default=None)
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")


class TripDocument(Kept, Base, kw_only=True):
    """A document (文件) the programme or one of its rules rests on; ``number`` is its 文号."""

    __tablename__ = "trip_document"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"), index=True)
    number: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    issuer: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None] = mapped_column(default=None)
    remark: Mapped[str] = mapped_column(default="")


class TripRule(Kept, Base, kw_only=True):
    """A rule the programme sets otherwise than ``core.trip_rules`` proposes, with its document."""

    __tablename__ = "trip_rule"
    __table_args__ = (
        Index("uq_trip_rule_on_file", "programme_id", "key", unique=True, sqlite_where=ON_FILE),
    )

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"))
    key: Mapped[str]
    value: Mapped[str]
    effect: Mapped[RuleEffect] = mapped_column(default=RuleEffect.BLOCK)
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_document.id"), default=None)
    clause: Mapped[str] = mapped_column(default="")


class TripCategory(Kept, Base, kw_only=True):
    """A priority category (优先类别) of the programme and the points it gives."""

    __tablename__ = "trip_category"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"), index=True)
    key: Mapped[str]
    name: Mapped[str]
    points: Mapped[int]
    position: Mapped[int]
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_document.id"), default=None)


class TripBase(Kept, Base, kw_only=True):
    """A base (疗休养基地) on the programme's list; ``is_paired``: in a paired region, for longer stays."""

    __tablename__ = "trip_base"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"), index=True)
    name: Mapped[str]
    region: Mapped[str] = mapped_column(default="")
    is_paired: Mapped[bool] = mapped_column(default=False)
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("site.id"), default=None)
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    document_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_document.id"), default=None)
    remark: Mapped[str] = mapped_column(default="")


class TripBatch(Kept, Base, kw_only=True):
    """A batch: so many people at one base from one day to another.

    ``price_fen`` is a person's price. ``reserved_trade`` names the trade all its places are kept for.
    ``activity_id`` is the activity whose meeting is the departure, once there is a roster.
    """

    __tablename__ = "trip_batch"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"), index=True)
    number: Mapped[int]
    capacity: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None] = mapped_column(default=None)
    ends_on: Mapped[date | None] = mapped_column(default=None)
    base_id: Mapped[UUID | None] = mapped_column(ForeignKey("trip_base.id"), default=None)
    price_fen: Mapped[int | None] = mapped_column(BigInteger, default=None)
    leader: Mapped[str] = mapped_column(default="")
    leader_phone: Mapped[str] = mapped_column(default="")
    reserved_trade: Mapped[str] = mapped_column(default="")
    departs_at: Mapped[datetime | None] = mapped_column(default=None)
    meeting_place: Mapped[str] = mapped_column(default="")
    agency: Mapped[str] = mapped_column(default="")
    insurer: Mapped[str] = mapped_column(default="")
    activity_id: Mapped[UUID | None] = mapped_column(ForeignKey("activity.id"), default=None)
    remark: Mapped[str] = mapped_column(default="")


class TripStepEvent(Kept, Base, kw_only=True):
    """A step was approved, or opened again by an amendment; the newest tells where it stands."""

    __tablename__ = "trip_step_event"

    programme_id: Mapped[UUID] = mapped_column(ForeignKey("trip_programme.id"), index=True)
    step: Mapped[TripStep]
    kind: Mapped[StepEventKind]
    by: Mapped[str]
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
