"""Equipment on the screen: entered, moved, written off, labelled, counted by scanning, imported."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.codes import asset_code
from desktop.core.i18n import set_language
from desktop.models.site_assets import Asset
from desktop.services import asset_moves, assets, stock_takes
from desktop.services.asset_export import write_assets
from desktop.services.assets import AssetEntry, AssetFilter, Condition
from desktop.storage.store import Store
from desktop.views.sites.equipment_section import EquipmentSection
from desktop.views.sites.equipment_tab import EquipmentTab
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.sites import put_site
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

PIECES = ("空调", "饮水机", "微波炉", "急救箱", "折叠椅", "电视机")


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


class Furnished:
    """Two sites, six pieces of equipment at the first and one at the other."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.site = put_site(store, "定海港务码头爱心驿站")
        self.other = put_site(store, "沈家门渔港区域性职工活动中心")
        self.keys: list[UUID] = []
        for number, name in enumerate(PIECES, start=1):
            entry = AssetEntry(
                self.site,
                f"ZC-{number:04d}",
                name,
                "K-35",
                "门厅",
                date(2024, 5, number),
                number * 1000_00,
                "海岛家电",
            )
            self.keys += store.do(assets.create, entry)
        self.keys += store.do(assets.create, AssetEntry(self.other, "KT-01", "空调"))

    def code(self, number: int) -> str:
        token = self.store.read(lambda session: session.get_one(Asset, self.keys[number]).token)
        return asset_code(self.store.code_key, token)


@pytest.fixture
def office(tools: Tools) -> Furnished:
    return Furnished(tools.store)


@pytest.fixture
def section(qtbot: QtBot, tools: Tools) -> Iterator[EquipmentSection]:
    use_chinese_font()
    made = EquipmentSection(tools)
    qtbot.addWidget(made)
    tools.feed.tables_changed.connect(made.refresh)
    shown(made, 910, 560)
    made.refresh()
    settled(qtbot, tools)
    yield made
    settled(qtbot, tools)
    tools.feed.close()


def scan(qtbot: QtBot, tools: Tools, section: EquipmentSection, text: str) -> str:
    line = section.takes.scan.line
    line.setText(text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    return section.takes.scan.answer.words.text()


@pytest.mark.parametrize("tongue", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(910, 560), (1326, 720)])
def test_nothing_is_cut_in_any_state(
    qtbot: QtBot, tools: Tools, tongue: str, size: tuple[int, int], tmp_path: Path
) -> None:
    use_chinese_font()
    set_language(tongue)
    made = EquipmentSection(tools)
    qtbot.addWidget(made)
    tools.feed.tables_changed.connect(made.refresh)

    def looked_at(name: str) -> None:
        settled(qtbot, tools)
        assert clipped(shown(made, *size)) == [], name
        assert made.width() == size[0], name
        grab(made, f"equipment-{name}-{tongue}-{size[0]}")

    shown(made, *size)
    made.refresh()
    looked_at("empty")
    office = Furnished(tools.store)
    qtbot.waitUntil(lambda: made.list.current() is not None)
    looked_at("list")
    made.begin_new()
    settled(qtbot, tools)
    made.side.form.bought.line.setText("2099-01-01")
    made.side.form.form.check()
    assert made.side.form.is_new()
    looked_at("new")
    made.side.form.form.back_button.click()
    made.move_button.click()
    looked_at("moving")
    made.write_off.click()
    looked_at("writing-off")
    made.reason.close_bar()
    tools.store.do(asset_moves.write_off, [office.keys[1]], "无法修复")
    qtbot.waitUntil(lambda: office.keys[1] not in made.list.table.ids())
    made.show_item("asset", office.keys[1])
    looked_at("gone")
    made.side.setCurrentWidget(made.side.history)
    looked_at("history")
    made.list.table.view.selectAll()
    made.print_labels.click()
    looked_at("labels")
    made.labels.left.emit()
    made.count.click()
    looked_at("takes-none")
    made.show_item("stock-take", office.site)
    settled(qtbot, tools)
    for text in (office.code(0), "ZC-0003", "KT-01"):
        scan(qtbot, tools, made, text)
    looked_at("counting")
    made.takes.scan.close_button.click()
    scan(qtbot, tools, made, "X-1")
    looked_at("closing")
    made.takes.scan.ask.mark.click()
    looked_at("counted")
    made.takes.scan.report.click()
    looked_at("report")
    made.takes.preview_back.click()
    made.takes.scan.back.click()
    looked_at("takes")
    made.takes.back.click()
    file = tmp_path / "list.xlsx"
    tools.store.read(write_assets, file, AssetFilter(text="KT"))
    made.take_list(str(file))
    looked_at("import")
    settled(qtbot, tools)
    tools.feed.close()


def test_new_equipment_gets_the_next_number_and_the_site_last_looked_at(
    qtbot: QtBot, tools: Tools, office: Furnished, section: EquipmentSection
) -> None:
    section.show_item("asset", office.keys[5])
    settled(qtbot, tools)
    section.new.click()
    settled(qtbot, tools)
    form = section.side.form
    assert form.number.words() == "KT-02"
    assert form.name.line.hasFocus()
    form.name.line.setText("风扇")
    form.count.line.setText("2")
    QTest.keyClick(form.name.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    keys = tools.store.read(assets.ids, AssetFilter(text="风扇"))
    assert [line.entry.number for line in tools.store.read(assets.lines, keys)] == ["KT-02", "KT-03"]
    assert {line.site for line in tools.store.read(assets.lines, keys)} == {"定海港务码头爱心驿站"}
    assert section.list.current() == keys[0]


def test_a_piece_that_is_not_among_those_shown_is_shown_with_everything(
    qtbot: QtBot, tools: Tools, office: Furnished, section: EquipmentSection
) -> None:
    section.show_item("asset", office.keys[2])
    settled(qtbot, tools)
    assert section.list.which.currentText() == "Equipment in use"
    tools.store.do(asset_moves.write_off, [office.keys[1]], "无法修复")
    qtbot.waitUntil(lambda: office.keys[1] not in section.list.table.ids())
    section.show_item("asset", office.keys[1])
    qtbot.waitUntil(lambda: section.list.current() == office.keys[1])
    assert section.list.which.currentText() == "Everything"
    settled(qtbot, tools)
    section.list.opened.emit(office.keys[1])
    assert section.side.form.name.line.hasFocus()


def test_a_number_that_is_taken_is_refused_under_its_field(
    qtbot: QtBot, tools: Tools, office: Furnished, section: EquipmentSection
) -> None:
    section.show_item("asset", office.keys[0])
    settled(qtbot, tools)
    form = section.side.form
    form.number.line.setText("ZC-0002")
    form.form.save_button.click()
    settled(qtbot, tools)
    assert "taken" in form.number.error.text()
    assert not section.may_leave()


def test_chosen_pieces_move_with_a_reason_and_undo_brings_them_back(
    qtbot: QtBot, tools: Tools, office: Furnished, section: EquipmentSection
) -> None:
    heard: list[Notice] = []
    section.said.connect(heard.append)
    section.list.table.view.selectAll()
    section.list.table.select(office.keys[0])
    section.move_button.click()
    section.move_bar.site.line.setText("沈家门渔港区域性职工活动中心")
    section.move_bar.place.line.setText("二楼")
    QTest.keyClick(section.move_bar.place.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert tools.store.read(assets.line, office.keys[0]).entry.place == "二楼"
    assert section.move_bar.isHidden()
    action = heard[-1].action
    assert action is not None
    action()
    settled(qtbot, tools)
    assert tools.store.read(assets.line, office.keys[0]).site == "定海港务码头爱心驿站"


def test_writing_off_asks_why_and_can_be_taken_back(
    qtbot: QtBot, tools: Tools, office: Furnished, section: EquipmentSection
) -> None:
    section.show_item("asset", office.keys[0])
    settled(qtbot, tools)
    section.write_off.click()
    section.reason.reason.setText("无法修复")
    QTest.keyClick(section.reason.reason, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert tools.store.read(assets.line, office.keys[0]).write_off_reason == "无法修复"
    section.show_item("asset", office.keys[0])
    settled(qtbot, tools)
    assert section.write_off.text() == "Back in use"
    assert "无法修复" in section.side.form.gone.text()
    section.write_off.click()
    settled(qtbot, tools)
    assert tools.store.read(assets.line, office.keys[0]).entry.condition is Condition.WORN


def test_the_list_is_narrowed_by_words_and_condition_and_tells_what_it_cost(
    qtbot: QtBot, tools: Tools, office: Furnished, section: EquipmentSection
) -> None:
    assert section.list.totals.text().startswith("7 pieces")
    section.list.table.filter.setText("空调")
    qtbot.waitUntil(lambda: section.list.totals.text().startswith("2 pieces"))
    section.list.which.setCurrentIndex(section.list.which.findData(Condition.BROKEN.value))
    settled(qtbot, tools)
    assert list(section.list.table.ids()) == []


def test_scanning_answers_in_words_and_closing_marks_what_is_missing(
    qtbot: QtBot, tools: Tools, office: Furnished, section: EquipmentSection
) -> None:
    section.count.click()
    settled(qtbot, tools)
    section.takes.site.line.setText("定海港务码头爱心驿站")
    QTest.keyClick(section.takes.site.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert section.takes.scan.line.hasFocus()
    assert scan(qtbot, tools, section, office.code(0)) == "Seen."
    assert scan(qtbot, tools, section, "zc-0001") == "Seen already."
    assert "Belongs to" in scan(qtbot, tools, section, "KT-01")
    assert section.takes.scan.bring.isVisible()
    section.takes.scan.bring.click()
    settled(qtbot, tools)
    assert tools.store.read(assets.line, office.keys[6]).site == "定海港务码头爱心驿站"
    assert "No equipment" in scan(qtbot, tools, section, "nonsense")
    assert section.takes.scan.line.hasFocus()
    section.takes.scan.condition.setCurrentIndex(3)
    section.takes.scan.condition.activated.emit(3)
    settled(qtbot, tools)
    assert tools.store.read(assets.line, office.keys[6]).entry.condition is Condition.BROKEN
    section.takes.scan.close_button.click()
    section.takes.scan.ask.mark.click()
    settled(qtbot, tools)
    (take,) = tools.store.read(stock_takes.takes)
    assert (take.seen, take.missing) == (2, 5)
    assert tools.store.read(assets.line, office.keys[3]).entry.condition is Condition.MISSING
    assert section.takes.scan.line.isHidden()


def test_the_scan_line_keeps_the_focus_and_the_condition_goes_to_the_piece_pointed_at(
    qtbot: QtBot, tools: Tools, office: Furnished, section: EquipmentSection
) -> None:
    section.show_item("stock-take", office.site)
    settled(qtbot, tools)
    counting = section.takes.scan
    for text in ("ZC-0001", "ZC-0002"):
        scan(qtbot, tools, section, text)
    older = counting.seen.visualRect(counting.seen.model().index(1, 0)).center()
    QTest.mouseClick(counting.seen.viewport(), Qt.MouseButton.LeftButton, pos=older)
    assert counting.line.hasFocus()
    counting.refresh()
    settled(qtbot, tools)
    counting.condition.setCurrentIndex(2)
    counting.condition.activated.emit(2)
    settled(qtbot, tools)
    assert tools.store.read(assets.line, office.keys[0]).entry.condition is Condition.WORN
    assert tools.store.read(assets.line, office.keys[1]).entry.condition is Condition.GOOD


def test_a_site_without_equipment_is_refused_under_the_field(
    qtbot: QtBot, tools: Tools, section: EquipmentSection
) -> None:
    put_site(tools.store, "空驿站")
    section.count.click()
    settled(qtbot, tools)
    section.takes.site.line.setText("空驿站")
    section.takes.form.save_button.click()
    settled(qtbot, tools)
    assert "No equipment" in section.takes.site.error.text()


def test_the_report_of_a_stock_take_is_saved_as_a_workbook(
    qtbot: QtBot, tools: Tools, office: Furnished, section: EquipmentSection, tmp_path: Path
) -> None:
    section.show_item("stock-take", office.site)
    settled(qtbot, tools)
    scan(qtbot, tools, section, "ZC-0001")
    section.takes._wanted = tools.store.read(stock_takes.open_take, office.site)
    section.takes.save_workbook(str(tmp_path / "report"))
    settled(qtbot, tools)
    assert (tmp_path / "report.xlsx").exists()
    section.takes.scan.drop.click()
    settled(qtbot, tools)
    assert tools.store.read(stock_takes.takes) == ()


def test_a_list_is_exported_mended_and_taken_in_again(
    qtbot: QtBot, tools: Tools, office: Furnished, section: EquipmentSection, tmp_path: Path
) -> None:
    section.save_to(str(tmp_path / "设备"))
    settled(qtbot, tools)
    for key in office.keys[:2]:
        tools.store.do(assets.remove, key)
    section.take_list(str(tmp_path / "设备.xlsx"))
    settled(qtbot, tools)
    review = section.importing.review
    assert review.take_in.text() == "Import 2 rows"
    review.take_in.click()
    settled(qtbot, tools)
    assert tools.store.read(assets.totals).count == 7
    assert section.list.isVisible()


def test_labels_begin_at_the_sticker_chosen_and_the_size_is_remembered(
    qtbot: QtBot, tools: Tools, office: Furnished, section: EquipmentSection
) -> None:
    section.show_item("asset", office.keys[0])
    settled(qtbot, tools)
    section.print_labels.click()
    panel = section.labels
    panel.stickers.setCurrentIndex(2)
    panel.stickers.activated.emit(2)
    panel.start.setValue(40)
    settled(qtbot, tools)
    assert panel.preview.print_button.isEnabled()
    assert tools.memory.value("sites/labels/size") == "52.5x29.7"
    panel.left.emit()
    assert section.list.isVisible()


def test_the_tab_of_a_site_lists_its_equipment_and_leads_to_it(
    qtbot: QtBot, tools: Tools, office: Furnished
) -> None:
    use_chinese_font()
    tab = EquipmentTab(tools)
    qtbot.addWidget(tab)
    asked: list[tuple[str, object]] = []
    tab.open_item.connect(lambda kind, item: asked.append((kind, item)))
    shown(tab, 430, 440)
    tab.show_site(office.site)
    settled(qtbot, tools)
    assert tab.table.rowCount() == 6
    tab.table.cellActivated.emit(0, 0)
    tab.count.click()
    assert asked == [("asset", office.keys[0]), ("stock-take", office.site)]
    assert clipped(shown(tab, 430, 440)) == []
    grab(tab, "equipment-tab-en")
    empty = put_site(tools.store, "空驿站")
    tab.show_site(empty)
    settled(qtbot, tools)
    assert "No equipment" in tab.totals.text()
    tools.feed.close()
