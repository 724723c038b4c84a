"""What an import of goods knows of each row of a list: what it says, what becomes of it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from desktop.core.i18n import _
from desktop.services.imports_rows import Verdict
from desktop.services.supplies import BatchEntry, ItemEntry
from desktop.spreadsheets.read import Cell

__all__ = [
    "BatchKey",
    "SuppliesImported",
    "SupplyCells",
    "SupplyImportRow",
    "SupplyPlan",
    "SupplyPreview",
    "SupplyTable",
    "Verdict",
]

BatchKey = tuple[str, str, date | None, date | None]
"""Key of the goods, batch number, expiry, purchase."""


@dataclass(frozen=True, slots=True)
class SupplyCells:
    """A row as it came: its cells, and those of the fields that were recognised."""

    sheet: str
    row: int
    cells: Sequence[Cell]
    values: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class SupplyPlan:
    """What a row that is taken does. ``item`` None: the goods are as on file; the same of ``batch``.

    ``batch_key`` None: the row says nothing of a batch; ``quantity`` and ``minimum`` None: they stay.
    """

    item_key: str
    item: ItemEntry | None
    batch_key: BatchKey | None
    batch_id: UUID | None
    batch: BatchEntry | None
    place: UUID | None
    quantity: int | None
    minimum: int | None


@dataclass(frozen=True, slots=True)
class SupplyImportRow:
    """A row and what becomes of it; ``sentence`` says why it is refused, or what changes."""

    cells: SupplyCells
    verdict: Verdict
    name: str
    place: str
    sentence: str = ""
    field: str = ""
    plan: SupplyPlan | None = None


@dataclass(frozen=True, slots=True)
class SupplyTable:
    """A table of the file: its sheet and headings."""

    sheet: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SupplyPreview:
    """What taking a list in would do; ``rows`` are in the order of the list."""

    path: Path
    tables: tuple[SupplyTable, ...]
    rows: tuple[SupplyImportRow, ...]

    def having(self, verdict: Verdict) -> list[int]:
        """Return the places in ``rows`` of those that come to this verdict."""
        return [place for place, row in enumerate(self.rows) if row.verdict is verdict]


@dataclass(frozen=True, slots=True)
class SuppliesImported:
    """What was taken in; ``left_out`` are the rows that were not."""

    new: int
    changed: int
    same: int
    left_out: tuple[SupplyImportRow, ...]


def change_words(label: str, before: str, after: str) -> str:
    """Return a change as a person reads it."""
    return f"{label}: {before or _('(nothing)')} → {after or _('(nothing)')}"
