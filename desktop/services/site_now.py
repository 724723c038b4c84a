"""Which of many sites should be open at a moment, by their posted hours and the calendar in force."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.opening_hours import is_open
from desktop.services.calendar import DayClass, calendar
from desktop.services.clock import local
from desktop.services.site_find import lines, posted

__all__ = ["open_at"]


def open_at(session: Session, site_ids: Sequence[UUID], moment: datetime) -> dict[UUID, bool | None]:
    """Say of sites whether they should be open; None: no hours are posted. Removed ones are left out."""
    here = local(moment)
    holiday = calendar(session).kind(here.date()) is DayClass.HOLIDAY
    hours = posted(session, site_ids)
    return {
        one.id: is_open(hours.get(one.id, ()), one.always_open, here, holiday)
        for one in lines(session, site_ids)
    }
