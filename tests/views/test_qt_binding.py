"""What we rely on in Qt's Python binding."""

import sys

from PySide6.QtCore import QObject


def test_void_calls_do_not_eat_references_to_none() -> None:
    """PySide6 6.12.0 lost one a call under Python 3.11, and the process aborted within minutes."""
    thing = QObject()
    before = sys.getrefcount(None)
    for number in range(1000):
        thing.setObjectName(f"name {number}")
    assert sys.getrefcount(None) > before - 500
