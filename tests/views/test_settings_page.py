"""Settings: saved when asked, tried before they are kept, and every back-up to be seen and put back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from desktop.core.i18n import set_language
from desktop.core.settings import Settings
from desktop.services import safety
from desktop.storage import backup
from desktop.storage.store import Store
from desktop.views.settings_page import SECTIONS, SettingsPage
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.people import activity, put_workers
from tests.views.door_parts import tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font


@pytest.fixture
def chosen() -> list[Settings]:
    return []


@pytest.fixture
def reopened() -> list[bool]:
    return []


@pytest.fixture
def tools(
    file_store: Store, runner: Runner, tmp_path: Path, chosen: list[Settings], reopened: list[bool]
) -> Tools:
    plain = tools_for(file_store, runner, tmp_path)
    return replace(plain, choose=chosen.append, reopen=lambda: reopened.append(True))


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> Iterator[SettingsPage]:
    use_chinese_font()
    made = SettingsPage(tools)
    qtbot.addWidget(made)
    shown(made, 1100, 640)
    yield made
    qtbot.waitUntil(lambda: not tools.runner.is_busy())


def test_what_was_chosen_is_handed_over_only_when_saved(page: SettingsPage, chosen: list[Settings]) -> None:
    page.general.text_size.box.setCurrentText("125 %")
    page.general.office.line.setText("舟山市总工会")
    assert not chosen and not page.may_leave()
    QTest.keyClick(page.general.office.line, Qt.Key.Key_Return)
    assert chosen == [Settings(sound=False, text_size=125, office="舟山市总工会")]
    assert page.may_leave()


def test_esc_puts_back_what_is_in_force(page: SettingsPage, chosen: list[Settings]) -> None:
    page.general.office.line.setText("x")
    QTest.keyClick(page.general.office.line, Qt.Key.Key_Escape)
    assert page.general.office.words() == "" and not chosen and page.may_leave()


def test_sections_are_reached_by_keyboard_and_remembered(
    qtbot: QtBot, page: SettingsPage, tools: Tools
) -> None:
    page.list.setFocus()
    for _step in range(4):
        QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.about.isVisible()
    page.begin("journal")
    again = SettingsPage(tools)
    qtbot.addWidget(again)
    assert SECTIONS[again.list.currentRow()] == "journal"


def test_a_backup_is_made_by_a_click_and_listed(qtbot: QtBot, page: SettingsPage, file_store: Store) -> None:
    page.begin("backup")
    with qtbot.waitSignal(page.said) as told:
        page.backup.now.click()
    assert isinstance(told.args[0], Notice)
    qtbot.waitUntil(lambda: len(page.backup.table.ids()) == 1)
    assert file_store.path is not None
    (kept,) = backup.on_disk(file_store.path)
    assert backup.faults(kept.path) == []


def test_a_backup_is_put_back_only_after_yes_and_the_database_opened_anew(
    qtbot: QtBot, page: SettingsPage, file_store: Store, reopened: list[bool]
) -> None:
    activity(file_store, "then")
    page.begin("backup")
    page.backup.back_up_now()
    qtbot.waitUntil(lambda: len(page.backup.table.ids()) == 1)
    activity(file_store, "later")
    page.backup.table.view.selectRow(0)
    qtbot.waitUntil(page.backup.back.isEnabled)
    page.backup.back.click()
    box = page.findChild(QMessageBox)
    assert box is not None and box.defaultButton().text() == "Leave it as it is"
    box.defaultButton().click()
    assert not reopened
    box = page.backup.ask_to_put_back(str(backup.on_disk(_path(file_store))[0].path))
    put = next(b for b in box.buttons() if b.text() == "Put it back")
    put.click()
    qtbot.waitUntil(lambda: reopened == [True])
    assert file_store.next_undo() is None or "later" not in str(file_store.next_undo())


def test_a_file_that_is_no_backup_is_refused_and_nothing_changes(
    qtbot: QtBot, page: SettingsPage, tools: Tools, tmp_path: Path, reopened: list[bool]
) -> None:
    page.begin("backup")
    stranger = tmp_path / "x.sqlite3"
    stranger.write_text("no database")
    box = page.backup.ask_to_put_back(str(stranger))
    with qtbot.waitSignal(tools.runner.went_wrong) as told:
        next(b for b in box.buttons() if b.text() == "Put it back").click()
    assert "no sound back-up" in told.args[0].sentence and not reopened


def test_the_check_tells_each_part_in_a_sentence(qtbot: QtBot, page: SettingsPage, file_store: Store) -> None:
    put_workers(file_store, 3)
    page.begin("backup")
    page.backup.check.click()
    qtbot.waitUntil(page.backup.findings.isVisible)
    expected = [finding.sentence for finding in safety.check(file_store).findings]
    assert page.backup.findings.text().splitlines() == [f"✓ {sentence}" for sentence in expected]


def test_an_address_that_does_not_answer_is_refused_under_its_field(
    qtbot: QtBot, page: SettingsPage, chosen: list[Settings]
) -> None:
    page.begin("database")
    page.database.address.line.setText("postgresql://u:p@127.0.0.1:1/yijia")
    page.database.form.save()
    qtbot.waitUntil(page.database.address.error.isVisible, timeout=8000)
    assert "does not answer" in page.database.address.error.text() and not chosen


def test_an_emptied_address_goes_back_to_the_file(qtbot: QtBot, tools: Tools, chosen: list[Settings]) -> None:
    page = SettingsPage(replace(tools, settings=Settings(database="postgresql://u@h/d")))
    qtbot.addWidget(page)
    page.database.address.line.clear()
    page.database.form.save()
    assert chosen == [Settings()]


def test_the_journal_is_read_narrowed_and_exported(
    qtbot: QtBot, page: SettingsPage, file_store: Store, tmp_path: Path
) -> None:
    activity(file_store, "读书会")
    activity(file_store, "篮球赛")
    file_store.undo()
    page.begin("journal")
    qtbot.waitUntil(lambda: len(page.journal.table.ids()) == 3)
    page.journal.table.filter.setText("读书")
    qtbot.waitUntil(lambda: len(page.journal.table.ids()) == 1)
    out = tmp_path / "journal.xlsx"
    with qtbot.waitSignal(page.said):
        page.journal.write(str(out))
    assert out.stat().st_size > 1000


@pytest.mark.parametrize("width", [1024, 1440])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut(qtbot: QtBot, tools: Tools, file_store: Store, language: str, width: int) -> None:
    use_chinese_font()
    activity(file_store, "海上书吧读书会")
    put_workers(file_store, 30)
    set_language(language)
    page = SettingsPage(tools)
    qtbot.addWidget(page)
    page.backup.back_up_now()
    page.backup.look()
    for section in SECTIONS:
        page.begin(section)
        shown(page, width - 100, 640)
        qtbot.waitUntil(lambda: not tools.runner.is_busy())
        assert clipped(shown(page, width - 100, 640)) == []
        qtbot.waitUntil(lambda: not tools.runner.is_busy())
        grab(page, f"settings-{section}-{language}-{width}")
    page.hide()


def _path(store: Store) -> Path:
    assert store.path is not None
    return store.path
