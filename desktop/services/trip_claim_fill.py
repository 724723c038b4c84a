"""Claims filled from what is on file: members counted from the workers, fractions owed from last year."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID

from sqlalchemy import Integer, func, select
from sqlalchemy.orm import Session

from desktop.core.claim_words import fraction_text, trades_text
from desktop.core.errors import Refused
from desktop.core.i18n import N_, _
from desktop.models.people import Worker
from desktop.models.trip_quotas import TripAllocation, TripClaim, TripQuota
from desktop.models.trips import TripBatch, TripProgramme
from desktop.services.trip_claims import (
    ClaimEntry,
    Place,
    check_entry,
    claims,
    places_of_trees,
    write_entry,
)
from desktop.services.trip_steps import TripStep, require_open
from desktop.services.trips import on_file
from desktop.storage import journal

__all__ = [
    "ClaimChange",
    "NothingToCarry",
    "carried_changes",
    "carry_over",
    "changed_fields",
    "fill_from_register",
    "register_changes",
]


class NothingToCarry(Refused):
    """There is no earlier allocation fractions could be carried over from."""


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """What an organisation would bring instead; ``before`` is None where it is not in the allocation yet."""

    organisation_id: UUID
    organisation: str
    path: str
    before: ClaimEntry | None
    after: ClaimEntry


def changed_fields(before: ClaimEntry, after: ClaimEntry) -> list[tuple[str, str, str]]:
    """Return what differs: the field's key, its words before and after."""
    pairs = zip(_words(before), _words(after), strict=True)
    return [(key, old, new) for (key, old), (_key, new) in pairs if old != new]


def _words(entry: ClaimEntry) -> list[tuple[str, str]]:
    return [
        ("members", str(entry.members)),
        ("frontline", str(entry.frontline)),
        ("hazardous", str(entry.hazardous)),
        ("trades", trades_text({k: n for k, n in sorted(entry.trades.items()) if n})),
        ("floor", str(entry.floor)),
        ("ceiling", "" if entry.ceiling is None else str(entry.ceiling)),
        ("carried", fraction_text(entry.carried)),
        ("contact", entry.contact),
        ("phone", entry.phone),
        ("remark", entry.remark),
    ]


def register_changes(session: Session, programme_id: UUID) -> tuple[ClaimChange, ...]:
    """Return what counting the workers on file would change; nothing is written.

    A worker counts for the nearest organisation at or above the own one that is in the allocation; where
    there is none, the own organisation is offered as a new one. Organisations without workers on file stay
    as they are, and so do hazardous posts, which are not on file.
    """
    programme = on_file(session, programme_id)
    tree = places_of_trees(session)
    held = {line.organisation_id: line.entry for line in claims(session, programme_id)}
    counted = _counted(session, tree, held, programme.organisation_id)
    trades = _trade_counts(session, _wanted_trades(session, programme_id, held), tree, held)
    found = []
    for key, place in tree.items():
        if key not in counted:
            continue
        before = held.get(key)
        members, frontline = counted[key]
        base = before or ClaimEntry(key)
        told = {**base.trades, **trades.get(key, {})}
        after = replace(
            base, members=members, frontline=frontline, trades={t: n for t, n in told.items() if n}
        )
        if before is None or changed_fields(before, after):
            found.append(ClaimChange(key, place.name, place.path, before, after))
    return tuple(found)


def fill_from_register(session: Session, programme_id: UUID, only: Collection[UUID] | None = None) -> int:
    """Take over what counting the workers says, of ``only`` these organisations; return how many changed.

    Raises StepApproved.
    """
    require_open(session, programme_id, TripStep.QUOTA)
    wanted = [
        one for one in register_changes(session, programme_id) if only is None or one.organisation_id in only
    ]
    _take(session, programme_id, wanted)
    journal.describe(session, N_("Count the members of {count} organisations"), count=len(wanted))
    return len(wanted)


def carried_changes(session: Session, programme_id: UUID) -> tuple[ClaimChange, ...]:
    """Return what carrying over the fractions of the year before would change. Raises NothingToCarry.

    Carried over is the unrounded claim less the places given, of the allocation in force then, exactly.
    """
    owed = _owed(session, on_file(session, programme_id))
    tree = places_of_trees(session)
    found = []
    for line in claims(session, programme_id):
        after = replace(line.entry, carried=owed.get(line.organisation_id, Fraction(0)))
        if after.carried != line.entry.carried:
            place = tree[line.organisation_id]
            found.append(ClaimChange(line.organisation_id, place.name, place.path, line.entry, after))
    return tuple(found)


def carry_over(session: Session, programme_id: UUID, only: Collection[UUID] | None = None) -> int:
    """Carry over the fractions of the year before, of ``only`` these; return how many organisations changed.

    Raises StepApproved, NothingToCarry.
    """
    require_open(session, programme_id, TripStep.QUOTA)
    wanted = [
        one for one in carried_changes(session, programme_id) if only is None or one.organisation_id in only
    ]
    _take(session, programme_id, wanted)
    journal.describe(session, N_("Carry over fractions of {count} organisations"), count=len(wanted))
    return len(wanted)


def _take(session: Session, programme_id: UUID, wanted: Collection[ClaimChange]) -> None:
    places = on_file(session, programme_id).places
    rows = {
        row.organisation_id: row
        for row in session.scalars(
            select(TripClaim).where(TripClaim.programme_id == programme_id, TripClaim.removed_at.is_(None))
        )
    }
    for one in wanted:
        row = rows.get(one.organisation_id)
        if row is None:
            row = TripClaim(programme_id=programme_id, organisation_id=one.organisation_id)
            session.add(row)
        write_entry(check_entry(one.after, places) if one.before is None else one.after, row)
    session.flush()


def _counted(
    session: Session, tree: Mapping[UUID, Place], held: Collection[UUID], top: UUID | None
) -> dict[UUID, tuple[int, int]]:
    """Return members and those of the front line by the organisation they count for."""
    found: dict[UUID, tuple[int, int]] = {}
    for key, members, frontline in session.execute(
        select(
            Worker.organisation_id,
            func.count(),
            func.sum(func.coalesce(Worker.frontline, False).cast(Integer)),
        )
        .where(Worker.removed_at.is_(None), Worker.organisation_id.is_not(None))
        .group_by(Worker.organisation_id)
    ):
        if key is None or key not in tree:
            continue
        above = _nearest(tree, held, key)
        if above is None and (top is None or _is_below(tree, key, top)):
            above = key
        if above is not None:
            had = found.get(above, (0, 0))
            found[above] = (had[0] + members, had[1] + (frontline or 0))
    return found


def _nearest(tree: Mapping[UUID, Place], held: Collection[UUID], key: UUID) -> UUID | None:
    at: UUID | None = key
    while at is not None and at not in held:
        at = tree[at].parent_id
    return at


def _is_below(tree: Mapping[UUID, Place], key: UUID, top: UUID) -> bool:
    return _nearest(tree, (top,), key) is not None


def _wanted_trades(session: Session, programme_id: UUID, held: Mapping[UUID, ClaimEntry]) -> list[str]:
    reserved = session.scalars(
        select(TripBatch.reserved_trade).where(
            TripBatch.programme_id == programme_id,
            TripBatch.reserved_trade != "",
            TripBatch.removed_at.is_(None),
        )
    )
    return sorted({*reserved, *(trade for entry in held.values() for trade in entry.trades)})


def _trade_counts(
    session: Session, trades: Collection[str], tree: Mapping[UUID, Place], held: Collection[UUID]
) -> dict[UUID, dict[str, int]]:
    """Return people by trade and organisation: those whose post holds the trade's word."""
    found: dict[UUID, dict[str, int]] = {}
    for trade in trades:
        rows = session.execute(
            select(Worker.organisation_id, func.count())
            .where(
                Worker.removed_at.is_(None),
                Worker.organisation_id.is_not(None),
                Worker.post.contains(trade, autoescape=True),
            )
            .group_by(Worker.organisation_id)
        )
        for key, people in rows:
            if key is not None and key in tree:
                of_it = found.setdefault(_nearest(tree, held, key) or key, {})
                of_it[trade] = of_it.get(trade, 0) + people
    return found


def _owed(session: Session, programme: TripProgramme) -> dict[UUID, Fraction]:
    """Return by organisation the part of a place the year before owes (below 0: gave too much)."""
    found = session.execute(
        select(TripAllocation.id, TripProgramme.organisation_id)
        .join(TripProgramme, TripProgramme.id == TripAllocation.programme_id)
        .where(
            TripProgramme.year == programme.year - 1,
            TripProgramme.removed_at.is_(None),
            TripAllocation.superseded_at.is_(None),
            TripAllocation.removed_at.is_(None),
        )
        .order_by(TripAllocation.id.desc())
    ).all()
    same_tree = [row.id for row in found if row.organisation_id == programme.organisation_id]
    before = next(iter([*same_tree, *(row.id for row in found)]), None)
    if before is None:
        raise NothingToCarry(
            _("No allocation of {year} is on file.").format(year=programme.year - 1),
            _("Write the fractions down by hand, or take them in with the plan table."),
        )
    owed: dict[UUID, Fraction] = {}
    for key, share, places in session.execute(
        select(TripQuota.organisation_id, TripQuota.claim, TripQuota.places).where(
            TripQuota.allocation_id == before, TripQuota.is_leaf, TripQuota.removed_at.is_(None)
        )
    ):
        owed[key] = owed.get(key, Fraction(0)) + Fraction(share or 0) - places
    return owed
