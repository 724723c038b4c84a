"""Where signatures on paper are seen afterwards: beside attendances and receipts, and on the first page."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.services import enrolment, reading
from desktop.services.activities import ActivityCard
from desktop.services.reading_pictures import read_files
from desktop.services.receipts import received
from desktop.services.sheets import SheetKind, SheetRequest
from desktop.storage.store import Store
from desktop.views.activities.activity_side import ATTENDANCE, RECEIVED
from desktop.views.activities_page import ActivitiesPage
from desktop.views.home_page import HomePage
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.people import activity, put_workers
from tests.views.office import listened, settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font
from tests.views.signed_pages import Signed, sign_sheet


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    use_chinese_font()
    return tools_for(file_store, runner, settings, tmp_path)


def held(store: Store, people: int) -> ActivityCard:
    """Return an activity of yesterday with people on its list."""
    card = activity(store, "夏季高温慰问", starts_at=store.now() - timedelta(days=1))
    store.do(enrolment.enrol, card.id, put_workers(store, people))
    return card


def read_back(store: Store, sheet: Signed) -> None:
    store.do(reading.accept, list(read_files(store, sheet.files)))


def side_of(qtbot: QtBot, tools: Tools, card: ActivityCard, tab: int) -> ActivitiesPage:
    page = ActivitiesPage(tools)
    qtbot.addWidget(page)
    shown(page, 934, 640)
    page.show_item("activity", card.id)
    settled(qtbot, tools)
    page.side.tabs.setCurrentIndex(tab)
    settled(qtbot, tools)
    return page


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_whoever_signed_on_paper_is_shown_with_the_signature(
    qtbot: QtBot, tools: Tools, tmp_path: Path, language: str
) -> None:
    card = held(tools.store, 5)
    read_back(tools.store, sign_sheet(tools.store, card.id, tmp_path / "scans", unsigned=(1,)))
    with in_language(language):
        page = side_of(qtbot, tools, card, ATTENDANCE)
        panel = page.side.attendance
        first, second = panel.table.ids()[:2]
        panel.table.select(first)
        qtbot.waitUntil(panel.evidence.isVisible)
        assert not panel.evidence.picture.pixmap().isNull() and "IMG_0101.jpg" in panel.evidence.when.text()
        assert clipped(page) == []
        grab(page, f"evidence-{language[:2]}-1024")
        panel.table.select(second)
        qtbot.waitUntil(panel.evidence.isHidden)
        settled(qtbot, tools)


def test_what_was_received_is_listed_with_its_total_and_can_be_taken_back(
    qtbot: QtBot, tools: Tools, tmp_path: Path
) -> None:
    card = held(tools.store, 5)
    asked = SheetRequest(card.id, SheetKind.RECEIPT, item="防暑用品", sum=Decimal(120))
    read_back(tools.store, sign_sheet(tools.store, card.id, tmp_path / "scans", request=asked))
    page = side_of(qtbot, tools, card, RECEIVED)
    notices = listened(page)
    panel = page.side.receipts
    assert page.side.tabs.isTabVisible(RECEIVED) and "600.00" in panel.total.text()
    assert clipped(page) == []
    panel.table.select(panel.table.ids()[0])
    qtbot.waitUntil(panel.evidence.isVisible)
    grab(page, "receipts-en-1024")
    panel.back.click()
    qtbot.waitUntil(lambda: "480.00" in panel.total.text())
    assert notices[0].action_label == "Undo"
    file = tmp_path / "received.xlsx"
    panel.save_to(str(file))
    qtbot.waitUntil(file.exists)
    settled(qtbot, tools)
    assert len(tools.store.read(received, card.id).lines) == 4


def test_an_activity_nothing_was_received_at_has_no_list_of_it(qtbot: QtBot, tools: Tools) -> None:
    page = side_of(qtbot, tools, held(tools.store, 2), ATTENDANCE)
    assert not page.side.tabs.isTabVisible(RECEIVED)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_first_page_names_pages_that_have_not_come_back_and_leads_to_them(
    qtbot: QtBot, tools: Tools, tmp_path: Path, language: str
) -> None:
    card = held(tools.store, 15)
    sheet = sign_sheet(tools.store, card.id, tmp_path / "scans", pages=(1,))
    read_back(tools.store, sheet)
    with in_language(language):
        page = HomePage(tools)
        qtbot.addWidget(page)
        shown(page, 934, 640)
        settled(qtbot, tools)
        assert clipped(page) == []
        grab(page, f"home-missing-{language[:2]}-1024")
        asked: list[tuple[str, UUID]] = []
        page.open_item.connect(lambda kind, item: asked.append((kind, item)))
        step = next(
            one for one in page.settle.findChildren(QPushButton) if card.title in one.accessibleName()
        )
        step.click()
    assert asked == [("missing-page", sheet.sheet_id)]
