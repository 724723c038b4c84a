"""Commits on any thread become one signal on the main thread; pages look again when it concerns them."""

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from desktop.views.support.changes import ChangeFeed
from desktop.views.support.page import Page


class Announcer:
    """Tells its listeners as the store does after a commit."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[frozenset[str]], None]] = []

    def subscribe(self, listener: Callable[[frozenset[str]], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def tell(self, *tables: str) -> None:
        for listener in self.listeners:
            listener(frozenset(tables))


class Ledger(Page):
    """A page that counts how often it read."""

    tables = frozenset({"worker"})
    reads = 0

    def refresh(self) -> None:
        self.reads += 1


def test_commits_of_one_turn_are_told_once(qtbot: QtBot) -> None:
    store = Announcer()
    feed = ChangeFeed(store)
    heard: list[frozenset[str]] = []
    feed.tables_changed.connect(heard.append)
    for table in ("worker", "visit"):
        thread = threading.Thread(target=store.tell, args=(table,))
        thread.start()
        thread.join()
    store.tell()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [frozenset({"worker", "visit"})]
    store.tell("trip")
    qtbot.waitUntil(lambda: len(heard) == 2)


def test_a_closed_feed_hears_nothing(qtbot: QtBot) -> None:
    store = Announcer()
    feed = ChangeFeed(store)
    feed.close()
    assert store.listeners == []


def test_a_visible_page_reads_again_only_when_its_tables_changed(qtbot: QtBot) -> None:
    feed = ChangeFeed(Announcer())
    page = Ledger(feed)
    qtbot.addWidget(page)
    page.show()
    assert page.reads == 1
    feed.tables_changed.emit(frozenset({"trip"}))
    assert page.reads == 1
    feed.tables_changed.emit(frozenset({"worker", "trip"}))
    assert page.reads == 2


def test_a_hidden_page_reads_again_when_it_is_shown(qtbot: QtBot) -> None:
    feed = ChangeFeed(Announcer())
    page = Ledger(feed)
    qtbot.addWidget(page)
    page.show()
    page.hide()
    feed.tables_changed.emit(frozenset({"worker"}))
    feed.tables_changed.emit(frozenset({"worker"}))
    assert (page.reads, page.is_stale()) == (1, True)
    page.show()
    assert (page.reads, page.is_stale()) == (2, False)
