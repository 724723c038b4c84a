"""`yijia` and `python -m desktop`: the window, or with words the command line."""

import gc
import sys
from collections.abc import Sequence

from desktop.cli.main import run
from desktop.core.collecting import collect_young_only


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, or answer the command that the words name; return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")  # what a scanner garbles is an unknown code, no fault
    if wants_window(words):
        gc.disable()  # a tenth of the start, for what is never let go; Tidying puts it on again
        from desktop.app import open_window  # Qt is loaded only for the window

        return open_window(words)
    collect_young_only()  # one command does not live long enough to gather much
    return run(words, watch=True)


def wants_window(words: Sequence[str]) -> bool:
    """Say whether the line has no command in it (a value of --data may look like one)."""
    rest = iter(words)
    for word in rest:
        if word in ("--data", "--database"):
            next(rest, None)
        elif word in ("-h", "--help", "--version") or not word.startswith("-"):
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
