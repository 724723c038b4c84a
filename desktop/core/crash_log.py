"""A failure nobody foresaw: written to the log with a short mark, and told in a sentence with that mark."""

import logging
import secrets
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop.core.i18n import _

_log = logging.getLogger("desktop")


def log_to(folder: Path) -> RotatingFileHandler:
    """Write the program's log into ``folder``: at most four files of a megabyte. Return the handler."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "yijia.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _log.addHandler(handler)
    return handler


def log_unexpected(error: BaseException) -> str:
    """Write the failure and its whole trace to the log; return the mark (six hex digits) to find it by."""
    mark = secrets.token_hex(3)
    _log.error("unexpected failure, mark %s", mark, exc_info=error)
    return mark


def unexpected_sentence(mark: str) -> str:
    """Return what the person reads about a failure nobody foresaw."""
    return _("Something unexpected happened (mark {mark}).").format(mark=mark)


def unexpected_remedy() -> str:
    """Return what the person can do about it."""
    return _("Your work up to here is kept. If it happens again, send the log file with this mark.")
