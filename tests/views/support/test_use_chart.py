"""Charts of use: drawn in the colours in force, said in words, and still under the wheel."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.support.tasks import Runner
from desktop.views.support.theme import DARK, LIGHT, Theme
from desktop.views.support.use_chart import Bars, UseChart
from tests.views.pictures import grab, shown, use_chinese_font

MONTHS = tuple(f"{month}月" for month in range(1, 13))
MONTHLY = Bars(MONTHS, tuple(range(100, 1300, 100)), tuple(range(50, 650, 50)), "2026", "2025")
LYING = Bars(("沈家门区域性职工活动中心", "东港"), (45_838, 120), (40_000, 0), "2026", "2025", lying=True)


@pytest.fixture
def chart(qtbot: QtBot, runner: Runner) -> Iterator[UseChart]:
    use_chinese_font()
    made = UseChart(runner, "People by month")
    qtbot.addWidget(made)
    shown(made, 520, 320)
    yield made
    qtbot.waitUntil(lambda: not runner.is_busy())


def draw(qtbot: QtBot, chart: UseChart, bars: Bars) -> None:
    chart.show_bars(bars)
    qtbot.waitUntil(chart.is_drawn)
    QApplication.sendPostedEvents()


@pytest.mark.parametrize("bars", [MONTHLY, LYING], ids=["standing", "lying"])
def test_the_bars_say_their_counts_where_the_pointer_rests(qtbot: QtBot, chart: UseChart, bars: Bars) -> None:
    draw(qtbot, chart, bars)
    assert chart.plot is not None
    plot = chart.plot
    said = {
        plot.words_at(QPointF(x, y)) for x in range(0, plot.width(), 9) for y in range(0, plot.height(), 9)
    }
    assert set(bars.lines()) <= said <= {*bars.lines(), ""}


def test_who_hears_the_chart_is_told_the_same_in_words(qtbot: QtBot, chart: UseChart) -> None:
    draw(qtbot, chart, LYING)
    assert chart.accessibleName() == "People by month"
    assert "东港: 2026 120, 2025 0" in chart.accessibleDescription()


def test_nothing_told_is_said_in_place_of_an_empty_chart(qtbot: QtBot, chart: UseChart) -> None:
    empty = Bars(MONTHS, (0,) * 12, (0,) * 12, "2026", "2025")
    chart.show_bars(empty)
    assert chart.nothing.isVisible() and chart.plot is None
    draw(qtbot, chart, MONTHLY)
    assert chart.nothing.isHidden()
    chart.show_bars(empty)
    assert chart.nothing.isVisible() and not chart.is_drawn()


def test_colours_follow_the_theme(qtbot: QtBot, qapp: QApplication, chart: UseChart) -> None:
    draw(qtbot, chart, MONTHLY)
    theme = Theme(qapp)
    try:
        for colours, name in ((LIGHT, "light"), (DARK, "dark")):
            theme.wear(colours)
            QApplication.sendPostedEvents()
            picture = chart.grab().toImage()
            corner = picture.pixelColor(picture.width() - 4, picture.height() // 2).name()
            assert corner == colours.ground
            grab(chart, f"use-chart-{name}")
    finally:
        theme.wear(LIGHT)
        theme.deleteLater()


def test_the_wheel_is_left_to_the_page_and_there_is_no_menu(qtbot: QtBot, chart: UseChart) -> None:
    draw(qtbot, chart, MONTHLY)
    assert chart.plot is not None
    item = chart.plot.getPlotItem()
    before = item.getViewBox().viewRange()
    wheel = QWheelEvent(
        QPointF(200, 100), QPointF(200, 100), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    chart.plot.wheelEvent(wheel)
    assert not wheel.isAccepted()
    assert item.getViewBox().viewRange() == before
    assert not item.menuEnabled() and not item.getViewBox().menuEnabled()
