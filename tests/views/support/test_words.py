"""Qt's own words, and the help texts."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.i18n import LANGUAGES, _, in_language
from desktop.core.resources import resources_folder
from desktop.views.support.help_panel import HelpPanel
from desktop.views.support.notices import time_left
from desktop.views.support.qt_words import speak

_LINK = re.compile(r"\]\(([^):#]+)\)")


def test_qt_speaks_the_language_in_force_and_no_other(qapp: QApplication) -> None:
    before = QLocale()
    for tongue, cancel in (("zh_CN", "取消"), ("zh_CN", "取消"), ("en", "Cancel")):
        with in_language(tongue):
            speak(qapp)
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == cancel
    QLocale.setDefault(before)


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_the_help_on_the_window_exists_in_every_language(qtbot: QtBot, tongue: str) -> None:
    with in_language(tongue):
        panel = HelpPanel()
        qtbot.addWidget(panel)
        panel.show_topic("window")
        assert "Ctrl+K" in panel.text.toPlainText()


def test_help_topics_are_the_same_in_every_language() -> None:
    topics = [
        {file.name for file in (resources_folder() / "help" / tongue).glob("*.md")} for tongue in LANGUAGES
    ]
    assert topics[0] == topics[1] != set()


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_every_link_in_the_help_leads_to_a_topic(tongue: str) -> None:
    folder = resources_folder() / "help" / tongue
    links = {link for file in folder.glob("*.md") for link in _LINK.findall(file.read_text(encoding="utf-8"))}
    assert {link for link in links if not (folder / link).is_file()} == set()
    assert "trips-plan.md" in links


def test_a_topic_without_words_falls_back_and_a_link_leads_on(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "door.md").write_text("# Door\nSee [paper](paper.md).", encoding="utf-8")
    (tmp_path / "en" / "paper.md").write_text("# Paper", encoding="utf-8")
    panel = HelpPanel(tmp_path)
    qtbot.addWidget(panel)
    with in_language("zh_CN"):
        panel.show_topic("door")
        assert "Door" in panel.text.toPlainText()
        panel.text.anchorClicked.emit(QUrl("paper.md"))
        assert panel.text.toPlainText() == "Paper"
        panel.show_topic("../../secrets")
        assert panel.text.toPlainText() == _("There is no help on this page yet.")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (2, "about 5 seconds left"),
        (31, "about 30 seconds left"),
        (58, "about 1 minute left"),
        (200, "about 3 minutes left"),
    ],
)
def test_the_time_left_is_told_in_round_words(seconds: float | None, words: str) -> None:
    assert time_left(seconds) == words
