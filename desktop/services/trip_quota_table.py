"""The quota table (名额分配表): each organisation's places, how many it has named, and what is left."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.models.trip_people import TripNominee
from desktop.services import trips
from desktop.services.clock import local, moment_of
from desktop.services.trip_allocation import QuotaLine, quota_of, standing
from desktop.services.trip_claims import ClaimEntry, Place, claims, places_of_trees
from desktop.services.trip_nominees import STANDING

__all__ = ["NothingAllocated", "QuotaRow", "QuotaTable", "parents", "quota_table"]


class NothingAllocated(Refused):
    """The places of the programme are not allocated yet."""


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """An organisation in the quota table; ``batches`` says which of its places lie in which batch."""

    organisation_id: UUID
    organisation: str
    path: str
    members: int
    places: int
    frontline_min: int
    batches: str
    named: int
    contact: str
    phone: str
    remark: str

    @property
    def left(self) -> int:
        """Places nobody is named for; below 0: so many named too many."""
        return self.places - self.named


@dataclass(frozen=True, slots=True)
class QuotaTable:
    """The table of a programme, or of what stands below one organisation (``below``, else empty).

    ``number`` is that of the allocation in force, ``total`` the sums of the rows.
    """

    title: str
    year: int
    below: str
    number: int
    made_on: date
    shown_on: date
    rows: tuple[QuotaRow, ...]
    total: QuotaRow


def quota_table(session: Session, programme_id: UUID, below: UUID | None = None) -> QuotaTable:
    """Return the quota table in the order of the tree. Raises NoProgramme, NothingAllocated."""
    card = trips.programme(session, programme_id)
    held = standing(session, programme_id)
    if held is None:
        raise NothingAllocated(
            _("The places of “{title}” are not allocated yet.").format(title=card.title),
            _("Settle the allocation first; then its table can be printed."),
        )
    tree = places_of_trees(session)
    quotas = quota_of(session, programme_id)
    placed = _placed(session, programme_id)
    entries = {line.organisation_id: line.entry for line in claims(session, programme_id)}
    batches = {one.id: one.title for one in trips.batches(session, programme_id)}
    wanted = [
        key
        for key in tree
        if (key in quotas or key in placed) and (below is None or _is_within(tree, key, below))
    ]
    rows = tuple(
        _row(
            key,
            tree[key],
            entries.get(key),
            quotas.get(key, QuotaLine(key, 0, 0)),
            placed.get(key, Counter()),
            batches,
        )
        for key in wanted
    )
    return QuotaTable(
        card.title,
        card.year,
        tree[below].name if below is not None and below in tree else "",
        held.number,
        local(held.made_at).date(),
        local(moment_of(session)).date(),
        rows,
        _total(rows),
    )


def parents(session: Session, programme_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """Return the organisations with quotas below them, by which a table can be narrowed, with their paths."""
    tree = places_of_trees(session)
    above: set[UUID] = set()
    for key in quota_of(session, programme_id):
        at = tree[key].parent_id if key in tree else None
        while at is not None and at not in above:
            above.add(at)
            at = tree[at].parent_id
    return tuple(
        (key, f"{place.path} › {place.name}" if place.path else place.name)
        for key, place in tree.items()
        if key in above
    )


def _row(
    key: UUID,
    place: Place,
    entry: ClaimEntry | None,
    quota: QuotaLine,
    placed: Counter[UUID | None],
    batches: Mapping[UUID, str],
) -> QuotaRow:
    known = entry or ClaimEntry(key)
    by_batch = {batch: n for batch, n in placed.items() if batch is not None} or quota.batches
    parts = [f"{batches[batch]} {n}" for batch, n in by_batch.items() if batch in batches]
    returned = _("{n} given back").format(n=quota.returned) if quota.returned else ""
    return QuotaRow(
        key, place.name, place.path, known.members, quota.places, quota.frontline_min,
        _(", ").join(sorted(parts)), sum(placed.values()), known.contact, known.phone,
        _("; ").join(part for part in (returned, known.remark) if part),
    )  # fmt: skip


def _placed(session: Session, programme_id: UUID) -> dict[UUID, Counter[UUID | None]]:
    """Return how many each organisation has named who still stand, by the batch they are placed in."""
    found: dict[UUID, Counter[UUID | None]] = {}
    for organisation, batch, people in session.execute(
        select(TripNominee.organisation_id, TripNominee.batch_id, func.count())
        .where(
            TripNominee.programme_id == programme_id,
            TripNominee.state.in_(STANDING),
            TripNominee.removed_at.is_(None),
        )
        .group_by(TripNominee.organisation_id, TripNominee.batch_id)
    ):
        found.setdefault(organisation, Counter())[batch] = people
    return found


def _total(rows: tuple[QuotaRow, ...]) -> QuotaRow:
    return QuotaRow(
        UUID(int=0), _("Total"), "", sum(one.members for one in rows), sum(one.places for one in rows),
        sum(one.frontline_min for one in rows), "", sum(one.named for one in rows), "", "", "",
    )  # fmt: skip


def _is_within(tree: Mapping[UUID, Place], key: UUID, top: UUID) -> bool:
    at: UUID | None = key
    while at is not None and at != top:
        at = tree[at].parent_id
    return at is not None
