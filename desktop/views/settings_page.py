"""Settings: how the window is, back-ups and checks, the shared database, the journal, and what this is."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.views.settings.about_panel import AboutPanel
from desktop.views.settings.backup_panel import BackupPanel
from desktop.views.settings.database_panel import DatabasePanel
from desktop.views.settings.general import GeneralPanel
from desktop.views.settings.journal_panel import JournalPanel
from desktop.views.support.icons import icon
from desktop.views.support.page import Page
from desktop.views.support.theme import icon_size, titled
from desktop.views.support.tools import Tools

SECTIONS = ("general", "backup", "database", "journal", "about")
_REMEMBERED = "settings/section"


class SettingsPage(Page):
    """Sections at the left, the chosen one at the right."""

    tables = frozenset({"worker", "organisation", "activity", "meeting", "enrolment", "attendance", "sheet"})
    help_topic = "settings"

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools.feed)
        self._memory = tools.memory
        self.general = GeneralPanel(tools)
        self.backup = BackupPanel(tools)
        self.database = DatabasePanel(tools)
        self.journal = JournalPanel(tools)
        self.about = AboutPanel()
        self.list = QListWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        for part in (self.backup, self.journal):
            part.said.connect(self.said)
        self.list.currentRowChanged.connect(self._chosen)
        self.begin(str(tools.memory.value(_REMEMBERED, SECTIONS[0])))

    def begin(self, step: str) -> None:
        """Go to a section."""
        self.list.setCurrentRow(SECTIONS.index(step) if step in SECTIONS else 0)

    def refresh(self) -> None:
        """Read again what the section shows."""
        section = SECTIONS[self.list.currentRow()]
        if section == "journal":
            self.journal.refresh()
        elif section == "backup":
            self.backup.refresh()

    def focus_search(self) -> None:
        """Filter the journal or the back-ups."""
        section = SECTIONS[self.list.currentRow()]
        if section in ("journal", "backup"):
            (self.journal if section == "journal" else self.backup).table.focus_filter()

    def may_leave(self) -> bool:
        """Stay while something chosen is not saved."""
        return not (self.general.is_dirty() or self.database.is_dirty())

    def _chosen(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._memory.setValue(_REMEMBERED, SECTIONS[number])
        self.refresh()

    def _lay_out(self) -> None:
        self.list.setAccessibleName(_("Settings"))
        self.list.setIconSize(icon_size(self, 20))
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        titles = {
            "general": (_("Window and office"), "tune", self.general),
            "backup": (_("Back-ups and check"), "database-clock-outline", self.backup),
            "database": (_("Shared database"), "server-network", self.database),
            "journal": (_("Journal"), "text-box-outline", self.journal),
            "about": (_("About Yijia"), "information-outline", self.about),
        }
        for key in SECTIONS:
            title, sign, panel = titles[key]
            item = QListWidgetItem(icon(sign), title)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 20))
            self.list.addItem(item)
            self._stack.addWidget(_framed(title, panel, scrolls=key in ("general", "database")))
        widest = max(self.fontMetrics().horizontalAdvance(title) for title, _sign, _panel in titles.values())
        self.list.setFixedWidth(widest + 64)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(24)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)


def _framed(title: str, panel: QWidget, scrolls: bool) -> QWidget:
    heading = QLabel(title)
    titled(heading)
    panel.setMaximumWidth(1100 if not scrolls else 680)
    framed = QWidget()
    column = QVBoxLayout(framed)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    column.addWidget(heading)
    if not scrolls:
        column.addWidget(panel, 1)
        return framed
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(panel)
    column.addWidget(scroll, 1)
    return framed
