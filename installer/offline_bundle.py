"""Pack the program with everything it needs for an office without a network.

    python3 installer/offline_bundle.py OUT.zip [--for win_amd64|manylinux_2_35_x86_64]
                                        [--python 3.11]

Run where there is a network. The zip holds the program and, in its folder ``wheels``, every locked
package for the system and Python named (default: these here). Unpacked on the other computer,
``python start.py`` takes them from there and asks no network.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "installer" / "lock.txt"
_FOLDERS = ("desktop", "resources", "installer", "docs")
_FILES = ("start.py", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE")
_LEFT_OUT = {"__pycache__"}
# Newest first: a package may be made for an older kind of the same system.
_LINUX = ("manylinux_2_35", "manylinux_2_34", "manylinux_2_28", "manylinux_2_17", "manylinux2014")


def fetch(folder: Path, platform: str | None, python: str | None) -> None:
    """Download the locked packages into ``folder``; pip says what went wrong, if anything does."""
    words = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "-q"]
    words += ["--disable-pip-version-check", "-d", str(folder)]
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    if platform:
        for name in _platforms(platform):
            words += ["--platform", name]
        words += ["--implementation", "cp", "--abi", "abi3", "--abi", "none"]
        words += ["--abi", f"cp{(python or _here()).replace('.', '')}"]
        # pip judges a line's conditions by the computer it runs on, so they are judged here.
        lines = [line.partition(";")[0] for line in lines if _wanted(line, platform)]
    if python:
        words += ["--python-version", python]
    with tempfile.TemporaryDirectory() as place:
        wanted = Path(place) / "wanted.txt"
        wanted.write_text("\n".join(lines), encoding="utf-8")
        subprocess.run([*words, "-r", str(wanted)], check=True)


def pack(out: Path, wheels: Path) -> int:
    """Write the zip from the program and the downloaded packages; return how many packages it holds."""
    count = 0
    part = out.with_suffix(".part")
    with ZipFile(part, "w", ZIP_DEFLATED) as bundle:
        for path in program_files():
            bundle.write(path, Path("yijia") / path.relative_to(ROOT))
        for wheel in sorted(wheels.glob("*.whl")):
            bundle.write(wheel, Path("yijia") / "wheels" / wheel.name, compress_type=ZIP_STORED)
            count += 1
    part.replace(out)
    return count


def program_files() -> Iterator[Path]:
    """Yield the files an office needs: the program, not its tests."""
    for name in _FILES:
        if (ROOT / name).exists():
            yield ROOT / name
    for folder in _FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and not _LEFT_OUT & set(path.parts) and not path.name.startswith("."):
                yield path


def _platforms(name: str) -> list[str]:
    family, machine = name.removesuffix("_x86_64"), "_x86_64"
    if family not in _LINUX or not name.endswith(machine):
        return [name]
    return [older + machine for older in _LINUX[_LINUX.index(family) :]]


def _wanted(line: str, platform: str) -> bool:
    return 'sys_platform == "win32"' not in line or platform.startswith("win")


def _here() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def main(words: Sequence[str] | None = None) -> int:
    """Fetch and pack; return the exit code."""
    parser = argparse.ArgumentParser(description="Pack the program for a computer without a network.")
    parser.add_argument("out", type=Path, metavar="OUT.zip")
    parser.add_argument("--for", dest="platform", help="system, as wheels name it (default: this one)")
    parser.add_argument("--python", help="version of Python there, such as 3.11 (default: this one)")
    chosen = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="yijia-wheels-") as place:
        try:
            fetch(Path(place), chosen.platform, chosen.python)
        except subprocess.CalledProcessError:
            print("Not every package could be fetched; see above. Nothing was written.", file=sys.stderr)
            return 1
        count = pack(chosen.out, Path(place))
    size = chosen.out.stat().st_size / 1e6
    print(f"{chosen.out}: {count} packages, {size:.0f} MB. Unpack it there and run: python start.py")
    return 0


if __name__ == "__main__":
    sys.exit(main())
