"""Whatever is entered, undone and done again at sites, what is repeated agrees with what it repeats."""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import tallies as counting
from desktop.core.errors import PersonError
from desktop.models import all_tables
from desktop.models.site_ledger import TallyHours, TallyMonth
from desktop.models.sites import RatingKind, Site, SiteKind, SiteRating, SiteStatus
from desktop.services import ratings, site_figures, site_status, sites, tallies
from desktop.services.clock import local
from desktop.services.ratings import ReviewEntry
from desktop.services.sites import SiteEntry
from desktop.services.tallies import TallyCell
from desktop.storage.store import Store

STEPS = 45
IN_USE = (SiteStatus.OPEN, SiteStatus.PAUSED)


class Office:
    """Somebody who enters whatever comes to mind, much of which is refused."""

    def __init__(self, store: Store, chance: random.Random) -> None:
        self.store, self.chance = store, chance
        self.today = local(store.now()).date()
        self.sites: list[UUID] = []
        self.steps: tuple[Callable[[], object], ...] = (
            self.put, self.change, self.state, self.remove, self.review, self.forget, self.count,
            self.count_hours, store.undo, store.redo,
        )  # fmt: skip

    def work(self) -> None:
        """Do one thing, or be refused."""
        try:
            self.chance.choice(self.steps)()
        except PersonError as refused:
            assert str(refused)

    def put(self) -> None:
        status = self.chance.choice(list(SiteStatus))
        entry = SiteEntry(
            SiteKind.REST_STATION, f"驿站 {len(self.sites)} 𠮷", status=status, status_reason="修"
        )
        if status is not SiteStatus.PLANNED and self.chance.random() < 0.5:
            entry = replace(entry, opened_on=self.some_day(900))
        self.sites.append(self.store.do(sites.create, entry).id)

    def change(self) -> None:
        key = self.chance.choice(self.sites)
        entry = self.store.read(sites.card, key).entry
        status = self.chance.choice([entry.status, SiteStatus.OPEN, SiteStatus.PLANNED])
        day = self.chance.choice([None, self.some_day(900)])
        self.store.do(sites.change, key, replace(entry, status=status, opened_on=day))

    def state(self) -> None:
        status = self.chance.choice(list(SiteStatus))
        self.store.do(sites.set_status, self.chance.choice(self.sites), status, self.some_day(400), "修")

    def remove(self) -> None:
        self.store.do(sites.remove, self.chance.choice(self.sites))

    def review(self) -> None:
        entry = ReviewEntry(self.today.year - self.chance.randrange(4), self.chance.randrange(6))
        self.store.do(ratings.review, self.chance.choice(self.sites), entry)

    def forget(self) -> None:
        for line in self.store.read(ratings.history, self.chance.choice(self.sites))[:1]:
            self.store.do(ratings.remove_rating, line.id)

    def count(self) -> None:
        cells = [
            TallyCell(self.chance.choice(self.sites), self.some_day(40), self.chance.choice([None, 0, 7, 30]))
            for _n in range(3)
        ]
        self.store.do(tallies.enter, cells, True)

    def count_hours(self) -> None:
        hours = [self.chance.choice([None, 1, 4]) for _n in range(24)]
        self.store.do(tallies.enter_hours, self.chance.choice(self.sites), self.some_day(4), hours, True)

    def some_day(self, back: int) -> date:
        return self.today - timedelta(days=self.chance.randrange(back))


def whole(session: Session) -> dict[str, list[str]]:
    """Return every row on file of every table."""
    return {
        table.name: sorted(map(str, session.execute(select(table).where(table.c.removed_at.is_(None)))))
        for table in all_tables().sorted_tables
        if "removed_at" in table.c
    }


def check_status_and_stars(session: Session, today: date) -> None:
    held = site_status.status_at(session, today)
    for site in session.scalars(select(Site).where(Site.removed_at.is_(None))):
        assert held[site.id] is site.status is site_status.status_history(session, site.id)[-1].status
        newest = session.execute(
            select(SiteRating.stars, SiteRating.year)
            .where(
                SiteRating.site_id == site.id,
                SiteRating.kind == RatingKind.STARS,
                SiteRating.removed_at.is_(None),
            )
            .order_by(SiteRating.year.desc())
        ).first()
        assert (site.stars, site.stars_year) == (newest or (None, None))


def check_tallies(session: Session) -> None:
    days: dict[tuple[UUID, date], counting.Count] = {}
    for row in session.scalars(select(TallyMonth).where(TallyMonth.removed_at.is_(None))):
        counts = counting.unpack(row.days, counting.days_in(row.month))
        assert (row.total, row.told) == (counting.total(counts), counting.told(counts))
        days |= {(row.site_id, counting.day_in(row.month, n)): c for n, c in enumerate(counts, start=1)}
    for by_hour in session.scalars(select(TallyHours).where(TallyHours.removed_at.is_(None))):
        hours = counting.unpack(by_hour.hours, counting.HOURS)
        assert days[by_hour.site_id, by_hour.day] == counting.total(hours)


def check_figures(session: Session, today: date) -> None:
    """Count anew, one by one, what the year's figures tell."""
    told = site_figures.report(session, today.year)
    on_file = session.scalars(select(Site).where(Site.removed_at.is_(None))).all()
    figures = told.of(SiteKind.REST_STATION)
    states = Counter(site.status for site in on_file)
    assert figures.in_use == sum(states[status] for status in IN_USE)
    assert (figures.paused, figures.closed) == (states[SiteStatus.PAUSED], states[SiteStatus.CLOSED])
    stars = Counter(site.stars or 0 for site in on_file if site.status in IN_USE)
    assert dict(told.stars) == {n: stars[n] for n in range(6)}
    people = sum(month.total for site in on_file for month in tallies.site_year(session, site.id, today.year))
    assert told.use.people == people


@pytest.mark.parametrize("seed", range(2))
def test_what_is_repeated_agrees_and_undo_takes_everything_back(file_store: Store, seed: int) -> None:
    office = Office(file_store, random.Random(seed))
    office.put()
    for _n in range(STEPS):
        office.work()
    file_store.read(check_status_and_stars, office.today)
    file_store.read(check_tallies)
    file_store.read(check_figures, office.today)
    before, undone = file_store.read(whole), 0
    while file_store.next_undo():
        file_store.undo()
        undone += 1
    assert not any(file_store.read(whole).values())
    for _n in range(undone):
        file_store.redo()
    assert file_store.read(whole) == before
