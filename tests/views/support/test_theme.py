"""Colours that can be read, icons that follow them."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.views.support.icons import UnknownIcon, icon
from desktop.views.support.theme import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    Colours,
    Theme,
    contrast,
    primary,
    roomy,
    toned,
)

PALETTES = pytest.mark.parametrize("worn", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK])


@PALETTES
@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("text", ("ground", "field", "stripe", "raised", "tint")),
        ("quiet", ("ground", "field", "stripe")),
        ("accent", ("ground", "field", "tint")),
        ("on_accent", ("accent",)),
        ("due", ("ground", "field", "due_ground")),
        ("error", ("ground", "field", "error_ground")),
        ("good", ("ground", "field", "good_ground")),
    ],
)
def test_text_stands_out_from_its_ground(worn: Colours, text: str, grounds: tuple[str, ...]) -> None:
    for ground in grounds:
        assert contrast(getattr(worn, text), getattr(worn, ground)) >= 4.5, ground


@PALETTES
def test_words_on_the_main_button_stand_out_as_it_is_painted(
    qtbot: QtBot, qapp: QApplication, worn: Colours
) -> None:
    palette = qapp.palette()
    theme = Theme(qapp)
    theme.wear(worn)
    button = QPushButton("")
    qtbot.addWidget(button)
    primary(button)
    button.resize(120, 36)
    picture = button.grab().toImage()
    for height in range(4, 32):
        ground = picture.pixelColor(60, height).name()
        assert contrast(ground, worn.on_accent) >= 4.5
    theme.wear(LIGHT)
    qapp.setPalette(palette)


def test_contrast_is_the_one_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_theme_dresses_and_scales_the_text(qapp: QApplication) -> None:
    font, palette = qapp.font(), qapp.palette()
    theme = Theme(qapp)
    plain = qapp.font().pointSizeF()
    theme.set_text_size(150)
    assert qapp.font().pointSizeF() == pytest.approx(plain * 1.5)
    theme.set_text_size(300)
    assert qapp.font().pointSizeF() == pytest.approx(plain * 1.5)
    theme.wear(DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.ground)
    theme.wear(LIGHT)
    qapp.setFont(font)
    qapp.setPalette(palette)


def test_a_toned_label_follows_the_palette(qtbot: QtBot, qapp: QApplication) -> None:
    palette = qapp.palette()
    theme = Theme(qapp)
    theme.wear(LIGHT)
    label = QLabel("late")
    qtbot.addWidget(label)
    toned(label, "due")
    toned(label, "error", "error_ground")
    label.show()
    theme.wear(DARK)
    qtbot.waitUntil(lambda: label.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK.error))
    assert label.palette().color(QPalette.ColorRole.Window) == QColor(DARK.error_ground)
    theme.wear(LIGHT)
    qapp.setPalette(palette)


def test_an_icon_is_drawn_in_its_colour_and_pale_when_disabled(qapp: QApplication) -> None:
    size = QSize(32, 32)
    for mode, wanted in ((QIcon.Mode.Normal, LIGHT.accent), (QIcon.Mode.Disabled, LIGHT.disabled)):
        picture = icon("mdi6.home", "accent").pixmap(size, 1.0, mode).toImage()
        assert picture.pixelColor(8, 16).name() == wanted
        assert picture.pixelColor(0, 0).alpha() == 0


def test_an_icon_nobody_drew_is_refused_at_once(qapp: QApplication) -> None:
    with pytest.raises(UnknownIcon):
        icon("no-such-thing")


@PALETTES
def test_a_box_to_tick_can_be_seen_on_its_ground(qtbot: QtBot, qapp: QApplication, worn: Colours) -> None:
    palette = qapp.palette()
    theme = Theme(qapp)
    theme.wear(worn)
    box = QCheckBox()
    qtbot.addWidget(box)
    box.show()
    picture = box.grab().toImage()
    middle = picture.height() // 2
    drawn = {picture.pixelColor(x, middle).name() for x in range(picture.width())}
    theme.wear(LIGHT)
    qapp.setPalette(palette)
    assert max(contrast(colour, worn.ground) for colour in drawn) >= 3


@PALETTES
def test_a_line_to_type_in_can_be_seen_on_its_ground(qtbot: QtBot, qapp: QApplication, worn: Colours) -> None:
    palette = qapp.palette()
    theme = Theme(qapp)
    theme.wear(worn)
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    picture = line.grab().toImage()
    drawn = {picture.pixelColor(picture.width() // 2, y).name() for y in range(3)}
    theme.wear(LIGHT)
    qapp.setPalette(palette)
    assert max(contrast(colour, worn.ground) for colour in drawn) >= (1.5 if worn is LIGHT else 3)


def test_icons_grow_with_the_text(qtbot: QtBot) -> None:
    button = QPushButton("Save")
    qtbot.addWidget(button)
    roomy(button)
    usual = button.iconSize().width()
    font = button.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    button.setFont(font)
    roomy(button)
    assert button.iconSize().width() >= usual * 1.5
