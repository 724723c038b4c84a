"""Demonstration data: a federation of an island city, its people and some activities."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import PersonError, Refused
from desktop.core.i18n import N_, _
from desktop.core.ids import new_plain_ids
from desktop.core.names import name_key
from desktop.core.progress import Progress, Silent
from desktop.models.activities import Activity, ActivityKind, Attendance, Means
from desktop.models.base import Plain, plain
from desktop.models.people import Honour, Organisation, Worker
from desktop.models.sites import Site
from desktop.services import (
    activities,
    demo_ledger,
    demo_sites,
    demo_supplies,
    demo_trips,
    enrolment,
    organisations,
)
from desktop.services.activities import ActivityEntry, MeetingEntry
from desktop.services.agenda import ActivityCard
from desktop.services.clock import local, moment_of
from desktop.services.demo_people import CITY, UNIONS, employers, people
from desktop.services.overview import DEMONSTRATION
from desktop.storage import bulk, journal
from desktop.storage.search import organisation_key
from desktop.storage.store import Store

_MORE_OF_SITES = (demo_supplies.fill, demo_ledger.fill)
WORKERS = 1500
MOST_WORKERS = 400_000
SEED = 1
_WORKER_COLUMNS = (
    "id", "name", "name_key", "sex", "id_number", "birthday", "phone", "organisation_id", "post",
    "frontline", "member_number",
)  # fmt: skip


class RealData(PersonError):
    """Demonstration data was to be put among real people."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """How much demonstration data is on file; ``made`` is False where it was there already."""

    organisations: int
    workers: int
    activities: int
    sites: int
    made: bool


def is_demonstration(store: Store) -> bool:
    """Say whether this database was made for demonstration."""
    return store.note(DEMONSTRATION) is not None


def claim(store: Store) -> None:
    """Mark an empty database as one for demonstration. Raises ``RealData`` where there is anything in it."""
    if is_demonstration(store):
        return
    if store.read(_anything_on_file):
        raise RealData(
            _("There is real data in this folder; no demonstration data is put among it."),
            _("Name another folder with --data."),
        )
    store.set_note(DEMONSTRATION, store.now().isoformat())


def fill_if_empty(
    store: Store, progress: Progress | None = None, workers: int = WORKERS, seed: int = SEED
) -> Demonstration:
    """Put demonstration data into an empty database (once). Raises ``RealData``, ``Refused``."""
    if not 1 <= workers <= MOST_WORKERS:
        raise Refused(_("The number of workers must lie between 1 and {most}.").format(most=MOST_WORKERS))
    claim(store)
    empty = not store.read(_anything_on_file)
    if empty:  # not a step of undo: taking it back would leave an empty window
        store.record(_fill, workers, seed, progress or Silent())
    elif not store.read(_has_sites):  # made before there were sites
        store.record(demo_sites.fill, seed, _MORE_OF_SITES)
    return store.read(_counted, empty)


def _anything_on_file(session: Session) -> bool:
    return any(session.scalar(select(model.id).limit(1)) for model in (Worker, Organisation, Activity, Site))


def _has_sites(session: Session) -> bool:
    return session.scalar(select(Site.id).limit(1)) is not None


def _counted(session: Session, made: bool) -> Demonstration:
    def count(model: type[Organisation | Worker | Activity | Site]) -> int:
        return session.scalar(select(func.count()).select_from(model).where(model.removed_at.is_(None))) or 0

    return Demonstration(count(Organisation), count(Worker), count(Activity), count(Site), made)


def _fill(session: Session, workers: int, seed: int, progress: Progress) -> None:
    progress.step(0, 6, _("Organisations"))
    places = _make_organisations(session, workers, seed)
    progress.step(1, 6, _("Workers"))
    keys = _make_workers(session, places, workers, seed)
    progress.step(2, 6, _("Activities"))
    _make_activities(session, keys, random.Random(f"activities {seed}"))
    progress.step(3, 6, _("Sites"))
    demo_sites.fill(session, seed, _MORE_OF_SITES)
    progress.step(4, 6, _("Trips"))
    demo_trips.fill(session, seed)
    journal.describe(session, N_("Make demonstration data with {count} workers"), count=workers)
    progress.step(6, 6)


def _make_organisations(session: Session, workers: int, seed: int) -> list[str]:
    """Make the tree; return the plain keys of the employers."""
    city = organisations.find_or_make(session, CITY)
    unions = [organisations.find_or_make(session, name, city) for name in UNIONS]
    wanted = employers(workers, seed)
    keys = new_plain_ids(len(wanted))
    rows = (
        (key, e.name, organisations.name_key(e.name), organisation_key(e.name), unions[e.union].hex)
        for key, e in zip(keys, wanted, strict=True)
    )
    columns = ("id", "name", "name_key", "search_key", "parent_id")
    bulk.insert_many(session, Organisation, columns, rows)
    return list(keys)


def _make_workers(session: Session, places: Sequence[str], count: int, seed: int) -> list[UUID]:
    keys = list(new_plain_ids(count))
    honours: list[tuple[Plain, ...]] = []

    def rows() -> Iterator[tuple[Plain, ...]]:
        for key, one in zip(keys, people(count, seed), strict=True):
            if one.honour is not None:
                honours.append((key, *one.honour))
            yield (
                key, one.name, name_key(one.name), one.sex, one.id_number, one.birthday.isoformat(),
                one.phone, places[one.employer], one.post, one.frontline, one.member_number,
            )  # fmt: skip

    bulk.insert_many(session, Worker, _WORKER_COLUMNS, rows())
    given = zip(new_plain_ids(len(honours)), honours, strict=True)
    columns = ("id", "worker_id", "title", "year", "level")
    bulk.insert_many(session, Honour, columns, ((key, *honour) for key, honour in given))
    return [UUID(key) for key in keys[:5000]]


def _make_activities(session: Session, workers: Sequence[UUID], dice: random.Random) -> None:
    """Two past with attendance, one today, one full with a waiting list, two to come."""
    now = local(moment_of(session))

    def at(days: int, hour: int, minute: int = 0) -> datetime:
        return (now + timedelta(days)).replace(hour=hour, minute=minute, second=0, microsecond=0)

    centre, palace = "普陀区职工活动中心", "定海区工人文化宫"
    calligraphy = _activity(session, "职工书法班", ActivityKind.CLASS, centre, 30, at(-10, 19), at(-3, 19))
    lecture = _activity(session, "消防安全知识讲座", ActivityKind.LECTURE, palace, None, at(-5, 14, 30))
    tonight = _activity(session, "职工观影之夜", ActivityKind.FILM, palace, 120, at(0, 19))
    health = _activity(session, "海岛职工中医义诊", ActivityKind.HEALTH_CHECK, centre, 20, at(4, 9))
    evenings = [at(day, 18, 30) for day in (7, 14, 21)]
    badminton = _activity(session, "羽毛球培训班", ActivityKind.CLASS, "体育馆2号馆", 24, *evenings)
    _activity(session, "防暑物资发放", ActivityKind.HANDING_OUT, "六横驿站", None, at(12, 9))
    for card, wanted in ((calligraphy, 26), (lecture, 60), (tonight, 80), (health, 28), (badminton, 17)):
        enrolment.enrol(session, card.id, dice.sample(workers, min(wanted, len(workers))))
    for card in (calligraphy, lecture):
        _attend(session, card, dice)


def _activity(
    session: Session, title: str, kind: ActivityKind, place: str, capacity: int | None, *starts: datetime
) -> ActivityCard:
    return activities.add(
        session,
        ActivityEntry(
            title=title,
            meetings=tuple(MeetingEntry(moment) for moment in starts),
            kind=kind,
            place=place,
            organiser=CITY,
            contact="林静",
            contact_phone="0580-2000000",
            capacity=capacity,
        ),
    )


def _attend(session: Session, card: ActivityCard, dice: random.Random) -> None:
    """Let most of those with a place have come, in the half hour around the beginning."""
    lines = enrolment.on_list(session, card.id, enrolment.EnrolmentState.ENROLLED)
    rows: list[tuple[Plain, ...]] = []
    for meeting in card.meetings:
        for line in lines:
            if dice.random() < 0.86:
                came = meeting.starts_at + timedelta(seconds=dice.randint(-1500, 300))
                means = Means.SCANNER if dice.random() < 0.9 else Means.BY_HAND
                rows.append((plain(meeting.id), plain(line.worker_id), plain(came), means.value))
    keys = new_plain_ids(len(rows))
    columns = ("id", "meeting_id", "worker_id", "at", "means")
    bulk.insert_many(session, Attendance, columns, ((key, *row) for key, row in zip(keys, rows, strict=True)))
