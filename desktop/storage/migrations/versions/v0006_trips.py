"""Programmes of trips and the allocation of their places."""

import sqlalchemy as sa
from alembic import op

from desktop.models.base import UtcTime

revision = "0006"
down_revision = "0005"


def make_trip_programme() -> None:
    op.create_table(
        "trip_programme",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("budget_fen", sa.BigInteger(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_trip_programme_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_programme")),
    )
    op.create_index(op.f("ix_trip_programme_year"), "trip_programme", ["year"], unique=False)


def make_trip_allocation() -> None:
    op.create_table(
        "trip_allocation",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("superseded_at", UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["trip_programme.id"],
            name=op.f("fk_trip_allocation_programme_id_trip_programme"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_allocation")),
    )
    op.create_index(
        op.f("ix_trip_allocation_programme_id"), "trip_allocation", ["programme_id"], unique=False
    )


def make_trip_claim() -> None:
    op.create_table(
        "trip_claim",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("frontline", sa.Integer(), nullable=False),
        sa.Column("hazardous", sa.Integer(), nullable=False),
        sa.Column("trades", sa.Text(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("ceiling", sa.Integer(), nullable=True),
        sa.Column("carried", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_trip_claim_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["trip_programme.id"], name=op.f("fk_trip_claim_programme_id_trip_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_claim")),
    )
    op.create_index(op.f("ix_trip_claim_organisation_id"), "trip_claim", ["organisation_id"], unique=False)
    op.create_index(
        "uq_trip_claim_on_file",
        "trip_claim",
        ["programme_id", "organisation_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_trip_document() -> None:
    op.create_table(
        "trip_document",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["trip_programme.id"], name=op.f("fk_trip_document_programme_id_trip_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_document")),
    )
    op.create_index(op.f("ix_trip_document_programme_id"), "trip_document", ["programme_id"], unique=False)


def make_trip_step_event() -> None:
    op.create_table(
        "trip_step_event",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "plan",
                "quota",
                "nomination",
                "eligibility",
                "choice",
                "notice",
                "roster",
                "settlement",
                name="tripstep",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum("approved", "amended", name="stepeventkind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["trip_programme.id"],
            name=op.f("fk_trip_step_event_programme_id_trip_programme"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_step_event")),
    )
    op.create_index(
        op.f("ix_trip_step_event_programme_id"), "trip_step_event", ["programme_id"], unique=False
    )


def make_trip_base() -> None:
    op.create_table(
        "trip_base",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("is_paired", sa.Boolean(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["trip_document.id"], name=op.f("fk_trip_base_document_id_trip_document")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["trip_programme.id"], name=op.f("fk_trip_base_programme_id_trip_programme")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_trip_base_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_base")),
    )
    op.create_index(op.f("ix_trip_base_programme_id"), "trip_base", ["programme_id"], unique=False)


def make_trip_category() -> None:
    op.create_table(
        "trip_category",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["trip_document.id"], name=op.f("fk_trip_category_document_id_trip_document")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["trip_programme.id"], name=op.f("fk_trip_category_programme_id_trip_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_category")),
    )
    op.create_index(op.f("ix_trip_category_programme_id"), "trip_category", ["programme_id"], unique=False)


def make_trip_return() -> None:
    op.create_table(
        "trip_return",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("shared_out_in_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_trip_return_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["trip_programme.id"], name=op.f("fk_trip_return_programme_id_trip_programme")
        ),
        sa.ForeignKeyConstraint(
            ["shared_out_in_id"],
            ["trip_allocation.id"],
            name=op.f("fk_trip_return_shared_out_in_id_trip_allocation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_return")),
    )
    op.create_index(op.f("ix_trip_return_organisation_id"), "trip_return", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_trip_return_programme_id"), "trip_return", ["programme_id"], unique=False)


def make_trip_rule() -> None:
    op.create_table(
        "trip_rule",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column(
            "effect",
            sa.Enum("block", "review", "off", name="ruleeffect", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["trip_document.id"], name=op.f("fk_trip_rule_document_id_trip_document")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["trip_programme.id"], name=op.f("fk_trip_rule_programme_id_trip_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_rule")),
    )
    op.create_index(
        "uq_trip_rule_on_file",
        "trip_rule",
        ["programme_id", "key"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_trip_batch() -> None:
    op.create_table(
        "trip_batch",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("base_id", sa.Uuid(), nullable=True),
        sa.Column("price_fen", sa.BigInteger(), nullable=True),
        sa.Column("leader", sa.Text(), nullable=False),
        sa.Column("leader_phone", sa.Text(), nullable=False),
        sa.Column("reserved_trade", sa.Text(), nullable=False),
        sa.Column("departs_at", UtcTime(), nullable=True),
        sa.Column("meeting_place", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("insurer", sa.Text(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_trip_batch_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(["base_id"], ["trip_base.id"], name=op.f("fk_trip_batch_base_id_trip_base")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["trip_programme.id"], name=op.f("fk_trip_batch_programme_id_trip_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_batch")),
    )
    op.create_index(op.f("ix_trip_batch_programme_id"), "trip_batch", ["programme_id"], unique=False)


def make_trip_quota() -> None:
    op.create_table(
        "trip_quota",
        sa.Column("allocation_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("is_leaf", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("carried", sa.Text(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("ceiling", sa.Integer(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("frontline_min", sa.Integer(), nullable=False),
        sa.Column("working", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["allocation_id"],
            ["trip_allocation.id"],
            name=op.f("fk_trip_quota_allocation_id_trip_allocation"),
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["trip_batch.id"], name=op.f("fk_trip_quota_batch_id_trip_batch")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_trip_quota_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_trip_quota_parent_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trip_quota")),
    )
    op.create_index(op.f("ix_trip_quota_allocation_id"), "trip_quota", ["allocation_id"], unique=False)
    op.create_index(
        "ix_trip_quota_organisation", "trip_quota", ["organisation_id", "allocation_id"], unique=False
    )


def upgrade() -> None:
    make_trip_programme()
    make_trip_allocation()
    make_trip_claim()
    make_trip_document()
    make_trip_step_event()
    make_trip_base()
    make_trip_category()
    make_trip_return()
    make_trip_rule()
    make_trip_batch()
    make_trip_quota()
