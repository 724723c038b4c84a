"""The rows of an allocation: every number it was made from, kept so that it can be worked out again."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.ids import new_ids
from desktop.core.weights import Counts
from desktop.models.base import Plain
from desktop.models.trip_quotas import TripAllocation, TripQuota, TripReturn
from desktop.services.clock import moment_of
from desktop.services.trip_allocation import AllocationSettings, in_force, settings_kept
from desktop.services.trip_allocation_inputs import Claimant
from desktop.services.trip_allocation_work import Part, Proposal, claims_in_places
from desktop.storage import bulk

_COLUMNS = (
    "id", "allocation_id", "organisation_id", "parent_id", "batch_id", "is_leaf", "weight", "claim",
    "carried", "floor", "ceiling", "places", "frontline_min", "working",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """An organisation's places in a part of an allocation, with what they were worked out from.

    A branch (``is_leaf`` false) shares its places among the rows whose ``parent_id`` it is. ``claim`` is the
    share before rounding, in places.
    """

    organisation_id: UUID
    parent_id: UUID | None
    batch_id: UUID | None
    is_leaf: bool
    name: str
    path: str
    counts: Counts
    weight: Fraction
    claim: Fraction
    carried: Fraction
    floor: int
    ceiling: int | None
    places: int
    frontline_min: int


def rows_of(proposal: Proposal) -> Iterator[QuotaRow]:
    """Yield the rows of a proposal: of batches kept for a trade only those who count such people."""
    least = proposal.frontline.given
    for part in proposal.parts:
        yield from _rows_of_part(proposal, part, least)


def _rows_of_part(proposal: Proposal, part: Part, least: Sequence[int]) -> Iterator[QuotaRow]:
    claimants, names = proposal.given.claimants, proposal.given.names
    claims, of_branch = claims_in_places(part)
    is_main = part.batch is None
    for branch in part.shared.branches:
        result = branch.result
        for member, claim, got in zip(branch.group.members, result.claims, result.given, strict=True):
            if not is_main and not claim.weight:
                continue
            whom = claimants[member.start : member.end]
            yield QuotaRow(
                member.key,
                branch.group.key,
                part.batch.batch_id if part.batch else None,
                member.is_leaf,
                names[member.key],
                whom[0].path if member.is_leaf else "",
                _counts(whom),
                Fraction(claim.weight, part.formula.denominator),
                claims[member.start] if member.is_leaf else of_branch[member.key],
                claim.carried,
                claim.floor,
                claim.ceiling,
                got,
                sum(least[member.start : member.end]) if is_main else 0,
            )


def _counts(whom: Sequence[Claimant]) -> Counts:
    if len(whom) == 1:
        return whom[0].counts
    trades: dict[str, int] = {}
    for one in whom:
        for trade, people in one.counts.trades.items():
            trades[trade] = trades.get(trade, 0) + people
    return Counts(
        sum(one.counts.members for one in whom),
        sum(one.counts.frontline for one in whom),
        sum(one.counts.hazardous for one in whom),
        trades,
    )


def write(
    session: Session,
    programme_id: UUID,
    settings: AllocationSettings,
    rows: Iterable[QuotaRow],
    reason: str,
    claims_mark: str,
) -> UUID:
    """Write an allocation down in place of the one in force; return its key."""
    before = in_force(session, programme_id)
    now = moment_of(session)
    made = TripAllocation(
        programme_id=programme_id,
        number=before.number + 1 if before else 1,
        method=settings.method.value,
        seed=settings.seed,
        formula=settings.formula,
        places=settings.places,
        made_at=now,
        settings=settings_kept(settings, claims_mark),
        reason=" ".join(reason.split()),
    )
    if before is not None:
        before.superseded_at = now
    session.add(made)
    session.flush()
    _close_returns(session, programme_id, made.id)
    kept = list(rows)
    plain = (_plain(key, made.id, row) for key, row in zip(new_ids(len(kept)), kept, strict=True))
    bulk.insert_many(session, TripQuota, _COLUMNS, plain)
    return made.id


def _close_returns(session: Session, programme_id: UUID, allocation_id: UUID) -> None:
    for row in session.scalars(
        select(TripReturn).where(
            TripReturn.programme_id == programme_id,
            TripReturn.shared_out_in_id.is_(None),
            TripReturn.removed_at.is_(None),
        )
    ):
        row.shared_out_in_id = allocation_id


def _plain(key: UUID, allocation_id: UUID, row: QuotaRow) -> tuple[Plain, ...]:
    counts = row.counts
    working = {
        "name": row.name,
        "path": row.path,
        "counts": [counts.members, counts.frontline, counts.hazardous],
        "trades": dict(counts.trades),
    }
    return (
        key.hex, allocation_id.hex, row.organisation_id.hex, row.parent_id.hex if row.parent_id else None,
        row.batch_id.hex if row.batch_id else None, row.is_leaf, str(row.weight), str(row.claim),
        str(row.carried) if row.carried else "", row.floor, row.ceiling, row.places, row.frontline_min,
        json.dumps(working, ensure_ascii=False),
    )  # fmt: skip


def read(session: Session, allocation_id: UUID) -> tuple[QuotaRow, ...]:
    """Return the rows of an allocation in the order they were written: each branch before those below it."""
    found = session.execute(
        select(*(TripQuota.__table__.c[name] for name in _COLUMNS))
        .where(TripQuota.allocation_id == allocation_id, TripQuota.removed_at.is_(None))
        .order_by(TripQuota.id)
    )
    return tuple(_row(*row[2:]) for row in found)


def _row(
    organisation: UUID,
    parent: UUID | None,
    batch: UUID | None,
    leaf: bool,
    weight: str,
    claim: str,
    carried: str,
    floor: int,
    ceiling: int | None,
    places: int,
    least: int,
    working: str,
) -> QuotaRow:
    told = json.loads(working)
    members, frontline, hazardous = told["counts"]
    return QuotaRow(
        organisation, parent, batch, leaf, told["name"], told["path"],
        Counts(members, frontline, hazardous, told["trades"]),
        Fraction(weight), Fraction(claim), Fraction(carried or 0), floor, ceiling, places, least,
    )  # fmt: skip
