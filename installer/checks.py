"""Everything that is asked of a change, in the order of how soon it answers."""

import os
import subprocess
import sys
import time
from pathlib import Path

from installer import system
from installer.prepare import LOG, ROOT, prepare

_CHECKS = (
    ("style", ("ruff", "check", "--no-cache", ".")),
    ("layout of the code", ("ruff", "format", "--no-cache", "--check", ".")),
    ("types", ("mypy",)),
    ("who imports whom", ("lint-imports", "--no-cache")),
)
_TESTS = ("-n", "2", "--cov", "--cov-report=term", "--max-worker-restart=2")


def run(words: list[str]) -> int:
    """Run all checks, also after one failed; return 1 if any did. Other words go to pytest."""
    python = prepare(dev=True)
    judging = os.environ.get("CI", "").lower() in ("1", "true")
    rest = [word for word in words if word != "--postgres"]
    if judging or len(rest) < len(words):
        _see_to_postgres()
        os.environ["YIJIA_NEED_POSTGRES"] = "1"
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    outcome = [_one(name, [str(python.parent / call[0]), *call[1:]]) for name, call in _CHECKS]
    outcome.append(_one("tests", [str(python), "-m", "pytest", *_TESTS, *rest]))
    print()
    for name, ok, took in outcome:
        print(f"{'ok' if ok else 'FAILED':>7}  {name} ({took:.0f} s)")
    return 0 if all(ok for _name, ok, _took in outcome) else 1


def _one(name: str, words: list[str]) -> tuple[str, bool, float]:
    print(f"\n== {name}: {' '.join([Path(words[0]).name, *words[1:]])}", flush=True)
    began = time.monotonic()
    done = subprocess.run(words, cwd=ROOT, check=False)
    return name, done.returncode == 0, time.monotonic() - began


def _see_to_postgres() -> None:
    if sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or not system.may_install():
        return
    print("Installing PostgreSQL for the tests …", flush=True)
    system.install(["postgresql"], LOG)
