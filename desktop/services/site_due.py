"""Everything due or overdue at the sites, in one list: what is past its day first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import exists, false, func, literal_column, or_, select, true
from sqlalchemy.orm import Session, aliased

from desktop.core.i18n import _
from desktop.models.site_ledger import Defect, Disinfection, Inspection
from desktop.models.sites import Site, SiteKind, SiteStatus
from desktop.services.clock import local
from desktop.services.due_goods import short_places
from desktop.services.ratings import reviews_due
from desktop.services.supply_due import expiring

SOON_DAYS = 7
EXPIRY_DAYS = 90
DISINFECTION_DAYS = 7
RECHECK_DAYS = 7
REVISIT_DAYS = 7
LOOK_BACK_DAYS = 366
"""A visit longer ago says nothing about today."""


class DueKind(StrEnum):
    """What sort of thing is due, the gravest first."""

    OVERDUE_DEFECT = "overdue-defect"
    RECHECK = "recheck"
    FOUND_LOCKED = "found-locked"
    DEFECT_SOON = "defect-soon"
    EXPIRED = "expired"
    EXPIRING = "expiring"
    BELOW_MINIMUM = "below-minimum"
    DISINFECTION = "disinfection"
    PLANNED_LATE = "planned-late"
    STAR_REVIEW = "star-review"


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to see to; ``days`` are left until ``due_on``, below zero past it, None without a day.

    ``item_kind`` ("defect", "inspection", "supply", "site") and ``item_id`` name what to open;
    ``site_id`` is None for the office's own store.
    """

    kind: DueKind
    site_id: UUID | None
    site: str
    what: str
    due_on: date | None
    days: int | None
    item_kind: str
    item_id: UUID

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed."""
        return self.days is not None and self.days < 0


def due_kind_word(kind: DueKind) -> str:
    """Return the trade's word for a sort of thing due."""
    return {
        DueKind.OVERDUE_DEFECT: _("Defect late"),
        DueKind.RECHECK: _("To recheck"),
        DueKind.FOUND_LOCKED: _("Found locked"),
        DueKind.DEFECT_SOON: _("Defect due"),
        DueKind.EXPIRED: _("Expired"),
        DueKind.EXPIRING: _("Expiring"),
        DueKind.BELOW_MINIMUM: _("Too little"),
        DueKind.DISINFECTION: _("Disinfect"),
        DueKind.PLANNED_LATE: _("Opening late"),
        DueKind.STAR_REVIEW: _("Star review"),
    }[kind]


def due(session: Session, today: date) -> list[Due]:
    """Return everything due: what is past its day first, then the soonest, then what has no day."""
    found = [
        *_defects(session, today),
        *_found_locked(session, today),
        *_expiring(session, today),
        *_below_minimum(session, today),
        *_disinfections(session, today),
        *_planned_late(session, today),
        *_star_reviews(session, today),
    ]
    ranks = {kind: rank for rank, kind in enumerate(DueKind)}
    found.sort(key=lambda one: (one.days is None, one.days, ranks[one.kind], one.site, one.what))
    return found


def unsettled_defects(session: Session, today: date) -> list[Due]:
    """Return the defects past their deadline, then those to be looked at again, each the oldest first."""
    wanted = (DueKind.OVERDUE_DEFECT, DueKind.RECHECK)
    found = [one for one in _defects(session, today) if one.kind in wanted]
    return sorted(found, key=lambda one: (one.kind is DueKind.RECHECK, one.due_on, one.site, one.what))


def _defects(session: Session, today: date) -> Iterator[Due]:
    rows = session.execute(
        select(Defect.id, Defect.site_id, Site.name, Defect.what, Defect.deadline, Defect.fixed_on)
        .join(Site, Site.id == Defect.site_id)
        .where(
            Defect.removed_at.is_(None),
            Defect.closed_on.is_(None),
            or_(Defect.deadline <= today + timedelta(days=SOON_DAYS), Defect.fixed_on.is_not(None)),
            Site.removed_at.is_(None),
        )
    )
    for key, site_id, site, what, deadline, fixed_on in rows:
        if fixed_on is not None:
            kind, day = DueKind.RECHECK, fixed_on + timedelta(days=RECHECK_DAYS)
        else:
            kind, day = (DueKind.OVERDUE_DEFECT if deadline < today else DueKind.DEFECT_SOON), deadline
        yield Due(kind, site_id, site, what, day, (day - today).days, "defect", key)


def _found_locked(session: Session, today: date) -> Iterator[Due]:
    """Yield the open sites whose last visit, within a year, found the door shut inside its posted hours."""
    later = aliased(Inspection)
    again = exists().where(
        later.site_id == Inspection.site_id, later.at > Inspection.at, later.removed_at.is_(None)
    )
    long_ago = _midnight(today - timedelta(days=LOOK_BACK_DAYS))
    rows = session.execute(
        select(Inspection.id, Site.id, Site.name, Inspection.at)
        .join(Site, Site.id == Inspection.site_id)
        .where(
            Inspection.removed_at.is_(None),
            # Written as the index over such visits has it, or the database does not know it again.
            Inspection.found_open == false(),
            Inspection.posted_open == true(),
            Inspection.at >= long_ago,
            ~again,
            Site.removed_at.is_(None),
            Site.status == SiteStatus.OPEN,
        )
    )
    words = _("Locked on {day} inside its posted hours; visit it again")
    for key, site_id, site, at in rows:
        seen = local(at)
        day = seen.date() + timedelta(days=REVISIT_DAYS)
        what = words.format(day=f"{seen:%Y-%m-%d %H:%M}")
        yield Due(DueKind.FOUND_LOCKED, site_id, site, what, day, (day - today).days, "inspection", key)


def _midnight(day: date) -> datetime:
    """Return the moment a local day begins."""
    return datetime.combine(day, time()).astimezone()


def _expiring(session: Session, today: date) -> Iterator[Due]:
    words = _("{item} {number}: {quantity} {unit}")
    for one in expiring(session, today, EXPIRY_DAYS):
        what = words.format(item=one.item, number=one.number, quantity=one.quantity, unit=one.unit)
        kind = DueKind.EXPIRED if one.days < 0 else DueKind.EXPIRING
        yield Due(kind, one.site_id, one.place, what, one.expires_on, one.days, "supply", one.item_id)


def _below_minimum(session: Session, today: date) -> Iterator[Due]:
    words = _("{item}: {there} of at least {minimum} {unit}")
    for one in short_places(session, today):
        what = words.format(item=one.item, there=one.there, minimum=one.minimum, unit=one.unit)
        yield Due(DueKind.BELOW_MINIMUM, one.site_id, one.place, what, None, None, "supply", one.item_id)


def _disinfections(session: Session, today: date) -> Iterator[Due]:
    """Yield the open mommy rooms whose last line in the log is more than a week old."""
    last = (
        select(func.max(Disinfection.at))
        .where(Disinfection.site_id == Site.id, Disinfection.removed_at.is_(None))
        .correlate(Site)
        .scalar_subquery()
    )
    # Asked for apart, so that the last line is looked up only where the week has none.
    lately = exists().where(
        Disinfection.site_id == Site.id,
        Disinfection.at >= _midnight(today - timedelta(days=DISINFECTION_DAYS)),
        Disinfection.removed_at.is_(None),
    )
    rows = session.execute(
        select(Site.id, Site.name, last).where(
            Site.kind == SiteKind.MOMMY_ROOM,
            Site.status == SiteStatus.OPEN,
            Site.removed_at.is_(None),
            ~lately,
        )
    )
    never, since = _("No disinfection is on record"), _("Last disinfected on {day}")
    for site_id, site, at in rows:
        if at is None:
            yield Due(DueKind.DISINFECTION, site_id, site, never, None, None, "site", site_id)
            continue
        done = local(at).date()
        day = done + timedelta(days=DISINFECTION_DAYS)
        what = since.format(day=done)
        yield Due(DueKind.DISINFECTION, site_id, site, what, day, (day - today).days, "site", site_id)


def _planned_late(session: Session, today: date) -> Iterator[Due]:
    rows = session.execute(
        select(Site.id, Site.name, Site.planned_for).where(
            # Written as the index over planned sites has it, or the database does not know it again.
            Site.status == literal_column(f"'{SiteStatus.PLANNED}'"),
            Site.removed_at.is_(None),
            Site.planned_for < today,
        )
    )
    what = _("Planned, and past the day it was to open")
    for site_id, site, planned in rows:
        day = planned or today
        yield Due(DueKind.PLANNED_LATE, site_id, site, what, day, (day - today).days, "site", site_id)


def _star_reviews(session: Session, today: date) -> Iterator[Due]:
    """Yield the sites to be reviewed this year; where a year was left out, since the end of that year."""
    never, since = _("Not reviewed yet"), _("{stars} stars of {year}")
    words: dict[tuple[int | None, int | None], str] = {}
    for one in reviews_due(session, today.year):
        first = today.year if one.last_year is None else min(one.last_year + 1, today.year)
        day, last = date(first, 12, 31), (one.stars, one.last_year)
        if last not in words:
            words[last] = since.format(stars=one.stars, year=one.last_year) if one.last_year else never
        days = (day - today).days
        yield Due(DueKind.STAR_REVIEW, one.site_id, one.site, words[last], day, days, "site", one.site_id)
