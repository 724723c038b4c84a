"""A defect has a deadline and somebody who answers for it, and is closed by a recheck and nothing else."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from desktop.core.errors import FieldError, NotFound
from desktop.models.sites import AmenityState, SiteAmenity
from desktop.services import defects
from desktop.services.defects import DefectClosed, DefectEntry, Defects, DefectState, RecheckEntry
from desktop.storage.store import Store
from tests.services.sites import put_site

NOON = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)
TODAY = date(2026, 5, 20)
BROKEN = DefectEntry("空调不能正常使用", "周海明", "13805801234", item="air_conditioning")


@pytest.fixture
def office(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store whose clock stands still."""
    monkeypatch.setattr(store, "_clock", lambda: NOON)
    return store


def state(store: Store, defect: UUID, today: date = TODAY) -> DefectState:
    return store.read(defects.defect_card, defect, today).state


def amenity(store: Store, site: UUID) -> AmenityState | None:
    return store.read(
        lambda session: session.scalar(
            select(SiteAmenity.state).where(SiteAmenity.site_id == site, SiteAmenity.removed_at.is_(None))
        )
    )


def test_a_defect_without_a_deadline_has_seven_days_and_is_then_overdue(office: Store) -> None:
    defect = office.do(defects.add, put_site(office), TODAY, BROKEN)
    card = office.read(defects.defect_card, defect, TODAY)
    assert (card.deadline, card.days, card.state) == (date(2026, 5, 27), 7, DefectState.OPEN)
    assert state(office, defect, date(2026, 5, 27)) is DefectState.OPEN
    assert state(office, defect, date(2026, 5, 28)) is DefectState.OVERDUE


def test_reporting_it_fixed_does_not_close_it(office: Store) -> None:
    defect = office.do(defects.add, put_site(office), date(2026, 5, 1), BROKEN)
    assert state(office, defect) is DefectState.OVERDUE
    office.do(defects.report_fixed, defect, TODAY, "换了压缩机")
    assert state(office, defect) is DefectState.TO_RECHECK
    assert [d.id for d in office.read(defects.defects, TODAY, Defects.OPEN)] == [defect]
    assert office.read(defects.defects, TODAY, Defects.CLOSED) == []


def test_only_a_recheck_that_passed_closes_it(office: Store) -> None:
    defect = office.do(defects.add, put_site(office), date(2026, 5, 1), BROKEN)
    office.do(defects.report_fixed, defect, TODAY)
    failed = RecheckEntry(TODAY, "陈亚珍", passed=False, remark="仍不制冷", deadline=date(2026, 5, 25))
    office.do(defects.recheck, defect, failed)
    card = office.read(defects.defect_card, defect, TODAY)
    assert (card.state, card.deadline, card.fixed_on) == (DefectState.OPEN, date(2026, 5, 25), None)
    office.do(defects.recheck, defect, RecheckEntry(TODAY, "陈亚珍", passed=True))
    assert state(office, defect) is DefectState.CLOSED
    assert [(r.by, r.passed) for r in office.read(defects.rechecks, defect)] == [
        ("陈亚珍", False),
        ("陈亚珍", True),
    ]
    with pytest.raises(DefectClosed):
        office.do(defects.report_fixed, defect, TODAY)


def test_a_recheck_that_failed_asks_for_a_new_deadline(office: Store) -> None:
    defect = office.do(defects.add, put_site(office), TODAY, BROKEN)
    with pytest.raises(FieldError) as refused:
        office.do(defects.recheck, defect, RecheckEntry(TODAY, "陈亚珍", passed=False))
    assert refused.value.field == "deadline"
    assert office.read(defects.rechecks, defect) == []


def test_a_recheck_that_failed_keeps_what_had_been_reported(office: Store) -> None:
    defect = office.do(defects.add, put_site(office), TODAY, BROKEN)
    office.do(defects.report_fixed, defect, TODAY, "换了压缩机")
    look = RecheckEntry(TODAY, "陈亚珍", passed=False, deadline=date(2026, 6, 5))
    office.do(defects.recheck, defect, look)
    (line,) = office.read(defects.rechecks, defect)
    assert (line.reported_on, line.report) == (TODAY, "换了压缩机")


def test_a_deadline_moves_only_with_a_reason_and_both_stay_on_record(office: Store) -> None:
    defect = office.do(defects.add, put_site(office), TODAY, BROKEN)
    with pytest.raises(FieldError) as refused:
        office.do(defects.change_deadline, defect, date(2026, 6, 5), " ")
    assert refused.value.field == "reason"
    office.do(defects.change_deadline, defect, date(2026, 6, 5), "配件从上海发货")
    (line,) = office.read(defects.deadline_changes, defect)
    assert (line.before, line.after, line.reason) == (date(2026, 5, 27), date(2026, 6, 5), "配件从上海发货")
    assert office.undo() == "Move the deadline of “空调不能正常使用” to 2026-06-05"
    assert office.read(defects.defect_card, defect, TODAY).deadline == date(2026, 5, 27)
    assert office.read(defects.deadline_changes, defect) == []


def test_an_amenity_is_broken_until_its_last_defect_passed(office: Store) -> None:
    site = put_site(office)
    one = office.do(defects.add, site, TODAY, BROKEN)
    other = office.do(defects.add, site, TODAY, BROKEN)
    assert amenity(office, site) is AmenityState.BROKEN
    office.do(defects.recheck, one, RecheckEntry(TODAY, "陈亚珍", passed=True))
    assert amenity(office, site) is AmenityState.BROKEN
    office.do(defects.recheck, other, RecheckEntry(TODAY, "陈亚珍", passed=True))
    assert amenity(office, site) is AmenityState.HAS
    office.undo()
    assert amenity(office, site) is AmenityState.BROKEN


def test_what_a_site_lacks_does_not_break_and_is_there_after_the_recheck(office: Store) -> None:
    site = put_site(office)

    def lack(session: object) -> None:
        assert hasattr(session, "add")
        session.add(SiteAmenity(site_id=site, item="air_conditioning", state=AmenityState.LACKS))

    office.do(lack)
    defect = office.do(defects.add, site, TODAY, BROKEN)
    assert amenity(office, site) is AmenityState.LACKS
    office.do(defects.recheck, defect, RecheckEntry(TODAY, "陈亚珍", passed=True))
    assert amenity(office, site) is AmenityState.HAS


@pytest.mark.parametrize(
    ("found_on", "entry", "field"),
    [
        (date(2026, 5, 21), BROKEN, "found_on"),
        (TODAY, DefectEntry(" ", "周海明"), "what"),
        (TODAY, DefectEntry("门锁损坏", ""), "responsible"),
        (TODAY, DefectEntry("门锁损坏", "周海明", deadline=date(2026, 5, 19)), "deadline"),
        (TODAY, DefectEntry("门锁损坏", "周海明", deadline=date(2062, 5, 27)), "deadline"),
    ],
)
def test_a_defect_that_cannot_be_is_refused_at_its_field(
    office: Store, found_on: date, entry: DefectEntry, field: str
) -> None:
    site = put_site(office)
    with pytest.raises(FieldError) as refused:
        office.do(defects.add, site, found_on, entry)
    assert refused.value.field == field


def test_lists_hold_what_is_asked_for_the_nearest_deadline_first(office: Store) -> None:
    site, other = put_site(office), put_site(office, "沈家门渔港爱心驿站")
    late = office.do(defects.add, site, date(2026, 5, 1), DefectEntry("门锁损坏", "周海明"))
    soon = office.do(defects.add, other, TODAY, DefectEntry("标识牌缺失", "王阿根"))
    fixed = office.do(defects.add, other, date(2026, 4, 1), DefectEntry("无饮用水", "王阿根"))
    office.do(defects.report_fixed, fixed, TODAY)

    def keys(which: Defects, **narrowed: object) -> list[UUID]:
        text, place = str(narrowed.get("text", "")), narrowed.get("site_id")
        assert place is None or isinstance(place, UUID)
        return [d.id for d in office.read(defects.defects, TODAY, which, text, place)]

    assert keys(Defects.OPEN) == [fixed, late, soon]
    assert keys(Defects.OVERDUE) == [late]
    assert keys(Defects.TO_RECHECK) == [fixed]
    assert keys(Defects.OPEN, text="阿根 渔港") == [fixed, soon]
    assert keys(Defects.OPEN, site_id=site) == [late]


def test_a_removed_defect_is_gone_until_undo(office: Store) -> None:
    defect = office.do(defects.add, put_site(office), TODAY, BROKEN)
    office.do(defects.remove, defect)
    with pytest.raises(NotFound):
        office.read(defects.defect_card, defect, TODAY)
    office.undo()
    assert state(office, defect) is DefectState.OPEN


def test_nothing_is_entered_for_a_day_before_the_last_report_or_recheck(office: Store) -> None:
    defect = office.do(defects.add, put_site(office), date(2026, 5, 1), BROKEN)
    office.do(defects.report_fixed, defect, date(2026, 5, 10))
    for passed in (True, False):
        with pytest.raises(FieldError, match="2026-05-10"):
            office.do(
                defects.recheck, defect, RecheckEntry(date(2026, 5, 9), "陈亚珍", passed, deadline=TODAY)
            )
    failed = RecheckEntry(date(2026, 5, 12), "陈亚珍", passed=False, deadline=TODAY)
    office.do(defects.recheck, defect, failed)
    with pytest.raises(FieldError, match="2026-05-12"):
        office.do(defects.report_fixed, defect, date(2026, 5, 11))
    assert state(office, defect) is DefectState.OPEN


@pytest.mark.parametrize("found_on", [date(1, 1, 1), date(1926, 5, 20)])
def test_a_mistyped_year_is_told(office: Store, found_on: date) -> None:
    with pytest.raises(FieldError, match="too long ago"):
        office.do(defects.add, put_site(office), found_on, BROKEN)


def test_a_defect_noted_by_mistake_tells_nothing_of_what_the_site_has(office: Store) -> None:
    site = put_site(office)
    first, second = (office.do(defects.add, site, TODAY, BROKEN) for _n in range(2))
    office.do(defects.remove, first)
    assert amenity(office, site) is AmenityState.BROKEN
    office.do(defects.remove, second)
    assert amenity(office, site) is None
    office.undo()
    assert amenity(office, site) is AmenityState.BROKEN
