"""The disinfection log of a month before it is printed."""

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import disinfection
from desktop.views.sites.tally_period import PeriodBar
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.papers import papers_of
from desktop.views.support.preview import Papers, Preview
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import roomy
from desktop.views.support.tools import Tools


class DisinfectionPrint(QWidget):
    """The preview, and which month is printed."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._site: UUID | None = None
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        self.period = PeriodBar(self._today())
        self.period.set_monthly(True)
        self.preview = Preview(tools.runner)
        self.preview.open_button.hide()  # beside a list there is no room for it
        row = QHBoxLayout()
        row.setSpacing(8)
        roomy(self.back)
        row.addWidget(self.back)
        row.addWidget(self.period, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.preview, 1)
        self.back.clicked.connect(self.left)
        self.period.changed.connect(self._draw)
        self.preview.said.connect(self.said)
        QShortcut(
            QKeySequence(Qt.Key.Key_Escape), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self.left)

    def show_room(self, site: UUID) -> None:
        """Draw the log of a room."""
        self._site = site
        self.period.set_today(self._today())
        self._draw()

    def _draw(self) -> None:
        site, store, month = self._site, self._tools.store, self.period.month()
        if site is None:
            return

        def work(progress: Progress) -> Papers:
            made = store.read(disinfection.prepare, site, month, progress)
            return papers_of(made.pdf, made.printed.pages, made.name)

        self._tools.runner.read_newest(work, done=self.preview.show_papers, failed=self._refused)

    def _refused(self, failure: Failure) -> None:
        self.preview.clear()
        self.said.emit(notice_of(failure))

    def _today(self) -> date:
        return self._tools.store.now().astimezone().date()
