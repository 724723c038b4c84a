"""The places each organisation has in a programme: the allocation in force, less what was given back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.apportion import Method
from desktop.models.trip_quotas import TripAllocation, TripQuota, TripReturn

__all__ = [
    "AllocationSettings",
    "QuotaLine",
    "Standing",
    "in_force",
    "mark_of",
    "quota_line",
    "quota_of",
    "returned_places",
    "settings_kept",
    "settings_of",
    "standing",
]


@dataclass(frozen=True, slots=True)
class AllocationSettings:
    """How the places are shared out.

    ``places`` are those of the whole programme, batches kept for a trade included; ``flat`` shares them
    among all organisations at once instead of down the tree; ``frontline_share`` is of one (7/10).
    """

    method: Method
    seed: str
    formula: str
    places: int
    frontline_share: Fraction = Fraction(0)
    flat: bool = False


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """The places of an organisation: those in force, without what it gave back (``returned``).

    ``frontline_min`` of them at least are for the front line; ``batches`` are those of them that lie in
    batches kept for a trade, by batch.
    """

    organisation_id: UUID
    places: int
    frontline_min: int
    batches: Mapping[UUID, int] = field(default_factory=dict)
    returned: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """The allocation in force: how and when it was made, and what has been given back since."""

    id: UUID
    number: int
    settings: AllocationSettings
    made_at: datetime
    reason: str
    returned: int


def in_force(session: Session, programme_id: UUID) -> TripAllocation | None:
    """Return the row of the allocation in force; None while nothing was allocated yet."""
    return session.scalar(
        select(TripAllocation)
        .where(
            TripAllocation.programme_id == programme_id,
            TripAllocation.superseded_at.is_(None),
            TripAllocation.removed_at.is_(None),
        )
        .order_by(TripAllocation.number.desc())
        .limit(1)
    )


def standing(session: Session, programme_id: UUID) -> Standing | None:
    """Return the allocation in force; None while nothing was allocated yet."""
    row = in_force(session, programme_id)
    if row is None:
        return None
    returned = sum(returned_places(session, programme_id).values())
    return Standing(row.id, row.number, settings_of(row), row.made_at, row.reason, returned)


def quota_of(session: Session, programme_id: UUID) -> dict[UUID, QuotaLine]:
    """Return the places of every organisation in the allocation in force; nothing before the first."""
    row = in_force(session, programme_id)
    if row is None:
        return {}
    rows = session.execute(
        select(
            TripQuota.organisation_id, TripQuota.batch_id, TripQuota.places, TripQuota.frontline_min
        ).where(TripQuota.allocation_id == row.id, TripQuota.is_leaf, TripQuota.removed_at.is_(None))
    )
    given: dict[UUID, list[tuple[UUID | None, int]]] = {}
    frontline: dict[UUID, int] = {}
    for organisation, batch, places, least in rows:
        given.setdefault(organisation, []).append((batch, places))
        frontline[organisation] = frontline.get(organisation, 0) + least
    returned = returned_places(session, programme_id)
    return {
        organisation: quota_line(organisation, parts, frontline[organisation], returned.get(organisation, 0))
        for organisation, parts in given.items()
    }


def quota_line(
    organisation_id: UUID, parts: list[tuple[UUID | None, int]], frontline: int, returned: int
) -> QuotaLine:
    """Return a line from places by batch (None: open); what came back leaves the open places first."""
    left = dict(parts)
    owed = returned
    for batch in sorted(left, key=lambda one: (one is not None, str(one))):
        taken = min(owed, left[batch])
        left[batch] -= taken
        owed -= taken
    places = sum(left.values())
    batches = {batch: count for batch, count in left.items() if batch is not None and count}
    return QuotaLine(organisation_id, places, min(frontline, places), batches, returned - owed)


def returned_places(session: Session, programme_id: UUID) -> dict[UUID, int]:
    """Return the places given back and not shared out again, by organisation."""
    rows = session.execute(
        select(TripReturn.organisation_id, func.sum(TripReturn.places))
        .where(
            TripReturn.programme_id == programme_id,
            TripReturn.shared_out_in_id.is_(None),
            TripReturn.removed_at.is_(None),
        )
        .group_by(TripReturn.organisation_id)
    )
    return {organisation: int(places) for organisation, places in rows}


def settings_of(row: TripAllocation) -> AllocationSettings:
    """Return what an allocation was made with."""
    more = json.loads(row.settings) if row.settings else {}
    return AllocationSettings(
        Method(row.method),
        row.seed,
        row.formula,
        row.places,
        Fraction(str(more.get("frontline_share", "0"))),
        bool(more.get("flat", False)),
    )


def settings_kept(settings: AllocationSettings, mark: str) -> str:
    """Return what is kept beside the columns (JSON); ``mark`` tells later whether the inputs are the same."""
    more = {"flat": settings.flat, "frontline_share": str(settings.frontline_share), "mark": mark}
    return json.dumps(more)


def mark_of(row: TripAllocation) -> str:
    """Return the mark of the inputs an allocation was made from."""
    more = json.loads(row.settings) if row.settings else {}
    return str(more.get("mark", ""))
