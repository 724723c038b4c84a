"""Entries that may be one person, whom a doubtful row means, and the choices that narrow the list."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.services import people, people_edit
from desktop.services.imports_rows import Verdict
from desktop.services.people_edit import WorkerEntry
from desktop.storage.store import Store
from desktop.views.people.meant_panel import MeantPanel
from desktop.views.people_page import PeoplePage
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.views.office import listened, settled, tools_for
from tests.views.pictures import clipped, grab, shown
from tests.views.test_people_import import a_list, number, taken_in

PHONE = "13805800001"


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def staff(file_store: Store) -> dict[str, UUID]:
    """A captain and an engineer of one name and telephone, a woman with a number; keys by post."""
    entries = [
        WorkerEntry("王海燕", phone=PHONE, post="船长", frontline=True),
        WorkerEntry("王海燕", phone=PHONE, post="轮机长", frontline=False),
        WorkerEntry("何苗", id_number=number(2), post="电工", frontline=True),
    ]
    return {one.post: file_store.do(people_edit.add, one).id for one in entries}


@pytest.fixture
def page(qtbot: QtBot, tools: Tools, staff: dict[str, UUID]) -> Iterator[PeoplePage]:
    made = PeoplePage(tools)
    qtbot.addWidget(made)
    shown(made, 1340, 760)
    made.activateWindow()
    settled(qtbot, tools)
    yield made
    settled(qtbot, tools)
    tools.feed.close()


def posts(page: PeoplePage) -> list[str]:
    return sorted(line.post for line in page.browse._fetch(page.browse.table.ids()))


def doubtful(qtbot: QtBot, tools: Tools, page: PeoplePage, folder: Path) -> MeantPanel:
    """Drop a list in which one row fits two on file; return what asks whom it means."""
    taken_in(qtbot, page, tools, a_list(folder, [["王海燕", "", PHONE, "", "大副"]]))
    settled(qtbot, tools)
    return page.importing.review.verdicts[Verdict.DOUBTFUL].meant


def test_the_card_tells_of_a_likely_second_entry(
    qtbot: QtBot, tools: Tools, page: PeoplePage, staff: dict[str, UUID]
) -> None:
    bar = page.browse.side.worker.twin
    page.show_item("worker", staff["船长"])
    settled(qtbot, tools)
    qtbot.waitUntil(bar.isVisible)
    assert bar.words.text() == ("May be the same person as 王海燕 · 轮机长 · 138****0001 (same telephone).")
    page.show_item("worker", staff["电工"])
    settled(qtbot, tools)
    assert not bar.isVisible()
    page.show_item("worker", staff["船长"])
    qtbot.waitUntil(bar.isVisible)
    bar.merge.click()
    settled(qtbot, tools)
    assert page.merging.isVisible() and page.merging.merge.isEnabled()


def test_pairs_are_merged_one_after_the_other_by_keyboard(
    qtbot: QtBot, tools: Tools, file_store: Store, page: PeoplePage
) -> None:
    page.browse.filters.twins.click()
    settled(qtbot, tools)
    assert page.twins.isVisible() and page.twins.table.rowCount() == 1
    entry = page.twins.table.item(0, 1)
    assert entry is not None and "138****0001" in entry.text()
    QTest.keyClick(page.twins.table, Qt.Key.Key_Return)
    settled(qtbot, tools)
    QTest.keyClick(page.merging.merge, Qt.Key.Key_Space)
    settled(qtbot, tools)
    assert page.twins.isVisible() and page.twins.nothing.isVisible()
    assert file_store.read(people.count) == 2
    QTest.keyClick(page.twins.nothing.step, Qt.Key.Key_Escape)
    assert page.browse.isVisible()


def test_choices_narrow_the_list_and_are_remembered(
    qtbot: QtBot, tools: Tools, page: PeoplePage, staff: dict[str, UUID]
) -> None:
    filters = page.browse.filters
    filters.frontline.setCurrentIndex(1)
    settled(qtbot, tools)
    assert posts(page) == ["电工", "船长"]
    filters.numberless.click()
    settled(qtbot, tools)
    assert posts(page) == ["船长"]
    again = PeoplePage(tools)
    qtbot.addWidget(again)
    shown(again, 1340, 760)
    settled(qtbot, tools)
    assert posts(again) == ["船长"] and again.browse.filters.everybody.isVisible()
    filters.sex.setCurrentIndex(1)
    settled(qtbot, tools)
    assert page.browse.empty.heading.text() == "Nobody is like that here"
    assert not page.browse.empty.step.isVisible()
    filters.everybody.click()
    settled(qtbot, tools)
    assert len(posts(page)) == 3 and not filters.everybody.isVisible()
    filters.sex.setCurrentIndex(1)
    settled(qtbot, tools)
    page.show_item("worker", staff["船长"])
    settled(qtbot, tools)
    assert page.browse.table.current_id() == staff["船长"]


def test_a_person_points_at_the_one_a_row_means(
    qtbot: QtBot, tools: Tools, file_store: Store, page: PeoplePage, tmp_path: Path
) -> None:
    panel = doubtful(qtbot, tools, page, tmp_path)
    assert panel.isVisible() and panel.question.text() == "Who is meant by 王海燕?"
    words = [panel.choices.button(n).text() for n in range(4)]
    assert words[:2] == ["Leave this row out", "Someone new"]
    captain = words.index("王海燕 · 船长 · 138****0001")
    QTest.keyClick(panel.choices.button(captain), Qt.Key.Key_Space)
    settled(qtbot, tools)
    review = page.importing.review
    model = review.verdicts[Verdict.DOUBTFUL].model
    assert model.data(model.index(0, 0)) == "the same person"
    assert model.data(model.index(0, 4)) == "Post: 船长 → 大副"
    review.take_in.click()
    settled(qtbot, tools)
    assert posts(page) == ["大副", "电工", "轮机长"]


def test_a_word_about_whom_a_row_means_can_be_taken_back(
    qtbot: QtBot, tools: Tools, page: PeoplePage, tmp_path: Path
) -> None:
    panel = doubtful(qtbot, tools, page, tmp_path)
    review = page.importing.review
    model = review.verdicts[Verdict.DOUBTFUL].model
    panel.choices.button(2).click()
    settled(qtbot, tools)
    assert review.meant() and review.take() == {0}
    panel.choices.button(1).click()
    assert not review.meant() and review.take() == {0}
    assert model.data(model.index(0, 0)) == "taken as new"
    panel.choices.button(0).click()
    assert review.take() == frozenset() and not review.take_in.isEnabled()


def test_chosen_rows_go_to_excel_as_cells(qtbot: QtBot, tools: Tools, page: PeoplePage) -> None:
    heard = listened(page)
    view = page.browse.table.view
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(heard))
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].split("\t")[:2] == ["Name", "Organisation"] and len(lines) == 4
    assert "138****0001" in lines[2].split("\t")


def test_every_heading_sorts_that_says_so(qtbot: QtBot, tools: Tools, page: PeoplePage) -> None:
    table = page.browse.table
    for section, column in enumerate(table.model.columns):
        if column.sortable:
            for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
                table.view.sortByColumn(section, order)
                settled(qtbot, tools)
                assert len(table.ids()) == 3, column.key
    table.view.sortByColumn(5, Qt.SortOrder.DescendingOrder)
    settled(qtbot, tools)
    told = [line.post for line in page.browse._fetch(table.ids())]
    assert told == sorted(told, reverse=True)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [940, 1340])
def test_nothing_about_entries_made_twice_is_cut_off(
    qtbot: QtBot, tools: Tools, staff: dict[str, UUID], tmp_path: Path, language: str, width: int
) -> None:
    with in_language(language):
        made = PeoplePage(tools)
        qtbot.addWidget(made)
        shown(made, width, 700)
        settled(qtbot, tools)
        made.show_item("worker", staff["船长"])
        settled(qtbot, tools)
        qtbot.waitUntil(made.browse.side.worker.twin.isVisible)
        assert clipped(shown(made, width, 700)) == []
        grab(made, f"people-twin-{language}-{width}")
        made.browse.filters.frontline.setCurrentIndex(2)
        made.browse.filters.sex.setCurrentIndex(1)
        settled(qtbot, tools)
        assert clipped(shown(made, width, 700)) == []
        grab(made, f"people-nobody-{language}-{width}")
        made.show_twins()
        settled(qtbot, tools)
        assert clipped(shown(made, width, 700)) == []
        grab(made, f"people-twins-{language}-{width}")
        doubtful(qtbot, tools, made, tmp_path)
        assert clipped(shown(made, width, 700)) == []
        grab(made, f"people-meant-{language}-{width}")
    tools.feed.close()
