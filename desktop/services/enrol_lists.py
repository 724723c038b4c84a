"""Enrolling from a list: lines pasted from anywhere, or a spreadsheet an office sent."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.core.i18n import N_, _
from desktop.core.names import clean_name, name_key
from desktop.core.national_id import normalise
from desktop.core.phones import clean_phone, mask_phone, phone_kind
from desktop.core.progress import Progress
from desktop.models.people import Organisation, Worker, WorkerSearch
from desktop.services import imports
from desktop.services.agenda import on_file
from desktop.services.enrolment import Enrolled, blocks, enrol, open_activity
from desktop.services.imports_match import Matching
from desktop.services.imports_rows import ImportRow, Note, Preview, Verdict
from desktop.storage import journal

__all__ = [
    "Candidate",
    "FileEnrolled",
    "Pasted",
    "PastedLine",
    "UnknownRow",
    "enrol_from_file",
    "read_pasted",
]

_PARTS = re.compile(r"[\s,;，；、|]+")
_SERIAL = re.compile(r"^\s*[(（]?\d{1,4}[)）]?[.、．)）\s]\s*")
_ID = re.compile(r"\d{17}[\dX]|\d{15}")
_SAME_PERSON = ("duplicate", "duplicate-differs")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A worker whom a line may mean; the phone is masked."""

    worker_id: UUID
    name: str
    organisation: str
    phone: str


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A line and whom it may mean: one is a match, several are told apart by a person, none is unknown."""

    text: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was made of pasted text, in its order."""

    lines: tuple[PastedLine, ...]

    @property
    def matched(self) -> tuple[UUID, ...]:
        """The workers meant for certain."""
        return tuple(line.candidates[0].worker_id for line in self.lines if len(line.candidates) == 1)

    @property
    def ambiguous(self) -> tuple[PastedLine, ...]:
        """Lines that several workers fit."""
        return tuple(line for line in self.lines if len(line.candidates) > 1)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Lines that nobody fits."""
        return tuple(line.text for line in self.lines if not line.candidates)


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """A row of a spreadsheet nobody was enrolled for, numbered as the spreadsheet program does."""

    sheet: str
    row: int
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FileEnrolled:
    """What came of enrolling from a spreadsheet; ``added`` counts workers newly on the books."""

    people: Enrolled
    added: int
    unknown: tuple[UnknownRow, ...]


class _Told(NamedTuple):
    """What a line says about one worker."""

    numbers: tuple[str, ...]
    phones: tuple[str, ...]
    digits: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What the name may be, the likeliest first: all words together, or one of them."""
        return tuple(dict.fromkeys((clean_name("".join(self.words)), *self.words))) if self.words else ()


@dataclass
class _Known:
    """The workers that the lines may mean, by what tells them."""

    number: dict[str, list[Candidate]] = field(default_factory=dict)
    phone: dict[str, list[Candidate]] = field(default_factory=dict)
    member: dict[str, list[Candidate]] = field(default_factory=dict)
    name: dict[str, list[Candidate]] = field(default_factory=dict)

    def meant(self, told: _Told) -> list[Candidate]:
        """Return whom a line may mean: by identity number, then phone or member number, then name."""
        found = _first(self.number, told.numbers)
        if found:
            return found
        names = {name_key(name) for name in told.names}
        by_digits = _all(self.phone, told.phones) + _all(self.member, told.digits)
        if named := [one for one in by_digits if name_key(one.name) in names]:
            return named
        if by_digits and not names:
            return by_digits
        if told.numbers or told.phones:
            return []
        return _of_organisation(_first(self.name, [_found_by(name) for name in told.names]), told.words)


def read_pasted(session: Session, text: str) -> Pasted:
    """Return whom each line means: a name, phone, identity or member number, or several of these.

    A phone or number beside a name must belong to that name; a word beside a name that several bear
    may be their organisation.
    """
    return Pasted(_meant(session, [line.strip() for line in text.splitlines() if line.strip()]))


def enrol_from_file(
    session: Session,
    activity_id: UUID,
    path: Path,
    sheet: str | None = None,
    add_unknown: bool = False,
    progress: Progress | None = None,
) -> FileEnrolled:
    """Enrol the people of a spreadsheet in its order; ``add_unknown`` takes new ones onto the books first.

    Nothing on file about known workers is changed. A row that tells nobody for certain comes back with
    the reason. Raises a ``SpreadsheetError``, NotFound, ``ActivityCancelled``.
    """
    open_activity(session, activity_id)
    shown = imports.preview(session, path, sheet, progress=progress)
    new = [row for row in shown.rows if row.verdict is Verdict.NEW]
    if add_unknown and new:
        # Doubtful and changed rows stay as they are on file; the operation under way is no newer write.
        left = shown.having(Verdict.CHANGED)
        imports.save(session, replace(shown, as_of=shown.as_of - 1), leave=left, progress=progress)
        shown = _matched_anew(session, shown)
    workers, unknown = _people_of(session, shown)
    people = enrol(session, activity_id, workers)
    added = len(new) if add_unknown else 0
    if added:
        label = N_("Enrol {count} workers for {title}, {added} of them new on the books")
        title = on_file(session, activity_id).title
        count = len(people.enrolled) + len(people.waiting)
        journal.describe(session, label, count=count, title=title, added=added)
    return FileEnrolled(people, added, tuple(unknown))


def _meant(session: Session, lines: Sequence[str]) -> tuple[PastedLine, ...]:
    told = [_told(line) for line in lines]
    known = _look_up(session, told)
    return tuple(
        PastedLine(line, tuple(dict.fromkeys(known.meant(one))))
        for line, one in zip(lines, told, strict=True)
    )


def _matched_anew(session: Session, shown: Preview) -> Preview:
    """Find the workers that new rows have become."""
    fresh = [row for row in shown.rows if row.verdict is Verdict.NEW]
    matching = Matching(session)
    found = iter([row for block in blocks(fresh) for row in matching.block(block)])
    return replace(shown, rows=[next(found) if r.verdict is Verdict.NEW else r for r in shown.rows])


def _people_of(session: Session, shown: Preview) -> tuple[list[UUID], list[UnknownRow]]:
    """Return the workers meant, and the rows that tell nobody, once a name was tried on its own."""
    unsure = [row for row in shown.rows if row.verdict in (Verdict.REFUSED, Verdict.DOUBTFUL)]
    tried = _meant(session, [_as_line(row) for row in unsure])
    guessed = dict(zip((id(row) for row in unsure), tried, strict=True))
    workers: list[UUID] = []
    unknown: list[UnknownRow] = []
    for row in shown.rows:
        if row.verdict in (Verdict.SAME, Verdict.CHANGED) and row.worker_id is not None:
            workers.append(row.worker_id)
        elif id(row) not in guessed:
            unknown.append(UnknownRow(row.sheet, row.row, row.name, _("Not on the books.")))
        elif (fits := _certain(row, guessed[id(row)])) is not None:
            workers.append(fits)
        elif not _repeats(row):
            unknown.append(UnknownRow(row.sheet, row.row, row.name, row.sentence))
    return workers, unknown


def _certain(row: ImportRow, line: PastedLine) -> UUID | None:
    """Return the one worker meant, where all that stood against the row is a thin or faulty key.

    A name alone will do where it is all that the list gives and only one on the books bears it; a
    faulty number needs the phone or the organisation beside the name.
    """
    against = row.notes[0] if row.notes else None
    thin = isinstance(against, Note)
    if (isinstance(against, Note) and against.kind != "no-key") or len(line.candidates) != 1:
        return None
    (one,) = line.candidates
    if row.phone or (row.organisation and name_key(row.organisation) == name_key(one.organisation)):
        return one.worker_id
    return one.worker_id if thin and not row.organisation else None


def _repeats(row: ImportRow) -> bool:
    return bool(row.notes) and isinstance(row.notes[0], Note) and row.notes[0].kind in _SAME_PERSON


def _as_line(row: ImportRow) -> str:
    return " ".join(part for part in (row.name, row.phone, row.organisation) if part) or "-"


def _told(line: str) -> _Told:
    numbers: list[str] = []
    phones: list[str] = []
    digits: list[str] = []
    words: list[str] = []
    for part in _PARTS.split(_SERIAL.sub("", line).strip() or line):
        plain = normalise(part)
        if _ID.fullmatch(plain):
            numbers.append(plain)
        elif phone_kind(clean_phone(part)) != "odd":
            phones.append(clean_phone(part))
        elif any(c.isdigit() for c in plain):
            digits.append(unicodedata.normalize("NFKC", part))
        elif part:
            words.append(part)
    return _Told(tuple(numbers), tuple(phones), tuple(digits), tuple(words))


def _look_up(session: Session, told: Sequence[_Told]) -> _Known:
    known = _Known()
    for number, one in _fetched(session, Worker.id_number, {n for t in told for n in t.numbers}):
        known.number.setdefault(number, []).append(one)
    for phone, one in _fetched(session, WorkerSearch.phone, {p for t in told for p in t.phones}):
        known.phone.setdefault(phone, []).append(one)
    for member, one in _fetched(session, Worker.member_number, {d for t in told for d in t.digits}):
        known.member.setdefault(member, []).append(one)
    for name, one in _fetched(session, WorkerSearch.name, {_found_by(n) for t in told for n in t.names}):
        known.name.setdefault(name, []).append(one)
    return known


def _fetched(
    session: Session,
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    values: set[str],
) -> Iterable[tuple[str, Candidate]]:
    for block in blocks(sorted(values)):
        rows = session.execute(
            select(column, Worker.id, Worker.name, Organisation.name, Worker.phone)
            .select_from(Worker)
            .join(WorkerSearch, WorkerSearch.worker_id == Worker.id)
            .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
            .where(column.in_(block), Worker.removed_at.is_(None))
        )
        for value, key, name, organisation, phone in rows:
            yield str(value), Candidate(key, name, organisation or "", mask_phone(phone))


def _of_organisation(found: list[Candidate], words: Sequence[str]) -> list[Candidate]:
    """Keep the namesakes whose organisation is named beside them."""
    if len(found) < 2:
        return found
    there = [one for one in found if any(w in one.organisation for w in words if len(w) > 1)]
    return there or found


def _found_by(name: str) -> str:
    return "".join(clean_name(name).lower().split())


def _first(known: dict[str, list[Candidate]], keys: Iterable[str]) -> list[Candidate]:
    return next((known[key] for key in keys if key in known), [])


def _all(known: dict[str, list[Candidate]], keys: Iterable[str]) -> list[Candidate]:
    return [one for key in keys for one in known.get(key, [])]
