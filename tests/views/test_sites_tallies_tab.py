"""The figures of one site: its month as a calendar, a day by the hour."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.core.i18n import in_language
from desktop.models.sites import Site
from desktop.services import tallies
from desktop.services.tallies import TallyCell
from desktop.storage.store import Store
from desktop.views.sites.tallies_tab import TalliesTab
from desktop.views.sites.tally_counts import Slot
from desktop.views.sites.tally_table import CountTable
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.sites import put_site
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A database on a day that stays the same."""
    monkeypatch.setattr(file_store, "_clock", lambda: NOON)
    return file_store


@pytest.fixture
def site(store: Store) -> UUID:
    """A station opened on the fifth, that told ten days of about thirty."""
    key = put_site(store, opened_on=date(2026, 11, 5))
    store.do(tallies.enter, [TallyCell(key, TODAY - timedelta(back), 25 + back) for back in range(1, 11)])
    return key


@pytest.fixture
def tools(store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    """What the tab is handed."""
    return tools_for(store, runner, settings, tmp_path)


@pytest.fixture
def tab(qtbot: QtBot, tools: Tools, site: UUID) -> TalliesTab:
    """The tab with the site, shown and read."""
    made = TalliesTab(tools)
    qtbot.addWidget(made)
    made.show_site(site)
    shown(made, 480, 560)
    settled(qtbot, tools)
    settled(qtbot, tools)
    return made


def _opened_earlier(session: Session, site: UUID) -> None:
    session.get_one(Site, site).opened_on = date(2020, 1, 1)


def _type(table: CountTable, *texts: str) -> None:
    table.setFocus()
    for text in texts:
        QTest.keyClicks(table, text[0])
        editor = next(line for line in table.findChildren(QLineEdit) if line.isVisible())
        QTest.keyClicks(editor, text[1:])
        QTest.keyClick(editor, Qt.Key.Key_Return)


def test_the_calendar_shows_the_month_and_is_typed_into(
    qtbot: QtBot, store: Store, tools: Tools, site: UUID, tab: TalliesTab
) -> None:
    assert tab.calendar.current_slot() == Slot(site, TODAY)
    assert (
        tab.summary.text() == "305 people served · 10 days told · usually 30 a day\n2026: 305 people served"
    )
    tab.calendar.go_to(Slot(site, date(2026, 11, 7)))
    _type(tab.calendar, "20", "21")
    settled(qtbot, tools)
    assert store.read(tallies.site_month, site, 202611).counts[6:8] == (20, 21)
    assert tab.calendar.current_slot() == Slot(site, date(2026, 11, 9)), "Enter goes on to the next week"
    assert tab.summary.text().startswith("346 people served · 12 days told")


def test_days_before_the_opening_and_to_come_take_no_figure(tab: TalliesTab, site: UUID) -> None:
    for day in (date(2026, 11, 4), date(2026, 11, 24)):
        index = tab.days.index_of(Slot(site, day))
        assert not tab.days.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert tab.days.flags(tab.days.index_of(Slot(site, TODAY))) & Qt.ItemFlag.ItemIsEditable


def test_a_day_is_told_by_the_hour(
    qtbot: QtBot, store: Store, tools: Tools, site: UUID, tab: TalliesTab
) -> None:
    assert "was not counted by the hour" in tab.hour_words.text()
    tab.clock.go_to(Slot(site, TODAY, 8))
    _type(tab.clock, "12", "3")
    settled(qtbot, tools)
    hours = store.read(tallies.site_hours, site, TODAY)
    assert hours is not None and hours[8:10] == (12, 3)
    assert store.read(tallies.site_month, site, 202611).counts[22] == 15
    tab.show_site(site)
    settled(qtbot, tools)
    settled(qtbot, tools)
    assert "is their sum" in tab.hour_words.text() and tab.days.count(Slot(site, TODAY)) == 15
    late = tab.hours.index_of(Slot(site, TODAY, NOON.astimezone().hour + 1))
    assert not tab.hours.flags(late) & Qt.ItemFlag.ItemIsEditable


def test_a_doubted_figure_is_not_left_behind(
    qtbot: QtBot, store: Store, tools: Tools, site: UUID, tab: TalliesTab
) -> None:
    _type(tab.calendar, "900")
    assert tab.is_dirty() and "usual there" in tab.fault.text() and tab.fault.isVisible()
    QTest.keyClick(tab.calendar, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert not tab.is_dirty() and store.read(tallies.site_month, site, 202611).counts[22] == 900


def test_another_month_is_shown(qtbot: QtBot, tools: Tools, tab: TalliesTab, site: UUID) -> None:
    tab.period.back.click()
    settled(qtbot, tools)
    settled(qtbot, tools)
    assert tab.period.line.text() == "2026-10" and tab.summary.text().startswith("0 people served")
    assert tab.days.rowCount() == 5
    tab.show_site(None)


def test_the_months_stand_beside_those_of_the_year_before(
    qtbot: QtBot, store: Store, tools: Tools, tab: TalliesTab, site: UUID
) -> None:
    assert tab.chart.accessibleDescription().endswith("Nov: 305; Dec: 0")
    store.do(_opened_earlier, site)
    store.do(tallies.enter, [TallyCell(site, date(2025, 11, 6), 40)])
    tab.show_site(site)
    settled(qtbot, tools)
    assert "Nov: 2026 305, 2025 40" in tab.chart.accessibleDescription()
    qtbot.waitUntil(tab.chart.is_drawn)


def test_the_sheet_of_the_site_is_previewed(qtbot: QtBot, tools: Tools, tab: TalliesTab) -> None:
    tab.sheet.click()
    settled(qtbot, tools)
    assert tab.paper.preview.where.text() == "page 1 of 1" and not tab.calendar.isVisible()
    QTest.keyClick(tab.paper, Qt.Key.Key_Escape)
    assert tab.calendar.isVisible()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [470, 760])
def test_nothing_is_cut(
    qtbot: QtBot, store: Store, tools: Tools, site: UUID, language: str, width: int
) -> None:
    use_chinese_font()
    store.do(tallies.enter_hour, site, TODAY, 9, 12)
    with in_language(language):
        tab = TalliesTab(tools)
        qtbot.addWidget(tab)
        tab.show_site(site)
        shown(tab, width, 900)
        settled(qtbot, tools)
        settled(qtbot, tools)
        assert clipped(shown(tab, width, 900)) == []
        assert tab.minimumSizeHint().width() <= 470
        grab(tab, f"tallies-tab-{language}-{width}")
