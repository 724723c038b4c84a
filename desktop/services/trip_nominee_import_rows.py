"""What is known of each row of forms of nominations: what it says, what becomes of it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from desktop.core.i18n import _, ngettext
from desktop.services.imports_rows import ImportRow, Verdict
from desktop.services.trip_nominee_entry import NomineeEntry
from desktop.spreadsheets.faults import ID_FAULTS
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.trip_nominee_rows import NomineeStated

__all__ = [
    "EmployerFinding",
    "FormSeen",
    "NomineeImportRow",
    "NomineePreview",
    "NomineeRead",
    "NomineesImported",
    "Verdict",
]


@dataclass(frozen=True, slots=True)
class FormSeen:
    """A table of a file as it was understood; ``organisation`` is who names, empty where each row says so."""

    file: Path
    sheet: str
    headings: tuple[str, ...]
    organisation_id: UUID | None
    organisation: str
    by_code: bool


@dataclass(frozen=True, slots=True)
class NomineeRead:
    """A row as it was read, before it is compared with what is on file; ``form`` counts from 0."""

    form: int
    row: ImportRow
    stated: NomineeStated
    employer_id: UUID | None
    employer: str
    notes: tuple[str, ...]
    cells: Sequence[Cell] = field(repr=False)


@dataclass(frozen=True, slots=True)
class NomineeImportRow:
    """A row compared with what is on file.

    ``row`` is what it says of the worker, ``entry`` what is kept of the nomination, ``nominee_id`` the
    nomination it changes. ``fault`` is why it is not taken, ``changes`` what it changes, ``notes`` what is
    to be said of it all the same.
    """

    read: NomineeRead
    row: ImportRow
    verdict: Verdict
    entry: NomineeEntry | None = None
    nominee_id: UUID | None = None
    fault: str = ""
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name the row states."""
        return self.row.name

    @property
    def employer(self) -> str:
        """The organisation that names."""
        return self.read.employer

    @property
    def is_taken(self) -> bool:
        """Whether the row is taken in, or stands there already."""
        return self.verdict is not Verdict.REFUSED

    @property
    def sentence(self) -> str:
        """What is to be said about the row."""
        told = _("; ").join(part for part in (*self.changes, " ".join(self.notes)) if part)
        return " ".join(part for part in (self.fault, told) if part)


@dataclass(frozen=True, slots=True)
class EmployerFinding:
    """An organisation's names against its quota, were the list taken in; ``beyond`` are rows of the list.

    ``has_quotas`` is whether the programme has allocated any places yet.
    """

    organisation_id: UUID
    organisation: str
    quota: int
    frontline_min: int
    named: int
    frontline: int
    beyond: tuple[tuple[str, int], ...] = ()
    has_quotas: bool = True

    @property
    def over(self) -> int:
        """Names beyond the quota."""
        return max(self.named - self.quota, 0) if self.has_quotas else 0

    @property
    def short(self) -> int:
        """How many more of the front line are to be named."""
        return max(self.frontline_min - self.frontline, 0)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is to be said of the organisation; nothing where all is well."""
        told = []
        if self.over and not self.quota:
            told.append(
                _("{organisation} has no quota; it names {named}.").format(
                    organisation=self.organisation, named=self.named
                )
            )
        elif self.over:
            words = _("{organisation} names {named} for {quota} places, {over} too many: {who}.")
            told.append(
                words.format(
                    organisation=self.organisation,
                    named=self.named,
                    quota=self.quota,
                    over=self.over,
                    who=_(", ").join(
                        _("{name} (row {row})").format(name=name, row=row) for name, row in self.beyond
                    )
                    or _("those named before"),
                )
            )
        if self.short:
            words = _("{organisation} names {frontline} of the front line, {short} short of {needed}.")
            told.append(
                words.format(
                    organisation=self.organisation,
                    frontline=self.frontline,
                    short=self.short,
                    needed=self.frontline_min,
                )
            )
        return tuple(told)


@dataclass(frozen=True, slots=True)
class NomineePreview:
    """What taking the forms in would do. ``rows`` are in the order of the forms."""

    programme_id: UUID
    paths: tuple[Path, ...]
    forms: tuple[FormSeen, ...]
    rows: Sequence[NomineeImportRow]
    findings: tuple[EmployerFinding, ...]

    @property
    def has_faulty_ids(self) -> bool:
        """Whether a faulty identity number keeps a row out."""
        return any(row.verdict is Verdict.REFUSED and row.row.fault in ID_FAULTS for row in self.rows)

    @property
    def path(self) -> Path:
        """The first file."""
        return self.paths[0]

    @property
    def title(self) -> str:
        """The file, or how many there are."""
        if len(self.paths) == 1:
            return self.paths[0].name
        count = len(self.paths)
        return ngettext("{count} file", "{count} files", count).format(count=count)

    def count(self, verdict: Verdict) -> int:
        """Return how many rows come to that."""
        return sum(1 for row in self.rows if row.verdict is verdict)

    def having(self, *verdicts: Verdict) -> list[int]:
        """Return the places in ``rows`` of those that come to one of these verdicts."""
        return [at for at, row in enumerate(self.rows) if row.verdict in verdicts]


@dataclass(frozen=True, slots=True)
class NomineesImported:
    """What was taken in: nominations that are ``new``, ``changed`` and the ``same``, workers new on file.

    ``told`` are rows taken with something to look at.
    """

    read: int
    new: int
    changed: int
    same: int
    workers: int
    left_out: tuple[NomineeImportRow, ...]
    told: tuple[NomineeImportRow, ...]
    findings: tuple[EmployerFinding, ...]
