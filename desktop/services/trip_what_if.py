"""What the places would be by other settings: for every organisation at once, before anything is settled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, PersonError
from desktop.models.people import Organisation
from desktop.models.trip_quotas import TripClaim
from desktop.services.trip_allocation import AllocationSettings, Standing, quota_of, standing
from desktop.services.trip_allocation_inputs import Claimant, Inputs, inputs, proposed_settings
from desktop.services.trip_allocation_work import Proposal, claims_in_places, propose
from desktop.services.trip_claims import ClaimEntry

__all__ = ["Forecast", "ForecastLine", "QuotaDesk", "desk", "forecast"]


class _Known(NamedTuple):
    """What is known of a claimant beside the inputs; ``heard`` is what it is found by."""

    claim_id: UUID
    contact: str
    phone: str
    remark: str
    heard: str


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """An organisation with what it brings and what it would get; ``places`` None: that cannot be told.

    ``id`` is the organisation. ``share`` is what it would get unrounded, ``before`` what it has in force (or
    would have by the proposed settings while nothing is in force), of which ``returned`` was given back;
    ``reserved`` lie in batches kept for a trade; ``drew``: lots were drawn.
    """

    id: UUID
    claim_id: UUID
    organisation: str
    path: str
    entry: ClaimEntry
    share: Fraction | None = None
    places: int | None = None
    before: int = 0
    frontline_min: int = 0
    reserved: int = 0
    returned: int = 0
    drew: bool = False

    @property
    def change(self) -> int | None:
        """Places more (below 0: fewer) than before."""
        return None if self.places is None else self.places - self.before


@dataclass(frozen=True, eq=False)
class QuotaDesk:
    """All that is looked at while settings are tried, read once, in the order of the tree.

    ``before`` are the places a forecast is compared with, ``settings`` those to begin with.
    """

    given: Inputs
    known: tuple[_Known, ...]
    settings: AllocationSettings
    standing: Standing | None
    before: tuple[int, ...]
    returned: Mapping[UUID, int]

    @cached_property
    def at(self) -> Mapping[UUID, int]:
        """Where each organisation stands."""
        return {one.organisation_id: at for at, one in enumerate(self.given.claimants)}


@dataclass(frozen=True, eq=False)
class Forecast:
    """What settings come to; ``made`` None: nothing, ``fault`` says why, ``field`` which setting it is."""

    desk: QuotaDesk
    settings: AllocationSettings
    made: Proposal | None = None
    fault: str = ""
    remedy: str = ""
    field: str = ""

    @cached_property
    def changes(self) -> tuple[int, ...]:
        """How many places each organisation gains (loses, below 0); empty where nothing can be told."""
        if self.made is None:
            return ()
        return tuple(got - had for got, had in zip(self.made.places, self.desk.before, strict=True))

    @property
    def gain(self) -> int:
        """How many organisations gain."""
        return sum(change > 0 for change in self.changes)

    @property
    def lose(self) -> int:
        """How many organisations lose."""
        return sum(change < 0 for change in self.changes)

    @property
    def moved(self) -> int:
        """Places won by those who gain."""
        return sum(change for change in self.changes if change > 0)

    @property
    def nothing(self) -> int:
        """How many organisations get no place."""
        return sum(not got for got in self.made.places) if self.made else 0

    @cached_property
    def drew(self) -> frozenset[UUID]:
        """The organisations (and branches of the tree) lots were drawn among."""
        found: set[UUID] = set()
        branches = (
            [branch for part in self.made.parts for branch in part.shared.branches] if self.made else []
        )
        for branch in branches:
            if branch.result.tie is not None:
                labels = {lot.label for lot in branch.result.tie.lots}
                found |= {member.key for member in branch.group.members if member.label in labels}
        return frozenset(found)

    @cached_property
    def _shares(self) -> tuple[Fraction, ...]:
        made = [claims_in_places(part)[0] for part in self.made.parts] if self.made else []
        return tuple(made[0]) if len(made) == 1 else tuple(map(_sum, zip(*made, strict=True)))

    def lines(self, organisations: Sequence[UUID]) -> list[ForecastLine]:
        """Return some organisations' lines, those in the allocation."""
        at = self.desk.at
        return [self._line(at[key]) for key in organisations if key in at]

    def ids(self, text: str = "", order: str = "", falling: bool = False) -> list[UUID]:
        """Return the organisations a text is found in, by a column (empty: as the tree stands)."""
        wanted = "".join(text.casefold().split())
        claimants, known = self.desk.given.claimants, self.desk.known
        found = [
            at
            for at, one in enumerate(claimants)
            if not wanted or wanted in known[at].heard or wanted in one.path.casefold()
        ]
        values = self._values(order)
        if values is not None:
            found.sort(key=values.__getitem__, reverse=falling)
        elif falling:
            found.reverse()
        return [claimants[at].organisation_id for at in found]

    def _values(self, order: str) -> Sequence[int | Fraction | str] | None:
        if order in _COUNTED:
            return [_COUNTED[order](one) for one in self.desk.given.claimants]
        if order == "name":
            return [one.heard.partition("|")[2] or one.heard for one in self.desk.known]
        if self.made is None:
            return None
        computed: Mapping[str, Callable[[], Sequence[int | Fraction | str]]] = {
            "places": lambda: self.made.places if self.made else (),
            "change": lambda: self.changes,
            "share": lambda: self._shares,
            "least": lambda: self.made.frontline.given if self.made else (),
        }
        return computed[order]() if order in computed else None

    def _line(self, at: int) -> ForecastLine:
        one, known = self.desk.given.claimants[at], self.desk.known[at]
        key = one.organisation_id
        bare = ForecastLine(
            key,
            known.claim_id,
            one.name,
            one.path,
            ClaimEntry(
                key, one.counts.members, one.counts.frontline, one.counts.hazardous, one.counts.trades,
                one.floor, one.ceiling, one.carried, known.contact, known.phone, known.remark,
            ),
            before=self.desk.before[at],
            returned=self.desk.returned.get(key, 0),
        )  # fmt: skip
        if self.made is None:
            return bare
        return replace(
            bare,
            share=self._shares[at],
            places=self.made.places[at],
            frontline_min=self.made.frontline.given[at],
            reserved=sum(part.shared.places[at] for part in self.made.parts[:-1]),
            drew=key in self.drew,
        )


def desk(session: Session, programme_id: UUID) -> QuotaDesk:
    """Return what is looked at while settings are tried. Raises NoProgramme."""
    given = inputs(session, programme_id)
    quotas = quota_of(session, programme_id)
    held = standing(session, programme_id)
    found = {
        row.organisation_id: _Known(row.id, row.contact, row.phone, row.remark, row.search_key)
        for row in session.execute(
            select(
                TripClaim.organisation_id, TripClaim.id, TripClaim.contact, TripClaim.phone, TripClaim.remark,
                Organisation.search_key,
            )
            .join(Organisation, Organisation.id == TripClaim.organisation_id)
            .where(TripClaim.programme_id == programme_id, TripClaim.removed_at.is_(None))
        )
    }  # fmt: skip
    keys = [one.organisation_id for one in given.claimants]
    made = QuotaDesk(
        given,
        tuple(found[key] for key in keys),
        proposed_settings(session, given),
        held,
        tuple(quotas[key].places + quotas[key].returned if key in quotas else 0 for key in keys),
        {key: line.returned for key, line in quotas.items() if line.returned},
    )
    if held is not None:
        return made
    first = forecast(made, made.settings).made
    return made if first is None else replace(made, before=first.places)


def forecast(known: QuotaDesk, settings: AllocationSettings) -> Forecast:
    """Return what settings would come to; what makes that impossible is told in the answer."""
    try:
        stated = replace(settings, seed=settings.seed.strip() or known.given.seed)
        return Forecast(known, settings, propose(known.given, stated))
    except PersonError as error:
        at = error.field if isinstance(error, FieldError) else ""
        return Forecast(known, settings, None, error.sentence, error.remedy, at)


def _sum(parts: tuple[Fraction, ...]) -> Fraction:
    return sum(parts, Fraction(0))


_COUNTED: Mapping[str, Callable[[Claimant], int | Fraction | str]] = {
    "members": lambda one: one.counts.members,
    "frontline": lambda one: one.counts.frontline,
    "hazardous": lambda one: one.counts.hazardous,
    "floor": lambda one: one.floor,
    "ceiling": lambda one: -1 if one.ceiling is None else one.ceiling,
    "carried": lambda one: one.carried,
}
