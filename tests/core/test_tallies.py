"""People served day by day: kept, summed and compared with the usual."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import tallies
from desktop.core.tallies import Oddness

COUNTS = st.lists(st.none() | st.integers(0, 10**6), min_size=1, max_size=31)


@given(COUNTS)
def test_counts_come_back_as_they_were_kept(counts: list[int | None]) -> None:
    assert tallies.unpack(tallies.pack(counts), len(counts)) == tuple(counts)


@given(COUNTS, st.integers(0, 30), st.none() | st.integers(0, 99))
def test_only_the_place_named_is_replaced(counts: list[int | None], place: int, count: int | None) -> None:
    place %= len(counts)
    after = tallies.replaced(counts, place, count)
    assert after[place] == count and len(after) == len(counts)
    assert [c for i, c in enumerate(after) if i != place] == [c for i, c in enumerate(counts) if i != place]


def test_a_day_nobody_told_is_not_a_day_with_nobody() -> None:
    assert tallies.pack([0, None, 3]) == "0,,3"
    assert tallies.told([0, None, 3]) == 2
    assert tallies.total([0, None, 3]) == 3


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 counts where 28 belong"):
        tallies.unpack("1,2", 28)


def test_months_know_their_days() -> None:
    assert tallies.month_of(date(2026, 12, 5)) == 202612
    assert [tallies.days_in(month) for month in (202602, 202402, 202612)] == [28, 29, 31]
    assert tallies.day_in(202602, 28) == date(2026, 2, 28)
    assert [tallies.moved(202612, by) for by in (1, -1, -12, 13)] == [202701, 202611, 202512, 202801]
    assert tallies.is_month(202612) and not tallies.is_month(202613) and not tallies.is_month(12)


def test_the_usual_needs_a_week_and_looks_at_the_last_sixty_told() -> None:
    assert tallies.usual([30] * 6) is None
    assert tallies.usual([30, None] * 7) == 30
    assert tallies.usual([1000] * 100 + [10] * 60) == 10
    assert tallies.rounded(10.5) == 10 and tallies.rounded(None) is None


@pytest.mark.parametrize(
    ("count", "usually", "expected"),
    [
        (300, 30.0, Oddness.USUAL),
        (301, 30.0, Oddness.ODD),
        (3000, 30.0, Oddness.ABSURD),
        (40, 0.0, Oddness.USUAL),
        (51, 1.0, Oddness.ODD),
        (500, 1.0, Oddness.ABSURD),
        (5000, None, Oddness.USUAL),
        (5001, None, Oddness.ODD),
    ],
)
def test_ten_times_the_usual_is_odd_and_a_hundred_times_absurd(
    count: int, usually: float | None, expected: Oddness
) -> None:
    assert tallies.oddness(count, usually) is expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("12", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("12.0", 12),
        ("35 人次", 35),
        ("—", None),
        ("", None),
        ("-3", -3),
    ],
)
def test_counts_are_read_as_offices_write_them(text: str, count: int | None) -> None:
    assert tallies.count_of(text) == count


@pytest.mark.parametrize("text", ["12.5", "约30", "1,23", "9" * 20])
def test_what_is_no_count_is_said_to_be_none(text: str) -> None:
    assert tallies.count_of(text) == f"“{text}” is not a number of people."
    with pytest.raises(tallies.NotACount, match="not a number of people"):
        tallies.whole_count(text)
