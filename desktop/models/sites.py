"""Places the federation runs or shares: what they are, what they have, what they were awarded."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.core.ids import new_id
from desktop.models.base import Base, Kept

ON_FILE = text("removed_at IS NULL")


class SiteKind(enum.StrEnum):
    """What sort of place it is."""

    ACTIVITY_CENTRE = "activity-centre"
    REST_STATION = "rest-station"
    MOMMY_ROOM = "mommy-room"
    LIBRARY = "library"
    WARM_SPACE = "warm-space"
    CULTURAL_PALACE = "cultural-palace"
    TRIP_BASE = "trip-base"


class HostKind(enum.StrEnum):
    """On whose premises the site is."""

    UNION = "union"
    BANK = "bank"
    TELECOMS = "telecoms"
    PETROL_STATION = "petrol-station"
    POST_COURIER = "post-courier"
    POWER_WATER = "power-water"
    GOVERNMENT = "government"
    COMMUNITY = "community"
    HOSPITAL = "hospital"
    SCHOOL = "school"
    PORT = "port"
    SANITATION = "sanitation"
    ENTERPRISE = "enterprise"
    OTHER = "other"


class SiteStatus(enum.StrEnum):
    """Whether one can go there."""

    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class AmenityState(enum.StrEnum):
    """Whether a site has what its standard asks for."""

    HAS = "has"
    LACKS = "lacks"
    BROKEN = "broken"


class RatingKind(enum.StrEnum):
    """Stars are reviewed every year and can be lost; an honour stays."""

    STARS = "stars"
    HONOUR = "honour"


class Site(Kept, Base, kw_only=True):
    """One place; it may stand inside another (``parent_id``).

    ``name_key`` and ``search_key`` (pinyin and initials) find it. Coordinates are degrees (WGS 84), ``area``
    square metres, ``fund_fen`` fen. ``status`` is the one in force; ``site_status`` keeps how it came
    about. ``stars`` and ``stars_year`` repeat the newest review, so that lists need not look for it.
    """

    __tablename__ = "site"
    __table_args__ = (
        Index(
            "uq_site_code_on_file",
            "code",
            unique=True,
            sqlite_where=text("removed_at IS NULL AND code != ''"),
        ),
        Index("ix_site_kind", "kind", "district", sqlite_where=ON_FILE),
        Index(
            "ix_site_planned",
            "planned_for",
            sqlite_where=text("removed_at IS NULL AND status = 'planned'"),
        ),
    )

    kind: Mapped[SiteKind]
    name: Mapped[str]
    name_key: Mapped[str]
    search_key: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("site.id"), index=True, default=None)
    afloat: Mapped[bool] = mapped_column(default=False)
    address: Mapped[str] = mapped_column(default="")
    district: Mapped[str] = mapped_column(default="")
    island: Mapped[str] = mapped_column(default="")
    latitude: Mapped[float | None] = mapped_column(default=None)
    longitude: Mapped[float | None] = mapped_column(default=None)
    host: Mapped[str] = mapped_column(default="")
    host_kind: Mapped[HostKind] = mapped_column(default=HostKind.OTHER)
    contact: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    area: Mapped[float | None] = mapped_column(default=None)
    seats: Mapped[int | None] = mapped_column(default=None)
    opened_on: Mapped[date | None] = mapped_column(default=None)
    planned_for: Mapped[date | None] = mapped_column(default=None)
    fund_fen: Mapped[int | None] = mapped_column(BigInteger, default=None)
    fund_source: Mapped[str] = mapped_column(default="")
    status: Mapped[SiteStatus] = mapped_column(default=SiteStatus.OPEN)
    status_reason: Mapped[str] = mapped_column(default="")
    always_open: Mapped[bool] = mapped_column(default=False)
    stars: Mapped[int | None] = mapped_column(default=None)
    stars_year: Mapped[int | None] = mapped_column(default=None)
    remark: Mapped[str] = mapped_column(default="")


class SiteStatusChange(Kept, Base, kw_only=True):
    """From which day a site was planned, open, paused or closed, and why."""

    __tablename__ = "site_status"
    __table_args__ = (Index("ix_site_status_site", "site_id", "since"),)

    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    since: Mapped[date]
    status: Mapped[SiteStatus]
    reason: Mapped[str] = mapped_column(default="")


class OpeningHours(Kept, Base, kw_only=True):
    """One posted stretch of opening on one weekday.

    ``weekday`` 0 is Monday, 6 Sunday, 7 public holidays. ``opens`` and ``closes`` are minutes after midnight,
    0 <= opens < closes <= 1440. ``season_from`` and ``season_to`` are month * 100 + day, both inclusive, and
    may run over the new year; None means all the year.
    """

    __tablename__ = "opening_hours"

    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"), index=True)
    weekday: Mapped[int]
    opens: Mapped[int]
    closes: Mapped[int]
    season_from: Mapped[int | None] = mapped_column(default=None)
    season_to: Mapped[int | None] = mapped_column(default=None)


class Photo(Base, kw_only=True):
    """A picture as JPEG with its small version. Written once, never changed: not in the journal."""

    __tablename__ = "photo"

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    jpeg: Mapped[bytes]
    small_jpeg: Mapped[bytes]
    width: Mapped[int]
    height: Mapped[int]


class SiteStandard(Kept, Base, kw_only=True):
    """An office's own standard of one kind from one year on; ``items`` is JSON as in the resource."""

    __tablename__ = "site_standard"
    __table_args__ = (
        Index("uq_site_standard_on_file", "kind", "afloat", "year", unique=True, sqlite_where=ON_FILE),
    )

    kind: Mapped[SiteKind]
    afloat: Mapped[bool] = mapped_column(default=False)
    year: Mapped[int]
    document: Mapped[str] = mapped_column(default="")
    items: Mapped[str]


class SiteAmenity(Kept, Base, kw_only=True):
    """What a site has of one item of a standard; ``quantity`` for items that are counted or measured."""

    __tablename__ = "site_amenity"
    __table_args__ = (Index("uq_site_amenity_on_file", "site_id", "item", unique=True, sqlite_where=ON_FILE),)

    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    item: Mapped[str]
    state: Mapped[AmenityState]
    quantity: Mapped[float | None] = mapped_column(default=None)
    remark: Mapped[str] = mapped_column(default="")


class SiteRating(Kept, Base, kw_only=True):
    """One review or award: stars after the review of a year (0: lost), or an honour with its level."""

    __tablename__ = "site_rating"

    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"), index=True)
    kind: Mapped[RatingKind]
    year: Mapped[int]
    stars: Mapped[int | None] = mapped_column(default=None)
    name: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None] = mapped_column(default=None)
    remark: Mapped[str] = mapped_column(default="")


class MapGround(Kept, Base, kw_only=True):
    """The office's own picture of the islands, tied to the earth by two points.

    ``x`` and ``y`` are pixels of the picture from its upper left corner, latitudes and longitudes degrees.
    """

    __tablename__ = "map_ground"

    photo_id: Mapped[UUID] = mapped_column(ForeignKey("photo.id"))
    name: Mapped[str]
    x1: Mapped[float]
    y1: Mapped[float]
    latitude1: Mapped[float]
    longitude1: Mapped[float]
    x2: Mapped[float]
    y2: Mapped[float]
    latitude2: Mapped[float]
    longitude2: Mapped[float]
    added_at: Mapped[datetime]
