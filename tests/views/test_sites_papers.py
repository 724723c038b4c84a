"""The papers of a site: drawn as chosen, refused under the field at fault, nothing cut."""

from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.services.site_papers import NoticeKind
from desktop.services.site_words import SiteStatus
from desktop.services.sites import set_status
from desktop.storage.store import Store
from desktop.views.sites.papers_options import Many
from desktop.views.sites.papers_tab import PapersTab
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.sites import put_site
from tests.views.map_sites import furnish
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

PLATE, NOTICE, FILE = range(3)


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def station(tools: Tools) -> UUID:
    return furnish(tools.store, 2)


def opened(qtbot: QtBot, tools: Tools, station: UUID, width: int = 470) -> PapersTab:
    use_chinese_font()
    made = PapersTab(tools)
    qtbot.addWidget(made)
    shown(made, width, 560)
    made.show_site(station)
    settled(qtbot, tools)
    return made


def pages(tab: PapersTab) -> int:
    papers = tab.preview.papers()
    return 0 if papers is None else papers.pages


def test_the_plate_is_drawn_when_the_tab_is_opened(qtbot: QtBot, tools: Tools, station: UUID) -> None:
    tab = opened(qtbot, tools, station)
    papers = tab.preview.papers()
    assert papers is not None
    assert (papers.pages, round(papers.width)) == (1, 297)
    tab.options.small.setCurrentIndex(1)
    settled(qtbot, tools)
    papers = tab.preview.papers()
    assert papers is not None
    assert round(papers.width) == 210


def test_plates_of_many_sites_have_a_page_each(qtbot: QtBot, tools: Tools, station: UUID) -> None:
    put_site(tools.store, "港区母婴室旁驿站", parent_id=station)
    tab = opened(qtbot, tools, station)
    tab.options.many.setCurrentIndex(tab.options.many.findData(Many.INSIDE))
    settled(qtbot, tools)
    assert pages(tab) == 2
    tab.options.many.setCurrentIndex(tab.options.many.findData(Many.KIND))
    settled(qtbot, tools)
    assert pages(tab) > 2


def test_a_notice_asks_for_its_reason_and_is_drawn_then(qtbot: QtBot, tools: Tools, station: UUID) -> None:
    tab = opened(qtbot, tools, station)
    tab.options.which.setCurrentIndex(NOTICE)
    settled(qtbot, tools)
    assert "Say why" in tab.options.reason.error.text()
    assert pages(tab) == 0
    tab.options.reason.line.setText("空调检修")
    QTest.keyClick(tab.options.reason.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert pages(tab) == 1
    tab.options.says.setCurrentIndex(tab.options.says.findData(NoticeKind.HOURS))
    settled(qtbot, tools)
    assert tab.options.hours.error.text()
    tab.options.hours.line.setText("周一至周五 9:00-16:00")
    tab.options.hours.save_asked.emit()
    settled(qtbot, tools)
    assert pages(tab) == 1


def test_a_notice_begins_with_why_the_site_is_not_open(qtbot: QtBot, tools: Tools) -> None:
    site = put_site(tools.store, "岱山高亭驿站")
    today = tools.store.now().astimezone().date()
    tools.store.do(set_status, site, SiteStatus.PAUSED, today, "空调检修")
    tab = opened(qtbot, tools, site)
    tab.options.which.setCurrentIndex(NOTICE)
    settled(qtbot, tools)
    assert tab.options.reason.value() == "空调检修"
    assert tab.options.first.value() == today
    assert pages(tab) == 1


def test_the_file_is_that_of_the_year_chosen(qtbot: QtBot, tools: Tools, station: UUID) -> None:
    tab = opened(qtbot, tools, station)
    tab.options.which.setCurrentIndex(FILE)
    settled(qtbot, tools)
    assert pages(tab) >= 1
    tab.options.year.setValue(2024)
    settled(qtbot, tools)
    assert pages(tab) >= 1


def test_a_paper_is_saved_as_a_pdf(qtbot: QtBot, tools: Tools, station: UUID, tmp_path: Path) -> None:
    tab = opened(qtbot, tools, station)
    said: list[Notice] = []
    tab.said.connect(said.append)
    tab.preview.save_to(str(tmp_path / "plate.pdf"))
    qtbot.waitUntil(lambda: bool(said))
    assert (tmp_path / "plate.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("tongue", ["zh_CN", "en"])
@pytest.mark.parametrize("width", [470, 800])
def test_nothing_is_cut(qtbot: QtBot, tools: Tools, station: UUID, tongue: str, width: int) -> None:
    with in_language(tongue):
        tab = opened(qtbot, tools, station, width)
        for which, name in ((PLATE, "plate"), (NOTICE, "notice"), (FILE, "file")):
            tab.options.which.setCurrentIndex(which)
            settled(qtbot, tools)
            assert tab.width() == width
            assert clipped(shown(tab, width, 560)) == []
            tab.preview.view.grab()
            settled(qtbot, tools)
            grab(tab, f"sites-papers-{name}-{tongue[:2]}-{width}")
