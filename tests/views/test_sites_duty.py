"""Duty on the screen: set up, planned, taken over, undone, with holidays entered from the notice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import set_language
from desktop.services import calendar, duty, duty_turns
from desktop.services.duty import RotaEntry
from desktop.storage.store import Store
from desktop.views.sites.duty_board import NameBox
from desktop.views.sites.duty_section import DutySection
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.sites import put_site
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
MONDAY = date(2026, 10, 5)
PEOPLE = "江海燕 13800001111\n郑小舟 13800002222\n何志明 0580-2023456\n阿依古丽·买买提\n欧阳明月 13600004444"


@pytest.fixture
def tools(
    file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Tools:
    monkeypatch.setattr(file_store, "_clock", lambda: NOW)
    return tools_for(file_store, runner, settings, tmp_path)


def planned(store: Store, people: int = 1) -> UUID:
    site = put_site(store, "沈家门渔港区域性职工活动中心")
    rota = store.do(duty.create_rota, RotaEntry("总台", site, "08:30-17:30", people))
    store.do(duty.add_members, rota, PEOPLE)
    store.do(duty_turns.plan, rota, date(2026, 10, 5), date(2026, 11, 1))
    return rota


@pytest.fixture
def section(qtbot: QtBot, tools: Tools) -> Iterator[DutySection]:
    use_chinese_font()
    made = DutySection(tools)
    qtbot.addWidget(made)
    tools.feed.tables_changed.connect(made.refresh)
    shown(made, 910, 560)
    yield made
    settled(qtbot, tools)
    tools.feed.close()


def fresh(qtbot: QtBot, tools: Tools, section: DutySection) -> None:
    section.refresh()
    settled(qtbot, tools)


def box_of(section: DutySection, row: int, number: int = 0) -> NameBox:
    return section.board.rows[row].boxes[number]


def pick(box: NameBox, name: str) -> None:
    box.setCurrentText(name)
    box.activated.emit(box.currentIndex())


def on_duty(tools: Tools, rota: UUID, day: date) -> list[str]:
    return [turn.name for turn in tools.store.read(duty_turns.span, rota, day, day)[0].turns]


@pytest.mark.parametrize("tongue", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(910, 560), (1326, 720)])
def test_nothing_is_cut_in_any_state(qtbot: QtBot, tools: Tools, tongue: str, size: tuple[int, int]) -> None:
    use_chinese_font()
    set_language(tongue)
    made = DutySection(tools)
    qtbot.addWidget(made)

    def looked_at(name: str) -> None:
        settled(qtbot, tools)
        assert clipped(shown(made, *size)) == [], name
        assert made.width() == size[0], name
        grab(made, f"duty-{name}-{tongue}-{size[0]}")

    shown(made, *size)
    made.refresh()
    looked_at("empty")
    rota = planned(tools.store, 2)
    turn = tools.store.read(duty_turns.week, rota, MONDAY)[0].turns[0]
    free = [
        one for one in tools.store.read(duty.members, rota) if one.name not in on_duty(tools, rota, MONDAY)
    ]
    tools.store.do(duty_turns.swap, turn.id, free[0].id, "换班")
    tools.store.do(duty.add_absence, free[1].id, date(2026, 10, 20), date(2026, 10, 24), "疗休养")
    made.refresh()
    looked_at("week")
    made.plan.click()
    made.side.setCurrentWidget(made.side.swaps)
    looked_at("planning")
    pick(box_of(made, 0), free[1].name)
    made.side.setCurrentWidget(made.side.members)
    made.side.members.begin_adding()
    made.side.members.adding.check()
    looked_at("swapping")
    made.side.members.table.selectRow(0)
    made.side.members.away.click()
    looked_at("away")
    made.side.members.done()
    made.side.setCurrentWidget(made.side.form)
    looked_at("rota")
    made.poster_button.click()
    looked_at("poster")
    made.holidays_button.click()
    looked_at("holidays")
    made.holidays.year.setValue(2028)
    looked_at("no-holidays")
    made.holidays.left.emit()
    made.begin_new()
    looked_at("new")
    tools.feed.close()


def test_a_rota_is_set_up_and_given_members_by_keyboard(
    qtbot: QtBot, tools: Tools, section: DutySection
) -> None:
    fresh(qtbot, tools, section)
    section.empty.step.click()
    assert section.first_form.name.line.hasFocus()
    section.first_form.name.line.setText("总台")
    QTest.keyClick(section.first_form.name.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    (line,) = tools.store.read(duty.rotas)
    assert line.entry == RotaEntry("总台")
    names = section.side.members.names.text
    assert names.isVisible() and names.hasFocus()
    names.setPlainText("江海燕 13800001111\n郑小舟")
    QTest.keyClick(names, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, tools)
    assert [one.name for one in tools.store.read(duty.members, line.id)] == ["江海燕", "郑小舟"]
    assert section.side.members.adding.isHidden()
    section.plan.click()
    QTest.keyClick(section.plan_bar.last.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert section.plan_bar.isHidden()
    assert {box_of(section, 0).currentText(), box_of(section, 1).currentText()} == {"江海燕", "郑小舟"}


def test_a_rota_without_a_name_is_refused_under_its_field(
    qtbot: QtBot, tools: Tools, section: DutySection
) -> None:
    section.begin_new()
    QTest.keyClicks(section.first_form.hours.line, "8-17")
    section.first_form.form.save_button.click()
    assert section.first_form.name.error.text()
    assert not section.may_leave()
    section.first_form.form.back_button.click()
    settled(qtbot, tools)
    assert section.may_leave()


def test_another_name_takes_a_turn_over_with_a_reason_and_undo_gives_it_back(
    qtbot: QtBot, tools: Tools, section: DutySection
) -> None:
    rota = planned(tools.store)
    fresh(qtbot, tools, section)
    heard: list[Notice] = []
    section.said.connect(heard.append)
    (before,) = on_duty(tools, rota, MONDAY)
    taker = "郑小舟" if before != "郑小舟" else "何志明"
    pick(box_of(section, 0), taker)
    section.reason.reason.setText("孩子生病")
    QTest.keyClick(section.reason.reason, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert on_duty(tools, rota, MONDAY) == [taker]
    reason = section.side.swaps.item(0, 3)
    assert reason is not None and reason.text() == "孩子生病"
    assert heard[-1].action is not None
    heard[-1].action()
    settled(qtbot, tools)
    assert on_duty(tools, rota, MONDAY) == [before]


def test_esc_leaves_the_turn_with_who_had_it(qtbot: QtBot, tools: Tools, section: DutySection) -> None:
    rota = planned(tools.store)
    fresh(qtbot, tools, section)
    (before,) = on_duty(tools, rota, MONDAY)
    pick(box_of(section, 0), "郑小舟" if before != "郑小舟" else "何志明")
    QTest.keyClick(section.reason.reason, Qt.Key.Key_Escape)
    settled(qtbot, tools)
    assert box_of(section, 0).currentText() == before
    assert on_duty(tools, rota, MONDAY) == [before]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_an_arrow_key_opens_the_names_and_changes_nothing(
    qtbot: QtBot, tools: Tools, section: DutySection
) -> None:
    rota = planned(tools.store)
    fresh(qtbot, tools, section)
    box = box_of(section, 0)
    before = on_duty(tools, rota, MONDAY)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.view().isVisible()
    box.hidePopup()
    settled(qtbot, tools)
    assert on_duty(tools, rota, MONDAY) == before
    assert section.reason.isHidden()


def test_a_name_is_taken_off_and_put_on_again(qtbot: QtBot, tools: Tools, section: DutySection) -> None:
    rota = planned(tools.store)
    fresh(qtbot, tools, section)
    pick(box_of(section, 2), "–")
    settled(qtbot, tools)
    assert on_duty(tools, rota, date(2026, 10, 7)) == []
    pick(box_of(section, 2), "欧阳明月")
    settled(qtbot, tools)
    assert on_duty(tools, rota, date(2026, 10, 7)) == ["欧阳明月"]


def test_who_is_away_cannot_take_over_and_the_reason_bar_says_so(
    qtbot: QtBot, tools: Tools, section: DutySection
) -> None:
    rota = planned(tools.store)
    member = next(
        one for one in tools.store.read(duty.members, rota) if one.name not in on_duty(tools, rota, MONDAY)
    )
    tools.store.do(duty.add_absence, member.id, MONDAY, MONDAY)
    fresh(qtbot, tools, section)
    pick(box_of(section, 0), member.name)
    section.reason.reason.setText("换班")
    section.reason.yes.click()
    settled(qtbot, tools)
    assert "away" in section.reason.error.text()
    assert section.reason.isVisible()


def test_a_plan_of_days_that_have_passed_is_refused_under_the_day(
    qtbot: QtBot, tools: Tools, section: DutySection
) -> None:
    planned(tools.store)
    fresh(qtbot, tools, section)
    section.plan.click()
    for field, words in ((section.plan_bar.first, "2026-09-01"), (section.plan_bar.last, "2026-09-02")):
        field.line.setText(words)
    section.plan_bar.fill.click()
    settled(qtbot, tools)
    assert "passed" in section.plan_bar.last.error.text()
    section.plan_bar.last.line.setText("soon")
    section.plan_bar.anew.click()
    assert section.plan_bar.last.error.text()


def test_members_are_noted_away_moved_and_let_go(qtbot: QtBot, tools: Tools, section: DutySection) -> None:
    rota = planned(tools.store)
    fresh(qtbot, tools, section)
    members = section.side.members
    members.table.selectRow(1)
    members.up.click()
    settled(qtbot, tools)
    assert tools.store.read(duty.members, rota)[0].name == "郑小舟"
    members.away.click()
    members.first.line.setText("2026-12-01")
    members.last.line.setText("2026-11-01")
    members.going.save_button.click()
    settled(qtbot, tools)
    assert members.last.error.text()
    members.last.line.setText("2026-12-10")
    members.going.save_button.click()
    settled(qtbot, tools)
    assert [line.name for line in tools.store.read(duty.absences, rota)] == ["郑小舟"]
    assert "郑小舟" not in on_duty(tools, rota, date(2026, 12, 5))
    members.leave.click()
    settled(qtbot, tools)
    assert "郑小舟" not in [one.name for one in tools.store.read(duty.members, rota)]


def test_turns_planned_while_somebody_is_away_are_told(
    qtbot: QtBot, tools: Tools, section: DutySection
) -> None:
    rota = planned(tools.store)
    fresh(qtbot, tools, section)
    heard: list[Notice] = []
    section.said.connect(heard.append)
    section.side.members.table.selectRow(0)
    name = tools.store.read(duty.members, rota)[0].name
    section.side.members.away.click()
    section.side.members.first.line.setText("2026-10-05")
    section.side.members.last.line.setText("2026-11-01")
    section.side.members.going.save_button.click()
    settled(qtbot, tools)
    assert name in heard[-1].sentence
    assert "turns are planned in that time" in heard[-1].remedy


def test_the_notice_pasted_in_becomes_the_table_of_the_year(
    qtbot: QtBot, tools: Tools, section: DutySection
) -> None:
    section.holidays_button.click()
    panel = section.holidays
    panel.year.setValue(2028)
    settled(qtbot, tools)
    assert "2028" in panel.warning.text()
    panel.notice.text.setPlainText("元旦：1月1日（周六）至3日（周一）放假，共3天。1月9日（周日）上班。")
    panel.whole.save_button.click()
    settled(qtbot, tools)
    assert panel.table.rowCount() == 4
    assert panel.warning.isHidden()
    panel.notice.text.setPlainText("1月99日 放假")
    panel.whole.save_button.click()
    settled(qtbot, tools)
    assert "not clear" in panel.notice.error.text()
    panel.notice.set_value("")
    panel.clear_year.click()
    settled(qtbot, tools)
    assert panel.table.rowCount() == 0


def test_one_day_is_set_and_put_back_as_it_came(qtbot: QtBot, tools: Tools, section: DutySection) -> None:
    section.holidays_button.click()
    panel = section.holidays
    panel.show_year(2026)
    settled(qtbot, tools)
    panel.day.line.setText("2026-12-24")
    panel.kind.box.setCurrentIndex(0)
    panel.name.line.setText("台风停工")
    panel.single.save_button.click()
    settled(qtbot, tools)
    assert tools.store.read(calendar.calendar).is_holiday(date(2026, 12, 24))
    panel.table.selectRow(panel.table.rowCount() - 1)
    panel.clear_day.click()
    settled(qtbot, tools)
    assert not tools.store.read(calendar.calendar).is_holiday(date(2026, 12, 24))


def test_the_poster_is_previewed_and_left_with_esc(qtbot: QtBot, tools: Tools, section: DutySection) -> None:
    planned(tools.store)
    fresh(qtbot, tools, section)
    section.poster_button.click()
    settled(qtbot, tools)
    assert section.poster.preview.print_button.isEnabled()
    section.poster.span.setCurrentIndex(1)
    section.poster.span.activated.emit(1)
    settled(qtbot, tools)
    section.poster.left.emit()
    assert section.board.isVisible()


def test_the_week_chosen_is_shown_and_this_week_again(
    qtbot: QtBot, tools: Tools, section: DutySection
) -> None:
    rota = planned(tools.store)
    fresh(qtbot, tools, section)
    section.after.click()
    settled(qtbot, tools)
    assert section.week.text() == "2026-10-12 – 2026-10-18"
    section.before.click()
    section.before.click()
    settled(qtbot, tools)
    assert section.week.text() == "2026-09-28 – 2026-10-04"
    section.now.click()
    settled(qtbot, tools)
    assert section.week.text() == "2026-10-05 – 2026-10-11"
    section.show_item("duty", rota)
    settled(qtbot, tools)
    assert section.rota.currentData() == rota
