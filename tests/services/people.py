"""Workers for the tests of services, put on file the shortest way."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.models.people import Organisation, Worker
from desktop.services import activities
from desktop.services.activities import ActivityCard, ActivityEntry, MeetingEntry
from desktop.storage.search import organisation_key
from desktop.storage.store import Store

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"


def invented_name(n: int) -> str:
    """Return the n-th invented name; the first 8,000 are all different."""
    return SURNAMES[n % 20] + GIVEN[n // 20 % 20] + GIVEN[n // 400 % 20]


def put_workers(store: Store, count: int, organisation: str = "舟山港务集团") -> list[UUID]:
    """Put invented workers of one organisation on file; return their keys in order."""
    return store.do(_put, [invented_name(n) for n in range(count)], organisation)


def put_named(store: Store, *names: str, organisation: str = "定海海运公司") -> list[UUID]:
    """Put workers with these names on file."""
    return store.do(_put, names, organisation)


def _put(session: Session, names: Sequence[str], organisation: str) -> list[UUID]:
    employer = Organisation(
        name=organisation, name_key=organisation, search_key=organisation_key(organisation)
    )
    session.add(employer)
    session.flush()
    workers = [
        Worker(name=name, name_key=name, phone=f"138{n:08}", organisation_id=employer.id, post="船员")
        for n, name in enumerate(names)
    ]
    session.add_all(workers)
    session.flush()
    return [worker.id for worker in workers]


def activity(
    store: Store,
    title: str = "中秋联欢",
    capacity: int | None = None,
    starts_at: datetime | None = None,
    meetings: int = 1,
) -> ActivityCard:
    """Set up an activity that begins now, or then, with weekly meetings."""
    first = starts_at or store.now()
    entries = tuple(MeetingEntry(first + timedelta(weeks=n)) for n in range(meetings))
    return store.do(activities.add, ActivityEntry(title, entries, capacity=capacity, place="工人文化宫"))
