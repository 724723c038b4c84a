"""The proposal: what signed paper would enter, with everything about it that a person should look at."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import _, ngettext
from desktop.core.reading import Mark
from desktop.core.sheet_content import RowPart
from desktop.models.reading import PageRead
from desktop.models.sheets import Sheet, SheetKind
from desktop.services.clock import local
from desktop.services.reading_judged import JudgedSheet, PageSeen, judged
from desktop.services.reading_parts import (
    Decision,
    PictureRead,
    Proposal,
    ProposedRow,
    RowCounts,
    SheetProposal,
    Standing,
)
from desktop.services.reading_seats import SheetCase, case_of, print_key
from desktop.services.sheet_filling import day_words


@dataclass(frozen=True, slots=True)
class _Before:
    """What came of a sheet earlier: the days its pages were entered, and the pages given up."""

    entered: Mapping[int, date]
    lost: frozenset[int]


def propose(
    session: Session, reads: Sequence[PictureRead], decisions: Mapping[UUID, Decision] | None = None
) -> Proposal:
    """Return what accepting these pictures would enter; ``decisions`` go by the key of the sheet's row."""
    sheets = judged(session, reads, decisions or {})
    before = _before(session, [one.case.sheet.id for one in sheets])
    newest = _newest_prints(session, [one.case for one in sheets])
    return Proposal(
        tuple(_proposal(one, reads, before[one.case.sheet.id], newest) for one in sheets),
        tuple(_unused(reads, {one.case.sheet.id for one in sheets})),
    )


def _unused(reads: Iterable[PictureRead], known: set[UUID]) -> Iterable[PictureRead]:
    """Yield the pictures that gave no page, those among them whose sheet went off the record meanwhile."""
    for read in reads:
        if not read.is_used:
            yield read
        elif not any(page.sheet_id in known for page in read.pages if page.reading is not None):
            yield replace(read, sentence=_("That sheet is not on record."))


def counts_of(rows: Iterable[ProposedRow]) -> RowCounts:
    """Count rows by verdict; blank rows that are empty count for nothing."""
    counts: Counter[str] = Counter()
    for row in rows:
        if row.mark is Mark.SIGNED:
            counts["signed" if row.part is RowPart.LISTED else "walk_ins"] += 1
            counts["already"] += row.standing is Standing.ALREADY_IN
        elif row.part is RowPart.LISTED or row.mark is Mark.DOUBTFUL:
            counts[row.mark.value] += 1
    return RowCounts(**counts)


def closed_words(case: SheetCase) -> str:
    """Return why nothing can be entered for a sheet."""
    if case.activity.removed_at is not None:
        return _("“{title}” was removed; nothing of sheet {number} can be entered.").format(
            title=case.activity.title, number=case.sheet.number
        )
    if case.activity.cancelled_at is not None:
        return _("“{title}” is cancelled; nothing of sheet {number} can be entered.").format(
            title=case.activity.title, number=case.sheet.number
        )
    return _("The meeting of sheet {number} was removed; nothing of it can be entered.").format(
        number=case.sheet.number
    )


def _proposal(
    one: JudgedSheet,
    reads: Sequence[PictureRead],
    before: _Before,
    newest: Mapping[tuple[object, ...], Sheet],
) -> SheetProposal:
    case, sheet = one.case, one.case.sheet
    rows = tuple(judged_row.row for judged_row in one.rows)
    now = tuple(page.page for page in one.pages)
    here = set(now) | set(before.entered) | before.lost
    signed = [row for row in rows if row.mark is Mark.SIGNED]
    return SheetProposal(
        sheet_id=sheet.id,
        number=sheet.number,
        kind=case.kind,
        title=sheet.title,
        activity_id=case.activity.id,
        meeting_id=sheet.meeting_id,
        starts_at=case.meeting.starts_at if case.meeting else None,
        pages=sheet.pages,
        pages_now=now,
        pages_before=tuple(sorted(before.entered)),
        missing=tuple(page for page in range(1, sheet.pages + 1) if page not in here),
        notices=tuple(dict.fromkeys(_notices(one, rows, reads, before, newest))),
        is_closed=one.is_closed,
        rows=rows,
        counts=counts_of(rows),
        sum=Decimal(sum(row.fen or 0 for row in signed)) / 100 if case.is_receipt else Decimal(0),
        without_sum=sum(row.fen is None for row in signed) if case.is_receipt and case.fen else 0,
    )


def _notices(
    one: JudgedSheet,
    rows: Sequence[ProposedRow],
    reads: Sequence[PictureRead],
    before: _Before,
    newest: Mapping[tuple[object, ...], Sheet],
) -> Iterable[str]:
    if one.is_closed:
        yield closed_words(one.case)
    later = newest.get(print_key(one.case))
    if later is not None and later.number > one.case.sheet.number:
        yield _(
            "Printed on {date}; the newest is sheet {number} of {newer}. It is read all the same."
        ).format(
            date=day_words(local(one.case.sheet.printed_at)),
            number=later.number,
            newer=day_words(local(later.printed_at)),
        )
    unseen = Counter(row.page for row in rows if row.mark is Mark.UNSEEN)
    for page in one.pages:
        yield from _page_notices(page, unseen[page.page], before)
    for index in sorted({index for page in one.pages for index in page.pictures}):
        yield from (f"{reads[index].name}: {notice}" for notice in _said_beside(reads[index]))


def _said_beside(read: PictureRead) -> list[str]:
    unread = [notice for page in read.pages if page.reading is None for notice in page.notices]
    return [*read.notices, *unread]


def _page_notices(page: PageSeen, unseen: int, before: _Before) -> Iterable[str]:
    if page.page in before.entered:
        yield _("Page {page} was entered before, on {date}.").format(
            page=page.page, date=day_words(before.entered[page.page])
        )
    elif page.page in before.lost:
        yield _("Page {page} had been given up; here it is after all.").format(page=page.page)
    if page.repeated:
        yield _("The same picture of page {page} came twice; it was read once.").format(page=page.page)
    if len(page.pictures) > 1:
        yield _("Page {page} is in {count} pictures; they were put together.").format(
            page=page.page, count=len(page.pictures)
        )
    if unseen:
        yield ngettext(
            "Page {page} lies partly outside the picture: {count} row cannot be seen.",
            "Page {page} lies partly outside the picture: {count} rows cannot be seen.",
            unseen,
        ).format(page=page.page, count=unseen)


def _newest_prints(session: Session, cases: Sequence[SheetCase]) -> dict[tuple[object, ...], Sheet]:
    by_activity = {case.activity.id: case for case in cases}
    sheets = session.scalars(
        select(Sheet)
        .where(
            Sheet.activity_id.in_(by_activity),
            Sheet.kind.in_((SheetKind.SIGN_IN, SheetKind.RECEIPT)),
            Sheet.removed_at.is_(None),
        )
        .order_by(Sheet.number)
    )
    newest: dict[tuple[object, ...], Sheet] = {}
    for sheet in sheets:
        case = by_activity[sheet.activity_id] if sheet.activity_id else None
        if case is not None:
            newest[print_key(case_of(sheet, case.activity, None))] = sheet
    return newest


def _before(session: Session, sheet_ids: Sequence[UUID]) -> dict[UUID, _Before]:
    entered: dict[UUID, dict[int, date]] = {key: {} for key in sheet_ids}
    lost: dict[UUID, set[int]] = {key: set() for key in sheet_ids}
    rows = session.scalars(
        select(PageRead)
        .where(PageRead.sheet_id.in_(sheet_ids), PageRead.removed_at.is_(None))
        .order_by(PageRead.read_at)
    )
    for row in rows:
        if row.lost_reason:
            lost[row.sheet_id].add(row.page)
        else:
            entered[row.sheet_id][row.page] = local(row.read_at).date()
    return {key: _Before(entered[key], frozenset(lost[key] - entered[key].keys())) for key in sheet_ids}
