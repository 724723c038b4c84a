"""What an allocation is made from: organisations with what they bring, the tree, batches kept for a trade."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.apportion import Method
from desktop.core.apportion_tree import Group, flat_group, groups_of
from desktop.core.claim_words import trades_from
from desktop.core.trip_rules import RuleKey
from desktop.core.weights import Counts
from desktop.models.trip_quotas import TripClaim
from desktop.services import trips
from desktop.services.trip_allocation import AllocationSettings, standing
from desktop.services.trip_claims import Place, places_of_trees

FORMULA = "members"


class Claimant(NamedTuple):
    """An organisation with what it brings; ``path`` are the names above it."""

    organisation_id: UUID
    name: str
    path: str
    counts: Counts
    floor: int = 0
    ceiling: int | None = None
    carried: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Reserved:
    """A batch all of whose places are kept for the people of one trade."""

    batch_id: UUID
    title: str
    trade: str
    capacity: int


@dataclass(frozen=True, eq=False)
class Inputs:
    """Everything an allocation is computed from, loaded once; the rest is arithmetic.

    ``claimants`` stand in the order of the tree, ``groups`` share places from the top down, ``names`` are
    those of every organisation in the tree.
    """

    programme_id: UUID
    title: str
    year: int
    places: int
    claimants: tuple[Claimant, ...]
    groups: tuple[Group, ...]
    names: Mapping[UUID, str]
    reserved: tuple[Reserved, ...]
    frontline_share: Fraction

    @cached_property
    def trades(self) -> frozenset[str]:
        """The trades that anybody counts people of."""
        return frozenset(trade for one in self.claimants for trade in one.counts.trades)

    @cached_property
    def flat(self) -> tuple[Group, ...]:
        """One group of all organisations."""
        return (flat_group([one.organisation_id for one in self.claimants], self.names),)

    @property
    def seed(self) -> str:
        """The seed where none is stated: the programme's title and year."""
        return f"{self.title} {self.year}"

    def changed(self, changes: Mapping[UUID, Claimant]) -> "Inputs":
        """Return the inputs with some claimants brought to something else."""
        return replace(self, claimants=tuple(changes.get(one.organisation_id, one) for one in self.claimants))


def inputs(session: Session, programme_id: UUID) -> Inputs:
    """Return what the allocation of a programme is computed from. Raises NoProgramme."""
    card = trips.programme(session, programme_id)
    tree = places_of_trees(session)
    brought = _brought(session, programme_id, tree)
    names = {key: place.name for key, place in tree.items()}
    order, groups = groups_of(brought, names, {key: place.parent_id for key, place in tree.items()})
    claimants = tuple(brought[key] for key in order)
    reserved = tuple(
        Reserved(batch.id, batch.title, batch.reserved_trade, batch.capacity)
        for batch in trips.batches(session, programme_id)
        if batch.reserved_trade
    )
    share = trips.rules(session, programme_id).share(RuleKey.FRONTLINE_SHARE)
    return Inputs(card.id, card.title, card.year, card.places, claimants, groups, names, reserved, share)


def _brought(session: Session, programme_id: UUID, tree: Mapping[UUID, Place]) -> dict[UUID, Claimant]:
    """Return what each organisation on file brings."""
    rows = session.execute(
        select(
            TripClaim.organisation_id, TripClaim.members, TripClaim.frontline, TripClaim.hazardous,
            TripClaim.trades, TripClaim.floor, TripClaim.ceiling, TripClaim.carried,
        ).where(TripClaim.programme_id == programme_id, TripClaim.removed_at.is_(None))
    )  # fmt: skip
    return {
        key: Claimant(
            key,
            tree[key].name,
            tree[key].path,
            Counts(members, frontline, hazardous, trades_from(trades)),
            floor,
            ceiling,
            Fraction(carried or 0),
        )
        for key, members, frontline, hazardous, trades, floor, ceiling, carried in rows
        if key in tree
    }


def proposed_settings(session: Session, given: Inputs) -> AllocationSettings:
    """Return how to allocate where nothing else is said: as in force, with the places and share of now."""
    held = standing(session, given.programme_id)
    if held is not None:
        return replace(held.settings, places=given.places, frontline_share=given.frontline_share)
    return AllocationSettings(
        Method.LARGEST_REMAINDER, given.seed, FORMULA, given.places, given.frontline_share
    )
