"""The ways through the register of sites: by keyboard, with several at once, unsaved; and how it looks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.services import sites
from desktop.services.site_words import SiteStatus
from desktop.services.sites import SiteCard
from desktop.storage.store import Store
from desktop.views.sites.register_section import RegisterSection
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font
from tests.views.register_parts import key, opened, put_three, told


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def section(qtbot: QtBot, tools: Tools) -> Iterator[RegisterSection]:
    use_chinese_font()
    made = RegisterSection(tools)
    qtbot.addWidget(made)
    tools.feed.tables_changed.connect(made.refresh)
    yield made
    settled(qtbot, tools)
    tools.feed.close()


@pytest.fixture
def centre(tools: Tools) -> SiteCard:
    return put_three(tools.store)


@pytest.mark.usefixtures("centre")
def test_enter_goes_into_the_form_and_esc_back_to_the_list(
    qtbot: QtBot, tools: Tools, section: RegisterSection
) -> None:
    opened(qtbot, section, tools)
    qtbot.waitUntil(section.isActiveWindow)
    view, form = section.list.table.view, section.side.details.form
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert form.name.line.hasFocus()
    QTest.keyClick(form.name.line, Qt.Key.Key_Escape)
    assert view.hasFocus()
    QTest.keyClick(section, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert section.side.is_new()
    QTest.keyClick(form.name.line, Qt.Key.Key_Escape)
    settled(qtbot, tools)
    assert not section.side.is_new() and view.hasFocus()


@pytest.mark.usefixtures("centre")
def test_several_are_paused_or_removed_as_one_step(
    qtbot: QtBot, tools: Tools, section: RegisterSection
) -> None:
    opened(qtbot, section, tools)
    heard = told(section)
    view = section.list.table.view
    view.setFocus()
    view.selectRow(0)
    for _step in range(2):
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert section.several.isVisible() and section.several.title.text() == "3 sites chosen"
    section.several.change.click()
    section.several.bar.form.reason.line.setText("Typhoon")
    section.several.bar.form.save()
    settled(qtbot, tools)
    assert heard[-1].sentence == "The state of 3 sites is changed."
    assert {one.status for one in tools.store.read(sites.listed)} == {SiteStatus.PAUSED}
    qtbot.waitUntil(lambda: section.list.table.selected_count() == 3)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    settled(qtbot, tools)
    assert heard[-1].sentence == "3 sites removed." and tools.store.read(sites.listed) == []
    tools.store.undo()
    assert len(tools.store.read(sites.listed)) == 3


class Windows(QObject):
    """Hears of every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_no_part_is_a_window_of_its_own_for_a_moment(qtbot: QtBot, tools: Tools, centre: SiteCard) -> None:
    windows, application = Windows(), QApplication.instance()
    assert application is not None
    application.installEventFilter(windows)
    made = RegisterSection(tools)
    qtbot.addWidget(made)
    opened(qtbot, made, tools, centre.id)
    for place in range(made.side.tabs.count()):
        made.side.tabs.setCurrentIndex(place)
        settled(qtbot, tools)
    application.removeEventFilter(windows)
    tools.feed.close()
    assert [one for one in windows.shown if not one.startswith("RegisterSection")] == []


@pytest.mark.usefixtures("centre")
def test_the_keyboard_goes_from_tab_to_tab_and_into_each(
    qtbot: QtBot, tools: Tools, section: RegisterSection
) -> None:
    opened(qtbot, section, tools)
    qtbot.waitUntil(section.isActiveWindow)
    section.side.enter()
    tabs = section.side.tabs
    for place in (number for number in range(tabs.count()) if tabs.isTabVisible(number)):
        assert tabs.currentIndex() == place
        focused = QApplication.focusWidget()
        assert focused is not None and tabs.isAncestorOf(focused), place
        QTest.keyClick(focused, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        settled(qtbot, tools)
    assert tabs.currentIndex() == 0


def test_what_was_typed_is_not_lost_by_choosing_another_site(
    qtbot: QtBot, tools: Tools, section: RegisterSection, centre: SiteCard
) -> None:
    opened(qtbot, section, tools, centre.id)
    heard = told(section)
    section.side.details.form.remark.text.setPlainText("门口有坡道")
    section.list.table.select(key(tools, "沈家门渔港爱心驿站"))
    settled(qtbot, tools)
    assert section.side.site() == centre.id
    assert heard[-1].sentence == "What you typed about the site is not saved yet."
    without = heard[-1].action
    assert without is not None
    without()
    settled(qtbot, tools)
    assert section.side.head.title.text() == "沈家门渔港爱心驿站"


def test_undo_waits_while_something_typed_is_not_saved(
    qtbot: QtBot, tools: Tools, section: RegisterSection, centre: SiteCard
) -> None:
    opened(qtbot, section, tools, centre.id)
    heard = told(section)
    assert not section.undo_here()
    section.side.details.form.remark.text.setPlainText("门口有坡道")
    assert section.undo_here()
    assert heard[-1].remedy == "Save it or press Esc, then undo."


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [930, 1340])
def test_nothing_is_cut_off(qtbot: QtBot, tools: Tools, centre: SiteCard, language: str, width: int) -> None:
    use_chinese_font()
    with in_language(language):
        made = RegisterSection(tools)
        qtbot.addWidget(made)
        opened(qtbot, made, tools, centre.id, width)
        for place in (0, 1):
            made.side.tabs.setCurrentIndex(place)
            settled(qtbot, tools)
            assert clipped(shown(made, width, 600)) == []
            grab(made, f"sites-register-{place}-{language}-{width}")
        made.side.ask_status()
        assert clipped(shown(made, width, 600)) == []
        grab(made, f"sites-register-state-{language}-{width}")
        made.side.bar.close_bar()
        made.list.table.view.selectAll()
        made.several.ask_status()
        assert clipped(shown(made, width, 600)) == []
        grab(made, f"sites-register-several-{language}-{width}")
        made.several.bar.close_bar()
        made.begin_new()
        settled(qtbot, tools)
        assert clipped(shown(made, width, 600)) == []
        grab(made, f"sites-register-new-{language}-{width}")
    tools.feed.close()
