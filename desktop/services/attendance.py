"""Checking people in at a meeting: by hand, as walk-ins, as guests; and taking that back.

A person without a place, be it that they wait, withdrew or never enrolled, comes in only by
:func:`let_in`, and then as a walk-in: the door does not change the order of the waiting list. Where
such a person is given a place later, the attendance counts as present by itself.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError, NotFound
from desktop.core.i18n import N_, _
from desktop.core.names import NAME_LIMIT, clean_name
from desktop.models.activities import Activity, Attendance, Enrolment, EnrolmentState, Means, Meeting
from desktop.models.people import Organisation, Worker
from desktop.models.sheets import Sheet, SheetRow
from desktop.services.clock import local, moment_of
from desktop.services.enrolment import NoSuchWorker, open_activity
from desktop.services.presence import (
    AttendanceLine,
    Counts,
    MeetingAttendance,
    Status,
    attendance,
    counts,
    guest_name,
    last_in,
    means_word,
    meeting_of,
    status_word,
)
from desktop.services.sheet_record import printed_number
from desktop.storage import journal

__all__ = [
    "AttendanceLine",
    "Counts",
    "Means",
    "MeetingAttendance",
    "Status",
    "Verdict",
    "VerdictKind",
    "attendance",
    "check_in",
    "counts",
    "guest",
    "last_in",
    "let_in",
    "means_word",
    "name_guest",
    "status_word",
    "take_back",
]


# Built once: at the door, building a query takes longer than answering it.
_PERSON = (
    select(Worker, Organisation.name, Enrolment.state, Attendance)
    .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
    .outerjoin(
        Enrolment,
        and_(
            Enrolment.activity_id == bindparam("activity"),
            Enrolment.worker_id == Worker.id,
            Enrolment.removed_at.is_(None),
        ),
    )
    .outerjoin(
        Attendance,
        and_(
            Attendance.meeting_id == bindparam("meeting"),
            Attendance.worker_id == Worker.id,
            Attendance.removed_at.is_(None),
        ),
    )
    .where(Worker.id == bindparam("worker"))
)


class VerdictKind(StrEnum):
    """What the door says."""

    IN = "in"
    ALREADY_IN = "already-in"
    WAITING_LIST = "waiting-list"
    NOT_ON_LIST = "not-on-list"
    OTHER_ACTIVITY = "other-activity"
    CANCELLED = "cancelled"
    REMOVED = "removed"
    UNKNOWN = "unknown"
    FORGED = "forged"
    OTHER_DATABASE = "other-database"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The door's answer. ``at`` (UTC): when the person came in, now or before.

    ``worker_id`` is there where the person is known, so that :func:`let_in` may follow;
    ``attendance_id`` where the person is in, so that :func:`take_back` may. ``sheet_row_id`` is the blank
    row a walk-in signed on.
    """

    kind: VerdictKind
    sentence: str
    name: str = ""
    organisation: str = ""
    at: datetime | None = None
    worker_id: UUID | None = None
    attendance_id: UUID | None = None
    walk_in: bool = False
    sheet_row_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A worker before the door: where they stand on the list, and whether they are in."""

    worker: Worker
    organisation: str
    state: EnrolmentState | None
    entry: Attendance | None

    def verdict(self, kind: VerdictKind, sentence: str) -> Verdict:
        """Return a verdict that tells this person's name."""
        worker = self.worker
        return Verdict(kind, sentence, worker.name, self.organisation, worker_id=worker.id)


def check_in(session: Session, meeting_id: UUID, worker_id: UUID, means: Means = Means.BY_HAND) -> Verdict:
    """Check a worker in who has a place; otherwise say why not (waiting, not on the list, withdrawn).

    Raises NotFound for the meeting, ``NoSuchWorker``.
    """
    meeting, activity = meeting_of(session, meeting_id)
    return receive(session, meeting, activity, person_at(session, meeting, worker_id), means)


def let_in(session: Session, meeting_id: UUID, worker_id: UUID, reason: str = "") -> Verdict:
    """Let a worker in whatever the list says: without a place, as a walk-in.

    The reason, where one is given, stands in the journal. Raises NotFound, ``NoSuchWorker``,
    ``ActivityCancelled``.
    """
    meeting, _activity = meeting_of(session, meeting_id)
    open_activity(session, meeting.activity_id)
    person = person_at(session, meeting, worker_id)
    if person.entry is not None:
        return _already_in(person, person.entry)
    if person.state is EnrolmentState.ENROLLED:
        return _in(session, meeting, person, Means.BY_HAND)
    verdict = _in(session, meeting, person, Means.WALK_IN, walk_in=True)
    if reason.strip():
        label = N_("Let in {name} as a walk-in: {reason}")
        journal.describe(session, label, name=person.worker.name, reason=reason.strip())
    else:
        journal.describe(session, N_("Let in {name} as a walk-in"), name=person.worker.name)
    return verdict


def guest(
    session: Session,
    meeting_id: UUID,
    name: str,
    organisation: str = "",
    sheet_row_id: UUID | None = None,
    means: Means = Means.WALK_IN,
) -> Verdict:
    """Let in somebody who is not on file, as a walk-in. Raises FieldError (name), ``ActivityCancelled``."""
    meeting, _activity = meeting_of(session, meeting_id)
    open_activity(session, meeting.activity_id)
    entry = Attendance(
        meeting_id=meeting_id,
        guest_name=_guest_name(name) if sheet_row_id is None or name.strip() else "",
        guest_organisation=" ".join(organisation.split()),
        at=moment_of(session),
        means=means,
        walk_in=True,
        sheet_row_id=sheet_row_id,
    )
    session.add(entry)
    session.flush()
    said = called(session, entry)
    journal.describe(session, N_("Let in {name} as a walk-in"), name=said)
    return guest_verdict(entry, said, VerdictKind.IN)


def name_guest(session: Session, attendance_id: UUID, name: str, organisation: str = "") -> Verdict:
    """Write down who the guest was, such as the one who signed on a blank row. Raises FieldError (name)."""
    entry = _entry(session, attendance_id)
    entry.guest_name, entry.guest_organisation = _guest_name(name), " ".join(organisation.split())
    session.flush()
    journal.describe(session, N_("Name the walk-in {name}"), name=entry.guest_name)
    return guest_verdict(entry, entry.guest_name, VerdictKind.IN)


def take_back(session: Session, attendance_id: UUID) -> str:
    """Take a check-in back, whatever was entered since; return the person's name. Raises NotFound."""
    entry = _entry(session, attendance_id)
    worker = session.get(Worker, entry.worker_id) if entry.worker_id else None
    name = worker.name if worker else called(session, entry)
    entry.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Take back the check-in of {name}"), name=name)
    return name


def person_at(session: Session, meeting: Meeting, worker_id: UUID) -> Person:
    """Return a worker as they stand before a meeting. Raises ``NoSuchWorker``."""
    values = {"worker": worker_id, "meeting": meeting.id, "activity": meeting.activity_id}
    found = session.execute(_PERSON, values).first()
    if found is None:
        raise NoSuchWorker(_("This worker is not on file."))
    worker, organisation, state, entry = found
    if worker.merged_into_id is not None and worker.removed_at is not None:
        return person_at(session, meeting, worker.merged_into_id)
    return Person(worker, organisation or "", state, entry)


def receive(session: Session, meeting: Meeting, activity: Activity, person: Person, means: Means) -> Verdict:
    """Check a person in if they have a place and are not in yet; return the door's answer."""
    if person.entry is not None:
        return _already_in(person, person.entry)
    if activity.cancelled_at is not None:
        return person.verdict(VerdictKind.CANCELLED, _("The activity is cancelled."))
    if person.worker.removed_at is not None:
        return person.verdict(VerdictKind.REMOVED, _("This worker was removed from the books."))
    match person.state:
        case EnrolmentState.ENROLLED:
            return _in(session, meeting, person, means)
        case EnrolmentState.WAITING:
            return person.verdict(VerdictKind.WAITING_LIST, _("On the waiting list, without a place."))
        case EnrolmentState.CANCELLED:
            return person.verdict(VerdictKind.CANCELLED, _("Withdrew from this activity."))
        case None:
            return person.verdict(VerdictKind.NOT_ON_LIST, _("Not on this list."))


def guest_verdict(entry: Attendance, name: str, kind: VerdictKind) -> Verdict:
    """Return the door's answer for somebody who is not on file."""
    return Verdict(
        kind,
        _("Is in, as a walk-in.") if kind is VerdictKind.IN else _already_words(entry.at),
        name,
        entry.guest_organisation,
        entry.at,
        attendance_id=entry.id,
        walk_in=True,
        sheet_row_id=entry.sheet_row_id,
    )


def _in(session: Session, meeting: Meeting, person: Person, means: Means, walk_in: bool = False) -> Verdict:
    worker = person.worker
    if worker.removed_at is not None:
        raise NoSuchWorker(_("This worker was removed from the books."), _("Let the person in as a guest."))
    entry = Attendance(
        meeting_id=meeting.id, worker_id=worker.id, at=moment_of(session), means=means, walk_in=walk_in
    )
    session.add(entry)
    session.flush()
    journal.describe(session, N_("Check in {name}"), name=worker.name)
    return Verdict(
        VerdictKind.IN,
        _("Is in, as a walk-in.") if walk_in else _("Is in."),
        worker.name,
        person.organisation,
        entry.at,
        worker.id,
        entry.id,
        walk_in,
    )


def _already_in(person: Person, entry: Attendance) -> Verdict:
    return Verdict(
        VerdictKind.ALREADY_IN,
        _already_words(entry.at),
        person.worker.name,
        person.organisation,
        entry.at,
        person.worker.id,
        entry.id,
        entry.walk_in,
    )


def _already_words(at: datetime) -> str:
    return _("Already in since {time}.").format(time=local(at).strftime("%H:%M"))


def _entry(session: Session, attendance_id: UUID) -> Attendance:
    entry = session.get(Attendance, attendance_id)
    if entry is None or entry.removed_at is not None:
        raise NotFound(_("That check-in was already taken back."))
    return entry


def called(session: Session, entry: Attendance) -> str:
    """Return what a guest is called: the name told, or the row signed on."""
    row = session.get(SheetRow, entry.sheet_row_id) if entry.sheet_row_id else None
    sheet = session.get(Sheet, row.sheet_id) if row else None
    return guest_name(entry, printed_number(row.number, sheet.options) if row and sheet else None)


def _guest_name(name: str) -> str:
    cleaned = clean_name(name)
    if not cleaned:
        raise FieldError("name", _("Write the guest's name."))
    if len(cleaned) > NAME_LIMIT:
        raise FieldError("name", _("The name is longer than {count} characters.").format(count=NAME_LIMIT))
    return cleaned
