"""Signed paper that was read back: which pages came, what was judged of each signature, what was received."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.core.ids import new_id
from desktop.models.activities import Means
from desktop.models.base import Base, Kept


class Picture(Base, kw_only=True):
    """A small grey JPEG of a signature. Written once and never changed, so the journal leaves it out."""

    __tablename__ = "picture"

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    jpeg: Mapped[bytes]
    width: Mapped[int]
    height: Mapped[int]


class PageRead(Kept, Base, kw_only=True):
    """A page that was entered from one picture, or (with ``lost_reason``) one that will not come.

    ``digest`` names the picture by the bytes of its file and its number in there. The counts are of the
    page's rows as they were entered; ``doubtful`` ones were left to be settled. ``unseen`` are the slots
    (from 0, with commas between) of rows that lay outside the picture.
    """

    __tablename__ = "page_read"
    __table_args__ = (Index("ix_page_read_page", "sheet_id", "page"),)

    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("sheet.id"))
    page: Mapped[int]
    read_at: Mapped[datetime]
    account: Mapped[str]
    file_name: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")
    signed: Mapped[int] = mapped_column(default=0)
    empty: Mapped[int] = mapped_column(default=0)
    doubtful: Mapped[int] = mapped_column(default=0)
    unseen: Mapped[str] = mapped_column(default="")
    lost_reason: Mapped[str] = mapped_column(default="")


class Receipt(Kept, Base, kw_only=True):
    """Somebody received what a receipt sheet hands out; ``fen`` is None where no sum was printed."""

    __tablename__ = "receipt"
    __table_args__ = (
        Index(
            "uq_receipt_on_file",
            "sheet_row_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
        ),
    )

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), index=True)
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"), default=None)
    worker_id: Mapped[UUID | None] = mapped_column(ForeignKey("worker.id"), index=True, default=None)
    guest_name: Mapped[str] = mapped_column(default="")
    guest_organisation: Mapped[str] = mapped_column(default="")
    sheet_row_id: Mapped[UUID] = mapped_column(ForeignKey("sheet_row.id"))
    item: Mapped[str] = mapped_column(default="")
    fen: Mapped[int | None] = mapped_column(default=None)
    at: Mapped[datetime]
    means: Mapped[Means]


class Signature(Kept, Base, kw_only=True):
    """What an attendance or a receipt rests on: a row of a page, how it was judged, and its picture.

    ``mark`` is the verdict entered, ``confidence`` goes from 0 to 100; ``by_person`` tells that a person
    decided.
    """

    __tablename__ = "signature"

    sheet_row_id: Mapped[UUID] = mapped_column(ForeignKey("sheet_row.id"), index=True)
    page_read_id: Mapped[UUID] = mapped_column(ForeignKey("page_read.id"), index=True)
    attendance_id: Mapped[UUID | None] = mapped_column(ForeignKey("attendance.id"), index=True, default=None)
    receipt_id: Mapped[UUID | None] = mapped_column(ForeignKey("receipt.id"), index=True, default=None)
    picture_id: Mapped[UUID | None] = mapped_column(ForeignKey("picture.id"), default=None)
    mark: Mapped[str]
    confidence: Mapped[int]
    by_person: Mapped[bool] = mapped_column(default=False)
