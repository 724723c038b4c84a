"""The front desk: it opens whatever it finds, changes language in place, and leaves the demonstration."""

import argparse
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from desktop.app import FrontDesk
from desktop.core.settings import Places, Settings, load_settings, save_settings
from desktop.services import activities, demo, people
from desktop.storage import backup
from desktop.storage.store import Store
from desktop.views.home_page import HomePage
from desktop.views.main_window import MainWindow
from desktop.views.support.notice import Tone
from tests.services.people import activity, put_workers

Open = Callable[..., FrontDesk]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


@pytest.fixture
def front(qapp: QApplication, qtbot: QtBot, places: Places) -> Iterator[Open]:
    """Make front desks on the data folder; close them after the test."""
    made: list[FrontDesk] = []
    font, style, palette = qapp.font(), qapp.style().objectName(), qapp.palette()

    def open_desk(demo: bool = False) -> FrontDesk:
        desk = FrontDesk(qapp, places, argparse.Namespace(demo_if_empty=demo))
        made.append(desk)
        return desk

    yield open_desk
    for desk in made:
        desk.shut()
        desk.deleteLater()
    qapp.setFont(font)
    qapp.setStyle(style)
    qapp.setPalette(palette)


def windows() -> list[MainWindow]:
    """Return the windows to be seen."""
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]


def window() -> MainWindow:
    (only,) = windows()
    return only


def home() -> HomePage:
    page = window().go("home")
    assert isinstance(page, HomePage)
    return page


def answer(button: str) -> list[str]:
    """Click that button of the next question; return what was asked, once it was."""
    asked: list[str] = []

    def click() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(10, click)
            return
        asked.append(box.text())
        next(b for b in box.buttons() if b.text() == button).click()

    QTimer.singleShot(0, click)
    return asked


def test_an_empty_folder_opens_on_the_first_steps(qtbot: QtBot, front: Open, places: Places) -> None:
    assert front().open()
    qtbot.waitUntil(lambda: home().steps.isVisible())
    assert places.database.exists() and home().banner.isHidden()


def test_the_first_time_it_may_open_on_demonstration_data_and_leave_it(
    qtbot: QtBot, front: Open, places: Places
) -> None:
    assert front(demo=True).open()
    qtbot.waitUntil(lambda: home().due.isVisible(), timeout=60_000)
    assert home().banner.isVisible() and not places.database.exists()
    home().begin_own.click()
    qtbot.waitUntil(lambda: len(windows()) == 1 and home().steps.isVisible())
    assert places.database.exists() and home().banner.isHidden()


def test_looking_around_leaves_ones_own_books_as_they_are(qtbot: QtBot, front: Open, places: Places) -> None:
    assert front().open()
    qtbot.waitUntil(lambda: home().steps.isVisible())
    home().steps.look_around.click()
    qtbot.waitUntil(lambda: len(windows()) == 1 and home().due.isVisible(), timeout=60_000)
    assert home().banner.isVisible()
    own = Store.open(places.database)
    assert own.read(people.count) == 0
    own.close()


def test_a_folder_of_demonstration_data_says_so(qtbot: QtBot, front: Open, places: Places) -> None:
    store = Store.open(places.database)
    demo.fill_if_empty(store, workers=40)
    store.close()
    assert front().open()
    qtbot.waitUntil(lambda: home().banner.isVisible())
    assert home().begin_own.isHidden()


def test_what_the_daily_look_finds_unsound_is_told_with_its_remedy(
    qtbot: QtBot, front: Open, places: Places
) -> None:
    store = Store.open(places.database)
    put_workers(store, 3)
    store.close()
    with closing(sqlite3.connect(places.database)) as raw:  # which does not look at references by itself
        raw.execute("UPDATE worker SET organisation_id = ?", ("0" * 32,))
        raw.commit()
    desk = front()
    assert desk.open()
    desk.look_after()
    qtbot.waitUntil(window().notices.isVisible)
    notice = window().notices.notice()
    assert notice is not None and notice.tone is Tone.ERROR and notice.remedy


def test_another_language_and_text_size_rebuild_the_window_in_place(
    qtbot: QtBot, front: Open, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YIJIA_LANG")
    save_settings(places.settings, Settings(language="en"))
    desk = front()
    assert desk.open()
    assert window().bar.title.text() == "Home"
    desk.choose(Settings(language="zh_CN", text_size=150))
    qtbot.waitUntil(lambda: len(windows()) == 1 and window().bar.title.text() == "首页")
    assert load_settings(places.settings).text_size == 150


def test_a_damaged_file_is_kept_aside_and_the_newest_back_up_put_in_its_place(
    qtbot: QtBot, front: Open, places: Places
) -> None:
    store = Store.open(places.database)
    put_workers(store, 2)
    activity(store, "kept")
    backup.daily(places.database, store.now().date())
    store.close()
    places.database.write_bytes(b"torn" * 2000)
    asked = answer("Put back the back-up")
    assert front().open()
    assert asked and len(list((places.folder / "set-aside").rglob("*.sqlite3"))) == 1
    again = Store.open(places.database)
    assert [card.title for card in again.read(activities.listed)] == ["kept"]
    again.close()


def test_a_damaged_file_is_left_as_it_is_by_who_quits(front: Open, places: Places) -> None:
    places.folder.mkdir()
    places.database.write_bytes(b"torn" * 2000)
    asked = answer("Quit and change nothing")
    assert not front().open() and asked
    assert places.database.read_bytes() == b"torn" * 2000 and windows() == []


def test_a_server_that_is_gone_lets_one_go_on_with_the_file(
    qtbot: QtBot, front: Open, places: Places
) -> None:
    save_settings(places.settings, Settings(database="postgresql://u:p@127.0.0.1:1/yijia"))
    asked = answer("Use the file on this computer for now")
    assert front().open()
    assert "does not answer" in asked[0] and places.database.exists() and window().isVisible()


def test_the_first_page_hears_of_the_back_up_written_meanwhile(
    front: Open, places: Places, qtbot: QtBot
) -> None:
    store = Store.open(places.database)
    put_workers(store, 1)
    activity(store, "健步走")
    store.close()
    desk = front()
    assert desk.open()
    page = window().page()
    assert isinstance(page, HomePage)

    def told() -> list[str]:
        return [label.text() for label in page.settle.findChildren(QLabel)]

    qtbot.waitUntil(lambda: "There is no back-up yet." in told())
    desk.look_after()
    qtbot.waitUntil(lambda: "There is no back-up yet." not in told())
