"""Entering what was read: attendances, receipts, and the evidence of each, as one operation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, PersonError
from desktop.core.i18n import N_, _
from desktop.core.names import NAME_LIMIT, clean_name
from desktop.core.reading import Mark
from desktop.models.reading import PageRead, Signature
from desktop.services.clock import moment_of
from desktop.services.enrolment import blocks
from desktop.services.reading_entries import Entries, counts_of_page
from desktop.services.reading_judged import JudgedRow, JudgedSheet, PageSeen, judged
from desktop.services.reading_parts import Accepted, Decision, PictureRead, ProposedRow
from desktop.services.reading_propose import closed_words
from desktop.services.reading_seats import SheetCase
from desktop.storage import journal


class NothingToEnter(PersonError):
    """Nothing of what was read can be entered."""


@dataclass
class _Acceptance:
    """One acceptance on its way, and what is on file already of the same pages."""

    reads: Sequence[PictureRead]
    entries: Entries
    evidence: set[tuple[UUID, UUID]]
    """Row and entry of the signatures on file."""
    page_reads: dict[tuple[UUID, int, str], PageRead]
    made: dict[UUID, UUID] = field(default_factory=dict)
    """The entry that each row made."""
    already: int = 0
    left: int = 0

    def take_sheet(self, one: JudgedSheet) -> None:
        """Take in the pages of a sheet with their rows."""
        by_page: dict[int, list[JudgedRow]] = {page.page: [] for page in one.pages}
        for judged_row in one.rows:
            by_page[judged_row.row.page].append(judged_row)
        for page in one.pages:
            keys = self._take_page(one.case, page, [each.row for each in by_page[page.page]])
            for judged_row in by_page[page.page]:
                self._take_row(one.case, judged_row, keys[judged_row.row.picture])

    def _take_page(self, case: SheetCase, page: PageSeen, rows: list[ProposedRow]) -> dict[int, UUID]:
        """Note that a page came, once for each of its pictures; return their keys by the picture's index."""
        counts = counts_of_page(rows)
        keys: dict[int, UUID] = {}
        for index in page.pictures:
            read = self.reads[index]
            known = self.page_reads.get((case.sheet.id, page.page, read.digest))
            if known is None:
                keys[index] = self.entries.page(case, page.page, read, counts)
                continue
            known.signed, known.empty = counts.signed, counts.empty
            known.doubtful, known.unseen = counts.doubtful, counts.unseen
            keys[index] = known.id
        return keys

    def _take_row(self, case: SheetCase, judged_row: JudgedRow, page_read_id: UUID) -> None:
        row = judged_row.row
        if row.mark is not Mark.SIGNED:
            self.left += row.mark is Mark.DOUBTFUL
            return
        key = self._entry(case, judged_row)
        if key is None:
            return
        self.made[row.row_id] = key
        if (row.row_id, key) not in self.evidence:
            self.entries.signature(case, row, key, page_read_id)

    def _entry(self, case: SheetCase, judged_row: JudgedRow) -> UUID | None:
        """Return the entry a signature stands for: one on file, one of a row before, or a new one."""
        row, seat = judged_row.row, judged_row.seat
        if not row.enters:
            self.already += 1
            entry = seat.entry
            return None if entry is None else entry.id or self.made.get(entry.row_id or row.row_id)
        if seat.entry is not None and seat.entry.id is not None:
            return self.entries.name(case, seat.entry.id, seat)
        if case.is_receipt:
            return self.entries.receipt(case, row, seat)
        return self.entries.attendance(case, row, seat)


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
    entries = Entries(session, moment_of(session))
    taken = _Acceptance(reads, entries, _evidence_of(session, open_ones), _reads_of(session, open_ones))
    for one in open_ones:
        taken.take_sheet(one)
    entries.write()
    _describe(session, open_ones, entries.signatures or entries.named)
    return Accepted(
        attendances=len(entries.attendances),
        walk_ins=entries.walk_ins,
        receipts=len(entries.receipts),
        sum=Decimal(entries.fen) / 100,
        already=taken.already,
        left=taken.left,
        pages=sum(len(one.pages) for one in open_ones),
        closed=closed_ones,
    )


def _check_names(decisions: Iterable[Decision]) -> None:
    for one in decisions:
        if len(clean_name(one.name)) > NAME_LIMIT:
            raise FieldError(
                "name", _("The name is longer than {count} characters.").format(count=NAME_LIMIT)
            )


def _describe(session: Session, sheets: Sequence[JudgedSheet], count: int) -> None:
    """Name the operation by the signatures it keeps; where all were on file, by the pages that came again."""
    titles = {one.case.sheet.title for one in sheets}
    if len(titles) == 1:
        label = (
            N_("Enter {count} signatures of “{title}”")
            if count
            else N_("Note that pages of “{title}” came back")
        )
        journal.describe(session, label, count=count, title=titles.pop())
    else:
        label = (
            N_("Enter {count} signatures of {sheets} sheets")
            if count
            else N_("Note that pages of {sheets} sheets came back")
        )
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
