"""Who is named for a trip, notices, and what trips cost."""

import sqlalchemy as sa
from alembic import op

from desktop.models.base import UtcTime

revision = "0007"
down_revision = "0006"


def make_trip_draw() -> None:
    op.create_table(
        "trip_draw",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("superseded_at", UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["trip_programme.id"], name=op.f("fk_trip_draw_programme_id_trip_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_draw")),
    )
    op.create_index(op.f("ix_trip_draw_programme_id"), "trip_draw", ["programme_id"], unique=False)


def make_trip_notice() -> None:
    op.create_table(
        "trip_notice",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("is_workdays", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["trip_programme.id"], name=op.f("fk_trip_notice_programme_id_trip_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_notice")),
    )
    op.create_index(op.f("ix_trip_notice_programme_id"), "trip_notice", ["programme_id"], unique=False)


def make_trip_invoice() -> None:
    op.create_table(
        "trip_invoice",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["trip_batch.id"], name=op.f("fk_trip_invoice_batch_id_trip_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_invoice")),
    )
    op.create_index(op.f("ix_trip_invoice_batch_id"), "trip_invoice", ["batch_id"], unique=False)


def make_trip_nominee() -> None:
    op.create_table(
        "trip_nominee",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("trade", sa.Text(), nullable=False),
        sa.Column("frontline", sa.Boolean(), nullable=True),
        sa.Column("hazardous", sa.Boolean(), nullable=True),
        sa.Column("is_management", sa.Boolean(), nullable=True),
        sa.Column("is_member", sa.Boolean(), nullable=True),
        sa.Column("in_post", sa.Boolean(), nullable=True),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("honour", sa.Text(), nullable=False),
        sa.Column("honour_year", sa.Integer(), nullable=True),
        sa.Column("honour_level", sa.Text(), nullable=False),
        sa.Column("last_trip_year", sa.Integer(), nullable=True),
        sa.Column("fit", sa.Boolean(), nullable=True),
        sa.Column("emergency_contact", sa.Text(), nullable=False),
        sa.Column("emergency_phone", sa.Text(), nullable=False),
        sa.Column("preferences", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "named",
                "chosen",
                "waiting",
                "rejected",
                "withdrawn",
                "no-show",
                "went",
                name="nomineestate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("waiting", sa.Integer(), nullable=True),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["trip_batch.id"], name=op.f("fk_trip_nominee_batch_id_trip_batch")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_trip_nominee_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["trip_programme.id"], name=op.f("fk_trip_nominee_programme_id_trip_programme")
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_trip_nominee_worker_id_worker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_nominee")),
    )
    op.create_index(op.f("ix_trip_nominee_batch_id"), "trip_nominee", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_trip_nominee_organisation_id"), "trip_nominee", ["organisation_id"], unique=False
    )
    op.create_index("ix_trip_nominee_state", "trip_nominee", ["programme_id", "state"], unique=False)
    op.create_index(op.f("ix_trip_nominee_worker_id"), "trip_nominee", ["worker_id"], unique=False)
    op.create_index(
        "uq_trip_nominee_on_file",
        "trip_nominee",
        ["programme_id", "worker_id", "organisation_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_trip_settlement() -> None:
    op.create_table(
        "trip_settlement",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("difference_fen", sa.BigInteger(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["trip_batch.id"], name=op.f("fk_trip_settlement_batch_id_trip_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_settlement")),
    )
    op.create_index(
        "uq_trip_settlement_on_file",
        "trip_settlement",
        ["batch_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_trip_change() -> None:
    op.create_table(
        "trip_change",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "substituted",
                "withdrawn",
                "moved",
                "no-show",
                name="changekind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("out_id", sa.Uuid(), nullable=True),
        sa.Column("in_id", sa.Uuid(), nullable=True),
        sa.Column("from_batch_id", sa.Uuid(), nullable=True),
        sa.Column("to_batch_id", sa.Uuid(), nullable=True),
        sa.Column("passed_over", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_batch_id"], ["trip_batch.id"], name=op.f("fk_trip_change_from_batch_id_trip_batch")
        ),
        sa.ForeignKeyConstraint(
            ["in_id"], ["trip_nominee.id"], name=op.f("fk_trip_change_in_id_trip_nominee")
        ),
        sa.ForeignKeyConstraint(
            ["out_id"], ["trip_nominee.id"], name=op.f("fk_trip_change_out_id_trip_nominee")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["trip_programme.id"], name=op.f("fk_trip_change_programme_id_trip_programme")
        ),
        sa.ForeignKeyConstraint(
            ["to_batch_id"], ["trip_batch.id"], name=op.f("fk_trip_change_to_batch_id_trip_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_change")),
    )
    op.create_index(op.f("ix_trip_change_programme_id"), "trip_change", ["programme_id"], unique=False)


def make_trip_notice_line() -> None:
    op.create_table(
        "trip_notice_line",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("nominee_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name_shown", sa.Text(), nullable=False),
        sa.Column("organisation_shown", sa.Text(), nullable=False),
        sa.Column("post_shown", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["trip_nominee.id"], name=op.f("fk_trip_notice_line_nominee_id_trip_nominee")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["trip_notice.id"], name=op.f("fk_trip_notice_line_notice_id_trip_notice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_notice_line")),
    )
    op.create_index(op.f("ix_trip_notice_line_nominee_id"), "trip_notice_line", ["nominee_id"], unique=False)
    op.create_index(op.f("ix_trip_notice_line_notice_id"), "trip_notice_line", ["notice_id"], unique=False)


def make_trip_objection() -> None:
    op.create_table(
        "trip_objection",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("nominee_id", sa.Uuid(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("means", sa.Text(), nullable=False),
        sa.Column("raised_by", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("open", "not-upheld", "upheld", name="objectionoutcome", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["trip_nominee.id"], name=op.f("fk_trip_objection_nominee_id_trip_nominee")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["trip_notice.id"], name=op.f("fk_trip_objection_notice_id_trip_notice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_objection")),
    )
    op.create_index(op.f("ix_trip_objection_notice_id"), "trip_objection", ["notice_id"], unique=False)


def make_trip_override() -> None:
    op.create_table(
        "trip_override",
        sa.Column("nominee_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["trip_nominee.id"], name=op.f("fk_trip_override_nominee_id_trip_nominee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_override")),
    )
    op.create_index(op.f("ix_trip_override_nominee_id"), "trip_override", ["nominee_id"], unique=False)


def make_trip_share() -> None:
    op.create_table(
        "trip_share",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("nominee_id", sa.Uuid(), nullable=False),
        sa.Column("total_fen", sa.BigInteger(), nullable=False),
        sa.Column("union_fen", sa.BigInteger(), nullable=False),
        sa.Column("employer_fen", sa.BigInteger(), nullable=False),
        sa.Column("personal_fen", sa.BigInteger(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["trip_batch.id"], name=op.f("fk_trip_share_batch_id_trip_batch")
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["trip_nominee.id"], name=op.f("fk_trip_share_nominee_id_trip_nominee")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_share")),
    )
    op.create_index(op.f("ix_trip_share_batch_id"), "trip_share", ["batch_id"], unique=False)
    op.create_index(
        "uq_trip_share_on_file",
        "trip_share",
        ["nominee_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_trip_taken() -> None:
    op.create_table(
        "trip_taken",
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("public_fen", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=True),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("nominee_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["trip_batch.id"], name=op.f("fk_trip_taken_batch_id_trip_batch")
        ),
        sa.ForeignKeyConstraint(
            ["nominee_id"], ["trip_nominee.id"], name=op.f("fk_trip_taken_nominee_id_trip_nominee")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["trip_programme.id"], name=op.f("fk_trip_taken_programme_id_trip_programme")
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_trip_taken_worker_id_worker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_taken")),
    )
    op.create_index(op.f("ix_trip_taken_programme_id"), "trip_taken", ["programme_id"], unique=False)
    op.create_index("ix_trip_taken_worker", "trip_taken", ["worker_id", "year"], unique=False)


def upgrade() -> None:
    make_trip_draw()
    make_trip_notice()
    make_trip_invoice()
    make_trip_nominee()
    make_trip_settlement()
    make_trip_change()
    make_trip_notice_line()
    make_trip_objection()
    make_trip_override()
    make_trip_share()
    make_trip_taken()
