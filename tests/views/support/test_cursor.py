"""The cursor stays on the page when what it was in goes grey or away."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.support.cursor import CursorKeeper


class Window(QWidget):
    """A rail with a button, a page with a line and a button after it."""

    def __init__(self) -> None:
        super().__init__()
        self.rail, self.page = QWidget(), QWidget()
        self.home, self.line, self.deed = QPushButton("Home"), QLineEdit(), QPushButton("Settle")
        row = QHBoxLayout(self)
        row.addWidget(self.rail)
        row.addWidget(self.page)
        QVBoxLayout(self.rail).addWidget(self.home)
        column = QVBoxLayout(self.page)
        column.addWidget(self.line)
        column.addWidget(self.deed)
        self.keeper = CursorKeeper(self.rail, self.page)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.deed.setFocus()
    yield made


def test_a_button_gone_grey_passes_the_cursor_back_not_on_to_the_rail(qtbot: QtBot, window: Window) -> None:
    window.deed.setEnabled(False)
    qtbot.waitUntil(window.line.hasFocus)


def test_what_closes_passes_the_cursor_back(qtbot: QtBot, window: Window) -> None:
    window.deed.hide()
    qtbot.waitUntil(window.line.hasFocus)


def test_tab_still_goes_on_to_the_rail(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window.deed, Qt.Key.Key_Tab)
    qtbot.waitUntil(window.home.hasFocus)
    QApplication.processEvents()
    assert window.home.hasFocus()
