"""What each organisation brings to the allocation of a programme's places: members, floors, what is owed."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.claim_words import fraction_of, fraction_text, trades_from, trades_kept
from desktop.core.errors import FieldError, NotFound
from desktop.core.i18n import N_, _, ngettext
from desktop.core.phones import clean_phone
from desktop.models.people import Organisation
from desktop.models.trip_quotas import TripClaim
from desktop.services.clock import moment_of
from desktop.services.trip_steps import TripStep, require_open
from desktop.services.trips import on_file
from desktop.storage import journal

__all__ = [
    "ClaimEntry",
    "ClaimLine",
    "ClaimTotals",
    "check_entry",
    "claim",
    "claims",
    "entry_of",
    "places_of_trees",
    "remove",
    "set_claim",
    "totals",
    "write_entry",
]

PEOPLE_LIMIT = 100_000_000
_NUMBERS = ("members", "frontline", "hazardous", "floor")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """What a person writes down about an organisation's part in the allocation."""

    organisation_id: UUID | None
    members: int = 0
    frontline: int = 0
    hazardous: int = 0
    trades: Mapping[str, int] = field(default_factory=dict)
    floor: int = 0
    ceiling: int | None = None
    carried: Fraction = Fraction(0)
    contact: str = ""
    phone: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """An organisation's part in the allocation; ``path`` are the names above it, ``depth`` counts them."""

    id: UUID
    organisation: str
    parent_id: UUID | None
    path: str
    depth: int
    entry: ClaimEntry

    @property
    def organisation_id(self) -> UUID:
        """The key of the organisation."""
        assert self.entry.organisation_id is not None
        return self.entry.organisation_id


@dataclass(frozen=True, slots=True)
class ClaimTotals:
    """The sums over all organisations of a programme."""

    organisations: int
    members: int
    frontline: int
    hazardous: int
    floors: int
    trades: Mapping[str, int]


class Place(NamedTuple):
    """Where an organisation stands in the tree."""

    name: str
    parent_id: UUID | None
    path: str
    depth: int


def claims(session: Session, programme_id: UUID) -> tuple[ClaimLine, ...]:
    """Return the claims of a programme in the order of the tree, parents before their branches."""
    rows = {
        row.organisation_id: row
        for row in session.execute(
            select(
                TripClaim.id, TripClaim.organisation_id, TripClaim.members, TripClaim.frontline,
                TripClaim.hazardous, TripClaim.trades, TripClaim.floor, TripClaim.ceiling,
                TripClaim.carried, TripClaim.contact, TripClaim.phone, TripClaim.remark,
            ).where(TripClaim.programme_id == programme_id, TripClaim.removed_at.is_(None))
        )
    }  # fmt: skip
    if not rows:
        return ()
    return tuple(
        ClaimLine(
            rows[key].id,
            place.name,
            place.parent_id,
            place.path,
            place.depth,
            ClaimEntry(
                key, rows[key].members, rows[key].frontline, rows[key].hazardous,
                trades_from(rows[key].trades), rows[key].floor, rows[key].ceiling,
                fraction_of(rows[key].carried), rows[key].contact, rows[key].phone, rows[key].remark,
            ),
        )
        for key, place in places_of_trees(session).items()
        if key in rows
    )  # fmt: skip


def claim(session: Session, claim_id: UUID) -> TripClaim:
    """Return the row of a claim. Raises NotFound."""
    row = session.get(TripClaim, claim_id)
    if row is None or row.removed_at is not None:
        raise NotFound(
            _("That organisation is no longer in the allocation."), _("Undo its removal, or add it again.")
        )
    return row


def totals(lines: Iterable[ClaimLine]) -> ClaimTotals:
    """Return the sums over claims."""
    entries = [line.entry for line in lines]
    trades: dict[str, int] = {}
    for entry in entries:
        for name, people in entry.trades.items():
            trades[name] = trades.get(name, 0) + people
    return ClaimTotals(
        len(entries),
        sum(one.members for one in entries),
        sum(one.frontline for one in entries),
        sum(one.hazardous for one in entries),
        sum(one.floor for one in entries),
        trades,
    )


def set_claim(session: Session, programme_id: UUID, entry: ClaimEntry, claim_id: UUID | None = None) -> UUID:
    """Put an organisation into the allocation (``claim_id`` None) or change what it brings; return its key.

    Raises StepApproved, and FieldError: organisation_id (none, or there already), a number below 0, a floor
    above the ceiling or above the programme's places.
    """
    require_open(session, programme_id, TripStep.QUOTA)
    programme = on_file(session, programme_id)
    organisation = _organisation(session, entry.organisation_id)
    _refuse_twice(session, programme_id, organisation, claim_id)
    sound = check_entry(entry, programme.places)
    if claim_id is None:
        row = TripClaim(programme_id=programme_id, organisation_id=organisation.id)
        session.add(row)
        journal.describe(session, N_("Add {name} to the allocation"), name=organisation.name)
    else:
        row = claim(session, claim_id)
        journal.describe(session, N_("Change what {name} brings"), name=organisation.name)
    write_entry(sound, row)
    session.flush()
    return row.id


def remove(session: Session, claim_ids: Collection[UUID]) -> None:
    """Take organisations out of the allocation. Raises StepApproved, NotFound."""
    rows = [claim(session, one) for one in claim_ids]
    for programme_id in {row.programme_id for row in rows}:
        require_open(session, programme_id, TripStep.QUOTA)
    for row in rows:
        row.removed_at = moment_of(session)
    session.flush()
    if len(rows) == 1:
        named = session.get(Organisation, rows[0].organisation_id)
        name = named.name if named else ""
        journal.describe(session, N_("Take {name} out of the allocation"), name=name)
    else:
        journal.describe(session, N_("Take {count} organisations out of the allocation"), count=len(rows))


def check_entry(entry: ClaimEntry, places: int) -> ClaimEntry:
    """Return an entry as it is kept. Raises FieldError with the rule, by how much, and what would mend it."""
    for name in _NUMBERS:
        _check_number(name, getattr(entry, name))
    for trade, people in entry.trades.items():
        if not 0 <= people <= PEOPLE_LIMIT:
            raise FieldError(
                "trades",
                _("{people} people in “{trade}” cannot be.").format(people=people, trade=trade),
                _("Write 0 or more."),
            )
    _check_bounds(entry, places)
    return replace(
        entry,
        contact=_line(entry.contact),
        phone=clean_phone(entry.phone) if entry.phone else "",
        remark=_line(entry.remark),
    )


def _check_number(name: str, value: int) -> None:
    if not 0 <= value <= PEOPLE_LIMIT:
        raise FieldError(
            name,
            _("{number} cannot stand here.").format(number=value),
            _("Write a whole number, 0 or more."),
        )


def _check_bounds(entry: ClaimEntry, places: int) -> None:
    if entry.ceiling is not None and entry.ceiling < 0:
        raise FieldError(
            "ceiling",
            _("{number} cannot stand here.").format(number=entry.ceiling),
            _("Leave it empty where there is no ceiling."),
        )
    if entry.ceiling is not None and entry.floor > entry.ceiling:
        raise FieldError(
            "floor",
            _("The floor of {floor} lies above the ceiling of {ceiling}.").format(
                floor=entry.floor, ceiling=entry.ceiling
            ),
            _("Lower the floor or raise the ceiling by {count}.").format(count=entry.floor - entry.ceiling),
        )
    if entry.floor > places:
        words = ngettext(
            "The programme has {places} place, the floor asks for {floor}.",
            "The programme has {places} places, the floor asks for {floor}.",
            places,
        )
        raise FieldError(
            "floor",
            words.format(places=places, floor=entry.floor),
            _("Lower the floor by {count}.").format(count=entry.floor - places),
        )


def entry_of(row: TripClaim) -> ClaimEntry:
    """Return what stands in a row."""
    return ClaimEntry(
        row.organisation_id, row.members, row.frontline, row.hazardous, trades_from(row.trades),
        row.floor, row.ceiling, fraction_of(row.carried), row.contact, row.phone, row.remark,
    )  # fmt: skip


def write_entry(entry: ClaimEntry, row: TripClaim) -> None:
    """Write an entry into a row; the organisation of a row stays."""
    row.members, row.frontline, row.hazardous = entry.members, entry.frontline, entry.hazardous
    row.trades, row.carried = trades_kept(entry.trades), fraction_text(entry.carried)
    row.floor, row.ceiling = entry.floor, entry.ceiling
    row.contact, row.phone, row.remark = entry.contact, entry.phone, entry.remark


def places_of_trees(session: Session) -> dict[UUID, Place]:
    """Return every organisation on file with its path, each parent before its branches, by their sound."""
    rows = session.execute(
        select(Organisation.id, Organisation.name, Organisation.parent_id, Organisation.search_key).where(
            Organisation.removed_at.is_(None)
        )
    ).all()
    known = {row.id for row in rows}
    below: dict[UUID | None, list[tuple[str, str, UUID]]] = {}
    for key, name, parent, heard in rows:
        sound = heard.partition("|")[2]
        below.setdefault(parent if parent in known else None, []).append((sound, name, key))
    for branch in below.values():
        branch.sort(reverse=True)
    found: dict[UUID, Place] = {}
    waiting = [(key, Place(name, None, "", 0)) for _sound, name, key in below.get(None, ())]
    while waiting:
        key, place = waiting.pop()
        found[key] = place
        if branches := below.get(key):
            path = f"{place.path} › {place.name}" if place.path else place.name
            waiting += [(child, Place(name, key, path, place.depth + 1)) for _sound, name, child in branches]
    return found


def _organisation(session: Session, organisation_id: UUID | None) -> Organisation:
    row = session.get(Organisation, organisation_id) if organisation_id else None
    if row is None or row.removed_at is not None:
        raise FieldError(
            "organisation_id", _("Say which organisation."), _("Choose one from the list of organisations.")
        )
    return row


def _refuse_twice(
    session: Session, programme_id: UUID, organisation: Organisation, claim_id: UUID | None
) -> None:
    there = session.scalar(
        select(TripClaim.id).where(
            TripClaim.programme_id == programme_id,
            TripClaim.organisation_id == organisation.id,
            TripClaim.removed_at.is_(None),
        )
    )
    if there is not None and there != claim_id:
        raise FieldError(
            "organisation_id",
            _("{name} is in the allocation already.").format(name=organisation.name),
            _("Change what it brings instead."),
        )


def _line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
