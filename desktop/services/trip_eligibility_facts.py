"""What the books say of everybody named in a programme, gathered with a handful of queries."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from desktop.core import national_id
from desktop.core.eligibility_facts import (
    BatchOffer,
    Facts,
    Frame,
    Honoured,
    Offers,
    Past,
    offers_of,
)
from desktop.core.honour_levels import LEVELS
from desktop.models.people import Honour, Organisation, Sex, Worker
from desktop.models.trip_people import NomineeState, TripNominee, TripTaken
from desktop.services import trips
from desktop.services.trips import BatchLine

GONE = (NomineeState.WITHDRAWN, NomineeState.REJECTED)
"""States of those who no longer count: taken back by the employer, or turned down."""

_SEXES: Mapping[Sex, national_id.Sex] = MappingProxyType({Sex.MALE: "M", Sex.FEMALE: "F"})


class Named(NamedTuple):
    """Somebody on a programme's list with what is known of them; ``state`` is a ``NomineeState``."""

    id: UUID
    number: int
    worker_id: UUID
    name: str
    organisation_id: UUID
    post: str
    state: str
    state_reason: str
    facts: Facts

    @property
    def counts(self) -> bool:
        """Whether the name is neither taken back nor turned down."""
        return self.state not in GONE


def frame_of(session: Session, programme_id: UUID) -> Frame:
    """Return what a programme judges by. Raises NoProgramme."""
    year = trips.on_file(session, programme_id).year
    categories = trips.categories(session, programme_id)
    rules = trips.rules(session, programme_id)
    years = frozenset(
        session.scalars(select(TripTaken.year).where(TripTaken.removed_at.is_(None)).distinct())
    )
    if not categories:
        return Frame(rules, year, years)
    return Frame(rules, year, years, {one.key: one.name for one in categories})


def named_in(session: Session, programme_id: UUID, year: int) -> Iterator[Named]:
    """Yield everybody named in a programme by their number, those taken back left out."""
    rows = _nominees(session, programme_id)
    past = _past(session, programme_id, year)
    honours = _honours(session, programme_id)
    offers = _offers_for(trips.batches(session, programme_id), year)
    also, order = _on_several_lists(rows), _orders(rows)
    nothing = Past()
    for row in rows:
        yield Named(
            id=row.id,
            number=row.number,
            worker_id=row.worker_id,
            name=row.name,
            organisation_id=row.organisation_id,
            post=row.post or row.worker_post,
            state=row.state,
            state_reason=row.state_reason,
            facts=Facts(
                organisation=row.organisation,
                sex=_SEXES[row.sex] if row.sex else None,
                birthday=row.birthday,
                id_number=row.id_number or "",
                is_member=row.is_member if row.is_member is not None else (bool(row.member_number) or None),
                in_post=row.in_post,
                # As choice, placing and rosters count it; naming fills it in from the books.
                frontline=row.frontline,
                hazardous=row.hazardous,
                is_management=row.is_management,
                fit=row.fit,
                categories=_keys(row.categories),
                honours=_with_the_forms(
                    honours.get(row.worker_id, ()), row.honour, row.honour_year, row.honour_level
                ),
                said_last_year=row.last_trip_year,
                order=order.get(row.id, 1),
                also_named_by=also.get(row.id, ()),
                past=past.get(row.worker_id, nothing),
                offers=offers(row.batch_id, row.preferences, row.trade),
            ),
        )


class _Row(NamedTuple):
    """A nomination with its worker and its organisation, in the order they are asked for."""

    id: UUID
    number: int
    position: int
    worker_id: UUID
    organisation_id: UUID
    post: str
    trade: str
    frontline: bool | None
    hazardous: bool | None
    is_management: bool | None
    is_member: bool | None
    in_post: bool | None
    categories: str
    honour: str
    honour_year: int | None
    honour_level: str
    last_trip_year: int | None
    fit: bool | None
    preferences: str
    state: NomineeState
    state_reason: str
    batch_id: UUID | None
    name: str
    sex: Sex | None
    birthday: date | None
    id_number: str | None
    member_number: str
    worker_post: str
    organisation: str


_OF_NOMINEE = _Row._fields[: _Row._fields.index("name")]
_OF_WORKER = ("name", "sex", "birthday", "id_number", "member_number", "post")


def _nominees(session: Session, programme_id: UUID) -> list[_Row]:
    statement = (
        select(
            *(getattr(TripNominee, name) for name in _OF_NOMINEE),
            *(getattr(Worker, name) for name in _OF_WORKER),
            Organisation.name,
        )
        .join(Worker, Worker.id == TripNominee.worker_id)
        .join(Organisation, Organisation.id == TripNominee.organisation_id)
        .where(
            TripNominee.programme_id == programme_id,
            TripNominee.removed_at.is_(None),
            TripNominee.state != NomineeState.WITHDRAWN,
        )
        .order_by(TripNominee.number, TripNominee.id)
    )
    return [_Row._make(row) for row in session.execute(statement)]


def _workers_of(programme_id: UUID) -> Select[UUID]:
    return select(TripNominee.worker_id).where(
        TripNominee.programme_id == programme_id, TripNominee.removed_at.is_(None)
    )


def _past(session: Session, programme_id: UUID, year: int) -> dict[UUID, Past]:
    """Return the former trips of everybody named, this programme's own left out."""
    this_year = TripTaken.year == year
    rows = session.execute(
        select(
            TripTaken.worker_id,
            func.max(TripTaken.year),
            func.sum(case((this_year, TripTaken.days), else_=0)),
            func.sum(case((this_year, TripTaken.public_fen), else_=0)),
        )
        .where(
            TripTaken.worker_id.in_(_workers_of(programme_id)),
            TripTaken.removed_at.is_(None),
            TripTaken.year <= year,
            or_(TripTaken.programme_id.is_(None), TripTaken.programme_id != programme_id),
        )
        .group_by(TripTaken.worker_id)
    )
    alike = cache(Past)  # most were away once or never: one object does for all of them
    return {worker: alike(last, int(days), int(fen)) for worker, last, days, fen in rows}


def _honours(session: Session, programme_id: UUID) -> dict[UUID, tuple[Honoured, ...]]:
    found: defaultdict[UUID, tuple[Honoured, ...]] = defaultdict(tuple)
    alike = cache(Honoured)
    for worker, title, year, level in session.execute(
        select(Honour.worker_id, Honour.title, Honour.year, Honour.level)
        .where(Honour.worker_id.in_(_workers_of(programme_id)), Honour.removed_at.is_(None))
        .order_by(Honour.worker_id, Honour.year.desc(), Honour.id)
    ):
        found[worker] += (alike(title, year, level if level in LEVELS else ""),)
    return found


def _with_the_forms(
    known: tuple[Honoured, ...], title: str, year: int | None, level: str
) -> tuple[Honoured, ...]:
    """Add the honour the form gives, unless the books have it with its level already."""
    if not title:
        return known
    if not level and any(one.title == title and one.level for one in known):
        return known
    return (*known, Honoured(title, year, level if level in LEVELS else ""))


@lru_cache(maxsize=1024)
def _keys(text: str) -> frozenset[str]:
    return frozenset(filter(None, (part.strip() for part in text.split(","))))


def _on_several_lists(rows: Sequence[_Row]) -> dict[UUID, tuple[str, ...]]:
    """Return, for each name on several lists, the other employers."""
    lists: defaultdict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for row in _counting(rows):
        lists[row.worker_id].append((row.id, row.organisation))
    return {
        key: tuple(other for other_key, other in several if other_key != key)
        for several in lists.values()
        if len(several) > 1
        for key, _own in several
    }


def _orders(rows: Sequence[_Row]) -> dict[UUID, int]:
    """Return the place of each name among those of its employer that still count."""
    lists: defaultdict[UUID, list[tuple[int, int, UUID]]] = defaultdict(list)
    for row in _counting(rows):
        lists[row.organisation_id].append((row.position, row.number, row.id))
    return {
        key: place
        for names in lists.values()
        for place, (_position, _number, key) in enumerate(sorted(names), start=1)
    }


def _counting(rows: Sequence[_Row]) -> Iterator[_Row]:
    return (row for row in rows if row.state not in GONE)


def _offers_for(batches: Sequence[BatchLine], year: int) -> Callable[[UUID | None, str, str], Offers]:
    """Return what tells the batches open to somebody: that placed in, those preferred, all of the trade."""
    known = {one.id: one for one in batches}

    @lru_cache(maxsize=4096)
    def offers(batch_id: UUID | None, preferences: str, trade: str) -> Offers:
        if batch_id in known:
            return offers_of([_offer(known[batch_id])], year)
        wanted = _keys(preferences)
        preferred = [one for one in batches if str(one.number) in wanted]
        free = [one for one in batches if one.reserved_trade in ("", trade)]
        return offers_of(map(_offer, preferred or free), year)

    return offers


def _offer(batch: BatchLine) -> BatchOffer:
    return BatchOffer(batch.number, batch.starts_on, batch.ends_on, batch.price_fen)
