"""What happens to a failure nobody foresaw: it is written down with a short mark, and the program goes on."""

import logging
import secrets
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from desktop.core.i18n import _

_log = logging.getLogger("desktop")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


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


def watch_for_crashes(tell: Callable[[str, str], None]) -> None:
    """Log whatever escapes on any thread, and ``tell(sentence, remedy)`` the person instead of stopping.

    ``tell`` may be called on any thread: pass a signal's ``emit``. Qt's own messages go to the log too.
    """

    def escaped(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        tell(unexpected_sentence(log_unexpected(error)), unexpected_remedy())

    def escaped_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            escaped(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = escaped
    threading.excepthook = escaped_thread
    qInstallMessageHandler(_qt_said)


def _qt_said(kind: QtMsgType, _where: QMessageLogContext, message: str | None) -> None:
    _log.getChild("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", message)
