"""Posted hours: what is checked, when a place is open, and that what is written is read back."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.hours_text import BadHours, Hours, parse_hours
from desktop.core.i18n import in_language
from desktop.core.opening_hours import HOLIDAY, Stretch, check, hours_words, is_open

WORKDAYS = range(5)


def days(which: range | tuple[int, ...], opens: str, closes: str, *season: int) -> set[Stretch]:
    first, last = season or (None, None)
    return {Stretch(day, minute(opens), minute(closes), first, last) for day in which}


def minute(clock: str) -> int:
    hour, rest = clock.split(":")
    return int(hour) * 60 + int(rest)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "周一至周五 8:30-11:30,14:00-17:30；夏季(6.1-9.30) 8:00-18:00",
            days(WORKDAYS, "8:30", "11:30")
            | days(WORKDAYS, "14:00", "17:30")
            | days(WORKDAYS, "8:00", "18:00", 601, 930),
        ),
        ("工作日 9:00-17:00", days(WORKDAYS, "9:00", "17:00")),
        ("Mon-Fri 8:30-17:00", days(WORKDAYS, "8:30", "17:00")),
        ("8:30-17:00", days(range(8), "8:30", "17:00")),
        ("每天8：30～17：00，节假日休息", days(range(7), "8:30", "17:00")),
        ("周二至周日9:00-17:00(周一闭馆)", days(range(1, 7), "9:00", "17:00")),
        ("上午8:30-11:30；下午2:00-5:30", days(range(8), "8:30", "11:30") | days(range(8), "14:00", "17:30")),
        ("周一、三、五 18:00-20:00", days((0, 2, 4), "18:00", "20:00")),
        ("周六日及节假日 9点至16点半", days((5, 6, 7), "9:00", "16:30")),
        ("周六-周一 7点-9点", days((5, 6, 0), "7:00", "9:00")),
        ("周五 20:00-次日2:00", {Stretch(4, 1200, 1440), Stretch(5, 0, 120)}),
        ("星期一到星期四：8.30—17.30", days(range(4), "8:30", "17:30")),
        ("开放时间：周一至周日 全天", days(range(7), "0:00", "24:00")),
        ("11月至3月 周一至周五 8:30-16:30", days(WORKDAYS, "8:30", "16:30", 1101, 331)),
        ("６月１日－９月３０日 每天 7:30-18:30", days(range(8), "7:30", "18:30", 601, 930)),
        (
            "weekends 9:00am - 5pm; public holidays 10:00-12:00",
            days((5, 6), "9:00", "17:00") | days((7,), "10:00", "12:00"),
        ),
        ("8:30-17:00（周一至周五）", days(WORKDAYS, "8:30", "17:00")),
        ("8:30-11:30，14:00-17:00(工作日)；周六 9:00-11:00", days(WORKDAYS, "8:30", "11:30")
            | days(WORKDAYS, "14:00", "17:00") | days((5,), "9:00", "11:00")),
        ("24小时（周一至周五）", days(WORKDAYS, "0:00", "24:00")),
        ("周一至周五 8:30-17:00，节假日照常", days((*WORKDAYS, 7), "8:30", "17:00")),
        ("工作时间：每天 8:30-17:00，节假日照常开放", days(range(8), "8:30", "17:00")),
        ("周一到周五 8-18", days(WORKDAYS, "8:00", "18:00")),
    ],
)  # fmt: skip
def test_hours_are_read_as_offices_write_them(text: str, told: set[Stretch]) -> None:
    assert parse_hours(text) == Hours(False, tuple(sorted(told)))


@pytest.mark.parametrize(
    "text",
    [
        "24小时",
        "全天",
        "24 h",
        "全天候开放",
        "开放时间：24小时",
        "round the clock",
        "全年24小时开放",
        "每天24小时",
        "7×24小时",
    ],
)
def test_round_the_clock_is_understood(text: str) -> None:
    assert parse_hours(text).always_open or set(parse_hours(text).stretches) == days(
        range(8), "0:00", "24:00"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("随时", "cannot be read"),
        ("", "cannot be read"),
        ("周一 17:00-8:30", "closes before it opens"),
        ("周一 8:00-12:00，11:00-14:00", "overlap"),
        ("周一 8:00-25:00", "cannot be read"),
        ("周一 8:00-12:00，周三", "cannot be read"),
        ("周一至周五", "cannot be read"),
        ("夏季 8:00-18:00", "from when to when"),
        ("夏季(6.1-9.31) 8:00-18:00", "does not exist"),
        ("周一至周五 8:00-17:00，联系余海", "cannot be read"),
    ],
)
def test_hours_that_cannot_be_are_told_in_words(text: str, sentence: str) -> None:
    with pytest.raises(BadHours, match=sentence) as caught:
        parse_hours(text)
    assert caught.value.field == "hours"
    assert caught.value.remedy


def test_faults_of_single_stretches_name_their_place() -> None:
    faults = check(
        [
            Stretch(0, 480, 720),
            Stretch(0, 700, 800),
            Stretch(1, 600, 540),
            Stretch(2, 0, 1441),
            Stretch(9, 0, 60),
            Stretch(3, 0, 60, 1301, 1302),
            Stretch(3, 0, 60, 601, None),
            Stretch(0, 480, 700, 601, 930),
            Stretch(0, 690, 710, 930, 1001),
            Stretch(0, 700, 710, 1002, 531),
        ]
    )
    assert [fault.at for fault in faults] == [2, 3, 4, 5, 6, 1, 8]
    assert faults[5].sentence == "Mon 8:00–12:00 and Mon 11:40–13:20 overlap."


def test_a_place_is_open_between_its_posted_times() -> None:
    monday = datetime(2026, 3, 2)
    posted = parse_hours("周一至周五 8:30-11:30；夏季(6.1-9.30) 7:00-18:00；周六 9:00-10:00").stretches

    def now(at: str, day: datetime = monday, holiday: bool = False) -> bool | None:
        hour, minutes = map(int, at.split(":"))
        return is_open(posted, False, day.replace(hour=hour, minute=minutes), holiday)

    assert [now("8:29"), now("8:30"), now("11:29"), now("11:30")] == [False, True, True, False]
    summer_monday = datetime(2026, 6, 1)
    assert [now("7:00", summer_monday), now("18:00", summer_monday)] == [True, False]
    assert now("9:30", datetime(2026, 6, 6)), "no summer hours on Saturdays: those of the whole year hold"
    assert now("9:00", monday, holiday=True) is False
    assert is_open([], False, monday) is None
    assert is_open([], True, monday) is True


def test_a_season_may_run_over_the_new_year() -> None:
    posted = [Stretch(day, 0, 60, 1101, 331) for day in range(7)]
    assert is_open(posted, False, datetime(2026, 1, 15))
    assert not is_open(posted, False, datetime(2026, 6, 15))


def test_words_are_short_and_in_the_language_in_force(chinese: None) -> None:
    posted = parse_hours("周一至周五 8:30-11:30,14:00-17:30；周六、节假日 9:00-12:00").stretches
    assert hours_words(posted) == "周一至周五 8:30-11:30，14:00-17:30；周六、节假日 9:00-12:00"
    with in_language("en"):
        assert hours_words(posted) == "Mon to Fri 8:30–11:30, 14:00–17:30; Sat, public holidays 9:00–12:00"
    assert hours_words([], always_open=True) == "24小时"
    assert (
        hours_words(parse_hours("6月1日-9月30日 每天 7:30-18:30").stretches)
        == "6月1日-9月30日：每天 7:30-18:30"
    )
    assert hours_words([]) == ""


DAY_OF_YEAR = st.dates().map(lambda day: day.month * 100 + day.day)
SPANS = st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True).map(
    lambda cuts: list(zip(sorted(cuts)[::2], sorted(cuts)[1::2], strict=False))
)


@st.composite
def posted_hours(draw: st.DrawFn) -> set[Stretch]:
    """Hours without overlap: of the whole year and of one season."""
    seasons: list[tuple[int, int] | tuple[None, None]] = [
        (None, None),
        (draw(DAY_OF_YEAR), draw(DAY_OF_YEAR)),
    ]
    found: set[Stretch] = set()
    for season in draw(st.lists(st.sampled_from(seasons), min_size=1, max_size=2, unique=True)):
        for weekdays, spans in draw(st.lists(st.tuples(st.sets(st.integers(0, HOLIDAY)), SPANS), max_size=3)):
            free = weekdays - {s.weekday for s in found if s.season_from == season[0]}
            found |= {Stretch(day, *span, *season) for day in free for span in spans}
    return found


@given(posted_hours(), st.sampled_from(["en", "zh_CN"]))
def test_what_is_put_into_words_is_read_back(posted: set[Stretch], language: str) -> None:
    with in_language(language):
        words = hours_words(posted)
        if posted:
            assert parse_hours(words).stretches == tuple(sorted(posted)), words
        else:
            assert words == ""
