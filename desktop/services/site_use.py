"""Who came to the sites in a year: by kind, district and month, beside the year before; the busiest sites."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import Session

from desktop.core.tallies import days_in, month_of, total_until
from desktop.models.site_ledger import TallyMonth
from desktop.models.sites import Site, SiteKind

MONTHS = 12


@dataclass(frozen=True, slots=True)
class UseRow:
    """People served at the sites of one kind and district in one month (1 to 12).

    ``before`` is the same month of the year before, ``before_so_far`` the same up to the same day.
    """

    kind: SiteKind
    district: str
    month: int
    people: int
    before: int
    before_so_far: int


@dataclass(frozen=True, slots=True)
class YearUse:
    """Everybody served in a year up to ``day``; ``sites`` have told anything at all in that year."""

    day: date
    rows: tuple[UseRow, ...]
    sites: int

    @property
    def is_whole(self) -> bool:
        """Whether the year has come to its last day."""
        return (self.day.month, self.day.day) == (12, 31)

    @property
    def people(self) -> int:
        """All who came."""
        return sum(row.people for row in self.rows)

    @property
    def before_so_far(self) -> int:
        """All who came in the year before up to the same day."""
        return sum(row.before_so_far for row in self.rows)

    def of(self, kind: SiteKind | None) -> "YearUse":
        """Return the use of one kind of site; of all, where none is named."""
        if kind is None:
            return self
        return YearUse(self.day, tuple(row for row in self.rows if row.kind is kind), self.sites)

    def kinds(self) -> tuple[SiteKind, ...]:
        """Return the kinds that anybody came to, in this year or the one before."""
        met = {row.kind for row in self.rows if row.people or row.before}
        return tuple(kind for kind in SiteKind if kind in met)

    def by_month(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return twelve counts of this year and twelve of the year before."""
        now, before = Counter[int](), Counter[int]()
        for row in self.rows:
            now[row.month] += row.people
            before[row.month] += row.before
        months = range(1, MONTHS + 1)
        return tuple(now[m] for m in months), tuple(before[m] for m in months)

    def by_district(self) -> tuple[tuple[str, int, int], ...]:
        """Return district, people, and people of the year before so far; the busiest first, unnamed last."""
        now, before = Counter[str](), Counter[str]()
        for row in self.rows:
            now[row.district] += row.people
            before[row.district] += row.before_so_far
        order = sorted(now, key=lambda name: (not name, -now[name], name))
        return tuple((name, now[name], before[name]) for name in order)


@dataclass(frozen=True, slots=True)
class SiteUse:
    """People served at one site in a year up to a day, and in the year before up to the same day."""

    id: UUID
    name: str
    kind: SiteKind
    people: int
    before_so_far: int


def use_of(session: Session, year: int, day: date) -> YearUse:
    """Return who came in a year up to a day of it."""
    counts = _by_place(session, year)
    whole_months = day.month if day.day == days_in(month_of(day)) else day.month - 1
    part = _part_of_month(session, day) if whole_months < day.month else Counter()
    for (kind, district, month), row in counts.items():
        row[2] = row[1] if month <= whole_months else part[kind, district] if month == day.month else 0
    rows = tuple(UseRow(*key, *row) for key, row in sorted(counts.items()))
    any_told = exists().where(TallyMonth.site_id == Site.id, *_within(year, year))
    told = session.scalar(select(func.count(Site.id)).where(Site.removed_at.is_(None), any_told))
    return YearUse(day, rows, told or 0)


def busiest(
    session: Session, year: int, day: date, kind: SiteKind | None = None, limit: int = 20
) -> tuple[SiteUse, ...]:
    """Return the sites where most people came in a year, the busiest first."""
    people = func.sum(TallyMonth.total)
    query = (
        select(Site.id, Site.name, Site.kind, people)
        .join(TallyMonth, TallyMonth.site_id == Site.id)
        .where(Site.removed_at.is_(None), *_within(year, year))
        .group_by(Site.id, Site.name, Site.kind)
        .having(people > 0)
        .order_by(people.desc(), Site.name)
        .limit(limit)
    )
    if kind is not None:
        query = query.where(Site.kind == kind)
    found = session.execute(query).all()
    before = _before(session, [row[0] for row in found], day)
    return tuple(SiteUse(key, name, of, int(came), before[key]) for key, name, of, came in found)


def first_year(session: Session) -> int | None:
    """Return the first year of which anything was told."""
    month = session.scalar(select(func.min(TallyMonth.month)).where(TallyMonth.removed_at.is_(None)))
    return None if month is None else month // 100


def _within(first: int, last: int) -> tuple[ColumnElement[bool], ...]:
    """Say that a row is on file and of one of these years."""
    return (TallyMonth.removed_at.is_(None), TallyMonth.month.between(first * 100 + 1, last * 100 + MONTHS))


def _by_place(session: Session, year: int) -> dict[tuple[SiteKind, str, int], list[int]]:
    """Return by kind, district and month the people of the year, of the one before, and a nought to fill in.

    Rows are sorted by one number for kind, district and month: sorting by the three takes twice as long.
    """
    pairs = (Site.kind, Site.district)
    on_file = select(*pairs).where(Site.removed_at.is_(None))
    places = session.execute(on_file.distinct().order_by(*pairs)).all()
    rank = func.dense_rank().over(order_by=pairs)
    place = select(Site.id, (rank * 100).label("place")).where(Site.removed_at.is_(None)).cte()
    number = (place.c.place + TallyMonth.month % 100).label("number")
    this_year = TallyMonth.month > year * 100
    found: dict[tuple[SiteKind, str, int], list[int]] = {}
    for at, people, before in session.execute(
        select(
            number,
            func.sum(case((this_year, TallyMonth.total), else_=0)),
            func.sum(case((this_year, 0), else_=TallyMonth.total)),
        )
        .join(place, place.c.id == TallyMonth.site_id)
        .where(*_within(year - 1, year))
        .group_by(number)
    ):
        kind, district = places[at // 100 - 1]
        found[kind, district, at % 100] = [int(people), int(before), 0]
    return found


def _part_of_month(session: Session, day: date) -> Counter[tuple[SiteKind, str]]:
    """Return the people of a day's month one year before, up to the same day."""
    month = month_of(day) - 100
    found = Counter[tuple[SiteKind, str]]()
    for kind, district, days in session.execute(
        select(Site.kind, Site.district, TallyMonth.days)
        .join(TallyMonth, TallyMonth.site_id == Site.id)
        .where(Site.removed_at.is_(None), TallyMonth.removed_at.is_(None), TallyMonth.month == month)
    ):
        found[kind, district] += total_until(days, day.day)
    return found


def _before(session: Session, sites: Iterable[UUID], day: date) -> Counter[UUID]:
    month = month_of(day) - 100
    whole = day.day == days_in(month_of(day))
    found = Counter[UUID]()
    for site, of, days, people in session.execute(
        select(TallyMonth.site_id, TallyMonth.month, TallyMonth.days, TallyMonth.total).where(
            TallyMonth.site_id.in_(list(sites)),
            TallyMonth.removed_at.is_(None),
            TallyMonth.month.between(month - month % 100 + 1, month),
        )
    ):
        found[site] += people if whole or of < month else total_until(days, day.day)
    return found
