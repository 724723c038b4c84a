"""What taking a plan table in knows of each of its rows, and what becomes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from desktop.services.imports_rows import Verdict
from desktop.services.trip_claims import ClaimEntry
from desktop.spreadsheets.read import Cell

__all__ = [
    "ClaimCells",
    "ClaimImportRow",
    "ClaimPlan",
    "ClaimPreview",
    "ClaimsImported",
    "PlanFound",
    "Spot",
    "Verdict",
]


@dataclass(frozen=True, slots=True)
class ClaimCells:
    """A row as it came: its cells, those of the fields that were recognised, and those of the trades."""

    sheet: str
    row: int
    cells: Sequence[Cell]
    values: Mapping[str, Cell]
    trades: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the tree: an organisation on file, or ``names`` to be made one below the other under it."""

    known: UUID | None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimPlan:
    """What a row that is taken does; ``claim_id`` None: the organisation comes into the allocation."""

    spot: Spot
    claim_id: UUID | None
    entry: ClaimEntry


@dataclass(frozen=True, slots=True)
class ClaimImportRow:
    """A row and what becomes of it; ``sentence`` says why it is refused, what changes or what is made."""

    cells: ClaimCells
    verdict: Verdict
    name: str
    parent: str
    sentence: str = ""
    field: str = ""
    plan: ClaimPlan | None = None


@dataclass(frozen=True, slots=True)
class PlanFound:
    """The programme a table goes into; ``programme_id`` None: it is begun, with ``places`` in all."""

    programme_id: UUID | None
    year: int
    title: str
    places: int


@dataclass(frozen=True, slots=True)
class ClaimPreview:
    """What taking a table in would do; ``tables`` are sheets with their headings, ``notes`` go with it."""

    path: Path
    programme: PlanFound
    tables: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[ClaimImportRow, ...]
    notes: tuple[str, ...] = ()

    def having(self, verdict: Verdict) -> list[int]:
        """Return the places in ``rows`` of those that come to this verdict."""
        return [place for place, row in enumerate(self.rows) if row.verdict is verdict]


@dataclass(frozen=True, slots=True)
class ClaimsImported:
    """What was taken in, into which programme; ``left_out`` are the rows that were not."""

    programme_id: UUID
    title: str
    is_new: bool
    new: int
    changed: int
    same: int
    left_out: tuple[ClaimImportRow, ...]
