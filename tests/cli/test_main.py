"""What a command line that cannot be understood, or fails for an unforeseen reason, says and ends with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.cli.main import run


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["people"],
        ["activity", "new", "--title", "x"],
        ["activity", "new", "--title", "x", "--start", "12-5 19:00", "--capacity", "many"],
        ["sheet", "roster", "ffffff", "--out", "x.pdf", "--lang", "fr"],
    ],
)
def test_a_line_not_understood_is_refused_with_where_to_read_on(
    words: list[str], capsys: pytest.CaptureFixture[str], chinese: None
) -> None:
    with pytest.raises(SystemExit) as ended:
        run(words)
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert "无法理解" in said.err and "--help" in said.err


def test_a_failure_nobody_foresaw_is_logged_told_and_never_taken_for_done(tmp_path: Path) -> None:
    program = (
        "from pathlib import Path; from desktop.cli.crash import watch_for_crashes;"
        f"watch_for_crashes(Path({str(tmp_path)!r})); {{}}['hours']"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    sentence, *_rest = done.stderr.splitlines()
    mark = sentence.split()[-1].strip(").")
    assert mark in (tmp_path / "yijia.log").read_text("utf-8")


def test_garbled_bytes_from_a_scanner_are_an_unknown_code_and_the_next_is_answered(tmp_path: Path) -> None:
    yijia = [sys.executable, "-m", "desktop", "--data", str(tmp_path)]
    new = ["activity", "new", "--title", "x", "--start", "2026-12-05T19:00"]
    made = subprocess.run([*yijia, *new], capture_output=True, check=True)
    number = made.stdout.split()[-1].decode()
    env = {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}
    scan = [*yijia, "scan", number]
    done = subprocess.run(scan, input=b"\xff\xfe\nABC\n", capture_output=True, env=env, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.count(b'"verdict": "unknown"') == 2
