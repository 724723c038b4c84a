"""What an import knows of each row of a list: what it says, what becomes of it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal, NamedTuple
from uuid import UUID

from desktop.core.i18n import _
from desktop.core.national_id import mask_id
from desktop.core.phones import mask_phone
from desktop.spreadsheets.cells import Honour
from desktop.spreadsheets.faults import Fault
from desktop.spreadsheets.headings import Field
from desktop.spreadsheets.read import Cell

Stated = str | bool | date | None

NoteKind = Literal[
    "no-key",
    "duplicate",
    "duplicate-differs",
    "same-number-other-name",
    "other-name",
    "other-number",
    "several",
    "namesake",
    "phone-shared",
    "other-number-in-list",
]


class Verdict(StrEnum):
    """What becomes of a row. A doubtful one is left out unless a person says otherwise."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


class Note(NamedTuple):
    """Something to be told about a row: ``other`` is the worker it concerns, ``row`` one of the same list."""

    kind: NoteKind
    other: str = ""
    row: int = 0

    @property
    def sentence(self) -> str:
        """What the person reads, in the language in force."""
        return _sentences()[self.kind].format(other=self.other, row=self.row)

    @property
    def fault(self) -> str:
        """The word for programs: rows that stand in the list already are all ``duplicate``."""
        return "duplicate" if self.kind in _TWICE else self.kind


_TWICE = ("duplicate", "duplicate-differs", "same-number-other-name")


class FieldChange(NamedTuple):
    """One field of a worker on file: what stands there and what the list says."""

    field: Field
    before: Stated
    after: Stated

    @property
    def words(self) -> str:
        """The change as a person reads it, identity number and telephone masked."""
        before, after = _shown(self.field, self.before), _shown(self.field, self.after)
        if before == after:
            after = _("{number} (other digits in the middle)").format(number=after)
        return f"{before} → {after}"


class ImportRow(NamedTuple):
    """A row of the list; ``None`` where it states nothing. ``cells`` are kept of rows left out.

    ``candidates`` are the workers on file a doubtful row may mean, where the list does not say which.
    """

    sheet: str
    row: int
    name: str
    sex: Literal["M", "F"] | None
    id_number: str | None
    birthday: date | None
    phone: str | None
    organisation: str | None
    post: str | None
    frontline: bool | None
    member_number: str | None
    honours: tuple[Honour, ...]
    remark: str | None
    notes: tuple[Fault | Note, ...] = ()
    cells: Sequence[Cell] | None = None
    verdict: Verdict = Verdict.NEW
    worker_id: UUID | None = None
    changes: tuple[FieldChange, ...] = ()
    candidates: tuple[UUID, ...] = ()

    @property
    def fault(self) -> str:
        """Why the row is refused or doubtful, as a word for programs; ``""`` for the others."""
        if self.verdict not in (Verdict.REFUSED, Verdict.DOUBTFUL) or not self.notes:
            return ""
        first = self.notes[0]
        return first.fault if isinstance(first, Note) else first.kind

    @property
    def sentence(self) -> str:
        """What is to be said about the row, in the language in force."""
        return " ".join(note.sentence for note in self.notes)


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column of the list: its place from 0, its heading, and the field it is taken for."""

    index: int
    heading: str
    field: Field | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table of the file as it was understood; ``remembered`` where an earlier correction was followed."""

    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[ColumnSeen, ...]
    signature: str
    remembered: bool
    mapping_words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What saving a list would do. ``rows`` are in the order of the list."""

    path: Path
    tables: tuple[TableSeen, ...]
    rows: Sequence[ImportRow]
    without_faulty_ids: bool
    corrected: bool
    as_of: int

    def count(self, verdict: Verdict) -> int:
        """Return how many rows come to that."""
        return sum(1 for row in self.rows if row.verdict is verdict)

    def having(self, *verdicts: Verdict) -> list[int]:
        """Return the places in ``rows`` of those that come to one of these verdicts."""
        return [i for i, row in enumerate(self.rows) if row.verdict in verdicts]


@dataclass(frozen=True, slots=True)
class Imported:
    """What was saved. ``left_out`` are the rows not taken, ``told`` rows taken with something to look at."""

    read: int
    new: int
    updated: int
    unchanged: int
    left_out: tuple[ImportRow, ...]
    told: tuple[ImportRow, ...]
    organisations_made: tuple[str, ...]


def _shown(field: Field, value: Stated) -> str:
    if value is None or value == "":
        return _("(nothing)")
    if field == "sex":
        return _("male") if value == "M" else _("female")
    if field == "id_number":
        return mask_id(str(value))
    if field == "phone":
        return mask_phone(str(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return value.isoformat() if isinstance(value, date) else value


def _sentences() -> dict[NoteKind, str]:
    return {
        "no-key": _(
            "A name alone tells nobody apart: an identity number, a telephone, or organisation and birthday"
            " is needed beside it."
        ),
        "duplicate": _("This person stands in row {row} already."),
        "duplicate-differs": _("This person stands in row {row} already, with other data."),
        "same-number-other-name": _("The same identity number stands in row {row} beside the name {other}."),
        "other-name": _("On file this identity number belongs to {other}."),
        "other-number": _(
            "{other} on file agrees in all else but has another identity number; one of the two is wrong."
        ),
        "several": _("Several workers on file fit this row: {other}."),
        "namesake": _("There is another {other} in this organisation; they were kept apart."),
        "phone-shared": _("On file this telephone belongs to {other}."),
        "other-number-in-list": _("Row {row} has the same name and telephone, but another identity number."),
    }
