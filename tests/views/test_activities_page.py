"""The Activities page: set up, filled, corrected, refused, by keyboard, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.services import activities, attendance, enrolment
from desktop.services.activities import ActivityCard, When
from desktop.services.enrolment import EnrolmentState
from desktop.spreadsheets.write import SheetOut, write_table
from desktop.storage.store import Store
from desktop.views.activities.enrolled_panel import EnrolledPanel
from desktop.views.activities_page import ActivitiesPage
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.views.office import Office, furnish, listened, settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> Iterator[ActivitiesPage]:
    use_chinese_font()
    made = ActivitiesPage(tools)
    qtbot.addWidget(made)
    yield made
    settled(qtbot, tools)


@pytest.fixture
def office(qtbot: QtBot, tools: Tools, page: ActivitiesPage) -> Office:
    made = furnish(tools.store)
    open_page(qtbot, page, made)
    return made


def open_page(qtbot: QtBot, page: ActivitiesPage, office: Office) -> None:
    """Show the page with the evening chosen and its list read."""
    shown(page, 1024, 680)
    page.show_item("activity", office.evening.id)
    qtbot.waitUntil(lambda: page.side.card() is not None and len(listed(page)) > 0)


def listed(page: ActivitiesPage) -> list[str]:
    """Return the names on the list shown, once its rows have been read."""
    table = page.side.enrolled.table
    rows = [table.model.row(number) for number in range(len(table.ids()))]
    return [row.line.name for row in rows if row is not None]


def card(tools: Tools, office: Office) -> ActivityCard:
    return tools.store.read(activities.card, office.evening.id)


def choose(page: ActivitiesPage, number: int) -> EnrolledPanel:
    """Put the cursor on a row of the list."""
    panel = page.side.enrolled
    panel.table.select(panel.table.ids()[number])
    return panel


def test_an_empty_page_offers_the_first_step(qtbot: QtBot, page: ActivitiesPage) -> None:
    shown(page, 1024, 680)
    qtbot.waitUntil(page.list.empty.isVisible)
    page.list.empty.step.click()
    assert page.side.isVisible() and page.side.is_new()


def test_a_title_and_a_forgiving_date_are_enough_by_keyboard_alone(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage
) -> None:
    shown(page, 1024, 680)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.side.is_new()
    form = page.side.form
    form.title.line.insert("书法班")
    begins = form.meetings.rows[0].begins
    QTest.keyClick(form.title.line, Qt.Key.Key_Tab)
    QTest.keyClick(form.kind.box, Qt.Key.Key_Tab)
    assert begins.hasFocus()
    QTest.keyClicks(begins, "2027-03-05 19:00")
    QTest.keyClick(begins, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.side.card() is not None)
    (made,) = tools.store.read(activities.listed, When.ALL)
    assert made.title == "书法班"
    assert made.starts_at.astimezone().strftime("%Y-%m-%d %H:%M") == "2027-03-05 19:00"
    qtbot.waitUntil(lambda: page.list.current() == made.id)
    assert page.side.tabs.currentIndex() == 0


def test_tab_goes_through_the_meetings_where_they_stand(page: ActivitiesPage) -> None:
    shown(page, 1024, 680)
    page.begin_new()
    field = page.side.form.meetings
    field.more.click()
    wanted = [w for row in field.rows for w in (*row.lines(), row.remove)]
    passed: list[QWidget] = [field.rows[0].begins]
    while passed[-1] is not field.more and (following := passed[-1].nextInFocusChain()) is not None:
        passed.append(following)
        assert len(passed) < 40
    assert [widget for widget in passed if widget in wanted] == wanted
    page.side.form.put_back()


def test_a_past_activity_is_found_though_only_coming_ones_were_shown(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office
) -> None:
    (past,) = tools.store.read(activities.listed, When.PAST)
    assert past.id not in page.list.table.ids()
    page.show_item("activity", past.id)
    qtbot.waitUntil(lambda: page.list.current() == past.id)


def test_a_time_that_cannot_be_understood_is_told_under_the_meetings(
    page: ActivitiesPage, tools: Tools
) -> None:
    shown(page, 1024, 680)
    page.begin_new()
    form = page.side.form
    form.title.line.setText("书法班")
    form.meetings.rows[0].begins.setText("some day")
    form.save()
    assert form.meetings.error.isVisible() and form.meetings.error.text()
    form.meetings.rows[0].begins.setText("2027-03-05 19:00")
    form.meetings.rows[0].ends.setText("18:00")
    form.save()
    assert "end" in form.meetings.error.text()
    assert tools.store.read(activities.listed) == []
    form.put_back()


def test_a_capacity_below_those_enrolled_is_refused_under_its_field(
    qtbot: QtBot, page: ActivitiesPage, office: Office
) -> None:
    page.side.tabs.setCurrentIndex(2)
    page.side.form.capacity.line.setText("3")
    page.side.form.save()
    qtbot.waitUntil(page.side.form.capacity.error.isVisible)
    assert not page.may_leave()
    page.side.form.put_back()
    assert page.may_leave()


def test_going_to_another_activity_does_not_lose_what_was_typed(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office
) -> None:
    notices = listened(page)
    page.side.form.place.line.setText("二楼")
    other = next(key for key in page.list.table.ids() if key != office.evening.id)
    page.list.table.select(other)
    assert page.list.current() == office.evening.id
    assert notices[-1].action is not None
    notices[-1].action()
    qtbot.waitUntil(lambda: (shown_card := page.side.card()) is not None and shown_card.id == other)


def test_a_meeting_is_added_and_taken_away_in_place(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office
) -> None:
    field = page.side.form.meetings
    assert len(field.rows) == 2
    field.rows[1].remove.click()
    field.more.click()
    field.rows[1].begins.setText("2027-05-01 09:00")
    page.side.form.save()
    qtbot.waitUntil(lambda: card(tools, office).meetings[-1].starts_at.astimezone().month == 5)
    assert len(card(tools, office).meetings) == 2


def test_enter_in_the_add_line_enrols_the_one_found(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office
) -> None:
    notices = listened(page)
    line = page.side.enrolled.add_line
    page.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "aygl")
    qtbot.waitUntil(line.results.isVisible)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card(tools, office).waiting == len(office.waiting) + 1)
    qtbot.waitUntil(lambda: bool(notices))
    assert "waiting" in notices[-1].sentence and notices[-1].action_label == "Undo"


def test_a_whole_organisation_is_enrolled_once_the_number_was_told(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office
) -> None:
    panel = page.side.enrolled
    hits = [hit for hit in panel._search("普陀海事局") if hit.kind == "organisation"]
    panel.add_line.chosen.emit(hits[0])
    qtbot.waitUntil(panel.bar.isVisible)
    assert "1" in panel.bar.sentence.text()
    panel.bar.yes.click()
    qtbot.waitUntil(lambda: card(tools, office).waiting == len(office.waiting) + 1)


def test_a_withdrawal_asks_why_and_moves_the_first_one_up(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office
) -> None:
    panel = choose(page, 2)
    panel.out.click()
    panel.bar.yes.click()
    assert panel.bar.error.isVisible()
    panel.bar.reason.setText("出差")
    QTest.keyClick(panel.bar.reason, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card(tools, office).waiting == len(office.waiting) - 1)
    qtbot.waitUntil(panel.bar.isHidden)
    changes = tools.store.read(enrolment.order_changes, office.evening.id)
    assert "出差" in [change.reason for change in changes]
    page.side.tabs.setCurrentIndex(3)
    qtbot.waitUntil(lambda: len(page.side.changes.table.ids()) == len(changes))


def test_several_withdrawn_at_once_are_one_step_of_undo(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office
) -> None:
    panel = page.side.enrolled
    panel.table.view.selectAll()
    panel.ask_withdrawal()
    panel.bar.reason.setText("台风")
    panel.bar.yes.click()
    qtbot.waitUntil(lambda: card(tools, office).enrolled == 0)
    assert card(tools, office).waiting == 0
    tools.store.undo()
    assert card(tools, office).enrolled == len(office.listed)
    assert card(tools, office).waiting == len(office.waiting)


def test_the_order_changes_for_a_reason_only(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office
) -> None:
    panel = choose(page, 2)
    panel.up.click()
    panel.bar.place.setValue(1)
    panel.bar.reason.setText("工会决定")
    panel.bar.yes.click()
    qtbot.waitUntil(
        lambda: tools.store.read(enrolment.on_list, office.evening.id)[0].worker_id == office.listed[2]
    )


def test_leaders_stand_first(qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office) -> None:
    choose(page, 5).first.click()
    qtbot.waitUntil(lambda: tools.store.read(enrolment.on_list, office.evening.id)[0].kept_first)
    assert tools.store.read(enrolment.on_list, office.evening.id)[0].worker_id == office.listed[5]


def test_pasted_names_are_looked_up_and_namesakes_chosen_by_a_person(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office
) -> None:
    page.side.enrolled.several.click()
    panel = page.side.several
    panel.text.setPlainText("阿依古丽·买买提\n欧阳海燕\n张三丰")
    panel.look.click()
    qtbot.waitUntil(panel.enrol_button.isVisible)
    assert len(panel.wanted()) == 1
    box = panel.table.cellWidget(0, 1)
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(1)
    assert len(panel.wanted()) == 2
    panel.enrol_button.click()
    qtbot.waitUntil(lambda: card(tools, office).waiting == len(office.waiting) + 2)
    qtbot.waitUntil(page.side.enrolled.isVisible)


def test_a_file_let_fall_on_the_page_enrols_and_tells_who_is_unknown(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "名单.xlsx"
    rows = [("欧阳海燕", "13800000001", "定海海运公司"), ("张三丰", "13912345678", "武当山")]
    write_table(file, [SheetOut("名单", ("姓名", "手机号", "单位"), rows)])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.side.dropEvent(drop)
    qtbot.waitUntil(lambda: card(tools, office).waiting == len(office.waiting) + 1)
    qtbot.waitUntil(lambda: page.side.several.table.rowCount() == 1)
    item = page.side.several.table.item(0, 0)
    assert item is not None and "张三丰" in item.text()


def test_attendance_is_put_right_by_hand_and_exported(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office, tmp_path: Path
) -> None:
    meeting = office.evening.meetings[0].id
    page.side.tabs.setCurrentIndex(1)
    panel = page.side.attendance
    qtbot.waitUntil(lambda: len(panel.table.ids()) == len(office.listed))
    assert panel.meeting_id() == meeting
    panel.table.view.selectAll()
    panel.present.click()
    qtbot.waitUntil(lambda: tools.store.read(attendance.counts, meeting).present == len(office.listed))
    panel.guest.setText("陈静波")
    QTest.keyClick(panel.guest, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tools.store.read(attendance.counts, meeting).walk_ins == 1)
    qtbot.waitUntil(lambda: len(panel.table.ids()) == len(office.listed) + 1)
    panel.table.view.selectRow(0)
    panel.back.click()
    qtbot.waitUntil(lambda: tools.store.read(attendance.counts, meeting).absent == 1)
    panel.save_to(str(tmp_path / "a.xlsx"))
    qtbot.waitUntil((tmp_path / "a.xlsx").exists)


def test_an_activity_is_called_off_for_a_reason_and_takes_place_after_all(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office
) -> None:
    page.side.ask_cancellation()
    page.side.bar.reason.setText("台风预警")
    page.side.bar.yes.click()
    qtbot.waitUntil(lambda: card(tools, office).cancelled_at is not None)
    qtbot.waitUntil(page.side.called_off.isVisible)
    settled(qtbot, tools)
    assert page.list.current() == office.evening.id
    assert "台风预警" in page.side.called_off.text()
    assert not page.side.enrolled.add_line.isEnabled()
    page.side._let_take_place()
    qtbot.waitUntil(page.side.called_off.isHidden)


def test_an_activity_with_attendance_is_not_removed_but_the_reason_is_told(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office
) -> None:
    told: list[object] = []
    tools.runner.went_wrong.connect(told.append)
    tools.store.do(attendance.check_in, office.evening.meetings[0].id, office.listed[0])
    page.side.remove()
    qtbot.waitUntil(lambda: bool(told))
    assert card(tools, office)


def test_what_other_pages_keep_is_asked_of_them(qtbot: QtBot, page: ActivitiesPage, office: Office) -> None:
    asked: list[tuple[str, object]] = []
    page.open_item.connect(lambda kind, key: asked.append((kind, key)))
    page.side.print_button.click()
    page.side.door_button.click()
    assert asked == [("print-activity", office.evening.id), ("meeting", office.evening.meetings[0].id)]


def test_a_list_written_elsewhere_is_shown_by_itself(
    qtbot: QtBot, tools: Tools, page: ActivitiesPage, office: Office
) -> None:
    tools.store.do(enrolment.enrol, office.evening.id, office.others)
    total = len(office.listed) + len(office.waiting) + len(office.others)
    qtbot.waitUntil(lambda: len(page.side.enrolled.table.ids()) == total)
    page.side.enrolled.table.filter.setText("阿依")
    qtbot.waitUntil(lambda: listed(page) == ["阿依古丽·买买提"])
    assert tools.store.read(enrolment.on_list, office.evening.id, EnrolmentState.CANCELLED) == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("width", [1024, 1440])
def test_nothing_is_cut(qtbot: QtBot, tools: Tools, language: str, width: int) -> None:
    use_chinese_font()
    with in_language(language):
        page = ActivitiesPage(tools)
        qtbot.addWidget(page)
        office = furnish(tools.store)
        open_page(qtbot, page, office)
        choose(page, 1).ask_withdrawal()
        steps = {"people": 0, "attendance": 1, "details": 2, "changes": 3}
        for name, tab in steps.items():
            page.side.tabs.setCurrentIndex(tab)
            settled(qtbot, tools)
            shown(page, width - 84, 680)
            assert clipped(page) == []
            grab(page, f"activities-{name}-{language}-{width}")
        settled(qtbot, tools)
