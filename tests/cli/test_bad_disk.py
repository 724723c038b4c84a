"""A disk that is full and a folder that may only be read, as the system makes them (Linux, root only)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_people_commands import SAMPLES

MAY_MOUNT = os.name != "nt" and os.geteuid() == 0 and shutil.which("unshare") is not None
ROOT = Path(__file__).parents[2]


def said_in_own_mounts(folder: Path, script: str) -> dict[str, str]:
    """Run a script in mounts of its own; return what each ``yijia`` in it ended with and said.

    In the script ``$1`` is the folder; ``try NAME WORDS…`` gives a command.
    """
    whole = (
        "try() { name=$1; shift; code=0;"
        f' "{sys.executable}" -m desktop --data "$DATA" "$@" >"$OUT/o" 2>"$OUT/e" || code=$?;'
        ' echo "$name: $code $(tr "\\n" " " <"$OUT/e")"; }\n'
        f"SAMPLES={SAMPLES}; DATA=$1; OUT=$2\n{script}"
    )
    said = folder.parent / "said"
    said.mkdir()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        ["unshare", "-m", "sh", "-ec", whole, "sh", str(folder), str(said)],
        capture_output=True,
        text=True,
        check=False,
        env=env,
        cwd=said,
    )
    if done.returncode:
        pytest.skip(f"no mounts of our own here: {done.stderr.strip()}")
    return dict(line.split(": ", 1) for line in done.stdout.splitlines())


@pytest.mark.skipif(not MAY_MOUNT, reason="only root may mount")
def test_on_a_full_disk_every_command_says_so_and_what_was_saved_stays(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    told = said_in_own_mounts(
        folder,
        """
        mount -t tmpfs -o size=3500k tmpfs "$1"
        try first people import "$SAMPLES/gbk-export.csv"
        dd if=/dev/zero of="$1/filling" bs=1k 2>/dev/null || true
        try second people import "$SAMPLES/titled-roster.xlsx"
        try export people export "$1/list.xlsx"
        try backup backup "$1/copy.db"
        try undo undo
        try find people find 13
        rm "$1/filling"
        try check check
        try again people import "$SAMPLES/gbk-export.csv"
        echo "left: $(ls "$1" | tr '\\n' ' ')"
        """,
    )
    assert told["first"].startswith("0")
    # Even reading asks for a little room, for the file by which programs share the log.
    for refused in ("second", "export", "backup", "undo", "find"):
        assert told[refused].startswith("2 "), (refused, told[refused])
        assert "Traceback" not in told[refused] and "disk" in told[refused]
    assert [told[name][0] for name in ("check", "again")] == ["0", "0"]
    assert "part" not in told["left"] and "list" not in told["left"] and "copy" not in told["left"]


@pytest.mark.skipif(not MAY_MOUNT, reason="only root may mount")
def test_a_folder_that_may_only_be_read_is_told_and_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    told = said_in_own_mounts(
        folder,
        """
        try first people import "$SAMPLES/gbk-export.csv"
        mount --bind "$1" "$1"
        mount -o remount,ro,bind "$1"
        try find people find 13
        try second people import "$SAMPLES/titled-roster.xlsx"
        DATA="$2/data"
        try other people import "$SAMPLES/gbk-export.csv"
        try export people export "$1/list.xlsx"
        try rejects people import "$SAMPLES/damaged-ids.xlsx" --rejects "$1/back.xlsx"
        try backup backup "$1/copy.db"
        try log log
        """,
    )
    assert told["first"].startswith("0")
    for refused in ("find", "second"):
        assert told[refused].startswith("2 ") and "--data" in told[refused]
    for refused in ("export", "rejects", "backup"):
        assert told[refused].startswith("2 ") and "Traceback" not in told[refused], told[refused]
    assert (told["other"][0], told["log"][0]) == ("0", "0")
