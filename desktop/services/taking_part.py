"""What one worker is enrolled in and was at."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.activities import Activity, Attendance, Enrolment, EnrolmentState, Meeting

LIMIT = 200


@dataclass(frozen=True, slots=True)
class TakingPart:
    """An activity of a worker's: how they stand on its list (``None``: came without), and how often there."""

    activity_id: UUID
    title: str
    starts_at: datetime
    state: EnrolmentState | None
    present: int
    meetings: int
    cancelled: bool


def taking_part(session: Session, worker_id: UUID, limit: int = LIMIT) -> list[TakingPart]:
    """Return the activities a worker is on the list of or came to, the latest first."""
    standing = {
        key: state
        for key, state in session.execute(
            select(Enrolment.activity_id, Enrolment.state).where(
                Enrolment.worker_id == worker_id, Enrolment.removed_at.is_(None)
            )
        )
    }
    present = {
        key: count
        for key, count in session.execute(
            select(Meeting.activity_id, func.count())
            .join(Attendance, Attendance.meeting_id == Meeting.id)
            .where(Attendance.worker_id == worker_id, Attendance.removed_at.is_(None))
            .group_by(Meeting.activity_id)
        )
    }
    first = func.min(Meeting.starts_at)
    rows = session.execute(
        select(Activity.id, Activity.title, first, func.count(Meeting.id), Activity.cancelled_at)
        .join(Meeting, Meeting.activity_id == Activity.id)
        .where(
            Activity.id.in_({*standing, *present}),
            Activity.removed_at.is_(None),
            Meeting.removed_at.is_(None),
        )
        .group_by(Activity.id, Activity.title, Activity.cancelled_at)
        .order_by(first.desc())
        .limit(limit)
    )
    return [
        TakingPart(key, title, starts, standing.get(key), present.get(key, 0), count, cancelled is not None)
        for key, title, starts, count, cancelled in rows
    ]
