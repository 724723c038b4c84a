"""The pages read, brought together by sheet: pictures merged, people looked up, decisions applied."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.reading import Mark
from desktop.core.sheet_content import RowPart, SheetKind
from desktop.models.activities import Activity, Meeting
from desktop.models.sheets import Sheet, SheetRow
from desktop.services.enrolment import blocks
from desktop.services.reading_merge import RowSeen, merged
from desktop.services.reading_parts import Decision, PictureRead, ProposedRow
from desktop.services.reading_seats import Seat, Seats, SheetCase, case_of

_KINDS = {kind.value for kind in SheetKind}


@dataclass
class PageSeen:
    """A page of a sheet and the pictures (by index) it was read from, each digest once."""

    page: int
    pictures: list[int] = field(default_factory=list)
    repeated: int = 0
    slots: dict[int, list[RowSeen]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A proposed row and the person behind it."""

    row: ProposedRow
    seat: Seat
    number: int
    """Of the row on the whole sheet, as the door calls it."""


@dataclass(frozen=True, slots=True)
class JudgedSheet:
    """A sheet with its pages and rows; where ``is_closed`` nothing of it is entered."""

    case: SheetCase
    pages: tuple[PageSeen, ...]
    rows: tuple[JudgedRow, ...]
    is_closed: bool


def judged(
    session: Session, reads: Sequence[PictureRead], decisions: Mapping[UUID, Decision]
) -> list[JudgedSheet]:
    """Bring pictures, books and decisions together, sheet by sheet in the order of their numbers."""
    seen = _pages(reads)
    cases = _cases(session, seen.keys())
    rows = _rows(session, seen)
    seats = Seats(session)
    chosen = [one.worker_id for one in decisions.values() if one.worker_id]
    printed = [row.worker_id for of_sheet in rows.values() for row in of_sheet if row.worker_id]
    seats.load(cases, [*printed, *chosen])
    return [
        _sheet(seats, case, seen[case.sheet.id], rows.get(case.sheet.id, []), decisions) for case in cases
    ]


def closed(case: SheetCase) -> bool:
    """Say whether nothing can be entered for a sheet any more."""
    gone = case.activity.removed_at is not None or case.activity.cancelled_at is not None
    return gone or case.meeting is None or case.meeting.removed_at is not None


def _pages(reads: Sequence[PictureRead]) -> dict[UUID, dict[int, PageSeen]]:
    seen: dict[UUID, dict[int, PageSeen]] = {}
    digests: set[tuple[UUID, int, str]] = set()
    for index, read in enumerate(reads):
        for found in read.pages:
            if found.reading is None:
                continue
            page = seen.setdefault(found.sheet_id, {}).setdefault(found.page, PageSeen(found.page))
            if (found.sheet_id, found.page, read.digest) in digests:
                page.repeated += 1
                continue
            digests.add((found.sheet_id, found.page, read.digest))
            page.pictures.append(index)
            for row in found.reading.rows:
                page.slots.setdefault(row.slot, []).append(RowSeen(index, row))
    return seen


def _cases(session: Session, sheet_ids: Iterable[UUID]) -> list[SheetCase]:
    cases = []
    for block in blocks(sorted(sheet_ids)):
        rows = session.execute(
            select(Sheet, Activity, Meeting)
            .join(Activity, Activity.id == Sheet.activity_id)
            .outerjoin(Meeting, Meeting.id == Sheet.meeting_id)
            .where(Sheet.id.in_(block), Sheet.removed_at.is_(None))
        )
        cases += [case_of(sheet, activity, m) for sheet, activity, m in rows if sheet.kind.value in _KINDS]
    return sorted(cases, key=lambda case: case.sheet.number)


def _rows(session: Session, seen: Mapping[UUID, Mapping[int, PageSeen]]) -> dict[UUID, list[SheetRow]]:
    rows: dict[UUID, list[SheetRow]] = {}
    for block in blocks(sorted(seen)):
        pages = {page for sheet_id in block for page in seen[sheet_id]}
        found = session.scalars(
            select(SheetRow)
            .where(SheetRow.sheet_id.in_(block), SheetRow.page.in_(pages), SheetRow.removed_at.is_(None))
            .order_by(SheetRow.sheet_id, SheetRow.number)
        )
        for row in found:
            if row.page in seen[row.sheet_id]:
                rows.setdefault(row.sheet_id, []).append(row)
    return rows


def _sheet(
    seats: Seats,
    case: SheetCase,
    pages: Mapping[int, PageSeen],
    rows: Sequence[SheetRow],
    decisions: Mapping[UUID, Decision],
) -> JudgedSheet:
    is_closed = closed(case)
    first: dict[int, int] = {}
    for row in rows:
        first.setdefault(row.page, row.number)
    judged_rows = []
    for row in rows:
        seen = pages[row.page].slots.get(row.number - first[row.page])
        if seen:
            told = _row(seats, case, row, merged(seen), decisions.get(row.id), is_closed)
            judged_rows.append(told)
    ordered = tuple(pages[page] for page in sorted(pages))
    return JudgedSheet(case, ordered, tuple(judged_rows), is_closed)


def _written_sum(case: SheetCase, decision: Decision | None) -> int | None:
    """Return what a person read in a row without a printed sum."""
    return decision.fen if case.is_receipt and decision is not None else None


def _row(
    seats: Seats, case: SheetCase, row: SheetRow, seen: RowSeen, decision: Decision | None, is_closed: bool
) -> JudgedRow:
    reading = seen.reading
    decided = decision is not None and decision.mark is not None
    mark = decision.mark if decision is not None and decision.mark is not None else reading.mark
    seat = seats.seat(case, row, decision)
    part = case.part_of(row)
    enters = not is_closed and mark is Mark.SIGNED and _is_new(seat)
    if enters:
        seats.take(case, row, seat)
    proposed = ProposedRow(
        row_id=row.id,
        page=row.page,
        slot=reading.slot,
        number=case.printed_number(row),
        part=part,
        worker_id=seat.worker_id,
        name=seat.name,
        organisation=seat.organisation,
        mark=mark,
        judged=reading.mark,
        confidence=reading.confidence,
        why=reading.why,
        crop=reading.crop,
        decided=decided,
        standing=seat.standing,
        sentence=seat.sentence,
        enters=enters,
        picture=seen.picture,
        fen=case.fen if part is RowPart.LISTED else _written_sum(case, decision),
    )
    return JudgedRow(proposed, seat, row.number)


def _is_new(seat: Seat) -> bool:
    """Say whether the person is not on file yet: nothing is, or a walk-in whom only now somebody names."""
    return seat.entry is None or (seat.entry.is_unnamed and seat.standing is not seat.standing.ALREADY_IN)
