"""What time it is for a service: the moment of the operation it writes in."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from desktop.models.history import Operation
from desktop.storage.journal import Recorder


def moment_of(session: Session) -> datetime:
    """Return when the operation under way began; in a reading session, the present moment."""
    recorder = session.info.get("journal")
    if isinstance(recorder, Recorder):
        operation = session.get(Operation, recorder.operation_id)
        if operation is not None:
            return operation.at
    return datetime.now(UTC)


def in_utc(moment: datetime) -> datetime:
    """Return the moment in UTC; one without a zone is local time."""
    return moment.astimezone(UTC)


def local(moment: datetime) -> datetime:
    """Return the moment as the clock on the wall shows it."""
    return moment.astimezone()
