"""Taking a list of sites in on the register: preview, decisions, columns, saving, undo, refusals; export."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.services import sites
from desktop.services.imports_rows import Verdict
from desktop.services.site_words import SiteKind
from desktop.services.sites import SiteEntry
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Store
from desktop.views.sites.register_section import RegisterSection
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

HEADINGS = ("名称", "类别", "编号", "县区", "座位")


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def section(qtbot: QtBot, tools: Tools) -> Iterator[RegisterSection]:
    use_chinese_font()
    made = RegisterSection(tools)
    qtbot.addWidget(made)
    tools.feed.tables_changed.connect(made.refresh)
    shown(made, 1330, 700)
    made.activateWindow()
    made.refresh()
    settled(qtbot, tools)
    yield made
    settled(qtbot, tools)
    tools.feed.close()


def a_list(folder: Path, rows: Sequence[Sequence[str | int]], headings: Sequence[str] = HEADINGS) -> Path:
    path = folder / "驿站名单.xlsx"
    write_table(path, [SheetOut("驿站", headings, rows)])
    return path


def mixed(store: Store, folder: Path) -> Path:
    """Put two on file and return a list in which every verdict stands."""
    for name, code, seats in (("沈家门渔港爱心驿站", "YZ-001", 8), ("定海港务码头爱心驿站", "YZ-002", 12)):
        entry = SiteEntry(SiteKind.REST_STATION, name, code=code, district="定海区", seats=seats)
        store.do(sites.create, entry)
    return a_list(
        folder,
        [
            ["新城环卫爱心驿站", "爱心驿站", "YZ-003", "新城", 10],
            ["沈家门渔港爱心驿站", "爱心驿站", "YZ-001", "定海区", 20],
            ["定海港务码头爱心驿站", "爱心驿站", "YZ-002", "定海区", 12],
            ["岱山客运爱心驿站", "爱心驿站", "YZ-004", "岱山县", -5],
        ],
    )


def told(section: RegisterSection) -> list[Notice]:
    heard: list[Notice] = []
    section.said.connect(heard.append)
    return heard


def names(store: Store) -> set[str]:
    return {line.name for line in store.read(sites.listed)}


def test_a_dropped_list_is_shown_before_anything_is_saved(
    qtbot: QtBot, tools: Tools, section: RegisterSection, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(mixed(tools.store, tmp_path)))])
    no_buttons, no_keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    section.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, no_buttons, no_keys))
    settled(qtbot, tools)
    review = section.importing.review
    assert review.isVisible()
    counts = {verdict: model.rowCount() for verdict, model in review.models.items()}
    assert counts == {Verdict.NEW: 1, Verdict.CHANGED: 1, Verdict.SAME: 1, Verdict.REFUSED: 1}
    changed = review.models[Verdict.CHANGED]
    assert "8 → 20" in str(changed.data(changed.index(0, 3)))
    assert review.take_in.text() == "Import 2 rows"
    assert "新城环卫爱心驿站" not in names(tools.store)


def test_saving_is_one_step_of_undo_and_refused_rows_are_written_with_their_reasons(
    qtbot: QtBot, tools: Tools, section: RegisterSection, tmp_path: Path
) -> None:
    heard = told(section)
    section.take_in(mixed(tools.store, tmp_path))
    settled(qtbot, tools)
    QTest.keyClick(section.importing.review.take_in, Qt.Key.Key_Space)
    settled(qtbot, tools)
    assert section.importing.done.isVisible()
    assert heard[-1].sentence == "Imported: 1 new site, 1 changed, 1 the same, 1 left out."
    assert "新城环卫爱心驿站" in names(tools.store) and "岱山客运爱心驿站" not in names(tools.store)
    section.importing.save_rejects(str(tmp_path / "left"))
    settled(qtbot, tools)
    assert heard[-1].sentence == "1 row written to left.xlsx."
    assert (tmp_path / "left.xlsx").is_file()
    undo = heard[0].action
    assert undo is not None
    undo()
    settled(qtbot, tools)
    assert names(tools.store) == {"沈家门渔港爱心驿站", "定海港务码头爱心驿站"}
    section.importing.done.show_list.click()
    assert section.list.isVisible()


def test_a_row_is_left_out_with_the_space_bar(
    qtbot: QtBot, tools: Tools, section: RegisterSection, tmp_path: Path
) -> None:
    section.take_in(mixed(tools.store, tmp_path))
    settled(qtbot, tools)
    review = section.importing.review
    tab = review.verdicts[Verdict.NEW]
    tab.view.setFocus()
    QTest.keyClick(tab.view, Qt.Key.Key_Space)
    assert review.models[Verdict.NEW].data(review.models[Verdict.NEW].index(0, 0)) == "left out"
    assert review.take_in.text() == "Import 1 row"
    review.take_in.click()
    settled(qtbot, tools)
    assert "新城环卫爱心驿站" not in names(tools.store)


def test_a_corrected_column_is_read_again(
    qtbot: QtBot, tools: Tools, section: RegisterSection, tmp_path: Path
) -> None:
    path = a_list(tmp_path, [["新城环卫爱心驿站", "爱心驿站", "新城路口西侧"]], ("名称", "类别", "怎么走"))
    section.take_in(path)
    settled(qtbot, tools)
    columns = section.importing.review.columns
    box = columns._tables[0]._boxes[2]
    assert box.currentText() == "(not taken)" and not columns.apply.isEnabled()
    box.setCurrentText("Address")
    columns.apply.click()
    settled(qtbot, tools)
    section.importing.review.take_in.click()
    settled(qtbot, tools)
    (line,) = tools.store.read(sites.listed)
    assert line.address == "新城路口西侧"


def test_a_file_that_is_no_list_is_told_with_its_remedy(
    qtbot: QtBot, tools: Tools, section: RegisterSection, tmp_path: Path
) -> None:
    section.take_in(a_list(tmp_path, [["甲", "乙"]], ("天气", "风力")))
    settled(qtbot, tools)
    failed = section.importing.failed
    assert failed.isVisible() and failed.heading.text() and failed.sentence.text()
    QTest.keyClick(failed.choose, Qt.Key.Key_Escape)
    assert section.list.isVisible()


def test_what_is_listed_is_written_and_read_back_as_the_same(
    qtbot: QtBot, tools: Tools, section: RegisterSection, tmp_path: Path
) -> None:
    mixed(tools.store, tmp_path)
    qtbot.waitUntil(lambda: len(section.list.ids()) == 2)
    heard = told(section)
    section.list_tools.save_export(str(tmp_path / "阵地"))
    settled(qtbot, tools)
    assert heard[-1].sentence == "2 sites written to 阵地.xlsx."
    section.take_in(tmp_path / "阵地.xlsx")
    settled(qtbot, tools)
    counts = {verdict: model.rowCount() for verdict, model in section.importing.review.models.items()}
    assert counts == {Verdict.NEW: 0, Verdict.CHANGED: 0, Verdict.SAME: 2, Verdict.REFUSED: 0}
    assert not section.importing.review.take_in.isEnabled()


def test_an_empty_list_to_fill_in_is_written(
    qtbot: QtBot, tools: Tools, section: RegisterSection, tmp_path: Path
) -> None:
    heard = told(section)
    section.list_tools.save_template(str(tmp_path / "blank"))
    settled(qtbot, tools)
    assert heard[-1].sentence == "blank.xlsx is ready to be filled in."
    assert (tmp_path / "blank.xlsx").is_file()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [930, 1330])
def test_nothing_of_the_import_is_cut_off(
    qtbot: QtBot, tools: Tools, tmp_path: Path, language: str, width: int
) -> None:
    use_chinese_font()
    path = mixed(tools.store, tmp_path)
    with in_language(language):
        made = RegisterSection(tools)
        qtbot.addWidget(made)
        shown(made, width, 600)
        made.take_in(path)
        settled(qtbot, tools)
        for place in range(made.importing.review.tabs.count()):
            made.importing.review.tabs.setCurrentIndex(place)
            assert clipped(shown(made, width, 600)) == []
            grab(made, f"sites-import-{place}-{language}-{width}")
    tools.feed.close()
