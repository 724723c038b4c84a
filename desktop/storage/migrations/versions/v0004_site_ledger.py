"""The ledger of sites: tallies, disinfection, inspections and defects, photos."""

import sqlalchemy as sa
from alembic import op

from desktop.models.base import UtcTime

revision = "0004"
down_revision = "0003"


def make_disinfection() -> None:
    op.create_table(
        "disinfection",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_disinfection_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disinfection")),
    )
    op.create_index("ix_disinfection_site", "disinfection", ["site_id", "at"], unique=False)


def make_inspection() -> None:
    op.create_table(
        "inspection",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("inspector", sa.Text(), nullable=False),
        sa.Column("found_open", sa.Boolean(), nullable=True),
        sa.Column("posted_open", sa.Boolean(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("points_of", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_inspection_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
    )
    op.create_index("ix_inspection_site", "inspection", ["site_id", "at", "removed_at"], unique=False)
    op.create_index(
        "ix_inspection_locked",
        "inspection",
        ["at", "site_id"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL AND found_open = 0 AND posted_open = 1"),
        postgresql_where=sa.text("removed_at IS NULL AND NOT found_open AND posted_open"),
    )


def make_tally_hours() -> None:
    op.create_table(
        "tally_hours",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_tally_hours_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally_hours")),
    )
    op.create_index(
        "uq_tally_hours_on_file",
        "tally_hours",
        ["site_id", "day"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_tally_month() -> None:
    op.create_table(
        "tally_month",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_tally_month_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally_month")),
    )
    op.create_index(
        "ix_tally_month_sum",
        "tally_month",
        ["month", "site_id", "total", "told"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_index(
        "uq_tally_month_on_file",
        "tally_month",
        ["site_id", "month"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_defect() -> None:
    op.create_table(
        "defect",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=True),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("responsible_phone", sa.Text(), nullable=False),
        sa.Column("fixed_on", sa.Date(), nullable=True),
        sa.Column("fix", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_defect_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_defect_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_defect")),
    )
    op.create_index(op.f("ix_defect_inspection_id"), "defect", ["inspection_id"], unique=False)
    op.create_index(
        "ix_defect_open",
        "defect",
        ["deadline"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL AND closed_on IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND closed_on IS NULL"),
    )
    op.create_index(op.f("ix_defect_site_id"), "defect", ["site_id"], unique=False)


def make_inspection_check() -> None:
    op.create_table(
        "inspection_check",
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("points_of", sa.Integer(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_inspection_check_inspection_id_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_check")),
    )
    op.create_index(
        op.f("ix_inspection_check_inspection_id"), "inspection_check", ["inspection_id"], unique=False
    )


def make_recheck() -> None:
    op.create_table(
        "recheck",
        sa.Column("defect_id", sa.Uuid(), nullable=False),
        sa.Column("rechecked_on", sa.Date(), nullable=False),
        sa.Column("rechecked_by", sa.Text(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["defect_id"], ["defect.id"], name=op.f("fk_recheck_defect_id_defect")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck")),
    )
    op.create_index(op.f("ix_recheck_defect_id"), "recheck", ["defect_id"], unique=False)


def make_deadline_change() -> None:
    op.create_table(
        "deadline_change",
        sa.Column("defect_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("before", sa.Date(), nullable=False),
        sa.Column("after", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["defect_id"], ["defect.id"], name=op.f("fk_deadline_change_defect_id_defect")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_change")),
    )
    op.create_index(op.f("ix_deadline_change_defect_id"), "deadline_change", ["defect_id"], unique=False)


def make_site_photo() -> None:
    op.create_table(
        "site_photo",
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("photo_id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=True),
        sa.Column("defect_id", sa.Uuid(), nullable=True),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["defect_id"], ["defect.id"], name=op.f("fk_site_photo_defect_id_defect")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_site_photo_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name=op.f("fk_site_photo_photo_id_photo")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_site_photo_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_photo")),
    )
    op.create_index(op.f("ix_site_photo_defect_id"), "site_photo", ["defect_id"], unique=False)
    op.create_index(op.f("ix_site_photo_inspection_id"), "site_photo", ["inspection_id"], unique=False)
    op.create_index(op.f("ix_site_photo_site_id"), "site_photo", ["site_id"], unique=False)


def upgrade() -> None:
    make_disinfection()
    make_inspection()
    make_tally_hours()
    make_tally_month()
    make_defect()
    make_inspection_check()
    make_recheck()
    make_deadline_change()
    make_site_photo()
