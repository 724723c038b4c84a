"""The notices of the trips: drafted with their days, posted, objected to and closed as a person does it."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.models.trip_people import NomineeState
from desktop.services import trip_notices, trip_objections
from desktop.services.trip_notices import NoticeEntry
from desktop.services.trip_objections import Answer, ObjectionEntry, ObjectionOutcome
from desktop.services.trip_steps import TripStep
from desktop.storage.store import Store
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from desktop.views.trips.notice_section import NoticeSection
from desktop.views.trips_page import TripsPage
from tests.services.trips import put_approved, put_nominee, put_organisation, put_programme, put_worker
from tests.views.office import listened, settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

ROOMS = ((934, 640, 1024), (1350, 800, 1440))
WHERE = ("李敏", "0580-2021234", "市总工会职工服务中心203室")


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    use_chinese_font()
    return tools_for(file_store, runner, settings, tmp_path)


def put_chosen(store: Store, count: int = 8) -> UUID:
    """Put a programme on file with people who are chosen; return its key."""
    programme = put_programme(store, 2026, 272, contact=WHERE[0], phone=WHERE[1])
    employers = [
        put_organisation(store, name) for name in ("定海区环境卫生管理处工会", "普陀公交客运有限公司工会")
    ]
    names = "陈海生 张国丰 张建丰 欧阳海 林阿妹 王伟 赵小渔 周静".split()  # noqa: SIM905
    for number in range(count):
        employer = employers[number * 2 // count]
        worker = put_worker(store, names[number % len(names)], employer)
        put_nominee(
            store,
            programme,
            employer,
            worker,
            state=NomineeState.CHOSEN,
            post=("环卫工", "驾驶员")[number % 2],
        )
    put_approved(store, programme, [TripStep.PLAN, TripStep.QUOTA, TripStep.NOMINATION, TripStep.CHOICE])
    return programme


def put_over(store: Store, programme: UUID) -> UUID:
    """Post a notice whose last day is past."""
    long_ago = store.now().astimezone().date() - timedelta(days=60)
    return store.do(trip_notices.post, programme, NoticeEntry(long_ago, *WHERE)).id


def opened(qtbot: QtBot, tools: Tools, size: tuple[int, int] = (934, 640)) -> tuple[TripsPage, NoticeSection]:
    page = TripsPage(tools)
    qtbot.addWidget(page)
    page.go("notice")
    shown(page, *size)
    settled(qtbot, tools)
    section = page.section()
    assert isinstance(section, NoticeSection)
    return page, section


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_the_next_notice_is_seen_before_it_is_posted(
    qtbot: QtBot, tools: Tools, language: str, width: int, height: int, screen: int
) -> None:
    put_chosen(tools.store)
    with in_language(language):
        page, section = opened(qtbot, tools, (width, height))
        side = section.draft_side
        side.posted_on.line.setText("2026-04-30")
        settled(qtbot, tools)
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-notice-draft-{language[:2]}-{screen}")
        side.tabs.setCurrentIndex(1)
        shown(page, width, height)
        grab(page, f"trips-notice-draft-foot-{language[:2]}-{screen}")
    assert side.names.rowCount() == 8
    entry = side.entry()
    assert entry is not None and entry.posted_on == date(2026, 4, 30)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_a_posted_notice_shows_its_objections(
    qtbot: QtBot, tools: Tools, language: str, width: int, height: int, screen: int
) -> None:
    store = tools.store
    programme = put_chosen(store)
    over = put_over(store, programme)
    today = store.now().astimezone().date()
    lines = store.read(trip_notices.notice, over).lines
    first = ObjectionEntry(today, "该同志2024年已参加过疗休养。\n望核实。", lines[0].nominee_id, "来信")
    taken = store.do(trip_objections.receive, over, first)
    upheld = Answer(ObjectionOutcome.UPHELD, "经查属实，取消资格。", "王主席", today)
    store.do(trip_objections.answer, taken.id, upheld)
    store.do(
        trip_objections.receive, over, ObjectionEntry(today, "名单没有贴到码头。", None, "电话", "赵师傅")
    )
    with in_language(language):
        page, section = opened(qtbot, tools, (width, height))
        grab(page, f"trips-notice-names-{language[:2]}-{screen}")
        section.posted_side.go_to_objections()
        settled(qtbot, tools)
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-notice-objections-{language[:2]}-{screen}")
        panel = section.posted_side.objections
        panel.answer.click()
        shown(page, width, height)
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-notice-answer-{language[:2]}-{screen}")
    assert panel.table.rowCount() == 2


def test_without_anybody_chosen_the_page_says_where_to_begin(qtbot: QtBot, tools: Tools) -> None:
    put_programme(tools.store)
    _page, section = opened(qtbot, tools)
    assert section.stack.currentWidget() is section.empty


def test_a_notice_is_posted_by_keyboard_once_it_says_where_objections_go(qtbot: QtBot, tools: Tools) -> None:
    programme = put_chosen(tools.store)
    page, section = opened(qtbot, tools)
    heard = listened(page)
    side = section.draft_side
    QTest.keyClick(side.phone.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert side.place.error.text()
    QTest.keyClicks(side.place.line, "Room 203")
    QTest.keyClick(side.place.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    (posted,) = tools.store.read(trip_notices.notices, programme)
    assert (posted.names, heard[-1].action_label) == (8, "Undo")
    assert section.posted_side.isVisible()
    assert section.posted_side.key() == posted.id
    assert section.table.rowCount() == 1
    assert section.may_leave()


def test_an_objection_is_taken_down_answered_and_the_notice_closed(qtbot: QtBot, tools: Tools) -> None:
    store = tools.store
    programme = put_chosen(store)
    put_over(store, programme)
    page, section = opened(qtbot, tools)
    heard, side = listened(page), section.posted_side
    first = side.names.row_keys()[0]
    side.names.opened.emit(first)
    panel = side.objections
    assert panel.receiving.against.value() == first
    QTest.keyClicks(panel.receiving.text.text, "went last year")
    QTest.keyClick(panel.receiving.text.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, tools)
    assert "after the last day" in heard[-1].remedy
    assert not side.close_button.isEnabled()
    panel.answer.click()
    QTest.keyClicks(panel.answering.text.text, "not so")
    QTest.keyClicks(panel.answering.by.line, "Wang")
    QTest.keyClick(panel.answering.by.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    (told,) = store.read(trip_objections.objections, programme)
    assert (told.outcome, told.answered_by) == (ObjectionOutcome.NOT_UPHELD, "Wang")
    assert side.close_button.isEnabled()
    side.close_button.click()
    QTest.keyClicks(side.bar.reason, "Li")
    QTest.keyClick(side.bar.reason, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert store.read(trip_notices.notices, programme)[0].closed_at is not None
    assert not side.close_button.isVisible()


def test_another_day_of_posting_moves_the_period_at_once(qtbot: QtBot, tools: Tools) -> None:
    put_chosen(tools.store)
    _page, section = opened(qtbot, tools)
    side = section.draft_side
    side.posted_on.line.setText("2026-04-30")
    settled(qtbot, tools)
    assert "11 May" in side.period.text()
    assert not section.may_leave()


def test_an_approved_step_locks_the_draft(qtbot: QtBot, tools: Tools) -> None:
    programme = put_chosen(tools.store)
    put_approved(tools.store, programme, [TripStep.NOTICE])
    _page, section = opened(qtbot, tools)
    assert not section.draft_side.form.save_button.isEnabled()
    assert section.draft_side.place.line.isReadOnly()
    assert section.draft_side.contact.words() == WHERE[0]


def test_the_papers_are_previewed_and_the_names_exported(qtbot: QtBot, tools: Tools, tmp_path: Path) -> None:
    put_over(tools.store, put_chosen(tools.store))
    page, section = opened(qtbot, tools)
    heard = listened(page)
    section.posted_side.paper.click()
    qtbot.waitUntil(lambda: section.paper.preview.papers() is not None)
    section.paper.back.click()
    section.record.click()
    settled(qtbot, tools)
    assert section.paper.isVisible()
    section.save_to(str(tmp_path / "notices"))
    settled(qtbot, tools)
    assert (tmp_path / "notices.xlsx").exists()
    assert "8" in heard[-1].sentence
