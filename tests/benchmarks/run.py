"""Run the measurements: ``python3 start.py bench [NAME …] [--quick]``.

Each file ``bench_NAME.py`` beside this one has ``def measures() -> Iterable[Measure]``. It runs in a
process of its own, so that its memory is its own, with an empty folder for its data and its temporary
files. The table goes to the screen, the numbers to ``bench-results/bench.json``; the
exit code is 1 when a number that must be kept is missed or a measurement fails.
"""

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.benchmarks.measure import Measure  # noqa: E402 - the path comes first
from tests.benchmarks.scale import QUICK_ENV, scale  # noqa: E402

RESULTS = ROOT / "bench-results" / "bench.json"


def names() -> list[str]:
    """Return the names of all measurements."""
    return sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def table(measures: Sequence[Measure]) -> str:
    """Return the numbers as aligned lines, what was asked of each, and whether it was kept."""
    rows: list[tuple[str, ...]] = [("what", "measured", "must", "aim", "")]
    for one in measures:
        kept = "ok" if one.reaches(one.must) else "MISSED"
        if kept == "ok" and one.aim is not None and one.reaches(one.aim):
            kept = "ok, aim reached"
        limits = [_number(limit, one.unit) for limit in (one.must, one.aim)]
        rows.append((one.name, _number(one.value, one.unit), *limits, f"{kept}  {one.detail}".rstrip()))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in (0, 4) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f} {unit}" if abs(value) >= 100 else f"{value:.3g} {unit}"


def run_one(name: str) -> list[Measure] | None:
    """Return what one measurement found, in a process of its own; None when it failed."""
    with tempfile.TemporaryDirectory(prefix="yijia-bench-") as folder:
        out = Path(folder) / "measures.json"
        words = [sys.executable, __file__, "--inside", str(out), name]
        environment = os.environ | {"YIJIA_DATA": str(Path(folder) / "data"), "TMPDIR": folder}
        if not os.environ.get("DISPLAY"):
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        done = subprocess.run(words, cwd=ROOT, env=environment, check=False)
        if done.returncode or not out.exists():
            return None
        return [Measure(**one) for one in json.loads(out.read_text(encoding="utf-8"))]


def _inside(name: str, out: Path) -> None:
    module = importlib.import_module(f"tests.benchmarks.bench_{name}")
    found: list[Measure] = list(module.measures())
    out.write_text(json.dumps([asdict(one) for one in found]), encoding="utf-8")


def _keep(found: dict[str, list[Measure]]) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    record = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "scale": asdict(scale()),
        "measures": [
            {"bench": name}
            | asdict(one)
            | {"kept": one.reaches(one.must), "aim_reached": one.reaches(one.aim)}
            for name, measures in found.items()
            for one in measures
        ],
    }
    RESULTS.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main(words: Sequence[str] | None = None) -> int:
    """Run the measurements asked for, or all; return the exit code."""
    parser = argparse.ArgumentParser(description="Run the measurements.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of: {', '.join(names()) or 'none yet'}")
    parser.add_argument("--quick", action="store_true", help="a tenth of the data, the same limits")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(words)
    if unknown := sorted(set(chosen.names) - set(names())):
        parser.error(f"no such measurement: {', '.join(unknown)}")
    if chosen.inside:
        _inside(chosen.names[0], chosen.inside)
        return 0
    if chosen.quick:
        os.environ[QUICK_ENV] = "1"
    found: dict[str, list[Measure]] = {}
    failed: list[str] = []
    for name in chosen.names or names():
        print(f"Measuring {name} …", flush=True)
        measures = run_one(name)
        if measures is None:
            failed.append(name)
        else:
            found[name] = measures
    every = [one for measures in found.values() for one in measures]
    _keep(found)
    print(f"\n{table(every)}\n\nKept in {RESULTS.relative_to(ROOT)}")
    for name in failed:
        print(f"Failed: {name}")
    return 1 if failed or not all(one.reaches(one.must) for one in every) else 0


if __name__ == "__main__":
    sys.exit(main())
