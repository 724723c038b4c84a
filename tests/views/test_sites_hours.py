"""The opening hours of a site: written in words or line by line, shown back, refused, posted, undone."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.hours_text import Hours, parse_hours
from desktop.core.i18n import in_language
from desktop.core.opening_hours import Stretch
from desktop.services import site_hours
from desktop.storage.store import Store
from desktop.views.sites.hours_tab import HoursTab
from desktop.views.sites.week_picture import WeekPicture, weeks
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.sites import put_site
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def site(tools: Tools) -> UUID:
    return put_site(tools.store)


@pytest.fixture
def tab(qtbot: QtBot, tools: Tools, site: UUID) -> Iterator[HoursTab]:
    use_chinese_font()
    made = HoursTab(tools)
    qtbot.addWidget(made)
    shown(made, 490, 440)
    made.show_site(site)
    settled(qtbot, tools)
    yield made
    settled(qtbot, tools)
    tools.feed.close()


def posted(tools: Tools, site: UUID) -> Hours:
    return tools.store.read(site_hours.hours_of, site)


def write(tab: HoursTab, words: str) -> None:
    tab.form.hours.quick.setText(words)
    QTest.keyClick(tab.form.hours.quick, Qt.Key.Key_Return)


def test_hours_written_as_on_the_door_fill_the_lines_and_are_posted(
    qtbot: QtBot, tools: Tools, site: UUID, tab: HoursTab
) -> None:
    heard: list[Notice] = []
    tab.said.connect(heard.append)
    write(tab, "周一至周五 8:30-11:30，14:00-17:30；夏季(6.1-9.30) 8:00-18:00")
    rows = tab.form.hours.rows
    assert [(row.opens.text(), row.closes.text(), row.season.text()) for row in rows] == [
        ("8:30", "11:30", ""),
        ("14:00", "17:30", ""),
        ("8:00", "18:00", "6.1-9.30"),
    ]
    assert posted(tools, site) == Hours()
    assert len(tab.findChildren(WeekPicture)) == 2
    tab.form.save()
    settled(qtbot, tools)
    assert posted(tools, site) == parse_hours("周一至周五 8:30-11:30，14:00-17:30；6月1日-9月30日 8:00-18:00")
    assert heard[-1].sentence.startswith("Posted: Mon to Fri 8:30–11:30, 14:00–17:30")
    assert not tab.is_dirty()
    undo = heard[-1].action
    assert undo is not None
    undo()
    settled(qtbot, tools)
    assert posted(tools, site) == Hours()


def test_a_line_is_written_and_its_days_are_chosen_by_keyboard(
    qtbot: QtBot, tools: Tools, site: UUID, tab: HoursTab
) -> None:
    row = tab.form.hours.rows[0]
    for day in (0, 1, 2, 3, 4, 5):
        QTest.keyClick(row.days[day], Qt.Key.Key_Space)
    row.opens.insert("９：００")
    QTest.keyClicks(row.closes, "24")
    QTest.keyClick(row.closes, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert posted(tools, site) == Hours(False, (Stretch(5, 540, 1440),))


@pytest.mark.parametrize(
    ("opens", "closes", "season", "sentence"),
    [
        ("17:00", "8:30", "", "closes before it opens"),
        ("", "8:30", "", "A time is missing."),
        ("late", "8:30", "", "“late” is no time of day."),
        ("8:00", "18:00", "summer", "“summer” is no season."),
        ("8:00", "18:00", "2.30-9.30", "is not a date"),
    ],
)
def test_what_cannot_be_is_told_in_words_and_not_posted(
    qtbot: QtBot, tools: Tools, site: UUID, tab: HoursTab, opens: str, closes: str, season: str, sentence: str
) -> None:
    row = tab.form.hours.rows[0]
    row.opens.setText(opens)
    row.closes.setText(closes)
    row.season.setText(season)
    tab.form.save()
    settled(qtbot, tools)
    assert sentence in tab.form.hours.error.text()
    assert posted(tools, site) == Hours()


def test_hours_that_overlap_are_refused(tab: HoursTab) -> None:
    tab.form.hours.rows[0].opens.setText("8:00")
    tab.form.hours.rows[0].closes.setText("12:00")
    tab.form.hours.more.click()
    tab.form.hours.rows[1].opens.setText("11:30")
    tab.form.hours.rows[1].closes.setText("17:00")
    tab.form.save()
    assert "overlap" in tab.form.hours.error.text()


def test_words_that_are_no_hours_are_told_and_stay_to_be_mended(tab: HoursTab) -> None:
    write(tab, "看情况")
    assert tab.form.hours.error.text() and tab.form.hours.quick.text() == "看情况"


def test_day_and_night_needs_no_lines(qtbot: QtBot, tools: Tools, site: UUID, tab: HoursTab) -> None:
    write(tab, "24小时")
    assert tab.form.always.value() and not tab.form.hours.isVisible()
    tab.form.save()
    settled(qtbot, tools)
    assert posted(tools, site).always_open
    assert tab.words.text() == "24 hours"


def test_esc_puts_the_posted_hours_back(qtbot: QtBot, tools: Tools, site: UUID, tab: HoursTab) -> None:
    tools.store.do(site_hours.set_hours, site, parse_hours("周六 9:00-16:00").stretches)
    tab.show_site(site)
    settled(qtbot, tools)
    row = tab.form.hours.rows[0]
    row.closes.setText("17:00")
    assert tab.is_dirty()
    QTest.keyClick(row.closes, Qt.Key.Key_Escape)
    assert not tab.is_dirty()
    assert tab.form.hours.rows[0].closes.text() == "16:00"
    tab.form.hours.rows[0].remove.click()
    tab.form.save()
    settled(qtbot, tools)
    assert posted(tools, site) == Hours()


def test_in_a_season_its_hours_replace_those_of_the_same_weekday() -> None:
    hours = parse_hours("周一至周六 9:00-17:00；6月1日-9月30日 周六 8:00-20:00").stretches
    (_all_year, through), (season, summer) = weeks(hours)
    assert season == (601, 930) and len(through) == 6
    assert {(s.weekday, s.closes) for s in summer} == {(day, 1020) for day in range(5)} | {(5, 1200)}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [490, 720])
def test_nothing_is_cut_off(qtbot: QtBot, tools: Tools, site: UUID, language: str, width: int) -> None:
    use_chinese_font()
    words = "周一至周五 8:30-11:30，14:00-17:30；节假日 9:00-12:00；6月1日-9月30日 周六 8:00-20:00"
    hours = parse_hours(words)
    tools.store.do(site_hours.set_hours, site, hours.stretches)
    with in_language(language):
        made = HoursTab(tools)
        qtbot.addWidget(made)
        shown(made, width, 1000)
        made.show_site(site)
        settled(qtbot, tools)
        qtbot.waitUntil(lambda: all(row.height() > 60 for row in made.form.hours.rows))
        assert clipped(shown(made, width, 1000)) == []
        grab(made, f"sites-hours-{language}-{width}")
    tools.feed.close()
