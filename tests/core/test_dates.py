"""Dates and moments as people write them."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.dates import BadDate, BadMoment, Born, parse_born, parse_date, parse_moment, parse_time

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20261205", date(2026, 12, 5)),
        ("2026-12-05", date(2026, 12, 5)),
        ("2026/12/5", date(2026, 12, 5)),
        ("2026.12.5", date(2026, 12, 5)),
        ("2026年12月5日", date(2026, 12, 5)),
        ("2026 年 12 月 5 日", date(2026, 12, 5)),
        ("２０２６－１２－０５", date(2026, 12, 5)),
        ("12.5", date(2026, 12, 5)),
        ("12-5", date(2026, 12, 5)),
        ("12月5号", date(2026, 12, 5)),
        ("1.5", date(2027, 1, 5)),
        ("10.20", date(2026, 10, 20)),
        ("2.29", date(2028, 2, 29)),
        ("今天", date(2026, 11, 23)),
        ("tomorrow", date(2026, 11, 24)),
        ("明天", date(2026, 11, 24)),
        ("后天", date(2026, 11, 25)),
        ("周五", date(2026, 11, 27)),
        ("下周一", date(2026, 11, 30)),
        ("星期天", date(2026, 11, 29)),
    ],
)
def test_a_day_is_understood_as_written(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "soon", "13.5", "2026-02-30", "2026-13-01", "99999999", "12", "0.0"])
def test_what_is_no_day_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse_date(text, TODAY)
    assert caught.value.remedy and caught.value.field == "date"


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("2026-12-05 19:00", date(2026, 12, 5), time(19)),
        ("2026-12-05T19:00", date(2026, 12, 5), time(19)),
        ("12月5日晚上7点", date(2026, 12, 5), time(19)),
        ("12.5 19.00", date(2026, 12, 5), time(19)),
        ("12-5 19：30", date(2026, 12, 5), time(19, 30)),
        ("明天 7pm", date(2026, 11, 24), time(19)),
        ("明晚7点半", date(2026, 11, 24), time(19, 30)),
        ("下周一下午三点一刻", date(2026, 11, 30), time(15, 15)),
        ("2026年12月5日（周六）上午9时30分", date(2026, 12, 5), time(9, 30)),
        ("19:00", TODAY, time(19)),
        ("中午12点", TODAY, time(12)),
        ("12am", TODAY, time(0)),
    ],
)
def test_a_moment_is_understood_as_written(text: str, day: date, hour: time) -> None:
    assert parse_moment(text, NOW) == datetime.combine(day, hour, NOW.tzinfo)


def test_a_moment_with_its_own_zone_keeps_its_instant() -> None:
    assert parse_moment("2026-12-05T11:00Z", NOW) == datetime(2026, 12, 5, 11, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "12.5", "2026-12-05", "tomorrow", "2026-12-05 25:00", "12-5 19:75"])
def test_a_moment_without_a_sound_hour_is_refused(text: str) -> None:
    with pytest.raises(BadMoment):
        parse_moment(text, NOW)


@pytest.mark.parametrize(
    ("given_", "born"),
    [
        (date(1992, 3, 31), Born(1992, 3, 31)),
        (datetime(1992, 3, 31, 0, 0), Born(1992, 3, 31)),
        (33694.0, Born(1992, 3, 31)),
        (19920331.0, Born(1992, 3, 31)),
        (199203.0, Born(1992, 3)),
        (1992.03, Born(1992, 3)),
        (1992.1, Born(1992)),
        ("1992.10", Born(1992, 10)),
        ("1992年3月", Born(1992, 3)),
        ("1992-03-31 00:00:00", Born(1992, 3, 31)),
        ("1992", Born(1992)),
    ],
)
def test_a_birthday_may_stop_at_the_month(given_: str | float | date, born: Born) -> None:
    assert parse_born(given_) == born
    assert born.agrees(date(1992, born.month or 3, 31))
    assert not born.agrees(date(1993, 3, 31))


@pytest.mark.parametrize("text", ["abc", "199213", "1992-02-30", "3.31", ""])
def test_what_is_no_birthday_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        parse_born(text)


@given(
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%Y.%m.%d", "%Y年%m月%d日"]),
)
def test_every_day_comes_back_from_every_way_of_writing(day: date, form: str) -> None:
    assert parse_date(day.strftime(form), TODAY) == day
    assert parse_born(day.strftime(form)).whole == day


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_day_without_its_year_is_never_half_a_year_off_unless_a_leap_day(day: date) -> None:
    found = parse_date(f"{day.month}-{day.day}", TODAY)
    assert (found.month, found.day) == (day.month, day.day)
    assert abs(found - TODAY).days <= 184 or (day.month, day.day) == (2, 29)


@given(st.text(max_size=20))
def test_any_text_is_answered_with_a_time_or_a_refusal(text: str) -> None:
    for read in (lambda: parse_time(text), lambda: parse_moment(text, NOW), lambda: parse_born(text)):
        try:
            read()
        except BadDate as refused:
            assert refused.sentence


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "9999-12-31T23:59", "1899-12-31 19:00"])
def test_a_moment_outside_the_years_of_the_trade_is_refused(text: str) -> None:
    with pytest.raises(BadMoment):
        parse_moment(text, NOW)
