"""Nominations on the screen: organisations, their names, one person's form, forms out and in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.core.trip_forms import form_code
from desktop.services import trip_nominees
from desktop.services.trip_nominees import NomineeLine, NomineeState
from desktop.services.trip_steps import TripStep
from desktop.storage.store import Store
from desktop.views.support.hit import Hit
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from desktop.views.trips.nomination_import_view import NominationReview
from desktop.views.trips.nomination_section import NominationSection
from desktop.views.trips_page import TripsPage
from tests.services.test_trip_nominee_import import HEADINGS, OTHER, WANG, form, line
from tests.services.test_trip_nominees import put_category, put_quota
from tests.services.trips import (
    put_approved,
    put_batch,
    put_nominee,
    put_organisation,
    put_programme,
    put_worker,
)
from tests.spreadsheets.makers import xlsx
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

ROOMS = ((934, 640, 1024), (1350, 800, 1440))


@dataclass(frozen=True)
class Named:
    """A programme in which one employer names too many and one nobody."""

    programme: UUID
    works: UUID
    silent: UUID
    first: UUID
    free: UUID


def furnish(store: Store) -> Named:
    """Put such a programme on file; ``free`` is a worker nobody names."""
    programme = put_programme(store, places=272)
    works = put_organisation(store, "舟山市定海区环境卫生管理处工会委员会")
    silent = put_organisation(store, "普陀海运有限公司工会")
    for key, name in (("toxic", "有毒有害岗位"), ("model", "劳动模范和先进人物"), ("retiring", "临近退休")):
        put_category(store, programme, key, name)
    put_batch(store, programme, 1)
    put_batch(store, programme, 2)
    put_quota(store, programme, {works: (2, 2), silent: (3, 2)})
    first = put_nominee(
        store, programme, works, put_worker(store, "欧阳海生", works, phone="13812345678"), post="环卫工",
        frontline=True, categories="toxic,model", preferences="2,1", honour="市劳动模范", honour_year=2019,
        fit=True,
    )  # fmt: skip
    put_nominee(store, programme, works, put_worker(store, "王丽", works), post="清扫员", frontline=False)
    put_nominee(
        store, programme, works, put_worker(store, "阿依古丽·买买提", works), state=NomineeState.WAITING
    )
    put_nominee(store, programme, works, state=NomineeState.WITHDRAWN, state_reason="本人放弃")
    return Named(programme, works, silent, first, put_worker(store, "余海明", works, post="驾驶员"))


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    use_chinese_font()
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def named(tools: Tools) -> Named:
    return furnish(tools.store)


def opened(
    qtbot: QtBot, tools: Tools, size: tuple[int, int] = (934, 640)
) -> tuple[TripsPage, NominationSection]:
    page = TripsPage(tools)
    qtbot.addWidget(page)
    shown(page, *size)
    section = page.go("nomination")
    settled(qtbot, tools)
    assert isinstance(section, NominationSection)
    return page, section


@pytest.fixture
def section(qtbot: QtBot, tools: Tools, named: Named) -> Iterator[NominationSection]:
    _page, made = opened(qtbot, tools)
    made.employers.choose(named.works)
    settled(qtbot, tools)
    yield made
    settled(qtbot, tools)


def lines(tools: Tools, named: Named) -> list[NomineeLine]:
    return list(tools.store.read(trip_nominees.listed, named.programme))


def cells(section: NominationSection, key: str) -> list[str]:
    """Return a column of the names as they are shown."""
    model = section.names.table.model
    at = next(number for number, column in enumerate(model.columns) if column.key == key)
    return [str(model.index(row, at).data()) for row in range(model.rowCount())]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_every_state_is_seen_whole(
    qtbot: QtBot,
    tools: Tools,
    named: Named,
    tmp_path: Path,
    language: str,
    width: int,
    height: int,
    screen: int,
) -> None:
    mark = f"{language[:2]}-{screen}"
    with in_language(language):
        page, section = opened(qtbot, tools, (width, height))
        grab(page, f"trips-names-all-{mark}")
        section.employers.choose(named.works)
        settled(qtbot, tools)
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-names-{mark}")
        section.names.table.view.selectRow(0)
        section.names.ask_withdrawal()
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-names-withdraw-{mark}")
        section.names.bar.close_bar()
        section.names.change.click()
        settled(qtbot, tools)
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-names-person-{mark}")
        section.person.leave()
        section.show_forms()
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-names-forms-{mark}")
        section.forms.back.click()
        section.export_button.click()
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-names-export-{mark}")
        section.export_bar.hide()
        rows = line(2, "何人"), line(3, "王海林", 身份证号=OTHER, 优先类别="特殊贡献", 批次志愿="7")
        path = form(tmp_path / "推荐表.xlsx", WANG, *rows, code=form_code(named.programme, named.works))
        section.take_files([str(path)])
        settled(qtbot, tools)
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-names-import-{mark}")
        section.importing.leave()


def test_without_quotas_the_section_says_what_comes_first(qtbot: QtBot, tools: Tools) -> None:
    put_programme(tools.store)
    _page, section = opened(qtbot, tools)
    assert section.employers.empty.isVisible()
    assert section.names.table.empty.isVisible()


def test_organisations_are_narrowed_to_those_that_named_nobody(
    qtbot: QtBot, tools: Tools, named: Named, section: NominationSection
) -> None:
    section.employers.which.setCurrentIndex(1)
    assert list(section.employers.table.ids()) == [named.silent]
    section.employers.which.setCurrentIndex(3)
    assert list(section.employers.table.ids()) == [named.works]
    section.employers.choose(named.works)
    assert "1 too many" in section.names.about.text()


def test_names_stand_in_the_employers_order_which_is_changed_by_keyboard(
    qtbot: QtBot, tools: Tools, named: Named, section: NominationSection
) -> None:
    qtbot.waitUntil(lambda: cells(section, "name") == ["欧阳海生", "王丽", "阿依古丽·买买提"])
    section.names.table.view.selectRow(1)
    section.names.table.view.setFocus()
    QTest.keyClick(section.names.table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: cells(section, "name")[:2] == ["王丽", "欧阳海生"])
    settled(qtbot, tools)
    assert lines(tools, named)[0].position == 2


def test_a_worker_is_named_by_hand_with_what_is_on_file(
    qtbot: QtBot, tools: Tools, named: Named, section: NominationSection
) -> None:
    section.names.add_line.chosen.emit(Hit("worker", named.free, "余海明", "", ""))
    settled(qtbot, tools)
    assert (section.person.name.text(), section.person.post.words()) == ("余海明", "驾驶员")
    assert section.may_leave() is False
    section.person.categories.ticks()[2].setChecked(True)
    section.person.preferences.line.setText("2，1")
    QTest.keyClick(section.person.post.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    last = lines(tools, named)[-1]
    assert (last.name, last.categories, last.preferences) == ("余海明", ("retiring",), (2, 1))
    assert section.may_leave()


def test_who_is_named_already_is_not_named_again_and_esc_leaves_a_new_one(
    qtbot: QtBot, tools: Tools, named: Named, section: NominationSection
) -> None:
    heard: list[Notice] = []
    section.said.connect(heard.append)
    first = lines(tools, named)[0]
    section.names.add_line.chosen.emit(Hit("worker", first.worker_id, first.name, "", ""))
    settled(qtbot, tools)
    assert "named by this organisation already" in heard[-1].sentence
    section.names.add_line.chosen.emit(Hit("worker", named.free, "余海明", "", ""))
    settled(qtbot, tools)
    assert section.person.form.save_button.isEnabled()
    QTest.keyClick(section.person.post.line, Qt.Key.Key_Escape)
    assert section.names.isVisible() and section.may_leave()


def test_an_unknown_batch_is_refused_under_its_field(
    qtbot: QtBot, tools: Tools, named: Named, section: NominationSection
) -> None:
    section.names.opened.emit(named.first)
    settled(qtbot, tools)
    section.person.preferences.line.setText("9")
    QTest.keyClick(section.person.preferences.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert "no batch 9" in section.person.preferences.error.text()
    section.person.preferences.line.setText("best")
    section.person.form.save()
    assert "numbers of batches" in section.person.preferences.error.text()
    QTest.keyClick(section.person.preferences.line, Qt.Key.Key_Escape)
    assert not section.person.is_dirty()


def test_a_name_is_withdrawn_with_a_reason_and_stands_again(
    qtbot: QtBot, tools: Tools, named: Named, section: NominationSection
) -> None:
    section.names.table.view.selectRow(0)
    section.names.out.click()
    section.names.bar.reason.setText("本人放弃")
    QTest.keyClick(section.names.bar.reason, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert lines(tools, named)[0].state is NomineeState.WITHDRAWN
    section.names.withdrawn.setChecked(True)
    settled(qtbot, tools)
    section.names.table.select(named.first)
    assert section.names.out.text() == "Let stand again"
    section.names.out.click()
    settled(qtbot, tools)
    assert lines(tools, named)[0].state is NomineeState.NAMED


def test_a_wrong_entry_is_removed_by_key_and_that_is_undone(
    qtbot: QtBot, tools: Tools, named: Named, section: NominationSection
) -> None:
    heard: list[Notice] = []
    section.said.connect(heard.append)
    section.names.table.view.selectRow(0)
    section.names.table.view.setFocus()
    QTest.keyClick(section.names.table.view, Qt.Key.Key_Delete)
    settled(qtbot, tools)
    assert len(lines(tools, named)) == 3
    assert heard[-1].action is not None
    heard[-1].action()
    settled(qtbot, tools)
    assert len(lines(tools, named)) == 4


def test_forms_are_reviewed_and_taken_in(
    qtbot: QtBot, tools: Tools, named: Named, section: NominationSection, tmp_path: Path
) -> None:
    one = form(tmp_path / "a.xlsx", WANG, code=form_code(named.programme, named.works))
    other = form(
        tmp_path / "b.xlsx", line(1, "林静", 身份证号=OTHER), code=form_code(named.programme, named.silent)
    )
    section.take_files([str(one), str(other)])
    settled(qtbot, tools)
    review = section.importing.review
    assert review.title.text() == "2 files"
    assert isinstance(review, NominationReview)
    assert "names 4 for 2 places, 2 too many: 王海 (row 4)." in review.findings.text()
    review.take_in.click()
    settled(qtbot, tools)
    assert [each.name for each in lines(tools, named)[-2:]] == ["王海", "林静"]
    assert section.names.isVisible()


def test_faulty_numbers_are_forgiven_by_a_tick(
    qtbot: QtBot, tools: Tools, named: Named, section: NominationSection, tmp_path: Path
) -> None:
    damaged = line(1, "林静", 身份证号="33090219900702000", 手机="13912345678")
    section.take_files(
        [str(form(tmp_path / "a.xlsx", damaged, code=form_code(named.programme, named.works)))]
    )
    settled(qtbot, tools)
    assert not section.importing.review.take_in.isEnabled()
    section.importing.without.click()
    settled(qtbot, tools)
    section.importing.review.take_in.click()
    settled(qtbot, tools)
    assert [each.name for each in lines(tools, named)[-1:]] == ["林静"]


def test_a_file_that_says_nothing_of_who_names_is_the_chosen_organisations(
    qtbot: QtBot, tools: Tools, named: Named, section: NominationSection, tmp_path: Path
) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Sheet1": [HEADINGS, line(1, "林静", 身份证号=OTHER)]})
    section.employers.choose(named.silent)
    section.take_files([str(path)])
    settled(qtbot, tools)
    section.importing.review.take_in.click()
    settled(qtbot, tools)
    assert lines(tools, named)[-1].organisation_id == named.silent


def test_forms_are_written_into_a_folder(
    qtbot: QtBot, tools: Tools, named: Named, section: NominationSection, tmp_path: Path
) -> None:
    heard: list[Notice] = []
    section.said.connect(heard.append)
    folder = tmp_path / "forms"
    folder.mkdir()
    section.show_forms()
    section.forms.deadline.line.setText("2026-03-31")
    section.forms.whom.box.setCurrentIndex(1)
    section.forms.write_to(str(folder))
    settled(qtbot, tools)
    assert sorted(path.suffix for path in folder.iterdir()) == [".pdf", ".xlsx"]
    assert heard[-1].sentence == "The form of 1 organisation is in forms."
    section.show_forms()
    section.forms.reserve.line.setText("many")
    section.forms.write_to(str(folder))
    assert section.forms.reserve.error.text()


def test_whole_numbers_are_exported_for_a_reason_only(
    qtbot: QtBot, tools: Tools, named: Named, section: NominationSection, tmp_path: Path
) -> None:
    section.export_button.click()
    section.export_bar.whole.click()
    assert section.export_bar.reason.error.text()
    section.export_bar.reason.line.setText("报送市总工会")
    section.export_bar.take_whole(str(tmp_path / "whole"))
    settled(qtbot, tools)
    assert (tmp_path / "whole.xlsx").exists()
    assert "报送市总工会" in str(tools.store.log(1))
    section.export_bar.take(str(tmp_path / "masked.xlsx"))
    settled(qtbot, tools)
    assert (tmp_path / "masked.xlsx").exists()


def test_what_is_approved_is_only_looked_at(qtbot: QtBot, tools: Tools, named: Named) -> None:
    put_approved(tools.store, named.programme, [TripStep.NOMINATION])
    _page, section = opened(qtbot, tools)
    section.employers.choose(named.works)
    settled(qtbot, tools)
    section.names.table.view.selectRow(0)
    settled(qtbot, tools)
    assert not section.import_button.isEnabled()
    assert not section.names.add_line.isEnabled()
    assert not section.names.out.isEnabled()
    section.names.change.click()
    settled(qtbot, tools)
    assert section.person.post.line.isReadOnly()
    section.take_files(["a.xlsx"])
    assert not section.importing.isVisible()
