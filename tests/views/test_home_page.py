"""The first page: first steps in empty books, then what is due, waits, was reached and was done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.i18n import set_language
from desktop.services import attendance, defects, enrolment
from desktop.services.clock import local
from desktop.services.defects import DefectEntry
from desktop.services.site_words import SiteStatus
from desktop.storage import backup
from desktop.storage.store import Store
from desktop.views.home_page import HomePage
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.people import activity, put_workers
from tests.services.sites import put_site
from tests.views.door_parts import party, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font


class Asked:
    """Counts how often the program was asked to change its data."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def tools(file_store: Store, runner: Runner, tmp_path: Path, asked: Asked) -> Tools:
    return replace(tools_for(file_store, runner, tmp_path), look_around=asked)


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> Iterator[HomePage]:
    use_chinese_font()
    made = HomePage(tools)
    qtbot.addWidget(made)
    yield made
    qtbot.waitUntil(lambda: not tools.runner.is_busy())


def words(part: QWidget) -> list[str]:
    """Return what the visible labels of a part say."""
    return [label.text() for label in part.findChildren(QLabel) if label.isVisible() and label.text()]


def button(part: QWidget, text: str) -> QPushButton:
    """Return the first visible button of that text."""
    return next(b for b in part.findChildren(QPushButton) if b.text() == text and b.isVisible())


def look(qtbot: QtBot, page: HomePage) -> None:
    shown(page, 1180, 680)
    # What joins a page that is on the screen shows itself in the next turn of the event loop.
    qtbot.waitUntil(lambda: page.steps.isVisible() or page.due.isVisible())
    qtbot.waitUntil(lambda: page.steps.isVisible() or len(words(page.done)) > 1)


def test_empty_books_offer_three_steps_and_a_look_around(qtbot: QtBot, page: HomePage, asked: Asked) -> None:
    look(qtbot, page)
    assert page.steps.isVisible() and not page.due.isVisible() and page.banner.isHidden()
    with qtbot.waitSignal(page.open_page) as told:
        page.steps.cards[0].next.click()
    assert told.args == ["people", "import"]
    page.steps.look_around.click()
    assert asked.times == 1


def test_the_step_after_the_one_taken_stands_out(qtbot: QtBot, page: HomePage, file_store: Store) -> None:
    put_workers(file_store, 2)
    look(qtbot, page)
    assert [card.next.isVisible() for card in page.steps.cards] == [False, True, False]


def test_a_meeting_of_today_leads_to_its_list_its_sheet_and_its_door(
    qtbot: QtBot, page: HomePage, file_store: Store
) -> None:
    there = party(file_store)
    look(qtbot, page)
    assert "中秋联欢" in words(page.due)
    for text, args in (
        ("Door", ["meeting", there.meeting]),
        ("Print", ["print-activity", there.activity]),
        ("Names", ["activity", there.activity]),
    ):
        with qtbot.waitSignal(page.open_item) as told:
            button(page.due, text).click()
        assert told.args == args


def test_a_past_meeting_without_attendance_waits_until_it_is_entered(
    qtbot: QtBot, page: HomePage, file_store: Store
) -> None:
    past = activity(file_store, "法律咨询", starts_at=file_store.now() - timedelta(days=3))
    workers = put_workers(file_store, 2)
    file_store.do(enrolment.enrol, past.id, workers)
    look(qtbot, page)
    assert "法律咨询" in words(page.settle)
    file_store.do(attendance.check_in, past.meetings[0].id, workers[0])
    qtbot.waitUntil(lambda: "法律咨询" not in words(page.settle))
    assert [figure.number.text() for figure in page.figures] == ["1", "1", "1", "1"]


def test_an_office_that_keeps_sites_sees_how_many_are_in_service(
    qtbot: QtBot, page: HomePage, file_store: Store
) -> None:
    shown(page, 1100, 700)
    qtbot.waitUntil(page.steps.isVisible)
    with qtbot.waitSignal(page.open_page) as told:
        page.steps.sites.click()
    assert told.args == ["sites", "import"]
    put_site(file_store)
    put_site(file_store, "岱山客运爱心驿站", status=SiteStatus.PLANNED)
    page.refresh()
    qtbot.waitUntil(page.sites.isVisible)
    assert page.sites.number.text() == "1" and page.steps.isVisible()
    with qtbot.waitSignal(page.open_page) as told:
        page.sites.click()
    assert told.args == ["sites", "register"]


def test_a_missing_backup_is_due_and_a_fresh_one_is_not(
    qtbot: QtBot, page: HomePage, file_store: Store
) -> None:
    party(file_store)
    look(qtbot, page)
    with qtbot.waitSignal(page.open_page) as told:
        button(page.settle, "Back up").click()
    assert told.args == ["settings", "backup"]
    assert file_store.path is not None
    backup.daily(file_store.path, file_store.now().date())
    page.refresh()
    qtbot.waitUntil(lambda: words(page.settle) == ["Waits to be settled", "Nothing waits. All is settled."])


def test_the_last_operations_are_told_with_those_undone(
    qtbot: QtBot, page: HomePage, file_store: Store
) -> None:
    party(file_store)
    activity(file_store, "错的")
    file_store.undo()
    look(qtbot, page)
    told = words(page.done)
    assert told[1] == "Undo: Set up 错的" and any("undone" in one for one in told)


def test_demonstration_data_says_so_and_can_be_left(
    qtbot: QtBot, tools: Tools, asked: Asked, file_store: Store
) -> None:
    party(file_store)
    page = HomePage(replace(tools, begin_own=asked, look_around=None))
    qtbot.addWidget(page)
    look(qtbot, page)
    assert page.banner.isVisible()
    page.begin_own.setFocus()
    QTest.keyClick(page.begin_own, Qt.Key.Key_Space)
    assert asked.times == 1
    qtbot.waitUntil(lambda: not tools.runner.is_busy())


@pytest.mark.parametrize("width", [1024, 1440])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut(
    qtbot: QtBot, tools: Tools, file_store: Store, asked: Asked, language: str, width: int
) -> None:
    use_chinese_font()
    set_language(language)
    page = HomePage(tools)
    qtbot.addWidget(page)
    look(qtbot, page)
    assert clipped(shown(page, width - 100, 640)) == []
    grab(page, f"home-first-{language}-{width}")
    page.hide()
    party(file_store, enrolled=24, title="海上书吧读书会（第三期）")
    activity(file_store, "职工乒乓球比赛", starts_at=file_store.now() + timedelta(days=4))
    past = activity(file_store, "法律咨询进园区", starts_at=file_store.now() - timedelta(days=3))
    file_store.do(enrolment.enrol, past.id, put_workers(file_store, 12, "普陀区水产加工有限公司"))
    full = HomePage(replace(tools, begin_own=asked))
    qtbot.addWidget(full)
    shown(full, width - 100, 640)
    qtbot.waitUntil(full.due.isVisible)
    assert clipped(shown(full, width - 100, 640)) == []
    grab(full, f"home-{language}-{width}")
    full.hide()
    qtbot.waitUntil(lambda: not tools.runner.is_busy())


def test_large_text_puts_one_column_under_the_other(qtbot: QtBot, page: HomePage, file_store: Store) -> None:
    party(file_store)
    look(qtbot, page)
    assert page.done.x() > page.due.x()
    font = page.font()
    font.setPointSizeF(font.pointSizeF() * 1.5)
    page.setFont(font)
    shown(page, 600, 680)
    qtbot.waitUntil(lambda: page.done.x() == page.due.x() and page.done.y() > page.due.y())


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), [(934, 640, 1024), (1350, 800, 1440)])
def test_overdue_defects_stand_here_and_a_click_opens_them(
    qtbot: QtBot, tools: Tools, language: str, width: int, height: int, screen: int
) -> None:
    use_chinese_font()
    store = tools.store
    today = local(store.now()).date()
    site = put_site(store)
    found_on = today - timedelta(days=30)
    keys = []
    for number, what in enumerate(("门锁损坏", "空调不能正常使用", *("标识牌褪色",) * 6)):
        entry = DefectEntry(what, "周海明", deadline=today - timedelta(days=9 - number))
        keys.append(store.do(defects.add, site, found_on, entry))
    store.do(defects.report_fixed, keys[7], today)
    set_language(language)
    home = HomePage(tools)
    qtbot.addWidget(home)
    shown(home, width, height)
    qtbot.waitUntil(lambda: "门锁损坏" in words(home.settle))
    shown(home, width, height)
    assert clipped(home) == []
    grab(home, f"home-defects-{language[:2]}-{screen}")
    asked: list[tuple[str, object]] = []
    home.open_item.connect(lambda kind, item: asked.append((kind, item)))
    home.open_page.connect(lambda page, step: asked.append((page, step)))
    buttons = home.settle.findChildren(QPushButton)
    buttons[0].click()
    buttons[6].click()
    assert asked == [("defect", keys[0]), ("sites", "inspections")]
