"""A year's figures: what stood on its last day, who came, and the sentence an office sends upward."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from desktop.core.i18n import in_language
from desktop.core.tallies import days_in, month_of, pack, total
from desktop.models.site_ledger import Defect, Inspection, TallyMonth
from desktop.models.sites import (
    AmenityState,
    HostKind,
    RatingKind,
    SiteAmenity,
    SiteKind,
    SiteRating,
    SiteStatus,
    SiteStatusChange,
)
from desktop.services import defects, demo_sites, site_figures, site_use, tallies
from desktop.services.clock import local
from desktop.services.defects import DefectEntry, Defects
from desktop.services.site_figures import TooLongAgo, YearAhead, YearReport, report
from desktop.services.site_sentence import year_sentence
from desktop.services.tallies import TallyCell
from desktop.storage.store import Store
from tests.services.sites import put_site

STATION, ROOM = SiteKind.REST_STATION, SiteKind.MOMMY_ROOM
CENTRE, LIBRARY = SiteKind.ACTIVITY_CENTRE, SiteKind.LIBRARY


def today_of(store: Store) -> date:
    return local(store.now()).date()


def add(session: Session, *rows: object) -> None:
    session.add_all(rows)
    session.flush()


def told(store: Store, year: int) -> YearReport:
    return store.read(report, year)


def test_the_demonstration_tells_what_the_office_knows(store: Store) -> None:
    store.do(demo_sites.fill, 1)
    figures = told(store, today_of(store).year)
    assert {one.kind: one.in_use for one in figures.kinds} == {STATION: 94, ROOM: 45, CENTRE: 12, LIBRARY: 80}
    assert figures.of(CENTRE).planned_by_end == 3
    assert figures.of(LIBRARY).afloat == 12
    assert dict(figures.stars) == {5: 7, 4: 21, 3: 37, 2: 21, 1: 8, 0: 0}
    assert (figures.amenities.complete, [count for _item, count in figures.amenities.needed]) == (
        94,
        [94] * 4,
    )
    districts = dict(figures.districts.rows)
    assert figures.districts.columns == ("定海区", "普陀区", "岱山县", "嵊泗县")
    assert districts[STATION] == (36, 30, 17, 11)
    assert {kind: sum(counts) for kind, counts in districts.items()} == {
        STATION: 94, ROOM: 45, CENTRE: 12, LIBRARY: 80,
    }  # fmt: skip
    assert figures.status.count(CENTRE, SiteStatus.PLANNED) == 3
    assert figures.status.totals == (3, 231, 0, 0)
    hosts = {host: figures.hosts.count(STATION, host) for host in HostKind}
    assert {host: n for host, n in hosts.items() if n} == {
        HostKind.BANK: 22, HostKind.TELECOMS: 16, HostKind.PETROL_STATION: 12, HostKind.POST_COURIER: 8,
        HostKind.SANITATION: 8, HostKind.POWER_WATER: 7, HostKind.PORT: 7, HostKind.COMMUNITY: 6,
        HostKind.UNION: 5, HostKind.GOVERNMENT: 3,
    }  # fmt: skip


def test_the_demonstration_s_sentence_in_both_languages(file_store: Store) -> None:
    file_store.do(demo_sites.fill, 1)
    figures = told(file_store, today_of(file_store).year)
    with in_language("zh_CN"):
        said = year_sentence(figures, "舟山市总工会")
    assert "五一爱心驿站94个（均配备空调、座椅、饮用水、急救药箱）、妈咪暖心小屋45个、" in said
    assert "职工活动中心12个（另有3个计划于年底前建成）、职工书屋80个（其中海上书吧12个）。" in said
    assert said.startswith(
        f"截至{figures.day.year}年{figures.day.month}月{figures.day.day}日，舟山市总工会现有"
    )
    said = year_sentence(figures)
    assert (
        "94 May Day rest stations (all with air conditioning, seats, drinking water and first-aid box)"
        in said
    )
    assert "12 activity centres (3 more planned by the end of the year) and 80 worker libraries" in said


def test_a_site_counts_from_the_day_it_opened(store: Store) -> None:
    put_site(store, opened_on=date(2023, 6, 1))
    put_site(store, "沈家门加油站", opened_on=date(2024, 12, 31))
    assert [told(store, year).of(STATION).in_use for year in (2022, 2023, 2024)] == [0, 1, 2]
    later = told(store, 2024).of(STATION)
    assert (later.opened, later.before) == (1, 1)


def test_status_is_that_of_the_year_s_last_day(store: Store) -> None:
    site = put_site(store, opened_on=date(2021, 3, 1), status=SiteStatus.CLOSED)

    def since(day: date, status: SiteStatus) -> SiteStatusChange:
        return SiteStatusChange(site_id=site, since=day, status=status, reason="台风")

    changes = (
        since(date(2021, 3, 1), SiteStatus.OPEN),
        since(date(2022, 12, 31), SiteStatus.PAUSED),
        since(date(2023, 1, 1), SiteStatus.OPEN),
        since(date(2024, 5, 1), SiteStatus.CLOSED),
    )
    store.do(add, *changes)
    reports = {year: told(store, year) for year in (2020, 2021, 2022, 2023, 2024)}
    assert reports[2020].kinds == ()
    columns = reports[2021].status.columns
    held = {
        year: [c for c, n in zip(columns, dict(r.status.rows)[STATION], strict=True) if n]
        for year, r in reports.items()
        if r.kinds
    }
    assert held == {2021: ["open"], 2022: ["paused"], 2023: ["open"], 2024: ["closed"]}
    assert [reports[year].of(STATION).in_use for year in (2021, 2022, 2023, 2024)] == [1, 1, 1, 0]


def test_planned_sites_are_told_apart_by_the_year_s_end(store: Store) -> None:
    year = today_of(store).year
    plan = {"status": SiteStatus.PLANNED}
    put_site(store, "六横中心", CENTRE, planned_for=date(year, 12, 31), **plan)
    put_site(store, "衢山中心", CENTRE, planned_for=date(year + 1, 1, 1), **plan)
    put_site(store, "金塘中心", CENTRE, **plan)
    centres = told(store, year).of(CENTRE)
    assert (centres.in_use, centres.planned_by_end, centres.planned_later) == (0, 1, 2)


def test_removed_sites_are_gone_from_every_figure(store: Store) -> None:
    year = today_of(store).year
    site = put_site(store, removed_at=store.now(), stars=5)
    store.do(add, TallyMonth(site_id=site, month=year * 100 + 1, days="5" + "," * 30, total=5, told=1))
    figures = told(store, year)
    assert (figures.kinds, figures.use.people, figures.use.sites) == ((), 0, 0)


def test_stars_are_those_of_the_newest_review_by_then(store: Store) -> None:
    rated, noted = (
        put_site(store, stars=3, stars_year=2024),
        put_site(store, "没有评定记录", stars=4, stars_year=2023),
    )
    put_site(store, "未评")

    def review(year: int, stars: int, decided: date | None = None) -> SiteRating:
        return SiteRating(site_id=rated, kind=RatingKind.STARS, year=year, stars=stars, decided_on=decided)

    store.do(add, review(2022, 5), review(2023, 4, date(2024, 1, 5)), review(2024, 3))
    assert noted
    stars = {year: {s: n for s, n in told(store, year).stars if n} for year in (2021, 2022, 2023, 2024)}
    assert stars == {2021: {0: 3}, 2022: {5: 1, 0: 2}, 2023: {5: 1, 4: 1, 0: 1}, 2024: {3: 1, 4: 1, 0: 1}}


def test_equipment_is_counted_thing_by_thing_and_all_together(store: Store) -> None:
    whole, half = put_site(store), put_site(store, "缺急救箱")

    def has(site: object, item: str, state: AmenityState = AmenityState.HAS) -> SiteAmenity:
        return SiteAmenity(site_id=site, item=item, state=state)  # type: ignore[arg-type]

    store.do(
        add,
        *(has(whole, item) for item in demo_sites.FOUR),
        *(has(half, item) for item in demo_sites.FOUR[:2]),
    )
    store.do(add, has(half, "first_aid_box", AmenityState.BROKEN))
    figures = told(store, today_of(store).year)
    assert [count for _item, count in figures.amenities.needed] == [2, 2, 1, 1]
    assert figures.amenities.complete == 1
    assert "(1 of them with air conditioning, seats" in year_sentence(figures)


def _month(site: object, month: int, a_day: int, days: int = 31) -> TallyMonth:
    counts = [a_day if n < days else None for n in range(days_in(month))]
    n = sum(count is not None for count in counts)
    return TallyMonth(site_id=site, month=month, days=pack(counts), total=total(counts), told=n)  # type: ignore[arg-type]


def test_the_year_before_is_compared_up_to_the_same_day(store: Store) -> None:
    today = today_of(store)
    site, other = put_site(store, district="定海区"), put_site(store, "东港书屋", LIBRARY, district="普陀区")
    month = month_of(today)
    store.do(
        add, _month(site, month, 3, today.day), _month(site, month - 100, 2), _month(other, month - 100, 10)
    )
    use = told(store, today.year).use
    days = min(today.day, days_in(month - 100))
    assert (use.people, use.before_so_far, use.sites) == (3 * today.day, 12 * days, 1)
    assert use.by_month()[1][today.month - 1] == 12 * days_in(month - 100)
    assert use.of(STATION).before_so_far == 2 * days
    assert use.by_district() == (("定海区", 3 * today.day, 2 * days), ("普陀区", 0, 10 * days))
    assert use.kinds() == (STATION, LIBRARY)


def test_the_busiest_sites_come_first(store: Store) -> None:
    quiet, busy, shut = put_site(store), put_site(store, "东港书屋", LIBRARY), put_site(store, "无人")
    store.do(
        add,
        _month(quiet, 202403, 1),
        _month(busy, 202403, 9),
        _month(busy, 202303, 5),
        _month(shut, 202403, 0),
    )
    found = store.read(site_use.busiest, 2024, date(2024, 12, 31))
    assert [(one.name, one.people, one.before_so_far) for one in found] == [
        ("东港书屋", 9 * 31, 5 * 31),
        ("定海港务码头爱心驿站", 31, 0),
    ]
    assert [one.id for one in store.read(site_use.busiest, 2024, date(2024, 12, 31), STATION)] == [quiet]


def test_inspections_and_defects_of_the_year(store: Store) -> None:
    site, now = put_site(store), store.now()
    today = today_of(store)
    ago = today - timedelta(20)
    store.do(
        add,
        Inspection(site_id=site, at=now - timedelta(minutes=1), found_open=False, posted_open=True),
        Inspection(site_id=site, at=now - timedelta(800), found_open=True, posted_open=True),
        Defect(
            site_id=site, what="空调不制冷", found_on=ago, deadline=today - timedelta(5), responsible="林静"
        ),
        Defect(
            site_id=site, what="药品过期", found_on=ago, deadline=today, responsible="林静", closed_on=today
        ),
    )
    seen = told(store, today.year).visits
    assert (seen.visits, seen.sites, seen.locked) == (1, 1, 1)
    assert (seen.closed, seen.open, seen.overdue) == (1, 1, 1)


def test_a_year_that_has_not_begun_is_refused(store: Store) -> None:
    with pytest.raises(YearAhead, match="has not begun"):
        told(store, today_of(store).year + 1)


def test_years_reach_from_the_first_opening_to_today(store: Store) -> None:
    this = today_of(store).year
    assert store.read(site_figures.years) == [this]
    put_site(store, opened_on=date(this - 2, 5, 1))
    assert store.read(site_figures.years) == [this, this - 1, this - 2]


def test_figures_of_an_empty_register_are_all_nothing(store: Store) -> None:
    figures = told(store, today_of(store).year)
    assert (figures.kinds, figures.use.people, figures.status.rows) == ((), 0, ())
    assert figures.districts.totals == () and figures.amenities.complete == 0
    assert year_sentence(figures).endswith("the federation has no site in service.")


@pytest.mark.parametrize(
    ("count", "zh", "en"),
    [
        (1, "五一爱心驿站1个。", "has 1 May Day rest station."),
        (2, "五一爱心驿站2个。", "has 2 May Day rest stations."),
    ],
)
def test_one_is_told_in_the_singular_and_what_is_not_there_not_at_all(
    count: int, zh: str, en: str, file_store: Store
) -> None:
    for n in range(count):
        put_site(file_store, f"{n}号驿站", opened_on=date(2020, 1, 1))
    figures = told(file_store, 2022)
    assert year_sentence(figures).endswith(en)
    with in_language("zh"):
        assert year_sentence(figures).endswith(zh)


@pytest.mark.parametrize("year", [-5, 0, 1, 1899])
def test_a_year_before_any_site_is_refused_in_words(file_store: Store, year: int) -> None:
    with pytest.raises(TooLongAgo, match=str(year)):
        told(file_store, year)


def test_the_last_of_february_is_compared_with_the_whole_of_the_one_before(file_store: Store) -> None:
    site = put_site(file_store)
    told_then = [TallyCell(site, date(2024, 2, day), 2) for day in (28, 29)]
    file_store.do(tallies.enter, [*told_then, TallyCell(site, date(2025, 2, 28), 5)])
    day = date(2025, 2, 28)
    assert file_store.read(site_use.use_of, 2025, day).before_so_far == 4
    assert file_store.read(site_use.busiest, 2025, day)[0].before_so_far == 4


def test_a_defect_reported_fixed_waits_for_its_recheck_and_is_not_overdue(file_store: Store) -> None:
    today, site = today_of(file_store), put_site(file_store)
    found = today - timedelta(days=30)
    for _n in range(2):
        late = file_store.do(defects.add, site, found, DefectEntry("门锁损坏", "周海明"))
    file_store.do(defects.report_fixed, late, today)
    seen = told(file_store, today.year).visits
    overdue = file_store.read(defects.defects, today, Defects.OVERDUE)
    assert (seen.open, seen.overdue, len(overdue)) == (2, 1, 1)
