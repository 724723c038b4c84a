"""A year's figures of the trips: who was named and who has or had a place, counted every way one is asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.trip_rules import RuleKey, least_of
from desktop.models.people import Organisation, Worker
from desktop.models.trip_papers import TripSettlement, TripShare
from desktop.models.trip_people import NomineeState, TripNominee, TripTaken
from desktop.models.trips import TripBatch, TripCategory, TripProgramme
from desktop.services import trips

WITH_PLACE = (NomineeState.CHOSEN, NomineeState.WENT)


@dataclass(frozen=True, slots=True)
class Group:
    """People with a place who have something in common; ``label`` is empty where that is not known."""

    label: str
    people: int
    frontline: int
    women: int


@dataclass(frozen=True, slots=True)
class Costs:
    """What the trips of a year cost and who pays, in fen, charged no-shows included; ``people`` went."""

    people: int
    total_fen: int
    union_fen: int
    employer_fen: int
    personal_fen: int


@dataclass(frozen=True, slots=True)
class PastYear:
    """How many went in a year, of how many places (None: the programme is not on file)."""

    year: int
    places: int | None
    went: int


@dataclass(frozen=True, slots=True)
class TripReport:
    """A year's figures, all programmes of the year together.

    ``people``, ``frontline``, ``women`` and ``priority`` (of at least one priority category) count those who
    have or had a place; ``needed`` is the least number of the front line, by each programme's share.
    """

    year: int
    titles: tuple[str, ...]
    places: int
    states: Mapping[NomineeState, int]
    people: int
    frontline: int
    women: int
    priority: int
    needed: int
    batches: tuple[Group, ...]
    unions: tuple[Group, ...]
    organisations: tuple[Group, ...]
    trades: tuple[Group, ...]
    sexes: tuple[Group, ...]
    categories: tuple[Group, ...]
    costs: Costs
    years: tuple[PastYear, ...]

    @property
    def named(self) -> int:
        """How many were named at all, also those withdrawn or rejected later."""
        return sum(self.states.values())

    @property
    def share(self) -> Fraction:
        """The part of the front line among those with a place."""
        return Fraction(self.frontline, self.people) if self.people else Fraction(0)


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody with a place, as far as is counted."""

    organisation_id: UUID
    batch_id: UUID | None
    trade: str
    sex: str
    frontline: bool
    categories: frozenset[str]
    programme_id: UUID


def years(session: Session) -> tuple[int, ...]:
    """Return the years that have a programme, the newest first."""
    found = select(TripProgramme.year).where(TripProgramme.removed_at.is_(None)).distinct()
    return tuple(sorted(session.scalars(found), reverse=True))


def report(session: Session, year: int, programme_id: UUID | None = None) -> TripReport:
    """Return the figures of a year, or of one programme of it."""
    programmes = [one for one in trips.programmes(session) if one.year == year]
    if programme_id is not None:
        programmes = [one for one in programmes if one.id == programme_id]
    keys = [one.id for one in programmes]
    people = _people(session, keys)
    names, tops = _organisations(session, keys)
    return TripReport(
        year=year,
        titles=tuple(one.title for one in programmes),
        places=sum(one.places for one in programmes),
        states=_states(session, keys),
        people=len(people),
        frontline=sum(one.frontline for one in people),
        women=sum(one.sex == "F" for one in people),
        priority=sum(bool(one.categories) for one in people),
        needed=sum(least_of(_share(session, one.id), one.places) for one in programmes),
        batches=_batches(session, keys, people),
        unions=_grouped(people, lambda one: [tops.get(one.organisation_id, "")]),
        organisations=_grouped(people, lambda one: [names.get(one.organisation_id, "")]),
        trades=_grouped(people, lambda one: [one.trade]),
        sexes=_grouped(people, lambda one: [one.sex]),
        categories=_grouped(people, _named_categories(session, keys)),
        costs=_costs(session, keys),
        years=_years(session),
    )


def _share(session: Session, programme_id: UUID) -> Fraction:
    return trips.rules(session, programme_id).share(RuleKey.FRONTLINE_SHARE)


def _states(session: Session, keys: list[UUID]) -> dict[NomineeState, int]:
    rows = session.execute(
        select(TripNominee.state, func.count())
        .where(TripNominee.programme_id.in_(keys), TripNominee.removed_at.is_(None))
        .group_by(TripNominee.state)
    ).all()
    return {state: count for state, count in rows}


def _people(session: Session, keys: list[UUID]) -> list[_Person]:
    rows = session.execute(
        select(
            TripNominee.organisation_id,
            TripNominee.batch_id,
            TripNominee.trade,
            TripNominee.post,
            Worker.sex,
            TripNominee.frontline,
            TripNominee.categories,
            TripNominee.programme_id,
        )
        .join(Worker, Worker.id == TripNominee.worker_id)
        .where(
            TripNominee.programme_id.in_(keys),
            TripNominee.removed_at.is_(None),
            TripNominee.state.in_(WITH_PLACE),
        )
    )
    return [
        _Person(
            row.organisation_id,
            row.batch_id,
            row.trade or row.post,
            row.sex.value if row.sex else "",
            bool(row.frontline),
            frozenset(filter(None, row.categories.split(","))),
            row.programme_id,
        )
        for row in rows
    ]


def _grouped(people: Iterable[_Person], labels: Callable[[_Person], Iterable[str]]) -> tuple[Group, ...]:
    """Return groups by label, the largest first; somebody with several labels counts in each."""
    counts: dict[str, list[int]] = {}
    for one in people:
        for label in labels(one):
            sums = counts.setdefault(label, [0, 0, 0])
            sums[0] += 1
            sums[1] += one.frontline
            sums[2] += one.sex == "F"
    made = [Group(label, *sums) for label, sums in counts.items()]
    return tuple(sorted(made, key=lambda one: (not one.label, -one.people, one.label)))


def _batches(session: Session, keys: list[UUID], people: Iterable[_Person]) -> tuple[Group, ...]:
    """Return a group a batch in the order of their numbers; those not placed yet come last."""
    rows = session.execute(
        select(TripBatch.id, TripBatch.number, TripBatch.name, TripBatch.programme_id)
        .where(TripBatch.programme_id.in_(keys), TripBatch.removed_at.is_(None))
        .order_by(TripBatch.programme_id, TripBatch.number)
    ).all()
    found = {
        one.label: one for one in _grouped(people, lambda one: [one.batch_id.hex if one.batch_id else ""])
    }
    made = []
    for row in rows:
        sums = found.pop(row.id.hex, Group("", 0, 0, 0))
        title = trips.batch_title(row.number, row.name)
        made.append(Group(title, sums.people, sums.frontline, sums.women))
    return (*made, *(Group("", one.people, one.frontline, one.women) for one in found.values()))


def _organisations(session: Session, keys: list[UUID]) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """Return the name of every organisation, and that of the union of the highest level it belongs to.

    The highest level is the one right below the top of a programme, or of the whole tree.
    """
    rows = session.execute(select(Organisation.id, Organisation.name, Organisation.parent_id)).all()
    names = {row.id: row.name for row in rows}
    parents = {row.id: row.parent_id for row in rows}
    ends = set(session.scalars(select(TripProgramme.organisation_id).where(TripProgramme.id.in_(keys)))) | {
        None
    }
    tops: dict[UUID, UUID] = {}
    for key in parents:
        way = [key]
        while way[-1] not in tops and not _is_highest(way[-1], parents, ends) and len(way) < 99:
            way.append(parents[way[-1]])
        top = tops.get(way[-1], way[-1])
        tops.update(dict.fromkeys(way, top))
    return names, {key: names[top] for key, top in tops.items()}


def _is_highest(key: UUID, parents: Mapping[UUID, UUID | None], ends: set[UUID | None]) -> bool:
    """Say whether an organisation stands right below the top, is the top itself, or has lost its parent."""
    above = parents[key]
    return key in ends or above in ends or above not in parents


def _named_categories(session: Session, keys: list[UUID]) -> Callable[[_Person], Iterable[str]]:
    rows = session.execute(
        select(TripCategory.programme_id, TripCategory.key, TripCategory.name).where(
            TripCategory.programme_id.in_(keys), TripCategory.removed_at.is_(None)
        )
    )
    names = {(row.programme_id, row.key): row.name for row in rows}
    return lambda one: sorted({names.get((one.programme_id, key), key) for key in one.categories})


def _costs(session: Session, keys: list[UUID]) -> Costs:
    """Return the costs of settled batches: what was put by hand for somebody who left since is none."""
    sums = (TripShare.total_fen, TripShare.union_fen, TripShare.employer_fen, TripShare.personal_fen)
    went = func.count().filter(TripNominee.state == NomineeState.WENT)
    row = session.execute(
        select(went, *(func.coalesce(func.sum(one), 0) for one in sums))
        .join(TripNominee, TripNominee.id == TripShare.nominee_id)
        .join(TripBatch, TripBatch.id == TripNominee.batch_id)
        .join(TripSettlement, TripSettlement.batch_id == TripBatch.id)
        .where(
            TripBatch.programme_id.in_(keys),
            TripNominee.state.in_((NomineeState.WENT, NomineeState.NO_SHOW)),
            TripNominee.removed_at.is_(None),
            TripShare.removed_at.is_(None),
            TripSettlement.removed_at.is_(None),
        )
    ).one()
    return Costs(*(int(value) for value in row))


def _years(session: Session) -> tuple[PastYear, ...]:
    """Return every year that has a programme or somebody who went, the newest first."""
    places: dict[int, int] = {}
    for one in trips.programmes(session):
        places[one.year] = places.get(one.year, 0) + one.places
    rows = session.execute(
        select(TripTaken.year, func.count()).where(TripTaken.removed_at.is_(None)).group_by(TripTaken.year)
    ).all()
    went = {year: count for year, count in rows}
    return tuple(
        PastYear(year, places.get(year), went.get(year, 0)) for year in sorted({*places, *went}, reverse=True)
    )
