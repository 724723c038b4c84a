"""The posted hours of sites: read, set, and whether one is open at a moment."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.hours_text import BadHours, Hours, demand, parse_hours
from desktop.core.i18n import N_
from desktop.core.opening_hours import HoursFault, Stretch, check, hours_words
from desktop.models.sites import OpeningHours, Site
from desktop.services import site_now
from desktop.services.clock import moment_of
from desktop.services.site_find import on_file, posted, stretch_of
from desktop.storage import journal

__all__ = [
    "BadHours",
    "Hours",
    "HoursFault",
    "Stretch",
    "check",
    "hours_of",
    "hours_words",
    "open_at",
    "open_now",
    "parse_hours",
    "set_hours",
]


def hours_of(session: Session, site_id: UUID) -> Hours:
    """Return the posted hours of a site, in order. Raises NotFound."""
    site = on_file(session, site_id)
    return Hours(site.always_open, tuple(posted(session, [site_id]).get(site_id, ())))


def set_hours(
    session: Session, site_id: UUID, stretches: Sequence[Stretch], always_open: bool = False
) -> Hours:
    """Post other hours. Raises ``BadHours`` (field ``hours``) for the first fault :func:`check` finds."""
    site = on_file(session, site_id)
    post(session, site, Hours(always_open, tuple(stretches)))
    journal.describe(session, N_("Post the hours of {name}"), name=site.name)
    return hours_of(session, site_id)


def post(session: Session, site: Site, hours: Hours) -> None:
    """As :func:`set_hours`, as a part of a larger operation."""
    demand(hours.stretches)
    site.always_open = hours.always_open
    wanted = set(hours.stretches)
    rows = session.scalars(
        select(OpeningHours).where(OpeningHours.site_id == site.id, OpeningHours.removed_at.is_(None))
    )
    for row in rows:
        if stretch_of(row) in wanted:
            wanted.remove(stretch_of(row))
        else:
            row.removed_at = moment_of(session)
    session.add_all(
        OpeningHours(
            site_id=site.id,
            weekday=one.weekday,
            opens=one.opens,
            closes=one.closes,
            season_from=one.season_from,
            season_to=one.season_to,
        )
        for one in sorted(wanted)
    )
    session.flush()


def open_at(session: Session, site_id: UUID, moment: datetime) -> bool | None:
    """Say whether a site should be open by its posted hours, those of public holidays on such a day.

    None: no hours are posted. Raises NotFound.
    """
    on_file(session, site_id)
    return site_now.open_at(session, [site_id], moment)[site_id]


def open_now(session: Session, site_id: UUID) -> bool | None:
    """As :func:`open_at`, for the present moment."""
    return open_at(session, site_id, moment_of(session))
