"""What a command says when it meets a failure nobody foresaw: the excepthook of the command line."""

import logging
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from desktop.cli.desk import REFUSED
from desktop.core.crash_log import log_to, log_unexpected, unexpected_remedy, unexpected_sentence


def watch_for_crashes(logs: Path) -> None:
    """From here on write whatever escapes into the folder of logs, tell it in a sentence, and refuse.

    Without this Python would end with 1, which stands for "done, with something to look at".
    """

    def escaped(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        log = logging.getLogger("desktop")
        log.propagate = False
        with suppress(OSError):  # where the log cannot be written the sentence must still be said
            log_to(logs)
        mark = log_unexpected(error)
        print(unexpected_sentence(mark), unexpected_remedy(), logs, sep="\n", file=sys.stderr, flush=True)
        sys.exit(REFUSED)

    sys.excepthook = escaped
