"""The first tables: people, activities, sheets, the journal and the search index."""

import sqlalchemy as sa
from alembic import op

from desktop.models.base import UtcTime

revision = "0001"
down_revision = None


def make_activity() -> None:
    op.create_table(
        "activity",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("organiser", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("contact_phone", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("cancelled_at", UtcTime(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )


def make_column_mapping() -> None:
    op.create_table(
        "column_mapping",
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
    )
    op.create_index(op.f("ix_column_mapping_signature"), "column_mapping", ["signature"], unique=False)


def make_database() -> None:
    op.create_table(
        "database",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("code_key", sa.Text(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_database")),
    )


def make_desk() -> None:
    op.create_table(
        "desk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("began_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk")),
    )


def make_note() -> None:
    op.create_table(
        "note",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_note")),
    )


def make_organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["organisation.id"], name=op.f("fk_organisation_parent_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_name_key"), "organisation", ["name_key"], unique=False)
    op.create_index(op.f("ix_organisation_parent_id"), "organisation", ["parent_id"], unique=False)


def make_meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_meeting_activity_id_activity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_activity_id"), "meeting", ["activity_id"], unique=False)
    op.create_index(op.f("ix_meeting_starts_at"), "meeting", ["starts_at"], unique=False)


def make_operation() -> None:
    op.create_table(
        "operation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid(), nullable=False),
        sa.Column("counter", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_operation_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["operation.id"], name=op.f("fk_operation_reverses_id_operation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
        sa.UniqueConstraint("desk_id", "counter", name=op.f("uq_operation_desk_id_counter")),
    )
    op.create_index("ix_operation_at", "operation", ["at"], unique=False)
    op.create_index(op.f("ix_operation_reverses_id"), "operation", ["reverses_id"], unique=False)


def make_worker() -> None:
    op.create_table(
        "worker",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("sex", sa.String(length=20), nullable=True),
        sa.Column("id_number", sa.Text(), nullable=True),
        sa.Column("birthday", sa.Date(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("frontline", sa.Boolean(), nullable=True),
        sa.Column("member_number", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["worker.id"], name=op.f("fk_worker_merged_into_id_worker")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_worker_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
    )
    op.create_index(
        "ix_worker_place",
        "worker",
        ["organisation_id", "name_key"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_index(
        "uq_worker_id_number_on_file",
        "worker",
        ["id_number"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL AND id_number IS NOT NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND id_number IS NOT NULL"),
    )


def make_card() -> None:
    op.create_table(
        "card",
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("issued_at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_card_worker_id_worker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("token", name=op.f("uq_card_token")),
    )
    op.create_index(op.f("ix_card_worker_id"), "card", ["worker_id"], unique=False)


def make_change() -> None:
    op.create_table(
        "change",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operation.id"], name=op.f("fk_change_operation_id_operation")
        ),
        sa.PrimaryKeyConstraint("operation_id", "position", name=op.f("pk_change")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_change_row_id", "change", ["row_id"], unique=False)


def make_enrolment() -> None:
    op.create_table(
        "enrolment",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("enrolled_at", UtcTime(), nullable=False),
        sa.Column("kept_first", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_enrolment_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_enrolment_worker_id_worker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    op.create_index("ix_enrolment_order", "enrolment", ["activity_id", "state", "position"], unique=False)
    op.create_index(op.f("ix_enrolment_worker_id"), "enrolment", ["worker_id"], unique=False)
    op.create_index(
        "uq_enrolment_on_file",
        "enrolment",
        ["activity_id", "worker_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )


def make_honour() -> None:
    op.create_table(
        "honour",
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_honour_worker_id_worker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_honour")),
    )
    op.create_index(op.f("ix_honour_worker_id"), "honour", ["worker_id"], unique=False)


def make_sheet() -> None:
    op.create_table(
        "sheet",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("printed_at", UtcTime(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("layout_version", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_sheet_activity_id_activity")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_sheet_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet")),
        sa.UniqueConstraint("number", name=op.f("uq_sheet_number")),
    )
    op.create_index(op.f("ix_sheet_activity_id"), "sheet", ["activity_id"], unique=False)
    op.create_index(op.f("ix_sheet_meeting_id"), "sheet", ["meeting_id"], unique=False)


def make_worker_search() -> None:
    op.create_table(
        "worker_search",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("sound", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("initials", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("phone", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("tail", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_worker_search_worker_id_worker")),
        sa.PrimaryKeyConstraint("serial", name=op.f("pk_worker_search")),
        sa.UniqueConstraint("worker_id", name=op.f("uq_worker_search_worker_id")),
    )
    op.create_index(op.f("ix_worker_search_initials"), "worker_search", ["initials"], unique=False)
    op.create_index(op.f("ix_worker_search_name"), "worker_search", ["name"], unique=False)
    op.create_index(op.f("ix_worker_search_phone"), "worker_search", ["phone"], unique=False)
    op.create_index("ix_worker_search_sound", "worker_search", ["sound", "worker_id"], unique=False)
    op.create_index(op.f("ix_worker_search_tail"), "worker_search", ["tail"], unique=False)


def make_order_change() -> None:
    op.create_table(
        "order_change",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("from_state", sa.String(length=20), nullable=False),
        sa.Column("to_state", sa.String(length=20), nullable=False),
        sa.Column("from_position", sa.Integer(), nullable=False),
        sa.Column("to_position", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_order_change_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_change")),
    )
    op.create_index(op.f("ix_order_change_enrolment_id"), "order_change", ["enrolment_id"], unique=False)


def make_sheet_row() -> None:
    op.create_table(
        "sheet_row",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_sheet_row_sheet_id_sheet")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_sheet_row_worker_id_worker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_row")),
        sa.UniqueConstraint("token", name=op.f("uq_sheet_row_token")),
    )
    op.create_index("ix_sheet_row_order", "sheet_row", ["sheet_id", "number"], unique=False)
    op.create_index(op.f("ix_sheet_row_worker_id"), "sheet_row", ["worker_id"], unique=False)


def make_attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("guest_name", sa.Text(), nullable=False),
        sa.Column("guest_organisation", sa.Text(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.Column("walk_in", sa.Boolean(), nullable=False),
        sa.Column("sheet_row_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id_meeting")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_row_id"], ["sheet_row.id"], name=op.f("fk_attendance_sheet_row_id_sheet_row")
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_attendance_worker_id_worker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_meeting_id"), "attendance", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_attendance_sheet_row_id"), "attendance", ["sheet_row_id"], unique=False)
    op.create_index(op.f("ix_attendance_worker_id"), "attendance", ["worker_id"], unique=False)
    op.create_index(
        "uq_attendance_on_file",
        "attendance",
        ["meeting_id", "worker_id"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL AND worker_id IS NOT NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND worker_id IS NOT NULL"),
    )


def index_for_search() -> None:
    """The full-text index over ``worker_search.terms``.

    In the file ``storage.search`` keeps it in step, a block at a time: a trigger makes FTS5 write out
    what it has gathered after every single row, which is forty times slower.
    """
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE INDEX ix_worker_search_terms ON worker_search USING gin (to_tsvector('simple', terms))"
        )
        return
    op.execute(
        "CREATE VIRTUAL TABLE worker_fts USING fts5"
        "(terms, content='worker_search', content_rowid='serial', tokenize='ascii', columnsize=0)"
    )


def upgrade() -> None:
    make_activity()
    make_column_mapping()
    make_database()
    make_desk()
    make_note()
    make_organisation()
    make_meeting()
    make_operation()
    make_worker()
    make_card()
    make_change()
    make_enrolment()
    make_honour()
    make_sheet()
    make_worker_search()
    make_order_change()
    make_sheet_row()
    make_attendance()
    index_for_search()
