"""Widgets are tested without a screen, unless one is asked for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication

from desktop.views.support.tasks import Runner


@pytest.fixture(scope="session", autouse=True)
def emptied_clipboard(qapp: object) -> Iterator[None]:
    """Leave nothing on the clipboard: the platform without a screen falls over it when the program ends."""
    yield
    QGuiApplication.clipboard().clear()


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
