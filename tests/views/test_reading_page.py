"""Signed sheets looked through: settled by keys, walk-ins named, entered as one operation, taken back."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.services import enrolment, receipts
from desktop.services.activities import ActivityCard
from desktop.services.attendance import Status
from desktop.services.reading_pictures import read_files
from desktop.services.sheets import SheetKind, SheetRequest
from desktop.storage.store import Store
from desktop.views.reading.lines import Found
from desktop.views.reading.summary_bar import Shown
from desktop.views.reading_page import ReadingPage
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.paper.reading.corpus.damage import Damage
from tests.services.people import activity, put_named, put_workers
from tests.views.office import listened, tools_for
from tests.views.pictures import clipped, grab, shown
from tests.views.reading_parts import doubt, names_in, number, opened, present, press, read, row_of, settled
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
def test_nothing_of_a_reading_is_cut_off(
    qtbot: QtBot, tools: Tools, signed: Signed, tmp_path: Path, language: str, width: int
) -> None:
    (tmp_path / "scans" / "film.jpg").write_bytes(b"\0\0\0\x18ftypmp42" * 40)
    with in_language(language):
        page = opened(qtbot, tools)
        shown(page, width - 90, 640)
        read(qtbot, page, tools, tmp_path / "scans")
        doubt(qtbot, page, tools, 4)
        assert clipped(page) == []
        grab(page, f"reading-rows-{language[:2]}-{width}")
        page.view.summary.choose(Shown.ALL)
        while not page.view.walk_in.isVisible():
            press(page, Key.Key_J)
        settled(qtbot, page, tools)
        shown(page, width - 90, 640)
        assert clipped(page) == []
        grab(page, f"reading-walk-in-{language[:2]}-{width}")


def test_a_reading_is_proposed_and_nothing_is_entered(
    qtbot: QtBot, page: ReadingPage, tools: Tools, evening: ActivityCard, signed: Signed
) -> None:
    read(qtbot, page, tools, *signed.files)
    counts = page.stack.proposal.counts
    assert (counts.signed, counts.empty, counts.walk_ins) == (PEOPLE - 1, 1, 1)
    assert page.view.accept.text() == f"Enter {PEOPLE} signatures"
    assert names_in(tools.store, evening) == []
    qtbot.waitUntil(page.view.picture.has_page)


def test_accepting_is_one_operation_and_undoing_it_brings_the_pages_back(
    qtbot: QtBot, page: ReadingPage, tools: Tools, evening: ActivityCard, signed: Signed
) -> None:
    notices = listened(page)
    read(qtbot, page, tools, *signed.files)
    press(page, Key.Key_Return)
    qtbot.waitUntil(lambda: bool(notices))
    settled(qtbot, page, tools)
    assert len(names_in(tools.store, evening)) == PEOPLE
    assert "signatures entered" in notices[0].sentence and page.either.currentWidget() is page.start
    lines = present(tools.store, evening).lines
    assert all(line.has_signature for line in lines if line.status is not Status.ABSENT)
    undo = notices[0].action
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: bool(page.stack.reads))
    settled(qtbot, page, tools)
    assert names_in(tools.store, evening) == [] and page.either.currentWidget() is page.view


def test_doubtful_rows_are_settled_by_single_keys(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed
) -> None:
    read(qtbot, page, tools, *signed.files)
    doubt(qtbot, page, tools, 3, 5)
    press(page, Key.Key_J)
    assert number(page) == 4
    press(page, Key.Key_Y)
    assert number(page) == 6, "it goes on by itself"
    press(page, Key.Key_N)
    settled(qtbot, page, tools)
    counts = page.stack.proposal.counts
    assert (counts.signed, counts.empty, counts.doubtful) == (PEOPLE - 2, 2, 0)
    page.view.rows.choose(row_of(page, 6))
    press(page, Key.Key_U)
    settled(qtbot, page, tools)
    assert page.stack.proposal.counts.doubtful == 1


def test_keys_on_the_screen_do_what_keys_do(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed
) -> None:
    read(qtbot, page, tools, *signed.files)
    doubt(qtbot, page, tools, 3)
    for cap in ("J", "N"):
        page.view.keys.pressed.emit(cap)
    settled(qtbot, page, tools)
    assert page.stack.proposal.counts.empty == 2


def test_doubtful_rows_left_open_stay_to_be_settled_later(
    qtbot: QtBot, page: ReadingPage, tools: Tools, evening: ActivityCard, signed: Signed
) -> None:
    notices = listened(page)
    read(qtbot, page, tools, *signed.files)
    doubt(qtbot, page, tools, 3)
    page.view.accept.click()
    qtbot.waitUntil(lambda: bool(notices))
    settled(qtbot, page, tools)
    assert "1 doubtful row stays here" in notices[0].remedy
    assert page.view.summary.shown() is Shown.DOUBTFUL and number(page) == 4
    assert len(names_in(tools.store, evening)) == PEOPLE - 1
    press(page, Key.Key_Y, Key.Key_Return)
    qtbot.waitUntil(lambda: len(notices) == 2)
    settled(qtbot, page, tools)
    assert len(names_in(tools.store, evening)) == PEOPLE and page.either.currentWidget() is page.start


def test_a_walk_in_is_found_by_initials_and_taken_by_enter(
    qtbot: QtBot, page: ReadingPage, tools: Tools, evening: ActivityCard, signed: Signed
) -> None:
    put_named(tools.store, "欧阳海燕")
    read(qtbot, page, tools, *signed.files)
    press(page, Key.Key_J, Key.Key_F3)
    card = page.view.walk_in
    assert card.isVisible()
    QTest.keyClicks(card.name, "oyhy")
    qtbot.waitUntil(card.found.isVisible)
    QTest.keyClick(card.name, Key.Key_Return)
    settled(qtbot, page, tools)
    press(page, Key.Key_Return)
    qtbot.waitUntil(lambda: len(names_in(tools.store, evening)) == PEOPLE)
    assert "欧阳海燕" in names_in(tools.store, evening)


def test_a_walk_in_who_is_not_on_file_is_written_down_as_typed(
    qtbot: QtBot, page: ReadingPage, tools: Tools, evening: ActivityCard, signed: Signed
) -> None:
    read(qtbot, page, tools, *signed.files)
    press(page, Key.Key_J, Key.Key_F3)
    card = page.view.walk_in
    QTest.keyClicks(card.name, "July Nuyen")  # with letters that are keys of the list
    QTest.keyClicks(card.organisation, "Harbour")
    QTest.keyClick(card.organisation, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(names_in(tools.store, evening)) == PEOPLE)
    assert "July Nuyen" in names_in(tools.store, evening)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [1024, 1440])
def test_the_sum_of_a_walk_in_has_room(
    qtbot: QtBot, tools: Tools, evening: ActivityCard, tmp_path: Path, language: str, width: int
) -> None:
    asked = SheetRequest(evening.id, SheetKind.RECEIPT, item="绿豆", sum=Decimal("61.50"), walk_ins=1)
    signed = sign_sheet(tools.store, evening.id, tmp_path / "paid", walk_ins=1, came=1, request=asked)
    with in_language(language):
        page = opened(qtbot, tools)
        shown(page, width - 90, 640)
        read(qtbot, page, tools, *signed.files)
        press(page, Key.Key_J, Key.Key_F3)
        shown(page, width - 90, 640)
        assert page.view.walk_in.sum.isVisible()
        assert clipped(page) == []
        grab(page, f"reading-sum-{language[:2]}-{width}")


def test_what_a_walk_in_was_handed_is_typed_beside_the_name(
    qtbot: QtBot, page: ReadingPage, tools: Tools, evening: ActivityCard, tmp_path: Path
) -> None:
    asked = SheetRequest(evening.id, SheetKind.RECEIPT, item="绿豆", sum=Decimal("61.50"), walk_ins=1)
    signed = sign_sheet(tools.store, evening.id, tmp_path / "paid", walk_ins=1, came=1, request=asked)
    read(qtbot, page, tools, *signed.files)
    press(page, Key.Key_J, Key.Key_F3)
    card = page.view.walk_in
    QTest.keyClicks(card.name, "July Nuyen")
    QTest.keyClicks(card.sum, "40.x5")
    assert card.sum.text() == "40.5"
    QTest.keyClick(card.sum, Key.Key_Return)
    settled(qtbot, page, tools)
    assert page.stack.proposal.sheets[0].sum == PEOPLE * Decimal("61.50") + Decimal("40.50")
    press(page, Key.Key_Return)
    settled(qtbot, page, tools)
    lines = tools.store.read(receipts.received, evening.id).lines
    assert [(line.name, line.yuan) for line in lines][-1] == ("July Nuyen", Decimal("40.5"))


def test_only_lists_of_money_ask_for_a_sum(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed
) -> None:
    read(qtbot, page, tools, *signed.files)
    press(page, Key.Key_J)
    assert page.view.walk_in.isVisible() and not page.view.walk_in.sum.isVisible()


def test_a_row_nobody_signed_is_no_walk_in(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed
) -> None:
    read(qtbot, page, tools, *signed.files)
    press(page, Key.Key_J)
    page.view.walk_in.nobody.click()
    settled(qtbot, page, tools)
    assert page.stack.proposal.counts.walk_ins == 0 and not page.view.walk_in.isVisible()


def test_a_count_narrows_the_list_to_its_rows(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed
) -> None:
    read(qtbot, page, tools, *signed.files)
    page.view.summary.buttons[Shown.EMPTY].click()
    rows = [one.row for one in page.view.rows.lines.entries if isinstance(one, Found)]
    assert [row.number for row in rows] == [UNSIGNED + 1]
    assert page.view.rows.hasFocus()


def test_a_receipt_sheet_tells_what_was_received_in_all(
    qtbot: QtBot, page: ReadingPage, tools: Tools, evening: ActivityCard, tmp_path: Path
) -> None:
    asked = SheetRequest(evening.id, SheetKind.RECEIPT, item="防暑用品", sum=Decimal(120))
    sheet = sign_sheet(tools.store, evening.id, tmp_path / "scans", unsigned=(0,), request=asked)
    read(qtbot, page, tools, *sheet.files)
    assert page.view.sum.text() == "Received: 840.00 yuan"


def test_ctrl_z_takes_back_the_last_decision_before_anything_on_file(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed
) -> None:
    read(qtbot, page, tools, *signed.files)
    doubt(qtbot, page, tools, 3, 5)
    press(page, Key.Key_J, Key.Key_N)
    settled(qtbot, page, tools)
    assert page.undo_here()
    settled(qtbot, page, tools)
    assert page.stack.proposal.counts.doubtful == 2 and number(page) == 4
    assert not page.undo_here()


def test_a_picture_that_comes_while_one_looks_is_not_entered_unseen(
    qtbot: QtBot, page: ReadingPage, tools: Tools, evening: ActivityCard, signed: Signed, tmp_path: Path
) -> None:
    other = sign_sheet(tools.store, evening.id, tmp_path / "more")
    read(qtbot, page, tools, *signed.files)
    more = list(read_files(tools.store, other.files))
    page.stack.show((*page.stack.reads, *more))
    page.stack.accept()
    settled(qtbot, page, tools)
    assert [one.name for one in page.stack.reads] == [other.files[0].name]


def test_a_photographed_sheet_is_read_and_a_slip_of_the_pen_is_left_to_the_person(
    qtbot: QtBot, page: ReadingPage, tools: Tools, evening: ActivityCard, tmp_path: Path
) -> None:
    photo = Damage(photo=True, width=2000, turn=3, tilt=6, curl=2, light=0.2, blur=0.6, noise=2)
    sheet = sign_sheet(tools.store, evening.id, tmp_path / "photos", faint=(3,), photographed=photo)
    read(qtbot, page, tools, *sheet.files)
    counts = page.stack.proposal.counts
    assert (counts.signed, counts.doubtful) == (PEOPLE - 1, 1)
    press(page, Key.Key_J)
    assert number(page) == 4
    qtbot.waitUntil(page.view.picture.has_page)


def test_a_page_whose_file_has_gone_says_so_beside_its_rows(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed
) -> None:
    (read_before,) = read_files(tools.store, signed.files)
    signed.files[0].unlink()
    page.stack.show((read_before,))
    settled(qtbot, page, tools)
    assert not page.view.picture.has_page() and "IMG_0101.jpg" in page.view.picture.words()


def test_the_same_picture_handed_over_twice_counts_once(
    qtbot: QtBot, page: ReadingPage, tools: Tools, signed: Signed
) -> None:
    read(qtbot, page, tools, *signed.files)
    read(qtbot, page, tools, *signed.files)
    assert len(page.stack.reads) == 1
