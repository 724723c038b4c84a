"""People served, told day by day or hour by hour. Writing them; reading them is in ``tally_lists``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import tallies as counting
from desktop.core.i18n import N_
from desktop.core.tallies import Count
from desktop.models.site_ledger import TallyHours, TallyMonth
from desktop.models.sites import SiteKind, SiteStatus
from desktop.services.clock import moment_of
from desktop.services.enrolment import blocks
from desktop.services.tally_checks import (
    TalliesRefused,
    TallyCell,
    TallyFault,
    Wrong,
    faults_of,
    hour_faults,
    odd_words,
)
from desktop.services.tally_lists import (
    DayLine,
    DayList,
    MonthGrid,
    MonthLine,
    MonthTotal,
    day_list,
    month_grid,
    site_hours,
    site_month,
    site_year,
    usual,
    year_totals,
)
from desktop.services.tally_sites import Place, TallyFilter, place, places_named
from desktop.storage import journal

__all__ = [
    "DayLine",
    "DayList",
    "MonthGrid",
    "MonthLine",
    "MonthTotal",
    "Place",
    "SiteKind",
    "SiteStatus",
    "TalliesRefused",
    "TallyCell",
    "TallyFault",
    "TallyFilter",
    "Wrong",
    "check",
    "day_list",
    "enter",
    "enter_hour",
    "enter_hours",
    "month_grid",
    "odd_words",
    "site_hours",
    "site_month",
    "site_year",
    "usual",
    "year_totals",
]


@dataclass(frozen=True, slots=True)
class Entered:
    """How many figures were new or other than before."""

    changed: int
    sites: int


def enter(session: Session, cells: Sequence[TallyCell], sure: bool = False) -> Entered:
    """Enter figures of many sites and days as one operation, all or none; of two for a day the last counts.

    A figure far above the usual needs ``sure``, one a hundred times the usual also to be entered by itself.
    A day counted by the hour keeps its hours only while they add up to its figure. Raises
    ``TalliesRefused`` with every fault, NotFound where a site is gone.
    """
    last = {(cell.site, cell.day): cell for cell in cells}
    known = places_named(session, [cell.site for cell in cells])
    faults = faults_of(session, list(last.values()), sure, known)
    if faults:
        raise TalliesRefused(faults)
    changed = _write(session, last.values())
    _drop_hours(session, changed)
    session.flush()
    sites = {cell.site for cell in changed}
    _describe(session, changed, [known[site].name for site in sites])
    return Entered(len(changed), len(sites))


def check(session: Session, cells: Sequence[TallyCell], sure: bool = False) -> tuple[TallyFault, ...]:
    """Return what :func:`enter` would refuse these figures for."""
    known = places_named(session, [cell.site for cell in cells])
    return tuple(faults_of(session, cells, sure, known))


def enter_hours(
    session: Session, site: UUID, day: date, hours: Sequence[Count], sure: bool = False
) -> Entered:
    """Enter a day by the hour: 24 counts, None where none was told; the day's figure is their sum.

    Raises ``TalliesRefused`` as :func:`enter` does, also for an hour that has not come yet.
    """
    known = place(session, site)
    whole = counting.total(hours) if counting.told(hours) else None
    faults = hour_faults(session, TallyCell(site, day, whole), hours)
    faults = faults or faults_of(session, [TallyCell(site, day, whole)], sure, {site: known})
    if faults:
        raise TalliesRefused(faults)
    changed = _write(session, [TallyCell(site, day, whole)])
    _keep_hours(session, site, day, hours)
    session.flush()
    journal.describe(
        session, N_("Figures by the hour of {site}, {day}"), site=known.name, day=day.isoformat()
    )
    return Entered(len(changed), 1)


def enter_hour(
    session: Session, site: UUID, day: date, hour: int, count: Count, sure: bool = False
) -> Entered:
    """Enter one hour (0 to 23) of a day beside those told already. Raises as :func:`enter_hours`."""
    kept = site_hours(session, site, day) or counting.untold(counting.HOURS)
    return enter_hours(session, site, day, counting.replaced(kept, hour, count), sure)


def _write(session: Session, cells: Iterable[TallyCell]) -> list[TallyCell]:
    """Write the counts into the rows of their months; return those that were other than before."""
    wanted: dict[tuple[UUID, int], list[TallyCell]] = {}
    for cell in cells:
        wanted.setdefault((cell.site, counting.month_of(cell.day)), []).append(cell)
    rows = _rows(session, wanted)
    changed: list[TallyCell] = []
    for (site, month), told in wanted.items():
        row, length = rows.get((site, month)), counting.days_in(month)
        counts = counting.unpack(row.days, length) if row else counting.untold(length)
        new = [cell for cell in told if counts[cell.day.day - 1] != cell.count]
        if not new:
            continue
        for cell in new:
            counts = counting.replaced(counts, cell.day.day - 1, cell.count)
        changed += new
        if row is None:
            row = TallyMonth(site_id=site, month=month, days="", total=0, told=0)
            session.add(row)
        row.days = counting.pack(counts)
        row.total, row.told = counting.total(counts), counting.told(counts)
        if not row.told:
            row.removed_at = moment_of(session)
    return changed


def _rows(session: Session, wanted: Iterable[tuple[UUID, int]]) -> dict[tuple[UUID, int], TallyMonth]:
    keys = set(wanted)
    months = {month for _site, month in keys}
    found: dict[tuple[UUID, int], TallyMonth] = {}
    for block in blocks(list({site for site, _month in keys})):
        rows = session.scalars(
            select(TallyMonth).where(
                TallyMonth.site_id.in_(block), TallyMonth.month.in_(months), TallyMonth.removed_at.is_(None)
            )
        )
        found.update({(row.site_id, row.month): row for row in rows})
    return found


def _drop_hours(session: Session, changed: Sequence[TallyCell]) -> None:
    """Take away hours that no longer add up to the figure of their day."""
    figures = {(cell.site, cell.day): cell.count for cell in changed}
    days = {cell.day for cell in changed}
    for block in blocks(list({cell.site for cell in changed})):
        rows = session.scalars(
            select(TallyHours).where(
                TallyHours.site_id.in_(block), TallyHours.day.in_(days), TallyHours.removed_at.is_(None)
            )
        )
        for row in rows:
            if (row.site_id, row.day) in figures:
                row.removed_at = moment_of(session)


def _keep_hours(session: Session, site: UUID, day: date, hours: Sequence[Count]) -> None:
    row = session.scalar(
        select(TallyHours).where(
            TallyHours.site_id == site, TallyHours.day == day, TallyHours.removed_at.is_(None)
        )
    )
    if row is None and counting.told(hours):
        session.add(TallyHours(site_id=site, day=day, hours=counting.pack(hours)))
    elif row is not None and counting.told(hours):
        row.hours = counting.pack(hours)
    elif row is not None:
        row.removed_at = moment_of(session)


def _describe(session: Session, changed: Sequence[TallyCell], names: Sequence[str]) -> None:
    if len(changed) != 1:
        journal.describe(
            session,
            N_("Enter {count} daily figures of {sites} sites"),
            count=len(changed),
            sites=len(names),
        )
        return
    cell, site = changed[0], names[0]
    if cell.count is None:
        journal.describe(session, N_("Take back the figure of {site}, {day}"), site=site, day=f"{cell.day}")
    else:
        journal.describe(
            session, N_("{site}, {day}: {count} people"), site=site, day=f"{cell.day}", count=cell.count
        )
