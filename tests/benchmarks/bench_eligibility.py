"""The check of ten thousand nominees against ten years of trips, and the same asked person by person."""

import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.eligibility import Judge, worst
from desktop.core.eligibility_facts import Facts, Honoured, Outcome, Past, offers_of
from desktop.models.people import Honour, Organisation, Worker
from desktop.models.trip_people import TripNominee, TripTaken
from desktop.services import trip_eligibility
from desktop.services.trip_eligibility_facts import frame_of
from desktop.storage.store import Store
from tests.benchmarks.measure import Measure
from tests.benchmarks.scale import FULL, each_ms, percentile, scale, seconds
from tests.benchmarks.trip_data import YEAR, fill

MUST_S, AIM_S = 2, 1
_OF_THEM = 50
"""The rival is asked about every fiftieth nominee, and its time taken fifty times."""


def measures() -> Iterable[Measure]:
    """Yield how long the whole check takes, and how much longer asking one by one."""
    nominees = 10_000 if scale() is FULL else 1_000
    with tempfile.TemporaryDirectory(prefix="yijia-eligibility-", ignore_cleanup_errors=True) as folder:
        store = Store.open(Path(folder) / "yijia.db")
        try:
            programme = store.do(fill, nominees, nominees * 10)
            yield from _checked(store, programme, nominees)
        finally:
            store.close()


def _checked(store: Store, programme: UUID, nominees: int) -> Iterable[Measure]:
    works = [partial(store.read, trip_eligibility.check, programme)] * 5
    took = percentile(each_ms(works), 0.5) / 1000
    report = store.read(trip_eligibility.check, programme)
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in report.counts().items())
    yield Measure(
        f"eligibility of {nominees:,} nominees, the middle of five",
        took,
        "s",
        MUST_S,
        AIM_S,
        detail=f"{nominees * 10:,} trips of ten years; {told}",
    )
    one_by_one = seconds(partial(store.read, _one_by_one, programme)) * _OF_THEM
    yield Measure(
        "asked person by person",
        one_by_one / took,
        "times as long",
        must=2,
        aim=5,
        higher_is_better=True,
        detail=f"{one_by_one:.1f} s; every fiftieth asked, with the same rules",
    )


def _one_by_one(session: Session, programme_id: UUID) -> list[Outcome]:
    """Judge every fiftieth nominee with queries of their own, as a loop over the list would."""
    judge = Judge(frame_of(session, programme_id))
    keys = session.scalars(
        select(TripNominee.id).where(TripNominee.programme_id == programme_id).order_by(TripNominee.number)
    ).all()
    return [
        worst(one.outcome for one in judge.judge(_facts(session, programme_id, key)))
        for key in keys[::_OF_THEM]
    ]


def _facts(session: Session, programme_id: UUID, key: UUID) -> Facts:
    row = session.get_one(TripNominee, key)
    worker = session.get_one(Worker, row.worker_id)
    trips = session.execute(
        select(TripTaken.year, TripTaken.days, TripTaken.public_fen).where(
            TripTaken.worker_id == worker.id, TripTaken.removed_at.is_(None)
        )
    ).all()
    honours = session.scalars(select(Honour).where(Honour.worker_id == worker.id))
    others = session.scalars(
        select(Organisation.name)
        .join(TripNominee, TripNominee.organisation_id == Organisation.id)
        .where(
            TripNominee.worker_id == worker.id,
            TripNominee.programme_id == programme_id,
            TripNominee.id != key,
        )
    )
    order = session.scalar(
        select(func.count()).where(
            TripNominee.programme_id == programme_id,
            TripNominee.organisation_id == row.organisation_id,
            TripNominee.position <= row.position,
        )
    )
    return Facts(
        organisation=session.get_one(Organisation, row.organisation_id).name,
        sex="M" if worker.sex == "M" else "F",
        birthday=worker.birthday,
        id_number=worker.id_number or "",
        is_member=row.is_member,
        in_post=row.in_post,
        frontline=row.frontline,
        fit=row.fit,
        categories=frozenset(filter(None, row.categories.split(","))),
        honours=tuple(Honoured(one.title, one.year, one.level) for one in honours),
        said_last_year=row.last_trip_year,
        order=order or 1,
        also_named_by=tuple(others),
        past=Past(
            max((year for year, _days, _fen in trips), default=None),
            sum(days for year, days, _fen in trips if year == YEAR),
            sum(fen for year, _days, fen in trips if year == YEAR),
        ),
        offers=offers_of((), YEAR),
    )
