"""The whole list of nominations as a spreadsheet: masked, or whole where a reason is given."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import N_, _
from desktop.core.phones import mask_phone
from desktop.models.people import Worker
from desktop.models.trip_people import TripNominee
from desktop.services import people, trips
from desktop.services.trip_nominee_import_cells import honour_words, yes_word
from desktop.services.trip_nominees import NomineeLine, listed, state_word
from desktop.spreadsheets.read import Cell
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage import journal

_TEXT = frozenset({3, 12, 14, 15})


def export(session: Session, programme_id: UUID, path: Path) -> int:
    """Write everybody who is named, identity numbers and telephones masked; return how many."""
    return _write(session, programme_id, path, masked=True)


def export_whole(session: Session, programme_id: UUID, path: Path, reason: str) -> int:
    """As :func:`export`, unmasked; call through ``store.record``: the reason is kept in the journal.

    Raises FieldError (reason).
    """
    why = people.reason_given(reason)
    count = _write(session, programme_id, path, masked=False)
    label = N_("Export {count} nominations with identity numbers to {file}: {reason}")
    journal.keep_fact(session, label, count=count, file=path.name, reason=why)
    return count


def headings() -> list[str]:
    """Return the headings of the list."""
    return [
        _("Number on the list"),
        _("Name"),
        _("Sex"),
        _("Identity number"),
        _("Birthday"),
        _("Organisation"),
        _("Post"),
        _("Trade"),
        _("Frontline"),
        _("Priority category"),
        _("Honours with years"),
        _("Year of the last trip"),
        _("Mobile phone"),
        _("Emergency contact"),
        _("Emergency telephone"),
        _("Batches wished for"),
        _("Fit to travel"),
        _("Where it stands"),
        _("Batch placed in"),
        _("Remark"),
    ]


def _write(session: Session, programme_id: UUID, path: Path, *, masked: bool) -> int:
    sheet = SheetOut(
        title=_("Nominations"),
        headings=headings(),
        rows=_rows(session, programme_id, masked),
        text_columns=_TEXT,
        note=_("Telephones and identity numbers are masked.") if masked else "",
    )
    trips.on_file(session, programme_id)
    return write_table(path, [sheet])


def _rows(session: Session, programme_id: UUID, masked: bool) -> Iterator[Sequence[Cell | None]]:
    whole = _whole(session, programme_id)
    for line in listed(session, programme_id):
        number, phone, contact, contact_phone = whole[line.id]
        if masked:
            number, phone, contact_phone = line.id_number, line.phone, mask_phone(contact_phone)
        yield _cells(line, number, phone, contact, contact_phone)


def _cells(
    line: NomineeLine, number: str, phone: str, contact: str, contact_phone: str
) -> Sequence[Cell | None]:
    return [
        line.number,
        line.name,
        None if line.sex is None else _("male") if line.sex == "M" else _("female"),
        number,
        line.birthday,
        line.organisation,
        line.post,
        line.trade,
        yes_word(line.frontline),
        line.category_words,
        honour_words(line.honour, line.honour_year),
        line.last_trip_year,
        phone,
        contact,
        contact_phone,
        _(", ").join(map(str, line.preferences)),
        yes_word(line.fit),
        state_word(line.state),
        line.batch,
        line.remark,
    ]


def _whole(session: Session, programme_id: UUID) -> dict[UUID, tuple[str, str, str, str]]:
    rows = session.execute(
        select(
            TripNominee.id,
            Worker.id_number,
            Worker.phone,
            TripNominee.emergency_contact,
            TripNominee.emergency_phone,
        )
        .join(Worker, Worker.id == TripNominee.worker_id)
        .where(TripNominee.programme_id == programme_id, TripNominee.removed_at.is_(None))
    )
    return {key: (number or "", phone, contact, other) for key, number, phone, contact, other in rows}
