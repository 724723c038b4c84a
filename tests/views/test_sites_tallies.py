"""Daily figures on the screen: typed in from the keyboard, doubted, pasted, printed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.core.i18n import in_language
from desktop.models.sites import Site, SiteStatus
from desktop.services import tallies
from desktop.services.tallies import TallyCell
from desktop.storage.store import Store
from desktop.views.sites.tallies_section import TalliesSection
from desktop.views.sites.tally_counts import Slot, State
from desktop.views.sites.tally_table import CountTable
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.sites import put_site
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PLACES = (
    "港务码头",
    "农商银行",
    "加油站",
    "环卫所",
    "邮政支局",
    "人民医院",
    "普陀区六横镇台门渔港综合服务中心",
)


@pytest.fixture
def store(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A database on a day that stays the same."""
    monkeypatch.setattr(file_store, "_clock", lambda: NOON)
    return file_store


@pytest.fixture
def sites(store: Store) -> list[UUID]:
    """Seven stations; all but the last told ten days of about thirty."""
    found = [
        put_site(store, f"{name}爱心驿站", code=f"DH-{n:02d}", district=("定海区", "普陀区")[n % 2])
        for n, name in enumerate(PLACES)
    ]
    cells = [
        TallyCell(site, TODAY - timedelta(back), 25 + n + back)
        for n, site in enumerate(found[:-1])
        for back in range(1, 11)
    ]
    store.do(tallies.enter, cells)
    return found


@pytest.fixture
def tools(store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    """What the section is handed."""
    return tools_for(store, runner, settings, tmp_path)


@pytest.fixture
def make(qtbot: QtBot, tools: Tools) -> Callable[[], TalliesSection]:
    """Make the section, shown and read."""

    def made() -> TalliesSection:
        section = TalliesSection(tools)
        qtbot.addWidget(section)
        tools.feed.tables_changed.connect(section.refresh)
        section.refresh()
        shown(section, 934, 640)
        settled(qtbot, tools)
        return section

    return made


def _type(qtbot: QtBot, section: TalliesSection, *texts: str) -> None:
    """Type figures into the column, each with Enter."""
    table = section.day.table
    table.setFocus()
    for text in texts:
        QTest.keyClicks(table, text[0])
        editor = _editor(table)
        QTest.keyClicks(editor, text[1:])
        QTest.keyClick(editor, Qt.Key.Key_Return)


def _editor(table: CountTable) -> QLineEdit:
    """Return the line that is open."""
    return next(line for line in table.findChildren(QLineEdit) if line.isVisible())


def _counts(store: Store) -> list[int | None]:
    return [line.count for line in store.read(tallies.day_list, TODAY).lines]


def _calm(qtbot: QtBot, section: TalliesSection, tools: Tools) -> None:
    """Wait until what was typed is saved and read again."""
    settled(qtbot, tools)
    qtbot.waitUntil(lambda: not section._pause.isActive() and not tools.runner.is_busy())


def test_a_column_is_typed_in_with_enter_alone(
    qtbot: QtBot, store: Store, sites: list[UUID], tools: Tools, make: Callable[[], TalliesSection]
) -> None:
    section = make()
    assert section.foot.progress.text() == "0 of 7 sites told · 0 people served"
    assert section.focusWidget() is section.day.table, "one can type at once"
    _type(qtbot, section, "31", "0", "40")
    _calm(qtbot, section, tools)
    order = [line.place.id for line in store.read(tallies.day_list, TODAY).lines]
    assert _counts(store) == [31, 0, 40, None, None, None, None]
    assert section.foot.progress.text() == "3 of 7 sites told · 71 people served"
    assert section.day.table.current_slot() == Slot(order[3], TODAY)
    assert str(store.next_undo()).endswith("40 people")
    store.undo()
    qtbot.waitUntil(lambda: section.foot.progress.text() == "2 of 7 sites told · 31 people served")


def test_news_of_the_list_does_not_undo_what_is_being_typed(
    qtbot: QtBot, store: Store, sites: list[UUID], tools: Tools, make: Callable[[], TalliesSection]
) -> None:
    section = make()
    table = section.day.table
    QTest.keyClicks(table, "4")
    first = table.current_slot()
    assert first is not None
    other = next(site for site in sites if site != first.site)
    store.do(tallies.enter, [TallyCell(other, TODAY, 9)])
    put_site(store, "新开的驿站", code="DH-000")
    section.refresh()
    _calm(qtbot, section, tools)
    section.day.counts().dataChanged.emit(section.day.counts().index(0, 0), section.day.counts().index(6, 6))
    assert table.is_typing() and _editor(table).text() == "4"
    QTest.keyClicks(_editor(table), "2")
    QTest.keyClick(_editor(table), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: section.day.counts().rowCount() == 8)
    _calm(qtbot, section, tools)
    assert store.read(tallies.site_month, first.site, 202611).counts[22] == 42


def test_a_figure_far_above_the_usual_wants_a_second_enter(
    qtbot: QtBot, store: Store, sites: list[UUID], tools: Tools, make: Callable[[], TalliesSection]
) -> None:
    section = make()
    table = section.day.table
    _type(qtbot, section, "3100")
    slot = table.current_slot()
    typed = section.day.counts().typed(slot)
    assert typed is not None and typed.state is State.DOUBTED
    assert "about 30 a day are usual" in section.foot.fault.text()
    assert section.foot.fault.isVisible() and not section.may_leave()
    QTest.keyClick(table, Qt.Key.Key_Return)
    _calm(qtbot, section, tools)
    assert _counts(store)[0] == 3100 and section.may_leave()
    assert table.current_slot() != slot and not section.foot.fault.isVisible()


def test_what_is_no_figure_stays_and_esc_puts_it_back(
    qtbot: QtBot, store: Store, sites: list[UUID], make: Callable[[], TalliesSection]
) -> None:
    section = make()
    table = section.day.table
    _type(qtbot, section, "3x")
    slot = table.current_slot()
    assert slot is not None and section.day.counts().slot_text(slot) == "3x"
    assert "not a number of people" in section.foot.fault.text()
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert section.day.counts().slot_text(slot) == "" and not section.foot.fault.isVisible()
    _type(qtbot, section, "-4")
    assert "cannot have come" in section.foot.fault.text()
    assert _counts(store)[0] is None


def test_what_the_books_refuse_is_told_in_its_cell(
    qtbot: QtBot, store: Store, sites: list[UUID], tools: Tools, make: Callable[[], TalliesSection]
) -> None:
    section = make()
    slot = section.day.table.current_slot()
    assert slot is not None
    store.do(_close, slot.site)
    section.day.counts().type_in(slot, "30")
    settled(qtbot, tools)
    typed = section.day.counts().typed(slot)
    assert typed is not None and "opened only on" in typed.sentence


def _close(session: Session, site: UUID) -> None:
    row = session.get(Site, site)
    assert row is not None
    row.opened_on = TODAY + timedelta(1)


def test_arrows_save_and_delete_takes_back(
    qtbot: QtBot, store: Store, sites: list[UUID], tools: Tools, make: Callable[[], TalliesSection]
) -> None:
    section = make()
    table = section.day.table
    QTest.keyClicks(table, "3")
    QTest.keyClick(_editor(table), Qt.Key.Key_Down)
    _calm(qtbot, section, tools)
    assert _counts(store)[0] == 3 and table.currentIndex().row() == 1
    QTest.keyClick(table, Qt.Key.Key_Up)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    _calm(qtbot, section, tools)
    assert _counts(store)[0] is None


def test_only_sites_without_a_figure_are_listed_when_asked_for(
    qtbot: QtBot, store: Store, sites: list[UUID], tools: Tools, make: Callable[[], TalliesSection]
) -> None:
    store.do(tallies.enter, [TallyCell(site, TODAY, 30) for site in sites[:5]])
    section = make()
    section.bar.only_due.click()
    _calm(qtbot, section, tools)
    assert section.day.counts().rowCount() == 2
    _type(qtbot, section, "31")
    _calm(qtbot, section, tools)
    assert section.day.counts().rowCount() == 2, "a line does not leave while one types"


def test_a_block_is_looked_at_before_it_is_entered(
    qtbot: QtBot, store: Store, sites: list[UUID], tools: Tools, make: Callable[[], TalliesSection]
) -> None:
    section = make()
    QGuiApplication.clipboard().setText("DH-00\t31\nDH-01\t400\nDH-99\t5\n")
    QTest.keyClick(section.day.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, tools)
    panel = section.paste
    assert panel.isVisible() and panel.heading.text() == "1 figure to enter · 2 not entered"
    panel.doubtful.click()
    assert panel.heading.text() == "2 figures to enter · 1 not entered"
    said: list[Notice] = []
    section.said.connect(said.append)
    panel.enter_button.click()
    _calm(qtbot, section, tools)
    assert section.day.isVisible() and said[0].sentence == "2 figures entered."
    assert sorted(count for count in _counts(store) if count) == [31, 400]
    store.undo()
    assert _counts(store) == [None] * 7


def test_a_month_is_typed_copied_and_pasted_back(
    qtbot: QtBot, store: Store, sites: list[UUID], tools: Tools, make: Callable[[], TalliesSection]
) -> None:
    section = make()
    section.bar.by_month.click()
    _calm(qtbot, section, tools)
    table = section.month.table
    assert table.isVisible() and table.current_slot() == Slot(section.month.sites()[0], TODAY)
    assert section.foot.progress.text().startswith("7 sites · ")
    section.foot.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0].startswith("Code\tSite\t1\t2\t")
    section.month.counts().type_in(Slot(sites[0], date(2026, 11, 1)), "44")
    _calm(qtbot, section, tools)
    assert store.read(tallies.site_month, sites[0], 202611).counts[0] == 44
    section.foot.paste.click()
    settled(qtbot, tools)
    assert section.paste.heading.text() == "0 figures to enter · 60 on file already"
    QTest.keyClick(section.paste, Qt.Key.Key_Escape)
    assert table.isVisible()


def test_days_to_come_take_no_figure(
    qtbot: QtBot, store: Store, sites: list[UUID], tools: Tools, make: Callable[[], TalliesSection]
) -> None:
    section = make()
    section.bar.by_month.click()
    _calm(qtbot, section, tools)
    counts = section.month.counts()
    tomorrow = counts.index_of(Slot(sites[0], TODAY + timedelta(1)))
    assert not counts.flags(tomorrow) & Qt.ItemFlag.ItemIsEditable
    assert not section.bar.period.forth.isEnabled()
    section.bar.period.line.setText("2026-12")
    section.bar.period.line.editingFinished.emit()
    assert section.bar.period.month() == 202611


def test_another_day_or_kind_is_asked_for(
    qtbot: QtBot, store: Store, sites: list[UUID], tools: Tools, make: Callable[[], TalliesSection]
) -> None:
    section = make()
    section.bar.period.back.click()
    _calm(qtbot, section, tools)
    assert section.foot.progress.text().startswith("6 of 7 sites told")
    section.bar.district.setCurrentIndex(section.bar.district.findData("普陀区"))
    section.bar.district.activated.emit(section.bar.district.currentIndex())
    _calm(qtbot, section, tools)
    assert section.day.counts().rowCount() == 3
    section.focus_search()
    assert section.bar.filter.hasFocus()


def test_sheets_are_previewed_and_the_month_is_written(
    qtbot: QtBot,
    store: Store,
    sites: list[UUID],
    tools: Tools,
    make: Callable[[], TalliesSection],
    tmp_path: Path,
) -> None:
    section = make()
    section.foot.print.click()
    settled(qtbot, tools)
    assert section.print.isVisible() and section.print.preview.where.text() == "page 1 of 1"
    section.print.shape.setCurrentIndex(1)
    section.print.shape.activated.emit(1)
    qtbot.waitUntil(lambda: section.print.preview.where.text() == "page 1 of 7")
    section.print.back.click()
    section.save_to(str(tmp_path / "month"))
    settled(qtbot, tools)
    assert (tmp_path / "month.xlsx").exists()


def test_without_sites_the_first_step_is_offered(make: Callable[[], TalliesSection]) -> None:
    section = make()
    asked: list[tuple[str, str]] = []
    section.open_page.connect(lambda page, step: asked.append((page, step)))
    assert section.empty.isVisible()
    section.empty.step.click()
    assert asked == [("sites", "register")]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height"), [(934, 640), (1350, 800)])
def test_nothing_is_cut(
    qtbot: QtBot,
    store: Store,
    sites: list[UUID],
    tools: Tools,
    make: Callable[[], TalliesSection],
    language: str,
    width: int,
    height: int,
) -> None:
    use_chinese_font()
    put_site(store, "维修中的驿站", code="DH-20", status=SiteStatus.PAUSED)
    with in_language(language):
        section = make()
        shown(section, width, height)
        _type(qtbot, section, "31", "0", "3x")
        settled(qtbot, tools)
        assert clipped(shown(section, width, height)) == []
        grab(section, f"tallies-day-{language}-{width}")
        QTest.keyClick(section.day.table, Qt.Key.Key_Escape)
        section.bar.by_month.click()
        _calm(qtbot, section, tools)
        assert clipped(shown(section, width, height)) == []
        grab(section, f"tallies-month-{language}-{width}")
        section.paste_text("DH-00\t31\nDH-01\t400\nDH-99\t5\nDH-02\t二十\nDH-03\t28", None)
        settled(qtbot, tools)
        assert clipped(shown(section, width, height)) == []
        grab(section, f"tallies-paste-{language}-{width}")
        section.paste.left.emit()
        section.print_sheets()
        settled(qtbot, tools)
        qtbot.waitUntil(lambda: not tools.runner.is_busy())
        assert clipped(shown(section, width, height)) == []
        grab(section, f"tallies-print-{language}-{width}")
