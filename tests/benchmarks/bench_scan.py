"""A scan at the door, from the code to an answer that is on disk."""

import random
import tempfile
import time
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.codes import card_code, row_code
from desktop.models.sheets import Card, SheetRow
from desktop.services import activities, attendance, cards, door, enrolment, sheets
from desktop.services.activities import ActivityCard, ActivityEntry, MeetingEntry
from desktop.services.attendance import VerdictKind
from desktop.storage.store import Store
from tests.benchmarks.measure import Measure
from tests.benchmarks.people_data import fill
from tests.benchmarks.scale import Scale, each_ms, percentile, scale

MUST_MS, AIM_MS = 50, 20


def measures() -> Iterable[Measure]:
    """Yield how long a scan takes, a search by name, and the counts beside the door."""
    size = scale()
    with tempfile.TemporaryDirectory(prefix="yijia-scan-", ignore_cleanup_errors=True) as folder:
        store = Store.open(Path(folder) / "yijia.db")
        try:
            workers = store.do(fill, size.workers)
            yield from _at_the_door(store, random.Random(7).sample(workers, size.listed), size)
        finally:
            store.close()


def _at_the_door(store: Store, chosen: list[UUID], size: Scale) -> Iterable[Measure]:
    card = _evening(store, chosen)
    meeting = card.meetings[0].id
    codes = _codes(store, 5 * size.repeats)
    detail = f"{len(codes)} scans, {size.workers:,} workers, {size.listed:,} on the list"
    first = [_scanned(store, meeting, code, VerdictKind.IN) for code in codes]
    yield _measure("scan to durable verdict, p99", percentile(first, 0.99), detail)
    yield Measure("scan to durable verdict, median", percentile(first, 0.5), "ms")
    again = [_scanned(store, meeting, code, VerdictKind.ALREADY_IN) for code in codes[: size.repeats]]
    yield _measure("scan of who is in already, p99", percentile(again, 0.99), "")
    sought = ("王", "张伟", "zgw", "li", "38", "zhangw")
    found = each_ms([partial(store.read, door.find_at_door, meeting, text) for text in sought] * 5)
    yield Measure(
        "search at the door, slowest", max(found[len(sought) :]), "ms", 100, detail=" ".join(sought)
    )
    counted = each_ms([partial(store.read, attendance.counts, meeting)] * 20)
    yield Measure("counts beside the door, median", percentile(counted, 0.5), "ms")


def _measure(name: str, value: float, detail: str) -> Measure:
    return Measure(name, value, "ms", MUST_MS, AIM_MS, detail=detail)


def _evening(store: Store, chosen: list[UUID]) -> ActivityCard:
    start = store.now() - timedelta(minutes=5)
    entry = ActivityEntry("渔民文化节 开幕式", (MeetingEntry(start),), place="东港体育馆")
    card = store.do(activities.add, entry)
    store.do(enrolment.enrol, card.id, chosen)
    request = sheets.SheetRequest(card.id)
    store.record(sheets.print_sheet, store.code_key, request, BytesIO())
    some = cards.CardsRequest(worker_ids=tuple(chosen[: len(chosen) // 10]))
    store.record(cards.print_cards, store.code_key, some, BytesIO())
    return card


def _codes(store: Store, count: int) -> list[str]:
    """Return codes of different people on the list: nine rows of the sheet to each card."""

    def tokens(session: Session) -> tuple[dict[UUID, int], dict[UUID, int]]:
        rows = session.execute(select(SheetRow.worker_id, SheetRow.token)).all()
        held = session.execute(select(Card.worker_id, Card.token)).all()
        return {w: t for w, t in rows if w is not None}, {w: t for w, t in held}

    rows, held = store.read(tokens)
    key = store.code_key
    people = random.Random(11).sample(sorted(rows), count)
    return [card_code(key, held[w]) if w in held else row_code(key, rows[w]) for w in people]


def _scanned(store: Store, meeting: UUID, code: str, expected: VerdictKind) -> float:
    """Return the milliseconds from the code to the answer; on disk when the answer is there."""
    began = time.perf_counter()
    verdict = store.do(door.scan, store.code_key, meeting, code)
    took = (time.perf_counter() - began) * 1000
    if verdict.kind is not expected:
        raise RuntimeError(f"the door said {verdict.kind}")
    return took
