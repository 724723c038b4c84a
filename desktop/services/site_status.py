"""Whether a site is planned, open, paused or closed: changed with a reason, kept, asked for any day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, select
from sqlalchemy.orm import Session

from desktop.core.errors import FieldError
from desktop.core.i18n import N_, _
from desktop.models.sites import Site, SiteStatus, SiteStatusChange
from desktop.services.clock import local, moment_of
from desktop.services.site_find import on_file
from desktop.storage import journal

REASONED = (SiteStatus.PAUSED, SiteStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class StatusLine:
    """From which day a status held, and why."""

    id: UUID
    since: date
    status: SiteStatus
    reason: str


def set_status(
    session: Session, site_id: UUID, status: SiteStatus, since: date | None = None, reason: str = ""
) -> None:
    """Note that a site is planned, open, paused or closed since a day (today where none is given).

    A day ahead with ``PLANNED`` is the day the opening is planned for. Raises FieldError (since, reason).
    """
    site = on_file(session, site_id)
    note_status(session, site, status, since, reason)
    session.flush()
    journal.describe(session, N_("Change the status of {name}"), name=site.name)


def note_status(
    session: Session, site: Site, status: SiteStatus, since: date | None = None, reason: str = ""
) -> None:
    """As :func:`set_status`, as a part of a larger operation."""
    today = local(moment_of(session)).date()
    since, reason = since or today, " ".join(reason.split())
    if status is SiteStatus.PLANNED and since > today:
        site.planned_for, since = since, today
    if since > today:
        raise FieldError(
            "since",
            _("{day} lies ahead.").format(day=since),
            _("Note the change when the day has come; only a planned opening may lie ahead."),
        )
    if status in REASONED and not reason:
        raise FieldError("reason", _("Say why the site is not open."), _("A few words are enough."))
    before = _rows(session, site.id)
    if not before:
        before = [_first(session, site, since)]
    if status is not SiteStatus.PLANNED:
        _date_plans_back(before, since)
    session.add(SiteStatusChange(site_id=site.id, since=since, status=status, reason=reason))
    if status is SiteStatus.OPEN and site.opened_on is None:
        site.opened_on = since
    if since >= before[-1].since:
        site.status, site.status_reason = status, reason


def status_history(session: Session, site_id: UUID) -> tuple[StatusLine, ...]:
    """Return how the status came about, the oldest first."""
    return tuple(StatusLine(row.id, row.since, row.status, row.reason) for row in _rows(session, site_id))


def move_opening(session: Session, site: Site, opened_on: date | None) -> None:
    """Keep the history in step where the day a site opened is corrected (part of a larger operation)."""
    if first := demand_opening(session, site, opened_on):
        first.since = opened_on or first.since


def demand_opening(session: Session, site: Site, opened_on: date | None) -> SiteStatusChange | None:
    """Return the line of the history that a corrected opening day moves, if any.

    Raises FieldError (opened_on) where the status was changed before that day.
    """
    rows = _rows(session, site.id)
    if opened_on is None or not rows or rows[0].status is not SiteStatus.OPEN:
        return None
    if len(rows) > 1 and opened_on > rows[1].since:
        raise FieldError(
            "opened_on",
            _("Its status was changed on {day} already.").format(day=rows[1].since),
            _("Give an earlier day of opening."),
        )
    return rows[0]


def status_at(session: Session, day: date) -> dict[UUID, SiteStatus]:
    """Return the status every site on file had at the end of a day; see :func:`status_then`."""
    rows = session.execute(
        select(Site.id, noted_on(day), first_noted(), Site.opened_on, Site.status).where(
            Site.removed_at.is_(None)
        )
    )
    found = (
        (key, status_then(noted, first, opened_on, now, day)) for key, noted, first, opened_on, now in rows
    )
    return {key: held for key, held in found if held is not None}


def noted_on(day: date) -> ScalarSelect[SiteStatus]:
    """Say in a query over sites which status was noted last by the end of a day."""
    newest = (SiteStatusChange.since.desc(), SiteStatusChange.id.desc())
    return _noted().where(SiteStatusChange.since <= day).order_by(*newest).limit(1).scalar_subquery()


def first_noted() -> ScalarSelect[SiteStatus]:
    """Say in a query over sites which status was noted first."""
    return _noted().order_by(SiteStatusChange.since, SiteStatusChange.id).limit(1).scalar_subquery()


def status_then(
    noted: SiteStatus | None, first: SiteStatus | None, opened_on: date | None, now: SiteStatus, day: date
) -> SiteStatus | None:
    """Return the status a site had on a day, by what was noted until then and first of all; None: none yet.

    Of a site whose first noted status is later but whose opening day is unknown, that first status is
    taken to have held before.
    """
    return noted or _before_noted(first, opened_on, now, day)


def _noted() -> Select[SiteStatus]:
    """Begin a query for the statuses of a site of the query around it."""
    noted = select(SiteStatusChange.status).correlate(Site)
    return noted.where(SiteStatusChange.site_id == Site.id, SiteStatusChange.removed_at.is_(None))


def _before_noted(
    first: SiteStatus | None, opened_on: date | None, now: SiteStatus, day: date
) -> SiteStatus | None:
    if opened_on is not None and opened_on > day:
        return None
    if first is None:
        return now
    if first is SiteStatus.PLANNED:
        return None if opened_on is None else SiteStatus.OPEN
    return first if opened_on is None else SiteStatus.OPEN


def _rows(session: Session, site_id: UUID) -> list[SiteStatusChange]:
    return list(
        session.scalars(
            select(SiteStatusChange)
            .where(SiteStatusChange.site_id == site_id, SiteStatusChange.removed_at.is_(None))
            .order_by(SiteStatusChange.since, SiteStatusChange.id)
        )
    )


def _date_plans_back(rows: Sequence[SiteStatusChange], day: date) -> None:
    """A plan is older than what came of it, whenever it was written down."""
    if all(row.status is SiteStatus.PLANNED for row in rows):
        for row in rows:
            row.since = min(row.since, day)


def _first(session: Session, site: Site, before: date) -> SiteStatusChange:
    """Note the status a site had so far, where nobody had."""
    since = min(site.opened_on or before, before)
    row = SiteStatusChange(site_id=site.id, since=since, status=site.status, reason=site.status_reason)
    session.add(row)
    session.flush()
    return row
