"""What a person does with several chosen people at once: one operation, one step of undo."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.i18n import N_, _
from desktop.services import attendance, enrolment
from desktop.services.agenda import on_file
from desktop.services.attendance import VerdictKind
from desktop.storage import journal


def withdraw(session: Session, activity_id: UUID, worker_ids: Sequence[UUID], reason: str) -> int:
    """Take workers off an activity's list; return how many moved up for them. Raises as the one does.

    Who waits among them goes first, so that nobody moves up only to be withdrawn in turn.
    """
    if not reason.strip():
        raise FieldError("reason", _("Say why the worker is taken off the list."))
    waiting = {
        line.worker_id for line in enrolment.on_list(session, activity_id, enrolment.EnrolmentState.WAITING)
    }
    moved = 0
    for worker_id in sorted(worker_ids, key=lambda key: key not in waiting):
        moved += enrolment.withdraw(session, activity_id, worker_id, reason).moved_up
    if len(worker_ids) > 1:
        title = on_file(session, activity_id).title
        label = N_("Withdraw {count} workers from {title}")
        journal.describe(session, label, count=len(worker_ids), title=title)
    return moved


def check_in(session: Session, meeting_id: UUID, worker_ids: Sequence[UUID]) -> int:
    """Mark workers who have a place as present; return how many were not so before."""
    verdicts = [attendance.check_in(session, meeting_id, worker_id) for worker_id in worker_ids]
    count = sum(verdict.kind is VerdictKind.IN for verdict in verdicts)
    if len(worker_ids) > 1:
        journal.describe(session, N_("Check in {count} workers by hand"), count=count)
    return count


def take_back(session: Session, attendance_ids: Sequence[UUID]) -> int:
    """Take check-ins back; return how many."""
    for attendance_id in attendance_ids:
        attendance.take_back(session, attendance_id)
    if len(attendance_ids) > 1:
        journal.describe(session, N_("Take back {count} check-ins"), count=len(attendance_ids))
    return len(attendance_ids)
