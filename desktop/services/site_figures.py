"""The year's figures of the sites: what stands on the year's last day, what it has, and who came.

A year that still runs is told as it stands today. Kind, status and stars are those of that day; district,
host and amenities are those of now, since only their present state is kept.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Text, case, exists, func, select, type_coerce
from sqlalchemy.orm import Session

from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.models.site_ledger import Defect, Inspection
from desktop.models.sites import (
    AmenityState,
    HostKind,
    RatingKind,
    Site,
    SiteAmenity,
    SiteKind,
    SiteRating,
    SiteStatus,
)
from desktop.services.clock import local, moment_of
from desktop.services.site_entry import OLDEST
from desktop.services.site_standards import Measure, StandardItem, standard_for
from desktop.services.site_status import first_noted, noted_on, status_then
from desktop.services.site_use import YearUse, first_year, use_of

__all__ = [
    "Amenities", "CrossTable", "HostKind", "KindFigures", "SiteKind", "SiteStatus", "StandardItem", "Visits",
    "YearAhead", "YearReport", "report", "years",
]  # fmt: skip

IN_USE = (SiteStatus.OPEN, SiteStatus.PAUSED)
"""A place shut for a while still counts among those there are."""
MOST_STARS = 5


class YearAhead(Refused):
    """Figures were asked for of a year that has not begun."""


class TooLongAgo(Refused):
    """Figures were asked for of a year before any site can have opened."""


@dataclass(frozen=True, slots=True)
class CrossTable:
    """Counts by two things; every row has as many counts as there are columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[SiteKind, tuple[int, ...]], ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """The sum of each column."""
        return tuple(sum(column) for column in zip(*(counts for _kind, counts in self.rows), strict=True))

    def count(self, kind: SiteKind, column: str) -> int:
        """Return one count; nothing stands for none."""
        rows = dict(self.rows)
        return rows[kind][self.columns.index(column)] if kind in rows and column in self.columns else 0


@dataclass(frozen=True, slots=True)
class KindFigures:
    """The sites of one kind on the day.

    ``in_use`` are the open and the paused ones; ``afloat`` of them are book boats; ``opened`` of them opened
    in the year. ``planned_by_end`` are planned to open by the end of the year, ``planned_later`` after it
    or without a day. ``before`` is how many were in use at the end of the year before.
    """

    kind: SiteKind
    in_use: int
    paused: int = 0
    afloat: int = 0
    opened: int = 0
    planned_by_end: int = 0
    planned_later: int = 0
    closed: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class Amenities:
    """How many rest stations in use have each thing their standard needs, and how many have them all."""

    needed: tuple[tuple[StandardItem, int], ...]
    complete: int


@dataclass(frozen=True, slots=True)
class Visits:
    """Inspections of the year up to the day, and defects: found and closed in it, open and overdue on it.

    ``locked`` are visits that found the door shut inside the hours posted.
    """

    visits: int
    sites: int
    locked: int
    found: int
    closed: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class YearReport:
    """All figures of a year as of ``day``. Kinds of which there is no site are left out.

    ``is_past`` tells of a year that is over; its amenities are those of now all the same.
    """

    year: int
    day: date
    is_past: bool
    kinds: tuple[KindFigures, ...]
    status: CrossTable
    districts: CrossTable
    hosts: CrossTable
    stars: tuple[tuple[int, int], ...]
    """Of the rest stations in use: stars from 5 to 1, then 0 for those without any."""
    amenities: Amenities
    use: YearUse
    visits: Visits

    def of(self, kind: SiteKind) -> KindFigures:
        """Return the figures of a kind, all nothing where there is no such site."""
        return next((one for one in self.kinds if one.kind is kind), KindFigures(kind, 0))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What counts of one site on the day; ``id`` is its key as the driver gives it, to tell sites apart.

    Making a UUID of each would take longer than all the rest.
    """

    id: str
    kind: SiteKind
    status: SiteStatus
    district: str
    host_kind: HostKind
    afloat: bool
    opened_on: date | None
    planned_for: date | None
    area: float | None
    seats: int | None
    stars: int | None
    was_in_use: bool

    @property
    def in_use(self) -> bool:
        """Whether it counts among the places there are."""
        return self.status in IN_USE


def report(session: Session, year: int) -> YearReport:
    """Return the figures of a year: at its end, or of today where it still runs.

    Raises YearAhead, TooLongAgo.
    """
    today = local(moment_of(session)).date()
    day = _day_of(year, today)
    facts = _facts(session, year, day)
    standing = [one for one in facts if one.in_use]
    districts = [one.district for one in standing]
    hosts = [one.host_kind for one in standing]
    stations = [one for one in standing if one.kind is SiteKind.REST_STATION]
    return YearReport(
        year,
        day,
        year < today.year,
        tuple(_of_kind(kind, facts, year) for kind in SiteKind if any(one.kind is kind for one in facts)),
        _crossed(facts, [one.status for one in facts], list(SiteStatus)),
        _crossed(standing, districts, _most_first(districts)),
        _crossed(standing, hosts, _most_first(hosts)),
        _rated(stations),
        _amenities(session, stations, year),
        use_of(session, year, day),
        _visits(session, year, day),
    )


def years(session: Session) -> list[int]:
    """Return the years there can be figures of, the newest first; never none."""
    today = local(moment_of(session)).date()
    opened = session.scalar(select(func.min(Site.opened_on)).where(Site.removed_at.is_(None)))
    told = first_year(session)
    first = min(opened.year if opened else today.year, told or today.year, today.year)
    return list(range(today.year, first - 1, -1))


def _day_of(year: int, today: date) -> date:
    if year < OLDEST.year:
        raise TooLongAgo(
            _("There are no figures of the year {year}.").format(year=year),
            _("Choose a year from {first} to {last}.").format(first=OLDEST.year, last=today.year),
        )
    if year > today.year:
        raise YearAhead(
            _("The year {year} has not begun.").format(year=year),
            _("Choose {year} or an earlier one.").format(year=today.year),
        )
    return min(today, date(year, 12, 31))


def _facts(session: Session, year: int, day: date) -> list[_Facts]:
    eve = date(year - 1, 12, 31)
    rows = session.execute(
        select(
            Site.status, first_noted(), noted_on(day), noted_on(eve), type_coerce(Site.id, Text), Site.kind,
            Site.district, Site.host_kind, Site.afloat, Site.opened_on, Site.planned_for, Site.area,
            Site.seats, _stars(year, day),
        ).where(Site.removed_at.is_(None))
    )  # fmt: skip
    found = []
    for now, first, then, before, key, kind, place, host, afloat, opened, planned, area, seats, stars in rows:
        status = status_then(then, first, opened, now, day)
        if status is not None:
            was = status_then(before, first, opened, now, eve) in IN_USE
            found.append(
                _Facts(key, kind, status, place, host, afloat, opened, planned, area, seats, stars, was)
            )
    return found


def _of_kind(kind: SiteKind, facts: Iterable[_Facts], year: int) -> KindFigures:
    those = [one for one in facts if one.kind is kind]
    standing = [one for one in those if one.in_use]
    planned = [one.planned_for for one in those if one.status is SiteStatus.PLANNED]
    soon = sum(day is not None and day <= date(year, 12, 31) for day in planned)
    return KindFigures(
        kind,
        in_use=len(standing),
        paused=sum(one.status is SiteStatus.PAUSED for one in standing),
        afloat=sum(one.afloat for one in standing),
        opened=sum(one.opened_on is not None and one.opened_on.year == year for one in standing),
        planned_by_end=soon,
        planned_later=len(planned) - soon,
        closed=sum(one.status is SiteStatus.CLOSED for one in those),
        before=sum(one.was_in_use for one in those),
    )


def _crossed(facts: Sequence[_Facts], values: Sequence[str], columns: Sequence[str]) -> CrossTable:
    counts = Counter(zip((one.kind for one in facts), values, strict=True))
    kinds = [kind for kind in SiteKind if any(counts[kind, column] for column in columns)]
    rows = tuple((kind, tuple(counts[kind, column] for column in columns)) for kind in kinds)
    return CrossTable(tuple(map(str, columns)), rows)


def _most_first(values: Iterable[str]) -> list[str]:
    """Return what there is, the most frequent first and what has no name last."""
    counts = Counter(map(str, values))
    return sorted(counts, key=lambda name: (not name, -counts[name], name))


def _stars(year: int, day: date) -> ColumnElement[int | None]:
    """Say in a query over sites how many stars one had: those of its newest review of that year or before.

    The stars on the site itself hold where no review of any year is on file.
    """
    reviews = (
        SiteRating.site_id == Site.id,
        SiteRating.kind == RatingKind.STARS,
        SiteRating.removed_at.is_(None),
    )
    by_then = SiteRating.decided_on.is_(None) | (SiteRating.decided_on <= day)
    newest = (
        select(SiteRating.stars)
        .correlate(Site)
        .where(*reviews, SiteRating.year <= year, by_then)
        .order_by(SiteRating.year.desc(), SiteRating.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    noted = case((Site.stars_year.is_(None) | (Site.stars_year <= year), Site.stars))
    return case((exists().where(*reviews).correlate(Site), newest), else_=noted)


def _rated(stations: Iterable[_Facts]) -> tuple[tuple[int, int], ...]:
    counts = Counter(one.stars or 0 for one in stations)
    return tuple((stars, counts[stars]) for stars in range(MOST_STARS, -1, -1))


def _amenities(session: Session, stations: Sequence[_Facts], year: int) -> Amenities:
    """Count what the stations have. A quantity asked for must be reached; a measure is the site's own."""
    needed = [item for item in standard_for(session, SiteKind.REST_STATION, year).items if item.needed]
    has = _had(session, needed)
    for item in needed:
        if item.measure in (Measure.AREA, Measure.SEATS):
            has[item.key] = {
                one.id for one in stations
                if ((one.area if item.measure is Measure.AREA else one.seats) or 0) >= (item.at_least or 0)
            }  # fmt: skip
    keys = {one.id for one in stations}
    complete = keys.intersection(*(has[item.key] for item in needed)) if needed else set[str]()
    return Amenities(tuple((item, len(keys & has[item.key])) for item in needed), len(complete))


def _had(session: Session, needed: Sequence[StandardItem]) -> dict[str, set[str]]:
    """Return the keys of the sites that have enough of each item noted."""
    at_least = {item.key: item.at_least or 0 for item in needed if item.measure is Measure.QUANTITY}
    has: dict[str, set[str]] = {item.key: set() for item in needed}
    rows = session.execute(
        select(type_coerce(SiteAmenity.site_id, Text), SiteAmenity.item, SiteAmenity.quantity).where(
            SiteAmenity.removed_at.is_(None),
            SiteAmenity.state == AmenityState.HAS,
            SiteAmenity.item.in_(list(has)),
        )
    )
    for key, item, quantity in rows:
        if (quantity or 0) >= at_least.get(item, 0):
            has[item].add(key)
    return has


def _visits(session: Session, year: int, day: date) -> Visits:
    first = date(year, 1, 1)
    begins, ends = (_midnight(one) for one in (first, day + timedelta(1)))
    locked = Inspection.found_open.is_(False) & Inspection.posted_open.is_(True)
    visits, sites, shut = session.execute(
        select(func.count(), func.count(Inspection.site_id.distinct()), func.count().filter(locked)).where(
            Inspection.removed_at.is_(None), Inspection.at >= begins, Inspection.at < ends
        )
    ).one()
    still = (Defect.found_on <= day) & (Defect.closed_on.is_(None) | (Defect.closed_on > day))
    unfixed = Defect.fixed_on.is_(None) | (Defect.fixed_on > day)
    found, closed, unsettled, overdue = session.execute(
        select(
            func.count().filter(Defect.found_on.between(first, day)),
            func.count().filter(Defect.closed_on.between(first, day)),
            func.count().filter(still),
            func.count().filter(still & unfixed & (Defect.deadline < day)),
        ).where(Defect.removed_at.is_(None))
    ).one()
    return Visits(visits, sites, shut, found, closed, unsettled, overdue)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone(UTC)
