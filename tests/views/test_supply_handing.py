"""Settling a handing-out on the screen: signed, gone, and the difference."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from desktop.services import enrolment, reading, supplies, supply_overview
from desktop.services.sheets import SheetKind, SheetRequest
from desktop.storage.store import Store
from desktop.views.sites.supply_handing_tab import SupplyHandingTab
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.people import activity, put_named
from tests.services.signed_paper import SIGNED, picture, print_paper
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
def tab(qtbot: QtBot, tools: Tools) -> Iterator[SupplyHandingTab]:
    use_chinese_font()
    made = SupplyHandingTab(tools)
    qtbot.addWidget(made)
    shown(made, 520, 460)
    yield made
    settled(qtbot, tools)


def look(qtbot: QtBot, tools: Tools, tab: SupplyHandingTab, goods: Goods) -> None:
    tab.show_sheet(tools.store.read(supply_overview.sheet, goods.water))
    settled(qtbot, tools)


def test_without_an_activity_the_first_step_is_told(
    qtbot: QtBot, tools: Tools, tab: SupplyHandingTab, goods: Goods
) -> None:
    look(qtbot, tools, tab, goods)
    assert tab.empty.isVisible() and not tab.form.isVisible()


def test_what_was_signed_for_goes_out_with_one_button(
    qtbot: QtBot, tools: Tools, tab: SupplyHandingTab, goods: Goods
) -> None:
    store = tools.store
    card = activity(store, "夏送清凉", starts_at=store.now() - timedelta(days=1))
    store.do(enrolment.enrol, card.id, put_named(store, "王伟", "李娜", "欧阳春"))
    paper = print_paper(store, SheetRequest(card.id, SheetKind.RECEIPT, item="瓶装水", sum=Decimal(20)))
    store.do(reading.accept, [picture(paper.found(1, {0: SIGNED, 2: SIGNED}))], {})
    look(qtbot, tools, tab, goods)
    assert tab.signed.text() == "2 people signed · 0 箱 went out of stock"
    tab.each.line.setText("2")
    assert tab.difference.text() == "4 箱 signed for are still in stock."
    assert clipped(shown(tab, 520, 460)) == []
    grab(tab, "supply-handing")
    tab.form.save_button.click()
    qtbot.waitUntil(lambda: store.read(supplies.item, goods.water).in_store == 26)
    look(qtbot, tools, tab, goods)
    assert tab.difference.text() == "What went out agrees with the signatures."
    assert not tab.form.save_button.isEnabled()
