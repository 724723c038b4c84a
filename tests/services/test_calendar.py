"""The table that came with the program holds until the office sets a day of its own."""

import json
from datetime import date

import pytest

from desktop.core.errors import FieldError
from desktop.core.resources import resources_folder
from desktop.services.calendar import (
    DayClass,
    DayKind,
    TableDay,
    calendar,
    clear_day,
    clear_year,
    enter_notice,
    set_day,
    year_table,
    years_missing,
)
from desktop.storage.store import Store
from installer.holidays import table


def test_the_table_of_2026_knows_spring_festival_and_what_is_worked_for_it(file_store: Store) -> None:
    known = file_store.read(calendar)
    assert known.kind(date(2026, 2, 17)) is DayClass.HOLIDAY
    assert known.kind(date(2026, 2, 28)) is DayClass.WORKDAY
    assert known.name(date(2026, 2, 17)) == "Spring Festival"
    assert sum(day.year == 2026 for day in known.holidays) == 33


def test_holidays_are_named_in_chinese_where_chinese_is_spoken(chinese: None, file_store: Store) -> None:
    assert file_store.read(calendar).name(date(2026, 4, 5)) == "清明节"


def test_a_day_the_office_sets_goes_before_the_table(store: Store) -> None:
    day = date(2026, 2, 24)
    store.do(set_day, day, DayKind.HOLIDAY, "台风停工")
    assert store.read(calendar).is_holiday(day)
    store.do(set_day, day, DayKind.WORKDAY)
    assert store.read(calendar).is_workday(day)
    store.do(clear_day, day)
    assert store.read(calendar).name(day) == ""
    assert "2026-02-24" in (store.next_undo() or "")


def test_a_listed_day_can_be_made_a_usual_one(file_store: Store) -> None:
    day = date(2026, 2, 28)
    file_store.do(set_day, day, None)
    assert file_store.read(calendar).kind(day) is DayClass.WEEKEND
    assert any(one.day == day and one.kind is None and one.own for one in _days(file_store))
    file_store.undo()
    assert file_store.read(calendar).is_workday(day)


def _days(store: Store) -> list[TableDay]:
    return list(store.read(year_table, 2026).days)


def test_a_year_without_a_table_says_so_until_it_is_entered(store: Store) -> None:
    empty = store.read(year_table, 2028)
    assert not empty.covered and "2028" in empty.warning
    assert store.do(enter_notice, 2028, "元旦：1月1日至3日放假。1月8日上班。") == 4
    entered = store.read(year_table, 2028)
    assert entered.covered and entered.warning == ""
    assert [(one.day.day, one.kind) for one in entered.days] == [
        (1, DayKind.HOLIDAY),
        (2, DayKind.HOLIDAY),
        (3, DayKind.HOLIDAY),
        (8, DayKind.WORKDAY),
    ]
    assert store.do(clear_year, 2028) == 4
    assert not store.read(year_table, 2028).covered


OF_2026 = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"""


def test_a_year_in_the_wording_of_notices_gives_the_table_that_came(chinese: None, file_store: Store) -> None:
    came = file_store.read(calendar)
    assert file_store.do(enter_notice, 2026, OF_2026) == 39
    entered = file_store.read(calendar)
    assert dict(entered.holidays) == dict(came.holidays)
    assert dict(entered.workdays) == dict(came.workdays)


def test_the_years_missing_in_a_stretch_are_named(file_store: Store) -> None:
    known = file_store.read(calendar)
    assert years_missing(known, date(2026, 1, 1), date(2026, 12, 31)) == ()
    assert len(years_missing(known, date(2026, 12, 1), date(2029, 1, 1))) == 3


def test_a_year_far_off_is_refused(file_store: Store) -> None:
    with pytest.raises(FieldError) as refused:
        file_store.do(enter_notice, 1898, "1月1日 放假")
    assert refused.value.field == "year"


def test_the_file_says_where_it_comes_from_and_is_what_the_package_gives() -> None:
    text = (resources_folder() / "holidays.json").read_text(encoding="utf-8")
    assert text == table()
    plain = json.loads(text)
    assert "chinesecalendar" in plain["source"] and "MIT" in plain["licence"]
