"""The register of sites: found, entered, corrected, opened, closed, removed; each told and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.services import sites
from desktop.services.site_words import SiteKind, SiteStatus
from desktop.services.sites import SiteCard
from desktop.storage.store import Store
from desktop.views.sites.register_section import RegisterSection
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.views.office import settled, tools_for
from tests.views.pictures import use_chinese_font
from tests.views.register_parts import key, names, opened, put_three, told


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def section(qtbot: QtBot, tools: Tools) -> Iterator[RegisterSection]:
    use_chinese_font()
    made = RegisterSection(tools)
    qtbot.addWidget(made)
    tools.feed.tables_changed.connect(made.refresh)
    yield made
    settled(qtbot, tools)
    tools.feed.close()


@pytest.fixture
def centre(tools: Tools) -> SiteCard:
    return put_three(tools.store)


def test_an_empty_register_offers_a_list_and_a_first_site(
    qtbot: QtBot, tools: Tools, section: RegisterSection
) -> None:
    opened(qtbot, section, tools)
    assert section.list.empty.isVisible() and section.list.empty.step.isVisible()
    section.list.new_button.click()
    assert section.side.is_new() and section.side.isVisible()


@pytest.mark.usefixtures("centre")
def test_a_new_site_needs_a_name_kind_and_district_and_the_keyboard_only(
    qtbot: QtBot, tools: Tools, section: RegisterSection
) -> None:
    opened(qtbot, section, tools)
    heard = told(section)
    qtbot.waitUntil(section.isActiveWindow)
    QTest.keyClick(section, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = section.side.details.form
    settled(qtbot, tools)
    assert form.code.words() == "YZ-001"
    assert form.name.line.hasFocus()
    form.name.line.insert("新城妈咪小屋")
    QTest.keyClick(form.name.line, Qt.Key.Key_Tab)
    assert form.kind.box.hasFocus()
    QTest.keyClick(form.kind.box, Qt.Key.Key_Down)
    QTest.keyClick(form.kind.box, Qt.Key.Key_Tab)
    QTest.keyClick(form.status.box, Qt.Key.Key_Tab)
    form.district.line.insert("新城")
    settled(qtbot, tools)
    QTest.keyClick(form.district.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    card = tools.store.read(sites.card, key(tools, "新城妈咪小屋"))
    assert card.entry.kind is SiteKind.MOMMY_ROOM and card.entry.district == "新城"
    assert card.entry.code == "MM-001"
    assert heard[-1].sentence == "“新城妈咪小屋” is on the register." and heard[-1].action_label == "Undo"
    assert section.list.current() == card.id


def test_the_list_tells_what_stands_inside_what(
    qtbot: QtBot, tools: Tools, section: RegisterSection, centre: SiteCard
) -> None:
    opened(qtbot, section, tools, centre.id)
    model = section.list.table.model
    qtbot.waitUntil(lambda: len(names(section)) == 3)
    told_names = {str(model.data(model.index(number, 0))) for number in range(3)}
    assert "港务码头职工书屋 — inside 定海区职工活动中心" in told_names
    assert section.side.head.inside.text() == "Contains 1 site"
    section.side.head.inside.menu().actions()[0].trigger()
    settled(qtbot, tools)
    assert section.side.head.title.text() == "港务码头职工书屋"
    section.side.head.above.click()
    settled(qtbot, tools)
    assert section.side.site() == centre.id and section.list.current() == centre.id


@pytest.mark.usefixtures("centre")
def test_the_list_is_narrowed_by_words_and_choices_and_says_of_how_many(
    qtbot: QtBot, tools: Tools, section: RegisterSection
) -> None:
    opened(qtbot, section, tools)
    filters = section.list.filters
    filters.kind.setCurrentIndex(filters.kind.findData("rest-station"))
    settled(qtbot, tools)
    qtbot.waitUntil(lambda: names(section) == ["沈家门渔港爱心驿站"])
    assert section.list.table.count.text() == "1 of 3"
    filters.clear_button.click()
    settled(qtbot, tools)
    assert section.list.table.count.text() == "3 rows" and not filters.clear_button.isEnabled()
    filters.district.setCurrentIndex(filters.district.findData("普陀区"))
    section.list.table.filter.setText("dinghai")
    section.list.table.filter.returnPressed.emit()
    settled(qtbot, tools)
    assert names(section) == []


def test_a_field_is_corrected_in_place_and_taken_back(
    qtbot: QtBot, tools: Tools, section: RegisterSection, centre: SiteCard
) -> None:
    opened(qtbot, section, tools, centre.id)
    heard = told(section)
    form = section.side.details.form
    form.area.line.setText("１,250 平方米")
    form.coordinates.line.setText("122°06′25″E 30°00′55″N")
    assert form.coordinates.note.text() == "Latitude 30.015278, longitude 122.106944"
    assert not section.may_leave()
    QTest.keyClick(form.area.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    entry = tools.store.read(sites.card, centre.id).entry
    assert entry.area == 1250.0 and entry.latitude == pytest.approx(30.015278, abs=1e-6)
    assert section.may_leave()
    undo = heard[-1].action
    assert undo is not None
    undo()
    settled(qtbot, tools)
    assert tools.store.read(sites.card, centre.id).entry.area is None


@pytest.mark.parametrize(
    ("coordinates", "sentence"),
    [("30.0153", "does not tell where"), ("51.5, -0.12", "outside the country"), ("1", "does not tell")],
)
def test_a_wrong_place_is_told_under_its_line(
    qtbot: QtBot, tools: Tools, section: RegisterSection, centre: SiteCard, coordinates: str, sentence: str
) -> None:
    opened(qtbot, section, tools, centre.id)
    form = section.side.details.form
    form.coordinates.line.setText(coordinates)
    form.save()
    settled(qtbot, tools)
    assert sentence in form.coordinates.error.text() and form.coordinates.error.isVisible()
    form.put_back()
    assert not form.is_dirty() and not form.coordinates.error.isVisible()


def test_a_code_that_is_taken_and_a_site_inside_itself_are_told_under_their_fields(
    qtbot: QtBot, tools: Tools, section: RegisterSection, centre: SiteCard
) -> None:
    library = key(tools, "港务码头职工书屋")
    opened(qtbot, section, tools, library)
    form = section.side.details.form
    form.code.line.setText("ZX-001")
    form.save()
    settled(qtbot, tools)
    assert "ZX-001" in form.code.error.text()
    form.put_back()
    section.show_item("site", centre.id)
    settled(qtbot, tools)
    form.parent_site.line.setText("港务码头职工书屋")
    form.save()
    settled(qtbot, tools)
    assert form.parent_site.error.text().startswith("A site cannot stand inside itself.")
    form.put_back()


def test_a_site_is_paused_for_a_reason_and_the_reason_is_shown(
    qtbot: QtBot, tools: Tools, section: RegisterSection, centre: SiteCard
) -> None:
    opened(qtbot, section, tools, centre.id)
    section.side.head.change.click()
    bar = section.side.bar
    assert bar.isVisible()
    bar.form.status.box.setCurrentIndex(list(SiteStatus).index(SiteStatus.PAUSED))
    QTest.keyClick(bar.form.since.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert bar.form.reason.error.text().startswith("Say why the site is not open.")
    bar.form.reason.line.setText("Being renovated")
    QTest.keyClick(bar.form.reason.line, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert not bar.isVisible()
    assert section.side.head.state.text() == "Paused"
    assert section.side.head.reason.text().endswith(": Being renovated")
    assert tools.store.read(sites.card, centre.id).entry.status is SiteStatus.PAUSED


def test_esc_leaves_the_state_as_it_is(
    qtbot: QtBot, tools: Tools, section: RegisterSection, centre: SiteCard
) -> None:
    opened(qtbot, section, tools, centre.id)
    section.side.head.change.click()
    QTest.keyClick(section.side.bar.form.reason.line, Qt.Key.Key_Escape)
    assert not section.side.bar.isVisible()


def test_what_others_stand_in_is_not_removed_before_them(
    qtbot: QtBot, tools: Tools, section: RegisterSection, centre: SiteCard
) -> None:
    opened(qtbot, section, tools, centre.id)
    failures: list[object] = []
    tools.runner.went_wrong.connect(failures.append)
    section.side.head.remove.click()
    settled(qtbot, tools)
    assert len(failures) == 1
    assert section.side.site() == centre.id


@pytest.mark.usefixtures("centre")
def test_delete_removes_and_undo_brings_back(qtbot: QtBot, tools: Tools, section: RegisterSection) -> None:
    station = key(tools, "沈家门渔港爱心驿站")
    opened(qtbot, section, tools, station)
    heard = told(section)
    section.list.table.view.setFocus()
    QTest.keyClick(section.list.table.view, Qt.Key.Key_Delete)
    settled(qtbot, tools)
    qtbot.waitUntil(lambda: "沈家门渔港爱心驿站" not in names(section))
    assert heard[-1].sentence == "“沈家门渔港爱心驿站” removed from the register."
    undo = heard[-1].action
    assert undo is not None
    undo()
    settled(qtbot, tools)
    qtbot.waitUntil(lambda: "沈家门渔港爱心驿站" in names(section))


def test_a_new_site_in_here_begins_with_what_is_known(
    qtbot: QtBot, tools: Tools, section: RegisterSection, centre: SiteCard
) -> None:
    opened(qtbot, section, tools, centre.id)
    section.side.new_inside_asked.emit(SiteKind.MOMMY_ROOM)
    settled(qtbot, tools)
    form = section.side.details.form
    assert section.side.head.title.text() == "New site in 定海区职工活动中心"
    assert form.district.words() == "定海区" and form.host.words() == "定海区总工会"
    form.name.line.setText("中心妈咪小屋")
    form.save()
    settled(qtbot, tools)
    assert tools.store.read(sites.card, key(tools, "中心妈咪小屋")).entry.parent_id == centre.id
