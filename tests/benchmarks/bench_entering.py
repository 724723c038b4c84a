"""Two hundred signed pages entered at once, and what Home asks about pages to come."""

import os
import tempfile
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.ids import new_id, new_ids
from desktop.core.reading import Crop, Mark, PageReading, RowReading, Why
from desktop.models.activities import Meeting
from desktop.models.base import Plain, plain
from desktop.models.reading import PageRead
from desktop.models.sheets import Sheet, SheetRow
from desktop.services import activities, enrolment, reading, sheets
from desktop.services.activities import ActivityEntry, MeetingEntry
from desktop.services.reading import PageFound, PictureRead
from desktop.storage import bulk
from desktop.storage.store import Store
from tests.benchmarks.measure import Measure
from tests.benchmarks.people_data import fill
from tests.benchmarks.scale import each_ms, percentile, scale, seconds

PAGES, ROWS = 200, 13
CROP_BYTES = 3_000
YEARS_OF_SHEETS = 3_000
MUST_S = 2.0


def measures() -> Iterable[Measure]:
    """Yield how long proposing, entering and undoing a large stack takes, and the question of Home."""
    with tempfile.TemporaryDirectory(prefix="yijia-enter-", ignore_cleanup_errors=True) as folder:
        store = Store.open(Path(folder) / "yijia.db")
        try:
            workers = store.do(fill, scale().workers)[: PAGES * ROWS]
            stack = _stack(store, workers)
            yield from _entered(store, stack)
            yield from _asked_at_home(store)
        finally:
            store.close()


def _entered(store: Store, stack: Sequence[PictureRead]) -> Iterable[Measure]:
    detail = f"{PAGES} pages, {PAGES * ROWS:,} signatures, {scale().workers:,} workers"
    proposed = seconds(partial(store.read, reading.propose, stack))
    yield Measure("signed pages proposed", proposed, "s", detail=detail)
    entered = seconds(partial(store.do, reading.accept, stack))
    yield Measure("signed pages entered, on disk", entered, "s", MUST_S, detail=detail)
    yield Measure("the same undone", seconds(store.undo), "s")
    yield Measure("the same done again", seconds(store.redo), "s")


def _asked_at_home(store: Store) -> Iterable[Measure]:
    store.record(_many_sheets)
    asked = each_ms([partial(store.read, reading.missing_pages, store.now())] * 10)
    detail = f"{YEARS_OF_SHEETS:,} sheets of three pages read back, one page to come"
    yield Measure("pages to come, median", percentile(asked, 0.5), "ms", 100, 20, detail=detail)


def _stack(store: Store, workers: Sequence[UUID]) -> list[PictureRead]:
    """Return every page of a long list, signed by everybody."""
    start = store.now() - timedelta(hours=2)
    card = store.do(activities.add, ActivityEntry("渔民文化节 开幕式", (MeetingEntry(start),)))
    store.do(enrolment.enrol, card.id, workers)
    printed = store.record(sheets.print_sheet, store.code_key, sheets.SheetRequest(card.id), BytesIO())
    crop = Crop(os.urandom(CROP_BYTES), 300, 90)

    def pages(session: Session) -> list[int]:
        rows = select(SheetRow.page).where(SheetRow.sheet_id == printed.sheet_id).order_by(SheetRow.number)
        return list(session.scalars(rows))

    counts: dict[int, int] = {}
    for page in store.read(pages):
        counts[page] = counts.get(page, 0) + 1
    return [_picture(printed.sheet_id, page, count, crop) for page, count in counts.items()]


def _picture(sheet_id: UUID, page: int, count: int, crop: Crop) -> PictureRead:
    rows = tuple(RowReading(slot, Mark.SIGNED, 0.98, Why.CLEAR, crop) for slot in range(count))
    found = PageFound(sheet_id, 1, page, PageReading(page, rows, 1.0, ()))
    return PictureRead(None, f"{page}.jpg", 1, f"{page}", (found,))


def _many_sheets(session: Session) -> None:
    """Put years of meetings with sheets of three pages on record, all read back but the very last page."""
    first = session.scalars(select(Sheet).limit(1)).one()
    begins = plain(first.printed_at - timedelta(days=1))
    meetings = new_ids(YEARS_OF_SHEETS)
    bulk.insert_many(
        session,
        Meeting,
        ("id", "activity_id", "starts_at", "ends_at"),
        [(key.hex, plain(first.activity_id), begins, plain(first.printed_at)) for key in meetings],
    )
    kept = [_copy(first, first.number + n, key) for n, key in enumerate(meetings, start=1)]
    bulk.insert_many(session, Sheet, tuple(kept[0]), [tuple(one.values()) for one in kept])
    read = [(new_id().hex, one["id"], page, begins, "", 5) for one in kept for page in (1, 2, 3)]
    bulk.insert_many(session, PageRead, ("id", "sheet_id", "page", "read_at", "account", "signed"), read[:-1])


def _copy(sheet: Sheet, number: int, meeting_id: UUID) -> dict[str, Plain]:
    return {
        "id": new_id().hex,
        "number": number,
        "kind": sheet.kind.value,
        "activity_id": plain(sheet.activity_id),
        "meeting_id": meeting_id.hex,
        "title": sheet.title,
        "printed_at": plain(sheet.printed_at),
        "account": sheet.account,
        "layout_version": sheet.layout_version,
        "language": sheet.language,
        "pages": 3,
        "row_count": sheet.row_count,
        "options": sheet.options,
    }
