"""Whom the employers of the demonstration name for the trips, and who of them went in years before."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count, cycle
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.national_id import age
from desktop.models.people import Sex, Worker
from desktop.models.trip_people import TripNominee, TripTaken
from desktop.services.demo_people import contact
from desktop.services.trip_allocation import QuotaLine

# In years on the first day of the year: everybody younger is still far enough from retiring to travel.
_OLDEST = {Sex.MALE: 57, Sex.FEMALE: 47}
_NEAR_RETIREMENT = 56
_HONOURS = (("单位先进工作者", "unit"), ("县级先进工作者", "county"), ("市五一劳动奖章", "city"))
_CATEGORIES = ("heavy", "toxic", "model", "injured", "hardship", "new-forms")
# A field of a form and what it says: nothing, or a year so many before that of the trips.
_DOUBTS: tuple[tuple[str, int | str | None], ...] = (
    ("fit", None),
    ("last_trip_year", -2),
    ("categories", "retiring"),
    ("honour", ""),
    ("in_post", None),
)
_PLACES = ("莫干山", "千岛湖", "天目山")


@dataclass(frozen=True, slots=True)
class Pool:
    """The workers of an organisation who may be named: of the reserved trade, the front line, and others."""

    reserved: list[Worker] = field(default_factory=list)
    frontline: list[Worker] = field(default_factory=list)
    others: list[Worker] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Naming:
    """What the employers are to name: their quotas, how many of the front line in all, and who stands by."""

    programme_id: UUID
    year: int
    quotas: Mapping[UUID, QuotaLine]
    frontline: int
    standby: int
    batches: Sequence[int]
    reserved_batch: int


def pools(session: Session, trade: str, year: int, left_out: frozenset[UUID]) -> dict[UUID, Pool]:
    """Return who may be named, by organisation; ``left_out`` are those who went too lately."""
    found: dict[UUID, Pool] = {}
    first_day = date(year, 1, 1)
    for worker in session.scalars(select(Worker).where(Worker.removed_at.is_(None)).order_by(Worker.id)):
        if worker.organisation_id is None or worker.birthday is None or worker.id in left_out:
            continue
        if worker.sex is None or age(worker.birthday, first_day) > _OLDEST[worker.sex]:
            continue
        pool = found.setdefault(worker.organisation_id, Pool())
        if worker.post == trade:
            pool.reserved.append(worker)
        else:
            (pool.frontline if worker.frontline else pool.others).append(worker)
    return found


def name_people(session: Session, naming: Naming, found: Mapping[UUID, Pool], dice: random.Random) -> int:
    """Name as many as each organisation has places, and a few more; return how many.

    The front line gets ``naming.frontline`` of the places. Where more are named than there are places, all
    others hold a priority category, so that those beyond wait.
    """
    numbers, rows = count(1), []
    frontline = _frontline_of_each(naming, found)
    standby = naming.standby
    for organisation, line in naming.quotas.items():
        pool, kept = found[organisation], sum(line.batches.values())
        wanted = line.places - kept
        named = [
            *_first(pool.reserved, kept),
            *_first(pool.frontline, frontline[organisation]),
            *_first(pool.others, wanted - frontline[organisation]),
        ]
        beyond = pool.frontline[frontline[organisation] :][: min(standby, 1)]
        standby -= len(beyond)
        for position, worker in enumerate([*named, *beyond], 1):
            is_kept = position <= kept
            row = _nominee(naming, worker, organisation, next(numbers), position, dice)
            _tell(row, worker, naming, dice, is_kept=is_kept, is_sure=bool(beyond) and worker not in beyond)
            if worker in beyond:
                row.categories = ""
            rows.append(row)
    session.add_all(rows)
    session.flush()
    return len(rows)


def leave_in_doubt(session: Session, programme: UUID, year: int) -> None:
    """Let a few forms say what has to be looked at, or what is against a rule, as happens every year."""
    rows = session.scalars(
        select(TripNominee).where(TripNominee.programme_id == programme).order_by(TripNominee.number)
    ).all()
    doubtful = rows[4 :: max(len(rows) // 5, 1)][:5]
    for row, (column, value) in zip(doubtful, _DOUBTS, strict=False):
        setattr(row, column, year + value if isinstance(value, int) else value)
    session.flush()


def went_before(session: Session, year: int, dice: random.Random, share: float = 0.08) -> frozenset[UUID]:
    """Let some have gone in the years before; return those who went too lately to go again."""
    lately = set()
    workers = session.scalars(select(Worker.id).where(Worker.removed_at.is_(None)).order_by(Worker.id))
    for worker in workers:
        if dice.random() >= share:
            continue
        before = year - dice.choice((1, 1, 2, 3, 4, 5, 6))
        taken = TripTaken(
            worker_id=worker, year=before, days=5, public_fen=240_000, place=dice.choice(_PLACES),
            source=f"{before}年度疗休养花名册",
        )  # fmt: skip
        session.add(taken)
        if before >= year - 3:
            lately.add(worker)
    session.flush()
    return frozenset(lately)


def went_lately(session: Session, year: int) -> frozenset[UUID]:
    """Return who went in the three years before a year."""
    rows = select(TripTaken.worker_id).where(
        TripTaken.removed_at.is_(None), TripTaken.year < year, TripTaken.year >= year - 3
    )
    return frozenset(session.scalars(rows))


def are_enough(found: Mapping[UUID, Pool], reserved: int, places: int) -> bool:
    """Say whether there are workers for so many places, with room to spare for those who went lately."""
    of_trade = sum(len(pool.reserved) for pool in found.values())
    others = sum(len(pool.frontline) + len(pool.others) for pool in found.values())
    return of_trade >= reserved * 1.15 and others >= places * 3


def _first(workers: Sequence[Worker], wanted: int) -> Sequence[Worker]:
    if wanted > len(workers):
        raise ValueError("the demonstration has too few workers for its trips")
    return workers[:wanted]


def _frontline_of_each(naming: Naming, found: Mapping[UUID, Pool]) -> dict[UUID, int]:
    """Share the places of the front line out one by one, beginning with what each must give it."""
    kept = {key: sum(line.batches.values()) for key, line in naming.quotas.items()}
    given = {
        key: min(
            max(line.frontline_min - kept[key], line.places - kept[key] - len(found[key].others), 0),
            line.places - kept[key],
        )
        for key, line in naming.quotas.items()
    }
    left = naming.frontline - sum(kept.values()) - sum(given.values())
    turns: Iterator[UUID] = cycle(naming.quotas)
    for _turn in range(left * len(naming.quotas)):
        if left <= 0:
            break
        key = next(turns)
        room = min(naming.quotas[key].places - kept[key], len(found[key].frontline))
        if given[key] < room:
            given[key] += 1
            left -= 1
    return given


def _nominee(
    naming: Naming, worker: Worker, organisation: UUID, number: int, position: int, dice: random.Random
) -> TripNominee:
    who, phone = contact(dice)
    return TripNominee(
        programme_id=naming.programme_id,
        organisation_id=organisation,
        worker_id=worker.id,
        number=number,
        position=position,
        post=worker.post,
        trade=worker.post,
        frontline=worker.frontline,
        hazardous=worker.post in ("电焊工", "船体装配工"),
        is_management=worker.frontline is False,
        is_member=True,
        in_post=True,
        fit=True,
        emergency_contact=who,
        emergency_phone=phone,
    )


def _tell(
    row: TripNominee, worker: Worker, naming: Naming, dice: random.Random, *, is_kept: bool, is_sure: bool
) -> None:
    """Put down honour, categories and preferences as the form of the employer says them."""
    row.honour, row.honour_level = dice.choice(_HONOURS)
    row.honour_year = naming.year - dice.randint(1, 6)
    keys = [key for key in _CATEGORIES if dice.random() < 0.08]
    if _is_near_retirement(worker, naming.year):
        keys.append("retiring")
    if is_sure and not keys:
        keys = ["heavy"]
    if "model" in keys:
        row.honour, row.honour_level = _HONOURS[-1]
    row.hazardous = row.hazardous or bool({"heavy", "toxic"} & set(keys))
    row.categories = ",".join(keys)
    if is_kept:
        row.preferences = str(naming.reserved_batch)
    else:
        wishes = dice.sample(list(naming.batches), k=min(len(naming.batches), dice.randint(1, 3)))
        row.preferences = ",".join(map(str, wishes))


def _is_near_retirement(worker: Worker, year: int) -> bool:
    return (
        worker.sex is Sex.MALE
        and worker.birthday is not None
        and age(worker.birthday, date(year, 1, 1)) >= _NEAR_RETIREMENT
    )
