"""What a site has, its standard, its stars and its photos, as a person sees and changes them."""

from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.models.sites import SiteKind
from desktop.services import amenities, ratings, site_photos, site_standards
from desktop.services.amenities import AmenityChange, AmenityState
from desktop.services.ratings import HonourEntry, ReviewEntry
from desktop.storage.store import Store
from desktop.views.sites.amenities_tab import AmenitiesTab
from desktop.views.sites.photos_tab import PhotosTab
from desktop.views.sites.ratings_tab import RatingsTab
from desktop.views.sites.site_tab import SiteTab
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.sites import put_site
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

ROOMS = ((560, 560, 1024), (860, 720, 1440))


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    use_chinese_font()
    return tools_for(file_store, runner, settings, tmp_path)


def beside(
    qtbot: QtBot, tools: Tools, tab: SiteTab, site: UUID, size: tuple[int, int] = (560, 560)
) -> list[Notice]:
    """Show a site on a tab; return the list to which its notices will be added."""
    heard: list[Notice] = []
    tab.said.connect(heard.append)
    qtbot.addWidget(tab)
    shown(tab, *size)
    tab.show_site(site)
    settled(qtbot, tools)
    return heard


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_what_a_site_has_is_seen_with_its_verdict(
    qtbot: QtBot, tools: Tools, language: str, width: int, height: int, screen: int
) -> None:
    site = put_site(tools.store, area=18.0)
    told = [
        AmenityChange("air_conditioning", AmenityState.HAS),
        AmenityChange("seats", AmenityState.BROKEN, remark="两把椅子断腿"),
        AmenityChange("first_aid_box", AmenityState.LACKS),
    ]
    tools.store.do(amenities.set_amenities, site, told)
    with in_language(language):
        tab = AmenitiesTab(tools)
        beside(qtbot, tools, tab, site, (width, height))
        qtbot.waitUntil(lambda: clipped(tab) == [])
        grab(tab, f"site-amenities-{language[:2]}-{screen}")
        tab.standard_button.click()
        settled(qtbot, tools)
        qtbot.waitUntil(lambda: clipped(tab) == [])
        grab(tab, f"site-standard-{language[:2]}-{screen}")


def test_h_l_and_b_note_at_once_and_go_to_the_next_item(qtbot: QtBot, tools: Tools) -> None:
    site = put_site(tools.store)
    tab = AmenitiesTab(tools)
    heard = beside(qtbot, tools, tab, site)
    tab.rows[0].take_focus()
    for key in (Qt.Key.Key_H, Qt.Key.Key_H, Qt.Key.Key_L, Qt.Key.Key_B):
        QTest.keyClick(tab.focusWidget(), key)
    settled(qtbot, tools)
    found = tools.store.read(amenities.amenities, site, tools.store.now().year)
    assert [line.state for line in found.lines[:4]] == [
        AmenityState.HAS,
        AmenityState.HAS,
        AmenityState.LACKS,
        AmenityState.BROKEN,
    ]
    assert heard[-1].action_label == "Undo"
    tab.show_site(site)
    settled(qtbot, tools)
    assert tab.verdict.text() == "Lacks: Drinking water · Broken: First-aid box"


def test_how_many_there_are_is_kept_when_the_field_is_left_and_no_number_is_said(
    qtbot: QtBot, tools: Tools
) -> None:
    site = put_site(tools.store, "普陀职工书屋", SiteKind.LIBRARY)
    tab = AmenitiesTab(tools)
    heard = beside(qtbot, tools, tab, site)
    row = next(one for one in tab.rows if one.line.item.key == "volumes")
    row.quantity.setText("1200")
    row.quantity.editingFinished.emit()
    settled(qtbot, tools)
    tab.show_site(site)
    settled(qtbot, tools)
    assert row.line.ok and row.line.quantity == 1200
    row.quantity.setText("many")
    row.quantity.editingFinished.emit()
    assert heard[-1].sentence == "“many” is no number." and row.quantity.text() == "1200"


def test_the_standard_is_taken_over_for_the_year_and_edited(qtbot: QtBot, tools: Tools) -> None:
    site = put_site(tools.store)
    tab = AmenitiesTab(tools)
    beside(qtbot, tools, tab, site)
    tab.standard_button.click()
    settled(qtbot, tools)
    panel = tab.panel
    panel.start.setCurrentIndex(panel.start.findText("Seven ones"))
    panel.start.activated.emit(panel.start.currentIndex())
    panel.own.click()
    settled(qtbot, tools)
    year = tools.store.now().year
    assert tools.store.read(site_standards.standard_for, SiteKind.REST_STATION, year).is_own
    panel.add.click()
    item = panel.table.item(panel.table.rowCount() - 1, 1)
    assert item is not None
    item.setText("Notice board")
    assert tab.is_dirty()
    panel.back.click()
    assert "not saved" in panel.fault.text()
    panel.save_button.click()
    settled(qtbot, tools)
    assert not tab.is_dirty()
    panel.back.click()
    settled(qtbot, tools)
    assert tab.rows[-1].line.item.words == "Notice board"
    panel.show_kind(SiteKind.REST_STATION)
    settled(qtbot, tools)
    panel.drop.click()
    settled(qtbot, tools)
    assert not tools.store.read(site_standards.standard_for, SiteKind.REST_STATION, year).is_own


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_stars_and_honours_are_seen_as_a_history(
    qtbot: QtBot, tools: Tools, language: str, width: int, height: int, screen: int
) -> None:
    site = put_site(tools.store)
    tools.store.do(ratings.review, site, ReviewEntry(2024, 4, "舟总工〔2024〕9号"))
    tools.store.do(ratings.review, site, ReviewEntry(2025, 3, "舟总工〔2025〕11号", remark="门锁未开"))
    tools.store.do(ratings.add_honour, site, HonourEntry("最美爱心驿站", 2023, "city"))
    with in_language(language):
        tab = RatingsTab(tools)
        beside(qtbot, tools, tab, site, (width, height))
        assert tab.now.text().startswith("★★★ ") and tab.table.rowCount() == 3
        tab.review_button.click()
        qtbot.waitUntil(lambda: clipped(tab) == [])
        grab(tab, f"site-ratings-{language[:2]}-{screen}")


def test_a_review_is_noted_and_a_demotion_is_told(qtbot: QtBot, tools: Tools) -> None:
    site = put_site(tools.store)
    year = tools.store.now().year
    tools.store.do(ratings.review, site, ReviewEntry(year - 1, 4))
    tab = RatingsTab(tools)
    heard = beside(qtbot, tools, tab, site)
    tab.review_button.click()
    tab.stars.box.setCurrentIndex(2)
    tab.review.save()
    settled(qtbot, tools)
    assert heard[-1].sentence == f"Noted for {year}: 4 → 3 stars."
    tab.show_site(site)
    settled(qtbot, tools)
    assert "Reviewed" in tab.due.text()
    tab.table.selectRow(0)
    QTest.keyClick(tab.table, Qt.Key.Key_Delete)
    settled(qtbot, tools)
    assert [one.year for one in tools.store.read(ratings.history, site)] == [year - 1]


def test_an_honour_without_a_name_is_refused_under_its_field(qtbot: QtBot, tools: Tools) -> None:
    site = put_site(tools.store)
    tab = RatingsTab(tools)
    beside(qtbot, tools, tab, site)
    tab.honour_button.click()
    tab.honour.save()
    assert tools.store.read(ratings.history, site) == [] and tab._forms.isVisible()
    tab.name.line.setText("最美驿站")
    tab.honour.save()
    settled(qtbot, tools)
    assert [one.name for one in tools.store.read(ratings.history, site)] == ["最美驿站"]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_photos_are_added_looked_at_captioned_and_taken_away(
    qtbot: QtBot, tools: Tools, tmp_path: Path, language: str
) -> None:
    site = put_site(tools.store)
    wrong, right = tmp_path / "说明.jpg", tmp_path / "门口.jpg"
    wrong.write_text("不是图片")
    Image.new("RGB", (800, 600), "teal").save(right)
    with in_language(language):
        tab = PhotosTab(tools)
        heard = beside(qtbot, tools, tab, site)
        assert not tab.empty.isHidden()
        tab.strip.take([wrong, right])
        settled(qtbot, tools)
        assert "说明.jpg" in heard[-1].remedy
        tab.show_site(site)
        settled(qtbot, tools)
        assert tab.strip.list.count() == 1 and not tab.large.pixmap().isNull()
        qtbot.waitUntil(lambda: clipped(tab) == [])
        grab(tab, f"site-photos-{language[:2]}-1024")
        tab.caption.setText("门口")
        tab.caption.editingFinished.emit()
        settled(qtbot, tools)
        assert [one.caption for one in tools.store.read(site_photos.photos, site)] == ["门口"]
        tab.show_site(site)
        settled(qtbot, tools)
        tab.remove_button.click()
        settled(qtbot, tools)
    assert tools.store.read(site_photos.photos, site) == []


def test_a_picture_copied_in_another_program_is_pasted(qtbot: QtBot, tools: Tools) -> None:
    site = put_site(tools.store)
    tab = PhotosTab(tools)
    beside(qtbot, tools, tab, site)
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)
    tab.strip.paste()
    settled(qtbot, tools)
    assert len(tools.store.read(site_photos.photos, site)) == 1


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_stars_of_many_sites_are_typed_or_pasted_and_kept_as_one_step(
    qtbot: QtBot, tools: Tools, language: str
) -> None:
    year = tools.store.now().year
    names = ("东港驿站", "普陀山驿站", "沈家门驿站", "岱山驿站")
    sites = [put_site(tools.store, name, stars=4, stars_year=year - 1 - n) for n, name in enumerate(names)]
    with in_language(language):
        tab = RatingsTab(tools)
        heard = beside(qtbot, tools, tab, sites[0])
        tab.all_button.click()
        settled(qtbot, tools)
        panel = tab.many
        assert [panel.table.item(row, 0).text() for row in range(4)] == list(names[::-1])  # type: ignore[union-attr]
        QTest.keyClick(panel.table, Qt.Key.Key_5)
        QTest.keyClick(panel.table, Qt.Key.Key_3)
        QGuiApplication.clipboard().setText("1\t普陀山驿站\t四星\n2\t没有的驿站\t★★\n3\t东港驿站\t★★\n")
        QTest.keyClick(panel.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        assert panel.table.stars() == dict(zip(sites[::-1], (5, 3, 4, 2), strict=True))
        assert "没有的驿站" in panel.count.text() and tab.is_dirty()
        qtbot.waitUntil(lambda: clipped(tab) == [])
        grab(tab, f"site-reviews-{language[:2]}-1024")
        panel.back.click()
        assert not panel.fault.isHidden()
        panel.document.line.setText("舟总工〔2026〕3号")
        panel.save_button.click()
        settled(qtbot, tools)
        assert heard and panel.table.rowCount() == 0 and not tab.is_dirty()
        panel.back.click()
    assert [tools.store.read(ratings.history, site)[0].stars for site in sites] == [2, 4, 3, 5]
    tools.store.undo()
    assert all(tools.store.read(ratings.history, site) == [] for site in sites)


def test_nothing_is_said_of_a_review_where_the_kind_is_not_reviewed(qtbot: QtBot, tools: Tools) -> None:
    tab = RatingsTab(tools)
    beside(qtbot, tools, tab, put_site(tools.store))
    assert "still to come" in tab.due.text()
    tab.show_site(put_site(tools.store, "普陀职工书屋", SiteKind.LIBRARY))
    settled(qtbot, tools)
    assert tab.due.text() == ""
