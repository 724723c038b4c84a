"""A window in a process of its own: says when it is painted and at rest, and what memory it holds.

    window_child.py bare              a plain PySide6 window with a label
    window_child.py ours DIR PAGE     our window on the data of DIR, left on PAGE

Prints one JSON line: ``{"mb": …}`` (resident memory, 10^6 bytes) and ends.
"""

import argparse
import gc
import json
import os
import sys
import time
from pathlib import Path

import psutil
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QWidget

LOOK_MS = 3


class Watch(QObject):
    """Waits for the first paint of a window, and then until nothing is left to do for it."""

    def __init__(self, window: QWidget, busy: QObject | None) -> None:
        super().__init__()
        self._busy = busy
        self._painted = False
        window.installEventFilter(self)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Paint:
            self._painted = True
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        resting = self._busy is None or not self._busy.is_busy()  # type: ignore[attr-defined]
        if self._painted and resting:
            self._timer.stop()
            print(json.dumps({"mb": psutil.Process().memory_info().rss / 1e6, "at": time.time()}), flush=True)
            os._exit(0)  # closing is not part of starting


def bare() -> None:
    """Show the plainest window there is."""
    qt = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 800)
    window.setCentralWidget(QLabel("驿家"))
    watch = Watch(window, None)
    window.show()
    sys.exit(qt.exec() or int(watch.isWidgetType()))


def ours(folder: Path, page: str) -> None:
    """Show our window as ``yijia --data DIR`` does, on the page where it was left."""
    gc.disable()  # as desktop.__main__ does
    from desktop.app import FrontDesk  # the loading of it is what is measured
    from desktop.core.settings import Places

    qt = QApplication(sys.argv[:1])
    places = Places(folder)
    places.window.write_text(f"[window]\npage={page}\n", encoding="utf-8")
    desk = FrontDesk(qt, places, argparse.Namespace(demo_if_empty=False, database=""))
    assert desk.open()
    window = next(w for w in qt.topLevelWidgets() if isinstance(w, QMainWindow))
    runner = next(c for c in desk.children() if hasattr(c, "is_busy"))
    watch = Watch(window, runner)
    sys.exit(qt.exec() or int(watch.isWidgetType()))


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare()
    else:
        ours(Path(sys.argv[2]), sys.argv[3])
