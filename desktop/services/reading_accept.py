"""Entering what was read: attendances, receipts, and the evidence of each, as one operation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, PersonError
from desktop.core.i18n import N_, _
from desktop.core.ids import new_id
from desktop.core.names import NAME_LIMIT, clean_name
from desktop.core.reading import Mark
from desktop.core.sheet_content import RowPart
from desktop.models.activities import Attendance, Means
from desktop.models.base import Plain, plain
from desktop.models.reading import PageRead, Picture, Receipt, Signature
from desktop.services.clock import moment_of
from desktop.services.enrolment import blocks
from desktop.services.reading_judged import JudgedRow, JudgedSheet, PageSeen, judged
from desktop.services.reading_parts import Accepted, Decision, PictureRead, ProposedRow
from desktop.services.reading_propose import closed_words
from desktop.services.reading_seats import Seat, SheetCase
from desktop.storage import bulk, journal
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


class NothingToEnter(PersonError):
    """Nothing of what was read can be entered."""


@dataclass
class _Writing:
    """What one acceptance is about to write, gathered so that it goes out in a few statements."""

    session: Session
    reads: Sequence[PictureRead]
    now: datetime
    evidence: set[tuple[UUID, UUID]]
    """Row and entry of the signatures on file."""
    page_reads: dict[tuple[UUID, int, str], PageRead]
    pages: list[tuple[Plain, ...]] = field(default_factory=list)
    attendances: list[tuple[Plain, ...]] = field(default_factory=list)
    receipts: list[tuple[Plain, ...]] = field(default_factory=list)
    signatures: list[tuple[Plain, ...]] = field(default_factory=list)
    pictures: list[dict[str, object]] = field(default_factory=list)
    made: dict[UUID, UUID] = field(default_factory=dict)
    """The entry that each row made."""
    walk_ins: int = 0
    already: int = 0
    left: int = 0
    fen: int = 0


def accept(
    session: Session, reads: Sequence[PictureRead], decisions: Mapping[UUID, Decision] | None = None
) -> Accepted:
    """Enter what these pictures tell and the person decided (call it by ``store.do``): one step of undo.

    All of it is looked up anew, so that what changed since the proposal counts. Doubtful rows nobody decided
    are left out. Raises ``NothingToEnter``, FieldError (name) where a typed name is too long; then nothing
    is entered.
    """
    _check_names((decisions or {}).values())
    sheets = judged(session, reads, decisions or {})
    closed_ones = tuple(closed_words(one.case) for one in sheets if one.is_closed)
    open_ones = [one for one in sheets if not one.is_closed]
    if not open_ones:
        raise NothingToEnter(
            " ".join(closed_ones) or _("There is nothing to enter."),
            _("Read in the signed pages again.") if not closed_ones else "",
        )
    writing = _Writing(
        session, reads, moment_of(session), _evidence_of(session, open_ones), _reads_of(session, open_ones)
    )
    for one in open_ones:
        _take_sheet(writing, one)
    _write(writing)
    _describe(session, open_ones)
    return Accepted(
        attendances=len(writing.attendances),
        walk_ins=writing.walk_ins,
        receipts=len(writing.receipts),
        sum=Decimal(writing.fen) / 100,
        already=writing.already,
        left=writing.left,
        pages=sum(len(one.pages) for one in open_ones),
        closed=closed_ones,
    )


def _check_names(decisions: Iterable[Decision]) -> None:
    for one in decisions:
        if len(clean_name(one.name)) > NAME_LIMIT:
            raise FieldError(
                "name", _("The name is longer than {count} characters.").format(count=NAME_LIMIT)
            )


def _take_sheet(writing: _Writing, one: JudgedSheet) -> None:
    by_page: dict[int, list[JudgedRow]] = {page.page: [] for page in one.pages}
    for judged_row in one.rows:
        by_page[judged_row.row.page].append(judged_row)
    for page in one.pages:
        keys = _take_page(writing, one.case, page, [judged_row.row for judged_row in by_page[page.page]])
        for judged_row in by_page[page.page]:
            _take_row(writing, one.case, judged_row, keys[judged_row.row.picture])


def _take_page(
    writing: _Writing, case: SheetCase, page: PageSeen, rows: Sequence[ProposedRow]
) -> dict[int, UUID]:
    """Note that a page came, once for each of its pictures; return their keys by the picture's index."""
    signed, empty, doubtful = (
        sum(row.mark is mark for row in rows) for mark in (Mark.SIGNED, Mark.EMPTY, Mark.DOUBTFUL)
    )
    unseen = ",".join(str(row.slot) for row in rows if row.mark is Mark.UNSEEN)
    keys: dict[int, UUID] = {}
    for index in page.pictures:
        read = writing.reads[index]
        known = writing.page_reads.get((case.sheet.id, page.page, read.digest))
        if known is not None:
            known.signed, known.empty, known.doubtful, known.unseen = signed, empty, doubtful, unseen
            keys[index] = known.id
            continue
        keys[index] = new_id()
        writing.pages.append(
            (
                keys[index].hex,
                case.sheet.id.hex,
                page.page,
                plain(writing.now),
                account(),
                read.name,
                read.digest,
                signed,
                empty,
                doubtful,
                unseen,
            )
        )
    return keys


def _take_row(writing: _Writing, case: SheetCase, judged_row: JudgedRow, page_read_id: UUID) -> None:
    row, seat = judged_row.row, judged_row.seat
    if row.mark is not Mark.SIGNED:
        writing.left += row.mark is Mark.DOUBTFUL
        return
    if not row.enters:
        writing.already += 1
        entry = seat.entry
        key = None if entry is None else entry.id or writing.made.get(entry.row_id or row.row_id)
    elif seat.entry is not None and seat.entry.id is not None:
        key = _name(writing, case, seat.entry.id, seat)
    elif case.is_receipt:
        key = _receipt(writing, case, row, seat)
    else:
        key = _attendance(writing, case, row, seat)
    if key is not None:
        writing.made[row.row_id] = key
        _signature(writing, case, row, key, page_read_id)


def _attendance(writing: _Writing, case: SheetCase, row: ProposedRow, seat: Seat) -> UUID:
    key = new_id()
    assert case.meeting is not None
    walk_in = not (seat.has_place and seat.worker_id is not None)
    worker, name, organisation = _whom(seat)
    writing.attendances.append(
        (
            key.hex,
            case.meeting.id.hex,
            worker,
            name,
            organisation,
            plain(min(case.meeting.starts_at, writing.now)),
            Means.PAPER.value,
            walk_in,
            row.row_id.hex,
        )
    )
    writing.walk_ins += walk_in
    return key


def _receipt(writing: _Writing, case: SheetCase, row: ProposedRow, seat: Seat) -> UUID:
    key = new_id()
    worker, name, organisation = _whom(seat)
    at = min(case.meeting.starts_at, writing.now) if case.meeting else writing.now
    writing.receipts.append(
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
            plain(at),
            Means.PAPER.value,
        )
    )
    writing.fen += row.fen or 0
    return key


def _whom(seat: Seat) -> tuple[Plain, str, str]:
    """Return the worker, or the name and organisation of a guest."""
    if seat.worker_id is not None:
        return seat.worker_id.hex, "", ""
    return None, seat.name, seat.organisation


def _name(writing: _Writing, case: SheetCase, key: UUID, seat: Seat) -> UUID:
    """Write down who the walk-in was that came in unnamed on this row."""
    session = writing.session
    entry = session.get_one(Receipt, key) if case.is_receipt else session.get_one(Attendance, key)
    entry.worker_id = seat.worker_id
    if seat.worker_id is None:
        entry.guest_name, entry.guest_organisation = seat.name, seat.organisation
    elif isinstance(entry, Attendance):
        entry.walk_in = not seat.has_place
    return key


def _signature(
    writing: _Writing, case: SheetCase, row: ProposedRow, entry_id: UUID, page_read_id: UUID
) -> None:
    if (row.row_id, entry_id) in writing.evidence:
        return
    picture_id = new_id() if row.crop else None
    if row.crop is not None:
        writing.pictures.append(
            {
                "id": picture_id,
                "jpeg": row.crop.jpeg,
                "width": row.crop.width,
                "height": row.crop.height,
            }
        )
    writing.signatures.append(
        (
            new_id().hex,
            row.row_id.hex,
            page_read_id.hex,
            None if case.is_receipt else entry_id.hex,
            entry_id.hex if case.is_receipt else None,
            plain(picture_id),
            row.mark.value,
            round(row.confidence * 100),
            row.decided,
        )
    )


def _write(writing: _Writing) -> None:
    session = writing.session
    if writing.pictures:
        session.execute(insert(Picture), writing.pictures)
    bulk.insert_many(session, PageRead, _PAGE_READ, writing.pages)
    bulk.insert_many(session, Attendance, _ATTENDANCE, writing.attendances)
    bulk.insert_many(session, Receipt, _RECEIPT, writing.receipts)
    bulk.insert_many(session, Signature, _SIGNATURE, writing.signatures)


def _describe(session: Session, sheets: Sequence[JudgedSheet]) -> None:
    count = sum(judged_row.row.mark is Mark.SIGNED for one in sheets for judged_row in one.rows)
    titles = {one.case.sheet.title for one in sheets}
    if len(titles) == 1:
        label = N_("Enter {count} signatures of “{title}”")
        journal.describe(session, label, count=count, title=titles.pop())
    else:
        label = N_("Enter {count} signatures of {sheets} sheets")
        journal.describe(session, label, count=count, sheets=len(sheets))


def _evidence_of(session: Session, sheets: Sequence[JudgedSheet]) -> set[tuple[UUID, UUID]]:
    keys = [judged_row.row.row_id for one in sheets for judged_row in one.rows]
    found: set[tuple[UUID, UUID]] = set()
    for block in blocks(keys):
        rows = session.execute(
            select(Signature.sheet_row_id, Signature.attendance_id, Signature.receipt_id).where(
                Signature.sheet_row_id.in_(block), Signature.removed_at.is_(None)
            )
        )
        for row_id, *entries in rows:
            found.update((row_id, entry) for entry in entries if entry is not None)
    return found


def _reads_of(session: Session, sheets: Sequence[JudgedSheet]) -> dict[tuple[UUID, int, str], PageRead]:
    found: dict[tuple[UUID, int, str], PageRead] = {}
    for block in blocks([one.case.sheet.id for one in sheets]):
        rows = session.scalars(
            select(PageRead).where(
                PageRead.sheet_id.in_(block), PageRead.removed_at.is_(None), PageRead.lost_reason == ""
            )
        )
        found |= {(row.sheet_id, row.page, row.digest): row for row in rows}
    return found
