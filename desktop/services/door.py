"""The door: a code is scanned, the person is in or told why not, and it is on disk before the answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from desktop.core.codes import (
    AssetCode,
    CardCode,
    CodeKey,
    Forged,
    NotACode,
    OtherDatabase,
    PageCode,
    RowCode,
    read_code,
)
from desktop.core.i18n import _
from desktop.core.phones import mask_phone
from desktop.models.activities import Activity, Attendance, Enrolment, EnrolmentState, Means, Meeting
from desktop.models.people import Organisation, Worker, WorkerSearch
from desktop.models.sheets import Card, Sheet, SheetRow
from desktop.services.attendance import (
    Verdict,
    VerdictKind,
    called,
    guest,
    guest_verdict,
    person_at,
    receive,
)
from desktop.services.presence import entered_at, meeting_of
from desktop.storage import search

__all__ = ["DoorFind", "find_at_door", "scan"]


_ROW = (
    select(SheetRow, Sheet.activity_id, Activity.title)
    .join(Sheet, Sheet.id == SheetRow.sheet_id)
    .outerjoin(Activity, Activity.id == Sheet.activity_id)
    .where(SheetRow.token == bindparam("token"), SheetRow.removed_at.is_(None), Sheet.removed_at.is_(None))
)


@dataclass(frozen=True, slots=True)
class DoorFind:
    """Somebody found by name at the door; ``state`` is ``None`` for who is not on the list.

    The phone is masked; ``since`` tells when they came in.
    """

    worker_id: UUID
    name: str
    organisation: str
    phone: str
    state: EnrolmentState | None
    since: datetime | None
    attendance_id: UUID | None


def scan(
    session: Session, key: CodeKey, meeting_id: UUID, text: str, means: Means = Means.SCANNER
) -> Verdict:
    """Check in whom a scanned code stands for, and answer. Raises NotFound for the meeting only.

    A card stands for its person, a row for the person on that list, whichever printing of it; a blank
    row stands for the walk-in who signed there, who is let in unnamed (see ``attendance.name_guest``).
    """
    meeting, activity = meeting_of(session, meeting_id)
    try:
        code = read_code(text, key)
    except NotACode:
        return Verdict(VerdictKind.UNKNOWN, _("This is not one of our codes."))
    except OtherDatabase:
        return Verdict(VerdictKind.OTHER_DATABASE, _("This code was printed by another office's database."))
    except Forged:
        return Verdict(VerdictKind.FORGED, _("This code is altered or made up."))
    match code:
        case RowCode(token):
            return _row(session, meeting, activity, token, means)
        case CardCode(token):
            return _card(session, meeting, activity, token, means)
        case AssetCode():
            return Verdict(
                VerdictKind.UNKNOWN, _("This is the label of a piece of equipment, not of a person.")
            )
        case PageCode():
            return Verdict(
                VerdictKind.UNKNOWN, _("This is the code of the page; scan the one beside the name.")
            )


def find_at_door(session: Session, meeting_id: UUID, text: str, limit: int = 20) -> list[DoorFind]:
    """Return whom a name, pinyin, initials or phone may mean: those on the list first. Raises NotFound."""
    meeting, _activity = meeting_of(session, meeting_id)
    if not text.strip():
        return []
    keys = dict.fromkeys(_on_this_list(session, meeting, text, limit))
    if len(keys) < limit:
        keys.update(dict.fromkeys(search.find_workers(session, text, limit)))
    return _described(session, meeting, list(keys)[:limit])


def _row(session: Session, meeting: Meeting, activity: Activity, token: int, means: Means) -> Verdict:
    found = session.execute(_ROW, {"token": token}).first()
    if found is None:
        return Verdict(VerdictKind.UNKNOWN, _("This code is not on record here."))
    row, listed_for, title = found
    if listed_for is not None and listed_for != activity.id:
        return _of_other_activity(session, row, title or "")
    if row.worker_id is None:
        return _blank_row(session, meeting, activity, row, means)
    return receive(session, meeting, activity, person_at(session, meeting, row.worker_id), means)


def _of_other_activity(session: Session, row: SheetRow, title: str) -> Verdict:
    worker = session.get(Worker, row.worker_id) if row.worker_id else None
    name = worker.name if worker else ""
    sentence = _("This row belongs to the list of “{title}”.").format(title=title)
    return Verdict(VerdictKind.OTHER_ACTIVITY, sentence, name, worker_id=worker.id if worker else None)


def _blank_row(
    session: Session, meeting: Meeting, activity: Activity, row: SheetRow, means: Means
) -> Verdict:
    if activity.cancelled_at is not None:
        return Verdict(VerdictKind.CANCELLED, _("The activity is cancelled."))
    entry = session.scalar(
        select(Attendance).where(
            Attendance.sheet_row_id == row.id,
            Attendance.meeting_id == meeting.id,
            Attendance.removed_at.is_(None),
        )
    )
    if entry is None:
        return guest(session, meeting.id, "", sheet_row_id=row.id, means=means)
    return guest_verdict(entry, called(session, entry), VerdictKind.ALREADY_IN)


def _card(session: Session, meeting: Meeting, activity: Activity, token: int, means: Means) -> Verdict:
    card = session.scalar(select(Card).where(Card.token == token))
    if card is None:
        return Verdict(VerdictKind.UNKNOWN, _("This code is not on record here."))
    person = person_at(session, meeting, card.worker_id)
    if card.removed_at is not None:
        return person.verdict(VerdictKind.REMOVED, _("This card was replaced by a newer one."))
    return receive(session, meeting, activity, person, means)


def _on_this_list(session: Session, meeting: Meeting, text: str, limit: int) -> list[UUID]:
    """Look through the list itself, since among all workers its people may not be the first found."""
    word = "".join(text.lower().split())
    fits = [WorkerSearch.name.contains(word, autoescape=True)]
    if word.isascii():
        fits += [
            WorkerSearch.sound.startswith(word, autoescape=True),
            WorkerSearch.initials.startswith(word, autoescape=True),
            WorkerSearch.phone.contains(word, autoescape=True),
        ]
    return list(
        session.scalars(
            select(Enrolment.worker_id)
            .join(WorkerSearch, WorkerSearch.worker_id == Enrolment.worker_id)
            .where(
                Enrolment.activity_id == meeting.activity_id,
                Enrolment.removed_at.is_(None),
                or_(*fits),
            )
            .order_by(Enrolment.state != EnrolmentState.ENROLLED, Enrolment.position)
            .limit(limit)
        )
    )


def _described(session: Session, meeting: Meeting, worker_ids: list[UUID]) -> list[DoorFind]:
    rows = session.execute(
        select(Worker, Organisation.name, Enrolment.state, Attendance.at, Attendance.id)
        .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
        .outerjoin(
            Enrolment,
            and_(
                Enrolment.activity_id == meeting.activity_id,
                Enrolment.worker_id == Worker.id,
                Enrolment.removed_at.is_(None),
            ),
        )
        .outerjoin(
            Attendance,
            entered_at(meeting.id),
        )
        .where(Worker.id.in_(worker_ids), Worker.removed_at.is_(None))
    )
    found = {
        w.id: DoorFind(w.id, w.name, o or "", mask_phone(w.phone), state, at, key)
        for w, o, state, at, key in rows
    }
    return [found[key] for key in worker_ids if key in found]
