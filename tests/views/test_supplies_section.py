"""Supplies on the screen: looked through, entered by keyboard, refused in words, brought on rounds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.services import deliveries, supplies, supply_due, supply_stock
from desktop.services.supply_stock import MovementKind
from desktop.storage.store import Store
from desktop.views.sites.delivery_table import DeliveryTable
from desktop.views.sites.supplies_section import SuppliesSection
from desktop.views.sites.supply_entry import SupplyEntry
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.goods import in_days, lies, put_stock
from tests.views.goods import Goods, furnish
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def section(qtbot: QtBot, tools: Tools) -> Iterator[SuppliesSection]:
    use_chinese_font()
    made = SuppliesSection(tools)
    qtbot.addWidget(made)
    yield made
    settled(qtbot, tools)


@pytest.fixture
def goods(qtbot: QtBot, tools: Tools, section: SuppliesSection) -> Goods:
    made = furnish(tools.store)
    shown(section, 934, 640)
    section.refresh()
    settled(qtbot, tools)
    section.show_item("supply", made.remedy)
    qtbot.waitUntil(lambda: section.stock.side.name.text() == "藿香正气水")
    settled(qtbot, tools)
    return made


def words(table: DeliveryTable, row: int, column: int) -> str:
    """Return what stands in a cell."""
    cell = table.item(row, column)
    return "" if cell is None else cell.text()


def enter(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, kind: MovementKind, words: str
) -> SupplyEntry:
    """Begin a line of that kind with a quantity and press Enter."""
    entry = section.stock.side.entry
    section.stock.side.begin(kind)
    entry.quantity.line.setText(words)
    QTest.keyClick(entry.quantity.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    return entry


def test_an_empty_list_offers_the_first_step_and_new_goods_go_on_it(
    qtbot: QtBot, tools: Tools, section: SuppliesSection
) -> None:
    shown(section, 934, 640)
    section.refresh()
    qtbot.waitUntil(section.stock.list.empty.isVisible)
    section.stock.list.empty.step.click()
    form = section.stock.side.form
    assert form.is_new() and form.isVisible()
    form.name.line.setText("急救箱替换包")
    QTest.keyClick(form.name.line, Qt.Key.Key_Return)
    assert form.unit.error.isVisible()
    form.unit.line.setText("套")
    QTest.keyClick(form.unit.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(tools.store.read(supplies.items)) == 1)
    qtbot.waitUntil(section.stock.side.entry.isVisible)
    settled(qtbot, tools)


def test_plus_minus_and_equals_enter_stock_by_keyboard(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods
) -> None:
    section.show_item("supply", goods.water)
    qtbot.waitUntil(lambda: section.stock.side.item() == goods.water)
    settled(qtbot, tools)
    view, entry = section.stock.list.table.view, section.stock.side.entry
    for key, words, after in (("+", "20", 50), ("-", "8", 42), ("=", "40", 40)):
        view.setFocus()
        qtbot.waitUntil(view.hasFocus)
        QTest.keyClicks(view, key)
        qtbot.waitUntil(entry.quantity.line.hasFocus)
        QTest.keyClicks(entry.quantity.line, words)
        QTest.keyClick(entry.quantity.line, Qt.Key.Key_Return)
        settled(qtbot, tools)
        assert tools.store.read(supplies.item, goods.water).in_store == after
        assert entry.quantity.words() == ""


def test_more_than_lies_there_is_refused_under_the_quantity(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods
) -> None:
    entry = enter(qtbot, tools, section, MovementKind.OUT, "500")
    assert "Only 200 盒" in entry.quantity.error.text() and entry.quantity.error.isVisible()
    assert section.may_leave() is False
    section.stock.side.forget()
    assert section.may_leave()


def test_goods_that_expire_ask_for_the_day(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods
) -> None:
    entry = enter(qtbot, tools, section, MovementKind.IN, "5")
    assert "needs its expiry date" in entry.expires.error.text()
    entry.expires.line.setText(in_days(tools.store, 100).isoformat())
    entry.form.save()
    qtbot.waitUntil(lambda: tools.store.read(supplies.item, goods.remedy).in_store == 205)


def test_what_is_entered_is_told_with_an_undo(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods
) -> None:
    heard: list[Notice] = []
    section.said.connect(heard.append)
    enter(qtbot, tools, section, MovementKind.OUT, "3")
    assert heard[-1].sentence == "Take out 3 盒 of 藿香正气水 at Office store"
    assert heard[-1].action is not None
    heard[-1].action()
    qtbot.waitUntil(lambda: tools.store.read(supplies.item, goods.remedy).in_store == 200)


def test_the_list_shows_what_is_short_or_expires(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods
) -> None:
    listing = section.stock.list
    for which, count in (("short", 1), ("expired", 1), ("30", 1), ("all", 2)):
        listing.which.setCurrentIndex(listing.which.findData(which))
        settled(qtbot, tools)
        assert len(listing.table.ids()) == count
    put_stock(tools.store, goods.water, 1)
    settled(qtbot, tools)


def test_the_minimum_of_a_kind_of_site_is_set_at_once(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods
) -> None:
    places = section.stock.side.places
    section.stock.side.tabs.setCurrentWidget(places)
    places.minimum.setText("x")
    places.set_button.click()
    assert places.error.isVisible()
    places.for_whom.setCurrentIndex(places.for_whom.findData("rest-station"))
    places.minimum.setText("20")
    QTest.keyClick(places.minimum, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: tools.store.read(supply_due.minimums, goods.remedy) == dict.fromkeys(goods.sites, 20)
    )
    settled(qtbot, tools)


def test_a_batch_is_corrected_and_a_wrong_day_is_told_under_it(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods
) -> None:
    tab = section.stock.side.batches
    section.stock.side.tabs.setCurrentWidget(tab)
    qtbot.waitUntil(tab.form.isVisible)
    tab.bought.line.setText(in_days(tools.store, -1).isoformat())
    tab.form.save()
    settled(qtbot, tools)
    assert "before it was bought" in tab.expires.error.text()
    tab.bought.line.setText(in_days(tools.store, -90).isoformat())
    tab.form.save()
    settled(qtbot, tools)
    assert not tab.is_dirty()


def test_a_quantity_typed_is_not_lost_by_choosing_other_goods(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods
) -> None:
    side, view = section.stock.side, section.stock
    side.entry.quantity.line.setText("7")
    view.list.table.select(goods.water)
    assert view.unsaved.isVisible() and side.item() == goods.remedy
    view.unsaved.forget_button.click()
    qtbot.waitUntil(lambda: side.item() == goods.water)
    settled(qtbot, tools)
    assert side.entry.quantity.words() == ""


def test_a_round_is_proposed_saved_and_done(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods
) -> None:
    section.bar.setCurrentIndex(1)
    settled(qtbot, tools)
    section.new_round.click()
    side = section.rounds.side
    qtbot.waitUntil(lambda: side.table.rowCount() == 2)
    side.table.setCurrentCell(0, 5)
    QTest.keyClick(side.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    cell = side.table.item(0, 5)
    assert cell is not None
    cell.setText("12")
    side.driver.line.setText("王师傅")
    side.save_button.click()
    qtbot.waitUntil(lambda: len(tools.store.read(deliveries.listed)) == 1)
    settled(qtbot, tools)
    handed = side.table.item(1, 6)
    assert handed is not None
    handed.setText("much")
    assert "no quantity" in side.error.text()
    other = side.table.item(1, 6)
    assert other is not None
    other.setText("4")
    assert section.may_leave() is False
    side.done_button.click()
    qtbot.waitUntil(lambda: tools.store.read(deliveries.listed)[0].done_on is not None)
    settled(qtbot, tools)
    card = tools.store.read(deliveries.round_card, tools.store.read(deliveries.listed)[0].id)
    assert [stop.goods[0].delivered for stop in card.stops] == [12, 4]
    assert section.may_leave() and not side.save_button.isVisible()


def test_a_round_is_proposed_for_one_island_and_up_to_twice_the_minimum(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods
) -> None:
    section.bar.setCurrentIndex(1)
    section.new_round.click()
    side = section.rounds.side
    qtbot.waitUntil(lambda: side.table.rowCount() == 2)
    side.table.setCurrentCell(1, 5)
    QTest.keyClick(
        side.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert [words(side.table, row, 1) for row in range(2)] == ["舟山岛", "东极岛"]
    assert not side.ask.isEnabled() and section.may_leave() is False
    side.back.click()
    section.rounds.unsaved.forget_button.click()
    section.new_round.click()
    settled(qtbot, tools)
    side.ask.where.setCurrentIndex(side.ask.where.findData("东极岛"))
    side.ask.times.setCurrentIndex(1)
    side.ask.times.activated.emit(1)
    qtbot.waitUntil(lambda: side.table.rowCount() == 1)
    assert words(side.table, 0, 5) == "20 盒"


def test_goods_are_put_on_a_round_by_the_name_of_the_site(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods
) -> None:
    section.bar.setCurrentIndex(1)
    section.new_round.click()
    side = section.rounds.side
    qtbot.waitUntil(lambda: side.table.rowCount() == 2)
    side.add.site.line.setText("nowhere")
    side.add.quantity.line.setText("5")
    QTest.keyClick(side.add.quantity.line, Qt.Key.Key_Return)
    assert "No site has that name" in side.add.error.text()
    side.add.site.line.setText("东港邮政五一爱心驿站（滨海大道网点）")
    QTest.keyClick(side.add.quantity.line, Qt.Key.Key_Return)
    assert side.table.rowCount() == 3
    side.table.take_off()
    assert side.table.rowCount() == 2
    side.back.click()
    settled(qtbot, tools)
    assert tools.store.read(deliveries.listed) == []


def test_a_batch_is_thrown_away_where_it_lies(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods
) -> None:
    side = section.stock.side
    side.entry.place.line.setText("沈家门客运码头爱心驿站")
    entry = enter(qtbot, tools, section, MovementKind.DISCARDED, "6")
    assert entry.form.fault.text() == ""
    old = next(
        one for one in tools.store.read(supplies.batches, goods.remedy, True) if one.number == "20251101"
    )
    assert lies(tools.store, old.id, goods.sites[0]) == 0
    assert tools.store.read(supply_stock.lying, old.id, goods.sites[0]) == 0


def test_a_list_goes_out_and_comes_back_changed(
    qtbot: QtBot, tools: Tools, section: SuppliesSection, goods: Goods, tmp_path: Path
) -> None:
    heard: list[Notice] = []
    section.said.connect(heard.append)
    section.save_to(str(tmp_path / "goods"))
    qtbot.waitUntil(lambda: (tmp_path / "goods.xlsx").exists())
    settled(qtbot, tools)
    assert heard[-1].sentence.endswith("rows written to goods.xlsx.")
    tools.store.do(supply_stock.take_out, goods.water, 2)
    section.take_list(str(tmp_path / "goods.xlsx"))
    review = section.importing.review
    qtbot.waitUntil(lambda: review.take_in.text() == "Import 1 row")
    assert clipped(shown(section, 934, 640)) == []
    grab(section, "supplies-import")
    review.take_in.click()
    qtbot.waitUntil(lambda: tools.store.read(supplies.item, goods.water).in_store == 30)
    settled(qtbot, tools)
    assert section.stock.isVisible() and section.export_button.isVisible()


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(934, 640), (1350, 800)])
def test_nothing_is_cut_in_either_language(
    qtbot: QtBot, tools: Tools, lang: str, size: tuple[int, int]
) -> None:
    with in_language(lang):
        use_chinese_font()
        made = furnish(tools.store)
        section = SuppliesSection(tools)
        qtbot.addWidget(section)
        shown(section, *size)
        section.show_item("supply", made.remedy)
        settled(qtbot, tools)
        side = section.stock.side
        for number in range(side.tabs.count()):
            side.tabs.setCurrentIndex(number)
            settled(qtbot, tools)
            assert clipped(shown(section, *size)) == []
            grab(section, f"supplies-{lang}-{size[0]}-{number}")
        section.bar.setCurrentIndex(1)
        section.new_round.click()
        qtbot.waitUntil(lambda: section.rounds.side.table.rowCount() == 2)
        settled(qtbot, tools)
        assert clipped(shown(section, *size)) == []
        grab(section, f"rounds-{lang}-{size[0]}")
