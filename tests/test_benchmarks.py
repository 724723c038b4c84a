"""The table and the limits of the measurements."""

from tests.benchmarks.measure import Measure
from tests.benchmarks.run import names, table
from tests.benchmarks.scale import percentile


def test_the_table_shows_what_was_missed_and_what_was_reached() -> None:
    measures = [
        Measure("scan", 61.25, "ms", must=50, aim=20),
        Measure("search", 12.0, "ms", must=30, aim=16),
        Measure("rows", 1234.0, "/s", must=1000, aim=2000, higher_is_better=True, detail="of 10,000"),
    ]
    lines = table(measures).splitlines()
    assert [line.split()[0] for line in lines] == ["what", "scan", "search", "rows"]
    assert lines[1].endswith("MISSED")
    assert lines[2].endswith("ok, aim reached")
    assert lines[3].endswith("ok  of 10,000")
    assert "1,234 /s" in lines[3]


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.99) == 5
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3


def test_measurements_are_named_by_their_files() -> None:
    assert all(name.isidentifier() for name in names())
