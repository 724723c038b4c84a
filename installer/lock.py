"""Write the lock files from what is installed: ``.venv/bin/python installer/lock.py``.

Ranges stand in pyproject.toml. ``lock.txt`` names the exact version of every package the program runs
on, ``lock-dev.txt`` of those that tests and measurements add. To move on: ``pip install -U …`` in
``.venv``, run the tests, run this, commit.
"""

import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCK, DEV_LOCK = ROOT / "installer" / "lock.txt", ROOT / "installer" / "lock-dev.txt"
# Wanted by packages above on Windows only, so never found installed elsewhere.
_WINDOWS_ONLY = {"colorama": 'colorama==0.4.6; sys_platform == "win32"'}


def declared() -> tuple[list[Requirement], list[Requirement]]:
    """Return the ranges of pyproject.toml: of the program, and of the tests on top."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run, dev = project["dependencies"], project["optional-dependencies"]["dev"]
    return [Requirement(line) for line in run], [Requirement(line) for line in dev]


def locked(path: Path) -> dict[str, str]:
    """Return the exact versions a lock file names, by canonical name."""
    lines = [line.partition(";")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [line.split("==") for line in lines if "==" in line]
    return {canonicalize_name(name): version for name, version in pairs}


def closure(wanted: Iterable[Requirement]) -> dict[str, str]:
    """Return the lock lines of the packages asked for and all that those ask for, by canonical name."""
    found: dict[str, str] = {}
    waiting = list(wanted)
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        extras = asked.extras or {""}
        if asked.marker and not any(asked.marker.evaluate({"extra": extra}) for extra in extras):
            if name in _WINDOWS_ONLY:
                found.setdefault(name, _WINDOWS_ONLY[name])
            continue
        # What one package asks for on Windows alone, another may ask for everywhere.
        if name in found and not asked.extras and found[name] != _WINDOWS_ONLY.get(name):
            continue
        package = distribution(asked.name)
        found[name] = f"{name}=={package.version}"
        for line in package.requires or []:
            inner = Requirement(line)
            if _applies(inner, extras) or name_of(inner) in _WINDOWS_ONLY:
                waiting.append(inner)
    return found


def name_of(requirement: Requirement) -> str:
    """Return a requirement's canonical name."""
    return canonicalize_name(requirement.name)


def _applies(inner: Requirement, extras: Iterable[str]) -> bool:
    if inner.marker is None:
        return True
    if not any(inner.marker.evaluate({"extra": extra}) for extra in extras):
        return False
    inner.marker = None
    return True


def main() -> int:
    """Write both lock files."""
    run, dev = declared()
    try:
        program = closure(run)
        tests = {name: line for name, line in closure(dev).items() if name not in program}
    except PackageNotFoundError as missing:
        print(f"Not installed here, so not locked: {missing.name}. Install it into .venv first.")
        return 1
    for path, lines in ((LOCK, program), (DEV_LOCK, tests)):
        path.write_text("".join(f"{lines[name]}\n" for name in sorted(lines)), encoding="utf-8")
        print(f"{path.name}: {len(lines)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
