"""The goods of one site: shown, entered there by keyboard, told with an undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.services import supply_ledger
from desktop.services.supply_stock import MovementKind
from desktop.storage.store import Store
from desktop.views.sites.supplies_tab import SuppliesTab
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.views.goods import Goods, furnish
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def goods(tools: Tools) -> Goods:
    return furnish(tools.store)


@pytest.fixture
def tab(qtbot: QtBot, tools: Tools, goods: Goods) -> Iterator[SuppliesTab]:
    use_chinese_font()
    made = SuppliesTab(tools)
    qtbot.addWidget(made)
    shown(made, 520, 460)
    made.show_site(goods.sites[1])
    settled(qtbot, tools)
    settled(qtbot, tools)
    qtbot.waitUntil(made.area.isVisible)
    yield made
    settled(qtbot, tools)


def quantities(tools: Tools, goods: Goods) -> dict[str, int]:
    return {line.item: line.quantity for line in tools.store.read(supply_ledger.at_site, goods.sites[1])}


def test_what_was_used_is_entered_at_the_site(
    qtbot: QtBot, tools: Tools, tab: SuppliesTab, goods: Goods
) -> None:
    heard: list[Notice] = []
    tab.said.connect(heard.append)
    tab.entry.begin(MovementKind.OUT)
    tab.entry.quantity.line.setText("5")
    assert tab.is_dirty()
    QTest.keyClick(tab.entry.quantity.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: quantities(tools, goods) == {"藿香正气水": 7})
    settled(qtbot, tools)
    assert not tab.is_dirty() and "东港邮政" in heard[-1].sentence


def test_goods_that_are_not_there_yet_can_be_carried_there_from_the_list(
    qtbot: QtBot, tools: Tools, tab: SuppliesTab, goods: Goods
) -> None:
    tab.goods.setCurrentIndex(1)
    tab.goods.activated.emit(1)
    qtbot.waitUntil(lambda: "瓶装饮用水" in tab.entry.form.save_button.text())
    tab.entry.begin(MovementKind.IN)
    tab.entry.quantity.line.setText("3")
    tab.entry.form.save()
    qtbot.waitUntil(lambda: len(quantities(tools, goods)) == 2)
    settled(qtbot, tools)


def test_another_site_empties_the_lines(qtbot: QtBot, tools: Tools, tab: SuppliesTab, goods: Goods) -> None:
    tab.entry.quantity.line.setText("5")
    tab.show_site(goods.sites[0])
    settled(qtbot, tools)
    assert not tab.is_dirty()
    tab.show_site(None)
    assert tab.table.ids() == []


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_nothing_is_cut(qtbot: QtBot, tools: Tools, goods: Goods, lang: str) -> None:
    use_chinese_font()
    with in_language(lang):
        made = SuppliesTab(tools)
        qtbot.addWidget(made)
        for size in ((520, 460), (800, 600)):
            shown(made, *size)
            made.show_site(goods.sites[0])
            settled(qtbot, tools)
            qtbot.waitUntil(made.area.isVisible)
            settled(qtbot, tools)
            assert clipped(shown(made, *size)) == []
            grab(made, f"site-supplies-{lang}-{size[0]}")
