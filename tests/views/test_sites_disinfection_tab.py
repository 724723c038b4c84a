"""The disinfection log on the screen."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.models.sites import SiteKind
from desktop.services import disinfection
from desktop.services.disinfection import LogEntry
from desktop.storage.store import Store
from desktop.views.sites.disinfection_tab import DisinfectionTab
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.sites import put_site
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A database on a day that stays the same."""
    monkeypatch.setattr(file_store, "_clock", lambda: NOON)
    return file_store


@pytest.fixture
def room(store: Store) -> UUID:
    """A mommy room with two lines in its log."""
    key = put_site(store, "普陀医院妈咪暖心小屋", SiteKind.MOMMY_ROOM)
    for days, area in ((9, "护理台、婴儿床"), (2, "全室")):
        entry = LogEntry(NOON - timedelta(days=days), area, "含氯消毒液擦拭", "周岚", "通风半小时")
        store.do(disinfection.note, key, entry)
    return key


@pytest.fixture
def tools(store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    """What the tab is handed."""
    return tools_for(store, runner, settings, tmp_path)


def _made(qtbot: QtBot, tools: Tools, site: UUID, width: int = 520) -> DisinfectionTab:
    tab = DisinfectionTab(tools)
    qtbot.addWidget(tab)
    tab.show_site(site)
    shown(tab, width, 520)
    settled(qtbot, tools)
    return tab


def _areas(store: Store, room: UUID) -> list[str]:
    return [row.area for row in store.read(disinfection.log, room)]


def test_the_last_line_is_written_again_with_one_click(
    qtbot: QtBot, store: Store, tools: Tools, room: UUID
) -> None:
    tab = _made(qtbot, tools, room)
    said: list[Notice] = []
    tab.said.connect(said.append)
    assert len(tab.table.ids()) == 2 and tab.last.text().startswith("Last: ")
    tab.again.click()
    settled(qtbot, tools)
    rows = store.read(disinfection.log, room)
    assert [row.area for row in rows] == ["全室", "全室", "护理台、婴儿床"] and rows[0].at == NOON
    assert said[0].sentence == "Written: 全室, 含氯消毒液擦拭, 周岚."


def test_a_new_line_begins_like_the_last_and_enter_saves_it(
    qtbot: QtBot, store: Store, tools: Tools, room: UUID
) -> None:
    tab = _made(qtbot, tools, room)
    tab.new.click()
    assert tab.form.isVisible() and tab.form.operator.words() == "周岚"
    tab.form.area.line.setText("地面")
    assert tab.is_dirty()
    QTest.keyClick(tab.form.area.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert _areas(store, room)[0] == "地面" and tab.table.isVisible() and not tab.is_dirty()


def test_a_fault_stands_under_its_field(qtbot: QtBot, store: Store, tools: Tools, room: UUID) -> None:
    tab = _made(qtbot, tools, room)
    tab.new.click()
    tab.form.at.line.setText("2026-11-25 09:00")
    tab.form.form.save()
    settled(qtbot, tools)
    assert "has not come yet" in tab.form.at.error.text() and len(_areas(store, room)) == 2
    QTest.keyClick(tab.form, Qt.Key.Key_Escape)
    assert tab.table.isVisible()


def test_lines_are_corrected_removed_and_narrowed(
    qtbot: QtBot, store: Store, tools: Tools, room: UUID
) -> None:
    tab = _made(qtbot, tools, room)
    first = tab.table.ids()[0]
    tab.table.opened.emit(first)
    tab.form.area.line.setText("母婴室全室")
    tab.form.form.save()
    settled(qtbot, tools)
    assert _areas(store, room)[0] == "母婴室全室"
    tab.show_site(room)
    settled(qtbot, tools)
    tab.table.filter.setText("母婴")
    qtbot.waitUntil(lambda: len(tab.table.ids()) == 1)
    tab.table.select(first)
    tab.table.removal_asked.emit()
    settled(qtbot, tools)
    assert _areas(store, room) == ["护理台、婴儿床"]


def test_the_log_is_previewed_and_written(
    qtbot: QtBot, store: Store, tools: Tools, room: UUID, tmp_path: Path
) -> None:
    tab = _made(qtbot, tools, room)
    tab.print.click()
    settled(qtbot, tools)
    assert tab.paper.preview.where.text() == "page 1 of 1"
    tab.paper.period.back.click()
    settled(qtbot, tools)
    tab.paper.back.click()
    tab.save_to(str(tmp_path / "log"))
    settled(qtbot, tools)
    assert (tmp_path / "log.xlsx").exists() and tab.table.isVisible()


def test_an_empty_log_offers_its_first_line(qtbot: QtBot, store: Store, tools: Tools) -> None:
    tab = _made(qtbot, tools, put_site(store, "新小屋", SiteKind.MOMMY_ROOM))
    assert tab.table.empty.isVisible() and not tab.again.isEnabled()
    tab.table.empty.step.click()
    assert tab.form.isVisible()
    tab.show_site(None)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [500, 760])
def test_nothing_is_cut(qtbot: QtBot, tools: Tools, room: UUID, language: str, width: int) -> None:
    use_chinese_font()
    with in_language(language):
        tab = _made(qtbot, tools, room, width)
        assert clipped(shown(tab, width, 520)) == []
        assert tab.minimumSizeHint().width() <= 470
        grab(tab, f"disinfection-{language}-{width}")
        tab.new.click()
        assert clipped(shown(tab, width, 520)) == []
        grab(tab, f"disinfection-form-{language}-{width}")
        tab.form.left.emit()
        tab.print.click()
        settled(qtbot, tools)
        settled(qtbot, tools)
        assert clipped(shown(tab, width, 520)) == []
        grab(tab, f"disinfection-print-{language}-{width}")
