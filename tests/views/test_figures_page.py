"""The Figures page: a year's tables, its sentence and its charts, of real sites."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidgetSelectionRange
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop.core.i18n import set_language
from desktop.services import demo_sites
from desktop.services.clock import local
from desktop.services.site_figures import SiteKind
from desktop.storage.store import Store
from desktop.views.figures_page import STANDING, FiguresPage
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.sites import put_site
from tests.views.door_parts import tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font


@pytest.fixture
def tools(file_store: Store, runner: Runner, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, tmp_path)


@pytest.fixture
def demonstration(file_store: Store) -> Store:
    file_store.record(demo_sites.fill, 1)
    return file_store


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> Iterator[FiguresPage]:
    yield from made(qtbot, tools)


def made(qtbot: QtBot, tools: Tools) -> Iterator[FiguresPage]:
    use_chinese_font()
    page = FiguresPage(tools)
    qtbot.addWidget(page)
    yield page
    qtbot.waitUntil(lambda: not tools.runner.is_busy())


def look(qtbot: QtBot, page: FiguresPage, width: int = 934, height: int = 640) -> None:
    """Show the page until its year is read, and laid out."""
    shown(page, width, height)
    qtbot.waitUntil(lambda: page.empty.isVisible() or page.year_box.count() > 0)
    shown(page, width, height)


def drawn(page: FiguresPage) -> bool:
    """Say whether all charts can be seen."""
    charts = (page.use.month_chart, page.use.district_chart, page.use.site_chart)
    return all(chart.is_drawn() for chart in charts)


def fits(page: FiguresPage) -> bool:
    """Say whether every table of sites is wide enough for its words."""
    cards = page.standing.cards
    return not any(cards[key].table.horizontalScrollBar().isVisible() for key in STANDING)


def table(page: FiguresPage, key: str) -> list[list[str]]:
    """Return the cells of one of the tables of sites."""
    shows = page.standing.cards[key].table
    cells = [[shows.item(r, c) for c in range(shows.columnCount())] for r in range(shows.rowCount())]
    return [[cell.text() if cell else "" for cell in row] for row in cells]


def test_the_demonstration_s_figures_stand_on_the_page(
    qtbot: QtBot, demonstration: Store, page: FiguresPage
) -> None:
    look(qtbot, page)
    kinds = {row[0]: row[1:8] for row in table(page, "kinds")}
    assert kinds["Rest station"] == ["94", "0", "0", "0", "0", "0", "94"]
    assert kinds["Activity centre"][:4] == ["12", "0", "0", "3"]
    assert (kinds["Mommy room"][0], kinds["Worker library"][0], kinds["Total"][0]) == ("45", "80", "231")
    assert ["Rest station", "36", "30", "17", "11", "94"] in table(page, "districts")
    assert [row[1] for row in table(page, "stars")] == ["7", "21", "37", "21", "8", "0", "94"]
    assert ["Bank", "0", "22", "0", "0", "22"] in table(page, "hosts")
    assert "94 May Day rest stations (all with air conditioning" in page.sentence.text()


def test_an_empty_register_leads_to_the_sites(qtbot: QtBot, page: FiguresPage) -> None:
    look(qtbot, page)
    with qtbot.waitSignal(page.open_page) as told:
        page.empty.step.click()
    assert told.args == ["sites", ""]


def test_a_new_site_is_counted_at_once(qtbot: QtBot, page: FiguresPage, file_store: Store) -> None:
    look(qtbot, page)
    put_site(file_store)
    qtbot.waitUntil(lambda: "1 May Day rest station" in page.sentence.text())
    assert not page.empty.isVisible()
    file_store.undo()
    qtbot.waitUntil(page.empty.isVisible)


def test_another_year_is_chosen_by_keyboard(qtbot: QtBot, page: FiguresPage, file_store: Store) -> None:
    year = local(file_store.now()).year
    put_site(file_store, opened_on=date(year - 1, 3, 1))
    put_site(file_store, "东港加油站", opened_on=date(year, 1, 1))
    look(qtbot, page)
    assert "2 May Day rest stations" in page.sentence.text()
    page.focus_search()
    QTest.keyClick(page.year_box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "1 May Day rest station." in page.sentence.text())
    assert page.year_box.currentText() == str(year - 1)
    assert page.as_of.text().startswith("As of the end of the year")


def test_the_sentence_is_copied(qtbot: QtBot, page: FiguresPage, file_store: Store) -> None:
    put_site(file_store)
    look(qtbot, page)
    with qtbot.waitSignal(page.said) as told:
        page.copy_sentence.click()
    assert QGuiApplication.clipboard().text() == page.sentence.text()
    assert isinstance(told.args[0], Notice) and told.args[0].sentence == "The sentence was copied."


def test_a_table_is_copied_whole_or_the_chosen_cells(
    qtbot: QtBot, demonstration: Store, page: FiguresPage
) -> None:
    look(qtbot, page)
    card = page.standing.cards["stars"]
    card.copy_button.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert (lines[0], lines[1], lines[-1]) == ("Stars\tRest stations", "5 stars\t7", "Total\t94")
    card.table.setRangeSelected(_range(1, 1, 2, 1), True)
    card.table.setFocus()
    QTest.keySequence(card.table, "Ctrl+C")
    assert QGuiApplication.clipboard().text().splitlines() == ["21", "37"]


def _range(top: int, left: int, bottom: int, right: int) -> QTableWidgetSelectionRange:
    return QTableWidgetSelectionRange(top, left, bottom, right)


def test_the_charts_show_the_kind_chosen(qtbot: QtBot, demonstration: Store, page: FiguresPage) -> None:
    look(qtbot, page)
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(partial(drawn, page))
    whole = page.use.summary.text()
    page.use.kind_box.setCurrentText("Mommy room")
    assert page.use.kind() is SiteKind.MOMMY_ROOM and page.use.summary.text() != whole
    qtbot.waitUntil(lambda: "妈咪暖心小屋" in page.use.site_chart.accessibleDescription().split(";")[0])
    months = page.use.months.table
    shown_months = [months.item(row, 2) for row in range(12)]
    assert all(cell is not None and cell.text().replace(",", "").isdigit() for cell in shown_months)


def test_the_year_goes_into_a_workbook(
    qtbot: QtBot, demonstration: Store, page: FiguresPage, tmp_path: Path
) -> None:
    look(qtbot, page)
    with qtbot.waitSignal(page.said) as told:
        page.export(str(tmp_path / "figures"))
    assert "lines were written" in told.args[0].sentence
    book = CalamineWorkbook.from_path(tmp_path / "figures.xlsx")
    assert book.sheet_names[:2] == ["Sites by kind", "Sites by district"]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("width", "height"), [(934, 640), (1350, 800)])
def test_nothing_is_cut_in_either_language(
    qtbot: QtBot, demonstration: Store, tools: Tools, language: str, width: int, height: int
) -> None:
    set_language(language)
    for page in made(qtbot, tools):
        look(qtbot, page, width, height)
        assert clipped(page) == []
        assert clipped(page.standing) == []
        qtbot.waitUntil(partial(fits, page))
        grab(page, f"figures-sites-{language}-{width}")
        page.tabs.setCurrentIndex(1)
        qtbot.waitUntil(partial(drawn, page))
        QApplication.sendPostedEvents()
        assert clipped(page.use) == []
        grab(page.use, f"figures-use-{language}-{width}")
