"""Goods at the sites and in the office's own store: kinds, batches, what came, went and was counted."""

import enum
from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models import activities as activities  # the tables its keys point to
from desktop.models import sites as sites  # the tables its keys point to
from desktop.models.base import Base, Kept

ON_FILE = text("removed_at IS NULL")


class MovementKind(enum.StrEnum):
    """Why a stock changed."""

    IN = "in"
    OUT = "out"
    COUNTED = "counted"
    DELIVERED = "delivered"
    HANDED_OUT = "handed-out"
    DISCARDED = "discarded"
    MOVED = "moved"


class SupplyItem(Kept, Base, kw_only=True):
    """A kind of goods; ``expires`` tells that each batch must have an expiry date."""

    __tablename__ = "supply_item"

    name: Mapped[str]
    name_key: Mapped[str]
    unit: Mapped[str]
    expires: Mapped[bool] = mapped_column(default=False)
    remark: Mapped[str] = mapped_column(default="")


class SupplyBatch(Kept, Base, kw_only=True):
    """Goods of one kind bought together; ``price_fen`` is for one unit."""

    __tablename__ = "supply_batch"
    __table_args__ = (Index("ix_supply_batch_expiry", "expires_on", sqlite_where=ON_FILE),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("supply_item.id"), index=True)
    number: Mapped[str] = mapped_column(default="")
    bought_on: Mapped[date | None] = mapped_column(default=None)
    expires_on: Mapped[date | None] = mapped_column(default=None)
    supplier: Mapped[str] = mapped_column(default="")
    price_fen: Mapped[int | None] = mapped_column(default=None)


class SupplyStock(Kept, Base, kw_only=True):
    """How much of a batch lies at a site, or in the office's store (``site_id`` None); never below zero."""

    __tablename__ = "supply_stock"
    __table_args__ = (
        Index(
            "uq_supply_stock_site",
            "site_id",
            "batch_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL AND site_id IS NOT NULL"),
        ),
        Index(
            "uq_supply_stock_store",
            "batch_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL AND site_id IS NULL"),
        ),
        Index("ix_supply_stock_batch", "batch_id", "quantity"),
        Index("ix_supply_stock_there", "site_id", "quantity", "batch_id", "removed_at"),
    )

    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("site.id"), default=None)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("supply_batch.id"))
    quantity: Mapped[int]


class SupplyMovement(Kept, Base, kw_only=True):
    """One change of a stock: ``change`` units more (or less) on a day; ``after`` is what lay there then."""

    __tablename__ = "supply_movement"
    __table_args__ = (Index("ix_supply_movement_place", "site_id", "moved_on"),)

    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("site.id"), default=None)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("supply_batch.id"), index=True)
    kind: Mapped[MovementKind]
    moved_on: Mapped[date]
    change: Mapped[int]
    after: Mapped[int]
    delivery_id: Mapped[UUID | None] = mapped_column(ForeignKey("delivery.id"), index=True, default=None)
    activity_id: Mapped[UUID | None] = mapped_column(ForeignKey("activity.id"), index=True, default=None)
    document: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")


class SupplyMinimum(Kept, Base, kw_only=True):
    """Below how many units of an item a site (None: the office's own store) is to be supplied."""

    __tablename__ = "supply_minimum"
    __table_args__ = (
        Index(
            "uq_supply_minimum_site",
            "site_id",
            "item_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL AND site_id IS NOT NULL"),
        ),
        Index(
            "uq_supply_minimum_store",
            "item_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL AND site_id IS NULL"),
        ),
    )

    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("site.id"), default=None)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("supply_item.id"), index=True)
    minimum: Mapped[int]


class Delivery(Kept, Base, kw_only=True):
    """A round of the islands with goods from the office's store; ``done_on`` once they were handed over."""

    __tablename__ = "delivery"

    number: Mapped[str]
    planned_on: Mapped[date]
    driver: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None] = mapped_column(default=None)
    remark: Mapped[str] = mapped_column(default="")


class DeliveryLine(Kept, Base, kw_only=True):
    """What one site gets on a round; ``delivered`` is what was handed over, None before that."""

    __tablename__ = "delivery_line"

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"), index=True)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("supply_batch.id"))
    quantity: Mapped[int]
    delivered: Mapped[int | None] = mapped_column(default=None)
