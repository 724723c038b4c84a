"""The lists of batches for agency, insurer, hotel and coach, on paper and as a workbook.

Telephones and identity numbers are masked unless a reason is given, which is kept in the journal.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.i18n import N_, _, in_language, language
from desktop.core.money import in_figures
from desktop.core.national_id import mask_id
from desktop.core.phones import mask_phone
from desktop.core.sheet_content import Printed
from desktop.core.trip_rules import RuleKey, Rules
from desktop.models.people import Worker
from desktop.models.trip_people import TripNominee
from desktop.paper.trip_roster_pdf import (
    ChangeRow,
    Head,
    RoomRow,
    SeatRow,
    TravellerRow,
    draw_changes,
    draw_rooms,
    draw_seats,
    draw_travellers,
)
from desktop.services import people, trips
from desktop.services.clock import local, moment_of
from desktop.services.site_papers import PreparedPaper
from desktop.services.trip_roster import Roster, RosterLine, roster
from desktop.services.trip_roster_log import ChangeLine, changes, kind_word
from desktop.storage import journal

__all__ = ["ListKind", "Private", "Wanted", "list_word", "prepare", "prepare_whole", "private_of"]

_DIGITS = re.compile(r"(\d+)")


class ListKind(StrEnum):
    """Which list."""

    TRAVELLERS = "travellers"
    ROOMS = "rooms"
    SEATS = "seats"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lists are wanted: of these batches, all of the programme where none is named."""

    programme_id: UUID
    kind: ListKind = ListKind.TRAVELLERS
    batch_ids: tuple[UUID, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Private:
    """What of a traveller is shown whole only for a reason."""

    id_number: str
    phone: str
    emergency: str


def list_word(kind: ListKind) -> str:
    """Return what a list is called."""
    return {
        ListKind.TRAVELLERS: _("List of travellers"),
        ListKind.ROOMS: _("List of rooms"),
        ListKind.SEATS: _("Plan of seats"),
        ListKind.CHANGES: _("Record of substitutions"),
    }[kind]


def prepare(session: Session, wanted: Wanted) -> PreparedPaper:
    """Draw lists, masked. Raises NotFound, NoChineseFont."""
    return _drawn(session, wanted, masked=True)


def prepare_whole(session: Session, wanted: Wanted, reason: str) -> PreparedPaper:
    """Draw lists with whole numbers; call through ``store.record``: the reason is kept in the journal.

    Raises FieldError where no reason is given, NotFound, NoChineseFont.
    """
    why = people.reason_given(reason)
    paper = _drawn(session, wanted, masked=False)
    count = sum(len(roster(session, key).going) for key in batches_of(session, wanted))
    keep_reason(session, wanted.programme_id, count, why)
    return paper


def keep_reason(session: Session, programme_id: UUID, count: int, why: str) -> None:
    """Keep in the journal that whole identity numbers were given out, and why."""
    label = N_("Give out {count} travellers of {title} with identity numbers: {reason}")
    journal.keep_fact(
        session, label, count=count, title=trips.programme(session, programme_id).title, reason=why
    )


def batches_of(session: Session, wanted: Wanted) -> tuple[UUID, ...]:
    """Return the batches meant, in their order."""
    return wanted.batch_ids or tuple(one.id for one in trips.batches(session, wanted.programme_id))


def private_of(session: Session, batch_id: UUID, masked: bool) -> dict[UUID, Private]:
    """Return numbers and emergency contacts of a batch's people by their nominations."""
    rows = session.execute(
        select(TripNominee, Worker)
        .join(Worker, Worker.id == TripNominee.worker_id)
        .where(TripNominee.batch_id == batch_id, TripNominee.removed_at.is_(None))
    )
    return {one.id: _private(one, worker, masked) for one, worker in rows}


def sex_word(sex: str | None) -> str:
    """Return the word for a sex; empty where it is not known."""
    return {"M": _("male"), "F": _("female")}.get(sex or "", "")


def batch_facts(session: Session, found: Roster, rules: Rules) -> list[tuple[str, str]]:
    """Return what a list says about its batch: programme, base, days, people, departure, insurance."""
    batch, going = found.batch, found.going
    men = sum(line.sex == "M" for line in going)
    women = sum(line.sex == "F" for line in going)
    facts = [
        (_("Programme"), trips.programme(session, batch.programme_id).title),
        (_("Trip batch"), batch.title),
        (_("Base"), batch.base),
        (_("Days"), _days(found)),
        (
            _("People"),
            _("{n} (men {men}, women {women})").format(n=len(going), men=men, women=women),
        ),
        (_("Departure"), f"{local(batch.departs_at):%Y-%m-%d %H:%M}" if batch.departs_at else ""),
        (_("Meeting place"), batch.meeting_place),
        (_("Leader"), f"{batch.leader} {batch.leader_phone}".strip()),
        (_("Agency"), batch.agency),
        (_("Insurer"), batch.insurer),
        (_("Insured for"), _insured(rules)),
    ]
    return [(label, value) for label, value in facts if value]


def masked_note() -> str:
    """Return the sentence that stands on a masked list."""
    return _("Telephones and identity numbers are masked.")


def _private(one: TripNominee, worker: Worker, masked: bool) -> Private:
    number, phone, other = worker.id_number or "", worker.phone, one.emergency_phone
    if masked:
        number, phone, other = mask_id(number), mask_phone(phone), mask_phone(other)
    return Private(number, phone, f"{one.emergency_contact} {other}".strip())


def _drawn(session: Session, wanted: Wanted, masked: bool) -> PreparedPaper:
    with in_language(wanted.language or language()):
        data, printed = _DRAW[wanted.kind](session, wanted, masked)
    return PreparedPaper(data, printed.pages, printed.unprintable, printed.cut, 210.0, 297.0)


def _travellers(session: Session, wanted: Wanted, masked: bool) -> tuple[bytes, Printed]:
    lists = []
    for found, head in _heads(session, wanted, list_word(ListKind.TRAVELLERS), masked):
        held = private_of(session, found.batch.id, masked)
        lists.append((head, [_traveller(line, held[line.nominee_id]) for line in found.going]))
    return draw_travellers(lists)


def _traveller(line: RosterLine, held: Private) -> TravellerRow:
    return TravellerRow(
        line.number, line.name, held.id_number, sex_word(line.sex), held.phone, line.room, held.emergency
    )


def _rooms(session: Session, wanted: Wanted, masked: bool) -> tuple[bytes, Printed]:
    lists = []
    for found, head in _heads(session, wanted, list_word(ListKind.ROOMS), masked):
        held = private_of(session, found.batch.id, masked)
        rows = [
            RoomRow(line.room, line.name, sex_word(line.sex), line.organisation, held[line.nominee_id].phone)
            for line in sorted(found.going, key=lambda one: (not one.room, *natural(one.room)))
        ]
        lists.append((head, rows))
    return draw_rooms(lists)


def _seats(session: Session, wanted: Wanted, _masked: bool) -> tuple[bytes, Printed]:
    return draw_seats(
        [
            (
                head,
                [SeatRow(line.seat, line.name, line.organisation) for line in found.going],
                found.batch.capacity,
            )
            for found, head in _heads(session, wanted, list_word(ListKind.SEATS), masked=False)
        ]
    )


def _changes(session: Session, wanted: Wanted, _masked: bool) -> tuple[bytes, Printed]:
    card = trips.programme(session, wanted.programme_id)
    only = set(wanted.batch_ids)
    log = [
        one
        for one in changes(session, wanted.programme_id)
        if not only or only & {one.from_batch_id, one.to_batch_id}
    ]
    today = local(moment_of(session)).date()
    facts = [(_("Programme"), card.title), (_("Printed"), today.isoformat())]
    return draw_changes(Head(list_word(ListKind.CHANGES), facts), [_change(one) for one in log])


def _change(one: ChangeLine) -> ChangeRow:
    is_move = bool(one.to_batch and one.from_batch != one.to_batch)
    return ChangeRow(
        number=str(one.number),
        day=local(one.at).date().isoformat(),
        kind=kind_word(one.kind),
        out=person_words(one.out_name, one.out_organisation),
        into=person_words(one.in_name, one.in_organisation),
        batch=f"{one.from_batch or '–'} → {one.to_batch}" if is_move else one.from_batch or one.to_batch,
        reason=one.reason,
        by=one.by,
        passed_over=one.passed_over.splitlines(),
    )


def person_words(name: str, organisation: str) -> str:
    """Return a person with the employer, empty where there is nobody."""
    return _("{name} ({organisation})").format(name=name, organisation=organisation) if name else ""


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return what sorts room 2 before room 10."""
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in _DIGITS.split(text) if part)


def _heads(session: Session, wanted: Wanted, title: str, masked: bool) -> list[tuple[Roster, Head]]:
    rules = trips.rules(session, wanted.programme_id)
    found = [roster(session, key) for key in batches_of(session, wanted)]
    return [
        (one, Head(title, batch_facts(session, one, rules), masked_note() if masked else "")) for one in found
    ]


def _days(found: Roster) -> str:
    batch = found.batch
    if batch.starts_on is None or batch.ends_on is None or batch.days is None:
        return ""
    return _("{first} to {last} ({n} days)").format(
        first=batch.starts_on.isoformat(), last=batch.ends_on.isoformat(), n=batch.days
    )


def _insured(rules: Rules) -> str:
    whole, medical = (
        in_figures(Decimal(rules.fen(key)) / 100).removesuffix(".00")
        for key in (RuleKey.INSURANCE, RuleKey.INSURANCE_MEDICAL)
    )
    words = _("at least {whole} yuan, of it {medical} for treatment").format(whole=whole, medical=medical)
    source = rules.document(RuleKey.INSURANCE)
    return f"{words} · {source}" if source else words


_DRAW: dict[ListKind, Callable[[Session, Wanted, bool], tuple[bytes, Printed]]] = {
    ListKind.TRAVELLERS: _travellers,
    ListKind.ROOMS: _rooms,
    ListKind.SEATS: _seats,
    ListKind.CHANGES: _changes,
}
