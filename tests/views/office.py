"""An office with a few activities, for the pages about them: a real file, real threads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from desktop.core.settings import Places, Settings
from desktop.services import activities, enrolment
from desktop.services.activities import ActivityCard, ActivityEntry, ActivityKind, MeetingEntry
from desktop.storage.store import Store
from desktop.views.support.changes import ChangeFeed
from desktop.views.support.notice import Notice
from desktop.views.support.page import Page
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.people import put_named, put_workers


@dataclass(frozen=True)
class Office:
    """An evening with a waiting list, and people who are on no list yet."""

    evening: ActivityCard
    listed: tuple[UUID, ...]
    waiting: tuple[UUID, ...]
    others: tuple[UUID, ...]


def tools_for(store: Store, runner: Runner, memory: QSettings, folder: Path) -> Tools:
    """Return what a page is handed."""
    return Tools(store, runner, ChangeFeed(store), memory, Places(folder), Settings(), _choose_nothing)


def furnish(store: Store, count: int = 12, capacity: int = 10) -> Office:
    """Put an evening with ``count`` people on file, two more activities and two namesakes."""
    now = store.now().replace(minute=0, second=0, microsecond=0)
    entry = ActivityEntry(
        "海上书吧读书分享会",
        (MeetingEntry(now + timedelta(days=2)), MeetingEntry(now + timedelta(days=9))),
        ActivityKind.LECTURE,
        place="定海区工人文化宫三楼多功能厅",
        organiser="舟山市总工会",
        contact="林小渔",
        contact_phone="13800001234",
        capacity=capacity,
    )
    evening = store.do(activities.add, entry)
    for title, days in (("职工乒乓球比赛", 5), ("法律咨询", -20)):
        store.do(activities.add, ActivityEntry(title, (MeetingEntry(now + timedelta(days=days)),)))
    workers = put_workers(store, count)
    others = put_named(store, "阿依古丽·买买提", "欧阳海燕")
    twins = put_named(store, "欧阳海燕", organisation="普陀海事局")
    done = store.do(enrolment.enrol, evening.id, workers)
    return Office(evening, done.enrolled, done.waiting, (*others, *twins))


def settled(qtbot: QtBot, tools: Tools) -> None:
    """Wait until nothing is queued or under way, nor anything that news still to be delivered begins."""
    rests = 0

    def at_rest() -> bool:
        nonlocal rests
        rests = 0 if tools.runner.is_busy() else rests + 1
        return rests > 1

    qtbot.waitUntil(at_rest, timeout=10_000)


def listened(page: Page) -> list[Notice]:
    """Return the list to which the page's notices will be added."""
    heard: list[Notice] = []
    page.said.connect(heard.append)
    return heard


def _choose_nothing(_settings: Settings) -> None:
    """Change no settings."""


Wait = Callable[[], None]
