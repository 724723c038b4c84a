"""The line on the tab one is on."""

from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from desktop.views.support.tab_mark import TabMark
from tests.views.pictures import shown


def test_the_line_follows_the_current_tab(qtbot: QtBot) -> None:
    bar = QTabBar()
    qtbot.addWidget(bar)
    mark = TabMark(bar)
    assert mark.isHidden()
    for words in ("Register", "Map"):
        bar.addTab(words)
    shown(bar, 300, 40)
    for number in (0, 1):
        bar.setCurrentIndex(number)
        assert bar.tabRect(number).contains(mark.geometry())
