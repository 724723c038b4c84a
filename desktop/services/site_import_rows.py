"""What an import of sites knows of each row of a list: what it says, what becomes of it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from desktop.core.i18n import _
from desktop.services.imports_rows import Verdict
from desktop.services.site_entry import SiteEntry
from desktop.spreadsheets.site_headings import SITE_LABELS
from desktop.spreadsheets.site_rows import CellFault, SiteRow

__all__ = [
    "CellFault",
    "SiteColumn",
    "SiteFieldChange",
    "SiteImportRow",
    "SitePreview",
    "SiteTable",
    "SitesImported",
    "Verdict",
    "field_word",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SiteFieldChange:
    """One thing a list says otherwise than the register; both in words, ``field`` a key of the columns."""

    field: str
    label: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """The change as a person reads it."""
        return f"{self.label}: {self.before or _('(nothing)')} → {self.after or _('(nothing)')}"


@dataclass(frozen=True, slots=True)
class SiteImportRow:
    """A row of the list and what becomes of it. ``entry`` is what the site will be, its parent apart.

    ``parent`` is the site on file it stands in, or the place in the list of a new one.
    """

    row: SiteRow
    verdict: Verdict
    site_id: UUID | None = None
    entry: SiteEntry | None = None
    parent: UUID | int | None = None
    changes: tuple[SiteFieldChange, ...] = ()
    faults: tuple[CellFault, ...] = ()

    @property
    def name(self) -> str:
        """The name the row states."""
        return self.row.stated.name or ""

    @property
    def fault(self) -> str:
        """The field of the first fault; empty where there is none."""
        return self.faults[0].field if self.faults else ""

    @property
    def sentence(self) -> str:
        """Why the row is not taken and what to do; what changes, of one that changes a site."""
        if self.faults:
            return " ".join(f"{fault.sentence} {fault.remedy}".strip() for fault in self.faults)
        return _("; ").join(change.words for change in self.changes)


@dataclass(frozen=True, slots=True)
class SiteColumn:
    """A column of the list: its place from 0, its heading, and what it is taken for (empty: nothing)."""

    index: int
    heading: str
    field: str


@dataclass(frozen=True, slots=True)
class SiteTable:
    """A table of the file as it was understood."""

    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[SiteColumn, ...]


@dataclass(frozen=True, slots=True)
class SitePreview:
    """What taking a list in would do. ``rows`` are in the order of the list."""

    path: Path
    tables: tuple[SiteTable, ...]
    rows: Sequence[SiteImportRow]

    def count(self, verdict: Verdict) -> int:
        """Return how many rows come to that."""
        return sum(1 for row in self.rows if row.verdict is verdict)

    def having(self, *verdicts: Verdict) -> list[int]:
        """Return the places in ``rows`` of those that come to one of these verdicts."""
        return [i for i, row in enumerate(self.rows) if row.verdict in verdicts]


@dataclass(frozen=True, slots=True)
class SitesImported:
    """What was taken in. ``left_out`` are the rows not taken."""

    read: int
    new: int
    updated: int
    unchanged: int
    left_out: tuple[SiteImportRow, ...]


def field_word(field: str) -> str:
    """Return the word for a field of a list; empty where it is none (as of things a site has)."""
    return next((_(label) for key, label in SITE_LABELS.items() if key == field), "")
