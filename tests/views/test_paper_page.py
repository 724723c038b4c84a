"""The Paper page: shown as it will print, recorded before it leaves, printed again, refused in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.core.sheet_content import Column
from desktop.paper.preview import count_pages
from desktop.services import enrolment
from desktop.services.sheet_record import SheetKind, printed_sheets
from desktop.storage.store import Store
from desktop.views.paper_page import PaperPage
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.people import put_named
from tests.views.office import Office, furnish, listened, settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

LONG = "舟山市普陀区沈家门渔港水产品加工与冷链物流有限责任公司第二分公司工会委员会及联合工会小组"


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> Iterator[PaperPage]:
    use_chinese_font()
    made = PaperPage(tools)
    qtbot.addWidget(made)
    yield made
    settled(qtbot, tools)


@pytest.fixture
def office(qtbot: QtBot, tools: Tools, page: PaperPage) -> Office:
    made = furnish(tools.store)
    shown(page, 1024, 680)
    page.show_item("print-activity", made.evening.id)
    drawn(qtbot, page)
    return made


def drawn(qtbot: QtBot, page: PaperPage) -> None:
    """Wait until a preview can be printed."""
    qtbot.waitUntil(page.preview.print_button.isEnabled)


def numbers(tools: Tools) -> list[int]:
    return [line.number for line in tools.store.read(printed_sheets)]


def test_without_an_activity_the_first_step_is_offered(qtbot: QtBot, page: PaperPage) -> None:
    asked: list[tuple[str, str]] = []
    page.open_page.connect(lambda key, step: asked.append((key, step)))
    shown(page, 1024, 680)
    qtbot.waitUntil(page.nothing.isVisible)
    page.nothing.step.click()
    assert asked == [("activities", "")]


def test_looking_puts_nothing_on_record(page: PaperPage, tools: Tools, office: Office) -> None:
    assert page.preview.view.page() == 1
    assert numbers(tools) == []


def test_saving_records_once_and_saving_again_repeats_the_sheet(
    qtbot: QtBot, tools: Tools, page: PaperPage, office: Office, tmp_path: Path
) -> None:
    notices = listened(page)
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    page.preview.save_to(str(first))
    qtbot.waitUntil(first.exists)
    settled(qtbot, tools)
    page.preview.save_to(str(second))
    qtbot.waitUntil(second.exists)
    assert first.read_bytes() == second.read_bytes()
    assert count_pages(first) == 1
    assert numbers(tools) == [1]
    assert any("1" in notice.sentence for notice in notices)


def test_printing_records_the_sheet_and_undo_does_not_touch_it(
    qtbot: QtBot, tools: Tools, page: PaperPage, office: Office, tmp_path: Path
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with qtbot.waitSignal(page.preview.printed, timeout=10_000):
        page.preview.print_on(printer)
    assert numbers(tools) == [1]
    assert "Print" not in (tools.store.next_undo() or "")


def test_a_changed_list_makes_the_next_print_a_new_sheet(
    qtbot: QtBot, tools: Tools, page: PaperPage, office: Office, tmp_path: Path
) -> None:
    page.preview.save_to(str(tmp_path / "a.pdf"))
    qtbot.waitUntil((tmp_path / "a.pdf").exists)
    settled(qtbot, tools)
    with qtbot.waitSignal(page.options.changed):
        tools.store.do(enrolment.withdraw, office.evening.id, office.listed[0], "出差")
    settled(qtbot, tools)
    page.preview.save_to(str(tmp_path / "b.pdf"))
    qtbot.waitUntil((tmp_path / "b.pdf").exists)
    assert numbers(tools) == [2, 1]


@pytest.mark.parametrize("kind", list(SheetKind))
def test_every_kind_is_previewed_and_recorded(
    qtbot: QtBot, tools: Tools, page: PaperPage, office: Office, kind: SheetKind, tmp_path: Path
) -> None:
    with qtbot.waitSignal(page.options.changed):
        assert page.options.choose(office.evening.id, kind)
    settled(qtbot, tools)
    drawn(qtbot, page)
    page.preview.save_to(str(tmp_path / "a.pdf"))
    qtbot.waitUntil((tmp_path / "a.pdf").exists)
    (line,) = tools.store.read(printed_sheets)
    assert line.kind is kind and line.rows == len(office.listed)


def test_a_sum_that_is_none_is_told_under_its_field_and_nothing_can_be_printed(
    qtbot: QtBot, tools: Tools, page: PaperPage, office: Office
) -> None:
    page.options.choose(office.evening.id, SheetKind.RECEIPT)
    page.options.sum.line.setText("fifty")
    qtbot.waitUntil(page.options.sum.error.isVisible)
    assert not page.preview.print_button.isEnabled()
    page.options.sum.line.setText("50元")
    drawn(qtbot, page)
    assert page.options.sum.error.isHidden()


def test_columns_too_wide_for_the_paper_are_told_with_what_to_do(
    qtbot: QtBot, page: PaperPage, office: Office
) -> None:
    for tick in page.options.columns.ticks.values():
        tick.setChecked(True)
    qtbot.waitUntil(page.fault.isVisible)
    assert "landscape" in page.fault.text()


def test_a_cut_name_is_warned_of_before_printing(
    qtbot: QtBot, tools: Tools, page: PaperPage, office: Office
) -> None:
    other = next(card for card in page.options._cards.values() if card.id != office.evening.id)
    tools.store.do(enrolment.enrol, other.id, put_named(tools.store, "王海燕", organisation=LONG))
    page.show_item("print-activity", other.id)
    qtbot.waitUntil(page.warning.isVisible)
    assert LONG in page.warning.text()


def test_whole_identity_numbers_ask_for_a_reason(page: PaperPage, office: Office) -> None:
    assert page.options.id_reason.isHidden()
    page.options.columns.ticks[Column.ID_NUMBER].setChecked(True)
    assert not page.options.id_reason.isHidden()


def test_a_printed_sheet_is_found_and_printed_again_with_its_codes(
    qtbot: QtBot, tools: Tools, page: PaperPage, office: Office, tmp_path: Path
) -> None:
    page.options.paper.box.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.preview._papers is not None and page.preview._papers.width > 290)
    page.preview.save_to(str(tmp_path / "a.pdf"))
    qtbot.waitUntil((tmp_path / "a.pdf").exists)
    (line,) = tools.store.read(printed_sheets)
    page.show_item("sheet", line.id)
    qtbot.waitUntil(lambda: page.preview.print_button.isEnabled() and "same people" in page.state.text())
    assert page.preview._papers is not None and page.preview._papers.width > page.preview._papers.height
    page.preview.save_to(str(tmp_path / "b.pdf"))
    qtbot.waitUntil((tmp_path / "b.pdf").exists)
    assert numbers(tools) == [1]


def test_a_sheet_is_printed_again_with_whole_identity_numbers_only_for_a_reason(
    qtbot: QtBot, tools: Tools, page: PaperPage, office: Office, tmp_path: Path
) -> None:
    page.options.columns.ticks[Column.ID_NUMBER].setChecked(True)
    page.options.paper.box.setCurrentIndex(1)
    assert not page.preview.print_button.isEnabled()
    drawn(qtbot, page)
    page.preview.save_to(str(tmp_path / "a.pdf"))
    qtbot.waitUntil((tmp_path / "a.pdf").exists)
    (line,) = tools.store.read(printed_sheets)
    page.show_item("sheet", line.id)
    qtbot.waitUntil(lambda: "same people" in page.state.text())
    assert page.printed.reason.isVisible()
    QTest.keyClicks(page.printed.reason, "insurer")
    page.preview.save_to(str(tmp_path / "b.pdf"))
    qtbot.waitUntil((tmp_path / "b.pdf").exists)
    assert numbers(tools) == [1]
    assert "insurer" in tools.store.log(1)[0].label


def test_badges_are_printed_again_with_their_codes(
    qtbot: QtBot, tools: Tools, page: PaperPage, office: Office, tmp_path: Path
) -> None:
    page.options.kind.box.setCurrentIndex(3)
    qtbot.waitUntil(lambda: "adges" in page.state.text() and page.preview.print_button.isEnabled())
    page.preview.save_to(str(tmp_path / "a.pdf"))
    qtbot.waitUntil((tmp_path / "a.pdf").exists)
    (line,) = tools.store.read(printed_sheets)
    page.show_item("sheet", line.id)
    qtbot.waitUntil(lambda: "keep their codes" in page.state.text())
    page.preview.save_to(str(tmp_path / "b.pdf"))
    qtbot.waitUntil((tmp_path / "b.pdf").exists)
    assert [one.rows for one in tools.store.read(printed_sheets)] == [line.rows, line.rows]


def test_the_next_sheet_begins_as_the_last_of_its_kind(
    qtbot: QtBot, tools: Tools, page: PaperPage, office: Office
) -> None:
    page.options.kind.box.setCurrentIndex(1)
    page.options.walk_ins.line.setText("5")
    page.options.paper.box.setCurrentIndex(1)
    page.options.whole_phones.setChecked(True)
    page.options.columns.ticks[Column.SEX].setChecked(True)
    later_page = PaperPage(tools)
    qtbot.addWidget(later_page)
    later = later_page.options
    assert later.kind.value() is SheetKind.RECEIPT and later.walk_ins.value() == 5 and later.paper.value()
    assert later.columns.ticks[Column.SEX].isChecked() and not later.whole_phones.isChecked()
    later.kind.box.setCurrentIndex(0)
    assert later.walk_ins.value() is None and not later.paper.value()


def test_the_options_are_reached_by_keyboard(qtbot: QtBot, page: PaperPage, office: Office) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.options.kind.box.setFocus()
    with qtbot.waitSignal(page.options.changed):
        QTest.keyClick(page.options.kind.box, Qt.Key.Key_Down)
    assert page.options.kind.value() is SheetKind.RECEIPT


def test_a_card_is_printed_for_one_worker_without_any_activity(
    qtbot: QtBot, tools: Tools, page: PaperPage, tmp_path: Path
) -> None:
    (worker,) = put_named(tools.store, "林小渔")
    shown(page, 1024, 680)
    page.show_item("print-worker", worker)
    drawn(qtbot, page)
    page.preview.save_to(str(tmp_path / "a.pdf"))
    qtbot.waitUntil((tmp_path / "a.pdf").exists)
    (line,) = tools.store.read(printed_sheets)
    assert line.kind is SheetKind.CARDS and line.rows == 1


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("width", [1024, 1440])
def test_nothing_is_cut(qtbot: QtBot, tools: Tools, language: str, width: int) -> None:
    use_chinese_font()
    with in_language(language):
        page = PaperPage(tools)
        qtbot.addWidget(page)
        office = furnish(tools.store)
        shown(page, width - 84, 680)
        page.show_item("print-activity", office.evening.id)
        drawn(qtbot, page)
        settled(qtbot, tools)
        for name, tab in {"to-print": 0, "printed": 1}.items():
            page.tabs.setCurrentIndex(tab)
            settled(qtbot, tools)
            shown(page, width - 84, 680)
            assert clipped(page) == []
            grab(page, f"paper-{name}-{language}-{width}")
        settled(qtbot, tools)
