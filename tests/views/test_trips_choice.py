"""The step of choice and placing: lots drawn, batches filled, people moved, all from the page."""

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.core.i18n import in_language
from desktop.models.trips import TripCategory, TripRule, TripStep
from desktop.services import trip_allocation, trip_choice, trip_placing, trip_placing_best
from desktop.services.trip_choice import Lots
from desktop.services.trip_placing import Wish, WishKind
from desktop.storage.store import Store
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from desktop.views.trips.choice_section import ChoiceSection
from desktop.views.trips_page import TripsPage
from tests.services.allocations import put_quota
from tests.services.trip_choices import name_sound, put_port
from tests.services.trips import (
    put,
    put_approved,
    put_batch,
    put_organisation,
    put_worker,
)
from tests.views.office import listened, settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

ROOMS = ((934, 640, 1024), (1350, 800, 1440))
NAMES = ("陈海生", "欧阳海燕", "阿依古丽·买买提", "王　伟", "林小渔", "张国丰")


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    use_chinese_font()
    return tools_for(file_store, runner, settings, tmp_path)


def furnish(store: Store) -> UUID:
    """Put a programme on file with two organisations that name more than they may, and two batches."""
    programme, port = put_port(store, places=6, named=0, frontline_min=4)
    put(store, TripRule(programme_id=programme, key="frontline-batch", value="50"))
    for place, (key, name, points) in enumerate((("toxic", "有毒有害岗位", 5), ("injured", "因工负伤", 4))):
        put(store, TripCategory(programme_id=programme, key=key, name=name, points=points, position=place))
    mill = put_organisation(store, "定海区海洋渔业加工有限公司工会委员会")
    allocation = store.read(_allocation, programme)
    put_quota(store, allocation, mill, 4, frontline_min=2)
    for number in range(14):
        name_sound(
            store,
            programme,
            (port, mill)[number % 2],
            worker=put_worker(store, NAMES[number % 6]),
            frontline=number % 3 != 0,
            categories=("", "toxic", "injured", "toxic,injured")[number % 4],
            preferences=("1,2", "2", "")[number % 3],
        )
    for number in (1, 2):
        put_batch(store, programme, number, capacity=5, name=("莫干山", "千岛湖")[number - 1])
    return programme


def _allocation(session: Session, programme: UUID) -> UUID:
    row = trip_allocation.in_force(session, programme)
    assert row is not None
    return row.id


def settle(store: Store, programme: UUID) -> None:
    """Choose and place."""
    store.do(trip_choice.settle, programme, Lots("3 5 6", "三颗骰子，监督：王主席"))
    case = store.read(trip_placing.case_of, programme)
    store.do(trip_placing.settle, trip_placing_best.best(case))


def opened(qtbot: QtBot, tools: Tools, size: tuple[int, int] = (934, 640)) -> tuple[TripsPage, ChoiceSection]:
    page = TripsPage(tools)
    qtbot.addWidget(page)
    section = page.go("choice")
    shown(page, *size)
    settled(qtbot, tools)
    assert isinstance(section, ChoiceSection)
    return page, section


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_the_choice_and_the_placing_are_seen_whole(
    qtbot: QtBot, tools: Tools, language: str, width: int, height: int, screen: int
) -> None:
    programme = furnish(tools.store)
    with in_language(language):
        page, section = opened(qtbot, tools, (width, height))
        grab(page, f"trips-choice-open-{language[:2]}-{screen}")
        settle(tools.store, programme)
        settled(qtbot, tools)
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-choice-{language[:2]}-{screen}")
        section.desk.verticalScrollBar().setValue(9999)
        grab(page, f"trips-choice-placing-{language[:2]}-{screen}")
        section.desk.wishes_asked.emit()
        grab(page, f"trips-choice-wishes-{language[:2]}-{screen}")
        section.wishes.left.emit()
        section.people.ask_move()
        settled(qtbot, tools)
        grab(page, f"trips-choice-move-{language[:2]}-{screen}")
        section.people.bar.close_bar()
        section.people.print_asked.emit()
        settled(qtbot, tools)
        grab(page, f"trips-choice-paper-{language[:2]}-{screen}")


def test_a_seed_is_typed_and_everybody_has_a_place_or_waits(qtbot: QtBot, tools: Tools) -> None:
    programme = furnish(tools.store)
    page, section = opened(qtbot, tools)
    heard = listened(page)
    seed = section.desk.lots.seed
    seed.editor.setFocus()
    seed.set_value("")
    QTest.keyClicks(seed.editor, "3 5 6")
    QTest.keyClick(seed.editor, Qt.Key.Key_Return)
    settled(qtbot, tools)
    report = tools.store.read(trip_choice.kept, programme)
    assert report is not None
    assert (report.lots.seed, report.taken) == ("3 5 6", 10)
    assert heard[-1].action_label == "Undo"
    assert "10 have a place, 4 wait." in section.desk.chosen.text()
    section.people.table.view.selectRow(0)
    row = section.people.row()
    assert row is not None
    assert row.nominee.rank == 1
    assert "Taken as number 1" in section.people.story.text()


def test_without_a_seed_the_field_says_so(qtbot: QtBot, tools: Tools) -> None:
    furnish(tools.store)
    _page, section = opened(qtbot, tools)
    section.desk.lots.seed.line.clear()
    section.desk.lots.save()
    settled(qtbot, tools)
    assert "seed" in section.desk.lots.seed.error.text()


def test_batches_are_filled_as_best_can_be_and_wishes_are_kept(qtbot: QtBot, tools: Tools) -> None:
    programme = furnish(tools.store)
    tools.store.do(trip_choice.settle, programme, Lots("3 5 6"))
    page, section = opened(qtbot, tools)
    heard = listened(page)
    section.desk.wishes_asked.emit()
    section.wishes.table.clearSelection()
    section.wishes.table.selectRow(1)
    section.wishes.together.click()
    section.wishes.left.emit()
    assert section.desk.wishes.text() == "1 employer has a wish."
    section.desk.place_button.click()
    assert section.desk.stop_button.isVisible()
    settled(qtbot, tools)
    report = tools.store.read(trip_placing.kept, programme)
    assert report is not None
    assert report.worth.placed == 10
    assert list(report.case.settings.wishes.values()) == [Wish(WishKind.TOGETHER)]
    assert "Proven" in section.desk.placed.text()
    assert section.desk.batches.rowCount() == 2
    assert heard[-1].action_label == "Undo"
    section.desk.costs_button.click()
    settled(qtbot, tools)
    assert len(section.desk.reasons.text().splitlines()) == 2


def test_the_search_for_the_best_placing_can_be_stopped(qtbot: QtBot, tools: Tools) -> None:
    programme = furnish(tools.store)
    tools.store.do(trip_choice.settle, programme, Lots("3 5 6"))
    page, section = opened(qtbot, tools)
    heard = listened(page)
    section.place()
    section.desk.stop_button.click()
    settled(qtbot, tools)
    assert heard[-1].sentence == "Stopped. Nothing was changed."
    assert tools.store.read(trip_placing.kept, programme) is None
    assert section.desk.place_button.isEnabled()


def test_somebody_is_moved_by_hand_with_a_reason(qtbot: QtBot, tools: Tools) -> None:
    programme, _port = put_port(tools.store, places=2, named=2)
    put_batch(tools.store, programme, 1, capacity=2)
    put_batch(tools.store, programme, 2, capacity=2)
    settle(tools.store, programme)
    _page, section = opened(qtbot, tools)
    row = section.people.row()
    assert row is not None
    before = row.nominee.batch
    section.people.ask_move()
    bar = section.people.bar
    QTest.keyClicks(bar.reason.editor, "family")
    QTest.keyClicks(bar.who.editor, "Wang")
    QTest.keyClick(bar.who.editor, Qt.Key.Key_Return)
    settled(qtbot, tools)
    row = section.people.row()
    assert row is not None
    assert {before, row.nominee.batch} == {"Batch 1", "Batch 2"}
    assert bar.isHidden()


def test_an_approved_choice_is_only_read(qtbot: QtBot, tools: Tools) -> None:
    programme = furnish(tools.store)
    settle(tools.store, programme)
    put_approved(tools.store, programme, [TripStep.CHOICE])
    _page, section = opened(qtbot, tools)
    deeds = (section.desk.lots.save_button, section.desk.place_button, section.people.move_button)
    assert not any(button.isEnabled() for button in deeds)
    assert section.desk.costs_button.isEnabled()


def test_choice_and_placing_go_to_a_workbook(qtbot: QtBot, tools: Tools, tmp_path: Path) -> None:
    settle(tools.store, furnish(tools.store))
    page, section = opened(qtbot, tools)
    heard = listened(page)
    section.export(str(tmp_path / "choice"))
    settled(qtbot, tools)
    assert (tmp_path / "choice.xlsx").exists()
    assert heard[-1].sentence == "14 people were written to choice.xlsx."
