"""Taking a worker onto the books, correcting what is written there, and taking one off."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.i18n import N_, _
from desktop.core.names import NAME_LIMIT, clean_name, name_key
from desktop.core.national_id import IdNumber, check
from desktop.core.phones import clean_phone
from desktop.models.activities import Activity, Enrolment, EnrolmentState, Meeting
from desktop.models.people import Sex, Worker
from desktop.services import enrolment, honours, organisations, people
from desktop.services.clock import moment_of
from desktop.services.honours import HonourLine
from desktop.services.people import WorkerCard
from desktop.storage import journal

TEXT_LIMIT = 500


class AlreadyOnTheBooks(FieldError):
    """The identity number belongs to another worker; ``other`` is that one's key."""

    def __init__(self, other: UUID, name: str) -> None:
        super().__init__(
            "id_number",
            _("This identity number is {name}'s, who is on the books already.").format(name=name),
            _("Open that entry, or compare the number with the card."),
        )
        self.other = other


@dataclass(frozen=True, slots=True)
class WorkerEntry:
    """What a person writes down about a worker.

    ``id_number`` ``None`` leaves what is on file as it is, ``""`` takes it away. ``organisation`` is the
    key of one, or a name that is found or made.
    """

    name: str
    sex: Literal["M", "F"] | None = None
    id_number: str | None = None
    birthday: date | None = None
    phone: str = ""
    organisation: UUID | str | None = None
    post: str = ""
    frontline: bool | None = None
    member_number: str = ""
    honours: tuple[HonourLine, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """Who was taken off the books, and the activities ahead off whose lists they came with that."""

    names: tuple[str, ...]
    enrolled_in: tuple[str, ...]


def add(session: Session, entry: WorkerEntry) -> WorkerCard:
    """Take a worker onto the books. Raises ``FieldError`` naming the field that breaks a rule."""
    worker = Worker(name="", name_key="")
    journal.describe(session, N_("Add worker {name}"), name=clean_name(entry.name))
    _fill(session, worker, entry)
    session.add(worker)
    session.flush()
    honours.put(session, worker.id, entry.honours)
    return people.card(session, worker.id)


def edit(session: Session, worker_id: UUID, entry: WorkerEntry) -> WorkerCard:
    """Correct what is on file about a worker. Raises ``FieldError`` naming the field, ``NotFound``."""
    worker = people.get(session, worker_id)
    journal.describe(session, N_("Change worker {name}"), name=worker.name)
    _fill(session, worker, entry)
    session.flush()
    honours.put(session, worker_id, entry.honours)
    return people.card(session, worker_id)


def remove(session: Session, worker_ids: list[UUID]) -> Removed:
    """Take workers off the books and off the lists of activities ahead, where others move up.

    What they attended stays. One step of undo.
    """
    workers = [people.get(session, worker_id) for worker_id in worker_ids]
    ahead = _withdraw_ahead(session, worker_ids)
    now = moment_of(session)
    for worker in workers:
        worker.removed_at = now
    if len(workers) == 1:
        journal.describe(session, N_("Remove worker {name}"), name=workers[0].name)
    else:
        journal.describe(session, N_("Remove {count} workers"), count=len(workers))
    session.flush()
    return Removed(tuple(worker.name for worker in workers), ahead)


def _withdraw_ahead(session: Session, worker_ids: list[UUID]) -> tuple[str, ...]:
    """Withdraw workers from activities not yet over; return the titles of these.

    Nobody waits behind the place of somebody whom the door would turn away.
    """
    last = select(func.max(Meeting.ends_at)).where(
        Meeting.activity_id == Activity.id, Meeting.removed_at.is_(None)
    )
    held = session.execute(
        select(Enrolment.activity_id, Enrolment.worker_id, Activity.title)
        .join(Activity, Enrolment.activity_id == Activity.id)
        .where(
            Enrolment.worker_id.in_(worker_ids),
            Enrolment.removed_at.is_(None),
            Enrolment.state != EnrolmentState.CANCELLED,
            Activity.removed_at.is_(None),
            Activity.cancelled_at.is_(None),
            last.scalar_subquery() > moment_of(session),
        )
        .order_by(Enrolment.activity_id, Enrolment.position.desc())
    ).all()
    for activity_id, worker_id, _title in held:
        enrolment.withdraw(session, activity_id, worker_id, _("Taken off the books."))
    return tuple(dict.fromkeys(title for _activity, _worker, title in held))


def _fill(session: Session, worker: Worker, entry: WorkerEntry) -> None:
    name = _name(entry.name)
    known = _identity(session, worker, entry)
    worker.name, worker.name_key = name, name_key(name)
    worker.sex, worker.birthday = _sex(entry, known), _birthday(entry, known)
    worker.phone = clean_phone(entry.phone)
    worker.organisation_id = _organisation(session, entry.organisation)
    worker.post = _text("post", entry.post)
    worker.frontline = entry.frontline
    worker.member_number = _text("member_number", entry.member_number)
    worker.remark = _text("remark", entry.remark)


def _name(given: str) -> str:
    name = clean_name(given)
    if not name_key(name):
        raise FieldError("name", _("A worker needs a name."), _("Write the name as on the card."))
    if len(name) > NAME_LIMIT:
        raise FieldError(
            "name",
            _("The name is longer than {limit} characters.").format(limit=NAME_LIMIT),
            _("Write the name as on the card; the remark has room for more."),
        )
    return name


def _identity(session: Session, worker: Worker, entry: WorkerEntry) -> IdNumber | None:
    if entry.id_number is None:
        return check(worker.id_number) if worker.id_number else None
    if not entry.id_number.strip():
        worker.id_number = None
        return None
    known = check(entry.id_number)
    other = session.execute(
        select(Worker.id, Worker.name).where(
            Worker.id_number == known.number, Worker.removed_at.is_(None), Worker.id != worker.id
        )
    ).first()
    if other is not None:
        raise AlreadyOnTheBooks(other.id, other.name)
    worker.id_number = known.number
    return known


def _sex(entry: WorkerEntry, known: IdNumber | None) -> Sex | None:
    if known is None:
        return Sex(entry.sex) if entry.sex else None
    if entry.sex is not None and entry.sex != known.sex:
        raise FieldError(
            "sex",
            _("The identity number is a man's.")
            if known.sex == "M"
            else _("The identity number is a woman's."),
            _("Correct the one that is wrong, or leave the sex open: it follows from the number."),
        )
    return Sex(known.sex)


def _birthday(entry: WorkerEntry, known: IdNumber | None) -> date | None:
    if known is None:
        if entry.birthday is not None and not date(1900, 1, 1) <= entry.birthday <= date.today():
            raise FieldError(
                "birthday",
                _("That birthday cannot be right."),
                _("Compare it with the card: year, month, day."),
            )
        return entry.birthday
    if entry.birthday is not None and entry.birthday != known.birthday:
        raise FieldError(
            "birthday",
            _("The identity number says {day}.").format(day=known.birthday.isoformat()),
            _("Correct the one that is wrong, or leave the birthday open: it follows from the number."),
        )
    return known.birthday


def _organisation(session: Session, given: UUID | str | None) -> UUID | None:
    if isinstance(given, UUID):
        return organisations.line(session, given).id
    return organisations.find_or_make(session, given) if given and given.strip() else None


def _text(field: str, given: str) -> str:
    text = " ".join(given.split())
    if len(text) > TEXT_LIMIT:
        raise FieldError(
            field,
            _("The text is longer than {limit} characters.").format(limit=TEXT_LIMIT),
            _("Shorten it."),
        )
    return text
