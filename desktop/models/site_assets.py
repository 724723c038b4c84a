"""Equipment of the sites: bought, labelled, moved, counted and written off."""

import enum
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import sites as sites  # the tables its keys point to
from desktop.models.base import Base, Kept


class Condition(enum.StrEnum):
    """What state a piece of equipment is in."""

    GOOD = "good"
    WORN = "worn"
    BROKEN = "broken"
    MISSING = "missing"
    WRITTEN_OFF = "written-off"


class Asset(Kept, Base, kw_only=True):
    """One piece of equipment; ``token`` (40 bits) is what the code on its label stands for."""

    __tablename__ = "asset"
    __table_args__ = (
        Index("uq_asset_number_on_file", "number", unique=True, sqlite_where=text("removed_at IS NULL")),
        Index("uq_asset_token", "token", unique=True),
    )

    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"), index=True)
    number: Mapped[str]
    token: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    model: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    bought_on: Mapped[date | None] = mapped_column(default=None)
    value_fen: Mapped[int | None] = mapped_column(BigInteger, default=None)
    supplier: Mapped[str] = mapped_column(default="")
    condition: Mapped[Condition] = mapped_column(default=Condition.GOOD)
    written_off_on: Mapped[date | None] = mapped_column(default=None)
    write_off_reason: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")


class AssetMove(Kept, Base, kw_only=True):
    """A piece of equipment went to another site, or to another place in the same one."""

    __tablename__ = "asset_move"

    asset_id: Mapped[UUID] = mapped_column(ForeignKey("asset.id"), index=True)
    from_site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    to_site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    from_place: Mapped[str] = mapped_column(default="")
    to_place: Mapped[str] = mapped_column(default="")
    moved_on: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class StockTake(Kept, Base, kw_only=True):
    """Somebody went round a site and scanned what stands there; open until ``closed_at``."""

    __tablename__ = "stock_take"

    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"), index=True)
    begun_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    account: Mapped[str] = mapped_column(default="")


class StockTakeLine(Kept, Base, kw_only=True):
    """A piece of equipment seen on a stock-take, in the condition found."""

    __tablename__ = "stock_take_line"
    __table_args__ = (
        Index(
            "uq_stock_take_line_on_file",
            "stock_take_id",
            "asset_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
        ),
    )

    stock_take_id: Mapped[UUID] = mapped_column(ForeignKey("stock_take.id"))
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("asset.id"))
    seen_at: Mapped[datetime]
    condition: Mapped[Condition]
