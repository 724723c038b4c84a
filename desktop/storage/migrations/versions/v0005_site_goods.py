"""Supplies, equipment and duty of sites."""

import sqlalchemy as sa
from alembic import op

from desktop.models.base import UtcTime

revision = "0005"
down_revision = "0004"


def make_calendar_day() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
    )
    op.create_index(
        "uq_calendar_day_on_file",
        "calendar_day",
        ["day"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("driver", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
    )


def make_supply_item() -> None:
    op.create_table(
        "supply_item",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("expires", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_item")),
    )


def make_asset() -> None:
    op.create_table(
        "asset",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("bought_on", sa.Date(), nullable=True),
        sa.Column("value_fen", sa.BigInteger(), nullable=True),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("condition", sa.String(length=20), nullable=False),
        sa.Column("written_off_on", sa.Date(), nullable=True),
        sa.Column("write_off_reason", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_asset_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset")),
    )
    op.create_index(op.f("ix_asset_site_id"), "asset", ["site_id"], unique=False)
    op.create_index(
        "uq_asset_number_on_file",
        "asset",
        ["number"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_index("uq_asset_token", "asset", ["token"], unique=True)


def make_duty_rota() -> None:
    op.create_table(
        "duty_rota",
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("on_workdays", sa.Boolean(), nullable=False),
        sa.Column("on_weekends", sa.Boolean(), nullable=False),
        sa.Column("on_holidays", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_duty_rota_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_rota")),
    )
    op.create_index(op.f("ix_duty_rota_site_id"), "duty_rota", ["site_id"], unique=False)


def make_stock_take() -> None:
    op.create_table(
        "stock_take",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", UtcTime(), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_stock_take_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_take")),
    )
    op.create_index(op.f("ix_stock_take_site_id"), "stock_take", ["site_id"], unique=False)


def make_supply_batch() -> None:
    op.create_table(
        "supply_batch",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("bought_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("supplier", sa.Text(), nullable=False),
        sa.Column("price_fen", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["supply_item.id"], name=op.f("fk_supply_batch_item_id_supply_item")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_batch")),
    )
    op.create_index(
        "ix_supply_batch_expiry",
        "supply_batch",
        ["expires_on"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_index(op.f("ix_supply_batch_item_id"), "supply_batch", ["item_id"], unique=False)


def make_supply_minimum() -> None:
    op.create_table(
        "supply_minimum",
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["supply_item.id"], name=op.f("fk_supply_minimum_item_id_supply_item")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_supply_minimum_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_minimum")),
    )
    op.create_index(op.f("ix_supply_minimum_item_id"), "supply_minimum", ["item_id"], unique=False)
    op.create_index(
        "uq_supply_minimum_site",
        "supply_minimum",
        ["site_id", "item_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL AND site_id IS NOT NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND site_id IS NOT NULL"),
    )
    op.create_index(
        "uq_supply_minimum_store",
        "supply_minimum",
        ["item_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL AND site_id IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND site_id IS NULL"),
    )


def make_asset_move() -> None:
    op.create_table(
        "asset_move",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("from_site_id", sa.Uuid(), nullable=False),
        sa.Column("to_site_id", sa.Uuid(), nullable=False),
        sa.Column("from_place", sa.Text(), nullable=False),
        sa.Column("to_place", sa.Text(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], name=op.f("fk_asset_move_asset_id_asset")),
        sa.ForeignKeyConstraint(["from_site_id"], ["site.id"], name=op.f("fk_asset_move_from_site_id_site")),
        sa.ForeignKeyConstraint(["to_site_id"], ["site.id"], name=op.f("fk_asset_move_to_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_move")),
    )
    op.create_index(op.f("ix_asset_move_asset_id"), "asset_move", ["asset_id"], unique=False)


def make_delivery_line() -> None:
    op.create_table(
        "delivery_line",
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["supply_batch.id"], name=op.f("fk_delivery_line_batch_id_supply_batch")
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_delivery_line_delivery_id_delivery")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_delivery_line_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_line")),
    )
    op.create_index(op.f("ix_delivery_line_delivery_id"), "delivery_line", ["delivery_id"], unique=False)


def make_duty_member() -> None:
    op.create_table(
        "duty_member",
        sa.Column("rota_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["rota_id"], ["duty_rota.id"], name=op.f("fk_duty_member_rota_id_duty_rota")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_member")),
    )
    op.create_index(op.f("ix_duty_member_rota_id"), "duty_member", ["rota_id"], unique=False)


def make_stock_take_line() -> None:
    op.create_table(
        "stock_take_line",
        sa.Column("stock_take_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("condition", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], name=op.f("fk_stock_take_line_asset_id_asset")),
        sa.ForeignKeyConstraint(
            ["stock_take_id"], ["stock_take.id"], name=op.f("fk_stock_take_line_stock_take_id_stock_take")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_take_line")),
    )
    op.create_index(
        "uq_stock_take_line_on_file",
        "stock_take_line",
        ["stock_take_id", "asset_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_supply_movement() -> None:
    op.create_table(
        "supply_movement",
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=True),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_supply_movement_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["supply_batch.id"], name=op.f("fk_supply_movement_batch_id_supply_batch")
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_supply_movement_delivery_id_delivery")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_supply_movement_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_movement")),
    )
    op.create_index(op.f("ix_supply_movement_activity_id"), "supply_movement", ["activity_id"], unique=False)
    op.create_index(op.f("ix_supply_movement_batch_id"), "supply_movement", ["batch_id"], unique=False)
    op.create_index(op.f("ix_supply_movement_delivery_id"), "supply_movement", ["delivery_id"], unique=False)
    op.create_index("ix_supply_movement_place", "supply_movement", ["site_id", "moved_on"], unique=False)


def make_supply_stock() -> None:
    op.create_table(
        "supply_stock",
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["supply_batch.id"], name=op.f("fk_supply_stock_batch_id_supply_batch")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_supply_stock_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_stock")),
    )
    op.create_index("ix_supply_stock_batch", "supply_stock", ["batch_id", "quantity"], unique=False)
    op.create_index(
        "ix_supply_stock_there",
        "supply_stock",
        ["site_id", "quantity", "batch_id", "removed_at"],
        unique=False,
    )
    op.create_index(
        "uq_supply_stock_site",
        "supply_stock",
        ["site_id", "batch_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL AND site_id IS NOT NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND site_id IS NOT NULL"),
    )
    op.create_index(
        "uq_supply_stock_store",
        "supply_stock",
        ["batch_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL AND site_id IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND site_id IS NULL"),
    )


def make_duty_absence() -> None:
    op.create_table(
        "duty_absence",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["duty_member.id"], name=op.f("fk_duty_absence_member_id_duty_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_absence")),
    )
    op.create_index(op.f("ix_duty_absence_member_id"), "duty_absence", ["member_id"], unique=False)


def make_duty_turn() -> None:
    op.create_table(
        "duty_turn",
        sa.Column("rota_id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["duty_member.id"], name=op.f("fk_duty_turn_member_id_duty_member")
        ),
        sa.ForeignKeyConstraint(["rota_id"], ["duty_rota.id"], name=op.f("fk_duty_turn_rota_id_duty_rota")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_turn")),
    )
    op.create_index(op.f("ix_duty_turn_member_id"), "duty_turn", ["member_id"], unique=False)
    op.create_index(
        "uq_duty_turn_on_file",
        "duty_turn",
        ["rota_id", "day", "member_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_duty_swap() -> None:
    op.create_table(
        "duty_swap",
        sa.Column("turn_id", sa.Uuid(), nullable=False),
        sa.Column("from_member_id", sa.Uuid(), nullable=False),
        sa.Column("to_member_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_member_id"], ["duty_member.id"], name=op.f("fk_duty_swap_from_member_id_duty_member")
        ),
        sa.ForeignKeyConstraint(
            ["to_member_id"], ["duty_member.id"], name=op.f("fk_duty_swap_to_member_id_duty_member")
        ),
        sa.ForeignKeyConstraint(["turn_id"], ["duty_turn.id"], name=op.f("fk_duty_swap_turn_id_duty_turn")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_swap")),
    )
    op.create_index(op.f("ix_duty_swap_turn_id"), "duty_swap", ["turn_id"], unique=False)


def upgrade() -> None:
    make_calendar_day()
    make_delivery()
    make_supply_item()
    make_asset()
    make_duty_rota()
    make_stock_take()
    make_supply_batch()
    make_supply_minimum()
    make_asset_move()
    make_delivery_line()
    make_duty_member()
    make_stock_take_line()
    make_supply_movement()
    make_supply_stock()
    make_duty_absence()
    make_duty_turn()
    make_duty_swap()
