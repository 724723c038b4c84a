"""What happens at sites day by day: people served, disinfection, inspections, defects."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import sites as sites  # the tables its keys point to
from desktop.models.base import Base, Kept

ON_FILE = text("removed_at IS NULL")


class CheckResult(enum.StrEnum):
    """What an inspection found of one line of its check sheet."""

    PASS = "pass"
    FAIL = "fail"
    NOT_ASKED = "not-asked"


class TallyMonth(Kept, Base, kw_only=True):
    """The people served at a site on each day of one month, in one row.

    ``days`` holds as many counts with commas between as the month has days, nothing where none was told;
    ``total`` is their sum, ``told`` how many were told, ``month`` is year * 100 + month. Why days are not
    kept one by one stands in docs/decisions.
    """

    __tablename__ = "tally_month"
    __table_args__ = (
        Index("uq_tally_month_on_file", "site_id", "month", unique=True, sqlite_where=ON_FILE),
        Index("ix_tally_month_sum", "month", "site_id", "total", "told", sqlite_where=ON_FILE),
    )

    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    month: Mapped[int]
    days: Mapped[str]
    total: Mapped[int]
    told: Mapped[int]


class TallyHours(Kept, Base, kw_only=True):
    """A day that was counted by the hour: 24 counts with commas between, nothing where none was told."""

    __tablename__ = "tally_hours"
    __table_args__ = (Index("uq_tally_hours_on_file", "site_id", "day", unique=True, sqlite_where=ON_FILE),)

    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    day: Mapped[date]
    hours: Mapped[str]


class Disinfection(Kept, Base, kw_only=True):
    """One line of a mommy room's disinfection log."""

    __tablename__ = "disinfection"
    __table_args__ = (Index("ix_disinfection_site", "site_id", "at"),)

    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    at: Mapped[datetime]
    area: Mapped[str]
    method: Mapped[str]
    operator: Mapped[str]
    remark: Mapped[str] = mapped_column(default="")


class Inspection(Kept, Base, kw_only=True):
    """A visit to a site. ``found_open`` and ``posted_open`` (by the hours posted): None where unknown."""

    __tablename__ = "inspection"
    __table_args__ = (
        Index("ix_inspection_site", "site_id", "at", "removed_at"),
        Index(
            "ix_inspection_locked",
            "at",
            "site_id",
            sqlite_where=text("removed_at IS NULL AND found_open = 0 AND posted_open = 1"),
        ),
    )

    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    at: Mapped[datetime]
    inspector: Mapped[str] = mapped_column(default="")
    found_open: Mapped[bool | None] = mapped_column(default=None)
    posted_open: Mapped[bool | None] = mapped_column(default=None)
    points: Mapped[int | None] = mapped_column(default=None)
    points_of: Mapped[int | None] = mapped_column(default=None)
    remark: Mapped[str] = mapped_column(default="")


class InspectionCheck(Kept, Base, kw_only=True):
    """One line of the check sheet as found; ``item`` is its key in resources, ``wording`` as asked."""

    __tablename__ = "inspection_check"

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspection.id"), index=True)
    position: Mapped[int]
    item: Mapped[str]
    wording: Mapped[str]
    result: Mapped[CheckResult]
    points: Mapped[int] = mapped_column(default=0)
    points_of: Mapped[int] = mapped_column(default=0)
    remark: Mapped[str] = mapped_column(default="")


class Defect(Kept, Base, kw_only=True):
    """Something wrong at a site, with a deadline and somebody who answers for it.

    ``fixed_on`` is what the responsible person reports; ``closed_on`` is set by a recheck that passed and by
    nothing else. ``item`` is the amenity it concerns, empty where none.
    """

    __tablename__ = "defect"
    __table_args__ = (
        Index(
            "ix_defect_open",
            "deadline",
            sqlite_where=text("removed_at IS NULL AND closed_on IS NULL"),
        ),
    )

    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"), index=True)
    inspection_id: Mapped[UUID | None] = mapped_column(ForeignKey("inspection.id"), index=True, default=None)
    item: Mapped[str] = mapped_column(default="")
    what: Mapped[str]
    found_on: Mapped[date]
    deadline: Mapped[date]
    responsible: Mapped[str]
    responsible_phone: Mapped[str] = mapped_column(default="")
    fixed_on: Mapped[date | None] = mapped_column(default=None)
    fix: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None] = mapped_column(default=None)


class Recheck(Kept, Base, kw_only=True):
    """Somebody looked whether a defect is gone; one that failed keeps what had been reported to them."""

    __tablename__ = "recheck"

    defect_id: Mapped[UUID] = mapped_column(ForeignKey("defect.id"), index=True)
    rechecked_on: Mapped[date]
    rechecked_by: Mapped[str]
    passed: Mapped[bool]
    remark: Mapped[str] = mapped_column(default="")
    reported_on: Mapped[date | None] = mapped_column(default=None)
    report: Mapped[str] = mapped_column(default="")


class DeadlineChange(Kept, Base, kw_only=True):
    """A defect was given more (or less) time, and why; a recheck that failed also gives a new deadline."""

    __tablename__ = "deadline_change"

    defect_id: Mapped[UUID] = mapped_column(ForeignKey("defect.id"), index=True)
    at: Mapped[datetime]
    before: Mapped[date]
    after: Mapped[date]
    reason: Mapped[str]


class SitePhoto(Kept, Base, kw_only=True):
    """A photo of a site, of an inspection there, or of a defect found."""

    __tablename__ = "site_photo"

    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"), index=True)
    photo_id: Mapped[UUID] = mapped_column(ForeignKey("photo.id"))
    inspection_id: Mapped[UUID | None] = mapped_column(ForeignKey("inspection.id"), index=True, default=None)
    defect_id: Mapped[UUID | None] = mapped_column(ForeignKey("defect.id"), index=True, default=None)
    taken_on: Mapped[date]
    caption: Mapped[str] = mapped_column(default="")
