"""Work off the main thread, and how its end is told."""

import logging
import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.core.errors import FieldError, NotFound
from desktop.core.progress import Progress
from desktop.views.support.tasks import Failure, Reach, Runner, Task


class Listener(QObject):
    """Hears how work ended, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.failures: list[Failure] = []
        self.cancels = 0
        self.threads: set[threading.Thread] = set()

    def done(self, result: object) -> None:
        self.threads.add(threading.current_thread())
        self.results.append(result)

    def failed(self, failure: Failure) -> None:
        self.failures.append(failure)

    def cancelled(self) -> None:
        self.cancels += 1


def test_the_result_arrives_on_the_main_thread(qtbot: QtBot, runner: Runner) -> None:
    heard = Listener()
    runner.read(lambda progress: threading.current_thread(), done=heard.done)
    qtbot.waitUntil(lambda: bool(heard.results))
    assert heard.threads == {threading.main_thread()}
    assert heard.results[0] is not threading.main_thread()
    assert not runner.is_busy()


def test_writing_work_goes_in_the_order_it_was_handed_over(qtbot: QtBot, runner: Runner) -> None:
    heard = Listener()
    order: list[int] = []
    for number in range(20):
        runner.run(lambda progress, number=number: order.append(number), done=heard.done)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(heard.results) == 20)
    assert order == list(range(20))


def test_a_failure_a_person_can_mend_is_told_as_it_stands(qtbot: QtBot, runner: Runner) -> None:
    heard = Listener()

    def work(progress: Progress) -> None:
        raise FieldError("phone", "A phone number has 11 digits.", "Count them.")

    runner.run(work, failed=heard.failed)
    qtbot.waitUntil(lambda: bool(heard.failures))
    assert heard.failures == [Failure("A phone number has 11 digits.", "Count them.", "phone")]


def test_a_bug_is_logged_under_the_mark_the_person_reads(
    qtbot: QtBot, runner: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    heard = Listener()

    def work(progress: Progress) -> None:
        raise ZeroDivisionError("seventeen")

    with caplog.at_level(logging.ERROR, logger="desktop"):
        runner.run(work, failed=heard.failed)
        qtbot.waitUntil(lambda: bool(heard.failures))
    assert heard.failures[0].mark in heard.failures[0].sentence
    assert heard.failures[0].mark in caplog.text and "seventeen" in caplog.text


def test_a_failure_without_listener_goes_to_the_window(qtbot: QtBot, runner: Runner) -> None:
    def work(progress: Progress) -> None:
        raise NotFound("It is gone.")

    with qtbot.waitSignal(runner.went_wrong) as heard:
        runner.read(work)
    assert heard.args == [Failure("It is gone.")]


def test_cancelled_work_stops_at_its_next_step_and_says_nothing(qtbot: QtBot, runner: Runner) -> None:
    heard = Listener()
    reached = threading.Event()
    carry_on = threading.Event()

    def work(progress: Progress) -> str:
        progress.step(0, 2)
        reached.set()
        carry_on.wait(10)
        progress.step(1, 2)
        return "never"

    task = runner.run(work, done=heard.done, failed=heard.failed, cancelled=heard.cancelled)
    qtbot.waitUntil(reached.is_set)
    task.cancel()
    carry_on.set()
    qtbot.waitUntil(lambda: heard.cancels == 1)
    assert (heard.results, heard.failures) == ([], [])


def test_a_write_that_ended_before_it_could_be_stopped_is_told_as_done(qtbot: QtBot, runner: Runner) -> None:
    heard = Listener()
    reached = threading.Event()
    carry_on = threading.Event()

    def work(progress: Progress) -> None:
        reached.set()
        carry_on.wait(10)

    task = runner.run(work, done=heard.done, cancelled=heard.cancelled)
    qtbot.waitUntil(reached.is_set)
    task.cancel()
    carry_on.set()
    qtbot.waitUntil(lambda: bool(heard.results))
    assert (heard.results, heard.cancels) == ([None], 0)


def test_closing_finishes_short_writes_and_stops_long_ones(qtbot: QtBot) -> None:
    runner = Runner()
    begun, go_on = threading.Event(), threading.Event()
    written: list[str] = []

    def long(progress: Progress) -> None:
        begun.set()
        go_on.wait(10)
        progress.step(1, 2)
        written.append("long")

    runner.run(long, label="Importing")
    runner.run(lambda progress: written.append("scan"))
    runner.run(lambda progress: written.append("queued import"), label="Importing")
    assert begun.wait(10)
    threading.Timer(0.05, go_on.set).start()
    runner.close()
    assert written == ["scan"]


def test_the_end_of_the_last_write_is_told(qtbot: QtBot, runner: Runner) -> None:
    with qtbot.waitSignal(runner.written):
        runner.run(lambda progress: None)
        runner.run(lambda progress: None)
        assert len(runner.unwritten()) == 2
    assert runner.unwritten() == []


def test_progress_tells_the_time_left(qtbot: QtBot) -> None:
    now = [0.0]
    parent = QObject()
    task = Task("", lambda: now[0], parent)
    reaches: list[Reach] = []
    task.progressed.connect(reaches.append)
    task.step(0, 100)
    now[0] = 10.0
    task.step(25, 100, "rows")
    assert reaches[0].seconds_left is None
    assert reaches[1] == Reach(25, 100, "rows", 30.0)


def test_progress_is_not_told_more_often_than_one_can_read(qtbot: QtBot) -> None:
    parent = QObject()
    task = Task("", lambda: 1.0, parent)
    reaches: list[Reach] = []
    task.progressed.connect(reaches.append)
    for done in range(1, 1001):
        task.step(done, 1000)
    assert [reach.done for reach in reaches] == [1, 1000]


def test_only_bound_methods_of_qt_objects_may_listen(runner: Runner) -> None:
    with pytest.raises(TypeError, match="bound methods"):
        runner.read(lambda progress: None, done=print)


def test_a_listener_that_died_is_not_called(qtbot: QtBot, runner: Runner) -> None:
    heard = Listener()
    carry_on = threading.Event()
    task = runner.read(lambda progress: carry_on.wait(10), done=heard.done)
    with qtbot.waitSignal(task.finished):
        del heard
        carry_on.set()
    assert not runner.is_busy()


def test_work_asked_for_after_closing_is_quietly_cancelled(qtbot: QtBot, runner: Runner) -> None:
    runner.close()
    heard = Listener()
    task = runner.read(lambda progress: 1, done=heard.done, cancelled=heard.cancelled)
    with qtbot.waitSignal(task.finished):
        pass
    assert (heard.cancels, heard.results) == (1, []) and not runner.is_busy()


def test_an_answer_overtaken_by_the_answer_to_a_newer_question_is_dropped(
    qtbot: QtBot, runner: Runner
) -> None:
    heard, other = Listener(), Listener()
    overtaken = threading.Event()

    def old(progress: Progress) -> str:
        assert overtaken.wait(10)
        return "old"

    runner.read_newest(old, done=heard.done)
    runner.read_newest(lambda progress: "another's", done=other.done)
    runner.read_newest(lambda progress: "new", done=heard.done)
    qtbot.waitUntil(lambda: bool(heard.results and other.results))
    overtaken.set()
    qtbot.waitUntil(lambda: not runner.is_busy())
    assert heard.results == ["new"] and other.results == ["another's"]
