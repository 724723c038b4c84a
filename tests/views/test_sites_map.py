"""The map of the sites: seen, narrowed, measured on, laid over a picture, saved; by mouse and by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.geo import Point, on_plane
from desktop.core.i18n import in_language
from desktop.services.map_ground import ground
from desktop.services.site_map import sites_on_map
from desktop.services.site_words import SiteKind, SiteStatus
from desktop.storage.store import Store
from desktop.views.sites.map_section import MapSection
from desktop.views.sites.map_side import Listing
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.theme import DARK, LIGHT, Theme
from desktop.views.support.tools import Tools
from tests.services.sites import put_site
from tests.views.map_sites import ISLANDS, STATION, UNPLACED, draw_islands, furnish, pixel_of
from tests.views.office import tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

SIZES = ((934, 590), (1350, 750))


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    return tools_for(file_store, runner, settings, tmp_path)


@pytest.fixture
def section(qtbot: QtBot, tools: Tools) -> MapSection:
    furnish(tools.store)
    return opened(qtbot, tools)


def opened(qtbot: QtBot, tools: Tools) -> MapSection:
    use_chinese_font()
    made = MapSection(tools)
    qtbot.addWidget(made)
    tools.feed.tables_changed.connect(made.refresh)
    shown(made, *SIZES[0])
    made.refresh()
    settle(qtbot, tools)
    return made


def settle(qtbot: QtBot, tools: Tools) -> None:
    qtbot.waitUntil(lambda: not tools.runner.is_busy(), timeout=5000)


def place_of(section: MapSection, name: str) -> QPoint:
    """Return where a site lies on the screen."""
    site = next(one for one in section.view.sites() if one.name == name)
    assert site.spot is not None
    pixel = section.view.frame_shown().on_screen(on_plane(site.spot))
    return QPoint(round(pixel.x), round(pixel.y))


def words(section: MapSection) -> list[str]:
    model = section.side.list.model()
    return [str(model.index(n, 0).data()).splitlines()[0] for n in range(model.rowCount())]


def test_all_sites_are_seen_on_the_map_and_in_the_list(section: MapSection) -> None:
    assert len(words(section)) == 33
    gathered = sum(len(group.sites) for group in section.view.groups())
    assert gathered == 31
    assert "2" in section.side.unplaced_button.text()


@pytest.mark.parametrize("tongue", ["zh_CN", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut(qtbot: QtBot, tools: Tools, tongue: str, size: tuple[int, int]) -> None:
    station = furnish(tools.store)
    with in_language(tongue):
        made = opened(qtbot, tools)
        made.show_item("site", station)
        settle(qtbot, tools)
        assert clipped(shown(made, *size)) == []
        grab(made, f"sites-map-{tongue[:2]}-{size[0]}")


def test_a_site_is_chosen_by_click_and_told_of(qtbot: QtBot, section: MapSection, tools: Tools) -> None:
    site = next(one for one in section.view.sites() if one.name == STATION)
    section.view.choose(site.id)
    section.view.zoom(60, QPointF(place_of(section, STATION)))
    shown(section, *SIZES[0])
    section.view.grab()
    QTest.mouseClick(section.view, Qt.MouseButton.LeftButton, pos=place_of(section, STATION))
    settle(qtbot, tools)
    assert section.card.name.text() == STATION
    assert "0580-2023456" in section.card.about.text()
    assert section.side.list.currentIndex().data().startswith(STATION)
    with qtbot.waitSignal(section.open_item) as told:
        section.card.register_button.click()
    assert told.args == ["site", site.id]


def test_a_cluster_opens_on_click(section: MapSection) -> None:
    section.view.grab()
    before = section.view.frame_shown().scale
    group = max(section.view.groups(), key=lambda one: len(one.sites))
    pixel = section.view.frame_shown().on_screen(group.middle)
    QTest.mouseClick(section.view, Qt.MouseButton.LeftButton, pos=QPoint(round(pixel.x), round(pixel.y)))
    assert section.view.frame_shown().scale < before
    assert len(section.view.groups()) > 1


def test_sites_in_one_place_are_listed(qtbot: QtBot, section: MapSection, tools: Tools) -> None:
    for n in range(3):
        put_site(tools.store, f"综合体{n}", latitude=30.4, longitude=122.4)
    section.refresh()
    settle(qtbot, tools)
    section.view.grab()
    QTest.mouseClick(section.view, Qt.MouseButton.LeftButton, pos=place_of(section, "综合体0"))
    assert section.side.listing() is Listing.HERE
    assert words(section) == ["综合体0", "综合体1", "综合体2"]


def test_the_list_alone_is_enough(qtbot: QtBot, section: MapSection, tools: Tools) -> None:
    section.focus_search()
    QTest.keyClicks(section.bar.filter, "yz-001")
    qtbot.waitUntil(lambda: words(section) == [STATION])
    QTest.keyClick(section.bar.filter, Qt.Key.Key_Down)
    QTest.keyClick(section.side.list, Qt.Key.Key_Down)
    settle(qtbot, tools)
    assert section.card.name.text() == STATION
    assert section.side.list.selectionModel().isSelected(section.side.list.currentIndex())
    with qtbot.waitSignal(section.open_item):
        QTest.keyClick(section.side.list, Qt.Key.Key_Return)


def test_kind_state_and_district_narrow_map_and_list(section: MapSection) -> None:
    section.bar.kind.setCurrentIndex(section.bar.kind.findData(SiteKind.LIBRARY))
    assert all(site.kind is SiteKind.LIBRARY for site in section.view.sites())
    section.bar.kind.setCurrentIndex(0)
    section.bar.status.setCurrentIndex(section.bar.status.findData(SiteStatus.CLOSED))
    assert all(site.status is SiteStatus.CLOSED for site in section.view.sites())
    section.bar.status.setCurrentIndex(0)
    section.bar.district.setCurrentIndex(section.bar.district.findData("嵊泗县"))
    assert {site.district for site in section.view.sites()} == {"嵊泗县"}


def test_the_nearest_are_listed_from_a_click_or_a_name(section: MapSection) -> None:
    section.side.near_button.click()
    assert words(section) == []
    place = place_of(section, STATION)
    QTest.mouseClick(section.view, Qt.MouseButton.LeftButton, pos=place)
    assert words(section)[0] == STATION
    assert len(words(section)) == 30
    section.side.near_line.setText("嵊泗海上书吧")
    QTest.keyClick(section.side.near_line, Qt.Key.Key_Return)
    assert "no coordinates" in section.side.error.text()
    section.side.near_line.setText("30.72, 122.45")
    QTest.keyClick(section.side.near_line, Qt.Key.Key_Return)
    assert words(section)[0].startswith("泗礁岛")
    assert "km" in section.side.list.model().index(0, 0).data()


def test_a_site_without_coordinates_is_put_on_the_map(
    qtbot: QtBot, section: MapSection, tools: Tools
) -> None:
    section.side.unplaced_button.click()
    assert sorted(words(section)) == sorted(UNPLACED)
    section.side.list.setCurrentIndex(section.side.list.model().index(words(section).index(UNPLACED[0]), 0))
    settle(qtbot, tools)
    section.card.coordinates.line.setText("122.2059, 300.2438")
    section.card.save_button.click()
    assert section.card.coordinates.error.text()
    section.card.point_button.click()
    QTest.mouseClick(section.view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    said: list[Notice] = []
    section.said.connect(said.append)
    section.card.save_button.click()
    qtbot.waitUntil(lambda: bool(said))
    settle(qtbot, tools)
    placed = {site.name: site.spot for site in tools.store.read(sites_on_map)}[UNPLACED[0]]
    assert placed is not None
    assert said[0].action_label == "Undo"
    qtbot.waitUntil(lambda: words(section) == [UNPLACED[1]])


def test_the_map_is_moved_by_keyboard(section: MapSection) -> None:
    section.view.setFocus()
    before = section.view.frame_shown()
    QTest.keyClick(section.view, Qt.Key.Key_Right)
    assert section.view.frame_shown().centre.x > before.centre.x
    QTest.keyClick(section.view, Qt.Key.Key_Plus)
    assert section.view.frame_shown().scale < before.scale
    QTest.keyClick(section.view, Qt.Key.Key_0)
    assert section.view.frame_shown() == before


def test_dragging_moves_the_map_and_chooses_nothing(section: MapSection) -> None:
    before = section.view.frame_shown()
    view = section.view
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))
    QTest.mouseMove(view, QPoint(340, 320))
    QTest.mouseMove(view, QPoint(360, 330))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(360, 330))
    after = view.frame_shown()
    assert after.centre.x == pytest.approx(before.centre.x - 60 * before.scale)
    assert after.centre.y == pytest.approx(before.centre.y - 30 * before.scale)


def test_a_picture_is_laid_under_the_map_by_two_points(
    qtbot: QtBot, section: MapSection, tools: Tools, tmp_path: Path
) -> None:
    section.bar.ground_button.click()
    panel = section.ground_panel
    assert panel.isVisible()
    panel.take(draw_islands(tmp_path))
    settle(qtbot, tools)
    here, there = (30.0153, 122.1069), ISLANDS["泗礁岛"][1]
    panel.picture.clicked.emit(Point(*pixel_of(here)))
    panel.first.place.setText(STATION)
    panel.picture.clicked.emit(Point(*pixel_of(there)))
    panel.second.place.setText("122.45, 30.72")
    panel.second.place.editingFinished.emit()
    assert "km wide" in panel.check.text()
    grab(section, "sites-map-ground-panel")
    panel.lay_button.click()
    qtbot.waitUntil(lambda: tools.store.read(ground) is not None)
    settle(qtbot, tools)
    qtbot.waitUntil(lambda: section.view.ground() is not None)
    grab(section, "sites-map-ground")
    laid = tools.store.read(ground)
    assert laid is not None
    assert laid.name == "舟山海图"
    section.lay_ground()
    assert panel.first.pixel == Point(*pixel_of(here))
    panel.remove_button.click()
    settle(qtbot, tools)
    assert tools.store.read(ground) is None


def test_points_that_cannot_be_are_refused_under_their_field(
    qtbot: QtBot, section: MapSection, tools: Tools, tmp_path: Path
) -> None:
    section.lay_ground()
    panel = section.ground_panel
    no_picture = tmp_path / "map.png"
    no_picture.write_text("words")
    panel.take(no_picture)
    settle(qtbot, tools)
    assert "no picture" in panel.file_name.text()
    panel.take(draw_islands(tmp_path))
    settle(qtbot, tools)
    panel.lay_button.click()
    assert "Click on this point" in panel.first.error.text()
    panel.picture.clicked.emit(Point(100, 100))
    panel.picture.clicked.emit(Point(110, 105))
    panel.first.place.setText(STATION)
    panel.second.place.setText("30.72, 122.45")
    panel.lay_button.click()
    assert "too near" in panel.second.error.text()
    assert tools.store.read(ground) is None


def test_escape_gives_up_what_was_begun(
    qtbot: QtBot, section: MapSection, tools: Tools, tmp_path: Path
) -> None:
    section.lay_ground()
    section.ground_panel.take(draw_islands(tmp_path))
    settle(qtbot, tools)
    assert not section.may_leave()
    QTest.keyClick(section.ground_panel.picture, Qt.Key.Key_Escape)
    assert section.may_leave()
    assert section.view.isVisible()
    section.side.near_button.click()
    QTest.keyClick(section.view, Qt.Key.Key_Escape)
    assert section.side.listing() is Listing.ALL


def test_what_is_seen_is_saved_as_picture_and_pdf(
    qtbot: QtBot, section: MapSection, tools: Tools, tmp_path: Path
) -> None:
    section.save_png(tmp_path / "map.png")
    section.save_pdf(tmp_path / "map.pdf")
    settle(qtbot, tools)
    picture = QImage(str(tmp_path / "map.png"))
    assert picture.width() == 2 * section.view.width()
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")


def test_what_is_saved_is_light_whatever_the_screen_wears(
    qtbot: QtBot, section: MapSection, tools: Tools, tmp_path: Path, qapp: QApplication
) -> None:
    theme = Theme(qapp)
    try:
        theme.wear(DARK)
        section.save_png(tmp_path / "map.png")
        settle(qtbot, tools)
        sea = QImage(str(tmp_path / "map.png")).pixelColor(120, 700)
        assert sea.lightness() > 200
        assert section.view.grab().toImage().pixelColor(60, 300).lightness() < 90
    finally:
        theme.wear(LIGHT)
