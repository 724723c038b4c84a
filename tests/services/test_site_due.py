"""Everything due at the sites stands in one list, what is past its day first."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from desktop.models.base import Kept
from desktop.models.site_ledger import Disinfection, Inspection
from desktop.models.sites import SiteKind, SiteStatus
from desktop.models.supplies import SupplyBatch, SupplyItem, SupplyMinimum, SupplyStock
from desktop.services import defects, site_due
from desktop.services.defects import DefectEntry
from desktop.services.site_due import Due, DueKind
from desktop.services.site_find import on_file
from desktop.storage.store import Store
from tests.services.sites import put_site

TODAY = date(2026, 5, 20)
NOON = datetime(2026, 5, 20, 12, 0).astimezone()


@pytest.fixture
def office(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store whose clock stands still."""
    monkeypatch.setattr(store, "_clock", lambda: NOON.astimezone(UTC))
    return store


def put(store: Store, *rows: Kept) -> None:
    def add(session: Session) -> None:
        for row in rows:
            session.add(row)
            session.flush()

    store.do(add)


def found(store: Store, today: date = TODAY) -> list[Due]:
    return store.read(site_due.due, today)


def told(store: Store, today: date = TODAY) -> list[tuple[DueKind, int | None]]:
    return [(one.kind, one.days) for one in found(store, today)]


def warm_space(store: Store, **fields: object) -> UUID:
    """Put a site on file of a kind that is not reviewed for stars."""
    return put_site(store, "环城北路温馨空间", SiteKind.WARM_SPACE, **fields)


def test_nothing_is_due_of_a_site_with_nothing_on_file(office: Store) -> None:
    warm_space(office)
    assert found(office) == []


def test_defects_past_their_deadline_come_first_then_rechecks_and_what_is_due_within_a_week(
    office: Store,
) -> None:
    site = warm_space(office)

    def note(what: str, deadline: date) -> UUID:
        return office.do(defects.add, site, date(2026, 5, 1), DefectEntry(what, "周海明", deadline=deadline))

    note("以后", TODAY + timedelta(8))
    note("本周", TODAY + timedelta(7))
    late = note("逾期", TODAY - timedelta(3))
    mended = note("已报修好", TODAY - timedelta(5))
    office.do(defects.report_fixed, mended, TODAY - timedelta(2))
    assert told(office) == [(DueKind.OVERDUE_DEFECT, -3), (DueKind.RECHECK, 5), (DueKind.DEFECT_SOON, 7)]
    first = found(office)[0]
    assert (first.item_kind, first.item_id, first.site_id, first.what) == ("defect", late, site, "逾期")
    assert [one.item_id for one in office.read(site_due.unsettled_defects, TODAY)] == [late, mended]


def test_a_door_found_locked_is_due_until_a_later_visit_found_it_open(office: Store) -> None:
    site = warm_space(office)

    def visit(days_ago: int, found_open: bool, posted_open: bool = True) -> Inspection:
        at = (NOON - timedelta(days_ago)).astimezone(UTC)
        return Inspection(site_id=site, at=at, found_open=found_open, posted_open=posted_open)

    put(office, visit(10, found_open=False), visit(12, found_open=True))
    assert told(office) == [(DueKind.FOUND_LOCKED, -3)]
    put(office, visit(2, found_open=False, posted_open=False))
    assert found(office) == []
    put(office, visit(1, found_open=False))
    assert told(office) == [(DueKind.FOUND_LOCKED, 6)]


def test_goods_expired_expiring_and_below_minimum_are_due(office: Store) -> None:
    site = warm_space(office)
    item = SupplyItem(name="藿香正气水", name_key="藿香正气水", unit="盒", expires=True)
    old = SupplyBatch(item_id=item.id, number="A1", expires_on=TODAY - timedelta(1))
    soon = SupplyBatch(item_id=item.id, number="A2", expires_on=TODAY + timedelta(60))
    late = SupplyBatch(item_id=item.id, number="A3", expires_on=TODAY + timedelta(91))
    stock = [SupplyStock(site_id=site, batch_id=b.id, quantity=2) for b in (old, soon, late)]
    gone = SupplyStock(site_id=None, batch_id=old.id, quantity=0)
    minimum = SupplyMinimum(site_id=site, item_id=item.id, minimum=5)
    in_store = SupplyMinimum(site_id=None, item_id=item.id, minimum=1)
    put(office, item, old, soon, late, *stock, gone, minimum, in_store)
    assert told(office) == [
        (DueKind.EXPIRED, -1),
        (DueKind.EXPIRING, 60),
        (DueKind.BELOW_MINIMUM, None),
        (DueKind.BELOW_MINIMUM, None),
    ]
    short = [one for one in found(office) if one.kind is DueKind.BELOW_MINIMUM]
    assert {(one.site_id, one.what) for one in short} == {
        (None, "藿香正气水: 0 of at least 1 盒"),
        (site, "藿香正气水: 4 of at least 5 盒"),
    }


def test_an_open_mommy_room_is_disinfected_every_week(office: Store) -> None:
    room = put_site(office, "沈家门妈咪暖心小屋", SiteKind.MOMMY_ROOM)
    put_site(office, "筹建中的小屋", SiteKind.MOMMY_ROOM, status=SiteStatus.PLANNED)
    assert told(office) == [(DueKind.DISINFECTION, None)]

    def log(days_ago: int) -> Disinfection:
        at = (NOON - timedelta(days_ago)).astimezone(UTC)
        return Disinfection(site_id=room, at=at, area="护理台", method="酒精擦拭", operator="林")

    put(office, log(20), log(8))
    assert told(office) == [(DueKind.DISINFECTION, -1)]
    put(office, log(7))
    assert found(office) == []


def test_a_planned_site_past_its_day_is_late(office: Store) -> None:
    site = warm_space(office, status=SiteStatus.PLANNED, planned_for=TODAY - timedelta(1))
    (one,) = found(office)
    assert (one.kind, one.days, one.item_kind, one.item_id) == (DueKind.PLANNED_LATE, -1, "site", site)


def test_stars_are_reviewed_until_the_end_of_the_year_and_a_year_left_out_is_overdue(office: Store) -> None:
    put_site(office, "今年已评", stars=3, stars_year=2026)
    put_site(office, "去年评过", stars=3, stars_year=2025)
    put_site(office, "前年评过", stars=4, stars_year=2024)
    assert [(one.site, one.due_on) for one in found(office)] == [
        ("前年评过", date(2025, 12, 31)),
        ("去年评过", date(2026, 12, 31)),
    ]
    assert [one.is_overdue for one in found(office)] == [True, False]


def test_nothing_is_due_of_a_site_taken_off_the_register(office: Store) -> None:
    site = warm_space(office)
    entry = DefectEntry("门锁损坏", "周海明", deadline=TODAY - timedelta(1))
    office.do(defects.add, site, date(2026, 5, 1), entry)
    put(office, Inspection(site_id=site, at=NOON - timedelta(9), found_open=False, posted_open=True))

    def take_off(session: Session) -> None:
        row = on_file(session, site)
        row.removed_at = NOON

    office.do(take_off)
    assert found(office) == []


LARGE = ("inspection", "defect", "disinfection", "supply_stock")
"""Tables that grow with the sites and the years (batches of goods are few)."""


def test_no_table_that_grows_with_the_years_is_read_from_end_to_end(file_store: Store) -> None:
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(
        _connection: Connection, _cursor: object, statement: str, values: tuple[object, ...], *_rest: object
    ) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, values))

    event.listen(file_store.engine, "before_cursor_execute", note)
    file_store.read(site_due.due, TODAY)
    event.remove(file_store.engine, "before_cursor_execute", note)
    with file_store.engine.connect() as connection:
        plans = [
            str(line[3])
            for statement, values in asked
            for line in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    assert plans
    whole = [line for line in plans if line.startswith("SCAN") and line.split()[1] in LARGE]
    assert whole == ["SCAN defect USING INDEX ix_defect_open"]  # holds what is not closed, and nothing else
