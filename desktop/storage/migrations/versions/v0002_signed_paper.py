"""Signed paper read back: pages that came, signatures with their pictures, receipts."""

import sqlalchemy as sa
from alembic import op

from desktop.models.base import UtcTime

revision = "0002"
down_revision = "0001"


def make_picture() -> None:
    op.create_table(
        "picture",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
    )


def make_page_read() -> None:
    op.create_table(
        "page_read",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("read_at", UtcTime(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("signed", sa.Integer(), nullable=False),
        sa.Column("empty", sa.Integer(), nullable=False),
        sa.Column("doubtful", sa.Integer(), nullable=False),
        sa.Column("unseen", sa.Text(), nullable=False),
        sa.Column("lost_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_page_read_sheet_id_sheet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_read")),
    )
    op.create_index("ix_page_read_page", "page_read", ["sheet_id", "page"], unique=False)


def make_receipt() -> None:
    op.create_table(
        "receipt",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("guest_name", sa.Text(), nullable=False),
        sa.Column("guest_organisation", sa.Text(), nullable=False),
        sa.Column("sheet_row_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_receipt_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_receipt_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["sheet_row_id"], ["sheet_row.id"], name=op.f("fk_receipt_sheet_row_id_sheet_row")
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_receipt_worker_id_worker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    op.create_index(op.f("ix_receipt_activity_id"), "receipt", ["activity_id"], unique=False)
    op.create_index(op.f("ix_receipt_worker_id"), "receipt", ["worker_id"], unique=False)
    op.create_index(
        "uq_receipt_on_file",
        "receipt",
        ["sheet_row_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_signature() -> None:
    op.create_table(
        "signature",
        sa.Column("sheet_row_id", sa.Uuid(), nullable=False),
        sa.Column("page_read_id", sa.Uuid(), nullable=False),
        sa.Column("attendance_id", sa.Uuid(), nullable=True),
        sa.Column("receipt_id", sa.Uuid(), nullable=True),
        sa.Column("picture_id", sa.Uuid(), nullable=True),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("by_person", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attendance_id"], ["attendance.id"], name=op.f("fk_signature_attendance_id_attendance")
        ),
        sa.ForeignKeyConstraint(
            ["page_read_id"], ["page_read.id"], name=op.f("fk_signature_page_read_id_page_read")
        ),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name=op.f("fk_signature_picture_id_picture")),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name=op.f("fk_signature_receipt_id_receipt")),
        sa.ForeignKeyConstraint(
            ["sheet_row_id"], ["sheet_row.id"], name=op.f("fk_signature_sheet_row_id_sheet_row")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
    )
    for column in ("sheet_row_id", "page_read_id", "attendance_id", "receipt_id"):
        op.create_index(op.f(f"ix_signature_{column}"), "signature", [column], unique=False)


def upgrade() -> None:
    make_picture()
    make_page_read()
    make_receipt()
    make_signature()
