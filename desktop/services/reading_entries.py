"""What an acceptance writes: pages, attendances, receipts and signatures, gathered into a few statements."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from desktop.core.ids import new_id
from desktop.core.reading import Crop, Mark
from desktop.core.sheet_content import RowPart
from desktop.models.activities import Attendance, Means
from desktop.models.base import Plain, plain
from desktop.models.reading import PageRead, Picture, Receipt, Signature
from desktop.services.reading_parts import PictureRead, ProposedRow
from desktop.services.reading_seats import Seat, SheetCase
from desktop.storage import bulk
from desktop.storage.store import account

_PAGE_READ = (
    "id", "sheet_id", "page", "read_at", "account", "file_name", "digest", "signed", "empty", "doubtful",
    "unseen",
)  # fmt: skip
_ATTENDANCE = (
    "id", "meeting_id", "worker_id", "guest_name", "guest_organisation", "at", "means", "walk_in",
    "sheet_row_id",
)  # fmt: skip
_RECEIPT = (
    "id", "activity_id", "meeting_id", "worker_id", "guest_name", "guest_organisation", "sheet_row_id",
    "item", "fen", "at", "means",
)  # fmt: skip
_SIGNATURE = (
    "id", "sheet_row_id", "page_read_id", "attendance_id", "receipt_id", "picture_id", "mark", "confidence",
    "by_person",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageCounts:
    """What is noted of a page: rows by verdict, and the slots that lay outside the picture."""

    signed: int
    empty: int
    doubtful: int
    unseen: str


def counts_of_page(rows: list[ProposedRow]) -> PageCounts:
    """Count the rows of a page, blank ones too."""
    signed, empty, doubtful = (
        sum(row.mark is mark for row in rows) for mark in (Mark.SIGNED, Mark.EMPTY, Mark.DOUBTFUL)
    )
    unseen = ",".join(str(row.slot) for row in rows if row.mark is Mark.UNSEEN)
    return PageCounts(signed, empty, doubtful, unseen)


@dataclass
class Entries:
    """Rows about to be written; ``walk_ins`` and ``fen`` are the sums of what was gathered.

    ``named`` counts entries on file that were given a name.
    """

    session: Session
    now: datetime
    walk_ins: int = 0
    fen: int = 0
    named: int = 0
    attendances: list[tuple[Plain, ...]] = field(default_factory=list)
    receipts: list[tuple[Plain, ...]] = field(default_factory=list)
    _pages: list[tuple[Plain, ...]] = field(default_factory=list)
    _signatures: list[tuple[Plain, ...]] = field(default_factory=list)
    _pictures: list[dict[str, object]] = field(default_factory=list)

    def page(self, case: SheetCase, page: int, read: PictureRead, counts: PageCounts) -> UUID:
        """Note that a page came in a picture."""
        key = new_id()
        who, at = account(), plain(self.now)
        self._pages.append(
            (
                key.hex,
                case.sheet.id.hex,
                page,
                at,
                who,
                read.name,
                read.digest,
                counts.signed,
                counts.empty,
                counts.doubtful,
                counts.unseen,
            )
        )
        return key

    def attendance(self, case: SheetCase, row: ProposedRow, seat: Seat) -> UUID:
        """Enter somebody as present from the meeting's beginning, or now where it is still to come."""
        key = new_id()
        walk_in = not (seat.has_place and seat.worker_id is not None)
        worker, name, organisation = _whom(seat)
        self.attendances.append(
            (
                key.hex,
                plain(case.sheet.meeting_id),
                worker,
                name,
                organisation,
                plain(self._moment(case)),
                Means.PAPER.value,
                walk_in,
                row.row_id.hex,
            )
        )
        self.walk_ins += walk_in
        return key

    def receipt(self, case: SheetCase, row: ProposedRow, seat: Seat) -> UUID:
        """Enter that somebody received what is printed in the row."""
        key = new_id()
        worker, name, organisation = _whom(seat)
        self.receipts.append(
            (
                key.hex,
                case.activity.id.hex,
                plain(case.sheet.meeting_id),
                worker,
                name,
                organisation,
                row.row_id.hex,
                case.item if row.part is RowPart.LISTED else "",
                row.fen,
                plain(self._moment(case)),
                Means.PAPER.value,
            )
        )
        self.fen += row.fen or 0
        return key

    def name(self, case: SheetCase, key: UUID, seat: Seat) -> UUID:
        """Write down who the walk-in was that came in unnamed on this row."""
        session = self.session
        entry = session.get_one(Receipt, key) if case.is_receipt else session.get_one(Attendance, key)
        entry.worker_id = seat.worker_id
        if seat.worker_id is None:
            entry.guest_name, entry.guest_organisation = seat.name, seat.organisation
        elif isinstance(entry, Attendance):
            entry.walk_in = not seat.has_place
        self.named += 1
        return key

    def signature(self, case: SheetCase, row: ProposedRow, entry_id: UUID, page_read_id: UUID) -> None:
        """Keep what an entry rests on."""
        self._signatures.append(
            (
                new_id().hex,
                row.row_id.hex,
                page_read_id.hex,
                None if case.is_receipt else entry_id.hex,
                entry_id.hex if case.is_receipt else None,
                None if row.crop is None else self._picture(row.crop).hex,
                row.mark.value,
                round(row.confidence * 100),
                row.decided,
            )
        )

    @property
    def signatures(self) -> int:
        """How many signatures are kept."""
        return len(self._signatures)

    def write(self) -> None:
        """Write all of it, in the order in which one refers to the other."""
        if self._pictures:
            self.session.execute(insert(Picture), self._pictures)
        bulk.insert_many(self.session, PageRead, _PAGE_READ, self._pages)
        bulk.insert_many(self.session, Attendance, _ATTENDANCE, self.attendances)
        bulk.insert_many(self.session, Receipt, _RECEIPT, self.receipts)
        bulk.insert_many(self.session, Signature, _SIGNATURE, self._signatures)

    def _picture(self, crop: Crop) -> UUID:
        key = new_id()
        self._pictures.append({"id": key, "jpeg": crop.jpeg, "width": crop.width, "height": crop.height})
        return key

    def _moment(self, case: SheetCase) -> datetime:
        return min(case.meeting.starts_at, self.now) if case.meeting else self.now


def _whom(seat: Seat) -> tuple[Plain, str, str]:
    """Return the worker, or the name and organisation of a guest."""
    if seat.worker_id is not None:
        return seat.worker_id.hex, "", ""
    return None, seat.name, seat.organisation
