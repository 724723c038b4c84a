"""Daily figures: entered all or none, refused in words, read as days, months and years."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from desktop.core.errors import NotFound
from desktop.core.ids import new_id
from desktop.models.sites import OpeningHours, SiteKind, SiteStatus, SiteStatusChange
from desktop.services import tallies
from desktop.services.tallies import TalliesRefused, TallyCell, TallyFilter, Wrong
from desktop.storage.store import Store
from tests.services.sites import put_site

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty database on a day that stays the same."""
    monkeypatch.setattr(store, "_clock", lambda: NOON)
    return store


def _told(store: Store, site: UUID, last: date, *counts: int) -> None:
    cells = [TallyCell(site, last - timedelta(back), c) for back, c in enumerate(reversed(counts))]
    store.do(tallies.enter, cells, sure=True)


def put_row(session: Session, row: SiteStatusChange | OpeningHours) -> None:
    """Put a row on file."""
    session.add(row)


def test_many_figures_are_one_operation(store: Store) -> None:
    one, other = put_site(store), put_site(store, "沈家门渔港驿站")
    cells = [TallyCell(one, TODAY, 31), TallyCell(other, TODAY, 0), TallyCell(one, date(2026, 10, 31), 9)]
    entered = store.do(tallies.enter, cells)
    assert (entered.changed, entered.sites) == (3, 2)
    assert store.next_undo() == "Enter 3 daily figures of 2 sites"
    day = store.read(tallies.day_list, TODAY)
    assert [line.count for line in day.lines] == [31, 0]
    assert (day.told, day.expected, day.total) == (2, 2, 31)
    store.undo()
    day = store.read(tallies.day_list, TODAY)
    assert [line.count for line in day.lines] == [None, None]
    assert (day.told, day.expected) == (0, 2)


def test_one_figure_is_named_for_undo(store: Store) -> None:
    site = put_site(store)
    store.do(tallies.enter, [TallyCell(site, TODAY, 31)])
    assert store.next_undo() == "定海港务码头爱心驿站, 2026-11-23: 31 people"
    store.do(tallies.enter, [TallyCell(site, TODAY, None)])
    assert store.next_undo() == "Take back the figure of 定海港务码头爱心驿站, 2026-11-23"
    assert store.read(tallies.site_month, site, 202611).told == 0
    store.do(tallies.enter, [TallyCell(site, TODAY, 5)])
    assert store.read(tallies.site_month, site, 202611).total == 5


def test_of_two_figures_for_a_day_the_last_counts(store: Store) -> None:
    site = put_site(store)
    store.do(tallies.enter, [TallyCell(site, TODAY, 3), TallyCell(site, TODAY, 4)])
    assert store.read(tallies.site_month, site, 202611).counts[22] == 4


def test_a_figure_told_again_changes_nothing(store: Store) -> None:
    site = put_site(store)
    store.do(tallies.enter, [TallyCell(site, TODAY, 3)])
    label = store.next_undo()
    assert store.do(tallies.enter, [TallyCell(site, TODAY, 3)]).changed == 0
    assert store.next_undo() == label


def test_all_are_entered_or_none(store: Store) -> None:
    site = put_site(store)
    cells = [TallyCell(site, TODAY, 3), TallyCell(site, TODAY + timedelta(1), 4), TallyCell(site, TODAY, -1)]
    with pytest.raises(TalliesRefused) as refused:
        store.do(tallies.enter, [cells[0], cells[1], TallyCell(site, date(2026, 11, 1), -1)])
    assert [fault.wrong for fault in refused.value.faults] == [Wrong.FUTURE, Wrong.NEGATIVE]
    assert refused.value.sentence == "2026-11-24 has not come yet."
    assert "1 more figure is wrong; nothing was entered." in refused.value.remedy
    assert store.read(tallies.site_month, site, 202611).told == 0


@pytest.mark.parametrize(
    ("count", "wrong", "sentence"),
    [
        (-5, Wrong.NEGATIVE, "-5 people cannot have come."),
        (1_000_001, Wrong.TOO_MANY, "1,000,001 people a day are more than any site can serve."),
    ],
)
def test_a_count_no_site_can_have_is_refused_even_when_sure(
    store: Store, count: int, wrong: Wrong, sentence: str
) -> None:
    site = put_site(store)
    with pytest.raises(TalliesRefused, match=sentence) as refused:
        store.do(tallies.enter, [TallyCell(site, TODAY, count)], sure=True)
    fault = refused.value.faults[0]
    assert fault.wrong is wrong and not fault.may_be_right and fault.remedy


def test_a_site_that_had_not_opened_takes_no_figure(store: Store) -> None:
    site = put_site(store, opened_on=date(2026, 11, 20))
    with pytest.raises(TalliesRefused, match="opened only on 2026-11-20, after 2026-11-19"):
        store.do(tallies.enter, [TallyCell(site, date(2026, 11, 19), 3)])
    store.do(tallies.enter, [TallyCell(site, date(2026, 11, 20), 3)])


def test_a_closed_site_takes_figures_of_the_days_before(store: Store) -> None:
    site = put_site(store, status=SiteStatus.CLOSED, opened_on=date(2020, 1, 1))
    for since, status in ((date(2020, 1, 1), SiteStatus.OPEN), (date(2026, 11, 10), SiteStatus.CLOSED)):
        change = SiteStatusChange(site_id=site, since=since, status=status)
        store.do(put_row, change)
    store.do(tallies.enter, [TallyCell(site, date(2026, 11, 9), 3)])
    with pytest.raises(TalliesRefused, match="was closed on 2026-11-10"):
        store.do(tallies.enter, [TallyCell(site, date(2026, 11, 10), 3)])
    assert [line.total for line in store.read(tallies.month_grid, 202611).lines] == [3]
    assert store.read(tallies.month_grid, 202612).lines == ()


def test_a_planned_site_takes_no_figure(store: Store) -> None:
    site = put_site(store, status=SiteStatus.PLANNED)
    with pytest.raises(TalliesRefused, match="was only planned"):
        store.do(tallies.enter, [TallyCell(site, TODAY, 3)])
    assert store.read(tallies.day_list, TODAY).lines == ()


def test_ten_times_the_usual_is_asked_about(store: Store) -> None:
    site = put_site(store)
    _told(store, site, TODAY - timedelta(1), *[30] * 10)
    cell = TallyCell(site, TODAY, 301)
    with pytest.raises(TalliesRefused, match=r"301 people at .*: about 30 a day are usual") as refused:
        store.do(tallies.enter, [cell])
    assert refused.value.faults[0].may_be_right
    assert store.read(tallies.check, [cell])[0].wrong is Wrong.ODD
    assert store.read(tallies.check, [cell], sure=True) == ()
    assert store.do(tallies.enter, [cell], sure=True).changed == 1


def test_a_hundred_times_the_usual_is_entered_only_by_itself(store: Store) -> None:
    site, other = put_site(store), put_site(store, "别站")
    _told(store, site, TODAY - timedelta(1), *[30] * 10)
    cell = TallyCell(site, TODAY, 3000)
    with pytest.raises(TalliesRefused, match="about 30") as refused:
        store.do(tallies.enter, [cell, TallyCell(other, TODAY, 1)], sure=True)
    assert refused.value.faults[0].wrong is Wrong.ABSURD
    assert "by itself" in refused.value.faults[0].remedy
    assert store.do(tallies.enter, [cell], sure=True).changed == 1


def test_a_first_month_is_compared_with_itself(store: Store) -> None:
    site = put_site(store, "人民广场文化宫", kind=SiteKind.CULTURAL_PALACE)
    days = [TallyCell(site, date(2026, 10, day), 3000) for day in range(1, 32)]
    store.do(tallies.enter, days)
    days = [TallyCell(site, date(2026, 9, day), 20) for day in range(1, 30)]
    with pytest.raises(TalliesRefused, match="2,500 people"):
        store.do(tallies.enter, [*days, TallyCell(site, date(2026, 9, 30), 2500)])


def test_a_site_that_is_gone_is_told(store: Store) -> None:
    with pytest.raises(NotFound):
        store.do(tallies.enter, [TallyCell(new_id(), TODAY, 3)])


def test_hours_add_up_to_the_day(store: Store) -> None:
    site = put_site(store)
    hours: list[int | None] = [None] * 24
    hours[8], hours[9], hours[11] = 12, 0, 5
    store.do(tallies.enter_hours, site, TODAY, hours)
    assert store.read(tallies.site_month, site, 202611).counts[22] == 17
    assert store.read(tallies.site_hours, site, TODAY) == tuple(hours)
    assert store.read(tallies.day_list, TODAY).lines[0].by_hour
    store.do(tallies.enter_hours, site, TODAY, [None] * 24)
    assert store.read(tallies.site_hours, site, TODAY) is None
    assert store.read(tallies.site_month, site, 202611).told == 0


def test_another_figure_for_the_day_takes_its_hours_away(store: Store) -> None:
    site = put_site(store)
    hours = [1, *[None] * 23]
    store.do(tallies.enter_hours, site, TODAY, hours)
    store.do(tallies.enter, [TallyCell(site, TODAY, 1)])
    assert store.read(tallies.site_hours, site, TODAY) == tuple(hours)
    store.do(tallies.enter, [TallyCell(site, TODAY, 2)])
    assert store.read(tallies.site_hours, site, TODAY) is None
    store.undo()
    assert store.read(tallies.site_hours, site, TODAY) == tuple(hours)


def test_an_hour_that_has_not_come_is_refused(store: Store) -> None:
    site = put_site(store)
    late = NOON.astimezone().hour + 1
    hours: list[int | None] = [None] * 24
    hours[late] = 4
    with pytest.raises(TalliesRefused, match=f"{late}:00 has not come yet"):
        store.do(tallies.enter_hours, site, TODAY, hours)
    hours[late], hours[3] = None, -1
    with pytest.raises(TalliesRefused, match="-1 people cannot have come"):
        store.do(tallies.enter_hours, site, TODAY, hours)


def test_a_day_shows_the_day_before_and_the_usual_over_the_turn_of_months(store: Store) -> None:
    site = put_site(store)
    _told(store, site, date(2026, 10, 31), *range(21, 31))
    line = store.read(tallies.day_list, date(2026, 11, 1)).lines[0]
    assert (line.count, line.before, line.usual) == (None, 30, 25.5)
    assert store.read(tallies.usual, [site], date(2026, 10, 27)) == {site: None}


def test_a_day_outside_the_posted_hours_is_not_waited_for(store: Store) -> None:
    weekdays, summer = put_site(store, "甲站"), put_site(store, "乙站")
    always = put_site(store, "丙站", always_open=True)
    for site in (weekdays, always):
        for day in range(5):
            store.do(put_row, OpeningHours(site_id=site, weekday=day, opens=480, closes=1020))
    for day in (5, 6):
        hours = OpeningHours(
            site_id=summer, weekday=day, opens=480, closes=1020, season_from=601, season_to=930
        )
        store.do(put_row, hours)
    saturday = {line.place.id: line for line in store.read(tallies.day_list, date(2026, 11, 21)).lines}
    assert (saturday[weekdays].shut, saturday[always].shut, saturday[summer].shut) == (True, False, True)
    assert not saturday[weekdays].is_due and saturday[always].is_due
    found = store.read(tallies.day_list, date(2026, 8, 1))
    assert {line.place.id for line in found.lines if line.is_due} == {always, summer}
    assert store.read(tallies.day_list, date(2026, 11, 21)).expected == 1
    store.do(tallies.enter, [TallyCell(weekdays, date(2026, 11, 21), 4)])
    assert store.read(tallies.day_list, date(2026, 11, 21)).expected == 2


def test_lists_are_narrowed_by_kind_district_and_words(store: Store) -> None:
    put_site(store, "甲站", code="A2", district="定海区", search_key="甲站|jiazhan|jz")
    put_site(store, "乙站", code="A1", district="定海区")
    put_site(store, "丙屋", kind=SiteKind.MOMMY_ROOM, district="普陀区")

    def names(wanted: TallyFilter) -> list[str]:
        return [line.place.name for line in store.read(tallies.month_grid, 202611, wanted).lines]

    assert names(TallyFilter()) == ["乙站", "甲站", "丙屋"]
    assert names(TallyFilter(kinds=frozenset({SiteKind.MOMMY_ROOM}))) == ["丙屋"]
    assert names(TallyFilter(districts=frozenset({"定海区"}), text="jz")) == ["甲站"]
    assert names(TallyFilter(text="a1")) == ["乙站"]


def test_months_are_summed_by_day_by_site_and_over_the_year(store: Store) -> None:
    one, other = put_site(store), put_site(store, "别站")
    _told(store, one, date(2026, 11, 2), 5, 6)
    _told(store, other, date(2026, 11, 2), 7)
    _told(store, other, date(2026, 2, 28), 4)
    grid = store.read(tallies.month_grid, 202611)
    assert grid.day_totals()[:3] == (5, 13, None)
    assert store.read(tallies.month_grid, 202611, TallyFilter(text="无")).day_totals() == (None,) * 30
    assert [m.total for m in store.read(tallies.site_year, other, 2026)] == [0, 4, *[0] * 8, 7, 0]
    year = store.read(tallies.year_totals, 2026)
    assert [(m.month, m.total, m.told) for m in year if m.told] == [(202602, 4, 1), (202611, 18, 3)]
