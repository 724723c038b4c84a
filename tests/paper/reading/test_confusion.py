"""Pages of every kind of damage: no verdict is silently wrong, and few rows are left to a person.

The specimens are fixed by their seed. ``tests/benchmarks/bench_reading.py`` reads many more.
"""

import pytest

from tests.paper.reading.corpus.confusion import Tally, lines, run_corpus
from tests.paper.reading.corpus.profiles import FLAT, KINDS, PHONE

SEED = 41
MOST_DOUBTFUL = 4.0
"""Percent of all rows in view."""


@pytest.mark.timeout(240)
def test_no_verdict_is_silently_wrong_and_few_are_doubtful() -> None:
    table = run_corpus(FLAT, 5, SEED) | run_corpus(PHONE, 5, SEED)
    for kind in KINDS:  # three pages: each kind at its three levels
        table |= run_corpus(kind, 3, SEED)
    every = Tally()
    for tally in table.values():
        every.add(tally)
    shown = "\n".join(lines(table))
    assert every.pages == 10 + 3 * len(KINDS)
    assert every.silent == 0, shown
    assert every.unread == 0, shown
    assert every.doubtful_share < MOST_DOUBTFUL, shown
