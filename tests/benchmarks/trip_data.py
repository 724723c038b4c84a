"""A programme with very many nominees, and ten years of trips behind it."""

import random
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.ids import new_id, new_ids
from desktop.models.base import Plain
from desktop.models.people import Honour, Worker
from desktop.models.trip_people import TripNominee, TripTaken
from desktop.models.trips import TripBatch, TripProgramme
from desktop.storage import bulk
from tests.benchmarks.people_data import fill as fill_people

YEAR = 2026
_NOMINEE = (
    "id", "programme_id", "organisation_id", "worker_id", "number", "position", "frontline", "is_member",
    "in_post", "fit", "categories", "last_trip_year",
)  # fmt: skip


def fill(session: Session, nominees: int, history: int) -> UUID:
    """Put workers, ``history`` former trips of ten years and ``nominees`` on file; return the programme."""
    fill_people(session, max(nominees * 2, history // 10 * 2))
    programme = TripProgramme(year=YEAR, title="2026年度职工疗休养方案", places=nominees * 2 // 3)
    session.add(programme)
    session.flush()
    session.add_all(
        TripBatch(programme_id=programme.id, number=number, capacity=50, price_fen=250_000)
        for number in range(1, 21)
    )
    found = session.execute(select(Worker.id, Worker.organisation_id).order_by(Worker.id))
    workers = [(worker, unit) for worker, unit in found if unit]
    dice = random.Random(11)
    dice.shuffle(workers)
    bulk.insert_many(
        session, TripTaken, ("id", "worker_id", "year", "days", "public_fen"), _taken(workers, history, dice)
    )
    bulk.insert_many(
        session, Honour, ("id", "worker_id", "title", "level"), _honours(workers, nominees, dice)
    )
    bulk.insert_many(session, TripNominee, _NOMINEE, _named(programme.id, workers[:nominees], dice))
    return programme.id


def _taken(workers: list[tuple[UUID, UUID]], count: int, dice: random.Random) -> Iterator[tuple[Plain, ...]]:
    for key in new_ids(count):
        worker, _unit = dice.choice(workers)
        yield key.hex, worker.hex, dice.randrange(YEAR - 10, YEAR), 5, 250_000


def _honours(
    workers: list[tuple[UUID, UUID]], nominees: int, dice: random.Random
) -> Iterator[tuple[Plain, ...]]:
    for worker, _unit in workers[: nominees * 4 // 5]:
        title, level = dice.choice((("市劳动模范", "city"), ("先进工作者", "unit"), ("先进工作者", "")))
        yield new_id().hex, worker.hex, title, level


def _named(
    programme: UUID, workers: list[tuple[UUID, UUID]], dice: random.Random
) -> Iterator[tuple[Plain, ...]]:
    for number, (key, (worker, unit)) in enumerate(zip(new_ids(len(workers)), workers, strict=True), start=1):
        yield (
            key.hex, programme.hex, unit.hex, worker.hex, number, number, dice.random() < 0.75,
            dice.random() < 0.95, True, dice.choice((True, True, True, None)),
            dice.choice(("", "toxic", "heavy,retiring", "model")), dice.choice((None, None, 2018, 2022)),
        )  # fmt: skip
