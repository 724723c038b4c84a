"""The daily figures as lists: a day of many sites, a month of many sites, the year of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core import tallies as counting
from desktop.core.opening_hours import HOLIDAY, Stretch, in_season
from desktop.core.tallies import Count
from desktop.models.site_ledger import TallyHours, TallyMonth
from desktop.models.sites import OpeningHours, Site, SiteStatus
from desktop.services.calendar import calendar
from desktop.services.enrolment import blocks
from desktop.services.tally_sites import Place, TallyFilter, place, places

MONTHS_LOOKED_BACK = 3
"""Besides the month of the day itself: sixty days told lie in them, where most are told."""

_FEW = 500


@dataclass(frozen=True, slots=True)
class DayLine:
    """A site on one day: what was told, what was told the day before, and what is usual there.

    ``shut``: hours are posted, and none of them for that day.
    """

    place: Place
    count: Count
    before: Count
    usual: float | None
    by_hour: bool
    status: SiteStatus
    shut: bool = False

    @property
    def is_expected(self) -> bool:
        """Whether the site should tell a figure of the day."""
        return self.status is SiteStatus.OPEN and not self.shut

    @property
    def is_due(self) -> bool:
        """Whether a figure is expected and was not told."""
        return self.count is None and self.is_expected


@dataclass(frozen=True, slots=True)
class DayList:
    """The figures of a day."""

    day: date
    lines: tuple[DayLine, ...]

    @property
    def told(self) -> int:
        """How many sites told theirs."""
        return sum(line.count is not None for line in self.lines)

    @property
    def expected(self) -> int:
        """How many told theirs or should."""
        return sum(line.count is not None or line.is_due for line in self.lines)

    @property
    def total(self) -> int:
        """People served at all of them."""
        return counting.total([line.count for line in self.lines])


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A site in one month: as many counts as the month has days."""

    place: Place
    counts: tuple[Count, ...]

    @property
    def total(self) -> int:
        """People served in the month."""
        return counting.total(self.counts)

    @property
    def told(self) -> int:
        """Days told."""
        return counting.told(self.counts)


@dataclass(frozen=True, slots=True)
class MonthGrid:
    """The figures of a month (year * 100 + month), a line a site, in the order of the printed sheet."""

    month: int
    lines: tuple[MonthLine, ...]

    @property
    def days(self) -> int:
        """How many days the month has."""
        return counting.days_in(self.month)

    def day_totals(self) -> tuple[Count, ...]:
        """Return the sum of each day; None where nobody told."""
        columns = zip(*(line.counts for line in self.lines), strict=True) if self.lines else ()
        return tuple(counting.total(c) if counting.told(c) else None for c in columns) or (
            counting.untold(self.days)
        )


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """What was told in a month: people served, and days told."""

    month: int
    total: int
    told: int


def day_list(session: Session, day: date, wanted: TallyFilter | None = None) -> DayList:
    """Return the figures of a day for the sites open then, and for others that told one."""
    found = places(session, wanted)
    rows = histories(session, [one.id for one in found], day)
    hours, shut = _counted_by_hour(session, day), shut_on(session, day)
    lines = []
    for one in found:
        known = rows.get(one.id, {})
        count = _on(known, day)
        if count is None and not one.takes_figures(day):
            continue
        lines.append(
            DayLine(
                place=one,
                count=count,
                before=_on(known, day - timedelta(1)),
                usual=usual_before(known, day),
                by_hour=one.id in hours,
                status=one.status_on(day),
                shut=one.id in shut,
            )
        )
    return DayList(day, tuple(lines))


def month_grid(session: Session, month: int, wanted: TallyFilter | None = None) -> MonthGrid:
    """Return the figures of a month for the sites open on any of its days, and for others that told some."""
    length = counting.days_in(month)
    days = [counting.day_in(month, number) for number in range(1, length + 1)]
    rows = session.execute(
        select(TallyMonth.site_id, TallyMonth.days).where(
            TallyMonth.month == month, TallyMonth.removed_at.is_(None)
        )
    )
    kept = {site: counting.unpack(text, length) for site, text in rows}
    lines = [
        MonthLine(one, kept.get(one.id, counting.untold(length)))
        for one in places(session, wanted)
        if one.id in kept or any(one.takes_figures(day) for day in days)
    ]
    return MonthGrid(month, tuple(lines))


def site_month(session: Session, site: UUID, month: int) -> MonthLine:
    """Return the figures of one site in a month. Raises NotFound."""
    text = session.scalar(
        select(TallyMonth.days).where(
            TallyMonth.site_id == site, TallyMonth.month == month, TallyMonth.removed_at.is_(None)
        )
    )
    length = counting.days_in(month)
    counts = counting.untold(length) if text is None else counting.unpack(text, length)
    return MonthLine(place(session, site), counts)


def site_year(session: Session, site: UUID, year: int) -> tuple[MonthTotal, ...]:
    """Return the twelve months of a year at one site."""
    rows = session.execute(
        select(TallyMonth.month, TallyMonth.total, TallyMonth.told).where(
            TallyMonth.site_id == site,
            TallyMonth.month.between(year * 100 + 1, year * 100 + 12),
            TallyMonth.removed_at.is_(None),
        )
    )
    return _twelve(year, rows)


def year_totals(session: Session, year: int) -> tuple[MonthTotal, ...]:
    """Return the twelve months of a year over all sites."""
    rows = session.execute(
        select(TallyMonth.month, func.sum(TallyMonth.total), func.sum(TallyMonth.told))
        .where(TallyMonth.month.between(year * 100 + 1, year * 100 + 12), TallyMonth.removed_at.is_(None))
        .group_by(TallyMonth.month)
    )
    return _twelve(year, rows)


def site_hours(session: Session, site: UUID, day: date) -> tuple[Count, ...] | None:
    """Return the 24 counts of a day counted by the hour, or None where it was not."""
    text = session.scalar(
        select(TallyHours.hours).where(
            TallyHours.site_id == site, TallyHours.day == day, TallyHours.removed_at.is_(None)
        )
    )
    return None if text is None else counting.unpack(text, counting.HOURS)


def usual(session: Session, sites: Sequence[UUID], day: date) -> dict[UUID, float | None]:
    """Return the typical count of each site before a day: the median of the last 60 told in three months."""
    rows = histories(session, sites, day)
    return {site: usual_before(rows.get(site, {}), day) for site in sites}


def histories(session: Session, sites: Sequence[UUID], day: date) -> dict[UUID, dict[int, tuple[Count, ...]]]:
    """Return what each site told in the month of a day and the three before, by month."""
    last = counting.month_of(day)
    asked = select(TallyMonth.site_id, TallyMonth.month, TallyMonth.days).where(
        TallyMonth.month.between(counting.moved(last, -MONTHS_LOOKED_BACK), last),
        TallyMonth.removed_at.is_(None),
    )
    few = len(sites) <= _FEW
    parts = [asked.where(TallyMonth.site_id.in_(block)) for block in blocks(sites)] if few else [asked]
    found: dict[UUID, dict[int, tuple[Count, ...]]] = {}
    for part in parts:
        for site, month, text in session.execute(part):
            found.setdefault(site, {})[month] = counting.unpack(text, counting.days_in(month))
    return found


def usual_before(known: dict[int, tuple[Count, ...]], day: date) -> float | None:
    """Return the typical count of the days before a day."""
    return counting.usual(counts_before(known, day))


def counts_before(known: dict[int, tuple[Count, ...]], day: date) -> list[Count]:
    """Return the counts of the days before a day, in order of time."""
    this = counting.month_of(day)
    earlier = [count for month in sorted(known) if month < this for count in known[month]]
    return [*earlier, *known.get(this, ())[: day.day - 1]]


def _on(known: dict[int, tuple[Count, ...]], day: date) -> Count:
    counts = known.get(counting.month_of(day))
    return None if counts is None else counts[day.day - 1]


def shut_on(session: Session, day: date) -> set[UUID]:
    """Return the sites whose posted hours leave the whole day out."""
    weekday = HOLIDAY if calendar(session).is_holiday(day) else day.weekday()
    posted = select(OpeningHours.site_id).where(OpeningHours.removed_at.is_(None))
    that_day = session.execute(
        select(OpeningHours.site_id, OpeningHours.season_from, OpeningHours.season_to).where(
            OpeningHours.removed_at.is_(None), OpeningHours.weekday == weekday
        )
    )
    open_then = {
        site
        for site, first, last in that_day
        if first is None or in_season(Stretch(weekday, 0, 1, first, last), day)
    }
    always = session.scalars(select(Site.id).where(Site.always_open))
    return set(session.scalars(posted.distinct())) - open_then - set(always)


def _counted_by_hour(session: Session, day: date) -> set[UUID]:
    return set(
        session.scalars(
            select(TallyHours.site_id).where(TallyHours.day == day, TallyHours.removed_at.is_(None))
        )
    )


def _twelve(year: int, rows: Iterable[tuple[int, int, int]]) -> tuple[MonthTotal, ...]:
    found = {month: (total, told) for month, total, told in rows}
    return tuple(MonthTotal(m, *found.get(m, (0, 0))) for m in range(year * 100 + 1, year * 100 + 13))
