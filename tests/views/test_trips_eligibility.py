"""The step of eligibility: everybody with the rules, exceptions with reason and name, former years' lists."""

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.core.trip_rules import RuleKey
from desktop.models.trips import RuleEffect, TripDocument, TripRule, TripStep
from desktop.services import trip_eligibility, trip_history, trip_overrides
from desktop.services.trip_eligibility import Outcome
from desktop.spreadsheets.read import open_book
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Store
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from desktop.views.trips.eligibility_section import EligibilitySection
from desktop.views.trips.eligibility_seen import Standing
from desktop.views.trips_page import TripsPage
from tests.services.trips import (
    put,
    put_approved,
    put_nominee,
    put_organisation,
    put_programme,
    put_taken,
    put_worker,
)
from tests.views.office import listened, settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

ROOMS = ((934, 640, 1024), (1350, 800, 1440))
NAMES = ("陈海生", "欧阳海燕", "阿依古丽·买买提", "王伟", "林小渔", "张国丰", "周岱云", "乐清平")


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    use_chinese_font()
    return tools_for(file_store, runner, settings, tmp_path)


def furnish(store: Store) -> tuple[UUID, list[UUID]]:
    """Put a programme with eight names of two organisations on file: passing, to be looked at, blocked."""
    programme = put_programme(store, places=8)
    units = (put_organisation(store), put_organisation(store, "定海区海洋渔业加工有限公司工会委员会"))
    document = put(store, TripDocument(programme_id=programme, number="舟总工办〔2026〕5号"))
    put(
        store,
        TripRule(
            programme_id=programme, key="repeat-years", value="3", effect=RuleEffect.BLOCK,
            document_id=document, clause="第四条",
        ),
    )  # fmt: skip
    nominees = []
    for number, name in enumerate(NAMES):
        unit = units[number % 2]
        worker = put_worker(store, name, unit)
        nominees.append(
            put_nominee(
                store, programme, unit, worker, is_member=True, in_post=True,
                frontline=number != 7, fit=None if number in (1, 2) else True, post="焊工",
                honour="先进工作者", honour_level="" if number == 2 else "unit",
            )
        )  # fmt: skip
        put_taken(store, worker, 2025 if number == 3 else 2019)
    return programme, nominees


def opened(
    qtbot: QtBot, tools: Tools, size: tuple[int, int] = (934, 640)
) -> tuple[TripsPage, EligibilitySection]:
    page = TripsPage(tools)
    qtbot.addWidget(page)
    section = page.go("eligibility")
    shown(page, *size)
    settled(qtbot, tools)
    assert isinstance(section, EligibilitySection)
    return page, section


def outcome(store: Store, nominee: UUID) -> Outcome:
    return store.read(trip_eligibility.check_one, nominee).outcome


def choose(qtbot: QtBot, tools: Tools, section: EligibilitySection, nominee: UUID) -> None:
    section.people.choose(nominee)
    settled(qtbot, tools)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_the_check_is_seen_whole(
    qtbot: QtBot,
    tools: Tools,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    language: str,
    width: int,
    height: int,
    screen: int,
) -> None:
    if language == "zh_CN":
        request.getfixturevalue("chinese")
    _programme, nominees = furnish(tools.store)
    tools.store.do(trip_overrides.override, [nominees[1]], RuleKey.FIT, "单位电话确认", "王主席", "纪要3号")
    page, section = opened(qtbot, tools, (width, height))
    qtbot.waitUntil(lambda: clipped(page) == [])
    grab(page, f"trips-eligibility-{language[:2]}-{screen}")
    choose(qtbot, tools, section, nominees[3])
    assert clipped(page) == []
    grab(page, f"trips-eligibility-blocked-{language[:2]}-{screen}")
    choose(qtbot, tools, section, nominees[1])
    grab(page, f"trips-eligibility-exception-{language[:2]}-{screen}")
    choose(qtbot, tools, section, nominees[2])
    section.ask_override(RuleKey.FIT)
    qtbot.waitUntil(lambda: clipped(page) == [])
    grab(page, f"trips-eligibility-deciding-{language[:2]}-{screen}")
    section.bar.close_bar()
    rows = [("陈海生", "定海环卫所工会", 2022), ("生人", "定海环卫所工会", 2022)]
    write_table(tmp_path / "2022.xlsx", [SheetOut("名单", ("姓名", "单位", "年度"), rows)])
    section.take_file(str(tmp_path / "2022.xlsx"))
    settled(qtbot, tools)
    assert clipped(page) == []
    grab(page, f"trips-eligibility-history-{language[:2]}-{screen}")


def test_a_programme_without_names_says_what_comes_here(qtbot: QtBot, tools: Tools) -> None:
    put_programme(tools.store)
    page, section = opened(qtbot, tools)
    assert section.people.table.empty.isVisible()
    assert clipped(page) == []
    grab(page, "trips-eligibility-empty-en-1024")


def test_the_list_is_narrowed_by_outcome_rule_and_organisation(qtbot: QtBot, tools: Tools) -> None:
    _programme, nominees = furnish(tools.store)
    _page, section = opened(qtbot, tools)
    people = section.people
    people.narrow(Standing.BLOCKED)
    settled(qtbot, tools)
    assert list(people.table.ids()) == [nominees[3]]
    people.narrow(Standing.UNSETTLED)
    people.rule.setCurrentIndex(people.rule.findData(RuleKey.HONOUR))
    settled(qtbot, tools)
    assert list(people.table.ids()) == [nominees[2]]
    people.narrow(Standing.ALL)
    people.rule.setCurrentIndex(0)
    people.organisation.setCurrentIndex(1)
    settled(qtbot, tools)
    assert len(people.table.ids()) == 4
    people.choose(nominees[3])
    settled(qtbot, tools)
    assert people.line() is not None


def test_an_exception_is_made_and_taken_back_by_keyboard(qtbot: QtBot, tools: Tools) -> None:
    _programme, nominees = furnish(tools.store)
    page, section = opened(qtbot, tools)
    choose(qtbot, tools, section, nominees[1])
    button = next(
        one for one in section.side.findChildren(QPushButton) if "fit to travel" in one.accessibleName()
    )
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.keyClick(section.bar.reason.line, Qt.Key.Key_Return)
    assert outcome(tools.store, nominees[1]) is Outcome.REVIEW
    assert section.bar.isVisible()
    QTest.keyClicks(section.bar.reason.line, "asked by telephone")
    QTest.keyClicks(section.bar.who.line, "Wang")
    QTest.keyClick(section.bar.who.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert outcome(tools.store, nominees[1]) is Outcome.PASS
    assert not section.bar.isVisible()
    heard = listened(page)
    line = section.people.line()
    assert line is not None
    section.side.take_back_asked.emit(line.overrides[0].id)
    settled(qtbot, tools)
    assert outcome(tools.store, nominees[1]) is Outcome.REVIEW
    assert heard[0].action is not None
    heard[0].action()
    settled(qtbot, tools)
    assert outcome(tools.store, nominees[1]) is Outcome.PASS


def test_several_are_let_through_at_once(qtbot: QtBot, tools: Tools) -> None:
    _programme, nominees = furnish(tools.store)
    _page, section = opened(qtbot, tools)
    section.people.table.view.selectAll()
    section.ask_override(RuleKey.FIT)
    assert "2 people" in section.bar.sentence.text()
    section.bar.reason.set_value("单位统一说明")
    section.bar.who.set_value("王主席")
    section.bar.form.save_asked.emit()
    settled(qtbot, tools)
    assert outcome(tools.store, nominees[1]) is Outcome.PASS
    assert outcome(tools.store, nominees[2]) is Outcome.REVIEW  # the level of the honour is still open


def test_who_is_blocked_is_turned_down_and_considered_again(qtbot: QtBot, tools: Tools) -> None:
    _programme, nominees = furnish(tools.store)
    _page, section = opened(qtbot, tools)
    choose(qtbot, tools, section, nominees[3])
    section.side.turn_down.click()
    section.bar.reason.set_value("三年内参加过")
    section.bar.who.set_value("王主席")
    section.bar.form.save_asked.emit()
    settled(qtbot, tools)
    assert section.side.take_up.isVisible()
    assert "三年内参加过" in section.side.about.text()
    section.side.take_up.click()
    settled(qtbot, tools)
    assert section.side.turn_down.isVisible()


def test_nothing_can_be_decided_once_the_step_is_approved(qtbot: QtBot, tools: Tools) -> None:
    programme, nominees = furnish(tools.store)
    put_approved(tools.store, programme, list(TripStep)[:4])
    _page, section = opened(qtbot, tools)
    choose(qtbot, tools, section, nominees[3])
    assert not section.side.turn_down.isVisible()
    assert section.side.area.findChildren(QPushButton) == []
    section.ask_override(RuleKey.REPEAT_YEARS)
    assert not section.bar.isVisible()


def test_a_list_of_former_years_is_taken_in_and_the_check_follows(
    qtbot: QtBot, tools: Tools, tmp_path: Path
) -> None:
    _programme, nominees = furnish(tools.store)
    _page, section = opened(qtbot, tools)
    path = tmp_path / "2024.xlsx"
    write_table(path, [SheetOut("名单", ("姓名", "单位", "年度"), [("陈海生", "定海环卫所工会", 2024)])])
    section.take_file(str(path))
    settled(qtbot, tools)
    section.importing.review.take_in.click()
    settled(qtbot, tools)
    assert 2024 in [one.year for one in tools.store.read(trip_history.years)]
    assert outcome(tools.store, nominees[0]) is Outcome.BLOCKED
    choose(qtbot, tools, section, nominees[0])
    line = section.people.line()
    assert line is not None
    assert line.outcome is Outcome.BLOCKED


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_goes_back_to_the_employers_is_shown_before_it_is_printed(
    qtbot: QtBot, tools: Tools, request: pytest.FixtureRequest, language: str
) -> None:
    if language == "zh_CN":
        request.getfixturevalue("chinese")
    furnish(tools.store)
    page, section = opened(qtbot, tools)
    section.return_button.click()
    settled(qtbot, tools)
    assert section.paper.isVisible()
    assert clipped(page) == []
    grab(page, f"trips-eligibility-paper-{language[:2]}-1024")
    section.paper.left.emit()
    assert section.people.isVisible()


def test_the_check_is_exported(qtbot: QtBot, tools: Tools, tmp_path: Path) -> None:
    furnish(tools.store)
    page, section = opened(qtbot, tools)
    heard = listened(page)
    section.export(str(tmp_path / "审核"))
    settled(qtbot, tools)
    assert "审核.xlsx" in heard[0].sentence
    with open_book(tmp_path / "审核.xlsx") as book:
        assert [sheet.name for sheet in book.sheets()] == ["Check", "Rules not met", "All names together"]
