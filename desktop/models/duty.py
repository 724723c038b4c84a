"""Who is on duty when, and which days are holidays."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import sites as sites  # the tables its keys point to
from desktop.models.base import Base, Kept

ON_FILE = text("removed_at IS NULL")


class DayKind(enum.StrEnum):
    """What a day is made by decree, whatever its weekday."""

    HOLIDAY = "holiday"
    WORKDAY = "workday"


class CalendarDay(Kept, Base, kw_only=True):
    """A day the office itself set: it goes before resources/holidays.json; ``kind`` None: a usual day."""

    __tablename__ = "calendar_day"
    __table_args__ = (Index("uq_calendar_day_on_file", "day", unique=True, sqlite_where=ON_FILE),)

    day: Mapped[date]
    kind: Mapped[DayKind | None] = mapped_column(default=None)
    name: Mapped[str] = mapped_column(default="")


class DutyRota(Kept, Base, kw_only=True):
    """A list of turns of one site (or, ``site_id`` None, of the office itself).

    ``on_workdays``, ``on_weekends`` and ``on_holidays`` say on which days somebody is on duty,
    ``people`` how many.
    """

    __tablename__ = "duty_rota"

    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("site.id"), index=True, default=None)
    name: Mapped[str]
    hours: Mapped[str] = mapped_column(default="")
    people: Mapped[int] = mapped_column(default=1)
    on_workdays: Mapped[bool] = mapped_column(default=True)
    on_weekends: Mapped[bool] = mapped_column(default=True)
    on_holidays: Mapped[bool] = mapped_column(default=True)


class DutyMember(Kept, Base, kw_only=True):
    """Somebody who takes turns; ``active`` until they leave, so that past turns keep their name.

    ``since`` is the day from which they take turns, and from which theirs are compared with others'.
    """

    __tablename__ = "duty_member"

    rota_id: Mapped[UUID] = mapped_column(ForeignKey("duty_rota.id"), index=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    since: Mapped[date]
    active: Mapped[bool] = mapped_column(default=True)


class DutyAbsence(Kept, Base, kw_only=True):
    """A member takes no turns from ``first_day`` to ``last_day``, both included."""

    __tablename__ = "duty_absence"

    member_id: Mapped[UUID] = mapped_column(ForeignKey("duty_member.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class DutyTurn(Kept, Base, kw_only=True):
    """A member is on duty on a day."""

    __tablename__ = "duty_turn"
    __table_args__ = (
        Index("uq_duty_turn_on_file", "rota_id", "day", "member_id", unique=True, sqlite_where=ON_FILE),
    )

    rota_id: Mapped[UUID] = mapped_column(ForeignKey("duty_rota.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("duty_member.id"), index=True)
    day: Mapped[date]


class DutySwap(Kept, Base, kw_only=True):
    """A turn was taken over: who gave it, who took it, when and why."""

    __tablename__ = "duty_swap"

    turn_id: Mapped[UUID] = mapped_column(ForeignKey("duty_turn.id"), index=True)
    from_member_id: Mapped[UUID] = mapped_column(ForeignKey("duty_member.id"))
    to_member_id: Mapped[UUID] = mapped_column(ForeignKey("duty_member.id"))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="")
