"""Sites: what they are, what they have, what they were awarded."""

import sqlalchemy as sa
from alembic import op

from desktop.models.base import UtcTime

revision = "0003"
down_revision = "0002"


def make_photo() -> None:
    op.create_table(
        "photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.Column("small_jpeg", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )


def make_site() -> None:
    op.create_table(
        "site",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("afloat", sa.Boolean(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("island", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("host_kind", sa.String(length=20), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("contact_phone", sa.Text(), nullable=False),
        sa.Column("area", sa.Double(), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("planned_for", sa.Date(), nullable=True),
        sa.Column("fund_fen", sa.BigInteger(), nullable=True),
        sa.Column("fund_source", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=False),
        sa.Column("always_open", sa.Boolean(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("stars_year", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["site.id"], name=op.f("fk_site_parent_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_index(
        "ix_site_kind",
        "site",
        ["kind", "district"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_index(
        "ix_site_planned",
        "site",
        ["planned_for"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL AND status = 'planned'"),
        postgresql_where=sa.text("removed_at IS NULL AND status = 'planned'"),
    )
    op.create_index(op.f("ix_site_parent_id"), "site", ["parent_id"], unique=False)
    op.create_index(
        "uq_site_code_on_file",
        "site",
        ["code"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL AND code != ''"),
        postgresql_where=sa.text("removed_at IS NULL AND code != ''"),
    )


def make_site_standard() -> None:
    op.create_table(
        "site_standard",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("afloat", sa.Boolean(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_standard")),
    )
    op.create_index(
        "uq_site_standard_on_file",
        "site_standard",
        ["kind", "afloat", "year"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_map_ground() -> None:
    op.create_table(
        "map_ground",
        sa.Column("photo_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("x1", sa.Double(), nullable=False),
        sa.Column("y1", sa.Double(), nullable=False),
        sa.Column("latitude1", sa.Double(), nullable=False),
        sa.Column("longitude1", sa.Double(), nullable=False),
        sa.Column("x2", sa.Double(), nullable=False),
        sa.Column("y2", sa.Double(), nullable=False),
        sa.Column("latitude2", sa.Double(), nullable=False),
        sa.Column("longitude2", sa.Double(), nullable=False),
        sa.Column("added_at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_map_ground_photo_id_photo")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_ground")),
    )


def make_opening_hours() -> None:
    op.create_table(
        "opening_hours",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("season_from", sa.Integer(), nullable=True),
        sa.Column("season_to", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_opening_hours_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_hours")),
    )
    op.create_index(op.f("ix_opening_hours_site_id"), "opening_hours", ["site_id"], unique=False)


def make_site_amenity() -> None:
    op.create_table(
        "site_amenity",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.Double(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_site_amenity_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_amenity")),
    )
    op.create_index(
        "uq_site_amenity_on_file",
        "site_amenity",
        ["site_id", "item"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_site_rating() -> None:
    op.create_table(
        "site_rating",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_site_rating_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_rating")),
    )
    op.create_index(op.f("ix_site_rating_site_id"), "site_rating", ["site_id"], unique=False)


def make_site_status() -> None:
    op.create_table(
        "site_status",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_site_status_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_status")),
    )
    op.create_index("ix_site_status_site", "site_status", ["site_id", "since"], unique=False)


def upgrade() -> None:
    make_photo()
    make_site()
    make_site_standard()
    make_map_ground()
    make_opening_hours()
    make_site_amenity()
    make_site_rating()
    make_site_status()
