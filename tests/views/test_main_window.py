"""The shell: pages on demand, navigation, search, undo, notices, and where the window was left."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.errors import NotFound
from desktop.core.i18n import in_language
from desktop.core.progress import Progress
from desktop.views.main_window import MainWindow, build_window
from desktop.views.support.hit import Hit
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Failure, Runner
from tests.views.pictures import clipped, grab, shown
from tests.views.shell import Ledger, Workers, note, parts_of

SHORTCUT_FOCUS = Qt.FocusReason.ShortcutFocusReason


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def window(qtbot: QtBot, runner: Runner, settings: QSettings, ledger: Ledger) -> Iterator[MainWindow]:
    made = build_window(*parts_of(runner, settings, ledger))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.bar.undo.isEnabled)
    yield made
    qtbot.waitUntil(lambda: not runner.is_busy())


def people(window: MainWindow) -> Workers:
    page = window.page()
    assert isinstance(page, Workers)
    return page


def test_a_page_is_made_on_the_first_visit_and_kept(window: MainWindow) -> None:
    assert window.pages.count() == 1
    first = window.page()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.count() == 2 and window.bar.title.text() == "Activities"
    assert window.go("people") is first


def test_a_page_with_work_of_its_own_is_made_soon_without_being_shown(
    qtbot: QtBot, runner: Runner, settings: QSettings, ledger: Ledger
) -> None:
    parts, specs = parts_of(runner, settings, ledger)
    specs[1] = replace(specs[1], has_work=lambda: True)
    window = build_window(parts, specs)
    qtbot.addWidget(window)
    first = window.page()
    assert window.pages.count() == 1
    window.wake()
    window.wake()
    assert window.pages.count() == 2 and window.page() is first and window.pages.currentWidget() is first
    qtbot.waitUntil(lambda: not runner.is_busy())


def test_a_thing_is_shown_by_the_page_that_keeps_its_kind(window: MainWindow) -> None:
    window.go("settings").open_item.emit("activity", UUID(int=5))
    assert window.bar.title.text() == "Activities"
    assert people(window).shown_item == UUID(int=5)
    with pytest.raises(LookupError):
        window.open_item("ship", UUID(int=5))


def test_undo_is_named_done_and_offered_again(qtbot: QtBot, window: MainWindow, ledger: Ledger) -> None:
    assert "enrol 34 workers" in window.bar.undo.text()
    window.rail.setFocus()
    QTest.mouseClick(window.bar.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.notices.isVisible())
    assert window.notices.words.text() == "Undone: enrol 34 workers"
    qtbot.waitUntil(lambda: not window.bar.undo.isEnabled() and window.bar.redo.isVisible())
    QTest.mouseClick(window.notices.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ledger.done == ["enrol 34 workers"])
    qtbot.waitUntil(window.bar.undo.isEnabled)


def test_a_commit_refreshes_the_page_and_the_undo_words(
    qtbot: QtBot, window: MainWindow, ledger: Ledger
) -> None:
    reads = people(window).reads
    ledger.done.append("import 200 workers")
    thread = threading.Thread(target=ledger.announce, args=("worker",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "import 200" in window.bar.undo.text())
    assert people(window).reads == reads + 1


def test_a_failure_without_listener_is_told_with_its_remedy(qtbot: QtBot, window: MainWindow) -> None:
    window.alarm.emit("The file is open elsewhere.", "Close it there.")
    assert window.notices.words.text() == "The file is open elsewhere. Close it there."
    assert not window.notices._away.isActive()
    QTest.keyClick(window.notices._close, Qt.Key.Key_Space)
    assert not window.notices.isVisible()


def test_help_follows_the_part_of_the_page_one_goes_to(window: MainWindow) -> None:
    window.toggle_help()
    window.page().help_topic = "map"
    window.page().help_changed.emit()
    assert window.help.topic == "map"


def test_help_opens_beside_the_page_and_closes(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.help.isVisible() and window.help.topic == "people"
    window.go("settings")
    assert window.help.topic == "window"
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert not window.help.isVisible()


def test_search_offers_what_was_found_and_opens_it(qtbot: QtBot, window: MainWindow) -> None:
    box = window.bar.search
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(box.hasFocus)
    box.setText("海")
    qtbot.waitUntil(box.results.isVisible)
    rows = [box.results.list.item(number).text() for number in range(box.results.list.count())]
    assert rows == ["职工", "王海燕", "活动", "海上书吧读书会"]
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert window.bar.title.text() == "Activities"
    assert people(window).shown_item == UUID(int=99)
    assert box.text() == "" and not box.results.isVisible()


def test_an_answer_that_comes_too_late_is_dropped(
    qtbot: QtBot, runner: Runner, settings: QSettings, ledger: Ledger
) -> None:
    slow = threading.Event()

    def search(text: str) -> Sequence[Hit]:
        if text == "old":
            slow.wait(10)
        return [Hit("worker", UUID(int=1), text)]

    parts, specs = parts_of(runner, settings, ledger)
    window = build_window(replace(parts, search=search), specs)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    box = window.bar.search
    box.setFocus(SHORTCUT_FOCUS)
    qtbot.waitUntil(box.hasFocus)
    box.setText("old")
    box.returnPressed.emit()
    box.setText("new")
    qtbot.waitUntil(box.results.isVisible)
    slow.set()
    qtbot.waitUntil(lambda: not runner.is_busy())
    assert box.results.list.item(0).text() == "new"


def test_the_window_opens_where_it_was_left(
    qtbot: QtBot, runner: Runner, settings: QSettings, ledger: Ledger
) -> None:
    first = build_window(*parts_of(runner, settings, ledger))
    qtbot.addWidget(first)
    first.show()
    first.resize(900, 640)
    first.go("activities")
    first.toggle_help()
    with qtbot.waitSignal(first.closed):
        first.close()
    again = build_window(*parts_of(runner, settings, ledger))
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (900, 640)
    assert again.bar.title.text() == "Activities"
    assert not again.help.isHidden()


def test_typed_words_are_not_lost_by_closing(qtbot: QtBot, window: MainWindow) -> None:
    people(window).name.line.setText("half a na")
    window.go("settings")
    window.close()
    assert window.isVisible() and window.bar.title.text() == "Workers"
    question = window.findChild(QMessageBox)
    assert question is not None
    stay, leave = _buttons(question)
    stay.click()
    assert window.isVisible()
    window.close()
    question = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    _stay, leave = _buttons(question)
    leave.click()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_the_first_window_lies_wholly_on_the_screen(window: MainWindow) -> None:
    room = window.screen().availableSize()
    wanted = window.minimumSize().expandedTo(room)
    assert window.width() <= wanted.width() and window.height() <= wanted.height()


def test_where_the_window_stands_is_kept_without_closing_it(
    qtbot: QtBot, settings: QSettings, window: MainWindow
) -> None:
    settings.remove("window/geometry")
    window.resize(window.width() + 8, window.height())
    qtbot.waitUntil(lambda: settings.contains("window/geometry"))


def test_closing_waits_for_what_is_being_written(qtbot: QtBot, runner: Runner, window: MainWindow) -> None:
    go_on, written = threading.Event(), []

    def work(progress: Progress) -> None:
        go_on.wait(10)
        written.append("scan")

    runner.run(work)
    window.close()
    assert window.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert written == ["scan"]


def test_a_write_that_fails_keeps_the_window_open_to_say_so(
    qtbot: QtBot, runner: Runner, window: MainWindow
) -> None:
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        go_on.wait(10)
        raise NotFound("The disk is full.")

    runner.run(work)
    window.close()
    go_on.set()
    qtbot.waitUntil(window.notices.isVisible)
    assert window.isVisible() and "The disk is full." in window.notices.words.text()


def test_long_work_is_stopped_by_closing_only_when_one_says_so(
    qtbot: QtBot, runner: Runner, window: MainWindow
) -> None:
    begun, go_on, finished = threading.Event(), threading.Event(), []

    def work(progress: Progress) -> None:
        begun.set()
        go_on.wait(10)
        progress.step(1, 2)
        finished.append(True)

    runner.run(work, label="Importing")
    qtbot.waitUntil(begun.is_set)
    window.close()
    question = window.findChild(QMessageBox)
    assert window.isVisible() and question is not None and "Importing" in question.text()
    _stay, stop = _buttons(question)
    stop.click()
    go_on.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert finished == []


def _buttons(question: QMessageBox) -> tuple[QAbstractButton, QAbstractButton]:
    by_role = {question.buttonRole(button): button for button in question.buttons()}
    roles = QMessageBox.ButtonRole
    return by_role[roles.RejectRole], by_role[roles.DestructiveRole]


def test_long_work_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, runner: Runner, window: MainWindow
) -> None:
    stopped = threading.Event()
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        try:
            progress.step(30, 100, "row 30")
            go_on.wait(10)
            progress.step(100, 100)
        finally:
            stopped.set()

    runner.run(work, label="Importing")
    qtbot.waitUntil(window.strip.isVisible)
    assert "Importing" in window.strip.doing.text() and "row 30" in window.strip.doing.text()
    assert window.strip.bar.value() == 300
    QTest.mouseClick(window.strip.stop, Qt.MouseButton.LeftButton)
    go_on.set()
    qtbot.waitUntil(lambda: not window.strip.isVisible())
    assert stopped.is_set() and not window.notices.isVisible()


def test_the_rail_keeps_its_words_in_a_narrow_window(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1440, 800)
    qtbot.waitUntil(lambda: window.rail.width() > 130)
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.rail.width() < 130)
    button = window.rail.findChildren(QAbstractButton)[0]
    assert button.width() >= button.minimumSizeHint().width()


@pytest.mark.parametrize("width", [1024, 1440])
@pytest.mark.parametrize("tongue", ["zh_CN", "en"])
def test_nothing_is_cut_off(
    qtbot: QtBot, runner: Runner, settings: QSettings, ledger: Ledger, width: int, tongue: str
) -> None:
    with in_language(tongue):
        window = build_window(*parts_of(runner, settings, ledger))
        qtbot.addWidget(window)
        shown(window, width, 720)
        window.tell(note())
        window.notices.tell(note())
        qtbot.waitUntil(lambda: not runner.is_busy())
        shown(window, width, 720)
        assert clipped(window) == []
        grab(window, f"shell-{tongue}-{width}")


def test_everything_one_can_reach_has_a_name(window: MainWindow) -> None:
    nameless = [
        part
        for part in window.findChildren(QWidget)
        if part.isVisible() and part.focusPolicy() & Qt.FocusPolicy.TabFocus and not _name(part)
    ]
    assert nameless == []


def _name(part: QWidget) -> str:
    words = part.text() if isinstance(part, QAbstractButton) else ""
    return part.accessibleName() or words


def test_the_pointer_keeps_a_notice(qtbot: QtBot, window: MainWindow) -> None:
    window.tell(note())
    assert window.notices._away.isActive()
    QTest.mouseMove(window.notices, QPoint(5, 5))
    window.tell(note())
    assert window.notices.isVisible()


def test_retiring_leaves_the_runner_running(
    qtbot: QtBot, runner: Runner, settings: QSettings, ledger: Ledger
) -> None:
    window = build_window(*parts_of(runner, settings, ledger))
    window.show()
    with qtbot.waitSignal(window.destroyed):
        window.retire()
    heard: list[Failure] = []
    runner.went_wrong.connect(heard.append)
    with qtbot.waitSignal(runner.read(lambda _progress: 1).finished):
        pass
    assert heard == []


def test_a_page_may_ask_for_another_page_and_for_the_whole_screen(window: MainWindow) -> None:
    window.page().open_page.emit("activities", "new")
    assert window.bar.title.text() == "Activities"
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen() and not window.rail.isVisible() and not window.bar.isVisible()
    window.page().full_screen_asked.emit()
    assert not window.isFullScreen() and window.rail.isVisible() and window.bar.isVisible()


def test_a_notice_moves_nothing_from_under_the_pointer(qtbot: QtBot, window: MainWindow) -> None:
    window.show()
    qtbot.waitExposed(window)
    before = window.page().height()
    window.tell(Notice("34 workers were enrolled."))
    qtbot.waitUntil(window.notices.isVisible)
    assert window.page().height() == before
    window.notices.dismiss()
    qtbot.waitUntil(lambda: not window.notices.isVisible())
    assert window.page().height() == before
