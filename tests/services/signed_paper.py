"""Printed sheets and what reading them tells, made by hand: rows signed, empty, in doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.codes import page_code, row_code
from desktop.core.reading import Crop, Mark, PageReading, RowReading, Why
from desktop.core.sheet_content import LAYOUT_VERSION
from desktop.models.activities import Attendance
from desktop.models.base import Kept
from desktop.models.sheets import SheetRow
from desktop.services import reading_accept, sheets
from desktop.services.reading import Accepted, Decision, PageFound, PictureRead
from desktop.services.sheets import SheetRequest
from desktop.storage import audit
from desktop.storage.store import Store

OUTLINE = ((0.0, 0.0), (1000.0, 0.0), (1000.0, 1414.0), (0.0, 1414.0))
SIGNED, EMPTY, DOUBTFUL, UNSEEN = Mark.SIGNED, Mark.EMPTY, Mark.DOUBTFUL, Mark.UNSEEN


@dataclass(frozen=True)
class Row:
    """A row of a printed sheet, as it is on record."""

    id: UUID
    page: int
    slot: int
    worker_id: UUID | None
    code: str


@dataclass(frozen=True)
class Paper:
    """A sheet that was printed."""

    store: Store
    sheet_id: UUID
    number: int
    pages: int
    rows: tuple[Row, ...] = field(repr=False)

    def page_code(self, page: int) -> str:
        """Return the code at the head of a page."""
        return page_code(self.store.code_key, self.number, page, self.pages, LAYOUT_VERSION)

    def on(self, page: int) -> list[Row]:
        """Return the rows of a page."""
        return [row for row in self.rows if row.page == page]

    def found(
        self, page: int, marks: Mapping[int, Mark], rest: Mark = EMPTY, seen: float = 1.0, sure: float = 0.99
    ) -> PageFound:
        """Return a page with marks by slot; all others are ``rest``."""
        rows = tuple(reading(row.slot, marks.get(row.slot, rest), sure) for row in self.on(page))
        return PageFound(self.sheet_id, self.number, page, PageReading(page, rows, seen, OUTLINE))


def reading(slot: int, mark: Mark, sure: float = 0.99) -> RowReading:
    """Return a row as a picture shows it, with a crop that is told apart by its slot."""
    why = {DOUBTFUL: Why.LITTLE, UNSEEN: Why.OUTSIDE}.get(mark, Why.CLEAR)
    crop = None if mark is UNSEEN else Crop(b"jpeg %d" % slot, 120, 40)
    return RowReading(slot, mark, 0.4 if mark is DOUBTFUL else sure, why, crop)


def picture(*pages: PageFound, name: str = "scan.jpg", number: int = 1) -> PictureRead:
    """Return what one picture told."""
    return PictureRead(Path("/scans") / name, name, number, f"{name}:{number}", pages)


def print_paper(store: Store, request: SheetRequest) -> Paper:
    """Print a sheet and return it as it lies on the table."""
    printed = store.record(sheets.print_sheet, store.code_key, request, BytesIO())

    def rows(session: Session) -> Sequence[SheetRow]:
        found = select(SheetRow).where(SheetRow.sheet_id == printed.sheet_id).order_by(SheetRow.number)
        return session.scalars(found).all()

    first: dict[int, int] = {}
    made = []
    for row in store.read(rows):
        slot = row.number - first.setdefault(row.page, row.number)
        made.append(Row(row.id, row.page, slot, row.worker_id, row_code(store.code_key, row.token)))
    return Paper(store, printed.sheet_id, printed.number, printed.pages, tuple(made))


def accept(store: Store, *reads: PictureRead, **decisions: Decision) -> Accepted:
    """Enter pictures with what a person decided."""
    return store.do(reading_accept.accept, reads, {UUID(key): one for key, one in decisions.items()})


def decide(paper: Paper, slot: int, decision: Decision) -> dict[str, Decision]:
    """Return a decision about a row of a sheet's first page, as ``accept`` takes it."""
    return {str(paper.rows[slot].id): decision}


def kept(store: Store, model: type[Kept]) -> int:
    """Return how many rows of a table are on file."""

    def count(session: Session) -> int:
        return session.scalar(select(func.count(model.id)).where(model.removed_at.is_(None))) or 0

    return store.read(count)


def entries(store: Store) -> Sequence[Attendance]:
    """Return who is on file as present, in the order of entering."""

    def on_file(session: Session) -> Sequence[Attendance]:
        rows = select(Attendance).where(Attendance.removed_at.is_(None)).order_by(Attendance.id)
        return session.scalars(rows).all()

    return store.read(on_file)


def faults(store: Store) -> list[str]:
    """Return where the journal and what is on file differ."""
    with store.engine.connect() as connection:
        return audit.journal_faults(connection)
