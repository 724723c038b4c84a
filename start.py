"""Start 驿家 (Yijia) from this folder; the first time it is set up, then it starts at once.

    python3 start.py               the window; without a screen, the main job on demonstration data
    python3 start.py WORDS …       the command line, such as: people find 王
    python3 start.py test          every check and test        (--postgres: install that server too)
    python3 start.py bench         the measurements, as a table and as bench-results/bench.json
    python3 start.py --setup       only set up
    --data DIR                     keep the data in this folder

Needs Python 3.11 or newer and nothing else.
"""

import os
import subprocess
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must be able to read this file and say so
    sys.exit(
        "驿家 needs Python 3.11 or newer; this is Python {}.{}. Get it from https://www.python.org/downloads/\n"
        "驿家需要 Python 3.11 或更新版本，请先安装后再运行。".format(*sys.version_info[:2])
    )

from installer.prepare import ROOT, prepare, refused
from installer.say import CannotStart, speak_any_character


def main(words: list[str]) -> int:
    """Set up if needed, then do what the words ask for; return the exit code."""
    speak_any_character()
    try:
        return _start(without_data(words))
    except CannotStart as problem:
        print(f"\n{problem}", file=sys.stderr)
    except OSError as error:
        print(f"\n{refused(error)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped. Start again to go on.", file=sys.stderr)
    return 2


def _start(words: list[str]) -> int:
    command = words[0] if words else ""
    if command in ("-h", "--help"):
        print(__doc__)
        return 0
    if command == "--setup":
        prepare()
        return 0
    if command == "test":
        return _test(words[1:])
    if command == "bench":
        return _become([str(prepare(dev=True)), str(ROOT / "tests" / "benchmarks" / "run.py"), *words[1:]])
    return _become([str(prepare()), "-m", "desktop", *program_words(words)])


def program_words(words: list[str]) -> list[str]:
    """Return what the program is called with: the words, or the window, or the main job without one."""
    if words == ["--version"] or any(not word.startswith("-") for word in words):
        return words
    return ["--demo-if-empty", *words] if has_screen() else ["demo-run", *words]


def has_screen() -> bool:
    """Say whether a window could be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _test(words: list[str]) -> int:
    from installer import checks  # only needed here, and start-up is counted in milliseconds

    return checks.run(words)


def without_data(words: list[str]) -> list[str]:
    """Take ``--data DIR`` out of the words and hand it to the program through its environment."""
    for place, word in enumerate(words):
        if word.startswith("--data="):
            os.environ["YIJIA_DATA"] = word.partition("=")[2]
            return words[:place] + words[place + 1 :]
        if word == "--data" and place + 1 < len(words):
            os.environ["YIJIA_DATA"] = words[place + 1]
            return words[:place] + words[place + 2 :]
    return words


def _become(words: list[str]) -> int:
    """Run the program in place of this one; Windows cannot, so there it is waited for."""
    if sys.platform != "win32":
        os.execv(words[0], words)
    return subprocess.run(words, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
