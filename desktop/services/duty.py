"""Rotas of duty and who takes turns on them: of a site, or of the office itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound, Refused
from desktop.core.i18n import N_, _
from desktop.core.names import NAME_LIMIT, clean_name, name_key
from desktop.core.phones import clean_phone
from desktop.models.base import Kept
from desktop.models.duty import DutyAbsence, DutyMember, DutyRota, DutyTurn
from desktop.models.sites import Site
from desktop.services.clock import local, moment_of
from desktop.services.site_find import on_file
from desktop.storage import journal

TITLE_LIMIT, HOURS_LIMIT, PEOPLE_LIMIT, LONGEST_ABSENCE = 60, 40, 20, 400
_AREA_CODE = re.compile(r"\s*[(（](\d{3,4})[)）]\s*-?")
_NAME_AND_PHONE = re.compile(r"\s*([^\d,，、;；\t]+?)[\s,，、;；\t]*(\+?\d[\d\s-]*)?\s*")


@dataclass(frozen=True, slots=True)
class RotaEntry:
    """A rota as a form gives it; ``site_id`` None: of the office itself. ``people`` are on duty at a time."""

    name: str
    site_id: UUID | None = None
    hours: str = ""
    people: int = 1
    on_workdays: bool = True
    on_weekends: bool = True
    on_holidays: bool = True


@dataclass(frozen=True, slots=True)
class RotaLine:
    """A rota in a list."""

    id: UUID
    entry: RotaEntry
    site: str
    members: int


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Somebody who takes turns; not ``active``: took them once."""

    id: UUID
    name: str
    phone: str
    since: date
    active: bool


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """Days, both ends included, on which a member takes no turns."""

    id: UUID
    member_id: UUID
    name: str
    first: date
    last: date
    reason: str


class RotaInUse(Refused):
    """A rota has turns that were taken and is kept for the record."""


def rotas(session: Session, site_id: UUID | None = None) -> tuple[RotaLine, ...]:
    """Return the rotas, those of the office itself first; with a site only its own."""
    counted = (
        select(DutyMember.rota_id, func.count().label("members"))
        .where(DutyMember.removed_at.is_(None), DutyMember.active)
        .group_by(DutyMember.rota_id)
        .subquery()
    )
    query = (
        select(DutyRota, Site.name, counted.c.members)
        .outerjoin(Site, Site.id == DutyRota.site_id)
        .outerjoin(counted, counted.c.rota_id == DutyRota.id)
        .where(DutyRota.removed_at.is_(None))
    )
    if site_id is not None:
        query = query.where(DutyRota.site_id == site_id)
    lines = [
        RotaLine(row.id, _entry(row), site or "", members or 0)
        for row, site, members in session.execute(query)
    ]
    return tuple(sorted(lines, key=lambda line: (bool(line.site), line.site, line.entry.name)))


def rota(session: Session, rota_id: UUID) -> RotaLine:
    """Return one rota. Raises NotFound."""
    row = rota_on_file(session, rota_id)
    site = session.get(Site, row.site_id) if row.site_id else None
    return RotaLine(row.id, _entry(row), site.name if site else "", len(members(session, rota_id)))


def create_rota(session: Session, entry: RotaEntry) -> UUID:
    """Set up a rota. Raises FieldError (name, hours, people, days) and NotFound for the site."""
    row = DutyRota(name="")
    _copy(session, entry, row)
    session.add(row)
    session.flush()
    journal.describe(session, N_("Set up the rota {name}"), name=row.name)
    return row.id


def change_rota(session: Session, rota_id: UUID, entry: RotaEntry) -> None:
    """Correct a rota; turns already planned stay. Raises as :func:`create_rota` does."""
    row = rota_on_file(session, rota_id)
    _copy(session, entry, row)
    session.flush()
    journal.describe(session, N_("Change the rota {name}"), name=row.name)


def remove_rota(session: Session, rota_id: UUID) -> None:
    """Take a rota off the list. Raises ``RotaInUse`` once turns of it were taken."""
    row = rota_on_file(session, rota_id)
    today = local(moment_of(session)).date()
    turns = session.scalars(
        select(DutyTurn).where(DutyTurn.rota_id == rota_id, DutyTurn.removed_at.is_(None))
    ).all()
    if any(turn.day < today for turn in turns):
        raise RotaInUse(
            _("Turns of “{name}” were taken already.").format(name=row.name),
            _("Let its members leave instead, so that the record stays."),
        )
    going: list[Kept] = [row, *turns, *_members(session, rota_id)]
    for one in going:
        one.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove the rota {name}"), name=row.name)


def members(session: Session, rota_id: UUID, *, left_too: bool = False) -> tuple[MemberLine, ...]:
    """Return who takes turns, in their order; with ``left_too`` those who took them once as well."""
    rows = [row for row in _members(session, rota_id) if row.active or left_too]
    rows.sort(key=lambda row: (not row.active, row.position))
    return tuple(MemberLine(row.id, row.name, row.phone, row.since, row.active) for row in rows)


def add_members(session: Session, rota_id: UUID, text: str, since: date | None = None) -> int:
    """Add people, one a line with or without a telephone, who take turns from a day on (today).

    Somebody who left and is named again comes back. Raises FieldError (members).
    """
    rota_row = rota_on_file(session, rota_id)
    day = since or local(moment_of(session)).date()
    known = {name_key(row.name): row for row in _members(session, rota_id)}
    position = max((row.position for row in known.values()), default=0)
    count = 0
    for line in filter(str.strip, re.split(r"[\n;；]", text)):
        name, phone = _name_and_phone(line)
        row = known.get(name_key(name))
        if row is not None and row.active:
            raise FieldError(
                "members", _("{name} is on this rota already.").format(name=name), _("Take that name out.")
            )
        if row is None:
            position += 1
            row = known[name_key(name)] = DutyMember(rota_id=rota_id, name=name, position=position, since=day)
            session.add(row)
        row.active, row.since, row.phone = True, day, phone or row.phone
        count += 1
    if not count:
        raise FieldError("members", _("Nobody is named here."), _("Write one name a line."))
    session.flush()
    journal.describe(session, N_("Add {count} people to the rota {name}"), count=count, name=rota_row.name)
    return count


def change_member(session: Session, member_id: UUID, name: str, phone: str) -> None:
    """Correct a name or telephone. Raises FieldError (name), NotFound."""
    row = member_on_file(session, member_id)
    name = _checked_name(name, "name")
    if any(
        other.id != row.id and name_key(other.name) == name_key(name)
        for other in _members(session, row.rota_id)
    ):
        raise FieldError(
            "name", _("{name} is on this rota already.").format(name=name), _("Take that name out.")
        )
    row.name, row.phone = name, clean_phone(phone) if phone.strip() else ""
    session.flush()
    journal.describe(session, N_("Change {name} on the rota"), name=name)


def reorder_members(session: Session, rota_id: UUID, order: Sequence[UUID]) -> None:
    """Put members in another order; it decides while nothing else tells whose turn it is."""
    row = rota_on_file(session, rota_id)
    places = {key: place for place, key in enumerate(order, 1)}
    for member in _members(session, rota_id):
        member.position = places.get(member.id, len(places) + member.position)
    session.flush()
    journal.describe(session, N_("Put the members of the rota {name} in order"), name=row.name)


def leave(session: Session, member_id: UUID) -> int:
    """Let somebody leave: turns taken stay, those from today on are given up. Return how many those were."""
    row = member_on_file(session, member_id)
    today = local(moment_of(session)).date()
    coming = session.scalars(
        select(DutyTurn).where(
            DutyTurn.member_id == member_id, DutyTurn.day >= today, DutyTurn.removed_at.is_(None)
        )
    ).all()
    row.active = False
    for turn in coming:
        turn.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Let {name} leave the rota"), name=row.name)
    return len(coming)


def absences(session: Session, rota_id: UUID, since: date | None = None) -> tuple[AbsenceLine, ...]:
    """Return when members are away, in order of time; with ``since`` only what ends on that day or later."""
    query = (
        select(DutyAbsence, DutyMember.name)
        .join(DutyMember, DutyMember.id == DutyAbsence.member_id)
        .where(
            DutyMember.rota_id == rota_id, DutyMember.removed_at.is_(None), DutyAbsence.removed_at.is_(None)
        )
        .order_by(DutyAbsence.first_day, DutyMember.position)
    )
    if since is not None:
        query = query.where(DutyAbsence.last_day >= since)
    return tuple(
        AbsenceLine(row.id, row.member_id, name, row.first_day, row.last_day, row.reason)
        for row, name in session.execute(query)
    )


def add_absence(session: Session, member_id: UUID, first: date, last: date, reason: str = "") -> UUID:
    """Note that a member is away; turns planned in that time stay until somebody takes them over.

    Raises FieldError (last).
    """
    row = member_on_file(session, member_id)
    if last < first:
        raise FieldError("last", _("The last day lies before the first."), _("Correct one of the two days."))
    if (last - first).days >= LONGEST_ABSENCE:
        raise FieldError(
            "last", _("That is more than a year."), _("Let the member leave, and add them again later.")
        )
    absence = DutyAbsence(
        member_id=member_id, first_day=first, last_day=last, reason=" ".join(reason.split())
    )
    session.add(absence)
    session.flush()
    journal.describe(session, N_("Note that {name} is away"), name=row.name)
    return absence.id


def remove_absence(session: Session, absence_id: UUID) -> None:
    """Forget an absence."""
    row = session.get(DutyAbsence, absence_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That absence is no longer noted."), _("Undo brings it back."))
    row.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Remove an absence"))


def rota_on_file(session: Session, rota_id: UUID) -> DutyRota:
    """Return the row of a rota. Raises NotFound."""
    row = session.get(DutyRota, rota_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That rota is no longer on file."), _("Undo brings it back."))
    return row


def member_on_file(session: Session, member_id: UUID) -> DutyMember:
    """Return the row of a member. Raises NotFound."""
    row = session.get(DutyMember, member_id)
    if row is None or row.removed_at is not None:
        raise NotFound(_("That member is no longer on the rota."), _("Undo brings it back."))
    return row


def _members(session: Session, rota_id: UUID) -> Sequence[DutyMember]:
    return session.scalars(
        select(DutyMember)
        .where(DutyMember.rota_id == rota_id, DutyMember.removed_at.is_(None))
        .order_by(DutyMember.position, DutyMember.id)
    ).all()


def _entry(row: DutyRota) -> RotaEntry:
    return RotaEntry(
        row.name, row.site_id, row.hours, row.people, row.on_workdays, row.on_weekends, row.on_holidays
    )


def _copy(session: Session, entry: RotaEntry, row: DutyRota) -> None:
    name, hours = " ".join(entry.name.split()), " ".join(entry.hours.split())
    if not name:
        raise FieldError("name", _("The rota needs a name."), _("Such as “Centre, front desk”."))
    for field, text, limit in (("name", name, TITLE_LIMIT), ("hours", hours, HOURS_LIMIT)):
        if len(text) > limit:
            raise FieldError(
                field, _("That is longer than {count} characters.").format(count=limit), _("Shorten it.")
            )
    if not 1 <= entry.people <= PEOPLE_LIMIT:
        raise FieldError(
            "people", _("Between 1 and {most} people can be on duty at a time.").format(most=PEOPLE_LIMIT)
        )
    if not (entry.on_workdays or entry.on_weekends or entry.on_holidays):
        raise FieldError("days", _("Nobody would ever be on duty."), _("Choose on which days somebody is."))
    if entry.site_id is not None:
        on_file(session, entry.site_id)
    row.name, row.hours, row.people, row.site_id = name, hours, entry.people, entry.site_id
    row.on_workdays, row.on_weekends, row.on_holidays = (
        entry.on_workdays,
        entry.on_weekends,
        entry.on_holidays,
    )


def _name_and_phone(line: str) -> tuple[str, str]:
    found = _NAME_AND_PHONE.fullmatch(_AREA_CODE.sub(r" \1-", line).replace("：", " ").replace(":", " "))
    if not found:
        raise FieldError(
            "members",
            _("“{line}” is not a name with a telephone.").format(line=line.strip()[:40]),
            _("Write the name, a blank, the telephone."),
        )
    return _checked_name(found[1], "members"), clean_phone(found[2]) if found[2] else ""


def _checked_name(text: str, field: str) -> str:
    name = clean_name(text)
    if not name:
        raise FieldError(field, _("The name is missing."))
    if len(name) > NAME_LIMIT:
        raise FieldError(
            field, _("The name is longer than {count} characters.").format(count=NAME_LIMIT), _("Shorten it.")
        )
    return name
