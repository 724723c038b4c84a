"""The list of workers as a spreadsheet, and an empty list to fill in."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import N_, _
from desktop.core.national_id import mask_id
from desktop.core.phones import mask_phone
from desktop.core.progress import Progress, Silent
from desktop.models.people import Organisation, Worker
from desktop.services import honours, people
from desktop.spreadsheets.headings import FIELD_LABELS, FIELDS
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.worker_files import write_worker_template
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage import journal

BLOCK = 500
_AS_TEXT = frozenset(FIELDS.index(field) for field in ("id_number", "phone", "member_number", "birthday"))


def export(
    session: Session,
    path: Path,
    wanted: Sequence[UUID] | None = None,
    progress: Progress | None = None,
) -> int:
    """Write workers (all where ``wanted`` is None), telephone and number masked; return how many."""
    return _write(session, path, wanted, progress or Silent(), masked=True)


def export_whole(
    session: Session,
    path: Path,
    reason: str,
    wanted: Sequence[UUID] | None = None,
    progress: Progress | None = None,
) -> int:
    """As :func:`export`, unmasked; call through ``store.record``: the reason is kept in the journal.

    Raises ``FieldError`` where no reason is given.
    """
    why = people.reason_given(reason)
    count = _write(session, path, wanted, progress or Silent(), masked=False)
    label = N_("Export {count} workers with identity numbers to {file}: {reason}")
    journal.keep_fact(session, label, count=count, file=path.name, reason=why)
    return count


def template(path: Path) -> None:
    """Write an empty list with headings, an example and lists to choose from."""
    write_worker_template(path)


def _write(
    session: Session, path: Path, wanted: Sequence[UUID] | None, progress: Progress, masked: bool
) -> int:
    ids = people.ids(session) if wanted is None else list(wanted)
    sheet = SheetOut(
        title=_("Workers"),
        headings=[_(FIELD_LABELS[field]) for field in FIELDS],
        rows=_rows(session, ids, progress, masked),
        text_columns=_AS_TEXT,
        note=_("Telephones and identity numbers are masked.") if masked else "",
    )
    return write_table(path, [sheet])


def _rows(
    session: Session, ids: Sequence[UUID], progress: Progress, masked: bool
) -> Iterator[Sequence[Cell | None]]:
    stream, done = iter(ids), 0
    while block := list(islice(stream, BLOCK)):
        held = honours.of_workers(session, block)
        lines = _lines(session, block)
        for key in block:
            if key in lines:
                yield _cells(lines[key], held.get(key, ()), masked)
        done += len(block)
        progress.step(done, len(ids), _("Writing the list"))


def _lines(session: Session, block: Sequence[UUID]) -> dict[UUID, tuple[Worker, str]]:
    found = session.execute(
        select(Worker, Organisation.name)
        .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
        .where(Worker.id.in_(block), Worker.removed_at.is_(None))
    ).all()
    made = {worker.id: (worker, place or "") for worker, place in found}
    for worker, _place in made.values():
        session.expunge(worker)
    return made


def _cells(
    line: tuple[Worker, str], held: tuple[honours.HonourLine, ...], masked: bool
) -> Sequence[Cell | None]:
    worker, place = line
    number = worker.id_number or ""
    return [
        worker.name,
        None if worker.sex is None else _("male") if worker.sex.value == "M" else _("female"),
        mask_id(number) if masked else number,
        worker.birthday.isoformat() if worker.birthday else None,
        mask_phone(worker.phone) if masked else worker.phone,
        place,
        worker.post,
        None if worker.frontline is None else _("yes") if worker.frontline else _("no"),
        worker.member_number,
        honours.as_text(held),
        worker.remark,
    ]
