"""Comparing forms of nominations with what is on file: who is meant, what is new, what must be said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from desktop.core.i18n import _
from desktop.core.names import name_key
from desktop.models.people import Organisation, Worker
from desktop.models.trip_people import TripNominee
from desktop.services import organisations
from desktop.services.imports_match import Matching
from desktop.services.imports_rows import FieldChange, ImportRow, Note
from desktop.services.trip_nominee_entry import NomineeEntry, Terms, entry_of, terms_of
from desktop.services.trip_nominee_import_cells import changes_of, entry_from, merged
from desktop.services.trip_nominee_import_rows import NomineeImportRow, NomineeRead, Verdict
from desktop.services.trip_nominees import STANDING
from desktop.spreadsheets.faults import Fault
from desktop.spreadsheets.headings import FIELD_LABELS

_BLOCK = 500
_Identity = tuple[object, ...]


class _Held(NamedTuple):
    """What the records say of a worker, where a form may leave it open."""

    has_number: bool
    post: str
    frontline: bool | None
    is_member: bool


@dataclass(frozen=True, slots=True)
class _File:
    """What is on file of a programme, as far as its forms may say otherwise."""

    terms: Terms
    named: Mapping[tuple[UUID, UUID], TripNominee]
    employers: Mapping[UUID, Sequence[tuple[UUID, str]]]
    """Worker -> (organisation, its name) of every standing nomination."""
    workers: Mapping[UUID, "_Held"]
    """The workers on file that the rows mean."""


def judge(session: Session, programme_id: UUID, rows: Sequence[NomineeRead]) -> list[NomineeImportRow]:
    """Return what becomes of each row, in their order."""
    matched = _matched(session, rows)
    held = _on_file(session, programme_id, matched)
    seen: dict[tuple[UUID | None, _Identity], NomineeRead] = {}
    judged = []
    for read, row in zip(rows, matched, strict=True):
        judged.append(_judged(read, row, held, seen))
    return _with_twins(judged)


def identity_of(row: ImportRow) -> _Identity:
    """Return what tells the person of a row apart from others, on file or not."""
    if row.worker_id is not None:
        return (row.worker_id,)
    if row.id_number:
        return (row.id_number,)
    if row.phone:
        return (name_key(row.name), row.phone)
    return (name_key(row.name), row.organisation, row.birthday)


def fills(row: ImportRow) -> tuple[FieldChange, ...]:
    """Return the changes that only fill what is empty on file."""
    return tuple(change for change in row.changes if change.before in (None, ""))


def differences(row: ImportRow) -> tuple[FieldChange, ...]:
    """Return what the form says otherwise than the file."""
    return tuple(change for change in row.changes if change.before not in (None, ""))


def _matched(session: Session, rows: Sequence[NomineeRead]) -> list[ImportRow]:
    """Return the rows with the worker each means; those of one employer are a list of its own."""
    matching = Matching(session)
    found: dict[int, ImportRow] = {}
    groups: dict[tuple[int, UUID | None], list[int]] = {}
    for at, read in enumerate(rows):
        groups.setdefault((read.form, read.employer_id), []).append(at)
    for places in groups.values():
        matching.begin_list()
        given = [_open(rows[at].row) for at in places]
        found |= dict(zip(places, matching.block(given), strict=True))
    ordered = [found[at] for at in range(len(rows))]
    return _by_name(session, matching, ordered)


def _open(row: ImportRow) -> ImportRow:
    """Return a row to be matched again: who stands twice in a list may be named by two employers."""
    first = row.notes[0] if row.notes else None
    again = isinstance(first, Note) and first.kind in ("duplicate", "duplicate-differs")
    keyed = isinstance(first, Note) and first.kind == "no-key" and row.organisation and row.birthday
    if row.verdict is Verdict.REFUSED and (again or keyed):
        return row._replace(verdict=Verdict.NEW, notes=row.notes[1:])
    return row


def _by_name(session: Session, matching: Matching, rows: list[ImportRow]) -> list[ImportRow]:
    """Find those known by their name in their organisation alone, where there is just one such."""
    open_rows = {at: row for at, row in enumerate(rows) if _may_be_named(row)}
    places = _places(session, {row.organisation for row in open_rows.values() if row.organisation})
    wanted = {
        (places[row.organisation], name_key(row.name))
        for row in open_rows.values()
        if row.organisation in places
    }
    candidates: dict[tuple[UUID | None, str], list[Worker]] = {}
    if wanted:
        place_and_name = tuple_(Worker.organisation_id, Worker.name_key)
        for worker in session.scalars(
            select(Worker).where(place_and_name.in_(wanted), Worker.removed_at.is_(None))
        ):
            candidates.setdefault((worker.organisation_id, worker.name_key), []).append(worker)
    for at, row in open_rows.items():
        place = places.get(row.organisation or "")
        fitting = [one for one in candidates.get((place, name_key(row.name)), ()) if _agrees(one, row)]
        if len(fitting) == 1:
            found = matching.pointed(row, fitting[0].id)
            rows[at] = found._replace(verdict=Verdict.SAME, notes=_without_doubt(row))
    return rows


def _may_be_named(row: ImportRow) -> bool:
    if row.worker_id is not None:
        return False
    if row.verdict is Verdict.REFUSED:
        return len(row.notes) >= 1 and isinstance(row.notes[0], Note) and row.notes[0].kind == "no-key"
    return row.verdict is Verdict.NEW


def _without_doubt(row: ImportRow) -> tuple[Fault | Note, ...]:
    return tuple(
        note
        for note in row.notes
        if not (isinstance(note, Note) and note.kind in ("no-key", "namesake", "phone-shared"))
    )


def _places(session: Session, names: Iterable[str]) -> dict[str, UUID]:
    keys = {name: organisations.name_key(name) for name in names}
    found = session.execute(
        select(Organisation.name_key, Organisation.id)
        .where(Organisation.name_key.in_(set(keys.values())), Organisation.removed_at.is_(None))
        .order_by(Organisation.id.desc())
    )
    by_key = {key: place for key, place in found}
    return {name: by_key[key] for name, key in keys.items() if key in by_key}


def _agrees(worker: Worker, row: ImportRow) -> bool:
    if worker.id_number and row.id_number and worker.id_number != row.id_number:
        return False
    return not (worker.birthday and row.birthday and worker.birthday != row.birthday)


def _on_file(session: Session, programme_id: UUID, rows: Sequence[ImportRow]) -> _File:
    named: dict[tuple[UUID, UUID], TripNominee] = {}
    employers: dict[UUID, list[tuple[UUID, str]]] = {}
    found = session.execute(
        select(TripNominee, Organisation.name)
        .join(Organisation, Organisation.id == TripNominee.organisation_id)
        .where(TripNominee.programme_id == programme_id, TripNominee.removed_at.is_(None))
        .order_by(TripNominee.number)
    )
    for nominee, name in found:
        named[nominee.organisation_id, nominee.worker_id] = nominee
        if nominee.state in STANDING:
            employers.setdefault(nominee.worker_id, []).append((nominee.organisation_id, name))
    wanted = [row.worker_id for row in rows if row.worker_id is not None]
    return _File(terms_of(session, programme_id), named, employers, _records(session, wanted))


def _records(session: Session, wanted: Sequence[UUID]) -> dict[UUID, _Held]:
    held: dict[UUID, _Held] = {}
    for start in range(0, len(wanted), _BLOCK):
        rows = session.execute(
            select(Worker.id, Worker.id_number, Worker.post, Worker.frontline, Worker.member_number).where(
                Worker.id.in_(wanted[start : start + _BLOCK])
            )
        )
        held |= {
            key: _Held(bool(number), post, line, bool(member)) for key, number, post, line, member in rows
        }
    return held


def _filled(entry: NomineeEntry, held: _Held | None) -> NomineeEntry:
    """Return a nomination with what the records say where the form says nothing."""
    if held is None:
        return entry
    return replace(
        entry,
        post=entry.post or held.post,
        frontline=held.frontline if entry.frontline is None else entry.frontline,
        is_member=True if entry.is_member is None and held.is_member else entry.is_member,
    )


def _judged(
    read: NomineeRead,
    row: ImportRow,
    held: _File,
    seen: dict[tuple[UUID | None, _Identity], NomineeRead],
) -> NomineeImportRow:
    refused = _why_not(read, row, held, seen)
    if refused:
        return NomineeImportRow(read, row, Verdict.REFUSED, fault=refused)
    seen[read.employer_id, identity_of(row)] = read
    entry, notes = entry_from(read.stated, row, held.terms)
    told = (*read.notes, *notes, *_worker_notes(row, held), *_elsewhere(read, row, held))
    standing = _standing(read, row, held)
    if standing is None:
        known = held.workers.get(row.worker_id) if row.worker_id else None
        return NomineeImportRow(read, row, Verdict.NEW, _filled(entry, known), notes=told)
    before = entry_of(standing)
    after = merged(before, entry)
    changes = changes_of(before, after, held.terms)
    verdict = Verdict.CHANGED if changes else Verdict.SAME
    return NomineeImportRow(read, row, verdict, after, standing.id, changes=changes, notes=told)


def _why_not(
    read: NomineeRead,
    row: ImportRow,
    held: _File,
    seen: Mapping[tuple[UUID | None, _Identity], NomineeRead],
) -> str:
    if row.verdict in (Verdict.REFUSED, Verdict.DOUBTFUL):
        return " ".join(_noted(row))
    if read.employer_id is None:
        if read.row.organisation:
            words = _("“{name}” is not on file. Put it on file first, or say which organisation names.")
            return words.format(name=read.row.organisation)
        return _("The row does not say which organisation names. Use the form, or fill in the organisation.")
    before = seen.get((read.employer_id, identity_of(row)))
    if before is not None:
        return _("{name} is named by {organisation} twice; see row {row}.").format(
            name=row.name, organisation=read.employer, row=before.row.row
        )
    standing = _standing(read, row, held)
    if standing is not None and standing.state not in STANDING:
        return _(
            "{name} was taken off the list of {organisation}: {reason} Let the name stand again first."
        ).format(name=row.name, organisation=read.employer, reason=standing.state_reason)
    return ""


def _noted(row: ImportRow) -> list[str]:
    """Return what is wrong with a row, each with what to do."""
    told = []
    for note in row.notes:
        told.append(note.sentence)
        if not isinstance(note, Note) and note.remedy:
            told.append(note.remedy)
    return told


def _standing(read: NomineeRead, row: ImportRow, held: _File) -> TripNominee | None:
    if row.worker_id is None or read.employer_id is None:
        return None
    return held.named.get((read.employer_id, row.worker_id))


def _worker_notes(row: ImportRow, held: _File) -> list[str]:
    told = _noted(row)
    known = held.workers.get(row.worker_id) if row.worker_id else None
    if not row.id_number and not (known and known.has_number):
        told.append(_("There is no identity number."))
    for change in differences(row):
        words = _("On file otherwise, and left so: {what}")
        told.append(words.format(what=f"{_(FIELD_LABELS[change.field])}: {change.words}"))
    return told


def _elsewhere(read: NomineeRead, row: ImportRow, held: _File) -> list[str]:
    if row.worker_id is None:
        return []
    others = [name for key, name in held.employers.get(row.worker_id, ()) if key != read.employer_id]
    return [_("Named by {organisation} already.").format(organisation=name) for name in others]


def _with_twins(rows: Sequence[NomineeImportRow]) -> list[NomineeImportRow]:
    """Say of rows that another employer names the same person in the same forms."""
    by_person: dict[_Identity, list[int]] = {}
    for at, row in enumerate(rows):
        if row.is_taken:
            by_person.setdefault(identity_of(row.row), []).append(at)
    made = list(rows)
    for places in by_person.values():
        for at in places if len(places) > 1 else ():
            others = [rows[other] for other in places if other != at]
            told = tuple(
                _("Named by {organisation} too, in row {row}.").format(
                    organisation=one.employer, row=one.row.row
                )
                for one in others
            )
            made[at] = replace(made[at], notes=(*made[at].notes, *told))
    return made
