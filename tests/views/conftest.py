"""Widgets are tested without a screen, unless one is asked for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings

from desktop.views.support.tasks import Runner


@pytest.fixture
def runner(qapp: object) -> Iterator[Runner]:
    """A runner with real threads, stopped after the test."""
    made = Runner()
    yield made
    made.close()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Settings in an ini file of this test's own."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
