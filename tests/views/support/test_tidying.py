"""When memory is looked through."""

import gc
from collections.abc import Iterator
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.progress import Progress
from desktop.views.support.tasks import Runner
from desktop.views.support.tidying import Tidying


class Loop:
    """Refers to itself, so that only looking through memory lets go of it."""

    living = 0

    def __init__(self) -> None:
        self.own = self
        Loop.living += 1

    def __del__(self) -> None:
        Loop.living -= 1


@pytest.fixture(autouse=True)
def as_python_has_it() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_nothing_is_looked_through_in_the_midst_of_work(qtbot: QtBot, runner: Runner) -> None:
    tidying = Tidying(runner)
    assert gc.get_threshold()[2] > 100_000
    go_on = Event()

    def work(_progress: Progress) -> None:
        go_on.wait(10)

    Loop()
    runner.read(work)
    tidying.tidy()
    assert Loop.living == 1
    go_on.set()
    qtbot.waitUntil(lambda: not runner.is_busy())
    tidying.tidy()
    assert Loop.living == 0
