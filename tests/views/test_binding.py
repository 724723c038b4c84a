"""The binding to Qt keeps count of what it is given."""

import sys

from PySide6.QtCore import QObject


def test_a_call_that_returns_nothing_keeps_every_reference_to_none() -> None:
    """PySide6 6.12.0 lost one a call under Python 3.11, and the program died within minutes."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("worker")
    assert sys.getrefcount(None) > before - 500
