"""Pages of signed sheets that have not come back, and those that never will."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _
from desktop.models.activities import Activity, Meeting
from desktop.models.reading import PageRead
from desktop.models.sheets import Sheet, SheetKind
from desktop.services.clock import moment_of
from desktop.services.enrolment import blocks
from desktop.services.reading_parts import MissingPages
from desktop.services.reading_seats import SheetCase, case_of, print_key
from desktop.storage import journal
from desktop.storage.store import account

_SIGNED_KINDS = (SheetKind.SIGN_IN, SheetKind.RECEIPT)


class CameBack(Refused):
    """A page that was read in is not lost."""


@dataclass
class _Back:
    """What came back of one sheet."""

    whole: set[int] = field(default_factory=set)
    partly: dict[int, set[str]] = field(default_factory=dict)
    """The slots outside every picture of a page so far."""
    lost: set[int] = field(default_factory=set)

    def take(self, read: PageRead) -> None:
        if read.lost_reason:
            self.lost.add(read.page)
            return
        unseen = set(read.unseen.split(",")) if read.unseen else set()
        left = self.partly[read.page] & unseen if read.page in self.partly else unseen
        self.partly[read.page] = left
        if not left:
            self.whole.add(read.page)

    def outstanding(self, pages: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the pages of which nothing came, and those of which a part is still to come."""
        open_ones = [n for n in range(1, pages + 1) if n not in self.whole | self.lost]
        return tuple(n for n in open_ones if n not in self.partly), tuple(
            n for n in open_ones if n in self.partly
        )


def missing_pages(session: Session, now: datetime) -> list[MissingPages]:
    """Return the pages still to come, sheet by sheet, the latest meeting first.

    A sheet counts once a page of it came back, or after its meeting once another sheet of that meeting did.
    An older print is not missing where a newer one of the same list came back whole, nor an unused print
    where another one was used.
    """
    meetings = _meetings_with_paper(session)
    cases = _cases(session, meetings)
    back = _back(session, [case.sheet.id for case in cases])
    prints: dict[tuple[object, ...], list[SheetCase]] = {}
    for case in cases:
        prints.setdefault(print_key(case), []).append(case)
    wanted = [case for of_list in prints.values() for case in _wanted(of_list, back, now)]
    wanted.sort(key=lambda case: (_starts(case), case.sheet.number), reverse=True)
    return list(_told(wanted, back))


def note_lost(session: Session, sheet_id: UUID, page: int, reason: str) -> None:
    """Note that a page will not come, and why. Raises NotFound, ``CameBack``, FieldError (reason)."""
    sheet = session.get(Sheet, sheet_id)
    if sheet is None or sheet.removed_at is not None or not 1 <= page <= sheet.pages:
        raise NotFound(_("That page is not on record."))
    if not reason.strip():
        raise FieldError("reason", _("Say why the page will not come."))
    back = _back(session, [sheet_id])[sheet_id]
    if page in back.whole:
        raise CameBack(
            _("Page {page} of sheet {number} came back already.").format(page=page, number=sheet.number)
        )
    if page not in back.lost:
        session.add(
            PageRead(
                sheet_id=sheet_id,
                page=page,
                read_at=moment_of(session),
                account=account(),
                lost_reason=reason.strip(),
            )
        )
        session.flush()
    journal.describe(
        session,
        N_("Give up page {page} of sheet {number} of {title}: {reason}"),
        page=page,
        number=sheet.number,
        title=sheet.title,
        reason=reason.strip(),
    )


def _meetings_with_paper(session: Session) -> list[UUID]:
    """Return the meetings of which at least one page came back and at least one did not."""
    pages_back = func.count(PageRead.page.distinct())
    rows = session.execute(
        select(Sheet.meeting_id, Sheet.pages, pages_back)
        .outerjoin(
            PageRead,
            and_(
                PageRead.sheet_id == Sheet.id,
                PageRead.removed_at.is_(None),
                PageRead.unseen == "",
            ),
        )
        .where(
            Sheet.kind.in_(_SIGNED_KINDS),
            Sheet.removed_at.is_(None),
            Sheet.meeting_id.in_(
                select(Sheet.meeting_id)
                .join(PageRead, PageRead.sheet_id == Sheet.id)
                .where(PageRead.removed_at.is_(None))
            ),
        )
        .group_by(Sheet.id, Sheet.meeting_id, Sheet.pages)
        .having(pages_back < Sheet.pages)
    )
    return list(dict.fromkeys(meeting_id for meeting_id, _pages, _back in rows if meeting_id))


def _cases(session: Session, meetings: Sequence[UUID]) -> list[SheetCase]:
    """Return the signed sheets of these meetings, where the meeting still stands, newest print first."""
    cases = []
    for block in blocks(meetings):
        rows = session.execute(
            select(Sheet, Activity, Meeting)
            .join(Meeting, Meeting.id == Sheet.meeting_id)
            .join(Activity, Activity.id == Sheet.activity_id)
            .where(
                Sheet.meeting_id.in_(block),
                Sheet.kind.in_(_SIGNED_KINDS),
                Sheet.removed_at.is_(None),
                Meeting.removed_at.is_(None),
                Activity.removed_at.is_(None),
                Activity.cancelled_at.is_(None),
            )
            .order_by(Sheet.number.desc())
        )
        cases += [case_of(sheet, activity, meeting) for sheet, activity, meeting in rows]
    return cases


def _back(session: Session, sheet_ids: Sequence[UUID]) -> dict[UUID, _Back]:
    back = {key: _Back() for key in sheet_ids}
    for block in blocks(sheet_ids):
        reads = session.scalars(
            select(PageRead).where(PageRead.sheet_id.in_(block), PageRead.removed_at.is_(None))
        )
        for read in reads:
            back[read.sheet_id].take(read)
    return back


def _wanted(prints: Sequence[SheetCase], back: Mapping[UUID, _Back], now: datetime) -> Iterable[SheetCase]:
    """Return which printings (newest first) of one list have pages to come."""
    used = []
    for case in prints:
        of_sheet = back[case.sheet.id]
        if not any(of_sheet.outstanding(case.sheet.pages)):
            break
        if of_sheet.partly or of_sheet.lost:
            used.append(case)
    else:
        newest = prints[0]
        if not used and newest.meeting is not None and newest.meeting.ends_at < now:
            used.append(newest)
    return used


def _told(cases: Iterable[SheetCase], back: Mapping[UUID, _Back]) -> Iterator[MissingPages]:
    for case in cases:
        missing, partly = back[case.sheet.id].outstanding(case.sheet.pages)
        yield MissingPages(
            sheet_id=case.sheet.id,
            number=case.sheet.number,
            kind=case.kind,
            title=case.sheet.title,
            activity_id=case.activity.id,
            meeting_id=case.sheet.meeting_id,
            starts_at=case.meeting.starts_at if case.meeting else None,
            pages=case.sheet.pages,
            missing=missing,
            partly=partly,
        )


def _starts(case: SheetCase) -> datetime:
    return case.meeting.starts_at if case.meeting else case.sheet.printed_at
