"""The panel at the right in which F1 explains the page one is on."""

from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTextBrowser, QToolButton, QVBoxLayout, QWidget

from desktop.core.i18n import _, language
from desktop.core.resources import resources_folder
from desktop.views.support.icons import icon
from desktop.views.support.theme import titled


class HelpPanel(QWidget):
    """Shows ``resources/help/<language>/<topic>.md``; a link to another topic opens it here."""

    closed = Signal()

    def __init__(self, folder: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder if folder is not None else resources_folder() / "help"
        self.setMinimumWidth(280)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        title = QLabel(_("Help"))
        titled(title, 1.2)
        close = QToolButton(autoRaise=True)
        close.setIcon(icon("close"))
        close.setToolTip(_("Close the help (F1)"))
        close.setAccessibleName(_("Close the help (F1)"))
        close.clicked.connect(self.closed)
        head.addWidget(title, 1)
        head.addWidget(close)
        column.addLayout(head)
        self._column = column
        self.topic = ""

    @cached_property
    def text(self) -> QTextBrowser:
        """The words; made when help is first asked for, since a browser is slow to make."""
        made = QTextBrowser()
        made.setOpenLinks(False)
        made.setFrameShape(QTextBrowser.Shape.NoFrame)
        made.setAccessibleName(_("Help"))
        made.viewport().setAutoFillBackground(False)
        made.anchorClicked.connect(self._follow)
        self._column.addWidget(made, 1)
        return made

    def show_topic(self, topic: str) -> None:
        """Show the words on a topic in the language in force, or the general ones where there are none."""
        self.topic = topic
        self.text.setMarkdown(self._words(topic))

    def _words(self, topic: str) -> str:
        for name in (topic, "window"):
            for place in (language(), "en"):
                file = self._folder / place / f"{Path(name).name}.md"
                if file.is_file():
                    return file.read_text(encoding="utf-8")
        return _("There is no help on this page yet.")

    def _follow(self, link: QUrl) -> None:
        if link.isRelative():
            self.show_topic(link.path().removesuffix(".md"))
