"""What happens to a failure nobody foresaw: it is written down with a short mark, and the program goes on."""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from desktop.core.crash_log import log_unexpected, unexpected_remedy, unexpected_sentence

_log = logging.getLogger("desktop")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


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
