"""The map by itself: what the mouse says of marks, the wheel, what is gathered where."""

import random

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.geo import Point, Spot, on_plane
from desktop.core.ids import new_id
from desktop.core.map_frame import Frame
from desktop.services.site_map import MapSite
from desktop.services.site_words import SiteKind, SiteStatus
from desktop.views.sites.map_gathering import MapGroups
from desktop.views.sites.map_painting import Gathered
from desktop.views.sites.map_view import MapView, words_of
from tests.views.pictures import shown


def site(name: str, latitude: float, longitude: float, kind: SiteKind = SiteKind.LIBRARY) -> MapSite:
    spot = Spot(latitude, longitude)
    return MapSite(new_id(), name, kind, SiteStatus.OPEN, "定海区", "", False, "", "", spot, name)


@pytest.fixture
def view(qtbot: QtBot) -> MapView:
    made = MapView()
    qtbot.addWidget(made)
    shown(made, 640, 480)
    made.show_sites([site("东", 30.0, 122.4), site("西", 30.0, 122.0)])
    return made


def wheel(view: MapView, turned: int, at: QPointF) -> None:
    event = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_about_the_cursor(view: MapView) -> None:
    at = QPointF(200, 100)
    before = view.frame_shown()
    kept = before.at(Point(at.x(), at.y()))
    wheel(view, 120, at)
    after = view.frame_shown()
    assert after.scale == pytest.approx(before.scale / 1.5)
    assert after.on_screen(kept).x == pytest.approx(200)
    wheel(view, -120, at)
    assert view.frame_shown().scale == pytest.approx(before.scale)


def test_a_double_click_beside_the_marks_looks_closer(view: MapView) -> None:
    view.grab()
    before = view.frame_shown().scale
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(320, 60))
    assert view.frame_shown().scale < before


def test_the_view_stays_where_it_is_when_sites_change_and_follows_when_it_shows_all(view: MapView) -> None:
    view.show_sites([site("北", 31.0, 122.0), site("南", 30.0, 122.0)])
    followed = view.frame_shown()
    assert followed.shows(followed.on_screen(on_plane(Spot(31.0, 122.0))))
    view.pan(50, 0)
    stayed = view.frame_shown()
    view.show_sites([site("远", 28.0, 121.0)])
    assert view.frame_shown() == stayed


def test_a_site_out_of_sight_is_brought_into_sight_when_chosen(view: MapView) -> None:
    west = next(one for one in view.sites() if one.name == "西")
    view.zoom(20, QPointF(600, 240))
    view.choose(west.id)
    assert west.spot is not None
    assert view.frame_shown().shows(view.frame_shown().on_screen(on_plane(west.spot)))


def test_the_mouse_tells_the_site_or_those_gathered() -> None:
    one = site("定海书屋", 30.0, 122.0)
    assert words_of(Gathered(Point(0, 0), (one,))).splitlines() == [
        "定海书屋",
        "Worker library · In service · 定海区",
    ]
    many = tuple(site(f"{n}", 30.0, 122.0) for n in range(9))
    assert words_of(Gathered(Point(0, 0), many)).splitlines()[-1] == "and 3 more"


def test_a_cluster_knows_its_kinds_the_most_frequent_first() -> None:
    kinds = (SiteKind.LIBRARY, SiteKind.MOMMY_ROOM, SiteKind.LIBRARY, SiteKind.LIBRARY)
    gathered = Gathered(Point(0, 0), tuple(site("x", 30, 122, kind) for kind in kinds))
    assert gathered.shares == ((SiteKind.LIBRARY, 0.75), (SiteKind.MOMMY_ROOM, 0.25))


def test_what_is_in_sight_is_gathered_alike_however_one_came_there() -> None:
    chance = random.Random(3)
    sites = [site(str(n), chance.gauss(30, 0.03), chance.gauss(122, 0.03)) for n in range(800)]
    frame = Frame.around([on_plane(Spot(30, 122)), on_plane(Spot(30.02, 122.02))], 640, 480)
    panned, at_once = MapGroups(sites), MapGroups(sites)
    for n in range(40):
        panned.at(frame.panned(-2000 + 50 * n, 700 - 17.5 * n))

    def seen(groups: MapGroups) -> set[frozenset[str]]:
        return {
            frozenset(one.name for one in group.sites)
            for group in groups.at(frame)
            if frame.shows(frame.on_screen(group.middle), -60)
        }

    assert seen(panned) == seen(at_once)
    assert seen(at_once)
