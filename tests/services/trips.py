"""Trip programmes for tests, written straight into the tables."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.names import name_key
from desktop.core.national_id import check_character
from desktop.models.base import Base
from desktop.models.people import Organisation, Sex, Worker
from desktop.models.trip_people import TripNominee, TripTaken
from desktop.models.trip_quotas import TripClaim
from desktop.models.trips import StepEventKind, TripBase, TripBatch, TripProgramme, TripStep, TripStepEvent
from desktop.services import organisations
from desktop.storage.search import organisation_key
from desktop.storage.store import Store

_SERIAL = count(1)
ID_NUMBER_OF_ITS_OWN = "its own"


def identity(birthday: date = date(1985, 6, 1), serial: int = 1, region: str = "330902") -> str:
    """Return a sound identity number; an odd ``serial`` (0..999) is a man's."""
    first17 = f"{region}{birthday:%Y%m%d}{serial:03}"
    return first17 + check_character(first17)


def put_programme(store: Store, year: int = 2026, places: int = 10, **fields: object) -> UUID:
    """Put a programme on file, every step open; return its key."""
    return put(store, TripProgramme(year=year, title=f"{year}年度职工疗休养方案", places=places), fields)


def put_organisation(store: Store, name: str = "定海环卫所工会", parent: UUID | None = None) -> UUID:
    """Put an organisation on file; return its key."""
    row = Organisation(
        name=name, name_key=organisations.name_key(name), search_key=organisation_key(name), parent_id=parent
    )
    return put(store, row, {})


def put_worker(
    store: Store,
    name: str = "陈海生",
    organisation: UUID | None = None,
    birthday: date = date(1985, 6, 1),
    id_number: str | None = ID_NUMBER_OF_ITS_OWN,
    **fields: object,
) -> UUID:
    """Put a worker on file, with an identity number of its own unless told otherwise; return its key."""
    serial = next(_SERIAL)
    if id_number == ID_NUMBER_OF_ITS_OWN:
        id_number = identity(birthday, serial % 1000, f"3309{serial // 1000 % 90 + 10}")
    sex = None if id_number is None else Sex.MALE if int(id_number[16]) % 2 else Sex.FEMALE
    row = Worker(
        name=name,
        name_key=name_key(name),
        id_number=id_number,
        birthday=birthday,
        sex=sex,
        organisation_id=organisation,
    )
    return put(store, row, fields)


def put_base(store: Store, programme: UUID, name: str = "莫干山疗养院", **fields: object) -> UUID:
    """Put a base on a programme's list; return its key."""
    return put(store, TripBase(programme_id=programme, name=name), fields)


def put_batch(store: Store, programme: UUID, number: int = 1, capacity: int = 10, **fields: object) -> UUID:
    """Put a batch on file without base or dates unless told; return its key."""
    return put(store, TripBatch(programme_id=programme, number=number, capacity=capacity), fields)


def put_claim(
    store: Store, programme: UUID, organisation: UUID, members: int = 100, **fields: object
) -> UUID:
    """Put down what an organisation brings to the allocation; return its key."""
    row = TripClaim(programme_id=programme, organisation_id=organisation, members=members)
    return put(store, row, fields)


def put_nominee(
    store: Store, programme: UUID, organisation: UUID, worker: UUID | None = None, **fields: object
) -> UUID:
    """Put a nomination on file, of a new worker unless one is given; return its key."""
    who = worker or put_worker(store, organisation=organisation)
    return store.do(_nominate, programme, organisation, who, fields)


def put_taken(store: Store, worker: UUID, year: int, **fields: object) -> UUID:
    """Put down that somebody went on a trip in a year; return its key."""
    return put(store, TripTaken(worker_id=worker, year=year), fields)


def put_approved(store: Store, programme: UUID, steps: Sequence[TripStep], by: str = "王主席") -> None:
    """Note steps as approved, whatever they lack."""
    for step in steps:
        event = TripStepEvent(
            programme_id=programme, step=step, kind=StepEventKind.APPROVED, by=by, at=store.now()
        )
        put(store, event, {})


def _nominate(
    session: Session, programme: UUID, organisation: UUID, worker: UUID, fields: dict[str, object]
) -> UUID:
    there = select(func.count()).select_from(TripNominee).where(TripNominee.programme_id == programme)
    before = session.scalar(there) or 0
    of_it = session.scalar(there.where(TripNominee.organisation_id == organisation)) or 0
    row = TripNominee(
        programme_id=programme,
        organisation_id=organisation,
        worker_id=worker,
        number=before + 1,
        position=of_it + 1,
    )
    return _put(session, row, fields)


def put(store: Store, row: Base, fields: dict[str, object] | None = None) -> UUID:
    """Put a row on file as it stands; return its key."""
    return store.do(_put, row, fields or {})


def _put(session: Session, row: Base, fields: dict[str, object]) -> UUID:
    for field, value in fields.items():
        assert hasattr(row, field), field
        setattr(row, field, value)
    session.add(row)
    session.flush()
    key = getattr(row, "id")  # noqa: B009 - every row here is kept by its key
    assert isinstance(key, UUID)
    return key
