"""What happened at the demonstration's sites: every part of the ledger has something to show."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.duty import DutyTurn
from desktop.models.site_assets import Asset
from desktop.models.site_ledger import Defect, Disinfection, Inspection
from desktop.models.sites import Site
from desktop.services import demo_ledger, demo_sites
from desktop.services.clock import local
from desktop.services.ratings import reviews_due
from desktop.services.site_due import DueKind, due
from desktop.services.site_figures import report
from desktop.storage.store import Store


def test_every_part_of_the_ledger_has_something_to_show(store: Store) -> None:
    store.do(demo_sites.fill, 1, (demo_ledger.fill,))
    today = local(store.now()).date()
    waiting = Counter(one.kind for one in store.read(due, today))
    wanted = {DueKind.OVERDUE_DEFECT, DueKind.RECHECK, DueKind.DISINFECTION}
    assert wanted <= set(waiting)
    figures = store.read(report, today.year)
    assert figures.amenities.complete == 94
    assert figures.visits.open > figures.visits.overdue > 0
    store.read(_look)


def _look(session: Session) -> None:
    def count(model: type[Inspection | Asset | DutyTurn | Disinfection]) -> int:
        return session.scalar(select(func.count()).select_from(model)) or 0

    assert count(Inspection) == demo_ledger.VISITS
    assert count(Asset) == 48
    assert count(DutyTurn) > 5
    assert count(Disinfection) > 400
    closed = session.scalars(select(Defect).where(Defect.closed_on.is_not(None))).all()
    assert closed and all(one.fixed_on and one.fixed_on <= one.closed_on for one in closed if one.closed_on)


def test_some_stations_wait_for_this_year_s_review(file_store: Store) -> None:
    file_store.do(demo_sites.fill, 1)
    reviewed = file_store.read(_newest_year)
    waiting = file_store.read(reviews_due, reviewed)
    assert len(waiting) == 6


def _newest_year(session: Session) -> int:
    return session.scalar(select(func.max(Site.stars_year))) or 0
