"""Taking forms of nominations in: first shown row by row, then taken in as one step of undo."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.i18n import N_
from desktop.core.ids import new_plain_ids
from desktop.core.progress import Progress, Silent
from desktop.models.base import Plain
from desktop.models.trip_people import NomineeState, TripNominee
from desktop.services.imports_rows import ImportRow
from desktop.services.imports_save import Writing
from desktop.services.trip_allocation import quota_of
from desktop.services.trip_nominee_edit import next_number
from desktop.services.trip_nominee_entry import NomineeEntry, write_entry
from desktop.services.trip_nominee_import_judge import fills, identity_of, judge
from desktop.services.trip_nominee_import_read import read_forms
from desktop.services.trip_nominee_import_rows import (
    EmployerFinding,
    FormSeen,
    NomineeImportRow,
    NomineePreview,
    NomineeRead,
    NomineesImported,
    Verdict,
)
from desktop.services.trip_nominee_summary import by_organisation
from desktop.services.trip_nominees import STANDING, NomineeLine, listed, on_file
from desktop.services.trip_steps import TripStep, require_open
from desktop.spreadsheets.worker_files import RejectedRow, RejectedTable, write_rejects
from desktop.storage import bulk, journal

_COLUMNS = (
    "id", "programme_id", "organisation_id", "worker_id", "number", "position", "post", "trade", "frontline",
    "hazardous", "is_management", "is_member", "in_post", "categories", "honour", "honour_year",
    "honour_level", "last_trip_year", "fit", "emergency_contact", "emergency_phone", "preferences", "remark",
    "state",
)  # fmt: skip


def preview(
    session: Session,
    programme_id: UUID,
    paths: Sequence[Path],
    organisation_id: UUID | None = None,
    without_faulty_ids: bool = False,
    progress: Progress | None = None,
) -> NomineePreview:
    """Return what taking forms in would do, row by row and for each organisation; nothing is written.

    ``organisation_id`` is who names where neither form nor row says it; ``without_faulty_ids`` takes rows
    with a faulty identity number without it, where something else tells who it is.
    Raises a ``SpreadsheetError``, FormOfAnother, StepApproved.
    """
    require_open(session, programme_id, TripStep.NOMINATION)
    forms, read = read_forms(
        session, programme_id, paths, organisation_id, without_faulty_ids, progress or Silent()
    )
    return _shown(session, programme_id, tuple(paths), tuple(forms), read)


def save(
    session: Session,
    shown: NomineePreview,
    leave: Collection[int] = (),
    progress: Progress | None = None,
    rejects_to: Path | None = None,
) -> NomineesImported:
    """Take in what was shown, compared with the file once more; ``leave`` are places to be left out.

    Workers not on file are taken onto the books; of those on file only what is empty is filled in. With
    ``rejects_to`` the rows left out are written there; where that cannot be, nothing is taken in.
    Raises StepApproved.
    """
    require_open(session, shown.programme_id, TripStep.NOMINATION)
    kept = [row.read for at, row in enumerate(shown.rows) if at not in leave]
    again = _shown(session, shown.programme_id, shown.paths, shown.forms, kept)
    taken = [row for row in again.rows if row.is_taken]
    workers, made = _workers(session, taken, progress or Silent())
    new = [row for row in taken if row.verdict is Verdict.NEW]
    changed = [row for row in taken if row.verdict is Verdict.CHANGED]
    _insert(session, shown.programme_id, new, workers)
    for row in changed:
        assert row.nominee_id is not None and row.entry is not None
        write_entry(on_file(session, row.nominee_id), row.entry)
    session.flush()
    left = [shown.rows[at] for at in sorted(leave) if 0 <= at < len(shown.rows)]
    left += [row for row in again.rows if not row.is_taken]
    if rejects_to is not None:
        rejects(shown, left, rejects_to)
    label = N_("Take in nominations from {file}: {new} new, {changed} changed")
    journal.describe(session, label, file=shown.title, new=len(new), changed=len(changed))
    return NomineesImported(
        read=len(shown.rows),
        new=len(new),
        changed=len(changed),
        same=len(taken) - len(new) - len(changed),
        workers=made,
        left_out=tuple(left),
        told=tuple(row for row in taken if row.notes),
        findings=again.findings,
    )


def rejects(shown: NomineePreview, left_out: Sequence[NomineeImportRow], path: Path) -> int:
    """Write the rows left out, each with its reason, to be corrected and taken in again; return how many."""
    tables = []
    for number, form in enumerate(shown.forms):
        rows = [
            RejectedRow(row.read.cells, form.sheet, row.row.row, row.sentence)
            for row in left_out
            if row.read.form == number
        ]
        if rows:
            tables.append(RejectedTable(form.organisation or form.sheet, form.headings, rows))
    return write_rejects(path, tables) if tables else 0


def _shown(
    session: Session,
    programme_id: UUID,
    paths: tuple[Path, ...],
    forms: tuple[FormSeen, ...],
    read: Sequence[NomineeRead],
) -> NomineePreview:
    rows = judge(session, programme_id, read)
    return NomineePreview(programme_id, paths, forms, rows, _findings(session, programme_id, rows))


def _findings(
    session: Session, programme_id: UUID, rows: Sequence[NomineeImportRow]
) -> tuple[EmployerFinding, ...]:
    """Hold each organisation of the forms against its quota, with those it has named before."""
    quotas = quota_of(session, programme_id)
    before = {one.organisation_id: one for one in by_organisation(session, programme_id)}
    frontline_before = {
        line.id: line.frontline for line in listed(session, programme_id) if line.state in STANDING
    }
    by_employer: dict[UUID, list[NomineeImportRow]] = {}
    for row in rows:
        if row.is_taken and row.read.employer_id is not None:
            by_employer.setdefault(row.read.employer_id, []).append(row)
    found = []
    for employer, taken in by_employer.items():
        quota = quotas.get(employer)
        places = quota.places if quota else 0
        stood = before.get(employer)
        new = [row for row in taken if row.verdict is Verdict.NEW]
        named = stood.named if stood else 0
        beyond = new[max(places - named, 0) :] if quotas else []
        frontline = stood.frontline if stood else 0
        frontline += sum(_gain(row, frontline_before) for row in taken)
        found.append(
            EmployerFinding(
                organisation_id=employer,
                organisation=taken[0].employer,
                quota=places,
                frontline_min=quota.frontline_min if quota else 0,
                named=named + len(new),
                frontline=frontline,
                beyond=tuple((row.name, row.row.row) for row in beyond),
                has_quotas=bool(quotas),
            )
        )
    return tuple(found)


def _gain(row: NomineeImportRow, before: dict[UUID, bool | None]) -> int:
    """Return by how many a row raises the count of the front line."""
    now = bool(row.entry and row.entry.frontline)
    then = bool(row.nominee_id and before.get(row.nominee_id))
    return int(now) - int(then)


def _workers(
    session: Session, rows: Sequence[NomineeImportRow], progress: Progress
) -> tuple[dict[tuple[object, ...], str], int]:
    """Take those not on file onto the books, fill in what is empty of the others; return who is who."""
    new: dict[tuple[object, ...], ImportRow] = {}
    known: dict[tuple[object, ...], str] = {}
    filled: dict[UUID, ImportRow] = {}
    for one in rows:
        row = one.row
        if row.worker_id is None:
            new.setdefault(identity_of(row), row)
            continue
        known[identity_of(row)] = row.worker_id.hex
        changes = fills(row)
        if changes and row.worker_id not in filled:
            held = any(change.field == "honours" for change in changes)
            filled[row.worker_id] = row._replace(changes=changes, honours=row.honours if held else ())
    writing = Writing(session, len(new) + len(filled), progress)
    writing.make_organisations([*new.values(), *filled.values()])
    writing.update(list(filled.values()))
    keys = writing.insert(list(new.values()))
    return known | dict(zip(new, keys, strict=True)), len(new)


def _insert(
    session: Session,
    programme_id: UUID,
    rows: Sequence[NomineeImportRow],
    workers: dict[tuple[object, ...], str],
) -> None:
    keys = iter(new_plain_ids(len(rows)))
    bulk.insert_many(session, TripNominee, _COLUMNS, _plain(session, programme_id, rows, workers, keys))


def _plain(
    session: Session,
    programme_id: UUID,
    rows: Iterable[NomineeImportRow],
    workers: dict[tuple[object, ...], str],
    keys: Iterator[str],
) -> Iterator[Sequence[Plain]]:
    number = next_number(session, programme_id)
    last = _last_positions(listed(session, programme_id))
    for row, key in zip(rows, keys, strict=True):
        employer = row.read.employer_id
        assert employer is not None and row.entry is not None
        last[employer] = last.get(employer, 0) + 1
        worker = workers[identity_of(row.row)]
        yield (
            key, programme_id.hex, employer.hex, worker, number, last[employer], *_cells(row.entry),
            NomineeState.NAMED.value,
        )  # fmt: skip
        number += 1


def _last_positions(lines: Iterable[NomineeLine]) -> dict[UUID, int]:
    last: dict[UUID, int] = {}
    for line in lines:
        last[line.organisation_id] = max(last.get(line.organisation_id, 0), line.position)
    return last


def _cells(entry: NomineeEntry) -> tuple[Plain, ...]:
    return (
        entry.post, entry.trade, entry.frontline, entry.hazardous, entry.is_management, entry.is_member,
        entry.in_post, ",".join(entry.categories), entry.honour, entry.honour_year, entry.honour_level,
        entry.last_trip_year, entry.fit, entry.emergency_contact, entry.emergency_phone,
        ",".join(map(str, entry.preferences)), entry.remark,
    )  # fmt: skip
