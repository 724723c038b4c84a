"""What an import of former trips knows of each row of a list: what it says, what becomes of it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from desktop.services.imports_rows import Verdict
from desktop.services.trip_history import TakenEntry
from desktop.spreadsheets.read import Cell

__all__ = [
    "HistoryCells",
    "HistoryImportRow",
    "HistoryImported",
    "HistoryPreview",
    "HistoryTable",
    "Verdict",
]


@dataclass(frozen=True, slots=True)
class HistoryCells:
    """A row as it came: its cells, those of the fields recognised, and the year its table is of, if any."""

    sheet: str
    row: int
    cells: Sequence[Cell]
    values: dict[str, Cell]
    year: int | None


@dataclass(frozen=True, slots=True)
class HistoryImportRow:
    """A row and what becomes of it; ``sentence`` says why it is refused, or what changes.

    ``taken_id`` is the trip on record it changes.
    """

    cells: HistoryCells
    verdict: Verdict
    name: str
    organisation: str
    year: int | None = None
    sentence: str = ""
    entry: TakenEntry | None = None
    taken_id: UUID | None = None
    is_stranger: bool = False


@dataclass(frozen=True, slots=True)
class HistoryTable:
    """A table of the file: its sheet and headings, and the year said above it."""

    sheet: str
    headings: tuple[str, ...]
    year: int | None


@dataclass(frozen=True, slots=True)
class HistoryPreview:
    """What taking a list of former trips in would do; ``rows`` are in the order of the list."""

    path: Path
    tables: tuple[HistoryTable, ...]
    rows: tuple[HistoryImportRow, ...]

    def having(self, verdict: Verdict) -> list[int]:
        """Return the places in ``rows`` of those that come to this verdict."""
        return [place for place, row in enumerate(self.rows) if row.verdict is verdict]

    def strangers(self) -> list[int]:
        """Return the places of those who are not on the books."""
        return [place for place, row in enumerate(self.rows) if row.is_stranger]


@dataclass(frozen=True, slots=True)
class HistoryImported:
    """What was taken in; ``left_out`` are the rows that were not."""

    new: int
    changed: int
    same: int
    left_out: tuple[HistoryImportRow, ...]
