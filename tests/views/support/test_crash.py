"""A failure nobody foresaw is written down and told, and the program goes on."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from desktop.core.crash_log import log_to, log_unexpected
from desktop.views.support.crash import watch_for_crashes


@pytest.fixture
def told() -> Iterator[list[tuple[str, str]]]:
    """What the person was told while crashes were watched for; the hooks of the tests come back after."""
    heard: list[tuple[str, str]] = []
    hooks = sys.excepthook, threading.excepthook
    handler = qInstallMessageHandler(None)
    watch_for_crashes(lambda sentence, remedy: heard.append((sentence, remedy)))
    yield heard
    sys.excepthook, threading.excepthook = hooks
    qInstallMessageHandler(handler)


def test_what_escapes_is_logged_under_the_mark_the_person_reads(
    told: list[tuple[str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    error = ZeroDivisionError("nine")
    sys.excepthook(type(error), error, None)
    ((sentence, remedy),) = told
    mark = caplog.records[-1].getMessage().split()[-1]
    assert mark in sentence and remedy


def test_what_escapes_on_a_thread_is_told_too(
    told: list[tuple[str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    thread = threading.Thread(target=lambda: [][0])
    thread.start()
    thread.join()
    assert len(told) == 1 and "IndexError" in caplog.text


def test_the_person_may_stop_the_program_from_the_terminal(
    told: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == [] and "KeyboardInterrupt" in capsys.readouterr().err


def test_words_of_qt_go_to_the_log(told: list[tuple[str, str]], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="desktop"):
        qWarning("the plugin sulks")
    assert "the plugin sulks" in caplog.text and told == []


def test_the_log_lies_in_its_folder(tmp_path: Path) -> None:
    handler = log_to(tmp_path / "logs")
    mark = log_unexpected(ValueError("eleven"))
    logging.getLogger("desktop").removeHandler(handler)
    handler.close()
    text = (tmp_path / "logs" / "yijia.log").read_text(encoding="utf-8")
    assert mark in text and "eleven" in text
