"""From the start of the process to a painted window at rest, against the plainest PySide6 window."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median

from desktop.services import people
from desktop.storage.store import Store
from tests.benchmarks import people_data
from tests.benchmarks.measure import Measure
from tests.benchmarks.scale import scale

CHILD = Path(__file__).with_name("window_child.py")
ROOT = Path(__file__).resolve().parents[2]
PAGES = ("home", "people")
TURNS = 7


def measures() -> Iterable[Measure]:
    """Yield the start against the bare window, and the memory, for the first page and the longest table."""
    folder = Path(os.environ["YIJIA_DATA"])
    store = Store.open(folder / "yijia.sqlite3")
    store.do(people_data.fill, scale().workers)
    assert store.read(people.count) == scale().workers
    store.close()
    for page in PAGES:
        _start("ours", str(folder), page)  # compiled files and the system's cache, for both alike
        _start("bare")
        ratios, times, memory = [], [], []
        for _turn in range(TURNS):
            ours, mb = _start("ours", str(folder), page)
            bare, _mb = _start("bare")
            ratios.append(ours / bare)
            times.append(ours)
            memory.append(mb)
        detail = f"{scale().workers:,} workers, {TURNS} pairs, median; ours {median(times):.2f} s"
        # The limit is for the window; left on the workers, it reads all of them and their tree as well.
        must, aim = (4, 2) if page == "home" else (None, None)
        yield Measure(
            f"start of the window on {page}, against a bare one",
            median(ratios),
            "x",
            must,
            aim,
            detail=detail,
        )
        yield Measure(
            f"memory with {page} open", max(memory), "MB", 300, 200, detail="resident, largest of the turns"
        )


def _compiled(environment: Mapping[str, str]) -> dict[str, str]:
    """Let Python keep what it has compiled, as it does wherever the program is installed.

    Where the machine that measures forbids it, our modules alone would be compiled at each start.
    """
    kept = Path(environment["YIJIA_DATA"]) / "compiled"
    allowed = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return allowed | {"PYTHONPYCACHEPREFIX": str(kept)}


def _start(*words: str) -> tuple[float, float]:
    """Start a window; return the seconds until it was ready, and its memory in MB."""
    began = time.time()
    done = subprocess.run(
        [sys.executable, str(CHILD), *words],
        cwd=ROOT,
        env=_compiled(os.environ) | {"PYTHONPATH": str(ROOT), "YIJIA_LANG": "zh_CN"},
        stdout=subprocess.PIPE,
        check=True,
        timeout=120,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    return told["at"] - began, told["mb"]
