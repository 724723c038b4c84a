"""Visits, defects and what is due, as a person enters and settles them."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.core.i18n import set_language
from desktop.models.sites import SiteKind
from desktop.services import defects, inspections, site_photos
from desktop.services.clock import local
from desktop.services.defects import DefectEntry, Defects, DefectState, RecheckEntry
from desktop.services.inspections import CheckResult, InspectionEntry, LineEntry
from desktop.storage.store import Store
from desktop.views.sites.defect_steps import DEADLINE, FIXED, RECHECK
from desktop.views.sites.inspection_rows import Which
from desktop.views.sites.inspections_section import InspectionsSection
from desktop.views.sites.inspections_tab import InspectionsTab
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.sites import put_site
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

ROOMS = ((934, 640, 1024), (1350, 800, 1440))
LANGUAGES = ("en", "zh_CN")


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    use_chinese_font()
    return tools_for(file_store, runner, settings, tmp_path)


def today(tools: Tools) -> date:
    return local(tools.store.now()).date()


def note(tools: Tools, site: UUID, what: str, days: int) -> UUID:
    """Note a defect whose deadline is so many days from now."""
    entry = DefectEntry(what, "周海明", "13805801234", today(tools) + timedelta(days))
    return tools.store.do(defects.add, site, today(tools) - timedelta(30), entry)


def visit(tools: Tools, site: UUID, found_open: bool = True) -> UUID:
    lines = (
        LineEntry("sign", CheckResult.PASS),
        LineEntry("seating", CheckResult.PASS, 7, "一把椅子松动"),
        LineEntry("air_conditioning", CheckResult.FAIL, defect=DefectEntry("", "周海明")),
        LineEntry("clean", CheckResult.PASS),
    )
    at = local(tools.store.now()) - timedelta(hours=3)
    entry = InspectionEntry(site, at, "陈亚珍", found_open, lines)
    return tools.store.do(inspections.record, entry).id


def furnished(tools: Tools) -> tuple[UUID, UUID]:
    """Put sites, visits and defects on file; return a site and its overdue defect."""
    site = put_site(tools.store, contact="周海明", contact_phone="13805801234", district="定海区")
    other = put_site(tools.store, "沈家门渔港爱心驿站", district="普陀区")
    put_site(tools.store, "岱山客运中心妈咪暖心小屋", SiteKind.MOMMY_ROOM, district="岱山县")
    late = note(tools, site, "门锁损坏，无法从内反锁", -6)
    tools.store.do(defects.report_fixed, note(tools, other, "饮水机漏水", -2), today(tools))
    note(tools, other, "标识牌褪色", 5)
    note(tools, other, "充电插座松动", 20)
    visit(tools, site)
    visit(tools, other, found_open=False)
    return site, late


def opened(qtbot: QtBot, tools: Tools, room: tuple[int, int] = (934, 640)) -> InspectionsSection:
    section = InspectionsSection(tools)
    qtbot.addWidget(section)
    tools.feed.tables_changed.connect(section.refresh)
    shown(section, *room)
    section.refresh()
    settled(qtbot, tools)
    return section


def heard(section: InspectionsSection) -> list[Notice]:
    said: list[Notice] = []
    section.said.connect(said.append)
    return said


def looked_at(qtbot: QtBot, tools: Tools, widget: QWidget, name: str) -> None:
    settled(qtbot, tools)
    shown(widget, widget.width(), widget.height())  # what was shown meanwhile is laid out
    qtbot.waitUntil(lambda: clipped(widget) == [])
    grab(widget, name)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_nothing_is_cut_whatever_is_shown(
    qtbot: QtBot, tools: Tools, language: str, width: int, height: int, screen: int
) -> None:
    end = f"{language[:2]}-{screen}"
    set_language(language)
    section = opened(qtbot, tools, (width, height))
    looked_at(qtbot, tools, section, f"inspections-empty-{end}")
    site, late = furnished(tools)
    section.show_item("defect", late)
    looked_at(qtbot, tools, section, f"inspections-defect-{end}")
    section.defect.begin(RECHECK)
    looked_at(qtbot, tools, section, f"inspections-recheck-{end}")
    section.defect.steps.close_steps()
    section.list.show_only(Which.VISITS)
    settled(qtbot, tools)
    section.list.table.view.selectRow(0)
    looked_at(qtbot, tools, section, f"inspections-visit-{end}")
    section.list.show_only(Which.DUE)
    settled(qtbot, tools)
    section.list.table.view.selectRow(section.list.table.model.rowCount() - 1)
    looked_at(qtbot, tools, section, f"inspections-due-{end}")
    section.show_item("inspect", site)
    settled(qtbot, tools)
    section.new.table.mark(0, CheckResult.PASS)
    section.new.table.setCurrentCell(4, 1)
    section.new.table.mark(4, CheckResult.FAIL)
    looked_at(qtbot, tools, section, f"inspections-new-{end}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_to_print_are_previewed(qtbot: QtBot, tools: Tools, language: str) -> None:
    furnished(tools)
    set_language(language)
    section = opened(qtbot, tools)
    section.print_sheets()
    looked_at(qtbot, tools, section, f"inspections-print-{language[:2]}-1024")
    assert section.sheets.preview.print_button.isEnabled()
    kind = section.sheets.kind
    kind.setCurrentIndex(kind.findData(SiteKind.MOMMY_ROOM.value))
    settled(qtbot, tools)
    assert section.sheets.count.text().startswith("1 ")


def test_a_visit_is_entered_by_keyboard_from_the_site_to_save(qtbot: QtBot, tools: Tools) -> None:
    site = put_site(tools.store, contact="周海明")
    section = opened(qtbot, tools)
    said = heard(section)
    section.show_item("inspect", site)
    settled(qtbot, tools)
    new = section.new
    new.inspector.line.setText("陈亚珍")
    table = new.table
    for key in (Qt.Key.Key_P, Qt.Key.Key_P, Qt.Key.Key_F, Qt.Key.Key_P):
        QTest.keyClick(table, key)
    assert table.currentRow() == 4
    assert not new.box.isHidden()
    assert (new.box.what.text(), new.box.responsible.text()) == ("Seats are broken or too few", "周海明")
    QTest.keyClick(table, Qt.Key.Key_N)
    new.rest.click()
    assert new.points.text() == "90 of 100 points"
    QTest.keyClick(table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, tools)
    assert said[-1].sentence == "The visit is entered. 90 of 100 points. 1 defect noted."
    (line,) = tools.store.read(inspections.visits)
    assert (line.inspector, line.points, line.defects) == ("陈亚珍", 90, 1)
    assert section.right.currentWidget() is section.visit


def test_a_defect_of_a_failed_line_may_be_reworded_or_left_out(qtbot: QtBot, tools: Tools) -> None:
    site = put_site(tools.store, contact="周海明")
    section = opened(qtbot, tools)
    section.show_item("inspect", site)
    settled(qtbot, tools)
    new = section.new
    new.inspector.set_value("陈亚珍")
    new.table.mark(0, CheckResult.FAIL)
    new.table.setCurrentCell(1, 1)
    new.table.mark(1, CheckResult.FAIL)
    new.box.wanted.setChecked(False)
    new.table.setCurrentCell(0, 1)
    new.box.what.setText("灯箱不亮")
    new.box.deadline.clear()
    QTest.keyClicks(new.box.deadline, "somewhen")
    new.save()
    assert not new.fault.isHidden() and "somewhen" in new.fault.text()
    new.box.deadline.clear()
    QTest.keyClicks(new.box.deadline, (today(tools) + timedelta(3)).isoformat())
    new.save()
    settled(qtbot, tools)
    (defect,) = tools.store.read(defects.defects, today(tools))
    assert (defect.what, defect.item, defect.days) == ("灯箱不亮", "sign", 3)


def test_what_is_wrong_with_a_visit_is_said_where_it_is(qtbot: QtBot, tools: Tools) -> None:
    site = put_site(tools.store)
    section = opened(qtbot, tools)
    section.begin_new()
    settled(qtbot, tools)
    section.new.save()
    assert not section.new.site.error.isHidden()
    section.show_item("inspect", site)
    settled(qtbot, tools)
    section.new.inspector.set_value("陈亚珍")
    section.new.at.line.setText((local(tools.store.now()) + timedelta(days=1)).strftime("%Y-%m-%d %H:%M"))
    section.new.save()
    settled(qtbot, tools)
    assert "future" in section.new.at.error.text()
    assert tools.store.read(inspections.visits) == []


def test_a_defect_is_reported_fixed_rechecked_and_then_closed(qtbot: QtBot, tools: Tools) -> None:
    _site, late = furnished(tools)
    section = opened(qtbot, tools)
    said = heard(section)
    section.show_item("defect", late)
    settled(qtbot, tools)
    assert section.defect.state.text() == "Overdue · 6 days late"
    section.defect.fixed_button.click()
    section.defect.steps.fix.line.setText("换锁")
    section.defect.steps.report_form.save()
    settled(qtbot, tools)
    assert "stays open" in said[-1].sentence
    assert tools.store.read(defects.defect_card, late, today(tools)).state is DefectState.TO_RECHECK
    assert section.defect.fixed_button.isHidden()
    section.defect.recheck_button.click()
    section.defect.steps.by.line.setText("陈亚珍")
    section.defect.steps.recheck_form.save()
    settled(qtbot, tools)
    assert tools.store.read(defects.defect_card, late, today(tools)).state is DefectState.CLOSED
    qtbot.waitUntil(lambda: section.defect.recheck_button.isHidden())
    assert "换锁" in section.defect.history.text() and "陈亚珍" in section.defect.history.text()


def test_a_failed_recheck_offers_a_new_deadline(qtbot: QtBot, tools: Tools) -> None:
    _site, late = furnished(tools)
    section = opened(qtbot, tools)
    section.show_item("defect", late)
    settled(qtbot, tools)
    section.defect.begin(RECHECK)
    steps = section.defect.steps
    steps.by.line.setText("陈亚珍")
    steps.passed.box.setCurrentIndex(1)
    assert steps.new_deadline.words() == (today(tools) + timedelta(7)).isoformat()
    steps.new_deadline.line.clear()
    steps.recheck_form.save()
    settled(qtbot, tools)
    assert "new deadline" in steps.new_deadline.error.text()
    steps.new_deadline.line.setText((today(tools) + timedelta(2)).isoformat())
    steps.recheck_form.save()
    settled(qtbot, tools)
    card = tools.store.read(defects.defect_card, late, today(tools))
    assert (card.state, card.days) == (DefectState.OPEN, 2)


def test_a_deadline_is_not_moved_without_a_reason(qtbot: QtBot, tools: Tools) -> None:
    _site, late = furnished(tools)
    section = opened(qtbot, tools)
    section.show_item("defect", late)
    settled(qtbot, tools)
    section.defect.begin(DEADLINE)
    steps = section.defect.steps
    steps.deadline.line.setText((today(tools) + timedelta(9)).isoformat())
    steps.deadline_form.save()
    assert not steps.reason.error.isHidden()
    steps.reason.line.setText("等配件")
    steps.deadline_form.save()
    settled(qtbot, tools)
    qtbot.waitUntil(lambda: "等配件" in section.defect.history.text())


def test_what_was_entered_is_not_lost_by_choosing_another_line(qtbot: QtBot, tools: Tools) -> None:
    site, late = furnished(tools)
    section = opened(qtbot, tools)
    said = heard(section)
    section.show_item("inspect", site)
    settled(qtbot, tools)
    section.new.table.mark(0, CheckResult.PASS)
    assert not section.may_leave()
    section.show_item("defect", late)
    assert section.right.currentWidget() is section.new
    assert said[-1].action is not None
    said[-1].action()
    settled(qtbot, tools)
    assert section.may_leave()


def test_delete_removes_a_defect_and_undo_brings_it_back(qtbot: QtBot, tools: Tools) -> None:
    _site, late = furnished(tools)
    section = opened(qtbot, tools)
    said = heard(section)
    section.list.show_only(Which.OVERDUE)
    settled(qtbot, tools)
    assert section.list.table.select(late)
    settled(qtbot, tools)
    section.list.table.removal_asked.emit()
    settled(qtbot, tools)
    assert tools.store.read(defects.defects, today(tools), Defects.OVERDUE) == []
    assert said[-1].action is not None
    said[-1].action()
    settled(qtbot, tools)
    assert [d.id for d in tools.store.read(defects.defects, today(tools), Defects.OVERDUE)] == [late]


def test_the_list_is_narrowed_by_what_is_typed_and_chosen(qtbot: QtBot, tools: Tools) -> None:
    _site, late = furnished(tools)
    section = opened(qtbot, tools)
    section.list.show_only(Which.OPEN)
    settled(qtbot, tools)
    assert section.list.table.model.rowCount() == 6
    section.list.table.filter.setText("门锁")
    QTest.keyClick(section.list.table.filter, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert list(section.list.table.ids()) == [late]
    section.list.table.filter.clear()
    for which, count in ((Which.TO_RECHECK, 1), (Which.CLOSED, 0), (Which.VISITS, 2)):
        section.list.show_only(which)
        qtbot.waitUntil(lambda count=count: section.list.table.model.rowCount() == count)  # type: ignore[misc]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height", "screen"), ((560, 560, 1024), (860, 720, 1440)))
def test_a_site_shows_its_own_visits_and_defects(
    qtbot: QtBot, tools: Tools, language: str, width: int, height: int, screen: int
) -> None:
    site, late = furnished(tools)
    closed = note(tools, site, "已整改", 1)
    tools.store.do(defects.recheck, closed, RecheckEntry(today(tools), "陈亚珍", passed=True))
    set_language(language)
    tab = InspectionsTab(tools)
    qtbot.addWidget(tab)
    shown(tab, width, height)
    tab.show_site(site)
    looked_at(qtbot, tools, tab, f"site-inspections-{language[:2]}-{screen}")
    assert tab.table.model.rowCount() == 3
    asked: list[tuple[str, object]] = []
    tab.open_item.connect(lambda kind, item: asked.append((kind, item)))
    tab.table.opened.emit(late)
    tab.new_button.click()
    assert asked == [("defect", late), ("inspect", site)]


def test_the_form_of_a_step_names_its_step(qtbot: QtBot, tools: Tools) -> None:
    _site, late = furnished(tools)
    section = opened(qtbot, tools)
    section.show_item("defect", late)
    settled(qtbot, tools)
    for step in (FIXED, RECHECK, DEADLINE):
        section.defect.begin(step)
        assert [not form.isHidden() for form in section.defect.steps.forms].index(True) == step
    QTest.keyClick(section.defect.steps, Qt.Key.Key_Escape)
    assert section.defect.steps.isHidden()


def test_photos_of_a_defect_are_added_beside_it_and_removed_again(
    qtbot: QtBot, tools: Tools, tmp_path: Path
) -> None:
    site, late = furnished(tools)
    picture = tmp_path / "lock.jpg"
    Image.new("RGB", (640, 480), "grey").save(picture)
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    section = opened(qtbot, tools)
    said = heard(section)
    section.show_item("defect", late)
    settled(qtbot, tools)
    section.defect.photos.take([picture, broken])
    settled(qtbot, tools)
    assert said[-1].sentence == "1 photo added." and "broken.jpg" in said[-1].remedy
    (line,) = tools.store.read(site_photos.photos, site, None, late)
    qtbot.waitUntil(lambda: section.defect.photos.list.count() == 1)
    grab(section, "inspections-photos")
    section.defect.photos.list.setCurrentRow(0)
    section.defect.photos.remove()
    settled(qtbot, tools)
    assert line.defect_id == late and tools.store.read(site_photos.photos, site, None, late) == []
