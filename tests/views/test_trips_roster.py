"""The rosters on their page: rooms typed, people taken off and replaced, boarding followed, lists drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.core.i18n import set_language
from desktop.models.trip_people import NomineeState
from desktop.services import (
    attendance,
    trip_boarding,
    trip_roster,
    trip_roster_rooms,
    trip_substitution,
)
from desktop.services.trip_roster import RosterLine
from desktop.storage.store import Store
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from desktop.views.trips.roster_part import RosterPart
from desktop.views.trips.roster_section import RosterSection
from desktop.views.trips.roster_table import ROOM
from desktop.views.trips_page import TripsPage
from tests.services.trip_travellers import WHY, put_chosen, put_ready_batch, put_waiting
from tests.services.trips import put_base, put_organisation, put_programme
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

ROOMS = ((934, 640, 1024), (1350, 800, 1440))
Open = Callable[..., RosterSection]
TABS = ("people", "boarding", "places", "changes", "papers")


@dataclass(frozen=True)
class Office:
    """Two batches: the first with four people and leaving in an hour; and two people who wait."""

    programme: UUID
    first: UUID
    second: UUID


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Iterator[Tools]:
    use_chinese_font()
    made = tools_for(file_store, runner, settings, tmp_path)
    yield made
    made.feed.close()


def furnish(store: Store, hours: int = 1) -> Office:
    programme = put_programme(store)
    base = put_base(store, programme)
    mine = put_organisation(store, "定海环境卫生管理所工会委员会")
    other = put_organisation(store, "普陀港务有限公司联合工会")
    leaves = store.now() + timedelta(hours=hours)
    first = put_ready_batch(store, programme, 1, 6, base_id=base, departs_at=leaves, agency="海岛旅行社")
    second = put_ready_batch(store, programme, 2, 6, base_id=base)
    people = {"陈海生": mine, "王丽华": mine, "欧阳建平": other, "阿依古丽·买买提": other}
    for name, employer in people.items():
        put_chosen(store, programme, employer, first, name, post="环卫工")
    put_waiting(store, programme, other, 1, "李志强", preferences="1,2")
    put_waiting(store, programme, mine, 2, "周晓燕")
    put_waiting(store, programme, mine, 3, "孙永康", fit=False)
    return Office(programme, first, second)


@pytest.fixture
def opened(qtbot: QtBot, tools: Tools) -> Open:
    """Open the rosters on the page, which is kept while the test lasts."""
    pages: list[TripsPage] = []

    def opening(size: tuple[int, int] = (934, 640)) -> RosterSection:
        page = TripsPage(tools)
        pages.append(page)
        qtbot.addWidget(page)
        page.go("roster")
        shown(page, *size)
        settled(qtbot, tools)
        section = page.section()
        assert isinstance(section, RosterSection)
        return section

    return opening


def heard(section: RosterSection) -> list[Notice]:
    told: list[Notice] = []
    section.said.connect(told.append)
    return told


def lines(tools: Tools, batch: UUID) -> list[RosterLine]:
    return list(tools.store.read(trip_roster.roster, batch).lines)


def answer(section: RosterSection, qtbot: QtBot, tools: Tools, **words: str) -> None:
    """Answer what the bar of the part in sight asks, by keyboard."""
    part = section.tabs.currentWidget()
    assert isinstance(part, RosterPart)
    bar = part.bar
    for name, text in words.items():
        field = getattr(bar, name)
        field.set_value("")
        QTest.keyClicks(field.editor, text)
    QTest.keyClick(bar.who.editor, Qt.Key.Key_Return)
    settled(qtbot, tools)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_nothing_is_cut_in_either_language(
    qtbot: QtBot, tools: Tools, opened: Open, language: str, width: int, height: int, screen: int
) -> None:
    office = furnish(tools.store, hours=-1)
    tools.store.do(trip_roster_rooms.propose_rooms, office.first)
    tools.store.do(trip_boarding.make_departure, office.first)
    set_language(language)  # the reading threads too
    section = opened((width, height))
    for number, tab in enumerate(TABS):
        section.tabs.setCurrentIndex(number)
        settled(qtbot, tools)
        qtbot.waitUntil(lambda: clipped(section) == [])
        grab(section.window(), f"trips-roster-{tab}-{language[:2]}-{screen}")
    section.tabs.setCurrentIndex(0)
    section.people.table.selectRow(0)
    section.people.ask_move()
    qtbot.waitUntil(lambda: clipped(section) == [])
    grab(section.window(), f"trips-roster-move-{language[:2]}-{screen}")


def test_without_a_batch_the_plan_is_offered(qtbot: QtBot, tools: Tools, opened: Open) -> None:
    put_programme(tools.store)
    section = opened()
    assert section.empty.isVisible()
    with qtbot.waitSignal(section.open_page) as asked:
        section.empty.step.click()
    assert asked.args == ["trips", "plan"]


def test_a_room_is_typed_into_its_cell_and_the_next_person_follows(
    qtbot: QtBot, tools: Tools, opened: Open
) -> None:
    office = furnish(tools.store)
    section = opened()
    table = section.people.table
    table.setFocus()
    table.setCurrentCell(0, ROOM)
    QTest.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "301")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert [line.room for line in lines(tools, office.first)] == ["301", "", "", ""]
    assert (table.currentRow(), table.currentColumn()) == (1, ROOM)


def test_rooms_and_seats_are_proposed_and_the_proposal_can_be_undone(
    qtbot: QtBot, tools: Tools, opened: Open
) -> None:
    office = furnish(tools.store)
    section = opened()
    told = heard(section)
    section.people.propose_seats()
    settled(qtbot, tools)
    assert [line.seat for line in lines(tools, office.first)] == ["1", "2", "3", "4"]
    assert told[-1].sentence == "4 people got a seat." and told[-1].action is not None
    told[-1].action()
    settled(qtbot, tools)
    assert [line.seat for line in lines(tools, office.first)] == ["", "", "", ""]


def test_who_is_taken_off_needs_a_reason_and_a_name(qtbot: QtBot, tools: Tools, opened: Open) -> None:
    office = furnish(tools.store)
    section = opened()
    section.people.table.selectRow(0)
    section.people.take_off.click()
    answer(section, qtbot, tools, reason="", who="Zhou")
    assert "Why" in section.people.bar.reason.error.text()
    assert len(lines(tools, office.first)) == 4
    answer(section, qtbot, tools, reason="ill", who="Zhou")
    assert "陈海生" not in {line.name for line in lines(tools, office.first)}
    assert section.people.bar.isHidden()
    assert section.window().focusWidget() is section.people.table
    assert section.people.table.currentRow() == 0
    section.tabs.setCurrentWidget(section.changes)
    assert section.changes.table.rowCount() == 1


def test_a_colleague_comes_before_the_whole_list_and_others_only_for_a_reason(
    qtbot: QtBot, tools: Tools, opened: Open
) -> None:
    office = furnish(tools.store)
    left = lines(tools, office.first)[3].nominee_id
    tools.store.do(trip_substitution.withdraw, left, WHY)
    section = opened()
    section.tabs.setCurrentWidget(section.places)
    settled(qtbot, tools)
    assert section.places.place.currentText() == "Place of 阿依古丽·买买提 (withdrawn)"
    section.people.table.selectRow(0)
    section.people.replace.click()
    settled(qtbot, tools)
    places = section.places
    assert places.place.currentText() == "Place of 陈海生 (leaves for it)"
    assert places.told.text() == "Next in line: 周晓燕 (定海环境卫生管理所工会委员会)."
    names = [places.table.item(row, 1).text() for row in range(3)]  # type: ignore[union-attr]
    assert names == ["周晓燕", "孙永康", "李志强"]
    places.table.selectRow(1)
    assert not places.give.isEnabled()
    places.table.selectRow(2)
    places.give.click()
    answer(section, qtbot, tools, reason="ill", who="Zhou")
    assert "it is recorded" in places.bar.out_of_order.error.text()
    answer(section, qtbot, tools, out_of_order="not reached", reason="ill", who="Zhou")
    assert {line.name for line in lines(tools, office.first)} >= {"李志强", "王丽华"}
    section.tabs.setCurrentWidget(section.changes)
    section.changes.table.selectRow(1)
    assert "周晓燕" in section.changes.passed.text() and "not reached" in section.changes.passed.text()


def test_boarding_is_followed_live_and_leads_to_the_door(qtbot: QtBot, tools: Tools, opened: Open) -> None:
    office = furnish(tools.store)
    section = opened()
    section.tabs.setCurrentWidget(section.boarding)
    assert not section.boarding.door.isEnabled()
    section.boarding.form.save()
    settled(qtbot, tools)
    made = tools.store.read(trip_boarding.departure, office.first)
    assert made is not None
    with qtbot.waitSignal(section.open_item) as asked:
        section.boarding.door.click()
    assert asked.args == ["meeting", made.meeting_id]
    tools.store.do(attendance.check_in, made.meeting_id, lines(tools, office.first)[0].worker_id)
    settled(qtbot, tools)
    qtbot.waitUntil(lambda: [tile.number.text() for tile in section.boarding.counts] == ["4", "1", "3"])
    section.boarding.table.selectRow(0)
    assert not section.boarding.absent.isEnabled()


def test_several_no_shows_are_noted_at_once_after_the_departure(
    qtbot: QtBot, tools: Tools, opened: Open
) -> None:
    office = furnish(tools.store, hours=-1)
    tools.store.do(trip_boarding.make_departure, office.first)
    section = opened()
    section.tabs.setCurrentWidget(section.boarding)
    section.boarding.table.selectRow(0)
    section.boarding.table.selectAll()
    section.boarding.absent.click()
    answer(section, qtbot, tools, reason="not reached", who="Zhou")
    states = [line.state for line in lines(tools, office.first)]
    assert states == [NomineeState.NO_SHOW] * 4
    section.tabs.setCurrentWidget(section.places)
    settled(qtbot, tools)
    assert section.places.place.count() == 5  # four who left, and a place that was free before


def test_a_list_is_shown_whole_only_for_a_reason(qtbot: QtBot, tools: Tools, opened: Open) -> None:
    furnish(tools.store)
    section = opened()
    section.tabs.setCurrentWidget(section.papers)
    settled(qtbot, tools)
    masked = section.papers.preview.papers()
    section.papers.whole.click()
    QTest.keyClick(section.papers.ask.reason, Qt.Key.Key_Return)
    assert section.papers.ask.error.isVisible()
    QTest.keyClicks(section.papers.ask.reason, "policy")
    QTest.keyClick(section.papers.ask.reason, Qt.Key.Key_Return)
    settled(qtbot, tools)
    whole = section.papers.preview.papers()
    assert masked is not None and whole is not None and masked.pdf != whole.pdf
    section.papers.all.setChecked(True)
    settled(qtbot, tools)
    again = section.papers.preview.papers()
    assert again is not None and again.pages == 2


def test_people_in_no_batch_are_placed_from_the_list(qtbot: QtBot, tools: Tools, opened: Open) -> None:
    office = furnish(tools.store)
    put_chosen(tools.store, office.programme, put_organisation(tools.store, "轮渡公司工会"), None, "丁一")
    section = opened()
    assert section.batches.rowCount() == 3
    assert section.batches.currentRow() == 0
    section.batches.selectRow(2)
    settled(qtbot, tools)
    section.people.table.selectRow(0)
    assert section.people.move_to.text() == "Place…"
    section.people.move_to.click()
    section.people.bar.batch.box.setCurrentIndex(1)
    answer(section, qtbot, tools, reason="came late", who="Zhou")
    assert [line.name for line in lines(tools, office.second)] == ["丁一"]


def test_the_keyboard_goes_from_the_filter_to_the_people_and_what_is_done_with_them(
    qtbot: QtBot, tools: Tools, opened: Open
) -> None:
    furnish(tools.store)
    section = opened()
    people = section.people
    section.focus_search()
    for wanted in (people.table, people.replace, people.take_off, people.move_to, people.arrange):
        at = section.window().focusWidget()
        assert at is not None
        QTest.keyClick(at, Qt.Key.Key_Tab)
        assert section.window().focusWidget() is wanted
