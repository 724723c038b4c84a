"""From "these tables were written" on any thread to one signal on the main thread."""

import threading
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal


class Announces(Protocol):
    """Whatever tells of each commit which tables it touched (the store does)."""

    def subscribe(self, listener: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        """Call ``listener`` after each commit, on the committing thread; return what ends it."""


class ChangeFeed(QObject):
    """Gathers the commits of one turn of the event loop into one ``tables_changed``."""

    tables_changed = Signal(object)  # frozenset[str], on the main thread
    _woken = Signal()

    def __init__(self, store: Announces, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._touched: set[str] = set()
        self._woken.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = store.subscribe(self._hear)

    def close(self) -> None:
        """Hear no more."""
        self._unsubscribe()

    def _hear(self, tables: frozenset[str]) -> None:
        with self._lock:
            asleep = not self._touched
            self._touched |= tables
            awake = bool(self._touched)
        if asleep and awake:
            self._woken.emit()

    def _deliver(self) -> None:
        with self._lock:
            touched = frozenset(self._touched)
            self._touched.clear()
        if touched:
            self.tables_changed.emit(touched)
