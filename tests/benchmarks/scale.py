"""How large the data of a measurement are, and the clocks it uses."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

import psutil


@dataclass(frozen=True)
class Scale:
    """How large the data are: the whole city, or a tenth of it for a quick look."""

    workers: int
    rows: int
    listed: int
    repeats: int


FULL = Scale(workers=392_000, rows=100_000, listed=5_000, repeats=200)
QUICK = Scale(workers=39_200, rows=10_000, listed=500, repeats=60)


QUICK_ENV = "YIJIA_BENCH_QUICK"


def scale() -> Scale:
    """Return how large the data of this run are."""
    return QUICK if os.environ.get(QUICK_ENV) else FULL


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def each_ms(works: Sequence[Callable[[], object]]) -> list[float]:
    """Return how long each of several pieces of work took, in milliseconds."""
    return [seconds(work) * 1000 for work in works]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that ``share`` (0 to 1) of all values do not pass (nearest rank)."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def peak_mb() -> float:
    """Return the most memory this process has held so far, in MB (10^6 bytes)."""
    if sys.platform == "win32":
        return float(psutil.Process().memory_info().peak_wset) / 1e6
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
