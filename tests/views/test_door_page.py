"""The door: every scan answered in order, the focus never lost, everybody findable, everything taken back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.i18n import set_language
from desktop.services import attendance, enrolment
from desktop.services.attendance import VerdictKind
from desktop.storage.store import Store
from desktop.views.door_page import DoorPage
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.people import activity, put_named
from tests.views.door_parts import Party, blank_row, party, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

ENTER = Qt.Key.Key_Return


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def tools(file_store: Store, runner: Runner, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, tmp_path)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def page(qtbot: QtBot, tools: Tools, clock: Clock) -> Iterator[DoorPage]:
    use_chinese_font()
    made = DoorPage(tools, clock)
    qtbot.addWidget(made)
    yield made
    qtbot.waitUntil(lambda: not tools.runner.is_busy())


def stand(qtbot: QtBot, page: DoorPage, there: Party) -> None:
    """Show the page and wait until it stands at the door of the meeting."""
    shown(page, 1280, 720)
    page.activateWindow()
    qtbot.waitUntil(lambda: page.entrance.choice.meeting == there.meeting)
    qtbot.waitUntil(lambda: page.entrance.tiles.numbers()[0] != "–")


def scan(qtbot: QtBot, page: DoorPage, text: str) -> VerdictKind:
    """Type as the scanner does, and return the answer."""
    page.entrance.card.rest()
    QTest.keyClicks(page.entrance.line, text)
    QTest.keyClick(page.entrance.line, ENTER)
    qtbot.waitUntil(lambda: page.entrance.card.verdict is not None)
    verdict = page.entrance.card.verdict
    assert verdict is not None
    return verdict.kind


def type_name(qtbot: QtBot, page: DoorPage, text: str) -> None:
    page.entrance.line.setText(text)
    qtbot.waitUntil(page.entrance.shows_found)


def count_is(page: DoorPage, *numbers: int) -> bool:
    return page.entrance.tiles.numbers() == [str(n) for n in numbers]


def test_without_a_meeting_the_first_step_is_offered(qtbot: QtBot, page: DoorPage) -> None:
    shown(page, 1024, 640)
    qtbot.waitUntil(page.entrance.empty.isVisible)
    with qtbot.waitSignal(page.open_page) as asked:
        page.entrance.empty.step.click()
    assert asked.args == ["activities", "new"]
    grab(page, "door-empty-en-1024")


def test_a_scanned_card_is_in_and_already_in_the_second_time(
    qtbot: QtBot, page: DoorPage, file_store: Store
) -> None:
    there = party(file_store)
    stand(qtbot, page, there)
    assert scan(qtbot, page, there.codes[0]) is VerdictKind.IN
    assert page.entrance.word() == "Is in"
    qtbot.waitUntil(lambda: count_is(page, 3, 1, 2, 0))
    assert scan(qtbot, page, there.codes[0].lower()) is VerdictKind.ALREADY_IN
    assert file_store.read(attendance.counts, there.meeting).present == 1


def test_what_is_no_code_and_no_name_is_an_unknown_code(
    qtbot: QtBot, page: DoorPage, file_store: Store
) -> None:
    stand(qtbot, page, party(file_store))
    assert scan(qtbot, page, "https://example.org/q?x=1") is VerdictKind.UNKNOWN
    (line,) = page.entrance.last.lines()
    assert line.name.text() == "Unknown code" and line.button.isHidden()


def test_a_forged_code_is_told_from_an_unknown_one(qtbot: QtBot, page: DoorPage, file_store: Store) -> None:
    there = party(file_store)
    stand(qtbot, page, there)
    code = there.codes[0]
    assert scan(qtbot, page, code[:-1] + ("0" if code[-1] != "0" else "1")) is VerdictKind.FORGED


@pytest.mark.parametrize("key", [ENTER, Qt.Key.Key_F2])
def test_who_is_not_on_the_list_is_let_in_by_one_key(
    qtbot: QtBot, page: DoorPage, file_store: Store, clock: Clock, key: Qt.Key
) -> None:
    there = party(file_store)
    stand(qtbot, page, there)
    assert scan(qtbot, page, there.codes[3]) is VerdictKind.NOT_ON_LIST
    clock.seconds += 1
    QTest.keyClick(page.entrance.line, key)
    qtbot.waitUntil(lambda: page.entrance.word() == "In, as a walk-in")
    qtbot.waitUntil(lambda: count_is(page, 3, 0, 3, 1))
    assert [line.name.text() for line in page.entrance.last.lines()] == [page.entrance.card.name.text()]


def test_the_second_enter_of_a_scanner_lets_nobody_in(
    qtbot: QtBot, page: DoorPage, file_store: Store, clock: Clock
) -> None:
    there = party(file_store)
    stand(qtbot, page, there)
    assert scan(qtbot, page, there.codes[3]) is VerdictKind.NOT_ON_LIST
    clock.seconds += 0.05
    QTest.keyClick(page.entrance.line, Qt.Key.Key_Enter)
    assert page.entrance.card.verdict is not None
    assert page.entrance.card.verdict.kind is VerdictKind.NOT_ON_LIST and page.may_leave()


def test_a_fast_queue_is_answered_whole_and_in_order(qtbot: QtBot, page: DoorPage, file_store: Store) -> None:
    there = party(file_store, enrolled=40, others=0)
    stand(qtbot, page, there)
    for code in there.codes:
        QTest.keyClicks(page.entrance.line, code)
        QTest.keyClick(page.entrance.line, ENTER)
    assert not page.may_leave()
    qtbot.waitUntil(page.may_leave, timeout=10_000)
    came = file_store.read(attendance.last_in, there.meeting, 100)
    assert [line.worker_id for line in reversed(came)] == there.workers
    verdict = page.entrance.card.verdict
    assert verdict is not None and verdict.worker_id == there.workers[-1]
    qtbot.waitUntil(lambda: count_is(page, 40, 40, 0, 0))


def test_the_scan_line_keeps_the_focus(qtbot: QtBot, page: DoorPage, file_store: Store) -> None:
    there = party(file_store)
    stand(qtbot, page, there)
    line = page.entrance.line
    qtbot.waitUntil(line.hasFocus)
    QTest.mouseClick(page, Qt.MouseButton.LeftButton, pos=page.rect().bottomRight())
    QTest.mouseClick(page.entrance.tabs.tabBar(), Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.entrance.card, Qt.MouseButton.LeftButton)
    assert line.hasFocus()
    page.entrance.choice.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.entrance.choice, Qt.Key.Key_R)
    assert line.hasFocus() and line.text() == "r"
    line.clear()
    page.entrance.full_screen.setFocus(Qt.FocusReason.MouseFocusReason)
    line.clearFocus()


def test_a_click_outside_the_page_gives_the_focus_back(
    qtbot: QtBot, page: DoorPage, file_store: Store
) -> None:
    there = party(file_store)
    frame = QWidget()
    qtbot.addWidget(frame)
    column = QVBoxLayout(frame)
    elsewhere = QLabel("top bar")
    elsewhere.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    column.addWidget(elsewhere)
    column.addWidget(page)
    shown(frame, 1280, 760)
    frame.activateWindow()
    qtbot.waitUntil(lambda: page.entrance.choice.meeting == there.meeting)
    qtbot.waitUntil(page.entrance.line.hasFocus)
    QTest.mouseClick(elsewhere, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.entrance.line.hasFocus)
    column.removeWidget(page)
    page.setParent(None)


def test_a_person_without_paper_is_found_by_name_and_checked_in(
    qtbot: QtBot, page: DoorPage, file_store: Store
) -> None:
    there = party(file_store)
    named = put_named(file_store, "欧阳海燕")
    file_store.do(enrolment.enrol, there.activity, named)
    stand(qtbot, page, there)
    type_name(qtbot, page, "oyhy")
    (first, *_rest) = page.entrance.found.rows()
    assert (first.name, first.standing) == ("欧阳海燕", "On the list")
    QTest.keyClick(page.entrance.line, ENTER)
    qtbot.waitUntil(lambda: page.entrance.word() == "Is in")
    assert page.entrance.card.name.text() == "欧阳海燕" and not page.entrance.line.text()


def test_arrows_choose_among_namesakes_and_esc_goes_back(
    qtbot: QtBot, page: DoorPage, file_store: Store
) -> None:
    there = party(file_store)
    named = put_named(file_store, "周舟", "周舟")
    file_store.do(enrolment.enrol, there.activity, named)
    stand(qtbot, page, there)
    type_name(qtbot, page, "周舟")
    QTest.keyClick(page.entrance.line, Qt.Key.Key_Down)
    chosen = page.entrance.found.chosen()
    assert chosen is not None and chosen == page.entrance.found.rows()[1]
    QTest.keyClick(page.entrance.line, Qt.Key.Key_Escape)
    assert not page.entrance.shows_found() and not page.entrance.line.text()


def test_somebody_not_on_file_is_let_in_as_a_guest_only_when_chosen(
    qtbot: QtBot, page: DoorPage, file_store: Store
) -> None:
    there = party(file_store)
    stand(qtbot, page, there)
    type_name(qtbot, page, "司马春风")
    QTest.keyClick(page.entrance.line, ENTER)
    qtbot.waitUntil(lambda: not page._tools.runner.is_busy())
    assert page.entrance.card.verdict is None
    QTest.keyClick(page.entrance.line, Qt.Key.Key_Down)
    QTest.keyClick(page.entrance.line, ENTER)
    qtbot.waitUntil(lambda: page.entrance.word() == "In, as a walk-in")
    assert page.entrance.card.name.text() == "司马春风"


def test_a_check_in_is_taken_back_from_the_list_and_the_card_says_so(
    qtbot: QtBot, page: DoorPage, file_store: Store
) -> None:
    there = party(file_store)
    stand(qtbot, page, there)
    scan(qtbot, page, there.codes[0])
    qtbot.waitUntil(lambda: len(page.entrance.last.lines()) == 1)
    with qtbot.waitSignal(page.said):
        page.entrance.last.lines()[0].button.click()
    qtbot.waitUntil(lambda: page.entrance.word() == "Taken back")
    qtbot.waitUntil(lambda: count_is(page, 3, 0, 3, 0))
    assert page.entrance.last.lines() == []


def test_undo_elsewhere_is_seen_on_the_card(qtbot: QtBot, page: DoorPage, file_store: Store) -> None:
    there = party(file_store)
    stand(qtbot, page, there)
    scan(qtbot, page, there.codes[0])
    qtbot.waitUntil(lambda: count_is(page, 3, 1, 2, 0))
    file_store.undo()
    qtbot.waitUntil(lambda: page.entrance.word() == "Taken back")


def test_the_missing_are_listed_and_checked_in_from_there(
    qtbot: QtBot, page: DoorPage, file_store: Store
) -> None:
    there = party(file_store)
    stand(qtbot, page, there)
    page.entrance.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(page.entrance.missing.rows()) == 3)
    assert page.entrance.tabs.tabText(1) == "Missing (3)"
    page.entrance.missing.step(1)
    page.entrance.missing.activated.emit(page.entrance.missing.currentIndex())
    qtbot.waitUntil(lambda: len(page.entrance.missing.rows()) == 2)


def test_todays_meeting_is_chosen_and_another_one_is_remembered(
    qtbot: QtBot, page: DoorPage, tools: Tools, file_store: Store
) -> None:
    activity(file_store, "next week", starts_at=file_store.now() + timedelta(days=7))
    there = party(file_store)
    second = activity(file_store, "also today", starts_at=file_store.now() + timedelta(minutes=10))
    stand(qtbot, page, there)
    page.show_item("meeting", second.meetings[0].id)
    qtbot.waitUntil(lambda: "also today" in page.entrance.choice.currentText())
    again = DoorPage(tools)
    qtbot.addWidget(again)
    shown(again, 1024, 640)
    qtbot.waitUntil(lambda: again.entrance.choice.meeting == second.meetings[0].id)
    qtbot.waitUntil(lambda: not tools.runner.is_busy())


def test_a_scan_that_cannot_be_kept_says_so(qtbot: QtBot, page: DoorPage, file_store: Store) -> None:
    there = party(file_store)
    stand(qtbot, page, there)
    notices: list[Notice] = []
    page.said.connect(notices.append)
    QTest.keyClicks(page.entrance.line, there.codes[0])
    with file_store.engine.connect() as other:
        other.exec_driver_sql("PRAGMA query_only=ON")
        gone: UUID = there.meeting
    page.entrance.choice.meeting = UUID(int=gone.int ^ 1)
    QTest.keyClick(page.entrance.line, ENTER)
    qtbot.waitUntil(lambda: bool(notices))
    assert page.entrance.card.name.text() == "Not recorded"


@pytest.mark.parametrize("width", [1024, 1440])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut(
    qtbot: QtBot, tools: Tools, file_store: Store, clock: Clock, language: str, width: int
) -> None:
    use_chinese_font()
    there = party(file_store, enrolled=24, others=2, title="海上书吧读书会（第三期）")
    for key in there.workers[:9]:
        file_store.do(attendance.check_in, there.meeting, key)
    set_language(language)
    page = DoorPage(tools, clock)
    qtbot.addWidget(page)
    stand(qtbot, page, there)
    shown(page, width - 100, 620)
    grab(page, f"door-ready-{language}-{width}")
    for name, number in (("in", 10), ("already", 10), ("not-on-list", 25)):
        scan(qtbot, page, there.codes[number])
        qtbot.waitUntil(lambda: not tools.runner.is_busy() and not page._soon.isActive())
        assert clipped(shown(page, width - 100, 620)) == []
        grab(page, f"door-{name}-{language}-{width}")
    page.entrance.tabs.setCurrentIndex(1)
    type_name(qtbot, page, "王")
    qtbot.waitUntil(lambda: not tools.runner.is_busy())
    assert clipped(shown(page, width - 100, 620)) == []
    grab(page, f"door-found-{language}-{width}")
    qtbot.waitUntil(lambda: not tools.runner.is_busy())


def test_the_missing_are_crossed_off_at_once_and_come_back_when_taken_back(
    qtbot: QtBot, page: DoorPage, file_store: Store
) -> None:
    there = party(file_store)
    stand(qtbot, page, there)
    page.entrance.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(page.entrance.missing.rows()) == 3)
    scan(qtbot, page, there.codes[1])
    assert [row.key for row in page.entrance.missing.rows()] == [there.workers[0], there.workers[2]]
    file_store.undo()
    qtbot.waitUntil(lambda: len(page.entrance.missing.rows()) == 3, timeout=8000)


def test_the_walk_in_of_a_blank_row_is_named_from_the_scan_line(
    qtbot: QtBot, page: DoorPage, file_store: Store
) -> None:
    there = party(file_store)
    code = blank_row(file_store, there.activity)
    stand(qtbot, page, there)
    assert scan(qtbot, page, code) is VerdictKind.IN
    QTest.keyClick(page.entrance.line, Qt.Key.Key_F3)
    assert "row 4" in page.entrance.line.placeholderText()
    page.entrance.line.setText("司马春风")
    QTest.keyClick(page.entrance.line, ENTER)
    qtbot.waitUntil(lambda: page.entrance.card.name.text() == "司马春风")
    assert page.entrance.line.placeholderText() == "Scan a code, or type a name"


def test_undo_by_key_takes_back_the_last_scan_whatever_others_did_since(
    qtbot: QtBot, page: DoorPage, file_store: Store
) -> None:
    there = party(file_store)
    stand(qtbot, page, there)
    assert not page.undo_here()
    scan(qtbot, page, there.codes[0])
    put_named(file_store, "林小渔")
    assert page.undo_here()
    qtbot.waitUntil(lambda: page.entrance.word() == "Taken back")
    qtbot.waitUntil(lambda: count_is(page, 3, 0, 3, 0))
    assert not page.undo_here()
