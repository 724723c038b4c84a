"""The plan of a programme on the screen: begun, filled part by part, refused in place, locked, printed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import set_language
from desktop.core.trip_rules import Effect, RuleKey
from desktop.models.sites import SiteKind
from desktop.services import trip_plan, trip_plan_bases, trip_plan_batches, trip_plan_rules, trip_steps, trips
from desktop.services.trip_plan import ProgrammeEntry
from desktop.services.trip_plan_bases import BaseEntry
from desktop.services.trip_plan_batches import BatchEntry
from desktop.services.trip_plan_rules import DocumentEntry, RuleEntry
from desktop.services.trip_steps import TripStep
from desktop.storage.store import Store
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from desktop.views.trips.plan_section import PlanSection
from desktop.views.trips_page import TripsPage
from tests.services.sites import put_site
from tests.services.trips import put_approved, put_organisation
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

ROOMS = ((934, 640, 1024), (1350, 800, 1440))
TITLE = "2026年度职工疗休养方案"


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Iterator[Tools]:
    use_chinese_font()
    made = tools_for(file_store, runner, settings, tmp_path)
    yield made
    made.feed.close()


def furnish(store: Store) -> UUID:
    """Put a programme of 272 places on file, with documents, rules, bases and three batches."""
    top = put_organisation(store, "舟山市总工会")
    put_organisation(store, "普陀区总工会", top)
    put_site(store, "朱家尖职工疗养院", SiteKind.TRIP_BASE, contact="周主任")
    put_site(store, "嵊泗列岛疗养基地", SiteKind.TRIP_BASE)
    entry = ProgrammeEntry(2026, TITLE, 272, top, 60_000_000, "林小渔", "0580-2023456")
    programme = store.do(trip_plan.create, entry)
    paper = store.do(
        trip_plan_rules.add_document,
        programme,
        DocumentEntry(
            "舟总工〔2026〕3号", "关于做好2026年度职工疗休养工作的通知", "舟山市总工会", date(2026, 2, 3)
        ),
    )
    for key, value, clause in ((RuleKey.DAYS, "5", "第四条"), (RuleKey.REPEAT_YEARS, "3", "第六条第二款")):
        store.do(trip_plan_rules.set_rule, programme, key, RuleEntry(value, Effect.BLOCK, paper, clause))
    base = store.do(
        trip_plan_bases.add,
        programme,
        BaseEntry("莫干山职工疗养院", "湖州德清", contact="沈主任", phone="0572-8033888", document_id=paper),
    )
    store.do(trip_plan_bases.add, programme, BaseEntry("阿克苏疗休养基地", "新疆阿克苏", True))
    first = BatchEntry(
        1,
        50,
        starts_on=date(2026, 5, 11),
        ends_on=date(2026, 5, 15),
        base_id=base,
        price_fen=290_000,
        reserved_trade="环卫工人",
        leader="王海燕",
        leader_phone="13800001111",
    )
    store.do(trip_plan_batches.add, programme, first)
    for number, month in ((2, 6), (3, 9)):
        days = (date(2026, month, 8), date(2026, month, 12))
        entry_of_it = replace(
            first, number=number, capacity=100, starts_on=days[0], ends_on=days[1], reserved_trade=""
        )
        store.do(trip_plan_batches.add, programme, entry_of_it)
    return programme


def opened(qtbot: QtBot, tools: Tools, size: tuple[int, int] = (934, 640)) -> tuple[TripsPage, PlanSection]:
    page = TripsPage(tools)
    qtbot.addWidget(page)
    shown(page, *size)
    section = page.go("plan")
    settled(qtbot, tools)
    assert isinstance(section, PlanSection)
    return page, section


def heard(section: PlanSection) -> list[Notice]:
    told: list[Notice] = []
    section.said.connect(told.append)
    return told


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_nothing_is_cut_in_any_part(
    qtbot: QtBot, tools: Tools, language: str, width: int, height: int, screen: int
) -> None:
    set_language(language)
    page, section = opened(qtbot, tools, (width, height))

    def looked_at(name: str) -> None:
        settled(qtbot, tools)
        assert clipped(shown(page, width, height)) == [], name
        assert page.width() == width, name
        grab(page, f"trips-plan-{name}-{language[:2]}-{screen}")

    looked_at("empty")
    section.begin("new")
    looked_at("new")
    section.programme_part.form.back_button.click()
    furnish(tools.store)
    settled(qtbot, tools)
    for name in ("programme_part", "documents", "rules", "categories", "bases", "batches"):
        section.go_to(getattr(section, name))
        looked_at(name)
    section.batches.new.click()
    section.batches.fields.ends_on.line.setText("2026-04-31")
    section.batches.form.save()
    looked_at("batch-refused")
    section.batches.form.put_back()
    section.batches.form.back_button.click()
    section.print_button.click()
    looked_at("paper")


def test_the_first_programme_is_begun_by_keyboard(qtbot: QtBot, tools: Tools) -> None:
    set_language("zh_CN")
    page, section = opened(qtbot, tools)
    told = heard(section)
    QTest.keyClick(section.empty.step, Qt.Key.Key_Space)
    settled(qtbot, tools)
    part = section.programme_part
    year = tools.store.now().astimezone().year
    assert part.title.words() == f"{year}年度职工疗休养方案"
    part.year.line.setText("2027")
    assert part.title.words() == "2027年度职工疗休养方案"
    QTest.keyClick(part.places.line, Qt.Key.Key_Return)
    assert part.places.error.text()
    QTest.keyClicks(part.places.line, "272")
    QTest.keyClick(part.places.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert page.chosen.programme is not None
    card = tools.store.read(trips.programme, page.chosen.programme)
    assert (card.year, card.places) == (2027, 272)
    assert told[-1].sentence == "已新建2027年度职工疗休养方案。"
    assert section.tabs.isTabVisible(5)
    assert len(section.categories.table.row_keys()) == 7


def test_a_new_programme_is_the_chosen_one_with_last_years_lists(qtbot: QtBot, tools: Tools) -> None:
    old = furnish(tools.store)
    page, section = opened(qtbot, tools)
    page.programme_bar.new.click()
    settled(qtbot, tools)
    part = section.programme_part
    assert section.head is not None
    assert section.head.isHidden()  # it tells of the programme one came from
    assert TITLE in part.taken_over.text()
    assert part.top.words() == "舟山市总工会"
    part.form.save_button.click()
    settled(qtbot, tools)
    assert not section.head.isHidden()
    assert page.chosen.programme is not None
    assert page.chosen.programme != old
    assert tools.store.read(trips.rules, page.chosen.programme).is_set(RuleKey.DAYS)
    assert len(section.bases.table.row_keys()) == 2
    assert section.batches.empty.isVisibleTo(section.batches)


def test_a_rule_is_set_with_its_document_and_left_as_proposed_again(qtbot: QtBot, tools: Tools) -> None:
    programme = furnish(tools.store)
    _page, section = opened(qtbot, tools)
    rules = section.rules
    section.go_to(rules)
    rules.choose(RuleKey.FRONTLINE_SHARE)
    assert rules.title.text() == "Front line in all, at least"
    assert rules.effect.isHidden()
    rules.line.line.setText("900 %")
    QTest.keyClick(rules.line.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert "percentage" in rules.line.error.text()
    rules.line.line.setText("９０％")
    rules.document.box.setCurrentIndex(1)
    QTest.keyClick(rules.line.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    held = tools.store.read(trips.rules, programme).held(RuleKey.FRONTLINE_SHARE)
    assert (held.value, held.document) == ("90", "舟总工〔2026〕3号")
    assert rules.line.words() == "90 %"
    rules.reset.click()
    settled(qtbot, tools)
    assert not tools.store.read(trips.rules, programme).is_set(RuleKey.FRONTLINE_SHARE)
    assert (rules.key, rules.line.words()) == (RuleKey.FRONTLINE_SHARE, "70 %")
    rules.choose(RuleKey.HONOUR)
    assert rules.line.isHidden()
    rules.choice.box.setCurrentIndex(2)
    rules.effect.set_value(Effect.BLOCK)
    rules.form.save()
    settled(qtbot, tools)
    assert tools.store.read(trips.rules, programme).text(RuleKey.HONOUR) == "city"


def test_a_batch_is_proposed_refused_by_the_rules_mended_copied_and_removed(
    qtbot: QtBot, tools: Tools
) -> None:
    programme = furnish(tools.store)
    _page, section = opened(qtbot, tools)
    told = heard(section)
    part, fields = section.batches, section.batches.fields
    section.go_to(part)
    part.new.click()
    assert (fields.number.words(), fields.capacity.words()) == ("4", "22")
    fields.starts_on.line.setText("10.12")
    fields.ends_on.line.setText("2026-10-18")
    QTest.keyClick(fields.ends_on.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert "2 days more than the 5" in fields.ends_on.error.text()
    fields.ends_on.line.setText("10-16")
    fields.departs_at.line.setText("6:30")
    QTest.keyClick(fields.ends_on.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    line = tools.store.read(trips.batches, programme)[-1]
    assert (line.number, line.starts_on, line.ends_on) == (4, date(2026, 10, 12), date(2026, 10, 16))
    assert line.departs_at is not None
    assert f"{line.departs_at.astimezone():%m-%d %H:%M}" == "10-12 06:30"
    assert (part.key, part.is_new) == (line.id, False)
    assert told[-1].sentence == "Batch 4 is on the list."
    assert "272 of 272 places" in part.sum.text()
    part.copy.click()
    assert fields.number.words() == "5"
    assert fields.starts_on.words() == "2026-10-12"
    part.form.back_button.click()
    assert part.key == line.id
    QTest.keyClick(part.table, Qt.Key.Key_Delete)
    settled(qtbot, tools)
    assert len(part.table.row_keys()) == 3
    assert told[-1].action is not None
    told[-1].action()
    settled(qtbot, tools)
    assert len(part.table.row_keys()) == 4


def test_what_is_typed_is_not_lost_by_going_to_another_row(qtbot: QtBot, tools: Tools) -> None:
    furnish(tools.store)
    page, section = opened(qtbot, tools)
    part = section.categories
    section.go_to(part)
    first, second = part.table.row_keys()[:2]
    part.points.line.setText("9")
    part.table.select(second)
    assert part.key == first
    assert part.table.key() == first
    assert "not saved" in part.form.fault.text()
    assert not page.may_leave()
    part.form.put_back()
    part.down.click()
    settled(qtbot, tools)
    assert part.table.row_keys()[:2] == [second, first]
    assert part.key == first
    assert page.may_leave()


def test_bases_of_the_register_and_documents_are_added(qtbot: QtBot, tools: Tools) -> None:
    programme = furnish(tools.store)
    _page, section = opened(qtbot, tools)
    section.go_to(section.bases)
    section.bases.menu.actions()[0].trigger()
    settled(qtbot, tools)
    assert len(section.bases.table.row_keys()) == 4
    assert not section.bases.sites.isEnabled()
    section.go_to(section.documents)
    section.documents.new.click()
    assert section.documents.issuer.words() == "舟山市总工会"
    section.documents.number.line.setText("舟总工〔2026〕3号")
    section.documents.form.save()
    settled(qtbot, tools)
    assert "already" in section.documents.number.error.text()
    section.documents.number.line.setText("舟总工〔2026〕9号")
    section.documents.form.save()
    settled(qtbot, tools)
    assert len(tools.store.read(trips.documents, programme)) == 2


def test_an_approved_plan_is_locked_but_for_what_is_the_rosters(qtbot: QtBot, tools: Tools) -> None:
    programme = furnish(tools.store)
    _page, section = opened(qtbot, tools)
    section.go_to(section.batches)
    put_approved(tools.store, programme, [TripStep.PLAN])
    settled(qtbot, tools)
    fields = section.batches.fields
    assert fields.capacity.line.isReadOnly()
    assert not fields.leader.line.isReadOnly()
    assert not section.batches.new.isEnabled()
    assert section.programme_part.places.line.isReadOnly()
    assert not section.rules.choice.box.isEnabled()
    fields.leader.line.setText("周明")
    QTest.keyClick(fields.leader.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert tools.store.read(trips.batches, programme)[0].leader == "周明"
    tools.store.do(trip_steps.amend, programme, TripStep.PLAN, "王主席", "加一批")
    settled(qtbot, tools)
    assert not fields.capacity.line.isReadOnly()


def test_the_plan_is_written_as_a_workbook_and_drawn_on_paper(
    qtbot: QtBot, tools: Tools, tmp_path: Path
) -> None:
    furnish(tools.store)
    _page, section = opened(qtbot, tools)
    told = heard(section)
    section.save_to(str(tmp_path / "plan"))
    settled(qtbot, tools)
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    assert book.sheetnames == ["Batches", "Rules", "Categories", "Bases", "Documents"]
    assert "rows written to plan.xlsx" in told[-1].sentence
    section.print_button.click()
    settled(qtbot, tools)
    papers = section.paper.preview.papers()
    assert papers is not None
    assert papers.pages == 1
    assert section.paper.warning.text() == ""
    section.paper.back.click()
    assert section.stack.currentWidget() is section.inside


def test_another_page_leads_to_a_batch(qtbot: QtBot, tools: Tools) -> None:
    programme = furnish(tools.store)
    page, section = opened(qtbot, tools)
    wanted = tools.store.read(trips.batches, programme)[2].id
    page.show_item("trip-batch", wanted)
    settled(qtbot, tools)
    assert section.batches.key == wanted
    assert section.batches.fields.number.words() == "3"


def test_a_programme_is_removed_and_undone(qtbot: QtBot, tools: Tools) -> None:
    programme = furnish(tools.store)
    page, section = opened(qtbot, tools)
    section.programme_part.remove.click()
    settled(qtbot, tools)
    assert page.chosen.programme is None
    assert section.empty.isVisible()
    tools.store.undo()
    settled(qtbot, tools)
    assert page.chosen.programme == programme
    assert section.programme_part.places.words() == "272"


def test_the_parts_are_gone_through_and_begun_by_keyboard(qtbot: QtBot, tools: Tools) -> None:
    furnish(tools.store)
    page, section = opened(qtbot, tools)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    section.programme_part.title.line.setFocus()
    for _step in range(5):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert section.pages.currentWidget() is section.batches
    assert section.batches.table.hasFocus()
    QTest.keyClick(section.batches.table, Qt.Key.Key_Return)
    assert section.batches.fields.starts_on.line.hasFocus()
    QTest.keyClick(section.batches.fields.starts_on.line, Qt.Key.Key_Escape)
    assert section.batches.table.hasFocus()
    QTest.keyClick(section.batches.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert section.batches.is_new
    QTest.keyClick(section.batches.fields.starts_on.line, Qt.Key.Key_Escape)
    assert not section.batches.is_new
    assert section.batches.fields.number.words() == "1"


def test_choosing_another_programme_leaves_the_new_one(qtbot: QtBot, tools: Tools) -> None:
    old, furnished = tools.store.do(trip_plan.create, ProgrammeEntry(2025, "2025", 5)), furnish(tools.store)
    page, section = opened(qtbot, tools)
    assert page.chosen.programme == furnished
    page.programme_bar.new.click()
    settled(qtbot, tools)
    assert not section.tabs.isTabVisible(1)
    page.chosen.choose(old)
    settled(qtbot, tools)
    assert section.tabs.isTabVisible(1)
    assert section.programme_part.places.words() == "5"
    assert section.batches.empty.isVisibleTo(section.batches)
