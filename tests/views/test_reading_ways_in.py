"""The ways in for signed sheets: dropped, chosen, pasted, watched; and nothing read is ever lost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.core.reading import Mark
from desktop.services import enrolment
from desktop.services.activities import ActivityCard
from desktop.services.reading_parts import Decision
from desktop.services.sheets import SheetKind, SheetRequest
from desktop.storage.store import Store
from desktop.views.pages import page_specs
from desktop.views.reading.kept import Kept, load_kept, save_kept
from desktop.views.reading_page import ReadingPage
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.people import activity, put_named, put_workers
from tests.views.office import listened, tools_for
from tests.views.pictures import clipped, grab, shown
from tests.views.reading_parts import opened, press, read, row_of, settled
from tests.views.signed_pages import Signed, sign_sheet

Key = Qt.Key
PEOPLE, UNSIGNED = 8, 2


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path / "data")


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> Iterator[ReadingPage]:
    made = opened(qtbot, tools)
    yield made
    qtbot.waitUntil(lambda: not tools.runner.is_busy(), timeout=10_000)


@pytest.fixture
def evening(file_store: Store) -> ActivityCard:
    """An activity of yesterday with eight people on its list."""
    card = activity(file_store, "职工书法班", starts_at=file_store.now() - timedelta(days=1))
    file_store.do(enrolment.enrol, card.id, put_workers(file_store, PEOPLE))
    return card


@pytest.fixture
def signed(file_store: Store, evening: ActivityCard, tmp_path: Path) -> Signed:
    """Its sheet, signed by all but the third, and by one walk-in of two rows."""
    return sign_sheet(file_store, evening.id, tmp_path / "scans", unsigned=(UNSIGNED,), walk_ins=2, came=1)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [1024, 1440])
def test_before_anything_is_read_every_way_in_is_offered(
    qtbot: QtBot, tools: Tools, language: str, width: int
) -> None:
    with in_language(language):
        page = opened(qtbot, tools)
        shown(page, width - 90, 640)
        settled(qtbot, page, tools)
        assert page.start.files.isVisible() and page.start.paste.isVisible() and page.start.watch.isVisible()
        assert page.start.offer.isHidden() and page.start.unwatch.isHidden()
        assert clipped(page) == []
        grab(page, f"reading-start-{language[:2]}-{width}")


def test_what_is_no_picture_is_named_and_the_rest_goes_on(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed, tmp_path: Path
) -> None:
    (tmp_path / "scans" / "aa.jpg").write_bytes(b"not a picture at all")
    read(qtbot, page, tools, tmp_path / "scans")
    assert page.stack.proposal.counts.signed == PEOPLE - 1
    assert any("aa.jpg" in words for words in page.view.sheets.words())


def test_more_pictures_add_to_what_is_looked_through(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed, tmp_path: Path
) -> None:
    other = activity(tools.store, "慰问品", starts_at=tools.store.now() - timedelta(days=2))
    tools.store.do(enrolment.enrol, other.id, put_named(tools.store, "王海燕", "林小渔"))
    asked = SheetRequest(other.id, SheetKind.RECEIPT, item="防暑用品")
    more = sign_sheet(tools.store, other.id, tmp_path / "more", request=asked)
    page.read(signed.files)
    page.read(more.files)
    settled(qtbot, page, tools)
    assert [sheet.number for sheet in page.stack.proposal.sheets] == [signed.number, more.number]


def test_dropped_files_are_read(qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in signed.files])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(QPointF(9, 9), action, data, button, Qt.KeyboardModifier.NoModifier)
    page.dropEvent(event)
    settled(qtbot, page, tools)
    assert page.stack.proposal.counts.signed == PEOPLE - 1


def test_a_pasted_picture_is_kept_in_the_data_folder_and_read(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed
) -> None:
    QGuiApplication.clipboard().setImage(QImage(str(signed.files[0])))
    page.paste()
    QGuiApplication.clipboard().clear()
    qtbot.waitUntil(lambda: bool(page.stack.proposal.sheets))
    settled(qtbot, page, tools)
    assert page.stack.proposal.counts.signed == PEOPLE - 1
    assert [file.suffix for file in tools.places.incoming.iterdir()] == [".png"]


def test_pasting_without_a_picture_is_told(page: ReadingPage) -> None:
    notices: list[Notice] = listened(page)
    QGuiApplication.clipboard().setText("words")
    page.paste()
    assert notices[0].sentence == "There is no picture to paste."


def test_what_was_not_entered_is_offered_at_the_next_start_with_what_was_decided(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed
) -> None:
    read(qtbot, page, tools, *signed.files)
    page.view.rows.choose(row_of(page, UNSIGNED + 1))
    press(page, Key.Key_Y)
    page.watch("")
    settled(qtbot, page, tools)
    later = opened(qtbot, tools)
    assert later.start.offer_words.text() == "1 file was read and not entered."
    later.start.again.click()
    settled(qtbot, later, tools)
    assert later.stack.proposal.counts.signed == PEOPLE
    later.stack.clear()
    settled(qtbot, later, tools)
    assert load_kept(tools.places.folder).unentered == ()


def test_what_was_offered_again_can_be_forgotten(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed
) -> None:
    read(qtbot, page, tools, *signed.files)
    later = opened(qtbot, tools)
    later.start.forget.click()
    settled(qtbot, later, tools)
    assert later.start.offer.isHidden() and load_kept(tools.places.folder).files() == []


def test_what_is_put_away_can_be_had_back(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed
) -> None:
    notices = listened(page)
    read(qtbot, page, tools, *signed.files)
    page.view.away.click()
    assert page.either.currentWidget() is page.start
    settled(qtbot, page, tools)
    again = notices[0].action
    assert again is not None
    again()
    settled(qtbot, page, tools)
    assert page.stack.proposal.counts.signed == PEOPLE - 1


def test_stopping_keeps_what_was_read(qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed) -> None:
    page.read([*signed.files, *signed.files])
    page.busy.stop.click()
    settled(qtbot, page, tools)
    assert not page.stack.is_reading() and page.busy.isHidden()


def test_a_new_picture_in_the_watched_folder_is_read_once(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed, tmp_path: Path
) -> None:
    page.watch(str(tmp_path / "scans"))
    settled(qtbot, page, tools)
    page.watching.look()
    qtbot.waitUntil(lambda: bool(page.stack.proposal.sheets))
    settled(qtbot, page, tools)
    page.stack.clear()
    page.watching.watch("")
    settled(qtbot, page, tools)
    later = opened(qtbot, tools)
    for _look in range(2):
        later.watching.look()
        settled(qtbot, later, tools)
    assert later.stack.is_empty() and "scans" in later.start.watched.text()
    later.watching.watch("")


def test_a_watched_folder_that_is_gone_is_said_once(
    qtbot: QtBot, page: ReadingPage, tools: Tools, tmp_path: Path
) -> None:
    page.watch(str(tmp_path / "gone"))
    qtbot.waitUntil(lambda: "cannot be reached" in page.start.watched.text())
    (tmp_path / "gone").mkdir()
    settled(qtbot, page, tools)
    page.watching.look()
    qtbot.waitUntil(lambda: "cannot be reached" not in page.start.watched.text())


def test_a_page_that_will_not_come_is_given_up_for_a_reason(
    qtbot: QtBot, page: ReadingPage, tools: Tools, tmp_path: Path
) -> None:
    card = activity(tools.store, starts_at=tools.store.now() - timedelta(days=1))
    tools.store.do(enrolment.enrol, card.id, put_workers(tools.store, 15))
    part = sign_sheet(tools.store, card.id, tmp_path / "scans", pages=(1,))
    read(qtbot, page, tools, *part.files)
    assert page.stack.proposal.sheets[0].missing == (2,)
    assert any("Page 2 of 2 has not come back yet" in words for words in page.view.sheets.words())
    page.view.accept.click()
    settled(qtbot, page, tools)
    page.show_item("missing-page", part.sheet_id)
    settled(qtbot, page, tools)
    page.start.point_at(part.sheet_id)
    QTest.keyClick(page.start.focusWidget(), Key.Key_Space)
    QTest.keyClicks(page.start.reason.reason, "lost at sea")
    QTest.keyClick(page.start.reason.reason, Key.Key_Return)
    qtbot.waitUntil(page.start.missing_head.isHidden)


def test_the_page_is_woken_at_the_start_only_where_a_folder_is_watched(tools: Tools, tmp_path: Path) -> None:
    specs = {spec.key: spec for spec in page_specs(tools)}
    assert not any(spec.has_work() for spec in specs.values())
    save_kept(tools.places.folder, Kept(watched=str(tmp_path)))
    assert [key for key, spec in specs.items() if spec.has_work()] == ["reading"]


def test_what_was_decided_and_not_entered_is_remembered_whole(tmp_path: Path) -> None:
    decided = {
        UUID(int=1): Decision(Mark.EMPTY),
        UUID(int=2): Decision(Mark.SIGNED, UUID(int=7)),
        UUID(int=3): Decision(Mark.SIGNED, None, "陈军", "水产局", 4_050),
    }
    save_kept(tmp_path, Kept("scans", ("a.jpg",), decided))
    assert load_kept(tmp_path) == Kept("scans", ("a.jpg",), decided)
