"""Taking a list in on the workers page: preview, decisions, columns, saving, undo, and what is refused."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.core.national_id import check_character
from desktop.services import people, people_edit
from desktop.services.imports_rows import Verdict
from desktop.services.people_edit import WorkerEntry
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Store
from desktop.views.people_page import PeoplePage
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.views.office import listened, settled, tools_for
from tests.views.pictures import clipped, grab, shown

HEADINGS = ("姓名", "身份证号", "手机", "单位", "岗位")


def number(n: int) -> str:
    """Return the n-th sound identity number."""
    first = f"330902199001{n // 500 % 28 + 1:02}{n % 500:03}"
    return first + check_character(first)


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> Iterator[PeoplePage]:
    made = PeoplePage(tools)
    qtbot.addWidget(made)
    shown(made, 1340, 760)
    made.activateWindow()
    settled(qtbot, tools)
    yield made
    settled(qtbot, tools)
    tools.feed.close()


def a_list(folder: Path, rows: Sequence[Sequence[str]], headings: Sequence[str] = HEADINGS) -> Path:
    """Write a list of workers as an office sends it."""
    path = folder / "名单.xlsx"
    write_table(path, [SheetOut("花名册", headings, rows, text_columns=frozenset({1, 2}))])
    return path


def mixed(store: Store, folder: Path) -> Path:
    """Put three on file and return a list in which every verdict stands."""
    for name, n in (("王海燕", 1), ("陈伟", 2), ("林小渔", 3)):
        store.do(people_edit.add, WorkerEntry(name, id_number=number(n), phone="13805800001", post="渔工"))
    return a_list(
        folder,
        [
            ["何苗", number(9), "13805800009", "东海水产", "电工"],
            ["王海燕", number(1), "13805800001", "", "船长"],
            ["陈伟", number(2), "13805800001", "", "渔工"],
            ["林大渔", number(3), "", "", ""],
            ["赵敏", number(4)[:-1] + ("1" if number(4)[-1] != "1" else "2"), "13805800004", "", ""],
        ],
    )


def taken_in(qtbot: QtBot, page: PeoplePage, tools: Tools, path: Path) -> None:
    """Drop the list on the page and wait for the preview."""
    page.take_in(path)
    settled(qtbot, tools)


def names(store: Store) -> set[str]:
    return {line.name for line in store.read(people.find, "", None)} or {
        line.name for line in store.read(people.rows, store.read(people.ids))
    }


def test_a_dropped_list_is_shown_before_anything_is_saved(
    qtbot: QtBot, tools: Tools, file_store: Store, page: PeoplePage, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(mixed(file_store, tmp_path)))])
    settled(qtbot, tools)
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    settled(qtbot, tools)
    review = page.importing.review
    assert review.isVisible()
    counts = {verdict: tab.model.rowCount() for verdict, tab in review.verdicts.items()}
    assert counts == {
        Verdict.NEW: 1, Verdict.CHANGED: 1, Verdict.SAME: 1, Verdict.DOUBTFUL: 1, Verdict.REFUSED: 1,
    }  # fmt: skip
    changed = review.verdicts[Verdict.CHANGED].model
    assert "Post: 渔工 → 船长" in str(changed.data(changed.index(0, 3)))
    assert review.take_in.text() == "Import 2 rows"
    assert "何苗" not in names(file_store)


def test_saving_is_one_step_of_undo_and_tells_what_was_left_out(
    qtbot: QtBot, tools: Tools, file_store: Store, page: PeoplePage, tmp_path: Path
) -> None:
    heard = listened(page)
    taken_in(qtbot, page, tools, mixed(file_store, tmp_path))
    QTest.keyClick(page.importing.review.take_in, Qt.Key.Key_Space)
    qtbot.waitUntil(page.importing.done.isVisible)
    assert heard[-1].sentence == "Imported: 1 new worker, 1 changed, 1 the same, 2 left out."
    assert "何苗" in names(file_store) and "赵敏" not in names(file_store)
    page.importing.save_rejects(str(tmp_path / "left"))
    qtbot.waitUntil(lambda: heard[-1].sentence == "2 rows written to left.xlsx.")
    assert (tmp_path / "left.xlsx").is_file()
    undo = heard[0].action
    assert undo is not None
    undo()
    settled(qtbot, tools)
    assert names(file_store) == {"王海燕", "陈伟", "林小渔"}
    page.importing.done.show_list.click()
    assert page.browse.isVisible()


def test_a_doubtful_row_is_taken_only_when_decided(
    qtbot: QtBot, tools: Tools, file_store: Store, page: PeoplePage, tmp_path: Path
) -> None:
    taken_in(qtbot, page, tools, mixed(file_store, tmp_path))
    review = page.importing.review
    tab = review.verdicts[Verdict.DOUBTFUL]
    review.tabs.setCurrentWidget(tab)
    assert tab.model.data(tab.model.index(0, 0)) == "left out"
    tab.view.setFocus()
    QTest.keyClick(tab.view, Qt.Key.Key_Space)
    assert tab.model.data(tab.model.index(0, 0)) == "the same person"
    assert review.take_in.text() == "Import 3 rows"
    review.verdicts[Verdict.NEW].leave_all.click()
    assert review.take_in.text() == "Import 2 rows"
    review.take_in.click()
    qtbot.waitUntil(page.importing.done.isVisible)
    assert "林大渔" in names(file_store) and "何苗" not in names(file_store)


def test_the_tick_takes_faulty_numbers_in_without_them(
    qtbot: QtBot, tools: Tools, file_store: Store, page: PeoplePage, tmp_path: Path
) -> None:
    taken_in(qtbot, page, tools, mixed(file_store, tmp_path))
    review = page.importing.review
    assert review.without.isVisible() and not review.without.isChecked()
    review.without.click()
    settled(qtbot, tools)
    assert review.without.isChecked()
    assert review.verdicts[Verdict.REFUSED].model.rowCount() == 0
    assert review.verdicts[Verdict.NEW].model.rowCount() == 2


def test_a_corrected_column_is_read_again_and_remembered(
    qtbot: QtBot, tools: Tools, file_store: Store, page: PeoplePage, tmp_path: Path
) -> None:
    rows = [["何苗", number(9), "13805800009", "东海水产", "电工"]]
    path = a_list(tmp_path, rows, ("姓名", "身份证号", "手机", "单位", "代号"))
    taken_in(qtbot, page, tools, path)
    columns = page.importing.review.columns
    box = columns._tables[0]._boxes[4]
    assert box.currentText() == "(not taken)" and not columns.apply.isEnabled()
    box.setCurrentText("Post")
    columns.apply.click()
    settled(qtbot, tools)
    page.importing.review.take_in.click()
    settled(qtbot, tools)
    card = file_store.read(people.rows, file_store.read(people.ids))[0]
    assert card.post == "电工"
    taken_in(qtbot, page, tools, path)
    assert columns._tables[0]._boxes[4].currentText() == "Post"
    assert columns.about.text() == "The columns are taken as you corrected them last time."


def test_one_field_comes_from_one_column(
    qtbot: QtBot, tools: Tools, page: PeoplePage, tmp_path: Path
) -> None:
    taken_in(qtbot, page, tools, a_list(tmp_path, [["何苗", number(9), "13805800009", "东海水产", "电工"]]))
    boxes = page.importing.review.columns._tables[0]._boxes
    boxes[4].setCurrentText("Organisation")
    assert boxes[3].currentText() == "(not taken)"


def test_identity_numbers_are_masked_among_the_examples(
    qtbot: QtBot, tools: Tools, page: PeoplePage, tmp_path: Path
) -> None:
    taken_in(qtbot, page, tools, a_list(tmp_path, [["何苗", number(9), "13805800009", "东海水产", "电工"]]))
    words = {label.text() for label in page.importing.review.columns.findChildren(type(page._hint))}
    assert number(9)[:6] + "********" + number(9)[-4:] in words and number(9) not in words


def test_a_file_that_is_no_list_is_told_with_its_remedy(
    qtbot: QtBot, tools: Tools, page: PeoplePage, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing of the kind")
    taken_in(qtbot, page, tools, broken)
    failed = page.importing.failed
    assert failed.isVisible() and "broken.xlsx" in failed.heading.text() and failed.sentence.text()
    QTest.keyClick(failed.choose, Qt.Key.Key_Escape)
    assert page.browse.isVisible()


def test_cancelling_the_reading_goes_back_to_the_list(
    qtbot: QtBot, tools: Tools, file_store: Store, page: PeoplePage, tmp_path: Path
) -> None:
    path = a_list(tmp_path, [["何苗", number(9), "13805800009", "东海水产", "电工"]])
    page.take_in(path)
    page.importing.reading.stop.click()
    settled(qtbot, tools)
    assert page.browse.isVisible() and page.importing.preview() is None


def test_a_template_is_written(qtbot: QtBot, tools: Tools, page: PeoplePage, tmp_path: Path) -> None:
    heard = listened(page)
    page._save_template(str(tmp_path / "blank"))
    qtbot.waitUntil(lambda: bool(heard))
    assert (
        heard[-1].sentence == "blank.xlsx is ready to be filled in." and (tmp_path / "blank.xlsx").is_file()
    )


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [940, 1340])
def test_nothing_of_the_import_is_cut_off(
    qtbot: QtBot, tools: Tools, file_store: Store, tmp_path: Path, language: str, width: int
) -> None:
    path = mixed(file_store, tmp_path)
    with in_language(language):
        made = PeoplePage(tools)
        qtbot.addWidget(made)
        shown(made, width, 700)
        settled(qtbot, tools)
        taken_in(qtbot, made, tools, path)
        for place in range(made.importing.review.tabs.count()):
            made.importing.review.tabs.setCurrentIndex(place)
            shown(made, width, 700)
            assert clipped(made) == []
            grab(made, f"people-import-{place}-{language}-{width}")
    tools.feed.close()
