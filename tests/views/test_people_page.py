"""The workers page: list, tree, card, removal, merging, export; by keyboard; nothing cut off."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QItemSelectionModel, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.core.national_id import check_character, mask_id
from desktop.services import enrolment, organisations, people, people_edit
from desktop.services.honours import HonourLine
from desktop.services.organisations import OrganisationEntry
from desktop.services.people_edit import WorkerEntry
from desktop.spreadsheets.read import open_book
from desktop.storage.store import Store
from desktop.views.people_page import PeoplePage
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.people import activity
from tests.views.office import listened, settled, tools_for
from tests.views.pictures import clipped, grab, shown

NUMBER = "33090219900101001" + check_character("33090219900101001")
SELECT_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def staff(file_store: Store) -> dict[str, UUID]:
    """Five workers of two organisations; the keys by name."""
    city = file_store.do(organisations.add, OrganisationEntry("舟山市总工会"))
    fish = file_store.do(organisations.add, OrganisationEntry("东海水产"), city.id)
    made = {}
    for number, (name, place) in enumerate(
        [("王海燕", "东海水产"), ("欧阳建国", "东海水产"), ("陈伟", "定海环卫所"), ("林小渔", "定海环卫所")]
    ):
        entry = WorkerEntry(
            name, phone=f"1380580{number:04}", organisation=place, post="渔工", frontline=True
        )
        made[name] = file_store.do(people_edit.add, entry).id
    numbered = WorkerEntry("何苗", id_number=NUMBER, honours=(HonourLine("市劳动模范", 2019, "city"),))
    made["何苗"] = file_store.do(people_edit.add, numbered).id
    made["东海水产"] = fish.id
    return made


@pytest.fixture
def page(qtbot: QtBot, tools: Tools) -> Iterator[PeoplePage]:
    made = PeoplePage(tools)
    qtbot.addWidget(made)
    shown(made, 1340, 760)
    made.activateWindow()
    settled(qtbot, tools)
    yield made
    settled(qtbot, tools)
    tools.feed.close()


def names(page: PeoplePage) -> list[str]:
    """Return the names listed, in their order."""
    lines = page.browse._fetch(page.browse.table.ids())
    return [line.name for line in lines]


def choose(qtbot: QtBot, page: PeoplePage, tools: Tools, worker: UUID) -> None:
    """Choose a worker and wait until the card stands there."""
    page.show_item("worker", worker)
    settled(qtbot, tools)


def choose_two(page: PeoplePage, one: UUID, other: UUID) -> None:
    """Choose two rows of the table."""
    page.browse.table.select(one)
    number = list(page.browse.table.ids()).index(other)
    page.browse.table.view.selectionModel().select(page.browse.table.model.index(number, 0), SELECT_ROW)


def last(heard: list[Notice]) -> str:
    return heard[-1].sentence if heard else ""


def test_an_empty_file_offers_the_first_step(page: PeoplePage) -> None:
    assert page.browse.empty.isVisible() and page.browse.empty.step.text() == "Choose a file…"
    assert page.browse.side.isHidden()


def test_workers_are_listed_by_the_sound_of_their_names(staff: dict[str, UUID], page: PeoplePage) -> None:
    assert names(page) == ["陈伟", "何苗", "林小渔", "欧阳建国", "王海燕"]


def test_typing_narrows_the_list_by_initials(
    qtbot: QtBot, tools: Tools, staff: dict[str, UUID], page: PeoplePage
) -> None:
    QTest.keyClicks(page.browse.table.filter, "whY")
    qtbot.waitUntil(lambda: names(page) == ["王海燕"])


def test_an_organisation_shows_its_own_and_its_card(
    qtbot: QtBot, tools: Tools, staff: dict[str, UUID], page: PeoplePage
) -> None:
    page.show_item("organisation", staff["东海水产"])
    settled(qtbot, tools)
    assert names(page) == ["欧阳建国", "王海燕"]
    assert page.browse.side.organisation.name.words() == "东海水产"


def test_age_sorts_the_oldest_last(
    qtbot: QtBot, tools: Tools, file_store: Store, staff: dict[str, UUID], page: PeoplePage
) -> None:
    file_store.do(
        people_edit.add,
        WorkerEntry("赵敏", id_number="33090219800101001" + check_character("33090219800101001")),
    )
    keys = [column.key for column in page.browse.table.model.columns]
    page.browse.table.view.sortByColumn(keys.index("age"), Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: [n for n in names(page) if n in ("赵敏", "何苗")] == ["何苗", "赵敏"])


def test_enter_saves_what_was_typed_and_undo_is_offered(
    qtbot: QtBot, tools: Tools, file_store: Store, staff: dict[str, UUID], page: PeoplePage
) -> None:
    heard = listened(page)
    choose(qtbot, page, tools, staff["王海燕"])
    form = page.browse.side.worker.form
    form.post.line.setText("船长")
    QTest.keyClick(form.post.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert file_store.read(people.card, staff["王海燕"]).post == "船长"
    assert last(heard) == "王海燕 saved." and not form.is_dirty()
    undo = heard[-1].action
    assert undo is not None
    undo()
    settled(qtbot, tools)
    assert file_store.read(people.card, staff["王海燕"]).post == "渔工"
    qtbot.waitUntil(lambda: form.post.words() == "渔工")


def test_undo_of_a_notice_is_refused_after_something_else_was_done(
    qtbot: QtBot, tools: Tools, file_store: Store, staff: dict[str, UUID], page: PeoplePage
) -> None:
    heard = listened(page)
    choose(qtbot, page, tools, staff["王海燕"])
    form = page.browse.side.worker.form
    form.post.line.setText("船长")
    form.save()
    settled(qtbot, tools)
    file_store.do(people_edit.add, WorkerEntry("赵敏", phone="13811112222"))
    undo = heard[-1].action
    assert undo is not None
    with qtbot.waitSignal(tools.runner.went_wrong) as refused:
        undo()
    assert refused.args is not None
    assert refused.args[0].sentence == "Something else was done since."
    settled(qtbot, tools)
    assert file_store.read(people.card, staff["王海燕"]).post == "船长"


def test_a_faulty_identity_number_is_told_under_its_field(
    qtbot: QtBot, tools: Tools, staff: dict[str, UUID], page: PeoplePage
) -> None:
    choose(qtbot, page, tools, staff["王海燕"])
    form = page.browse.side.worker.form
    form.id_number.line.setText(NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10))
    form.save()
    settled(qtbot, tools)
    assert form.id_number.error.isVisible() and "last place" in form.id_number.error.text()


def test_sex_and_birthday_follow_from_a_sound_number(staff: dict[str, UUID], page: PeoplePage) -> None:
    page.begin("new")
    form = page.browse.side.worker.form
    form.id_number.line.setText(NUMBER)
    assert form.sex.words() == "male" and form.birthday.words() == "1990-01-01"


def test_a_new_worker_is_saved_and_chosen(
    qtbot: QtBot, tools: Tools, file_store: Store, staff: dict[str, UUID], page: PeoplePage
) -> None:
    page.show_item("organisation", staff["东海水产"])
    settled(qtbot, tools)
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = page.browse.side.worker.form
    form.name.line.setText("赵敏")
    form.honours.add_button.click()
    form.honours.lines[0].title.setText("先进工作者")
    form.honours.lines[0].year.setText("2021")
    form.save()
    settled(qtbot, tools)
    qtbot.waitUntil(lambda: page.browse.table.current_id() is not None)
    made = page.browse.table.current_id()
    assert made is not None
    card = file_store.read(people.card, made)
    assert (card.name, card.organisation) == ("赵敏", "东海水产")
    assert card.honours == (HonourLine("先进工作者", 2021, ""),)


def test_an_identity_number_is_shown_for_a_reason_only(
    qtbot: QtBot, tools: Tools, file_store: Store, staff: dict[str, UUID], page: PeoplePage
) -> None:
    choose(qtbot, page, tools, staff["何苗"])
    field = page.browse.side.worker.form.id_number
    assert field.words() == mask_id(NUMBER)
    QTest.mouseClick(field.show_button, Qt.MouseButton.LeftButton)
    QTest.keyClick(field.reason.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert field.reason.error.isVisible() and not field.note.isVisible()
    QTest.keyClicks(field.reason.line, "insurance")
    QTest.keyClick(field.reason.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.note.text() == NUMBER)
    assert not page.browse.side.is_dirty()
    assert "insurance" in file_store.log(1)[0].label


def test_what_was_typed_is_not_lost_by_choosing_another(
    qtbot: QtBot, tools: Tools, file_store: Store, staff: dict[str, UUID], page: PeoplePage
) -> None:
    choose(qtbot, page, tools, staff["王海燕"])
    panel = page.browse.side.worker
    panel.form.post.line.setText("船长")
    assert not page.may_leave()
    page.browse.table.select(staff["陈伟"])
    assert panel.unsaved.isVisible() and panel.title.text() == "王海燕"
    QTest.mouseClick(panel.unsaved.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.title.text() == "陈伟")
    assert file_store.read(people.card, staff["王海燕"]).post == "船长"
    assert page.may_leave()


def test_removing_is_told_with_the_lists_they_came_off(
    qtbot: QtBot, tools: Tools, file_store: Store, staff: dict[str, UUID], page: PeoplePage
) -> None:
    heard = listened(page)
    evening = activity(file_store, "读书会")
    file_store.do(enrolment.enrol, evening.id, [staff["王海燕"]])
    settled(qtbot, tools)
    page.browse.table.select(staff["王海燕"])
    page.browse.table.view.setFocus()
    QTest.keyClick(page.browse.table.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: last(heard) == "王海燕 removed.")
    assert heard[-1].remedy == "Taken off the lists of: 读书会."
    qtbot.waitUntil(lambda: "王海燕" not in names(page))
    undo = heard[-1].action
    assert undo is not None
    undo()
    qtbot.waitUntil(lambda: "王海燕" in names(page))


def test_two_entries_become_one_with_what_was_chosen(
    qtbot: QtBot, tools: Tools, file_store: Store, staff: dict[str, UUID], page: PeoplePage
) -> None:
    assert not page.browse.tools.merge.isEnabled()
    choose_two(page, staff["欧阳建国"], staff["王海燕"])
    page.browse.tools.merge.click()
    qtbot.waitUntil(page.merging.merge.isEnabled)
    page.merging.choices["name"].button(1).click()
    page.merging.merge.click()
    qtbot.waitUntil(lambda: names(page) == ["陈伟", "何苗", "林小渔", "王海燕"])
    settled(qtbot, tools)
    card = file_store.read(people.card, staff["欧阳建国"])
    assert (card.name, card.phone) == ("王海燕", "13805800001")


def test_the_card_shows_activities_and_history(
    qtbot: QtBot, tools: Tools, file_store: Store, staff: dict[str, UUID], page: PeoplePage
) -> None:
    evening = activity(file_store, "读书会")
    file_store.do(enrolment.enrol, evening.id, [staff["王海燕"]])
    choose(qtbot, page, tools, staff["王海燕"])
    panel = page.browse.side.worker
    panel.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: panel.activities.list.count() == 1)
    with qtbot.waitSignal(page.open_item) as opened:
        panel.activities.list.itemActivated.emit(panel.activities.list.item(0))
    assert opened.args == ["activity", evening.id]
    panel.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: "Add worker 王海燕" in panel.history.words.text())


def test_an_organisation_is_made_moved_and_removed(
    qtbot: QtBot, tools: Tools, file_store: Store, staff: dict[str, UUID], page: PeoplePage
) -> None:
    heard = listened(page)
    page.browse.tree.choose(staff["东海水产"])
    settled(qtbot, tools)
    page.browse.tree.new_button.click()
    panel = page.browse.side.organisation
    assert panel.above.words() == "东海水产"
    panel.name.line.setText("一车间")
    panel.form.save()
    qtbot.waitUntil(lambda: last(heard) == "一车间 saved.")
    settled(qtbot, tools)
    panel.above.line.setText("定海环卫所")
    panel.form.save()
    qtbot.waitUntil(lambda: len(heard) == 2)
    settled(qtbot, tools)
    tree = {line.name: line.path for line in file_store.read(organisations.tree)}
    assert tree["一车间"] == "定海环卫所 › 一车间"
    panel.remove_button.click()
    qtbot.waitUntil(lambda: last(heard) == "一车间 removed.")
    settled(qtbot, tools)


def test_an_organisation_with_workers_is_not_removed(
    qtbot: QtBot, tools: Tools, staff: dict[str, UUID], page: PeoplePage
) -> None:
    heard = listened(page)
    page.browse.tree.choose(staff["东海水产"])
    settled(qtbot, tools)
    page.browse.side.organisation.remove_button.click()
    qtbot.waitUntil(lambda: last(heard) == "东海水产 still has 2 workers.")


def test_an_export_is_masked_unless_a_reason_is_given(
    qtbot: QtBot, tools: Tools, file_store: Store, staff: dict[str, UUID], page: PeoplePage, tmp_path: Path
) -> None:
    heard = listened(page)
    bar = page.browse.export_bar
    page.browse.tools.export.click()
    assert bar.isVisible() and bar.words.text() == "The 5 workers listed"
    bar.whole.click()
    assert bar.reason.error.isVisible()
    bar.chosen.emit(tmp_path / "masked.xlsx", "")
    qtbot.waitUntil(lambda: last(heard) == "5 workers written to masked.xlsx.")
    bar.chosen.emit(tmp_path / "whole.xlsx", "insurance")
    qtbot.waitUntil(lambda: last(heard) == "5 workers written to whole.xlsx.")
    assert NUMBER not in cells(tmp_path / "masked.xlsx") and NUMBER in cells(tmp_path / "whole.xlsx")
    assert "insurance" in file_store.log(1)[0].label


def cells(path: Path) -> list[object]:
    """Return every cell of a workbook."""
    with open_book(path) as book:
        return [cell for sheet in book.sheets() for _number, row in sheet.rows() for cell in row]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [940, 1340])
def test_nothing_is_cut_off(
    qtbot: QtBot, tools: Tools, staff: dict[str, UUID], language: str, width: int
) -> None:
    with in_language(language):
        made = PeoplePage(tools)
        qtbot.addWidget(made)
        shown(made, width, 700)
        settled(qtbot, tools)
        choose(qtbot, made, tools, staff["何苗"])
        made.browse.tools.export.click()
        shown(made, width, 700)
        assert clipped(made) == []
        grab(made, f"people-page-{language}-{width}")
        choose_two(made, staff["欧阳建国"], staff["王海燕"])
        made.browse.tools.merge.click()
        qtbot.waitUntil(made.merging.merge.isEnabled)
        shown(made, width, 700)
        assert clipped(made) == []
        grab(made, f"people-merging-{language}-{width}")
        settled(qtbot, tools)
    tools.feed.close()


def test_the_keys_of_the_page_work_wherever_the_focus_is(
    qtbot: QtBot, staff: dict[str, UUID], page: PeoplePage
) -> None:
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is not None)
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.reject()


def test_arrow_down_in_the_filter_chooses_the_first_row(
    qtbot: QtBot, tools: Tools, staff: dict[str, UUID], page: PeoplePage
) -> None:
    page.focus_search()
    QTest.keyClick(page.browse.table.filter, Qt.Key.Key_Down)
    assert page.browse.table.selected_count() == 1
    qtbot.waitUntil(lambda: page.browse.side.worker.title.text() == "陈伟")
    settled(qtbot, tools)
