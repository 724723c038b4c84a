"""The proof of an allocation: every group of organisations worked out again from the numbers kept."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.apportion import Apportionment
from desktop.core.apportion_tree import told_apart
from desktop.core.i18n import _
from desktop.core.trip_rules import RuleKey, least_of
from desktop.services import trips
from desktop.services.clock import local
from desktop.services.trip_allocation import AllocationSettings, in_force, settings_of
from desktop.services.trip_allocation_again import RowGroup, grouped
from desktop.services.trip_allocation_rows import QuotaRow, read
from desktop.services.trip_allocation_work import frontline_among
from desktop.services.trip_quota_table import NothingAllocated

__all__ = ["NothingAllocated", "Proof", "ProofGroup", "ProofPart", "ProofTotal", "proof"]


@dataclass(frozen=True, slots=True)
class ProofGroup:
    """Those who shared the places of one branch; ``branch`` is empty at the top.

    ``due`` are the places the branch got (None: the top, whose parts are checked in sum).
    """

    branch: str
    due: int | None
    rows: tuple[QuotaRow, ...]
    result: Apportionment

    @property
    def agrees(self) -> bool:
        """Whether working it out again gives what is kept."""
        given = self.result.given
        return given == [row.places for row in self.rows] and self.due in (None, sum(given))


@dataclass(frozen=True, slots=True)
class ProofPart:
    """The places of a batch kept for a trade, or (both empty) all the others."""

    batch: str
    trade: str
    groups: tuple[ProofGroup, ...]

    @property
    def places(self) -> int:
        """The places shared out in this part."""
        return self.groups[0].result.places


@dataclass(frozen=True, slots=True)
class ProofTotal:
    """An organisation's places in all, and those of them for the front line."""

    row: QuotaRow
    places: int
    frontline_min: int


@dataclass(frozen=True, slots=True)
class Proof:
    """An allocation with everything needed to work it out again by hand.

    ``frontline`` shares the front line's places out among ``totals``; ``documents`` are 文号 and titles.
    """

    title: str
    year: int
    number: int
    made_on: date
    reason: str
    settings: AllocationSettings
    documents: tuple[str, ...]
    share_document: str
    parts: tuple[ProofPart, ...]
    totals: tuple[ProofTotal, ...]
    frontline: Apportionment

    @property
    def agrees(self) -> bool:
        """Whether working everything out again gives what is kept."""
        return (
            all(group.agrees for part in self.parts for group in part.groups)
            and sum(part.places for part in self.parts) == self.settings.places
            and self.frontline.given == [total.frontline_min for total in self.totals]
        )


def proof(session: Session, programme_id: UUID) -> Proof:
    """Return the proof of the allocation in force. Raises NoProgramme, NothingAllocated."""
    card = trips.programme(session, programme_id)
    held = in_force(session, programme_id)
    if held is None:
        raise NothingAllocated(
            _("The places of “{title}” are not allocated yet.").format(title=card.title),
            _("Settle the allocation first; then its table can be printed."),
        )
    settings = settings_of(held)
    rows = read(session, held.id)
    batches = {one.id: one for one in trips.batches(session, programme_id)}
    parts = []
    for batch_id, groups in grouped(rows).items():
        batch = batches.get(batch_id) if batch_id else None
        parts.append(
            ProofPart(
                batch.title if batch else "",
                batch.reserved_trade if batch else "",
                _groups(groups, settings),
            )
        )
    totals = _totals(rows)
    return Proof(
        card.title,
        card.year,
        held.number,
        local(held.made_at).date(),
        held.reason,
        settings,
        tuple(
            " ".join(part for part in (one.number, one.title) if part)
            for one in trips.documents(session, programme_id)
        ),
        trips.rules(session, programme_id).document(RuleKey.FRONTLINE_SHARE),
        tuple(parts),
        totals,
        _frontline(totals, settings),
    )


def _groups(groups: tuple[RowGroup, ...], settings: AllocationSettings) -> tuple[ProofGroup, ...]:
    branches = {row.organisation_id: row for group in groups for row in group.rows if not row.is_leaf}
    made = []
    for group in groups:
        branch = branches[group.key] if group.key else None
        name, due = (branch.name, branch.places) if branch else ("", None)
        made.append(ProofGroup(name, due, group.rows, group.again(settings)))
    return tuple(made)


def _totals(rows: tuple[QuotaRow, ...]) -> tuple[ProofTotal, ...]:
    places: dict[UUID, int] = {}
    for row in rows:
        if row.is_leaf:
            places[row.organisation_id] = places.get(row.organisation_id, 0) + row.places
    return tuple(
        ProofTotal(row, places[row.organisation_id], row.frontline_min)
        for row in rows
        if row.is_leaf and row.batch_id is None
    )


def _frontline(totals: tuple[ProofTotal, ...], settings: AllocationSettings) -> Apportionment:
    labels = told_apart([(total.row.organisation_id, total.row.name) for total in totals])
    places = [total.places for total in totals]
    return frontline_among(labels, places, least_of(settings.frontline_share, sum(places)), settings.seed)
